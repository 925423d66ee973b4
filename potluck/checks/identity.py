"""Whose is it: a change may only bring what its author may bring.

A byline is a handle, a handle is a file in `content/authors/`, and that file says whose GitHub account it is. What was
so before the change counts, so nobody can hand themselves somebody else's file. Each problem here is an error that a
maintainer may wave through.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from potluck.checks.history import GitError, History
from potluck.content.library import Library, load
from potluck.content.names import IMAGE_SUFFIXES
from potluck.content.person import Person
from potluck.problems import POST_PATH, Example, Problem, error, in_post, named, warning
from potluck.settings import Settings

_ASK = "If this is meant, ask a maintainer to vouch for it."
_GOOD = in_post("A post under one's own name.")

BYLINE_OF_ANOTHER = error(
    "byline-of-another",
    "This post is signed with somebody else's name.",
    why="A byline says who wrote a post, so nobody signs for another.",
    fix=f"Sign with your own handle. {_ASK}",
    bad=Example({}, "author: maria-silva, in a pull request by somebody else's account"),
    good=_GOOD,
)
FILE_OF_ANOTHER = error(
    "file-of-another",
    "This file is somebody else's.",
    why="What people have written stays as they wrote it, unless they change it themselves.",
    fix=f"Leave the file as it was. {_ASK}",
    bad=Example({}, f"{POST_PATH}, changed or deleted by somebody who is not its author"),
    good=_GOOD,
)
PAGE_BY_MEMBER = error(
    "page-by-member",
    "Pages are the maintainers' to change.",
    why="A page is in the menu of the whole site and speaks for the community.",
    fix=f"Write a post instead, in `content/posts/`. {_ASK}",
    bad=named("content/pages/offers.md", "---\ntitle: Offers\n---\n\nBuy now.\n"),
    good=_GOOD,
)
TOO_MANY_POSTS = error(
    "too-many-posts",
    "This change brings a great many posts at once.",
    why="Somebody has to read them all before they are published.",
    fix=f"Bring them a few at a time. {_ASK}",
    bad=Example({}, "fifty new posts in one pull request"),
    good=_GOOD,
)
ACCOUNT_MISSING = warning(
    "account-missing",
    "This file does not say which GitHub account is yours.",
    why="Without it, only a maintainer can change the file or sign with this name later on.",
    fix="Add a line with your account to the lines between the two `---`.",
    bad=named("content/authors/maria-silva.md", "---\nname: Maria Silva\n---\n"),
    good=named("content/authors/maria-silva.md", "---\nname: Maria Silva\ngithub: maria-silva\n---\n"),
)


@dataclass(frozen=True)
class Change:
    """What somebody brings: paths as problems name them, and the library as it was before (only what is needed)."""

    account: str
    touched: frozenset[str]
    before: Library
    existed: frozenset[str]

    def is_own(self, person: Person) -> bool:
        """Whether the person was, before the change, the one whose account brings it."""
        known = self.before.people.get(person.handle)
        return known is not None and same_account(known.github_account, self.account)

    def is_new(self, person: Person) -> bool:
        """Whether the person comes with the change."""
        return person.source.relative not in self.existed


def same_account(one: str | None, other: str) -> bool:
    """Whether two GitHub accounts are one; case does not matter there."""
    return one is not None and one.lower() == other.lower().removeprefix("@")


def check_identity(
    library: Library, settings: Settings, history: History, since: str | None, account: str
) -> list[Problem]:
    """Everything that `account` brings since a revision (or has not committed yet) and may not.

    Raises GitError when git can't tell what the change is.
    """
    if any(same_account(each, account) for each in settings.maintainers):
        return []
    touched = frozenset(path for path in history.touched_since(since or "HEAD") if _is_content(path, library))
    change = _before(library, settings, history, since or "HEAD", account, touched)
    return sorted(_problems(library, settings, change), key=lambda each: (each.path, each.id))


def _is_content(path: str, library: Library) -> bool:
    return path.startswith(f"{library.content_dir.name}/")


def _before(
    library: Library, settings: Settings, history: History, revision: str, account: str, touched: frozenset[str]
) -> Change:
    """The change, with the people and the touched files as they were before it."""
    name = library.content_dir.name
    existed = frozenset(path for path in history.files_at(revision) if path.startswith(f"{name}/"))
    needed = [path for path in existed if path in touched or path.startswith(f"{name}/authors/")]
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        (root / name).mkdir()
        for path, data in history.contents_at(revision, needed).items():
            file = root / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(data)
        before = load(root / name, settings)
    return Change(account, touched, before, existed)


def _problems(library: Library, settings: Settings, change: Change) -> Iterator[Problem]:
    posts = {post.source.relative: post for post in library.posts}
    new = 0
    for path in sorted(change.touched):
        kind = PurePosixPath(path).parts[1] if path.count("/") > 1 else ""
        if kind == "pages":
            yield PAGE_BY_MEMBER.at(path)
        elif path in change.existed:
            if not _may_change(path, change):
                yield FILE_OF_ANOTHER.at(path)
        elif path in posts:
            new += 1
        if path in posts:
            yield from _byline(path, posts[path].authors, change)
    yield from _new_people(library, change)
    if new > settings.max_posts_per_change:
        most = settings.max_posts_per_change
        yield TOO_MANY_POSTS.at(
            library.content_dir.name, title=f"This change brings {new} posts; at most {most} at once."
        )


def _byline(path: str, authors: tuple[Person, ...], change: Change) -> Iterator[Problem]:
    """Everybody a post is signed with must be the one who brings it, or have been on the byline before."""
    was = next((post.authors for post in change.before.posts if post.source.relative == path), ())
    signed = {person.handle for person in was}
    for person in authors:
        if person.handle not in signed and not change.is_own(person) and not change.is_new(person):
            title = f"This post is signed by {person.name}, whose account is not {change.account}."
            yield BYLINE_OF_ANOTHER.at(path, title=title)


def _may_change(path: str, change: Change) -> bool:
    """Whether the account may change or delete a file that was there before."""
    owners = [person for post in change.before.posts if post.source.relative == path for person in post.authors]
    owners += [person for person in change.before.people.values() if person.source.relative == path]
    if PurePosixPath(path).suffix.lower() in IMAGE_SUFFIXES:
        owners += _owners_of_image(path, change)
    return any(change.is_own(person) for person in owners)


def _owners_of_image(path: str, change: Change) -> list[Person]:
    """The authors of the post that the image lies beside, or the person whose avatar it is."""
    file = change.before.content_dir.parent / path
    beside = f"{PurePosixPath(path).parent}/index.md"
    owners = [person for person in change.before.people.values() if person.avatar == file]
    if beside in change.existed and beside not in change.touched:
        return owners  # the post itself was not fetched; whoever changes its images changes it as well
    return owners + [
        person for post in change.before.posts if post.source.relative == beside for person in post.authors
    ]


def _new_people(library: Library, change: Change) -> Iterator[Problem]:
    """A newcomer's file names the newcomer's own account."""
    for person in library.people.values():
        if person.source.relative not in change.touched or not change.is_new(person):
            continue
        if person.github_account is None:
            fix = f"Add this line to the lines between the two `---`: `github: {change.account}`"
            yield ACCOUNT_MISSING.at(person.source.relative, fix=fix)
        elif not same_account(person.github_account, change.account):
            title = f"This file names the account {person.github_account}, but the change comes from {change.account}."
            yield FILE_OF_ANOTHER.at(person.source.relative, title=title)


def check_or_warn(
    library: Library, settings: Settings, history: History, since: str | None, account: str
) -> list[Problem]:
    """`check_identity`, or a warning where git can't tell what the change is."""
    try:
        return check_identity(library, settings, history, since, account)
    except GitError as reason:
        return [CHANGE_UNKNOWN.at(library.content_dir.name, title=f"{CHANGE_UNKNOWN.title} Git says: {reason}")]


CHANGE_UNKNOWN = warning(
    "change-unknown",
    "Whether these files are yours to change could not be found out.",
    why="Only git knows what a change brings, so the names under the posts were taken on trust.",
    fix="Run the check in a folder that `git clone` has made.",
    bad=Example({}, "a folder that is not a git repository"),
    good=_GOOD,
)
