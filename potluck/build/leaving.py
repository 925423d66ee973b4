"""What is kept of a build, so that the next one need not do again what stays as it is.

All of it goes into the store at once: what the site was made of, what the output is, how it came out, what is known of
the content (``Site.keep``), and what its pages read (the ledger's). A build whose sources changed while it was at work
leaves nothing.
"""

from __future__ import annotations

import json
from collections.abc import Collection
from itertools import chain
from secrets import token_hex
from typing import TYPE_CHECKING

import msgspec

from potluck.build.inputs import CONTENT, Inputs
from potluck.build.left import Left, left_by
from potluck.build.look import Look, Outcome, stamp
from potluck.build.places import ORDER
from potluck.build.store import Store
from potluck.keeping import half

if TYPE_CHECKING:
    from potluck.build.site import Site
    from potluck.content.library import Library
    from potluck.pages.views.table import Table

RUN = "run"
"""What the store calls the name of the build that wrote it."""


class Laid(msgspec.Struct, frozen=True):
    """A site that was built and may stay in memory: what went into it, and the name of what was kept of it."""

    site: Site
    inputs: Inputs
    run: str


def leave(site: Site, inputs: Inputs, found: Look, store: Store) -> str:
    """Keep what the next build has to know, unless something changed while this one was at work.

    Answers the name of what was kept, which no other has; empty if nothing was.
    """
    assert site.table and site.writer
    if not _is_still_so(inputs, found, site.table.edition.library.untouched):
        return _forget(site.table, store)
    sources = found.sources or found.listing.kept(found.started, _read(site.table.edition.library))
    try:
        writer = site.writer
        if site.removed == len(writer.gone):
            left = left_by(inputs.output, writer.made, writer.touched, found.left, writer.gone)
        else:  # more went than outputs
            left = left_by(inputs.output, writer.hashes, writer.touched, Left())
    except OSError:  # somebody takes files away as we look
        return _forget(site.table, store)
    notes = site.ledger.changes() if site.ledger else None
    if site.ledger is None or notes is None:
        return _forget(site.table, store)
    outputs, marks, output_hashes = left.texts()
    texts = {
        "fingerprint": inputs.fingerprint,
        **sources.texts(),
        "outputs": outputs,
        "output marks": marks,
        "output hashes": output_hashes,
        "outcome": json.dumps(_outcome(site, site.table, len(writer.paths))._asdict()),
        RUN: token_hex(8),
    }
    rows, gone = notes
    if not site.table.bodies.with_keywords:
        gone = [*gone, ORDER]  # by which the next build knows whether texts have keywords
    if site.ledger.is_following:
        texts = {name: text for name, text in texts.items() if text != found.kept.get(name)}
    else:
        site.table.know_all()  # nothing that is kept stays
    is_kept = store.write(chain(texts.items(), site.keep(), rows), gone, alone=not site.ledger.is_following)
    return texts[RUN] if is_kept else ""


def _forget(table: Table, store: Store) -> str:
    """Keep nothing, once all is known that somebody may still ask for."""
    table.know_all()
    store.forget()
    return ""


def _outcome(site: Site, table: Table, files: int) -> Outcome:
    """How the build came out."""
    edition = table.edition
    since, until = edition.holds
    return Outcome(
        since=stamp(since),
        until=stamp(since if table.is_unfinished else until),  # the next build tries what this one left
        posts=len(edition.listed) + len(edition.hidden),
        held_back=len(edition.held_back),
        people=len(edition.library.people),
        pages=len(edition.pages),
        files=files,
        problems=msgspec.to_builtins(site.problems),
    )


def _read(library: Library) -> dict[str, str]:
    """What tells the bytes of each text that was read, by the name that a listing has for its file."""
    sources = [each.source for each in library.written]
    return {f"{CONTENT}{each.relative.partition('/')[2]}": half(each.sha256) for each in sources}


def _is_still_so(inputs: Inputs, found: Look, untouched: Collection[str]) -> bool:
    """Whether the sources are as they were when the build began, but for those that it never opened."""
    if not untouched:
        return inputs.listing().texts() == found.listing.texts()
    if inputs.content.name != CONTENT.removesuffix("/"):
        untouched = {f"{CONTENT}{each.partition('/')[2]}" for each in untouched}
    return found.listing.is_still_so(untouched)
