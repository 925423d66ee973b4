"""What somebody did on the published branch itself is not undone without a word."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from potluck.publish import PublishRefused, locate, plan_rollback
from tests.publish.clones import SITE, Clone, Server

SITE_IS_LIVE = True


@pytest.fixture
def server_of_source(empty_server: Path, tmp_path: Path) -> Server:
    """A server that has the source, and no site yet."""
    return Server(Path(shutil.copytree(empty_server, tmp_path / "source.git")))


def by_hand(server: Server, files: dict[str, str], gone: tuple[str, ...] = ()) -> Clone:
    """Hana commits to the branch that readers see, past everything."""
    hana = server.clone("hana", "--branch=gh-pages")
    for path, text in files.items():
        hana.commit(path, text)
    if gone:
        hana.git("rm", "--quiet", *gone)
        hana.git("commit", "--quiet", "--message", "Gone")
    hana.git("push", "--quiet", "origin", "gh-pages")
    return hana


def test_files_that_somebody_put_there_are_named_before_they_go(clone: Clone, server: Server) -> None:
    by_hand(server, {"slides/tea.pdf": "slides", "old/index.html": "an old page"})
    live = server.live()
    with pytest.raises(PublishRefused) as refused:
        clone.publish(SITE | {"news/index.html": "news"})
    assert "/slides/tea.pdf  (was put there, and would be gone)" in refused.value.reason
    assert "/old/index.html" in refused.value.reason, "once, and not as a page that vanished too"
    assert refused.value.fix.endswith("`invoke publish --accept by-hand`.")
    assert server.live() == live
    clone.publish(SITE | {"news/index.html": "news"}, accept=("by-hand",))
    assert "slides/tea.pdf" not in server.site()


def test_a_page_that_somebody_edited_or_took_off_there_is_named(clone: Clone, server: Server) -> None:
    evening = "2024/03/evening-3/index.html"
    by_hand(server, {"index.html": "mended in a hurry"}, gone=(evening,))
    with pytest.raises(PublishRefused) as refused:
        clone.publish()
    assert "/index.html  (was changed there, and would be written over)" in refused.value.reason
    assert f"/{evening}  (was removed there, and would be back)" in refused.value.reason


def test_what_the_source_has_by_now_is_no_concern(clone: Clone, server: Server) -> None:
    by_hand(server, {"index.html": "mended in a hurry"})
    clone.publish(SITE | {"index.html": "mended in a hurry", "404.html": "mended as well"})
    assert server.site()["404.html"] == "mended as well"


def test_a_domain_that_the_host_wrote_is_no_work_of_a_person(clone: Clone, server: Server) -> None:
    by_hand(server, {"CNAME": "tea.example.org"})
    assert [concern.id for concern in clone.plan(custom_domain="tea.example.org").concerns] == []
    assert [concern.id for concern in clone.plan().concerns] == ["domain"]


@pytest.mark.parametrize("on_top", ["a commit by hand", "a rollback to what another tool made"])
def test_an_older_source_is_found_out_below_what_others_did(on_top: str, server_of_source: Server) -> None:
    """The publication on top names no source, and the one below it does."""
    server = server_of_source
    elsewhere = server.made_elsewhere("index.html")
    rosa, sleepy = server.clone("rosa"), server.clone("sleepy")
    rosa.commit("content/posts/cake.md", "---\ntitle: Cake\nauthor: rosa\n---\nCake.\n")
    rosa.publish(SITE)  # and her source is on no server: nobody sees that sleepy's clone is behind
    if on_top == "a commit by hand":
        by_hand(server, {"404.html": SITE["404.html"] + "!"})
    else:
        plan_rollback(locate(rosa.folder), elsewhere).do()
    assert "source" in [concern.id for concern in sleepy.plan(SITE).concerns]


def test_files_of_another_tools_site_are_named_when_ours_takes_its_place(server_of_source: Server) -> None:
    server_of_source.made_elsewhere("index.html", "css/look.css", "atom.xml", "files/recipe.pdf")
    (concern,) = server_of_source.clone("rosa").plan(SITE).concerns
    assert concern.id == "by-hand"
    assert [line.partition(" ")[0] for line in concern.details] == ["/atom.xml", "/files/recipe.pdf"]


def test_names_that_somebody_gave_files_there_reach_no_terminal_as_they_are(clone: Clone, server: Server) -> None:
    by_hand(server, {"a\x1b[2Jb.txt": "x"})
    with pytest.raises(PublishRefused) as refused:
        clone.publish()
    assert "/a\\x1b[2Jb.txt" in refused.value.reason
