"""A cache that somebody, or a power cut, has been at: a clean build's bytes, nothing touched elsewhere, kept again."""

from __future__ import annotations

import datetime as dt
import os
import shutil
import sqlite3
import struct
import sys
from contextlib import closing
from pathlib import Path

import pytest

from potluck.build import CannotBuild, build
from potluck.build.store import FACTS, Store
from potluck.keeping import PAGE as SQLITES_PAGE
from potluck.keeping import Spoilt, write_whole
from potluck.weblinks.answers import Memory
from tests.conftest import MOMENT
from tests.files import append, rebuilt

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs links and pipes")
PAGE = 4096


@pytest.fixture
def built(site: Path) -> Path:
    """The file that a build of the site left for the next."""
    append(site / "siteconf.py", "\nCARDS = SEARCH = False\n")
    build(site / "siteconf.py")
    return store_of(site)


def store_of(site: Path) -> Path:
    return next((site / "cache" / "build").glob("*.sqlite"))


def edit(site: Path, words: str) -> None:
    append(site / "content/posts/2026-05-20-second-evening.md", f"\n{words}\n")


def is_kept_again(site: Path) -> bool:
    """Whether a build has nothing to do after the one before."""
    return build(site / "siteconf.py").rendered == 0


@pytest.mark.parametrize("which", ["view *", "page *", "posts *", "pages", "lists"])
def test_rows_that_are_missing_cost_a_clean_build(site: Path, built: Path, which: str) -> None:
    with closing(sqlite3.connect(built)) as rows, rows:
        assert rows.execute("DELETE FROM kept WHERE name GLOB ?", (which,)).rowcount
    edit(site, "Rain.")
    rebuilt(site / "siteconf.py")
    assert is_kept_again(site)


@pytest.mark.parametrize("which", ["view *", "page *", "posts *", "texts *", "source*", "output*"])
def test_rows_of_an_earlier_build_cost_a_clean_build(site: Path, built: Path, which: str) -> None:
    earlier = shutil.copy(built, site / "earlier.sqlite")
    (site / "content/posts/2026-05-02-first-evening.md").unlink()
    edit(site, "Snow.")
    build(site / "siteconf.py")
    with closing(sqlite3.connect(built)) as rows, rows:
        rows.execute("ATTACH ? AS earlier", (str(earlier),))
        rows.execute("REPLACE INTO kept SELECT * FROM earlier.kept WHERE name GLOB ?", (which,))
    edit(site, "Rain.")
    rebuilt(site / "siteconf.py")
    assert is_kept_again(site)


def test_facts_of_two_builds_are_none(tmp_path: Path) -> None:
    with Store(tmp_path / "build/x.sqlite") as store:
        store.write([(name, "one") for name in FACTS])
        assert store.read(*FACTS) == dict.fromkeys(FACTS, "one")
    earlier = shutil.copy(tmp_path / "build/x.sqlite", tmp_path / "earlier")
    with Store(tmp_path / "build/x.sqlite") as store:
        store.write([(name, "two") for name in FACTS])
        assert store.read(*FACTS) == dict.fromkeys(FACTS, "two")
    with closing(sqlite3.connect(tmp_path / "build/x.sqlite")) as rows, rows:
        rows.execute("ATTACH ? AS earlier", (str(earlier),))
        rows.execute("REPLACE INTO kept SELECT * FROM earlier.kept WHERE name = 'sources'")
    with Store(tmp_path / "build/x.sqlite") as store:
        assert store.read(*FACTS) == {}


def test_texts_of_another_site_are_not_read_though_the_hashes_in_order_are_ours(tmp_path: Path) -> None:
    files = tmp_path / "ours.sqlite", tmp_path / "theirs.sqlite"
    for file, word in zip(files, ("apple ", "berry "), strict=True):
        with Store(file) as store:
            assert store.write([(f"view {number}", f"text {number}") for number in range(30)] + [("page", word * 900)])
            assert store.read("page")
            assert len([*store.below("view ")]) == 30
    ours, theirs = bytearray(files[0].read_bytes()), files[1].read_bytes()
    starts = [at for at in range(0, len(ours), SQLITES_PAGE) if b"apple apple" in ours[at : at + SQLITES_PAGE]]
    for at in starts:
        ours[at : at + SQLITES_PAGE] = theirs[at : at + SQLITES_PAGE]
    files[0].write_bytes(ours)
    with Store(files[0]) as store:
        assert (len(starts), store.read("page")) == (1, {})
        with pytest.raises(Spoilt):
            list(store.below("page"))


def test_what_is_kept_belongs_together_after_any_writes(tmp_path: Path) -> None:
    with Store(tmp_path / "build/x.sqlite") as store:
        store.write([("long", "x" * 300_000), ("other", "y"), ("third", "z")])
        store.write([("long", "x" * 130_000 + "w"), ("new", "")], gone=["other", "never"])
        store.write([("third", "z")])
        assert store.read("long", "new", "third") == {"long": "x" * 130_000 + "w", "new": "", "third": "z"}
        store.write([("only", "this")], alone=True)
        assert store.read("only") == {"only": "this"}
        assert store.get("third") is None


def journal_that_names(file: Path, victim: Path) -> bytes:
    """A journal of SQLite's as a power cut leaves it, by which it is part of another that is at ``victim``."""
    page, nonce, name = file.read_bytes()[:PAGE], 7, os.fsencode(victim)
    mark = bytes.fromhex("d9d505f920a163d7")
    head = (mark + struct.pack(">5I", 1, nonce, file.stat().st_size // PAGE, 512, PAGE)).ljust(512, b"\0")
    check = nonce + sum(page[at] for at in range(PAGE - 200, 0, -200)) & 0xFFFFFFFF
    other = struct.pack(">I", 0x40000000 // PAGE + 1) + name + struct.pack(">II", len(name), sum(name)) + mark
    return head + struct.pack(">I", 1) + page + struct.pack(">I", check) + other


@pytest.mark.parametrize("which", ["build", "rendered"])
def test_no_journal_has_a_file_removed(site: Path, built: Path, which: str, tmp_path: Path) -> None:
    diary = tmp_path / "diary.txt"
    diary.write_text("Dear diary")
    file = built if which == "build" else site / "cache" / "rendered.sqlite"
    file.with_name(file.name + "-journal").write_bytes(journal_that_names(file, diary))
    edit(site, "Rain.")
    rebuilt(site / "siteconf.py")
    assert diary.read_text() == "Dear diary"
    assert is_kept_again(site)


@pytest.mark.parametrize("suffix", ["", "-journal", "-wal", "-shm"])
@pytest.mark.parametrize("what", ["pipe", "link", "link to nothing", "second name", "folder"])
def test_what_is_no_file_of_ours_costs_a_clean_build(
    site: Path, built: Path, suffix: str, what: str, tmp_path: Path
) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.touch()
    for file in (built, site / "cache" / "rendered.sqlite"):
        place = file.with_name(file.name + suffix)
        place.unlink(missing_ok=True)
        if what == "pipe":
            os.mkfifo(place)
        elif what == "second name":
            os.link(elsewhere, place)
        elif what == "folder":
            (place / "within").mkdir(parents=True)
        else:
            place.symlink_to(elsewhere if what == "link" else tmp_path / "nothing")
    edit(site, "Rain.")
    rebuilt(site / "siteconf.py")
    assert (elsewhere.read_bytes(), (tmp_path / "nothing").exists()) == (b"", False)
    assert is_kept_again(site)


@pytest.mark.parametrize("what", ["pipe", "link", "file"])
@pytest.mark.parametrize("folder", ["build", "images", "cards", "search"])
def test_what_is_no_folder_of_ours_goes(site: Path, folder: str, what: str, tmp_path: Path) -> None:
    conf = site / "siteconf.py"
    build(conf)
    place = site / "cache" / folder
    shutil.rmtree(place, ignore_errors=True)
    (tmp_path / "elsewhere").mkdir()
    if what == "pipe":
        os.mkfifo(place)
    elif what == "link":
        place.symlink_to(tmp_path / "elsewhere")
    else:
        place.touch()
    edit(site, "Rain.")
    rebuilt(conf)
    assert not any((tmp_path / "elsewhere").iterdir())
    assert is_kept_again(site)


def test_what_waits_to_be_whole_is_written_through_no_link(tmp_path: Path) -> None:
    (tmp_path / "diary").write_text("Dear diary")
    (tmp_path / ".note.part").symlink_to(tmp_path / "diary")
    write_whole(tmp_path / "note", b"note")
    assert ((tmp_path / "diary").read_text(), (tmp_path / "note").read_bytes()) == ("Dear diary", b"note")


def test_answers_of_the_web_are_read_from_no_pipe(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "links.json")
    memory = Memory(tmp_path / "links.json", dt.datetime.fromtimestamp(int(MOMENT), dt.UTC))
    assert memory.recall("https://a.example.org") is None


def test_a_cache_that_can_be_no_folder_is_told(site: Path) -> None:
    os.mkfifo(site / "cache")
    with pytest.raises(CannotBuild, match="something else is there"):
        build(site / "siteconf.py")


def no_root() -> bool:
    return sys.platform != "win32" and os.geteuid() != 0


@pytest.mark.skipif(not no_root(), reason="whoever may do anything is stopped by no rights")
@pytest.mark.parametrize("rights", [0o000, 0o555])
def test_a_cache_that_is_somebody_elses_costs_a_clean_build(site: Path, rights: int) -> None:
    conf = site / "siteconf.py"
    build(conf)
    folders = [site / "cache" / name for name in ("build", "images", "cards", "search")]
    for folder in folders:
        folder.mkdir(exist_ok=True)
        folder.chmod(rights)
    try:
        edit(site, "Rain.")
        rebuilt(conf)
    finally:
        for folder in folders:
            folder.chmod(0o755)


def test_a_text_that_is_rendered_late_keeps_nobody_waiting(site: Path, built: Path) -> None:
    with closing(sqlite3.connect(site / "cache/rendered.sqlite")) as rows, rows:
        assert rows.execute("UPDATE rendered SET html = html || ' '").rowcount
    shutil.rmtree(site / "output")
    laid = build(site / "siteconf.py")
    with closing(sqlite3.connect(site / "cache/rendered.sqlite", timeout=0)) as rows, rows:
        rows.execute("DELETE FROM rendered")
    assert laid.errors == 0
