"""A server to ask, and a community whose posts link to it. No test waits: sleeping is written down instead."""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

import pytest

from potluck.settings import Settings
from potluck.weblinks import LinkReport, look
from potluck.weblinks.answers import Answer
from potluck.weblinks.manners import Gate, Manners
from potluck.weblinks.run import _client
from potluck.weblinks.visit import visit
from tests.checks.conftest import Community
from tests.weblinks.server import Server, serving

MOMENT = dt.datetime(2026, 6, 1, 12, 0, tzinfo=dt.UTC)
IN_NO_TIME = 0.3  # seconds, for servers that never answer


T = TypeVar("T")


def apart(work: Callable[[], T]) -> T:
    """Do it in a thread of its own: in this one, a browser that earlier tests opened keeps its event loop running."""
    with ThreadPoolExecutor(max_workers=1) as one:
        return one.submit(work).result()


class Asker:
    """Asks in the most patient way; `slept` are the seconds it would have waited."""

    def __init__(self) -> None:
        self.slept: list[float] = []
        self.manners = Manners(patience=60.0, pause=0.5, private_allowed=True, sleep=self._sleep, now=lambda: MOMENT)

    async def _sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        await asyncio.sleep(0)

    @property
    def waits(self) -> list[float]:
        """The waits that are no mere pauses between requests."""
        return [each for each in self.slept if each != self.manners.pause]

    def impatient(self) -> None:
        self.manners = replace(self.manners, patience=IN_NO_TIME)

    def ask(self, url: str) -> Answer:
        async def one() -> Answer:
            async with _client(self.manners) as client:
                return await visit(client, Gate(self.manners), url)

        return apart(lambda: asyncio.run(one()))


class Linked(Community):
    """A community whose links are asked for."""

    def __init__(self, root: Path, asker: Asker) -> None:
        super().__init__(root)
        self.asker = asker
        self.moment = MOMENT
        self.settings = Settings(links_archive="")

    def look(self, *paths: str) -> LinkReport:
        return apart(
            lambda: look(
                self.root / "content",
                self.settings,
                memory=self.root / ".cache" / "links.json",
                moment=self.moment,
                paths=paths,
                manners=self.asker.manners,
            )
        )


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as one:
        yield one


@pytest.fixture
def asker() -> Asker:
    return Asker()


@pytest.fixture
def linked(tmp_path: Path, asker: Asker) -> Linked:
    return Linked(tmp_path, asker)
