"""Doing an upgrade, and undoing it: one commit, or, where something needs a person, changes that are not yet one."""

from __future__ import annotations

import json
import os
from pathlib import Path

from potluck.publish.git import Git
from potluck.upgrade.merging import BESIDE, Plan
from potluck.upgrade.versions import RECORD, CannotUpgrade, Version, record

MEMORY = "potluck-upgrade.json"
"""In git's own folder: what the last upgrade did, for as long as it can be undone."""


def refuse_unsaved(git: Git) -> None:
    """Raise CannotUpgrade when there are changes that are in no commit: an undone upgrade must not take them along."""
    changed = git.text("status", "--porcelain", "--untracked-files=no")
    if changed:
        names = ", ".join(line[3:] for line in changed.splitlines()[:5])
        raise CannotUpgrade(f"There are changes that are in no commit yet ({names}). Commit them first, then upgrade.")


def carry_out(git: Git, root: Path, plan: Plan, source: str, new: Version) -> bool:
    """Write the new version's files. Answers whether it is a commit; it is not yet one where a person has to look."""
    files = {path: data for path, (data, _) in plan.written.items()}
    files[RECORD] = record(source, new).encode()
    beside = {f"{path}{BESIDE}": data for path, (data, _) in plan.conflicts.items()}
    taken = [path for path in (*files, *beside) if _is_in_the_way(git, root, path)]
    if taken:
        raise CannotUpgrade(f"{', '.join(taken[:5])} would be written over, and git does not know it. Move it first.")
    memory = {"before": git.text("rev-parse", "HEAD"), "files": sorted([*files, *beside, *plan.removed])}
    _memory(git, root).write_text(json.dumps(memory), encoding="utf-8")
    for path, data in {**files, **beside}.items():
        _write(root, path, data, executable=plan.written.get(path, (b"", ""))[1] == "100755")
    for path in plan.removed:
        (root / path).unlink(missing_ok=True)
    git.text("add", "--force", "--", *files)
    if plan.removed:
        git.text("rm", "--quiet", "--cached", "--ignore-unmatch", "--", *plan.removed)
    if plan.conflicts:
        return False
    git.text("commit", "--quiet", "--no-verify", "-m", f"Upgrade to {new.name}")
    return True


def undo(git: Git, root: Path) -> str:
    """Bring every file back as it was before the last upgrade; answers the commit. Raises CannotUpgrade."""
    try:
        memory = json.loads(_memory(git, root).read_text(encoding="utf-8"))
        before, files = str(memory["before"]), [str(path) for path in memory["files"]]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise CannotUpgrade("There is no upgrade to undo.") from error
    head = git.text("rev-parse", "HEAD")
    known = set(git.text("ls-tree", "-r", "--name-only", before).splitlines())
    back = [path for path in files if path in known]
    gone = [path for path in files if path not in known]
    if back:
        git.text("checkout", "--quiet", before, "--", *back)
    for path in gone:
        (root / path).unlink(missing_ok=True)
    if gone:
        git.text("rm", "--quiet", "--cached", "--ignore-unmatch", "--", *gone)
    if head != before and git.text("status", "--porcelain", "--untracked-files=no"):
        git.text("commit", "--quiet", "--no-verify", "-m", "Undo the upgrade")
    _memory(git, root).unlink(missing_ok=True)
    return before


def _is_in_the_way(git: Git, root: Path, path: str) -> bool:
    """Whether a file stands there that git does not know, or a link or folder."""
    target = root / path
    if any(parent.is_symlink() for parent in target.parents if parent != root and root in parent.parents):
        return True
    return os.path.lexists(target) and (
        target.is_symlink() or target.is_dir() or not git.holds("ls-files", "--error-unmatch", "--", path)
    )


def _write(root: Path, path: str, data: bytes, *, executable: bool) -> None:
    target = root / path
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(f".{target.name}.part")
    part.write_bytes(data)
    part.chmod(0o755 if executable else 0o644)
    part.replace(target)


def _memory(git: Git, root: Path) -> Path:
    folder = Path(git.text("rev-parse", "--git-dir"))
    return (folder if folder.is_absolute() else root / folder) / MEMORY
