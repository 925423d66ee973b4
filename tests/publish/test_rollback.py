"""Going back to an earlier site, and telling what is live."""

from __future__ import annotations

import pytest

from potluck.publish import (
    Overtaken,
    PublishRefused,
    changes,
    locate,
    plan_rollback,
    publications,
    read_status,
)
from tests.git import git
from tests.publish.clones import SITE, Clone, Server

SITE_IS_LIVE = True

NEWER = SITE | {"about/index.html": "us"}


def test_an_earlier_site_comes_back_as_a_new_publication(clone: Clone, server: Server) -> None:
    first = clone.publish()
    second = clone.publish(NEWER)
    planned = plan_rollback(locate(clone.folder), first.commit[:8])
    assert planned.changes.removed == ("about/index.html",)
    commit = planned.do()
    assert server.live() == commit
    assert server.site() == server.site(first.commit)
    assert git(server.folder, "rev-parse", "gh-pages^") == second.commit
    newest = publications(locate(clone.folder))[0]
    assert (newest.restores, newest.source) == (first.commit, first.plan.checkout.source_commit)


def test_going_back_needs_no_clean_tree_and_no_branch(clone: Clone, server: Server) -> None:
    first = clone.publish()
    clone.publish(NEWER)
    clone.git("checkout", "--quiet", "--detach")
    clone.write("content/posts/evening.md", "half a thought")
    assert plan_rollback(locate(clone.folder), first.commit).do() == server.live()


def test_the_next_publication_goes_on_from_a_rollback(clone: Clone, server: Server) -> None:
    first = clone.publish()
    clone.publish(NEWER)
    plan_rollback(locate(clone.folder), first.commit).do()
    clone.publish(NEWER)
    assert server.site() == NEWER | {".nojekyll": ""}
    assert git(server.folder, "rev-list", "--count", "gh-pages") == "4"


def test_what_is_no_publication_can_not_come_back(clone: Clone) -> None:
    published = clone.publish()
    for commit in ("abcd", "", "--all", clone.git("rev-parse", "main")):
        with pytest.raises(PublishRefused, match="none of the publications"):
            plan_rollback(locate(clone.folder), commit)
    with pytest.raises(PublishRefused, match="already"):
        plan_rollback(locate(clone.folder), published.commit)


def test_somebody_who_publishes_before_the_rollback_is_named(clone: Clone, server: Server) -> None:
    first = clone.publish()
    clone.publish(NEWER)
    planned = plan_rollback(locate(clone.folder), first.commit)
    bens = server.clone("ben").publish(NEWER | {"join/index.html": "join"})
    with pytest.raises(Overtaken, match="Rosa Lind published"):
        planned.do()
    assert server.live() == bens.commit


def test_going_back_needs_a_name(clone: Clone) -> None:
    first = clone.publish()
    clone.publish(NEWER)
    clone.git("config", "user.name", "")
    with pytest.raises(PublishRefused, match="does not know your name"):
        plan_rollback(locate(clone.folder), first.commit).do()


def test_publications_are_listed_newest_first_with_what_they_changed(clone: Clone) -> None:
    clone.publish()
    clone.publish(NEWER)
    clone.publish(SITE, accept=("vanished",))
    listed = publications(locate(clone.folder), limit=2)
    assert [changes(locate(clone.folder), one).summary() for one in listed] == ["1 removed", "1 added"]
    everything = publications(locate(clone.folder))
    assert len(changes(locate(clone.folder), everything[-1]).added) == len(SITE) + 1


def test_the_status_names_what_is_not_published_yet(clone: Clone) -> None:
    clone.publish()
    clone.commit("docs/notes.md", "notes")
    clone.commit("content/posts/second.md", "second")
    status = read_status(locate(clone.folder))
    assert status.waiting == ("Write content/posts/second.md", "Write docs/notes.md")
    assert status.files == ("content/posts/second.md",)


def test_the_status_says_when_the_source_is_not_known_here(clone: Clone, server: Server) -> None:
    clone.commit("content/posts/second.md", "second")
    clone.publish(NEWER)
    assert not read_status(locate(server.clone("ben").folder)).known


def test_control_characters_in_somebodys_name_reach_no_terminal(clone: Clone) -> None:
    clone.git("config", "user.name", "Rosa\x1b[31m Lind")
    clone.publish(NEWER)
    assert publications(locate(clone.folder))[0].who == "Rosa[31m Lind"
