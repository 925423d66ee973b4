"""What is left in a text that was changed: a second copy, signs of a review, marks of git, lines that came apart."""

from __future__ import annotations

import pytest

from tests.checks.conftest import POST, TOP, Community

LINES = [
    "We went out early and came home late, and nobody had brought an umbrella.",
    "## What we saw",
    "There were herons on the far bank, which took no notice of us whatsoever.",
    "On the way back we counted the bridges, and nobody came to the same number.",
]
TEXT = "\n\n".join(LINES)


def test_a_text_that_stands_there_twice_is_told_where_it_begins_again(community: Community) -> None:
    community.post(f"{TEXT}\n\n{TEXT}")
    (found,) = community.problems("text-twice")
    assert (found.line, found.fix) == (14, "Delete lines 14 to 20, or what stands above.")


@pytest.mark.parametrize(
    "text",
    [
        f"{TEXT}\n\n{LINES[0]}\n\nIt was a refrain.\n\n{LINES[0]}",
        f"{TEXT}\n\n{LINES[0]}\n\n{LINES[1]} again\n\n{LINES[2]}",
        "So:\n\n```python\na = 1\n\nb = 2\n\nc = 3\n```\n\nAnd:\n\n```python\na = 1\n\nb = 2\n\nc = 3\n```",
    ],
)
def test_a_refrain_and_code_may_come_again(community: Community, text: str) -> None:
    community.post(text)
    assert community.problems("text-twice") == []


@pytest.mark.parametrize(
    ("left", "better"),
    [
        ("```suggestion\nIt rained a lot.\n```", "It rained a lot."),
        ("+It rained a lot.\n-It rained.", "It rained a lot."),
        ("-It rained.\n+It rained a lot.", "It rained a lot."),
        ("@@ -30,3 +30,4 @@\n-It rained.\n+It rained a lot.", "It rained a lot."),
    ],
)
def test_what_a_review_left_is_one_problem(community: Community, left: str, better: str) -> None:
    community.post(f"So:\n\n{left}\n\nThat is all.")
    assert community.told() == [("review-text", 8)]
    assert community.mended() == f"{TOP}So:\n\n{better}\n\nThat is all.\n"


@pytest.mark.parametrize("line", ["Co-authored-by: Bo <bo@example.org>", "Signed-off-by: Bo Oak <bo@example.org>"])
def test_what_belongs_to_the_message_of_a_commit_goes(community: Community, line: str) -> None:
    community.post(f"It rained.\n\n{line}")
    assert [rule for rule, _ in community.told()] == ["note-to-self"]
    assert line not in community.mended()


@pytest.mark.parametrize(
    "text", ["- rain\n- sun", "+1 for soup\n-1 for rain", "```diff\n-It rained.\n+It poured.\n```"]
)
def test_lists_and_code_are_no_review(community: Community, text: str) -> None:
    community.post(f"So:\n\n{text}")
    assert community.problems("review-text") == []


@pytest.mark.parametrize(
    "text",
    [
        "> <<<<<<< HEAD\n> It rained.\n> =======\n> It poured.\n> >>>>>>> main",
        "  <<<<<<< HEAD\nIt rained.",
        "<<<<<< HEAD\nIt rained.",
    ],
)
def test_marks_of_git_in_a_quotation_or_short_of_a_sign_are_marks(community: Community, text: str) -> None:
    community.post(f"So:\n\n{text}")
    assert [(each.id, each.line) for each in community.check().errors] == [("conflict-marker", 8)]


def test_the_middle_of_a_conflict_alone_goes(community: Community) -> None:
    community.post("It rained all day, and nobody minded that.\n=======\n\nWe had soup.")
    (found,) = community.problems()
    assert (found.id, found.line, found.fix) == ("heading-accident", 7, "Delete the line.")
    assert community.mended() == f"{TOP}It rained all day, and nobody minded that.\n\nWe had soup.\n"


def test_rows_that_an_empty_line_parts_from_their_table_are_told(community: Community) -> None:
    table = "| guest | bowls |\n| --- | --- |\n| Bo | 2 |\n\n| Chen | 3 |"
    community.post(table)
    (found,) = community.problems()
    assert (found.id, found.line) == ("table-broken", 10)
    assert community.mended() == TOP + table.replace("\n\n", "\n") + "\n"
    community.post(f"{table}\n| --- | --- |\n| Ada | 1 |")
    assert community.problems() == []


def test_a_whole_text_that_is_indented_is_told_whatever_is_in_it(community: Community) -> None:
    text = f"{TEXT}\n\n```python\nprint(1)\n```\n\n- herons\n- bridges"
    community.post("\n".join(f"    {line}".rstrip() for line in text.split("\n")))
    (found,) = community.problems()
    assert (found.id, found.line) == ("indented-prose", 6)
    assert community.mended() == f"{TOP}{text}\n"


def test_an_invisible_sign_in_a_heading_is_one_problem(community: Community) -> None:
    community.post("##\u200b After\n\nIt rained.")
    assert community.told() == [("invisible-character", 6)]
    assert community.mended() == f"{TOP}## After\n\nIt rained.\n"


def test_a_block_of_code_that_its_quotation_ends_gets_its_end_there(community: Community) -> None:
    community.post("> ```python\n> print(1)\n\nThat was it.")
    assert community.mended() == f"{TOP}> ```python\n> print(1)\n> ```\n\nThat was it.\n"


def test_a_page_of_this_site_seen_at_home_is_named_by_its_file(community: Community) -> None:
    community.write(POST.replace("walk", "swim"), TOP.replace("walk", "swim") + "It rained.\n")
    community.post("See [it](http://localhost:8000/2024/05/a-swim-by-the-river/).")
    (found,) = community.problems()
    assert (found.id, found.fix) == ("link-own-computer", "Write: `2024-05-01-a-swim-by-the-river.md`")
