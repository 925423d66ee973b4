"""Tells a WebSub hub which feeds are new, so that it fetches them and hands them on to readers' programs at once.

WebSub (https://www.w3.org/TR/websub/) leaves open how a publisher does that; what hubs understand is PubSubHubbub's
form: ``hub.mode=publish`` and the feed's address. Some read that as ``hub.url``, some as ``hub.topic``.
"""

from __future__ import annotations

from dataclasses import dataclass
from http.client import HTTPException
from urllib.error import HTTPError
from urllib.parse import quote, urlencode
from urllib.request import Request, urlopen

from potluck.publish.history import Changes

MOST = 50
"""So many feeds are told of. The site's own is the first; a change of the theme changes none, a new person's few."""
_TIMEOUT = 10.0  #: seconds for one answer
_FEEDS = ("feed.xml", "feed.json")


@dataclass(frozen=True)
class Told:
    """How many feeds the hub was told of, and why not of the others; no reason when there is nothing more to tell."""

    feeds: int
    trouble: str = ""


def new_feeds(changes: Changes, site_url: str) -> list[str]:
    """Addresses of the feeds that a publication added or changed: those of the whole site before any other."""
    paths = [path for path in (*changes.added, *changes.changed) if path.rsplit("/", 1)[-1] in _FEEDS]
    return [f"{site_url.rstrip('/')}/{quote(path)}" for path in sorted(paths, key=lambda path: (path.count("/"), path))]


def tell_hub(hub: str, changes: Changes, site_url: str) -> Told:
    """Tell the hub what a publication changed, once readers get it: a hub that fetches the old feed finds nothing new.

    It is told nothing more once it fails to answer; the site is published either way.
    """
    feeds = new_feeds(changes, site_url)[:MOST]
    for number, feed in enumerate(feeds):
        if trouble := _ping(hub, feed):
            return Told(number, trouble)
    return Told(len(feeds))


def _ping(hub: str, feed: str) -> str:
    """What went wrong; empty when the hub has heard."""
    form = urlencode({"hub.mode": "publish", "hub.url": feed, "hub.topic": feed}).encode()
    request = Request(hub, form, {"User-Agent": "potluck"})  # noqa: S310 – the settings let http(s) only through
    try:
        with urlopen(request, timeout=_TIMEOUT):  # noqa: S310
            return ""
    except HTTPError as error:
        return f"it answered {error.code} {error.reason}"
    except (OSError, HTTPException, ValueError) as error:
        return f"it can't be reached ({getattr(error, 'reason', error)})"
