"""The account in words: as Markdown all of it; at the terminal the numbers, and what most needs a person."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from potluck.counted import counted
from potluck.moving.report.account import Account, Line
from potluck.visible import visible

MAX_NAMES = 30
"""Names of files that were left out for the same reason; the JSON has all of them."""
MAX_SHOWN = 12
COMMON, MAX_COMMON = 4, 6
"""From so many files on, what they all need is told once; and of how many such needs."""
LONGEST = 160


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


def lines(account: Account) -> Iterator[str]:
    """The lines to print; what the old site says in them moves no cursor."""
    return map(visible, _briefly(account))


def _briefly(account: Account) -> Iterator[str]:
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
    if more := len(account.says_more):
        yield f"The front matter of {counted(more, 'text')} says more than is shown here; the report has the words."
    yield from _files(account)
    yield from _needs(account)


def _files(account: Account) -> Iterator[str]:
    moves = account.moved.moves
    yield f"Files: {len(moves.new)} new, {len(moves.changed)} changed, {len(moves.same)} as they were."
    for files, words in (
        (moves.edited, "changed both at the source and here. What people wrote here was kept:"),
        (moves.taken, "here already and not from this source. They were kept, and what came was not put there:"),
        (moves.deleted, "removed here since. They stay away:"),
        (moves.gone, "no longer at the source (with `--update` they go here too, unless somebody changed them):"),
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
