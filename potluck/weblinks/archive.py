"""The Wayback Machine: where a page that is gone can still be read.

Its availability API answers `{"archived_snapshots": {"closest": {"available": true, "status": "200", "url": …}}}`, or
an empty object where it has nothing. Nothing depends on it: whatever goes wrong, there is just no address to offer.
"""

from __future__ import annotations

import datetime as dt
import re

import httpx
from pydantic import BaseModel, ValidationError

from potluck.weblinks.manners import Gate, Refused

MOST = 64_000  # bytes of an answer
KEPT = re.compile(r"https?://web\.archive\.org/web/(?P<rest>[0-9]{4,14}/[^\s\"'<>()`\\]+)\Z")


class Closest(BaseModel):
    """The copy nearest to the day asked for."""

    available: bool = False
    status: str = ""
    url: str = ""


class Snapshots(BaseModel):
    """The copies there are."""

    closest: Closest = Closest()


class Availability(BaseModel):
    """What the API answers, as far as we read it."""

    archived_snapshots: Snapshots = Snapshots()


async def archived(client: httpx.AsyncClient, gate: Gate, api: str, url: str, day: dt.date | None) -> str:
    """The address of a copy of `url`, from around `day`; empty where there is none, or nobody to ask."""
    asked = {"url": url} | ({"timestamp": f"{day:%Y%m%d}"} if day else {})
    try:
        said = await gate.ask(client, "GET", httpx.URL(api, params=asked), most=MOST)
        closest = Availability.model_validate_json(said.body).archived_snapshots.closest
    except (httpx.HTTPError, httpx.InvalidURL, Refused, TimeoutError, ValidationError, ValueError):
        return ""
    found = KEPT.match(closest.url)
    return (
        f"https://web.archive.org/web/{found['rest']}"
        if found and closest.available and closest.status == "200"
        else ""
    )
