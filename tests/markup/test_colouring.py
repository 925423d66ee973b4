"""Coloured code is the HTML that Pygments makes of it, only faster."""

from __future__ import annotations

import io
import re

from hypothesis import given, settings
from hypothesis import strategies as st
from pygments.formatters import HtmlFormatter
from pygments.token import Keyword, Name, Punctuation, Text, Token

from potluck.markup.colouring import colour

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
