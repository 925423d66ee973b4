"""Who a file in `content/authors/` says somebody is: not another, and nothing that only the community can make them.

Whose account may change which file is `identity`'s question; each problem here, too, is an error that a maintainer may
wave through, since two people may well be called the same.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from potluck.checks.change.owners import ASK, FILE_OF_ANOTHER, Brought, same_account
from potluck.content.front_matter.top import line_of
from potluck.content.model import Person
from potluck.content.people import plain
from potluck.content.resemblance import in_letters, is_behind, looks, masked, names_within, undressed
from potluck.problems import Example, Problem, error, named, warning
from potluck.settings import Settings

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

ACCOUNT_MISSING = warning(
    "account-missing",
    "This file does not say which GitHub account is yours.",
    why="Without it, only a maintainer can change the file or sign with this name later on.",
    fix="Add a line with your account to the lines between the two `---`.",
    bad=named("content/authors/maria-silva.md", "---\nname: Maria Silva\n---\n"),
    good=named("content/authors/maria-silva.md", "---\nname: Maria Silva\ngithub: maria-silva\n---\n"),
)
THEIRS_TO_BRING = f"Everybody brings their own file, from their own account. {ASK}"

OFFICES = frozenset(
    """
    account admin administrador administrateur administrator administrators admins all anonymous board bot chair
    committee community core crew deleted dependabot director editor editorial editors equipe equipo everybody
    everyone founder github guest host hosts maintainer maintainers management mod moderador moderateur moderation
    moderator moderators mods nobody official organiser organisers organizer organizers owner president redaction
    redaktion redazione root security site staff support system team treasurer unknown user webmaster writer writers
    """.split()
)
"""Words that, with nothing but such words beside them, are nobody's name."""
NEVER_A_NAME = frozenset(
    "admin administrator maintainer moderator organiser organisers organizer organizers webmaster".split()
)
"""Those of them that are never a part of somebody's name either."""
BESIDE_THEM = frozenset("a actions and at blog by from of on our s site the".split())


def of_person(person: Person, was: Person | None, others: Collection[Person], settings: Settings) -> Iterator[Problem]:
    """What a new or changed person may not say of themselves; `others` are those who were here before."""
    is_other = was is None or was.name != person.name
    if is_other and (title := _taken_for(person, was, others, settings)):
        yield NAME_OF_ANOTHER.at(person.relative, line_of(person.source, "name"), title=title)
    yield from _links_of_others(person, was, others)
    is_other = was is None or was.pronouns != person.pronouns
    words = {*plain(person.pronouns or "").split(), *in_letters(person.pronouns or "").split()}
    is_office = words != {"all"} and _is_office(person.pronouns or "", settings)
    if is_other and (is_office or not NEVER_A_NAME.isdisjoint(words)):
        title = f"`{person.pronouns}` is no pronoun but an office, which is the maintainers' to give."
        yield ROLE_BY_MEMBER.at(person.relative, line_of(person.source, "pronouns"), title=title)
    usual = "member" if "member" in settings.roles else list(settings.roles)[-1]
    if person.role != (was.role if was else usual) and person.role != usual:
        title = f"The role `{person.role}` is the maintainers' to give."
        yield ROLE_BY_MEMBER.at(person.relative, line_of(person.source, "role"), title=title)


def _links_of_others(person: Person, was: Person | None, others: Iterable[Person]) -> Iterator[Problem]:
    """A card leads to nobody else's profile; a website may be that of several."""
    theirs = {link.url.lower(): each for each in others if each.handle != person.handle for link in each.links}
    had = {link.url.lower() for link in was.links} if was else set()
    for link in person.links:
        whose = theirs.get(link.url.lower())
        if whose and link.kind != "website" and link.url.lower() not in had:
            title = f"{link.url} is where {whose.name} (`{whose.handle}`) is on {link.label}."
            line = line_of(person.source, link.kind)
            yield NAME_OF_ANOTHER.at(person.relative, line, title=title, fix=f"Delete the line. {ASK}")


def _taken_for(person: Person, was: Person | None, others: Iterable[Person], settings: Settings) -> str:
    """What is to be said of a name that readers would take for another's, or for the community's; else ""."""
    mine = looks(person.name) | (looks(person.handle) if was is None else frozenset())
    within = names_within(person.name)
    together = frozenset[str]().union(*map(looks, within))
    masks = [*filter(None, map(masked, (person.name, *within)))]
    who = f"{person.name} (`{person.handle}`)"
    beside = BESIDE_THEM | frozenset(plain(settings.sitename).split())
    bare = undressed(person.name, beside)
    for other in (each for each in others if each.handle != person.handle):
        if mine & (looks(other.name) | looks(other.handle)) or any(is_behind(each, other.name) for each in masks):
            return f"{who} looks like {other.name} (`{other.handle}`)."
        if sorted(plain(person.name).split()) == sorted(plain(other.name).split()):
            return f"{who} has the names of {other.name} (`{other.handle}`) in another order."
        if bare and bare == undressed(other.name, beside):
            return f"{who} is {other.name} (`{other.handle}`) with something around it."
        if together & looks(other.name):
            return f"{who} would sign for {other.name} (`{other.handle}`) as well."
    names = (settings.sitename, urlsplit(settings.public_url).hostname or "", *settings.roles, *settings.roles.values())
    ours = frozenset[str]().union(*map(looks, filter(None, names)))
    if (mine | together) & ours or not bare or any(is_behind(one, name) for one in masks for name in names):
        return f"{who} looks like the community itself."
    words = {*bare.split(), *in_letters(person.name).split()}
    if any(_is_office(each, settings) for each in (person.name, *within)) or not NEVER_A_NAME.isdisjoint(words):
        return f"{who} would speak for the community."
    return ""


def _is_office(text: str, settings: Settings) -> bool:
    """Whether a text names somebody who runs the community, and nobody in particular."""
    readings = (frozenset(plain(text).split()), frozenset(in_letters(text).split()))
    roles = frozenset(plain(" ".join((*settings.roles, *settings.roles.values()))).split())
    offices = OFFICES | roles
    beside = offices | BESIDE_THEM | frozenset(plain(settings.sitename).split())
    return any(not said.isdisjoint(offices) and said <= beside for said in readings)


def of_people(brought: Brought) -> Iterator[Problem]:
    """A file names the account of whoever brings or changes that line, and nobody passes for another or for more."""
    account, people = brought.account, brought.library.people.values()
    new = (each for each in people if brought.is_new(each) and same_account(each.github_account, account))
    ours = [*filter(brought.is_own, people), *new]
    for person in people:
        if person.relative not in brought.touched:
            continue
        was = brought.before.people.get(person.handle)
        mine = [each for each in ours if each is not person]
        twin = next((each for each in mine if not brought.is_new(each) or each.handle < person.handle), None)
        if was is None and twin and same_account(person.github_account, account):
            title = f"You have a file here already, `{twin.relative}`."
            fix = f"Put what is new into that one, and delete this. {ASK}"
            yield NAME_OF_ANOTHER.at(person.relative, title=title, fix=fix)
            continue
        yield from _portrait(person, was, brought)
        if was is None or brought.is_own(was):  # what is somebody else's is told above
            others = [each for each in brought.before.people.values() if not brought.gave_up(each)]
            yield from of_person(person, was, others, brought.site.settings)
        if was is not None and person.github_account == was.github_account:
            continue
        is_other = was is None and mine  # a co-author, most often
        if person.github_account is None:
            fix = f"Add this line to the lines between the two `---`: `github: {brought.account}`"
            yield ACCOUNT_MISSING.at(person.relative, fix=THEIRS_TO_BRING if is_other else fix)
        elif not same_account(person.github_account, brought.account):
            title = f"This file names the account {person.github_account}, but the change comes from {brought.account}."
            line = line_of(person.source, "github_account") or line_of(person.source, "github")
            fix = f"Name the account that you send this from, `{brought.account}`. {ASK}"
            yield FILE_OF_ANOTHER.at(person.relative, line, title=title, fix=THEIRS_TO_BRING if is_other else fix)


def _portrait(person: Person, was: Person | None, brought: Brought) -> Iterator[Problem]:
    """Nobody makes a portrait of a picture that is another's, or everybody's: it would move to their page."""
    if person.avatar is None:
        return
    path = person.avatar.relative_to(person.source.path.parents[2]).as_posix()
    file = brought.before.content_dir.parent / path
    if path not in brought.existed or (was is not None and was.avatar == file):
        return
    owners = [each for each in brought.before.people.values() if each.avatar == file]
    is_shared = PurePosixPath(path).parent != PurePosixPath(person.relative).parent
    if is_shared or (owners and not any(map(brought.is_own, owners))):
        title = f"The portrait `{person.avatar.name}` is a picture that is not this person's alone."
        yield FILE_OF_ANOTHER.at(person.relative, title=title, fix=f"Bring a picture of your own. {ASK}")
