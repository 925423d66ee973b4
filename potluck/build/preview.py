"""The local site while somebody writes: the output folder over HTTP, with problems shown on the page they spoil.

Pages reload themselves when a build is done; nothing of this is in the output. When to build is ``serve``'s business.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from html import escape
from pathlib import Path

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response, StreamingResponse
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from potluck.problems import Problem

CHANGES = "/__potluck__/changes"
RELOAD = (
    f'<script>new EventSource("{CHANGES}").onmessage=e=>{{if(window.v&&v!==e.data)location.reload();v=e.data}}</script>'
)
PANEL_STYLE = (
    "position:fixed;inset:auto 0 0 0;max-height:45vh;overflow:auto;z-index:99;padding:1rem 1.5rem;"
    "background:#fff4ec;color:#3b1300;border-top:4px solid #b4472d;font:16px/1.5 system-ui,sans-serif"
)
POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy"[^>]*>')
"""A page's policy knows nothing of what is added to it here, so it is left out."""
BUILDING_FAILED = "The site could not be built"


@dataclass
class State:
    """What the last build came to. ``version`` counts builds; ``failure`` is why there is no new site, if so."""

    version: int = 0
    problems: tuple[Problem, ...] = ()
    failure: str = ""
    changed: asyncio.Event = field(default_factory=asyncio.Event)

    def update(self, problems: tuple[Problem, ...], failure: str) -> None:
        """Note a finished build and wake whoever waits for it."""
        self.version += 1
        self.problems, self.failure = problems, failure
        self.changed.set()
        self.changed = asyncio.Event()


class Pages(StaticFiles):
    """The output folder; HTML gets the reload script and, if something is wrong, a panel that says what."""

    def __init__(self, output: Path, state: State) -> None:
        super().__init__(directory=output, html=True, check_dir=False)
        self._state = state

    async def get_response(self, path: str, scope: Scope) -> Response:
        """The file at ``path``; the site's own 404 page for one that isn't there."""
        try:
            response = await super().get_response(path, scope)
        except HTTPException as error:
            return HTMLResponse(
                f"<!doctype html><title>{error.status_code}</title><p>Not there (yet).{self._extra()}",
                status_code=error.status_code,
            )
        file = getattr(response, "path", None)
        if file is None or response.status_code not in (200, 404) or not str(file).endswith(".html"):
            response.headers["Cache-Control"] = "no-store"
            return response
        page = Path(file).read_text(encoding="utf-8").replace("</body>", f"{self._extra()}</body>", 1)
        page = POLICY.sub("", page, count=1)
        return HTMLResponse(page, status_code=response.status_code, headers={"Cache-Control": "no-store"})

    def _extra(self) -> str:
        return RELOAD + panel(self._state)


def panel(state: State) -> str:
    """What is wrong, as HTML to lay over a page; empty when all is well."""
    if not state.problems and not state.failure:
        return ""
    items = "".join(
        f"<li><strong>{escape(each.path)}{f', line {each.line}' if each.line else ''}</strong><br>"
        f"{escape(each.title)} {escape(each.fix)}</li>"
        for each in state.problems
    )
    heading = f"<p><strong>{BUILDING_FAILED}:</strong> {escape(state.failure)}</p>" if state.failure else ""
    return f'<section aria-label="Problems" role="alert" style="{PANEL_STYLE}">{heading}<ul>{items}</ul></section>'


def app(output: Path, state: State, base_path: str = "") -> Starlette:
    """The server: the site under ``base_path`` (``""`` or ``"/REPO"``) and the stream of finished builds."""

    async def changes(request: Request) -> StreamingResponse:
        return StreamingResponse(_versions(state, request), media_type="text/event-stream")

    return Starlette(routes=[Route(CHANGES, changes), Mount(base_path or "/", Pages(output, state))])


async def _versions(state: State, request: Request) -> AsyncIterator[str]:
    """The version of the site now and after each build, as server-sent events (WHATWG HTML, 9.2)."""
    while not await request.is_disconnected():
        changed = state.changed
        yield f"data: {state.version}\n\n"
        try:
            await asyncio.wait_for(changed.wait(), timeout=20)
        except TimeoutError:
            yield ": still here\n\n"
