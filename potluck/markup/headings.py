"""Headings get ids by GitHub's rules, so that links to them work in both places; and are listed."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from potluck.markup.github.tokens import plain_text
from potluck.markup.python_markdown import Markdown, Treeprocessor
from potluck.markup.rendered import Heading

_LEVELS = {f"h{level}": level for level in range(1, 7)}
_NOT_IN_ID = re.compile(r"[^\w\- ]")


class Headings(Treeprocessor):
    """Gives each Markdown heading an id; `found` lists them, ids without the text's prefix."""

    def __init__(self, md: Markdown) -> None:
        super().__init__(md)
        self.found: list[Heading] = []

    def run(self, root: Element) -> None:
        """Set the ids, the second of two equal ones with -1."""
        self.found = []
        uses: dict[str, int] = {}
        for element in root.iter():
            level = _LEVELS.get(element.tag)
            if level is None:
                continue
            text = " ".join(plain_text(element).split())
            name = slug(text)
            while (use := uses.get(name, 0)) > 0:
                uses[name] = use + 1
                name = f"{name}-{use}"
            uses[name] = 1
            element.set("id", name)
            self.found.append(Heading(level, name, text))


def slug(text: str) -> str:
    """A heading's words as GitHub makes an id of them: lower case, no punctuation, hyphens for spaces."""
    return _NOT_IN_ID.sub("", text.lower()).replace(" ", "-")[:100] or "section"
