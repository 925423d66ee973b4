"""What the long runs of `python -m tests.fuzz` found, and a short one each time."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.fuzz import texts
from tests.fuzz.oracle import faults
from tests.fuzz.trial import PLACES, Kitchen


@pytest.fixture(scope="module")
def kitchen() -> Iterator[Kitchen]:
    kitchen = Kitchen()
    yield kitchen
    kitchen.close()


@given(st.sampled_from(PLACES), texts.files)
@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
def test_nothing_breaks_and_nothing_active_survives(kitchen: Kitchen, place: str, raw: bytes) -> None:
    assert kitchen.serve(place, raw) == []


TOP = b"---\ntitle: Soup\nauthor: maria-silva\n---\n\n"


@pytest.mark.parametrize(
    "raw",
    [
        TOP + b"````_{\n" + b'</iframe href="http://["/>' * 3_000,
        TOP + b"```\n" + b"~" * 60_000 + b"x",
        TOP + b"** a\n" * 15_000,
        TOP + b"~" * 60_000 + b"`",
        TOP + b"[^1]{:" + b"The" * 700,
        TOP + b"```\n" + b" " * 60_000 + b"x\n",
        TOP + b"**" + b"\t" * 60_000 + b"x**\n",
        TOP + b"**" + b"a\t" * 30_000 + b"\n**",
        TOP + b"_" * 31_000 + b"x" + b"`" * 31_000,
        TOP + b"".join(b"```lang%d\nx\n```\n" % number for number in range(4_000)),
        TOP + b"<iframe >&#8238",
        TOP + b"<li><ifra\xef\xbf\xbeme><e>",
        TOP + b"<li><iframe><ul></iframe>x",
        TOP + b"<dl><div><dt><iframe title='a>b'><q></iframe>x",
        TOP + b"<details \n\n\xc2\xa8\nsoup\n-",
        b"---\n\xf2\x80\x90\xab:",
        b'---\ntitle: "So\\x1bup"\nauthor: maria-silva\nname: "So\\fup"\n---\n\nSoup.\n',
    ],
)
@pytest.mark.parametrize("place", PLACES[:3])
def test_what_was_found_stays_found(place: str, raw: bytes, kitchen: Kitchen) -> None:
    assert kitchen.serve(place, raw) == []


@pytest.mark.parametrize(
    "html",
    [
        "<script>x</script>",
        "<img src=x onerror=y>",
        "<a href='java\nscript:x'>x</a>",
        "<iframe src='https://trinket.io'></iframe>",
        "<p style='x'>y</p>",
        "<b id='main'>x</b>",
        "</main><p>x",
        "<!-- x",
        "\x0c",
        "<textarea>",
        "<input type=text>",
    ],
)
def test_the_judge_of_a_page_is_awake(html: str) -> None:
    assert faults(html) != []
