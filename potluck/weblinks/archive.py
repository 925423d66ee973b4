"""The Wayback Machine: where a page that is gone can still be read.

Its availability API answers `{"archived_snapshots": {"closest": {"available": true, "status": "200", "url": …}}}`, or
an empty object where it has nothing. Nothing depends on it: whatever goes wrong, there is just no address to offer.
"""

from __future__ import annotations

import datetime as dt
import json
import re

import httpx

from potluck.weblinks.manners import Gate, Refused

MOST = 64_000  # bytes of an answer
KEPT = re.compile(r"https?://web\.archive\.org/web/(?P<rest>[0-9]{4,14}/[^\s\"'<>()`\\]+)\Z")


async def archived(client: httpx.AsyncClient, gate: Gate, api: str, url: str, day: dt.date | None) -> str:
    """The address of a copy of `url`, from around `day`; empty where there is none, or nobody to ask."""
    asked = {"url": url} | ({"timestamp": f"{day:%Y%m%d}"} if day else {})
    try:
        said = await gate.ask(client, "GET", httpx.URL(api, params=asked), most=MOST)
        closest = json.loads(said.body)["archived_snapshots"]["closest"]
        is_there = closest["available"] is True and closest["status"] == "200"
        found = KEPT.match(closest["url"]) if is_there else None
    except (httpx.HTTPError, httpx.InvalidURL, Refused, TimeoutError):
        return ""
    except (ValueError, LookupError, TypeError, RecursionError):  # another answer than that
        return ""
    return f"https://web.archive.org/web/{found['rest']}" if found else ""
