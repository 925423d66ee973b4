"""The files of people that a change brings or touches: each names the account of whoever brings it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from potluck.checks.change.impostors import ASK, NAME_OF_ANOTHER, of_person
from potluck.checks.change.owners import FILE_OF_ANOTHER, Brought, same_account
from potluck.content.front_matter.top import line_of
from potluck.content.library import Library
from potluck.content.person import Person
from potluck.problems import Problem, named, warning
from potluck.settings import Settings

ACCOUNT_MISSING = warning(
    "account-missing",
    "This file does not say which GitHub account is yours.",
    why="Without it, only a maintainer can change the file or sign with this name later on.",
    fix="Add a line with your account to the lines between the two `---`.",
    bad=named("content/authors/maria-silva.md", "---\nname: Maria Silva\n---\n"),
    good=named("content/authors/maria-silva.md", "---\nname: Maria Silva\ngithub: maria-silva\n---\n"),
)
THEIRS_TO_BRING = f"Everybody brings their own file, from their own account. {ASK}"


def of_people(library: Library, settings: Settings, brought: Brought) -> Iterator[Problem]:
    """A file names the account of whoever brings or changes that line, and nobody passes for another or for more."""
    for person in library.people.values():
        if person.relative not in brought.touched:
            continue
        was = brought.before.people.get(person.handle)
        mine = next((each for each in library.people.values() if brought.is_own(each) and each is not person), None)
        if was is None and mine and same_account(person.github_account, brought.account):
            title = f"You have a file here already, `{mine.relative}`."
            fix = f"Put what is new into that one, and delete this. {ASK}"
            yield NAME_OF_ANOTHER.at(person.relative, title=title, fix=fix)
            continue
        yield from _portrait(person, was, brought)
        if was is None or brought.is_own(was):  # what is somebody else's is told above
            others = [each for each in brought.before.people.values() if not brought.gave_up(each, library)]
            yield from of_person(person, was, others, settings)
        if was is not None and person.github_account == was.github_account:
            continue
        is_other = was is None and mine is not None  # a co-author, most often
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
