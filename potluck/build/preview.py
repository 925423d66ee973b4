"""The local site while somebody writes: the output folder over HTTP, fresh by itself, with its problems laid over it.

What is added to pages here (``live.js``, ``overlay``) is never in the output. When to build is ``serve``'s business.
"""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from functools import cache
from html import escape
from pathlib import Path
from secrets import token_hex

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response, StreamingResponse
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from potluck.build.overlay import SOURCES, panel, source_page
from potluck.problems import Problem

CHANGES = "/__potluck__/changes"
POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy"[^>]*>')
"""A page's policy knows nothing of what is added to it here, so it is left out."""
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

    def close(self) -> None:
        """End the streams, so that the server can end."""
        self.over = True
        self._wake()

    def _wake(self) -> None:
        self._changed.set()
        self._changed = asyncio.Event()

    async def news(self) -> AsyncIterator[str]:
        """The state now and after each change, as server-sent events (WHATWG HTML, 9.2)."""
        while not self.over:
            changed = self._changed
            yield f"data: {json.dumps({'version': self.version, 'panel': self.panel, 'opens': self.opens})}\n\n"
            while not changed.is_set():
                try:
                    await asyncio.wait_for(changed.wait(), timeout=STILL_HERE)
                except TimeoutError:
                    yield ": still here\n\n"


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
        end = page.rfind("</body>")
        page = f"{page[:end]}{self._extra(etag)}{page[end:]}" if end >= 0 else page + self._extra(etag)
        headers = {"Cache-Control": "no-store", "ETag": etag}
        return HTMLResponse(POLICY.sub("", page, count=1), status_code=response.status_code, headers=headers)

    def _extra(self, etag: str) -> str:
        data = f'data-version="{self._state.version}" data-etag="{escape(etag)}" data-stream="{CHANGES}"'
        return f"{self._state.panel}<script {data}>{live_script()}</script>"


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
        file = (content.parent / name).resolve()
        if not file.is_relative_to(content.resolve()) or not file.is_file():
            raise HTTPException(404)
        return HTMLResponse(source_page(file, name), headers={"Content-Security-Policy": "script-src 'none'"})

    names = ["*"] if host in ANYWHERE else ["localhost", "127.0.0.1", "[::1]", host]
    return Starlette(
        routes=[
            Route(CHANGES, changes),
            Route(SOURCES + "{name:path}", source),
            Mount(base_path or "/", Pages(output, state)),
        ],
        middleware=[Middleware(TrustedHostMiddleware, allowed_hosts=names, www_redirect=False)],
    )
