"""What a reader's device is spared until the page can be seen, and has right after that."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.conftest import Kinds
from tests.chromium import PAINTED_WHEN_READ, Browse

LAST = ".home .entry:last-child"
GRAIN = 4
"""Milliseconds. Browsers tell when they painted up to so much later than it was, against being recognised:
https://w3c.github.io/paint-timing/#mark-paint-timing.
"""
WHEN_READ = f"""addEventListener("DOMContentLoaded", () => {{
    window.whenRead = getComputedStyle(document.querySelector("{LAST}")).contentVisibility;
}});"""

PAINTED_WITHOUT_WORDS = """
window.setTimeout = () => {};
window.PerformanceObserver = class extends PerformanceObserver {
  constructor(told) {
    super(told);
    told({ getEntriesByName: () => [] });
  }
};
"""
"""A script for a page: it is told first that its ground was painted, as on a slow device, and nothing by a clock."""


def test_what_is_far_below_a_phones_screen_waits_for_the_first_paint_and_no_longer(
    browse: Browse, address: str
) -> None:
    page = browse(width=390, height=800)
    page.add_init_script(WHEN_READ + PAINTED_WHEN_READ)
    page.goto(address)
    assert page.evaluate("window.whenRead") == "auto"
    expect(page.locator(LAST).first).to_have_css("content-visibility", "visible")


def test_what_searches_is_fetched_after_the_field_is_seen(browse: Browse, address: str, kinds: Kinds) -> None:
    page = browse()
    page.add_init_script(PAINTED_WITHOUT_WORDS)
    with page.expect_response("**/search/*.js"):
        page.goto(address + kinds["search"])
    page.wait_for_load_state("networkidle")
    painted, fetched = page.evaluate(
        """() => [
            performance.getEntriesByName("first-contentful-paint")[0].startTime,
            Math.min(...performance.getEntriesByType("resource")
                .filter(e => e.name.endsWith(".js")).map(e => e.startTime)),
        ]"""
    )
    assert fetched > painted - GRAIN
