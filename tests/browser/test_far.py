"""What stands far below a phone's screen is laid out after the first paint, and readers notice nothing of it."""

from __future__ import annotations

from itertools import pairwise

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.conftest import Kinds, ServeSite
from tests.chromium import FLAGS, PAINTED_WHEN_READ, WATCH_FOR_SHIFTS, Browse, tool, wait_until

PHONE = {"width": 390, "height": 800}
FAR = ".entry, .lines li, .people .card > div"
LEFT_OUT = """
selector => [...document.querySelectorAll(selector)]
  .filter(each => !each.firstElementChild.checkVisibility({contentVisibilityAuto: true})).length
"""
COUNT_IN_EACH_FRAME = f"""
window.leftOut = [];
const count = () => {{
  if (document.readyState != "loading") window.leftOut.push(({LEFT_OUT})("{FAR}"));
  requestAnimationFrame(count);
}};
requestAnimationFrame(count);
"""
TELLS_NOBODY = "PerformanceObserver.prototype.observe = () => {}"
STEP = 24
POST = "---\ntitle: Post {0}\nauthor: tom-oak\ndate: {1}-{2:02}-{3:02}\n---\n\nWords.\n"

pytestmark = pytest.mark.browser


def posts_of(year: int, months: range) -> dict[str, str]:
    """The files of 25 posts for each month."""
    return {
        f"content/posts/{year}-{month:02}-{day:02}-post-{year}-{month}-{day}.md": POST.format(
            f"{year}-{month}-{day}", year, month, day
        )
        for month in months
        for day in range(1, 26)
    }


def wait_for_all(page: Page) -> None:
    """Until all is laid out."""
    wait_until(page, lambda: not page.evaluate(LEFT_OUT, FAR))


@pytest.mark.parametrize("kind", ["home", "people", "archive"])
@pytest.mark.parametrize("width", [390, 700, 1280])
def test_nothing_in_view_moves(browse: Browse, address: str, kinds: Kinds, kind: str, width: int) -> None:
    page = browse(width=width, height=1000, bypass_csp=True)
    page.add_init_script(WATCH_FOR_SHIFTS)
    page.goto(address + kinds[kind])
    page.wait_for_timeout(200)
    assert page.evaluate("window.shifted") == 0


def test_screen_readers_are_told_of_what_is_far(chromium: Browser, address: str, kinds: Kinds) -> None:
    flags = [*FLAGS, "--force-renderer-accessibility"]  # as if a screen reader ran
    path = tool("chromium", "chromium-browser", "google-chrome")
    browser = chromium.browser_type.launch(executable_path=path, args=flags)
    page = browser.new_page(viewport=PHONE)
    page.goto(address + kinds["home"])
    titles = {each.strip() for each in page.locator(".entry .p-name").all_text_contents()}
    session = page.context.new_cdp_session(page)

    def told() -> set[str]:
        tree = session.send("Accessibility.getFullAXTree")["nodes"]
        return {each["name"].get("value") for each in tree if "name" in each}

    wait_until(page, lambda: titles <= told())
    browser.close()


@pytest.mark.parametrize("kind", ["home", "people", "archive"])
def test_all_is_laid_out_right_after_the_first_paint(browse: Browse, address: str, kinds: Kinds, kind: str) -> None:
    page = browse(address + kinds[kind], **PHONE)
    wait_for_all(page)


def test_a_long_archive_is_laid_out_a_few_lines_in_each_frame(browse: Browse, serve_site: ServeSite) -> None:
    address = serve_site(posts_of(2025, range(1, 5)))
    page = browse(**PHONE)
    page.add_init_script(COUNT_IN_EACH_FRAME + PAINTED_WHEN_READ)
    page.goto(address + "/archive/")
    wait_for_all(page)
    page.wait_for_timeout(100)
    counts: list[int] = page.evaluate("window.leftOut")
    assert counts[0] > STEP and counts[-1] == 0
    assert max(before - after for before, after in pairwise(counts)) <= STEP


def test_all_is_laid_out_where_a_browser_tells_nobody_when_it_painted(
    browse: Browse, address: str, kinds: Kinds
) -> None:
    page = browse(**PHONE)
    page.add_init_script(TELLS_NOBODY)
    page.goto(address + kinds["home"])
    wait_for_all(page)


def test_an_address_within_a_long_archive_leads_to_its_year(browse: Browse, serve_site: ServeSite) -> None:
    posts = {path: text for year in range(2022, 2026) for path, text in posts_of(year, range(2, 3)).items()}
    address = serve_site(posts)
    page = browse(address + "/archive/#y2022", **PHONE, reduced_motion="reduce")
    year = page.locator("#y2022")
    wait_until(page, lambda: (box := year.bounding_box()) and -5 <= box["y"] < PHONE["height"] / 2)
