"""What word processors, chats, terminals and other blogs leave in a text or above it: one problem, one mend."""

from __future__ import annotations

import pytest

from potluck.checks.mending.fixing import apply, fix
from tests.checks.conftest import BODY_STARTS, POST, TOP, Community

SOUP = {
    "content/posts/2024-04-09-soup.md": "---\ntitle: Hot soup\nauthor: maria-silva\n---\n\n## How to cook\n\nSlowly.\n"
}
LEFT = [
    ("#+BEGIN_SRC python\nbake(3)\n#+END_SRC", "other-markdown", 1, "```python\nbake(3)\n```"),
    ("#+begin_quote\nIt rained.\n#+end_quote", "other-markdown", 1, "> It rained."),
    ("[source,python]\n----\nbake(3)\n----", "other-markdown", 1, "```python\nbake(3)\n```"),
    ("[quote]\n____\nIt rained.\n____", "other-markdown", 1, "> It rained."),
    ('<syntaxhighlight lang="python">\nbake(3)\n</syntaxhighlight>', "other-markdown", 1, "```python\nbake(3)\n```"),
    ("See link:https://example.org/map[the map].", "other-markdown", 1, "See [the map](https://example.org/map)."),
    ("See https://example.org/map[the map].", "other-markdown", 1, "See [the map](https://example.org/map)."),
    ("We meet <t:1712345678:F>.", "other-markdown", 1, "We meet 2024-04-05 19:34 UTC."),
    ("So good <:soup:123456789012345678>", "other-markdown", 1, "So good :soup:"),
    ("Ask in <#C024BE91L|general>.", "other-markdown", 1, "Ask in #general."),
    ("<!channel> It rained.", "other-markdown", 1, "It rained."),
    ("It rained.\n\n-# nobody minded", "other-markdown", 3, "It rained.\n\n<small>nobody minded</small>"),
    ("{漢字|かんじ}の話。", "other-markdown", 1, "<ruby>漢字<rt>かんじ</rt></ruby>の話。"),
    ("<p>It rained.<o:p></o:p></p>", "other-markdown", 1, "<p>It rained.</p>"),
    ('See HYPERLINK "https://example.org/map" now.', "other-markdown", 1, "See <https://example.org/map> now."),
    ("The soup........3\nThe rain........7\n\nIt rained.", "other-markdown", 1, "It rained."),
    ("It rained.\n\nPage 3 of 5\n\nWe ate.", "other-markdown", 3, "It rained.\n\nWe ate."),
    ("It rained[cite: 1, 3].", "chat-text", 1, "It rained."),
    ("[cite_start]It rained. [cite: 2]", "chat-text", 1, "It rained."),
    ("||Day||Soup||\n|Mon|1|", "table-broken", 1, "|Day|Soup|\n| --- | --- |\n|Mon|1|"),
    ("| Day | Soup |\n|-----+------|\n| Mon | 1 |", "table-broken", 1, "| Day | Soup |\n| --- | --- |\n| Mon | 1 |"),
    (
        " day | soup\n-----+------\n mon | 1\n(1 row)",
        "table-broken",
        1,
        "day | soup\n| --- | --- |\nmon | 1\n\n(1 row)",
    ),
    ("# Boil it\n# Pour it\n# Wait", "list-marker", 1, "1. Boil it\n2. Pour it\n3. Wait"),
    ("A ﬁne day.", "broken-letters", 1, "A fine day."),
    ("A caf=C3=A9,=20\na cr=C3=AApe=\n, and tea.", "broken-letters", 1, "A café, \na crêpe, and tea."),
    ("A caf\\u00e9 and a cr\\u00eape.", "broken-letters", 1, "A café and a crêpe."),
    ("A caf&amp;eacute; and a cr&amp;ecirc;pe.", "broken-letters", 1, "A café and a crêpe."),
    ("```\npython\nprint('hi')\n```", "fence-first-line", 2, "```python\nprint('hi')\n```"),
    ("```\n\x1b[31mNo soup\x1b[0m\n```", "control-character", 2, "```\nNo soup\n```"),
    ("See [how](2024-04-09-soup.md#How to cook).", "link-anchor", 1, "See [how](2024-04-09-soup.md#how-to-cook)."),
    ("See [how](2024-04-09-soup.md#how-to-cok).", "link-anchor", 1, "See [how](2024-04-09-soup.md#how-to-cook)."),
    (
        "See [it](https://github.com/club/blog/blob/main/content/posts/2024-04-09-soup.md).",
        "link-detour",
        1,
        "See [it](2024-04-09-soup.md).",
    ),
    ("Ask [us](mailto: maria@example.org).", "link-address", 1, "Ask [us](mailto:maria@example.org)."),
    (
        "![A film](https://www.youtube.com/watch?v=aqz-KE-bpKQ)",
        "image-is-page",
        1,
        "<https://www.youtube.com/watch?v=aqz-KE-bpKQ>",
    ),
    (
        "> So:\n> ```python\nbake(3)\n> ```\n\nGood.",
        "fence-open",
        2,
        "> So:\n> ```python\n> bake(3)\n> ```\n\nGood.",
    ),
    ("■ お湯\n\n沸かします。", "heading-bold", 1, "## お湯\n\n沸かします。"),
    (
        "So:\n\n    | Day | Soup |\n    | --- | --- |\n    | Mon | 1 |",
        "table-broken",
        3,
        "So:\n\n| Day | Soup |\n| --- | --- |\n| Mon | 1 |",
    ),
    ("Day,Soup,Tea\nMon,1,2\nTue,2,3", "table-broken", 1,
     "| Day | Soup | Tea |\n| --- | --- | --- |\n| Mon | 1 | 2 |\n| Tue | 2 | 3 |"),
    ("| Day | Soup |\n| *** | *** |\n| Mon | 1 |", "table-broken", 1, "| Day | Soup |\n| --- | --- |\n| Mon | 1 |"),
    ("It rained[^1].\n\n[^1] : All day.", "link-undefined", 3, "It rained[^1].\n\n[^1]: All day."),
    ("It rained.^[All day.] We ate.", "other-markdown", 1, "It rained.[^1] We ate.\n\n[^1]: All day."),
    ("It rained. {/* more */}", "other-markdown", 1, "It rained. <!-- more -->"),
    ("<Callout type=\"info\">It rained.</Callout>", "other-markdown", 1, "It rained."),
    ("<YouTube id=\"aqz-KE-bpKQ\" />", "other-markdown", 1, "<https://www.youtube.com/watch?v=aqz-KE-bpKQ>"),
    ("我們讀⽂章。", "broken-letters", 1, "我們讀文章。"),
    ("[마리아] [오후 6:03] 차?\n[요나스] [오후 6:04] 네.", "lines-joined", 1,
     "- [마리아] [오후 6:03] 차?\n- [요나스] [오후 6:04] 네."),
    ("Maria: Who has tea?\nJonas: I do.\nMaria: Good.", "lines-joined", 1,
     "- Maria: Who has tea?\n- Jonas: I do.\n- Maria: Good."),
    ("- [x]done\n- [ ]not yet", "list-marker", 1, "- [x] done\n- [ ] not yet"),
    ("1. Boil\n  a. water\n  b. milk\n2. Pour", "list-marker", 2, "1. Boil\n   - water\n   - milk\n2. Pour"),
    ("The soup\n~~~~~~~~\n\nHot.", "other-markdown", 1, "## The soup\n\nHot."),
    ("The soup\n^^^^^^^^\n\nHot.", "other-markdown", 1, "## The soup\n\nHot."),
    ("It rained.\n\n=====\n\nWe ate.", "other-markdown", 3, "It rained.\n\n---\n\nWe ate."),
    ("So::\n\n    bake(3)\n    bake(4)", "other-markdown", 1, "So:\n\n    bake(3)\n    bake(4)"),
    ("bq. It rained.", "other-markdown", 1, "> It rained."),
    ("It was ``very good'' soup.", "other-markdown", 1, "It was “very good” soup."),
    ("It rained.<ref>All day.</ref>", "other-markdown", 1, "It rained.[^1]\n\n[^1]: All day."),
    ("See [it](\u00a0https://example.org/map).", "link-address", 1, "See [it](https://example.org/map)."),
    ("See [it](`https://example.org/map`).", "link-address", 1, "See [it](https://example.org/map)."),
    ("See [[2024-04-09-soup|the soup]].", "link-wiki", 1, "See [the soup](2024-04-09-soup.md)."),
    ("Thanks to [[Maria Silva]].", "link-wiki", 1, "Thanks to [Maria Silva](../authors/maria-silva.md)."),
    ("It rained. <!-- more --!>", "html-unfinished", 1, "It rained. <!-- more -->"),
    ("～～～python\nbake(3)\n～～～", "fence-wrong", 1, "```python\nbake(3)\n```"),
    ("` ` `python\nbake(3)\n` ` `", "fence-wrong", 1, "```python\nbake(3)\n```"),
]  # fmt: skip


@pytest.mark.parametrize(("body", "rule", "line", "better"), LEFT)
def test_what_a_program_left_is_one_problem_with_one_mend(
    community: Community, body: str, rule: str, line: int, better: str
) -> None:
    community.write_all(SOUP)
    community.is_mended_at_once(body, rule, line, better)


ASKED = [
    ("Thanks, <@U02AB3CD4>.", "other-markdown", "Write the name of who is meant."),
    ("See Error! Reference source not found. above.", "other-markdown", "Write in its place what you point to"),
]


@pytest.mark.parametrize(("body", "rule", "said"), ASKED)
def test_what_only_the_author_knows_is_asked_for(community: Community, body: str, rule: str, said: str) -> None:
    community.post(body)
    (problem,) = community.problems()
    assert (problem.id, problem.edit) == (rule, None)
    assert said in problem.fix


def test_words_that_a_pdf_cut_are_offered_whole_and_never_joined_by_themselves(community: Community) -> None:
    body = "We had a good eve-\nning, and did pro-\ngramming."
    community.post(body)
    (problem,) = community.problems()
    assert (problem.id, problem.line) == ("word-cut", BODY_STARTS)
    assert not fix(community.problems, community.root).mended
    assert apply([problem.edit], community.read().split("\n"))[5:7] == [
        "We had a good evening,",
        "and did programming.",
    ]


EVENT = "---\ntitle: A walk\nauthor: maria-silva\nevent:\n  name: Soup\n{}\n---\n\nIt rained.\n"
STARTS = [
    ("  start: 2024-05-03 19:00-21:00", "  start: 2024-05-03 19:00\n  end: 2024-05-03 21:00"),
    ("  start: 3 May 2024, 7-9pm", "  start: 2024-05-03 19:00\n  end: 2024-05-03 21:00"),
    ("  date: 2024-05-03\n  time: 19:00", "  start: 2024-05-03 19:00"),
    ("  start: 2024-05-03\n  place: Hall\n  time: 7pm", "  start: 2024-05-03 19:00\n  place: Hall"),
    ("  time: 19:00\n  date: 2024-05-03", "  start: 2024-05-03 19:00"),
    (
        "  date: 3 May 2024\n  start: 19:00\n  end: 21:30\n  place: Hall",
        "  start: 2024-05-03 19:00\n  end: 2024-05-03 21:30\n  place: Hall",
    ),
    ("  start: 2024-05-03 7pm\n  end: 9pm", "  start: 2024-05-03 19:00\n  end: 2024-05-03 21:00"),
    ("  when: 2024-05-03\n  from: 19:00\n  to: 21:00", "  start: 2024-05-03 19:00\n  end: 2024-05-03 21:00"),
    ("start: 2024-05-03\n  place: Hall", "  start: 2024-05-03\n  place: Hall"),
    ("  day: 2024-05-03\n  time: 7-9 pm", "  start: 2024-05-03 19:00\n  end: 2024-05-03 21:00"),
]


@pytest.mark.parametrize(("lines", "better"), STARTS)
def test_a_time_of_a_meetup_gets_where_it_belongs(community: Community, lines: str, better: str) -> None:
    community.write(POST, EVENT.format(lines))
    assert all(each.edit for each in community.problems())
    assert community.mended() == EVENT.format(better)
    assert community.problems() == []


def test_a_day_of_thailand_is_read(community: Community) -> None:
    community.write(POST, "---\ntitle: A walk\nauthor: maria-silva\ndate: 1 พฤษภาคม 2567\n---\n\nIt rained.\n")
    assert [each.fix for each in community.problems()] == ["Write: `date: 2024-05-01`"]


PROFILES = [
    ("github: https://github.com/ana/blog", "github: ana"),
    ("twitter: https://x.com/ana/status/123", "twitter: ana"),
    ("bluesky: https://bsky.app/profile/ana.bsky.social/post/3k", "bluesky: ana.bsky.social"),
    ("orcid: 0000000218250097", "orcid: 0000-0002-1825-0097"),
    ("mastodon: ana at social.example.org", "mastodon: ana@social.example.org"),
    ('github: "[ana](https://github.com/ana)"', 'github: "ana"'),
    ("email: ana (at) example.org", "email: ana@example.org"),
    ("email: ana at example dot org", "email: ana@example.org"),
]


@pytest.mark.parametrize(("line", "better"), PROFILES)
def test_a_way_to_somebody_is_offered_as_it_is_written_here(community: Community, line: str, better: str) -> None:
    card = "---\nname: Ana Lopes\n{}\n---\n\nI bake.\n"
    community.write("content/authors/ana-lopes.md", card.format(line))
    assert [(each.id, each.fix) for each in community.problems()] == [("profile-link", f"Write: `{better}`")]
    assert community.mended("content/authors/ana-lopes.md") == card.format(better)


FINE = [
    "In mail, é is `=C3=A9`; in JSON \\u00e9 is one letter.",
    "Vor- und Nachteile, a well-\nknown soup, pre-\nand post-war.",
    "See page 3 of 5, and wait....... 3 times.",
    "[source] and [quote] are words; so is #+begin_src.",
    "# The soup\n\n# The rain\n\n# The end",
    "a-b----+--- and x | y",
    "```\npython\n```",
    "We write `<t:1712345678:F>` and `{漢字|かんじ}`.",
    "¿Qué? It costs {a|b}, and a{2}.",
    "~~~~\nsoup\n\nabcd\n~~~~",
    "The soup\n========\n\nHot.\n\nThe rain\n--------\n\nWet.",
    "Use a_ and b_ in names; `x`_ is odd.",
    "A module is `a::b`, and std::vector ends it::\nso it does.",
    "```\nIt was ``good'' soup.\n```\n\nType ``a`b`` now.",
    "[[2, 3], [4]] is a list, and [[1]] too.",
]


@pytest.mark.parametrize("body", FINE)
def test_what_only_looks_like_a_leftover_is_left_alone(community: Community, body: str) -> None:
    community.is_fine(body)


@pytest.mark.parametrize(
    ("body", "line", "said"),
    [
        ("It rained.\n\n[^1]: All day.", 3, "Write `[^1]` behind the word"),
        ("It rained[^1].\n\n[^1]: All day.\n[^1]: And night.", 4, "Give this note another name, such as `[^1-2]`"),
    ],
)
def test_a_note_that_nobody_sees_is_told(community: Community, body: str, line: int, said: str) -> None:
    community.post(body)
    (problem,) = community.problems()
    assert (problem.id, problem.line) == ("note-lost", line + BODY_STARTS - 1)
    assert said in problem.fix


def test_a_name_of_a_note_gets_hyphens_wherever_it_stands(community: Community) -> None:
    community.post("It rained[^the rain].\n\n[^the rain]: All day.")
    assert {each.id for each in community.problems()} == {"link-undefined"}
    assert community.mended()[len(TOP) :] == "It rained[^the-rain].\n\n[^the-rain]: All day.\n"


def test_a_conflict_whose_first_mark_is_gone_is_told_at_the_next(community: Community) -> None:
    community.post("Soup.\n=======\nBread.\n>>>>>>> main")
    assert community.told() == [("conflict-marker", BODY_STARTS + 1)]


NAMED = [
    ('"title": "A walk",\nauthor: maria-silva', 'title: "A walk"\nauthor: maria-silva'),
    ("title: A walk\\: the river\nauthor: maria-silva", 'title: "A walk: the river"\nauthor: maria-silva'),
    ("title: A walk\nauthor: [Maria Silva](../authors/maria-silva.md)", "title: A walk\nauthor: Maria Silva"),
    ('title: "Maria\\\'s walk"\nauthor: maria-silva', 'title: "Maria\'s walk"\nauthor: maria-silva'),
    ('title: "In C:\\users\\ada"\nauthor: maria-silva', 'title: "In C:\\\\users\\\\ada"\nauthor: maria-silva'),
    ("// my top\ntitle: A walk\nauthor: maria-silva", "# my top\ntitle: A walk\nauthor: maria-silva"),
    ("<!-- my top -->\ntitle: A walk\nauthor: maria-silva", "# my top\ntitle: A walk\nauthor: maria-silva"),
    ("title: A walk\nauthor: maria-silva\nmath: yes please", "title: A walk\nauthor: maria-silva\nmath: true"),
    (
        "title: A walk\nauthor: maria-silva\nlang: es\ntranslation_of: Hot soup",
        "title: A walk\nauthor: maria-silva\nlang: es\ntranslation_of: soup",
    ),
    (
        "title: A walk\nauthor: maria-silva\nevent: 2024-05-03 19:00, The hall",
        "title: A walk\nauthor: maria-silva\nevent:\n  start: 2024-05-03 19:00\n  place: The hall",
    ),
    (
        "title: A walk\nauthor: maria-silva\nevent:\n  - start: 2024-05-03 19:00\n    place: Hall",
        "title: A walk\nauthor: maria-silva\nevent:\n  start: 2024-05-03 19:00\n  place: Hall",
    ),
]


@pytest.mark.parametrize(("top", "better"), NAMED)
def test_a_top_says_what_was_meant_once_it_is_mended(community: Community, top: str, better: str) -> None:
    community.write_all(SOUP)
    community.write(POST, f"---\n{top}\n---\n\nIt rained.\n")
    assert all(each.edit for each in community.problems())
    assert community.mended() == f"---\n{better}\n---\n\nIt rained.\n"
    assert community.problems() == []


def test_tables_of_toml_hold_entries_as_well(community: Community) -> None:
    top = '+++\ntitle = "A walk"\n[taxonomies]\ntags = [\n  "rain",\n  "soup",\n]\n[extra]\nauthor = "maria-silva"\n+++'
    community.write(POST, f"{top}\n\nIt rained.\n")
    assert community.told() == [("front-matter-open", 1)]
    assert community.mended() == "---\ntitle: A walk\ntags: [rain, soup]\nauthor: maria-silva\n---\n\nIt rained.\n"


def test_a_persons_file_is_called_by_a_handle(community: Community) -> None:
    community.write("content/authors/Ana Lopes.md", "---\nname: Ana Lopes\n---\n\nI bake.\n")
    assert [each.move_to for each in community.problems()] == ["content/authors/ana-lopes.md"]


MORE_FINE = [
    "Ingredients: water, tea.\n\nNote: it is hot.\nTip: wait.\nNote: it is hot.",
    "■ One\n■ Two",
    "Red,green,blue: these are colours,\nas are black,white,grey, and\nmany others,too,here.",
    "It costs 2^[3] in Lua, and x^[1].",
    "First.[^a] Second.[^b]\n\n[^a]: A.\n[^b]: B, see [^c].\n[^c]: C.",
    "In JavaScript we write `import x from 'y'`.",
    "部首「⽂」。",
    "See [the code](https://github.com/club/blog/blob/main/theme/base.html).",
]


@pytest.mark.parametrize("body", MORE_FINE)
def test_what_only_looks_like_a_habit_is_left_alone(community: Community, body: str) -> None:
    community.post(body)
    wanted = {"list-marker"} if body.startswith("■") else set()
    assert {each.id for each in community.problems()} - {"lines-joined"} == wanted


@pytest.mark.parametrize(
    "body",
    [
        "See [`os.path`](https://example.org/os) and [``a ` b``](https://example.org/b).",
        "* [`-C incremental`](https://example.org/c) and\n* [`x`][x]\n\n[x]: https://example.org/x",
    ],
)
def test_words_in_code_are_words_of_a_link(community: Community, body: str) -> None:
    community.post(body)
    assert community.problems() == []


OF_PEOPLE = [
    ("name: Ana Lopes\npronombres: ella\nrol: member", "name: Ana Lopes\npronouns: ella\nrole: member"),
    ("name: Ana Lopes\nwebsite: htps://ana.example.net", "name: Ana Lopes\nwebsite: https://ana.example.net"),
    ("name: Ana Lopes\nwebsite: https://ana,example.net", "name: Ana Lopes\nwebsite: https://ana.example.net"),
    ("name: Ana Lopes\nfeed: htpps//ana.example.net/feed", "name: Ana Lopes\nfeed: https://ana.example.net/feed"),
    ("name: Ana Lopes\nrole: organizer", "name: Ana Lopes\nrole: organiser"),
    ("name: Ana Lopes\navatar: /content/authors/ana.jpg", "name: Ana Lopes\navatar: ana.jpg"),
    ('name: "**Ana** Lopes"', 'name: "Ana Lopes"'),
]


@pytest.mark.parametrize(("top", "better"), OF_PEOPLE)
def test_a_line_of_a_person_gets_the_one_that_was_meant(community: Community, top: str, better: str) -> None:
    path = "content/authors/ana-lopes.md"
    if "avatar" in top:
        community.picture("content/authors/ana.jpg")
    community.write(path, f"---\n{top}\n---\n\nI bake.\n")
    for _ in range(2):
        for each in [found for found in community.problems() if found.edit][:1]:
            community.write(path, "\n".join(apply([each.edit], community.read(path).split("\n"))))
    assert community.read(path) == f"---\n{better}\n---\n\nI bake.\n"
    assert community.problems() == []


def test_a_card_that_begins_like_a_post_is_told_as_a_card(community: Community) -> None:
    community.write("content/authors/ana-lopes.md", "---\ntitle: Ana Lopes\nauthor: ana-lopes\n---\n\nI bake.\n")
    assert [(each.id, each.line, each.move_to) for each in community.problems()] == [("key-unknown", 2, None)]
    assert community.mended("content/authors/ana-lopes.md") == "---\nname: Ana Lopes\n---\n\nI bake.\n"
    assert community.problems() == []


@pytest.mark.parametrize(
    ("top", "name"),
    [
        ("title: About me\nauthor: Ana Lopes", "Ana Lopes"),
        ("title: About me", "Ana Lopes"),
        ("title: Who I am\nauthor: ana-lopes", "Ana Lopes"),
        ("title: On apes", "Ana Lopes"),
    ],
)
def test_nobody_is_called_as_their_page_is(community: Community, top: str, name: str) -> None:
    community.write("content/authors/ana-lopes.md", f"---\n{top}\n---\n\nI bake.\n")
    (found,) = community.problems()
    fix, _, or_else = found.fix.partition(" If this is a post, move the file")
    assert (found.id, found.line, fix) == ("key-unknown", 2, f"Write: `name: {name}`")
    assert bool(or_else) is ("author" in top), "a title and an author together may be a post's"
    assert (found.edit is None) is (name not in top), "a name that nobody wrote is only offered"


def test_a_translation_without_its_language_is_asked_for_it(community: Community) -> None:
    community.write_all(SOUP)
    top = "---\ntitle: Sopa\nauthor: maria-silva\ntranslation_of: soup\n"
    community.write(POST, f"{top}---\n\nLlovió.\n")
    assert community.told() == [("language-untold", 4)]
    community.write(POST, f"{top}lang: es\n---\n\nLlovió.\n")
    assert community.problems() == []


def test_a_picture_that_a_browser_on_windows_saved_is_renamed_with_its_link(community: Community) -> None:
    folder = "content/posts/2024-05-01-walk"
    community.picture(f"{folder}/river.jfif")
    community.write(f"{folder}/index.md", f"{TOP}![The river at noon](river.jfif)\n")
    link, file = community.problems()
    assert (link.edit and link.edit.replacement, file.move_to) == (
        "![The river at noon](river.jpg)", f"{folder}/river.jpg"
    )  # fmt: skip


@pytest.mark.parametrize("words", ["Bild", "Captura de pantalla", "圖片", "截图 3", "WhatsApp Image 2024-05-01"])
def test_words_that_say_nothing_of_a_picture_are_known_in_many_languages(community: Community, words: str) -> None:
    community.picture()
    community.post(f"![{words}](../images/river.png)")
    assert community.ids() == {"image-poor-alt"}


def test_a_picture_named_by_its_page_on_github_is_one_problem(community: Community) -> None:
    community.picture()
    community.post("![The river](https://github.com/club/blog/blob/main/content/images/river.png)")
    assert [each.fix for each in community.problems()] == ["Write: `../images/river.png`"]


IN_HTML = [
    (
        "<table>\n<tr><td>**Day**</td><td>[Soup](https://example.org/soup)</td></tr>\n</table>",
        '<table>\n<tr><td><strong>Day</strong></td><td><a href="https://example.org/soup">Soup</a></td></tr>\n</table>',
    ),
    ("<ul>\n<li>`a <b`</li>\n<li>rye</li>\n</ul>", "<ul>\n<li><code>a &lt;b</code></li>\n<li>rye</li>\n</ul>"),
    (
        "<div>\n<table>\n<tr>\n<td>**a**</td>\n<td>b</td>\n<td>`c`</td>\n</tr>\n</table>\n</div>",
        "<div>\n<table>\n<tr>\n<td><strong>a</strong></td>\n<td>b</td>\n<td><code>c</code></td>\n</tr>\n</table>\n</div>",
    ),
]


@pytest.mark.parametrize(("body", "better"), IN_HTML)
def test_stars_in_a_table_or_list_of_html_become_tags(community: Community, body: str, better: str) -> None:
    community.post(body)
    (found,) = community.problems()
    assert found.id == "html-markdown"
    assert found.edit
    assert community.mended() == f"{TOP}{better}\n"
    assert community.problems() == []


def test_a_list_of_markdown_in_a_cell_is_left_to_its_author(community: Community) -> None:
    community.post("<table>\n<tr><td>\n- bread\n- soup\n</td></tr>\n</table>")
    assert [(each.id, each.line, each.edit) for each in community.problems()] == [("html-markdown", 8, None)]


ADDRESSES = [
    ("See [the map]( https://example.org/map and [it](2024-04-09-soup.md).",
     "See [the map](https://example.org/map) and [it](2024-04-09-soup.md)."),
    ("See [the map](https://example.org/map. It is new (or so they say).",
     "See [the map](https://example.org/map). It is new (or so they say)."),
    ("See [a](https://example.org/a, [b](https://example.org/b).",
     "See [a](https://example.org/a), [b](https://example.org/b)."),
    ("See [Soup](Soup%20a1b2c3d4e5f60718293a4b5c6d7e8f90.md).", "See [Soup](2024-04-09-soup.md)."),
    ("See [the soup](soup.md).", "See [the soup](2024-04-09-soup.md)."),
    ("See [the soup]({% post_url 2024-04-09-soup %}).", "See [the soup](2024-04-09-soup.md)."),
    ("## The soup {#soup}\n\nHot.", "## The soup\n\nHot."),
    ("## The soup {: .no_toc }\n\nHot.", "## The soup\n\nHot."),
    ("* TOC\n{:toc}\n\nHot.", "\nHot."),
    ("- soup\n-- hot\n-- cold\n- tea", "- soup\n  - hot\n  - cold\n- tea"),
    ("• Boil • Pour • Wait", "- Boil\n- Pour\n- Wait"),
    ("`python\nbake(3)\nbake(4)\n```\n\nGood.", "```python\nbake(3)\nbake(4)\n```\n\nGood."),
    ("So:```python\nbake(3)\nbake(4)\n```\n\nGood.", "So:\n\n```python\nbake(3)\nbake(4)\n```\n\nGood."),
    ("```python\nbake(3)\n```.\n\nGood.", "```python\nbake(3)\n```\n\nGood."),
    ("See [the map]https://example.org/map).", "See [the map](https://example.org/map)."),
    ("It rained.\n\n##2 soups\n\nGood.", "It rained.\n\n## 2 soups\n\nGood."),
    ("Sign up [here, please](https://docs.google.com/forms/d/1AbCdEfGhIj/edit).",
     "Sign up [here, please](https://docs.google.com/forms/d/1AbCdEfGhIj/viewform)."),
    ("See [the code](https://github.com/club/poems/edit/main/count.py).",
     "See [the code](https://github.com/club/poems/blob/main/count.py)."),
    ("```python\nbake(3)\n```python\n\nGood.", "```python\nbake(3)\n```\n\nGood."),
]  # fmt: skip


@pytest.mark.parametrize(("body", "better"), ADDRESSES)
def test_a_slip_of_a_newcomer_is_one_problem_whose_mend_says_what_was_meant(
    community: Community, body: str, better: str
) -> None:
    community.write_all(SOUP)
    community.post(body)
    (found,) = community.problems()
    assert found.edit
    assert community.mended().rstrip("\n") == f"{TOP}{better}"
    assert community.problems() == []


@pytest.mark.parametrize(
    ("last", "told"),
    [
        ("¿Quieres que lo adapte a un tono más formal?", True),
        ("Soll ich den Text noch kürzen oder umschreiben?", True),
        ("如果您需要，我可以幫您調整語氣或翻譯成英文。", True),
        ("¿Quieres que quedemos en la biblioteca?", False),
        ("Soll ich morgen wiederkommen?", False),
        ("如果你想一起來，請告訴我們。", False),
    ],
)
def test_what_a_chat_program_asks_at_the_end_is_no_part_of_a_post(
    community: Community, last: str, *, told: bool
) -> None:
    community.post(f"It rained.\n\n{last}")
    assert ("chat-text" in community.ids()) is told


def test_links_by_name_are_rewritten_with_their_addresses(community: Community) -> None:
    community.post("See map_ and `the soup`_.\n\n.. _map: https://example.org/m\n.. _the soup: https://example.org/s")
    assert {each.id for each in community.problems()} == {"other-markdown"}
    fix(community.problems, community.root)
    better = "See [map] and [the soup].\n\n[map]: https://example.org/m\n[the soup]: https://example.org/s\n"
    assert community.read()[len(TOP) :] == better


TOP_LINES = [
    ("heroImage: ../images/river.png", "image: ../images/river.png"),
    ("status: Done", "status: published"),
    ("status: Entwurf", "status: draft"),
    ("tags: #rain#soup", "tags: [rain, soup]"),
    ("date: 2024. május 1.", "date: 2024-05-01"),
    ("date: R6.5.1", "date: 2024-05-01"),
    ("date: 24-05-01", "date: 2024-05-01"),
    ("zuletzt_geändert: 2024-05-03", "updated: 2024-05-03"),
    ("canonical: <https://example.org/walk>", "canonical: https://example.org/walk"),
    ("event:\n  start: 2024-05-03 22:00\n  end: 01:00", "event:\n  start: 2024-05-03 22:00\n  end: 2024-05-04 01:00"),
    ("tags: - rain - soup", "tags: rain, soup"),
    ("tags:\n  • rain\n  • soup", "tags:\n  - rain\n  - soup"),
    ("draft: sim", "status: draft"),
    ("published: não", "status: draft"),
    ("rascunho: sim", "status: draft"),
    ("event:\n  start:2024-05-03\n  place: Hall", "event:\n  start: 2024-05-03\n  place: Hall"),
    ("event:\n  start = 2024-05-03\n  place: Hall", "event:\n  start: 2024-05-03\n  place: Hall"),
    ("event:\n  start: 2024-05-03\n  place: @home", 'event:\n  start: 2024-05-03\n  place: "@home"'),
    (
        "event:\n  start: 2024-05-03\n  link: [sign up](https://example.org/s)",
        "event:\n  start: 2024-05-03\n  link: https://example.org/s",
    ),
    ('summary: "![A river](../images/river.png){width=9} It rained."', 'summary: "It rained."'),
    ('summary: "![A river](../images/river.png)"', 'summary: "A river"'),
]


@pytest.mark.parametrize(("line", "better"), TOP_LINES)
def test_a_line_at_the_top_gets_the_one_that_was_meant(community: Community, line: str, better: str) -> None:
    community.picture()
    community.write(POST, f"---\ntitle: A walk\nauthor: maria-silva\n{line}\n---\n\nIt rained.\n")
    assert all(each.edit for each in community.problems())
    assert community.mended() == f"---\ntitle: A walk\nauthor: maria-silva\n{better}\n---\n\nIt rained.\n"
    assert community.problems() == []


def test_a_name_for_what_another_line_says_is_held_against_that_line(community: Community) -> None:
    community.write(POST, "---\ntitle: A walk\nauthor: maria-silva\ntopicid: 9\ntags: rain\n---\n\nIt rained.\n")
    (found,) = community.problems()
    assert (found.line, found.edit) == (4, None)
    assert "`tags` is given on line 5" in found.title


def test_a_draft_in_other_words_is_never_told_to_be_published(community: Community) -> None:
    community.write(POST, "---\ntitle: A walk\nauthor: maria-silva\ndraft: not ready\n---\n\nIt rained.\n")
    assert [each.fix for each in community.problems()] == ["Write: `status: draft`"]


def test_a_title_about_stars_keeps_them(community: Community) -> None:
    community.write(POST, "---\ntitle: *args and **kwargs\nauthor: maria-silva\n---\n\nIt rained.\n")
    assert [each.fix for each in community.problems()] == ['Write: `title: "*args and **kwargs"`']


def test_a_line_below_a_heading_at_the_top_is_told_on_its_own_line(community: Community) -> None:
    community.write(POST, "# A walk\n\nAuthor: Maria Silva\nStatus: Doing\n\nIt rained.\n")
    assert {each.line for each in community.problems()} == {1, 4}


def test_a_bio_does_not_say_the_name_again(community: Community) -> None:
    community.write("content/authors/ana-lopes.md", "---\nname: Ana Lopes\n---\n\n# Ana Lopes\n\nI bake.\n")
    assert community.told() == [("title-repeated", 5)]


@pytest.mark.parametrize("body", ["||a||\n|b|\n", "a\n--+--\n", "||\n||\n", "a | b\n--+--\n"])
def test_rows_that_are_no_table_end(community: Community, body: str) -> None:
    community.post(body * 40)
    community.check()


GROUPS = [
    ("menu:\n  main:\n    weight: 3", "key-unknown", ""),
    ("cover:\n  image: ../images/river.png\n  alt: The river", "front-matter-line",
     "image: ../images/river.png\nimage_alt: The river\n"),
    ("meetup:\n  start: 2024-05-03 19:00\n  place: Hall", "key-unknown",
     "event:\n  start: 2024-05-03 19:00\n  place: Hall\n"),
]  # fmt: skip


@pytest.mark.parametrize(("lines", "rule", "better"), GROUPS)
def test_a_group_of_another_program_is_one_problem(community: Community, lines: str, rule: str, better: str) -> None:
    community.picture()
    community.write(POST, f"---\ntitle: A walk\n{lines}\nauthor: maria-silva\n---\n\nIt rained.\n")
    assert community.told() == [(rule, 3)]
    assert community.mended() == f"---\ntitle: A walk\n{better}author: maria-silva\n---\n\nIt rained.\n"
    assert community.problems() == []
