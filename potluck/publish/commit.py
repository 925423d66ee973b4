"""Turns a checked output folder into a commit, through ghp-import.

ghp-import works in quarantine: a bare repository of its own, which reads the clone's objects, so nothing it does can
reach the clone. It is given the files that are not on the branch yet, and no others; with them the last publication's
tree becomes the next one's. That is compared with the manifest, file by file. The commit is pushed from there,
which is ``potluck.publish.push``'s part, and goes with it: the clone gets it by reading it back from the server.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from potluck.publish.checkout import Identity
from potluck.publish.destination import Destination
from potluck.publish.git import Git, GitError
from potluck.publish.history import listing, tree
from potluck.publish.manifest import Manifest
from potluck.publish.refused import PublishRefused

_PLAIN = "100644"  # git's mode of a file that is neither a program nor a link
# ghp-import marks every file as a program on Windows, where nothing else could tell.
_MODES = {_PLAIN} if os.name == "posix" else {_PLAIN, "100755"}
BEGINNING_OF_NEW = ".new-"  #: begins the name of a folder beside the output, which is gone when its files are imported
_IMPORTED = "refs/heads/new-files"  # ghp-import's branch in the quarantine, which never leaves it
_RAW = ("utf-8", "surrogateescape")  # paths that somebody else's tool left on the branch may be any bytes


@dataclass(frozen=True)
class Made:
    """A commit that only a quarantine holds."""

    commit: str  #: its id
    files: bytes  #: everything in it, as ``git ls-tree -r -z`` lists it
    store: Path  #: the object store it is in


@contextmanager
def commit_output(
    output: Path,
    manifest: Manifest,
    message: str,
    *,
    parent: str | None,
    by: Identity,
    destination: Destination,
    below: str = "",
) -> Iterator[Made]:
    """A new commit that holds the output, on top of ``parent``, for as long as it takes to push it.

    ``below`` names a folder of the branch that the output takes the place of; all else there stays. Raises GitError or
    OSError when it can't be made, PublishRefused when it holds anything but the manifest.
    """
    with quarantine(destination) as git:
        before = tree(git, parent) if parent else {}
        kept = {path: blob for path, (_, blob) in before.items() if below and not path.startswith(f"{below}/")}
        ours = {f"{below}/{path}" if below else path: path for path in manifest.files}
        expected = kept | {path: manifest.files[name].blob for path, name in ours.items()}
        new = [path for path in ours if before.get(path) != (_PLAIN, expected[path])]
        imported = _import(git, output, {path: ours[path] for path in new}, by)
        gone = sorted(before.keys() - expected.keys())
        commit = _commit(git, parent, {path: imported.get(path) for path in new}, gone, message, by)
        yield Made(commit, _compared(git, commit, expected), store_of(git))


def signed_as(identity: Identity) -> dict[str, str]:
    """The environment variables that make git, and ghp-import, commit under this name."""
    return {
        "GIT_AUTHOR_NAME": identity.name,
        "GIT_AUTHOR_EMAIL": identity.email,
        "GIT_COMMITTER_NAME": identity.name,
        "GIT_COMMITTER_EMAIL": identity.email,
    }


@contextmanager
def quarantine(destination: Destination) -> Iterator[Git]:
    """An empty bare repository with the clone's objects at hand; it is gone afterwards.

    It stands where git puts such things itself, under the name git gives them, so that `git gc` clears away what a
    killed publication left.
    """
    with TemporaryDirectory(prefix="tmp_objdir-publish-", dir=destination.objects) as name:
        form = f"--object-format={destination.object_format}"
        destination.git.raw("init", "--quiet", "--bare", "--template=", form, name)
        (Path(name) / "objects/info").mkdir(exist_ok=True)
        (Path(name) / "objects/info/alternates").write_text(f"{destination.objects.as_posix()}\n", encoding="utf-8")
        yield destination.git.at(Path(name), GIT_DIR=name, GIT_INDEX_FILE=str(Path(name) / "index"))


def store_of(git: Git) -> Path:
    """The object store of a quarantine."""
    return git.folder / "objects"


def _import(git: Git, output: Path, files: Mapping[str, str], by: Identity) -> dict[str, str]:
    """Bring files into the store: path on the branch → name in the output in, path → id of the contents out.

    Only these reach ghp-import, in a folder of their own: a site of ten thousand pages after an edit is a dozen files.
    """
    if not files:
        return {}
    output = output.resolve()
    with TemporaryDirectory(prefix=BEGINNING_OF_NEW, dir=output.parent) as name:
        for path, source in files.items():
            place = Path(name, path)
            place.parent.mkdir(parents=True, exist_ok=True)
            _link_or_copy(output / source, place)
        _run_ghp_import(git, Path(name), by)
    listing = git.text("for-each-ref", "--format=%(refname)").split()
    if listing != [_IMPORTED]:
        raise _not_as_planned(f"ghp-import made {', '.join(listing) or 'nothing'}")
    return {path: blob for path, (mode, blob) in tree(git, _IMPORTED).items() if mode in _MODES}


def _link_or_copy(source: Path, place: Path) -> None:
    """Have ghp-import read a file in another place. (A second name of the file would count as a change of it.)"""
    try:
        place.symlink_to(source)
    except (OSError, NotImplementedError):  # a system without links, or where not everybody may make them
        shutil.copyfile(source, place, follow_symlinks=False)


def _run_ghp_import(git: Git, folder: Path, by: Identity) -> None:
    command = [sys.executable, "-P", "-m", "ghp_import", f"--branch={_IMPORTED.rpartition('/')[2]}"]
    command += ["--remote=none", "--message=New files", str(folder.resolve())]
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
        if "No module named" in said:
            raise PublishRefused(
                "ghp-import, which makes the commit, is not installed for the Python that runs this.",
                "Install what the site needs with `pip install -r requirements.txt`, then publish again.",
            )
        if said.strip():
            raise GitError("fast-import", done.returncode, said)
        raise PublishRefused(
            "git was stopped while it wrote the commit, and had no time to say why. Mostly there is no room left on "
            "the disk, or no memory.",
            "Free some space, then publish again.",
        )


def _commit(
    git: Git, parent: str | None, new: Mapping[str, str | None], gone: list[str], message: str, by: Identity
) -> str:
    """The parent's tree with files put in and taken out, as a commit on top of it."""
    if parent is not None:
        git.raw("read-tree", parent)
    nothing = "0" * len(parent or "")
    lines = [f"0 {nothing}\t{path}" for path in gone]
    for path, blob in new.items():
        if blob is None:
            raise _not_as_planned(f"{ascii(path)[1:-1]} is missing")
        lines.append(f"{_PLAIN} {blob}\t{path}")
    git.raw("update-index", "-z", "--index-info", stdin="".join(f"{line}\0" for line in lines).encode(*_RAW))
    # A partial clone lacks contents that the server has, and the server looks for itself whether all are there.
    made = git.text("write-tree", "--missing-ok")
    on_top = ("-p", parent) if parent else ()
    return git.at(git.folder, **signed_as(by)).text("commit-tree", made, *on_top, stdin=message.encode())


def _compared(git: Git, commit: str, expected: dict[str, str]) -> bytes:
    """Hold the commit against what it should hold: the same paths and contents, no program and no link.

    Answers the listing of it.
    """
    listed = listing(git, commit)
    lines = ((path.encode(*_RAW), blob) for path, blob in expected.items())
    if listed != b"".join(b"%s blob %s\t%s\0" % (_PLAIN.encode(), blob.encode(), path) for path, blob in sorted(lines)):
        found = tree(git, commit)
        wrong = min(path for path in found.keys() | expected.keys() if found.get(path) != (_PLAIN, expected.get(path)))
        raise _not_as_planned(f"{ascii(wrong)[1:-1]} is not what was checked")
    return listed


def _not_as_planned(what: str) -> PublishRefused:
    return PublishRefused(
        f"The commit does not hold what was checked ({what}), so it was not pushed.",
        "Something changed the output while it was being published. Leave it alone and publish again.",
    )
