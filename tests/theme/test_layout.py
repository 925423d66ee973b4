"""Pages under strain: narrow, zoomed, spaced out, printed, still; long names and wide code included."""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.chromium import Browse, asked_by
from tests.files import built_at
from tests.web import serving

POST = "/2026/04/everything/"
KINDS = [
    "/",
    POST,
    "/2026/04/arabic/",
    "/authors/max/",
    "/people/",
    "/tags/",
    "/series/",
    "/series/evenings/",
    "/archive/",
]
SPACING = """
* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important; }
p { margin-block-end: 2em !important; }
"""
"""WCAG 2.2, success criterion 1.4.12; a window half as wide is one at 200 % (1.4.4)."""
CUT_OFF = """
() => [...document.querySelectorAll("body *")].filter(e => {
  const style = getComputedStyle(e);
  const hides = [style.overflowX, style.overflowY].some(each => each == "hidden" || each == "clip");
  return hides && !e.closest(".sr-only") && (e.scrollWidth > e.clientWidth + 1 || e.scrollHeight > e.clientHeight + 1);
}).map(e => e.outerHTML.slice(0, 120))
"""
LINES_BEGIN = """
all => all.flatMap(title => {
  const words = document.createRange();
  words.selectNodeContents(title);
  const lines = new Map();
  for (const {top, left} of words.getClientRects()) lines.set(top, Math.min(left, lines.get(top) ?? left));
  return [...lines.values()];
})
"""
"""Where each line of these titles begins, from the left."""
LARGEST_STYLE_SHEET = 4_600
"""Bytes, compressed: every page carries it."""
LARGEST_POST = 10_000
"""Bytes, compressed, of a post that has everything a post can have, and few words."""
LARGEST_SCRIPTS = 2_000
"""Bytes, compressed, of all that runs on it."""

pytestmark = pytest.mark.browser

FACES = """() => [...new Set([...document.querySelectorAll("body, body *")].flatMap((element) => {
  const words = [...element.childNodes].some((node) => node.nodeType == Node.TEXT_NODE && node.data.trim());
  const face = (pseudo) => {
    const style = getComputedStyle(element, pseudo);
    return [style.fontFamily.split(",")[0], style.fontWeight, style.fontStyle, style.fontSize].join(" ");
  };
  if (!element.checkVisibility()) return [];
  return [words && face(), element.matches(".plate[data-initial]") && face("::before")].filter(Boolean);
}))]"""
"""The sizes of faces that the words and initials of a page are set in."""


def overflow(page: Page) -> int:
    """By how many pixels the page is wider than its window."""
    return int(page.evaluate("document.documentElement.scrollWidth - innerWidth"))


@pytest.mark.parametrize("path", KINDS)
def test_long_words_and_wide_things_stay_in_a_narrow_window(browse: Browse, served: str, path: str) -> None:
    page = browse(served + path, width=320, height=640, bypass_csp=True)
    plain = overflow(page)
    page.add_style_tag(content=SPACING)
    spaced = overflow(page)
    assert (plain, spaced) == (0, 0)


@pytest.mark.parametrize("path", [POST, "/2026/04/arabic/"])
@pytest.mark.parametrize("width", [320, 768, 1280])
def test_names_stand_beside_their_plates(browse: Browse, served: str, path: str, width: int) -> None:
    page = browse(served + path, width=width, height=640)
    plates = page.locator(".byline .plates").bounding_box()
    names = page.locator(".byline .plates + span").bounding_box()
    assert plates and names
    assert names["x"] >= plates["x"] + plates["width"]
    assert names["y"] < plates["y"] + plates["height"] and plates["y"] < names["y"] + names["height"]


def lines(page: Page, *selectors: str) -> list[float]:
    """How high the middle of the words of these elements stands, in pixels from the top of the window."""
    script = "e => { const r = document.createRange(); r.selectNodeContents(e); return r.getBoundingClientRect(); }"
    boxes = [page.locator(each).first.evaluate(script) for each in selectors]
    return [box["y"] + box["height"] / 2 for box in boxes]


def test_what_a_posts_head_tells_stands_on_one_line_where_there_is_room(browse: Browse, served: str) -> None:
    page = browse(served + "/2025/03/hello/", width=1000, height=640)
    name, day = lines(page, ".byline dd a", ".facts .dt-published")
    assert abs(name - day) <= 1.5
    page.set_viewport_size({"width": 390, "height": 640})
    who, when, how_long = lines(page, ".byline dt", ".facts > :nth-child(2) dt", ".facts > :nth-child(3) dt")
    assert who < when == how_long


@pytest.mark.parametrize("width", [768, 1000, 1280, 1400])
def test_several_names_have_a_line_and_what_else_a_posts_head_tells_the_next(
    browse: Browse, served: str, width: int
) -> None:
    page = browse(served + POST, width=width, height=640)
    who, *others = lines(page, ".byline dt", *(f".facts > :nth-child({place}) dt" for place in (2, 3, 4)))
    assert who < min(others) and len(set(others)) == 1


@pytest.mark.parametrize("width", [390, 1280])
def test_titles_of_a_list_begin_at_its_edge_in_whatever_direction_they_run(
    browse: Browse, served: str, width: int
) -> None:
    page = browse(served + "/archive/", width=width, height=640)
    page.get_by_role("link", name="مرحبا").evaluate("title => title.append(' مرحبا'.repeat(30))")
    edges = page.locator(".lines li > span > a").evaluate_all(LINES_BEGIN)
    assert len(edges) > 2 and max(edges) - min(edges) < 1


def test_a_browser_ends_no_line_after_the_hyphens_of_an_option(browse: Browse, served: str) -> None:
    page = browse(served + "/2025/03/hello/", width=390, height=640)
    assert page.locator(".prose code span").evaluate("e => getComputedStyle(e).whiteSpace") == "nowrap"


def test_what_is_done_and_what_is_not_look_different(browse: Browse, served: str) -> None:
    """Also in forced colours and on paper, where no ground is shown; a browser's own box is too faint to tell."""
    page = browse(served + POST, forced_colors="active")
    done, to_do = page.locator(".task").evaluate_all("all => all.map(e => parseFloat(getComputedStyle(e).borderWidth))")
    assert done > 4 * to_do > 0


def test_light_or_dark_is_no_choice_where_a_reader_has_colours_of_their_own(browse: Browse, served: str) -> None:
    page = browse(served + POST, forced_colors="active")
    expect(page.locator("html[data-theme]")).to_have_count(1)
    expect(page.locator(".light")).to_be_hidden()


@pytest.mark.parametrize("width", [390, 768, 1280])
def test_the_card_on_the_table_lines_up_with_the_column(browse: Browse, served: str, width: int) -> None:
    page = browse(served, width=width, height=640)
    column, card = (page.locator(each).bounding_box() or {} for each in (".hello", ".main-dish"))
    assert abs(column["x"] - card["x"]) <= 1


@pytest.mark.parametrize(("width", "is_shown"), [(390, False), (1280, True)])
def test_the_newest_posts_picture_is_fetched_where_it_has_room(
    browse: Browse, served: str, width: int, *, is_shown: bool
) -> None:
    """On a phone it would be the largest thing in view, and come a round trip after the words."""
    page = browse(served, width=width, height=900)
    image = '<a class="dish"><img loading="lazy" alt="" src="/images/none.png"></a>'
    asked = asked_by(page)
    with page.expect_request("**/images/none.png") if is_shown else nullcontext():
        page.locator(".main-dish").evaluate("(card, image) => card.insertAdjacentHTML('beforeend', image)", image)
    expect(page.locator(".dish")).to_be_visible(visible=is_shown)
    page.wait_for_timeout(0 if is_shown else 300)
    assert len(asked) == is_shown


def test_names_in_the_archive_begin_a_line_where_they_fit_on_none(browse: Browse, served: str) -> None:
    page = browse(served + "/archive/", width=1000, height=640)
    line = page.locator(".lines li", has_text="Everything")
    title, names = (line.locator(each).first.bounding_box() or {} for each in ("a", ".meta"))
    assert names["x"] == title["x"]
    assert names["y"] >= title["y"] + title["height"] - 2


def test_headings_of_the_people_page_keep_clear_of_the_plates(browse: Browse, served: str) -> None:
    page = browse(served + "/people/", width=390, height=640)
    heading = page.locator(".role h2").first.bounding_box() or {}
    plate = page.locator(".people .plate").first.bounding_box() or {}
    assert plate["y"] - (heading["y"] + heading["height"]) >= 10


def test_a_title_of_many_words_is_smaller(site: Path, write: Callable[[str, str], Path], browse: Browse) -> None:
    titles = {"short": "A word or two", "long": "A word or two " * 6, "zh": "一二三四五六七八九十" * 4}
    for name, title in titles.items():
        lang = "zh-Hant" if name == "zh" else "en"
        head = f"---\ntitle: {title}\nauthor: tom-oak\nlang: {lang}\n---\n\n"
        write(f"content/posts/2026-05-21-{name}.md", f"{head}Words.\n")
    with serving(built_at(site)) as address:
        sizes = {}
        for name in titles:
            page = browse(f"{address}/2026/05/{name}/")
            sizes[name] = page.locator("h1").evaluate("e => parseFloat(getComputedStyle(e).fontSize)")
    assert max(sizes["long"], sizes["zh"]) < 0.8 * sizes["short"]


def test_wide_formulas_and_tables_stay_in_the_window_and_on_the_paper(
    site: Path, write: Callable[[str, str], Path], browse: Browse
) -> None:
    sum_of_all = "+".join("abcdefghijklmnopqrstuvwxyz")
    table = "\n".join(("|" + " number | " * 14, "|" + "-|" * 14, "|" + " eleven | " * 14))
    text = f"A line with $x$ and ${sum_of_all}$.\n\n- In a list: ${sum_of_all}$\n\n{table}"
    write("content/posts/2026-03-01-wide.md", f"---\ntitle: Wide\nauthor: tom-oak\nmath: true\n---\n{text}\n")
    with serving(built_at(site)) as address:
        page = browse(address + "/2026/03/wide/", width=390)
        formula = page.locator(".prose p .math-display")
        assert overflow(page) == 0
        assert formula.evaluate("one => one.scrollWidth > one.clientWidth")
        page.set_viewport_size({"width": 1280, "height": 720})
        short, long = (page.locator(".prose p math").nth(at).bounding_box() for at in (0, 1))
        assert short and long and long["y"] - short["y"] > 10  # it has a line of its own, where it fits on none
        page.set_viewport_size({"width": 700, "height": 720})
        page.emulate_media(media="print")
        assert page.locator("table").evaluate("table => table.scrollWidth <= table.parentElement.clientWidth")


def test_a_root_is_drawn_whatever_fonts_for_formulas_there_are(
    site: Path, write: Callable[[str, str], Path], browse: Browse
) -> None:
    write(
        "content/posts/2026-03-01-root.md", "---\ntitle: Root\nauthor: tom-oak\nmath: true\n---\nIt is $\\sqrt{2}$.\n"
    )
    with serving(built_at(site)) as address:
        page = browse(address + "/2026/03/root/")
        root, two = (page.locator(each).bounding_box() for each in ("msqrt", "msqrt > *"))
        assert root and two and two["x"] - root["x"] > 5


def test_an_ellipsis_fills_its_square_in_chinese(site: Path, write: Callable[[str, str], Path], browse: Browse) -> None:
    write("content/posts/2026-03-02-zh.md", "---\ntitle: 一\nauthor: tom-oak\nlang: zh-TW\n---\n等 *…* 等\n")
    with serving(built_at(site)) as address:
        page = browse(address + "/2026/03/zh/")
        ellipsis = page.locator(".prose em")
        if page.evaluate("new FontFace('any', 'local(Noto Serif CJK SC)').load().then(() => false, () => true)"):
            pytest.skip("needs Noto Serif CJK")
        wide = ellipsis.evaluate("e => e.getBoundingClientRect().width / parseFloat(getComputedStyle(e).fontSize)")
        assert wide == pytest.approx(1, abs=0.01)


def test_the_long_words_of_some_languages_are_divided_and_code_is_not(
    site: Path, write: Callable[[str, str], Path], browse: Browse
) -> None:
    write("content/posts/2026-03-02-lang.md", "---\ntitle: Lang\nauthor: tom-oak\nlang: de\n---\nWort, `code`.\n")
    of = "one => [getComputedStyle(one).hyphens, getComputedStyle(one).hyphenateLimitChars]"
    with serving(built_at(site)) as address:
        page = browse(address + "/2026/03/lang/")
        assert page.locator("h1").evaluate(of) == page.locator(".prose p").evaluate(of) == ["auto", "14 5 5"]
        assert page.locator(".prose code").evaluate(of)[0] == "manual"


def test_what_stands_in_an_alert_stands_apart(browse: Browse, served: str) -> None:
    page = browse(served + POST)
    for inside in ("ul", "pre"):
        page.evaluate(f"document.querySelector('.markdown-alert').append(document.createElement('{inside}'))")
        added = page.locator(f".markdown-alert > {inside}:last-child")
        assert added.evaluate("e => parseFloat(getComputedStyle(e).marginBlockStart)") > 10


def test_code_runs_from_the_left_in_a_text_that_runs_from_the_right(browse: Browse, served: str) -> None:
    page = browse(served + "/2026/04/arabic/")
    places = page.locator(".prose code").evaluate(
        """code => [...code.textContent].map((_, at) => {
          const sign = document.createRange();
          sign.setStart(code.firstChild, at);
          sign.setEnd(code.firstChild, at + 1);
          return sign.getBoundingClientRect().left;
        })"""
    )
    assert len(places) == len("f()") and places == sorted(places)


def test_stress_is_seen_in_scripts_that_have_no_italics(browse: Browse, served: str) -> None:
    page = browse(served + "/2026/04/arabic/")
    style = page.locator(".prose em").evaluate("e => [getComputedStyle(e).fontStyle, getComputedStyle(e).fontWeight]")
    assert style == ["normal", "700"]


def test_what_stands_around_a_text_in_another_script_looks_as_ever(browse: Browse, served: str) -> None:
    page = browse()
    around: dict[str, object] = {}
    for path in (POST, "/2026/04/arabic/"):
        page.goto(served + path)
        around[path] = page.locator(".masthead, .masthead a, .facts dt, .card, .foot p").evaluate_all(
            """all => [...new Map(all.map(e => [e.className + e.tagName, getComputedStyle(e)]))].map(([e, style]) =>
            [e, style.direction, style.lineHeight, style.letterSpacing, style.textAutospace])"""
        )
    assert around["/2026/04/arabic/"] == around[POST]
    assert page.evaluate("document.documentElement.lang") == "ar"
    assert page.locator(".prose").evaluate("e => getComputedStyle(e).direction") == "rtl"


def test_paper_gets_the_text_in_dark_ink_and_no_menus(browse: Browse, served: str) -> None:
    page = browse(served + POST, color_scheme="dark")
    page.emulate_media(media="print")
    assert not page.locator(".masthead nav").is_visible()
    assert not page.locator(".skip").is_visible()
    for way_on in (".toc", ".tags", ".beside", ".report"):
        assert page.locator(way_on).count() and not page.locator(way_on).first.is_visible(), way_on
    assert page.locator("h1").is_visible()
    assert page.locator(".card").first.is_visible()
    assert page.evaluate("getComputedStyle(document.documentElement).backgroundColor") == "rgb(255, 255, 255)"
    marks = page.locator(".badge")
    page.goto(served)
    assert page.locator(".sides").count() and not page.locator(".sides").is_visible()
    page.goto(served + POST)
    assert marks.count() and "255" not in marks.first.evaluate("mark => getComputedStyle(mark).color")


def test_nothing_glides_for_readers_who_ask_for_less_motion(browse: Browse, served: str) -> None:
    page = browse(served + POST, reduced_motion="reduce")
    assert page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"


def test_contents_stand_open_beside_the_text_where_there_is_room(browse: Browse, served: str) -> None:
    page = browse(served + POST, width=1400, height=900)
    expect(page.locator(".toc").get_by_role("link", name="Three", exact=True)).to_be_visible()
    title, contents, text, cards = (
        page.locator(each).bounding_box() or {}
        for each in (".post > header", ".post > nav", ".post > .prose", ".cards")
    )
    assert title["y"] + title["height"] <= contents["y"] == text["y"], "the title stands above both"
    assert cards["y"] >= text["y"] + text["height"], "who wrote it stands below the text"
    assert cards["width"] == text["width"]
    page.set_viewport_size({"width": 600, "height": 900})
    expect(page.locator(".toc").get_by_role("link", name="Three", exact=True)).to_be_hidden()
    page.get_by_text("In this post").click()
    expect(page.locator(".toc").get_by_role("link", name="Three", exact=True)).to_be_visible()


def test_a_text_that_begins_with_a_heading_begins_where_others_do(browse: Browse, served: str) -> None:
    page = browse(served + POST, width=1400, height=900)
    page.locator(".prose").evaluate("text => text.prepend(document.createElement('h2'))")
    heading, contents = (page.locator(each).bounding_box() or {} for each in (".prose > h2:first-child", ".toc"))
    assert heading["y"] == contents["y"]


def test_every_link_shows_focus(browse: Browse, served: str) -> None:
    page = browse(served + POST)
    for _ in range(12):
        page.keyboard.press("Tab")
        assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"


@pytest.mark.parametrize(("path", "most"), [("/", 14), (POST, 18), ("/people/", 14)])
def test_a_page_is_set_in_few_sizes(browse: Browse, served: str, path: str, most: int) -> None:
    """Each size of each face costs a phone a moment before it paints, in which its processor waits."""
    page = browse(served + path, width=412, height=823)
    faces = page.evaluate(FACES)
    assert len(faces) <= most, sorted(faces)


def test_the_style_sheets_of_a_page_are_small(pages: Path) -> None:
    for path in ("index.html", f"{POST}index.html".lstrip("/"), "people/index.html"):
        html = (pages / path).read_text(encoding="utf-8")
        css = html[html.index("<style>") : html.index("</style>")]
        assert len(gzip.compress(css.encode(), 9)) <= LARGEST_STYLE_SHEET, path


def test_a_post_with_everything_in_it_is_small(pages: Path) -> None:
    html = (pages / f"{POST}index.html".lstrip("/")).read_text(encoding="utf-8")
    for mark in ('class="toc"', "footnote-ref", "<math", "markdown-alert", "<table", 'data-lang="bash"', "task-list"):
        assert mark in html, mark
    for mark in ('class="event', 'class="kicker"', 'class="card h-card"', "dt-updated", 'rel="tag"'):
        assert mark in html, mark
    scripts = "".join(re.findall(r"<script(?! type=.application)[^>]*>(.*?)</script>", html, re.S))
    assert len(gzip.compress(html.encode(), 9)) <= LARGEST_POST
    assert len(gzip.compress(scripts.encode(), 9)) <= LARGEST_SCRIPTS


@pytest.mark.parametrize("path", KINDS)
def test_nothing_is_cut_off_when_words_are_spaced_out_and_large(browse: Browse, served: str, path: str) -> None:
    page = browse(served + path, width=640, height=450, bypass_csp=True)
    page.add_style_tag(content=SPACING)
    assert (page.evaluate(CUT_OFF), overflow(page)) == ([], 0)
