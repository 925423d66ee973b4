"""What is live, from which commit, and what the source has gained since. It only looks."""

from __future__ import annotations

from dataclasses import dataclass

from potluck.publish.checkout import LISTED_FOLDERS, is_ancestor
from potluck.publish.destination import Destination
from potluck.publish.explain import plainly
from potluck.publish.git import Git
from potluck.publish.history import Publication, publication


@dataclass(frozen=True)
class Status:
    """How the live site stands to this clone."""

    url: str  #: of the repository, without credentials
    branch: str
    live: Publication | None  #: None before the first publication
    head: str | None  #: the commit this clone is at; None in a repository without one
    waiting: tuple[str, ...]  #: subjects of the commits not published yet, newest first
    files: tuple[str, ...]  #: files of the content and the theme that differ from what was published
    known: bool  #: False when the live site's source is unknown, or is not part of this clone's


@plainly
def read_status(destination: Destination) -> Status:
    """Compare this clone with what is live. Raises PublishRefused when the server can't be asked."""
    newest = destination.newest()
    live = None if newest is None else publication(destination, newest)
    return status_of(destination.git, live, url=destination.url, branch=destination.branch)


def status_of(git: Git, live: Publication | None, *, url: str, branch: str) -> Status:
    """Compare this clone with a publication. Raises GitError."""
    head = git.answer("rev-parse", "--verify", "--quiet", "HEAD^{commit}")
    source = None if live is None else live.source
    known = live is None or (source is not None and head is not None and is_ancestor(git, source, head))
    waiting: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    if known and source is not None:
        waiting = tuple(_printable(git.text("log", "--format=%s", f"{source}..HEAD", "--")).splitlines())
        changed = git.raw("diff", "--name-only", "--no-ext-diff", "-z", source, "HEAD", "--", *LISTED_FOLDERS)
        files = tuple(_printable(changed.decode("utf-8", "replace").replace("\0", "\n")).splitlines())
    return Status(url, branch, live, head, waiting, files, known)


def _printable(text: str) -> str:
    return "".join(character for character in text if character.isprintable() or character == "\n")
