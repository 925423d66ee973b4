"""Serve the site on this machine and build it again whenever something it is made of changes.

What readers see in between is ``preview``'s business; what a build does is ``run``'s.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path

import uvicorn
from watchfiles import DefaultFilter, awatch

from potluck.build.preview import State, app
from potluck.build.run import Built, CannotBuild

Build = Callable[[], Built]
Tell = Callable[[Built | CannotBuild], None]


class _Watched(DefaultFilter):
    """Ignores what editors and tools leave behind, and the caches of this project."""

    ignore_dirs = (*DefaultFilter.ignore_dirs, ".cache", "output")
    ignore_entity_patterns = (*DefaultFilter.ignore_entity_patterns, r"\.sw[a-z]$", r"^4913$", r"^\.#", r"^\.potluck-")


async def serve(
    build: Build, output: Path, watched: list[Path], *, host: str, port: int, base_path: str, tell: Tell
) -> None:
    """Build, serve ``output`` at ``host:port`` under ``base_path``, and build again when a ``watched`` path changes.

    A failed build leaves the last good one standing. Ends when interrupted. Raises OSError when the port is taken.
    """
    state = State()
    config = uvicorn.Config(app(output, state, base_path), host=host, port=port, log_level="error", lifespan="off")
    server = uvicorn.Server(config)
    server.config.timeout_graceful_shutdown = 1
    await _build(build, state, tell)
    serving = asyncio.create_task(server.serve())
    watching = asyncio.create_task(_watch(build, watched, state, tell))
    try:
        await serving
    finally:
        watching.cancel()


async def _watch(build: Build, watched: list[Path], state: State, tell: Tell) -> None:
    async for _changes in awatch(*[path for path in watched if path.exists()], watch_filter=_Watched()):
        await _build(build, state, tell)


async def _build(build: Build, state: State, tell: Tell) -> None:
    """Build in a thread, so that pages are served meanwhile."""
    try:
        built = await asyncio.to_thread(build)
    except CannotBuild as error:
        state.update((), str(error))
        tell(error)
    else:
        state.update(built.problems, "")
        tell(built)
