"""A real Chromium for every test that needs one: opening pages, and hearing what they do."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

PATIENCE = 60
"""Seconds that a page is waited for at most: what is waited for ends that, however slow the machine."""
expect.set_options(timeout=PATIENCE * 1000)

WATCH_FOR_SHIFTS = """
window.shifted = 0;
new PerformanceObserver(list => list.getEntries().forEach(each => window.shifted += each.value))
  .observe({type: "layout-shift", buffered: true});
"""
"""A script for a page: how much of it has moved while it was loading."""
PAINTED_WHEN_READ = """
const read = new Promise(done => addEventListener("DOMContentLoaded", done));
window.PerformanceObserver = class extends PerformanceObserver {
  constructor(told) {
    let once;
    super((...news) => once ??= read.then(() => told(...news)));
  }
};
window.setTimeout = () => {};
"""
"""A script for a page: of the first paint it is told once it is read, as where reading is quick, and by no clock."""


def tool(*names: str) -> str:
    """The path of a program; where it is missing the test is skipped, but fails in CI."""
    for name in names:
        if found := shutil.which(name):
            return found
    reason = f"needs {names[0]}"
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """A headless Chromium, one for the whole run."""
    path = tool("chromium", "chromium-browser", "google-chrome")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


class Browse:
    """Opens pages, each in a window of its own; they are closed when the test is over."""

    def __init__(self, browser: Browser, end: ExitStack) -> None:
        self._browser, self._end = browser, end

    def __call__(self, address: str = "", *, width: int = 1280, height: int = 720, **how: Any) -> Page:
        """A page at an address, or an empty one; ``how`` is what Playwright lets one choose."""
        page = self._browser.new_page(viewport={"width": width, "height": height}, **how)
        self._end.callback(page.close)
        if address:
            page.goto(address)
        return page


@pytest.fixture
def browse(chromium: Browser) -> Iterator[Browse]:
    """Opens pages for a test."""
    with ExitStack() as end:
        yield Browse(chromium, end)


def wait_until(page: Page, comes: Callable[[], object]) -> None:
    """Wait for what `expect` knows nothing of (`wait_for_function` needs `eval`, which policies forbid)."""
    end = time.monotonic() + PATIENCE
    while not comes():
        assert time.monotonic() < end, "it never comes"
        page.wait_for_timeout(20)


def asked_by(page: Page, besides: str = "") -> list[str]:
    """The addresses that a page asks for from now on, but for those that begin in a way that is named."""
    asked: list[str] = []
    page.on("request", lambda each: None if besides and each.url.startswith(besides) else asked.append(each.url))
    return asked


def complaints_of(page: Page, *kinds: str) -> list[str]:
    """What a page complains of from now on: errors of its scripts, and messages of these kinds (errors, without)."""
    complaints: list[str] = []
    page.on("console", lambda said: complaints.append(said.text) if said.type in (kinds or ("error",)) else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    return complaints
