"""JSON is written as Python writes it, only faster: feeds and pages are the same bytes."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from potluck.quick_json import as_indented_json, as_json, as_json_text, dumps

TEXTS = st.text(st.characters(exclude_categories=("Cs",)))
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | TEXTS,
    lambda inside: st.lists(inside, max_size=4) | st.dictionaries(TEXTS, inside, max_size=4),
    max_leaves=20,
)


@given(VALUES)
def test_it_is_what_python_writes(value: object) -> None:
    short = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    assert as_json(value) == dumps(value) == short
    assert as_indented_json(value) == json.dumps(value, ensure_ascii=False, indent=1)


@given(st.text(st.characters(exclude_categories=("Cs", "Cc"), include_characters="\t\n\r")))
def test_a_text_that_a_feed_may_hold_is_what_python_writes(text: str) -> None:
    assert as_json_text(text.encode()).decode() == json.dumps(text, ensure_ascii=False)


def test_what_no_bytes_can_say_is_kept_all_the_same() -> None:
    assert json.loads(as_json(["\ud800", "ü", 1 << 90])) == ["\ud800", "ü", 1 << 90]


def test_templates_may_ask_for_what_only_python_knows() -> None:
    assert dumps({"a": Markup("<b>")}) == '{"a":"<b>"}'
    assert dumps([1, 2], indent=1) == "[\n 1,\n 2\n]"
