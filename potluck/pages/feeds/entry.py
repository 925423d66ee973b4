"""Entries as every feed has them, written once, and the frame that a feed is around them."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from hashlib import blake2b
from typing import Any
from xml.sax.saxutils import escape

from feedgenerator.django.utils.xmlutils import SimplerXMLGenerator

from potluck.quick_json import as_json

CONTENT = '"content_html": '
"""What stands before the content of an item in a JSON Feed."""
_UNFIT = bytes({*range(0x20)} - {0x09, 0x0A, 0x0D})
"""What no XML may hold; to look for bytes takes a tenth of the time."""


@dataclass(frozen=True)
class Entry:
    """An entry as every feed in one language has it, with its content once: that is most of it.

    ``known`` is all else that is known of it; ``xml`` and ``json`` are what stands before and after the content.
    """

    known: dict[str, Any]
    content: bytes
    xml: tuple[str, str]
    json: tuple[str, str]

    def item(self) -> dict[str, Any]:
        """All that is known of it."""
        return self.known | {"content": self.content.decode()}

    def write_xml(self, handler: Any) -> None:
        """Write the entry as XML."""
        handler.ignorableWhitespace(self.xml[0])  # which is what is written as it stands
        content = self.content.decode()
        if len(self.content.translate(None, _UNFIT)) == len(self.content):
            handler.ignorableWhitespace(escape(content))
        else:  # the handler says so, and goes through all characters to find out
            handler.characters(content)
        handler.ignorableWhitespace(self.xml[1])

    def as_json(self) -> str:
        """The entry as JSON, indented as an item of a feed."""
        return f"{self.json[0]}{CONTENT}{as_json(self.content.decode())}{self.json[1]}"

    @cached_property
    def written(self) -> Written:
        """The entry as it stands in feeds, for those that are written again and again."""
        out = io.StringIO()
        self.write_xml(SimplerXMLGenerator(out, "utf-8", short_empty_elements=True))
        return Written.of(out.getvalue().encode(), self.as_json().encode())


@dataclass(frozen=True)
class Written:
    """An entry as XML and as JSON, and a name that tells the two apart from all others."""

    xml: bytes
    json: bytes
    name: bytes

    @classmethod
    def of(cls, xml: bytes, json: bytes) -> Written:
        """These two forms with their name."""
        hashed = blake2b(xml, digest_size=16)
        hashed.update(json)
        return cls(xml, json, hashed.digest())


@dataclass(frozen=True)
class Frame:
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
        name = blake2b(b"".join(each.name for each in written), digest_size=16).digest()
        return Written(xml.join(self.xml), json.join(self.json), name)


BETWEEN = b",\n  "
"""What stands between two entries of a JSON Feed."""
