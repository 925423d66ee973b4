"""Who a file in `content/authors/` says somebody is: not another, and nothing that only the community can make them.

Whose account may change which file is `identity`'s question; each problem here, too, is an error that a maintainer may
wave through, since two people may well be called the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from potluck.content.person import Person
from potluck.content.resemblance import looks
from potluck.problems import Example, Problem, error, named
from potluck.settings import Settings

ASK = "If this is meant, ask a maintainer to vouch for it."

NAME_OF_ANOTHER = error(
    "name-of-another",
    "This name is, or looks like, somebody else's.",
    why="Readers would take the posts of one for the other's.",
    fix=f"Add a middle name or a place. {ASK}",
    bad=Example({}, "a newcomer's file with `name: Maria Silva`, or `name: Μaria SiIva`, where Maria writes already"),
    good=named("content/authors/maria-braga.md", "---\nname: Maria Silva (Braga)\ngithub: maria-braga\n---\n"),
)
ROLE_BY_MEMBER = error(
    "role-by-member",
    "Roles are the maintainers' to give.",
    why="The people page lists everybody by role, and readers trust those who run the community.",
    fix=f"Delete the line. {ASK}",
    bad=Example({}, "`role: organiser`, in a pull request by the person whose file it is"),
    good=named("content/authors/maria-silva.md", "---\nname: Maria Silva\ngithub: maria-silva\n---\n"),
)


def of_person(person: Person, was: Person | None, others: Iterable[Person], settings: Settings) -> Iterator[Problem]:
    """What a new or changed person may not say of themselves; `others` are those who were here before."""
    if was is None or was.name != person.name:
        mine = looks(person.name) | (looks(person.handle) if was is None else frozenset())
        for other in others:
            if other.handle != person.handle and mine & (looks(other.name) | looks(other.handle)):
                title = f"{person.name} (`{person.handle}`) looks like {other.name} (`{other.handle}`)."
                yield NAME_OF_ANOTHER.at(person.source.relative, title=title)
                break
    usual = "member" if "member" in settings.roles else list(settings.roles)[-1]
    if person.role != (was.role if was else usual) and person.role != usual:
        title = f"The role `{person.role}` is the maintainers' to give."
        yield ROLE_BY_MEMBER.at(person.source.relative, title=title)
