"""The order of things at a host that can't change all files in one step.

What is replaced is put by first; then come the files that pages need, the pages, feeds and the home page; each is read
back; then goes what is no longer there; and last of all the record of what is live. Killed anywhere before that, the
site is as it was but for pages that are newer already, and the next publication puts it right.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from datetime import UTC, datetime
from pathlib import Path

from potluck.publish.checkout import Checkout, identify
from potluck.publish.destination import Destination
from potluck.publish.elsewhere.place import KEPT, Place, batches
from potluck.publish.elsewhere.record import (
    FILES,
    Record,
    files_at,
    forget_old,
    ids_at,
    publications_at,
    read_live,
    remember,
)
from potluck.publish.elsewhere.turn import NOTE, turn, without_unfinished
from potluck.publish.history import Changes, Hand, changed_by_hand
from potluck.publish.manifest import Allowed, blob_id, read_output
from potluck.publish.plan import Plan, compare, is_page
from potluck.publish.refused import Overtaken, PublishRefused, plainly
from potluck.publish.transaction import GoingBack, Published, Tell, chosen, live_already

Fetch = Callable[[list[str]], "dict[str, bytes]"]  #: paths of the new site in, their contents out

ANOTHER_WAY = "Choose another publication, or bring the source to what it was then, with `git revert`, and publish."


def plan_at(place: Place, output: Path, checkout: Checkout, *, allowed: Allowed, memory: Path | None = None) -> Plan:
    """Compare a finished output folder with what is live at a host. Raises PublishRefused."""
    form = checkout.destination.object_format
    manifest = read_output(output, allowed=allowed, object_format=form, memory=memory)
    record = read_live(place)
    hand = None
    if record:
        there = without_unfinished(place, record.files, files_at(place, record, place.stamps()))
        hand = changed_by_hand(record.files, there, manifest.blobs())
        if hand and read_live(place) != record:  # somebody else's publication was done while we looked
            return plan_at(place, output, checkout, allowed=allowed, memory=memory)
    return compare(
        output,
        checkout,
        manifest,
        live=record.publication if record else None,
        before=record.files if record else {},
        allowed=allowed,
        memory=memory,
        place=place.shown,
        strangers=0 if record else len(place.names("") - {KEPT}),
        hand=hand,
    )


def publish_at(place: Place, plan: Plan, *, accept: Collection[str] = (), tell: Tell = lambda _: None) -> Published:
    """Make the plan's output the live site. Raises Overtaken, PublishRefused."""
    plan.refuse_unaccepted(accept)
    plan.checkout.still_stands()
    source = plan.checkout.source_commit
    record = Record(
        when=datetime.now(UTC),
        who=plan.checkout.identity.name,
        subject=f"Publish {source[:10]}: {plan.changes.summary()}",
        source=source,
        before=plan.live.commit if plan.live else None,
        files=plan.manifest.blobs(),
        held_back=plan.checkout.held_back or None,
    )

    def fetch(paths: list[str]) -> dict[str, bytes]:
        return {path: (plan.output / path).read_bytes() for path in paths}

    brought = _bring(place, record, fetch, tell, take_over="unfinished" in accept)
    live = (brought or record).id if brought or plan.live is None else plan.live.commit
    return Published(live, place.shown, "the site", plan, changed=brought is not None)


def plan_return(place: Place, commit: str, destination: Destination) -> GoingBack:
    """What bringing back a publication would change; ``commit`` may be shortened. Raises PublishRefused."""
    known = {each.id: each for each in publications_at(place)}
    older = known.get(chosen(commit, list(known), f"that are kept at {place.shown}"))
    live = next(iter(known.values()))
    assert older is not None
    if older.files == live.files:
        raise live_already(older.id)
    changes = Changes.between(live.files, older.files)
    there = files_at(place, live, place.stamps()) | ids_at(place, {path: older.files[path] for path in changes.added})
    where = {blob: path for path, blob in live.files.items() if there.get(path) == blob}
    whole = place.names(FILES) | where.keys()
    for path in changes.brought:
        if older.files[path] not in whole:
            raise PublishRefused(
                f"{older.id[:10]} can't be brought back whole: what {path} held then is lost, since somebody wrote "
                f"another file over it at {place.shown}.",
                ANOTHER_WAY,
            )
    by_hand = _touched_lines(live.files, without_unfinished(place, live.files, there), older.files, changes)
    return GoingBack(
        live.publication,
        older.publication,
        changes,
        lambda: _return_to(place, live, older, destination, where),
        by_hand=tuple(by_hand),
    )


def _touched_lines(
    live: dict[str, str], there: dict[str, str], older: dict[str, str], changes: Changes
) -> Iterator[str]:
    """What somebody else did to files there, a line for each: what going back undoes, and what it leaves alone."""
    hand = changed_by_hand(live, there, older)
    between = set(changes.all)
    undone = (tuple(path for path in paths if path in between) for paths in (hand.put, hand.edited, hand.taken))
    yield from Hand(*undone).lines()
    stays = {*hand.edited, *hand.taken} - between
    yield from (f"/{path}  (was changed or removed there, and stays so)" for path in sorted(stays))


@plainly
def _return_to(place: Place, live: Record, older: Record, destination: Destination, where: dict[str, str]) -> str:
    """Bring the publication back; answers the new one's id. Raises Overtaken, PublishRefused.

    ``where`` tells for contents the path at which the live site has them.
    """
    record = Record(
        when=datetime.now(UTC),
        who=identify(destination).name,
        subject=f"Go back to {older.id[:10]}",
        source=older.source,
        restores=older.id,
        before=live.id,
        files=older.files,
        held_back=older.held_back,
    )

    def fetch(paths: list[str]) -> dict[str, bytes]:
        """From where it was put by, or from another path of the live site with the same contents."""
        kept = place.read([f"{FILES}/{older.files[path]}" for path in paths])
        found = {path: kept[f"{FILES}/{older.files[path]}"] for path in paths if f"{FILES}/{older.files[path]}" in kept}
        rest = {path: where[older.files[path]] for path in paths if path not in found and older.files[path] in where}
        twins = place.read(list(rest.values()))
        return found | {path: twins[at] for path, at in rest.items() if at in twins}

    return (_bring(place, record, fetch, lambda _: None) or record).id


def _bring(place: Place, record: Record, fetch: Fetch, tell: Tell, *, take_over: bool = False) -> Record | None:
    """Make a record's files the live ones; answers what is remembered of it, if anything had to be done."""
    live = read_live(place)
    before = live.files if live else {}
    with turn(place, record.who, before, record.files, take_over=take_over) as doubtful:
        now = read_live(place)  # whoever was at work before us is done now
        if (now.id if now else None) != record.before:
            place.delete([NOTE])
            assert now is not None, "a record that was there is never removed"
            raise Overtaken(now.publication.who, now.when)
        stamps = place.stamps() if live else {}
        there = files_at(place, live, stamps) if live else {}
        stands = before if record.restores else there  # what the live site had at a path is kept once it is replaced
        new = [path for path, blob in record.files.items() if stands.get(path) != blob or path in doubtful]
        gone = sorted((before.keys() | doubtful) - record.files.keys())
        if live and not new and not gone:
            return None
        if record.restores:
            let_be = [path for path, blob in there.items() if record.files.get(path) not in (None, blob)]
            record = record.model_copy(update={"edited": tuple(sorted({*let_be}.difference(new))) or None})
            for batch in batches(new):
                _is_whole(place, fetch(batch), record.files, batch, doubtful)
        tell("Putting by what is replaced")
        as_published = [path for path in [*new, *gone] if path in before and there.get(path) == before[path]]
        _put_by(place, before, [path for path in as_published if before[path] != record.files.get(path)])
        tell(f"Writing {len(new)} files to {place.shown}")
        for batch in batches(sorted(new, key=_order)):
            _write(place, fetch(batch), record.files, batch)
        place.delete(gone)
        written = place.stamps()
        stamps |= {path: written[path] for path in new if path in written}
        remember(place, record, {path: stamp for path, stamp in stamps.items() if path in record.files})
    forget_old(place)
    return record


def _put_by(place: Place, before: dict[str, str], paths: list[str]) -> None:
    """Keep the contents that are about to go, unless they are kept already: by then the file may be a newer one."""
    kept = place.names(FILES)
    copies = {before[path]: path for path in paths if before[path] not in kept}
    place.copy({path: f"{FILES}/{blob}" for blob, path in copies.items()})


def _is_whole(
    place: Place, found: dict[str, bytes], wanted: dict[str, str], batch: list[str], doubtful: Collection[str]
) -> None:
    """Make sure of kept contents before anything is touched. Raises PublishRefused."""
    try:
        _as_planned(found, wanted, batch)
    except PublishRefused as refused:
        if not doubtful:
            place.delete([NOTE])
        raise PublishRefused(
            f"What is kept at {place.shown} for going back was changed by somebody. {refused.reason}", ANOTHER_WAY
        ) from refused


def _write(place: Place, found: dict[str, bytes], wanted: dict[str, str], batch: list[str]) -> None:
    """Write a few files, and read them back."""
    _as_planned(found, wanted, batch)
    place.write(found)
    back = place.read(batch)
    for path in batch:
        if back.get(path) != found[path]:
            raise PublishRefused(
                f"{place.shown} took {path}, and gives something else back.",
                "Publish again. If it says the same, another program writes there.",
            )


def _as_planned(found: dict[str, bytes], wanted: dict[str, str], batch: list[str]) -> None:
    """Raises PublishRefused if any of these files is not what it is to be."""
    for path in batch:
        form = "sha256" if len(wanted[path]) == 64 else "sha1"  # of git's two hashes
        if path not in found or blob_id(found[path], form) != wanted[path]:
            raise PublishRefused(
                f"{path} is not what was planned, so it was not written.",
                "Something changed it meanwhile. Publish again: what was begun is finished then.",
            )


def _order(path: str) -> tuple[int, str]:
    """What pages need before pages, and the pages that lead to others last."""
    if not is_page(path) and not path.endswith((".xml", ".json")):
        return 0, path
    if is_page(path) and path != "index.html":
        return 1, path
    return 2, path
