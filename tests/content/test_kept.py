"""What was read the last time need not be read again, and nobody can tell the difference."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from potluck.content import loading
from potluck.content.gathering import load
from potluck.content.kept import Kept, encoded, encoded_posts, heads_of, unkept, unkept_posts
from potluck.content.kept_post import ChangedMeanwhile
from potluck.content.library import Library
from potluck.content.model import Person, Post, Tag, said_in
from potluck.settings import Settings
from tests import files

LONDON = Settings(timezone="Europe/London")
POSTS = {
    "posts/2024-05-01-soup.md": "title: Soup\nauthor: Li Wei\ntags: [soups, Soups]\nseries: Pots\n",
    "posts/2024-06-01-Stew.md": "title: A stew\nauthors: [li-wei, ada]\ntags: [soups]\n",
    "posts/2024-10-27-clocks/index.md": "title: Clocks\nauthor: ada\ndate: 2024-10-27 01:30\nimage: pot.png\n",
    "posts/2025-01-10-meetup.md": "title: Meet\nauthor: ada\nevent:\n  start: 2025-02-01 18:00\n  place: Here\n",
    "posts/2025-02-10-changed.md": "title: Changed\nauthor: ada\nupdated: 2025-03-01\nstatus: draft\n",
    "posts/2025-03-10-wrong.md": "title: Wrong\nauthor: nobody\ncolour: red\n",
    "pages/about.md": "title: About\n",
}


@pytest.fixture
def content(tmp_path: Path) -> Path:
    root = tmp_path / "content"
    put(root, "authors/li-wei.md", "name: Li Wei\nwebsite: https://example.org\njoined: 2020-01-02\n", "I cook.")
    put(root, "authors/ada.md", "name: Ada\n", "")
    for path, front in POSTS.items():
        put(root, path, front)
    (root / "posts/2024-10-27-clocks/pot.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    return root


def put(root: Path, path: str, front: str, text: str = "Words.\n\nMore words.") -> None:
    files.put(root, path, f"---\n{front}---\n\n{text}\n")


def kept(library: Library) -> Kept:
    assert library.keep
    found, folder, tags = library.keep(), library.content_dir, dict[Tag, int]()
    posts = encoded_posts(found.posts.values(), folder, tags)
    known = unkept(encoded(replace(found, posts={}, tags=[*tags]), folder), folder)
    known.posts = {each.relative: each for each in unkept_posts(posts, folder, known.tags)}
    return known


def said(library: Library) -> list[object]:
    """All that a library says, in a form that tells every difference."""
    written = [*library.posts, *library.pages, *library.people.values()]
    return [
        [(name, repr(_plain(getattr(one, name)))) for name in said_in(type(one)) if name != "source"]
        + [("text", one.source.text), ("path", str(one.source.path)), ("hash", one.source.sha256)]
        for one in written
    ] + [library.problems, sorted((each.source.relative, each.published, each.body) for each in library.documents)]


def _plain(value: object) -> object:
    return (
        [each.handle for each in value]
        if isinstance(value, tuple) and value and isinstance(value[0], Person)
        else value
    )


def again(content: Path, before: Kept, *changed: str) -> Library:
    """The library with what is kept, which must be the one without."""
    found = load(content, LONDON, before, [f"content/{path}" for path in changed])
    assert said(found) == said(load(content, LONDON))
    return found


def test_a_library_that_was_kept_says_the_same(content: Path) -> None:
    first = load(content, LONDON)
    found = again(content, kept(first))
    assert said(found) == said(first)
    assert found.read_anew == {"content/posts/2025-03-10-wrong.md"}, "what something is wrong with is read again"


def test_what_changed_is_read(content: Path) -> None:
    before = kept(load(content, LONDON))
    put(content, "posts/2024-05-01-soup.md", "title: Broth\nauthor: ada\n")
    found = again(content, before, "posts/2024-05-01-soup.md")
    assert "Broth" in [post.title for post in found.posts]
    (content / "posts/2025-01-10-meetup.md").unlink()
    assert "Meet" not in [post.title for post in again(content, before, "posts/2024-05-01-soup.md").posts]


def test_whoever_comes_goes_or_is_called_otherwise_may_be_meant_by_a_byline(content: Path) -> None:
    before = kept(load(content, LONDON))
    put(content, "authors/li-wei.md", "name: Somebody else\n")
    assert "Soup" not in [post.title for post in again(content, before, "authors/li-wei.md").posts]
    put(content, "authors/wei.md", "name: Li Wei\n")
    soup = next(
        post for post in again(content, before, "authors/li-wei.md", "authors/wei.md").posts if post.slug == "soup"
    )
    assert [person.handle for person in soup.authors] == ["wei"]
    (content / "authors/ada.md").unlink()
    assert [post.slug for post in again(content, before, "authors/li-wei.md", "authors/wei.md").posts] == ["soup"]


def test_a_picture_that_goes_is_missed(content: Path) -> None:
    before = kept(load(content, LONDON))
    (content / "posts/2024-10-27-clocks/pot.png").unlink()
    again(content, before)


def test_another_post_may_take_an_address(content: Path) -> None:
    before = kept(load(content, LONDON))
    put(content, "posts/2024-05-01-a-pot.md", "title: First\nauthor: ada\nslug: soup\n")
    again(content, before, "posts/2024-05-01-a-pot.md")


def _heads(found: Kept) -> dict[str, tuple[object, ...]]:
    return {each.relative: heads_of(each) for each in (*found.posts.values(), *found.pages, *found.persons)}


EDITS = {
    "a text": {"posts/2024-05-01-soup.md": (POSTS["posts/2024-05-01-soup.md"], "Other words.")},
    "a bio": {"authors/li-wei.md": ("name: Li Wei\nwebsite: https://example.org\njoined: 2020-01-02\n", "I bake.")},
    "a title": {"posts/2024-05-01-soup.md": ("title: Broth\nauthor: ada\n", "Words.")},
    "how a tag is spelt": {"posts/2024-06-01-Stew.md": ("title: A stew\nauthor: ada\ntags: [Soups]\n", "Words.")},
    "a post that came": {"posts/2025-06-01-pie.md": ("title: Pie\nauthor: ada\ntags: [Soups]\n", "Words.")},
    "a post that went": {"posts/2024-06-01-Stew.md": None},
    "several": {
        "posts/2024-06-01-Stew.md": None,
        "posts/2025-06-01-pie.md": ("title: Pie\nauthor: li-wei\nslug: soup\ndate: 2024-05-01\n", "Words."),
        "posts/2024-05-01-soup.md": ("title: Broth\nauthor: ada\nslug: broth\n", "Words."),
        "pages/about.md": ("title: Who we are\n", "Words."),
    },
}
OTHERS = {
    "something wrong": {"posts/2024-05-01-soup.md": ("title: Broth\nauthor: nobody\n", "Words.")},
    "an address that is taken": {"posts/2024-05-02-soup.md": ("title: Soup\nauthor: ada\nslug: soup\n", "Words.")},
    "a name like another": {"posts/2024-06-01-stew.md": ("title: Stew\nauthor: ada\nslug: two\n", "Words.")},
    "a name that can't be": {"posts/2024-06-01 stew?.md": ("title: Stew\nauthor: ada\n", "Words.")},
    "a folder": {"posts/2024-06-02-pot/index.md": ("title: Pot\nauthor: ada\n", "Words.")},
    "a person": {"authors/wei.md": ("name: Wei\n", "Words.")},
    "a person who went": {"authors/ada.md": None},
    "another name": {"authors/ada.md": ("name: Ada L\n", "")},
}


@pytest.mark.parametrize("name", [*EDITS, *OTHERS])
def test_where_nothing_was_wrong_most_edits_need_no_look_at_the_folder(
    name: str, content: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (content / "posts/2025-03-10-wrong.md").unlink()
    before = kept(load(content, LONDON))
    files = set(content.rglob("*"))
    for path, says in (EDITS | OTHERS)[name].items():
        if says is None:
            (content / path).unlink()
        else:
            put(content, path, *says)
    now = set(content.rglob("*"))
    changed = {*(EDITS | OTHERS)[name], *(each.relative_to(content).as_posix() for each in files ^ now)}
    names = [
        {f"content/{each if isinstance(each, str) else each.relative_to(content).as_posix()}" for each in some}
        for some in (changed, now - files, files - now)
    ]
    explored = []
    explore = loading.explore
    monkeypatch.setattr(loading, "explore", lambda *given: explored.append(given) or explore(*given))
    found = load(content, LONDON, before, names[0], came=names[1], gone=names[2])
    assert bool(explored) == (name in OTHERS)
    assert said(found) == said(load(content, LONDON))
    assert _heads(kept(found)) == _heads(kept(load(content, LONDON)))


def test_a_link_that_came_is_not_followed(content: Path) -> None:
    (content / "posts/2025-03-10-wrong.md").unlink()
    before = kept(load(content, LONDON))
    (content / "posts/2025-06-01-pie.md").symlink_to(content / "posts/2024-05-01-soup.md")
    came = {"content/posts/2025-06-01-pie.md"}
    assert said(load(content, LONDON, before, came, came=came)) == said(load(content, LONDON))


@pytest.mark.parametrize("words", ["Other.", "Other words, and more of them than there were before. " * 9, None])
def test_a_text_that_changes_meanwhile_is_not_taken_for_the_one_that_was_looked_at(
    content: Path, words: str | None
) -> None:
    before = kept(load(content, LONDON))
    library = load(content, LONDON, before)
    if words is None:
        (content / "posts/2025-02-10-changed.md").unlink()
    else:
        put(content, "posts/2025-02-10-changed.md", "title: Changed\nauthor: ada\n", words)
    post = next(each for each in library.posts if each.slug == "changed")
    with pytest.raises(ChangedMeanwhile):
        _ = post.body


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"posts": [[1]]}', "\x00", '{"posts":[],"pages":[],"persons":[]}'])
def test_what_is_no_record_of_ours_is_not_believed(text: str, content: Path) -> None:
    with pytest.raises(ValueError, match=r"\S"):
        unkept(text, content)


def test_a_tag_has_a_number_that_is_known(content: Path) -> None:
    library, tags = load(content, LONDON), dict[Tag, int]()
    assert library.keep
    text = encoded_posts(library.keep().posts.values(), content, tags)
    assert [each.slug for each in tags] == ["soups"]
    assert text.count("[0]") == 2
    for number in ("[1]", "[-1]", '["soups"]'):
        with pytest.raises(ValueError, match=r"\S"):
            unkept_posts(text.replace("[0]", number), content, [*tags])


def test_a_record_names_nothing_outside_the_content_folder(content: Path) -> None:
    library = load(content, LONDON)
    assert library.keep
    text = encoded(library.keep(), library.content_dir)
    assert "2024-10-27-clocks/pot.png" in text
    for evil in ("../../etc/passwd", "/etc/passwd"):
        with pytest.raises(ValueError, match="path"):
            unkept(text.replace("posts/2024-10-27-clocks/pot.png", evil), content)
    assert isinstance(library.posts[0], Post)
