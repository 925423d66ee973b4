"""What our own check finds in the files that came, mended where the cure is certain; the rest is for a person.

The same rules and edits as `invoke check --fix`, made file by file until nothing is left to do, so that a post needs no
second look at the whole site for each of its own mistakes.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

import msgspec

from potluck.checks.mending.fixing import NOT_MECHANICAL, apply
from potluck.checks.run import check_files
from potluck.content.gathering import load
from potluck.problems import Problem
from potluck.settings import Settings

ROUNDS = 6
LONG_AGO = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)
"""Rules that ask for the time (a post dated ahead) say nothing that an import could mend."""
QUIET = frozenset(
    """
    author-folder author-folder-spelling author-own-folder date-differs date-future date-unlikely email-shown
    folder-twice heading-empty heading-jump link-vague looks-different misspelt note-to-self phone-shown same-name
    secret slug-differs table-header template-text title-copied title-template updated-earlier updated-future
    """.split()
)
"""Rules about how well something is written: true of the old site too, and nothing that an import would mend. They are
the slow ones, and the check tells of them afterwards."""


@dataclass
class Mended:
    """By path, as problems name it: what was mended, and what is left."""

    done: dict[str, list[str]] = field(default_factory=dict)
    left: dict[str, list[Problem]] = field(default_factory=dict)


def mend(content: Path, settings: Settings, step: Callable[[str, int, int], None]) -> Mended:
    """Mend the files of a content folder that nobody else sees yet."""
    outcome = Mended()
    wanted: frozenset[str] | None = None
    for _ in range(ROUNDS):
        problems = _look(content, settings, wanted, step)
        for path in {each.path for each in problems} | set(wanted or ()):
            outcome.left.pop(path, None)
        for each in problems:
            outcome.left.setdefault(each.path, []).append(each)
        changed = frozenset(_edit(content.parent, outcome.left, outcome.done, wanted))
        if not changed:
            break
        wanted = changed
    return outcome


def _look(
    content: Path, settings: Settings, wanted: frozenset[str] | None, step: Callable[[str, int, int], None]
) -> list[Problem]:
    step("Checking", 0, 0)
    library = load(content, settings)
    quiet = msgspec.structs.replace(settings, checks={**settings.checks, **dict.fromkeys(QUIET, "off")})
    paths = wanted or frozenset(each.relative for each in library.documents)
    found = check_files(library, quiet, paths, library.problems, LONG_AGO)
    return [each for each in found if wanted is None or each.path in wanted]


def _edit(
    base: Path, left: dict[str, list[Problem]], done: dict[str, list[str]], wanted: frozenset[str] | None
) -> Iterable[str]:
    """Make the edits that are certain; answers the paths of the files that changed."""
    for path, problems in left.items():
        mechanical = [each for each in problems if each.edit is not None and each.id not in NOT_MECHANICAL]
        if not mechanical or (wanted is not None and path not in wanted):
            continue
        file = base / path
        old = file.read_text(encoding="utf-8")
        new = "\n".join(apply([each.alone or each.edit for each in mechanical], old.split("\n")))
        new = new if new.endswith("\n") else f"{new}\n"
        if new != old:
            file.write_text(new, encoding="utf-8", newline="\n")
            done.setdefault(path, []).extend(each.title for each in mechanical)
            yield path
