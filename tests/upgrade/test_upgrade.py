"""A community brings in a new version of the project, and loses nothing of its own."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from potluck.desk import upgrading
from potluck.publish.git import Git
from potluck.upgrade import carrying, refused
from tests.conftest import ROOT
from tests.files import put_all

FIRST = {
    "pelicanconf.py": 'SITENAME = "Ours"\nACCENT = "#111111"\n\n# paging\nPAGES = 10\n\n# feeds\nFEED = 30\n',
    "theme/base.html": "<header></header>\n\n\n\n\n<footer></footer>\n",
    "theme/old.html": "old\n",
    "potluck/code.py": "one = 1\n",
    "content/posts/sample.md": "sample\n",
    "tasks.py": "tasks = 1\n",
}
SECOND = {
    **FIRST,
    "pelicanconf.py": FIRST["pelicanconf.py"].replace("FEED = 30", "FEED = 40\nNEW = 1"),
    "theme/base.html": "<header></header>\n\n\n\n\n<footer>new</footer>\n",
    "potluck/code.py": "one = 2\n",
    "potluck/more.py": "two = 2\n",
    "content/posts/sample.md": "another sample\n",
}
del SECOND["theme/old.html"]


def commit(folder: Path, files: dict[str, str], message: str) -> Git:
    git = Git(folder)
    for path in [each for each in folder.rglob("*") if each.is_file() and ".git" not in each.parts]:
        path.unlink()
    put_all(folder, files)
    git.text("add", "-A")
    git.text("commit", "-qm", message)
    return git


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The project's own repository, with two versions."""
    for role in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{role}_NAME", "Ada")
        monkeypatch.setenv(f"GIT_{role}_EMAIL", "ada@example.org")
    folder = tmp_path / "project"
    folder.mkdir()
    Git(folder).text("init", "-q", "-b", "main")
    commit(folder, FIRST, "First").text("tag", "v1.0")
    commit(folder, SECOND, "Second").text("tag", "v1.1")
    return folder


def adopted(project: Path, tmp_path: Path, changes: dict[str, str], *, as_template: bool = True) -> Path:
    """A community's repository that began as the first version."""
    folder = tmp_path / "community"
    if as_template:
        folder.mkdir()
        Git(folder).text("init", "-q", "-b", "main")
        commit(folder, FIRST, "Initial commit")
    else:
        shutil.copytree(project, folder)
        Git(folder).text("reset", "-q", "--hard", "v1.0")
    files = {**FIRST, "content/posts/ours.md": "ours\n", **changes}
    del files["content/posts/sample.md"]
    commit(folder, files, "Ours")
    return folder


def upgrade(folder: Path, project: Path, **options: object) -> int:
    given = {"to": "", "source": str(project), "since": "", "dry_run": False, "yes": True, "back": False, **options}
    return upgrading.upgrade(folder, **given)  # type: ignore[arg-type]


CHANGES = {
    "pelicanconf.py": FIRST["pelicanconf.py"].replace("Ours", "Tea Circle").replace("#111111", "#227722"),
    "theme/base.html": "<header>Tea</header>\n\n\n\n\n<footer></footer>\n",
}


@pytest.fixture
def folder(project: Path, tmp_path: Path) -> Path:
    """The repository of a community that changed two files of the first version."""
    return adopted(project, tmp_path, CHANGES)


@pytest.mark.parametrize("as_template", [True, False])
def test_a_new_version_comes_with_the_communitys_own_changes(project: Path, tmp_path: Path, as_template: bool) -> None:
    folder = adopted(project, tmp_path, CHANGES, as_template=as_template)
    assert upgrade(folder, project) == 0
    conf = (folder / "pelicanconf.py").read_text()
    assert "Tea Circle" in conf and "#227722" in conf and "FEED = 40\nNEW = 1" in conf
    assert (folder / "theme/base.html").read_text() == "<header>Tea</header>\n\n\n\n\n<footer>new</footer>\n"
    assert (folder / "potluck/more.py").exists() and not (folder / "theme/old.html").exists()
    assert (folder / "content/posts/ours.md").read_text() == "ours\n"
    assert not (folder / "content/posts/sample.md").exists()
    git = Git(folder)
    assert git.text("log", "-1", "--format=%s") == "Upgrade to v1.1" and git.text("status", "--porcelain") == ""
    assert upgrade(folder, project) == 0 and git.text("log", "-1", "--format=%s") == "Upgrade to v1.1"


def test_a_dry_run_changes_nothing(project: Path, folder: Path) -> None:
    before = Git(folder).text("rev-parse", "HEAD")
    assert upgrade(folder, project, dry_run=True) == 0
    assert Git(folder).text("rev-parse", "HEAD") == before and Git(folder).text("status", "--porcelain") == ""


def test_a_conflict_keeps_what_the_community_has_and_names_what_to_do(
    project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    changes = {**CHANGES, "potluck/code.py": "one = 11\n"}
    folder = adopted(project, tmp_path, changes)
    assert upgrade(folder, project) == 1
    said = capsys.readouterr().out
    assert "needs you: potluck/code.py" in said and "at line 1 of potluck/code.py.upgrade" in said
    assert (folder / "potluck/code.py").read_text() == "one = 11\n"
    assert "one = 2" in (folder / "potluck/code.py.upgrade").read_text()
    assert upgrade(folder, project, back=True, yes=False) == 0
    assert Git(folder).text("status", "--porcelain") == ""
    assert not (folder / "potluck/code.py.upgrade").exists() and (folder / "theme/old.html").exists()


def test_an_upgrade_can_be_undone(project: Path, folder: Path) -> None:
    before = Git(folder).text("rev-parse", "HEAD^{tree}")
    upgrade(folder, project)
    (folder / "content/posts/later.md").write_text("later\n")
    assert upgrade(folder, project, back=True, yes=False) == 0
    assert Git(folder).text("rev-parse", "HEAD^{tree}") == before
    assert (folder / "content/posts/later.md").exists()
    assert upgrade(folder, project, back=True, yes=False) == 2


def test_an_upgrade_that_an_earlier_version_did_can_be_undone(project: Path, folder: Path) -> None:
    before = Git(folder).text("rev-parse", "HEAD^{tree}")
    upgrade(folder, project)
    memory = folder / ".git" / carrying.MEMORY
    said = json.loads(memory.read_text())
    memory.write_text(json.dumps({**said, "files": sorted(said["files"])}))
    mine = (folder / "potluck/code.py").read_text() + "mine = 1\n"
    (folder / "potluck/code.py").write_text(mine)
    assert upgrade(folder, project, back=True, yes=False) == 2, "it would take a later change along"
    Git(folder).text("checkout", "potluck/code.py")
    assert upgrade(folder, project, back=True, yes=False) == 0
    assert Git(folder).text("rev-parse", "HEAD^{tree}") == before


@pytest.mark.parametrize("is_commit", [True, False])
def test_undoing_takes_no_later_change_along_without_a_word(
    project: Path, folder: Path, capsys: pytest.CaptureFixture[str], is_commit: bool
) -> None:
    upgrade(folder, project)
    mine = (folder / "pelicanconf.py").read_text() + "MINE = 1\n"
    (folder / "pelicanconf.py").write_text(mine)
    if is_commit:
        Git(folder).text("commit", "-qam", "Mine")
    assert upgrade(folder, project, back=True, yes=False) == 2
    assert "pelicanconf.py changed since the upgrade" in capsys.readouterr().err
    assert (folder / "pelicanconf.py").read_text() == mine
    assert (folder / "potluck/code.py").read_text() == "one = 2\n", "nothing was undone by half"
    assert upgrade(folder, project, back=True, yes=True) == 0
    assert (folder / "pelicanconf.py").read_text() == CHANGES["pelicanconf.py"]


def test_an_upgrade_that_was_stopped_is_named_and_can_be_undone(
    project: Path, folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    real, left = carrying.write_whole, [2]

    def stops(*given: object, **more: object) -> None:
        left[0] -= 1
        if left[0] < 0:
            raise KeyboardInterrupt
        real(*given, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(carrying, "write_whole", stops)
    assert upgrade(folder, project) != 0
    monkeypatch.setattr(carrying, "write_whole", real)
    assert upgrade(folder, project) == 2
    assert "An upgrade was begun here" in capsys.readouterr().err
    assert upgrade(folder, project, back=True, yes=False) == 0
    assert Git(folder).text("status", "--porcelain") == ""
    assert upgrade(folder, project) == 0


def test_without_a_name_to_commit_under_nothing_begins(
    project: Path, folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("AUTHOR_NAME", "AUTHOR_EMAIL", "COMMITTER_NAME", "COMMITTER_EMAIL"):
        monkeypatch.delenv(f"GIT_{name}")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "none"))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    assert upgrade(folder, project) == 2
    assert "git does not know your name yet" in capsys.readouterr().err
    assert Git(folder).text("status", "--porcelain") == ""


def test_changes_in_no_commit_are_not_mixed_in(project: Path, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "tasks.py").write_text("half = 1\n")
    assert upgrade(folder, project) == 2
    assert "(tasks.py). Commit them first" in capsys.readouterr().err


def test_what_the_community_removed_stays_away(project: Path, tmp_path: Path) -> None:
    folder = adopted(project, tmp_path, {})
    commit(folder, {"content/posts/ours.md": "ours\n", "tasks.py": "tasks = 1\n"}, "Less")
    assert upgrade(folder, project) == 0
    assert not (folder / "potluck/code.py").exists() and (folder / "potluck/more.py").exists()


def test_an_unknown_beginning_is_asked_for(project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "other"
    folder.mkdir()
    Git(folder).text("init", "-q", "-b", "main")
    commit(folder, {"x": "y\n"}, "Other")
    assert upgrade(folder, project) == 2
    assert "Say it with --since" in capsys.readouterr().err
    assert upgrade(folder, project, since="v1.0") == 0


def test_settings_that_the_new_version_refuses_are_told_when_it_comes(
    project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    conf = (ROOT / "pelicanconf.py").read_text(encoding="utf-8") + 'MAX_POST_BYTES = "10"\n'
    files = {"pelicanconf.py": conf, "publishconf.py": "from pelicanconf import *\n"}
    commit(project, {**SECOND, "pelicanconf.py": conf}, "Third").text("tag", "v1.2")
    folder = adopted(project, tmp_path, files)
    monkeypatch.setenv("PYTHONPATH", str(ROOT))  # for what stands in `potluck/` there is no code of ours
    monkeypatch.setattr(refused, "COMMAND", ("-P", *refused.COMMAND))
    assert upgrade(folder, project) == 0
    said = capsys.readouterr().out
    number = conf.count("\n")
    assert f"pelicanconf.py, line {number}, MAX_POST_BYTES: '10' should be a whole number, without quotes." in said
    assert "publishconf.py: it has to say `PUBLISHING = True`" in said
