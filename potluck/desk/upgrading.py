"""``invoke upgrade`` at the terminal."""

from __future__ import annotations

from pathlib import Path

from potluck.counted import counted
from potluck.desk.answers import DONE, ERRORS, agreed, plainly, say, sorry, without_asking
from potluck.publish.git import Git, GitError
from potluck.upgrade.carrying import carry_out, refuse_begun, refuse_nameless, refuse_unsaved, undo
from potluck.upgrade.merging import BESIDE, Plan, plan
from potluck.upgrade.refused import told_by_the_new_version
from potluck.upgrade.versions import Version, current, newest, recorded_source

MAX_SHOWN = 12


@plainly
def upgrade(root: Path, *, to: str, source: str, since: str, dry_run: bool, yes: bool, back: bool) -> int:
    """Bring a new version in, or show what it would bring, or take the last one back."""
    git = Git(root)
    try:
        if not git.holds("rev-parse", "--verify", "HEAD"):
            return sorry("An upgrade needs a git repository with a commit: it compares versions, and can be undone.")
        if back:
            before = undo(git, root, with_later_changes=yes)
            say(f"Undone: the project's files are as they were at {before[:10]}.")
            return DONE
        return _bring(git, root, to, source or recorded_source(root), since, dry_run=dry_run, yes=yes)
    except GitError as error:
        return sorry(f"git could not do its part, and nothing more was changed: {error.said or error}")


def _bring(git: Git, root: Path, to: str, source: str, since: str, *, dry_run: bool, yes: bool) -> int:
    if not dry_run:
        refuse_begun(git, root)
        refuse_nameless(git)
    new = newest(git, source, to)
    base = newest(git, source, since) if since else current(git, root, new)
    if since:
        new = newest(git, source, to)
    found = plan(git, base.commit, new.commit)
    if found.is_empty:
        say(f"Nothing to do: everything of {new.name} is here.")
        return DONE
    _show(base, new, found)
    if dry_run:
        say("Nothing was changed. Without --dry-run, it is brought in.")
        return DONE
    refuse_unsaved(git)
    if not yes and not agreed("Bring it in?"):
        return sorry("Nothing was changed." + without_asking("invoke upgrade --yes"))
    done = carry_out(git, root, found, source, new)
    if done:
        say(f"Upgraded to {new.name}, as one commit. `invoke upgrade --undo` takes it back.")
        _tell_refused(root)
        say("Next: pip install -r requirements.txt, then `invoke check` and `invoke build`.")
        return DONE
    say("All but the files above are upgraded, and not yet a commit. For each of those:")
    say(f"  1. open FILE{BESIDE}, and between <<<<<<< and >>>>>>> leave what is to be there;")
    say(f"  2. put it in FILE's place: mv FILE{BESIDE} FILE (or delete FILE{BESIDE} to keep yours).")
    _tell_refused(root)
    say("Then: git add -A, git commit. Or `invoke upgrade --undo`, and everything is as it was.")
    return ERRORS


def _tell_refused(root: Path) -> None:
    """Name the settings that would stop the first build."""
    if found := told_by_the_new_version(root):
        say("The new version refuses some of your settings. Put them right before you build:")
        for words in found:
            say(f"  {words}")


def _show(base: Version, new: Version, found: Plan) -> None:
    """What would become of the files, in plain words."""
    parts = {
        ("file is new or newer", "files are new or newer"): len(found.written) - len(found.merged),
        ("is gone", "are gone"): len(found.removed),
        ("has your changes and the new ones", "have your changes and the new ones"): len(found.merged),
    }
    told = ", ".join(counted(number, *words) for words, number in parts.items() if number)
    say(f"From {base.name} to {new.name}{': ' if told else ''}{told}. What is in content/ is not touched.")
    for path in found.merged[:MAX_SHOWN]:
        say(f"  both changed, merged: {path}")
    for path, reason in found.kept.items():
        say(f"  left as it is: {path}. {reason}")
    for path, (_, lines) in found.conflicts.items():
        where = f"at line {', '.join(map(str, lines[:8]))} of {path}{BESIDE}" if lines else "it is no text"
        say(f"  needs you: {path}. You and the new version changed the same lines ({where}).")
