"""Coloured code is the HTML that Pygments makes of it, only faster."""

from __future__ import annotations

import io
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pygments.formatters import HtmlFormatter
from pygments.token import Keyword, Name, Punctuation, Text, Token

from potluck.markup.colouring import Colouring, colour

KINDS = (Token, Text, Text.Whitespace, Keyword, Name.Builtin, Name.Other.Than.Known, Token.Unknown.Kind, Punctuation)


@settings(max_examples=300, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(KINDS),
            st.lists(st.sampled_from(["a", "é", " ", "\n", "<", ">", "&", '"', "'", "\t"]), max_size=5).map("".join),
        ),
        max_size=12,
    )
)
def test_tokens_become_what_pygments_makes_of_them(tokens: list[tuple[object, str]]) -> None:
    expected = io.StringIO()
    HtmlFormatter(nowrap=True).format(iter(tokens), expected)
    html = re.sub('class="([a-z]+) [^"]*"', r'class="\1"', expected.getvalue())
    assert colour([(0, *token) for token in tokens]) == html.replace("&quot;", '"').replace("&#39;", "'")


@pytest.mark.parametrize(
    ("language", "before", "text"),
    [
        ("xquery", "a}b{", "a}b{"),
        ("modula2", "(*!m2pim*)\nMODULE A;", "x := 1 \\ 2; OPAQUE"),
        ("mime", "Content-Type: multipart/mixed; boundary=b\n\n--b\n\nSoup\n--b--\n", "Subject: Soup\n\n--b\nSoup\n"),
        ("email", "Content-Type: multipart/mixed; boundary=b\n\n--b\n\nSoup\n--b--\n", "Subject: Soup\n\n--b\nSoup\n"),
    ],
)
def test_colours_do_not_follow_from_what_was_coloured_before(language: str, before: str, text: str) -> None:
    alone, after = Colouring().colour(language, text, ()), Colouring()
    for each in (before, before):
        after.colour(language, each, ())
    assert after.colour(language, text, ()) == alone
