"""Waits until readers get the new site: asks the public address until the published bytes come back."""

from __future__ import annotations

import time
from collections.abc import Callable
from enum import Enum
from http.client import HTTPException
from urllib.error import HTTPError, URLError
from urllib.parse import quote, urlsplit
from urllib.request import Request, urlopen

from potluck.publish.github_pages import FILE_BYTES
from potluck.publish.manifest import blob_id
from potluck.publish.plan import address, is_page
from potluck.publish.transaction import Published

_EVERY = 5.0  #: seconds between two questions
_TIMEOUT = 10.0  #: seconds one question may take


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
    pages = (each for each in changes.added + changes.changed if is_page(each) and each != "404.html")
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
