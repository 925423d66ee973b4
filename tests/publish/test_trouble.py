"""Servers that refuse, connections that drop, disks that are full: a clear word each, and the branch as it was."""

from __future__ import annotations

import os
import random

import pytest

from potluck.publish import PublishRefused
from tests.git import git
from tests.publish.clones import SITE, Clone, Publisher, Server
from tests.publish.web import http_server

SITE_IS_LIVE = True

LARGER = SITE | {"noise.txt": random.Random(1).randbytes(60_000).hex()}


def refusal(clone: Clone, site: dict[str, str] = LARGER) -> str:
    with pytest.raises(PublishRefused) as refused:
        clone.publish(site)
    return str(refused.value)


def test_a_rule_of_the_server_is_passed_on_in_its_own_words(clone: Clone, server: Server) -> None:
    first = clone.publish()
    server.hook("pre-receive", "echo 'GH006: Protected branch update failed' >&2", "exit 1")
    said = refusal(clone)
    assert "has a rule against this" in said and "GH006: Protected branch" in said
    assert server.live() == first.commit


def test_a_server_that_is_not_there_is_said_so(clone: Clone, server: Server) -> None:
    clone.build(SITE)
    server.folder.rename(server.folder.parent / "moved.git")
    assert "no repository at the remote's address" in refusal(clone)


def test_a_branch_somebody_works_on_is_left_alone(clone: Clone, server: Server) -> None:
    work = clone.folder.parent / "work"
    git(clone.folder.parent, "clone", "--quiet", server.url, str(work))
    git(work, "switch", "--quiet", "--create", "gh-pages")
    clone.git("remote", "set-url", "origin", work.as_uri())
    before = git(work, "rev-parse", "gh-pages")
    with pytest.raises(PublishRefused):
        clone.publish(accept=("foreign", "vanished"))
    assert git(work, "rev-parse", "gh-pages") == before


@pytest.mark.skipif(os.name != "posix", reason="limits of a process are another matter there")
def test_a_full_disk_is_said_so_and_the_next_publication_is_right(clone: Clone, server: Server) -> None:
    import resource

    first = clone.publish()
    clone.build(LARGER)
    said = Publisher(clone, preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))).finish()
    assert "no room left" in said["reason"]
    assert server.live() == first.commit
    assert clone.publish(LARGER).commit == server.live()


def test_over_http_a_site_is_published(clone: Clone, server: Server) -> None:
    with http_server(server) as (url, _):
        clone.git("remote", "set-url", "origin", url)
        assert clone.publish(LARGER).commit == server.live()


@pytest.mark.parametrize("after", [200, 20_000])
def test_a_connection_that_drops_in_the_middle_leaves_the_branch(clone: Clone, server: Server, after: int) -> None:
    first = clone.publish()
    with http_server(server) as (url, cut):
        clone.git("remote", "set-url", "origin", url)
        cut["request"] = after
        assert "connection to the server failed" in refusal(clone)
        assert server.live() == first.commit
        cut.clear()
        assert clone.publish(LARGER).commit == server.live()


def test_a_connection_that_drops_after_the_branch_moved_is_a_success(clone: Clone, server: Server) -> None:
    clone.publish()
    with http_server(server) as (url, cut):
        clone.git("remote", "set-url", "origin", url)
        cut["answer"] = 0
        assert clone.publish(LARGER).commit == server.live()


def test_a_server_that_wants_a_password_does_not_wait_for_one(clone: Clone, server: Server) -> None:
    with http_server(server) as (url, cut):
        clone.git("remote", "set-url", "origin", url)
        cut["login"] = 1
        assert "does not let you publish" in refusal(clone)
