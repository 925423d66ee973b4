"""A newcomer at the Write page, with a telephone and a keyboard and nothing else: from the first Tab to GitHub."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from potluck.checks import check
from potluck.pages.edition import now
from potluck.settings import Settings
from tests.club import built_club
from tests.conftest import ROOT
from tests.files import put_all
from tests.web import serving

pytestmark = pytest.mark.browser

FILLED_IN = {
    "write-title": "My first loop",
    "write-text": "Yesterday I wrote a loop, and it stopped.\n\n## What it does\n\nIt counts to ten.",
    "write-tags": "loops, first time",
    "write-name": "Ifeoma Blake",
    "write-github": "ifeoma-blake",
    "write-bio": "Ifeoma counts to ten.",
}
MOST_KEYS = 60  # stops of the Tab key and Enter, at two seconds each; what is typed does not count


@pytest.fixture(scope="module")
def club(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small site with its documentation, built once."""
    return built_club(tmp_path_factory.mktemp("club"), f"DOCS_PAGES = {str(ROOT / 'docs')!r}")


@pytest.fixture(scope="module")
def address(club: Path) -> Iterator[str]:
    """Where it is served."""
    with serving(club / "output") as address:
        yield address


@pytest.fixture
def telephone(chromium: Browser) -> Iterator[BrowserContext]:
    """A phone whose owner has a keyboard."""
    context = chromium.new_context(
        viewport={"width": 390, "height": 844}, is_mobile=True, has_touch=True, locale="en-GB", timezone_id="UTC"
    )
    yield context
    context.close()


def on_to(page: Page, selector: str) -> int:
    """Press Tab until this has the focus; answers how often."""
    for pressed in range(1, MOST_KEYS):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            assert page.evaluate("document.activeElement.matches(':focus-visible')")
            return pressed
    raise AssertionError(f"{selector} is not reached by the Tab key")


def test_two_minutes_and_no_terminal(telephone: BrowserContext, address: str, club: Path) -> None:
    keys = 0
    asked: list[str] = []

    def github(route: Route) -> None:
        asked.append(route.request.url)
        route.fulfill(status=200, content_type="text/html", body="<title>New file</title>")

    telephone.route("https://github.com/**", github)
    page = telephone.new_page()
    page.clock.set_fixed_time("2026-05-28T09:00:00Z")
    page.goto(f"{address}/write/")
    for field, text in FILLED_IN.items():
        keys += on_to(page, f"#{field}")
        page.keyboard.insert_text(text)
        page.clock.run_for(300)  # what follows from it is shown in a moment
    keys += on_to(page, "#write-go")
    expect(page.locator("#write-count")).to_have_text("Nothing is missing. You can hand it over.")
    page.keyboard.press("Enter")
    expect(page.locator("#write-steps h2")).to_be_focused()
    for kind in ("post", "person"):
        keys += on_to(page, f"#write-list .{kind} a.go") + 1
        with telephone.expect_page() as opened:
            page.keyboard.press("Enter")
        opened.value.wait_for_load_state()
        opened.value.close()
    assert keys <= MOST_KEYS
    assert page.evaluate("document.documentElement.scrollWidth") <= 390

    made = [handed_over(each) for each in asked]
    assert made == ["content/posts/2026-05-28-my-first-loop.md", "content/authors/ifeoma-blake.md"]
    for path, url in zip(made, asked, strict=True):
        put_all(club, {path: parse_qs(urlsplit(url).query)["value"][0]})
    report = check(club / "content", Settings(), moment=now(), paths=made)
    assert [f"{each.id} {each.title}" for each in report.problems] == []


def handed_over(url: str) -> str:
    """The path of the file that an address of GitHub makes."""
    folder = urlsplit(url).path.partition("/content/")[2]
    return f"content/{folder}/{parse_qs(urlsplit(url).query)['filename'][0]}"


def test_the_page_leads_to_what_a_post_may_contain(telephone: BrowserContext, address: str) -> None:
    page = telephone.new_page()
    page.goto(f"{address}/write/")
    page.get_by_role("link", name="in the members’ pages").click()
    expect(page.locator("h1")).to_have_text("What a post may contain")


SCRIPTS = sorted(
    each for each in (ROOT / "theme/static/write").glob("*.js") if each.name not in ("marked.js", "purify.js")
)


def test_every_word_the_scripts_say_comes_from_the_template_and_so_is_translated() -> None:
    template = (ROOT / "theme/templates/write.html").read_text(encoding="utf-8")
    keys = set(re.findall(r"'(\w+)': _\(", template))
    code = "\n".join(re.sub(r"^\s*(//|/?\*).*$", "", each.read_text(encoding="utf-8"), flags=re.M) for each in SCRIPTS)
    used = set(re.findall(r"\bwords\.(\w+)", code)) | set(re.findall(r'\bsay\([^)]*?"(\w+)"', code))
    assert used <= keys
    named = {key for key in keys if re.search(rf"\b{key}\b", code) or key.startswith(("step_", "do_"))}
    assert keys - named == set(), "words that nobody says"
    assert re.findall(r'"[A-Za-z]{3,},? [a-z]{2,}[^"\n]*"', code) == [], "words that no translator sees"
