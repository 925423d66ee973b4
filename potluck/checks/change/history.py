"""What git knows: which files a change touched, on which lines, and when a file first came."""

from __future__ import annotations

import datetime as dt
import os
import re
import subprocess
from collections.abc import Sequence
from functools import cached_property
from io import BytesIO
from itertools import repeat
from pathlib import Path

from potluck.careful_git import SETTINGS, as_variables

HUNK = re.compile(rb"@@ -\d+(?:,(?P<old_count>\d+))? \+(?P<new>\d+)(?:,(?P<new_count>\d+))? @@")
ESCAPE = re.compile(rb"\\([0-7]{3}|.)", re.DOTALL)
C_SIGNS = {b"a": b"\a", b"b": b"\b", b"f": b"\f", b"n": b"\n", b"r": b"\r", b"t": b"\t", b"v": b"\v"}
TIMEOUT = 60
MOST_RENAMED = "-l200"
"""Of commits that add and delete more files, only those that are the very same are taken for renamed."""
TOO_LONG = "core.bigFileThreshold=1m"
"""No text of a site is so large: git is not to write out its lines, which takes six times as much memory."""
MOST_LINES = 1_000_000
"""No text that is read has as many."""
OTHER_REPOSITORY = b"160000"
"""The mode of a submodule, or of a clone that was added by mistake."""
ORDINARY = {b"100644", b"100755"}
TEXTS = (b".md", b".png", b".jpg", b".jpeg", b".gif", b".webp", b".avif")
WORDLESS = "Git failed without a word."


class GitError(Exception):
    """Git could not answer; the message says why, in git's words."""


def git_environment() -> dict[str, str]:
    """The environment for git: its own settings, and nobody else's variables."""
    ours = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")}
    return ours | as_variables(SETTINGS.items()) | {"LC_ALL": "C"}


class History:
    """A repository's past as far as checks need it; all paths are relative to `base`, with forward slashes."""

    def __init__(self, repository: Path | None, base: Path) -> None:
        self.repository = repository
        self.base = base

    def git(self, *words: str, stdin: bytes = b"") -> bytes:
        """Run git, which reads `stdin`, and return what it prints; raises GitError."""
        if self.repository is None:
            raise GitError("This folder is not in a git repository.")
        environment = git_environment() | {"GIT_OPTIONAL_LOCKS": "0"}
        try:
            done = subprocess.run(
                ["git", "-C", str(self.repository), *words],
                input=stdin,
                capture_output=True,
                timeout=TIMEOUT,
                check=False,
                env=environment,
            )
        except (OSError, subprocess.TimeoutExpired) as reason:
            raise GitError(f"Git could not be run: {reason}") from reason
        if done.returncode:
            raise GitError(done.stderr.decode("utf-8", "replace").strip() or WORDLESS)
        return done.stdout

    def touched_since(self, revision: str) -> dict[str, set[int]]:
        """The files that are new or changed since a revision, each with its new or changed lines.

        A file that git does not know yet counts as wholly new (an empty set). Raises GitError when there is no such
        revision.
        """
        start = self._fork(revision)
        raw = self.git("diff", "--raw", "--no-abbrev", "--no-renames", "--no-ext-diff", "-z", start, "--").split(b"\0")
        names = [name for told, name in zip(raw[::2], raw[1::2], strict=False) if not _is_mode_alone(told, name)]
        patch = self.git(
            *("-c", "core.quotePath=false", "-c", TOO_LONG, "diff", "--unified=0", "--no-color", "--no-ext-diff"),
            *("--no-renames", "--src-prefix=a/", "--dst-prefix=b/", start, "--"),
        )
        # A patch has no lines for empty files, images and changes of mode, nor for what nobody could read.
        touched = {os.fsdecode(name): set[int]() for name in names} | _lines_of(patch)
        touched |= {path: set() for path in self._unknown()}
        return {self._rebased(path): lines for path, lines in touched.items()}

    def files_at(self, revision: str) -> list[str]:
        """Every file below `base` in a revision; raises GitError."""
        told = self.git("ls-tree", "-r", "-z", "--full-tree", "--name-only", self._fork(revision))
        return [self._rebased(name) for name in _names(told)]

    def contents_at(self, revision: str, paths: Sequence[str]) -> dict[str, bytes]:
        """What stood in files in a revision, by path; paths that are not files there are left out. Raises GitError."""
        if not paths:
            return {}
        commit = self._fork(revision)
        paths = [path for path in paths if "\n" not in path]  # which git would take for two
        wanted = b"".join(os.fsencode(f"{commit}:{self._in_repository(path)}\n") for path in paths)
        told = self.git("cat-file", "--batch", stdin=wanted)
        found: dict[str, bytes] = {}
        at = 0
        for path in paths:
            end = told.index(b"\n", at)
            head, at = told[at:end], end + 1
            if head.endswith((b" missing", b" submodule")):  # as newer versions say of another repository
                continue
            _, kind, size = head.split(b" ")
            if kind == b"blob":
                found[path] = told[at : at + int(size)]
            at += int(size) + 1
        return found

    def around(self, path: str, revision: str) -> tuple[frozenset[str], frozenset[str]]:
        """Every file once the change came to a revision's branch that brought a file, and every one before it.

        Raises GitError, also of a file that came more than once: on a branch without merges, whoever brings commits
        may take a file away and bring it back.
        """
        name = f":(top,literal){self._in_repository(path)}"
        words = ("log", "--first-parent", "-m", "-2", "--no-renames", "--diff-filter=A", "--format=%H")
        commit, *others = self.git(*words, self._fork(revision), "--", name).decode().split() or [""]
        if others:
            raise GitError(f"{path} came more than once.")
        return frozenset(self.files_at(commit)), frozenset(self.files_at(f"{commit}^"))

    def deleted_until(self, revision: str, folder: str) -> list[str]:
        """Every file of a folder below `base` that was deleted before a revision; raises GitError."""
        words = ("log", "--diff-filter=D", "--name-only", "--no-renames", "-z", "--format=", self._fork(revision))
        told = self.git(*words, "--", f":(top,literal){self._in_repository(folder)}")
        return [self._rebased(name.strip("\n")) for name in _names(told)]

    def before_it_went(self, path: str) -> bytes:
        """What a file held that was deleted, when it was last there; raises GitError where that can't be told."""
        name = f":(top,literal){self._in_repository(path)}"
        gone = self.git("log", "-1", "--diff-filter=D", "--no-renames", "--format=%H", "--", name).decode().strip()
        if not gone:
            raise GitError(f"{path} was never deleted.")
        return self.git("show", f"{gone}^:{self._in_repository(path)}")

    def _in_repository(self, path: str) -> str:
        """A path from `base`, as one from the root of the repository."""
        assert self.repository is not None
        return (self.base.relative_to(self.repository) / path).as_posix()

    def _fork(self, revision: str) -> str:
        """The commit at which the work of this clone left a revision's branch."""
        if revision.startswith("-"):
            raise GitError(f"{revision!r} is not a revision.")
        try:
            commit = self.git("rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}").decode().strip()
        except GitError as reason:
            raise GitError(f"There is no revision {revision!r} here.") if str(reason) == WORDLESS else reason from None
        try:
            return self.git("merge-base", commit, "HEAD").decode().strip()
        except GitError:
            return commit

    def files(self) -> list[str]:
        """Every file that git knows or would add, relative to the root of the repository.

        A path with a slash at its end is another repository, of which git keeps nothing but a name.
        """
        found = set()
        for entry in self.git("ls-files", "--stage", "-z").split(b"\0"):
            mode, _, path = entry.partition(b" ")
            if path:
                name = path.partition(b"\t")[2]
                found.add(os.fsdecode(name + b"/" if mode == OTHER_REPOSITORY else name))
        return sorted(found.union(self._unknown()))

    def _unknown(self) -> list[str]:
        """The files that git does not know yet, and would add."""
        return _names(self.git("ls-files", "--others", "--exclude-standard", "-z"))

    @cached_property
    def first_seen(self) -> dict[str, dt.datetime]:
        """When each file below `base` was first committed, under whatever name."""
        try:
            log = self.git("-c", "core.quotePath=false", "log", "--diff-filter=AR", "--name-status", "-M", MOST_RENAMED,
                           "-z", "--format=%x00%cI")  # fmt: skip
        except GitError:
            return {}
        seen: dict[str, dt.datetime] = {}
        called: dict[str, str] = {}  # what the oldest names that are known so far became
        moment = None
        parts = iter(log.split(b"\0"))
        for part in parts:  # nothing stands before a moment; statuses follow it, each with its one name or two
            if not part:
                moment = None
            elif moment is None:
                moment = dt.datetime.fromisoformat(part.decode().strip())
            else:
                old = os.fsdecode(next(parts, b""))
                new = os.fsdecode(next(parts, b"")) if part.lstrip(b"\n").startswith(b"R") else old
                last = called.pop(new, new)
                seen[self._rebased(last)] = moment
                if new != old:
                    called[old] = last
        return seen

    def _rebased(self, path: str) -> str:
        """A path from the root of the repository, as one from `base`."""
        if self.repository is None or self.repository == self.base:
            return path
        try:
            return (self.repository / path).relative_to(self.base).as_posix()
        except ValueError:
            return path


NO_HISTORY = History(None, Path())


def _names(told: bytes) -> list[str]:
    """The names that git tells, each with a zero behind it."""
    return [os.fsdecode(name) for name in told.split(b"\0") if name]


def _is_mode_alone(told: bytes, name: bytes) -> bool:
    """Whether all that a text has now is another mode, as some disks give to everything: it is no program there."""
    was, now, *hashes, _ = told.lstrip(b":").split()
    return name.endswith(TEXTS) and {was, now} == ORDINARY and len(set(hashes)) == 1


def _lines_of(patch: bytes) -> dict[str, set[int]]:
    """The new lines of each file in a patch without context; deleted files are in it with no lines."""
    touched: dict[str, set[int]] = {}
    current: set[int] = set()
    old = ""
    skip = 0
    for line in map(bytes.rstrip, BytesIO(patch), repeat(b"\n")):  # millions at once would fill the memory
        if skip and line[:1] in (b"+", b"-"):
            skip -= 1
        elif line.startswith(b"--- "):
            old = _name(line)
        elif line.startswith(b"+++ "):
            current = touched.setdefault(_name(line) or old, set())
        elif found := HUNK.match(line):
            start, count = int(found["new"]), int(found["new_count"] or 1)
            skip = int(found["old_count"] or 1) + count
            current.update(range(start, min(start + max(count, 1), MOST_LINES)))
    return touched


def _name(line: bytes) -> str:
    """The file that a `---` or `+++` line of a patch names; empty for none."""
    name = line[4:].rstrip(b"\t\r")
    if name.startswith(b'"'):
        name = ESCAPE.sub(_unescaped, name[1:-1])
    return "" if name == b"/dev/null" else os.fsdecode(name[2:])


def _unescaped(found: re.Match[bytes]) -> bytes:
    r"""A character that git wrote as in C: `\"`, `\n`, `\303`."""
    sign = found.group(1)
    return bytes([int(sign, 8)]) if len(sign) == 3 else C_SIGNS.get(sign, sign)
