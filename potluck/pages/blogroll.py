"""The blogs that people here have of their own, as OPML 2.0: a list to give to a feed reader, or to read.

Only what people say in their own files stands in it: an address under `website`, and one under `feed` if they name it.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, cast
from xml.etree import ElementTree

from potluck.content.person import Person
from potluck.pages.generator import OwnGenerator

if TYPE_CHECKING:
    from potluck.pages.table import Table

PATH = "people.opml"


class BlogrollGenerator(OwnGenerator):
    """Writes the list, if anybody has a blog."""

    def generate_output(self, writer: Any) -> None:
        """Write it."""
        edition = cast("Table", self.settings["TABLE"]).edition
        people = with_blogs(edition.library.people.values())
        if people:
            writer.write_text(PATH, opml(edition.settings.sitename, people))


def with_blogs(people: Iterable[Person]) -> list[Person]:
    """Those who name a site or a feed of their own, in order of name."""
    found = (person for person in people if person.feed or website(person))
    return sorted(found, key=lambda person: (person.name.casefold(), person.handle))


def website(person: Person) -> str:
    """The address of a person's own site; empty without one."""
    return next((link.url for link in person.links if link.kind == "website"), "")


def opml(title: str, people: Iterable[Person]) -> str:
    """The list as XML. Who names a feed can be subscribed to; who names only a site is a link."""
    root = ElementTree.Element("opml", version="2.0")
    ElementTree.SubElement(ElementTree.SubElement(root, "head"), "title").text = title
    body = ElementTree.SubElement(root, "body")
    for person in people:
        site = website(person)
        if person.feed:
            about = {"type": "rss", "text": person.name, "xmlUrl": person.feed, "htmlUrl": site}
        else:
            about = {"type": "link", "text": person.name, "url": site}
        ElementTree.SubElement(body, "outline", {name: value for name, value in about.items() if value})
    ElementTree.indent(root)
    return f'<?xml version="1.0" encoding="utf-8"?>\n{ElementTree.tostring(root, encoding="unicode")}\n'
