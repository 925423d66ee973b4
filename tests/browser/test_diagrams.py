"""Diagrams: text without scripts, drawn where scripts are on, and nothing but the one script is let in for it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from potluck.pages.generators import diagrams
from tests.chromium import Browse, asked_by, complaints_of
from tests.conftest import CONF
from tests.files import built_at, put_all
from tests.web import serving

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
WHOLE_PAGE = "position:fixed;inset:0;width:100vw;height:100vh;max-width:none!important;z-index:9999;background:red;"
OVER_THE_PAGE = f"""
stateDiagram-v2
  classDef odd fill:red,a{{a:b}},#diagram-4:not(&){{;{WHOLE_PAGE};}}
  A --> B
  class A odd
"""
COMMITS, TWIGS = "  commit\n" * 500, "    twig\n" * 200
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

```mermaid{OVER_THE_PAGE}```

```mermaid
block-beta
  space:9999999 soup
```

```mermaid
%%{{init: {{}}}}%% radar-beta
  axis a, b, c
  curve x{{1, 2, 3}}
  ticks 99999999
```

```mermaid
gitGraph
{COMMITS}```

```mermaid
mindmap
  everything
{TWIGS}```

```mermaid
graph TD
  endless["{"w" * 9000}"]
```

After it.
"""


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A site with one post that has diagrams and one that has none."""
    root = tmp_path_factory.mktemp("drawn")
    put_all(
        root,
        {
            "siteconf.py": CONF,
            "content/authors/tom-oak.md": "---\nname: Tom Oak\n---\n",
            "content/posts/2026-06-02-with.md": POST.lstrip(),
            "content/posts/2026-05-02-without.md": "---\ntitle: None\nauthor: tom-oak\n---\n\nNone.\n",
        },
    )
    with serving(built_at(root)) as address:
        yield address


def wait_until_drawn(page: Page) -> None:
    expect(page.locator(".diagram svg").first).to_be_visible()
    expect(page.locator(".diagram")).to_have_count(4)


@pytest.fixture
def drawn(browse: Browse, place: str) -> Page:
    """The post with diagrams, drawn."""
    page = browse(place + WITH, color_scheme="light")
    wait_until_drawn(page)
    return page


def test_the_script_is_the_one_that_was_published_under_this_version() -> None:
    file = diagrams.drawing_script()
    assert file is not None, "install what pyproject.toml names, or put in the version and hash of the new file"
    script = file.read_bytes()
    assert hashlib.sha256(script).digest() == diagrams.SHA256
    assert f'version:"{diagrams.VERSION}"'.encode() in script


def test_a_diagram_is_text_without_scripts(browse: Browse, place: str) -> None:
    page = browse(place + WITH, java_script_enabled=False)
    expect(page.locator("pre.mermaid").first).to_be_visible()
    assert "Soup --> Bread" in page.inner_text("article")


def test_a_diagram_is_drawn_by_scripts_of_our_own(browse: Browse, place: str) -> None:
    page = browse()
    asked, complaints = asked_by(page), complaints_of(page, "error", "warning", "info", "log")
    page.goto(place + WITH)
    wait_until_drawn(page)
    scripts = [f"{place}/{diagrams.PATH}", f"{place}/{diagrams.DRAWING}"]
    assert [each.partition("?")[0] for each in asked] == [place + WITH, *scripts]
    expect(page.locator("pre.mermaid").first).to_be_hidden()
    assert "Soup" in (page.locator(".diagram svg").first.text_content() or "")
    assert complaints == []


def test_a_diagram_far_below_costs_nothing_until_a_reader_comes_near(browse: Browse, place: str) -> None:
    page = browse()
    asked = asked_by(page)
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
    assert asked == [place + WITH]
    page.locator("pre.mermaid").first.scroll_into_view_if_needed()
    expect(page.locator(".diagram svg").first).to_be_visible()


def test_what_cannot_be_drawn_stays_text(drawn: Page) -> None:
    expect(drawn.get_by_text("this is no diagram")).to_be_visible()
    expect(drawn.get_by_text("space:9999999")).to_be_visible()
    expect(drawn.get_by_text("ticks 99999999")).to_be_visible()
    for endless in ("commit", "twig", "endless"):
        expect(drawn.locator("pre.mermaid", has_text=endless)).to_be_visible()


def test_no_diagram_runs_a_script_or_changes_the_page(drawn: Page) -> None:
    for node in drawn.locator(".diagram .node").all():
        node.click(force=True)
    assert "With a diagram" in drawn.title()
    expect(drawn.get_by_text("After it.")).to_be_visible()
    assert drawn.locator(".diagram script, .diagram img, .diagram [onclick], .diagram a[href^=javascript]").count() == 0


def test_no_diagram_is_drawn_over_the_page_around_it(drawn: Page) -> None:
    expect(drawn.locator(".diagram svg").last).to_have_css("position", "fixed")  # as its author would have it
    assert drawn.evaluate("document.elementFromPoint(5, 5).closest('.diagram')") is None


def test_diagrams_follow_light_and_dark(drawn: Page) -> None:
    box = drawn.locator(".diagram .node rect").first
    light = box.evaluate("box => getComputedStyle(box).fill")
    drawn.emulate_media(color_scheme="dark")
    expect(box).not_to_have_css("fill", light)  # wait_for_function would need `unsafe-eval` as soon as it waits


def test_axe_finds_nothing_on_a_page_with_diagrams(drawn: Page) -> None:
    assert [each["id"] for each in Axe().run(drawn).response["violations"]] == []


def test_pages_without_a_diagram_know_nothing_of_it(browse: Browse, place: str) -> None:
    page = browse()
    asked = asked_by(page)
    page.goto(place + WITHOUT)
    assert "mermaid" not in page.content()
    assert "unsafe-inline" not in page.content()
    assert asked == [place + WITHOUT]


def test_nothing_else_may_run_on_a_page_with_diagrams(drawn: Page, place: str) -> None:
    refused = """async (source) => new Promise((done) => {
      const script = document.createElement("script");
      script.onload = () => done("ran"); script.onerror = () => done("refused");
      script.src = source; document.head.append(script);
    })"""
    assert drawn.evaluate(refused, f"{place}/feed.xml") == "refused"
    assert drawn.evaluate(refused, "data:text/javascript,1") == "refused"
