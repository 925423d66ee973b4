"""Tops of files in other forms, other languages and other calendars: one problem, whose mend leaves nothing wrong."""

from __future__ import annotations

import pytest

from potluck.checks.mending.fixing import fix
from potluck.content.front_matter.meant_dates import likely_moment
from tests.checks.conftest import POST, Community

TOPS = [
    ('+++\ntitle = "A walk"\nauthor = "maria-silva"\ntags = ["rain", "soup"]\n+++', "front-matter-open", 1),
    ("{\n  \"title\": \"A walk\",\n  \"author\": \"maria-silva\"\n}", "front-matter-open", 1),
    ('post = {\n    "title": "A walk",\n    "author": "maria-silva",\n}', "front-matter-open", 1),
    ("name: Maria Silva\ntitle: A walk", "key-unknown", 1),
    ("---\ntitle: A walk\ncreated by: Maria Silva\n---", "key-unknown", 3),
    ("“---”\ntitle: A walk\nauthor: maria-silva\n“---”", "front-matter-open", 1),
    ("title: A walk   author: maria-silva", "front-matter-line", 1),
    ("---\ntitle:Rain: a walk\nauthor: maria-silva\n---", "key-unknown", 2),
    ("---\nTitle = Rain: a walk\nauthor: maria-silva\n---", "key-unknown", 2),
    ("const title = 'A walk';\nconst author = 'maria-silva';", "front-matter-line", 1),
    ("---\ntitle: 'A walk',\nauthor: 'maria-silva',\n---", "front-matter-quotes", 2),
    ("lesson = 1\ntitle = 'A walk'\nauthor = 'maria-silva'", "front-matter-open", 1),
    ("---\ntitle: A walk\nauthor: maria-silva\nlanguage: Python\n---", "key-foreign", 4),
    ("**Title:** A walk\n**Author:** Maria Silva", "front-matter-open", 1),
    ("－－－\ntitle: A walk\nauthor: maria-silva\n－－－", "front-matter-open", 1),
    ("---\ntitle: A walk\nauthor: maria-silva\n---\n\n---\ntitle: A walk\nauthor: maria-silva\n---",
     "front-matter-twice", 6),
    ("---\ntitle: A walk\nauthor: maria-silva\n---\n---\ntags: [rain]\n---", "front-matter-twice", 5),
    ("---\ntitle: Your title here\nauthor: your-handle\n---\n\n---\ntitle: A walk\nauthor: maria-silva\n---",
     "front-matter-twice", 1),
    ("---\ntitle: A walk, author: maria-silva\n---", "front-matter-line", 2),
    ("---\ntitle: A walk\tauthor: maria-silva\n---", "front-matter-line", 2),
    ("---\ntitle: A walk\tauthor: maria-silva\ttags: rain\n---", "front-matter-line", 2),
    ("---\ntitle:\nA walk in the rain\nauthor: maria-silva\n---", "front-matter-line", 3),
    ("---\ntitle: **A walk**\nauthor: maria-silva\n---", "front-matter-sign", 2),
    ("---\ntitle:\u00a0A walk\nauthor: maria-silva\n---", "front-matter-line", 2),
    ("---\n标题：下雨\nauthor: maria-silva\n---", "key-unknown", 2),
    ("標題：下雨\nauthor: maria-silva", "key-unknown", 1),
    ("---\ntítulo: A chuva\nauthor: maria-silva\n---", "key-unknown", 2),
    ("---\ntitle: La pluie\nauteur: maria-silva\n---", "key-unknown", 3),
    ("---\ntitle: A walk\nauthor:\n  name: Maria Silva\n  email: maria@example.org\n---", "front-matter-line", 3),
    ("---\ntitle: A walk\nauthor: maria-silva\ntags: rain; soup\n---", "tag-invalid", 4),
    ("---\ntitle: A walk\nauthor: maria-silva\ntags: (rain, soup)\n---", "tag-invalid", 4),
    ("---\ntitle: 下雨\nauthor: maria-silva\ntags: 雨、湯\n---", "tag-invalid", 4),
    ("---\ntitle: 下雨\nauthor: maria-silva\ntags: [雨，湯]\n---", "tag-invalid", 4),
    ("---\ntitle: A walk\nauthor: maria-silva\ntags: [rain, soup\n---", "front-matter-sign", 4),
    ("---\ntitle: A walk\nauthor: maria-silva\ntags:\n  - rain\n    - soup\n---", "front-matter-list-dash", 6),
    ("---\ntitle: A walk\nauthor: maria-silva\nlang: jp\n---", "value-invalid", 4),
    ("---\ntitle: A walk\nauthor: maria-silva\nlang: 中文\n---", "value-invalid", 4),
    ("---\ntitle: A walk\nauthor: maria-silva\nevent:\n  date: 2024-05-03 19:00\n---", "key-unknown", 5),
    ("---\ntitle: A walk\nauthor: maria-silva\nevent:\n  start: 2024-05-03 19:00\n  venue: The hall\n---",
     "key-unknown", 6),
    ("---\ntitle: A walk\nauthor: maria-silva\nevent:\n  start: 2024-05-03 19:00\n  end: 21:00\n---",
     "date-invalid", 6),
    ("---\ntitle: A walk\nauthor: maria-silva\nevent:\n  start: 3 May 2024, 7 pm\n---", "date-invalid", 5),
    ("---\nA walk\nauthor: maria-silva\n---", "front-matter-line", 2),
    ("/---\ntitle: A walk\nauthor: maria-silva\n---", "front-matter-open", 1),
    ("<--->\ntitle: A walk\nauthor: maria-silva\n<--->", "front-matter-open", 1),
    ("---\ntitle: A walk\nauthor: maria-silva\ntags：雨，湯\n---", "front-matter-line", 4),
    ("---\ntitle: A walk\nauthor's name: maria-silva\n---", "key-unknown", 3),
    ("---\ntitle: A walk\nauthor: maria-silva\ndate: 2024-05-01T10\n---", "date-invalid", 4),
    ("---\ntitle: A walk\nauthor: : maria-silva\n---", "front-matter-line", 3),
    ("---\ntitle: # A walk\nauthor: maria-silva\n---", "front-matter-sign", 2),
    ("---\ntitle: A walk\nauthor: maria-silva\ndate: 1/mai/2024\n---", "date-invalid", 4),
    ("---\ntitle: A walk\n`author`: maria-silva\n---", "front-matter-line", 3),
    ("---\ntitle: `A walk`\nauthor: maria-silva\n---", "front-matter-sign", 2),
    ("---\ntitle: A walk\n---\nauthor: maria-silva", "front-matter-close", 3),
    ("---\ntitle: A walk\n---\nauthor: maria-silva\n---", "front-matter-close", 3),
    ("title: A walk\n---\nauthor: maria-silva\n---", "front-matter-not-first", 1),
    ("---\ntitle: A walk\nauthor: - maria-silva\n---", "front-matter-sign", 3),
    ("---\ntitle: A walk\nauthor: maria-silva\ndraft: false\n---", "key-foreign", 4),
    ("---\ntitle: A walk\nauthor: maria-silva\ndate: May 1\n---", "date-invalid", 4),
    ("---\ntitle: A walk\nauthor => maria-silva\n---", "front-matter-line", 3),
    ("---\ntitle: A walk\nauthor - maria-silva\n---", "front-matter-line", 3),
    ("```\n---\ntitle: A walk\nauthor: maria-silva\n---\n```", "front-matter-not-first", 1),
    ("#+TITLE: A walk\n#+AUTHOR: maria-silva", "front-matter-open", 1),
    ("= A walk\n:author: maria-silva", "front-matter-open", 1),
    ("% A walk\n% maria-silva\n% 2024-05-01", "front-matter-open", 1),
    ("# A walk\n\nAuthor: Maria Silva\nTags: rain, soup", "front-matter-open", 1),
    ("| title | author |\n| --- | --- |\n| A walk | maria-silva |", "front-matter-open", 1),
    (";;;\n{\"title\": \"A walk\", \"author\": \"maria-silva\"}\n;;;", "front-matter-open", 1),
    ("---\ntitle: A walk\nauthor: maria-silva\ntags: rain / soup\n---", "tag-invalid", 4),
    ("---\ntitle: A walk\nauthor: maria-silva\nauthors: [maria-silva]\n---", "key-twice", 4),
    ("---\ntitle: A walk\nauthor: maria-silva\ndate: 5/1/2024\n---", "date-invalid", 4),
    (
        "---\ntitle: A walk\nauthor: maria-silva\ndate: Wed May 1 2024 10:30:00 GMT+0200 (Mitteleuropa)\n---",
        "date-invalid",
        4,
    ),
    (".. title: A walk\n.. date: 2024-05-01 10:00:00 UTC+08:00\n.. author: maria-silva", "front-matter-open", 1),
    ("A walk\n######\n\n:date: 2024-05-01\n:author: maria-silva", "front-matter-open", 1),
    ("<!--\ntitle: A walk\nauthor: maria-silva\n-->", "front-matter-open", 1),
    ("--- title: A walk author: maria-silva ---", "front-matter-open", 1),
    ("--- title: A walk\nauthor: maria-silva\n---", "front-matter-open", 1),
    ("# ---\n# title: A walk\n# author: maria-silva\n# ---", "front-matter-open", 1),
    ("\\---\n\ntitle: A walk\n\nauthor: maria-silva\n\n\\---", "front-matter-open", 1),
    ("---\ntitle: A walk\nauthor: maria-silva\ndate: 113年5月1日\n---", "date-invalid", 4),
    ("---\ntitle: A walk\nauthor: maria-silva\ndate: 2024-05-01 10:00 GMT+8\n---", "date-invalid", 4),
    ("---\ntitle: A walk\nauthor: maria-silva\nfecha: 1 de mayo de 2024\n---", "key-unknown", 4),
    ("---\ntitle: A walk\nauthor: maria-silva\n標籤：雨、湯\n---", "key-unknown", 4),
    ("---\nالعنوان: A walk\nauthor: maria-silva\n---", "key-unknown", 2),
    ("---\nכותרת: A walk\nauthor: maria-silva\n---", "key-unknown", 2),
    ("---\n标题: A walk\n作者: maria-silva\n标签: 雨\n---", "key-unknown", 2),
    ("---\ntítulo: A: walk\ntags: rain\nautor: maria-silva\nfecha: 1 de mayo de 2024\n---", "key-unknown", 2),
    ("\\documentclass{article}\n\\title{A walk}\n\\author{Maria Silva}\n\\date{1 May 2024}\n\\begin{document}\n"
     "\\maketitle", "front-matter-open", 1),
    ("@title A walk\n@author Maria Silva", "front-matter-open", 1),
    ('<title>A walk</title>\n<meta name="author" content="Maria Silva">', "front-matter-open", 1),
    ("---\ntitle: A walk\nauthor: \"maria-silva\",\n---", "front-matter-quotes", 3),
]  # fmt: skip


@pytest.mark.parametrize(("top", "rule", "line"), TOPS)
def test_a_top_in_another_form_is_mended_for_good(community: Community, top: str, rule: str, line: int) -> None:
    community.write(POST, f"{top}\n\nIt rained.\n")
    found = community.problems()
    told = [each for each in found if each.id != "event-start"]
    assert {(each.id, each.line) for each in told} >= {(rule, line)}
    assert {(each.line, each.edit) for each in told} == {(line, told[0].edit)}
    fix(community.problems, community.root)
    assert community.problems() == []
    assert community.read().endswith("\n\nIt rained.\n")
    assert "---\n\n---" not in community.read()
    assert not fix(community.problems, community.root).mended


def test_names_in_a_list_are_mended_together(community: Community) -> None:
    community.write(POST, "---\n- title: A walk\n- author: maria-silva\n---\n\nIt rained.\n")
    assert community.told() == [("front-matter-line", 2)]
    assert community.mended() == "---\ntitle: A walk\nauthor: maria-silva\n---\n\nIt rained.\n"


def test_a_line_of_no_use_takes_its_list_with_it_and_nothing_else(community: Community) -> None:
    community.write(POST, "---\ntitle: A walk\nclasses:\n  - wide\n  - tall\nauthor: maria-silva\n---\n\nIt rained.\n")
    assert community.mended() == "---\ntitle: A walk\nauthor: maria-silva\n---\n\nIt rained.\n"


DAYS = [
    ("Friday, 3 May 2024", "2024-05-03"),
    ("May 3rd, 2024", "2024-05-03"),
    ("3. Mai 2024", "2024-05-03"),
    ("3 de mayo de 2024", "2024-05-03"),
    ("3 de maio de 2024", "2024-05-03"),
    ("3 mai 2024", "2024-05-03"),
    ("12. März 2024", "2024-03-12"),
    ("2024年5月3日", "2024-05-03"),
    ("民國113年5月3日", "2024-05-03"),
    ("令和6年5月3日", "2024-05-03"),
    ("2O24-05-03", "2024-05-03"),
    ("Fri May 03 2024 10:00:00 GMT+0100 (BST)", "2024-05-03 10:00+01:00"),
    ("3 May 2024, 7 pm", "2024-05-03 19:00"),
    ("2024-05-03 19h30", "2024-05-03 19:30"),
    ("2024-05-03 19 Uhr", "2024-05-03 19:00"),
    ("3.5.2024 19:00", "2024-05-03 19:00"),
    ("03/05/2024", None),
    ("3 ju 2024", None),
    ("next Friday", None),
]


@pytest.mark.parametrize(("text", "meant"), DAYS)
def test_a_day_in_another_form_is_understood_where_it_means_one_day(text: str, meant: str | None) -> None:
    assert likely_moment(text) == meant


@pytest.mark.parametrize("said", ["2024-05-01 19:00 CET", "2024-05-01 to 2024-05-05"])
def test_a_date_that_says_more_is_never_cut_short_by_itself(community: Community, said: str) -> None:
    community.write(POST, f"---\ntitle: A walk\nauthor: maria-silva\ndate: {said}\n---\n\nIt rained.\n")
    (problem,) = community.problems()
    assert (problem.id, problem.edit) == ("date-invalid", None)
    assert "2024-05-01" in problem.fix


PEOPLE = [
    ("author: Ana Lopes", "key-unknown", "name: Ana Lopes"),
    ("name: Ana Lopes\ngithub_username: ana", "key-unknown", "github: ana"),
    ("name: Ana Lopes\nbio: I bake.", "key-unknown", "below the second `---`:\n\n---\nI bake."),
    ("nombre: Ana Lopes\ngithub_id: ana", "key-unknown", "name: Ana Lopes\ngithub: ana"),
    ("name: Ana Lopes\nsocial:\n  github: ana", "front-matter-line", "github: ana"),
    ("name: Ana Lopes\ngithub: your-github-handle", "template-text", "github"),
    ("name: Ana Lopes\nwebsite: https://example.com", "template-text", "website"),
    ("name: Ana Lopes\njoined: May 2024", "date-invalid", "joined: 2024-05"),
]


@pytest.mark.parametrize(("top", "rule", "said"), PEOPLE)
def test_a_persons_file_is_told_what_belongs_where(community: Community, top: str, rule: str, said: str) -> None:
    community.write("content/authors/ana-lopes.md", f"---\n{top}\n---\n\nI am Ana.\n")
    (problem,) = community.problems()
    assert problem.id == rule
    assert said in problem.fix


@pytest.mark.parametrize(
    ("card", "meant"),
    [
        (
            "---\nname: Ana\nbio: I bake: bread.\npronouns: she\n---\n",
            "---\nname: Ana\npronouns: she\n---\nI bake: bread.",
        ),
        ("---\nname: Ana\nsobre mí: I bake.\n---\nA lot.\n", "---\nname: Ana\n---\nI bake.\n\nA lot."),
        ("Name: Ana\nAbout: I bake.\n", "Name: Ana\n\nI bake."),
        ("Name: Ana, Pronouns: she, Bio: I bake, and I walk.", "Name: Ana\nPronouns: she\n\nI bake, and I walk."),
    ],
)
def test_a_bio_among_the_names_goes_below_them(community: Community, card: str, meant: str) -> None:
    community.write("content/authors/ana.md", card)
    assert len(community.problems()) == 1
    assert community.mended("content/authors/ana.md").strip() == meant
    assert community.problems() == []


def test_a_title_as_a_web_page_has_it_is_the_one_offered(community: Community) -> None:
    community.write(POST, "<title>A walk</title>\n\nIt rained.\n")
    (problem,) = community.problems()
    assert problem.edit is not None
    assert (problem.id, problem.edit.end_line) == ("front-matter-missing", 1)
    assert 'title: "A walk"' in problem.fix


def test_what_latex_puts_around_a_text_is_taken_away(community: Community) -> None:
    community.is_mended_at_once("It rained.\n\n\\end{document}", "other-markdown", 3, "It rained.")


def test_a_first_name_finds_its_only_bearer(community: Community) -> None:
    community.write(POST, "---\ntitle: A walk\nauthor: Maria\n---\n\nIt rained.\n")
    assert "maria-silva" in community.problems("author-unknown")[0].fix


def test_a_file_pasted_as_a_quotation_is_freed_whole(community: Community) -> None:
    text = "---\ntitle: A walk\nauthor: maria-silva\n---\n\nIt rained.\n\n> Who minds?\n"
    community.write(POST, "".join(f"> {line}\n".replace(" \n", "\n") for line in text.splitlines()))
    assert community.told() == [("front-matter-open", 1)]
    assert community.mended() == text


def test_names_below_a_heading_end_with_a_fence_in_one_mend(community: Community) -> None:
    community.write(POST, "# A walk\n\nAuthor: maria-silva\nTags: rain\n\nIt rained.\n")
    (problem,) = community.problems()
    assert problem.edit and problem.edit.replacement == "---\ntitle: A walk\nauthor: maria-silva\ntags: rain\n---"


def test_a_title_behind_a_hash_is_offered_as_the_title(community: Community) -> None:
    community.write(POST, "---\n# A walk\nauthor: maria-silva\n---\n\nIt rained.\n")
    (problem,) = community.problems()
    assert (problem.id, problem.line, problem.fix) == ("title-missing", 2, "Write: `title: A walk`")


def test_an_entry_behind_a_hash_is_offered_without_it(community: Community) -> None:
    community.write(POST, "---\ntitle: A walk\n# author: maria-silva\n---\n\nIt rained.\n")
    (problem,) = community.problems()
    assert (problem.id, problem.line, problem.fix) == ("author-missing", 3, "Write: `author: maria-silva`")


def test_two_authors_on_lines_of_their_own_are_put_on_one(community: Community) -> None:
    community.write("content/authors/li-wei.md", "---\nname: Li Wei\n---\n\nI walk.\n")
    community.write(POST, "---\ntitle: A walk\nauthor: maria-silva\nauthor: li-wei\n---\n\nIt rained.\n")
    assert community.told() == [("key-twice", 4)]
    assert community.mended() == "---\ntitle: A walk\nauthors: [maria-silva, li-wei]\n---\n\nIt rained.\n"


def test_an_author_below_an_empty_line_belongs_to_the_top(community: Community) -> None:
    community.write(POST, "---\ntitle: A walk\n\nauthor: maria-silva\nIt rained, and nobody minded.\n")
    assert community.told() == [("front-matter-close", 5)]
    fix(community.problems, community.root)
    assert community.problems() == []
    assert community.read().endswith("author: maria-silva\n---\nIt rained, and nobody minded.\n")


def test_dots_of_a_day_are_no_time() -> None:
    assert likely_moment("2024.5.13") == "2024-05-13"


WRAPPED = [
    "    {}",
    "{n} {}",
]


@pytest.mark.parametrize("form", WRAPPED)
def test_what_stands_before_every_line_is_taken_away_from_all(community: Community, form: str) -> None:
    text = "---\ntitle: A walk\nauthor: maria-silva\n---\n\nIt rained, and nobody of us all minded that.\n"
    lines = [form.format(line, n=number).rstrip() for number, line in enumerate(text.splitlines(), 1)]
    community.write(POST, "\n".join(lines) + "\n")
    (problem,) = community.problems()
    assert problem.line == 1
    assert community.mended() == text


@pytest.mark.parametrize("sign", ["```", "````"])
def test_a_file_between_fences_keeps_its_own_code(community: Community, sign: str) -> None:
    text = "---\ntitle: A walk\nauthor: maria-silva\n---\n\nSo:\n\n~~~python\nbake(3)\n~~~\n"
    community.write(POST, f"{sign}markdown\n{text}{sign}\n")
    assert community.told() == [("front-matter-not-first", 1)]
    assert community.mended() == text


def test_a_moment_far_from_greenwich_keeps_its_distance() -> None:
    assert likely_moment("2024-05-01 10:00:00 UTC+08:00") == "2024-05-01 10:00+08:00"
    assert likely_moment("2024-05-01T9:30 GMT-5") == "2024-05-01 09:30-05:00"
    assert likely_moment("Wed, 1 May 2024 10:30:00 +0200") == "2024-05-01 10:30+02:00"


@pytest.mark.parametrize(
    "text",
    [
        "1 мая 2024 г.",
        "1 مايو 2024",
        "1 במאי 2024",
        "1. května 2024",
        "1 maja 2024",
        "1 toukokuuta 2024",
        "113年5月1日",
    ],
)
def test_days_are_read_in_many_languages(text: str) -> None:
    assert likely_moment(text) == "2024-05-01"


def test_the_half_of_a_day_counts_in_front_of_the_hour_too() -> None:
    assert likely_moment("2024年5月1日 下午3:30") == "2024-05-01 15:30"
    assert likely_moment("2024년 5월 1일 오전 9시") == "2024-05-01 09:00"


def test_a_heading_below_lines_that_never_end_stays_a_heading(community: Community) -> None:
    community.write(POST, "---\ntitle: A walk\nauthor: maria-silva\n## The rain\n\nIt rained.\n")
    assert community.ids() == {"front-matter-close"}
    assert community.mended() == "---\ntitle: A walk\nauthor: maria-silva\n---\n## The rain\n\nIt rained.\n"


@pytest.mark.parametrize("said", ["maria-silva (she/her)", "Maria Silva <maria@example.org>", "Written by Maria Silva"])
def test_what_stands_around_an_author_is_not_part_of_the_name(community: Community, said: str) -> None:
    community.write(POST, f"---\ntitle: A walk\nauthor: {said}\n---\n\nIt rained.\n")
    (problem,) = community.problems()
    assert (problem.id, problem.fix) == ("author-unknown", "Write: `author: maria-silva`")


@pytest.mark.parametrize(
    "said", ["maria-silva y Li Wei", "Maria Silva / li-wei", "maria-silva、li-wei", "李威與maria-silva"]
)
def test_two_known_people_may_be_joined_in_many_ways(community: Community, said: str) -> None:
    community.write("content/authors/li-wei.md", "---\nname: 李威\n---\n\nI walk.\n")
    community.write(POST, f"---\ntitle: A walk\nauthor: {said.replace('Li Wei', '李威')}\n---\n\nIt rained.\n")
    assert community.problems() == []


def test_words_behind_the_closing_line_stay(community: Community) -> None:
    community.write(POST, "---\ntitle: A walk\nauthor: maria-silva\n--- It rained.\n")
    assert community.told() == [("front-matter-close", 4)]
    assert community.mended() == "---\ntitle: A walk\nauthor: maria-silva\n---\n\nIt rained.\n"


def test_a_quoted_value_of_several_lines_may_have_a_colon_in_it(community: Community) -> None:
    said = 'summary: "We meet. Three things to bring\n  tags: for your coats\n  date: a calendar"\n'
    community.write(POST, f"---\ntitle: A walk\n{said}author: maria-silva\n---\n\nIt rained.\n")
    assert community.problems() == []


def test_a_quotation_mark_that_closes_lines_below_takes_no_other_entry_with_it(community: Community) -> None:
    community.write(POST, '---\ntitle: "A walk\nauthor: maria-silva"\n---\n\nIt rained.\n')
    assert community.told() == [("front-matter-quotes", 2), ("stray-quote", 3)]
    assert community.mended() == '---\ntitle: "A walk"\nauthor: "maria-silva"\n---\n\nIt rained.\n'
    assert community.problems() == []


def test_a_name_above_an_empty_title_is_nobodys(community: Community) -> None:
    community.write(POST, "---\nname: Bug report\ntitle: ''\n---\n\nIt rained.\n")
    assert "author-unknown" not in community.ids()
    assert all("did you mean `author`" not in each.title for each in community.problems())
