"""Two mistakes on one line: whichever message somebody follows, the line is right afterwards."""

from __future__ import annotations

import pytest

from potluck.checks.mending.fixing import apply, fix
from potluck.checks.mending.laying import Change, laid_over
from potluck.problems import Problem
from tests.checks.conftest import POST, TOP, Community

TOPS = [
    ("titel: Rivers: a walk\nauthor: maria-silva", 'title: "Rivers: a walk"\nauthor: maria-silva'),
    ("Titel : Rivers: a walk\nauthor: maria-silva", 'title: "Rivers: a walk"\nauthor: maria-silva'),
    ("title: Rivers\nauther: maria-sliva", "title: Rivers\nauthor: maria-silva"),
    ("title: Rivers\nauther： maria-sliva", "title: Rivers\nauthor: maria-silva"),
    ("title: Rivers\nauthor: maria-silva\ndatum: 1.5.2024", "title: Rivers\nauthor: maria-silva\ndate: 2024-05-01"),
    (
        "title: Rivers\nauthor: maria-silva\ndatum => 1 May 2024",
        "title: Rivers\nauthor: maria-silva\ndate: 2024-05-01",
    ),
    (
        "title: Rivers\nauthor: maria-silva\ndescription: Rain: and soup",
        'title: Rivers\nauthor: maria-silva\nsummary: "Rain: and soup"',
    ),
    (
        "title: Rivers\nauthor: maria-silva\nzusammenfassung: “Rain: and soup”",
        'title: Rivers\nauthor: maria-silva\nsummary: "Rain: and soup"',
    ),
    ("  title; “Rivers”\nauthor: maria-silva", 'title: "Rivers"\nauthor: maria-silva'),
]
TEXTS = [
    "See (the map)[http://en.wikipedia.org/wiki/Map], then run __init__ and __main__ there.",
    "##Soup with ** rye **",
    "We had:\n-bread with [the map] (https://example.org/map)\n-soup",
    "• See (the map)[https://example.org/map]\n• Run __init__ and __main__ there",
    "It rained.\nWe had soup：** rye ** and [the map](www.example.org/map).",
    "It was ** very good ** soup, see [the map] (www.example.org/map) and (the book)[https://example.org/b].",
]


def with_mend(community: Community, before: str, problem: Problem) -> list[Problem]:
    """What the check says of a post once one of its messages was followed."""
    assert problem.edit is not None
    community.write(POST, "\n".join(apply([problem.edit], before.split("\n"))))
    return community.problems()


@pytest.mark.parametrize(("top", "better"), TOPS)
def test_a_line_of_front_matter_with_two_mistakes_takes_one_mend(community: Community, top: str, better: str) -> None:
    before = f"---\n{top}\n---\n\nIt rained.\n"
    community.write(POST, before)
    found = community.problems()
    for each in found:
        assert not [left for left in with_mend(community, before, each) if left.id != "slug-differs"], each
        words = community.read()
        assert all(line in words for line in better.split("\n")), each
        if each.fix.startswith("Write: `"):
            assert each.fix.split("`")[1] in better.split("\n")


@pytest.mark.parametrize("body", TEXTS)
def test_a_line_of_text_with_two_mistakes_takes_one_mend(community: Community, body: str) -> None:
    before = f"{TOP}{body}\n"
    community.write(POST, before)
    found = community.problems()
    assert found
    for each in found:
        left = with_mend(community, before, each)
        touched = {each.line} & {other.line for other in found if other is not each}
        assert not [other for other in left if other.line in touched], (each, left)


def test_a_hint_is_offered_with_the_mend_of_its_line_and_never_made_without_its_author(community: Community) -> None:
    community.write(POST, "---\ntitle: Rivers\nauther: maria-sliva\n---\n\nIt rained.\n")
    assert {each.fix for each in community.problems()} == {"Write: `author: maria-silva`"}
    fix(community.problems, community.root)
    assert "author: maria-sliva\n" in community.read()


def test_lines_to_put_in_are_shown_below_a_whole_sentence(community: Community) -> None:
    community.write("content/posts/maria-silva/2024-05-01-walk.md", "---\nauther: maria-silva\n---\n\nIt rained.\n")
    (missing,) = [each for each in community.problems() if each.id == "title-missing"]
    assert missing.fix == 'Between the two `---`, add a line such as:\n\ntitle: "Walk"\nauthor: maria-silva'


def test_a_line_to_delete_is_never_told_to_be_written_as_nothing(community: Community) -> None:
    community.post("## A walk by the river##\n\nIt rained.")
    assert {each.fix for each in community.problems()} <= {"Delete the heading.", "Delete the line."}


def test_what_contradicts_is_said_and_left_as_it_was() -> None:
    assert laid_over("abc", [Change(0, 2, "x"), Change(1, 3, "y")]) is None
    assert laid_over("abc", [Change(0, 1, "x"), Change(2, 3, "y")]) == "xby"
    assert laid_over("abc", [Change(0, 3, ""), Change(1, 2, "y")]) == ""
    assert laid_over("abc", [Change(0, 0, "\n"), Change(0, 0, "- ")]) == "\n- abc"
