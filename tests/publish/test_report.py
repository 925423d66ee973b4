"""What is printed: the facts, in a terminal of any width, with other people's names as mere text."""

from __future__ import annotations

from dataclasses import replace

from rich.console import Console, RenderableType

from potluck.publish import PublishRefused, changes, locate, plan_rollback, publications, publish, read_status
from potluck.publish.report import (
    show_plan,
    show_publications,
    show_published,
    show_refusal,
    show_rollback,
    show_status,
)
from tests.publish.clones import HOME_PAGE, SITE, Clone

SITE_IS_LIVE = True


def printed(shown: RenderableType, width: int = 100) -> str:
    console = Console(width=width, record=True, force_terminal=False)
    with console.capture() as capture:
        console.print(shown)
    return " ".join(capture.get().split())


def test_a_plan_shows_what_readers_will_see(clone: Clone) -> None:
    clone.publish()
    clone.commit("content/a.md", "a")
    new = {"about/index.html": "us", "404.html": "where?", "feed.xml": "<feed>1</feed>", "feed.json": "{}"}
    text = printed(show_plan(clone.plan(SITE | new)))
    assert "pages 1 1 0 feeds 1 1 0" in text
    assert "+ /about/ ~ /404.html" in text
    assert "of 1 GB that GitHub Pages serves" in text
    assert "git push" in text


def test_a_plan_with_concerns_says_them(clone: Clone) -> None:
    clone.publish()
    text = printed(show_plan(clone.plan(HOME_PAGE)))
    assert "would shrink from 10 pages to 2" in text
    assert "- /2024/01/evening-1/" in text


def test_long_lists_end_in_a_number(clone: Clone) -> None:
    text = printed(show_plan(clone.plan(SITE | {f"tags/t{n}/index.html": "t" for n in range(30)})))
    assert "+ and 18 more" in text


def test_what_waits_to_be_published_is_counted(clone: Clone) -> None:
    clone.publish()
    clone.commit("content/a.md", "a")
    assert "1 commit not published yet" in (text := printed(show_status(read_status(locate(clone.folder)))))
    assert "1 file differs in the content, the theme and the settings: content/a.md" in text
    clone.commit("pelicanconf.py", "SITENAME = 'Tea'")
    text = printed(show_status(read_status(locate(clone.folder))))
    assert "2 files differ in the content, the theme and the settings: content/a.md pelicanconf.py" in text
    clone.commit("notes.md", "b")
    assert "3 commits not published yet" in printed(show_status(status := read_status(locate(clone.folder))))
    assert "Kofi has begun to publish and is not done" in printed(show_status(replace(status, begun_by="Kofi")))


def test_names_of_others_are_not_read_as_markup(clone: Clone) -> None:
    clone.git("config", "user.name", "[bold]Rosa[/bold]")
    clone.publish(SITE | {"about/index.html": "us"})
    destination = locate(clone.folder)
    listed = [(one, changes(destination, one)) for one in publications(destination)]
    assert "[bold]Rosa[/bold]" in printed(show_publications(listed))
    assert "[bold]Rosa[/bold]" in printed(show_status(read_status(destination)))


def test_a_publication_can_be_named_from_a_narrow_terminal(clone: Clone) -> None:
    published = clone.publish(SITE | {"about/index.html": "us"})
    destination = locate(clone.folder)
    listed = [(one, changes(destination, one)) for one in publications(destination)]
    assert published.commit[:10] in printed(show_publications(listed), width=40)


def test_a_rollback_that_changes_the_domain_says_so(clone: Clone) -> None:
    first = clone.publish().commit
    publish(clone.plan(SITE, custom_domain="tea.example.org"))
    assert "The domain of the site changes" in printed(show_rollback(plan_rollback(locate(clone.folder), first)))


def test_a_refusal_shows_the_reason_and_then_the_fix() -> None:
    assert (
        printed(show_refusal(PublishRefused("It rains.", "Wait."), "Not published."))
        == "Not published. It rains. Wait."
    )


def test_the_end_of_a_publication_and_of_a_rollback_are_shown(clone: Clone) -> None:
    first = clone.publish()
    assert "Nothing to publish" in printed(show_published(first))
    second = clone.publish(SITE | {"about/index.html": "us"})
    assert "The server has confirmed it" in printed(show_published(second))
    planned = plan_rollback(locate(clone.folder), first.commit)
    assert "mend the source as well" in printed(show_rollback(planned))
    planned.do()
    assert f"a rollback to {first.commit[:10]}" in printed(show_status(read_status(locate(clone.folder))))
