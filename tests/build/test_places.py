"""Where tags and words are is kept between builds: what goes well with a post is as if all posts were looked at."""

from __future__ import annotations

import random
import shutil
import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any, cast

import pytest

from potluck.build import build
from potluck.build.places import Places
from potluck.build.store import Store
from potluck.content.model import Post, Tag
from potluck.pages.texts.related import everywhere, keys_of
from tests.conftest import ROOT
from tests.files import append, april, configure, rebuilt, replace

Words = Mapping[str, Sequence[str]]


class Stub:
    """A post as far as it is asked here: its path, and a tag."""

    def __init__(self, number: int, tag: str) -> None:
        self.relative, self.tags = f"content/posts/{number}.md", (Tag(tag, tag),)


def places(store: Store, posts: Sequence[Any], words: Words) -> Places:
    listed = cast("list[Post]", posts)
    return Places(store, listed, [each.relative for each in listed], lambda post: " ".join(words[post.relative]))


def test_what_is_kept_is_what_a_look_at_all_finds(tmp_path: Path) -> None:
    chance = random.Random(5)

    def some() -> list[str]:
        return chance.sample(["apple", "bread", "corn", "dill", "egg", "fig", "leek"], 3)

    posts = [Stub(number, chance.choice("xyz")) for number in range(20, 0, -1)]
    words: dict[str, list[str]] = {each.relative: some() for each in posts}
    with Store(tmp_path / "build" / "x.sqlite") as store:
        assert not places(store, posts, words).take_up({})
        store.write(places(store, posts, words).rows(alone=True), alone=True)
        for turn in range(12):
            changed = chance.sample(posts, 2)
            had = {each.relative: keys_of(each.tags, " ".join(words[each.relative])) for each in changed}
            words.update((each.relative, some()) for each in changed)
            if turn % 3 == 0:
                posts.insert(0, Stub(100 + turn, chance.choice("xyzw")))
                words[posts[0].relative] = some()
            kept = places(store, posts, words)
            assert kept.take_up(had)
            found = everywhere(cast("list[Post]", posts), lambda post: " ".join(words[post.relative]))
            assert {key: kept[key] for key in [*found, "nothing"]} == {**found, "nothing": []}
            store.write(kept.rows(alone=False))


@pytest.mark.parametrize("which", [0, 7, 19])
def test_it_holds_for_the_same_posts_in_the_same_order(tmp_path: Path, which: int) -> None:
    posts = [Stub(number, "x") for number in range(20, 0, -1)]
    words: Words = {each.relative: ["apple"] for each in posts}
    with Store(tmp_path / "build" / "x.sqlite") as store:
        store.write(places(store, posts, words).rows(alone=True), alone=True)
        assert places(store, posts, words).take_up({})
        assert not places(store, [*posts[:which], *posts[which + 1 :]], words).take_up({})
        assert not places(store, [posts[which], *posts[:which], *posts[which + 1 :]], words).take_up({}) or not which


def test_an_edit_writes_only_where_the_words_are_that_came_or_went(site: Path) -> None:
    april(site, 12, body="Cinnamon pies and cinnamon rolls, rolls and pies.")
    conf = site / "siteconf.py"
    build(conf)
    before = kept(site)
    append(site / "content/posts/2026-04-07-more-7.md", "\nOnce more.\n")
    rebuilt(conf)
    assert kept(site) == before
    replace(site / "content/posts/2026-04-07-more-7.md", "Cinnamon pies and cinnamon", "Rhubarb pies and rhubarb")
    rebuilt(conf)
    others = [name for name, text in kept(site).items() if text != before[name]]
    assert 0 < len(others) < 5
    april(site, 1, name="late")
    rebuilt(conf)


def test_a_spoilt_shelf_costs_a_look_at_all(site: Path) -> None:
    april(site, 12, body="Cinnamon pies and cinnamon rolls, rolls and pies.")
    conf = site / "siteconf.py"
    build(conf)
    with closing(sqlite3.connect(store_of(site))) as rows, rows:
        rows.execute("UPDATE kept SET text = '{}' WHERE name GLOB 'places *'")
    replace(site / "content/posts/2026-04-07-more-7.md", "Cinnamon pies and cinnamon", "Rhubarb pies and rhubarb")
    rebuilt(conf)
    assert any(text != b"{}" for text in kept(site).values())
    assert build(conf).rendered == 0


def test_words_are_told_once_a_template_asks_for_posts_that_go_well_with_one(site: Path) -> None:
    april(site, 4, body="Cinnamon pies and cinnamon rolls, rolls and pies.")
    shutil.copytree(ROOT / "theme", site / "theme", symlinks=True)
    conf = configure(site, 'THEME = str(HERE / "theme")', "CARDS = SEARCH = False")
    macros, post = site / "theme/templates/macros/posts.html", site / "content/posts/2026-04-03-more-3.md"

    def are_shown() -> bool:
        return 'aria-labelledby="near"' in (site / "output/2026/04/more-3/index.html").read_text(encoding="utf-8")

    replace(macros, "related", "near")
    replace(macros, "article.near[:]", "[]")
    build(conf)
    append(post, "\nOnce more.\n")
    assert rebuilt(conf).rendered == 1
    assert not are_shown()
    assert not kept(site)
    replace(macros, "set near = []", "set near = article.related[:]")
    rebuilt(conf)
    assert are_shown()
    replace(post, "Cinnamon pies and cinnamon rolls, rolls and pies.", "Rhubarb.")
    rebuilt(conf)
    assert not are_shown()
    replace(macros, "article.related", "article['rel' ~ 'ated']")  # which nobody sees until it is asked for
    replace(post, "Rhubarb.", "Cinnamon pies and cinnamon rolls, rolls and pies.")
    shutil.rmtree(site / "cache")
    rebuilt(conf)
    assert are_shown()
    assert kept(site)


def test_words_that_were_told_no_more_are_not_taken_for_there(site: Path) -> None:
    april(site, 4, body="Cinnamon pies and cinnamon rolls, rolls and pies.")
    shutil.copytree(ROOT / "theme", site / "theme", symlinks=True)
    conf = configure(site, 'THEME = str(HERE / "theme")', "CARDS = SEARCH = False")
    macros = site / "theme/templates/macros/posts.html"
    build(conf)
    replace(macros, "related", "near")
    replace(macros, "article.near[:]", "[]")
    rebuilt(conf)
    with closing(sqlite3.connect(store_of(site))) as rows, rows:
        rows.execute("UPDATE kept SET text = '{}' WHERE name = 'overview'")
    april(site, 1, body="Cinnamon pies and cinnamon rolls, rolls and pies.", name="late")
    rebuilt(conf)
    replace(macros, "set near = []", "set near = article.related[:]")
    rebuilt(conf)


def store_of(site: Path) -> Path:
    return next((site / "cache" / "build").glob("*.sqlite"))


def kept(site: Path) -> dict[str, bytes]:
    """Where tags and words are, as the store has it."""
    with closing(sqlite3.connect(store_of(site))) as rows:
        return dict(rows.execute("SELECT name, text FROM kept WHERE name GLOB 'places *'").fetchall())
