"""What was pushed is read back from the server; until then the clone has nothing of it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from potluck.publish import PublishRefused, locate, plan_rollback
from potluck.publish.history import listing
from potluck.publish.push import push, read_back
from tests.git import git
from tests.publish.clones import SITE, Clone, Server

SITE_IS_LIVE = True

NEWER = SITE | {"about/index.html": "us"}


def test_the_clone_has_the_publication_from_the_server(clone: Clone, server: Server) -> None:
    made = clone.publish(NEWER)
    for each in (clone.folder / ".git/objects").glob("tmp_objdir-*"):
        pytest.fail(f"{each} was left")
    assert clone.git("ls-tree", "-r", made.commit) == git(server.folder, "ls-tree", "-r", "gh-pages")
    assert clone.git("rev-parse", "origin/gh-pages") == made.commit
    git(clone.folder, "fsck", "--strict")


def test_a_server_that_gives_something_else_back_is_found_out(clone: Clone) -> None:
    destination = locate(clone.folder)
    commit = clone.publish(NEWER).commit
    files = listing(destination.git, commit)
    read_back(destination, commit, files)
    with pytest.raises(PublishRefused, match="gives something else back"):
        read_back(destination, commit, files[:-20])


@pytest.mark.skipif(os.name != "posix", reason="hooks are shell scripts")
def test_a_server_that_falls_silent_once_it_took_the_publication_is_told(clone: Clone, server: Server) -> None:
    hook = server.hook("post-receive", f"mv '{server.folder}' '{server.folder}.away'")
    with pytest.raises(PublishRefused, match="took the publication, and could not be read afterwards"):
        clone.publish(NEWER)
    Path(f"{server.folder}.away").rename(server.folder)
    hook.unlink()
    git(clone.folder, "fsck", "--strict")
    assert clone.publish(NEWER).commit == server.live()


def test_a_push_that_is_turned_away_leaves_no_object_behind(clone: Clone, server: Server) -> None:
    clone.publish()
    before = sorted((clone.folder / ".git/objects").rglob("*"))
    server.hook("pre-receive", "exit 1")
    with pytest.raises(PublishRefused):
        clone.publish(NEWER)
    assert sorted((clone.folder / ".git/objects").rglob("*")) == before


def test_the_settings_of_the_remote_hold_for_the_push(clone: Clone, server: Server, tmp_path: Path) -> None:
    used = tmp_path / "used"
    program = tmp_path / "receive"
    program.write_text(f'#!/bin/sh\necho used > "{used}"\nexec git-receive-pack "$@"\n')
    program.chmod(0o755)
    clone.git("config", "remote.origin.receivepack", f'"{program}"')
    assert clone.publish(NEWER).commit == server.live()
    assert used.exists()
    assert clone.git("remote") == "origin"


def test_going_back_is_read_back_as_well(clone: Clone, server: Server) -> None:
    first = clone.publish()
    clone.publish(NEWER)
    commit = plan_rollback(locate(clone.folder), first.commit).do()
    assert commit == server.live() == clone.git("rev-parse", "origin/gh-pages")


def test_a_commit_of_the_clones_own_is_pushed_from_there(clone: Clone, server: Server) -> None:
    destination = locate(clone.folder, branch="other")
    commit = clone.git("rev-parse", "HEAD")
    push(destination, commit, expected=None)
    assert server.branches()["other"] == commit
