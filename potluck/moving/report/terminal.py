"""The account at the terminal: the numbers, what most needs a person, and where the rest is."""

from __future__ import annotations

from collections.abc import Iterator

from potluck.counted import counted
from potluck.moving.report.account import Account

MAX_SHOWN = 12


def lines(account: Account) -> Iterator[str]:
    """The lines to print."""
    moved, counts = account.moved, account.counts
    verb = "Would bring" if moved.dry_run else "Brought"
    yield (
        f"{verb} {account.what_came} from {moved.site.title or moved.site.kind} ({moved.site.kind}). "
        f"Old addresses that lead on: {counts['redirects']:,}."
    )
    yield (
        f"Source: {counted(counts['sources'], 'file or item', 'files or items')} = {counts['imported']} moved in + "
        f"{counts['skipped']} left out, each with its reason."
    )
    links = counts["links"]
    if links:
        gone = counts["links_gone"]
        yield f"Links and pictures within the old site: {links}, of which {gone} led to nothing that moves in."
    for note in moved.site.notes:
        yield note.text
    yield from _moves(account)
    yield from _needs(account)


def _moves(account: Account) -> Iterator[str]:
    moves = account.moved.moves
    yield f"Files: {len(moves.new)} new, {len(moves.changed)} changed, {len(moves.same)} as they were."
    for files, words in (
        (moves.edited, "changed both at the source and here. What people wrote here was kept:"),
        (moves.taken, "here already and not from this source. They were kept, and what came was not put there:"),
        (moves.deleted, "removed here since. They stay away:"),
        (moves.gone, "no longer at the source (`--update` removes them, where nobody changed them):"),
    ):
        if files:
            yield f"{len(files)} {words} {', '.join(files[:MAX_SHOWN])}{' …' if len(files) > MAX_SHOWN else ''}"


def _needs(account: Account) -> Iterator[str]:
    needing = account.needing
    if needing:
        yield f"{counted(len(needing), 'file needs', 'files need')} a person to look at them:"
    for line in needing[:MAX_SHOWN]:
        yield f"  {line.became[0] if line.became else line.source}: {line.needs[0][:160]}"
    if len(needing) > MAX_SHOWN:
        yield f"  … and {len(needing) - MAX_SHOWN} more, all of them in the report."
