"""Two people publish at the same time: both succeed one after the other, or one is told about the other."""

from __future__ import annotations

import pytest

from potluck.publish import Overtaken, Plan, publish
from tests.git import git
from tests.publish.clones import SITE, Clone, Publisher, Server

SITE_IS_LIVE = True

BENS = SITE | {"2024/09/bens/index.html": "Ben's evening"}


@pytest.fixture
def ben(server: Server) -> Clone:
    return server.clone("ben")


def test_who_was_quicker_is_named_and_nothing_is_lost(clone: Clone, ben: Clone, server: Server) -> None:
    clone.publish()
    planned = clone.plan(SITE | {"about/index.html": "us"})
    ben.git("config", "user.name", "Ben Ode")
    bens = ben.publish(BENS)
    asked: list[tuple[str, Plan]] = []

    def again(overtaken: Overtaken, newer: Plan) -> bool:
        asked.append((overtaken.who, newer))
        return False

    with pytest.raises(Overtaken, match="Ben Ode published while this was being prepared"):
        publish(planned, again=again)
    ((who, newer),) = asked
    assert who == "Ben Ode"
    assert newer.live is not None and newer.live.commit == bens.commit
    assert server.live() == bens.commit


def test_the_plan_made_anew_stops_where_it_would_take_the_others_page_away(
    clone: Clone, ben: Clone, server: Server
) -> None:
    clone.publish()
    planned = clone.plan(SITE | {"about/index.html": "us"})
    bens = ben.publish(BENS)
    with pytest.raises(Exception, match="/2024/09/bens/"):
        publish(planned)
    assert server.live() == bens.commit


def test_two_processes_that_publish_at_once_leave_both_publications(clone: Clone, ben: Clone, server: Server) -> None:
    clone.build(SITE | {"404.html": "Rosa's words"})
    ben.build(SITE | {"404.html": "Ben's words"})
    both = [Publisher(clone).wait_for_plan(), Publisher(ben).wait_for_plan()]
    for one in both:
        assert one.process.stdin is not None
        one.process.stdin.write("go\n")
        one.process.stdin.flush()
    commits = {one.finish()["commit"] for one in both}
    assert len(commits) == 2
    assert set(git(server.folder, "rev-list", "--max-count=2", "gh-pages").split()) == commits


def test_two_processes_in_one_clone_leave_both_publications(clone: Clone, server: Server) -> None:
    clone.publish()
    clone.build(SITE | {"404.html": "second"})
    both = [Publisher(clone).wait_for_plan(), Publisher(clone).wait_for_plan()]
    said = [one.finish() for one in both]
    assert {answer["commit"] for answer in said} == {server.live()}  # the second finds its site live already
    assert git(server.folder, "rev-list", "--count", "gh-pages") == "2"


def test_somebody_who_published_the_same_site_meanwhile_leaves_nothing_to_do(
    clone: Clone, ben: Clone, server: Server
) -> None:
    clone.publish()
    planned = clone.plan(BENS)
    ben.git("config", "user.name", "Ben Ode")
    bens = ben.publish(BENS)
    mine = publish(planned)
    assert (mine.commit, mine.changed) == (bens.commit, False)
