"""Footnotes: which are referred to, in which order, and the section at the end."""

from __future__ import annotations

from xml.etree.ElementTree import Element, SubElement

from potluck.markup.github.scan import escape_url, normalise_label
from potluck.markup.github.serialise import add_words
from potluck.markup.substitution import worded


class Footnotes:
    """The footnotes of one document, numbered as they are first referred to."""

    def __init__(self, definitions: dict[str, tuple[str, Element]]) -> None:
        self._definitions = definitions  # by normalised label: the label as written, and an <li> with its text
        self._numbers: dict[str, int] = {}
        self._uses: dict[str, int] = {}

    def refer(self, label: str) -> Element | None:
        """A reference to a footnote, as a raised number; None if there is no such footnote."""
        key = normalise_label(label)
        if key not in self._definitions:
            return None
        name = escape_url(self._definitions[key][0])
        number = self._numbers.setdefault(key, len(self._numbers) + 1)
        self._uses[key] = use = self._uses.get(key, 0) + 1
        element = Element("sup", {"class": "footnote-ref"})
        link = SubElement(element, "a", {"href": f"#fn-{name}", "id": _reference_id(name, use)})
        link.text = str(number)
        return element

    def section(self) -> Element | None:
        """The section with all footnotes that are referred to, each with links back; None if there are none."""
        if not self._numbers:
            return None
        section = Element("section", {"class": "footnotes"})
        items = SubElement(section, "ol")
        for key, number in self._numbers.items():
            label, item = self._definitions[key]
            name = escape_url(label)
            item.set("id", f"fn-{name}")
            last = item[-1] if len(item) and item[-1].tag == "p" else item
            for use in range(1, self._uses[key] + 1):
                add_words(last, " ")
                last.append(_link_back(name, number, use))
            items.append(item)
        return section


def _reference_id(name: str, use: int) -> str:
    return f"fnref-{name}" if use == 1 else f"fnref-{name}-{use}"


def _link_back(name: str, number: int, use: int) -> Element:
    label = f"Back to reference {number}" if use == 1 else f"Back to reference {number}-{use}"
    attributes = {"href": "#" + _reference_id(name, use), "class": "footnote-backref", "aria-label": label}
    link = worded("a", "↩", attributes)
    if use > 1:
        SubElement(link, "sup", {"class": "footnote-ref"}).text = str(use)
    return link
