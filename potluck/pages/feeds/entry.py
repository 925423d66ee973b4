"""Entries as every feed has them, written once."""

from __future__ import annotations

from typing import Any

import msgspec
from feedgenerator.django.utils.xmlutils import UnserializableContentError

from potluck.quick_json import as_json_text

CONTENT = b'"content_html": '
"""What stands before the content of an item in a JSON Feed."""
_UNFIT = bytes({*range(0x20)} - {0x09, 0x0A, 0x0D})
"""What no XML may hold; to look for bytes takes a tenth of the time."""


class Entry(msgspec.Struct, frozen=True):
    """An entry as every feed in one language has it, with its content once: that is most of it, and fit for XML.

    ``known`` is all else that is known of it; ``xml`` and ``json`` are what stands before and after the content.
    All is bytes, as it goes to the disk: to put a feed together of letters takes several times as long.
    """

    known: dict[str, Any]
    content: bytes
    xml: tuple[bytes, bytes]
    json: tuple[bytes, bytes]

    def item(self) -> dict[str, Any]:
        return self.known | {"content": self.content.decode()}

    def as_xml(self) -> bytes:
        """The entry as XML."""
        escaped = self.content.replace(b"&", b"&amp;").replace(b">", b"&gt;").replace(b"<", b"&lt;")
        return b"".join((self.xml[0], escaped, self.xml[1]))

    def as_json(self) -> bytes:
        """The entry as JSON, indented as an item of a feed; empty where no feed is JSON."""
        if not self.json[0]:
            return b""
        return b"".join((self.json[0], CONTENT, as_json_text(self.content), self.json[1]))


def refuse_unfit(text: bytes) -> None:
    """Raise UnserializableContentError for a text with signs that no XML may hold."""
    if len(text.translate(None, _UNFIT)) < len(text):
        raise UnserializableContentError(f"A feed can't hold {text[:100]!r}: there are control characters in it.")


BETWEEN = b",\n  "
"""What stands between two entries of a JSON Feed."""
