"""The ground the publishing tests stand on.

No setting of the developer's own git plays a part: every test has its own home and its own configuration.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from tests.publish.clones import SITE, Clone, Server, git


def use_own_git_settings(home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make this folder the home, and give back the git configuration in it."""
    settings = home / "gitconfig"
    settings.write_text(
        "[user]\n\tname = Rosa Lind\n\temail = rosa@example.org\n[init]\n\tdefaultBranch = main\n[gc]\n\tauto = 0\n"
    )
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(home))
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(settings))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    return settings


@pytest.fixture(autouse=True)
def own_git_settings(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home of the test's own; gives back its git configuration."""
    return use_own_git_settings(tmp_path_factory.mktemp("home"), monkeypatch)


@pytest.fixture(scope="session")
def empty_server(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A server with the source of a small site on main, and nothing published."""
    folder = tmp_path_factory.mktemp("empty") / "server.git"
    with pytest.MonkeyPatch.context() as monkeypatch:
        use_own_git_settings(tmp_path_factory.mktemp("home"), monkeypatch)
        git(folder.parent, "init", "--quiet", "--bare", "--template=", str(folder))
        first = Server(folder).clone("clone")
        first.write("content/posts/evening.md", "---\ntitle: Evening\nauthor: rosa\n---\nTea.\n")
        first.write(".gitignore", "/output/\n*.tmp\n")
        first.commit("pelicanconf.py", 'SITENAME = "Tea Table"\n')
        first.git("push", "--quiet", "origin", "HEAD:main")
    return folder


@pytest.fixture(scope="session")
def published_server(empty_server: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same, and SITE is live."""
    folder = Path(shutil.copytree(empty_server, tmp_path_factory.mktemp("published") / "server.git"))
    with pytest.MonkeyPatch.context() as monkeypatch:
        use_own_git_settings(tmp_path_factory.mktemp("home"), monkeypatch)
        Server(folder).clone("clone").publish(SITE)
    return folder


@pytest.fixture
def first_server(empty_server: Path) -> Path:
    """What the server of a test starts as; modules whose tests all go on from a live site say so."""
    return empty_server


@pytest.fixture
def server(first_server: Path, tmp_path: Path) -> Server:
    """A server of the test's own."""
    return Server(Path(shutil.copytree(first_server, tmp_path / "server.git")))


@pytest.fixture
def clone(server: Server) -> Clone:
    """Rosa's clone."""
    return server.clone("rosa")
