"""No post keeps the check busy for longer than its size: the same mistake thousands of times costs no squares."""

from __future__ import annotations

import sys
import time

import pytest

from potluck.checks.code.shape import DASHES
from potluck.checks.links.addresses import COMMA
from potluck.content.profiles import SCHEME_TYPO
from tests.checks.conftest import POST, Community

PATIENCE = 20  # seconds of processor time; where time grows with the square, minutes


@pytest.mark.parametrize(
    "body",
    [
        "(tea)[http://b]\n" * 3_000,
        ("<b>" * 20 + "\n") * 700,
        ("<a>" * 20 + "\n") * 700,
        "##S\n" * 10_000,
        "#_\n" * 10_000 + "\nEnd.",
        "[@" + "1" * 90_000 + "\n##S",
        "Ab cd\n" * 16_000 + "\n##S",
        "> Ab: cd\n" * 10_000 + "\n##S",
        "[@a1]\n" * 12_000 + "##S",
        "[a" + "b" * 90_000 + "]{.\n##S",
        "Follow\n\n" * 11_000 + "5 min read\n\n##S\n\nShare\n" + "\n" * 5_000,
        "$$a\n" * 20_000 + "##S",
        "[" * 12_000 + "x" + "](/y)" * 12_000,
        "![" * 10_000 + "x" + "](y.png)" * 9_000,
        "# a\n" * 20_000 + "[b](#c)\n",
        "tea\n> > \n[^1]: \n" * 5_000,
        "<!-- potluck: allow" + " " * 90_000 + "!\n##S",
        "##S " + "<!-- potluck: allow heading-space because " * 2_000,
        "import " + " " * 90_000 + "!\n##S",
        "!!! note" + " " * 90_000 + "x\n##S",
        "</br" + " " * 90_000 + "!\n##S",
        "tea [time=" + " " * 90_000 + "\n##S",
        "h1. " + " " * 90_000 + "x=\n##S",
        "<th " * 22_000 + "\n##S",
        '<h2 id="' + " " * 90_000 + "!\n##S",
        ".. code-block::" + " " * 90_000 + "!\n##S",
        "\u00b7\n11 min read" + " " * 90_000 + "!\n##S",
        "http://b.c/?tea– " * 30 + "http://b.c/[" + "tea " * 20_000,
        "``A\u201d **" * 9_000,
        "a\n\n" * 30_000 + "##S",
        f"+{'ab' * 190}\n-{'cd' * 190}\n" * 120 + "\n##S",
        "```python\na = 1\n\n## B\n\n" * 2_000,
        "- " + "\u201d~```" * 9_000 + "$",
        "[a]:b\n" * 16_000,
        "".join(f"## number {at} of the soup\n\n[up](#number-{at}-of-the-soap)\n\n" for at in range(1_400)),
        "!![](<a>)\n" * 9_000,
        "| a | b |\n|---" + " " * 90_000 + "x\n| 1 | 2 |\n##S",
        "[a](#b)\n\n# a" + " " * 90_000 + "!\n",
        "[a](#b)\n\n# " + "[" * 90_000,
        "## a {" + ".a" * 200 + "!\n\n##S",
    ],
    ids=[
        "links turned round",
        "tags left open",
        "more tags left open",
        "headings",
        "headings or hashtags",
        "a source of digits",
        "short lines",
        "short lines in a quotation",
        "sources",
        "a span left open",
        "buttons",
        "formulas left open",
        "links within links",
        "images within images",
        "headings of one name",
        "quotations of nothing",
        "an excuse of blanks",
        "excuses left open",
        "an import of blanks",
        "a box of blanks",
        "a break of blanks",
        "a mark of blanks",
        "a heading of blanks",
        "cells never finished",
        "an id of blanks",
        "a block of blanks",
        "minutes of blanks",
        "words of a link left open",
        "curly signs in code",
        "the same word again and again",
        "comparisons of nothing",
        "comments above comments",
        "curly signs in code of an item",
        "definitions of nothing",
        "headings that are almost there",
        "images that may be within links",
        "dashes of blanks",
        "a heading with a gap",
        "a heading of brackets",
        "names behind a heading",
    ],
)
def test_one_mistake_thousands_of_times_is_told_in_seconds(community: Community, body: str) -> None:
    community.post(body)
    started = time.process_time()
    assert community.problems()
    assert time.process_time() - started < PATIENCE


@pytest.mark.skipif(sys.platform == "win32", reason="no such measure there")
@pytest.mark.parametrize(
    ("body", "told"),
    [
        ('<iframe src="https://a">' * 3_900, {"html-open", "embed-host"}),
        ("[" * 19_000 + "x" + "](a)" * 19_000, {"link-missing"}),
    ],
    ids=["frames", "links within links"],
)
def test_one_mistake_thousands_of_times_in_a_line_takes_no_square_of_memory(
    community: Community, body: str, told: set[str]
) -> None:
    import resource

    community.post(body)
    before, started = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.process_time()
    assert told <= community.ids()
    assert time.process_time() - started < PATIENCE
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 200_000 * (
        1024 if sys.platform == "darwin" else 1
    )


@pytest.mark.parametrize(
    ("address", "host"),
    [
        ("https://tea,example.org/a", "tea,example.org"),
        ("http://www.tea,org", "www.tea,org"),
        ("https://tea.org/a,b", ""),
    ],
)
def test_a_comma_for_a_dot_is_known(address: str, host: str) -> None:
    found = COMMA.match(address)
    assert (found[2] if found else "") == host


def test_commas_blanks_and_dashes_without_end_are_looked_at_once() -> None:
    started = time.process_time()
    assert SCHEME_TYPO.match(f"htts{' ' * 300}!") is None
    assert DASHES.match(f"|{'-' * 20_000}!") is None
    assert COMMA.match("https://a.a,aa" + "t," * 40_000 + "!") is None
    assert time.process_time() - started < PATIENCE


@pytest.mark.parametrize("lines", ["# " + "::\n}" * 1_000, "tags:\n" + "- ::\n" * 800])
def test_lines_above_a_text_that_say_nothing_are_tried_in_seconds(community: Community, lines: str) -> None:
    community.write(POST, f"---\ntitle: A walk\nauthor: maria-silva\n{lines}\n---\n\nIt rained.\n")
    started = time.process_time()
    assert community.problems()
    assert time.process_time() - started < PATIENCE / 4


@pytest.mark.parametrize(
    "top",
    [f"---\ntitle: A walk\nauthor: a{' ' * 3_900}b\n---\n", f" *tea{chr(9) * 20_000}\ntitle: A walk\n---\n"],
    ids=["an author of blanks", "a name and tabs"],
)
def test_blanks_without_end_above_a_text_are_looked_at_once(community: Community, top: str) -> None:
    for day in range(1, 6):  # so many posts may one change bring
        community.write(f"content/posts/2024-05-0{day}-a-walk.md", f"{top}\nIt rained.\n")
    started = time.process_time()
    assert community.problems()
    assert time.process_time() - started < PATIENCE / 4
