"""Waiting until readers get the new site."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from potluck.publish import Seen, watch
from tests.publish.clones import SITE, Clone
from tests.web import free_port, serving


@pytest.fixture
def served(tmp_path: Path) -> Iterator[tuple[Path, str]]:
    folder = tmp_path / "served"
    folder.mkdir()
    with serving(folder) as address:
        yield folder, f"{address}/"


def test_it_asks_until_the_new_page_answers(clone: Clone, served: tuple[Path, str]) -> None:
    folder, url = served
    clone.publish()
    published = clone.publish(SITE | {"2024/09/नया/index.html": "new"})
    waited: list[float] = []

    def sleep(seconds: float) -> None:
        if len(waited) == 3:  # by then the host has caught up
            shutil.copytree(clone.output, folder, dirs_exist_ok=True)

    assert watch(published, url, tick=waited.append, sleep=sleep) is Seen.LIVE
    assert waited == [0, 5, 10, 15]


def test_it_gives_up_and_says_so(clone: Clone, served: tuple[Path, str]) -> None:
    waited: list[float] = []
    seen = watch(clone.publish(), served[1], patience=20, tick=waited.append, sleep=lambda seconds: None)
    assert seen is Seen.NOT_YET
    assert waited[-1] == 20


def test_an_address_that_is_none_is_not_asked(clone: Clone) -> None:
    assert watch(clone.publish(), "file:///etc", sleep=lambda seconds: None) is Seen.UNREACHABLE


def test_an_address_where_nothing_answers_is_asked_once(clone: Clone) -> None:
    asked: list[float] = []
    with free_port() as port:
        assert watch(clone.publish(), f"http://127.0.0.1:{port}", tick=asked.append) is Seen.UNREACHABLE
    assert asked == [0]
