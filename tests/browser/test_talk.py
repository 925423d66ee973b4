"""Talk and counters: nothing at all unless the settings say so, and then only what was chosen, when it is asked for."""

from __future__ import annotations

import json
import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import ServeSite
from tests.chromium import Browse, asked_by, complaints_of

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


@pytest.fixture
def start(serve_site: ServeSite) -> Callable[[str], str]:
    """Builds the small site with a post that was announced, and these settings; answers its address."""
    front = "title: Announced\nauthor: tom-oak\ndiscussion: https://social.example/@ines/11001"
    return lambda settings: serve_site(
        {"content/posts/2026-05-09-announced.md": f"---\n{front}\n---\n\nHello.\n"}, settings
    )


def visit(browse: Browse, address: str, answer: Callable[[Route], None]) -> tuple[Page, list[str], list[str]]:
    """A page, what it asks of others from then on, and what it complains of."""
    page = browse()
    asked, complaints = asked_by(page, besides=address), complaints_of(page)
    page.route(re.compile("^https://"), answer)
    page.goto(address + POST)
    return page, asked, complaints


def test_nothing_is_there_unless_it_is_asked_for(browse: Browse, start: Callable[[str], str]) -> None:
    address = start("")
    page, asked, _ = visit(browse, address, lambda route: route.abort())
    assert page.locator(".talk").count() == 0
    assert "connect-src 'self';" in (page.locator("meta[http-equiv]").get_attribute("content") or "")
    assert asked == []


def test_replies_come_when_a_reader_asks_as_words_alone(browse: Browse, start: Callable[[str], str]) -> None:
    address = start('COMMENTS, MASTODON_HOST = "mastodon", "social.example"')
    headers = {"access-control-allow-origin": "*"}
    page, asked, complaints = visit(
        browse, address, lambda route: route.fulfill(body=json.dumps(REPLIES), headers=headers)
    )
    assert asked == []
    page.get_by_role("button", name="Show what is said on social.example").click()
    expect(page.locator(".replies li")).to_have_count(1)
    assert asked == ["https://social.example/api/v1/statuses/11001/context"]
    assert page.locator(".replies a").text_content() == "Mia <b>"
    assert page.locator(".replies p").all_text_contents()[:2] == ["Lovely & warm", "indeed"]
    assert page.evaluate("window.hacked") is None
    assert complaints == []


def test_a_post_can_only_point_to_the_communitys_own_server(browse: Browse, start: Callable[[str], str]) -> None:
    address = start('COMMENTS, MASTODON_HOST = "mastodon", "other.example"')
    page, _, _ = visit(browse, address, lambda route: route.abort())
    assert page.locator(".talk").count() == 0
    assert "social.example" not in (page.locator("meta[http-equiv]").get_attribute("content") or "")


def test_giscus_is_loaded_by_a_click(browse: Browse, start: Callable[[str], str]) -> None:
    address = start(
        'COMMENTS = "giscus"\nGISCUS = {"repo": "o/r", "repo_id": "R1", "category": "C", "category_id": "D1"}'
    )
    page, asked, complaints = visit(
        browse, address, lambda route: route.fulfill(body="document.body.id = document.currentScript.dataset.repoId")
    )
    assert asked == []
    page.get_by_role("button", name="Show what is said on GitHub").click()
    expect(page.locator("body")).to_have_id("R1")
    assert asked == ["https://giscus.app/client.js"]
    assert complaints == []


@pytest.mark.parametrize(
    ("settings", "script"),
    [
        ('COUNTER, COUNTER_SITE = "plausible", "blog.example.org"', "https://plausible.io/js/script.js"),
        ('COUNTER, COUNTER_SITE = "goatcounter", "https://us.goatcounter.com"', "https://gc.zgo.at/count.js"),
    ],
)
def test_a_counter_may_load_its_script_and_nothing_else(
    browse: Browse, start: Callable[[str], str], settings: str, script: str
) -> None:
    address = start(settings)
    page, asked, complaints = visit(
        browse, address, lambda route: route.fulfill(body="document.documentElement.id = 'counted'")
    )
    expect(page.locator("html")).to_have_id("counted")
    assert asked == [script]
    assert complaints == []
