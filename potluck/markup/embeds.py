"""Players of other hosts: what may be embedded, and under which address.

A reader's browser asks nothing of another host until the reader says so. A link alone in a paragraph stays a link,
marked so that a script may put the player in its place when it is used; a pasted `<iframe>` gets a page of its own
making (`srcdoc`) that holds one link, and following that loads the player. Neither needs the other's script.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from urllib.parse import parse_qs, urlsplit
from xml.etree.ElementTree import Element

from potluck.late import late
from potluck.markup.hosts import host_and_path
from potluck.markup.python_markdown import Markdown, Treeprocessor

_NOCOOKIE = "https://www.youtube-nocookie.com/embed/"
# Host and path of a page that people link to, and the player for it.
_PLAYERS: tuple[tuple[re.Pattern[str], str], ...] = (
    (late(r"youtu\.be/([\w-]{6,20})/?"), _NOCOOKIE + r"\1"),
    (late(r"www\.youtube\.com/(?:embed|shorts|live)/([\w-]{6,20})/?"), _NOCOOKIE + r"\1"),
    (late(r"vimeo\.com/(\d{3,12})/?"), r"https://player.vimeo.com/video/\1"),
    (late(r"trinket\.io/(?:embed/)?([a-z0-9-]{2,20}/[0-9a-f]{6,20})/?"), r"https://trinket.io/embed/\1"),
    (late(r"gist\.github\.com/([\w-]{1,40}/[0-9a-f]{6,40})/?"), r"https://gist.github.com/\1.pibb"),
    (late(r"codepen\.io/([\w-]{1,40})/(?:pen|embed)/(\w{4,40})/?"), r"https://codepen.io/\1/embed/\2"),
    (late(r"(nbviewer\.org/[\w./%-]{1,300})"), r"https://\1"),
    (late(r"([\w.-]{4,80}/@[\w.-]{1,60}(?:@[\w.-]{1,80})?/\d{5,25})/?"), r"https://\1/embed"),
)
_SAME_HOST = {"youtube.com": "www.youtube.com", "m.youtube.com": "www.youtube.com", "www.vimeo.com": "vimeo.com"}


class Embeds:
    """Knows which hosts may be embedded."""

    def __init__(self, hosts: Collection[str]) -> None:
        self._hosts = frozenset(host.lower() for host in hosts)

    def allowed(self, url: str) -> str | None:
        """`url` with https if a page may embed it, else None."""
        host, _ = host_and_path(url)
        if host not in self._hosts:
            return None
        return re.sub(r"^(?:https?:)?//", "https://", url, count=1)

    def player(self, url: str) -> str | None:
        """The player for a page of an allowed host, or None when there is none."""
        host, path = host_and_path(url)
        host = _SAME_HOST.get(host, host)
        if host not in self._hosts:
            return None
        if host == "www.youtube.com" and path == "/watch":
            video = parse_qs(urlsplit(url).query).get("v", [""])[0]
            return _NOCOOKIE + video if re.fullmatch(r"[\w-]{6,20}", video) else None
        for pattern, player in _PLAYERS:
            if match := pattern.fullmatch(host + path):
                return match.expand(player)
        return None


class BareLinks(Treeprocessor):
    """Marks a link to a player's page that stands alone in a paragraph, written out or between angle brackets."""

    def __init__(self, md: Markdown, embeds: Embeds) -> None:
        super().__init__(md)
        self._embeds = embeds

    def run(self, root: Element) -> None:
        for paragraph in root.iter("p"):
            if len(paragraph) != 1 or (paragraph.text or "").strip() or (paragraph[0].tail or "").strip():
                continue
            link = paragraph[0]
            if link.tag == "a" and link.text == link.get("href") and (player := self._embeds.player(link.text or "")):
                paragraph.set("class", "embed")
                link.set("class", "embed-link")
                link.set("data-embed", player)
