"""What a paragraph may define before it says anything: links (`[label]: destination "title"`) and abbreviations.

`*[HTML]: HyperText Markup Language` is PHP Markdown Extra's; GitHub shows it as text.
"""

from __future__ import annotations

import msgspec

from potluck.late import late
from potluck.markup.github import scan
from potluck.markup.rendered import TooComplicated

_SPACES_AND_NEWLINE = late(r"[ \t]*+(?:\n[ \t]*+)?")
_ABBREVIATION = late(r"\*\[([^\[\]\n]{1,60})\]:[ \t]*+([^\n]++)(?:\n|\Z)")
MAX_ABBREVIATIONS = 100
_LINE_END = late(r"[ \t]*+(?:\n|\Z)")


class References(msgspec.Struct):
    """All definitions of one document, and how much using them may still add to it.

    A short text can use a long definition thousands of times; like cmark, we stop when the uses have added up to the
    size of the document (100,000 characters are always fine).
    """

    budget: int = 100_000
    abbreviations: dict[str, str] = {}
    _targets: dict[str, tuple[str, str]] = {}

    def define(self, label: str, url: str, title: str) -> None:
        """Remember a definition; the first one of a label wins."""
        self._targets.setdefault(scan.normalise_label(label), (url, title))

    def __bool__(self) -> bool:
        return bool(self._targets)

    def find(self, label: str) -> tuple[str, str] | None:
        """URL and title for a label, or None."""
        if not self._targets or len(label) > scan.MAX_LABEL:
            return None
        target = self._targets.get(scan.normalise_label(label))
        if target is None or (size := len(target[0]) + len(target[1])) > self.budget:
            return None
        self.budget -= size
        return target


def take_definitions(text: str, references: References) -> str:
    """Take the definitions that `text`, a paragraph, starts with, and give back what is left of it."""
    position = 0
    while text.startswith(("[", "*["), position):
        read = _definition if text[position] == "[" else _abbreviation
        end = read(text, position, references)
        if not end:
            break
        position = end
    return text[position:]


def _definition(text: str, start: int, references: References) -> int:
    """Read one definition; where it ends, or 0 when there is none."""
    label = scan.LINK_LABEL.match(text, start)
    if (
        label is None
        or not label[1].strip()
        or len(label[1]) > scan.MAX_LABEL
        or text[label.end() : label.end() + 1] != ":"
    ):
        return 0
    target = scan.destination(text, scan.skip(_SPACES_AND_NEWLINE, text, label.end() + 1))
    if target is None or (not target[0] and not text.startswith("<", target[1] - 2)):
        return 0
    after_url = target[1]
    before_title = scan.skip(_SPACES_AND_NEWLINE, text, after_url)
    title = scan.LINK_TITLE.match(text, before_title) if before_title > after_url else None
    end = _LINE_END.match(text, title.end()) if title else None
    if end is None:
        title = None
        end = _LINE_END.match(text, after_url)
    if end is None:
        return 0
    words = title[title.lastindex or 0] if title else ""
    references.define(label[1], scan.unescape(target[0]), scan.unescape(words or ""))
    return end.end()


def _abbreviation(text: str, start: int, references: References) -> int:
    """Read one abbreviation; where it ends, or 0 when there is none."""
    match = _ABBREVIATION.match(text, start)
    if match is None:
        return 0
    references.abbreviations.setdefault(match[1], match[2].strip())
    if len(references.abbreviations) > MAX_ABBREVIATIONS:
        raise TooComplicated(f"There are more than {MAX_ABBREVIATIONS} abbreviations. Keep those that readers need.")
    return match.end()
