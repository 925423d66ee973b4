"""What is known of rendered texts between builds, without asking the shelf that holds them."""

from __future__ import annotations

import msgspec

from potluck.markup import Rendered


class KeptText(msgspec.Struct, array_like=True):
    """What is known of a rendered text without asking the shelf: its name there (hex), and what other pages ask of it.

    ``keywords`` are one text with spaces between, which takes a fifth of the room of a list; ``links`` are those within
    the site as (tag, link).
    """

    name: str
    keywords: str
    links: tuple[tuple[str, str], ...]
    has_diagrams: bool

    @classmethod
    def of(cls, name: bytes, rendered: Rendered) -> KeptText:
        """What is known of the text that is on the shelf under this name."""
        return cls(name.hex(), " ".join(rendered.keywords), rendered.links, rendered.has_diagrams)


def kept_texts(text: str | bytes) -> dict[str, KeptText]:
    """Texts by path, as JSON has them. Raises ValueError for anything else."""
    try:
        return msgspec.json.decode(text, type=dict[str, KeptText])
    except msgspec.MsgspecError as error:
        raise ValueError(str(error)) from error
