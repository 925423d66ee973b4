"""One address asked for: HEAD, then GET where that does not help, redirects followed by hand, tried again when busy.

No body is read: the head of an answer says enough. What a status means for readers is decided here, and what the
Wayback Machine has of a page that is gone is asked.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from contextlib import suppress
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime

import httpx

from potluck.weblinks.answers import Answer, State
from potluck.weblinks.manners import Gate, Refused, Said

PERMANENT = (301, 308)
BUSY = (429, 500, 502, 503, 504)
GONE = (404, 410)
TIMED_OUT = "leads to a server that takes too long to answer"
MOST = 64_000  # bytes of an answer
KEPT = re.compile(r"https?://web\.archive\.org/web/(?P<rest>[0-9]{4,14}/[^\s\"'<>()`\\]+)\Z")


@dataclass(frozen=True, slots=True)
class Outcome:
    """An answer; whether it may be another if asked again, and after how many seconds, if the server says so."""

    answer: Answer
    may_change: bool = False
    wait: float | None = None

    @classmethod
    def of(cls, state: State, reason: str = "", *, may_change: bool = False) -> Outcome:
        """An answer that says no more than this."""
        return cls(Answer(state=state, reason=reason), may_change)


@dataclass
class Trail:
    """The way an address leads: where it began, where it is now, and how far it is one for good."""

    start: httpx.URL
    at: httpx.URL
    lasting: httpx.URL
    all_permanent: bool = True
    cookies: bool = False
    seen: set[httpx.URL] = field(default_factory=set)

    def go_on(self, said: Said) -> None:
        """Follow a redirect. Raises Refused where it leads nowhere."""
        self.seen.add(self.at)
        self.cookies = self.cookies or "set-cookie" in said.headers
        to = self.at.join(_location(said)).copy_with(fragment=None)
        if to.scheme not in ("http", "https") or not to.host:
            raise Refused("leads on to something that is no web page")
        self.all_permanent = self.all_permanent and said.status in PERMANENT
        self.at = to
        if self.all_permanent:
            self.lasting = to


async def visit(client: httpx.AsyncClient, gate: Gate, url: str) -> Answer:
    """Ask for an address until there is an answer, or patience ends."""
    manners = gate.manners
    try:
        start = httpx.URL(url)
    except (httpx.InvalidURL, ValueError):
        return Answer(state=State.FAILING, reason="is no address that a browser can open")
    outcome = await _attempt(client, gate, start, ("HEAD", "GET"))
    for attempt in range(manners.attempts - 1):
        wait = manners.back_off * 2**attempt if outcome.wait is None else outcome.wait
        if not outcome.may_change or wait > manners.longest_wait:
            break
        await gate.rest(start.host, wait)
        outcome = await _attempt(client, gate, start, ("GET",))
    return outcome.answer


async def _attempt(client: httpx.AsyncClient, gate: Gate, url: httpx.URL, methods: tuple[str, ...]) -> Outcome:
    """What one try gives; whatever goes wrong is an answer as well."""
    trail = Trail(url, url, url)
    try:
        said = await _follow(client, gate, trail, methods)
    except Refused as refusal:
        # A server that sets a cookie and sends its visitor round lets browsers in.
        state = State.UNSURE if trail.cookies else State.FAILING
        return Outcome.of(state, str(refusal))
    except (httpx.InvalidURL, httpx.UnsupportedProtocol, UnicodeError):
        return Outcome.of(State.FAILING, "leads on to an address that no browser can open")
    except httpx.ConnectError as error:
        if "CERTIFICATE_VERIFY_FAILED" in str(error):
            return Outcome.of(State.FAILING, "leads to a server whose certificate browsers may not accept")
        return Outcome.of(State.UNREACHABLE, "leads to a server that can't be reached", may_change=True)
    except (TimeoutError, httpx.TimeoutException):
        return Outcome.of(State.FAILING, TIMED_OUT, may_change=True)
    except (httpx.HTTPError, OSError, ValueError, ExceptionGroup):
        return Outcome.of(State.FAILING, "leads to a server whose answer no browser can read", may_change=True)
    return _judged(said, trail, gate.manners.now())


async def _follow(client: httpx.AsyncClient, gate: Gate, trail: Trail, methods: tuple[str, ...]) -> Said:
    """Go where redirects lead. Raises Refused when they lead nowhere."""
    for _ in range(gate.manners.redirects + 1):
        said = await _ask(client, gate, trail.at, methods)
        if not (300 <= said.status < 400 and _location(said)):
            return said
        trail.go_on(said)
        if trail.at in trail.seen:
            raise Refused("leads round in a circle")
    raise Refused("leads from address to address without end")


async def _ask(client: httpx.AsyncClient, gate: Gate, url: httpx.URL, methods: tuple[str, ...]) -> Said:
    """A server's answer; where the first method is not understood or not liked, the next may be."""
    *first, last = methods
    for method in first:
        with suppress(httpx.RemoteProtocolError, httpx.ReadError):
            said = await gate.ask(client, method, url)
            if said.status < 400 or said.status == 429:
                return said
    return await gate.ask(client, last, url)


def _location(said: Said) -> str:
    return str(said.headers.get("location", "")).strip()


def _judged(said: Said, trail: Trail, moment: dt.datetime) -> Outcome:
    """What the last answer of a trail means."""
    status = said.status
    if "cf-mitigated" in said.headers:  # Cloudflare asks for a human being
        return Outcome.of(State.UNSURE, "leads to a server that turns programs away")
    if status in BUSY:
        state = State.UNSURE if status == 429 else State.FAILING
        answer = Answer(state=state, reason=f"leads to a server that answers with an error ({status})")
        return Outcome(answer, True, _asked_to_wait(said, moment))
    if status in GONE:
        return Outcome.of(State.GONE, f"leads to a page that is not there ({status})")
    if 200 <= status < 300 and is_worth_telling(str(trail.start), str(trail.lasting)):
        return Outcome(Answer(state=State.MOVED, reason="leads on to another address", moved_to=str(trail.lasting)))
    if 200 <= status < 400:
        return Outcome.of(State.FINE)
    if 500 <= status < 600:
        return Outcome.of(State.FAILING, f"leads to a server that answers with an error ({status})", may_change=True)
    return Outcome.of(State.UNSURE, f"leads to a server that turns programs away ({status})")


def is_worth_telling(old: str, new: str) -> bool:
    """Whether a move is one that readers would notice one day.

    A slash at the end, `www.`, and `https` come and go, and a home page may greet each reader in another place.
    """
    before, after = httpx.URL(old), httpx.URL(new)
    same_host = before.host.removeprefix("www.") == after.host.removeprefix("www.")
    home = before.path == "/" and not before.query
    return not same_host or not (
        home or (before.path.rstrip("/"), before.query) == (after.path.rstrip("/"), after.query)
    )


def _asked_to_wait(said: Said, moment: dt.datetime) -> float | None:
    """The seconds of `Retry-After`, a number or a date (RFC 9110, section 10.2.3); none when it says neither."""
    text = said.headers.get("retry-after", "").strip()
    if text.isascii() and text.isdigit():
        return float(text[:9])
    with suppress(ValueError, TypeError, OverflowError):
        return max(0.0, (parsedate_to_datetime(text) - moment).total_seconds())
    return None


async def archived(client: httpx.AsyncClient, gate: Gate, api: str, url: str, day: dt.date | None) -> str:
    """The address of a copy of `url`, from around `day`; empty where there is none, or nobody to ask.

    The Wayback Machine's availability API answers `{"archived_snapshots": {"closest": {"available": true, "status":
    "200", "url": …}}}`, or an empty object where it has nothing.
    """
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
