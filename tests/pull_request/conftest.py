"""A repository with a base branch, a fork's clone of it, and the artifact its check leaves."""

from __future__ import annotations

import io
import stat
import zipfile
from pathlib import Path
from typing import Any

import pytest

from tests.files import put
from tests.git import git, use_own_git_settings
from tests.github.conftest import github_site, happens

__all__ = ["github_site", "happens"]


@pytest.fixture(autouse=True)
def _own_git_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    use_own_git_settings(tmp_path, monkeypatch, "Mara")
    monkeypatch.setenv("GIT_COMMITTER_NAME", "bot")
    monkeypatch.setenv("GIT_COMMITTER_EMAIL", "bot@example.org")
    monkeypatch.setenv("GIT_COMMITTER_DATE", "2026-05-27T12:00:00Z")


@pytest.fixture
def base(site: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The branch that pull requests are for."""
    (site / ".gitignore").write_text("output/\ncache/\n__pycache__/\n.cache/\n", encoding="utf-8")
    git(site, "init", "-q", "-b", "main")
    git(site, "add", "-A")
    git(site, "commit", "-q", "-m", "begin")
    monkeypatch.chdir(site)
    return site


@pytest.fixture
def fork(base: Path, tmp_path: Path) -> Path:
    """A clone with a newcomer's first post in it, not committed yet."""
    folder = tmp_path / "fork"
    git(tmp_path, "clone", "-q", str(base), str(folder))
    put(folder, "content/authors/mara-lind.md", "---\nname: Mara Lind\ngithub: mara-writes\n---\n\nMara mends bikes.\n")
    put(
        folder,
        "content/posts/2026-05-25-a-chain-and-a-half.md",
        "---\ntitle: A chain and a half\nauthor: mara-lind\n---\n\nIt broke on the hill, of course.\n",
    )
    return folder


def main_branch(base: Path, tmp_path: Path, settings: str = "") -> Path:
    """The main branch's clone, as a job has it: settings under the names that tasks know, and a server."""
    project = Path(__file__).resolve().parents[2]
    ours = (project / "pelicanconf.py").read_text(encoding="utf-8")
    put(base, "project.py", ours.replace("Path(__file__).resolve().parent", f"Path({str(project)!r})"))
    conf = (base / "siteconf.py").read_text(encoding="utf-8")
    put(base, "siteconf.py", conf.replace("from pelicanconf import *", "from project import *"))
    fresh = "import sys\nfrom pathlib import Path\nsys.path.insert(0, str(Path(__file__).parent))\n"
    fresh += "sys.modules.pop('siteconf', None)\nsys.modules.pop('project', None)\nfrom siteconf import *\n"
    put(base, "pelicanconf.py", fresh + settings)
    git(tmp_path, "init", "-q", "--bare", "-b", "main", "remote.git")
    git(base, "remote", "add", "origin", (tmp_path / "remote.git").as_uri())
    commit(base)
    git(base, "push", "-q", "origin", "main")
    return base


def commit(folder: Path) -> str:
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", "$(id) `id` ::error::")
    return git(folder, "rev-parse", "HEAD")


def packed(folder: Path) -> bytes:
    """A folder as the archive that GitHub makes of it."""
    files = {
        file.relative_to(folder).as_posix(): file.read_bytes() for file in sorted(folder.rglob("*")) if file.is_file()
    }
    return archive(files)


def archive(files: dict[str, bytes], **odd: Any) -> bytes:
    """A zip archive; ``odd`` gives one named file another kind (``link``) or claims another size (``claims``)."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in files.items():
            entry = zipfile.ZipInfo(name)
            entry.external_attr = ((stat.S_IFLNK if odd.get("link") == name else stat.S_IFREG) | 0o644) << 16
            made.writestr(entry, data, compress_type=odd.get("way", zipfile.ZIP_DEFLATED))
    return out.getvalue()
