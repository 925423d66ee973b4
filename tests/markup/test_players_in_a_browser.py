"""A pasted player in a real browser: nothing is asked of its host until the reader asks for it, without any script."""

from __future__ import annotations

import base64
import hashlib

from playwright.sync_api import Route

from potluck.markup import Renderer
from potluck.markup.finish import FRAME_STYLE
from tests.chromium import Browse

FRAME = '<iframe src="https://trinket.io/embed/python/1" title="A program"></iframe>'


def test_a_player_is_loaded_by_the_readers_click_and_not_before(browse: Browse) -> None:
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

    page = browse(java_script_enabled=False)
    page.route("**/*", answer)
    page.goto("https://potluck.example/")
    frame = page.frame_locator("iframe")
    link = frame.get_by_role("link", name="Load “A program” from trinket.io")
    link.wait_for()
    assert asked == ["https://potluck.example/"]
    link.click()
    frame.get_by_text("player").wait_for()
    assert asked == ["https://potluck.example/", "https://trinket.io/embed/python/1"]
