"""How we behave on other people's servers: how long we wait, how often we ask, and whom we don't call at all.

Addresses come from strangers' posts, so a name that leads into a private network is refused, and the connection goes to
the very number that was looked at: a name that changes its mind in between gains nothing.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import ipaddress
import socket
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

import httpx

from potluck import HOME

USER_AGENT = f"Mozilla/5.0 (compatible; Potluck link check; +{HOME})"
Sleep = Callable[[float], Awaitable[None]]
Resolve = Callable[[str, int], Awaitable[list[str]]]
MAX_PORT = 65535
NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
"""IPv4 numbers as networks without IPv4 see them (RFC 6052)."""
HANDED_OUT = ipaddress.IPv6Network("2000::/3")
"""All of IPv6 that is given to anybody on the internet; elsewhere Python knows of some private networks, not of all."""
INSIDE = tuple(map(ipaddress.IPv4Network, ("192.0.0.0/24", "192.88.99.0/24", "168.63.129.16/32")))
"""What Python takes for public and is not: protocols' own numbers, under which some clouds answer their machines, and
the one under which Azure does, where GitHub's runners stand."""


class Refused(Exception):
    """An address that is not asked for; the message ends the sentence “`https://…` …”."""


async def resolve(host: str, port: int) -> list[str]:
    """The numbers of a host, IPv4 first. Raises OSError when there is no such host, UnicodeError for an odd name."""
    loop = asyncio.get_running_loop()
    found = await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [str(each[4][0]) for each in sorted(found, key=lambda each: each[0] != socket.AF_INET)]


@dataclass(frozen=True, slots=True)
class Said:
    """The head of a server's answer, and as much of the body as was asked for."""

    status: int
    headers: httpx.Headers
    body: bytes = b""


@dataclass(frozen=True)
class Manners:
    """How visits behave; all times are in seconds.

    `patience` bounds one request from beginning to end, however slowly a server drips; `pause` lies between two
    requests to one host; `back_off` doubles with each attempt; a server that asks for more than `longest_wait` is left
    alone until the next run. `at_once` is how many servers are asked side by side, and `whole` bounds all of it: what
    is left by then is not asked, so that thousands of links to slow servers don't cost the report on all others.
    """

    patience: float = 15.0
    pause: float = 0.5
    back_off: float = 2.0
    longest_wait: float = 30.0
    attempts: int = 3
    redirects: int = 10
    at_once: int = 16
    whole: float = 2_400.0
    private_allowed: bool = False
    sleep: Sleep = asyncio.sleep
    resolve: Resolve = resolve
    now: Callable[[], dt.datetime] = lambda: dt.datetime.now(dt.UTC)


class Gate:
    """One request at a time to each host, with a pause behind it, and only so many to all hosts together."""

    def __init__(self, manners: Manners) -> None:
        self.manners = manners
        self._hosts: dict[str, asyncio.Lock] = {}
        self._all = asyncio.Semaphore(manners.at_once)

    async def ask(self, client: httpx.AsyncClient, method: str, url: httpx.URL, *, most: int = 0) -> Said:
        """The head of an answer, and at most `most` bytes of its body.

        Raises what httpx raises, Refused, and TimeoutError.
        """
        async with self._lock(url.host):
            try:
                async with self._all, asyncio.timeout(self.manners.patience):
                    return await self._send(client, method, url, most)
            finally:
                await self.manners.sleep(self.manners.pause)

    async def rest(self, host: str, seconds: float) -> None:
        """Ask nothing of a host for a while."""
        async with self._lock(host):
            await self.manners.sleep(seconds)

    def _lock(self, host: str) -> asyncio.Lock:
        return self._hosts.setdefault(host, asyncio.Lock())

    async def _send(self, client: httpx.AsyncClient, method: str, url: httpx.URL, most: int) -> Said:
        number = await self._number(url)
        request = client.build_request(
            method,
            url.copy_with(host=number, userinfo=b""),
            headers={"Host": url.netloc.decode("ascii"), "Accept-Encoding": "identity"},
        )
        request.extensions["sni_hostname"] = url.raw_host.decode("ascii")
        response = await client.send(request, stream=True)
        body = bytearray()
        try:
            if most:
                async for chunk in response.aiter_raw():
                    body += chunk
                    if len(body) >= most:
                        break
        finally:
            await response.aclose()
        return Said(response.status_code, response.headers, bytes(body[:most]))

    async def _number(self, url: httpx.URL) -> str:
        """The number to call for an address. Raises Refused, and httpx.ConnectError when there is no such host."""
        port = url.port or (443 if url.scheme == "https" else 80)
        if port > MAX_PORT:
            raise Refused("is no address that a browser can open")
        try:
            numbers = await self.manners.resolve(url.raw_host.decode("ascii"), port)
        except (OSError, UnicodeError, OverflowError) as error:
            raise httpx.ConnectError(str(error)) from error
        if not self.manners.private_allowed and not all(map(is_public, numbers)):
            raise Refused("leads into a private network, where readers can't follow")
        return numbers[0]


def is_public(number: str) -> bool:
    """Whether anybody on the internet may call this number; one that wraps an IPv4 number is judged by that."""
    address: ipaddress.IPv4Address | ipaddress.IPv6Address = ipaddress.ip_address(number.partition("%")[0])
    if isinstance(address, ipaddress.IPv6Address):
        translated = ipaddress.IPv4Address(int(address) & 0xFFFF_FFFF) if address in NAT64 else None
        address = address.ipv4_mapped or address.sixtofour or translated or address
    if isinstance(address, ipaddress.IPv6Address):
        return address.is_global and address in HANDED_OUT
    return address.is_global and not address.is_multicast and not any(address in each for each in INSIDE)
