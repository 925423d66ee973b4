"""The account at the terminal: the numbers, what most needs a person, and where the rest is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from potluck.counted import counted
from potluck.moving.report.account import Account
from potluck.visible import visible

MAX_SHOWN = 12
COMMON, MAX_COMMON = 4, 6
"""From so many files on, what they all need is told once; and of how many such needs."""
LONGEST = 160


def lines(account: Account) -> Iterator[str]:
    """The lines to print; what the old site says in them moves no cursor."""
    return map(visible, _told(account))


def _told(account: Account) -> Iterator[str]:
    moved, counts = account.moved, account.counts
    verb = "Would bring" if moved.dry_run else "Brought"
    yield (
        f"{verb} {account.what_came} from {moved.site.title[:LONGEST] or moved.site.kind} ({moved.site.kind}). "
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
    """What many files need, once for all of them; then what single ones do."""
    needing = account.needing
    if needing:
        yield f"{counted(len(needing), 'file needs', 'files need')} a person's eyes:"
    often = Counter(need for line in needing for need in dict.fromkeys(line.needs))
    common = [(need, times) for need, times in often.most_common(MAX_COMMON) if times >= COMMON]
    for need, times in common:
        yield f"  {times:,} files: {need[:LONGEST]}"
    told = {need for need, _ in common}
    alone = [(line, needs) for line in needing if (needs := [need for need in line.needs if need not in told])]
    for line, needs in alone[:MAX_SHOWN]:
        yield f"  {line.became[0] if line.became else line.source}: {needs[0][:LONGEST]}"
    if len(alone) > MAX_SHOWN:
        yield f"  … and {len(alone) - MAX_SHOWN} more, all of them in the report."
