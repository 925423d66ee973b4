"""One problem for one cause: what follows from another problem, or says it again, is not told beside it."""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping

from potluck.problems import Edit, Problem

NONE: frozenset[str] = frozenset()
REWRITES = frozenset(("fence-wrong", "fence-late", "front-matter-not-first"))
"""Rules whose mend explains what looks wrong in the lines it covers."""
TOPS = frozenset(
    (
        *"front-matter-not-first front-matter-open front-matter-indented front-matter-from-diff".split(),
        *"front-matter-missing review-text".split(),
    )
)
"""Rules whose mend may take something away from the beginning of every line."""
OF_TEXTS = tuple("fence- indented- code- comment- heading- list- html- emphasis- table- backtick-".split())
OPEN_ENDED = frozenset(("fence-open", "fence-tail", "fence-late", "fence-wrong"))
OF_CODE = frozenset(("code-not-fenced", "comment-heading"))
"""Where such a thing is seen below a fence without a partner, code and text have changed places there."""
IF_SWAPPED = (*OF_TEXTS, "smart-quotes", "template-", "underscores-")
_CODE = frozenset(("code-not-fenced", "comment-heading", "fence-wrong"))
_SYNTAX = frozenset(("link-gap", "link-reversed", "link-unclosed", "image-syntax", "html-broken", "html-unfinished"))
_OTHERS = frozenset(("other-markdown", "full-width-sign"))
_DEAD = frozenset(("link-missing", "link-address", "link-empty", "link-own-computer", "image-missing"))
OF_VALUES = ("author-unknown", "tag-invalid", "date-invalid", "value-invalid", "profile-link", "status-unknown")
"""Rules of values at the top, which are others once nothing invisible stands in them."""
MENDED_WITH_NAMES = frozenset(OF_VALUES) - {"author-unknown"}
"""The line that is offered for a misspelt name puts these right as well; who is meant is another matter."""
CAUSES: dict[str, frozenset[str]] = {
    "link-bare": _CODE | _SYNTAX | _OTHERS | {"embed-http", "html-open", "link-undefined", "link-detour"},
    "link-gap": frozenset(("image-syntax", "link-reversed")),
    "link-reversed": frozenset(("image-syntax",)),
    "link-unclosed": frozenset(("image-syntax", "link-reversed", "link-gap")),
    "code-not-fenced": frozenset(("fence-open", "comment-heading")),
    "link-http": _CODE | _SYNTAX,
    "link-detour": frozenset(("image-is-page",)),
    "underscores-lost": _CODE,
    "heading-space": _CODE | {"invisible-character", "hidden-character"},
    "hash-number": _CODE,
    "backtick-alone": _CODE | _SYNTAX | {"fence-late", "fence-tail", "fence-first-line", "link-gap", "full-width-sign"},
    "heading-jump": frozenset(("other-markdown",)),
    "key-foreign": frozenset(("image-value",)),
    "heading-accident": _CODE | {"conflict-marker"},
    "html-vanishes": _CODE | _OTHERS | {"template-text", "html-unfinished", "html-broken"},
    "list-marker": _CODE | {"review-text"},
    "lines-joined": _CODE | _OTHERS | {"list-marker", "table-broken", "sign-escaped"},
    "list-blank-line": _CODE,
    "html-removed": _CODE,
    "sign-escaped": frozenset(("heading-space",)),
    "emphasis-space": _CODE | _OTHERS | {"list-marker", "heading-space"},
    "template-tag": _DEAD,
    "author-folder-spelling": frozenset(("folder-twice",)),
    **dict.fromkeys(("image-elsewhere", "link-undefined"), frozenset(("image-syntax",))),
    "image-syntax": frozenset(("full-width-sign",)),
    "image-poor-alt": frozenset(("image-syntax", "html-broken")),
    "image-no-alt": frozenset(("html-broken",)),
    "link-address": frozenset(("link-reversed", "html-broken")),
    "link-missing": frozenset(("link-reversed", "html-broken", "other-markdown")),
    **dict.fromkeys(("image-attribute", "link-empty"), frozenset(("html-broken",))),
    "image-missing": frozenset(("image-syntax", "html-broken")),
    "emphasis-open": frozenset(("emphasis-uneven",)),
    "template-text": _OTHERS | _CODE,
    "bracket-alone": _SYNTAX | _OTHERS | {"link-unclosed", "link-undefined", "link-address"},
    "table-broken": frozenset(("full-width-sign",)),
    "summary-markdown": frozenset(("front-matter-sign",)),
    "slug-differs": frozenset(("value-invalid",)),
    "attribute-list": frozenset(("chat-text", "image-syntax")),
    "html-open": frozenset(("html-broken", "html-unfinished")),
    "title-template": frozenset(
        ("summary-markdown", "wrong-place", "name-date-missing", "name-date", "name-characters", "name-suffix")
    ),
    "front-matter-line": frozenset(("key-unknown",)),
    "key-case": frozenset(("front-matter-line", "front-matter-colon")),
    "date-differs": frozenset(("date-future", "date-invalid")),
    "front-matter-not-first": frozenset(("conflict-marker",)),
    "front-matter-sign": frozenset(("profile-link",)),  # whose line needs no such sign
    "cut-by-hash": frozenset(("front-matter-sign",)),
    "image-value": frozenset(("front-matter-sign", "front-matter-quotes")),
    "stray-quote": frozenset(("value-invalid", "author-unknown", "key-unknown")),
    **dict.fromkeys(OF_VALUES, frozenset(("invisible-in-value",))),
    "date-unlikely": frozenset(("date-differs", "date-future")),
    "looks-different": _CODE | _SYNTAX | {"html-open", "html-vanishes", "underscores-lost"},
}
"""For each rule, those that explain what it sees when they see it on the same line."""
WITHIN = _CODE - REWRITES | {"heading-accident"}
"""What is nothing to tell of lines that another problem's mend puts into a block of code."""
OF_CONFLICTS = frozenset(("heading-jump", "front-matter-twice"))
"""What is nothing to tell of a file that stands there in two versions."""
IN_CODE = frozenset(rule for rule, causes in CAUSES.items() if causes >= _CODE)
"""What is nothing to tell of a line that is to stand in a block of code."""


def told_once(problems: Iterable[Problem]) -> list[Problem]:
    """One problem for one cause: nothing is said twice of a line, and no mere consequence beside its cause."""
    seen: dict[tuple[str, str, int | None, str], Problem] = {}
    for each in problems:
        seen.setdefault((each.id, each.path, each.line, each.title), each)
    causes = _Causes(seen.values())
    return [each for each in seen.values() if not causes.explain(each)]


class _Causes:
    """What problems say of the lines of their files, and of what else is told there. Lines are (path, number)."""

    def __init__(self, seen: Collection[Problem]) -> None:
        self.on_line: defaultdict[tuple[str, int | None], set[str]] = defaultdict(set)
        for each in seen:
            for number in covered(each) if each.id == "key-unknown" else (each.line,):
                self.on_line[each.path, number].add(each.id)
        self.told_of_line = {(each.id, path) for each in seen for path in each.also if each.line is not None}
        edited = [(each, each.edit) for each in seen if each.edit is not None]
        made = [(each, edit) for each, edit in edited if _makes_a_block(each.id, edit)]
        self.rewritten = _lines((each, edit.start_line, edit.end_line + 1) for each, edit in made)
        self.freed = _lines((each, edit.start_line, edit.end_line) for each, edit in edited if each.id in TOPS)
        code = [(each, edit) for each, edit in edited if each.id == "code-not-fenced"]
        self.fenced = _lines((each, each.line + 1, edit.end_line) for each, edit in code if each.line)
        unsure: dict[str, int] = {}
        for each in seen:
            is_sure = each.edit is not None and each.edit.end_line > each.edit.start_line
            if each.id in OPEN_ENDED and each.line and not is_sure:
                unsure[each.path] = min(each.line, unsure.get(each.path, each.line))
        below = [each.path for each in seen if each.id in OF_CODE and _is_below(each, unsure)]
        self.swapped = {path: unsure[path] for path in below}
        """From which line on code and text have changed places, by file."""
        self.met = {each.path for each in seen if each.id == "conflict-marker"}  # whose `=======` makes headings
        self.late = {each.path for each in seen if each.id == "fence-late"}

    def explain(self, each: Problem) -> bool:
        """Whether a problem follows from others, or is told by one of them."""
        line = each.path, each.line or 0
        return (
            (each.id == "fence-open" and (each.path in self.late or line in self.rewritten))
            or not CAUSES.get(each.id, NONE).isdisjoint(self.on_line[each.path, each.line])
            or (line in self.freed and each.id.startswith(OF_TEXTS))
            or (line in self.fenced and each.id in IN_CODE | WITHIN)
            or (each.id.startswith(IF_SWAPPED) and _is_below(each, self.swapped))
            or (each.id in OF_CONFLICTS and each.path in self.met)
            or (each.line is None and (each.id, each.path) in self.told_of_line)
            or (each.edit is not None and each.id in MENDED_WITH_NAMES and "key-unknown" in self.on_line[line])
            or (each.id in WITHIN and line in self.rewritten)
        )


def _makes_a_block(rule: str, edit: Edit) -> bool:
    """Whether a mend makes something else of all lines that it covers."""
    if rule in _OTHERS or rule == "template-tag":
        return "```" in edit.replacement or edit.replacement.startswith("## ")
    return rule in REWRITES or (rule == "fence-open" and edit.end_line > edit.start_line)


def covered(problem: Problem) -> Iterable[int | None]:
    """The lines that a problem speaks of: names in another language are told together."""
    edit = problem.edit
    return range(edit.start_line, max(edit.end_line, edit.start_line) + 1) if edit else (problem.line,)


def _lines(covered: Iterable[tuple[Problem, int, int]]) -> set[tuple[str, int]]:
    """Every line of these files, from a first to a last."""
    return {(each.path, number) for each, first, last in covered for number in range(first, last + 1)}


def _is_below(problem: Problem, lines: Mapping[str, int]) -> bool:
    """Whether a problem is told below the line of its file, if there is one."""
    return (problem.line or 0) > lines.get(problem.path, sys.maxsize)
