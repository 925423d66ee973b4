"""Searching as a reader does: typing, choosing, reading what is found, in any script, by keyboard."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect

from potluck.search import AT_HOME, FOR_READERS, Division
from tests.chromium import Browse, asked_by, complaints_of
from tests.conftest import CONF
from tests.files import built_at, put_all
from tests.web import serving

pytestmark = pytest.mark.browser

POSTS = {
    "2025-03-01-harvest": ("tom-oak", "en", "harvest", "The quinces were late. <b>Nobody</b> minded the wasps."),
    "2026-02-01-zaoan": ("ines-duarte", "zh-TW", "社群", "昨天晚上我們在咖啡店聊了很久,沒有人提早離開。"),
    "2026-03-01-ahlan": ("ines-duarte", "ar", "مجتمع", "اجتمعنا مساء الخميس وتحدثنا عن البرمجة طويلا."),
    "2026-04-01-shalom": ("tom-oak", "he", "קהילה", "נפגשנו ביום חמישי ודיברנו על תכנות עד מאוחר."),
    "2026-05-01-quinces": ("ines-duarte", "en", "harvest", "More quinces, and a wasp that was polite."),
}
NAMES = {"tom-oak": "Tom-Oak", "ines-duarte": "أميرة السيد"}


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A site whose index is in three parts, as that of a large site is."""
    yield from laid(tmp_path_factory.mktemp("search"), AT_HOME._replace(size=2))


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The same, as readers get it."""
    yield from laid(tmp_path_factory.mktemp("published"), FOR_READERS._replace(size=2))


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The same, in one part."""
    yield from laid(tmp_path_factory.mktemp("small"), AT_HOME)


def laid(root: Path, division: Division) -> Iterator[str]:
    files = {"siteconf.py": CONF}
    files |= {f"content/authors/{each}.md": f"---\nname: {name}\n---\n" for each, name in NAMES.items()}
    for name, (author, lang, tag, text) in POSTS.items():
        front = f"---\ntitle: {name[11:].title()}\nauthor: {author}\nlang: {lang}\ntags: ['{tag}']\n---\n"
        files[f"content/posts/{name}.md"] = f"{front}\n{text}\n"
    files["content/pages/pears.md"] = (
        "---\ntitle: Noor's pears\n---\n\nFor compote. เราทำงานที่น้ำในชุมชนนี้ 昨日でした。使いましただ。\n"
    )
    put_all(root, files)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("potluck.pages.generators.search_index.AT_HOME", division)
        output = built_at(root)
    with serving(output) as address:
        yield address


BUSY = "Transition was aborted because of invalid state"
"""Chromium says so of its own transition from page to page, where a machine is too busy to show it in time."""


@pytest.fixture
def page(browse: Browse) -> Iterator[Page]:
    opened = browse()
    complaints = complaints_of(opened, "error", "warning")
    yield opened
    opened.close()
    assert [each for each in complaints if BUSY not in each] == []


def finds(page: Page | Locator, *titles: str) -> None:
    """Wait until these are found and nothing else: what was found before may still be there for a moment."""
    number = "One page is found." if len(titles) == 1 else f"{len(titles)} pages are found."
    expect(page.locator(".found")).to_have_text(number)
    expect(page.locator(".results h2")).to_have_text([*titles])


@pytest.mark.parametrize("where", ["place", "published"])
@pytest.mark.parametrize(
    ("word", "title"),
    [
        ("polite", "Quinces"),
        ("咖啡店", "Zaoan"),
        ("البرمجة", "Ahlan"),
        ("תכנות", "Shalom"),
        ("ชุมชน", "Noor’s pears"),
        ("งาน", "Noor’s pears"),
        ("でした", "Noor’s pears"),
    ],
)
def test_a_word_of_a_posts_body_is_found_in_every_script(
    page: Page, where: str, word: str, title: str, request: pytest.FixtureRequest
) -> None:
    page.goto(f"{request.getfixturevalue(where)}/search/")
    page.get_by_label("Words to look for").fill(word)
    finds(page, title)
    expect(page.locator(".results mark").first).to_be_visible()
    assert word in page.locator(".results li p:last-child").inner_text()


def test_where_there_is_one_part_it_is_all_that_is_asked(page: Page, small: str) -> None:
    asked = asked_by(page)
    page.goto(f"{small}/search/?q=quinces")
    finds(page, "Quinces", "Harvest")
    assert {url.split("/pagefind/")[1][0] for url in asked if "/pagefind/" in url} == {"1"}
    assert len([url for url in asked if url.endswith(".part")]) == 1, "each part is fetched once"


@pytest.mark.parametrize("word", ["compote", "Noor's", "Noor’s"])
def test_a_title_is_found_however_it_is_typed_and_shown_as_on_its_page(page: Page, place: str, word: str) -> None:
    page.goto(f"{place}/search/?q={word}")
    finds(page, "Noor’s pears")


def test_letters_that_stand_apart_in_the_text_are_not_found_together(page: Page, place: str) -> None:
    page.goto(f"{place}/search/?q=店啡")
    expect(page.locator(".found")).to_have_text("Nothing is found. Try fewer words, or another spelling.")


def test_results_are_narrowed_by_person_tag_and_year(page: Page, place: str) -> None:
    page.goto(f"{place}/search/?q=quinces")
    expect(page.locator(".found")).to_have_text("2 pages are found.")
    page.get_by_label("by").select_option("Tom-Oak")
    finds(page, "Harvest")
    expect(page).to_have_url(re.compile("person=Tom-Oak"))
    page.get_by_label("by").select_option("")
    page.get_by_label("from").select_option("2026")
    finds(page, "Quinces")
    page.reload()
    expect(page.locator(".found")).to_have_text("One page is found.")
    assert page.get_by_label("from").input_value() == "2026"


def test_the_year_stands_behind_a_name_that_runs_from_the_right(page: Page, place: str) -> None:
    page.goto(f"{place}/search/?q=polite")
    about = page.locator(".results .meta")
    expect(about).to_have_text(re.compile("أميرة السيد.* · 2026"))
    name, year = about.evaluate(
        """about => ["ا", "2"].map((sign) => {
          const place = document.createRange();
          place.setStart(about.firstChild, about.textContent.indexOf(sign));
          place.setEnd(about.firstChild, place.startOffset + 1);
          return place.getBoundingClientRect().left;
        })"""
    )
    assert name < year


def test_what_is_found_is_text_and_never_markup(page: Page, place: str) -> None:
    page.goto(f"{place}/search/?q=wasps")
    expect(page.locator(".found")).to_have_text("2 pages are found.")
    assert page.locator(".results li :not(h2, a, p, mark)").count() == 0


@pytest.mark.parametrize("post", ["2025/03/harvest", "2026/03/ahlan"])
@pytest.mark.parametrize(
    ("word", "title"), [("polite", "Quinces"), ("咖啡店", "Zaoan"), ("البرمجة", "Ahlan"), ("תכנות", "Shalom")]
)
def test_a_slash_opens_a_dialog_that_finds_without_leaving_the_page(
    page: Page, place: str, post: str, word: str, title: str
) -> None:
    page.goto(f"{place}/{post}/")
    page.keyboard.press("/")
    dialog = page.get_by_role("dialog", name="Search")
    expect(dialog.get_by_role("searchbox")).to_be_focused()
    page.keyboard.insert_text(word)
    finds(dialog, title)
    expect(dialog.get_by_role("status")).to_have_text("One page is found.")
    expect(dialog.get_by_role("searchbox")).to_be_focused()
    assert word in dialog.locator(".results li p:last-child").inner_text()
    expect(dialog.locator(".results mark").first).to_be_visible()
    assert page.url == f"{place}/{post}/"
    page.keyboard.press("ArrowDown")
    expect(dialog.get_by_role("link", name=title)).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(dialog.get_by_role("searchbox")).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/{title.lower()}/")


def test_the_dialog_narrows_what_is_found_and_leads_to_the_same_on_the_search_page(page: Page, place: str) -> None:
    page.goto(f"{place}/2026/03/ahlan/")  # a page in Arabic, and the site's own numbers
    page.keyboard.press("/")
    page.keyboard.insert_text("quinces")
    expect(page.get_by_role("status")).to_have_text("2 pages are found.")
    page.get_by_label("by").select_option("Tom-Oak")
    page.get_by_role("dialog").get_by_label("about").select_option("harvest")
    expect(page.get_by_role("status")).to_have_text("One page is found.")
    page.get_by_label("from").select_option("2026")
    expect(page.get_by_role("status")).to_have_text("Nothing is found. Try fewer words, or another spelling.")
    page.get_by_label("from").select_option("")
    expect(page.get_by_role("status")).to_have_text("One page is found.")
    page.get_by_role("link", name="The same on a page of its own").click()
    page.wait_for_url("**/search/?q=quinces&person=Tom-Oak&tag=harvest")
    finds(page, "Harvest")


def test_focus_stays_in_the_dialog_and_returns_where_it_was(page: Page, place: str) -> None:
    page.goto(f"{place}/2026/05/quinces/")
    page.get_by_role("link", name="Archive").focus()
    page.keyboard.press("/")
    page.keyboard.insert_text("quinces")
    expect(page.locator(".results a")).to_have_count(2)
    inside = "document.querySelector('dialog').contains(document.activeElement)"
    seen = set()
    for _ in range(20):
        page.keyboard.press("Tab")
        assert page.evaluate(inside)
        seen.add(page.evaluate("document.activeElement.outerHTML"))
    assert len(seen) == 9  # the field, two buttons, three filters, two results and the way to the search page
    page.keyboard.press("Shift+Tab")
    assert page.evaluate(inside)
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.get_by_role("link", name="Archive")).to_be_focused()
    page.keyboard.press("/")
    expect(page.get_by_role("searchbox")).to_have_value("quinces")
    page.get_by_role("button", name="Close").click()
    expect(page.get_by_role("link", name="Archive")).to_be_focused()


def test_on_a_phone_the_link_opens_the_dialog_and_all_of_it_fits(browse: Browse, place: str) -> None:
    page = browse(f"{place}/2026/05/quinces/", width=320, height=560, has_touch=True)
    page.get_by_role("link", name="Search").tap()
    page.get_by_role("searchbox").fill("quinces")
    expect(page.locator(".results a")).to_have_count(2)
    for control in (page.get_by_role("button", name="Close"), page.locator(".whole a"), page.get_by_role("searchbox")):
        box = control.bounding_box()
        assert box
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 320
        assert box["y"] + box["height"] <= 560
    page.get_by_role("button", name="Close").tap()
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_a_slash_on_the_search_page_leads_to_its_field_and_a_slash_in_a_field_is_a_slash(
    page: Page, place: str
) -> None:
    page.goto(f"{place}/search/?q=polite")
    expect(page.locator(".results a")).to_have_count(1)
    page.keyboard.press("/")
    expect(page.get_by_label("Words to look for")).to_be_focused()
    page.keyboard.type("and/or")
    expect(page.get_by_label("Words to look for")).to_have_value("and/or")
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_what_is_typed_before_the_dialog_is_whole_counts(page: Page, place: str) -> None:
    page.route("**/dialog.js", lambda route: None)  # never comes
    page.goto(f"{place}/2026/05/quinces/")
    page.keyboard.press("/")
    page.keyboard.type("polite")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=polite")
    expect(page.locator(".results a")).to_have_count(1)


def test_a_page_that_is_not_searching_fetches_nothing_of_it(page: Page, place: str) -> None:
    asked = asked_by(page)
    for path in ("/", "/2026/05/quinces/"):
        page.goto(place + path, wait_until="networkidle")
    assert not [url for url in asked if "pagefind" in url or "search" in url]
    with page.expect_request("**/pagefind/1/pagefind.js"):
        page.keyboard.press("/")
    page.goto(f"{place}/search/", wait_until="networkidle")
    with page.expect_request("**/pagefind/1/pagefind.js"):
        page.get_by_label("Words to look for").focus()


def test_without_scripts_the_form_leads_to_a_page_that_offers_the_archive(browse: Browse, place: str) -> None:
    page = browse(f"{place}/2026/05/quinces/", java_script_enabled=False)
    page.get_by_role("link", name="Search").click()
    page.get_by_label("Words to look for").fill("polite")
    page.get_by_role("button", name="Search").click()
    assert page.get_by_role("link", name="archive", exact=True).get_attribute("href") == "/archive/"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_axe_finds_nothing_while_results_are_shown(browse: Browse, place: str, scheme: str, width: int) -> None:
    page = browse(f"{place}/search/?q=quinces", width=width, height=900, color_scheme=scheme)
    expect(page.locator(".results a")).to_have_count(2)
    violations = Axe().run(page).response["violations"]
    page.goto(f"{place}/2026/02/zaoan/")
    page.keyboard.press("/")
    page.keyboard.insert_text("quinces")
    expect(page.locator(".results a")).to_have_count(2)
    violations += Axe().run(page).response["violations"]
    assert not violations, json.dumps([(each["id"], [n["html"][:150] for n in each["nodes"]]) for each in violations])
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("where", ["place", "published"])
@pytest.mark.parametrize("missing", [r"/pagefind/3(\.part|/.*meta)$", r"/pagefind/1(\.part|/.*meta)$", r"/.*fragment$"])
def test_what_could_not_be_fetched_is_asked_for_again(
    browse: Browse, where: str, missing: str, request: pytest.FixtureRequest
) -> None:
    page, lost = browse(), re.compile(missing)
    page.context.route(lost, lambda route: route.abort())
    page.goto(f"{request.getfixturevalue(where)}/search/?q=quinces")
    if where == "published" or "fragment" not in missing:
        expect(page.locator(".found")).to_contain_text("could not be loaded")
    page.context.unroute(lost)
    page.get_by_label("Words to look for").fill("quince")
    finds(page, "Quinces", "Harvest")
    assert page.get_by_label("by").locator("option").count() == 3


def test_nothing_is_said_to_be_found_only_where_that_is_so(browse: Browse, published: str) -> None:
    page = browse(f"{published}/search/?q=polite")
    finds(page, "Quinces")
    page.context.route(re.compile(r"pf_index$"), lambda route: route.abort(), times=1)
    page.get_by_label("Words to look for").fill("harvest")
    expect(page.locator(".results h2").first).to_contain_text("Harvest")
    page.context.set_offline(True)
    page.get_by_label("Words to look for").fill("compote")
    expect(page.locator(".found")).to_contain_text("could not be loaded")
    page.context.set_offline(False)
    page.get_by_label("Words to look for").fill("pears compote")
    finds(page, "Noor’s pears")
