"""What members change of what is there already: told once, where it was made, with what mends it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from potluck.checks import check
from potluck.problems import Problem
from potluck.settings import Settings
from tests.checks.conftest import MOMENT, Community

SOUP = "content/posts/2024-05-01-soup.md"
RAIN = "content/posts/2024-05-02-rain.md"
SUPPE = "content/posts/2024-05-03-suppe.md"
LOOP = "content/posts/2024-05-04-loop/index.md"
ADA = "content/authors/ada.md"
FILES = {
    ADA: "---\nname: Ada Lind\ngithub: ada-l\navatar: ada.png\n---\n\nI bake.\n",
    "content/authors/bo.md": "---\nname: Bo Oak\ngithub: bo-o\n---\n\nI row.\n",
    SOUP: "---\ntitle: Soup\nauthor: ada\ntags: broth, pots\n---\n\nIt was hot.\n\n## After\n\nWe washed up.\n",
    RAIN: "---\ntitle: Rain\nauthor: bo\ntags: pots\n---\n\nAs with [soup](2024-05-01-soup.md#after).\n",
    SUPPE: "---\ntitle: Suppe\nauthor: bo\nlang: de\ntranslation_of: soup\n---\n\nSie war sehr hei\u00df.\n",
    LOOP: "---\ntitle: Loop\nauthor: ada\nimage: loop.png\n---\n\nRound.\n\n![A loop](loop.png)\n\nOn.\n",
}


@pytest.fixture
def told(community: Community) -> Callable[[], list[Problem]]:
    """What Ada is told of her change, in a community that had something before."""
    community.write_all(FILES)
    png = b"\x89PNG\r\n\x1a\n"
    community.write_all({LOOP.replace("index.md", "loop.png"): png, "content/authors/ada.png": png})
    community.commit("2024-05-05T10:00:00+00:00")

    def look() -> list[Problem]:
        root = community.root
        report = check(root / "content", Settings(), repository=root, since="HEAD", moment=MOMENT, account="ada-l")
        return [each for each in report.problems if each.id != "image-not-image"]

    return look


Told = Callable[[], list[Problem]]


def short(problems: list[Problem]) -> list[tuple[str, str, int | None]]:
    return [(each.id, each.path, each.line) for each in problems]


@pytest.mark.parametrize(
    ("line", "at", "better"),
    [
        ("slug: broth", 3, "slug: broth\naliases: [/2024/05/soup/]"),
        ("date: 2026-05-20", 3, "updated: 2026-05-20"),
        ("date: 2023-05-01", 3, ""),
    ],
)
def test_an_address_that_changes_is_told_on_its_line_with_what_keeps_it(
    community: Community, told: Told, line: str, at: int, better: str
) -> None:
    community.write(SOUP, FILES[SOUP].replace("author", f"{line}\nauthor"))
    found = [each for each in told() if each.path == SOUP]
    assert short(found) == [("page-gone", SOUP, at)]
    assert found[0].edit is not None
    lines = community.read(SOUP).splitlines()
    lines[found[0].edit.start_line - 1 : found[0].edit.end_line] = found[0].edit.replacement.splitlines()
    whole = better.splitlines()
    assert lines[2 : 2 + len(whole) + 1] == [*whole, "author: ada"]


def test_what_follows_from_a_broken_card_is_not_told_of_others_posts(community: Community) -> None:
    community.write_all({each: FILES[each] for each in FILES if each != LOOP})
    community.write(RAIN, FILES[RAIN].replace("2024-05-01-soup.md#after", "/2024/05/soup/"))
    community.write(SOUP, FILES[SOUP].replace("author: ada", "authors: [bo, Ada]"))
    community.write(ADA, FILES[ADA].replace("Ada Lind", "").replace("avatar: ada.png\n", ""))
    assert [(each.id, each.path) for each in community.problems() if each.is_error] == [("name-missing", ADA)]


def test_a_post_made_a_draft_is_one_problem_for_all_its_pages(community: Community, told: Told) -> None:
    community.write(SOUP, FILES[SOUP].replace("author", "status: draft\nauthor"))
    (found,) = told()
    assert (found.id, found.line) == ("page-gone", 3)
    assert "/2024/05/soup/" in found.title and "/tags/broth/" in found.title


def test_tags_that_lost_their_commas_are_told_as_that(community: Community, told: Told) -> None:
    community.write(SOUP, FILES[SOUP].replace("broth, pots", "broth pots"))
    (found,) = told()
    assert (found.id, found.line, found.fix[-26:]) == ("page-gone", 4, "Write: `tags: broth, pots`")


def test_a_renamed_post_is_told_how_its_old_address_and_links_live_on(community: Community, told: Told) -> None:
    community.write(new := "content/posts/2024-05-01-broth.md", FILES[SOUP])
    (community.root / SOUP).unlink()
    gone, link, translation = told()
    assert short([gone, link, translation]) == [
        ("page-gone", new, 2),
        ("link-missing", RAIN, 7),
        ("translation-unknown", SUPPE, 5),
    ]
    assert gone.edit is not None and gone.edit.replacement == "aliases: [/2024/05/soup/]"
    assert "`2024-05-01-broth.md#after`" in link.fix and "with the line `slug: broth`" in link.fix


def test_a_translation_with_the_name_of_what_it_translates_is_told_of_its_own(community: Community, told: Told) -> None:
    """Its problem keeps what is called so from being published, and does not explain itself away for that."""
    community.write(new := "content/posts/2024-06-01-soup.md", FILES[SUPPE])
    (found,) = [each for each in told() if each.is_error]
    assert (found.id, found.path) == ("translation-unknown", new)
    assert "`slug: soup-de`" in found.fix


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        (SOUP, "content/posts/2024-05-01 Soup.md", "name-characters"),
        (SOUP, SOUP + ".txt", "name-suffix"),
        (SOUP, "content/posts/soup.md", "name-date-missing"),
        (SOUP, "posts/2024-05-01-soup.md", "wrong-place"),
        (LOOP, LOOP + ".txt", "name-suffix"),
        (SOUP, "content/posts/2024/05-01-soup.md", "name-date"),
        (LOOP, LOOP.replace("index", "README"), "name-date-missing"),
        (ADA, "content/authors/Ada L.md", "name-characters"),
        (ADA, "content/ada.md", "wrong-place"),
        (ADA, "content/pages/ada.md", "wrong-place"),
        (SOUP, "content/pages/2024-05-01-soup.md", "wrong-place"),
    ],
)
def test_a_file_that_is_not_called_any_more_as_it_must_be_gets_its_name_again(
    community: Community, told: Told, old: str, new: str, rule: str
) -> None:
    community.write(new, FILES[old])
    (community.root / old).unlink()
    (found,) = told()
    assert (found.id, found.path, found.move_to) == (rule, new, old)


def test_a_mistake_in_a_post_is_not_told_again_of_those_that_lean_on_it(community: Community, told: Told) -> None:
    for broken in (FILES[SOUP].replace("title", "titel"), "\n" + FILES[SOUP], FILES[SOUP].encode("utf-16"), ""):
        community.write(SOUP, broken)
        assert {each.path for each in told()} == {SOUP}
    community.write(SOUP, FILES[SOUP].replace("It was hot.", "```python\nhot = True"))
    assert {each.path for each in told()} == {SOUP}


def test_a_heading_that_others_link_to_is_told_as_taken_away(community: Community, told: Told) -> None:
    community.write(SOUP, FILES[SOUP].replace("## After", "## Later on"))
    (found,) = told()
    assert (found.id, found.path, found.line) == ("link-anchor", RAIN, 7)
    assert "this change takes away" in found.title and "its old words" in found.fix


def test_deleting_ones_own_file_or_anothers_post_is_one_problem(community: Community, told: Told) -> None:
    (community.root / ADA).unlink()
    assert short(told()) == [("page-gone", ADA, None)]
    community.write(ADA, FILES[ADA])
    community.write(SOUP, FILES[SOUP] + "\nAs with [rain](2024-05-02-rain.md).\n")
    (community.root / RAIN).unlink()
    assert short(told()) == [("file-of-another", RAIN, None)]


def test_whoever_leaves_a_handle_for_another_is_not_taken_for_a_stranger(community: Community, told: Told) -> None:
    community.write("content/authors/ada-lind.md", FILES[ADA])
    (community.root / ADA).unlink()
    for path in (SOUP, LOOP):
        community.write(path, FILES[path].replace("author: ada", "author: ada-lind"))
    assert short(told()) == [("page-gone", "content/authors/ada-lind.md", None)]


@pytest.mark.parametrize("name", ["2024-05-01-soup-final.md", "2024-05-01-soup (1).md", "2024-05-02-soup.md"])
def test_a_second_copy_of_a_post_is_told_as_one(community: Community, told: Told, name: str) -> None:
    community.write(f"content/posts/{name}", FILES[SOUP].replace("washed", "dried"))
    (found,) = told()
    assert found.path == f"content/posts/{name}"
    assert f"`{SOUP}`" in found.fix and "delete this one" in found.fix


def test_another_post_that_says_the_same_title_is_no_copy(community: Community, told: Told) -> None:
    community.write("content/posts/2026-05-20-soup-again.md", "---\ntitle: Soup\nauthor: ada\n---\n\nCold this time.\n")
    assert [each.id for each in told()] == ["title-copied"]


def test_an_address_that_is_taken_is_told_of_the_post_that_takes_it(community: Community, told: Told) -> None:
    community.write(LOOP, FILES[LOOP].replace("author", "slug: rain\nauthor"))
    found = told()
    assert ("permalink-taken", LOOP, 3) in short(found)
    assert RAIN not in {each.path for each in found}


def test_a_co_author_is_told_on_the_line_that_names_them(community: Community, told: Told) -> None:
    community.write(SOUP, FILES[SOUP].replace("author: ada", "authors: [ada, bo]"))
    (found,) = told()
    assert (found.id, found.line) == ("byline-of-another", 3)
    assert "together" in found.fix and "`bo`" in found.fix
    community.write(SOUP, FILES[SOUP].replace("author: ada", "author: bo"))
    assert "`ada`" in told()[0].fix


def test_a_card_that_names_another_account_is_told_on_its_line(community: Community, told: Told) -> None:
    community.write(ADA, FILES[ADA].replace("ada-l", "your-github-name"))
    assert short(told()) == [("file-of-another", ADA, 3)]


def test_an_old_post_with_a_new_name_is_as_old_as_it_was(community: Community) -> None:
    community.write(SOUP, FILES[SOUP].replace("ada", "maria-silva"))
    community.commit("2024-05-01T10:00:00+00:00")
    community.write(RAIN, FILES[SOUP].replace("ada", "maria-silva"))
    (community.root / SOUP).unlink()
    community.commit("2026-05-20T10:00:00+00:00")
    assert community.told() == []
    community.write(SUPPE, FILES[SOUP].replace("ada", "maria-silva").replace("Soup", "Broth"))
    community.commit("2026-05-21T10:00:00+00:00")
    assert community.told() == [("date-unlikely", None)]


@pytest.mark.parametrize(
    ("name", "rule", "words"),
    [
        ("README.md", "name-date-missing", "is no post itself"),
        ("notes.txt", "name-suffix", "is no post itself"),
        ("draft.docx", "unexpected-file", "a word processor"),
        ("pictures.zip", "unexpected-file", "archive"),
        ("loop.py", "unexpected-file", "Code"),
        ("index.md.icloud", "unexpected-file", "iCloud"),
        ("drawing.excalidraw", "unexpected-file", "not published"),
        (".ipynb_checkpoints/loop.ipynb", "leftover-file", "folder"),
        ("__pycache__/loop.pyc", "leftover-file", "folder"),
        ("loop.png:Zone.Identifier", "leftover-file", "left behind"),
    ],
)
def test_what_lies_beside_a_post_by_mistake_is_one_problem(
    community: Community, told: Told, name: str, rule: str, words: str
) -> None:
    community.write(LOOP.replace("index.md", name), "Not for readers.\n")
    (found,) = told()
    assert found.id == rule and words in found.title
    assert found.path == LOOP.replace("index.md", name.partition("/")[0])
    assert found.move_to is None


def test_text_of_another_kind_beside_a_post_belongs_into_it(community: Community, told: Told) -> None:
    for name in ("README.md", "notes.txt", "draft.docx", "loop.ipynb"):
        community.write(LOOP.replace("index.md", name), "Not for readers.\n")
    assert all(f"into `{LOOP}`" in each.fix for each in told())


def test_a_picture_that_came_in_place_of_another_is_named(community: Community, told: Told) -> None:
    old = LOOP.replace("index.md", "loop.png")
    community.write(LOOP.replace("index.md", "Board_Final.jpg"), (community.root / old).read_bytes())
    (community.root / old).unlink()
    found = [each for each in told() if each.path == LOOP]
    assert {each.id for each in found} == {"image-value", "image-missing"}
    assert all("`Board_Final.jpg` now?" in each.fix for each in found)


@pytest.mark.parametrize(
    ("data", "what"),
    [
        ("", "an empty file"),
        ("<!DOCTYPE html>\n", "a web page"),
        ("version https://git-lfs.github.com/spec/v1\n", "Git LFS"),
    ],
)
def test_what_is_in_the_place_of_a_picture_is_said(community: Community, data: str, what: str) -> None:
    community.write("content/images/pot.png", data)
    (found,) = community.problems()
    assert found.id == "image-not-image" and what in found.title


@pytest.mark.parametrize("path", ["content/posts/2024-05-01-a.md", "content/images/pot.png"])
def test_a_note_of_git_lfs_is_told_with_the_command_that_brings_the_file(community: Community, path: str) -> None:
    community.write(path, "version https://git-lfs.github.com/spec/v1\nsize 12\n")
    (found,) = community.problems()
    assert found.id in ("encoding", "image-not-image") and "`git lfs pull`" in found.fix


def test_a_picture_without_an_ending_gets_one(community: Community) -> None:
    community.write("content/posts/2024-05-01-a/pot", b"\xff\xd8\xff\xe0" + b"\0" * 40)
    (found,) = community.problems()
    assert (found.id, found.fix) == ("encoding", "Rename it to `pot.jpg`.")


def test_a_post_that_lost_its_top_gets_it_back(community: Community, told: Told) -> None:
    top, _, text = FILES[SOUP].partition("\n\n")
    community.write(SOUP, text)
    (found,) = told()
    assert found.id == "front-matter-missing" and top in found.fix


def test_a_second_card_of_ones_own_is_one_problem(community: Community, told: Told) -> None:
    community.write("content/authors/ada-2.md", FILES[ADA])
    (found,) = told()
    assert (found.id, found.path) == ("name-of-another", "content/authors/ada-2.md")
    assert f"`{ADA}`" in found.title


def test_pictures_left_behind_by_a_post_are_to_come_along(community: Community, told: Told) -> None:
    moved = "content/posts/loop/index.md"
    community.write(moved, FILES[LOOP].replace("author", "date: 2024-05-04\nauthor"))
    (community.root / LOOP).unlink()
    found = [each for each in told() if each.path == moved]
    assert {each.id for each in found} == {"image-value", "image-missing"}
    assert all("along" in each.fix for each in found)


def test_a_post_that_stands_there_as_a_file_and_a_folder_is_one_problem(community: Community, told: Told) -> None:
    community.write(SOUP.replace(".md", "/index.md"), FILES[SOUP])
    (found,) = told()
    assert found.id == "permalink-taken" and "delete this one" in found.fix


def test_what_links_to_the_address_of_a_post_with_a_mistake_is_not_told(community: Community, told: Told) -> None:
    community.write(RAIN, FILES[RAIN].replace("2024-05-01-soup.md#after", "/2024/05/loop/"))
    community.commit("2024-05-06T10:00:00+00:00")
    folder = LOOP.removesuffix("index.md")
    (community.root / folder / "loop.png").rename(community.root / folder / "Loop.PNG")
    assert {each.path for each in told()} == {LOOP}


@pytest.mark.parametrize("name", ["README.md", "Index.md"])
def test_an_index_under_another_name_is_one_problem_though_others_link_to_its_address(
    community: Community, told: Told, name: str
) -> None:
    community.write(RAIN, FILES[RAIN].replace("2024-05-01-soup.md#after", "/2024/05/loop/"))
    community.commit("2024-05-06T10:00:00+00:00")
    (community.root / LOOP).rename((community.root / LOOP).with_name(name))
    (found,) = told()
    assert found.move_to == LOOP


def test_a_post_that_is_hidden_with_a_tag_of_its_own_is_told_on_that_line(community: Community, told: Told) -> None:
    community.write(SOUP, FILES[SOUP].replace("author", "status: hidden\nauthor").replace("broth, pots", "broth"))
    community.write(RAIN, FILES[RAIN])
    (found,) = told()
    assert (found.id, found.line) == ("page-gone", 3) and "/tags/broth/" in found.title


def test_a_folder_in_the_root_goes_to_the_posts_with_its_pictures(community: Community, told: Told) -> None:
    text = "---\ntitle: Market\nauthor: ada\n---\n\n![A stall](stall.png)\n"
    community.write_all({"2024-05-06-market/index.md": text, "2024-05-06-market/stall.png": b"\x89PNG\r\n\x1a\n"})
    (found,) = told()
    assert found.id == "wrong-place" and "pictures" in found.fix


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("Potts and pans", "Pots and pans"),
        ("Pots and pans, part 3", "Pots and pans"),
        ("pots and pans", None),
        ("Pots and pans 2025", None),
        ("Knives", None),
    ],
)
def test_the_next_part_under_a_name_of_its_own_is_told_which_series_was_meant(
    community: Community, told: Told, name: str, meant: str | None
) -> None:
    community.write(SOUP, FILES[SOUP].replace("author", "series: Pots and pans\nauthor"))
    community.commit("2024-05-06T10:00:00+00:00")
    new = f"---\ntitle: More\nauthor: ada\nseries: {name}\n---\n\nThere were more of them, and we used each.\n"
    community.write(path := "content/posts/2024-05-06-more.md", new)
    found = told()
    assert short(found) == ([("series-alone", path, 4)] if meant else [])
    assert all(each.fix == f"Write: `series: {meant}`" for each in found)


def test_a_second_index_in_other_letters_is_the_one_that_is_told(community: Community, told: Told) -> None:
    community.write(RAIN, FILES[RAIN].replace("2024-05-01-soup.md#after", "/2024/05/loop/"))
    community.commit("2024-05-06T10:00:00+00:00")
    community.write(twin := LOOP.replace("index", "Index"), FILES[LOOP].replace("Round", "Rounder"))
    (found,) = told()
    assert (found.id, found.path) == ("name-case", twin) and f"`{LOOP}`" in found.fix


def test_a_post_written_anew_under_another_name_may_have_the_old_address(community: Community, told: Told) -> None:
    (community.root / LOOP).unlink()
    new = "---\ntitle: Round and round\nauthor: ada\n---\n\nI drew it again, from memory, and it is better.\n"
    community.write(path := "content/posts/2024-05-06-round.md", new)
    gone = next(each for each in told() if each.id == "page-gone")
    assert f"`{path}`" in gone.fix and "`aliases: [/2024/05/loop/]`" in gone.fix


def test_whoever_leaves_out_the_author_is_told_their_own_handle(community: Community, told: Told) -> None:
    community.write(path := "content/posts/2024-05-06-round.md", "---\ntitle: Round\n---\n\nIt went round.\n")
    (found,) = told()
    assert (found.id, found.path) == ("author-missing", path) and "`author: ada`" in found.fix


def test_whoever_says_neither_title_nor_author_is_told_their_own_handle(community: Community, told: Told) -> None:
    community.write("content/posts/2024-05-06-round.md", "It went round.\n")
    (found,) = told()
    assert found.fix.startswith("Put this above the first line, with your own title:\n\n---\n")
    assert "author: ada\n" in found.fix


def test_a_card_without_a_name_is_offered_one_with_the_account_that_brings_it(community: Community) -> None:
    community.write_all(FILES)
    community.commit()
    community.write(path := "content/authors/new-bie.md", "I came by.\n")
    root = community.root
    report = check(root / "content", Settings(), repository=root, since="HEAD", moment=MOMENT, account="newbie")
    (found,) = (each for each in report.problems if each.id == "front-matter-missing")
    assert (found.path, found.line) == (path, 1)
    assert found.edit is not None and found.edit.replacement in found.fix
    assert found.edit.replacement == "---\nname: New Bie\ngithub: newbie\n---\n"


def test_a_date_that_was_there_before_is_not_told_at_each_edit(community: Community, told: Told) -> None:
    community.write(old := "content/posts/2023-05-04-old.md", FILES[SOUP].replace("Soup", "Old soup"))
    community.commit("2024-05-06T10:00:00+00:00")
    community.write(old, FILES[SOUP].replace("Soup", "Old soup").replace("hot", "cold"))
    assert told() == []


MEETUP = "event:\n  start: 2024-06-01T18:00\n  end: 2024-06-01T20:30\n"


@pytest.mark.parametrize(
    ("was", "now", "told_of", "fix"),
    [
        ("start: 2024-06-01", "start: 2024-06-08", ("event-end", 5), "`end: 2024-06-08T20:30`"),
        ("end: 2024-06-01T20:30", "end: 2024-05-30T01:00", ("event-end", 5), "`end: 2024-06-02T01:00`"),
        ("  end", "  status: cancelled\n  end", ("key-unknown", 5), "`Cancelled:`"),
        ("  end", "event:\n  start: 2024-07-01T18:00\n  end", ("key-twice", 5), "lines 5 to 7"),
    ],
)
def test_a_meetup_that_moves_or_is_called_off(
    community: Community, told: Told, was: str, now: str, told_of: tuple[str, int], fix: str
) -> None:
    top = FILES[SOUP].replace("author", f"{MEETUP}author")
    community.write(SOUP, top.replace(was, now))
    (found,) = told()
    assert (found.id, found.line) == told_of and fix in found.fix


@pytest.mark.parametrize(
    ("address", "meant"),
    [
        ("/2024/05/lop/", None),
        ("/2024/05/river-wak/", "/2024/05/river-walk/"),
        ("/2024/06/river-walk/", "2024-05-03-river-walk.md"),
        ("/2024/05/river-walk-2/", None),
    ],
)
def test_an_address_with_a_slip_in_it_is_told_with_the_one_that_was_meant(
    community: Community, told: Told, address: str, meant: str | None
) -> None:
    walk = "---\ntitle: Along\nauthor: ada\n---\n\nAlong the river, and back by the road.\n"
    community.write("content/posts/2024-05-03-river-walk.md", walk)
    community.commit("2024-05-06T10:00:00+00:00")
    community.write(SOUP, FILES[SOUP].replace("It was hot.", f"It was hot, [by the river]({address})."))
    (found,) = told()
    assert found.id == "link-missing" and (f"Write: `{meant}`" == found.fix) is bool(meant)


@pytest.mark.parametrize("shelf", ["pages", "posts"])
def test_a_card_on_another_shelf_hears_of_its_own_mistakes_too(community: Community, told: Told, shelf: str) -> None:
    new, text = f"content/{shelf}/ada.md", FILES[ADA].replace("github", "gihub").replace("bake.", "bake. [So](no.md)")
    community.write(new, text)
    (community.root / ADA).unlink()
    place, key, link = told()
    assert place.move_to == ADA
    assert (key.id, key.line, key.fix) == ("key-unknown", 3, "Write: `github: ada-l`")
    assert (link.id, link.line) == ("link-missing", 7)


def test_a_new_card_in_the_wrong_place_hears_of_its_mistakes_in_one_round(community: Community, told: Told) -> None:
    text = "---\nname: New Bie\ngithub: ada-l\nrole: boss\n---\n\nI came by [soup](2024-05-01-soup.md).\n"
    for path in ("content/posts/new-bie.md", "new-bie.md"):
        community.write(path, text)
        found = [each for each in told() if each.path == path]
        assert [each.id for each in found] == ["wrong-place", "role-unknown"]
        (community.root / path).unlink()


def test_a_link_that_leads_somewhere_once_its_file_is_moved_is_fine(community: Community, told: Told) -> None:
    text = "---\ntitle: Hot tea\nauthor: ada\n---\n\nFirst the [soup](2024-05-01-soup.md), then tea.\n"
    community.write("content/authors/tea.md", text)
    (found,) = told()
    assert (found.id, found.move_to) == ("wrong-place", "content/posts/2026-06-01-tea.md")


def test_a_text_beside_a_post_hears_what_is_wrong_in_it(community: Community, told: Told) -> None:
    community.write(LOOP.replace("index", "more"), "We went on.\n\n##Home\n\nTo [Bo](../no.md), ![A loop](loop.png).\n")
    place, link, heading = told()
    assert "is no post itself" in place.title
    assert [(each.id, each.line) for each in (link, heading)] == [("link-missing", 5), ("heading-space", 3)]


@pytest.mark.parametrize(
    "path", ["2024-05-01-soup.md", "content/2024-05-01-soup.md", "content/authors/2024-05-01-soup.md"]
)
def test_what_was_uploaded_beside_its_place_is_to_go_into_the_file_that_is_there(
    community: Community, told: Told, path: str
) -> None:
    community.write(path, FILES[SOUP].replace("hot", "warm"))
    (found,) = told()
    assert found.fix.startswith(f"If this was to change `{SOUP}`, put it into that file, and delete this one.")


def test_a_folder_with_a_blank_in_its_name_is_one_problem(community: Community, told: Told) -> None:
    community.write(RAIN, FILES[RAIN].replace("2024-05-01-soup.md#after", "2024-05-04-loop/index.md"))
    community.commit()
    (community.root / "content/posts/2024-05-04-loop").rename(community.root / "content/posts/2024-05-04 loop")
    (found,) = told()
    assert (found.id, found.move_to) == ("name-characters", "content/posts/2024-05-04-loop")


def test_a_folder_among_the_pages_is_one_problem(community: Community, told: Told) -> None:
    (community.root / "content/posts/2024-05-04-loop").rename(community.root / "content/pages/2024-05-04-loop")
    (found,) = told()
    assert found.move_to == LOOP


def test_a_translation_of_a_post_that_is_called_otherwise_now_is_told_the_name(
    community: Community, told: Told
) -> None:
    community.write(SOUP, FILES[SOUP].replace("author", "slug: broth\nauthor"))
    (found,) = [each for each in told() if each.path == SUPPE]
    assert "This change gives that post another name" in found.title
    assert found.edit is not None and found.edit.replacement == "translation_of: broth"


def test_a_portrait_that_the_change_takes_away_is_told_as_that(community: Community, told: Told) -> None:
    (community.root / "content/authors/ada.png").unlink()
    (found,) = told()
    assert found.title == "`ada.png`: This change takes that picture away."


def test_a_heading_lost_in_somebody_elses_file_is_told_there_alone(community: Community, told: Told) -> None:
    community.write(SOUP, FILES[SOUP] + "\nSee [Bo](2024-05-02-rain.md#late).\n")
    community.write(RAIN, FILES[RAIN] + "\n## Late\n\nWe were.\n")
    community.commit()
    community.write(RAIN, FILES[RAIN])
    (found,) = told()
    assert (found.id, found.path) == ("file-of-another", RAIN)


@pytest.mark.parametrize(("more", "rules"), [("", []), ("And more.\n", ["file-of-another"])])
def test_whoever_renames_a_post_may_have_links_and_translations_of_others_follow_it_and_no_more(
    community: Community, told: Told, more: str, rules: list[str]
) -> None:
    new = "content/posts/2024-05-01-broth.md"
    (community.root / SOUP).rename(community.root / new)
    community.write(new, FILES[SOUP].replace("author", "aliases: [/2024/05/soup/]\nauthor"))
    community.write(RAIN, FILES[RAIN].replace("2024-05-01-soup.md", "2024-05-01-broth.md") + more)
    community.write(SUPPE, FILES[SUPPE].replace("of: soup", "of: broth"))
    assert [each.id for each in told()] == rules


@pytest.mark.parametrize(
    ("was", "now", "rules"),
    [
        ("It: [`2024-05-01-soup.md`](./2024-05-01-soup.md)", "It: [`2024-05-01-soup.md`](2024-05-01-broth.md)", []),
        ("[it]: 2024-05-01-soup.md 'Hot'\n\nSee [it].", "[it]: 2024-05-01-broth.md 'Hot'\n\nSee [it].", []),
        ('An <a href="2024-05-01-soup.md">old one</a>.', 'An <a href="2024-05-01-broth.md">old one</a>.', []),
        ("Not 2024-05-01-soup.md, says Bo.", "Not 2024-05-01-broth.md, says Bo.", ["file-of-another"]),
        ("[It](https://e.org/2024-05-01-soup.md)", "[It](https://e.org/2024-05-01-broth.md)", ["file-of-another"]),
        ("[It](2024-05-01-soup.md)", "[It](https://e.org/../2024-05-01-broth.md)", ["file-of-another"]),
        ("[It](2024-05-01-soup.md)", "[It, but bad](2024-05-01-broth.md)", ["file-of-another"]),
    ],
)  # fmt: skip
def test_what_follows_a_renamed_post_are_its_links_and_neither_words_nor_addresses_elsewhere(
    community: Community, told: Told, was: str, now: str, rules: list[str]
) -> None:
    rain, new = FILES[RAIN].partition("As with")[0], SOUP.replace("soup", "broth")
    community.write(RAIN, f"{rain}{was}\n")
    community.commit()
    (community.root / SOUP).rename(community.root / new)
    community.write(new, FILES[SOUP].replace("author", "aliases: [/2024/05/soup/]\nauthor"))
    community.write(SUPPE, FILES[SUPPE].replace("of: soup", "of: broth"))
    community.write(RAIN, f"{rain}{now}\n")
    assert [each.id for each in told()] == rules


@pytest.mark.parametrize("was_there", [False, True])
def test_nobody_goes_from_the_byline_with_the_file_either(community: Community, told: Told, *, was_there: bool) -> None:
    community.write(SOUP, FILES[SOUP].replace("author: ada", "author: ada, bo"))
    new = SOUP.replace("soup", "broth")
    community.write_all({new: "---\ntitle: Broth\nauthor: ada\n---\n\nIt was old.\n"} if was_there else {})
    community.commit()
    (community.root / SOUP).unlink()
    community.write(new, "---\ntitle: Broth\nauthor: ada\naliases: [/2024/05/soup/]\n---\n\nAll is new.\n")
    assert [each.title for each in told() if each.path == new] == ["This change takes Bo Oak off the byline."]


def test_nobody_makes_a_translation_that_of_another_text_that_was_called_like_its_original(
    community: Community, told: Told
) -> None:
    mine = SOUP.replace("05-01", "06-01")
    community.write(mine, FILES[SOUP].replace("Soup", "Soap").replace("hot", "clean"))
    community.write(SOUP, FILES[SOUP].replace("author: ada", "author: bo"))
    community.commit()
    (community.root / mine).rename(community.root / mine.replace("soup", "soap"))
    community.write(
        mine.replace("soup", "soap"),
        community.read(mine.replace("soup", "soap")).replace("author", "aliases: [/2024/06/soup/]\nauthor"),
    )
    community.write(SUPPE, FILES[SUPPE].replace("of: soup", "of: soap"))
    assert short(told()) == [("file-of-another", SUPPE, None)]


def test_a_post_moved_into_somebodys_folder_is_not_taken_for_theirs(community: Community, told: Told) -> None:
    (community.root / "content/posts/bo").mkdir()
    (community.root / LOOP).parent.rename(community.root / "content/posts/bo/2024-05-04-loop")
    (found,) = told()
    assert (found.id, found.edit) == ("author-folder", None) and f"back to `{LOOP}`" in found.fix


def test_a_translation_may_follow_the_slug_of_its_original(community: Community, told: Told) -> None:
    community.write(SOUP, FILES[SOUP].replace("author", "slug: broth\naliases: [/2024/05/soup/]\nauthor"))
    community.write(SUPPE, FILES[SUPPE].replace("of: soup", "of: broth"))
    assert told() == []


def test_a_post_that_is_no_folder_any_more_is_told_to_be_one_for_its_pictures(community: Community, told: Told) -> None:
    (community.root / LOOP).rename(community.root / LOOP.replace("/index.md", ".md"))
    (found,) = told()
    assert (found.id, found.move_to) == ("wrong-place", LOOP)
    text = FILES[LOOP].replace("loop.png", "2024-05-04-loop/loop.png")
    community.write(LOOP.replace("/index.md", ".md"), text)
    (found,) = told()
    assert (found.id, found.move_to) == ("wrong-place", LOOP)


def test_a_folder_called_drafts_keeps_nothing_back_and_that_is_told(community: Community, told: Told) -> None:
    (community.root / "content/posts/drafts").mkdir()
    (community.root / SUPPE).rename(new := community.root / SUPPE.replace("posts/", "posts/drafts/"))
    assert [each.id for each in told() if "drafts" in each.path] == ["folder-twice"]
    new.write_text(new.read_text().replace("author", "status: draft\nauthor"))
    assert "folder-twice" not in {each.id for each in told()}


@pytest.mark.parametrize("path", ["content/posts/oars.png", LOOP.replace("index.md", "oars.png")])
def test_a_picture_that_no_text_names_is_told_with_the_line_that_shows_it(
    community: Community, told: Told, path: str
) -> None:
    community.write(path, b"\x89PNG\r\n\x1a\n")
    (found,) = told()
    assert (found.id, found.path) == ("image-unused", path) and "oars.png)" in found.fix
    with (community.root / LOOP).open("a") as post:
        post.write("\n![Two oars](%s)\n" % ("Oars.png" if "loop" in path else "../oars.png"))
    assert "image-unused" not in {each.id for each in told()}


def test_a_card_with_a_slip_is_a_card_wherever_it_lies(community: Community, told: Told) -> None:
    for path in ("content/new-bie.md", "new-bie.md"):
        community.write(path, "---\nname: New Bie\ngithub: ada-l\njoind: 2024-05\n---\n\nI came by.\n")
        place, key = told()
        assert (place.id, place.move_to) == ("wrong-place", "content/authors/new-bie.md")
        assert key.fix == "Write: `joined: 2024-05`"
        (community.root / path).unlink()


def test_what_somebody_else_has_and_what_follows_from_it_is_one_problem(community: Community, told: Told) -> None:
    shared = "content/images/map.png"
    community.write(shared, b"\x89PNG\r\n\x1a\n")
    community.write(SOUP, FILES[SOUP] + "\n![A map of the lake](../images/map.png)\n")
    community.commit()
    (community.root / shared).unlink()
    (community.root / RAIN).rename(community.root / RAIN.replace("rain", "fog"))
    assert short(told()) == [("file-of-another", shared, None), ("file-of-another", RAIN, None)]


@pytest.mark.parametrize(
    ("words", "rule", "again"),
    [("\n## On\n\n#### Deep\n\nWater.\n", "heading-jump", False), ("\n```\nOn\n", "fence-open", True)],
)
def test_what_was_wrong_with_the_words_is_not_told_again_of_a_post_with_another_name(
    community: Community, told: Told, words: str, rule: str, *, again: bool
) -> None:
    community.write(LOOP, FILES[LOOP] + words)
    community.commit()
    new = LOOP.replace("posts/", "posts/ada_posts/")
    (community.root / new).parent.parent.mkdir()
    (community.root / LOOP).parent.rename((community.root / new).parent)
    assert {each.id for each in told() if each.path == new} == {"folder-twice"} | ({rule} if again else set())
    community.write(new, FILES[LOOP].replace("Round", "Around") + words)
    assert rule in {each.id for each in told()}


def test_however_many_posts_are_renamed_each_is_told_its_old_address(community: Community, told: Told) -> None:
    posts = {f"content/posts/2024-03-01-{at}.md": FILES[SOUP].replace("hot", f"hot {at} times") for at in range(60)}
    community.write_all(posts)
    community.commit()
    for path in posts:
        (community.root / path).rename(community.root / path.replace("-01-", "-01-day-"))
    gone = [each for each in told() if each.id == "page-gone"]
    assert len(gone) == 60 and all("aliases" in each.fix for each in gone)


def test_what_a_disk_makes_of_all_modes_is_nobodys_change(community: Community, told: Told) -> None:
    for path in (SOUP, RAIN, "content/authors/ada.png"):
        (community.root / path).chmod(0o755)
    community.git("add", "-A")
    assert told() == []
    community.write(RAIN, FILES[RAIN] + "\nAnd more.\n")
    assert short(told()) == [("file-of-another", RAIN, None)]


def test_a_post_that_became_a_folder_called_like_a_file_is_one_problem(community: Community, told: Told) -> None:
    (community.root / SOUP).unlink()
    community.write(f"{SOUP}/index.md", FILES[SOUP])
    assert [(each.id, each.move_to) for each in told() if "/2024-05-01-soup" in each.path] == [("name-suffix", SOUP)]


def test_a_post_put_into_another_that_was_there_can_leave_that_its_address(community: Community, told: Told) -> None:
    other = "content/posts/2024-05-05-bread.md"
    community.write(other, "---\ntitle: Bread\nauthor: ada\n---\n\nIt rose.\n")
    community.commit()
    (community.root / LOOP).unlink()
    (community.root / LOOP.replace("index.md", "loop.png")).unlink()
    community.write(other, "---\ntitle: Bread\nauthor: ada\n---\n\nIt rose. Round.\n")
    (found,) = told()
    assert found.path == LOOP and f"if `{other}` takes its place, add this line there" in found.fix


def test_nobody_is_told_to_take_a_picture_away_from_where_it_is_shown(community: Community, told: Told) -> None:
    community.write(SOUP, FILES[SOUP] + "\n![A loop](2024-05-04-loop/loop.png) ![Ada](../authors/ada.png)\n")
    assert [each.fix.partition(" ")[0] for each in told() if each.id == "image-missing"] == ["Copy", "Copy"]


def test_the_lock_of_an_open_emacs_is_nothing_to_stop_for(community: Community, told: Told) -> None:
    (community.root / LOOP.replace("index.md", ".#index.md")).symlink_to("somebody@a.machine.2017:1495")
    (found,) = told()
    assert (found.id, found.is_error) == ("leftover-file", False)
