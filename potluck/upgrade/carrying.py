"""Doing an upgrade, and undoing it: one commit, or, where something needs a person, changes that are not yet one."""

from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path

from potluck.keeping import write_whole
from potluck.publish.git import Git
from potluck.upgrade.merging import BESIDE, Plan
from potluck.upgrade.versions import RECORD, CannotUpgrade, Version, record
from potluck.visible import visible_path

MEMORY = "potluck-upgrade.json"
"""In git's own folder: what the last upgrade did, for as long as it can be undone."""


def refuse_unsaved(git: Git) -> None:
    """Raise CannotUpgrade when there are changes that are in no commit: an undone upgrade must not take them along."""
    changed = [each for each in git.text("diff", "--name-only", "--no-renames", "-z", "HEAD").split("\0") if each]
    if changed:
        names = ", ".join(visible_path(each) for each in changed[:5])
        raise CannotUpgrade(f"There are changes that are in no commit yet ({names}). Commit them first, then upgrade.")


def refuse_begun(git: Git, root: Path) -> None:
    """Raise CannotUpgrade when the last upgrade was stopped, or waits for a person: then it is no commit yet."""
    try:
        before, left = _remembered(git, root)
    except CannotUpgrade:
        return
    if before != git.text("rev-parse", "HEAD"):
        return
    if any(_digest(root / path) == digest for path, digest in left.items()):
        raise CannotUpgrade(
            "An upgrade was begun here and is no commit yet. `invoke upgrade --undo` takes it back; if all of it is "
            "as you want it, `git add -A` and `git commit` keep it."
        )


def refuse_nameless(git: Git) -> None:
    """Raise CannotUpgrade when git would not know whose commit an upgrade is."""
    if not git.holds("-c", "user.useConfigOnly=true", "var", "GIT_COMMITTER_IDENT"):
        raise CannotUpgrade(
            "git does not know your name yet, and an upgrade is a commit. Tell it with `git config --global user.name "
            '"Your Name"` and `git config --global user.email you@example.org`.'
        )


def carry_out(git: Git, root: Path, plan: Plan, source: str, new: Version) -> bool:
    """Write the new version's files. Answers whether it is a commit; it is not yet one where a person has to look."""
    files = {path: data for path, (data, _) in plan.written.items()}
    files[RECORD] = record(source, new).encode()
    beside = {f"{path}{BESIDE}": data for path, (data, _) in plan.conflicts.items()}
    taken = [path for path in (*files, *beside) if _is_in_the_way(git, root, path)]
    if taken:
        raise CannotUpgrade(f"{', '.join(taken[:5])} would be written over, and git does not know it. Move it first.")
    left = {path: hashlib.sha256(data).hexdigest() for path, data in {**files, **beside}.items()}
    memory = {"before": git.text("rev-parse", "HEAD"), "files": dict.fromkeys(plan.removed) | left}
    _memory(git, root).write_text(json.dumps(memory), encoding="utf-8")
    for path, data in {**files, **beside}.items():
        is_program = plan.written.get(path, (b"", ""))[1] == "100755"
        write_whole(root / path, data, 0o755 if is_program else 0o644)
    for path in plan.removed:
        (root / path).unlink(missing_ok=True)
    git.text("add", "--force", "--", *files)
    if plan.removed:
        git.text("rm", "--quiet", "--cached", "--ignore-unmatch", "--", *plan.removed)
    if plan.conflicts:
        return False
    git.text("commit", "--quiet", "--no-verify", "-m", f"Upgrade to {new.name}")
    return True


def undo(git: Git, root: Path, *, with_later_changes: bool = False) -> str:
    """Bring every file back as it was before the last upgrade; answers the commit.

    Raises CannotUpgrade, also where a file was changed since then, unless those changes are to go as well.
    """
    before, files = _remembered(git, root)
    was = {path: git.answer("rev-parse", "--verify", "--quiet", f"{before}:{path}") for path in files}
    later = [
        path
        for path, left in files.items()
        if (now := _digest(root / path)) != left and (git.text("hash-object", "--", path) if now else None) != was[path]
    ]
    if later and not with_later_changes:
        raise CannotUpgrade(
            f"{', '.join(later[:5])} changed since the upgrade, and undoing it would take those changes back too. "
            "Copy what you want to keep, then say so with `invoke upgrade --undo --yes`."
        )
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


def _remembered(git: Git, root: Path) -> tuple[str, dict[str, str | None]]:
    """The commit before the last upgrade, and the files it left: path → hash, or None where there is none any more."""
    try:
        memory = json.loads(_memory(git, root).read_text(encoding="utf-8"))
        before, files = str(memory["before"]), memory["files"]
        if isinstance(files, list):  # as a version before these hashes left it, which did the upgrade to this one
            commits = git.text("rev-list", "--reverse", "--ancestry-path", f"{before}..HEAD").split()
            later = git.text("diff", "--name-only", "-z", commits[0]).split("\0") if commits else []
            files = {str(path): "" if path in later else _digest(root / path) for path in files}
        return before, {str(path): digest for path, digest in files.items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise CannotUpgrade("There is no upgrade to undo.") from error


def _digest(file: Path) -> str | None:
    return hashlib.sha256(file.read_bytes()).hexdigest() if file.is_file() else None


def _is_in_the_way(git: Git, root: Path, path: str) -> bool:
    """Whether a file stands there that git does not know, or a link or folder."""
    target = root / path
    if any(parent.is_symlink() for parent in target.parents if parent != root and root in parent.parents):
        return True
    return os.path.lexists(target) and (
        target.is_symlink() or target.is_dir() or not git.holds("ls-files", "--error-unmatch", "--", path)
    )


def _memory(git: Git, root: Path) -> Path:
    folder = Path(git.text("rev-parse", "--git-dir"))
    return (folder if folder.is_absolute() else root / folder) / MEMORY
