"""What is known of posts stands on shelves: an edit changes few of them, and all that is lost costs a clean build."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from potluck.build import build
from potluck.build.store import Store
from potluck.content.gathering import Unmoved
from potluck.content.shelved import gone_from
from potluck.pages import reading
from potluck.pages.reading import locale
from potluck.pages.views.article import PostArticle
from tests.files import append, april, configure, put, rebuilt

Write = Callable[[str, str], Path]


def store_of(site: Path) -> Path:
    return next((site / "cache" / "build").glob("*.sqlite"))


def kept(site: Path) -> dict[str, bytes]:
    """Every text in the store that tells of posts, by name."""
    with closing(sqlite3.connect(store_of(site))) as rows:
        found = rows.execute("SELECT name, text FROM kept WHERE name GLOB 'posts *' OR name GLOB 'texts *'")
        return dict(found.fetchall())


def test_an_edit_writes_what_is_known_of_that_post_alone(site: Path, write: Write) -> None:
    for number in range(40):
        write(
            f"content/posts/2026-04-01-{number}-cake.md", f"---\ntitle: Cake {number}\nauthors: tom-oak\n---\n\nYum.\n"
        )
    build(site / "siteconf.py")
    before = kept(site)
    write("content/posts/2026-04-01-7-cake.md", "---\ntitle: Cake 7\nauthors: tom-oak\n---\n\nYum, and more of it.\n")
    assert build(site / "siteconf.py").rendered < 10
    now = kept(site)
    assert now.keys() == before.keys()
    others = [name for name, text in now.items() if text != before[name]]
    assert sorted(name.partition(" ")[0] for name in others) == ["posts", "texts"]


@pytest.mark.parametrize("kind", ["posts", "texts"])
def test_a_shelf_that_is_missing_costs_a_clean_build(site: Path, write: Write, kind: str) -> None:
    build(site / "siteconf.py")
    with closing(sqlite3.connect(store_of(site))) as rows, rows:
        assert rows.execute(f"DELETE FROM kept WHERE name = '{kind} 17'").rowcount
    write("content/posts/2026-05-02-first-evening.md", "---\ntitle: Anew\nauthors: tom-oak\n---\n\nAnother text.\n")
    rebuilt(site / "siteconf.py")


@pytest.mark.parametrize("kind", ["posts", "texts"])
def test_shelves_that_are_spoilt_are_found_out_as_they_are_asked_for(site: Path, write: Write, kind: str) -> None:
    build(site / "siteconf.py")
    for line in ("title: Anew", "title: Anew\ntags: cakes"):
        with closing(sqlite3.connect(store_of(site))) as rows, rows:
            rows.execute(f"UPDATE kept SET text = '[]' WHERE name GLOB '{kind} *'")
        write("content/posts/2026-05-02-first-evening.md", f"---\n{line}\nauthors: tom-oak\n---\n\nAnother text.\n")
        rebuilt(site / "siteconf.py")


def test_only_shelves_that_an_edit_asks_for_are_read(site: Path, write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(60):
        front = f"title: Cake {number}\nauthors: tom-oak"
        write(f"content/posts/2026-04-{number // 3 + 1:02}-{number}-cake.md", f"---\n{front}\n---\n\nYum.\n")
    build(site / "siteconf.py")
    read, below = set[str](), Store.below
    monkeypatch.setattr(Store, "below", lambda store, start: read.add(start) or below(store, start))
    append(site / "content/posts/2026-04-10-28-cake.md", "\nMore of it.\n")
    built = rebuilt(site / "siteconf.py")
    assert built.rendered < 10
    assert "posts " not in read
    assert 0 < sum(name.startswith("posts ") for name in read) < 30


def test_what_an_earlier_version_kept_costs_a_clean_build(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as then:
        then.setattr("potluck.build.store.FORMAT", "potluck build 5")
        pages = build(site / "siteconf.py").rendered
    append(site / "content/posts/2026-05-02-first-evening.md", "\nMore of it.\n")
    assert rebuilt(site / "siteconf.py").rendered == pages


LINES = (
    "series: Bread",
    "series: bread",
    "translation_of: cake-3\nlang: de",
    "status: hidden",
    "status: draft",
    "aliases: [/old-{}/]",
    "tags: [Pies, tools]",
    "tags: [pies]",
    "date: 2030-01-01",
    "event:\n  start: 2026-07-01 19:00\n  end: 2026-07-01 21:00\n  place: Hall",
)
TEXTS_OF = (
    "[Pies](/tags/pies/), [bread](/series/bread/)",
    "```mermaid\ngraph TD; A-->B\n```",
    "Rain, bread, flour, oven.",
)


def test_where_only_texts_and_titles_change_all_posts_stand_as_they_were_read(
    site: Path, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    def put(number: int, title: str, text: str) -> None:
        path = f"content/posts/2026-0{number % 5 + 1}-{number % 28 + 1:02}-cake-{number}.md"
        lines = LINES[number % len(LINES)].format(number)
        title = "A meetup" if "event" in lines else title  # whose title is the calendar's as well
        write(path, f"---\ntitle: {title} {number}\nauthor: tom-oak\n{lines}\n---\n\n{text}\n")

    for number in range(30):
        put(number, "Cake", f"Words {number}.")
    conf = configure(site, "DEFAULT_PAGINATION = 3", "FEED_MAX_ITEMS = 4", "ARCHIVE_AT_ONCE = 10")
    assert not build(conf).problems
    taken, take = list[bool](), Unmoved.take
    monkeypatch.setattr(Unmoved, "take", lambda loader: taken.append(take(loader)) or taken[-1])
    chance = random.Random(3)
    for title, text in zip(("Cake", "Pie", "Cake"), TEXTS_OF, strict=True):
        for number in chance.sample(range(30), 4):
            put(number, title, text)
        rebuilt(conf)
        assert taken.pop(0)
        taken.clear()


def test_babel_is_asked_once_and_what_it_said_is_written_where_it_said_more(
    site: Path, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    def said() -> bytes:
        with closing(sqlite3.connect(store_of(site))) as rows:
            return bytes(rows.execute("SELECT text FROM kept WHERE name = 'said'").fetchone()[0])

    build(site / "siteconf.py")
    before = said()
    written: list[str] = []
    write_texts = Store._write
    monkeypatch.setattr(
        Store,
        "_write",
        lambda store, texts, *rest, **more: write_texts(
            store, ((written.append(name) or name, text) for name, text in texts), *rest, **more
        ),
    )
    asked: list[str] = []
    monkeypatch.setattr(reading, "locale", lambda lang: asked.append(lang) or locale(lang))
    append(site / "content/posts/2026-05-02-first-evening.md", "\nMore.\n")
    build(site / "siteconf.py")
    assert "written" in written and "said" not in written and not asked
    write("content/posts/2026-04-03-cake.md", "---\ntitle: Cake\nauthors: tom-oak\n---\n\nYum.\n")
    rebuilt(site / "siteconf.py")
    assert b"April 3, 2026" in said() and b"April 3, 2026" not in before


def test_an_edit_makes_no_articles_of_posts_that_no_page_asks_for(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(site, "content/authors/may-ash.md", "---\nname: May Ash\n---\n")
    april(site, 20, lines="author: may-ash")
    old = put(site, "content/posts/2025-01-02-old.md", "---\ntitle: Old\nauthor: tom-oak\n---\n\nYum.\n")
    build(configure(site, "FEED_MAX_ITEMS = 1"))
    made: list[object] = []
    begin = PostArticle.__init__
    monkeypatch.setattr(PostArticle, "__init__", lambda self, *given: (made.append(self), begin(self, *given))[1])
    append(old, "\nMore.\n")
    assert build(site / "siteconf.py").rendered
    assert len(made) < 15


@pytest.mark.parametrize(
    ("now", "anew", "gone"),
    [("abc", "", ""), ("abc", "b", ""), ("ab", "", "c"), ("abd", "d", "c"), ("abcd", "d", ""), ("abd", "db", "c")],
)
def test_what_is_gone_is_known_without_a_look_at_all_where_nothing_came(now: str, anew: str, gone: str) -> None:
    assert {*gone_from(dict.fromkeys("abc"), dict.fromkeys(now), anew)} == {*gone}
