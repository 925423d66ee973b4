"""Mending: applies the edits that problems carry, renames files, and writes them as UTF-8 with plain line ends.

Edits are applied to one file from the bottom up, those that touch the same lines one after another, until nothing is
left to do; so a second run changes nothing. What the author says is never changed: only rules whose cure is mechanical
are mended.
"""

from __future__ import annotations

import difflib
import re
import subprocess
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from potluck.checks.change.history import git_environment
from potluck.content.encodings import old_encoding, wide_encoding
from potluck.content.rules.reading import ENCODING
from potluck.problems import Edit, Problem
from potluck.visible import visible_path

ROUNDS = 8
NOT_WESTERN = re.compile(
    r"[^\W\d_]?[À-ÿŒœŠšŽžŸƒ¢-¹]{3}|(?<=[^\W\d_])[¡-©«¬®±-´¶¸¹¼-¿×÷€‚ƒ„†‡ˆ‰‹](?=[^\W\d_])|[ðþÐÞýÝ]"
    r"|(?<![^\W\d_])[À-ÿŒœŠšŽž]{2,}(?![^\W\d_])|[¢-¦¨©¬®±-¹¼-¾][À-ÿ]|[À-ÿ][¡-¦¨©¬®±-¶¸¹¼-¾]"
)
"""What no text of Western Europe has: read as Windows-1252, one in another alphabet is full of it. Saving that would
spoil the text for good, so such a file is left to its author."""
NOT_MECHANICAL = frozenset(
    """
    author-unknown author-missing author-folder front-matter-missing title-missing title-template slug-differs
    event-end link-vague image-no-alt template-text word-cut
    """.split()
)
"""Rules whose edits are offered to the author, and never made without them."""


@dataclass(frozen=True, slots=True)
class Mended:
    """One thing that was done: the file, what was wrong, and its new path where it was renamed."""

    path: str
    title: str
    moved_to: str | None = None


@dataclass
class Outcome:
    """Everything that was, or would be, done; `diff` shows the changes of text."""

    mended: list[Mended] = field(default_factory=list)
    diff: str = ""


def fix(look: Callable[[], Iterable[Problem]], base: Path, *, write: bool = True) -> Outcome:
    """Mend what can be mended below ``base``; not to ``write`` is to work out the first round only, for showing.

    `look` finds the problems, again after each round, since one cure may uncover the next problem.
    """
    outcome = Outcome()
    for _ in range(ROUNDS):
        problems = [each for each in look() if each.id not in NOT_MECHANICAL]
        done = _edit_files(problems, base, write, outcome) | _rename_files(problems, base, write, outcome)
        if not done or not write:
            break
    return outcome


def apply(edits: Iterable[Edit | None], lines: list[str]) -> list[str]:
    """The lines with all edits made that do not overlap, from the bottom up.

    Of two of which one lies within the other, that with more lines is made: it may write them all otherwise.
    """
    lines = list(lines)
    untouched_above = len(lines) + 2
    for edit in reversed(_outermost(edits)):
        if max(edit.end_line, edit.start_line) >= untouched_above:
            continue
        lines[edit.start_line - 1 : edit.end_line] = edit.replacement.splitlines()
        untouched_above = edit.start_line
    return lines


def _outermost(edits: Iterable[Edit | None]) -> list[Edit]:
    """The edits in order, without those that lie within the lines of another."""
    outer: list[Edit] = []
    told = dict.fromkeys(each for each in edits if each)
    for edit in sorted(told, key=lambda each: (each.start_line, -each.end_line)):
        if (
            not outer
            or edit.end_line > outer[-1].end_line
            or edit.start_line > max(outer[-1].start_line, outer[-1].end_line)
        ):
            outer.append(edit)
    return outer


def _edit_files(problems: list[Problem], base: Path, write: bool, outcome: Outcome) -> bool:
    by_path: dict[str, list[Problem]] = {}
    for each in problems:
        if each.edit is not None or each.id in ("line-ends", ENCODING.id):
            by_path.setdefault(each.path, []).append(each)
    changed = False
    for path, group in by_path.items():
        if not _leads_away(base / path, base):
            changed |= _edit_file(base / path, path, group, write, outcome)
    return changed


def _edit_file(file: Path, path: str, problems: list[Problem], write: bool, outcome: Outcome) -> bool:
    if file.is_symlink() or not file.is_file():
        return False
    raw = file.read_bytes()
    text = _decoded(raw)
    if text is None:
        return False
    old = text.replace("\r\n", "\n").replace("\r", "\n")
    new = "\n".join(apply((each.alone or each.edit for each in problems if each.edit), old.split("\n")))
    new = new if new.endswith("\n") or not new else f"{new}\n"
    if new.encode() == raw:
        return False
    outcome.mended += [Mended(path, each.title) for each in problems]
    outcome.diff += "".join(difflib.unified_diff(old.splitlines(True), new.splitlines(True), f"a/{path}", f"b/{path}"))
    if write:
        file.write_bytes(new.encode())
    return True


def _decoded(raw: bytes) -> str | None:
    """The text of a file in whichever encoding it is; none when that can't be told for certain."""
    wide = wide_encoding(raw)
    for encoding in [wide] if wide else ["utf-8-sig", "", "cp1252"]:
        try:
            text = raw.decode(encoding or old_encoding(raw) or "ascii")
        except UnicodeDecodeError:
            continue
        certain = encoding != "cp1252" or not (NOT_WESTERN.search(text) or _has_half_signs(raw))
        return text if certain and "\0" not in text else None
    return None


def _has_half_signs(raw: bytes) -> bool:
    """Whether this is UTF-8 but for halves of signs beyond the first 65,536, which some programs cut apart."""
    try:
        return bool(raw.decode("utf-8", "surrogatepass"))
    except UnicodeDecodeError:
        return False


def _rename_files(problems: list[Problem], base: Path, write: bool, outcome: Outcome) -> bool:
    """Move files to the names they should have; one that would take another's place stays."""
    moved: set[str] = set()
    for each in problems:
        if each.move_to is None or each.path in moved:
            continue
        source, target = _shown_as(base / each.path), base / each.move_to
        if not source.exists() or source.is_symlink() or _leads_away(target, base) or _taken(source, target):
            continue
        moved.add(each.path)
        outcome.mended.append(Mended(each.path, each.title, each.move_to))
        if write:
            _move(source, target, base)
    return bool(moved)


def _shown_as(path: Path) -> Path:
    """The file that a problem names: signs in its name that nobody sees are told by their numbers there."""
    if path.exists() or not path.parent.is_dir():
        return path
    return next((each for each in path.parent.iterdir() if visible_path(each.name) == path.name), path)


def _leads_away(path: Path, base: Path) -> bool:
    """Whether a folder on the way to a path is a link, which leads wherever somebody wanted."""
    return any(each.is_symlink() for each in path.parents if each != base and each.is_relative_to(base))


def _taken(source: Path, target: Path) -> bool:
    if target.name == "index.md" and source.parent != target.parent:
        source, target = source.parent, target.parent
    return target.exists() and not (source.samefile(target) and source.name.lower() == target.name.lower())


def _move(source: Path, target: Path, base: Path) -> None:
    """Move a file, and with the `index.md` of a post its whole folder."""
    if target.name == "index.md" and source.parent != target.parent:
        _rename(source.parent, target.parent, base)
        source = target.parent / source.name
    if source != target:
        _rename(source, target, base)


def _rename(source: Path, target: Path, base: Path) -> None:
    """By `git mv` where git knows the file, so that its history stays with it."""
    target.parent.mkdir(parents=True, exist_ok=True)
    done = subprocess.run(
        ["git", "-C", str(base), "mv", "--", str(source), str(target)],  # never in a folder that strangers fill
        capture_output=True,
        check=False,
        env=git_environment(),
    )
    if done.returncode:
        source.rename(target)
