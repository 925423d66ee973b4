"""What nobody sees is found in any text: the quick look says what the pattern says."""

from __future__ import annotations

from hypothesis import example, given, settings
from hypothesis import strategies as st

from potluck.unseen import UNSEEN, has_unseen, without_unseen

CONTROLS = "\x00\x07\x7f\x85\u2028\u202e\u2066\ufffe"
LETTERS = "a é\n\t\r\ufe0f\ufe0e\U000e0100\U000e0067\U000e007f\U0001f3f4\U0001f600"
SIGNS = st.sampled_from(CONTROLS + LETTERS) | st.characters()


@settings(max_examples=500)
@given(st.lists(SIGNS, max_size=12).map("".join))
@example("a" + "\ufe0f" * 4)
@example("a" + "\U000e0101" * 3)
@example("\u2764\ufe0f")
def test_a_look_finds_what_the_pattern_finds(text: str) -> None:
    assert has_unseen(text) == (UNSEEN.search(text) is not None)
    assert without_unseen(text) == UNSEEN.sub("", text)
