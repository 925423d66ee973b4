"""What changed in the output folder is noticed, however it was done; and what did not is believed."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from potluck.build.left import Left, left_by
from potluck.build.scan import file_clock, let_settle
from potluck.keeping import hash_of

CARD = "tags/a/card.png"
PAGES = {"index.html": b"home", "tags/a/index.html": b"a", CARD: b"card"}


@pytest.fixture
def output(tmp_path: Path) -> Path:
    for path, data in PAGES.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(data)
    return tmp_path


def looked_at(output: Path, names: str, marks: str, hashes: str) -> tuple[set[str], set[str]]:
    left = Left.of(output, names, marks)
    assert left
    left.hashes = hashes
    spoilt, strays = left.compare(left.doubtful(), file_clock())
    return {*spoilt}, {*strays}


def written_again_in_secret(page: Path) -> None:
    before = page.stat()
    page.write_bytes(page.read_bytes()[::-1])
    os.utime(page, ns=(before.st_atime_ns, before.st_mtime_ns))


def moved_behind_a_link(folder: Path) -> None:
    elsewhere = folder.rename(folder.parent.with_name("elsewhere"))
    folder.symlink_to(elsewhere)


@pytest.mark.parametrize(
    ("change", "spoilt", "strays"),
    [
        (lambda output: None, set(), set()),
        (lambda output: os.utime(output / "index.html", ns=(-1, -1)), set(), set()),
        (lambda output: written_again_in_secret(output / "index.html"), {"index.html"}, set()),
        (lambda output: (output / CARD).replace(output / "index.html"), {"index.html", CARD}, set()),
        (lambda output: (output / "index.html").unlink(), {"index.html"}, set()),
        (lambda output: (output / "tags/a/card.bak").touch(), set(), {"tags/a/card.bak"}),
        (lambda output: (output / "b").mkdir(), set(), {"b"}),
        (lambda output: moved_behind_a_link(output / "tags"), {"tags/a/index.html", CARD}, {"tags"}),
    ],
)  # fmt: skip
def test_a_change_is_noticed(output: Path, change: Callable[[Path], None], spoilt: set[str], strays: set[str]) -> None:
    left = left_by(output, {path: hash_of(data) for path, data in PAGES.items()}, PAGES, Left())
    assert not left.doubtful(), "what has settled is believed"
    change(output)
    assert looked_at(output, *left.texts()) == (spoilt, strays)


def test_what_may_change_again_unseen_is_not_believed(output: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("potluck.build.left.file_clock", lambda: (output / "index.html").stat().st_mtime_ns)
    left = left_by(output, {path: hash_of(data) for path, data in PAGES.items()}, (), Left())
    assert left.doubtful()
    (output / "index.html").write_bytes(b"emoh")
    assert looked_at(output, *left.texts()) == ({"index.html"}, set())


def test_what_came_and_went_is_known_of_the_next_time(output: Path) -> None:
    let_settle()
    left = left_by(output, {path: hash_of(data) for path, data in PAGES.items()}, PAGES, Left())
    gone = ("tags/a/index.html", CARD)
    for path in gone:
        (output / path).unlink()
    (output / "tags/a").rmdir()
    (output / "tags/b.html").write_bytes(b"b")
    left = left_by(output, {"tags/b.html": hash_of(b"b")}, ["tags/b.html"], left, gone)
    assert left.outputs == {"index.html": hash_of(PAGES["index.html"]), "tags/b.html": hash_of(b"b")}
    assert sorted(left.names) == ["./", "index.html", "tags/", "tags/b.html"]
    assert not left.doubtful()


@pytest.mark.parametrize("marks", ["", "00", "no hex", "00" * 8])
def test_texts_that_do_not_fit_each_other_are_nothing(tmp_path: Path, marks: str) -> None:
    assert Left.of(tmp_path, "./\nindex.html", marks) is None
