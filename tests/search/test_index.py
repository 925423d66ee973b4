"""The index of a search: the same bytes each time, made once, and nothing in it that nobody asks for."""

from __future__ import annotations

import gzip
import json
import os
import shutil
import sys
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from PIL import Image

from potluck.build import CannotBuild, build
from potluck.build.output_folder import OutputFolder
from potluck.keeping import hash_of
from potluck.markup.worker import Options
from potluck.pages.texts import bodies
from potluck.pages.texts.rendering import Outcome, Task
from potluck.search import AT_HOME, FOR_READERS, Division, Index, Part, Searched
from potluck.search.kept import write_index
from potluck.search.service import Pagefind
from potluck.search.text import spaced
from potluck.verify.promised import promised
from potluck.workshop import OutOfBounds
from tests.files import append, configure, put, rebuilt

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


WHOLE = Part(1, 100)
AT = "potluck.pages.generators.search_index.AT_HOME"


def files(folder: Path, texts: list[Searched], part: Part = WHOLE) -> dict[str, bytes]:
    with closing(Index(folder, "en")) as index:
        return dict(indexed(index, part, texts))


def indexed(index: Index, part: Part, texts: list[Searched]) -> list[tuple[str, bytes]]:
    return index.files(index.name(part, texts), part, texts)


def in_parts(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Path and bytes of each file that is in parts of one file each."""
    for each in folder.glob("*.part"):
        data = each.read_bytes()
        start = 10 + int(data[:10])
        for path, (begin, end) in json.loads(data[10:start]).items():
            yield path, data[start + begin : start + end]


def test_a_part_of_one_file_holds_what_one_of_many_does(tmp_path: Path) -> None:
    many, one = (files(tmp_path, TEXTS, WHOLE._replace(is_packed=each)) for each in (False, True))
    (tmp_path / "1.part").write_bytes(one.pop("1.part"))
    worker = "pagefind-worker.js"
    assert one.pop(worker).endswith(many.pop(worker))
    assert one | dict(in_parts(tmp_path)) == many
    assert {path for path in one if not path.endswith(".js")} == {"wasm.en.pagefind", "wasm.unknown.pagefind"}


@pytest.fixture
def index(tmp_path: Path) -> Iterator[Index]:
    with closing(Index(tmp_path, "en")) as found:
        yield found


def test_the_same_texts_make_the_same_bytes(tmp_path: Path) -> None:
    first = files(tmp_path / "one", TEXTS)
    assert all(files(tmp_path / f"more-{run}", TEXTS) == first for run in range(3))


def test_no_file_tells_on_which_system_or_by_which_python_it_was_packed(tmp_path: Path) -> None:
    heads = {data[4:10] for path, data in files(tmp_path, TEXTS[:3]).items() if ".pf_" in path}
    assert heads == {b"\0\0\0\0\2\xff"}, "moment, effort, system (RFC 1952)"


def test_parts_made_one_after_the_other_are_what_each_is_alone(index: Index, tmp_path: Path) -> None:
    for number, texts in ((1, TEXTS[:25]), (2, TEXTS[20:]), (3, TEXTS[:25])):
        part = Part(number, 30)
        assert dict(indexed(index, part, texts)) == files(tmp_path / f"alone-{number}", texts, part)


def test_a_part_is_made_once_and_the_old_one_goes(index: Index, tmp_path: Path) -> None:
    indexed(index, WHOLE, TEXTS)
    name = index.name(WHOLE, TEXTS)
    inode = (tmp_path / name).stat().st_ino
    indexed(index, WHOLE, TEXTS)
    assert (tmp_path / name).stat().st_ino == inode
    indexed(index, WHOLE, TEXTS[1:])
    assert [each.name for each in tmp_path.iterdir()] == [index.name(WHOLE, TEXTS[1:])] != [name]


def test_parts_that_are_no_more_go_and_those_of_another_edition_stay(index: Index, tmp_path: Path) -> None:
    published = Part(1, 1_000)
    for part in (published, Part(1, 50), Part(2, 50), Part(3, 50)):
        indexed(index, part, TEXTS[:2])
    (tmp_path / ("0" * 64)).touch()
    index.keep_only([Part(1, 50), Part(2, 50)])
    assert {each.name.rpartition("-")[0] for each in tmp_path.iterdir()} == {"1000-1", "50-1", "50-2"}


def test_what_a_part_holds_is_told_without_reading_it(index: Index) -> None:
    name = index.name(WHOLE, TEXTS)
    assert index.hashes(name) == {}
    found = indexed(index, WHOLE, TEXTS)
    assert index.hashes(name) == {path: hash_of(data) for path, data in found}


def parts_of(names: Sequence[str], division: Division) -> list[set[str]]:
    """The texts in each part, by their names."""
    return [{names[place] for place in part} for part in division.of(names)]


def test_very_many_texts_are_in_larger_parts_rather_than_in_more() -> None:
    division = Division(50, 200)
    counts = [len(division.of([f"post-{number}" for number in range(texts)])) for texts in (0, 50, 51, 9_990, 50_000)]
    assert counts == [1, 1, 2, 200, 200]


@given(st.sets(st.text(min_size=1, max_size=8), max_size=80), st.text(min_size=1, max_size=8))
def test_a_text_that_comes_or_goes_leaves_nearly_all_parts_as_they_are(names: set[str], other: str) -> None:
    division = Division(4, 12)
    before = parts_of(sorted(names - {other}), division)
    now = parts_of(sorted(names | {other}), division)
    assert set().union(*now) == names | {other}
    assert sum(map(len, now)) == len(names | {other})
    assert all(now) or len(now) == 1
    if len(now) in (len(before), len(before) + 1):
        assert sum(part not in before for part in now) <= 2 + 2 * (len(now) - len(before))


def test_all_parts_have_texts_however_few_there_are_for_each() -> None:
    names = [f"post-{number}" for number in range(6_000)]
    sizes = [len(part) for part in Division(10, 1_024).of(names)]
    assert len(sizes) == 600
    assert 0 < min(sizes) <= max(sizes) < 40


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
    elif how == "one of other texts":
        write_index(file.with_name("other"), {"pagefind.js": b"evil()"})
        file.with_name("other").rename(file)
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
    "how",
    [
        "cut short",
        "longer",
        "a script of others",
        "another list",
        "one of other texts",
        "empty",
        "a link",
        "a pipe",
        "a folder",
    ],
)
def test_an_index_from_elsewhere_is_not_published(tmp_path: Path, how: str) -> None:
    made = files(tmp_path / "kept", TEXTS)
    spoil(tmp_path / "kept" / Index(tmp_path / "kept", "en").name(WHOLE, TEXTS), how)
    assert files(tmp_path / "kept", TEXTS) == made


@pytest.mark.skipif(sys.platform == "win32", reason="needs links")
def test_where_a_link_in_the_cache_leads_nothing_is_removed(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    (home / "letters.txt").write_text("Dear Tom,")
    (tmp_path / "kept").symlink_to(home)
    Index(tmp_path / "kept", "en").keep_only([WHOLE])
    assert [each.name for each in home.iterdir()] == ["letters.txt"]
    (tmp_path / "kept").rmdir()
    (tmp_path / "kept").symlink_to(home)
    files(tmp_path / "kept", TEXTS)
    assert [each.name for each in home.iterdir()] == ["letters.txt"]


def test_nobody_weighs_their_own_words(tmp_path: Path) -> None:
    sign = "___PAGEFIND_WEIGHT___10"
    text = replace(TEXTS[0], title=f"{sign} A", html=lambda: f"<p>{sign} salad ___PAGEFIND_ANCHOR___p:0:x bread</p>")
    assert sign not in text.page()
    assert "___PAGEFIND_ANCHOR" not in text.page()
    assert "salad" in text.page()


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


def test_the_program_that_searches_is_in_the_first_part_alone(tmp_path: Path) -> None:
    paths = set(files(tmp_path, TEXTS, Part(2, 30)))
    assert {path.partition("/")[0] for path in paths if not path.endswith(".pf_meta")} == {
        *("pagefind-entry.json", "index", "fragment", "filter"),
    }


def test_letters_without_spaces_stand_alone_and_tags_stay_whole() -> None:
    assert spaced('<a title="文字">我們 met</a>') == '<a title="文字"> 我  們  met</a>'
    assert spaced("plain <b>words</b>") == "plain <b>words</b>"


@pytest.mark.parametrize("letter", ["นี้", "ガ", "カ\u3099", "ກໍ"])
def test_a_letter_with_marks_is_one_word_and_none_of_the_letters_without(letter: str) -> None:
    """In one script, so that what divides words in some languages, each in its own way, leaves it whole."""
    (word,) = spaced(letter).split()
    assert all("\U00013000" <= each <= "\U0001342f" for each in word)
    assert spaced(letter) == spaced(unicodedata.normalize("NFC", letter))


def test_half_a_letter_in_a_text_stops_no_index(site: Path) -> None:
    post = site / "content/posts/2026-05-02-first-evening.md"
    append(post, "\n&#xD83D; and &#55357; `&#xDE00;` \\ud83d\n")
    assert not build(configure(site, "SEARCH = True")).errors


@pytest.mark.parametrize("setting", ["True", "False"])
def test_search_can_be_turned_off(site: Path, setting: str) -> None:
    build(configure(site, f"SEARCH = {setting}"))
    there = setting == "True"
    assert (site / "output/search/index.html").is_file() == there
    assert (site / "output/pagefind/1/pagefind.js").is_file() == there
    assert ('href="/search/"' in (site / "output/index.html").read_text()) == there


def test_other_programs_are_done_before_the_pages_fill_memory(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put, paths = OutputFolder.put, []

    def noted(folder: OutputFolder, path: str, data: bytes) -> None:
        paths.append(path)
        put(folder, path, data)

    monkeypatch.setattr(OutputFolder, "put", noted)
    build(site / "siteconf.py")
    first = next(place for place, path in enumerate(paths) if path.startswith("2026/") and path.endswith(".html"))
    others = [path for path in paths if path.startswith("pagefind/") or path.endswith("card@1200.png")]
    assert len(others) > 10
    assert {*others} <= {*paths[:first]}


def test_every_file_of_an_index_is_one_that_may_be_published(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(AT, FOR_READERS)
    built = build(site / "siteconf.py")
    may_be = promised(built.edition)
    paths = [each.relative_to(built.output).as_posix() for each in (built.output / "pagefind").rglob("*.*")]
    assert len(paths) > 6
    assert all(may_be(path) for path in paths)
    assert not any(
        may_be(path)
        for path in ("pagefind/CNAME", "pagefind/1/sw.js", "pagefind/1/index/x.html", "pagefind/x/pagefind.js")
    )


@pytest.mark.parametrize("whole", [AT_HOME, FOR_READERS])
def test_an_index_that_was_tampered_with_is_mended(
    site: Path, whole: Division, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(AT, whole._replace(size=2))
    folder = build(site / "siteconf.py").output / "pagefind"
    for number, file in enumerate(sorted(folder.rglob("*.*"))):
        if number % 3:
            file.write_bytes(b"evil()")
        else:
            file.unlink()
    append(next((site / "content/posts").glob("*.md")), "\nA word more.\n")
    rebuilt(site / "siteconf.py")


@pytest.mark.parametrize("whole", [AT_HOME, FOR_READERS])
def test_an_edit_makes_only_the_part_anew_that_holds_the_text(
    site: Path, whole: Division, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(AT, whole._replace(size=2))
    for number in range(10, 18):
        put(site, f"content/posts/2026-02-{number}-on-{number}.md", "---\ntitle: Nuts\nauthor: tom-oak\n---\n\nNuts.\n")
    folder = build(site / "siteconf.py").output / "pagefind"
    entries = [*folder.glob("*.part" if whole.is_packed else "*/pagefind-entry.json")]
    assert len(entries) > 1
    made: list[str] = []
    real = Pagefind.index

    def counted(pagefind: Pagefind, texts: Sequence[Searched], *more: Any) -> dict[str, bytes]:
        made.extend(each.url for each in texts)
        return real(pagefind, texts, *more)

    monkeypatch.setattr(Pagefind, "index", counted)
    for post in (site / "content/posts").glob("*.md"):  # one at least is not in the first part
        before = {each: each.read_bytes() for each in entries}
        made.clear()
        append(post, "\nA word more: zamboni.\n")
        build(site / "siteconf.py")
        assert 0 < len(made) < 8
        assert len([each for each, was in before.items() if each.read_bytes() != was]) == 1
        assert len([*folder.rglob("pagefind.js")]) == 1
    next((site / "content/posts").glob("*.md")).unlink()
    rebuilt(site / "siteconf.py")


def test_words_in_place_of_an_image_are_found_only_until_it_is_there(site: Path) -> None:
    post = site / "content" / "posts" / "2026-05-02-first-evening.md"
    append(post, "\n![Quincetree](/images/tree.png)\n")
    tree = site / "content" / "images" / "tree.png"
    for is_there in (False, True, False):
        if is_there:
            tree.parent.mkdir()
            Image.new("RGB", (40, 40), "green").save(tree)
        else:
            tree.unlink(missing_ok=True)
        rebuilt(site / "siteconf.py")
        found = [gzip.decompress(data) for path, data in in_parts(site / "output/pagefind") if "fragment/" in path]
        texts = [json.loads(each.removeprefix(b"pagefind_dcd"))["content"] for each in found]
        assert any("Quincetree" in each for each in texts) is not is_there


def test_where_no_index_can_be_made_the_way_without_one_is_told(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("potluck.search.service.get_executable", lambda: sys.executable)
    with pytest.raises(CannotBuild, match=r"could not be made searchable: .* `SEARCH = False` does without"):
        build(site / "siteconf.py")


def test_an_index_that_is_kept_is_found_when_all_is_made_anew(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    built = build(site / "siteconf.py")
    shutil.rmtree(built.output)
    shutil.rmtree(site / "cache" / "build")
    monkeypatch.setattr(Pagefind, "index", None)
    assert (build(site / "siteconf.py").output / "pagefind/1.part").is_file()


def test_a_text_that_ran_out_of_time_once_is_found_when_it_did_not(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    post = next((site / "content/posts").glob("*.md"))
    real = bodies.make

    def busy(options: Options, tasks: Iterable[tuple[str, Task]], *how: Any) -> Iterator[tuple[str, Outcome]]:
        for path, outcome in real(options, tasks, *how):
            yield path, OutOfBounds("time") if path.endswith(post.name) else outcome

    with monkeypatch.context() as patch:
        patch.setattr(bodies, "make", busy)
        assert build(site / "siteconf.py").errors == 1
    assert rebuilt(site / "siteconf.py").errors == 0


def test_a_cache_that_takes_nothing_costs_the_next_build_its_time_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = files(tmp_path / "kept", TEXTS)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("potluck.search.index.write_index", full)
    assert files(tmp_path / "other", TEXTS) == made
