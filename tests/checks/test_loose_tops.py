"""Tops that say the title and author in a way of their own, and what stands above a top and is no part of it."""

from __future__ import annotations

import pytest

from tests.checks.conftest import POST, Community

GOOD = "---\ntitle: A walk\nauthor: maria-silva\n---"
TEXT = "\n\nIt rained, and nobody minded.\n"


@pytest.mark.parametrize(
    "top",
    [
        "title -> A walk\nauthor -> maria-silva",
        "title => A walk\nauthor => maria-silva",
        "title\tA walk\nauthor\tmaria-silva",
        "Title – A walk\nAuthor – maria-silva",
        "title | A walk\nauthor | maria-silva",
    ],
)
def test_names_and_values_with_other_signs_between_are_one_problem(community: Community, top: str) -> None:
    community.write(POST, top + TEXT)
    assert community.told() == [("front-matter-open", 1)]
    assert community.mended() == GOOD + TEXT


@pytest.mark.parametrize(
    "text", ["Rain -> mud\nSun -> dust", "to go - or not\nthat is - the question", "Walk\tRain\nSun\tDust"]
)
def test_other_lines_of_that_form_are_no_top(community: Community, text: str) -> None:
    community.write(POST, text + TEXT)
    assert ("front-matter-missing", 1) in community.told()


def test_the_head_of_a_mail_in_place_of_the_top_is_one_problem(community: Community) -> None:
    mail = "From: Maria Silva <maria@example.org>\nTo: Ada\nDate: Wed, 01 May 2024 10:12:00 +0000\nSubject: Re: A walk"
    community.write(POST, mail + TEXT)
    (found,) = community.problems()
    assert (found.id, found.line) == ("front-matter-open", 1)
    assert "title: A walk\nauthor: Maria Silva\n" in community.mended()
    assert community.problems() == []


@pytest.mark.parametrize(
    "above",
    [
        "From: Maria <maria@example.org>\nSubject: my post\n",
        "Here is the updated post:\n",
        "Hi Ada,\n",
        "Update 2024-05-01-a-walk.md\n",
        "Code\nBlame\n34 lines (22 loc) · 812 Bytes",
    ],
)
def test_what_is_no_part_of_the_post_goes_from_above_it(community: Community, above: str) -> None:
    community.write(POST, f"{above}\n{GOOD}{TEXT}")
    (found,) = community.problems()
    assert (found.id, found.title) == (
        "front-matter-not-first",
        "What stands above the first `---` is no part of the post.",
    )
    assert community.mended() == GOOD + TEXT


@pytest.mark.parametrize("words", ["We went out early.", "This is how we went out.", "Here is where it began."])
def test_words_above_the_top_that_may_be_of_the_post_are_kept(community: Community, words: str) -> None:
    community.write(POST, f"{words}\n\n{GOOD}{TEXT}")
    assert words in community.mended()


@pytest.mark.parametrize("top", ["# A walk\n\n*by Maria Silva, 1 May 2024*", "A walk\nby Maria Silva"])
def test_a_title_and_a_name_in_the_text_are_taken_for_what_they_are(community: Community, top: str) -> None:
    community.write(POST, top + TEXT)
    (found,) = community.problems()
    assert found.id == "front-matter-missing"
    assert 'title: "A walk"\nauthor: maria-silva' in found.fix


def test_a_space_in_front_of_the_first_line_is_said(community: Community) -> None:
    community.write(POST, f" {GOOD}{TEXT}")
    assert community.problems()[0].title == "There is a space in front of the `---` on the first line."


def test_a_capital_letter_in_a_line_that_has_another_slip_is_told_with_it(community: Community) -> None:
    community.write(
        "content/posts/2024-05-01-a-walk.md", "---\nTitle; A walk\nauthor: maria-silva\n---\n\nIt rained.\n"
    )
    assert community.told() == [("front-matter-line", 2)]
