"""Entries of front matter under our own names.

What is wrong with a name is told by the module of its kind, which few files need: one given ``twice``, one that nobody
knows (``unknown_names``), one of another program (``foreign_names``).
"""

from __future__ import annotations

from potluck.content.front_matter import keys
from potluck.content.front_matter.event_lines import grouped
from potluck.content.front_matter.person_lines import in_one
from potluck.content.front_matter.yaml_block import Field
from potluck.content.source import Source
from potluck.problems import Problem

ONE_BY_TWO_NAMES = {"author": "authors", "authors": "author"}
"""Keys that say the same thing: whoever reads one of them must not be told another's name by the other."""


def by_name(
    written: list[Field], allowed: tuple[str, ...], source: Source, problems: list[Problem]
) -> dict[str, Field]:
    """The fields under our own names; unknown ones are errors, foreign ones hints."""
    fields: dict[str, Field] = {}
    borrowed: list[tuple[str, Field]] = []
    foreign = keys.foreign_of(allowed)
    written = grouped(written, allowed, source, problems)
    if allowed is keys.PERSON_KEYS:
        written = in_one(written, source, problems)
    given = {keys.canonical(field.key): field.line for field in written}
    for name, line in (*given.items(),):
        given.setdefault((foreign[name].becomes if name in foreign else None) or name, line)
    for field in written:
        key = keys.canonical(field.key)
        if key in allowed:
            same = key if key in fields else ONE_BY_TWO_NAMES.get(key, key)
            if same in fields:
                from potluck.content.front_matter.twice import twice  # which few files need

                problems.append(twice(field, same, fields, allowed, source))
            else:
                fields[key] = field
        elif key in foreign:
            borrowed.append((key, field))
        else:
            from potluck.content.front_matter.unknown_names import unknown

            problems.append(unknown(field, allowed, fields, given, source))
    for key, field in borrowed:
        from potluck.content.front_matter.foreign_names import borrow, tell_foreign

        tell_foreign(key, field, fields, foreign[key], source, problems)
        borrow(key, field, foreign[key], fields)
    return fields
