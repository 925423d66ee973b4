"""Tags and comments in a post that are opened and never closed."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Container, Iterator
from functools import lru_cache

from potluck.checks.html.tags import ALLOWED, KNOWN, SPOKEN_OF, TAG_UNFINISHED, VOID, is_generic
from potluck.checks.inline import Tag
from potluck.checks.lines import rewritten
from potluck.checks.registry import text_check
from potluck.checks.text import Place, Text
from potluck.problems import Edit, Problem, error, in_post

COMMENT_OPEN = re.compile(r"<!--(?!.*?-->)", re.DOTALL)
ODD_COMMENT_END = re.compile(r"--!>|--&gt;|[—–]>|-- >|->(?=\s*\Z)")
OPTIONAL = frozenset(
    ("p", "li", "dt", "dd", "td", "th", "tr", "thead", "tbody", "tfoot", "option", "rt", "rp", "colgroup", "caption")
)
CLOSED_ALONE = frozenset(
    "a b code em i iframe kbd small strong sub sup u center h1 h2 h3 h4 h5 h6 summary mark del ins s pre".split()
)
"""Tags that never stand in one of their own kind, so that a second one without anything in it was meant as its end."""

TAG_OPEN = error(
    "html-open",
    "This tag is never closed.",
    why="Everything below it would look like it, or would be swallowed.",
    fix="Close it behind the words it belongs to.",
    bad=in_post("Type <code>git status to see it.\n\nThen go on."),
    good=in_post("Type `git status` to see it.\n\nThen go on."),
)


@text_check(TAG_UNFINISHED)
def open_comments(text: Text) -> Iterator[Problem]:
    """A comment that never ends, and hides the rest of the post."""
    body = text.body
    start = body.rfind("<!--")
    if start < 0 or not COMMENT_OPEN.match(body, start):
        return
    place = text.body_place(start)
    number, raw, at = place.line, text.line(place.line), place.column - 1
    if number in text.code_lines or raw[:at].count("`") % 2:
        return
    if found := ODD_COMMENT_END.search(raw, at):
        title = f"A comment ends with `-->`, and not with `{found.group().strip()}`."
        yield text.changed(
            TAG_UNFINISHED, number, f"{raw[: found.start()]}-->{raw[found.end() :]}", at + 1, title=title
        )
        return
    better = f"{raw.rstrip()} -->"
    title = "This comment never ends: its `-->` is missing."
    yield text.changed(TAG_UNFINISHED, number, better, at + 1, title=title, fix="End the line with ` -->`.")


NESTING = frozenset(("div", "span", "blockquote", "table", "ul", "ol", "dl"))
"""Tags that stand in others of their kind, so that nobody can tell which end is missing."""
FARTHEST_END = 100
"""Lines."""
SPEAKS_OF = re.compile(r"\b(?:tags?|elements?) (?:like |such as |called )?\Z", re.IGNORECASE)
_AND = r"(?:,|,? (?:and|or|y|o|und|oder|et|ou)) "
BARE = re.compile(r"</?(?P<name>[A-Za-z][A-Za-z0-9]{0,30})>")
AND_ANOTHER = re.compile(rf"{_AND}{BARE.pattern}")
ANOTHER_AND = re.compile(rf"{BARE.pattern}{_AND}\Z")
BLOCKS = frozenset(
    "article aside blockquote center div dl footer h1 h2 h3 h4 h5 h6 header main nav ol section table ul".split()
)
SENTENCE_GOES_ON = re.compile(r"[.,;:!?)'\"’”]|\s+(?![A-Z])[^\W_]")
LONGEST_BEFORE = 40
LONGEST_BEFORE_END = 1_000
"""Characters."""
LASTING = frozenset(("iframe", "details", "table", "div"))
"""Tags that nobody forgets to end on the same line."""
SHORT_LIVED = LASTING | VOID | OPTIONAL
"""Tags that are not told as open at the end of the line where a text speaks of them."""


class _Opened:
    """Tags that are open, the last one on top; thousands may be, so those of each name are counted."""

    def __init__(self) -> None:
        self.stack: list[tuple[Place, Tag]] = []
        self._count: Counter[str] = Counter()

    def has(self, name: str) -> bool:
        """Whether a tag of this name is open."""
        return self._count[name] > 0

    def push(self, place: Place, tag: Tag) -> None:
        """Open a tag."""
        self.stack.append((place, tag))
        self._count[tag.name] += 1

    def pop(self) -> tuple[Place, Tag]:
        """Take the last one away."""
        place, tag = self.stack.pop()
        self._count[tag.name] -= 1
        return place, tag


@text_check(TAG_OPEN)
def open_tags(text: Text) -> Iterator[Problem]:
    """Tags that are opened and not closed; one problem for each."""
    opened = _Opened()
    spoken: dict[int, tuple[Place, Tag]] = {}
    left: list[tuple[Place, Tag]] = []
    paired: set[int] = set()
    for place, tag in text.tags:
        if text.prose[tag.start + 1 + tag.closing + len(tag.name)] == ":":
            continue  # `<o:p>` is no tag of this kind
        if not tag.closing and tag.name in SHORT_LIVED and not tag.attributes and SPOKEN_OF.match(text.prose, tag.end):
            spoken.setdefault(place.line, (place, tag))
            continue
        ended = text.prose[tag.end - 2] == "/" and tag.name != "iframe"
        if tag.closing and opened.stack and not opened.has(tag.name) and _ends_another(opened.stack[-1], place, tag):
            name = opened.pop()[1].name
            title = f"`<{name}>` ends with `</{name}>`, and not with `</{tag.name}>`."
            yield _ended(text, place, tag, name, title)
            continue
        if tag.name not in ALLOWED or tag.name in VOID or tag.name in OPTIONAL or ended:
            continue
        if opened.stack and _lacks_its_slash(opened.stack[-1][1], tag, text):
            yield _ended(text, place, tag, tag.name, f"The end of `<{tag.name}>` is written without its `/`.")
            opened.pop()
            continue
        if not tag.closing and not is_generic(text, tag.start, text.prose[tag.start + 1 :][: len(tag.name)]):
            opened.push(place, tag)
        while tag.closing and opened.has(tag.name):
            place_before, before = opened.pop()
            if before.name == tag.name:
                paired |= {before.start, tag.start}
                break
            left.append((place_before, before))
    left += opened.stack
    for place, tag in left:
        if _is_spoken_of(text, place, tag):
            spoken.setdefault(place.line, (place, tag))
    yield from (_spoken_of(text, place, tag, paired) for place, tag in spoken.values())
    yield from (_never_closed(text, *each) for each in left if each[0].line not in spoken or each[1].attributes)


def _lacks_its_slash(opened: Tag, tag: Tag, text: Text) -> bool:
    """Whether a tag was meant as the end of the one that was opened last."""
    alike = not tag.closing and not tag.attributes and tag.name in CLOSED_ALONE and tag.name == opened.name
    return alike and "\n\n" not in text.prose[opened.end : tag.start][:LONGEST_BEFORE_END]


def _ends_another(opened: tuple[Place, Tag], place: Place, tag: Tag) -> bool:
    """Whether an end tag was meant for the tag of another name that was opened last, on the same line."""
    return opened[0].line == place.line and tag.name not in VOID | OPTIONAL


def _ended(text: Text, place: Place, tag: Tag, name: str, title: str) -> Problem:
    """The problem of a tag that should be the end of one called `name`."""
    span = place.column - 1, place.column - 1 + tag.end - tag.start
    return text.replaced(TAG_OPEN, place.line, span, f"</{name}>", title=title, fix=f"Write: `</{name}>`")


def _spoken_of(text: Text, place: Place, tag: Tag, paired: Container[int]) -> Problem:
    """The problem of tags that the text speaks of: those of a line are told with the first, but for ``paired`` ones."""
    begin = tag.start - place.column + 1
    raw = text.line(place.line)
    line = text.prose[begin : begin + len(raw)]

    def quoted(found: re.Match[str]) -> str:
        name = found["name"].lower()
        is_meant = begin + found.start() in paired and name != tag.name
        is_meant = is_meant or (name == "br" and not SPOKEN_OF.match(line, found.end()))
        return found.group() if is_meant or name not in KNOWN else f"`{found.group()}`"

    title = f"`<{tag.name}>` is taken for a tag of this text, and vanishes."
    better = rewritten(raw, line, BARE, quoted)
    return text.changed(TAG_OPEN, place.line, better, place.column, title=title)


def _odd_end(text: Text, place: Place, end: int, name: str) -> Problem | None:
    """What was meant as the end of a tag: the first on its line, or one that has a line of its own further down."""
    for number in range(place.line, min(place.line + FARTHEST_END, len(text.lines)) + 1):
        line, is_own = text.line(number), number == place.line
        ends = _odd_ends(line, name)
        found = (
            next(iter(ends[bisect_left(ends, end, key=re.Match.start) :]), None) if is_own else next(iter(ends), None)
        )
        if found and found.start() <= (end + LONGEST_BEFORE_END if is_own else 0) and number not in text.code_lines:
            title = f"The end of `<{name}>` is written `</{name}>`, and not like this."
            return text.replaced(TAG_OPEN, number, found, f"</{name}>", title=title, fix=f"Write: `</{name}>`")
    return None


def _is_spoken_of(text: Text, place: Place, tag: Tag) -> bool:
    """Whether a sentence speaks of a tag that is never closed: `Put it into a <div>. Then …`."""
    raw, start = text.line(place.line), place.column - 1
    before, end = raw[max(0, start - LONGEST_BEFORE) : start], start + tag.end - tag.start
    if SPOKEN_OF.match(raw, end) or (tag.name not in LASTING and SPEAKS_OF.search(before)):
        return True
    if tag.attributes or not re.search(r"[^\W\d_]", before):
        return False
    among = AND_ANOTHER.match(raw, end) or ANOTHER_AND.search(before)
    return among is not None or (tag.name in BLOCKS and SENTENCE_GOES_ON.match(raw, end) is not None)


@lru_cache(maxsize=1_000)
def _odd_ends(line: str, name: str) -> list[re.Match[str]]:
    """All on a line that may have been meant as the end of a tag; thousands may be open there."""
    odd = rf"(?:< +/ *|</ +|(?<![<\w/])/|(?<=\w)/){name} *[>》»]|</{name} *(?:[》»]|(?=[^\w >-]|\Z))"
    return [*re.finditer(odd, line, re.IGNORECASE)] if "/" in line else []


def _never_closed(text: Text, place: Place, tag: Tag) -> Problem:
    raw, end = text.line(place.line), place.column - 1 + tag.end - tag.start
    if tag.name not in NESTING and (odd := _odd_end(text, place, end, tag.name)):
        return odd
    edit = None
    if tag.name == "iframe":
        whole = f"{raw[: end - 2].rstrip()}>" if raw[end - 2 : end] == "/>" else raw[:end]
        edit = Edit(place.line, place.line, f"{whole}</iframe>{raw[end:]}") if end <= len(raw) else None
    fix = f"Write `</{tag.name}>` behind the words it belongs to."
    return text.here(TAG_OPEN, place, title=f"`<{tag.name}>` is never closed.", fix=fix, edit=edit)
