"""What a file system says of files is believed only where a change can't hide behind it."""

from __future__ import annotations

import os
from array import array
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from potluck.build.scan import (
    FOLDER,
    MISSING,
    SETTLED,
    TICK,
    Listing,
    Sources,
    as_text,
    file_clock,
    let_settle,
    line_of,
    settled,
)

NOW = 1_800_000_000_123_456_789
FINE, WHOLE = NOW - NOW % 1_000_000_000 + 100_200_300, NOW - NOW % 1_000_000_000


def line(changed: int, inode_changed: int) -> str:
    return f"content/a.md\t{changed}\t{inode_changed}\t12\t34"


@pytest.mark.parametrize("moment", [FINE - TICK, FINE, FINE + TICK])
def test_a_file_that_may_change_again_within_the_tick_is_not_believed(moment: int) -> None:
    assert settled([line(FINE, FINE)], moment) != [line(FINE, FINE)]
    assert settled([line(WHOLE, FINE)], moment) != [line(WHOLE, FINE)], "a date can be set, the inode's can't"


def test_a_file_is_believed_once_the_clock_has_ticked() -> None:
    assert settled([line(FINE, FINE)], FINE + TICK + 1) == [line(FINE, FINE)]
    assert settled([line(WHOLE - SETTLED, FINE)], FINE + TICK + 1) == [line(WHOLE - SETTLED, FINE)]


def test_where_times_are_whole_seconds_it_takes_longer() -> None:
    assert settled([line(WHOLE, WHOLE)], WHOLE + SETTLED) != [line(WHOLE, WHOLE)]
    assert settled([line(WHOLE, WHOLE)], WHOLE + SETTLED + 1) == [line(WHOLE, WHOLE)]


def test_no_later_change_leaves_the_same_line(tmp_path: Path) -> None:
    """Files are written again as soon as what is kept of them counts as settled."""
    file = tmp_path / "a.md"
    for number in range(100):
        file.write_text(f"{number:04}")
        if number % 2:
            let_settle()
        started = file_clock()
        before = line_of("a.md", os.lstat(file))
        kept = settled([before], started)[0]
        assert number % 2 == 0 or kept == before
        file.write_text(f"{number:04}"[::-1])
        assert line_of("a.md", os.lstat(file)) != kept


def test_a_listing_tells_of_all_that_is_there(tmp_path: Path) -> None:
    started = file_clock()
    for name in ("posts/a.md", "posts/deep/b.md", "__pycache__/c.pyc", "odd\x01name.md"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(name)
    listing = Listing()
    listing.add_folder(f"{tmp_path}/", "content")
    listing.add_file(str(tmp_path / "posts/a.md"), "redirects.txt")
    listing.add_file(str(tmp_path / "none"), "none.txt")
    names = {"posts/", "posts/a.md", "posts/deep/", "posts/deep/b.md", "'odd\\x01name.md'"}
    assert {*listing.names} == {f"content/{name}" for name in names} | {"redirects.txt"}
    kept = listing.kept(started)
    hashes = dict(zip(kept.names.split("\n"), kept.hashes.split("\n"), strict=True))
    assert hashes["content/posts/"] == "folder"
    assert hashes["content/posts/a.md"] == hashes["redirects.txt"]
    assert kept.marks != listing.texts()[1], "what was written since may be written again unseen"
    let_settle()
    assert listing.kept(file_clock()).marks == listing.texts()[1]
    assert listing.path("content/'odd\\x01name.md'") == str(tmp_path / "odd\x01name.md")
    assert listing.is_still_so(())
    gone = Listing()
    gone.add_folder(str(tmp_path / "gone"), "theme")
    assert gone.names == ["theme"]
    (tmp_path / "posts/deep/b.md").write_text("another")
    assert not listing.is_still_so(())
    assert listing.is_still_so({"content/posts/deep/b.md"})


TREES = st.dictionaries(st.sampled_from("abcdefgh"), st.sampled_from(("", "one", "other")))


@given(before=TREES, after=TREES, again=st.sets(st.sampled_from("abcdefgh")))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_what_came_went_and_is_another_is_told_in_whatever_order_it_is_listed(
    before: dict[str, str], after: dict[str, str], again: set[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Names with what is in them; nothing is a folder. Those in ``again`` were touched, and say what they said."""

    def names(tree: dict[str, str]) -> list[str]:
        return [f"x/{name}" if text else f"x/{name}/" for name, text in tree.items()]

    def mark(name: str, _: int = 0) -> int:
        return 100 * (name in again) + len(after[name]) if after[name] else MISSING

    def hashes(tree: dict[str, str]) -> str:
        return "\n".join(text or FOLDER for text in tree.values())

    monkeypatch.setattr("potluck.build.scan.digest", after.get)
    monkeypatch.setattr("potluck.build.scan.mark_of", mark)
    listing = Listing(names(after), map(mark, after))
    listing._roots["x"] = ""
    kept = Sources("\n".join(names(before)), as_text(array("q", map(len, before.values()))), hashes(before))
    found = listing.compared(kept, NOW)
    assert found.came == {f"x/{name}" for name in after.keys() - before}
    assert found.gone == {f"x/{name}" for name in before.keys() - after}
    others = {f"x/{name}" for name in before.keys() & after if before[name] != after[name]}
    assert found.changed == found.came | found.gone | others
    assert found.kept == Sources(*listing.texts(), hashes(after))
