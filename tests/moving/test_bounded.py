"""No text of an old site keeps us for longer than its size: beginnings that never end cost nothing."""

from __future__ import annotations

import time

import pytest

from potluck.moving.bodies.html import to_markdown
from potluck.moving.bodies.liquid import Liquid
from potluck.moving.bodies.shortcodes import plain_shortcodes
from potluck.moving.model import Entry
from potluck.moving.sources import wordpress

LONG = 40_000  # characters; where time grows with the square, half a minute and more
PATIENCE = 10  # seconds of processor time


def many(beginning: str) -> str:
    return beginning * (LONG // len(beginning))


@pytest.mark.parametrize(
    "beginning",
    ["{% raw %}", "{% comment %}", "{% highlight a %}", "{% highlight ", "{% include python %}", "{% a ", "{{ a "],
)
def test_templates_that_never_end(beginning: str) -> None:
    started = time.process_time()
    Liquid().fill(Entry("a.md", body=many(beginning)))
    assert time.process_time() - started < PATIENCE


@pytest.mark.parametrize("body", ["{{ " + " " * LONG + "x", " " * LONG + "{% a %}"])
def test_blanks_without_end(body: str) -> None:
    started = time.process_time()
    Liquid().fill(Entry("a.md", body=body))
    assert time.process_time() - started < PATIENCE


@pytest.mark.parametrize("body", [many("{{< a "), many('{{% a "'), many("{{</* "), "{{< a" + " " * LONG])
def test_shortcodes_that_never_end(body: str) -> None:
    entry = Entry("a.md", body="{{< a >}}" + body)
    started = time.process_time()
    plain_shortcodes(entry, lambda _, name: None)
    assert time.process_time() - started < PATIENCE


@pytest.mark.parametrize("html", [many("<!--"), many("<!-- a")])
def test_comments_that_never_end(html: str) -> None:
    started = time.process_time()
    to_markdown(html)
    assert time.process_time() - started < PATIENCE


@pytest.mark.parametrize("name", ["CODE", "SHORTCODE"])
@pytest.mark.parametrize("text", [many("[code]"), many("[code "), "[code" + " " * LONG])
def test_what_wordpress_puts_in_brackets(name: str, text: str) -> None:
    started = time.process_time()
    assert getattr(wordpress, name).sub("", text) is not None
    assert time.process_time() - started < PATIENCE
