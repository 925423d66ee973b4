"""What the keyboard has becomes what a language sets; code, and what could mean something else, stays as typed."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from potluck.markup import Renderer
from potluck.markup.typography import set_plain, set_type


@pytest.mark.parametrize(
    ("lang", "typed", "set_as"),
    [
        ("en", 'I don\'t know. "Why?" she said.', "I don’t know. “Why?” she said."),
        ("en", "\"'Nested' first\", the boys' books", "“‘Nested’ first”, the boys’ books"),
        ("en", "rock 'n' roll in the '90s", "rock ’n’ roll in the ’90s"),
        ("en", '6\'2" tall, a 5" screen', '6\'2" tall, a 5" screen'),
        ("en", "a word - and more -- so... 5 - 3, --flag", "a word – and more – so… 5 - 3, --flag"),
        ("fr", 'L\'eau, "bonjour" ! Oui ?', "L’eau, «\u202fbonjour\u202f»\u202f! Oui\u202f?"),
        ("fr-CA", "Bonjour !", "Bonjour\u202f!"),
        ("de", 'Er sagte "ja".', "Er sagte „ja“."),
        ("es", 'Dijo "no".', "Dijo «no»."),
        ("pt-BR", 'Disse "sim".', "Disse “sim”."),
        ("zh-TW", '他說"你好"了', "他說「你好」了"),
        ("ja", '"はい"と言った', "「はい」と言った"),
        ("he", 'צה"ל אמר "שלום"', 'צה"ל אמר ”שלום”'),
        ("ar", 'قال "نعم" هنا', "قال “نعم” هنا"),
    ],
)
def test_each_language_gets_its_own_signs(lang: str, typed: str, set_as: str) -> None:
    assert set_plain(typed, lang) == set_as
    assert set_type(f"<p>{typed}</p>", lang) == f"<p>{set_as}</p>"


def test_quotation_marks_reach_across_tags() -> None:
    assert set_type('<p>He said <em>"no"</em> and "<a href="#x">yes</a>".</p>', "en") == (
        '<p>He said <em>“no”</em> and “<a href="#x">yes</a>”.</p>'
    )


@pytest.mark.parametrize("tag", ["code", "pre", "kbd", "samp", "math"])
def test_what_is_quoted_to_the_letter_stays(tag: str) -> None:
    html = f"<p>It's <{tag}>\"a\" -- 'b'...</{tag}></p>"
    assert set_type(html, "en") == html.replace("It's", "It’s")


@given(st.text(alphabet="ab '\"-.\n<>&;#34=/éא你", max_size=60), st.sampled_from(["en", "fr", "de", "he", "zh-TW"]))
def test_only_signs_change_and_no_tag(text: str, lang: str) -> None:
    html = Renderer().render(text).html
    made = set_type(html, lang)
    assert re.findall("<[^>]*>", made) == re.findall("<[^>]*>", html)
    signs = r"&quot;|&#\w+;|[\"'“”‘’«»„‚「」『』…–—.\-\s\u202f\u00a0]"
    assert re.sub(signs, "", re.sub("<[^>]*>", "", made)) == re.sub(signs, "", re.sub("<[^>]*>", "", html))


def test_code_within_code_stays_to_the_letter() -> None:
    assert set_type("<p><code>a<code>b</code>'c'</code> 'd'</p>", "en") == (
        "<p><code>a<code>b</code>'c'</code> ‘d’</p>"
    )
    assert set_type("<pre><code><span class=\"s\">'a'</span>\n'b'</code></pre><p>'c'</p>", "en") == (
        "<pre><code><span class=\"s\">'a'</span>\n'b'</code></pre><p>‘c’</p>"
    )


@pytest.mark.parametrize(
    "typed",
    ['&amp;" ' * 33_000, "('a " * 12_000 + 'a" ' * 16_000],
    ids=["a mark after each entity", "marks that never close"],
)
def test_thousands_of_marks_take_no_square_of_their_number(typed: str) -> None:
    started = time.process_time()
    set_type(typed, "en")
    assert time.process_time() - started < 1
