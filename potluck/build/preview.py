"""The local site while somebody writes: the output folder over HTTP, fresh by itself, with its problems laid over it.

What is added to pages here (``live.js``, ``overlay``) is never in the output. When to build is ``serve``'s business.
Pages keep their policy, widened by just that; and whatever other sites a person visits meanwhile, none gets an answer.
"""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from functools import cache
from html import escape, unescape
from ipaddress import ip_address
from pathlib import Path
from secrets import token_hex

from starlette.applications import Starlette
from starlette.background import BackgroundTask
from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response, StreamingResponse
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from potluck.build.overlay import SOURCES, STYLE, panel, source_page
from potluck.pages.theme.policy import source_hash
from potluck.problems import Problem

CHANGES = "/__potluck__/changes"
POLICY = re.compile(r'(<meta http-equiv="Content-Security-Policy" content=")([^"]*)"')
POLICY_MARK = "Potluck-Policy"
"""A header that tells which policy a page has: one that has another can't take its place without being loaded."""
HOST = re.compile(r"(?:\[([0-9A-Fa-f:.]+)\]|([A-Za-z0-9._-]+))(?::\d{1,5})?")
"""What stands behind `Host:` (RFC 9110, 7.2): an address in brackets or a name, and perhaps a port."""
ANYWHERE = ("0.0.0.0", "::")  # noqa: S104 - told apart, not listened at
STILL_HERE = 20
"""Seconds after which a quiet stream says that it is still there."""


@dataclass
class State:
    """What the last build came to. ``failure`` is why there is no new site, if so; ``opens`` the page to look at."""

    problems: tuple[Problem, ...] = ()
    failure: str = ""
    opens: str = ""
    over: bool = False
    _listeners: int = 0
    _awaited: tuple[str, Callable[[], None]] | None = None
    _count: int = 0
    _name: str = field(default_factory=lambda: token_hex(4))
    _changed: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def version(self) -> str:
        """Names the state; what is before the dot names the server, which may have been started anew."""
        return f"{self._name}.{self._count}"

    @property
    def panel(self) -> str:
        return panel(self.problems, self.failure)

    def update(self, problems: tuple[Problem, ...], failure: str = "", opens: str = "") -> None:
        """Note what a build came to, and wake all who wait for it."""
        self._count += 1
        self.problems, self.failure, self.opens = problems, failure, opens
        self._wake()

    def when_seen(self, address: str, then: Callable[[], None]) -> None:
        """Call ``then`` once somebody has fetched this page; at once where nobody is there who could."""
        if self._listeners:
            self._awaited = address, then
        else:
            then()

    async def seen(self, address: str) -> None:
        """Note that a page was fetched."""
        if self._awaited and self._awaited[0] == address:
            then, self._awaited = self._awaited[1], None
            then()

    def close(self) -> None:
        """End the streams, so that the server can end."""
        self.over = True
        self._wake()

    def _wake(self) -> None:
        self._changed.set()
        self._changed = asyncio.Event()

    async def news(self) -> AsyncIterator[str]:
        """The state now and after each change, as server-sent events (WHATWG HTML, 9.2)."""
        self._listeners += 1
        try:
            while not self.over:
                changed = self._changed
                yield f"data: {json.dumps({'version': self.version, 'panel': self.panel, 'opens': self.opens})}\n\n"
                while not changed.is_set():
                    try:
                        await asyncio.wait_for(changed.wait(), timeout=STILL_HERE)
                    except TimeoutError:
                        yield ": still here\n\n"
        finally:
            self._listeners -= 1


class Pages(StaticFiles):
    """The output folder; HTML gets the script that keeps it fresh and, if something is wrong, a panel."""

    def __init__(self, output: Path, state: State) -> None:
        super().__init__(directory=output, html=True, check_dir=False)
        self._state = state

    async def get_response(self, path: str, scope: Scope) -> Response:
        """The file at ``path``; the site's own 404 page for one that isn't there."""
        try:
            response = await super().get_response(path, scope)
        except HTTPException as error:
            words = f"<!doctype html><title>{error.status_code}</title><body><p>Not there (yet).{self._extra('')}"
            return HTMLResponse(words, status_code=error.status_code)
        response.headers["Cache-Control"] = "no-store"
        file = getattr(response, "path", None)
        if file is None or response.status_code not in (200, 404) or not str(file).endswith(".html"):
            return response
        etag = response.headers["etag"]
        page = Path(file).read_text(encoding="utf-8")
        page, policy = _allowing_ours(page)
        end = page.rfind("</body>")
        extra = self._extra(etag, source_hash(policy))
        page = f"{page[:end]}{extra}{page[end:]}" if end >= 0 else page + extra
        headers = {"Cache-Control": "no-store", "ETag": etag, POLICY_MARK: source_hash(policy)}
        seen = BackgroundTask(self._state.seen, scope["path"])  # once it is sent
        return HTMLResponse(page, status_code=response.status_code, headers=headers, background=seen)

    def _extra(self, etag: str, policy: str = "") -> str:
        data = f'data-version="{self._state.version}" data-etag="{escape(etag)}" data-stream="{CHANGES}"'
        data += f' data-policy="{escape(policy)}"'
        return f"{self._state.panel}<script {data}>{live_script()}</script>"


def _allowing_ours(page: str) -> tuple[str, str]:
    """The page, whose policy lets through what is added here, and that policy; one that has none stays without."""
    found = POLICY.search(page)
    if found is None:
        return page, ""
    policy = widened(unescape(found[2]))
    return f'{page[: found.start()]}{found[1]}{escape(policy)}"{page[found.end() :]}', policy


def widened(policy: str) -> str:
    """A policy that also allows the live script and the panel's style, and nothing else."""
    directives = dict(each.partition(" ")[::2] for each in policy.split("; "))
    for name, ours in (("script-src", live_script()), ("style-src", STYLE)):
        sources = directives.get(name, "'none'").removeprefix("'none'")
        if "'unsafe-inline'" not in sources:  # a hash beside that would undo it (CSP Level 3, 6.7.3.2)
            directives[name] = f"{sources} {source_hash(ours)}".strip()
    return "; ".join(f"{name} {sources}" for name, sources in directives.items())


@cache
def live_script() -> str:
    """The script that keeps a page fresh."""
    return Path(__file__).with_name("live.js").read_text(encoding="utf-8")


def app(output: Path, content: Path, state: State, *, host: str, base_path: str = "") -> Starlette:
    """The server: the site under ``base_path`` (``""`` or ``"/REPO"``), the stream of news, and sources by line.

    It answers to its own names only, so that no page of the web can ask it in a reader's browser.
    """

    async def changes(_: Request) -> StreamingResponse:
        return StreamingResponse(state.news(), media_type="text/event-stream")

    async def source(request: Request) -> Response:
        name = request.path_params["name"]
        try:
            file = (content.parent / name).resolve()
            is_ours = file.is_relative_to(content.resolve()) and file.is_file()
        except (ValueError, OSError):  # no name that a file could have
            is_ours = False
        if not is_ours:
            raise HTTPException(404)
        return HTMLResponse(source_page(file, name), headers={"Content-Security-Policy": "script-src 'none'"})

    return Starlette(
        routes=[
            Route(CHANGES, changes),
            Route(SOURCES + "{name:path}", source),
            Mount(base_path or "/", Pages(output, state)),
        ],
        middleware=[Middleware(_OwnNames, host=host)],
    )


class _OwnNames:
    """Answers those who ask for this machine by a name of its own, and tells browsers that other sites get nothing.

    A page of the web can have its own name lead here (DNS rebinding), and would be asked for by that name. Who listens
    at every address may be asked for by any address, or by a name that only a local network knows.
    """

    def __init__(self, app: ASGIApp, *, host: str) -> None:
        self._app = app
        self._own = {"localhost", "127.0.0.1", "::1", host.lower()}
        self._anywhere = host in ANYWHERE

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def sent(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message)["Cross-Origin-Resource-Policy"] = "same-origin"
            await send(message)

        if scope["type"] != "http" or self._is_own(Headers(scope=scope).get("host", "")):
            await self._app(scope, receive, sent)
        else:
            refused = PlainTextResponse("This site is shown under another name, such as localhost.", status_code=400)
            await refused(scope, receive, sent)

    def _is_own(self, asked: str) -> bool:
        found = HOST.fullmatch(asked)
        if found is None:
            return False
        name = (found[1] or found[2]).lower()
        return name in self._own or (self._anywhere and (_is_address(name) or is_local_name(name)))


def is_local_name(name: str) -> bool:
    """Whether no name server of the web can tell what this name means (RFC 6761, 6762 and 8375)."""
    return "." not in name or name.endswith((".local", ".localhost", ".home.arpa", ".internal"))


def _is_address(name: str) -> bool:
    try:
        ip_address(name)
    except ValueError:
        return False
    return True
