"""The author hears of it where a post looks different on GitHub, and of nothing else."""

from __future__ import annotations

import pytest

from potluck.checks.markdown import likeness
from potluck.markup.likeness import difference
from potluck.problems import Problem
from tests.checks.conftest import Community
from tests.markup.test_like_github import EXAMPLES

TWO_SIGNS = "Write to ada@example.org@example.net for it."


def told(community: Community, body: str) -> list[Problem]:
    community.post(body)
    return community.problems("looks-different")


@pytest.mark.parametrize("text", [text for texts in EXAMPLES.values() for text in texts])
def test_nothing_is_told_of_what_looks_the_same(text: str) -> None:
    assert difference(text) is None


@pytest.mark.parametrize("text", [
    "> [!NOTE]\n> Bring a spoon.",
    "Soup\n: Hot water with a past.",
    "*[CSP]: Content Security Policy\n\nOur CSP is strict.",
    '![A pot](pot.jpg "Before we started")',
    "https://youtu.be/abcdefghijk",
    ":tada: for @maria-silva and #12",
    "$x^2$ and\n\n$$\ny\n$$\n\n```math\nz\n```",
    "```mermaid\ngraph TD\n```",
    "- [ ] soup\n- [x] bread",
    "<iframe src=\"https://trinket.io/embed/python/0123456789\">\n\nforgotten",
    "<a href=\"https://example.org/\n\nforgotten",
    "<details>\n<summary>More</summary>\n\n**Soup**\n</details>",
    "<title>forgotten\n\nSay \"soup\".",
    "&quot;soup&quot; & \"bread\"",
    "* a\n\n  b\n* c",
    "",
    " \n \n",
    "\\",
    "<!-- a comment -->",
    "[soup](caf%C3%A9.md) and [soup](café.md)",
])  # fmt: skip
def test_what_is_shown_on_purpose_and_what_nobody_sees_is_not_told(text: str) -> None:
    assert difference(text) is None


def test_words_that_differ_are_told_on_their_line_with_both_sides(community: Community) -> None:
    (problem,) = told(community, f"It rained.\n\n- One thing.\n- Another.\n\nWe met.\nNobody was late.\n{TWO_SIGNS}")
    assert problem.line == 13
    assert problem.title == "Here GitHub shows “ada@”, and the site shows a link to `mailto:ada@example.org`."
    assert not problem.is_error


def test_a_link_that_leads_elsewhere_is_told(community: Community) -> None:
    (problem,) = told(community, "Write to ada@example.orgben@example.org for it.")
    assert problem.line == 6
    assert "[words](address)" in problem.fix


def test_one_post_has_one_such_problem(community: Community) -> None:
    assert len(told(community, f"{TWO_SIGNS}\n\n{TWO_SIGNS}\n\n{TWO_SIGNS}")) == 1


def test_a_long_text_is_compared_as_well(community: Community) -> None:
    walk = "We walked by the river.\n\n" * 1_000
    assert len(walk) > likeness.SHORT
    assert [each.line for each in told(community, walk + TWO_SIGNS)] == [2006]


@pytest.mark.parametrize("text", ["[" * 90_000, "<b>" * 30_000, "> " * 45_000, "`" * 90_000, "|a" * 40_000 + "\n|-"])
def test_a_text_that_is_too_tangled_ends_soon_and_says_nothing(community: Community, text: str) -> None:
    assert told(community, text) == []


def test_in_a_look_at_everything_only_the_newest_posts_are_compared(
    community: Community, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(likeness, "NEWEST", 1)
    old, new = "content/posts/2024-05-01-old.md", "content/posts/2025-05-01-new.md"
    community.post(TWO_SIGNS, old)
    community.post(TWO_SIGNS, new)
    assert [each.path for each in community.problems("looks-different")] == [new]
    assert [each.path for each in community.check(paths=(old,)).problems if each.id == "looks-different"] == [old]


def test_a_number_of_which_the_other_renderer_makes_no_letter_is_not_compared(community: Community) -> None:
    community.post(f"&#x{'0' * 900}41; and &#xFFFE; &#xD800; &#xFFFFFFFF;")
    assert "check-stumbled" not in community.ids()
