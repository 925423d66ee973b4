"""Several patterns made one find what the first of them would that finds anything."""

from __future__ import annotations

import re
import string
import sys
import time

import pytest

from potluck.markup.pattern_parts import _KIN, one_of, parts_of, rest_of

PATTERNS = (
    r"(a|b)c",
    r"(?:def|del|(?:de)?cide)\b",
    r"^(\s*)(x{,2})(\"\"\"(?:.|\n)*?\"\"\")",
    r"(?<!\.)(if|in|is)\b",
    r"(=\s*)?(\![sraf]|=b|c)?\}",
    r"[A-Zaéà-ù]+(?=\d)",
    r"[^a-zé-ž]+",
    r"(?i)(rf|fK)(\")",
    r"(?i)[0-9d\x80-\uffff]+",
    r"(?i)[^\u017f-\uffff]",
    r"[^é]",
    r"\d(?:_?\d)*",
    r"éàù*|éà?b",
    r"[éà]?d",
    r"(?s)a.*?b|\\.",
    r"(?:a|ab)(?:c|bcd)",
    r"\s*(?:a|;)",
    "",
)
TEXTS = (
    "abcd",
    "del decide def",
    'x"""a\n"""',
    "if.in is",
    "=b}",
    "!s}c}",
    "Aa1a",
    "__ 9_1",
    'rf"',
    'fk"',
    "d",
    "  a;",
    "Kids",
    "\\a\nb",
)


@pytest.mark.parametrize("pattern", PATTERNS)
@pytest.mark.parametrize("other", PATTERNS)
def test_two_patterns_are_one(pattern: str, other: str) -> None:
    both = [re.compile(each, re.MULTILINE) for each in (pattern, other)]
    for text in TEXTS:
        for place, character in enumerate(text):
            some = [
                (each, parts) for each in both if (parts := parts_of(each)) is not None and parts.may_begin(character)
            ]
            expected = next((match for each in both if (match := each.match(text, place))), None)
            one = some and one_of([each for each, _ in some], [rest_of(parts, character) for _, parts in some])
            found = one.match(text, place) if one else None
            assert (found and found.span()) == (expected and expected.span())
            assert found is None or some[(found.lastindex or 0) - 1][0] is (expected and expected.re)


def test_no_letter_but_these_few_has_its_other_case_within_ascii() -> None:
    ascii_letters = re.compile("[a-z]", re.IGNORECASE)
    assert [ord(each) for each in map(chr, range(128, sys.maxunicode + 1)) if ascii_letters.match(each)] == [*_KIN]


def test_a_set_of_all_letters_is_soon_made_one_with_others() -> None:
    both = [re.compile(each, re.IGNORECASE) for each in (r"[a-z$_\x80-\uffff]+", r"[0-9]+(?=[^a-z\u0080-\uffff])")]
    some = [parts for parts in map(parts_of, both) if parts is not None]
    started = time.process_time()
    for letter in string.ascii_letters:
        assert one_of(both, [rest_of(parts, letter) for parts in some])
    assert time.process_time() - started < 0.3


def test_a_pattern_that_repeats_a_group_is_not_taken_apart() -> None:
    parts = parts_of(re.compile(r"(['\"]).*?\1"))
    assert parts is not None and not parts.is_sure
    assert parts.may_begin('"') and not parts.may_begin("a")
