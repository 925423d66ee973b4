"""Excuses: a comment that lets one line, or the next one, off one rule, with a reason.

    <!-- potluck: allow link-http because the museum has no https -->

An excuse without a reason does not count; neither does one for an error that keeps a post from appearing.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import lru_cache

from potluck.problems import Problem

EXCUSE = re.compile(
    r"<!--\s*+potluck:\s*+allow\s++(?P<rules>[a-z0-9,\s-]{1,1000}?\s)because\s++(?P<reason>\S[^>]{2,1000}?)-->"
)
"""Without a possessive group, in which Python 3.11.2, the one of Debian 12, gets a look ahead wrong."""
NEVER = ("file-", "front-matter-", "name-", "permalink-", "author-unknown", "author-missing", "title-missing", "secret")


def excused(
    problems: Iterable[Problem], lines_of: Mapping[str, Sequence[str]], unread: Collection[tuple[str, str]] = ()
) -> list[Problem]:
    """The problems that no comment excuses; `lines_of` are the lines of each file.

    `unread` has id and path of what reading met. An error among it stops the publication, whoever excuses it.
    """
    return [
        each
        for each in problems
        if (each.is_error and (each.id, each.path) in unread) or not _is_excused(each, lines_of.get(each.path, ()))
    ]


def _is_excused(problem: Problem, lines: Sequence[str]) -> bool:
    if problem.line is None or problem.id.startswith(NEVER):
        return False
    for number in (problem.line, problem.line - 1):
        if 0 < number <= len(lines) and problem.id in _allowed(lines[number - 1]):
            return True
    return False


@lru_cache(maxsize=100)
def _allowed(line: str) -> frozenset[str]:
    """The rules that a line has an excuse from; it may have thousands of problems."""
    found = EXCUSE.search(line) if "potluck:" in line else None
    return frozenset(found["rules"].replace(",", " ").split()) if found else frozenset()
