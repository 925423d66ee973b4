"""Excuses: a comment that lets one line, or the next one, off one rule, with a reason.

    <!-- potluck: allow link-http because the museum has no https -->

An excuse without a reason does not count; neither does one for an error that keeps a post from appearing.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence

from potluck.problems import Problem

EXCUSE = re.compile(r"<!--\s*potluck:\s*allow\s+(?P<rules>[a-z0-9, -]+?)\s+because\s+(?P<reason>\S[^>]{2,})-->")
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
        if 0 < number <= len(lines) and "potluck:" in lines[number - 1]:
            found = EXCUSE.search(lines[number - 1])
            if found and problem.id in re.split(r"[,\s]+", found["rules"]):
                return True
    return False
