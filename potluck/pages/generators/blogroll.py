"""The blogs that people here have of their own, as OPML 2.0: a list to give to a feed reader, or to read.

Only what people say in their own files stands in it: an address under `website`, and one under `feed` if they name it.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from xml.etree import ElementTree

from potluck.content.person import Person
from potluck.pages.generators.own import OwnGenerator
from potluck.pages.views.common import BLOGROLL


class BlogrollGenerator(OwnGenerator):
    """Writes the list, if anybody has a blog."""

    def generate_output(self, writer: Any) -> None:
        edition = self.table.edition
        if edition.with_blogs:
            writer.write_text(BLOGROLL, opml(edition.settings.sitename, edition.with_blogs))


def opml(title: str, people: Iterable[Person]) -> str:
    """The list as XML. Who names a feed can be subscribed to; who names only a site is a link."""
    root = ElementTree.Element("opml", version="2.0")
    ElementTree.SubElement(ElementTree.SubElement(root, "head"), "title").text = title
    body = ElementTree.SubElement(root, "body")
    for person in people:
        site = person.website
        if person.feed:
            about = {"type": "rss", "text": person.name, "xmlUrl": person.feed, "htmlUrl": site}
        else:
            about = {"type": "link", "text": person.name, "url": site}
        ElementTree.SubElement(body, "outline", {name: value for name, value in about.items() if value})
    ElementTree.indent(root)
    return f'<?xml version="1.0" encoding="utf-8"?>\n{ElementTree.tostring(root, encoding="unicode")}\n'
