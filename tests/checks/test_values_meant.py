"""Values at the top as people write them who never saw such lines before: one problem, and the line that was meant."""

from __future__ import annotations

import pytest

from tests.checks.conftest import POST, Community

RAIN = "\n\nIt rained.\n"
LISTS = [
    ("tags: [#rain, #soup]", "front-matter-sign", 4, "tags: rain, soup"),
    ('tags: ["rain", "soup")', "front-matter-sign", 4, 'tags: ["rain", "soup"]'),
    ("tags: ['rain, 'soup']", "front-matter-sign", 4, "tags: rain, soup"),
    ("tags: [rain], [soup]", "front-matter-sign", 4, "tags: rain, soup"),
    ("tags: @rain, @soup", "front-matter-sign", 4, "tags: rain, soup"),
    ("tags: • rain • soup", "tag-invalid", 4, "tags: rain, soup"),
    ("tags:\n  - #rain\n  - #soup", "front-matter-sign", 5, "tags:\n  - rain\n  - soup"),
    ("tags:\n  rain\n  soup", "front-matter-list-dash", 5, "tags:\n  - rain\n  - soup"),
    ("tags:\nrain\nhot soup", "front-matter-list-dash", 5, "tags:\n  - rain\n  - hot soup"),
    ("tags:\n  1. rain\n  2. soup", "front-matter-list-dash", 5, "tags:\n  - rain\n  - soup"),
    ("tags:\n  - rain, soup\n  - tea", "tag-invalid", 5, "tags:\n  - rain\n  - soup\n  - tea"),
    ("tags: [[rain, soup]]", "front-matter-value", 4, "tags: [rain, soup]"),
    ("tags:\n  - [rain, soup]\n  - [tea]", "front-matter-value", 4, "tags: [rain, soup, tea]"),
    ("tags:\n  - name: rain\n  - name: soup", "front-matter-value", 4, "tags: [rain, soup]"),
    ("tags\n  - rain\n  - soup", "front-matter-line", 4, "tags:\n  - rain\n  - soup"),
]


@pytest.mark.parametrize(("lines", "rule", "line", "better"), LISTS)
def test_a_list_in_another_form_is_told_with_the_list_that_was_meant(
    community: Community, lines: str, rule: str, line: int, better: str
) -> None:
    top = "---\ntitle: A walk\nauthor: maria-silva\n"
    community.write(POST, f"{top}{lines}\n---{RAIN}")
    assert community.told() == [(rule, line)]
    assert community.mended() == f"{top}{better}\n---{RAIN}"
    assert community.problems() == []


VALUES = [
    ('title: "Soup" and "bread"', "front-matter-quotes", 'title: \'"Soup" and "bread"\''),
    ('title: "She said "no" to soup"', "front-matter-quotes", "title: 'She said \"no\" to soup'"),
    ('title: ""Soup""', "front-matter-quotes", 'title: "Soup"'),
    ("title: ``Soup''", "front-matter-sign", "title: Soup"),
    ("title: ## Soup", "front-matter-sign", 'title: "Soup"'),
    ("title: title: Soup", "front-matter-line", "title: Soup"),
    ("title | Soup", "front-matter-line", "title: Soup"),
    ("[title]: Soup", "front-matter-line", "title: Soup"),
]


@pytest.mark.parametrize(("line", "rule", "better"), VALUES)
def test_a_value_with_odd_signs_is_told_with_the_words_that_were_meant(
    community: Community, line: str, rule: str, better: str
) -> None:
    community.write(POST, f"---\n{line}\nauthor: maria-silva\n---{RAIN}")
    assert community.told() == [(rule, 2)]
    assert community.mended() == f"---\n{better}\nauthor: maria-silva\n---{RAIN}"
    assert community.problems() == []


def test_two_names_on_one_line_are_put_on_two_though_a_value_has_quotation_marks(community: Community) -> None:
    community.write(POST, f'---\ntitle: "Soup" author: maria-silva\n---{RAIN}')
    assert community.told() == [("front-matter-line", 2)]
    assert community.mended() == f'---\ntitle: "Soup"\nauthor: maria-silva\n---{RAIN}'


@pytest.mark.parametrize("value", ["{{ page.title }}", "{% title %}", "<% tp.file.title %>", "%Y-%m-%d"])
@pytest.mark.parametrize("key", ["title", "author", "date"])
def test_what_another_program_would_fill_in_is_one_problem(community: Community, key: str, value: str) -> None:
    lines = {"title": "A walk", "author": "maria-silva", "date": "2024-05-01"} | {key: value}
    top = "\n".join(f"{name}: {said}" for name, said in lines.items())
    community.write(POST, f"---\n{top}\n---{RAIN}")
    (found,) = community.problems()
    assert found.line == 2 + [*lines].index(key)
    assert found.edit is None


@pytest.mark.parametrize("line", ["lang: [en]", "image: []", 'date: ""', "slug: “a-long-walk”", "series: [Walks]"])
def test_brackets_and_quotation_marks_around_one_word_do_no_harm(community: Community, line: str) -> None:
    community.write(POST, f"---\ntitle: A long walk\nauthor: maria-silva\n{line}\n---{RAIN}")
    assert [each.id for each in community.problems() if each.is_error] == []


def test_a_line_that_can_not_be_read_is_not_missed_as_well(community: Community) -> None:
    community.write(POST, f"---\ntitle:\n  en: A walk\n  es: Un paseo\nauthor: maria-silva\n---{RAIN}")
    assert community.told() == [("front-matter-value", 2)]
