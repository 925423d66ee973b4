"""Turns a checked output folder into a commit, through ghp-import.

ghp-import works in a workshop: a bare repository of its own, which reads the clone's objects and has one branch, so
nothing it does can reach the clone. The commit is compared with the manifest, file by file, and only when it holds
exactly what was checked do its objects move into the clone. Pushing it is ``potluck.publish.push``'s part.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from potluck.publish.checkout import Identity
from potluck.publish.destination import Destination
from potluck.publish.git import Git, GitError
from potluck.publish.history import site, tree
from potluck.publish.manifest import Manifest
from potluck.publish.refused import PublishRefused

# ghp-import marks every file as a program on Windows, where nothing else could tell.
_MODES = {"100644"} if os.name == "posix" else {"100644", "100755"}


def commit_output(
    output: Path,
    manifest: Manifest,
    message: str,
    *,
    parent: str | None,
    by: Identity,
    destination: Destination,
    below: str = "",
) -> str:
    """The id of a new commit that holds the output, on top of ``parent``; no branch of the clone knows of it.

    ``below`` names a folder of the branch that the output takes the place of; all else there stays. Raises GitError or
    OSError when it can't be made, PublishRefused when it holds anything but the manifest.
    """
    with _workshop(destination, parent) as git:
        _run_ghp_import(git, output, message, by, destination, below)
        listing = git.text("for-each-ref", "--format=%(refname) %(objectname)")
        refs = dict(line.split(" ") for line in listing.splitlines())
        commit = refs.pop(f"refs/heads/{destination.branch}", None)
        if commit is None or commit == parent:
            raise _not_as_planned("ghp-import made none")
        if refs:
            raise _not_as_planned(f"it came with {', '.join(refs)}")
        _compare(git, commit, _expected(git, manifest, parent, below))
        _move_objects(git.folder / "objects", destination.objects)
    return commit


def signed_as(identity: Identity) -> dict[str, str]:
    """The environment variables that make git, and ghp-import, commit under this name."""
    return {
        "GIT_AUTHOR_NAME": identity.name,
        "GIT_AUTHOR_EMAIL": identity.email,
        "GIT_COMMITTER_NAME": identity.name,
        "GIT_COMMITTER_EMAIL": identity.email,
    }


@contextmanager
def _workshop(destination: Destination, parent: str | None) -> Iterator[Git]:
    """An empty bare repository with the clone's objects at hand and the one branch; it is gone afterwards.

    It stands where git puts such things itself, under the name git gives them, so that `git gc` clears away what a
    killed publication left.
    """
    with TemporaryDirectory(prefix="tmp_objdir-publish-", dir=destination.objects) as name:
        form = f"--object-format={destination.object_format}"
        destination.git.raw("init", "--quiet", "--bare", "--template=", form, name)
        (Path(name) / "objects/info").mkdir(exist_ok=True)
        (Path(name) / "objects/info/alternates").write_text(f"{destination.objects.as_posix()}\n", encoding="utf-8")
        git = destination.git.at(Path(name), GIT_DIR=name)
        if parent is not None:
            git.raw("update-ref", f"refs/heads/{destination.branch}", parent)
        yield git


def _move_objects(made: Path, store: Path) -> None:
    """Take the new objects over into the clone's store, as git does with what it receives: a pack's index last."""
    files = [file for file in made.rglob("*") if file.is_file() and file.parent.name != "info"]
    for file in sorted(files, key=lambda file: file.suffix == ".idx"):
        target = store / file.relative_to(made)
        if not target.exists():
            target.parent.mkdir(exist_ok=True)
            file.replace(target)


def _run_ghp_import(git: Git, output: Path, message: str, by: Identity, destination: Destination, below: str) -> None:
    command = [sys.executable, "-P", "-m", "ghp_import", f"--branch={destination.branch}"]
    command += [f"--remote={destination.remote}", f"--message={message}"]
    command += [f"--prefix={below}"] if below else []
    command.append(str(output.resolve()))
    done = subprocess.run(
        command,
        cwd=git.folder,
        env=git.environment() | signed_as(by) | {"PYTHONUTF8": "1"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
    )
    if done.returncode:
        # ghp-import ends in a traceback of its own when git fails under it; git's line stands before that.
        said = done.stderr.decode("utf-8", "replace").split("Traceback (most recent call last)")[0]
        if said.strip():
            raise GitError("fast-import", done.returncode, said)
        raise PublishRefused(
            "git was stopped while it wrote the commit, and had no time to say why. Mostly there is no room left on "
            "the disk, or no memory.",
            "Free some space, then publish again.",
        )


def _expected(git: Git, manifest: Manifest, parent: str | None, below: str) -> dict[str, str]:
    """What the commit should hold, path → id of the contents."""
    if not below:
        return manifest.blobs()
    before = site(git, parent) if parent else {}
    kept = {path: blob for path, blob in before.items() if not path.startswith(f"{below}/")}
    return kept | {f"{below}/{path}": blob for path, blob in manifest.blobs().items()}


def _compare(git: Git, commit: str, expected: dict[str, str]) -> None:
    """Hold the commit against what it should hold: the same paths and contents, no program and no link."""
    found = tree(git, commit)
    for path in sorted(found.keys() | expected.keys()):
        mode, blob = found.get(path, ("", ""))
        if blob != expected.get(path) or mode not in _MODES:
            raise _not_as_planned(f"{ascii(path)[1:-1]} is not what was checked")


def _not_as_planned(what: str) -> PublishRefused:
    return PublishRefused(
        f"The commit does not hold what was checked ({what}), so it was not pushed.",
        "Something changed the output while it was being published. Leave it alone and publish again.",
    )
