"""The one comment under a pull request: what it says."""

from __future__ import annotations

import re

from potluck.checks.report.review import code
from potluck.github import PullRequest
from potluck.github.api import LONGEST
from potluck.pull_request.report import ChangeReport
from potluck.settings import Settings

FOLDER = "preview"
MARK = "<!-- potluck: the check's answer; it is brought up to date after every change -->"
SHOWN = 12
WORKFLOWS = ".github/"
"""Where a pull request says how it is checked."""


def preview_path(number: int) -> str:
    """The folder of a pull request's preview, without slashes at its ends."""
    return f"{FOLDER}/{number}"


def preview_address(settings: Settings, number: int) -> str:
    """The address of a preview, without a slash at its end; empty where previews are not served."""
    return f"{settings.preview_url}/{preview_path(number)}" if settings.preview_url else ""


def run_address(settings: Settings, run: int) -> str:
    """The page of a run, with the artifact to download; empty where the repository is not known."""
    return f"{settings.repository}/actions/runs/{run}" if settings.repository else ""


def words(facts: ChangeReport, pull: PullRequest, settings: Settings, *, run: int, is_shown: bool) -> str:
    """What the comment says. ``is_shown`` is whether the preview can be looked at on the web."""
    parts = [_preview(facts, pull, settings, run=run, is_shown=is_shown)]
    parts += [outside(facts.outside, facts.unlisted)] if facts.outside else []
    if pull.is_labelled(settings.vouched_label) and any("vouch" in each.fix for each in facts.problems):
        parts.append(_vouched_before(settings))
    parts.append(f"<sub>Checked at {pull.head.sha[:10]}. This comment changes with your next commit.</sub>")
    rest = "\n\n".join(parts)
    room = LONGEST - len(rest)
    answer = facts.as_report(settings).told("markdown").rstrip()
    if len(answer) > room:
        run_page = run_address(settings, run)
        answer = _whole_lines(answer, room - 300) + f"\n\n… and more, in [the summary of this run]({run_page})."
    return f"{answer}\n\n{rest}\n"


def outside(paths: list[str], unlisted: int = 0) -> str:
    """What is said of files that are code."""
    listed = ", ".join(code(path) for path in paths[:SHOWN])
    more = len(paths) - SHOWN + unlisted if len(paths) > SHOWN else 0
    count = f"{len(paths)} files" if len(paths) > 1 else "a file"
    how = (
        "**The check itself is among it, so what is told here may be anything:** look at the files, and run "
        "`invoke check` on your own machine."
        if any(path.startswith(WORKFLOWS) for path in paths)
        else "The *Code* job tests it as it is in this pull request; the posts were checked, and the preview built, "
        "with the code of the branch it is for."
    )
    return (
        f"This also changes {count} outside `content/`: {listed}{f' and {more} more' if more else ''}. That is code. "
        f"{how} A maintainer reads it before it is merged."
    )


def _vouched_before(settings: Settings) -> str:
    label = code(settings.vouched_label)
    return (
        f"The label {label} stands for what was here when it was put on. A commit or another label came since, and "
        f"GitHub does not tell which. A maintainer who vouches for all of this takes {label} off and puts it on again."
    )


def _preview(facts: ChangeReport, pull: PullRequest, settings: Settings, *, run: int, is_shown: bool) -> str:
    address, page = preview_address(settings, pull.number), run_address(settings, run)
    if is_shown and address:
        posts = [f"- {code(path)}: {address}/{permalink}" for path, permalink in facts.addresses.items()]
        return "**See it as readers will:**\n\n" + "\n".join(posts or [f"- {address}/"])
    if facts.addresses and page:
        return f"To see it as readers will, download *pull-request* at the foot of [this run's page]({page})."
    return "There is no new page to look at in this change."


def _whole_lines(text: str, most: int) -> str:
    """The first lines of a text; a block of code that would be cut open is left out."""
    kept = text[: max(most, 0)].rpartition("\n")[0]
    fences = list(re.finditer(r"^ *```+", kept, re.MULTILINE))
    return kept[: fences[-1].start()].rstrip() if len(fences) % 2 else kept
