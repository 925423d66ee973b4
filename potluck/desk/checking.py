"""``invoke check`` at the terminal: look, mend if asked to, tell."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING

from potluck.checks import Report
from potluck.checks import check as look
from potluck.checks.report import FORMS
from potluck.clock import now
from potluck.desk.answers import errors, plainly, sorry
from potluck.desk.site import settings_of
from potluck.problems import RULES
from potluck.settings import Settings

if TYPE_CHECKING:
    from potluck.checks.mending.fixing import Outcome

ACCOUNT = "PR_AUTHOR"
"""The environment variable that names the GitHub account a pull request comes from."""


@plainly
def check(
    conf: Path, *, content: str, form: str, since: str, path: str, mend: bool, diff: bool, author: str = ""
) -> int:
    """Check ``content/`` and report; answers the exit status."""
    if form not in FORMS:
        return sorry(f"There is no format {form!r}. Choose one of {', '.join(FORMS)}.")
    settings, ours = settings_of(conf, content)
    folder, account = Path(settings["PATH"]), author or os.environ.get(ACCOUNT, "")

    def report() -> Report:
        paths = [_as_listed(path, folder.parent)] if path else []
        return look(
            folder, ours, repository=folder.parent, since=since or None, paths=paths, account=account, moment=now()
        )

    found = report()
    if mend or diff:
        from potluck.checks.mending.fixing import fix

        tell_mended(fix(lambda: report().problems, folder.parent, write=not diff), diff)
        found = report()
    if found.files or found.users:  # which takes a build
        from potluck.verify.proof import prove

        found = prove(found, conf, folder, account)
    if path and not found.checked and not found.problems:
        return sorry(f"No post, person or page matches {path!r}. Write it as 'content/posts/2026-*'.")
    found.render(form, sys.stdout)
    for words in unknown_rules(ours):
        errors.print(words, markup=False)
    return found.exit_status


def _as_listed(path: str, root: Path) -> str:
    """A path as reports write it: without the ``./`` that shells put before it, and from the site's folder."""
    given = Path(path)
    return (given.relative_to(root) if given.is_relative_to(root) else given).as_posix()


def unknown_rules(settings: Settings) -> Iterator[str]:
    """What CHECKS says of rules that there are none of, and so nobody goes by."""
    for name in sorted(settings.checks.keys() - RULES.rules.keys()):
        close = get_close_matches(name, RULES.rules, n=1)
        yield f"CHECKS in pelicanconf.py: there is no rule {name!r}." + (
            f" Did you mean {close[0]!r}?" if close else ""
        )


def tell_mended(outcome: Outcome, only_shown: bool) -> None:
    """Say what was mended, or show what would be. On standard error, so that a report can be read by a program."""
    if only_shown:
        errors.print(outcome.diff or "Nothing can be mended by itself.", markup=False)
        return
    for each in outcome.mended:
        place = f"{each.path} → {each.moved_to}" if each.moved_to else each.path
        errors.print(f"Mended {place}: {each.title}", markup=False)
    if not outcome.mended:
        errors.print("Nothing could be mended by itself.")
