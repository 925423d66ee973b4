"""First posts as people bring them: verses and ingredients, copies of whole pages, cards in every other place."""

from __future__ import annotations

import pytest

from potluck.checks import check
from potluck.problems import Edit
from potluck.settings import Settings
from tests.checks.conftest import MOMENT, POST, TOP, Community

OWN = "content/posts/2024-05-01-a-walk-by-the-river/index.md"
GOOD_TOP = "---\ntitle: A walk\nauthor: maria-silva\n---"
RAIN = "\n\nIt rained.\n"


def _with_event(lines: str) -> str:
    return f"---\ntitle: A walk\nauthor: maria-silva\nevent:\n{lines}\n---{RAIN}"


@pytest.mark.parametrize(
    ("body", "better"),
    [
        (
            "The rain is in the river\nThe river in the sea\nThe sea is in the evening\nAnd all of it in me",
            "The rain is in the river\\\nThe river in the sea\\\nThe sea is in the evening\\\nAnd all of it in me",
        ),
        (
            "> Reading room\n> Alder Quay\n> 4 Ferry Road\n> Port",
            "> Reading room\\\n> Alder Quay\\\n> 4 Ferry Road\\\n> Port",
        ),
        ("| The rain falls,\n| it falls on me.", "| The rain falls,\n| it falls on me."),
        ("| The rain falls,\n| the rain\n| falls on me.", "The rain falls,\\\nthe rain\\\nfalls on me."),
        ("500 g flour\n350 ml water\n½ tsp salt", "- 500 g flour\n- 350 ml water\n- ½ tsp salt"),
        (
            "the river runs\nthe rain runs after it\nnobody says much",
            "the river runs\\\nthe rain runs after it\\\nnobody says much",
        ),
        ("— Rain? she said.\n— Rain, I said.", "— Rain? she said.\n\n— Rain, I said."),
        ("Rain (9/10)\nSun (8/10)\nSnow (10/10)", "Rain (9/10)\\\nSun (8/10)\\\nSnow (10/10)"),
        ("🍞 flour\n💧 water\n🧂 salt", "🍞 flour\\\n💧 water\\\n🧂 salt"),
        ("**Serves:** 4\n**Time:** 20 min\n**Oven:** hot", "- **Serves:** 4\n- **Time:** 20 min\n- **Oven:** hot"),
        ("Title: Rain\nAuthor: Ana Lopes\nPages: 304", "- Title: Rain\n- Author: Ana Lopes\n- Pages: 304"),
        ("Serves: 4\nTime: 20 min\nOven: 180 °C", "- Serves: 4\n- Time: 20 min\n- Oven: 180 °C"),
    ],
)
def test_lines_that_their_author_ended_stay_lines(community: Community, body: str, better: str) -> None:
    community.post(f"So:\n\n{body}")
    assert community.told() == ([("lines-joined", 8)] if better != body else [])
    assert community.mended() == f"{TOP}So:\n\n{better}\n"


@pytest.mark.parametrize(
    "body",
    [
        "Am Abend kamen wir endlich in der kleinen Stadt an; der\n"
        "Regen hatte schon aufgehört, und auf dem runden, alten\n"
        "Tisch stand eine Suppe, die wir kannten, mit Brot und\n"
        "Butter dazu.",
        "It rained all day, and nobody minded, for we had brought our coats.\n"
        "Then the sun came out, and we went down to the river with the dog.\n"
        "Nobody had thought of that dog, who swam at once and came back wet.\n"
        "We laughed, and went home.",
        "It rained.\nWe sang.\nNobody minded.\nWe went home.",
        "The rain is in the river,  \nthe river in the sea,  \nthe sea in me.",
        "We walked,\nand then it rained,\nand then we walked on.",
        "我们在星期天的下午去河边散步，路上忽然下起了雨\n可是没有人在意，因为大家都带了伞，我们一边走一\n边唱歌，一直走到天黑",
        "print(1)\nprint(2)\nprint(3)",
        "* Rain: 1\n** River: 2\n** Sea: 3",
        "2024 was wet, and\n2025 was dry, and\nwe walked in both.",
        "कल हम नदी के किनारे गए थे।\nवहाँ बहुत लोग थे।\nहम खुश थे।",
        "The rain began in\n1945, and so my mother was born in\n1946, and her brother in\n1948, they told us.",
        "Gestern fuhren wir mit dem Zug nach\nHamburg, wo meine Schwester und ihre\nKinder leben. Dort aßen wir Fisch,"
        " und\nAbends gingen wir an den Hafen.",
        "Present were Anna Schmidt, Ben\nCarter, Dora Diaz, Emil Erlenmeyer, Frieda\nFischer, Hans Huber and Ida\n"
        "Immergut. We began at six.",
    ],
)
def test_prose_in_lines_is_prose(community: Community, body: str) -> None:
    community.post(body)
    assert community.problems("lines-joined") == []


def test_what_another_program_says_of_a_text_above_it_goes(community: Community) -> None:
    community.post("Created: May 3, 2024 5:00 PM\nTags: rain, river\nStatus: Done\n\nIt rained.")
    (found,) = community.problems()
    assert (found.id, found.line, found.edit) == ("lines-joined", 6, None)
    assert "Delete lines 6 to 8" in found.fix


@pytest.mark.parametrize(
    ("body", "better"),
    [
        ("Maria Silva\n·\nFollow\n5 min read\n·\nMay 1, 2024\n\nListen\n\nShare\n\nIt rained.", "It rained."),
        ("5 min read · Share\n\nIt rained.", "It rained."),
        ("Posted on May 1, 2024 · 5 min read\n\nIt rained.", "It rained."),
        ("Maria Silva\n\n3 min de lectura\n\nIt rained.", "It rained."),
        ("In [1]:\n\n```python\nprint(1)\n```", "```python\nprint(1)\n```"),
        ("Genre:: Rain\n\nIt rained.", "Genre: Rain\n\nIt rained."),
        ("It rained.\n\nAll reactions:\n12\n3 comments\nLike\nComment\nShare", "It rained."),
        ("It rained.\n\nSubscribe\n\nShare\n\nLeave a comment", "It rained."),
        ("[]{#_Hlk123 .anchor}It rained.", "It rained."),
        ("It rained.\ufffc", "It rained."),
        ("## Rain[edit]\n\nIt rained.", "## Rain\n\nIt rained."),
        ("It was hashtag#rain that fell.", "It was #rain that fell."),
        ("It [really]{.underline} [rained]{.smallcaps}.", "It <u>really</u> rained."),
    ],
)
def test_what_a_program_shows_around_a_text_is_no_part_of_it(community: Community, body: str, better: str) -> None:
    community.post(body)
    assert len({each.line for each in community.problems()}) == 1
    assert community.mended().removeprefix(TOP).strip() == better


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("1\n00:00:01,000 --> 00:00:04,000\nHello.\n\n2\n00:00:04,500 --> 00:00:07,000\nIt rains.", "subtitles"),
        ("It rained [@silva2024, p. 3].", "list of books"),
        ("https://mail.google.com/mail/u/0/#inbox/FMfcgz", "Only you"),
        ("[The river 2](#_Toc123456)\n\n## The river\n\nIt rained.", "a place in the document"),
        ("So:\n\n- 19:33 Ana: <Media omitted>\n- 19:34 Ana: rain!", "a chat had a picture"),
        ("It rained.[a]\n\n[a]Did it?", "remarks"),
        ("```dataview\nTABLE rain\n```", "Obsidian"),
        ("See [what I asked](https://chatgpt.com/c/67a1b2c3-1111-8000-aaaa-bbbbccccdddd).", "Only you"),
        ("![Rain](https://share.icloud.com/photos/0abCDefg)", "page with an image"),
    ],
)
def test_what_only_its_author_can_say_is_asked_for(community: Community, body: str, said: str) -> None:
    community.post(body)
    (found,) = community.problems()
    assert said in found.title
    assert found.edit is None


@pytest.mark.parametrize(
    "body",
    [
        "It takes 5 min to read the sign.",
        "Thanks to [@maria](https://example.org/@maria), and to @jonas2024 [who knew].",
        "`std::` is where C++ keeps its things, and so\nstd:: is what one types.",
        "See [what I asked](https://chatgpt.com/share/67a1b2c3-1111-8000-aaaa-bbbbccccdddd).",
        "Share\n\nthe soup, I say.",
        "On a wiki, click on [edit] beside the heading.\n\n[edit] I was wrong.",
        "Everybody loves rain[citation needed], as we know.",
        "[Add it](https://calendar.google.com/calendar/render?action=TEMPLATE&text=rain) to your calendar.",
        "Open [your mail](https://mail.google.com/), and [the other one](https://web.telegram.org/).",
        "So:\n\n$$\na = 1\nb = 2\nc = 3\n$$\n\nThat is all.",
        "It rained. I say so.\n\nShare",
        "In Python, `x[1]` is the second; so is `In [1]:` a prompt.",
    ],
)
def test_what_only_looks_like_that_is_left_alone(community: Community, body: str) -> None:
    community.post(body)
    assert [each for each in community.problems() if each.id != "math-off"] == []


PLACES = [
    ("content/authors/olu-adeyemi/README.md", "---\nname: Olu Adeyemi\n---\n\nI bake.\n"),
    ("content/authors/olu-adeyemi/bio.md", "---\nname: Olu Adeyemi\n---\n\nI bake.\n"),
    ("content/pages/olu-adeyemi.md", "---\nname: Olu Adeyemi\n---\n\nI bake.\n"),
    ("content/authors/olu-adeyemi.yml", "name: Olu Adeyemi\ngithub: olu\n"),
    ("content/authors/olu-adeyemi.toml", 'name = "Olu Adeyemi"\ngithub = "olu"\n'),
    ("content/authors/olu-adeyemi.json", '{\n  "name": "Olu Adeyemi",\n  "github": "olu"\n}\n'),
]


@pytest.mark.parametrize(("path", "card"), PLACES)
def test_a_card_in_another_place_or_form_is_known_as_its_authors(community: Community, path: str, card: str) -> None:
    community.write(path, card)
    community.write(POST, f"---\ntitle: Bread\nauthor: olu-adeyemi\n---{RAIN}")
    assert {each.path for each in community.problems()} == {path}
    assert "Olu Adeyemi" in community.mended("content/authors/olu-adeyemi.md")
    assert community.problems() == []


def test_a_card_below_a_post_belongs_into_a_file_of_its_own(community: Community) -> None:
    community.post("It rained.\n\n---\nname: Olu Adeyemi\npronouns: they/them\n---\n\nOlu bakes.")
    (found,) = community.problems()
    assert (found.id, found.line) == ("front-matter-twice", 8)
    assert "`content/authors/olu-adeyemi.md`" in found.fix


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("location: Lagos", "in the text below"),
        ("phone: +234 803 123 4567", "everybody could read it"),
        ("role: Baker at Loaf Ltd", "what you do elsewhere"),
        ("github: none", "Delete the line."),
    ],
)
def test_what_a_card_has_no_line_for_is_told_where_it_goes(community: Community, line: str, said: str) -> None:
    community.write("content/authors/olu.md", f"---\nname: Olu\n{line}\n---\n\nI bake.\n")
    (found,) = community.problems()
    assert found.line == 3
    assert said in found.fix


@pytest.mark.parametrize(
    ("there", "said"), [("Rain 7.05\u202fPM.png", "Rain 7.05 PM.png"), ("cafe\u0301.png", "café.png")]
)
def test_a_picture_is_found_though_its_name_has_other_signs_than_the_text(
    community: Community, there: str, said: str
) -> None:
    community.write(OWN, f"{TOP}![Rain on the river]({said})\n")
    community.picture(f"{OWN.rpartition('/')[0]}/{there}")
    assert {each.id for each in community.problems()} == {"name-characters", "image-missing"}
    community.mended(OWN)
    assert community.problems() == []


@pytest.mark.parametrize("value", ["1714521600", "1714521600000"])
def test_a_day_in_seconds_is_read(community: Community, value: str) -> None:
    community.write(POST, f"---\ntitle: A walk\nauthor: maria-silva\ndate: {value}\n---{RAIN}")
    (found,) = community.problems()
    assert found.fix == "Write: `date: 2024-05-01`"


def test_a_place_with_lines_below_it_is_one_line(community: Community) -> None:
    lines = "  start: 2026-12-12T14:00\n  place:\n    name: Library\n    address: 4 Ferry Road"
    community.write(POST, _with_event(lines))
    assert community.told() == [("front-matter-line", 6)]
    assert community.mended() == _with_event("  start: 2026-12-12T14:00\n  place: Library, 4 Ferry Road")


def test_an_address_below_a_place_is_the_meetups_and_none_is_lost(community: Community) -> None:
    place = "  start: 2026-12-12T14:00\n  place:\n    name: Library\n    url: https://example.org/a"
    community.write(POST, _with_event(f"{place}\n    map: https://example.org/b"))
    (found,) = community.problems()
    assert (found.id, found.edit) == ("front-matter-line", None)
    community.write(POST, _with_event(place))
    whole = "  start: 2026-12-12T14:00\n  place: Library\n  link: https://example.org/a"
    assert community.mended() == _with_event(whole)


def test_a_day_a_time_and_a_place_with_lines_below_it_are_all_put_right(community: Community) -> None:
    lines = "  day: 2026-12-12\n  time: 18:00\n  place:\n    name: Library\n    address: 4 Ferry Road"
    community.write(POST, _with_event(lines))
    assert community.mended() == _with_event("  start: 2026-12-12 18:00\n  place: Library, 4 Ferry Road")


def test_lines_of_a_meetup_without_its_name_above_them_get_it_once(community: Community) -> None:
    community.write(POST, _with_event("start: 2026-12-12T14:00\nplace: Library").replace("event:\n", ""))
    assert community.mended() == _with_event("  start: 2026-12-12T14:00\n  place: Library")


def test_what_stands_behind_a_hash_is_not_lost_with_a_second_line_of_tags(community: Community) -> None:
    community.write(POST, f"---\ntitle: A walk\nauthor: maria-silva\ntags: rain # river\ntags: sea\n---{RAIN}")
    assert "tags: [rain, river, sea]" in community.mended()


@pytest.mark.parametrize("time", ["18:30", "18:\u0663\u0660", "\u06f1\u06f8:\u06f3\u06f0"])
def test_a_time_in_the_digits_of_any_script_is_written_in_ours(community: Community, time: str) -> None:
    community.write(POST, f"---\ntitle: A walk\nauthor: maria-silva\ndate: 2024-05-01\ntime: {time}\n---{RAIN}")
    assert "\ndate: 2024-05-01 18:30\n" in community.mended()


@pytest.mark.parametrize("name", ["x%00y/river", "%00", "%ED%A0%80/river", "y" * 300, f"{'y' * 300}/river"])
def test_a_picture_with_a_name_that_no_disk_takes_is_not_there(community: Community, name: str) -> None:
    community.post(f"It rained.\n\n![The river]({name}.png)")
    assert community.ids() == {"image-missing"}


def test_a_name_of_a_meetup_is_like_another_by_its_own_letters(community: Community) -> None:
    community.write(POST, _with_event("  start: 2026-12-12T14:00\n  price: free"))
    (found,) = community.problems()
    assert found.line == 6
    assert "did you mean" not in found.title


def test_a_list_of_lines_under_another_name_of_a_meetup_is_one_line(community: Community) -> None:
    community.write(POST, _with_event("  start: 2026-12-12T14:00\n  venue:\n    - Library\n    - 4 Ferry Road"))
    assert community.mended() == _with_event("  start: 2026-12-12T14:00\n  place: Library, 4 Ferry Road")


def test_several_meetups_are_told_as_that(community: Community) -> None:
    lines = "  - start: 2026-12-12T14:00\n    place: Library\n  - start: 2026-12-19T14:00\n    place: Library"
    community.write(POST, _with_event(lines))
    (found,) = community.problems()
    assert (found.line, found.edit) == (4, None)
    assert "here are 2" in found.title


def test_what_a_template_would_fill_in_with_a_colon_is_known(community: Community) -> None:
    community.write(POST, f"---\ntitle: A walk\nauthor: maria-silva\ndate: {{{{date:YYYY-MM-DD}}}}\n---{RAIN}")
    (found,) = community.problems()
    assert (found.id, found.line) == ("front-matter-sign", 4)


def test_a_name_that_notion_gave_gets_a_day_and_loses_its_number(community: Community) -> None:
    name = "content/posts/A walk 1a2b3c4d5e6f47a8b9c0d1e2f3a4b5c6.md"
    community.write(name, f"---\ntitle: A walk\nauthor: maria-silva\n---{RAIN}")
    (found,) = community.problems()
    assert found.fix == "Rename it to `2026-06-01-a-walk.md`, with the day it should appear."


def test_a_slug_of_other_words_is_its_authors_choice_unless_it_is_another_posts(community: Community) -> None:
    community.write(POST, TOP.replace("\n---\n\n", "\nslug: how-i-began\n---\n\n") + RAIN)
    assert community.told() == []
    community.write("content/posts/2024-04-01-how-i-began.md", TOP.replace("A walk by the river", "The start") + RAIN)
    assert community.told() == [("slug-differs", 4)]


@pytest.mark.parametrize(
    ("name", "fix"),
    [
        ("05-30-a-walk", "Rename it to `content/posts/2026-05-30-a-walk.md`."),
        ("30-may-a-walk", "Rename it to `content/posts/2026-05-30-a-walk.md`."),
        ("dec-30-a-walk", "Rename it to `content/posts/2025-12-30-a-walk.md`."),
        ("03-04-a-walk", "Rename it to `content/posts/2026-03-04-a-walk.md` or `content/posts/2026-04-03-a-walk.md`."),
    ],
)
def test_a_day_without_its_year_is_of_the_last_year_that_has_come_so_far(
    community: Community, name: str, fix: str
) -> None:
    community.write(f"content/posts/{name}.md", f"{GOOD_TOP}{RAIN}")
    (found,) = community.problems()
    assert (found.title, found.fix) == ("The date in this name has no year.", fix)


def test_a_post_in_a_folder_of_people_is_told_as_a_post(community: Community) -> None:
    community.write("content/members/maria-silva/2024-05-01-a-walk.md", f"{GOOD_TOP}{RAIN}")
    found = next(each for each in community.problems() if each.id == "wrong-place")
    assert found.title == "This looks like a post, but it is not in `content/posts/`."


def test_an_empty_title_is_that_of_the_heading_below(community: Community) -> None:
    community.write(POST, f"---\ntitle:\nauthor: maria-silva\n---\n\n# A walk{RAIN}")
    (found,) = community.problems()
    assert (found.id, found.fix) == ("title-missing", "Write: `title: A walk`")


def test_hyphens_and_the_text_behind_the_author_are_put_where_they_belong(community: Community) -> None:
    community.write(POST, "---\ntitle: A walk\nauthor: maria-silva --- It rained.\n")
    assert community.told() == [("front-matter-close", 3)]
    assert community.mended() == f"{GOOD_TOP}\n\nIt rained.\n"


@pytest.mark.parametrize(
    ("body", "better"),
    [
        ("1. bread\n  - rye\n  - wheat\n2. soup", "1. bread\n   - rye\n   - wheat\n2. soup"),
        ("We had\n\n#1 The bread\n#2 The soup", "We had\n\n1. The bread\n2. The soup"),
        ("{info}\nBring a spoon.\n{info}", "> [!NOTE]\n> Bring a spoon."),
    ],
)
def test_lists_and_boxes_that_are_nearly_right_are_made_right(community: Community, body: str, better: str) -> None:
    community.post(body)
    (_,) = community.problems()
    assert community.mended() == f"{TOP}{better}\n"


def test_a_caption_gets_the_mark_that_is_missing(community: Community) -> None:
    community.picture()
    community.post('![The river](../images/river.png "In May)')
    (_,) = community.problems()
    assert community.mended() == f'{TOP}![The river](../images/river.png "In May")\n'


def test_a_name_left_empty_is_that_of_the_file(community: Community) -> None:
    community.write("content/authors/olu-adeyemi.md", "---\nname:\n---\n\nI bake.\n")
    (found,) = community.problems()
    assert found.fix == "Write your name there, such as `name: Olu Adeyemi`."


@pytest.mark.parametrize(
    ("line", "where"), [("bio: I bake.", "below the second"), ("pronouns: she", "between the two")]
)
def test_what_belongs_on_a_card_is_told_to_go_there(community: Community, line: str, where: str) -> None:
    community.write(POST, f"---\ntitle: A walk\nauthor: maria-silva\n{line}\n---{RAIN}")
    (found,) = community.problems()
    assert f"into your own file in `content/authors/`, {where} `---`, and delete this line." in found.fix


def test_items_that_do_not_begin_below_each_other_are_a_list(community: Community) -> None:
    community.write(POST, f"---\ntitle: A walk\nauthor: maria-silva\ntags:\n - rain\n- sea\n---{RAIN}")
    (found,) = community.problems()
    assert (found.line, found.title) == (5, "The items of this list do not begin below each other.")
    assert "\ntags:\n  - rain\n  - sea\n---" in community.mended()


def test_a_post_without_a_folder_of_its_own_is_offered_one_of_today(community: Community) -> None:
    community.write("content/posts/index.md", f"{GOOD_TOP}{RAIN}")
    (found,) = community.problems()
    assert "`content/posts/2026-06-01-a-walk/index.md`" in found.fix


def test_struck_out_words_that_never_end_are_told(community: Community) -> None:
    community.post("It was ~~never dry.")
    assert community.ids() == {"emphasis-open"}


def test_a_comment_and_its_code_are_told_once(community: Community) -> None:
    community.post("I wrote\n\n# four times\nfor i in range(4):\n    print(i)")
    assert community.ids() == {"comment-heading"}


def test_a_picture_that_is_not_there_is_told_with_its_place_and_its_link(community: Community) -> None:
    community.post("![The river](river.jpg)")
    (found,) = community.problems()
    assert found.fix == "Put the picture there as `content/images/river.jpg`, and write: `../images/river.jpg`"
    community.picture("content/posts/images/river.jpg")
    community.post("![The river](images/river.jpg)")
    (found,) = community.problems()
    moved = "Move `content/posts/images/river.jpg` to `content/images/river.jpg`"
    assert found.fix == f"{moved}, and write: `../images/river.jpg`"


@pytest.mark.parametrize(
    ("body", "better"),
    [
        ("Put it into a <h1> and the rest into <p>.", "Put it into a `<h1>` and the rest into `<p>`."),
        ("I used <div> and <span> today.", "I used `<div>` and `<span>` today."),
        ("I forgot my <div>. All was blue.", "I forgot my `<div>`. All was blue."),
        ("Run\n\npip install flask\npython main.py", "Run\n\n```\npip install flask\npython main.py\n```"),
        ("Run\n\npip install flask\n\nand wait.", "Run\n\n```\npip install flask\n```\n\nand wait."),
        ("Run\n\nnpm install\nnpm run dev", "Run\n\n```\nnpm install\nnpm run dev\n```"),
        ("It printed\n\n1\n2.5\n3", "It printed\n\n```\n1\n2.5\n3\n```"),
        ("**Loops** are **fun*, said Noor.", "**Loops** are **fun**, said Noor."),
        ("Type [code]bake(3)[/code] now.", "Type `bake(3)` now."),
        ("Ask [Maria](/people/maria-silva).", "Ask [Maria](../authors/maria-silva.md)."),
        ("**Certainly!** Here is a text about rain:\n\nIt rained.", "It rained."),
        (
            '/* hello */\nint main() {\n  printf("hi");\n  return 0;\n}',
            '```\n/* hello */\nint main() {\n  printf("hi");\n  return 0;\n}\n```',
        ),
        ("$ pip list\n$ git status", "```console\n$ pip list\n$ git status\n```"),
        ("我說**很重要（真的）**的話。", "我說**很重要（真的）** 的話。"),
        ("I typed `bake('bread') and waited.", "I typed `bake('bread')` and waited."),
        ("[the map]:(https://example.org/map)", "[the map](https://example.org/map)"),
        ("Un <div> y un <span> son dos.", "Un `<div>` y un `<span>` son dos."),
        ("A <div> here, and <b>this is\nbold</b>.", "A `<div>` here, and <b>this is\nbold</b>."),
        (
            "/*\n * hello\n */\nint main() {\n  return 0;\n}",
            "```\n/*\n * hello\n */\nint main() {\n  return 0;\n}\n```",
        ),
        ("for (let i = 0; i < 3; i++) {\n  bake(i);\n}", "```\nfor (let i = 0; i < 3; i++) {\n  bake(i);\n}\n```"),
        ("using System;\nclass Tea {\n  int cups;\n}", "```\nusing System;\nclass Tea {\n  int cups;\n}\n```"),
        ("import java.util.Map;\nint cups = 3;", "```\nimport java.util.Map;\nint cups = 3;\n```"),
        ("He said <irony>sure</irony>.", "He said `<irony>sure</irony>`."),
        ("So <note><to>Ana</to><by>Jo</by></note> is.", "So `<note><to>Ana</to><by>Jo</by></note>` is."),
        ("12.05.2024\n13.05.2024\n14.05.2024", "12.05.2024\\\n13.05.2024\\\n14.05.2024"),
        ("Sure, here is a new version of your post:\n\nIt rained.", "It rained."),
    ],
)
def test_a_slip_is_told_once_with_what_to_write(community: Community, body: str, better: str) -> None:
    community.post(body)
    assert len(community.problems()) == 1
    assert community.mended()[len(TOP) :].strip() == better
    assert community.problems() == []


def test_tags_that_are_not_closed_are_not_taken_for_words_about_them(community: Community) -> None:
    community.post("Soup <b>is good.\n\n<div>\nRain")
    assert {each.title for each in community.problems()} == {"`<b>` is never closed.", "`<div>` is never closed."}


@pytest.mark.parametrize(
    "body",
    [
        "Sure, here's the thing about rain: it falls.",
        "Of course, here is the part that I like best:\n\nIt rained.",
        "Sure! Here's where it got odd.",
        "I would be happy to help with the next evening.",
        "Let me know if you would like me to bring soup.\n\nWould you like me to write more about it?",
        "My rules:\n\n[1]: be kind to all\n\n[2]: be here on time",
        "git status of my heart\n\nIt rained.",
        "It rained.\n\npip install flask and you are done",
        "**Note**: *args,**kwargs is what you write.",
        "Forums have [b] and [/b], where Markdown has stars.",
        "I grep for TODO in our code, and the TODO is still there.",
    ],
)
def test_words_that_are_like_a_slip_are_none(community: Community, body: str) -> None:
    community.is_fine(body)


def test_an_open_tag_before_a_new_sentence_is_none_that_is_spoken_of(community: Community) -> None:
    community.post("Thanks <center> Here is the river")
    assert [each.title for each in community.problems()] == ["`<center>` is never closed."]


def test_notes_as_an_encyclopedia_has_them_become_notes(community: Community) -> None:
    community.post("It was loud.[1]\n\n[1]: it was, I measured it")
    assert community.mended()[len(TOP) :] == "It was loud.[^1]\n\n[^1]: it was, I measured it\n"
    assert community.problems() == []


def test_a_link_whose_address_never_came_is_told(community: Community) -> None:
    community.post("We read [the map]( and went.\n\nThen [we ate](\n\nsoup.")
    assert [(each.id, each.line) for each in community.problems()] == [("link-unclosed", 6), ("link-unclosed", 8)]


@pytest.mark.parametrize("named", ["maria-silva", "@maria-silva", "Maria Silva"])
def test_a_person_is_found_by_what_a_link_names(community: Community, named: str) -> None:
    community.post(f"Ask [Maria]({named}) about it.")
    assert community.mended()[len(TOP) :] == "Ask [Maria](../authors/maria-silva.md) about it.\n"


@pytest.mark.parametrize(
    "link", [r"../images\the\_river.png", r"..\images\the_river.png", "../images/the_river.png 9px"]
)
def test_a_picture_is_found_whatever_stands_in_its_address(community: Community, link: str) -> None:
    community.picture("content/images/the_river.png")
    community.post(f"![A river]({link})")
    (found,) = community.problems()
    assert found.fix == "Write: `../images/the_river.png`"
    assert community.mended()[len(TOP) :] == "![A river](../images/the_river.png)\n"


def test_a_backslash_before_an_underscore_is_no_part_of_a_pictures_name(community: Community) -> None:
    community.picture("content/images/the_river.png")
    community.post(r"![A river](../images/the\_river.png)")
    assert community.problems() == []


@pytest.mark.parametrize("title", ["<Hello>", "If 3 < x and y > 2", "What the <title> is for"])
def test_a_title_about_signs_is_none_of_a_template(community: Community, title: str) -> None:
    community.write(POST, f'---\ntitle: "{title}"\nauthor: maria-silva\n---{RAIN}')
    assert community.problems() == []


def test_a_note_that_is_quoted_is_none_to_oneself(community: Community) -> None:
    community.post('I wrote "TODO" on a wall.')
    assert community.problems() == []


def test_words_that_lead_on_are_no_commands(community: Community) -> None:
    community.post("git is a tool that I like\n\npython is a snake, and I like it, too\n\nA list: a[0].[1]")
    assert community.problems() == []


@pytest.mark.parametrize("name", ["A Walk by Night.md", "post.md"])
def test_a_text_alone_in_the_folder_of_a_post_is_its_index(community: Community, name: str) -> None:
    folder = OWN.rpartition("/")[0]
    community.write(f"{folder}/{name}", f"{GOOD_TOP}{RAIN}")
    (found,) = community.problems()
    assert found.move_to == OWN


def test_a_post_gets_a_name_in_small_letters(community: Community) -> None:
    community.write("content/posts/2024-05-01-A Walk.md", f"{GOOD_TOP}{RAIN}")
    (found,) = community.problems()
    assert found.move_to == "content/posts/2024-05-01-a-walk.md"


def test_a_card_below_a_post_is_not_missed_beside_it(community: Community) -> None:
    card = "---\nname: Ana Lopes\n---\nI sing.\n"
    community.write(POST, f"{GOOD_TOP.replace('maria-silva', 'ana-lopes')}{RAIN}\n{card}")
    assert community.ids() == {"front-matter-twice"}


def test_one_tag_as_hackmd_has_it_is_told(community: Community) -> None:
    community.post("###### tags: `rain`\n\nIt rained.")
    (found,) = community.problems()
    assert "`tags: rain`" in found.fix


def test_stars_around_lines_of_the_top_go_from_both_ends(community: Community) -> None:
    community.write(POST, f"**title: A walk**\n**author: maria-silva**{RAIN}")
    assert community.mended().startswith("title: A walk\nauthor: maria-silva\n")


@pytest.mark.parametrize("tags", ['"rain" "sea"', "'rain' 'sea'"])
def test_tags_in_quotation_marks_without_commas_are_several(community: Community, tags: str) -> None:
    community.write(POST, f"---\ntitle: A walk\nauthor: maria-silva\ntags: {tags}\n---{RAIN}")
    assert "\ntags: rain, sea\n" in community.mended()


def test_an_author_that_was_left_empty_is_filled_in_on_its_line(community: Community) -> None:
    community.write("content/authors/maria-silva.md", "---\nname: Maria Silva\ngithub: maria\n---\nI walk.\n")
    community.write(POST, f"---\ntitle: A walk\nauthor:\n---{RAIN}")
    told = check(community.root / "content", Settings(), moment=MOMENT, account="maria").problems
    found = next(each for each in told if each.id == "author-missing")
    assert found.edit == Edit(3, 3, "author: maria-silva")


def test_a_card_that_is_to_be_called_as_it_is_signed_has_one_problem(community: Community) -> None:
    community.write("content/authors/Ana-Lopes.MD", "---\nname: Ana Lopes\n---\nI sing.\n")
    community.write(POST, f"{GOOD_TOP.replace('maria-silva', 'ana-lopes')}{RAIN}")
    assert community.ids() == {"name-suffix"}


def test_a_picture_within_a_link_that_is_not_closed_is_told(community: Community) -> None:
    community.picture()
    community.post("[![A river](../images/river.png)](../images/river.png")
    assert community.mended()[len(TOP) :] == "[![A river](../images/river.png)](../images/river.png)\n"


@pytest.mark.parametrize(
    ("top", "better"),
    [
        ("title: A walk\nauthor: me", "author: maria-silva"),
        ("title: A walk\nauthor: 我", "author: maria-silva"),
        ("title: A walk\nauthor: your-name, vera", "author: maria-silva, vera"),
    ],
)
def test_who_writes_me_is_offered_the_handle_of_their_account(community: Community, top: str, better: str) -> None:
    community.write("content/authors/maria-silva.md", "---\nname: Maria Silva\ngithub: maria\n---\n\nI walk.\n")
    community.write("content/authors/vera.md", "---\nname: Vera\ngithub: vera\n---\n\nI bake.\n")
    community.write(POST, f"---\n{top}\n---\n\nIt rained.\n")
    told = check(community.root / "content", Settings(), moment=MOMENT, account="maria").problems
    (problem,) = [each for each in told if each.id == "author-unknown"]
    assert problem.edit is not None
    assert problem.edit.replacement == better


def test_who_brings_a_text_without_a_top_can_take_the_whole_of_it_over(community: Community) -> None:
    community.write("content/authors/maria-silva.md", "---\nname: Maria Silva\ngithub: maria\n---\n\nI walk.\n")
    community.write(POST, "# A walk\n\nIt rained.\n")
    (problem,) = check(community.root / "content", Settings(), moment=MOMENT, account="maria").errors
    assert problem.edit == Edit(1, 1, '---\ntitle: "A walk"\nauthor: maria-silva\n---\n')


@pytest.mark.parametrize(
    ("text", "block", "lines"),
    [
        ("# Ana Lópes\n\nI sing.\n", "name: Ana Lópes\n", 1),
        ("# About me\n\nI sing.\n", "name: Ana Lopes\n", 0),
        ("I sing.\n", "name: Ana Lopes\n", 0),
    ],
)
def test_a_card_that_is_only_a_text_gets_the_name_of_its_heading_or_file(
    community: Community, text: str, block: str, lines: int
) -> None:
    community.write("content/authors/ana-lopes.md", text)
    (found,) = community.problems()
    assert found.edit == Edit(1, lines, f"---\n{block}---\n")


def test_a_post_in_the_place_of_a_card_may_be_meant_as_either(community: Community) -> None:
    community.write("content/authors/ana-lopes.md", "---\ntitle: My first walk\nauthor: ana-lopes\n---\nIt rained.\n")
    (found,) = community.problems()
    assert "`name: Ana Lopes`" in found.fix
    assert "move the file to `content/posts/`" in found.fix


def test_numbers_with_a_wide_bracket_make_a_list(community: Community) -> None:
    community.is_mended_at_once("1）先洗米\n2）再煮飯", "list-marker", 1, "1. 先洗米\n2. 再煮飯")


@pytest.mark.parametrize(
    ("image", "rule"), [("![河]（../images/river.png）", "full-width-sign"), ("![A river][]", "image-syntax")]
)
def test_a_picture_without_its_brackets_is_told_once(community: Community, image: str, rule: str) -> None:
    community.picture()
    community.post(f"It rained.\n\n{image}")
    assert community.ids() == {rule}
    assert len(community.problems()) == 1


ANA = "---\nname: Ana Lopes\ngithub: ana-l\n{more}---\n\nI sing.\n"


def test_the_address_of_a_film_is_no_handle(community: Community) -> None:
    card = ANA.format(more="youtube: https://youtube.com/watch?v=dQw4w9WgXcQ\n")
    community.write("content/authors/ana-lopes.md", card)
    assert community.mended("content/authors/ana-lopes.md") == card
    assert community.told() == [("profile-link", 4)]


def test_a_card_that_can_not_be_read_explains_the_name_below_a_post(community: Community) -> None:
    community.write("content/authors/ana-lopes.md", ANA.format(more="").replace("Lopes", "López").encode("cp1252"))
    community.write(POST, f"{GOOD_TOP.replace('maria-silva', 'ana-lopes')}{RAIN}")
    assert community.ids() == {"encoding"}


def test_a_picture_beside_a_card_that_does_not_name_it_is_told_how_to_show(community: Community) -> None:
    community.write("content/authors/ana-lopes.md", ANA.format(more=""))
    community.picture("content/authors/ana-lopes.jpg")
    (found,) = community.problems()
    assert (found.id, "`avatar: ana-lopes.jpg`" in found.fix) == ("image-unused", True)
    community.write("content/authors/ana-lopes.md", ANA.format(more="avatar: ana-lopes.jpg\n"))
    assert community.problems() == []


def test_a_card_under_the_name_of_the_template_is_told_what_else_to_write(community: Community) -> None:
    community.write("content/authors/your-name.md", ANA.format(more=""))
    community.write(POST, f"{GOOD_TOP.replace('maria-silva', 'your-name')}{RAIN}")
    (found,) = community.problems()
    assert "content/authors/ana-lopes.md" in found.fix
    assert "`author: ana-lopes`" in found.fix
