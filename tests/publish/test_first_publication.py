"""Before anything of ours is on the branch, and when somebody else's work is."""

from __future__ import annotations

import pytest

from potluck.publish import PublishRefused, locate, plan_rollback, publications, read_status
from tests.git import git
from tests.publish.clones import Clone, Server


def test_a_first_publication_has_no_concerns(clone: Clone) -> None:
    planned = clone.plan()
    assert (planned.live, planned.concerns) == (None, ())


def test_a_branch_that_holds_somebodys_work_is_not_taken_for_a_site(clone: Clone, server: Server) -> None:
    server.made_elsewhere("thesis.txt")
    with pytest.raises(PublishRefused, match="does not look like a published site"):
        clone.publish()


def test_a_site_that_another_tool_published_is_continued(clone: Clone, server: Server) -> None:
    before = server.made_elsewhere("index.html")
    clone.publish()
    assert git(server.folder, "rev-parse", "gh-pages^") == before


def test_before_the_first_publication_there_is_nothing_to_list(clone: Clone) -> None:
    assert publications(locate(clone.folder)) == ()
    status = read_status(locate(clone.folder))
    assert (status.live, status.known, status.waiting) == (None, True, ())


def test_before_the_first_publication_there_is_nothing_to_go_back_to(clone: Clone) -> None:
    with pytest.raises(PublishRefused, match="Nothing has been published yet"):
        plan_rollback(locate(clone.folder), "abcd")
