"""What stands on one card."""

from __future__ import annotations

import msgspec

SIZE = (1200, 630)
"""Width and height in pixels: what Open Graph's readers cut the least from."""


class Plate(msgspec.Struct, frozen=True):
    """Somebody's plate: its glaze (0 to 5), and the initial on it, or a face, as the bytes of a square picture."""

    glaze: int
    initial: str
    face: bytes = b""

    def __repr__(self) -> str:
        """Without the face, which is long: a card's fingerprint is made of this, and of the faces by themselves."""
        return f"Plate(glaze={self.glaze!r}, initial={self.initial!r})"


class Card(msgspec.Struct, frozen=True):
    """The words of a card, in reading order, and the plates around them.

    ``above`` and ``title`` say what it is about, ``below`` who brought it. ``lang`` is the title's language,
    ``accent`` the community's colour (``#rrggbb``). A ``portrait`` has one plate, large, beside the title.
    """

    above: str
    title: str
    below: str
    lang: str
    accent: str
    plates: tuple[Plate, ...] = ()
    portrait: bool = False
