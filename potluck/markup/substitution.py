"""Plain words that become something else: mentions, issue numbers, abbreviations.

Each kind is a pattern and what to put in its place. The inline reader applies them outside links, code and tags only.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from xml.etree.ElementTree import Element

import msgspec

from potluck.late import late

# Each begins with its sign, and looks back after it, so that `re` skips to the next such sign.
_HANDLES = late(r"[a-z0-9-]+")
_MENTION = late(r"@(?<![\w@/.]@)([A-Za-z0-9](?:[A-Za-z0-9-]{0,38}))(?![\w/-])")
_ISSUE = late(r"#(?<![\w#&/]#)([0-9]{1,7})(?!\w)")


def worded(tag: str, words: str, attributes: dict[str, str] | None = None) -> Element:
    """An element with these words in it."""
    element = Element(tag, attributes) if attributes else Element(tag)
    element.text = words
    return element


class Substitution(msgspec.Struct, frozen=True):
    """`replace` is called for every match of `pattern`, and gives an element, or None to leave the words alone.

    A text without `sign` has no match, which is cheaper to find out.
    """

    sign: str
    pattern: re.Pattern[str]
    replace: Callable[[re.Match[str]], Element | None]

    def may_match(self, text: str) -> bool:
        """Whether there may be a match in the words of Markdown."""
        return self.sign in text

    def apply(self, text: str) -> list[str | Element]:
        """`text` in pieces, matches replaced."""
        pieces: list[str | Element] = []
        position = 0
        for match in self.pattern.finditer(text):
            piece = self.replace(match)
            if piece is not None:
                pieces += [text[position : match.start()], piece]
                position = match.end()
        pieces.append(text[position:])
        return pieces


def mentions(people: Mapping[str, str]) -> Substitution:
    """`@handle` of a known person as a link; `people` has the URL by handle, in lower case."""

    def replace(match: re.Match[str]) -> Element | None:
        url = people.get(match[1].lower())
        return worded("a", match[0], {"href": url, "class": "mention"}) if url else None

    return Substitution("@", _MENTION, replace)


def mentionable(markdown: str, people: Mapping[str, str]) -> dict[str, str]:
    """Those of `people` whom a text may mention, told without rendering it: nobody else plays a part in that."""
    as_entity = "&" in markdown and ("&#" in markdown or "&commat" in markdown)
    if not people or not (as_entity or "@" in markdown):
        return {}
    return {word: people[word] for word in sorted(set(_HANDLES.findall(markdown.lower()))) if word in people}


def issues(repository: str) -> Substitution:
    """`#123` as a link to that issue of the repository (`https://github.com/ORG/REPO`)."""

    def replace(match: re.Match[str]) -> Element:
        return worded("a", match[0], {"href": f"{repository}/issues/{match[1]}", "class": "issue-link"})

    return Substitution("#", _ISSUE, replace)


def abbreviations(meanings: Mapping[str, str]) -> Substitution:
    """Each abbreviation as `<abbr>` with its meaning; the longer one first where two begin alike."""
    names = "|".join(map(re.escape, sorted(meanings, key=len, reverse=True)))

    def replace(match: re.Match[str]) -> Element:
        return worded("abbr", match[0], {"title": meanings[match[0]]})

    return Substitution("", re.compile(rf"(?<!\w)(?:{names})(?!\w)"), replace)
