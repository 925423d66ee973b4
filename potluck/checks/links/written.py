"""Links written so that they are none. Where they lead is looked at by `links.targets`."""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Callable, Iterator
from operator import itemgetter

from msgspec import Struct

from potluck.checks.inline import DEFINITION
from potluck.checks.links.addresses import better_address
from potluck.checks.registry import text_check
from potluck.checks.text import Text
from potluck.problems import Edit, Problem, Rule, error, in_post

HTTP = ("http", "www.")
TO_FILES = (*HTTP, ".md", ".htm", ".pdf", ".png", ".jp", ".gif", ".webp")
_FILE = r"[\w./%-]{1,200}\.(?:md|html?|pdf|png|jpe?g|gif|webp)"
"""A file of this site, as links name it."""
REVERSED = re.compile(
    r"(?<!\w)\((?P<text>[^()\[\]\n]{1,200})\)"
    rf"\[(?P<url>(?:https?://|www\.|mailto:|/)[^\[\]\s]{{1,500}}|{_FILE})\](?![(\[:])"
)
WRONG_BRACKETS = re.compile(
    r"(?<![!\w])(?P<a>[\[{(【［])(?P<text>[^\[\]{}()【】［］\n]{1,200})(?P<b>[\]})】］]|\[(?=\()) ?"
    rf"(?P<c>[\[({{<])<?(?P<url>(?:https?://|www\.)[^\s\[\](){{}}<>]{{3,500}}|{_FILE})>?(?P<d>[\])}}>])"
)
ADDRESS_FIRST = re.compile(
    r"(?<!\])\(<?(?P<url>(?:https?://|www\.)[^\s\[\]()<>]{3,500})>?\) ?\[(?P<text>[^\[\]\n]{1,200})\](?![(\[:])"
)
SWAPPED = re.compile(
    r"(?<!!)\[(?P<url>(?:https?://|www\.)[^\s\[\]]{3,500})\]\((?P<text>(?!https?:|www\.|mailto:)[^()\n/#.@][^()\n/#@]{0,200})\)"
)
UNOPENED = re.compile(r"\]\((?:https?://|www\.)[^\s()]{3,500}\)")
ONE_BRACKET = re.compile(r"(?<!!)\[(?P<text>[^\[\]()】］\n]{1,100}?)\s?\((?P<url>https?://[^\s()\[\]]{3,500})\)(?!\])")
UNPARENTHESED = re.compile(rf"(?<!!)\[(?P<text>[^\[\]\n]{{1,200}})\](?P<url>https?://[^\s()<>\[\]]{{3,500}}|{_FILE})\)")
GAP = re.compile(
    r"\](?P<gap>[ .:,;\-–]{1,3}|[ \t]*`)"
    rf"\((?P<url>(?:https?:/?/?|www\.|mailto:)[^\s()]{{3,500}}(?:\([^\s()]*\))?[^\s()]*|{_FILE})\)"
)
WORDS_THEN_BARE = re.compile(
    r"(?<![!\]\w])\[(?P<text>(?![ xX]?\]|\^|\d{1,3}\])[^\[\]\n]{1,200})\](?P<gap>:?\s?)"
    r"(?P<url>https?://[^\s()<>\[\]|`\"“”]{3,500}[^\s()<>\[\]|`\"“”.,;:!?'*_])(?=[.,;:!?*_]{0,4}(?:\s|\Z))"
)
"""The words of a link between brackets, and its address right behind them without any."""
BRACKET_TWICE = re.compile(
    r"(?<![!\[])\[(?P<text>[^\[\]\n]{1,200})\]{2,3}"
    rf"\((?P<url>(?:https?://|www\.|mailto:)[^\s()]{{3,500}}|{_FILE})\)"
)
STARS_WITHIN = re.compile(
    r"(?P<stars>\*\*|\*|__|_)\[(?P<text>[^\[\]\n*_]{1,200})(?:(?P=stars)\]|\](?P=stars))\((?P<url>[^\s()]{3,500})\)"
)
"""Stars that begin in front of a link, and end in the middle of it."""
SPACED_AUTOLINK = re.compile(r"<(?= |[^\s<>]+ ) *(?P<url>https?://[^\s<>]{3,500}) *>")
ESCAPED = re.compile(
    r"(?<!!)\\\[(?P<text>[^\[\]\\\n]{1,200})\\?\]\\?\((?P<url>(?:https?://|www\.|mailto:)[^\s()\\]{3,500})\\?\)"
)
BEGUN = re.compile(r"\]\((?P<url>[^\s\[\]\"')]{3,500})(?P<rest>[^\n]{0,300})")
CAPTION = re.compile(r"\s+\"(?P<words>[^\s\"()][^\"()\n]{0,200}?)\)")
OPEN_AUTOLINK = re.compile(r"(?<![\w=\"'(])<(?P<url>https?://[^\s<>()\"']{4,500})(?=\s|\Z)(?![^\n<]{0,200}>)")
UNCLOSED = re.compile(
    r"\]\(\s?<?(?P<url>(?:[a-zA-Z]{3,7}:/{1,3}|www\.)[^\s()<>\[]{3,500}+|[\w./-]{1,200}\.(?:md|html?|pdf|png|jpe?g)\b)>?"
    r"(?=[\s\]}\[]|\Z)(?![^\n\[(]{0,300}\))"
)
ADDRESS_LACKING = re.compile(r"(?<![!\]\w])\[(?P<text>[^\[\]\n]{1,200})\]\((?=\s|\Z)(?![^\n]{0,2000}\))")
"""Words of a link behind which a bracket opens, and nothing stands in it."""
LINK_REVERSED = error(
    "link-reversed",
    "The two pairs of brackets of this link are the wrong way round.",
    why="Readers would see the brackets and the address, and nothing to click on.",
    fix="Put the words into square brackets first, then the address into round ones.",
    bad=in_post("We met at (the library)[https://example.org/library]."),
    good=in_post("We met at [the library](https://example.org/library)."),
)
LINK_GAP = error(
    "link-gap",
    "Something stands between the words and the address of this link.",
    why="Readers would see the brackets and the address, and nothing to click on.",
    fix="Put the `(` right behind the `]`.",
    bad=in_post("We met at [the library] (https://example.org/library)."),
    good=in_post("We met at [the library](https://example.org/library)."),
)
LINK_UNCLOSED = error(
    "link-unclosed",
    "The `)` at the end of this link is missing.",
    why="Readers would see the brackets and the address, and nothing to click on.",
    fix="Put a `)` behind the address.",
    bad=in_post("We met at [the library](https://example.org/library"),
    good=in_post("We met at [the library](https://example.org/library)"),
)


NO_SLIPS = frozenset("[]() ()() ()[] []<> ()<> {}<> 【】() ［］()".split())
"""Two pairs of brackets that make a link, or are told as other slips, or were never meant for one."""


@text_check(LINK_REVERSED, LINK_GAP, LINK_UNCLOSED)
def broken_syntax(text: Text) -> Iterator[Problem]:
    """Links whose brackets are not as they should be."""
    for number, line in text.prose_lines.items():
        if any(sign in line for sign in ("]", ")", "}", "<http", "< http")):
            for slips in SLIPS:
                yield from slips(text, number, line)


class Form(Struct, frozen=True):
    """A form of links that are none, and how they are written instead; called, it finds those of a line."""

    rule: Rule
    pattern: re.Pattern[str]
    signs: tuple[str, ...]
    """One of them is on every line that has such a link."""
    title: str = ""
    better: str = "[{text}]({url})"
    unless: Callable[[Text, int, re.Match[str]], bool] = lambda text, number, found: False
    """What makes one that is found no slip."""

    def __call__(self, text: Text, number: int, line: str) -> Iterator[Problem]:
        if not any(sign in line for sign in self.signs):
            return
        for found in self.pattern.finditer(line):
            if not self.unless(text, number, found):
                raw = text.line(number)
                parts = {name: raw[slice(*found.span(name))] for name in found.groupdict()}
                better = self.better.format(**parts)
                yield text.replaced(self.rule, number, found, better, title=self.title, fix=f"Write: `{better}`")


def _no_slip(text: Text, number: int, found: re.Match[str]) -> bool:
    return "".join(found.group(*"abcd")) in NO_SLIPS


def _in_words(text: Text, number: int, found: re.Match[str]) -> bool:
    """Whether the last of two brackets ends the words of a link that is sound."""
    return _within(text, number, found.end() - 2)


def _defines(text: Text, number: int, found: re.Match[str]) -> bool:
    """Whether a line says where a link by name leads, be it without its colon."""
    alone = found.group() == found.string.strip()
    return bool(DEFINITION.match(found.string)) or (alone and f"][{found['text']}]" in text.prose)


def _within(text: Text, number: int, offset: int) -> bool:
    """Whether a place on a line lies within a link that is sound."""
    place = text.starts[number - text.first] + offset
    at = bisect(text.link_ends, place, key=itemgetter(0))
    return at > 0 and text.link_ends[at - 1][1] > place


def _gaps(text: Text, number: int, line: str) -> Iterator[Problem]:
    """Something between the words and the address."""
    raw = text.line(number)
    for found in GAP.finditer(raw) if "]" in raw and "(" in raw else ():
        spaced = "`" not in found["gap"] and line[found.start()] == " "
        is_file = not found["url"].startswith((*HTTP, "mailto:")) and found["gap"] not in " :"
        if number in text.code_lines or spaced or is_file or "[" not in raw[: found.start()]:
            continue
        title = "" if found["gap"].strip() else "A space stands between the words and the address of this link."
        link = f"]({found['url']})"
        better = f"`{link}" if "`" in found["gap"] else link
        yield text.replaced(LINK_GAP, number, found, better, title=title, fix=f"Write: `{link}`")


def _on_two_lines(text: Text, number: int, line: str) -> Iterator[Problem]:
    """Words at the end of a line, and their address on the next."""
    below = text.line(number + 1) if number < len(text.lines) else ""
    if line.rstrip().endswith("]") and below.startswith(("(http", "(www.")) and "[" in line:
        better, title = f"{text.line(number).rstrip()}{below}", "The address of this link stands on the next line."
        fix = "Put the `(` right behind the `]`, on the same line."
        yield text.mended(LINK_GAP, number, number + 1, [better], len(line.rstrip()), title=title, fix=fix)


def _never_closing(text: Text, number: int, line: str) -> Iterator[Problem]:
    """`[words](address` whose brackets or quotation marks do not come out even, so that no link is found."""
    for found in BEGUN.finditer(line):
        if _within(text, number, found.start()) or not line.count("[", 0, found.start()):
            continue
        address, whole, end = found["url"], "", found.end("url")
        if address.count("(") > address.count(")"):
            title = "The round brackets of this link do not come out even."
            fix = f"Write `%28` for the `(` within the address: `]({address.replace('(', '%28')})`"
            whole = f"]{address}" if address.startswith("(") and found["rest"].startswith(")") else ""
        elif found["rest"].count('"') % 2:
            title, fix = "The quotation marks in this link do not come out even.", f"Write: `]({address})`"
            if said := CAPTION.match(line, end):
                whole, end = f']({address} "{said["words"]}")', said.end()
        else:
            continue
        start, raw = found.start(), text.line(number)
        edit = Edit(number, number, f"{raw[:start]}{whole}{raw[end:]}") if whole else None
        fix = f"Write: `{whole}`" if whole else fix
        yield text.at(LINK_UNCLOSED, number, start + 1, title=title, fix=fix, edit=edit)


def _unclosed(text: Text, number: int, line: str) -> Iterator[Problem]:
    """`[words](address` without a `)` anywhere behind it."""
    for found in UNCLOSED.finditer(line) if "](" in line else ():
        if not _within(text, number, found.start()):
            end = found.end() + (line[found.end() : found.end() + 1] in ("]", "}"))
            url = found["url"].rstrip(".,;:!?*")
            link = f"]({better_address(url, url) or url})"
            better, span = f"{link}{found['url'][len(url) :]}", (found.start(), end)
            yield text.replaced(LINK_UNCLOSED, number, span, better, fix=f"Write: `{link}`")


def _without_address(text: Text, number: int, line: str) -> Iterator[Problem]:
    """`[words](` and nothing behind it."""
    for found in ADDRESS_LACKING.finditer(line) if "](" in line else ():
        below = text.line(min(number + 1, len(text.lines)))
        if not _within(text, number, found.start()) and not below.startswith(("http", "<http", "www.")):
            title, words = "The address of this link is missing.", found["text"][:60]
            fix = f"Write: `[{words}](https://the-address)`"
            yield text.at(LINK_UNCLOSED, number, found.start() + 1, title=title, fix=fix)


def _unopened(text: Text, number: int, line: str) -> Iterator[Problem]:
    """`words](address)` without a `[` in front of it."""
    for found in UNOPENED.finditer(line) if "](" in line else ():
        above = text.line(number - 1) if number > text.first else ""
        if "[" not in above + line[: found.start()] and line[0] != "!" and not _within(text, number, found.start()):
            title, fix = "The `[` in front of this link's words is missing.", "Put a `[` in front of the first of them."
            yield text.at(LINK_UNCLOSED, number, found.start() + 1, title=title, fix=fix)


SLIPS: tuple[Callable[[Text, int, str], Iterator[Problem]], ...] = (
    Form(LINK_REVERSED, REVERSED, (")[",)),
    Form(LINK_REVERSED, ADDRESS_FIRST, HTTP),
    Form(LINK_REVERSED, SWAPPED, HTTP, "The words and the address of this link have changed places."),
    Form(LINK_REVERSED, WRONG_BRACKETS, TO_FILES, "The brackets of this link are of the wrong kind.", unless=_no_slip),
    Form(LINK_GAP, ESCAPED, ("\\[",), "The backslashes keep this from being a link."),
    _gaps,
    Form(
        LINK_GAP, BRACKET_TWICE, ("]](",), "There is one `]` too many behind the words of this link.", unless=_in_words
    ),
    Form(
        LINK_GAP,
        STARS_WITHIN,
        ("*", "_"),
        "These stars begin in front of a link and end within it, and so there is none.",
        "{stars}[{text}]({url}){stars}",
    ),
    Form(
        LINK_GAP,
        WORDS_THEN_BARE,
        ("http",),
        "The address behind these words stands without its brackets.",
        unless=_defines,
    ),
    _on_two_lines,
    _never_closing,
    _unclosed,
    _without_address,
    Form(LINK_UNCLOSED, UNPARENTHESED, TO_FILES, "The `(` in front of the address of this link is missing."),
    Form(LINK_GAP, SPACED_AUTOLINK, ("<",), "The spaces within these brackets keep this from being a link.", "<{url}>"),
    Form(LINK_UNCLOSED, OPEN_AUTOLINK, ("<http",), "The `>` behind this address is missing.", "<{url}>"),
    Form(LINK_UNCLOSED, ONE_BRACKET, ("http",), "The `]` behind the words of this link is missing."),
    _unopened,
)
