"""A pasted player in a real browser: nothing is asked of its host until the reader asks for it, without any script."""

from __future__ import annotations

import base64
import hashlib
import os
import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Route, sync_playwright

from potluck.markup import Renderer
from potluck.markup.finish import FRAME_STYLE

FRAME = '<iframe src="https://trinket.io/embed/python/1" title="A program"></iframe>'


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if path is None:
        (pytest.fail if os.environ.get("CI") else pytest.skip)("needs Chromium")
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        yield running
        running.close()


def test_a_player_is_loaded_by_the_readers_click_and_not_before(browser: Browser) -> None:
    digest = base64.b64encode(hashlib.sha256(FRAME_STYLE.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; frame-src https://trinket.io"
    page_html = (
        f'<!doctype html><html lang="en"><meta charset="utf-8"><title>Post</title>'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}"><main>{Renderer().render(FRAME).html}</main>'
    )
    asked: list[str] = []

    def answer(route: Route) -> None:
        asked.append(route.request.url)
        route.fulfill(body="<p>player</p>" if "trinket" in route.request.url else page_html, content_type="text/html")

    page = browser.new_page(java_script_enabled=False)
    page.route("**/*", answer)
    page.goto("https://potluck.example/")
    frame = page.frame_locator("iframe")
    link = frame.get_by_role("link", name="Load “A program” from trinket.io")
    link.wait_for()
    assert asked == ["https://potluck.example/"]
    link.click()
    frame.get_by_text("player").wait_for()
    assert asked == ["https://potluck.example/", "https://trinket.io/embed/python/1"]
    page.close()
