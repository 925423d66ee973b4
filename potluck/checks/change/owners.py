"""Whose the files are that a change brings or touches, by the accounts that people had before it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from pathlib import PurePosixPath

import msgspec

from potluck.checks.change.before import is_image
from potluck.checks.change.moves import NO_MOVES, Moves
from potluck.checks.site import Site
from potluck.content.library import Library
from potluck.content.model import Person, Post
from potluck.problems import POST_PATH, Example, error, in_post
from potluck.settings import Settings

ASK = "If this is meant, ask a maintainer to vouch for it."
FILE_OF_ANOTHER = error(
    "file-of-another",
    "This file is somebody else's.",
    why="What people have written stays as they wrote it, unless they change it themselves.",
    fix=f"Leave the file as it was. {ASK}",
    bad=Example({}, f"{POST_PATH}, changed or deleted by somebody who is not its author"),
    good=in_post("A post under one's own name."),
)


class Brought(msgspec.Struct, frozen=True, dict=True):
    """What somebody brings to a site since a revision: paths as problems name them, and the library as it was before
    (only what is needed).
    """

    account: str
    site: Site
    revision: str
    touched: frozenset[str]
    before: Library
    existed: frozenset[str]
    lost: Mapping[str, str]
    """Addresses that are no more, each with the file it came from."""
    moves: Moves = NO_MOVES

    @property
    def library(self) -> Library:
        """The library with what is brought."""
        return self.site.library

    @cached_property
    def had(self) -> frozenset[str]:
        """Every address that led to a post before."""
        return frozenset(address for post in self.before.posts for address in post.addresses)

    def is_own(self, person: Person) -> bool:
        """Whether the person was, before the change, the one whose account brings it."""
        known = self.before.people.get(person.handle)
        return known is not None and same_account(known.github_account, self.account)

    def was(self, path: str) -> str:
        """Where the text of a file was before the change."""
        return self.moves.moved.get(path, path)

    def gave_up(self, person: Person) -> bool:
        """Whether somebody has left this handle for another one: it was their own, and is nobody's any more."""
        return self.is_own(person) and person.handle not in self.library.people

    def is_new(self, person: Person) -> bool:
        """Whether the person comes with the change."""
        return person.relative not in self.existed


def same_account(one: str | None, other: str) -> bool:
    """Whether two GitHub accounts are one; case does not matter there."""
    return one is not None and one.lower() == other.lower().removeprefix("@")


def is_bound(account: str, settings: Settings) -> bool:
    """Whether an account may bring its own only, and no heaps of it; whoever names none is vouched for."""
    return bool(account) and not any(same_account(each, account) for each in settings.maintainers)


def may_change(path: str, brought: Brought) -> bool:
    """Whether the account may change or delete a file that was there before."""
    was = brought.before.named(path)
    owners = [*was.authors] if isinstance(was, Post) else [was] if isinstance(was, Person) else []
    if is_image(path):
        owners += _owners_of_image(path, brought)
    return any(brought.is_own(person) for person in owners)


def _owners_of_image(path: str, brought: Brought) -> list[Person]:
    """The authors of the post in whose folder the image lies, and the person whose avatar it is."""
    file = brought.before.content_dir.parent / path
    above = [f"{folder}/index.md" for folder in PurePosixPath(path).parents]
    owners = [person for person in brought.before.people.values() if person.avatar == file]
    home = next(filter(None, map(brought.before.post, above)), None)
    return owners + list(home.authors if home else ())


def is_beside_anothers(path: str, brought: Brought) -> bool:
    """Whether a new image lies in the folder of a post that was there before and is not the account's own."""
    homes = (brought.before.post(f"{folder}/index.md") for folder in PurePosixPath(path).parents)
    return any(not any(map(brought.is_own, home.authors)) for home in homes if home)
