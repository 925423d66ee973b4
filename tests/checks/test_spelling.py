"""Spelling help: only where a site asks for it, and only in what readers read as words."""

from __future__ import annotations

import pytest

from potluck.problems import Problem
from potluck.settings import Settings
from tests.checks.conftest import TOP, Community


def misspelt(community: Community, body: str) -> list[Problem]:
    community.post(body)
    return [each for each in community.check(Settings(spelling=True)).problems if each.id == "misspelt"]


def test_nothing_is_said_of_spelling_unless_the_site_asks_for_it(community: Community) -> None:
    community.post("We will definately come again.")
    assert "misspelt" not in community.ids()


def test_a_misspelt_word_is_reported_with_the_line_as_it_should_be(community: Community) -> None:
    (problem,) = misspelt(community, "Rain came.\n\nDefinately a `definately` good day.")
    assert (problem.line, problem.column) == (8, 1)
    assert problem.edit and problem.edit.replacement == "Definitely a `definately` good day."


def test_where_several_words_may_be_meant_the_choice_is_left_to_the_author(community: Community) -> None:
    (problem,) = misspelt(community, "It had an odd affraid abbout sound.")[-1:]
    assert problem.edit is None
    assert "`about` or `abbot`" in problem.fix


@pytest.mark.parametrize(
    "body",
    [
        "```python\ndefinately = 1\n```",
        "See [the map](https://example.org/definately/recieve).",
        "See <https://example.org/definately>.",
        "See https://example.org/definately for it.",
        '<a href="https://example.org/" title="definately">The map</a>',
        "The map is in definately.txt and @definately drew it.",
    ],
)
def test_code_and_addresses_are_not_prose(community: Community, body: str) -> None:
    assert misspelt(community, body) == []


def test_posts_in_other_languages_are_left_alone(community: Community) -> None:
    community.write(
        "content/posts/2024-05-01-a-walk-by-the-river.md", TOP.replace("author:", "lang: pt\nauthor:") + "Definately.\n"
    )
    problems = community.check(Settings(spelling=True)).problems
    assert "misspelt" not in {each.id for each in problems}
