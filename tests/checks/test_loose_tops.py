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
    ("text", "line", "left"),
    [
        ("Hi team,\n\nplease publish this:\n\nTitle: A walk\nAuthor: maria-silva\n\nIt rained.\n", 5, "It rained.\n"),
        ("Hello!\ntitle: A walk\nauthor: maria-silva\n\nIt rained.\n", 2, "It rained.\n"),
        ("It rained.\n\nIt shone.\n\ntitle: A walk\nauthor: maria-silva\n", 5, "It rained.\n\nIt shone.\n"),
        ("# A walk\n\nIt rained.\n\nauthor: maria-silva\n", 5, "It rained.\n"),
        ("# A walk\n\nIt rained.\n\n---\nauthor: maria-silva\n", 6, "It rained.\n"),
        ("It rained.\n\ntitle: A walk\nauthor: maria-silva\n---\n", 3, "It rained.\n"),
        ("It rained.\n\ntitle: A walk\nauthor: maria-silva\n\nIt shone.\n", 3, "It rained.\n\nIt shone.\n"),
    ],
)
def test_a_top_below_a_greeting_or_at_the_end_goes_to_the_top(
    community: Community, text: str, line: int, left: str
) -> None:
    community.write(POST, text)
    (found,) = community.problems()
    assert (found.id, found.line) == ("front-matter-open", line)
    assert f"and begin the file with:\n\n{GOOD}" in found.fix
    assert community.mended().rstrip("\n") == f"{GOOD}\n\n{left}".rstrip("\n")
    assert community.problems() == []


@pytest.mark.parametrize(
    "text",
    [
        "# Books\n\nI read this.\n\nTitle: Dune\nAuthor: Frank Herbert\n\nIt is long.\n",
        "Of books.\n\ntitle: Dune\nauthor: Frank Herbert\n\nLong.\n\ntitle: Emma\nauthor: Jane Austen\n\nShort.\n",
        "We write:\n\n```yaml\n# at the top\ntitle: A walk\nauthor: ada\n```\n\nThat is all.\n",
        "# Posts\n\nWe write:\n\n```\n---\ntitle: A walk\nauthor: ada\n---\n```\n\nThat is all.\n",
        "We write:\n\n~~~yaml\n---\ntitle: A walk\nauthor: ada\n---\n~~~\n",
        "We write:\n\n    ---\n    title: A walk\n    author: ada\n    ---\n\nThat is all.\n",
    ],
)
def test_names_and_values_of_something_else_are_no_top(community: Community, text: str) -> None:
    community.write(POST, text)
    assert ("front-matter-missing", 1) in community.told()


@pytest.mark.parametrize("around", ["We write\n\n    {}\n", "Date: today\n\n{}\n"])
def test_names_and_values_that_a_text_shows_are_no_top(community: Community, around: str) -> None:
    said = "author: maria-silva" if "Date" in around else "title: A walk\n    author: maria-silva"
    community.write(POST, "It rained.\n\n" + around.format(said) + "\n")
    assert ("front-matter-missing", 1) in community.told()


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


@pytest.mark.parametrize(
    "top",
    [
        "Title: A walk\n\nAuthor: maria-silva",
        "Title: A walk\n\nBy: maria-silva",
        "Title: A walk\nby maria-silva",
        "Title: A walk\n- by maria-silva",
        "title: A walk\n\nauthor: maria-silva\n---",
    ],
)
def test_a_top_with_empty_lines_in_it_or_signed_in_words_is_one_problem(community: Community, top: str) -> None:
    community.write(POST, top + TEXT)
    (found,) = community.problems()
    assert (found.id, found.line) == ("front-matter-open", 1)
    assert found.title == "The title and author stand in the text, and not between two lines of `---`."
    assert community.mended() == GOOD + TEXT


@pytest.mark.parametrize("signed", ["By: ada", "- by ada", "* author: ada", "author = ada"])
def test_who_is_unknown_is_shown_where_the_name_stands(community: Community, signed: str) -> None:
    community.write(POST, f"Title: A walk\n{signed}{TEXT}")
    (unknown,) = [each for each in community.problems() if each.id == "author-unknown"]
    assert (unknown.line, unknown.column) == (2, signed.index("ada") + 1)


def test_an_entry_that_goes_on_below_is_not_cut_in_two(community: Community) -> None:
    community.write(POST, f"Title: A walk\n\nAuthor: maria-silva\n\nSummary: I went\nto the river.{TEXT}")
    assert "front-matter-open" not in community.ids()


def test_a_sentence_that_begins_as_a_signature_is_nobody(community: Community) -> None:
    community.write(POST, f"Title: A walk\n\nby the river we sat and ate.{TEXT}")
    assert "by the river we sat and ate." in community.mended()


def test_a_day_below_the_signature_is_the_date(community: Community) -> None:
    community.write(POST, f"Title: A walk\nBy Maria Silva\nMay 1st, 2024{TEXT}")
    assert community.mended() == f"---\ntitle: A walk\nauthor: Maria Silva\ndate: 2024-05-01\n---{TEXT}"
    assert community.problems() == []


def test_a_whole_header_ends_where_it_ends(community: Community) -> None:
    community.write(POST, f"title: A walk\nauthor: maria-silva\n\nSummary: it rained.{TEXT}")
    assert community.problems() == []


@pytest.mark.parametrize("heading", ["# A walk", "# **A walk** {#a-walk}", "# A *walk*"])
def test_a_heading_above_the_top_is_its_title(community: Community, heading: str) -> None:
    community.write(POST, f"{heading}\n\n---\nauthor: maria-silva\n---{TEXT}")
    (found,) = community.problems()
    assert (found.id, found.title) == (
        "front-matter-not-first",
        "The title stands above the first `---`, and belongs below it.",
    )
    assert community.mended() == GOOD + TEXT


def test_a_heading_above_the_top_of_a_card_is_the_name(community: Community) -> None:
    path = "content/authors/ana-lopes.md"
    community.write(path, f"# Ana Lopes\n---\ngithub: ana\n---{TEXT}")
    assert community.mended(path) == f"---\nname: Ana Lopes\ngithub: ana\n---{TEXT}"
    assert community.problems() == []


@pytest.mark.parametrize("above", ["", "Here is the finished post:\n\n", "Sure! Here it is:\n\n"])
def test_a_post_within_a_fence_is_freed_with_what_was_said_around_it(community: Community, above: str) -> None:
    talk = "\nLet me know if you'd like me to shorten it.\n" if above else ""
    community.write(POST, f"{above}```markdown\n{GOOD}{TEXT}```\n{talk}")
    first = community.problems()[0]
    assert (first.id, first.title) == ("front-matter-not-first", "The whole file stands between two fences of code.")
    assert community.mended().strip() == (GOOD + TEXT).strip()
    assert community.problems() == []


def test_a_text_below_a_top_within_a_fence_is_looked_at_as_well(community: Community) -> None:
    community.write(POST, f"```\n{GOOD}\n```\n\nIt was [b]wet[/b].\n")
    assert community.told() == [("front-matter-not-first", 1), ("other-markdown", 8)]


def test_a_heading_that_becomes_the_title_is_offered_without_its_marks(community: Community) -> None:
    community.write(POST, f"# **A walk \\- or two** {{#a-walk}}{TEXT}")
    (found,) = community.problems("front-matter-missing")
    assert 'title: "A walk - or two"\n' in found.fix


def test_a_card_under_a_heading_is_told_as_a_card(community: Community) -> None:
    path = "content/authors/ana-lopes.md"
    community.write(path, f"# Ana Lopes\n\nPronouns: she/her\nGitHub: ana{TEXT}")
    (found,) = community.problems()
    assert found.title == "The name and what is below it stand in the text, and not between two lines of `---`."
    assert community.mended(path) == f"---\nname: Ana Lopes\npronouns: she/her\ngithub: ana\n---{TEXT}"


def test_a_whole_post_under_a_heading_among_the_cards_is_told_as_a_post(community: Community) -> None:
    community.write("content/authors/river.md", f"# A walk\n\nAuthor: maria-silva\nTags: rain{TEXT}")
    assert "wrong-place" in community.ids()


@pytest.mark.parametrize("day", ["on May 1, 2024", "le 1 mai 2024", "am 1. Mai 2024"])
def test_a_day_behind_a_signature_is_no_part_of_the_name(community: Community, day: str) -> None:
    community.write(POST, f"# A walk\n\nby Maria Silva {day}{TEXT}")
    (found,) = community.problems()
    assert 'title: "A walk"\nauthor: maria-silva\n' in found.fix


@pytest.mark.parametrize("end", ["", "\n---", "\n\n---"])
def test_bold_names_below_a_heading_are_a_top(community: Community, end: str) -> None:
    community.write(POST, f"# A walk\n\n**Author:** maria-silva  \n**Date:** May 1, 2024{end}{TEXT}")
    (found,) = community.problems()
    assert (found.id, found.line) == ("front-matter-open", 1)
    assert community.mended() == f"---\ntitle: A walk\nauthor: maria-silva\ndate: 2024-05-01\n---{TEXT}"


def test_a_bold_line_at_the_top_is_offered_as_the_title(community: Community) -> None:
    community.write(POST, f"**A walk**{TEXT}")
    (found,) = community.problems()
    assert 'title: "A walk"\n' in found.fix
