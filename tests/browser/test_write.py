"""The Write page in a real browser: from nothing to files that the check finds nothing wrong with."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
import yaml
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, Route, expect

from potluck.checks import check
from potluck.pages.edition import now
from potluck.settings import Settings
from tests.chromium import Browse, asked_by, complaints_of, wait_until
from tests.club import built_club
from tests.files import put_all
from tests.web import serving

pytestmark = pytest.mark.browser

MOMENT = 400
"""Milliseconds after which the page has looked at what was written, by its own clock."""
STORY = """We met on a *Tuesday*, and it rained.

## What we cooked

- lentils
- patience

```python
print("bring a lid")
```
"""


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small site, built once."""
    return built_club(tmp_path_factory.mktemp("club"))


@pytest.fixture(scope="module")
def address(root: Path) -> Iterator[str]:
    """Where it is served."""
    with serving(root / "output") as address:
        yield address


@pytest.fixture
def page(browse: Browse, address: str) -> Iterator[Page]:
    """The Write page of the small site; whatever its policy stops fails the test."""
    tab = browse(height=900, locale="en-GB", timezone_id="UTC")
    complaints = complaints_of(tab)
    tab.clock.set_fixed_time("2026-05-28T09:00:00Z")
    tab.goto(f"{address}/write/")
    expect(tab.locator("#write-count")).not_to_be_empty()
    yield tab
    tab.close()
    assert complaints == []


def handed_over(page: Page) -> dict[str, str]:
    """Path below the repository to text of every file that the page's links make on GitHub."""
    files = {}
    for link in page.locator("#write-list .go").evaluate_all("links => links.map(link => link.href)"):
        parts, asked = urlsplit(link), parse_qs(urlsplit(link).query)
        assert parts.hostname == "github.com"
        folder = parts.path.partition("/content/")[2]
        if "/new/" in parts.path:
            files[f"content/{folder}/{asked['filename'][0]}"] = asked.get("value", [""])[0]
    return files


def problems(root: Path, files: dict[str, str]) -> list[str]:
    """What the check says of these files, put into the small site for the moment."""
    put_all(root, files)
    try:
        report = check(root / "content", Settings(), moment=now(), paths=list(files))
    finally:
        for path in files:
            (root / path).unlink()
    return [f"{each.id} {each.path}:{each.line} {each.title}" for each in report.problems]


def write_as_newcomer(page: Page, title: str = "A pot too small", text: str = STORY) -> None:
    """From the keyboard, as the page leads: each field is the next stop of the Tab key."""
    page.locator("#write-title").focus()
    page.keyboard.type(title)
    page.keyboard.press("Tab")
    page.keyboard.insert_text(text)
    page.locator("#write-tags").fill("cooking, first time, #cooking")
    page.locator("#write-name").fill("Zoë Lindqvist")
    page.locator("#write-github").fill("@zoe-cooks")
    expect(page.locator("#write-newcomer")).to_be_visible()
    page.locator("#write-bio").fill("Zoë stirs until it is done.")
    page.locator("#write-pronouns").fill("she/her")
    page.locator("#write-website").fill("https://zoe.example.org")


def test_a_newcomers_files_have_nothing_wrong_with_them(page: Page, root: Path) -> None:
    write_as_newcomer(page)
    expect(page.locator("#write-count")).to_have_text("Nothing is missing. You can hand it over.")
    page.locator("#write-go").press("Enter")
    expect(page.locator("#write-steps h2")).to_be_focused()
    files = handed_over(page)
    assert list(files) == ["content/posts/2026-05-28-a-pot-too-small.md", "content/authors/zoe-lindqvist.md"]
    assert problems(root, files) == []
    card = page.locator("#write-list .person .go").get_attribute("href") or ""
    assert card.startswith("https://github.com/zoe-cooks/test/new/patch-1/content/authors?")
    page.locator("#write-branch").fill("zoe-cooks-patch-2")  # as GitHub calls it for who may write to the repository
    card_there = re.compile(re.escape("https://github.com/test-example/test/new/zoe-cooks-patch-2/content/authors?"))
    expect(page.locator("#write-list .person .go")).to_have_attribute("href", card_there)


TITLES = (
    'Lasagne: a "defence" & more',
    "- 5 # tricks: {no} [yes] 'q' `x` %d @a !b *c",
    "null",
    "2026",
    "Ærø, Łódź & Straße",
    "日本語のみ",
    "\\ \\n \u2028\u202e\u200b </script>",
)


def test_any_title_makes_a_file_the_check_can_read(page: Page, root: Path) -> None:
    write_as_newcomer(page)
    page.locator("#write-go").click()
    for title in TITLES:
        page.locator("#write-title").fill(title)
        page.clock.run_for(MOMENT)
        if page.locator("#write-address").is_visible():
            page.locator("#write-address").fill("in letters")
            page.clock.run_for(MOMENT)
            page.locator("#write-go").click()
        files = handed_over(page)
        assert [each for each in problems(root, files) if not each.startswith(("title-", "summary-markdown"))] == []
        meant = re.sub("[\u2028\u202e\u200b]", "", title).replace("  ", " ")
        assert yaml.safe_load(next(iter(files.values())).split("---\n")[1])["title"] == meant


def test_somebody_known_is_known_and_makes_no_second_card(page: Page, root: Path) -> None:
    page.locator("#write-title").fill("Apples in May")
    page.locator("#write-text").fill("There are none.")
    page.locator("#write-name").fill("tom oak")
    expect(page.locator("#write-known")).to_have_text("We know you, Tom Oak: it will stand on your page.")
    expect(page.locator("#write-newcomer")).to_be_hidden()
    page.locator("#write-go").click()
    files = handed_over(page)
    assert list(files) == ["content/posts/2026-05-28-apples-in-may.md"]
    assert "author: tom-oak" in files["content/posts/2026-05-28-apples-in-may.md"]
    assert problems(root, files) == []


def test_what_is_missing_is_counted_and_one_key_away(page: Page) -> None:
    expect(page.locator("#write-count")).to_have_text("3 things are missing:")
    page.locator("#write-title").fill("Soup")
    page.locator("#write-name").fill("Tom Oak")
    expect(page.locator("#write-count")).to_have_text("One thing is missing:")
    page.locator("#write-go").press("Enter")
    expect(page.locator("#write-text")).to_be_focused()
    expect(page.locator("#write-steps")).to_be_hidden()
    page.locator("#write-text").fill("First.\n\n##Second\n\n![](x.jpg) and [here](http://a.example.org)\n\n```\nopen")
    expect(page.locator("#write-findings li.must")).to_have_count(1)
    page.locator("#write-findings button", has_text="Show line 3").press("Enter")
    assert page.evaluate("document.getSelection().toString()") == "##Second"


def test_a_draft_is_there_the_next_day_and_can_be_thrown_away(page: Page) -> None:
    write_as_newcomer(page)
    expect(page.locator("#write-shown")).to_contain_text("What we cooked")
    page.reload()
    expect(page.locator("#write-title")).to_have_value("A pot too small")
    expect(page.locator("#write-restored")).to_be_visible()
    page.once("dialog", lambda dialog: dialog.accept())
    page.locator("#write-over").click()
    expect(page.locator("#write-title")).to_have_value("")
    page.reload()
    expect(page.locator("#write-text")).to_have_value("")
    expect(page.locator("#write-restored")).to_be_hidden()


def test_the_preview_shows_markdown_and_runs_nothing(browse: Browse, address: str) -> None:
    page = browse(f"{address}/write/")
    asked = asked_by(page)
    page.locator("#write-text").fill(
        "**bold**\n\n<img src=x onerror=\"document.title='run'\"><script>document.title='run'</script>"
        "<style>*{display:none}</style><form action=//evil.example></form><svg onload=x>\n\n"
        "[x](javascript:document.title='run') ![far](https://far.example.org/x.png)\n"
    )
    expect(page.locator("#write-shown strong")).to_have_text("bold")
    assert page.locator("#write-shown").evaluate("e => e.querySelectorAll('script,style,form,svg,img').length") == 0
    assert page.locator("#write-shown a[href^=javascript]").count() == 0
    assert page.title() != "run"
    assert [url for url in asked if "127.0.0.1" not in url] == []
    assert sorted(url.rsplit("/", 1)[1] for url in asked) == ["marked.js", "marking.js", "preview.js", "purify.js"]


def test_the_preview_begins_with_the_title_as_the_largest_words(page: Page) -> None:
    page.locator("#write-title").fill("Quince jelly")
    page.locator("#write-text").fill("## What I did\n\nI waited.\n")
    expect(page.locator("#write-shown h2")).to_have_text("What I did")
    sizes = [
        page.locator(each).evaluate("e => parseFloat(getComputedStyle(e).fontSize)")
        for each in ("#write-shown-title", "#write-shown h2", "#write-shown p")
    ]
    assert sizes == sorted(sizes, reverse=True) and len(set(sizes)) == 3


@pytest.mark.parametrize(
    "bomb",
    [
        pytest.param("|" + "a|" * 1000 + "\n|" + "-|" * 1000 + "\n" + "||\n" * 5000, id="a table that grows"),
        pytest.param("a." * 45_000 + "@b", id="an address that never ends"),
        pytest.param("> " * 45_000, id="quotes in quotes"),
        pytest.param("a" + " " * 90_000 + "b", id="spaces"),
        pytest.param("---\ntitle: x" + " " * 90_000 + "y\n---\n", id="lines above with spaces"),
        pytest.param("#a\n" * 30_000, id="headings without a space"),
        pytest.param("long " * 100_000, id="more than a post may be"),
    ],
)
def test_no_text_keeps_the_page_from_being_used(browse: Browse, address: str, bomb: str) -> None:
    tab = browse(f"{address}/write/")
    tab.locator("#write-text").evaluate(
        "(field, text) => { field.value = text; field.dispatchEvent(new Event('input', { bubbles: true })); }", bomb
    )
    expect(tab.locator("#write-shown")).not_to_contain_text("What you write is shown here")
    tab.reload()  # the draft is kept, and must not keep the page from its writer
    tab.on("dialog", lambda dialog: dialog.accept())
    tab.locator("#write-over").click()
    tab.locator("#write-text").fill("A *word*.")
    expect(tab.locator("#write-shown em")).to_have_text("word")


def test_a_preview_that_takes_long_to_fetch_is_waited_for(page: Page) -> None:
    held: list[Route] = []
    page.route("**/marked.js", lambda route: held.append(route))
    page.locator("#write-text").fill("A *word*.")
    wait_until(page, lambda: page.clock.run_for(MOMENT) or held)
    page.clock.run_for(60_000)
    held[0].continue_()
    expect(page.locator("#write-shown em")).to_have_text("word")


def test_half_a_character_does_not_stop_the_way_to_github(page: Page) -> None:
    write_as_newcomer(page)
    page.locator("#write-text").evaluate(
        "field => { field.value = 'Soup \\ud83c and\\ud800'; "
        "field.dispatchEvent(new Event('input', { bubbles: true })); }"
    )
    page.locator("#write-go").click()
    (post, *_) = handed_over(page).values()
    assert post.endswith("Soup  and\n")


def test_nothing_is_loaded_for_the_preview_before_there_is_a_text(browse: Browse, address: str) -> None:
    tab = browse()
    asked = asked_by(tab)
    tab.goto(f"{address}/write/")
    expect(tab.locator("#write-count")).not_to_be_empty()
    assert not any(url.endswith(("marked.js", "purify.js")) for url in asked)
    asked.clear()
    tab.goto(f"{address}/2026/05/first/")
    assert not any("/theme/" in url for url in asked)


def test_a_picture_dropped_in_is_shown_named_and_uploaded_beside_the_post(page: Page, root: Path) -> None:
    write_as_newcomer(page)
    red = b"\x89PNG\r\n\x1a\n"
    page.locator("#write-file").set_input_files(
        [{"name": "Mein Töpfchen (1).PNG", "mimeType": "image/png", "buffer": red}]
    )
    page.keyboard.type("A pot the size of a fist")
    expect(page.locator("#write-shown img")).to_have_attribute("alt", "A pot the size of a fist")
    page.locator("#write-go").click()
    files = handed_over(page)
    assert next(iter(files)) == "content/posts/2026-05-28-a-pot-too-small/index.md"
    assert "![A pot the size of a fist](mein-topfchen-1.png)" in next(iter(files.values()))
    expect(page.locator("#write-list")).to_contain_text("mein-topfchen-1.png")
    uploads = page.locator("#write-list a[href*='/upload/']").get_attribute("href")
    assert uploads == "https://github.com/zoe-cooks/test/upload/patch-1/content/posts/2026-05-28-a-pot-too-small"


def test_a_text_file_fills_the_form(page: Page) -> None:
    text = '---\r\ntitle: "From my notebook"\r\nlayout: post\r\n---\r\n\r\nOnce upon a time.\r\n'
    page.locator("#write-file").set_input_files(
        [{"name": "old.md", "mimeType": "text/markdown", "buffer": text.encode()}]
    )
    expect(page.locator("#write-title")).to_have_value("From my notebook")
    expect(page.locator("#write-text")).to_have_value("\nOnce upon a time.\n")


def test_a_long_post_is_copied_or_downloaded_in_three_steps(page: Page, root: Path) -> None:
    long = STORY + "\n" + "It went on raining, as it does here.\n\n" * 400
    write_as_newcomer(page, text=long)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.locator("#write-go").click()
    expect(page.locator("#write-list .post ol li")).to_have_count(3)
    path, empty = next(iter(handed_over(page).items()))
    assert (path, empty) == ("content/posts/2026-05-28-a-pot-too-small.md", "")
    copy = page.locator("#write-list .post button").first
    copy.click()
    expect(copy).to_have_text("Copied")
    copied = page.evaluate("navigator.clipboard.readText()")
    with page.expect_download() as download:
        page.locator("#write-list .post button", has_text="Download").click()
    assert download.value.suggested_filename == "2026-05-28-a-pot-too-small.md"
    assert Path(download.value.path()).read_text(encoding="utf-8") == copied
    files = handed_over(page)
    files[path] = copied
    assert problems(root, files) == []


@pytest.mark.parametrize(("scheme", "width"), [("light", 320), ("dark", 1280)])
def test_the_page_is_accessible_and_fits_a_phone(browse: Browse, address: str, scheme: str, width: int) -> None:
    tab = browse(f"{address}/write/", width=width, height=800, color_scheme=scheme)
    write_as_newcomer(tab)
    tab.locator("#write-go").click()
    expect(tab.locator("#write-steps")).to_be_visible()
    found = [(each["id"], each["nodes"][0]["html"][:200]) for each in Axe().run(tab).response["violations"]]
    assert not found, json.dumps(found, indent=1)
    assert tab.evaluate("document.documentElement.scrollWidth") <= width


def test_without_scripts_it_is_a_page_of_instructions(browse: Browse, address: str) -> None:
    tab = browse(f"{address}/write/", java_script_enabled=False)
    expect(tab.locator("#write")).to_be_hidden()
    words = tab.locator("main").inner_text()
    assert "Create pull request" in words and 'title: "My first meetup"' in words
    assert tab.locator("main a[href='https://github.com/test-example/test/tree/main/content/posts']").count() == 1


def test_no_field_is_wider_than_its_box_on_a_narrow_phone(page: Page) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    assert (
        page.locator("#write fieldset").first.evaluate(
            """box => [...box.querySelectorAll("input, textarea")].filter(
             (field) => field.getBoundingClientRect().right > box.getBoundingClientRect().right - 10).length"""
        )
        == 0
    )
