"""One file as checks see it: its lines, its blocks, and the text with everything that is code taken out."""

from __future__ import annotations

import bisect
import posixpath
import re
from collections.abc import Callable, Iterator
from functools import cached_property
from itertools import accumulate
from typing import TYPE_CHECKING

import msgspec
from msgspec.structs import replace

from potluck.checks import inline
from potluck.checks.around import around, further_in
from potluck.checks.blocks import Blocks, CodeBlock, parse_blocks
from potluck.checks.inline import Link, Tag
from potluck.content.document import Document
from potluck.content.targets import Target
from potluck.problems import Edit, Problem, Rule

if TYPE_CHECKING:
    from potluck.checks.site import Site


class Place(msgspec.Struct, frozen=True):
    """A place in the file: line and column, 1-based."""

    line: int
    column: int


class Text:
    """A Markdown file, taken apart as far as a check asks for it; every line number is the file's, 1-based."""

    def __init__(self, document: Document, site: Site) -> None:
        self.document = document
        self.site = site
        self.path = document.relative
        self.lines = document.source.lines
        self.first = document.body_line
        """The line on which the text below the front matter begins."""
        self._targets: dict[str, Target] = {}

    @cached_property
    def body(self) -> str:
        """The text below the front matter; whoever holds the file may have laid it aside."""
        return self.document.body

    @property
    def closing(self) -> int:
        """The line `---` that ends the front matter, above which another of its lines can stand; 0 for none."""
        number = self.first - 1
        return number if number > 1 and self.line(number).strip() == "---" else 0

    @cached_property
    def top(self) -> int:
        """The first line below the front matter that has anything on it; 0 where there is none."""
        return next((number for number, line in enumerate(self.body_lines, self.first) if line.strip()), 0)

    @cached_property
    def body_lines(self) -> list[str]:
        """The lines below the front matter."""
        return self.lines[self.first - 1 :]

    @cached_property
    def blocks(self) -> Blocks:
        """The block structure; its lines count from 0 at `first`."""
        return parse_blocks(self.body, self.body_lines)

    @cached_property
    def code_lines(self) -> frozenset[int]:
        """The lines that are code, fences included."""
        return frozenset(self.first + line for code in self.blocks.code for line in range(code.first, code.last + 1))

    @cached_property
    def html_lines(self) -> frozenset[int]:
        """The lines that are blocks of HTML."""
        return frozenset(self.first + line for start, end in self.blocks.html for line in range(start, end + 1))

    @cached_property
    def formula_lines(self) -> frozenset[int]:
        """The lines of formulas on lines of their own, with the `$$` around them."""
        found: set[int] = set()
        opened = False
        for number, line in self.prose_lines.items() if "$$" in self.prose else ():
            signs = line.count("$$")
            if opened or signs:
                found.add(number)
            opened ^= signs % 2 == 1
        return frozenset(found)

    @cached_property
    def prose(self) -> str:
        """The whole body with code turned to spaces, so that offsets and lines stay as they are."""
        lines = ["" if number in self.code_lines else line for number, line in enumerate(self.body_lines, self.first)]
        return inline.without_code("\n".join(lines))

    @cached_property
    def prose_lines(self) -> dict[int, str]:
        """The lines of `prose` that have anything on them, by their numbers."""
        return {number: line for number, line in enumerate(self.prose.split("\n"), self.first) if line.strip()}

    @cached_property
    def running(self) -> dict[int, str]:
        """The lines of running text by their numbers: those of `prose_lines` that are in no block of HTML."""
        lines, html = self.prose_lines, self.html_lines
        return {number: line for number, line in lines.items() if number not in html} if html else lines

    @cached_property
    def code(self) -> list[CodeBlock]:
        """The blocks of code, with their lines as the file counts them."""
        code, first = self.blocks.code, self.first
        return [replace(each, first=each.first + first, last=each.last + first) for each in code]

    @cached_property
    def paragraphs(self) -> list[tuple[int, int]]:
        """The first and last line of each paragraph, as the file counts them."""
        return [(each.first + self.first, each.last + self.first) for each in self.blocks.paragraphs]

    @cached_property
    def links(self) -> list[tuple[Place, Link]]:
        """Links and images written in Markdown, with where they begin."""
        return [(self.place(link.start), link) for link in inline.links(self.prose)]

    @cached_property
    def link_ends(self) -> list[tuple[int, int]]:
        """The offsets in `prose` at which links begin, each with the end of the furthest that has begun by then."""
        spans = sorted((link.start, link.end) for _, link in self.links)
        return list(accumulate(spans, lambda before, each: (each[0], max(before[1], each[1]))))

    @cached_property
    def tags(self) -> list[tuple[Place, Tag]]:
        """HTML tags, with where they begin."""
        return [(self.place(tag.start), tag) for tag in inline.tags(self.prose)]

    @cached_property
    def body_starts(self) -> list[int]:
        """The offset in the body at which each of its lines begins."""
        return _line_starts(self.body_lines)

    @cached_property
    def starts(self) -> list[int]:
        """The offset in `prose` at which each of its lines begins."""
        return _line_starts(self.prose.split("\n"))

    def place(self, offset: int) -> Place:
        """The place of an offset in `prose`."""
        return self._place(self.starts, offset)

    def body_place(self, offset: int) -> Place:
        """The place of an offset in the body."""
        return self._place(self.body_starts, offset)

    def _place(self, starts: list[int], offset: int) -> Place:
        row = bisect.bisect_right(starts, offset) - 1
        return Place(self.first + row, offset - starts[row] + 1)

    def line(self, number: int) -> str:
        """A line of the file."""
        return self.lines[number - 1]

    def led_to(self, place: Place, link: Link, better: str) -> Edit | None:
        """The edit that gives a link another address; none where the old one can't be told apart on its line."""
        line, old = self.line(place.line), link.raw_destination
        start = place.column - 1 + (link.end - 1 - len(old) - link.start if link.style == "inline" else 0)
        if line[start : start + len(old)] != old or (link.style == "inline" and line[start - 1 : start] != "("):
            quoted = [f"{sign}{old}{sign}" for sign in "\"'" if f"{sign}{old}{sign}" in line]
            if not old or link.style == "inline" or len(quoted) != 1 or line.count(quoted[0]) != 1:
                return None
            start = line.index(quoted[0]) + 1
        return Edit(place.line, place.line, line[:start] + better + line[start + len(old) :])

    def way_to(self, path: str) -> str:
        """The address of another file, named as in problems, as seen from this one."""
        return posixpath.relpath(path, posixpath.dirname(self.path))

    def target(self, url: str) -> Target:
        """Where an address in this file leads; what it may have meant takes long to guess, among many files."""
        if url not in self._targets:
            self._targets[url] = self.site.library.resolve(self.document.source, url)
        return self._targets[url]

    def words_of(self, place: Place, link: Link) -> str:
        """The words of a link or an image, those in code among them."""
        behind = self.line(place.line)[place.column - 1 :].lstrip("!") if link.style == "inline" else ""
        return link.text.strip() or behind.partition("](")[0].removeprefix("[").strip()

    def is_text(self, number: int) -> bool:
        """Whether a line is neither code nor a block of HTML."""
        return number not in self.code_lines and number not in self.html_lines

    def at(
        self,
        rule: Rule,
        line: int | None,
        column: int | None = None,
        *,
        title: str = "",
        fix: str = "",
        edit: Edit | None = None,
    ) -> Problem:
        """A problem in this file."""
        return rule.at(self.path, line, column, title=title, fix=fix, edit=edit)

    def here(self, rule: Rule, place: Place, *, title: str = "", fix: str = "", edit: Edit | None = None) -> Problem:
        """A problem at a place in this file."""
        return self.at(rule, place.line, place.column, title=title, fix=fix, edit=edit)

    def readdressed(self, rule: Rule, place: Place, link: Link, better: str | None, *, title: str = "") -> Problem:
        """The problem of a link that leads elsewhere than it should, with the right address where that is known."""
        edit = self.led_to(place, link, better) if better else None
        return self.here(rule, place, title=title, fix=f"Write: `{better}`" if better else "", edit=edit)

    def mended(
        self, rule: Rule, first: int, last: int, better: list[str], column: int = 1, *, title: str = "", fix: str = ""
    ) -> Problem:
        """A problem at line `first` that the lines `better` in place of `first` to `last` put right."""
        return self.at(rule, first, column, title=title, fix=fix, edit=Edit(first, last, "\n".join(better)))

    def written(
        self, rule: Rule, first: int, last: int, better: list[str], column: int = 1, *, title: str = ""
    ) -> Problem:
        """The same, with all that is to be written shown."""
        fix = f"Write: `{better[0]}`" if len(better) == 1 else "Write:\n\n" + "\n".join(better)
        return self.mended(rule, first, last, better, column, title=title, fix=fix)

    def changed(
        self, rule: Rule, number: int, better: str, column: int = 1, *, title: str = "", fix: str = ""
    ) -> Problem:
        """A problem that one changed line puts right."""
        fix = fix or f"Write: `{around(self.line(number), better)}`{further_in(self.line(number), better)}"
        return self.mended(rule, number, number, [better], column, title=title, fix=fix)

    def deleted(self, rule: Rule, first: int, last: int, *, title: str = "", fix: str = "") -> Problem:
        """A problem that is gone with lines `first` to `last`."""
        return self.mended(rule, first, last, [], title=title, fix=fix)

    def replaced(
        self,
        rule: Rule,
        number: int,
        found: re.Match[str] | tuple[int, int],
        new: str,
        *,
        title: str = "",
        fix: str = "",
    ) -> Problem:
        """The problem of what was found on a line, or stands between two places there, which other words put right."""
        start, end = found if isinstance(found, tuple) else found.span()
        line = self.line(number)
        return self.changed(rule, number, f"{line[:start]}{new}{line[end:]}", start + 1, title=title, fix=fix)

    def prose_with(self, *signs: str) -> Iterator[tuple[int, str]]:
        """The lines of `prose` that have one of the signs in them, with their numbers."""
        held = [sign for sign in signs if sign in self.prose]
        lines = self.prose_lines.items() if held else ()
        if len(held) == 1:
            return ((number, line) for number, line in lines if held[0] in line)
        return ((number, line) for number, line in lines if any(sign in line for sign in held))

    def paragraphs_with(self, sign: str) -> Iterator[list[tuple[int, str]]]:
        """Of each paragraph the lines of `prose` that have a sign in them, with their numbers."""
        lines = self.prose.split("\n") if sign in self.prose else []
        for first, last in self.paragraphs if lines else ():
            rows = enumerate(lines[first - self.first : last + 1 - self.first], first)
            yield [(number, line) for number, line in rows if sign in line]

    def running_with(self, *signs: str) -> Iterator[tuple[int, str]]:
        """The lines of running text that have one of the signs in them, with their numbers."""
        return ((number, line) for number, line in self.prose_with(*signs) if number not in self.html_lines)

    def below(self, number: int, most: int) -> range:
        """The numbers of the lines below one, of `most` at most."""
        return range(number + 1, min(number + most, len(self.lines)) + 1)

    def first_below(self, number: int, most: int, is_it: Callable[[str], object]) -> int:
        """The first of the lines below one that `is_it` says yes to; 0 where there is none."""
        return next((each for each in self.below(number, most) if is_it(self.line(each))), 0)

    def reach(self, number: int, step: int, is_so: Callable[[str], object]) -> int:
        """The last of the text's lines from one on, down (1) or up (-1), that `is_so` says yes to one after another."""
        while self.first <= number + step <= len(self.lines) and is_so(self.line(number + step)):
            number += step
        return number

    def gap_above(self, number: int) -> list[str]:
        """The blank line that belongs above a line if text stands right above it; none where there is a gap already."""
        return [""] if number > self.first and self.line(number - 1).strip() else []

    def fenced(self, first: int, last: int, language: str = "") -> list[str]:
        """Lines `first` to `last` as a block of code, apart from the text above it."""
        return [*self.gap_above(first), f"```{language}", *self.lines[first - 1 : last], "```"]


def _line_starts(lines: list[str]) -> list[int]:
    return [0, *accumulate(len(line) + 1 for line in lines)][: len(lines)]
