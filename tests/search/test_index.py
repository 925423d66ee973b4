"""The index of a search: the same bytes each time, made once, and nothing in it that nobody asks for."""

from __future__ import annotations

from pathlib import Path

import pytest

from potluck.build import build
from potluck.search import Index, Searched
from potluck.search.text import spaced
from potluck.verify.promised import promised

WORDS = "table salad loop string walk rain list evening talk bread".split()
TEXTS = [
    Searched(
        url=f"/2026/05/post-{number}/",
        title=f"Post {number}",
        name=str(number),
        html=lambda number=number: f"<p>{' '.join(WORDS[number % 7 :])} word{number}</p>",
        people=(f"Person {number % 9}", "Tom, Oak & <b>Sons</b>"),
        tags=tuple(WORDS[number % 5 : number % 5 + 3]),
        year=str(2020 + number % 6),
    )
    for number in range(60)
]


def files(folder: Path, texts: list[Searched]) -> dict[str, bytes]:
    index = Index(folder, "en")
    return dict(index.files(index.make(texts)))


def test_the_same_texts_make_the_same_bytes(tmp_path: Path) -> None:
    first = files(tmp_path / "one", TEXTS)
    assert all(files(tmp_path / f"more-{run}", TEXTS) == first for run in range(3))


def test_an_index_is_made_once_and_the_old_one_goes(tmp_path: Path) -> None:
    index = Index(tmp_path, "en")
    name = index.make(TEXTS)
    made = (tmp_path / name).stat().st_ino
    assert index.make(TEXTS) == name
    assert (tmp_path / name).stat().st_ino == made
    other = index.make(TEXTS[1:])
    assert [each.name for each in tmp_path.iterdir()] == [other] == [index.kept()]


def test_only_what_a_browser_may_ask_for_is_published(tmp_path: Path) -> None:
    paths = set(files(tmp_path, TEXTS))
    top = {path for path in paths if "/" not in path and not path.endswith(".pf_meta")}
    assert top == {
        "pagefind.js",
        "pagefind-worker.js",
        "pagefind-entry.json",
        "wasm.en.pagefind",
        "wasm.unknown.pagefind",
    }


def test_letters_without_spaces_stand_alone_and_tags_stay_whole() -> None:
    assert spaced('<a title="文字">我們 met</a>') == '<a title="文字"> 我  們  met</a>'
    assert spaced("plain <b>words</b>") == "plain <b>words</b>"


@pytest.mark.parametrize("setting", ["True", "False"])
def test_search_can_be_turned_off(site: Path, setting: str) -> None:
    conf = site / "siteconf.py"
    conf.write_text(f"{conf.read_text()}\nSEARCH = {setting}\n", encoding="utf-8")
    build(conf)
    there = setting == "True"
    assert (site / "output/search/index.html").is_file() == there
    assert (site / "output/pagefind/pagefind.js").is_file() == there
    assert ('href="/search/"' in (site / "output/index.html").read_text()) == there


def test_every_file_of_an_index_is_one_that_may_be_published(site: Path) -> None:
    built = build(site / "siteconf.py")
    may_be = promised(built.edition)
    paths = [each.relative_to(built.output).as_posix() for each in (built.output / "pagefind").rglob("*.*")]
    assert len(paths) > 6
    assert all(may_be(path) for path in paths)
    assert not any(may_be(path) for path in ("pagefind/CNAME", "pagefind/sw.js", "pagefind/index/x.html"))
