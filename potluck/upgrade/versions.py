"""Which version of the project a repository stands on, and which it can have: commits of the project's own history.

The version is known from `.potluck.json`, which an upgrade writes. Before the first upgrade it is worked out: a clone
or fork shares history with the project; a copy made of a template does not, and began as the files of one version.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path

from potluck import HOME
from potluck.cannot import CannotRun
from potluck.publish.git import Git, GitError

RECORD = ".potluck.json"
REF = "refs/potluck/upstream"
TAG = re.compile(r"refs/tags/(v?(\d+)\.(\d+)(?:\.(\d+))?)\Z")
MOST_TRIED = 2000
"""Versions that are compared with the files a copy began as."""


class CannotUpgrade(CannotRun):
    """The upgrade can't be made; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Version:
    """A commit of the project and the name people know it by."""

    commit: str
    name: str


def newest(git: Git, source: str, wanted: str) -> Version:
    """Fetch a version, by its tag, branch or commit; without one, the newest release, else the main branch."""
    if source.startswith("-") or wanted.startswith("-"):
        raise CannotUpgrade(f"`{source or wanted}` is no name of a version or of a place to get it from.")
    try:
        if not wanted:
            listed = git.text("ls-remote", "--tags", "--refs", source).splitlines()
            found = (TAG.search(line) for line in listed)
            tags = [(tuple(int(part or 0) for part in each.groups()[1:]), each[1]) for each in found if each]
            wanted = max(tags)[1] if tags else "HEAD"
        git.text("fetch", "--no-tags", "--quiet", "--force", source, f"{wanted}:{REF}")
        commit = git.text("rev-parse", f"{REF}^{{commit}}")
    except GitError as error:
        why = error.said.splitlines()[0] if error.said else error
        raise CannotUpgrade(
            f"The new version could not be fetched from {source}: {why}. "
            "Look at your connection, or name another place with `--source`."
        ) from error
    name = wanted if wanted != "HEAD" else git.text("log", "-1", "--format=%cs %h", commit)
    return Version(commit, name)


def current(git: Git, root: Path, new: Version) -> Version:
    """The version that the repository stands on. Raises CannotUpgrade when that can't be told."""
    try:
        said = json.loads((root / RECORD).read_text(encoding="utf-8"))
        recorded = str(said["commit"])
        if re.fullmatch(r"[0-9a-f]{40,64}", recorded) and git.holds("cat-file", "-e", f"{recorded}^{{commit}}"):
            return Version(recorded, str(said.get("version", recorded[:10])))
    except (OSError, ValueError, KeyError, TypeError):
        pass
    shared = git.answer("merge-base", "HEAD", new.commit)
    found = shared or _began_as(git, new)
    if found is None:
        raise CannotUpgrade(
            "It can't be told which version of the project this repository began as. Say it with --since, as a version "
            "or commit of the project."
        )
    return Version(found, git.text("log", "-1", "--format=%cs %h", found))


def _began_as(git: Git, new: Version) -> str | None:
    """The version whose files most of the repository's first commit has, if that is most of them."""
    roots = git.text("rev-list", "--max-parents=0", "HEAD").splitlines()
    began = {line for root in roots for line in git.text("ls-tree", "-r", root).splitlines()}
    best, most = None, 0
    for commit in git.text("rev-list", f"--max-count={MOST_TRIED}", new.commit).splitlines():
        lines = git.text("ls-tree", "-r", commit).splitlines()
        same = sum(line in began for line in lines)
        if same > most and same * 2 > len(lines):
            best, most = commit, same
    return best


def record(source: str, version: Version) -> str:
    """What `.potluck.json` is to say."""
    return json.dumps({"source": source, "version": version.name, "commit": version.commit}, indent=1) + "\n"


def recorded_source(root: Path) -> str:
    """Where the last upgrade came from, else the project's home."""
    try:
        source = json.loads((root / RECORD).read_text(encoding="utf-8"))["source"]
    except (OSError, ValueError, KeyError, TypeError):
        return HOME
    return source if isinstance(source, str) and source and not source.startswith("-") else HOME
