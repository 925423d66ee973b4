"""What a pattern can begin with, what is left of it where a certain character stands, and several patterns as one.

Told by ``re``'s own reading of a pattern, and compiled by ``re``. Where a pattern is in doubt, or a version of Python
calls its parts otherwise, nothing is told, and whoever asked takes the pattern as it is. Nothing is told beyond ASCII:
a set of letters has hundreds more there, and takes a hundred times as long with them.
"""

from __future__ import annotations

import re
import string
from collections.abc import Sequence
from functools import cache, lru_cache
from re import _compiler, _parser  # type: ignore[attr-defined]  # the one place that knows what a pattern is made of
from re import _constants as of  # type: ignore[attr-defined]
from typing import Any

from potluck.late import late

Start = tuple[frozenset[str], bool]
"""What a match may begin with, and whether it may be empty."""
_ANY = frozenset(map(chr, range(128)))
_LETTERS = frozenset(string.ascii_letters)
_NOTHING: frozenset[str] = frozenset()
_STRANGERS = late(r"(?:[^\0-\x7f](?:-[^\0-\x7f])?)+([^\0-\x7f](?:-[^\0-\x7f])?)")
"""Characters and ranges beyond ASCII that follow one another: in an ASCII text the last of them behind any other does
as well as all."""
_KIN = tuple(map(ord, "\u0130\u0131\u017f\u212a"))
"""Letters beyond ASCII that are the other case of one within."""
_SWITCHES = int(re.IGNORECASE | re.MULTILINE | re.DOTALL)
"""In these, patterns may differ that are made one."""


class Parts(_parser.SubPattern):  # type: ignore[misc]
    """A pattern, or some of it, without groups; and for each part what it may begin with."""

    starts: list[Start]
    is_sure: bool
    """Whether it can stand for the pattern: no part repeats a group, or has flags of its own."""

    def start(self) -> Start:
        """What all of it may begin with."""
        found: set[str] = set()
        for begins, may_be_empty in self.starts:
            found |= begins
            if not may_be_empty:
                return frozenset(found), False
        return frozenset(found), True

    def may_begin(self, character: str) -> bool:
        """Whether a match may begin with it, or be empty."""
        for begins, may_be_empty in self.starts:
            if character in begins:
                return True
            if not may_be_empty:
                return False
        return True


def rest_of(parts: Parts, character: str) -> Parts:
    """What is left of a pattern in a text that is ASCII, where this character stands: no branch begins with another."""
    left: list[Any] = []
    for number, ((operation, value), (begins, _)) in enumerate(zip(parts.data, parts.starts, strict=False), start=1):
        if operation is of.BRANCH:
            branches = [rest_of(each, character) for each in value[1] if each.may_begin(character)]
            left += branches[0].data if len(branches) == 1 else [(operation, (None, branches))]
        else:
            left.append((operation, value))
        if character in begins:
            left += parts.data[number:]
            break
    return Parts(parts.state, left)


def is_one_character(rest: Parts) -> bool:
    """Whether what is left matches one character, whatever stands around it."""
    return len(rest) == 1 and rest[0][0] in (of.LITERAL, of.IN)


def one_of(patterns: Sequence[re.Pattern[str]], rests: Sequence[Parts]) -> re.Pattern[str] | None:
    """One pattern that matches what the first of these does that matches; ``lastindex`` of a match tells which, from 1.

    None where that can't be made.
    """
    flags = patterns[0].flags
    if any((each.flags ^ flags) & ~_SWITCHES for each in patterns):
        return None
    try:
        state = _parser.State()
        state.flags = flags
        branches = []
        for pattern, rest in zip(patterns, rests, strict=True):
            parts = rest.data
            if pattern.flags != flags:
                parts = [(of.SUBPATTERN, (None, pattern.flags & ~flags, flags & ~pattern.flags, rest))]
            number = state.opengroup()
            nothing = _parser.SubPattern(state)
            state.closegroup(number, nothing)
            branches.append(_parser.SubPattern(state, [*parts, (of.SUBPATTERN, (number, 0, 0, nothing))]))
        made: re.Pattern[str] = _compiler.compile(_parser.SubPattern(state, [(of.BRANCH, (None, branches))]))
    except Exception:  # whatever ``re`` calls its parts in other versions
        return None
    return made


@lru_cache(maxsize=2_000)
def parts_of(pattern: Any) -> Parts | None:
    """A pattern as ``re`` reads it, or None."""
    if not isinstance(pattern, re.Pattern):
        return None
    any_case = bool(pattern.flags & re.IGNORECASE)
    source = pattern.pattern if any_case else _STRANGERS.sub("\uffff\\1", pattern.pattern)
    try:
        return _read(_parser.parse(source, pattern.flags), any_case)
    except Exception:  # likewise
        return None


def _read(parts: Any, any_case: bool, is_first: bool = True) -> Parts:
    """Parts as they are known here; what they begin with as far as somebody asks, which is of the first of them."""
    read = Parts(parts.state)
    read.starts, read.is_sure = [], True
    for operation, value in parts:
        if operation is of.LITERAL:
            read.data.append((operation, value))
            if is_first:
                read.starts.append((_same(value, any_case), False))
                is_first = False
            continue
        inside: list[Parts] = []
        start = _ANY, True
        if operation is of.IN:
            start = _members(value, any_case) if is_first else _ANY, False
            value = _without_strangers(value, any_case)
        elif operation is of.AT:
            start = _NOTHING, True
        elif operation in (of.ASSERT, of.ASSERT_NOT):
            inside = [_read(value[1], any_case, False)]
            start, value = (_NOTHING, True), (value[0], *inside)
        elif operation is of.SUBPATTERN and not (value[1] or value[2]):
            inside = [_read(value[3], any_case, is_first)]
        elif operation is of.BRANCH:
            inside = [_read(each, any_case, is_first) for each in value[1]]
            starts = [each.start() for each in inside]
            start = _NOTHING.union(*(begins for begins, _ in starts)), any(may_be_empty for _, may_be_empty in starts)
            value = (None, inside)
        elif operation in (of.MAX_REPEAT, of.MIN_REPEAT, of.POSSESSIVE_REPEAT):
            inside = [_read(value[2], any_case, is_first)]
            begins, may_be_empty = inside[0].start()
            start, value = (begins, may_be_empty or value[0] == 0), (*value[:2], *inside)
        elif operation is of.ATOMIC_GROUP:
            inside = [_read(value, any_case, is_first)]
            start, value = inside[0].start(), inside[0]
        elif operation not in (of.NOT_LITERAL, of.ANY):
            read.is_sure = False
        read.is_sure = read.is_sure and all(each.is_sure for each in inside)
        is_group = operation is of.SUBPATTERN and inside
        read.data += inside[0].data if is_group else [(operation, value)]
        if is_first:
            read.starts += inside[0].starts if is_group else [start]
            is_first = read.start()[1]
    return read


def _same(literal: int, any_case: bool) -> frozenset[str]:
    if not any_case:
        return frozenset(chr(literal)) & _ANY
    return _ANY if literal > 127 else frozenset((chr(literal).lower(), chr(literal).upper()))


def _without_strangers(members: Any, any_case: bool) -> Any:
    """Of a set in brackets what may match in an ASCII text; as it is if that is nothing."""
    kin = _KIN if any_case else ()
    left: list[Any] = []
    for operation, value in members:
        if operation is of.RANGE and value[1] > 127:
            left += [(of.LITERAL, each) for each in kin if value[0] <= each <= value[1]]
            value = value[0], 127
            if value[0] > 127:
                continue
        elif operation is of.LITERAL and value > 127 and value not in kin:
            continue
        left.append((operation, value))
    return left or members


def _members(members: Any, any_case: bool) -> frozenset[str]:
    """What a set in brackets has; what is in doubt counts among it."""
    is_negated, found = False, set()
    for operation, value in members:
        if operation is of.NEGATE:
            is_negated = True
        elif operation is of.LITERAL:
            found.add(chr(value))
        elif operation is of.RANGE:
            found.update(map(chr, range(value[0], min(value[1], 127) + 1)))
        elif operation is of.CATEGORY:
            found |= _of_category(str(value))
        else:
            return _ANY
    return (_ANY - found if is_negated else frozenset(found)) | (_LETTERS if any_case else _NOTHING)


@cache
def _of_category(category: str) -> frozenset[str]:
    is_negated = category.startswith("CATEGORY_NOT_")
    kind = category.removeprefix("CATEGORY_NOT_" if is_negated else "CATEGORY_")
    letter = re.compile({"DIGIT": r"\d", "SPACE": r"\s", "WORD": r"\w"}[kind])
    return frozenset(each for each in _ANY if bool(letter.match(each)) != is_negated)
