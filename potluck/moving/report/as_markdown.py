"""The account as Markdown, to be read from top to bottom: numbers, work for people, then every source."""

from __future__ import annotations

from collections.abc import Iterator

from potluck.moving.report.account import Account, Line
from potluck.visible import visible

MAX_NAMES = 30
"""Names of files that were left out for the same reason; the JSON has all of them."""


def as_markdown(account: Account) -> str:
    """The whole report, which may be shown at a terminal too."""
    return visible("\n".join(_parts(account)), kept="\n") + "\n"


def _parts(account: Account) -> Iterator[str]:
    moved, counts = account.moved, account.counts
    yield f"# Moving in: {moved.site.title or moved.site.kind}"
    yield ""
    verb = "Would bring" if moved.dry_run else "Brought"
    yield f"{verb} {account.what_came}. Old addresses that lead on: {counts['redirects']:,}."
    yield f"Of {counts['sources']} files or items at the source, {counts['imported']} moved in and"
    yield f"{counts['skipped']} stayed out, each with its reason below."
    for note in moved.site.notes:
        yield f"\n{'**To do:** ' if note.needs_person else ''}{note.text}"
    yield from _moves(account)
    yield "\n## What needs a person\n"
    yield from _lines(account.needing, needs=True)
    yield "\n## People\n"
    yield from (f"- `{line.became[0]}`, from {_code(line.source)}" for line in account.people)
    yield "\n## What was left out\n"
    for reason, names in account.by_reason.items():
        shown = ", ".join(_code(name) for name in names[:MAX_NAMES])
        more = f" and {len(names) - MAX_NAMES} more" if len(names) > MAX_NAMES else ""
        yield f"- {reason} ({len(names)}): {shown}{more}"
    yield "\n## What everything became\n"
    yield from _lines([line for line in account.lines if line.became], needs=False)


def _moves(account: Account) -> Iterator[str]:
    moves = account.moved.moves
    for files, words in (
        (moves.edited, "changed at the source, and here by somebody: theirs was kept"),
        (moves.taken, "was here before, and was kept; what came did not take its place"),
        (moves.deleted, "was removed here by somebody, and stays away"),
        (moves.gone, "is no longer at the source"),
    ):
        if files:
            yield f"\n{len(files)} × {words}: {', '.join(_code(each) for each in files)}"


def _lines(lines: list[Line], *, needs: bool) -> Iterator[str]:
    if not lines:
        yield "Nothing."
    for line in lines:
        became = ", ".join(_code(each) for each in line.became[:5]) or "left out"
        yield f"- {_code(line.source)} → {became}"
        for text in line.needs if needs else line.changed:
            plain = " ".join(text.split()).replace("<", "&lt;")  # HTML and line ends in what it quotes mean nothing
            yield f"  - {plain}"


def _code(name: str) -> str:
    return f"`{name.replace('`', chr(39))}`"
