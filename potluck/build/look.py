"""A look at what the last build left: is anything different, and if so, what?

Answers from what the file system says of every source and every output, and opens only what that makes doubtful. When
nothing is different there is nothing to do, and nothing more is imported.
"""

from __future__ import annotations

import json
import os
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path

from potluck.build.inputs import CONTENT, Inputs
from potluck.build.scan import Listing, digest, file_clock, let_settle, line_of, near, settled
from potluck.build.store import FACTS, Store
from potluck.clock import now as moment_now

HASHES = ("source hashes", "output hashes")
"""What is kept for a look beside the facts; it only counts where something is different."""
FOLDER = "folder"
"""What is kept in place of a folder's hash."""
MISSING = "\t"
"""What stands behind the name of an output that is not there."""


@dataclass(frozen=True)
class Outcome:
    """What the last build came to, and from when until when (ISO, UTC) another one would come to the same.

    ``problems`` are as ``msgspec.to_builtins`` makes them.
    """

    since: str
    until: str
    posts: int
    held_back: int
    people: int
    pages: int
    problems: list[dict[str, object]]

    def holds_at(self, moment: datetime) -> bool:
        """Whether no post has become due, or ceased to be, by this moment."""
        return self.since <= stamp(moment) < self.until


def stamp(moment: datetime) -> str:
    """A moment as text that sorts by time."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%f")


@dataclass
class Look:
    """What is different since the last build.

    ``outcome`` is None where that build is not to be relied on: there was none, or code, settings, theme or libraries
    are others. ``changed`` are the names of sources in the content that are new, other or gone; ``spoilt`` the outputs
    that are not as they were left; ``strays`` what lies in the output folder and is none of ours.
    """

    listing: Listing
    moment: datetime
    started: int
    """When the look was begun (ns): what changed just before may change again unseen."""
    outcome: Outcome | None = None
    changed: frozenset[str] = frozenset()
    spoilt: frozenset[str] = frozenset()
    strays: frozenset[str] = frozenset()
    came: frozenset[str] = frozenset()
    gone: frozenset[str] = frozenset()
    """Those of the changed sources that were not there before, or are not there any more."""
    beside: frozenset[str] = frozenset()
    """The views that changes beside the content may have touched."""
    sources: tuple[str, str] | None = None
    """What is to be kept of the sources, if that was made already."""
    left: list[str] = field(default_factory=list)
    """The line of each output, and of their folders, as it is to be kept if nothing is written there."""
    names: list[str] = field(default_factory=list)
    """The name that each of ``left`` begins with; a folder's ends with a slash."""
    hashes: str = ""
    """A line for each of ``left``: the hash of an output, a word for a folder."""

    @property
    def files(self) -> int:
        """How many outputs were left."""
        return len(self.names) - sum([name.endswith("/") for name in self.names])

    @cached_property
    def lines(self) -> dict[str, str]:
        """Those that are ``left``, by name."""
        return dict(zip(self.names, self.left, strict=True))

    @cached_property
    def outputs(self) -> dict[str, str]:
        """Hash of each output as it was left."""
        known = zip(self.names, self.hashes.split("\n"), strict=False)
        return {name: each for name, each in known if each != FOLDER}

    @property
    def unchanged(self) -> bool:
        """Whether the output is what a build would make."""
        return (
            self.outcome is not None
            and not (self.changed or self.beside or self.spoilt or self.strays)
            and self.outcome.holds_at(self.moment)
        )


def look(inputs: Inputs, store: Store, *, even_if_unchanged: bool = False) -> Look:
    """Compare everything with what the last build left, and note what was merely touched.

    Where all is as it was, the hashes are only there ``even_if_unchanged``.
    """
    started = file_clock()
    kept = store.read(*FACTS)
    nothing_known = Look(inputs.listing(), moment_now(), started)
    if not kept or kept["fingerprint"] != inputs.fingerprint:
        return nothing_known
    found = replace(nothing_known, outcome=_outcome(kept["outcome"]))
    root = near(inputs.output)
    now = _as_they_are(root, found, kept["outputs"])
    is_changed = found.listing.text() != kept["sources"]
    if not (is_changed or even_if_unchanged) and now == found.left and found.unchanged:
        return found
    hashes = store.read(*HASHES)
    if not hashes:
        return nothing_known
    texts: dict[str, str] = {}
    found.sources = kept["sources"], hashes["source hashes"]
    beside = _compare_sources(*found.sources, found, texts) if is_changed else frozenset[str]()
    if not found.outcome or beside is None:
        found.outcome, found.left, found.names = None, [], []
        return found
    found.beside, found.hashes = beside, hashes["output hashes"]
    if now != found.left:
        _compare_outputs(root, now, found, texts)
    if texts and found.unchanged:
        store.write(texts.items())
    return found


def _outcome(text: str) -> Outcome | None:
    try:
        return Outcome(**json.loads(text))
    except (TypeError, ValueError):
        return None


def _compare_sources(lines: str, hashes: str, found: Look, texts: dict[str, str]) -> frozenset[str] | None:
    """Find sources that are new, other or gone. Answers the views that those beside the content may have touched, or
    None where that may be everything.
    """
    compared = found.listing.compared(lines, hashes, found.started)
    changed, came, gone, found.sources = compared
    texts["sources"], texts["source hashes"] = compared.kept
    if all(name.startswith(CONTENT) for name in changed):
        found.changed, found.came, found.gone = changed, came, gone
        return frozenset()
    beside = frozenset(name for name in changed if not name.startswith(CONTENT))
    found.changed, found.came, found.gone = changed - beside, came - beside, gone - beside
    from potluck.build.followed import views_behind  # most builds find nothing but content changed

    return views_behind(beside, (came | gone) & beside, found.listing.lines)


def _as_they_are(root: str, found: Look, outputs: str) -> list[str]:
    """A line for each output that was ``left``, as it is now."""
    found.left, lstat = outputs.split("\n"), os.lstat
    found.names = names = [line[: line.find("\t")] for line in found.left]
    try:
        return [line_of(name, lstat(root + name)) for name in names]
    except OSError:
        return [_as_it_is(root, name) for name in names]


def _as_it_is(root: str, name: str) -> str:
    try:
        return line_of(name, os.lstat(root + name))
    except OSError:
        return name + MISSING


def _compare_outputs(root: str, lines: list[str], found: Look, texts: dict[str, str]) -> None:
    """Find outputs that are not as they were left, and what lies beside them."""
    doubtful = {
        found.names[number]: (number, now)
        for number, (now, line) in enumerate(zip(lines, found.left, strict=True))
        if now != line
    }
    outputs, names = found.outputs, found.lines.keys()
    spoilt = {name for name in doubtful if name in outputs and digest(root + name) != outputs[name]}
    strays = set(_strays(root, (name for name in doubtful if name not in outputs), names))
    found.spoilt, found.strays = frozenset(spoilt), frozenset(strays)
    for name, (number, now) in doubtful.items():
        found.lines[name] = found.left[number] = settled((now,), found.started)[0]
    texts["outputs"] = "\n".join(found.left)


def _strays(root: str, folders: Iterable[str], names: Collection[str]) -> Iterable[str]:
    """What lies in these folders and is not among ``names``; a folder's name ends with a slash, the root's is one."""
    for folder in folders:
        inside = "" if folder == "./" else folder
        try:
            with os.scandir(root + folder) as listing:
                for entry in listing:
                    name = inside + entry.name
                    known = f"{name}/" if entry.is_dir(follow_symlinks=False) else name
                    if known not in names:
                        yield name
        except OSError:
            continue


def outputs_as_left(
    output: Path, digests: Mapping[str, str], found: Look | None, written: Collection[str]
) -> tuple[str, str]:
    """The two texts that tell how these outputs (path to hash) and their folders were left; raises OSError.

    What was ``found`` before this build holds still where nothing was ``written``; None looks at everything.
    """
    if written:
        let_settle()
    started, root = file_clock(), near(output)
    if found and found.names:
        return _with_changes(found, digests, written, root, started)
    names = [*sorted(_folders(digests)), *digests]
    lines = [_line(root, name, started) for name in names]
    return "\n".join(lines), "\n".join([digests.get(name, FOLDER) for name in names])


def _with_changes(
    found: Look, digests: Mapping[str, str], written: Collection[str], root: str, started: int
) -> tuple[str, str]:
    """The same, where nearly all is as it was found: outputs that came, went or were written, and their folders."""
    outputs, lines, hashes = found.outputs, list(found.left), found.hashes.split("\n")
    others = [name for name, each in digests.items() if outputs.get(name) != each]
    came = {name for name in others if name not in outputs}
    gone = outputs.keys() - digests.keys() if len(outputs) + len(came) > len(digests) else set[str]()
    touched = {*written, *others, *_folders((*written, *came))}
    if found.spoilt:
        touched.update([name for name, line in zip(found.names, lines, strict=True) if line[-1] == MISSING])
    left = _folders(gone) if gone else set[str]()
    touched |= left
    dropped = gone | {each for each in left if not os.path.lexists(root + each)}
    either = touched | dropped
    numbers = {name: number for number, name in enumerate(found.names) if name in either}
    for name in touched - dropped:
        number = numbers.get(name, len(lines))
        if number == len(lines):
            lines.append("")
            hashes.append("")
        lines[number], hashes[number] = _line(root, name, started), digests.get(name, FOLDER)
    for number in sorted((numbers[name] for name in dropped if name in numbers), reverse=True):
        del lines[number], hashes[number]
    return "\n".join(lines), "\n".join(hashes)


def _line(root: str, name: str, started: int) -> str:
    """How an output, or a folder, is left. Raises OSError where it is not there."""
    return settled((line_of(name, os.lstat(root + name)),), started)[0]


def _folders(paths: Iterable[str]) -> set[str]:
    """The folders that these files are in, each with a slash behind it; the output folder itself is ``./``."""
    folders = {"./"}
    for path in paths:
        folder = path[: path.rfind("/") + 1]
        while folder and folder not in folders:
            folders.add(folder)
            folder = folder[: folder.rfind("/", 0, -1) + 1]
    return folders
