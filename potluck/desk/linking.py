"""``invoke links`` at the terminal: ask the web, tell what became of the links."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from rich.progress import Progress

from potluck.checks.report import FORMS
from potluck.counted import counted
from potluck.desk.answers import errors, is_watched, plainly, sorry
from potluck.desk.site import settings_of
from potluck.pages.edition import now
from potluck.weblinks import LinkReport, look
from potluck.weblinks.run import Tell

MEMORY = "links.json"
MOST_NAMED = 10


@plainly
def links(conf: Path, *, content: str, form: str, path: str) -> int:
    """Ask for every web address in ``content/`` and report; answers the exit status."""
    if form not in FORMS:
        return sorry(f"There is no format {form!r}. Choose one of {', '.join(FORMS)}.")
    settings, ours = settings_of(conf, content)
    with progress() as tell:
        found = look(
            Path(settings["PATH"]),
            ours,
            memory=Path(settings["CACHE_PATH"]) / MEMORY,
            moment=now(),
            paths=[path] if path else [],
            tell=tell,
        )
    found.render(form, sys.stdout)
    tell_unsure(found)
    return found.exit_status


@contextmanager
def progress() -> Iterator[Tell]:
    """A bar on standard error while somebody watches; nothing otherwise."""
    with Progress(console=errors, transient=True, disable=not is_watched()) as bar:
        task = bar.add_task("Asking …", total=None)
        yield lambda done, of: bar.update(task, completed=done, total=of)


def tell_unsure(found: LinkReport) -> None:
    """Name the addresses that only a person can judge. On standard error, so that a report can be read by a program."""
    if found.unsure:
        errors.print(f"{counted(len(found.unsure), 'address', 'addresses')} could not be judged, because the servers "
                     "turn programs away:")  # fmt: skip
        for url in found.unsure[:MOST_NAMED]:
            errors.print(f"  {url}", markup=False)
        if len(found.unsure) > MOST_NAMED:
            errors.print(f"  … and {len(found.unsure) - MOST_NAMED} more.")
