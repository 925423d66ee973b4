"""Talk and counters: nothing at all unless the settings say so, and then only what was chosen, when it is asked for."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from potluck.build import build
from tests.chromium import serve

POST = "/2026/05/announced/"
REPLIES = {
    "descendants": [
        {
            "visibility": "public",
            "url": "https://social.example/@mia/2",
            "account": {"display_name": "Mia <b>", "acct": "mia"},
            "content": "<p>Lovely &amp; warm<br>indeed</p><img src=x onerror='hacked = 1'>",
        },
        {"visibility": "private", "url": "javascript:1", "account": {"acct": "x"}, "content": "<p>whisper</p>"},
    ]
}

pytestmark = pytest.mark.browser
Start = Callable[[str], str]


@pytest.fixture
def start(site: Path, write: Callable[[str, str], Path]) -> Iterator[Start]:
    """Builds the small site with these settings; answers its address."""
    write(
        "content/posts/2026-05-09-announced.md",
        "---\ntitle: Announced\nauthor: tom-oak\ndiscussion: https://social.example/@ines/11001\n---\n\nHello.\n",
    )
    with ExitStack() as servers:

        def _start(settings: str) -> str:
            conf = site / "siteconf.py"
            conf.write_text(conf.read_text(encoding="utf-8") + "\n" + settings, encoding="utf-8")
            assert build(conf).errors == 0
            return servers.enter_context(contextmanager(serve)(site / "output"))

        yield _start


def visit(chromium: Browser, address: str, answer: Callable[[Route], None]) -> tuple[Page, list[str], list[str]]:
    """A page, what it asked of others, and what its console complained about."""
    page = chromium.new_page()
    asked: list[str] = []
    complaints: list[str] = []
    page.on("request", lambda request: None if request.url.startswith(address) else asked.append(request.url))
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.route(re.compile("^https://"), answer)
    page.goto(address + POST)
    return page, asked, complaints


def test_nothing_is_there_unless_it_is_asked_for(chromium: Browser, start: Start) -> None:
    address = start("")
    page, asked, _ = visit(chromium, address, lambda route: route.abort())
    assert page.locator(".talk").count() == 0
    assert "connect-src 'self';" in (page.locator("meta[http-equiv]").get_attribute("content") or "")
    assert asked == []
    page.close()


def test_replies_come_when_a_reader_asks_as_words_alone(chromium: Browser, start: Start) -> None:
    address = start('COMMENTS, MASTODON_HOST = "mastodon", "social.example"')
    headers = {"access-control-allow-origin": "*"}
    page, asked, complaints = visit(
        chromium, address, lambda route: route.fulfill(body=json.dumps(REPLIES), headers=headers)
    )
    assert asked == []
    page.get_by_role("button", name="Show what is said on social.example").click()
    expect(page.locator(".replies li")).to_have_count(1)
    assert asked == ["https://social.example/api/v1/statuses/11001/context"]
    assert page.locator(".replies a").text_content() == "Mia <b>"
    assert page.locator(".replies p").all_text_contents()[:2] == ["Lovely & warm", "indeed"]
    assert page.evaluate("window.hacked") is None
    assert complaints == []
    page.close()


def test_a_post_can_only_point_to_the_communitys_own_server(chromium: Browser, start: Start) -> None:
    address = start('COMMENTS, MASTODON_HOST = "mastodon", "other.example"')
    page, _, _ = visit(chromium, address, lambda route: route.abort())
    assert page.locator(".talk").count() == 0
    assert "social.example" not in (page.locator("meta[http-equiv]").get_attribute("content") or "")
    page.close()


def test_giscus_is_loaded_by_a_click(chromium: Browser, start: Start) -> None:
    address = start(
        'COMMENTS = "giscus"\nGISCUS = {"repo": "o/r", "repo_id": "R1", "category": "C", "category_id": "D1"}'
    )
    page, asked, complaints = visit(
        chromium, address, lambda route: route.fulfill(body="document.body.id = document.currentScript.dataset.repoId")
    )
    assert asked == []
    page.get_by_role("button", name="Show what is said on GitHub").click()
    expect(page.locator("body")).to_have_id("R1")
    assert asked == ["https://giscus.app/client.js"]
    assert complaints == []
    page.close()


@pytest.mark.parametrize(
    ("settings", "script"),
    [
        ('COUNTER, COUNTER_SITE = "plausible", "blog.example.org"', "https://plausible.io/js/script.js"),
        ('COUNTER, COUNTER_SITE = "goatcounter", "https://us.goatcounter.com"', "https://gc.zgo.at/count.js"),
    ],
)
def test_a_counter_may_load_its_script_and_nothing_else(
    chromium: Browser, start: Start, settings: str, script: str
) -> None:
    address = start(settings)
    page, asked, complaints = visit(
        chromium, address, lambda route: route.fulfill(body="document.documentElement.id = 'counted'")
    )
    expect(page.locator("html")).to_have_id("counted")
    assert asked == [script]
    assert complaints == []
    page.close()
