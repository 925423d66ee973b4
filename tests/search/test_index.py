"""The index of a search: the same bytes each time, made once, and nothing in it that nobody asks for."""

from __future__ import annotations

import os
import sys
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


def spoil(file: Path, how: str) -> None:
    """Leave something else where an index was kept."""
    data = file.read_bytes()
    file.unlink()
    if how == "cut short":
        file.write_bytes(data[:-10])
    elif how == "longer":
        file.write_bytes(data + b"<")
    elif how == "a script of others":
        at = data.rindex(b"function")
        file.write_bytes(data[:at] + b"evil1234" + data[at + 8 :])
    elif how == "another list":
        file.write_bytes(data.replace(b"pagefind.js", b"../agefi.js", 1))
    elif how == "empty":
        file.touch()
    elif how == "a link":
        elsewhere = file.parent.parent / "elsewhere"
        elsewhere.write_bytes(data)
        file.symlink_to(elsewhere)
    elif how == "a pipe":
        os.mkfifo(file)
    else:
        file.mkdir()
        (file / "pagefind.js").write_text("evil()")
        (file / "passwords").symlink_to("/etc/passwd")


@pytest.mark.skipif(sys.platform == "win32", reason="needs links and pipes")
@pytest.mark.parametrize(
    "how", ["cut short", "longer", "a script of others", "another list", "empty", "a link", "a pipe", "a folder"]
)
def test_an_index_from_elsewhere_is_not_published(tmp_path: Path, how: str) -> None:
    made = files(tmp_path / "kept", TEXTS)
    index = Index(tmp_path / "kept", "en")
    spoil(tmp_path / "kept" / index.kept(), how)
    assert index.kept() == ""
    assert files(tmp_path / "kept", TEXTS) == made


@pytest.mark.skipif(sys.platform == "win32", reason="needs links")
def test_where_a_link_in_the_cache_leads_nothing_is_removed(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    (home / "letters.txt").write_text("Dear Tom,")
    (tmp_path / "kept").symlink_to(home)
    files(tmp_path / "kept", TEXTS)
    assert [each.name for each in home.iterdir()] == ["letters.txt"]


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
