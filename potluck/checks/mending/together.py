"""Several problems on the same lines: what each suggests to write there puts all of them right.

Whoever pastes the line from one message must not undo what the next one asks for. So the changes that the mends make
are laid over one another, piece by piece; then the file is looked at as it would be, and what one mistake hid is put
right in the same go. Where two mends contradict each other, each message says that there is another one about its line.
The mend of a problem by itself stays in `Problem.alone`.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from potluck.checks.around import around
from potluck.checks.mending.again import SecondLook
from potluck.checks.mending.fixing import NOT_MECHANICAL
from potluck.checks.mending.laying import all_made
from potluck.problems import Edit, Problem

logger = logging.getLogger(__name__)
LONGEST = 20_000
"""Characters of the lines that are laid over one another."""
NEAR = 3
"""Lines. A mend of many lines takes up a small one within; the small one need not show all of the large one."""
WIDE = 40
"""Lines. Few mends touch as many."""
GUESSES = NOT_MECHANICAL - {"author-unknown"}
"""Rules whose mends hold words for their author to replace: no other mend takes them up."""
ROUNDS = 4
ANOTHER = "Another message is about this place as well: put both right."


def together(problems: Sequence[Problem], look: SecondLook) -> list[Problem]:
    """The problems, with mends that put right everything on the lines they touch."""
    by_path: dict[str, list[Problem]] = {}
    for each in problems:
        if each.edit is not None:
            by_path.setdefault(each.path, []).append(each)
    changed: dict[int, Problem] = {}
    for group in by_path.values():
        near = _Near(group)
        for each in group:
            meeting = _meeting(each, near.to(each)) if len(group) > 1 else []
            if not meeting and not look.is_worth_it(each):
                continue
            try:
                changed[id(each)] = _better(each, meeting, look)
            except Exception as reason:  # the message is true without it
                logger.debug("%s could not be mended together with others", each.path, exc_info=reason)
    return [changed.get(id(each), each) for each in problems] if changed else list(problems)


def _better(problem: Problem, others: Sequence[Problem], look: SecondLook) -> Problem:
    """The problem with a mend that puts right its lines altogether, or with a word about there being another."""
    joined = _joined(problem, others, look.lines_of(problem.path)) if others else problem
    now = _settled(problem, joined or problem, look)
    if joined is not None or now is not problem:
        return now
    words, gap, example = problem.fix.partition("\n\n")
    return replace(problem, fix=f"{words} {ANOTHER}{gap}{example}")


def _span(edit: Edit) -> tuple[int, int]:
    """The lines that an edit touches; one that only inserts touches the line it inserts before."""
    return edit.start_line, max(edit.start_line, edit.end_line)


class _Near:
    """The problems of a file by the lines their mends touch: a file may have a problem on each of thousands."""

    def __init__(self, group: Sequence[Problem]) -> None:
        self._group = group
        self._at: dict[int, list[int]] = {}
        self._wide: list[int] = []
        for place, each in enumerate(group):
            assert each.edit is not None
            first, last = _span(each.edit)
            if last - first >= WIDE:
                self._wide.append(place)
                continue
            for line in range(first, last + 1):
                self._at.setdefault(line, []).append(place)

    def to(self, problem: Problem) -> Iterable[Problem]:
        """Those whose mends may touch the same lines, in their order."""
        assert problem.edit is not None
        first, last = _span(problem.edit)
        if last - first >= WIDE:
            return self._group
        places = {place for line in range(first, last + 1) for place in self._at.get(line, ())}
        return [self._group[place] for place in sorted(places.union(self._wide))]


def _meeting(problem: Problem, group: Iterable[Problem]) -> list[Problem]:
    """The others in a file whose mends touch the same lines, and do something else there."""
    assert problem.edit is not None
    first, last = _span(problem.edit)
    most = max(last - first + 1, NEAR)
    found = []
    for each in group:
        if each.edit is None or each is problem or each.edit == problem.edit or each.id in GUESSES:
            continue
        start, end = _span(each.edit)
        if start <= last and end >= first and end - start < most:
            found.append(each)
    return found


def _joined(problem: Problem, others: Sequence[Problem], lines: Sequence[str]) -> Problem | None:
    """The problem with a mend that makes the changes of others too; none where these contradict each other."""
    edit = problem.edit
    assert edit is not None
    edits = [edit, *(each.edit for each in others if each.edit is not None)]
    first, last = min(_span(each)[0] for each in edits), min(max(_span(each)[1] for each in edits), len(lines))
    touched = lines[first - 1 : last]
    new = all_made(edits, first, touched) if sum(len(line) + 1 for line in touched) <= LONGEST else None
    if new is None:
        return None
    better = Edit(first, last, new.removesuffix("\n"))
    if better == edit:
        return problem
    return replace(problem, edit=better, fix=_said(problem, better, lines), alone=edit)


def _settled(problem: Problem, now: Problem, look: SecondLook) -> Problem:
    """The problem with a mend that leaves nothing to say of the lines it offers, as far as that can be had."""
    edit, lines = now.edit, look.lines_of(now.path)
    if edit is None or problem.edit is None or not edit.replacement.strip():
        return now
    first, last = edit.start_line, max(edit.end_line, edit.start_line - 1)
    inside = edit.replacement.splitlines()
    seen = [inside]
    for _ in range(ROUNDS):
        if look.left <= 0:
            break
        meant = [*lines[: first - 1], *inside, *lines[last:]]
        found = look.problems(now.path, meant, first)
        inside = _mended(inside, first, found)
        if inside in seen:
            break
        seen.append(inside)
    better = Edit(first, last, "\n".join(seen[-1]))
    if len(seen) == 1 or better == edit:
        return now
    return replace(problem, edit=better, fix=_said(problem, better, lines), alone=problem.edit)


def _mended(inside: list[str], first: int, found: Iterable[Problem]) -> list[str]:
    """The lines that a mend offers, with all mends made that lie within them; `first` is the line they begin on."""
    end = first + len(inside) - 1
    edits = [each.edit for each in found if each.edit is not None and each.id not in GUESSES]
    within = [each for each in edits if each.start_line >= first and _span(each)[1] <= end]
    new = all_made(within, first, inside) if within else None
    return inside if new is None else new.splitlines()


def _said(problem: Problem, better: Edit, lines: Sequence[str]) -> str:
    """The words of a fix, with the better lines in place of those that the problem alone would have."""
    edit = problem.edit
    assert edit is not None
    words, gap, example = problem.fix.partition("\n\n")
    if gap and example.strip() == edit.replacement.strip():
        return f"{words}{gap}{better.replacement}"
    if not better.replacement.strip():
        gone = sum(bool(line.strip()) for line in lines[better.start_line - 1 : better.end_line])
        return "Delete these lines." if gone > 1 else "Delete the line."
    old = "\n".join(lines[edit.start_line - 1 : edit.end_line])
    for shown in (edit.replacement.strip(), around(old, edit.replacement)):
        if shown and f"`{shown}`" in words:
            if "\n" in better.replacement.strip("\n"):
                return words.replace(f"`{shown}`", "").rstrip(" :.") + f":\n\n{better.replacement}"
            now = "\n".join(lines[better.start_line - 1 : better.end_line])
            return words.replace(f"`{shown}`", f"`{around(now, better.replacement)}`") + gap + example
    return problem.fix
