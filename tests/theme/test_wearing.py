"""A page carries the scripts and style sheets that what stands in its text needs, each found by a sign in the HTML."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from potluck.pages.theme import wearing
from potluck.pages.theme.wearing import wears

SIGNS = sorted({*wearing._SCRIPTS, *(sign for signs in wearing._SHEETS.values() for sign in signs)})
PIECES = st.sampled_from([*SIGNS, *(sign[:-1] for sign in SIGNS), *(sign[1:] for sign in SIGNS), "<", "é", " "])


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES, max_size=8).map("".join))
def test_every_sign_is_found_wherever_it_stands(html: str) -> None:
    found = wears(html)
    assert found.scripts == [script for sign, script in wearing._SCRIPTS.items() if sign in html]
    assert found.sheets == [name for name, signs in wearing._SHEETS.items() if any(sign in html for sign in signs)]
