"""What a clone must be before anything is built from it."""

from __future__ import annotations

import ctypes
import os
from pathlib import Path

import pytest

from potluck.publish import PublishRefused, locate, plan_rollback, preflight, publish
from tests.git import git
from tests.publish.clones import SITE, Clone, Publisher, Server


def refusal(clone: Clone) -> str:
    with pytest.raises(PublishRefused) as refused:
        clone.check()
    return str(refused.value)


def test_a_changed_file_is_named(clone: Clone) -> None:
    clone.write("content/posts/evening.md", "changed")
    assert "content/posts/evening.md" in refusal(clone)


def test_a_new_file_that_no_commit_has_is_named(clone: Clone) -> None:
    clone.write("content/posts/täglich neu.md", "new")
    assert "content/posts/täglich neu.md" in refusal(clone)


def test_a_post_that_git_ignores_is_named(clone: Clone) -> None:
    clone.write("content/posts/notes.tmp", "would be built")
    assert "git ignores these files" in refusal(clone)


def test_files_of_editors_and_builds_are_no_obstacle(clone: Clone) -> None:
    (clone.folder / ".git/info").mkdir(exist_ok=True)
    clone.write(".git/info/exclude", ".DS_Store\n")
    clone.write("content/.DS_Store", "x")
    clone.write("output/index.html", "x")
    assert clone.check().source_branch == "main"


def test_a_clone_that_is_behind_is_told_to_pull(clone: Clone, server: Server) -> None:
    other = server.clone("ben")
    other.commit("content/posts/news.md", "news")
    other.git("push", "--quiet", "origin", "main")
    assert "git pull --rebase origin main" in refusal(clone)


def test_commits_that_are_only_here_are_counted(clone: Clone) -> None:
    clone.commit("content/posts/a.md", "a")
    clone.commit("content/posts/b.md", "b")
    assert clone.check().unpushed == 2


def test_another_branch_is_refused_by_name(clone: Clone) -> None:
    clone.git("switch", "--quiet", "--create", "redesign")
    assert "'redesign'" in refusal(clone)


def test_a_detached_head_is_explained(clone: Clone) -> None:
    clone.git("checkout", "--quiet", "--detach")
    assert "git switch main" in refusal(clone)


def test_a_source_on_a_branch_of_another_name_is_told_where_to_say_so(server: Server) -> None:
    git(server.folder, "branch", "--move", "main", "trunk")
    git(server.folder, "symbolic-ref", "HEAD", "refs/heads/trunk")
    clone = server.clone("trunk")
    assert "Let BRANCH in pelicanconf.py" in refusal(clone)
    assert preflight(clone.folder, source_branch="trunk").source_branch == "trunk"


def test_a_shallow_clone_is_told_how_to_fetch_the_rest(server: Server) -> None:
    server.clone("first-again").commit("content/a.md", "a")
    server.clone("pusher").git("push", "--quiet", "origin", "main")
    clone = server.clone("shallow", "--depth=1")
    (clone.folder / ".git/shallow").write_text(clone.git("rev-parse", "HEAD") + "\n")
    assert "git fetch --unshallow" in refusal(clone)


def test_a_sparse_checkout_is_refused(clone: Clone) -> None:
    clone.git("update-index", "--skip-worktree", "content/posts/evening.md")
    assert "content/posts/evening.md" in refusal(clone)


def test_a_worktree_publishes_like_the_clone_it_belongs_to(clone: Clone, server: Server) -> None:
    clone.git("switch", "--quiet", "--create", "elsewhere")
    folder = clone.folder.parent / "worktree"
    clone.git("worktree", "add", "--quiet", str(folder), "main")
    assert Clone(folder).publish().commit == server.live()


def test_a_clone_without_tracking_branches_publishes_twice(server: Server) -> None:
    clone = server.clone("single", "--single-branch")
    clone.publish()
    second = clone.publish({"index.html": "small"}, accept=("vanished", "smaller"))
    assert second.commit == server.live()


@pytest.mark.parametrize("left_out", ["blob:none", "tree:0"])
def test_a_partial_clone_publishes_and_goes_back(server: Server, clone: Clone, left_out: str) -> None:
    clone.publish(SITE)
    git(server.folder, "config", "uploadpack.allowFilter", "true")
    git(server.folder, "config", "uploadpack.allowAnySHA1InWant", "true")
    partial = server.clone("partial", f"--filter={left_out}")
    first = partial.publish(SITE | {"404.html": "other"})
    assert partial.publish(SITE).commit == server.live()
    assert plan_rollback(locate(partial.folder), first.commit).do() == server.live()
    assert server.site()["404.html"] == "other"
    git(server.folder, "fsck", "--strict")


def test_without_a_name_git_is_told_how_to_get_one(clone: Clone, own_git_settings: Path) -> None:
    own_git_settings.write_text("")
    assert 'git config --global user.name "Your Name"' in refusal(clone)


def test_without_the_remote_the_command_to_add_it_is_given(clone: Clone) -> None:
    clone.git("remote", "remove", "origin")
    assert "git remote add origin https://" in refusal(clone)


def test_a_remote_that_pushes_to_several_places_is_refused(clone: Clone, server: Server) -> None:
    clone.git("remote", "set-url", "--add", "--push", "origin", server.url)
    clone.git("remote", "set-url", "--add", "--push", "origin", f"{server.url}-copy")
    assert "2 places" in refusal(clone)


def test_what_is_live_is_read_from_where_it_is_pushed_to(clone: Clone, server: Server) -> None:
    elsewhere = clone.folder.parent / "elsewhere.git"
    git(clone.folder.parent, "clone", "--quiet", "--bare", server.url, str(elsewhere))
    clone.git("remote", "set-url", "--push", "origin", str(elsewhere))
    assert clone.publish().commit == Server(elsewhere).live()
    assert server.live() is None


def test_a_mirror_remote_loses_no_branch(clone: Clone, server: Server) -> None:
    clone.git("config", "remote.origin.mirror", "true")
    clone.publish()
    assert server.branches().keys() == {"main", "gh-pages"}


def test_an_empty_repository_and_a_plain_folder_are_told_apart(tmp_path: Path, server: Server) -> None:
    plain = tmp_path / "plain"
    plain.mkdir()
    assert "does not belong to a git repository" in refusal(Clone(plain))
    git(plain, "init", "--quiet")
    git(plain, "remote", "add", "origin", server.url)
    assert "no commit yet" in refusal(Clone(plain))


def test_the_source_is_never_published_over(clone: Clone) -> None:
    with pytest.raises(PublishRefused, match="holds its source"):
        preflight(clone.folder, branch="main")


def test_a_file_edited_during_the_build_stops_the_publication(clone: Clone, server: Server) -> None:
    planned = clone.plan()
    clone.write("content/posts/evening.md", "edited")
    with pytest.raises(PublishRefused, match="no commit has"):
        publish(planned)
    assert server.live() is None


@pytest.mark.skipif(os.name != "posix", reason="rights of files are another matter there")
def test_a_read_only_clone_is_a_clear_refusal(clone: Clone, server: Server) -> None:
    clone.plan()
    for folder in [clone.folder / ".git", *(clone.folder / ".git").rglob("*")]:
        folder.chmod(0o555 if folder.is_dir() else 0o444)
    said = Publisher(clone, preexec_fn=_give_up_the_rights_of_root).finish()
    for folder in [clone.folder / ".git", *(clone.folder / ".git").rglob("*")]:
        folder.chmod(0o755 if folder.is_dir() else 0o644)
    assert "can't be written to" in said["reason"]
    assert server.live() is None


def _give_up_the_rights_of_root() -> None:
    """Where tests run as root: from the next program on, rights of files count for it as for anybody."""
    drop_from_bounding_set, may_override_rights = 24, 1
    ctypes.CDLL(None).prctl(drop_from_bounding_set, may_override_rights, 0, 0, 0)


@pytest.mark.parametrize("name", ["-x", "--force", "HEAD", "@{-1}", "refs/heads/main", "a b", ""])
def test_what_git_or_a_person_would_take_for_something_else_is_no_branch(clone: Clone, name: str) -> None:
    with pytest.raises(PublishRefused, match="can't be the name of a branch"):
        preflight(clone.folder, branch=name)


def test_a_tag_called_like_the_branch_is_no_obstacle(clone: Clone) -> None:
    clone.git("tag", "main")
    clone.git("tag", "gh-pages")
    assert clone.check().source_branch == "main"


def test_a_remote_without_an_address_is_named(clone: Clone) -> None:
    clone.git("config", "remote.origin.url", "")
    assert "'origin' has no address" in refusal(clone)


def test_a_commit_that_can_not_be_read_is_told_from_none(clone: Clone) -> None:
    commit = clone.git("rev-parse", "HEAD")
    (clone.folder / ".git/refs/heads/main").write_text(f"{commit[::-1]}\n")
    assert "store in this clone is damaged" in refusal(clone)


def test_a_branch_that_is_another_name_of_the_source_is_refused(clone: Clone, server: Server) -> None:
    git(server.folder, "symbolic-ref", "refs/heads/gh-pages", "refs/heads/main")
    before = server.branches()
    with pytest.raises(PublishRefused, match="is another name of 'main'"):
        clone.publish(accept=("foreign", "vanished", "by-hand"))
    assert server.branches() == before


def test_a_branch_that_leads_to_no_commit_is_told(clone: Clone, server: Server) -> None:
    blob = git(server.folder, "rev-parse", "main:pelicanconf.py")
    (server.folder / "refs/heads/gh-pages").write_text(f"{blob}\n")
    with pytest.raises(PublishRefused, match="is no commit"):
        clone.publish()
