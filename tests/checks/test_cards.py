"""What people write on their own card, and leave behind in the lines above a post: one slip, one message, one line."""

from __future__ import annotations

import pytest

from tests.checks.conftest import POST, Community

CARD = "content/authors/ada.md"
HEAD = "---\nname: Ada Lind\npronouns: she/her\njoined: 2024-05-01\nwebsite: https://ada.example.org\n---\n\nI bake.\n"


def told_of(community: Community, old: str, new: str) -> list[tuple[str, int | None, str]]:
    """What is told of the card with other words in it."""
    assert old in HEAD
    community.write(CARD, HEAD.replace(old, new))
    return [(each.id, each.line, each.fix) for each in community.problems()]


@pytest.mark.parametrize(
    "keys", ["first name|last name", "firstname|surname", "given_name|family-name", "Vorname|Nachname"]
)
def test_a_name_in_two_parts_is_one_line(community: Community, keys: str) -> None:
    first, last = keys.split("|")
    told = told_of(community, "name: Ada Lind", f"{first}: Ada\n{last}: Lind")
    assert told == [("key-unknown", 2, "Write: `name: Ada Lind`")]
    assert community.mended(CARD) == HEAD


def test_parts_of_a_name_beside_the_whole_of_it_go(community: Community) -> None:
    told = told_of(community, "name: Ada Lind", "name: Ada Lind\nfirst_name: Ada\nlast_name: Lind")
    assert [(rule, line) for rule, line, _ in told] == [("key-unknown", 3)]
    assert community.mended(CARD) == HEAD


def test_a_last_name_below_the_first_joins_it(community: Community) -> None:
    told = told_of(community, "name: Ada Lind", "name: Ada\nsurname: Lind")
    assert told == [("key-unknown", 2, "Write: `name: Ada Lind`")]
    assert community.mended(CARD) == HEAD


@pytest.mark.parametrize(
    ("old", "new", "rule", "line", "fix"),
    [
        ("website: https", "github: Ada (ada-l)\nwebsite: https", "profile-link", 5, "Write: `github: ada-l`"),
        ("website: https", "twitter: '#ada_l'\nwebsite: https", "profile-link", 5, "Write: `twitter: 'ada_l'`"),
        (
            "website: https",
            "mastodon: example.org/ada\nwebsite: https",
            "profile-link",
            5,
            "Write: `mastodon: example.org/@ada`",
        ),
        ("website: https", "github: ada-l;\nwebsite: https", "profile-link", 5, "Write: `github: ada-l`"),
        ("name: Ada", "name Ada", "front-matter-line", 2, "Write: `name: Ada Lind`"),
        ("pronouns: she", "pronouns – she", "front-matter-line", 3, "Write: `pronouns: she/her`"),
        ("https://ada.example.org", "none", "profile-link", 5, "Delete the line."),
        ("https://ada.example.org", "-", "front-matter-sign", 5, "Delete the line, or say something there."),
        (
            "https://ada.example.org",
            "https://ada.example.org, https://soup.example.org",
            "profile-link",
            5,
            "Write: `website: https://ada.example.org`",
        ),
        (
            "website: https",
            "email: Ada <ada@lind.example>\nwebsite: https",
            "profile-link",
            5,
            "Write: `email: ada@lind.example`",
        ),
        (
            "website: https://ada.example.org",
            "links:\n  - https://ada.example.org\n  - https://soup.example.org",
            "key-unknown",
            5,
            "Write: `website: https://ada.example.org`, and put the others as links into the text below the second "
            "`---`.",
        ),
        ("2024-05-01", "2062-05-01", "joined-future", 4, "Correct the date, or delete the line."),
    ],
)
def test_each_slip_of_a_card_is_told_once_with_the_line_to_write(
    community: Community, old: str, new: str, rule: str, line: int, fix: str
) -> None:
    assert told_of(community, old, new) == [(rule, line, fix)]


def test_the_same_slip_on_several_lines_is_one_problem(community: Community) -> None:
    ((rule, line, fix),) = told_of(
        community, "name: Ada Lind\npronouns: she/her\njoined: 2024", "name：Ada Lind\npronouns：she/her\njoined：2024"
    )
    assert (rule, line) == ("front-matter-line", 2)
    assert fix == "Write:\n\nname: Ada Lind\npronouns: she/her\njoined: 2024-05-01"
    assert community.mended(CARD) == HEAD


def test_no_handle_is_guessed_out_of_somebodys_name(community: Community) -> None:
    ((rule, _, fix),) = told_of(community, "website: https://ada.example.org", "linkedin: Ada Lind")
    assert (rule, "Ada" in fix) == ("profile-link", False)


def test_messages_of_a_card_speak_of_a_person(community: Community) -> None:
    community.write(CARD, HEAD.removeprefix("---\n"))
    assert community.problems()[0].title == "The `---` above the name is missing."
    community.write(CARD, HEAD.replace("I bake.", "# Ada Lind\n\nI bake."))
    assert community.problems()[0].title == "This heading says the person's name again."


@pytest.mark.parametrize(
    ("line", "rule", "better"),
    [
        ("author: maria-silva;", "author-spelling", "author: maria-silva"),
        ("author: maria-silva,", "author-spelling", "author: maria-silva"),
        ("author: Maria Silva.", "author-spelling", "author: Maria Silva"),
        ("author: maria-walks", "author-unknown", "author: maria-silva"),
        ("author: https://github.com/maria-walks", "author-unknown", "author: maria-silva"),
        ("author: maria@example.org", "author-unknown", "author: maria-silva"),
        ("author: Maria (she/her)", "author-unknown", "author: maria-silva"),
        ("author: @maria-walks", "front-matter-sign", "author: maria-silva"),
    ],
)
def test_a_sign_behind_an_author_or_their_account_is_told(
    community: Community, line: str, rule: str, better: str
) -> None:
    community.write("content/authors/maria-silva.md", "---\nname: Maria Silva\ngithub: maria-walks\n---\n\nI walk.\n")
    community.write(POST, f"---\ntitle: A walk\n{line}\n---\n\nIt rained.\n")
    (found,) = community.problems()
    assert (found.id, found.line, found.fix) == (rule, 3, f"Write: `{better}`")


@pytest.mark.parametrize(
    ("lines", "rule", "line", "fix"),
    [
        (
            "author: maria-silva\nauthors: [maria-silva, olu]",
            "key-twice",
            4,
            "Delete line 3: this one names all of them.",
        ),
        (
            "author: maria-silva\nCo-authored-by: Olu Ade <olu@example.org>",
            "key-unknown",
            4,
            "Write `authors: [maria-silva, Olu Ade]` on line 3, and delete this line.",
        ),
        ("author: olu\ndate: today", "date-invalid", 4, "Write: `date: 2024-05-01`"),
        ("author: olu\nslug: /2024/05/a-walk/", "value-invalid", 4, "Write: `slug: a-walk`"),
        ('author: olu\ntags: ["rain", soup", tea]', "tag-invalid", 4, "Write: `tags: rain, soup, tea`"),
    ],
)
def test_what_is_added_above_a_post_is_told_as_it_was_meant(
    community: Community, lines: str, rule: str, line: int, fix: str
) -> None:
    community.write("content/authors/olu.md", "---\nname: Olu Ade\n---\n\nI row.\n")
    community.write(POST, f"---\ntitle: A walk\n{lines}\n---\n\nIt rained.\n")
    assert [(each.id, each.line, each.fix) for each in community.problems()] == [(rule, line, fix)]


def test_an_event_years_away_is_told(community: Community) -> None:
    top = "---\ntitle: A walk\nauthor: maria-silva\nevent:\n  start: 2099-07-04T14:00\n---\n\nCome.\n"
    community.write(POST, top)
    (found,) = community.problems()
    assert (found.id, found.line) == ("event-far", 5)
    assert found.fix.endswith("Was 2026-07-04 meant? Write: `start: 2026-07-04T14:00`")
    community.write(POST, top.replace("2099", "2027"))
    assert community.problems() == []


@pytest.mark.parametrize(
    ("text", "line"),
    [("updated: 2024-05-09\n\nIt rained.", 6), ("It rained.\n\nupdated: 2024-05-09", 8), ("Rain.\n\nlang: en", 8)],
)
def test_a_line_for_the_top_in_the_text_is_told(community: Community, text: str, line: int) -> None:
    community.post(text)
    assert community.told() == [("other-markdown", line)]


@pytest.mark.parametrize(
    "text", ["It rained.\n\n- date: 2024-05-09", "Rain.\n\n    lang: en\n", "Status: it rained.", "date: soon"]
)
def test_words_that_only_look_like_one_are_left_alone(community: Community, text: str) -> None:
    community.post(text)
    assert "other-markdown" not in community.ids()


def test_lines_of_a_top_below_the_text_are_no_heading(community: Community) -> None:
    community.post("It rained.\n\n---\ntitle: Later\nupdated: 2024-05-09\n---\n\nMore rain.")
    (found,) = community.problems()
    assert (found.id, found.line) == ("front-matter-twice", 8)
