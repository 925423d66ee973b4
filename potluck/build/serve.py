"""Serve the site on this machine and build it again whenever something it is made of changes.

What readers see in between is ``preview``'s business; what a build does is ``run``'s. Editors save in many ways (a
temporary file that takes the other's place, delete and create, half a file and then the rest): whatever they do, the
last thing that happens is a change, and a change is followed by a build.
"""

from __future__ import annotations

import asyncio
import os
import socket
import threading
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar, TypeVarTuple, Unpack

import uvicorn

from potluck.build.built import Built
from potluck.build.conf import CannotBuild
from potluck.build.preview import State, app
from potluck.build.standing import Shown
from potluck.build.watching import Folders, follow
from potluck.content.model import Page, Post
from potluck.problems import Problem

T = TypeVar("T")
Ts = TypeVarTuple("Ts")
Build = Callable[[frozenset[str], Shown], Built]
Prepare = Callable[[], None]
Tell = Callable[[Built | CannotBuild], None]
Look = Callable[[Built, "frozenset[str]"], "tuple[Problem, ...]"]

BEFORE_ALL_ELSE = 0.25
"""Seconds that writing all else waits at most for a browser to get the page that was saved."""

OUR_DOING = "Something in Potluck itself went wrong, which is not your doing"


class PortTaken(Exception):
    """Something else listens at the port."""


@dataclass(frozen=True)
class Place:
    """Where things are: output, content, the folder of the settings, and the address.

    ``watched`` answers which folders to watch as the settings are now. Folders are watched, never files: an editor may
    put another file in a file's place.
    """

    output: Path
    content: Path
    watched: Callable[[], tuple[Path, ...]]
    root: Path
    host: str
    port: int
    base_path: str


def listen(host: str, port: int) -> socket.socket:
    """Take the port, before anything is built. Raises PortTaken, and CannotBuild where it could never be taken."""
    if not 0 < port < 65536:
        raise CannotBuild(f"There is no port {port}: ports have numbers from 1 to 65535. 8000 is the usual one.")
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family)
    if os.name != "nt":  # where it would let two of us have the same port
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
        listening.listen(128)
    except (socket.gaierror, UnicodeError) as error:
        listening.close()
        raise CannotBuild(f"This machine has no address {host!r}. Leave --host out, or use 0.0.0.0 for all.") from error
    except PermissionError as error:
        listening.close()
        raise CannotBuild(f"Port {port} is kept for the system. Try `invoke serve --port 8000`.") from error
    except OSError as error:
        listening.close()
        raise PortTaken(str(error)) from error
    return listening


async def serve(build: Build, prepare: Prepare, look: Look, place: Place, listening: socket.socket, tell: Tell) -> None:
    """Build, serve the output where ``listening`` listens, and build again when something changes.

    ``build`` is told which files of content changed, and nothing else did (none: anything may have), and tells of the
    post that was saved as soon as its page is there. ``prepare`` is called once there is a site to look at, and gets
    ready for the first change. ``look`` tells what the check says of the files that were changed since the server
    began. A failed build leaves the last good one standing. Ends when interrupted.
    """
    state = State()
    site = _Site(build, look, place, state, tell)
    preparing = None
    server = _Server(
        uvicorn.Config(
            app(place.output, place.content, state, host=place.host, base_path=place.base_path),
            log_level="error",
            lifespan="off",
            access_log=False,
            date_header=False,
            timeout_graceful_shutdown=1,
        ),
        state,
    )
    folders = Folders(place.content, place.root, place.watched)
    watching = [asyncio.create_task(follow(each, site.make, folders)) for each in (folders.inside, folders.beside)]
    try:
        await asyncio.sleep(0)  # what changes from here on is followed
        await site.make(frozenset())
        preparing = asyncio.create_task(site.prepare(prepare))
        await server.serve(sockets=[listening])
    finally:
        for task in (*watching, *((preparing,) if preparing else ())):
            task.cancel()


class _Server(uvicorn.Server):
    """A server that tells its streams when it is to end, since a browser would hold them for ever.

    Until then it sleeps, where uvicorn's looks ten times a second whether it is to end.
    """

    def __init__(self, config: uvicorn.Config, state: State) -> None:
        super().__init__(config)
        self._state = state
        self._loop = asyncio.get_running_loop()
        self._ends = asyncio.Event()

    async def main_loop(self) -> None:
        await self._ends.wait()

    def handle_exit(self, *args: object) -> None:
        super().handle_exit(*args)  # type: ignore[arg-type]
        self._loop.call_soon_threadsafe(self._end)

    def _end(self) -> None:
        self._state.close()
        self._ends.set()


async def _by_the_way(work: Callable[[Unpack[Ts]], T], *given: *Ts) -> T:
    """Have a thread do it, for which nobody waits once the server is to end: a build may be cut off at any moment."""
    done: Future[T] = Future()
    done.set_running_or_notify_cancel()

    def do() -> None:
        try:
            done.set_result(work(*given))
        except BaseException as error:
            done.set_exception(error)

    threading.Thread(target=do, daemon=True).start()
    return await asyncio.wrap_future(done)


class _Early:
    """Shows the post that was saved before all else is written, which is what somebody waits for."""

    def __init__(self, state: State, base_path: str) -> None:
        self._state, self._base_path = state, base_path
        self._loop = asyncio.get_running_loop()
        self.is_told = False

    def show(self, post: Post) -> None:
        """Say in the thread that builds that a post's page is there, and let whoever waits for it have it first."""
        self.is_told = True
        is_seen = threading.Event()
        with suppress(RuntimeError):  # the server ends meanwhile
            self._loop.call_soon_threadsafe(self._tell, f"{self._base_path}/{post.permalink}", is_seen)
            is_seen.wait(BEFORE_ALL_ELSE)

    def _tell(self, address: str, is_seen: threading.Event) -> None:
        self._state.update(self._state.problems, opens=address)
        self._state.when_seen(address, is_seen.set)


class _Site:
    """The site that is served, build after build."""

    def __init__(self, build: Build, look: Look, place: Place, state: State, tell: Tell) -> None:
        self._build, self._look, self._place, self._state, self._tell = build, look, place, state, tell
        self._touched: frozenset[str] = frozenset()
        self._found: tuple[Problem, ...] = ()
        self._one_at_a_time = asyncio.Lock()

    async def make(self, changed: frozenset[str]) -> None:
        """Build in a thread, so that pages are served meanwhile; then look what the check says."""
        async with self._one_at_a_time:
            await self._make(changed)

    async def prepare(self, prepare: Prepare) -> None:
        """Get ready for the first change, when nobody waits."""
        async with self._one_at_a_time:
            with suppress(Exception):  # a build meets it again, and tells it
                await _by_the_way(prepare)

    async def _make(self, changed: frozenset[str]) -> None:
        said, before = self._state.problems, self._found
        early = _Early(self._state, self._place.base_path)
        try:
            built = await _by_the_way(self._build, changed, early.show)
        except Exception as error:  # whatever happened, the next save may mend it
            failure = error if isinstance(error, CannotBuild) else CannotBuild(f"{OUR_DOING} ({error!r})")
            self._state.update((), str(failure))
            self._tell(failure)
            return
        self._found = built.problems
        if not early.is_told or built.problems != before:
            said = built.problems
            self._state.update(said, opens=self._opened_by(built, changed))
        elif built.rendered > 1:  # which other tabs may show
            self._state.update(said, opens=self._state.opens)
        self._tell(built)
        self._touched |= changed
        if self._touched:
            try:
                found = await _by_the_way(self._look, built, self._touched)
            except Exception:  # a check that stumbles is no reason to stop
                found = built.problems
            if found != said:
                self._state.update(found, opens=self._state.opens)

    def _opened_by(self, built: Built, changed: frozenset[str]) -> str:
        """The path of the one post or page that was changed; empty if it was none, or several."""
        if len(changed) != 1:
            return ""
        edition = built.edition
        (path,) = changed
        document = edition.library.named(path)
        if not isinstance(document, Post | Page) or document.permalink not in edition.permalinks:
            return ""
        return f"{self._place.base_path}/{document.permalink}"
