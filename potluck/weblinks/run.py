"""Looking at all links of a site: whom to ask, in which order, and what to tell."""

from __future__ import annotations

import asyncio
import datetime as dt
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from http.cookiejar import DefaultCookiePolicy
from pathlib import Path

import httpx

from potluck.cannot import CannotRun
from potluck.checks.change.touched import matches
from potluck.checks.excuses import excused
from potluck.checks.run import CannotCheckError, order, weighed
from potluck.checks.site import Site
from potluck.content.gathering import load
from potluck.settings import Settings
from potluck.weblinks.answers import DEAD, Answer, Memory, State
from potluck.weblinks.collect import WebLink, collect, server_of
from potluck.weblinks.manners import USER_AGENT, Gate, Manners
from potluck.weblinks.report import LinkReport, told
from potluck.weblinks.visit import TIMED_OUT, archived, visit

ENOUGH_SERVERS = 3
"""When this many servers and no other can be reached, it is us."""
ENOUGH_TIMES = 2
"""A server that kept us waiting this many times in a row is left alone."""
NOT_ASKED = Answer(state=State.UNSURE, reason="was not asked for, since all others took so long")
LEFT_ALONE = Answer(state=State.UNSURE, reason="leads to a server that did not answer for other pages")
Tell = Callable[[int, int], None]


class NoNetwork(CannotRun):
    """No server at all can be reached; the message says so, in a sentence."""


def look(
    content_dir: Path,
    settings: Settings,
    *,
    memory: Path,
    moment: dt.datetime,
    paths: Sequence[str] = (),
    manners: Manners | None = None,
    tell: Tell = lambda done, of: None,
) -> LinkReport:
    """Ask for every web address in a content folder, and report those that lead nowhere or elsewhere.

    Args:
        memory: the file that holds the answers of earlier runs.
        paths: patterns such as `content/posts/2026-*`; only files that match are looked at.
        tell: is told how many addresses are done, of how many.

    Raises CannotCheckError: there is no such folder; NoNetwork: no server can be reached.
    """
    content_dir = content_dir.resolve()
    if not content_dir.is_dir():
        raise CannotCheckError(f"There is no folder {content_dir}.")
    library = load(content_dir, settings)
    wanted = frozenset(each.relative for each in library.documents if matches(each.relative, paths))
    if paths and not wanted:
        raise CannotCheckError(f"No post, person or page matches {paths[0]!r}. Write it as 'content/posts/2026-*'.")
    site = Site(library, settings, moment, wanted=wanted if paths else None)
    links = collect(site, settings.links_skip_hosts)
    inquiry = Inquiry(Memory(memory, moment), manners or Manners(), tell)
    asyncio.run(inquiry.ask_all(links, settings.links_archive))
    texts = {text.path: text for text in site.texts}
    found = [
        told(link, inquiry.answers[link.url], inquiry.copies.get(link.url, ""), texts.get(link.path)) for link in links
    ]
    problems = weighed((each for each in found if each), settings)
    return LinkReport(
        problems=tuple(sorted(excused(problems, {path: text.lines for path, text in texts.items()}), key=order)),
        checked=len({link.url for link in links}),
        library=library,
        settings=settings,
        unsure=tuple(sorted(url for url, answer in inquiry.answers.items() if answer.state is State.UNSURE)),
    )


@dataclass
class Inquiry:
    """Asks for addresses, one server after another's pace; `answers` and `copies` (archived pages) are by address."""

    memory: Memory
    manners: Manners
    tell: Tell
    answers: dict[str, Answer] = field(default_factory=dict)
    copies: dict[str, str] = field(default_factory=dict)
    _ends: float = 0.0

    async def ask_all(self, links: Iterable[WebLink], archive: str) -> None:
        """Fill `answers`, then `copies` from the archive, where there is one. Raises NoNetwork."""
        days = _first_days(links)
        known = {url: answer for url in days if (answer := self.memory.recall(url))}
        self.answers.update(known)
        servers: dict[str, list[str]] = defaultdict(list)
        for url in sorted(days.keys() - known.keys()):
            servers[server_of(url)].append(url)
        gate = Gate(self.manners)
        self._ends = time.monotonic() + self.manners.whole
        async with _client(self.manners) as client:
            try:
                await asyncio.gather(*(self._ask_server(client, gate, urls, len(days)) for urls in servers.values()))
            finally:
                self.memory.keep({url: answer for url, answer in self.answers.items() if url not in known})
            self._expect_some(servers)
            dead = [url for url, answer in self.answers.items() if answer.state in DEAD]
            if archive:
                for url in dead:  # one host, which is asked one thing at a time
                    if not self._is_over():
                        self.copies[url] = await archived(client, gate, archive, url, days[url])

    def _is_over(self) -> bool:
        return time.monotonic() > self._ends

    async def _ask_server(self, client: httpx.AsyncClient, gate: Gate, urls: Sequence[str], total: int) -> None:
        """Ask a server for one address after another, and stop when it is no use."""
        waited = 0
        for at, url in enumerate(urls):
            if self._is_over():
                self.answers.update(dict.fromkeys(urls[at:], NOT_ASKED))
                return
            answer = await visit(client, gate, url)
            self.answers[url] = answer
            self.tell(len(self.answers), total)
            waited = waited + 1 if answer.reason == TIMED_OUT else 0
            rest = LEFT_ALONE if waited == ENOUGH_TIMES else answer
            if answer.state is State.UNREACHABLE or waited == ENOUGH_TIMES:
                self.answers.update(dict.fromkeys(urls[at + 1 :], rest))
                return

    def _expect_some(self, servers: Mapping[str, Sequence[str]]) -> None:
        asked = [self.answers[urls[0]] for urls in servers.values() if urls]
        if len(asked) >= ENOUGH_SERVERS and all(answer.state is State.UNREACHABLE for answer in asked):
            raise NoNetwork(f"None of {len(asked)} servers can be reached. Is this computer connected to the internet?")


def _client(manners: Manners) -> httpx.AsyncClient:
    """A client that follows no redirect by itself, keeps no cookies, and asks servers directly, through no proxy."""
    limits = httpx.Limits(max_connections=manners.at_once, max_keepalive_connections=0)
    client = httpx.AsyncClient(
        headers={"User-Agent": USER_AGENT, "Accept": "text/html,*/*;q=0.8"},
        timeout=manners.patience,
        limits=limits,
        trust_env=False,
    )
    client.cookies.jar.set_policy(DefaultCookiePolicy(allowed_domains=()))
    return client


def _first_days(links: Iterable[WebLink]) -> dict[str, dt.date | None]:
    """Each address, with the day of the oldest post that has it."""
    days: dict[str, dt.date | None] = {}
    for link in links:
        known = days.get(link.url)
        days[link.url] = min(filter(None, (known, link.day)), default=None)
    return days
