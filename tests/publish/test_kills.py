"""A publication that is killed, at any step, leaves a whole site; and the next one is right."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from potluck.publish import PublishRefused
from tests.git import git
from tests.publish.clones import SITE, Clone, Publisher, Server

SITE_IS_LIVE = True

NEWER = SITE | {"about/index.html": "us"}

pytestmark = pytest.mark.skipif(os.name != "posix", reason="processes are killed in another way there")


@pytest.fixture
def armed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A git that kills everybody at a step, once this file says at which: ``before push``, ``after fast-import`` …"""
    real = shutil.which("git")
    armed, folder = tmp_path / "armed", tmp_path / "bin"
    folder.mkdir()
    (folder / "git").write_text(
        f"""#!/bin/sh
        [ -e "{armed}" ] && read when step < "{armed}"
        case " $* " in *" ${{step:-none}} "*)
            [ "$when" = before ] && kill -9 0
            "{real}" "$@"
            kill -9 0;;
        esac
        exec "{real}" "$@"
        """
    )
    (folder / "git").chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
    return armed


def assert_whole(server: Server, clone: Clone) -> None:
    assert server.site() in ({**SITE, ".nojekyll": ""}, {**NEWER, ".nojekyll": ""})
    git(server.folder, "fsck", "--strict")
    git(clone.folder, "fsck", "--strict")


@pytest.mark.parametrize(
    "step", ["after init", "before fast-import", "after fast-import", "after for-each-ref", "before push", "after push"]
)
def test_killed_at_a_step_of_git(clone: Clone, server: Server, armed: Path, step: str) -> None:
    clone.publish()
    clone.build(NEWER)
    publisher = Publisher(clone).wait_for_plan()
    armed.write_text(f"{step}\n")
    assert publisher.finish() == {}
    armed.unlink()
    assert_whole(server, clone)
    assert clone.publish(NEWER).commit == server.live()


@pytest.mark.parametrize(("hook", "moved"), [("pre-receive", False), ("post-receive", True)])
def test_killed_while_the_server_takes_it_in(clone: Clone, server: Server, hook: str, moved: bool) -> None:
    first = clone.publish()
    file = server.hook(hook, "kill -9 0")
    clone.build(NEWER)
    assert Publisher(clone).wait_for_plan().finish() == {}
    assert (server.live() != first.commit) == moved
    assert_whole(server, clone)
    file.unlink()
    assert clone.publish(NEWER).commit == server.live()


@pytest.mark.parametrize("step", ["after commit-tree", "after push"])
def test_killed_while_going_back(clone: Clone, server: Server, armed: Path, step: str) -> None:
    first = clone.publish()
    clone.publish(NEWER)
    armed.write_text(f"{step}\n")
    assert Publisher(clone, first.commit).finish() == {}
    armed.unlink()
    assert_whole(server, clone)


def test_a_lock_that_a_kill_left_in_the_clone_stops_nobody(clone: Clone, server: Server) -> None:
    clone.publish()
    lock = clone.folder / ".git/refs/remotes/origin/gh-pages.lock"
    lock.parent.mkdir(parents=True, exist_ok=True)
    lock.write_text("")
    server.clone("ben").publish(SITE | {"404.html": "Ben was here"})
    assert clone.publish(NEWER).commit == server.live()


def test_a_lock_that_a_kill_left_on_the_server_is_named(clone: Clone, server: Server) -> None:
    first = clone.publish()
    (server.folder / "refs/heads/gh-pages.lock").write_text("")
    with pytest.raises(PublishRefused, match=r"gh-pages\.lock.*File exists.*wait until they are done"):
        clone.publish(NEWER)
    assert server.live() == first.commit
