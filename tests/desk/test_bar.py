"""The bar of a long build: it tells the truth, and stays away from short ones."""

from __future__ import annotations

import io

import pytest
from rich.console import Console

from potluck.desk import answers
from potluck.desk.answers import Bar
from potluck.progress import followed, told_to


def test_work_is_counted_as_it_is_done_and_only_while_somebody_listens() -> None:
    told: list[tuple[str, int, int]] = []
    with told_to(lambda *step: told.append(step)):
        assert list(followed("Posts", "ab")) == ["a", "b"]
    assert list(followed("Posts", "cd")) == ["c", "d"]
    assert told == [("Posts", 0, 2), ("Posts", 1, 2), ("Posts", 2, 2)]


def test_a_bar_with_counts_is_shown_after_two_seconds_and_not_before(monkeypatch: pytest.MonkeyPatch) -> None:
    screen = io.StringIO()
    monkeypatch.setattr(answers, "console", Console(file=screen, force_terminal=True, width=80), raising=False)
    now = 0.0
    with Bar(lambda: now) as bar:
        bar.tell("Posts", 1, 10)
        assert screen.getvalue() == ""
        now = 2.5
        bar.tell("Posts", 7, 10)
    assert "Posts" in screen.getvalue()
    assert "7/10" in screen.getvalue()


def test_in_a_narrow_window_the_counts_stay_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    screen = io.StringIO()
    monkeypatch.setattr(answers, "console", Console(file=screen, force_terminal=True, width=24), raising=False)
    with Bar(patience=0) as bar:
        bar.tell("Reading", 1234, 10000)
    assert "1234/10000" in screen.getvalue()
