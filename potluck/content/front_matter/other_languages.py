"""Names of entries in another language: whoever wrote one of them so wrote them all so, and is told of them once."""

from __future__ import annotations

from msgspec.structs import replace

from potluck.content.front_matter import keys
from potluck.content.front_matter.synonyms import OTHER_LANGUAGES, PERSON_SYNONYMS
from potluck.content.rules import shape
from potluck.content.source import Source
from potluck.problems import Edit, Problem


def in_english(problems: list[Problem], source: Source) -> None:
    """One problem in place of one for each such name, with all the lines from the first to the last."""
    found = [each for each in problems if each.id == shape.KEY_UNKNOWN.id and _name(each, source)]
    names = {each.line: _name(each, source) for each in found}
    first, last = (found[at].line or 1 for at in (0, -1)) if found else (1, 0)
    if (
        len(found) < 2
        or OTHER_LANGUAGES.keys().isdisjoint(names.values())
        or any(first <= (each.line or 0) <= last for each in problems if each.line not in names)
    ):
        return  # a line in between has a mend of its own
    better = {each.line: each.edit.replacement for each in found if each.edit}
    whole = "\n".join(better.get(number, source.lines[number - 1]) for number in range(first, last + 1))
    meant = whole.partition(":")[0]
    title = (
        f"These lines begin with English words, whatever language you write in: `{meant}`, and not `{names[first]}`."
    )
    problems[:] = [each for each in problems if each not in found]
    problems.append(replace(found[0], title=title, fix=f"Write:\n\n{whole}", edit=Edit(first, last, whole)))


def _name(problem: Problem, source: Source) -> str:
    """The name that a line begins with, where another language or program has it and the line has its own mend."""
    edit = problem.edit
    if edit is None or not edit.start_line == edit.end_line == problem.line:
        return ""
    name = keys.of_line(source.lines[edit.start_line - 1].replace("：", ":"))
    meant = edit.replacement.partition(":")[0]
    return name if meant in (OTHER_LANGUAGES.get(name), PERSON_SYNONYMS.get(name)) else ""
