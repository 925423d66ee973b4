"""Files that are no Markdown, wherever they lie and whatever they are called: what they are, and what to do instead."""

from __future__ import annotations

import pytest

from tests.checks.conftest import POST, TOP, Community

FILES = [
    ("content/posts/2024-05-01-a-walk.docx", "word processor", "content/posts/2024-05-01-a-walk.md"),
    ("content/posts/My walk.odt", "word processor", "content/posts/2026-06-01-my-walk.md"),
    ("My first post.docx", "word processor", "content/posts/2026-06-01-my-first-post.md"),
    ("content/posts/2024-05-01-a-walk.html", "web page", "content/posts/2024-05-01-a-walk.md"),
    ("content/posts/2024-05-01-a-walk.ipynb", "notebook", "content/posts/2024-05-01-a-walk.md"),
    ("content/images/IMG_0123.HEIC", "picture", "img-0123.jpg"),
    ("content/posts/soup.mp4", "Films", "on a line of its own"),
    ("content/posts/slides.pptx", "not published", "link to it"),
]


@pytest.mark.parametrize(("path", "called", "better"), FILES)
def test_a_file_that_is_no_markdown_is_called_what_it_is(
    community: Community, path: str, called: str, better: str
) -> None:
    community.write(path, b"\x00\x01")
    (problem,) = community.problems()
    assert (problem.id, problem.path) == ("unexpected-file", path)
    assert called in problem.title
    assert better in problem.fix


@pytest.mark.parametrize(
    ("text", "called"),
    [
        ("<!DOCTYPE html>\n<html>\n<body><p>It rained.</p></body>\n</html>\n", "web page"),
        ('{"cells": [], "nbformat": 4}\n', "notebook"),
    ],
)  # fmt: skip
def test_another_kind_of_file_with_a_posts_name_is_one_problem(community: Community, text: str, called: str) -> None:
    community.write(POST, text)
    (problem,) = community.problems()
    assert problem.id == "front-matter-missing"
    assert called in problem.title


@pytest.mark.parametrize("name", ["my-first-post.md", "Untitled.md", "blog-post-2.md", "Draft.md"])
def test_a_file_in_the_root_that_is_called_like_a_post_is_one(community: Community, name: str) -> None:
    community.write(name, "It rained.\n")
    assert "wrong-place" in community.ids()


@pytest.mark.parametrize(
    "name", ["README.md", "notes.md", "how-to-post-here.md", "docs/a-post.md", "manual.docx/x.txt"]
)
def test_a_file_of_the_project_is_left_alone(community: Community, name: str) -> None:
    community.write(name, "# How we do it\n\nTogether.\n")
    assert community.problems() == []


def test_a_day_in_a_name_is_told_as_we_write_it(community: Community) -> None:
    community.write("content/posts/2024年5月1日-walk.md", TOP + "It rained.\n")
    assert [each.move_to for each in community.problems()] == ["content/posts/2024-05-01-walk.md"]


def test_an_image_without_its_ending_is_found(community: Community) -> None:
    community.write("content/images/river.jpg", b"\xff\xd8\xff")
    community.post("![The river in the rain](../images/river)")
    (problem,) = community.problems()
    assert problem.fix == "Write: `../images/river.jpg`"


def test_a_post_among_people_is_told_where_it_belongs(community: Community) -> None:
    community.write("content/authors/a-walk.md", TOP + "It rained.\n")
    assert [(each.id, each.move_to) for each in community.problems()] == [
        ("wrong-place", "content/posts/2026-06-01-a-walk.md")
    ]


def test_a_report_that_was_saved_in_the_root_is_no_post(community: Community) -> None:
    community.write("problems.txt", "Write this in its place:\n\n\n---\ntitle: A walk\nauthor: maria-silva\n---\n")
    assert community.problems() == []
