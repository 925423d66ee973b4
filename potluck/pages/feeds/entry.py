"""Entries as every feed has them, written once, and the frame that a feed is around them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import cached_property
from hashlib import sha256
from typing import Any

import msgspec
from feedgenerator.django.utils.xmlutils import UnserializableContentError

from potluck.quick_json import as_json_text

CONTENT = b'"content_html": '
"""What stands before the content of an item in a JSON Feed."""
_UNFIT = bytes({*range(0x20)} - {0x09, 0x0A, 0x0D})
"""What no XML may hold; to look for bytes takes a tenth of the time."""


class Entry(msgspec.Struct, frozen=True, dict=True):
    """An entry as every feed in one language has it, with its content once: that is most of it.

    ``known`` is all else that is known of it; ``xml`` and ``json`` are what stands before and after the content.
    All is bytes, as it goes to the disk: to put a feed together of letters takes several times as long.
    """

    known: dict[str, Any]
    content: bytes
    xml: tuple[bytes, bytes]
    json: tuple[bytes, bytes]

    def item(self) -> dict[str, Any]:
        """All that is known of it."""
        return self.known | {"content": self.content.decode()}

    def as_xml(self) -> bytes:
        """The entry as XML. Raises UnserializableContentError for what no XML may hold."""
        refuse_unfit(self.content)
        escaped = self.content.replace(b"&", b"&amp;").replace(b">", b"&gt;").replace(b"<", b"&lt;")
        return b"".join((self.xml[0], escaped, self.xml[1]))

    def as_json(self) -> bytes:
        """The entry as JSON, indented as an item of a feed."""
        return b"".join((self.json[0], CONTENT, as_json_text(self.content), self.json[1]))

    @cached_property
    def written(self) -> Written:
        """The entry as it stands in feeds, for those that are written again and again."""
        return Written.of(self.as_xml(), self.as_json())


class Written(msgspec.Struct, frozen=True):
    """An entry as XML and as JSON, and a name that tells the two apart from all others."""

    xml: bytes
    json: bytes
    name: bytes

    @classmethod
    def of(cls, xml: bytes, json: bytes) -> Written:
        """These two forms with their name."""
        hashed = sha256(xml)
        hashed.update(json)
        return cls(xml, json, hashed.digest()[:16])


class Frame(msgspec.Struct, frozen=True):
    """What stands around the entries of a feed, as XML and as JSON, and when the newest of them was changed."""

    xml: tuple[bytes, bytes]
    json: tuple[bytes, bytes]
    latest: datetime

    def filled(self, entries: Sequence[Entry]) -> Written | None:
        """The feed with these entries in place of the old; None if more than entries would be another."""
        if not all(each.content for each in entries):
            return None
        if max(each.known["updateddate"] for each in entries) != self.latest:
            return None
        written = [each.written for each in entries]
        xml, json = b"".join(each.xml for each in written), BETWEEN.join(each.json for each in written)
        name = sha256(b"".join(each.name for each in written)).digest()[:16]
        return Written(xml.join(self.xml), json.join(self.json), name)


def refuse_unfit(text: bytes) -> None:
    """Raise UnserializableContentError for a text with signs that no XML may hold."""
    if len(text.translate(None, _UNFIT)) < len(text):
        raise UnserializableContentError(f"A feed can't hold {text[:100]!r}: there are control characters in it.")


BETWEEN = b",\n  "
"""What stands between two entries of a JSON Feed."""
