"""What people write who have never done this before: each mistake on its line, with a mend that is the whole of it."""

from __future__ import annotations

import datetime as dt

import pytest

from potluck.authoring.new import new_post
from potluck.checks.mending.fixing import fix
from potluck.content.gathering import load
from potluck.problems import Edit
from potluck.settings import Settings
from tests.checks.conftest import POST, TOP, Community

RAIN = "\n\nIt rained.\n"
GOOD_TOP = "---\ntitle: A walk\nauthor: maria-silva\n---"


@pytest.mark.parametrize(
    "top",
    [
        "{'title': 'A walk',\n 'author': 'maria-silva'}",
        "- title: A walk\n- author: maria-silva",
        "* title: A walk\n* author: maria-silva",
        "1. title: A walk\n2. author: maria-silva",
        "# title: A walk\n# author: maria-silva",
        "// title: A walk\n// author: maria-silva",
        '"""\ntitle: A walk\nauthor: maria-silva\n"""',
        "'''\ntitle: A walk\nauthor: maria-silva\n'''",
        "/* title: A walk\n   author: maria-silva */",
        "/* title: A walk */\n/* author: maria-silva */",
        "/**\n * title: A walk\n * author: maria-silva\n */",
        "--[[\ntitle: A walk\nauthor: maria-silva\n]]--",
        "{{title: A walk}}\n{{author: maria-silva}}",
        "/// title: A walk\n/// author: maria-silva",
        ";;; title: A walk\n;;; author: maria-silva",
        "% title: A walk\n% author: maria-silva",
        "- [ ] title: A walk\n- [ ] author: maria-silva",
        "title A walk\nauthor maria-silva",
    ],
)
def test_a_top_in_the_form_of_a_list_or_of_a_program_is_one_problem(community: Community, top: str) -> None:
    community.write(POST, top + RAIN)
    assert community.told() == [("front-matter-open", 1)]
    assert community.mended() == GOOD_TOP + RAIN


def test_names_given_with_an_equals_sign_are_one_problem(community: Community) -> None:
    community.write(POST, 'title = "A walk"\nauthor = "maria-silva"' + RAIN)
    assert community.told() == [("front-matter-open", 1)]
    assert community.mended() == '---\ntitle: "A walk"\nauthor: "maria-silva"\n---' + RAIN


@pytest.mark.parametrize(
    "top",
    [
        "title = A walk\nauthor = maria-silva",
        "[title, A walk]\n[author, maria-silva]",
        "title:A walk\nauthor:maria-silva",
        "my title = A walk\nmy name = maria-silva",
    ],
)
def test_one_slip_on_every_line_is_one_problem(community: Community, top: str) -> None:
    community.write(POST, f"---\n{top}\n---{RAIN}")
    (found,) = community.problems()
    assert (found.id, found.line) == ("front-matter-line", 2)
    assert found.title.endswith("The same goes for the lines below it.")
    assert community.mended() == GOOD_TOP + RAIN


def test_a_slip_on_one_line_of_several_is_told_of_that_line(community: Community) -> None:
    community.write(POST, f"---\ntitle: A walk\nauthor = maria-silva\n---{RAIN}")
    assert community.told() == [("front-matter-line", 3)]


def test_a_post_pasted_with_the_command_that_writes_it_loses_the_command(community: Community) -> None:
    community.write(POST, f"$ cat > walk.md <<'END'\n{GOOD_TOP}{RAIN}END\n")
    assert community.told() == [("front-matter-not-first", 1)]
    assert community.mended() == GOOD_TOP + RAIN


def test_a_notebook_is_told_as_one_and_not_as_code(community: Community) -> None:
    community.write(POST, '{\n "cells": [\n  {"cell_type": "markdown"}\n ],\n "metadata": {}\n}\n')
    (found,) = community.problems()
    assert "a notebook" in found.title


AUTHORS = [
    ("Silva, Maria", "author: maria-silva"),
    ("[Silva, Maria]", None),
    ("Silva Maria", "author: maria-silva"),
    ("maria.silva@example.org", "author: maria-silva"),
]


@pytest.mark.parametrize(("said", "better"), AUTHORS)
def test_a_person_written_in_another_way_is_recognised(community: Community, said: str, better: str | None) -> None:
    community.write(POST, f"---\ntitle: A walk\nauthor: {said}\n---{RAIN}")
    (found,) = community.problems("author-unknown")
    assert found.line == 3
    assert "maria-silva" in found.title
    if better:
        assert found.edit is not None
        assert (found.fix, found.edit.replacement) == (f"Write: `{better}`", better)


def test_somebody_new_with_the_family_name_first_gets_one_card(community: Community) -> None:
    community.write(POST, f"---\ntitle: A walk\nauthor: Adeyemi, Olu\n---{RAIN}")
    (found,) = community.problems("author-unknown")
    assert "`author: olu-adeyemi`" in found.fix
    assert "name: Olu Adeyemi\n" in found.fix


def test_two_people_of_whom_none_is_known_are_two(community: Community) -> None:
    community.write(POST, f"---\ntitle: A walk\nauthor: Olu Adeyemi, Ines Roldan\n---{RAIN}")
    (found,) = community.problems("author-unknown")
    assert "Olu Adeyemi" in found.title


@pytest.mark.parametrize(
    "items",
    [
        ("가. 물", "나. 차"),
        ("א. מים", "ב. תה"),
        ("а) вода", "б) чай"),
        ("i) water", "ii) tea"),
        ("IV. water", "V. tea"),
        ("A. water", "B. tea", "C. a cup"),
        ("(a) water", "(b) tea"),
        ("[1] water", "[2] tea"),
        ("Step 1: water", "Step 2: tea"),
        ("**Paso 1:** agua", "**Paso 2:** té"),
        ("第一步：水", "第二步：茶"),
        ("Day 1 - water", "Day 2 - tea"),
    ],
)
def test_items_that_count_in_another_way_become_a_list(community: Community, items: tuple[str, ...]) -> None:
    community.post("So:\n\n" + "\n".join(items))
    assert community.told() == [("list-marker", 8)]
    assert community.mended() == f"{TOP}So:\n\n" + "".join(f"- {item}\n" for item in items)


@pytest.mark.parametrize(
    "body",
    [
        "Alan said so, as did\nA. Turing later, and\nC. Shannon after him.",
        "I know what\ni. e. means, and\nI. too.",
        "Step 1 was easy, and\nstep 3 was not.",
        "See [1] and [2].\n\n[1]: https://example.org/a\n[2]: https://example.org/b",
        "나는 갔다.\n다. 라고 말했다.",
        "We met at\n18:03 on Friday, and left at\n21:30 in the rain.",
        "18:03 doors  \n18:30 talk  \n19:00 home",
        "- 18:03 doors\n- 18:30 talk",
        "Note:\n  this is only a hint, and\n  it goes on here.",
        "In C++ we write `cout << x`, which is\nodd << at first.",
        "He wrote:\n\n>>>>>>> It was me.\n\nI did not answer.",
        "What chats leave behind are `[^1^]` and `【4†source】`.",
    ],
)
def test_what_only_looks_like_that_is_left_alone(community: Community, body: str) -> None:
    community.post(body)
    assert community.problems() == []


@pytest.mark.parametrize(
    "body",
    [
        "[12/05/2026, 18:03:21] Maria: who brings tea?\n[12/05/2026, 18:04:02] Jonas: I do.",
        "18:03 - Maria: who brings tea?\n18:04 - Jonas: I do.",
        "Maria  6:03 PM\nWho brings tea?\nJonas  6:04 PM\nI do.",
    ],
)
def test_a_chat_is_told_where_it_begins_and_stands_line_by_line(community: Community, body: str) -> None:
    community.post(f"So:\n\n{body}")
    assert community.told() == [("lines-joined", 8)]
    assert "".join(body.split()) in "".join(community.mended().replace("\n- ", "\n").split())
    assert community.problems() == []


@pytest.mark.parametrize(
    "code",
    [
        "name: tea\nsteps:\n  - boil: 100\n  - pour: true",
        "body {\n  color: red;\n}",
        "cat > tea.py <<END\nwater, tea\nEND",
    ],
)
def test_settings_styles_and_commands_with_a_text_are_code(community: Community, code: str) -> None:
    community.post(f"So:\n\n{code}\n\nThat is all.")
    assert community.told() == [("code-not-fenced", 8)]
    assert f"\n{code}\n```\n\nThat is all." in community.mended()


TEXTS = [
    ("お湯を沸かして、最初のループを書きました。", "shift-jis", "Shift-JIS"),
    ("お湯を沸かして、最初のループを書きました。", "euc-jp", "EUC-JP"),
    ("我们煮水泡茶，写了第一个循环，大家都很开心。", "gbk", "GBK"),
    ("我們煮水泡茶，寫了第一個迴圈，大家都很開心。", "big5", "Big5"),
    ("우리는 물을 끓이고 첫 반복문을 썼습니다.", "euc-kr", "EUC-KR"),
    ("Мы вскипятили воду и написали первый цикл.", "koi8-r", "KOI8-R"),
    ("Мы вскипятили воду и написали первый цикл.", "cp1251", "Windows-1251"),
    ("我們煮水泡茶。", "utf-16-le", "UTF-16"),
    ("我們煮水泡茶。", "utf-16-be", "UTF-16"),
    ("We boiled water.", "utf-32", "UTF-32"),
]


@pytest.mark.parametrize(("words", "codec", "name"), TEXTS)
def test_an_old_encoding_is_named_and_put_right(community: Community, words: str, codec: str, name: str) -> None:
    community.write(POST, f"{TOP}{words}\n".encode(codec))
    (found,) = community.problems()
    assert found.title == f"This file is saved as {name}, not UTF-8."
    assert community.mended() == f"{TOP}{words}\n"


@pytest.mark.parametrize(
    ("words", "codec"),
    [
        ("שלום לכולם, שתינו תה ואחר כך הלכנו הביתה.", "cp1255"),
        ("Żółta łódź płynie, więc pijemy herbatę.", "iso-8859-2"),
        ("茶。", "gbk"),
        ("ИТМО", "koi8-r"),
    ],
)
def test_an_encoding_that_can_not_be_told_for_certain_is_left_to_its_author(
    community: Community, words: str, codec: str
) -> None:
    raw = f"{TOP}{words}\n".encode(codec)
    community.write(POST, raw)
    assert community.told() == [("encoding", 6)]
    fix(community.problems, community.root)
    assert (community.root / POST).read_bytes() == raw


@pytest.mark.parametrize("sign", ["\u2028", "\u2029", "\x0b", "\x85"])
def test_a_line_end_that_nobody_knows_becomes_one_that_all_know(community: Community, sign: str) -> None:
    community.post(f"It rained.{sign}We had soup.")
    assert [(each.id, each.line, each.column) for each in community.problems()] == [("control-character", 6, 11)]
    assert community.mended() == TOP + "It rained.\nWe had soup.\n"


def test_a_title_with_a_line_end_in_it_stays_on_its_line(community: Community) -> None:
    community.write(POST, f"---\ntitle: A\u2028walk\nauthor: maria-silva\n---{RAIN}")
    assert community.mended() == GOOD_TOP + RAIN


JPEG = b"\xff\xd8\xff\xe0" + b"\0" * 40


@pytest.mark.parametrize(
    ("name", "title", "fix"),
    [
        ("2026-02-30-walk.md", "has 28 days", "`2026-02-28-walk.md`"),
        ("05-03-2026-walk.md", "several ways", "`2026-05-03-walk.md` or `2026-03-05-walk.md`"),
        ("26-05-03-walk.md", "several ways", "`2026-05-03-walk.md` or `2003-05-26-walk.md`"),
        ("walk-2026-05-03.md", "behind the words", "`content/posts/2026-05-03-walk.md`"),
        ("2026-05-03.md", "no words", "`content/posts/2026-05-03-a-walk-by-the-river.md`"),
        ("2026-05-03-\U0001f375.md", "\U0001f375", "`2026-05-03-a-walk-by-the-river.md`"),
        ("2026-05-03-散歩.md", "散", "`2026-05-03-san-bu.md`"),
        ("YYYY-MM-DD-title.md", "no date", "-a-walk-by-the-river.md`"),
    ],
)
def test_a_name_is_told_with_its_own_reason_and_the_name_to_give(
    community: Community, name: str, title: str, fix: str
) -> None:
    community.post("It rained.", f"content/posts/{name}")
    (found,) = community.problems()
    assert title in found.title
    assert fix in found.fix


def test_a_person_is_spoken_to_as_a_person(community: Community) -> None:
    community.write("content/authors/olu-adeyemi.md", "")
    community.write("content/authors/ines.txt", "---\nname: Ines\n---\n\nI bake bread.\n")
    community.write(
        "content/authors/noor.md", "---\nname: Noor\navatar: me.jpg\ninstagram: noor\n---\n\nI bake bread.\n"
    )
    community.write("content/authors/dev.md", "I bake bread.\n")
    said = {(each.path.rpartition("/")[2], each.id): each for each in community.problems()}
    assert "name: Olu Adeyemi" in said["olu-adeyemi.md", "empty-file"].fix
    assert "person's file" in said["ines.txt", "name-suffix"].title
    assert "`content/authors/`" in said["noor.md", "image-value"].fix
    assert said["noor.md", "key-unknown"].fix.startswith("Delete this line.")
    assert "name: Dev" in said["dev.md", "front-matter-missing"].fix
    assert len(said) == 5


@pytest.mark.parametrize("value", ["@noor", "`noor`", "%noor"])
def test_a_line_that_means_nothing_is_told_for_its_name_alone(community: Community, value: str) -> None:
    community.write("content/authors/noor.md", f"---\nname: Noor\ninstagram: {value}\n---\n\nI bake bread.\n")
    assert community.told() == [("key-unknown", 3)]


def test_a_person_among_the_posts_is_told_where_to_go_and_nothing_else(community: Community) -> None:
    community.write("content/posts/olu.md", "---\nname: Olu Adeyemi\n---\n\nHi.\n")
    assert [each.id for each in community.problems()] == ["wrong-place"]


@pytest.mark.parametrize(
    ("file", "written", "title", "fix"),
    [
        ("my photo.jpg", "my photo.jpg", "can't keep this name", "write: `my-photo.jpg`"),
        ("map@2x.jpg", "map@2x.jpg", "can't keep this name", "write: `map-2x.jpg`"),
        ("photo.jpg", "C:\\Users\\Ada\\photo.jpg", "on your own computer", "Write: `photo.jpg`"),
        ("photo.jpg", "/Users/ada/Downloads/photo.jpg", "on your own computer", "Write: `photo.jpg`"),
        ("photo.heic", "photo.heic", "browsers do not show", "write: `photo.jpg`"),
        ("../../photo.jpg", "photo.jpg", "no such image", "Move `content/photo.jpg` to `content/posts/2024-05-01-"),
        ("../photo.jpg", "photo.jpg", "no such image", "Move `content/posts/photo.jpg` to `content/posts/2024-05-01-"),
    ],
)
def test_a_picture_that_is_there_after_all_is_told_how_to_show(
    community: Community, file: str, written: str, title: str, fix: str
) -> None:
    folder = "content/posts/2024-05-01-a-walk-by-the-river"
    community.write(f"{folder}/{file}", JPEG)
    community.post(f"![Two cups]({written})", f"{folder}/index.md")
    (found,) = community.problems("image-missing")
    assert title in found.title
    assert fix in found.fix


def test_a_picture_that_was_still_on_its_way_is_told_as_that(community: Community) -> None:
    community.post("![Uploading cup.jpg…]()")
    (found,) = community.problems("image-missing")
    assert "`cup.jpg` was still on its way" in found.title


def test_a_picture_under_the_suffix_of_another_kind_is_renamed_with_its_link(community: Community) -> None:
    folder = "content/posts/2024-05-01-a-walk-by-the-river"
    community.write(f"{folder}/cup.png", JPEG)
    community.post("![Two cups](cup.png)", f"{folder}/index.md")
    fix(community.problems, community.root)
    assert "](cup.jpg)" in community.read(f"{folder}/index.md")
    assert (community.root / folder / "cup.jpg").is_file()
    assert community.problems() == []


@pytest.mark.parametrize(
    "body",
    [
        "Start in the middle: the door, the noise.\n\n## A heading, if you need one\n\nIt rained.",
        "Start with the moment it went wrong. Then tell us.\n\n## A heading for the next part\n\nIt rained.",
    ],
)
def test_the_template_of_our_own_guides_is_known_as_one(community: Community, body: str) -> None:
    community.post(body)
    assert community.told() == [("template-text", 6), ("template-text", 8)]


@pytest.mark.parametrize(("title", "told"), [("A walk", {"title-template"}), ("A meetup in the rain", set())])
def test_a_file_called_as_the_guide_calls_its_own_is_told_beside_other_words(
    community: Community, title: str, told: set[str]
) -> None:
    community.write("content/posts/2026-11-19-my-first-meetup.md", GOOD_TOP.replace("A walk", title) + RAIN)
    assert community.ids() - {"date-future"} == told


@pytest.mark.parametrize(
    ("name", "brought", "said"),
    [
        ("my%20river.png", "content/posts/my river.png", "`content/images/my-river.png`"),
        ("river.HEIC", "content/posts/river.HEIC", "`content/images/river.jpg`"),
    ],
)
def test_a_picture_beside_a_post_that_needs_a_name_and_a_place_is_told_both_at_once(
    community: Community, name: str, brought: str, said: str
) -> None:
    community.write(brought, b"\0\0\0\x18ftypheic" if "HEIC" in brought else b"")
    if "HEIC" not in brought:
        community.picture(brought)
    community.post(f"![The river in the rain]({name})")
    (problem,) = community.problems()
    assert (problem.id, said in problem.fix) == ("image-missing", True)


def test_a_picture_beside_a_post_that_shows_none_is_told_where_it_can_be_shown(community: Community) -> None:
    community.picture("content/posts/river.png")
    community.post("It rained.")
    (problem,) = community.problems()
    assert "`content/images/river.png`" in problem.fix
    assert "(../images/river.png)" in problem.fix


def test_a_file_that_is_not_published_is_not_told_as_a_slip_of_the_pen(community: Community) -> None:
    community.post("[My notes](notes.pdf) of the day.")
    (problem,) = community.problems()
    assert "where others can read it" in problem.fix


def test_a_part_of_a_heading_finds_the_only_one_that_has_it(community: Community) -> None:
    community.is_mended_at_once(
        "See [there](#river).\n\n## By the river\n\nIt rained.",
        "link-anchor",
        1,
        "See [there](#by-the-river).\n\n## By the river\n\nIt rained.",
    )


def test_what_somebody_asked_a_chat_is_theirs_to_delete(community: Community) -> None:
    community.post("You said:\n\nWrite about rain.\n\nChatGPT said:\n\nIt rained.")
    asked, _ = community.problems()
    assert "what you asked below it" in asked.fix
    assert community.mended()[len(TOP) :].startswith("You said:\n\nWrite about rain.")


@pytest.mark.parametrize("mark", [" 【4†source】", "[^2^]"])
def test_what_a_chat_puts_for_its_sources_goes_without_a_gap(community: Community, mark: str) -> None:
    community.is_mended_at_once(f"It rained{mark} and rained.", "chat-text", 1, "It rained and rained.")


HEADS = [
    ('title: "A" walk\nauthor: maria-silva', "title: '\"A\" walk'\nauthor: maria-silva"),
    ('title: "A "long" walk"\nauthor: maria-silva', "title: 'A \"long\" walk'\nauthor: maria-silva"),
    ('title: "C:\\temp"\nauthor: maria-silva', "title: 'C:\\temp'\nauthor: maria-silva"),
    ("title: A walk,\nauthor: maria-silva", "title: A walk\nauthor: maria-silva"),
    (
        "title: A walk\nauthor: maria-silva\ntags = ['rain', 'soup']",
        "title: A walk\nauthor: maria-silva\ntags: ['rain', 'soup']",
    ),
    ("title: A walk\nauthor: maria-silva\ntags: شاي، مطر", "title: A walk\nauthor: maria-silva\ntags: شاي, مطر"),
    ("<!-- title: yours -->\ntitle: A walk\nauthor: maria-silva", "# title: yours\ntitle: A walk\nauthor: maria-silva"),
    ("title: A walk\\\nauthor: maria-silva", "title: A walk\nauthor: maria-silva"),
    (
        "title: Un jour: « les boucles »\nauthor: maria-silva",
        'title: "Un jour: « les boucles »"\nauthor: maria-silva',
    ),
    (
        "title: A walk\nauthor: maria-silva\npublished: 2024-05-01",
        "title: A walk\nauthor: maria-silva\ndate: 2024-05-01",
    ),
    ("// title: A walk\nauthor: maria-silva", "title: A walk\nauthor: maria-silva"),
    ("title walks: a day\nauthor: maria-silva", 'title: "walks: a day"\nauthor: maria-silva'),
    ("Title is A walk\nAuthor is maria-silva", "title: A walk\nauthor: maria-silva"),
    (
        "title: A walk\nauthor: maria-silva\nevent:\nname: The table\nstart: 2024-05-01",
        "title: A walk\nauthor: maria-silva\nevent:\n  name: The table\n  start: 2024-05-01",
    ),
]


@pytest.mark.parametrize(("top", "better"), HEADS)
def test_a_mend_of_the_head_keeps_every_word_and_sign(community: Community, top: str, better: str) -> None:
    community.write(POST, f"---\n{top}\n---{RAIN}")
    assert len(community.problems()) == 1
    assert community.mended() == f"---\n{better}\n---{RAIN}"
    assert community.problems() == []


def test_two_handles_without_a_comma_are_two_people(community: Community) -> None:
    community.write("content/authors/dev.md", "---\nname: Dev\n---\n\nI bake bread.\n")
    community.write(POST, f"---\ntitle: A walk\nauthor: [maria-silva dev]\n---{RAIN}")
    (found,) = community.problems()
    assert (found.id, found.fix) == ("author-unknown", "Write: `author: [maria-silva, dev]`")
    community.write(POST, f"---\ntitle: A walk\nauthors:\n  maria-silva\n  dev\n---{RAIN}")
    (found,) = community.problems()
    assert found.edit == Edit(4, 5, "  - maria-silva\n  - dev")


def test_a_conflict_at_the_top_is_one_problem(community: Community) -> None:
    both = "<<<<<<< HEAD\ntitle: A walk\n=======\ntitle: A long walk\n>>>>>>> patch-1\nauthor: maria-silva"
    community.write(POST, f"---\n{both}\n---{RAIN}")
    assert community.told() == [("conflict-marker", 2)]


@pytest.mark.parametrize(
    ("body", "rule", "better"),
    [
        ("So:\n\n>>> 1 + 1\n2", "code-not-fenced", "So:\n\n```pycon\n>>> 1 + 1\n2\n```"),
        ("ls | grep tea\ncat tea.txt | wc -l", "code-not-fenced", "```\nls | grep tea\ncat tea.txt | wc -l\n```"),
        ("See __init__.py first.", "underscores-lost", "See `__init__.py` first."),
        ("The <h1> tag makes a heading.", "html-open", "The `<h1>` tag makes a heading."),
        ("[code]\nbake(3)\nbake(4)\n[/code]", "other-markdown", "```\nbake(3)\nbake(4)\n```"),
        (
            "```python\n1  import os\n2  for name in x:\n3      print(name)\n```",
            "code-line-numbers",
            "```python\nimport os\nfor name in x:\n    print(name)\n```",
        ),
        ("看https://example.org/a，謝謝。", "link-bare", "看<https://example.org/a>，謝謝。"),
        (
            "See <a href=“https://example.org/”>it all</a>.",
            "html-broken",
            'See <a href="https://example.org/">it all</a>.',
        ),
        ("See [Maria](maria-silva.md).", "link-missing", "See [Maria](../authors/maria-silva.md)."),
        ("See [soup](/2024/05/09/soup/).", "link-missing", "See [soup](2024-05-09-soup.md)."),
        ("See [the map] (https://example.org/map).", "link-gap", "See [the map](https://example.org/map)."),
    ],
)
def test_a_slip_in_the_text_has_one_problem_and_one_mend(
    community: Community, body: str, rule: str, better: str
) -> None:
    community.write("content/posts/2024-05-09-soup.md", "---\ntitle: Soup\nauthor: maria-silva\n---\n\nIt was good.\n")
    community.post(body)
    assert {each.id for each in community.problems()} == {rule}
    assert community.mended() == f"{TOP}{better}\n"
    assert community.problems() == []


def test_a_film_that_is_shown_as_one_needs_no_words(community: Community) -> None:
    community.post("We saw this:\n\nhttps://youtu.be/abcdefghijk\n\nIt was long.")
    assert [each.fix for each in community.problems()] == ["Write: `<https://youtu.be/abcdefghijk>`"]
    community.post("We saw this:\n\n<https://youtu.be/abcdefghijk>\n\nIt was long.")
    assert community.problems() == []


def test_the_marks_of_a_conflict_make_no_heading_to_jump_from(community: Community) -> None:
    both = "<<<<<<< HEAD\nWe ate soup.\n=======\nWe ate bread.\n>>>>>>> x"
    community.post(f"## The walk\n\nIt rained.\n\n{both}\n\n### The soup\n\nIt was hot.")
    assert community.ids() == {"conflict-marker"}


@pytest.mark.parametrize("words", ["From your **box, clone it all.", "Sign in to **example.org with a name."])
def test_bold_text_that_never_ends_is_told(community: Community, words: str) -> None:
    community.post(words)
    assert community.ids() == {"emphasis-open"}


def test_a_conflict_in_the_text_keeps_its_marks(community: Community) -> None:
    body = "It rained.\n<<<<<<< HEAD\nSoup.\n=======\nTea.\n>>>>>>> patch-1"
    community.post(body)
    assert community.told() == [("conflict-marker", 7)]
    assert community.mended() == f"{TOP}{body}\n"


@pytest.mark.parametrize(
    "body",
    [
        "```\n1 apple\n2 pears\n3 plums\n```",
        "```text\n1 import\n2 export\n3 report\n```",
        "> > > Somebody wrote this long ago.",
        "We read 3 books | and more.",
    ],
)
def test_what_only_looks_like_code_is_left_alone(community: Community, body: str) -> None:
    community.post(body)
    assert not {each.id for each in community.problems()} & {"code-line-numbers", "code-not-fenced"}


def test_what_a_new_post_and_card_begin_with_is_known_as_a_template(community: Community) -> None:
    library = load(community.root / "content", Settings())
    for file in new_post(library, title="Soup", author="Olu Adeyemi", day=dt.date(2024, 5, 9)):
        community.write(str(file.path.relative_to(community.root)), file.text)
    told = {(each.path.rpartition("/")[2], each.id) for each in community.problems()}
    assert told == {("2024-05-09-soup.md", "template-text"), ("olu-adeyemi.md", "template-text")}


@pytest.mark.parametrize(
    ("body", "rule", "better"),
    [
        ("1단계: 물\n2단계: 차", "list-marker", "- 1단계: 물\n- 2단계: 차"),
        ("Q: Why tea?\nA: Because.", "lines-joined", "Q: Why tea?\n\nA: Because."),
        ("[03.05. 18:03] Ada: hi!\n[03.05. 18:04] Dev: yes", "lines-joined",
         "- [03.05. 18:03] Ada: hi!\n- [03.05. 18:04] Dev: yes"),
        ("[tea]\ncups = 3\nkind = green", "code-not-fenced", "```\n[tea]\ncups = 3\nkind = green\n```"),
        ("FROM python:3.12\nRUN pip install tea", "code-not-fenced", "```\nFROM python:3.12\nRUN pip install tea\n```"),
        ("On branch main\nChanges not staged for commit:", "code-not-fenced",
         "```\nOn branch main\nChanges not staged for commit:\n```"),
        ("<!DOCTYPE html>\n<html>\n<body>\n</body>\n</html>", "code-not-fenced",
         "```html\n<!DOCTYPE html>\n<html>\n<body>\n</body>\n</html>\n```"),
        ("const a = 3;\na.forEach(c => {\n  console.log(c);\n});", "code-not-fenced",
         "```\nconst a = 3;\na.forEach(c => {\n  console.log(c);\n});\n```"),
    ],
)  # fmt: skip
def test_what_was_pasted_stands_as_it_stood(community: Community, body: str, rule: str, better: str) -> None:
    community.post(f"So:\n\n{body}\n\nThat is all.")
    assert community.told() == [(rule, 8)]
    assert community.mended() == f"{TOP}So:\n\n{better}\n\nThat is all.\n"
    assert community.problems() == []


def test_settings_of_a_program_at_the_top_are_the_head(community: Community) -> None:
    community.write(POST, "[post]\ntitle = A walk\nauthor = maria-silva" + RAIN)
    assert community.told() == [("front-matter-open", 1)]
    assert community.mended() == GOOD_TOP + RAIN


def test_a_line_that_calls_a_program_is_no_part_of_a_post(community: Community) -> None:
    community.write(POST, "#!/usr/bin/env python3\n" + GOOD_TOP + RAIN)
    assert community.told() == [("front-matter-not-first", 1)]
    assert community.mended() == GOOD_TOP + RAIN


def test_a_post_that_stands_there_twice_is_told_where_the_second_begins(community: Community) -> None:
    community.write(POST, (GOOD_TOP + RAIN) * 2)
    assert community.told() == [("front-matter-twice", 7)]


def test_a_second_post_in_a_file_is_told_its_own_name(community: Community) -> None:
    community.write(POST, GOOD_TOP + RAIN + "\n---\ntitle: Soup, at last\nauthor: maria-silva\n---" + RAIN)
    (found,) = community.problems()
    assert (found.id, found.line) == ("front-matter-twice", 8)
    assert "`content/posts/2024-05-01-soup-at-last.md`" in found.fix


@pytest.mark.parametrize(
    ("top", "told", "better"),
    [
        ("A walk\n------\nauthor: maria-silva", ("front-matter-open", 1), GOOD_TOP),
        ("...\ntitle: A walk\nauthor: maria-silva\n---", ("front-matter-open", 1), GOOD_TOP),
        ("---\ntitle: A walk\nauthor:\n\u00a0\u00a0- maria-silva\n---", ("front-matter-tab", 4),
         "---\ntitle: A walk\nauthor:\n  - maria-silva\n---"),
        ("-\ntitle: A walk\nauthor: maria-silva\n---", ("front-matter-open", 1), GOOD_TOP),
        ("---\nlayout: post title: A walk\nauthor: maria-silva\n---", ("front-matter-line", 2), GOOD_TOP),
        ("title:: A walk\nauthor:: maria-silva", ("front-matter-open", 1), GOOD_TOP),
        ("---\ntitle: A walk\nauthor: maria-silva\ntags: [[rain]], [[soup]]\n---", ("front-matter-value", 4),
         "---\ntitle: A walk\nauthor: maria-silva\ntags: [rain, soup]\n---"),
        ("---\ntitle: A walk\nauthor: maria-silva\ntags: “rain”，“soup”\n---", ("tag-invalid", 4),
         "---\ntitle: A walk\nauthor: maria-silva\ntags: rain, soup\n---"),
        ("---\ntitle: A walk\nauthor: maria-silva\nstaus: publishd\n---", ("key-unknown", 4),
         "---\ntitle: A walk\nauthor: maria-silva\nstatus: published\n---"),
    ],
)  # fmt: skip
def test_one_slip_at_the_top_is_one_problem(community: Community, top: str, told: tuple[str, int], better: str) -> None:
    community.write(POST, top + RAIN)
    assert community.told() == [told]
    assert community.mended() == better + RAIN


@pytest.mark.parametrize(
    ("more", "title", "said"),
    [("date: A walk", "2024-05-01", "`title: A walk`, and `date: 2024-05-01`"),
     ("tags: this is all about soup.", "A walk", "with commas"),
     (f"tags: {', '.join(f'rain{number}' for number in range(21))}", "A walk", "at most 20 tags"),
     ("cover_image: https://example.org/a.jpg", "A walk", "save it first")],
)  # fmt: skip
def test_what_was_put_in_another_place_is_told_and_left(community: Community, more: str, title: str, said: str) -> None:
    text = f"---\ntitle: {title}\nauthor: maria-silva\n{more}\n---{RAIN}"
    community.write(POST, text)
    (found,) = community.problems()
    assert found.line == 4
    assert said in found.fix
    assert community.mended() == text


def test_a_handle_that_nobody_has_gets_a_card_with_a_name(community: Community) -> None:
    community.write(POST, f"---\ntitle: A walk\nauthor: olu-adeyemi\n---{RAIN}")
    (found,) = community.problems("author-unknown")
    assert "`content/authors/olu-adeyemi.md`" in found.fix
    assert "\nname: Olu Adeyemi\n" in found.fix


@pytest.mark.parametrize(
    ("word", "meant"),
    [("pyhton", "python"), ("Phyton", "python"), ("javscript", "javascript"), ("bahs", "bash"), ("yalm", "yaml")],
)
def test_a_misspelt_language_is_told_with_the_one_that_was_meant(community: Community, word: str, meant: str) -> None:
    community.post(f"```{word}\nbake(3)\n```")
    assert community.told() == [("code-language", 6)]
    assert community.mended() == f"{TOP}```{meant}\nbake(3)\n```\n"


@pytest.mark.parametrize("word", "mermaid diagram jsonc jinja2 sqlite none tree recipe model qbasic list".split())
def test_a_language_that_is_only_unknown_is_let_be(community: Community, word: str) -> None:
    community.post(f"```{word}\nbake(3)\n```")
    assert community.told() == []


@pytest.mark.parametrize(
    ("link", "meant"),
    [
        ("suop.md", "2024-04-09-soup.md"),
        ("soups.md", "2024-04-09-soup.md"),
        ("soup", "2024-04-09-soup.md"),
        ("2024_04_09_soup.md", "2024-04-09-soup.md"),
        ("../authors/maria.md", "../authors/maria-silva.md"),
        ("@maria-silva", "../authors/maria-silva.md"),
        ("bread.md", None),
    ],
)
def test_a_link_under_nearly_the_right_name_is_told_the_right_one(
    community: Community, link: str, meant: str | None
) -> None:
    community.write("content/posts/2024-04-09-soup.md", TOP.replace("A walk by the river", "Soup") + "Hot.\n")
    community.post(f"See [there]({link}).")
    (found,) = community.problems()
    assert found.id == "link-missing"
    assert (f"({meant})" in community.mended()) is (meant is not None)


@pytest.mark.parametrize(
    "top",
    [
        "# A walk\n\nOwner: maria-silva\nVerification: none\nTags: rain",
        "= A walk\nmaria-silva <m@example.org>\n:tags: rain",
    ],
)
def test_a_heading_and_the_lines_that_a_program_puts_below_it_become_the_top(community: Community, top: str) -> None:
    community.write(POST, top + RAIN)
    assert community.told() == [("front-matter-open", 1)]
    made = community.mended()
    assert made.startswith("---\ntitle: A walk\nauthor: maria-silva\n")
    assert "tags: rain\n---" in made


def test_words_for_a_day_are_told_with_the_day_that_takes_their_place(community: Community) -> None:
    community.write(POST, f"---\ntitle: A walk\nauthor: maria-silva\ndate: yesterday\n---{RAIN}")
    (found,) = community.problems()
    assert found.title.endswith("the file's name says 2024-05-01.")
    assert "date: 2024-05-01" in community.mended()


def test_a_subtitle_is_its_authors_to_put_elsewhere(community: Community) -> None:
    community.write(POST, f"---\ntitle: A walk\nauthor: maria-silva\nsubtitle: And a swim\n---{RAIN}")
    assert community.told() == [("key-foreign", 4)]
    assert "And a swim" in community.mended()


@pytest.mark.parametrize(
    ("line", "meant"),
    [
        ("titre de l'article: Un jour", "title: Un jour"),
        ("mi título: Un jour", "title: Un jour"),
        ("title of the post: Un jour", "title: Un jour"),
    ],
)
def test_a_name_is_known_among_the_words_around_it(community: Community, line: str, meant: str) -> None:
    community.write(POST, f"---\n{line}\nauthor: maria-silva\n---{RAIN}")
    assert community.told() == [("key-unknown", 2)]
    assert meant in community.mended()


@pytest.mark.parametrize(
    ("line", "told"),
    [("path: /blog/a", "key-foreign"), ("modified_date: 2024-05-02", "key-foreign"), ("coverAlt: Rain", "key-foreign")],
)
def test_a_name_of_another_program_is_not_taken_for_one_that_looks_like_it(
    community: Community, line: str, told: str
) -> None:
    community.write(POST, f"---\ntitle: A walk\nauthor: maria-silva\n{line}\n---{RAIN}")
    assert (told, 4) in community.told()
    assert "math" not in community.mended()


def test_a_handle_with_a_sign_that_is_none_is_told_once(community: Community) -> None:
    card = "content/authors/ada.md"
    community.write(card, "---\nname: Ada\nmastodon: @ada\n---\n\nI walk.\n")
    assert [(each.id, each.line) for each in community.problems()] == [("profile-link", 3)]


@pytest.mark.parametrize("name", ["Untitled 3 1a2b3c4d5e6f7a8b9c0d1e2f3a4b5c6d", "New Text Document", "post", "readme"])
def test_a_name_that_a_program_gave_becomes_the_words_of_the_title(community: Community, name: str) -> None:
    community.write(f"content/posts/{name}.md", TOP + RAIN)
    (found,) = community.problems()
    assert found.move_to == "content/posts/2026-06-01-a-walk-by-the-river.md"


@pytest.mark.parametrize("name", ["README.md", "My first post.txt"])
def test_a_post_in_the_root_under_any_name_is_told(community: Community, name: str) -> None:
    community.write("notes.md", "Soup.\n")
    start = community.commit()
    community.write(name, TOP + "It rained.\n")
    (found,) = community.check(since=start).problems
    assert (found.id, found.path) == ("wrong-place", name)


@pytest.mark.parametrize(
    "url", ["A%20walk%20by%20the%20river%201a2b3c4d5e6f7a8b9c0d1e2f3a4b5c6d.md", "/a-walk-by-the-river"]
)
def test_a_link_to_a_post_by_its_title_leads_to_its_file(community: Community, url: str) -> None:
    community.write("content/posts/2024-05-01-rain.md", TOP + "It rained.\n")
    path = "content/posts/2024-05-02-soup.md"
    community.write(path, TOP.replace("A walk by the river", "Soup") + f"As in [the walk]({url}), it rained.\n")
    assert [(each.id, each.path) for each in community.problems()] == [("link-missing", path)]
    assert "[the walk](2024-05-01-rain.md)" in community.mended(path)
