"""How a build left its outputs and their folders, and which of them are not so any more.

What the file system says of one, without opening it, is kept as a number: every build asks about all of them, so that
is done in loops of the interpreter's own. What they leave doubtful is compared by its content.
"""

from __future__ import annotations

import os
from array import array
from collections.abc import Collection, Iterable, Mapping
from functools import cached_property
from itertools import compress, count
from operator import ne
from pathlib import Path

from potluck.build.scan import (
    MISSING,
    UNSETTLED_MARK,
    as_marks,
    as_text,
    digest,
    file_clock,
    let_settle,
    mark_of,
    marks_of,
    near,
)


class Left:
    """Outputs and their folders as they were left, in any order.

    ``names`` are paths below ``root``, which ends with a slash, as a folder's name does; the output folder itself is
    ``./``. ``marks`` tell what the file system said of each. ``hashes`` is a text with a line for each: the hash of an
    output, nothing for a folder; it may be given later. ``told`` are the names as a text, if that is known.
    """

    def __init__(
        self, root: str = "", names: Iterable[str] = (), marks: Iterable[int] = (), hashes: str = "", told: str = ""
    ) -> None:
        self.root, self.names, self.marks = root, [*names], array("q", marks)
        self.hashes, self._told = hashes, told

    @classmethod
    def of(cls, output: Path, names: str, marks: str) -> Left | None:
        """From the texts that are kept; None where they don't fit each other."""
        try:
            left = cls(near(output), names.split("\n"), as_marks(marks), told=names)
        except ValueError:
            return None
        return left if len(left.marks) == len(left.names) else None

    def texts(self) -> tuple[str, str, str]:
        """What is to be kept: names, marks and hashes."""
        return self._told or "\n".join(self.names), as_text(self.marks), self.hashes

    @cached_property
    def outputs(self) -> dict[str, str]:
        """The hash of each output, by its path below the output folder."""
        return dict(compress(zip(self.names, self._lines, strict=False), self._lines))

    @cached_property
    def _lines(self) -> list[str]:
        return self.hashes.split("\n")

    def doubtful(self) -> list[int]:
        """Where in ``names`` the file system tells something else now."""
        now = marks_of(self.names, self.root)
        return [] if now == self.marks else [*compress(count(), map(ne, now, self.marks))]

    def compare(self, doubtful: Iterable[int], started: int) -> tuple[frozenset[str], frozenset[str]]:
        """(outputs that are not as they were left, what lies beside them and is not ours).

        What is only doubtful is taken as it is now; what changed since ``started`` (ns) may do so again unseen.
        """
        spoilt, folders = set(), []
        for number in doubtful:
            name = self.names[number]
            try:
                self.marks[number] = mark_of(self.root + name, started)
            except OSError:
                self.marks[number] = MISSING
            if name not in self.outputs:
                folders.append(name)
            elif digest(self.root + name) != self.outputs[name]:
                spoilt.add(name)
        strays = frozenset(self._strays(folders))
        if behind := tuple(f"{name}/" for name in strays if f"{name}/" in self.names):  # a link is where a folder was
            spoilt.update(name for name in self.outputs if name.startswith(behind))
        return frozenset(spoilt), strays

    def _strays(self, folders: Collection[str]) -> Iterable[str]:
        """What lies in these folders and has none of the names."""
        names = {*self.names} if folders else set[str]()
        for folder in folders:
            inside = "" if folder == "./" else folder
            try:
                with os.scandir(self.root + folder) as listing:
                    for entry in listing:
                        name = inside + entry.name
                        known = f"{name}/" if entry.is_dir(follow_symlinks=False) else name
                        if known not in names:
                            yield name
            except OSError:
                continue

    def change(self, made: Mapping[str, str], written: Collection[str], gone: Collection[str], started: int) -> None:
        """Know what another build left: some outputs were ``made`` (path to hash), some of these ``written``, and some
        are ``gone``. Raises OSError.
        """
        others = [path for path, each in made.items() if self.outputs.get(path) != each]
        came = {path for path in others if path not in self.outputs}
        touched = {*written, *others, *_folders((*written, *came))}
        left = _folders(gone) if gone else set[str]()
        touched |= left
        dropped = {*gone, *(each for each in left if not os.path.lexists(self.root + each))}
        either = touched | dropped
        numbers = {self.names[number]: number for number in compress(count(), map(either.__contains__, self.names))}
        marks, lines = self.marks, self._lines
        if dropped or not touched.issubset(numbers):
            self._told = ""
        for name in touched - dropped:
            number = numbers.get(name, len(marks))
            if number == len(marks):
                self.names.append(name)
                marks.append(UNSETTLED_MARK)
                lines.append("")
            marks[number], lines[number] = mark_of(self.root + name, started), made.get(name, "")
        for number in sorted((numbers[name] for name in dropped if name in numbers), reverse=True):
            del self.names[number], marks[number], lines[number]
        self.hashes = "\n".join(lines)
        del self.outputs


def left_by(
    output: Path, made: Mapping[str, str], written: Collection[str], before: Left, gone: Collection[str] = ()
) -> Left:
    """How a build leaves the outputs that it ``made`` (path to hash), and their folders. Raises OSError.

    What was left ``before``, and is not ``gone``, holds still where nothing was ``written``; if that is nothing,
    everything is looked at.
    """
    if written:
        let_settle()
    started, root = file_clock(), near(output)
    if before.names:
        before.change(made, written, gone, started)
        return before
    names = sorted([*_folders(made), *made])  # neighbours are the system's neighbours: it finds them sooner
    marks = [mark_of(root + name, started) for name in names]
    return Left(root, names, marks, "\n".join([made.get(name, "") for name in names]))


def _folders(paths: Iterable[str]) -> set[str]:
    """The folders that these files are in, each with a slash behind it; the output folder itself is ``./``."""
    folders = {"./"}
    for path in paths:
        folder = path[: path.rfind("/") + 1]
        while folder and folder not in folders:
            folders.add(folder)
            folder = folder[: folder.rfind("/", 0, -1) + 1]
    return folders
