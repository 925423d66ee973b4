"""What stands below a block of code without its end is told in the same round, as if that were mended."""

from __future__ import annotations

import pytest

from potluck.checks.run import check_files
from tests.checks.conftest import MOMENT, POST, TOP, Community

BELOW = "\n\nThat was all for the day. See [the library]().\n\n##Later\n\nWe had soup, and then we went home."
CODE = "So:\n\n```python\nsoup = 6\n"


@pytest.mark.parametrize(
    ("code", "told"),
    [
        ("```python\nsoup = 6", ("fence-open", 8)),
        ("```python\nsoup = 6\n'''", ("fence-wrong", 10)),
        ("'''python\nsoup = 6\n```", ("fence-wrong", 8)),
        ("~~~python\nsoup = 6\n```", ("fence-wrong", 10)),
        ("````python\nsoup = 6\n```", ("fence-wrong", 10)),
        ("```python\nsoup = 6\n```end", ("fence-tail", 10)),
        ("```python\nsoup = 6\n```python", ("fence-wrong", 10)),
        ("```python\nsoup = 6\n    ```", ("fence-open", 8)),
        ("```python\nsoup = 6\n` ` `", ("fence-wrong", 10)),
    ],
)
def test_slips_below_a_wrong_fence_are_told_with_it(community: Community, code: str, told: tuple[str, int]) -> None:
    community.post(f"So:\n\n{code}{BELOW}")
    last = 8 + code.count("\n")
    assert community.told() == [told, ("link-empty", last + 2), ("heading-space", last + 4)]


def test_they_are_told_on_their_lines_where_the_mend_moves_these(community: Community) -> None:
    community.post(f"So:\n\n```python\nsoup = 6```{BELOW}")
    assert community.told() == [("fence-tail", 9), ("link-empty", 11), ("heading-space", 13)]
    mended = community.mended()
    assert "soup = 6\n```\n\nThat was all" in mended and "\n## Later\n" in mended


def test_what_looks_like_a_slip_in_code_that_is_open_is_none(community: Community) -> None:
    community.post("So:\n\n```markdown\nSee [the library]().\n##Later")
    assert community.told() == [("fence-open", 8)]


@pytest.mark.parametrize(
    "below",
    [
        "## What came out\n\nWe had soup, and then we all went home.",
        "| guest | bowls |\n| --- | --- |\n| Bo | 2 |",
        "![A pot on the fire](https://example.org/pot.png)",
        "Thanks, Bo!",
        "and it was six bowls in the end.",
        "**What I learnt:**\n\n- soup",
        "Read [the tutorial](https://docs.python.org/3/) on it.",
    ],
)
def test_the_line_below_which_the_end_is_missing_is_named(community: Community, below: str) -> None:
    community.post(f"{CODE}print(soup)\n\n{below}")
    (found,) = community.problems("fence-open")
    assert "below line 10, where the code ends" in found.fix
    assert f"print(soup)\n```\n\n{below}" in community.mended()


@pytest.mark.parametrize(
    "below",
    ["# What comes out\n\nprint(soup)", "## Later, more soup\n\nmore = soup * 2", "DONE = True\n\nprint(DONE)"],
)
def test_a_comment_between_lines_of_code_is_no_text(community: Community, below: str) -> None:
    community.post(f"{CODE}\n{below}")
    assert f"{below}\n```" in community.mended()


def test_a_fence_with_nothing_to_begin_or_end_goes(community: Community) -> None:
    community.post("It rained.\n\n```")
    (found,) = community.problems()
    assert (found.id, found.fix) == ("fence-open", "Delete line 8: there is no code below it.")
    assert community.mended() == f"{TOP}It rained.\n\n"


def test_words_behind_backticks_that_open_nothing_are_kept(community: Community) -> None:
    community.is_mended_at_once("It rained.\n\n``` And it shone.", "fence-open", 3, "It rained.\n\nAnd it shone.")


def test_a_link_to_a_heading_below_the_fence_is_fine(community: Community) -> None:
    community.post(f"See [below](#later-on).\n\n{CODE}'''\n\n## Later on\n\nWe had soup.")
    assert [rule for rule, _ in community.told()] == ["fence-wrong"]


def test_a_fence_that_is_let_be_hides_nothing(community: Community) -> None:
    excuse = "<!-- potluck: allow fence-wrong because it is a poem -->\n"
    text = "'''python\nprint(1)\nprint([this](2024-01-01-nowhere.md))\n```\n\nThen we went home."
    community.post(f"So:\n\n{text}")
    assert community.ids() == {"fence-wrong"}
    community.post(f"So:\n\n{excuse}{text}")
    assert "link-missing" in community.ids()
    report = community.check()
    while_writing = check_files(report.library, report.settings, frozenset((POST,)), (), MOMENT)
    assert {each.id for each in while_writing} == community.ids()


@pytest.mark.parametrize("first", ["'''python\nsoup = 6\n'''", "~~~python\nsoup = 6\n```"])
def test_a_second_block_without_its_end_is_told_beside_a_wrong_fence(community: Community, first: str) -> None:
    community.post(f"So:\n\n{first}\n\nAnd:\n\n```python\nrye = 3\n\nThat was all for the day, and we went home.")
    assert [each for each, _ in community.told()] == ["fence-wrong", "fence-open"]


@pytest.mark.parametrize("second", ["```pyhton\nprint(2)\n```", "```python print(2)\n```", "```sumlang\nsum\n```"])
def test_a_block_that_runs_on_to_the_next_is_told_whatever_that_begins_with(community: Community, second: str) -> None:
    community.post(f"```python\nprint(1)\n\nAnd that was all that we did on this day.\n\n{second}\n\nOn we went.")
    (found,) = community.problems("fence-open")
    assert found.line == 6 and found.edit is not None and (found.edit.start_line, found.edit.replacement) == (8, "```")


@pytest.mark.parametrize("fence", ["````", "~~~", "`````html"])
@pytest.mark.parametrize(
    "inside", ["```python\nprint(1)\n```", "This is how it is written:\n\n```pyhton\nprint(1)\n```"]
)
def test_a_block_that_shows_blocks_is_closed_by_its_own_fence(community: Community, fence: str, inside: str) -> None:
    community.post(f"{fence}\n{inside}\n{fence.removesuffix('html')}\n\nOn we went.")
    assert community.told() == []


def test_what_stands_below_a_heading_underlined_with_tildes_is_looked_at_as_text(community: Community) -> None:
    community.post("Baking it\n~~~~~~~~~\n\nIt was [b]good[/b].")
    assert community.told() == [("other-markdown", 6), ("other-markdown", 9)]
    assert community.mended().endswith("## Baking it\n\nIt was **good**.\n")


def test_short_headings_underlined_with_tildes_are_told_as_what_they_are(community: Community) -> None:
    community.post("Baking it\n~~~~~~~~~\n\nIt was good.\n\nSalt\n~~~~\n\nA pinch.")
    assert community.told() == [("other-markdown", 6), ("other-markdown", 11)]
    assert community.mended().endswith("## Baking it\n\nIt was good.\n\n## Salt\n\nA pinch.\n")


def test_four_tildes_that_end_further_down_are_a_block(community: Community) -> None:
    community.is_fine("Salt\n~~~~\nprint(1)\n~~~~\n\nA pinch.")


def test_four_tildes_with_code_right_below_them_begin_a_block(community: Community) -> None:
    community.post("Salt\n~~~~\nprint(1)")
    assert community.told() == [("fence-open", 7)]
