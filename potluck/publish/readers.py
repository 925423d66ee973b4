"""What readers get once a site is published: waits until the new one is there, and tells a hub which feeds are new."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from http.client import HTTPException
from urllib.error import HTTPError, URLError
from urllib.parse import quote, urlencode, urlsplit
from urllib.request import Request, urlopen

from potluck.publish.github_pages import FILE_BYTES
from potluck.publish.history import Changes
from potluck.publish.manifest import blob_id
from potluck.publish.plan import address, is_feed, is_page
from potluck.publish.transaction import Published

_EVERY = 5.0  #: seconds between two questions
_TIMEOUT = 10.0  #: seconds one question may take
MOST = 50
"""So many feeds are told of. The site's own is the first; a change of the theme changes none, a new person's few."""
_HUB_TIMEOUT = 10.0  #: seconds for one answer


class Seen(Enum):
    """What readers get."""

    LIVE = "the new site"
    NOT_YET = "the site as it was"
    UNREACHABLE = "nothing that can be seen from here"


def watch(
    published: Published,
    site_url: str,
    *,
    patience: float = 300.0,
    tick: Callable[[float], None] = lambda waited: None,
    sleep: Callable[[float], None] = time.sleep,
) -> Seen:
    """What readers at ``site_url`` get within ``patience`` seconds.

    An address where nothing answers the first time is not asked again. ``tick`` is told the seconds waited so far
    before each question. A page that this publication added or changed is asked for, or the home page when there is
    none; the answer counts when it is the published file to the byte.
    """
    changes = published.plan.changes
    pages = (each for each in changes.brought if is_page(each) and each != "404.html")
    path = next(pages, "index.html")
    file = published.plan.manifest.files[path]
    url = f"{site_url.rstrip('/')}/{quote(address(path))}"
    if urlsplit(url).scheme not in ("http", "https"):
        return Seen.UNREACHABLE
    algorithm = published.plan.checkout.destination.object_format
    waited = 0.0
    while True:
        tick(waited)
        data = _fetch(url)
        if data is None and not waited:
            return Seen.UNREACHABLE
        if data is not None and blob_id(data, algorithm) == file.blob:
            return Seen.LIVE
        if waited >= patience:
            return Seen.NOT_YET
        sleep(_EVERY)
        waited += _EVERY


def _fetch(url: str) -> bytes | None:
    """What the address answers: None when nothing does, and no bytes for an error.

    A cache on the way is asked to look again.
    """
    request = Request(url, headers={"Cache-Control": "no-cache", "User-Agent": "potluck"})  # noqa: S310 – http(s) only
    try:
        with urlopen(request, timeout=_TIMEOUT) as answer:  # noqa: S310
            return bytes(answer.read(FILE_BYTES))
    except HTTPError:
        return b""
    except (URLError, HTTPException, TimeoutError, OSError):
        return None


@dataclass(frozen=True)
class Told:
    """How many feeds the hub was told of, and why not of the others; no reason when there is nothing more to tell."""

    feeds: int
    trouble: str = ""


def new_feeds(changes: Changes, site_url: str) -> list[str]:
    """Addresses of the feeds that a publication added or changed: those of the whole site before any other."""
    paths = filter(is_feed, changes.brought)
    return [f"{site_url.rstrip('/')}/{quote(path)}" for path in sorted(paths, key=lambda path: (path.count("/"), path))]


def tell_hub(hub: str, changes: Changes, site_url: str) -> Told:
    """Tell the hub what a publication changed, once readers get it: a hub that fetches the old feed finds nothing new.

    It is told nothing more once it fails to answer; the site is published either way. WebSub
    (https://www.w3.org/TR/websub/) leaves open how a publisher does that; what hubs understand is PubSubHubbub's form:
    ``hub.mode=publish`` and the feed's address. Some read that as ``hub.url``, some as ``hub.topic``.
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
        with urlopen(request, timeout=_HUB_TIMEOUT):  # noqa: S310
            return ""
    except HTTPError as error:
        return f"it answered {error.code} {error.reason}"
    except (OSError, HTTPException, ValueError) as error:
        return f"it can't be reached ({getattr(error, 'reason', error)})"
