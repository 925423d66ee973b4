"""Publishing as it is shown in a terminal: tables of what would change, what is live and what went before.

Only this module knows rich. Names that other people chose are shown as text, never read as markup.
"""

from __future__ import annotations

from collections.abc import Iterable

from rich.console import Group, RenderableType
from rich.table import Column, Table
from rich.text import Text

from potluck.counted import counted
from potluck.publish.github_pages import FILE_BYTES, SITE_BYTES
from potluck.publish.history import Changes, Publication, Status
from potluck.publish.plan import Concern, Plan, address, is_feed, is_page
from potluck.publish.refused import PublishRefused
from potluck.publish.transaction import GoingBack, Published
from potluck.visible import visible

_SHOWN = 12  # lines of a list before "and N more"


def show_plan(plan: Plan, but: Concern | None = None) -> RenderableType:
    """What readers will see change, how large the site is, and what to think about first, ``but`` what is told next."""
    before = _publication(plan.live) if plan.live else "nothing yet, this is the first publication"
    lines: list[RenderableType] = [
        Text(f"Publish {plan.checkout.source_commit[:10]} to {plan.goes_to}"),
        Text(f"Live now: {before}", style="dim"),
        _changes(plan.changes),
        *_pages(plan.changes),
        _sizes(plan),
    ]
    if unpushed := plan.checkout.unpushed:
        commits = counted(unpushed, "commit is", "commits are")
        lines.append(
            Text(
                f"{commits} only in this clone: `git push` first, so that others can publish after you.",
                style="yellow",
            )
        )
    for concern in [each for each in plan.concerns if each is not but]:
        lines += [Text(concern.reason, style="bold red"), *_listed(concern.details, "  "), Text(concern.fix)]
    return Group(*lines)


def show_published(published: Published) -> RenderableType:
    """That it worked, in a line."""
    if not published.changed:
        return Text("Nothing to publish: the live site is this one already.", style="green")
    return Text(
        f"Published {published.commit[:10]} to {published.branch} at {published.url}: "
        f"{published.plan.changes.summary()}. The server has confirmed it.",
        style="green",
    )


def show_refusal(refused: PublishRefused, outcome: str) -> RenderableType:
    """What came of it, why it stopped and what to do."""
    return Group(Text(f"{outcome} {refused.reason}", style="bold red"), Text(refused.fix))


def show_publications(listed: Iterable[tuple[Publication, Changes]]) -> RenderableType:
    """The last publications, newest first, with what each changed."""
    name = Column("publication", no_wrap=True, min_width=10)  # somebody has to type it
    table = Table(name, "when", "who", "from source", "changed", "", box=None, header_style="bold")
    for one, changes in listed:
        note = f"brought back {one.restores[:10]}" if one.restores else ""
        cells = (
            one.commit[:10],
            f"{one.when:%Y-%m-%d %H:%M}",
            one.who,
            (one.source or "")[:10],
            changes.summary(),
            note,
        )
        table.add_row(*(Text(cell) for cell in cells))
    return table


def show_rollback(planned: GoingBack) -> RenderableType:
    """What going back would change for readers, and what of somebody's own work on the site it would undo."""
    moves = "CNAME" in planned.changes.all
    hand = [Text("Somebody worked on files there since they were published:", style="bold red")]
    return Group(
        Text(f"Bring back {_publication(planned.older)}"),
        Text(f"in place of {_publication(planned.live)}", style="dim"),
        _changes(planned.changes),
        *_pages(planned.changes),
        *((Text("The domain of the site changes with it.", style="bold red"),) if moves else ()),
        *((*hand, *_listed(planned.by_hand, "  ")) if planned.by_hand else ()),
        Text("It holds until the next publication: mend the source as well, for example with `git revert`."),
    )


def show_status(status: Status) -> RenderableType:
    """What is live, and what waits to be published."""
    if status.live is None:
        return Text(f"Nothing is live yet on {status.branch} at {status.url}. `invoke publish` makes the first site.")
    lines = [Text(f"Live on {status.branch} at {status.url}: {_publication(status.live)}")]
    if status.live.restores:
        lines.append(Text(f"It is a rollback to {status.live.restores[:10]}."))
    if status.begun_by:
        begun = f"{status.begun_by} has begun to publish and is not done, so readers may get some of that already."
        lines.append(Text(f"{begun} If it was stopped, `invoke publish` puts all in place.", style="yellow"))
    if held_back := status.live.held_back:
        lines.append(Text("Left out, since something is wrong with it, as `invoke publish` tells:", style="yellow"))
        lines += _listed(held_back, "  ")
    if not status.known:
        where = (
            "That commit is not in this clone: `git pull` brings it, or, where it is shallow, `git fetch --unshallow`."
        )
        unknown = "Which source it was built from, its commit does not say."
        lines.append(Text(where if status.live.source else unknown, style="yellow"))
    elif status.waiting:
        lines.append(Text(f"{counted(len(status.waiting), 'commit')} not published yet:"))
        lines += _listed(status.waiting, "  ")
        differ = counted(len(status.files), "file differs", "files differ")
        lines += [Text(f"{differ} in the content, the theme and the settings{':' if status.files else '.'}")]
        lines += _listed(status.files, "  ")
        if status.files:
            lines.append(Text("`invoke publish` brings them to readers."))
    else:
        words = "All else here is published." if held_back else "Everything here is published."
        lines.append(Text(words, style="green"))
    return Group(*lines)


def _publication(one: Publication) -> str:
    source = f", from the source at {one.source[:10]}" if one.source else ""
    return f"{one.commit[:10]}, by {one.who} on {one.when:%d %B %Y at %H:%M}{source}"


def _changes(changes: Changes) -> Table:
    table = Table("", "added", "changed", "removed", box=None, header_style="bold")
    kinds = {
        "pages": is_page,
        "feeds": is_feed,
        "other files": lambda path: not is_page(path) and not is_feed(path),
    }
    for name, is_kind in kinds.items():
        groups = (changes.added, changes.changed, changes.removed)
        table.add_row(name, *(str(sum(map(is_kind, paths))) for paths in groups))
    return table


def _pages(changes: Changes) -> list[Text]:
    signs = (("+", "green", changes.added), ("~", "yellow", changes.changed), ("-", "red", changes.removed))
    return [
        line
        for sign, style, paths in signs
        for line in _listed([f"/{address(path)}" for path in paths if is_page(path)], f"  {sign} ", style)
    ]


def _listed(items: Iterable[str], before: str, style: str = "") -> list[Text]:
    lines = [Text(f"{before}{visible(item)}", style=style) for item in items]
    rest = len(lines) - _SHOWN
    return lines if rest <= 0 else [*lines[:_SHOWN], Text(f"{before}and {rest} more", style=style)]


def _sizes(plan: Plan) -> Text:
    files = plan.manifest.files
    largest = max(files, key=lambda path: files[path].size)
    site = f"{counted(len(files), 'file')}, {_bytes(plan.manifest.size)}"
    if plan.place:
        return Text(site)
    return Text(
        f"{site} of {_bytes(SITE_BYTES)} that GitHub Pages serves; "
        f"the largest is {largest} with {_bytes(files[largest].size)} of {_bytes(FILE_BYTES)}"
    )


def _bytes(size: int) -> str:
    if size >= 1_000_000_000:
        return f"{size / 1e9:.3g} GB"
    return f"{size / 1e6:.3g} MB" if size >= 100_000 else f"{size / 1e3:.3g} kB"
