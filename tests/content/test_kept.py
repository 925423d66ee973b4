"""What was read the last time need not be read again, and nobody can tell the difference."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import pytest

from potluck.content.kept import ChangedMeanwhile, Kept, encoded, unkept
from potluck.content.library import Library, load
from potluck.content.person import Person
from potluck.content.post import Post
from potluck.settings import Settings

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
    file = root / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(f"---\n{front}---\n\n{text}\n", encoding="utf-8")


def kept(library: Library) -> Kept:
    assert library.keep
    return unkept(encoded(library.keep(), library.content_dir), library.content_dir)


def said(library: Library) -> list[object]:
    """All that a library says, in a form that tells every difference."""
    written = [*library.posts, *library.pages, *library.people.values()]
    return [
        [(each.name, repr(_plain(getattr(one, each.name)))) for each in fields(one) if each.name != "source"]
        + [("text", one.source.text), ("path", str(one.source.path)), ("hash", one.source.sha256)]
        for one in written
    ] + [library.problems, [(each.source.relative, each.published, each.body) for each in library.documents]]


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


def test_a_text_that_changes_meanwhile_is_not_taken_for_the_one_that_was_looked_at(content: Path) -> None:
    before = kept(load(content, LONDON))
    library = load(content, LONDON, before)
    put(content, "posts/2025-02-10-changed.md", "title: Changed\nauthor: ada\n", "Other words.")
    post = next(each for each in library.posts if each.slug == "changed")
    with pytest.raises(ChangedMeanwhile):
        _ = post.body


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"posts": [[1]]}', "\x00", '{"posts":[],"pages":[],"persons":[]}'])
def test_what_is_no_record_of_ours_is_not_believed(text: str, content: Path) -> None:
    with pytest.raises(ValueError, match=r"\S"):
        unkept(text, content)


def test_a_record_names_nothing_outside_the_content_folder(content: Path) -> None:
    library = load(content, LONDON)
    assert library.keep
    text = encoded(library.keep(), library.content_dir)
    assert "2024-10-27-clocks/pot.png" in text
    for evil in ("../../etc/passwd", "/etc/passwd"):
        with pytest.raises(ValueError, match="path"):
            unkept(text.replace("posts/2024-10-27-clocks/pot.png", evil), content)
    assert isinstance(library.posts[0], Post)
