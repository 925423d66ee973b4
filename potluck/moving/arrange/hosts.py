"""Hosts the old site was served at, as its own posts tell: whole addresses whose path is that of a post here.

A site below a path (`/spring2014`) is known by that path; copies that people made to work on are named less
often.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from potluck.moving.arrange.leads import normal
from potluck.moving.model import OldSite

WHOLE = re.compile(r"([\w.-]{1,200}\.[a-z]{2,63})/([^\s()<>\"'\]]+)", re.IGNORECASE)
"""An address, without what stands before its host."""
BLOGS_OF_ONE = (".blogspot.com", ".wordpress.com", ".medium.com", ".ghost.io")
"""Hosts that nobody mistakes for another's, so that one link is enough."""
ENOUGH = 2
"""Links from one post to another that make a host the site's own."""


def _addresses(body: str) -> Iterator[re.Match[str]]:
    """Every address in a text whose host stands behind `http://`, `https://` or the parenthesis of a link."""
    before = ""
    for part in body.split("//"):
        if before.endswith(("http:", "https:")) and (found := WHOLE.match(part)):
            yield found
        before = part
    for part in body.split("](")[1:]:
        if found := WHOLE.match(part):
            yield found


def hosts_by_evidence(site: OldSite) -> None:
    """Add to the site's hosts; the likeliest becomes its address, where its settings tell none."""
    known = {normal(url) for entry in site.entries for url in entry.old_urls if url.strip("/").count("/") > 1}
    base = f"{site.base_path.strip('/')}/" if site.base_path.strip("/") else ""
    votes: Counter[str] = Counter()
    for entry in site.entries:
        for found in _addresses(entry.body):
            path = found[2].partition("#")[0]
            if path.startswith(base) if base else normal(path) in known:
                votes[found[1].lower()] += 1
    ranked = votes.most_common()
    if not ranked or (len(ranked) > 1 and ranked[0][1] == ranked[1][1]):
        return
    for number, (host, count) in enumerate(ranked):
        enough = 1 if host.endswith(BLOGS_OF_ONE) else ENOUGH
        if count < enough or host in site.hosts or (base and number):
            continue
        site.hosts.add(host)
        if not site.url.startswith("http"):
            site.url = f"https://{host}/{base}".rstrip("/")
            site.ask(
                f"The settings tell no address of the old site; {count} links in its posts say {site.url}. "
                "Say it with --url, if that is wrong."
            )
