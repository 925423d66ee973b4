"""One problem for one cause: what follows from another problem, or says it again, is not told beside it."""

from __future__ import annotations

import sys
from collections.abc import Iterable

from potluck.problems import Problem

NONE: frozenset[str] = frozenset()
REWRITES = frozenset(("fence-wrong", "fence-late", "front-matter-not-first"))
"""Rules whose mend explains what looks wrong in the lines it covers."""
TOPS = frozenset(
    ("front-matter-not-first", "front-matter-open", "front-matter-indented", "front-matter-from-diff", "review-text")
)
"""Rules whose mend may take something away from the beginning of every line."""
OF_TEXTS = (
    "fence-",
    "indented-",
    "code-",
    "comment-",
    "heading-",
    "list-",
    "html-",
    "emphasis-",
    "table-",
    "backtick-",
)
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
CAUSES: dict[str, frozenset[str]] = {
    "link-bare": _CODE | _SYNTAX | _OTHERS | {"embed-http", "html-open", "link-undefined", "link-detour"},
    "link-gap": frozenset(("image-syntax", "link-reversed")),
    "link-reversed": frozenset(("image-syntax",)),
    "link-unclosed": frozenset(("image-syntax", "link-reversed", "link-gap")),
    "code-not-fenced": frozenset(("fence-open",)),
    "link-http": _CODE | _SYNTAX,
    "link-detour": frozenset(("image-is-page",)),
    "underscores-lost": _CODE,
    "heading-space": _CODE | {"invisible-character", "hidden-character"},
    "hash-number": _CODE,
    "backtick-alone": _CODE | _SYNTAX | {"fence-late", "fence-tail", "fence-first-line", "link-gap", "full-width-sign"},
    "heading-jump": frozenset(("other-markdown",)),
    "heading-accident": _CODE | {"conflict-marker"},
    "html-vanishes": _CODE | _OTHERS | {"template-text", "html-unfinished"},
    "list-marker": _CODE | {"review-text"},
    "lines-joined": _OTHERS,
    "list-blank-line": _CODE,
    "html-removed": _CODE,
    "sign-escaped": frozenset(("heading-space",)),
    "emphasis-space": _CODE | _OTHERS | {"list-marker", "heading-space"},
    "template-tag": _DEAD,
    "author-folder-spelling": frozenset(("folder-twice",)),
    "image-elsewhere": frozenset(("image-syntax",)),
    "image-poor-alt": frozenset(("image-syntax",)),
    "link-address": frozenset(("link-reversed", "html-broken")),
    "link-missing": frozenset(("link-reversed",)),
    "image-missing": frozenset(("image-syntax", "html-broken")),
    "link-undefined": _OTHERS | {"image-syntax"},
    "emphasis-open": frozenset(("emphasis-uneven",)),
    "template-text": _OTHERS | _CODE,
    "summary-markdown": frozenset(("front-matter-sign",)),
    "slug-differs": frozenset(("value-invalid",)),
    "attribute-list": frozenset(("chat-text",)),
    "html-open": frozenset(("html-broken", "html-unfinished")),
    "title-template": frozenset(
        ("summary-markdown", "wrong-place", "name-date-missing", "name-date", "name-characters", "name-suffix")
    ),
    "front-matter-line": frozenset(("key-unknown",)),
    "key-case": frozenset(("front-matter-line", "front-matter-colon")),
    "date-differs": frozenset(("date-future", "date-invalid")),
    "front-matter-not-first": frozenset(("conflict-marker",)),
    "cut-by-hash": frozenset(("front-matter-sign",)),
    "image-value": frozenset(("front-matter-sign", "front-matter-quotes")),
    "stray-quote": frozenset(("value-invalid", "author-unknown")),
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
    on_line: dict[tuple[str, int | None], set[str]] = {}
    for each in seen.values():
        on_line.setdefault((each.path, each.line), set()).add(each.id)
    told = {(each.id, path) for each in seen.values() for path in each.also if each.line is not None}
    rewritten = {
        (each.path, number)
        for each in seen.values()
        if each.edit is not None
        and (
            each.id in REWRITES
            or (each.id == "fence-open" and each.edit.end_line > each.edit.start_line)
            or (each.id in _OTHERS and ("```" in each.edit.replacement or each.edit.replacement.startswith("## ")))
        )
        for number in range(each.edit.start_line, each.edit.end_line + 2)
    }
    freed = {
        (each.path, number)
        for each in seen.values()
        if each.id in TOPS and each.edit is not None
        for number in range(each.edit.start_line, each.edit.end_line + 1)
    }
    fenced = {
        (each.path, number)
        for each in seen.values()
        if each.id == "code-not-fenced" and each.line and each.edit is not None
        for number in range(each.line + 1, each.edit.end_line + 1)
    }
    unsure: dict[str, int] = {}
    for each in seen.values():
        if each.id in OPEN_ENDED and each.line and (each.edit is None or each.edit.end_line <= each.edit.start_line):
            unsure[each.path] = min(each.line, unsure.get(each.path, each.line))
    swapped = {
        each.path: unsure[each.path]
        for each in seen.values()
        if each.id in OF_CODE and (each.line or 0) > unsure.get(each.path, sys.maxsize)
    }
    met = {each.path for each in seen.values() if each.id == "conflict-marker"}  # whose `=======` makes headings
    late = {each.path for each in seen.values() if each.id == "fence-late"}
    return [
        each
        for each in seen.values()
        if not (each.id == "fence-open" and (each.path in late or (each.path, each.line) in rewritten))
        and not CAUSES.get(each.id, NONE) & on_line[(each.path, each.line)]
        and not ((each.path, each.line) in freed and each.id.startswith(OF_TEXTS))
        and not ((each.path, each.line) in fenced and each.id in IN_CODE)
        and not (each.id.startswith(IF_SWAPPED) and (each.line or 0) > swapped.get(each.path, sys.maxsize))
        and not (each.id in OF_CONFLICTS and each.path in met)
        and not (each.line is None and (each.id, each.path) in told)
        and not (each.id in WITHIN and (each.path, each.line) in rewritten)
    ]
