"""Between two publications only files that changed are read again, and no change goes unseen."""

from __future__ import annotations

import os
import shutil
import time
from pathlib import Path

import pytest

from potluck.build.scan import TICK, let_settle
from potluck.publish import make_plan, publish
from potluck.publish.manifest import Manifest, read_output
from tests.publish.clones import SITE, Clone, Server, everything

CLOCK = "potluck.build.unchanged.file_clock"


@pytest.fixture
def output(clone: Clone) -> Path:
    """A site that was built a while ago."""
    return clone.build(SITE)


@pytest.fixture(autouse=True)
def the_site_is_an_hour_old(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is young is read again, so the clock is put ahead."""
    monkeypatch.setattr(CLOCK, lambda: time.time_ns() + 3600 * 10**9)


def read(output: Path, form: str = "sha1") -> Manifest:
    return read_output(output, allowed=everything, object_format=form, memory=output.parent / "read.sqlite")


def taken_unread(output: Path) -> dict[str, str]:
    """The site as it is told when no page may be opened."""
    real = open

    def shut(name: object, *rest: object, **more: object) -> object:
        assert not str(name).endswith(".html"), f"{name} was read"
        return real(name, *rest, **more)  # type: ignore[call-overload]

    with pytest.MonkeyPatch.context() as monkeypatch:
        monkeypatch.setattr("builtins.open", shut)
        return read(output).blobs()


def test_what_did_not_change_is_not_read(output: Path) -> None:
    first = read(output)
    assert taken_unread(output) == first.blobs()
    assert read(output).size == first.size


def test_what_was_published_is_not_read_for_the_next_publication(clone: Clone, server: Server) -> None:
    make_plan(clone.build(SITE), clone.check(), allowed=everything, memory=clone.output.parent / "read.sqlite")
    publish(make_plan(clone.output, clone.check(), allowed=everything))
    taken_unread(clone.output)


def test_what_changed_is_read_even_where_size_and_date_are_as_before(output: Path) -> None:
    first = read(output)
    file = output / "404.html"
    before = file.stat()
    let_settle()
    file.write_bytes(b"x" * before.st_size)
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
    again = read(output).blobs()
    assert {path for path, blob in again.items() if blob != first.files[path].blob} == {"404.html"}


def test_a_file_as_young_as_what_is_kept_of_it_is_read_again(output: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(CLOCK, lambda: (output / "404.html").stat().st_mtime_ns + TICK // 2)
    read(output)
    with pytest.raises(AssertionError, match="was read"):
        taken_unread(output)


def test_what_is_kept_holds_for_the_kind_of_id_it_was_made_for(output: Path) -> None:
    read(output)
    assert {len(blob) for blob in read(output, "sha256").blobs().values()} == {64}


@pytest.mark.parametrize("spoilt", [b"", b"not a store", b"SQLite format 3\0" + bytes(4096)])
def test_what_is_kept_may_be_spoilt(output: Path, spoilt: bytes) -> None:
    first = read(output)
    (output.parent / "read.sqlite").write_bytes(spoilt)
    assert read(output) == first


def test_a_site_that_was_copied_is_read_anew(output: Path) -> None:
    read(output)
    copy = Path(shutil.copytree(output, output.parent / "copy"))
    output.rename(output.parent / "gone")
    copy.rename(output)
    (output / "404.html").write_text("other", encoding="utf-8")
    assert read(output) == read_output(output, allowed=everything)


def test_a_link_or_a_program_is_refused_as_ever(output: Path) -> None:
    read(output)
    (output / "404.html").chmod(0o755)
    with pytest.raises(Exception, match="marked as a program"):
        read(output)


def test_an_edit_after_a_publication_is_what_the_next_one_brings(clone: Clone, server: Server) -> None:
    clone.publish(SITE)
    clone.publish(SITE | {"404.html": "<title>Not hare</title>"})
    assert server.site()["404.html"] == "<title>Not hare</title>"
