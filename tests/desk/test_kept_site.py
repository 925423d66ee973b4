"""The folder that the public site is built into, in a cache that may have come from anywhere."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from potluck.build import CannotBuild
from potluck.desk.fitness import HOST_FILES, kept_site

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="nothing is kept there")


def test_the_site_is_kept_from_one_publication_to_the_next(tmp_path: Path) -> None:
    with kept_site(tmp_path) as (site, memory):
        assert memory is not None
        site.mkdir()
        (site / "feed.xml").write_text("x")
        (site / "index.html").write_text("x")
    with kept_site(tmp_path) as (again, _):
        assert again == site


def test_half_a_first_site_goes_where_a_full_disk_ends_its_build(tmp_path: Path) -> None:
    for is_left in (False, True):
        with pytest.raises(CannotBuild), kept_site(tmp_path) as (site, _):
            site.mkdir(exist_ok=True)
            (site / "sitemap.xml").touch()
            raise CannotBuild("The site could not be written: the disk is full.")
        assert site.exists() == is_left
        site.mkdir(exist_ok=True)
        (site / "sitemap.xml").touch()


@pytest.mark.parametrize("place", ["publish", "publish/site", "publish/.new-1", "publish/lock"])
def test_where_a_link_leads_nothing_is_written_or_removed(tmp_path: Path, place: str) -> None:
    home = tmp_path / "home"
    home.mkdir()
    for name in ("index.html", "CNAME", ".nojekyll", "lock", "letters.txt"):
        (home / name).write_text("mine")
    link = tmp_path / "cache" / place
    link.parent.mkdir(parents=True)
    link.symlink_to(home / "letters.txt" if place.endswith("lock") else home)
    with kept_site(tmp_path / "cache") as (site, _):
        site.mkdir(exist_ok=True)
        (site / "index.html").write_text("ours")
    assert {each.name: each.read_text() for each in home.iterdir()} == dict.fromkeys(
        ("index.html", "CNAME", ".nojekyll", "lock", "letters.txt"), "mine"
    )


def test_a_lock_that_is_a_pipe_does_not_hold_anybody_up(tmp_path: Path) -> None:
    (tmp_path / "publish").mkdir()
    os.mkfifo(tmp_path / "publish/lock")
    with kept_site(tmp_path) as (_, memory):
        assert memory is not None


def test_a_folder_where_a_file_of_the_hosts_stands_goes(tmp_path: Path) -> None:
    for name in HOST_FILES:
        (tmp_path / "publish/site" / name / "x").mkdir(parents=True)
    (tmp_path / "publish/site/feed.xml").touch()
    with kept_site(tmp_path) as (site, _):
        assert [each.name for each in site.iterdir()] == ["feed.xml"]
