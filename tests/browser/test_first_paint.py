"""What a reader's device is spared until the page can be seen, and has right after that."""

from __future__ import annotations

from playwright.sync_api import Browser, expect

from tests.browser.conftest import Kinds

LAST = ".home .entry:last-child"
WHEN_READ = f"""addEventListener("load", () => {{
    window.whenRead = getComputedStyle(document.querySelector("{LAST}")).contentVisibility;
}})"""


def test_what_is_far_below_a_phones_screen_waits_for_the_first_paint_and_no_longer(
    chromium: Browser, address: str
) -> None:
    page = chromium.new_page(viewport={"width": 390, "height": 800})
    page.add_init_script(WHEN_READ)
    page.goto(address)
    assert page.evaluate("window.whenRead") == "auto"  # a page that is there in one piece is laid out at this moment
    expect(page.locator(LAST).first).to_have_css("content-visibility", "visible")
    page.close()


def test_what_searches_is_fetched_after_the_field_is_seen(chromium: Browser, address: str, kinds: Kinds) -> None:
    page = chromium.new_page()
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
    assert fetched >= painted
    page.close()
