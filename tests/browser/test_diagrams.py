"""Diagrams: text without scripts, drawn where scripts are on, and nothing but the one script is let in for it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from potluck.build import build
from potluck.pages import diagrams
from tests.chromium import serve
from tests.conftest import CONF

pytestmark = pytest.mark.browser
WITH, WITHOUT = "/2026/06/with/", "/2026/05/without/"
HOSTILE = """
graph TD
  A["<img src=x onerror='document.title=666'>"] --> B["<script>document.title=667</script>"]
  C["#lt;img src=x onerror='document.title=671'#gt;"] --> D["&lt;img src=x onerror='document.title=672'&gt;"]
  E["&amp;lt;img src=x onerror='document.title=673'&amp;gt;"] --> F["`<img src=x onerror='document.title=674'>`"]
  click A "javascript:document.title=668"
  click B call alert("669")
"""
LOOSE = """
%%{init: {"securityLevel": "loose", "flowchart": {"htmlLabels": true}, "themeCSS": "} body { display: none } .x {"}}%%
graph TD
  A["<b onclick='document.title=670'>bold</b>"] --> B
"""
POST = f"""
---
title: With a diagram
author: tom-oak
---

Before it.

```mermaid
graph TD
  Soup --> Bread
```

```mermaid
this is no diagram
```

```mermaid{HOSTILE}```

```mermaid{LOOSE}```

After it.
"""


@dataclass
class Visit:
    """A page, what it asked for, and what it complained of."""

    page: Page
    asked: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A site with one post that has diagrams and one that has none."""
    root = tmp_path_factory.mktemp("drawn")
    for folder in ("posts", "authors"):
        (root / "content" / folder).mkdir(parents=True)
    (root / "siteconf.py").write_text(CONF)
    (root / "content/authors/tom-oak.md").write_text("---\nname: Tom Oak\n---\n")
    (root / "content/posts/2026-06-02-with.md").write_text(POST.lstrip())
    (root / "content/posts/2026-05-02-without.md").write_text("---\ntitle: None\nauthor: tom-oak\n---\n\nNone.\n")
    built = build(root / "siteconf.py")
    assert built.errors == 0, built.problems
    yield from serve(root / "output")


@pytest.fixture
def visit(chromium: Browser, place: str) -> Iterator[Visit]:
    """The post with diagrams, drawn."""
    seen = Visit(chromium.new_page(color_scheme="light"))
    seen.page.on("request", lambda request: seen.asked.append(request.url.removeprefix(place)))
    seen.page.on("console", lambda message: seen.complaints.append(message.text))
    seen.page.goto(place + WITH)
    expect(seen.page.locator(".diagram svg").first).to_be_visible(timeout=30_000)
    expect(seen.page.locator(".diagram")).to_have_count(3, timeout=30_000)
    yield seen
    seen.page.close()


def test_the_script_is_the_one_that_was_published_under_this_version() -> None:
    file = diagrams.drawing_script()
    assert file is not None, "install what pyproject.toml names, or put in the version and hash of the new file"
    script = file.read_bytes()
    assert hashlib.sha256(script).digest() == diagrams.SHA256
    assert f'version:"{diagrams.VERSION}"'.encode() in script


def test_a_diagram_is_text_without_scripts(chromium: Browser, place: str) -> None:
    page = chromium.new_page(java_script_enabled=False)
    page.goto(place + WITH)
    expect(page.locator("pre.mermaid").first).to_be_visible()
    assert "Soup --> Bread" in page.inner_text("article")
    page.close()


def test_a_diagram_is_drawn_by_scripts_of_our_own(visit: Visit) -> None:
    assert [each.partition("?")[0] for each in visit.asked] == [WITH, f"/{diagrams.PATH}", f"/{diagrams.DRAWING}"]
    expect(visit.page.locator("pre.mermaid").first).to_be_hidden()
    assert "Soup" in (visit.page.locator(".diagram svg").first.text_content() or "")
    assert visit.complaints == []


def test_a_diagram_far_below_costs_nothing_until_a_reader_comes_near(chromium: Browser, place: str) -> None:
    page = chromium.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.removeprefix(place)))
    page.route(
        place + WITH,
        lambda route: route.fulfill(
            response=(found := route.fetch()),
            body=found.text().replace("<p>Before it.", "<p>" + "Before it.<br>" * 400),
        ),
    )
    page.goto(place + WITH)
    expect(page.locator("pre.mermaid").first).to_be_visible()
    page.wait_for_timeout(300)
    assert asked == [WITH]
    page.locator("pre.mermaid").first.scroll_into_view_if_needed()
    expect(page.locator(".diagram svg").first).to_be_visible(timeout=30_000)
    page.close()


def test_what_cannot_be_drawn_stays_text(visit: Visit) -> None:
    expect(visit.page.get_by_text("this is no diagram")).to_be_visible()


def test_no_diagram_runs_a_script_or_changes_the_page(visit: Visit) -> None:
    for node in visit.page.locator(".diagram .node").all():
        node.click(force=True)
    assert "With a diagram" in visit.page.title()
    expect(visit.page.get_by_text("After it.")).to_be_visible()
    assert (
        visit.page.locator(".diagram script, .diagram img, .diagram [onclick], .diagram a[href^=javascript]").count()
        == 0
    )


def test_diagrams_follow_light_and_dark(visit: Visit) -> None:
    box = visit.page.locator(".diagram .node rect").first
    light = box.evaluate("box => getComputedStyle(box).fill")
    visit.page.emulate_media(color_scheme="dark")
    expect(box).not_to_have_css("fill", light)  # wait_for_function would need `unsafe-eval` as soon as it waits


def test_axe_finds_nothing_on_a_page_with_diagrams(visit: Visit) -> None:
    assert [each["id"] for each in Axe().run(visit.page).response["violations"]] == []


def test_pages_without_a_diagram_know_nothing_of_it(chromium: Browser, place: str) -> None:
    page = chromium.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.removeprefix(place)))
    page.goto(place + WITHOUT)
    assert "mermaid" not in page.content()
    assert "unsafe-inline" not in page.content()
    assert asked == [WITHOUT]
    page.close()


def test_nothing_else_may_run_on_a_page_with_diagrams(visit: Visit, place: str) -> None:
    refused = """async (source) => new Promise((done) => {
      const script = document.createElement("script");
      script.onload = () => done("ran"); script.onerror = () => done("refused");
      script.src = source; document.head.append(script);
    })"""
    assert visit.page.evaluate(refused, f"{place}/feed.xml") == "refused"
    assert visit.page.evaluate(refused, "data:text/javascript,1") == "refused"
