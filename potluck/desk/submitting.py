"""``invoke from-issue``: a filled-in form becomes files here, or in a workflow a pull request."""

from __future__ import annotations

import sys
from pathlib import Path

from pydantic import ValidationError

from potluck.checks import check
from potluck.checks.report.review import plain
from potluck.content.gathering import load
from potluck.content.library import Library
from potluck.desk.answers import DONE, plainly, say, sorry
from potluck.desk.site import settings_at, settings_of
from potluck.github import GitHub, Labelled, read_event
from potluck.github.api import keep_comment
from potluck.github.events import Account, with_token
from potluck.pages.edition import now
from potluck.submission import Attachments, Draft, FormRefused, draft, propose, read_form

MARK = "<!-- potluck: what became of this form -->"
LARGEST = 400_000
"""Bytes of a form; GitHub takes 65,536 characters."""


@plainly
def from_file(root: Path, body_file: str, *, author: str, author_id: int, number: int) -> int:
    """Write the files of a form into this working copy, and say what the check thinks of them."""
    file = Path(body_file)
    if not file.is_file() or file.stat().st_size > LARGEST:
        return sorry(f"There is no file {body_file}, or it is larger than any form.")
    try:
        account = Account(login=author, id=author_id)
        made = _draft(root, file.read_text(encoding="utf-8", errors="replace"), account, number)
    except ValidationError:
        return sorry(f"{author!r} is no GitHub account. Name the issue's author with --author.")
    for path, data in made.files.items():
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("xb") as new:
            new.write(data)
        say(f"Wrote {path}.")
    for remark in made.remarks:
        say(remark)
    found = check(
        _content(root), settings_at(root), repository=root, paths=list(made.files), moment=now(), account=author
    )
    found.render("text", sys.stdout)
    return found.exit_status


@plainly
def from_event(root: Path) -> int:
    """Propose the post of the issue that was just labelled, and answer on the issue."""
    event = read_event(Labelled)
    settings = settings_at(root)
    if event.label.name != settings.submission_label:
        say("That label is about something else.")
        return DONE
    with_token()
    with GitHub.from_environment() as github:
        try:
            made = _draft(root, event.issue.body or "", event.issue.user, event.issue.number)
            proposal = propose(github, event.issue, made, root, settings, now())
        except FormRefused as refused:
            keep_comment(github, event.issue.number, MARK, f"This could not be made a post yet. {plain(str(refused))}")
            raise
        keep_comment(github, event.issue.number, MARK, f"Thank you! Your post is on its way, as #{proposal.number}.")
    say(f"Issue {event.issue.number} is pull request {proposal.number} now.")
    return DONE


def _draft(root: Path, body: str, account: Account, number: int) -> Draft:
    settings = settings_at(root)
    library: Library = load(_content(root), settings)
    day = now().astimezone(settings.zone).date()
    return draft(read_form(body), account, library, day, number, Attachments(settings).fetch)


def _content(root: Path) -> Path:
    return Path(settings_of(root / "pelicanconf.py")[0]["PATH"])
