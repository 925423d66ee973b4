"""The publications on the branch, each a commit: who, when, from which source, and what it holds."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from potluck.publish.checkout import LISTED_FOLDERS, is_ancestor
from potluck.publish.destination import Destination
from potluck.publish.git import Git
from potluck.publish.refused import PublishRefused, plainly

SOURCE = "Source-Commit"  #: trailer: the commit of the source that a publication was built from
RESTORES = "Restores-Publication"  #: trailer: the earlier publication that a rollback brought back
HELD_BACK = "Held-Back"  #: trailer: a file of that commit that was left out

_TRAILERS = (SOURCE, RESTORES, HELD_BACK)
_FIELDS = ("%H", "%cI", "%cn", "%s", *(f"%(trailers:key={name},valueonly)" for name in _TRAILERS))
LOOKED_AT = 50
"""Publications of ours, the newest, by which what others did to the branch is told."""
_COMMIT = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")
_OF_A_SITE = (*LISTED_FOLDERS, "pelicanconf.py", "publishconf.py")
_OF_THE_HOST = frozenset((".nojekyll", "CNAME"))
"""Files that GitHub itself may write; a domain that would be lost is a concern of its own."""
_OF_A_PAGE = (".html", ".css", ".js", ".map", ".woff", ".woff2", ".ttf", ".json")
"""Another tool's pages, which are a concern of their own where they would be gone, and what goes with them."""


@dataclass(frozen=True)
class Changes:
    """Paths of files in the site, relative to its root, sorted."""

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.all)

    @property
    def brought(self) -> tuple[str, ...]:
        """Those of which there is something to bring."""
        return self.added + self.changed

    @property
    def all(self) -> tuple[str, ...]:
        return self.brought + self.removed

    def only(self, wanted: Callable[[str], bool]) -> Changes:
        """Those to files of one kind."""
        return Changes(*(tuple(filter(wanted, paths)) for paths in (self.added, self.changed, self.removed)))

    @classmethod
    def between(cls, before: Mapping[str, str], after: Mapping[str, str]) -> Changes:
        """What leads from one site to another, each given as path → id of the contents."""
        return cls(
            added=tuple(sorted(after.keys() - before.keys())),
            changed=tuple(sorted(path for path in after.keys() & before.keys() if after[path] != before[path])),
            removed=tuple(sorted(before.keys() - after.keys())),
        )

    def summary(self) -> str:
        """A phrase of a few words: "3 added, 1 changed"."""
        counts = {"added": self.added, "changed": self.changed, "removed": self.removed}
        return ", ".join(f"{len(paths)} {word}" for word, paths in counts.items() if paths) or "no changes"


@dataclass(frozen=True)
class Publication:
    """One commit on the branch."""

    commit: str
    when: datetime  #: aware, in the zone of whoever published
    who: str
    subject: str
    source: str | None  #: the source commit it was built from; None when somebody else's tool made it
    restores: str | None  #: the publication it brought back, when it is a rollback
    held_back: tuple[str, ...] = ()  #: files of its source that were left out

    @property
    def is_ours(self) -> bool:
        """Whether a publication or a rollback of ours made it, rather than a person or another tool."""
        return self.source is not None or self.restores is not None


@plainly
def publications(destination: Destination, limit: int = 10) -> tuple[Publication, ...]:
    """The last publications, newest first; empty before the first. Raises PublishRefused."""
    newest = destination.newest()
    return () if newest is None else _log(destination.git, newest, limit)


def publication(destination: Destination, commit: str) -> Publication:
    """One publication by the full id of its commit, which has to be in this clone.

    Raises GitError, and PublishRefused where it is no commit.
    """
    found = _log(destination.git, commit, 1)
    if not found:
        raise PublishRefused(
            f"What {destination.name} leads to is no commit, so it holds no site.",
            f"Remove that branch on the server (`git push {destination.remote} --delete {destination.branch}`), then "
            "publish.",
        )
    return found[0]


def made_by_us(destination: Destination, newest: str) -> tuple[Publication, ...]:
    """The last publications of ours at or below a commit, newest first: those of other hands are passed over.

    Raises GitError.
    """
    ours = f"--grep=^{SOURCE}: ", f"--grep=^{RESTORES}: "
    return tuple(each for each in _log(destination.git, newest, LOOKED_AT, *ours) if each.is_ours)


@plainly
def changes(destination: Destination, of: Publication) -> Changes:
    """What a publication changed for readers, against the one before it."""
    git = destination.git
    before = f"{of.commit}^1"
    known = git.holds("rev-parse", "--verify", "--quiet", before)
    return Changes.between(site(git, before) if known else {}, site(git, of.commit))


def site(git: Git, commit: str) -> dict[str, str]:
    """The files of a publication, path → id of the contents. Raises GitError."""
    return {path: blob for path, (_, blob) in tree(git, commit).items()}


def tree(git: Git, commit: str) -> dict[str, tuple[str, str]]:
    """Every file of a commit, path → mode and id of the contents. Raises GitError."""
    found = {}
    for entry in listing(git, commit).split(b"\0")[:-1]:
        facts, path = entry.split(b"\t", 1)
        mode, _, blob = facts.decode("ascii").split(" ")
        found[path.decode("utf-8", "surrogateescape")] = (mode, blob)
    return found


def listing(git: Git, commit: str) -> bytes:
    """The same as git prints it, in order of paths: ``MODE blob ID<TAB>PATH<NUL>`` each. Raises GitError."""
    return git.raw("ls-tree", "-r", "-z", "--full-tree", commit)


def _log(git: Git, commit: str, limit: int, *which: str) -> tuple[Publication, ...]:
    # NUL can't occur inside a field, whatever a commit says.
    form = "--format=" + "%x00".join(_FIELDS)
    out = git.raw("log", "-z", "--first-parent", f"--max-count={limit}", *which, form, commit, "--")
    if not out:
        return ()
    fields = out.decode("utf-8", "replace").removesuffix("\0").split("\0")
    width = len(_FIELDS)
    return tuple(_read(fields[start : start + width]) for start in range(0, len(fields), width))


def _read(fields: list[str]) -> Publication:
    commit, when, who, subject, source, restores, held_back = fields
    return Publication(
        commit=commit,
        when=datetime.fromisoformat(when),
        who=printable(who),
        subject=printable(subject),
        source=_commit_in(source),
        restores=_commit_in(restores),
        held_back=tuple(filter(None, held_back.splitlines())),
    )


def trailers(source: str | None, held_back: Iterable[str]) -> str:
    """The lines of a commit's message that say what a publication was made of."""
    lines = [f"{SOURCE}: {source}\n"] if source else []
    return "".join([*lines, *(f"{HELD_BACK}: {path}\n" for path in held_back)])


def _commit_in(trailer: str) -> str | None:
    lines = trailer.split()
    return lines[-1] if lines and _COMMIT.fullmatch(lines[-1]) else None


def printable(text: str) -> str:
    """Without control characters: names and subjects are other people's words, and end up on a terminal."""
    return "".join(character for character in text if character.isprintable()).strip() or "somebody"


@dataclass(frozen=True)
class Status:
    """How the live site stands to this clone."""

    url: str  #: of the repository, without credentials
    branch: str
    live: Publication | None  #: None before the first publication
    head: str | None  #: the commit this clone is at; None in a repository without one
    waiting: tuple[str, ...]  #: subjects of the commits not published yet, newest first
    files: tuple[str, ...]  #: files of the content, the theme and the settings that differ from what was published
    known: bool  #: False when the live site's source is unknown, or is not part of this clone's
    begun_by: str = ""  #: who began to publish and is not done, where readers may get some of that already


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
        changed = git.raw("diff", "--name-only", "--no-ext-diff", "-z", source, "HEAD", "--", *_OF_A_SITE)
        files = tuple(_printable(changed.decode("utf-8", "replace").replace("\0", "\n")).splitlines())
    return Status(url, branch, live, head, waiting, files, known)


def _printable(text: str) -> str:
    return "".join(character for character in text if character.isprintable() or character == "\n")


@dataclass(frozen=True)
class Hand:
    """Paths of files that are on the branch neither as our last publication left them nor as the next has them."""

    put: tuple[str, ...] = ()  #: would be gone
    edited: tuple[str, ...] = ()  #: would be written over
    taken: tuple[str, ...] = ()  #: would be back

    def __bool__(self) -> bool:
        return bool(self.put or self.edited or self.taken)

    def lines(self) -> Iterator[str]:
        """A line for each."""
        yield from (f"/{path}  (was put there, and would be gone)" for path in self.put)
        yield from (f"/{path}  (was changed there, and would be written over)" for path in self.edited)
        yield from (f"/{path}  (was removed there, and would be back)" for path in self.taken)


def changed_by_hand(ours: Mapping[str, str] | None, now: Mapping[str, str], after: Mapping[str, str]) -> Hand:
    """What would be undone. Each site is given as path → id of the contents.

    ``ours`` is what our last publication held. Where it is None there never was one: the branch holds another tool's
    site, which ours replaces, and only files that are no part of that tool's pages count.
    """
    if ours is None:
        alien = now.keys() - after.keys() - _OF_THE_HOST
        return Hand(put=tuple(sorted(path for path in alien if not path.endswith(_OF_A_PAGE))))
    done = Changes.between(ours, now)
    touched = [path for path in done.brought if path not in _OF_THE_HOST and after.get(path) != now[path]]
    return Hand(
        put=tuple(sorted(path for path in touched if path not in after)),
        edited=tuple(sorted(path for path in touched if path in after)),
        taken=tuple(path for path in done.removed if path in after and path not in _OF_THE_HOST),
    )
