"""What a plan tells, and what it stops at until a person says that it is meant."""

from __future__ import annotations

import pytest

from potluck.publish import Latecomers, PublishRefused, publish
from tests.publish.clones import HOME_PAGE, POSTS, SITE, Clone, Server

SITE_IS_LIVE = True

ONE_POST_LESS = {path: text for path, text in SITE.items() if "evening-3" not in path}


def test_a_plan_sorts_what_changes(clone: Clone) -> None:
    clone.publish()
    planned = clone.plan(SITE | {"index.html": "new", "about/index.html": "us", "feed.xml": "<feed>1</feed>"})
    assert planned.pages.added == ("about/index.html",)
    assert planned.pages.changed == ("index.html",)
    assert planned.feeds.changed == ("feed.xml",)
    assert planned.changes.summary() == "1 added, 2 changed"


def test_a_page_that_would_be_gone_stops_the_publication(clone: Clone, server: Server) -> None:
    first = clone.publish()
    with pytest.raises(PublishRefused, match=r"/2024/03/evening-3/") as refused:
        clone.publish(ONE_POST_LESS)
    assert "invoke publish --accept vanished" in refused.value.fix
    assert server.live() == first.commit


def test_a_page_that_moved_is_offered_the_line_that_keeps_links_alive(clone: Clone) -> None:
    clone.publish()
    moved = ONE_POST_LESS | {"2024/04/evening-three/index.html": "moved"}
    (vanished,) = clone.plan(moved).concerns
    assert vanished.details == (
        "/2024/03/evening-3/  (moved to /2024/04/evening-three/? then add there: `aliases: [2024/03/evening-3/]`)",
    )


def test_a_page_that_is_meant_to_go_goes(clone: Clone, server: Server) -> None:
    clone.publish()
    clone.publish(ONE_POST_LESS, accept=("vanished",))
    assert server.site() == ONE_POST_LESS | {".nojekyll": ""}


def test_the_last_page_of_a_list_may_go_without_a_word(clone: Clone) -> None:
    clone.publish(SITE | {"page/2/index.html": "older", "tags/tea/page/3/index.html": "older"})
    assert clone.plan(SITE).concerns == ()


def test_a_site_that_lost_a_quarter_of_its_pages_stops_the_publication(clone: Clone) -> None:
    clone.publish()
    smaller = HOME_PAGE | dict(list(POSTS.items())[:5])
    assert [concern.id for concern in clone.plan(smaller).concerns] == ["vanished", "smaller"]
    with pytest.raises(PublishRefused, match="from 10 pages to 7"):
        clone.publish(smaller, accept=("vanished",))


def test_a_site_that_would_lose_its_domain_stops_the_publication(clone: Clone) -> None:
    publish(clone.plan(custom_domain="tea.example.org"))
    with pytest.raises(PublishRefused, match="a domain of its own"):
        clone.publish()


def test_a_clone_with_older_source_can_not_take_newer_posts_off_the_site(clone: Clone, server: Server) -> None:
    ben = server.clone("ben")
    clone.commit("content/posts/news.md", "news")  # published before it was pushed, so Ben's main looks up to date
    clone.publish(SITE | {"2024/09/news/index.html": "news"})
    with pytest.raises(PublishRefused, match=r"Rosa Lind .* is not part of 'main' here"):
        ben.publish(SITE | {"2024/09/other/index.html": "other"}, accept=("vanished",))


def test_a_site_larger_than_the_host_serves_stops_the_publication(
    clone: Clone, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("potluck.publish.plan.SITE_BYTES", 100)
    with pytest.raises(PublishRefused, match="GitHub Pages serves at most"):
        clone.publish()


def test_no_change_is_named_where_none_came(clone: Clone) -> None:
    clone.publish()
    late = Latecomers(clone.folder / "content", clone.plan().live)
    assert late.changes() == []
    clone.commit("content/a.md", "a")
    assert [each.partition(" (")[0] for each in late.changes()] == ["Write content/a.md"]
