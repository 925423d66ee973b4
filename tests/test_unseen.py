"""What nobody sees is found in any text: the quick look says what the pattern says."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from potluck.unseen import UNSEEN, has_unseen, without_unseen

CONTROLS = "\x00\x07\x7f\x85\u2028\u202e\u2066\ufffe"
LETTERS = "a é\n\t\r\ufe0f\ufe0e\U000e0100\U000e0067\U000e007f\U0001f3f4\U0001f600"
MARKS = "\u0301\u0335\u064b\u0e47\u200d"
SIGNS = st.sampled_from(CONTROLS + LETTERS + MARKS) | st.characters()


@settings(max_examples=500)
@given(st.lists(SIGNS, max_size=12).map("".join))
@example("a" + "\ufe0f" * 4)
@example("a" + "\U000e0101" * 3)
@example("\u2764\ufe0f")
@example("e" + "\u0335\u0301" * 4)
@example("e" + "\u0e47\u200d" * 4)
def test_a_look_finds_what_the_pattern_finds(text: str) -> None:
    assert has_unseen(text) == (UNSEEN.search(text) is not None)
    assert without_unseen(text) == UNSEEN.sub("", text)


@pytest.mark.parametrize(
    "text",
    [
        "\u1ea5 = a\u0302\u0301",
        "\u05e9\u05b0\u05c1\u05bc\u0591",  # Hebrew with its points and accents
        "\u0628\u0650\u0633\u0652\u0645\u0650 \u0671\u0644\u0644\u0651\u064e\u0670\u0647\u0650",
        "\u0e17\u0e35\u0e48\u0e19\u0e35\u0e48",
        "\u0939\u093f\u0928\u094d\u0926\u0940",
        "1\ufe0f\u20e32\ufe0f\u20e33\ufe0f\u20e3",
        "\U0001f468\u200d\U0001f469\u200d\U0001f467\u200d\U0001f466\ufe0f",
    ],
)
def test_what_languages_write_stays(text: str) -> None:
    assert without_unseen(text) == text


def test_marks_that_would_be_drawn_over_other_lines_go() -> None:
    assert without_unseen("Z" + "\u0335\u0321\u035c" * 9 + "algo\u0301") == "Zalgo\u0301"
