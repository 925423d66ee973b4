"""The lines between the two `---`: what is understood, and what is named with its line and its cure."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from potluck.content.front_matter import fences, top, yaml_block
from potluck.content.front_matter.keys import POST_KEYS
from potluck.content.front_matter.top import FrontMatter, read_front_matter
from potluck.content.source import Source, UnreadableError, decode


def source(text: str) -> Source:
    return decode(Path("x.md"), "content/posts/x.md", text.encode("utf-8", "replace"))


def read(text: str) -> FrontMatter:
    return read_front_matter(source(text), POST_KEYS, 4096)


def below(text: str) -> str:
    return source(text).below(read(text).body_line)


def values(text: str) -> dict[str, object]:
    return {key: field.value for key, field in read(text).fields.items()}


def test_title_and_author_are_read_and_the_text_begins_below() -> None:
    text = "---\ntitle: Soup\nauthor: li-wei\n---\n\nWe ate.\n"
    front = read(text)
    assert not front.problems
    assert front.fields["title"].value == "Soup"
    assert front.body_line == 5
    assert below(text) == "\nWe ate.\n"


@pytest.mark.parametrize(
    "tags", ["tags: bread, soup", "tags: [bread, soup]", "tags:\n  - bread\n  - soup", "tags:\n- bread\n- soup"]
)
def test_lists_are_read_as_commas_brackets_and_dashes(tags: str) -> None:
    value = values(f"---\ntitle: Soup\n{tags}\n---\n")["tags"]
    assert [part.strip() for part in (value.split(",") if isinstance(value, str) else value)] == ["bread", "soup"]  # type: ignore[union-attr]


def test_pelicans_header_is_read_without_fences() -> None:
    text = "Title: Soup: a love story\nDate: 2024-05-01\nTags: bread, soup\n\nWe ate.\n"
    front = read(text)
    assert not front.problems
    assert front.fields["title"].value == "Soup: a love story"
    assert below(text).strip() == "We ate."


def test_other_signs_than_colons_in_pelicans_header_are_told_with_the_line_to_write() -> None:
    text = "Title: Soup: a love story\nDate = 2024-05-01\nTags; bread, soup\n\nWe ate.\n"
    front = read(text)
    told = [each.edit.replacement for each in front.problems if each.id == "front-matter-line" and each.edit]
    assert told == ["Date: 2024-05-01", "Tags: bread, soup"]
    assert below(text).strip() == "We ate."


def test_words_that_mean_something_to_yaml_stay_words() -> None:
    assert values("---\ntitle: No\nslug: 2024\nseries: 1e3\n---\n") == {"title": "No", "slug": "2024", "series": "1e3"}


@pytest.mark.parametrize(
    ("text", "rule", "line", "title"),
    [
        ("- - -\ntitle: Soup\n- - -\n", "front-matter-open", 1, "Soup"),
        ("--\ntitle: Soup\n--\n", "front-matter-open", 1, "Soup"),
        ("–––\ntitle: Soup\n–––\n", "front-matter-open", 1, "Soup"),
        ("—\ntitle: Soup\n—\n", "front-matter-open", 1, "Soup"),
        ("---\ntitle: Soup\n—\n\nWe ate.\n", "front-matter-close", 3, "Soup"),
        ("___\ntitle: Soup\n___\n", "front-matter-open", 1, "Soup"),
        ("----\ntitle: Soup\n----\n", "front-matter-open", 1, "Soup"),
        ("\n\n---\ntitle: Soup\n---\n", "front-matter-not-first", 1, "Soup"),
        ("```\n---\ntitle: Soup\n---\n", "front-matter-not-first", 1, "Soup"),
        ("---\n\n---\ntitle: Soup\n---\n", "front-matter-twice", 2, "Soup"),
        ("+---\n+title: Soup\n+---\n+\n+We ate.\n", "front-matter-from-diff", 1, "Soup"),
        ("    ---\n    title: Soup\n    ---\n", "front-matter-indented", 1, "Soup"),
        ("title: Soup\n---\n\nWe ate.\n", "front-matter-no-opening", 1, "Soup"),
        ("---\ntitle: Soup\n\nWe ate a lot of it.\n", "front-matter-close", 3, "Soup"),
        ("---\nauthor: x\ntitle: Soup---\n\nWe ate.\n", "front-matter-close", 3, "Soup"),
        ("---\ntitle: Soup\n ---\n\nWe ate.\n", "front-matter-close", 3, "Soup"),
        ("---\ntitle: Soup\n\nWe ate.\n\n---\n\nThen we slept.\n", "front-matter-close", 3, "Soup"),
        ("---\ntitle: Soup: a love story\n---\n", "front-matter-colon", 2, "Soup: a love story"),
        ("---\nauthor: x\ntitle: 'Li's soup'\n---\n", "front-matter-quotes", 3, "Li's soup"),
        ('---\ntitle: "Soup”\nauthor: x\n---\n', "front-matter-quotes", 2, "Soup"),
        ('---\nauthor: x\ntitle: "Soup\n---\n', "front-matter-quotes", 3, "Soup"),
        ("---\ntitle:Soup\nauthor: x\n---\n", "front-matter-line", 2, "Soup"),
        ("---\ntitle; Soup\nauthor: x\n---\n", "front-matter-line", 2, "Soup"),
        ("---\ntitle = Soup\nauthor: x\n---\n", "front-matter-line", 2, "Soup"),
        ("---\ntitleL Soup\nauthor: x\n---\n", "front-matter-line", 2, "Soup"),
        ("---\nauthor: x\n title: Soup\n---\n", "front-matter-line", 3, "Soup"),
        ("---\ntitle: Soup\nauthor: @li-wei\n---\n", "front-matter-sign", 3, "Soup"),
        ("---\ntitle: Soup\ntags:\n\t- bread\n---\n", "front-matter-tab", 4, "Soup"),
        ("---\ntitle: Soup\nauthor: x\ntitle: Bread\n---\n", "key-twice", 4, "Soup"),
        ("---\ntitle: Soup\nauthor: x\nauthors: [y]\n---\n", "key-twice", 4, "Soup"),
        ("---\ntitle: Soup\nAuthors: [y]\nauthor: x\n---\n", "key-twice", 4, "Soup"),
        ("---\ntitel: Soup\n---\n", "key-unknown", 2, "Soup"),
        ("We ate.\n", "front-matter-missing", 1, None),
        ("", "empty-file", 1, None),
    ],
)
def test_each_way_to_get_it_wrong_is_named_on_its_line_and_the_rest_still_read(
    text: str, rule: str, line: int, title: str | None
) -> None:
    front = read(text)
    assert [(each.id, each.line) for each in front.problems] == [(rule, line)]
    assert front.fields["title"].value == title if title else "title" not in front.fields


@pytest.mark.parametrize(
    "text",
    [
        "---\ntitle: &a x\nauthor: *a\n---\n",
        "---\ntitle: !!python/object:os.system x\n---\n",
        "---\ntitle: {a: b}\n---\n",
    ],
)
def test_aliases_tags_and_nested_values_are_refused(text: str) -> None:
    assert any(each.is_error for each in read(text).problems)


def test_an_unknown_key_names_the_nearest_known_one() -> None:
    (problem,) = read("---\ntitle: Soup\nsumary: Hot.\n---\n").problems
    assert "did you mean `summary`" in problem.title
    assert problem.edit is not None
    assert problem.edit.replacement == "summary: Hot."


def test_other_generators_keys_are_understood_with_a_hint() -> None:
    front = read("---\nlayout: post\ntitle: Soup\ndraft: true\ncategories: [food]\ndescription: Hot.\n---\n")
    assert {each.id for each in front.problems} == {"key-foreign"}
    assert not any(each.is_error for each in front.problems)
    assert front.fields["status"].value == "draft"
    assert front.fields["tags"].value == ("food",)
    assert front.fields["summary"].value == "Hot."


def test_thousands_of_fences_are_read_in_no_time() -> None:
    assert read("---\n" * 30_000) is not None


PIECES = st.sampled_from(
    [
        "---",
        "title: x",
        "title: 'x",
        '"',
        ":",
        " ",
        "\n",
        "- a",
        "\t",
        "author",
        "[",
        "{",
        "*a",
        "&a",
        "!",
        "#",
        "|",
        "+",
    ]
)


@settings(max_examples=300, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(
    st.one_of(
        st.text(max_size=200), st.lists(PIECES, max_size=40).map("".join), st.lists(PIECES, max_size=30).map("\n".join)
    )
)
def test_nothing_makes_it_raise(text: str) -> None:
    try:
        front = read(text)
    except UnreadableError:
        return
    assert all(each.line is None or 1 <= each.line <= text.count("\n") + 2 for each in front.problems)


LINES = st.lists(
    st.builds(
        "{}: {}".format,
        st.sampled_from(["title", "author", "Tags", "image_alt"]),
        st.one_of(
            st.sampled_from(
                [
                    "null",
                    "true",
                    "2024-05-01",
                    "a #b",
                    "a, b",
                    "[a, b]",
                    '"x: y"',
                    "no",
                    "1e3",
                    "a - b",
                    "[null, a]",
                    "- x",
                ]
            ),
            st.text(alphabet="ab1 ,.()/&+-’_#:\"'[]?!%", min_size=1, max_size=12),
        ),
    ),
    min_size=1,
    max_size=4,
)


@settings(max_examples=500, deadline=None)
@given(LINES)
def test_the_short_way_through_plain_entries_reads_what_the_yaml_parser_reads(lines: list[str]) -> None:
    text = "\n".join(lines)
    plain = yaml_block._plain(text, 2)
    if plain is not None:
        assert plain == list(yaml_block._entries(yaml_block.LOADER(text).get_event, 2))


@settings(max_examples=300, deadline=None)
@given(LINES, st.sampled_from(["", "\n", "\nIt rained.\n---\nAnd shone.\n"]))
def test_the_short_way_to_plain_front_matter_finds_what_the_search_finds(lines: list[str], body: str) -> None:
    text = "---\n" + "\n".join(lines) + "\n---\n" + body
    short = top._plain_top(text)
    if short is not None:
        layout, found = short
        rows = text.split("\n")
        assert layout == fences.locate(rows, "content/posts/x.md")
        assert found == rows[layout.first - 1 : layout.last]
        assert source(text).below(layout.body_line) == "\n".join(rows[layout.body_line - 1 :])
