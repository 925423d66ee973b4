"""Reading with a script's help and without: footnotes in place, contents that follow, light and dark, keys alone."""

from __future__ import annotations

import json
import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.browser.conftest import ServeSite
from tests.chromium import Browse, complaints_of

POST = """
---
title: Long and "quoted"
authors: [tom-oak, ines-duarte]
tags: [meetups, beginners]
series: Evenings
updated: 2026-05-20
lang: {lang}
---

A first line.[^a] And `code`.

## One

{filler}

> [!TIP]
> A tip.

| a | b |
|---|---|
| 1 | 2 |

## Two

{filler}

- [x] done

```python
print("hello")
```

## Three

{filler}

[^a]: The note, with *weight*.
"""
WORD = "averyverylongword" * 5
FORMULA = " + ".join(["x_i y_i z_i"] * 30)
WIDE = f"""
---
title: "{WORD}"
author: wide
tags: [C++]
math: true
---

{WORD}

| one | two | three | four | five | six | seven | eight |
|-----|-----|-------|------|------|-----|-------|-------|
| 1 | 2 | 3 | 4 | some words | `{WORD}` | 7 | 8 |

$${FORMULA}$$
"""
WIDE_PERSON = f"""
---
name: Wide
---

I am new.

```python
print("{WORD}")
```
"""
FILLER = "Words to scroll by, as many as it takes. " * 60
ADDRESS = "/2026/05/long/"

pytestmark = pytest.mark.browser


@pytest.fixture
def address(serve_site: ServeSite) -> str:
    return serve_site({"content/posts/2026-05-09-long.md": POST.format(lang="en", filler=FILLER).lstrip()})


def test_a_footnote_opens_below_its_paragraph_and_closes_again(browse: Browse, address: str) -> None:
    page = browse(address + ADDRESS)
    call = page.locator(".footnote-ref > a").first
    call.focus()
    page.keyboard.press("Enter")
    note = page.get_by_role("note")
    expect(note).to_have_text("The note, with weight.")
    expect(call).to_have_attribute("aria-expanded", "true")
    assert note.evaluate("note => note.previousElementSibling.textContent").startswith("A first line.")
    assert page.url == address + ADDRESS
    page.keyboard.press("Enter")
    expect(note).to_have_count(0)


def test_without_scripts_a_footnote_is_a_link_there_and_back(browse: Browse, address: str) -> None:
    page = browse(address + ADDRESS, java_script_enabled=False)
    page.locator(".footnote-ref > a").first.click()
    expect(page).to_have_url(re.compile("#fn-a$"))
    page.get_by_role("link", name="Back to reference 1").click()
    expect(page).to_have_url(re.compile("#fnref-a$"))
    assert not page.locator(".light").is_visible()


def test_the_contents_follow_the_reader(browse: Browse, address: str) -> None:
    page = browse(address + ADDRESS, width=1400, height=700, reduced_motion="reduce")
    expect(page.locator(".toc [aria-current]")).to_have_count(0)
    page.locator("#two").evaluate("heading => heading.scrollIntoView()")
    expect(page.locator(".toc [aria-current]")).to_have_text("Two")
    page.locator("#three").evaluate("heading => heading.scrollIntoView()")
    expect(page.locator(".toc [aria-current]")).to_have_text("Three")


MARKED = """
---
title: Marked by hand
author: tom-oak
---

<sup class="footnote-ref"><a href="#%">1</a></sup>

<div><sup class="footnote-ref"><a href="#one">2</a></sup></div>

<math><mtext><table><style><!--</style>

## Swallowed

--></mtext></math>

## One

Soup.

## Two

Bread.

## Three

Tea.
"""


def test_a_footnote_of_any_name_opens_in_its_place(browse: Browse, serve_site: ServeSite) -> None:
    post = MARKED[: MARKED.index("<sup")].lstrip() + "Soup[^größe].\n\n[^größe]: Two litres.\n"
    page = browse(serve_site({"content/posts/2026-05-10-marked.md": post}) + "/2026/05/marked/")
    page.locator(".footnote-ref a").click()
    expect(page.locator(".note")).to_have_text("Two litres.")


def test_marks_of_a_note_made_by_hand_stop_no_script(browse: Browse, serve_site: ServeSite) -> None:
    page = browse()
    complaints = complaints_of(page)
    page.goto(serve_site({"content/posts/2026-05-10-marked.md": MARKED.lstrip()}) + "/2026/05/marked/")
    for mark in page.locator(".footnote-ref a").all():
        mark.click()
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    expect(page.locator(".toc [aria-current]")).to_have_count(1)
    assert complaints == []


def test_every_heading_is_a_link_to_itself(browse: Browse, address: str) -> None:
    page = browse(address + ADDRESS)
    page.locator("h2#two a").click()
    expect(page).to_have_url(re.compile("#two$"))


def test_light_or_dark_is_remembered_from_page_to_page(browse: Browse, address: str) -> None:
    page = browse(address + ADDRESS, color_scheme="light")
    root = page.locator("html")
    ground = "getComputedStyle(document.documentElement).backgroundColor"
    light = page.evaluate(ground)
    page.get_by_role("button", name="Light or dark").click()
    dark = page.evaluate(ground)
    assert dark != light
    page.goto(address + "/people/")
    expect(root).to_have_css(
        "background-color", dark
    )  # what is kept is asked for in the first frame, after the page is read
    page.get_by_role("button", name="Light or dark").click()
    expect(root).to_have_css("background-color", light)


def test_the_keyboard_reaches_every_control_once_and_in_order(browse: Browse, address: str) -> None:
    page = browse(address + ADDRESS, width=1400, height=900)
    expect(page.get_by_role("button", name="Light or dark")).to_be_visible()
    wanted = page.evaluate(
        "[...document.querySelectorAll('a[href],button,summary,[tabindex=\"0\"]')]"
        ".filter(e => e.checkVisibility({visibilityProperty: true})).length"
    )
    seen = []
    for _ in range(wanted):
        page.keyboard.press("Tab")
        name = (
            "e => e.tagName + (e.getAttribute('href') || e.className) + [...document.querySelectorAll('*')].indexOf(e)"
        )
        seen.append(page.evaluate(f"({name})(document.activeElement)"))
        assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid", seen[-1]
    assert len(set(seen)) == wanted
    assert not any(each.startswith("BODY") for each in seen)


@pytest.mark.parametrize("lang", ["ar", "he", "zh-TW"])
def test_axe_finds_nothing_in_a_site_of_another_script(browse: Browse, serve_site: ServeSite, lang: str) -> None:
    address = serve_site(
        {
            "content/posts/2026-05-09-long.md": POST.format(lang=lang, filler=FILLER).lstrip(),
            "content/posts/2026-05-08-wide.md": WIDE.lstrip(),
            "content/authors/wide.md": WIDE_PERSON.lstrip(),
        },
        f"DEFAULT_LANG = {lang!r}\n",
    )
    found = []
    for scheme in ("light", "dark"):
        for width in (320, 1280):
            page = browse(width=width, height=800, color_scheme=scheme)
            strained = ("/2026/05/wide/", "/authors/wide/") if (scheme, width) == ("light", 320) else ()
            for path in ("/", ADDRESS, "/people/", "/authors/tom-oak/", "/archive/", "/tags/meetups/", *strained):
                page.goto(address + path)
                assert page.evaluate("document.documentElement.scrollWidth") <= width, (path, width)
                names = (
                    "[...document.querySelectorAll('[href$=\"/cpp/\"]')].filter(e => !e.querySelector('bdi')).length"
                )
                assert page.evaluate(names) == 0, "C++ would be read as ++C from right to left"
                found += [
                    (path, scheme, width, each["id"], each["nodes"][0]["html"][:150])
                    for each in Axe().run(page).response["violations"]
                ]
            page.keyboard.press("/")
            page.keyboard.insert_text("pathlib")
            expect(page.locator("dialog[open] .results a").first).to_be_visible()
            found += [("dialog", scheme, width, each["id"]) for each in Axe().run(page).response["violations"]]
    assert not found, json.dumps(found, indent=1)


@pytest.mark.parametrize(
    "grown",
    [
        f"{'<big>' * 12}{'<sup><big>' * 50}tea",
        f"{'<big>' * 15}<math><mpadded voffset=5em height=0 depth=0><mtext>tea</mtext></mpadded></math>",
        f"{'<big>' * 200}tea",
    ],
    ids=["raised letters", "a formula", "large letters"],
)
def test_no_letters_grow_over_the_page_around_a_text(browse: Browse, serve_site: ServeSite, grown: str) -> None:
    post = f"---\ntitle: Grown\nauthor: tom-oak\nmath: true\n---\n\n{grown}\n"
    page = browse(serve_site({"content/posts/2026-05-09-grown.md": post}) + "/2026/05/grown/")
    words = page.evaluate("""() => {
      const prose = document.querySelector('.prose'), range = new Range();
      const text = document.createTreeWalker(prose, NodeFilter.SHOW_TEXT);
      while (text.nextNode()) if (text.currentNode.data.includes('tea')) range.selectNode(text.currentNode);
      return range.getBoundingClientRect().toJSON();
    }""")
    head = page.locator("h1").bounding_box()
    assert head
    assert words["height"] < 100
    assert words["top"] >= head["y"] + head["height"]
    assert words["right"] <= 1280


@pytest.mark.parametrize(
    "wide",
    [
        f"<kbd>{'tea ' * 500}</kbd>",
        f"<time>{'tea ' * 500}</time>",
        f"<code><span>{'tea ' * 500}</span></code>",
        f"<ruby>t<rt>{'tea ' * 500}</rt></ruby>",
        "<dl><dd>" * 90,
        "\u1100" + "\u1161" * 300,
    ],
    ids=["a key", "a time", "code", "small letters above", "explained within explained", "one letter of many signs"],
)
def test_no_text_makes_a_page_wider_than_the_window(browse: Browse, serve_site: ServeSite, wide: str) -> None:
    post = f"---\ntitle: Wide\nauthor: tom-oak\n---\n\n{wide}\n"
    page = browse(serve_site({"content/posts/2026-05-09-wide.md": post}) + "/2026/05/wide/", width=390)
    assert page.evaluate("document.documentElement.scrollWidth") == 390


def test_a_long_key_goes_on_on_the_next_line(browse: Browse, serve_site: ServeSite) -> None:
    post = f"---\ntitle: Wide\nauthor: tom-oak\n---\n\n<kbd>{'tea ' * 99}</kbd>\n"
    page = browse(serve_site({"content/posts/2026-05-09-wide.md": post}) + "/2026/05/wide/", width=390)
    key = page.locator("kbd").bounding_box()
    assert key
    assert key["x"] + key["width"] <= 390 and key["height"] > 100


def test_no_formula_without_height_is_drawn_over_the_page_around_it(browse: Browse, serve_site: ServeSite) -> None:
    rows = "<mtr><mtd><mtext>tea</mtext></mtd></mtr>" * 60
    tall = f"<math><mpadded height=0 depth=0><mtable>{rows}</mtable></mpadded></math>"
    post = f"---\ntitle: Over\nauthor: tom-oak\n---\n\n{tall}\n"
    page = browse(serve_site({"content/posts/2026-05-09-over.md": post}) + "/2026/05/over/")
    covered = page.evaluate("""() => [...document.querySelectorAll('h1, .facts a, .post > footer a')].filter(each => {
      each.scrollIntoView({block: 'center'});
      const place = each.getBoundingClientRect();
      return document.elementFromPoint(place.x + place.width / 2, place.y + place.height / 2)?.closest('.prose');
    }).map(each => each.textContent)""")
    assert covered == []
