"""The ground the publishing tests stand on.

No setting of the developer's own git plays a part: every test has its own home and its own configuration.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.git import git, use_own_git_settings
from tests.publish.clones import SITE, Clone, Server


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
def server(request: pytest.FixtureRequest, tmp_path: Path) -> Server:
    """A server of the test's own. Modules whose tests all go on from a live site say `SITE_IS_LIVE`."""
    is_live = getattr(request.module, "SITE_IS_LIVE", False)
    first = request.getfixturevalue("published_server" if is_live else "empty_server")
    return Server(Path(shutil.copytree(first, tmp_path / "server.git")))


@pytest.fixture
def clone(server: Server) -> Clone:
    """Rosa's clone."""
    return server.clone("rosa")
