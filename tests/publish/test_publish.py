"""Publishing, as readers, maintainers and the server see it."""

from __future__ import annotations

from pathlib import Path
from urllib.request import urlopen

import pytest

from potluck.publish import PublishRefused, publications, publish
from tests.git import git
from tests.publish.clones import HOME_PAGE, SITE, Clone, Server
from tests.web import serving


def test_the_published_branch_serves_the_site(clone: Clone, server: Server, tmp_path: Path) -> None:
    clone.publish()
    served = tmp_path / "served"
    git(tmp_path, "clone", "--quiet", "--branch=gh-pages", server.url, str(served))
    with serving(served) as address:
        for path, text in SITE.items():
            with urlopen(f"{address}/{path.removesuffix('index.html')}") as answer:
                assert answer.read().decode() == text
    assert (served / ".nojekyll").read_bytes() == b""


def test_the_domain_is_published_every_time(clone: Clone, server: Server) -> None:
    publish(clone.plan(custom_domain="Tea.Example.org"))
    publish(clone.plan(SITE | {"about/index.html": "us"}, custom_domain="Tea.Example.org"))
    assert server.site()["CNAME"] == "tea.example.org"


def test_a_publication_keeps_those_before_it_and_names_its_source(clone: Clone, server: Server) -> None:
    first = clone.publish()
    source = clone.commit("content/posts/second.md", "more")
    second = clone.publish(SITE | {"2024/09/second/index.html": "second"})
    assert git(server.folder, "rev-parse", "gh-pages", "gh-pages^").split() == [second.commit, first.commit]
    message = git(server.folder, "log", "-1", "--format=%B", "gh-pages")
    assert message.splitlines()[-1] == f"Source-Commit: {source}"
    assert publications(clone.check().destination)[0].who == "Rosa Lind"


def test_files_that_are_gone_from_the_output_are_gone_from_the_site(clone: Clone, server: Server) -> None:
    clone.publish(SITE | {"old.txt": "old"})
    clone.publish(SITE)
    assert server.site() == SITE | {".nojekyll": ""}


def test_an_old_address_is_published_whatever_signs_it_has(clone: Clone, server: Server) -> None:
    old = {"~ada/it's/(old),c++/a;b=$d!&e@/index.html": "moved"}
    clone.publish(SITE | old)
    assert server.site() == SITE | old | {".nojekyll": ""}


def test_the_same_site_again_makes_no_publication(clone: Clone, server: Server) -> None:
    first = clone.publish()
    again = clone.publish()
    assert (again.commit, again.changed) == (first.commit, False)
    assert git(server.folder, "rev-list", "--count", "gh-pages") == "1"


def test_the_clone_keeps_its_branches_and_its_files(clone: Clone) -> None:
    before = clone.git("for-each-ref", "refs/heads")
    clone.publish()
    assert clone.git("for-each-ref", "refs/heads") == before
    assert clone.git("status", "--porcelain") == ""


def test_a_plan_changes_nothing(clone: Clone, server: Server) -> None:
    clone.publish()
    refs, there = clone.git("for-each-ref"), server.branches()
    planned = clone.plan(SITE | {"2024/09/new/index.html": "new"})
    assert planned.changes.added == ("2024/09/new/index.html",)
    assert (clone.git("for-each-ref"), server.branches()) == (refs, there)


def test_the_developers_own_settings_play_no_part(clone: Clone, server: Server, own_git_settings: Path) -> None:
    hooks = own_git_settings.parent / "hooks"
    hooks.mkdir()
    for name in ("pre-push", "post-commit"):
        (hooks / name).write_text("#!/bin/sh\nexit 1\n")
        (hooks / name).chmod(0o755)
    with own_git_settings.open("a") as settings:
        settings.write(
            f"[core]\n\thooksPath = {hooks}\n[commit]\n\tgpgSign = true\n[gpg]\n\tprogram = /bin/false\n"
            "[push]\n\tdefault = matching\n\tfollowTags = true\n\tgpgSign = true\n[log]\n\tshowSignature = true\n"
            "[status]\n\tshowUntrackedFiles = no\n[diff]\n\tnoprefix = true\n[color]\n\tui = always\n"
        )
    clone.git("-c", "core.hooksPath=/dev/null", "tag", "--no-sign", "--annotate", "--message=v1", "v1")
    clone.publish()
    assert server.branches().keys() == {"main", "gh-pages"}


def test_credentials_in_the_remotes_address_are_not_shown(clone: Clone, server: Server) -> None:
    clone.git("remote", "set-url", "origin", f"file://rosa:secret@{server.folder}/gone")
    with pytest.raises(PublishRefused) as refused:
        clone.plan()
    assert "secret" not in str(refused.value)
    assert "rosa" not in str(refused.value).replace(str(server.folder.parent), "")


def test_a_link_back_to_a_page_that_moved_keeps_working(clone: Clone) -> None:
    clone.publish(HOME_PAGE | {"2024/01/one/index.html": "one", "about/index.html": "us"})
    moved = HOME_PAGE | {"2024/02/one/index.html": "one", "2024/01/one/index.html": "moved", "about/index.html": "us"}
    assert clone.plan(moved).concerns == ()


def test_a_page_that_changes_after_the_plan_is_not_published(clone: Clone, server: Server) -> None:
    planned = clone.plan()
    (clone.output / "index.html").write_text("not what was checked")
    with pytest.raises(PublishRefused, match=r"index\.html is not what was checked"):
        publish(planned)
    assert server.live() is None


def test_a_file_name_full_of_commands_reaches_no_branch(clone: Clone, server: Server) -> None:
    planned = clone.plan()
    before = clone.git("for-each-ref", "refs/heads")
    (clone.output / "y\ndata 0\n\nreset refs").mkdir()
    (clone.output / "y\ndata 0\n\nreset refs/heads").mkdir()
    (clone.output / "y\ndata 0\n\nreset refs/heads/evil\n").write_text("x")
    publish(planned)  # of what was planned: what came into the folder since is not even looked at
    assert clone.git("for-each-ref", "refs/heads") == before
    assert server.branches().keys() == {"main", "gh-pages"}
    assert server.site() == SITE | {".nojekyll": ""}


def test_a_file_that_another_tool_left_as_a_program_becomes_a_plain_one(clone: Clone, server: Server) -> None:
    other = server.clone("other")
    other.git("switch", "--quiet", "--orphan", "gh-pages")
    other.write("index.html", SITE["index.html"]).chmod(0o755)
    other.commit("odd \n name", "x")
    other.git("push", "--quiet", "origin", "gh-pages")
    clone.publish(accept=("by-hand",))
    assert server.site() == SITE | {".nojekyll": ""}
    assert git(server.folder, "ls-tree", "gh-pages", "index.html").startswith("100644")


def test_a_publication_that_fails_leaves_nothing_in_the_clone(clone: Clone) -> None:
    planned = clone.plan()
    before = clone.git("count-objects", "-v")
    (clone.output / "index.html").write_text("not what was checked")
    with pytest.raises(PublishRefused):
        publish(planned)
    assert clone.git("count-objects", "-v") == before
    assert not list((clone.folder / ".git/objects").glob("tmp_*"))
