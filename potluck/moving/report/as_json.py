"""The account as JSON: every source, every person, every move, for programs."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from potluck.moving.report.account import Account, Line


def as_json(account: Account) -> str:
    """One object: `kind`, `counts`, `sources`, `people`, `moves`, `redirects`, `notes`."""
    moved = account.moved
    data: dict[str, Any] = {
        "kind": moved.site.kind,
        "title": moved.site.title,
        "address": moved.site.url,
        "dry_run": moved.dry_run,
        "counts": dict(account.counts),
        "notes": [asdict(note) for note in moved.site.notes],
        "sources": [_plain(line) for line in account.lines],
        "people": [_plain(line) for line in account.people],
        "moves": {name: files for name, files in asdict(moved.moves).items() if files},
        "redirects": {f"/{old}": f"/{new}" for old, new in sorted(moved.arranged.redirects.lines.items())},
    }
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def _plain(line: Line) -> dict[str, Any]:
    return {key: value for key, value in asdict(line).items() if value}
