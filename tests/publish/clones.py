"""A server, clones of it and small sites: real git repositories in a folder of the test's own."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from potluck.publish import Checkout, Plan, Published, make_plan, preflight, publish, write_host_files
from tests.files import put, put_all
from tests.git import git

HOME_PAGE = {"index.html": "<title>Tea Table</title>", "404.html": "<title>Not here</title>", "feed.xml": "<feed/>"}
POSTS = {f"2024/0{month}/evening-{month}/index.html": f"<title>Evening {month}</title>" for month in range(1, 9)}
SITE = HOME_PAGE | POSTS


def everything(path: object) -> bool:
    """Every path is one the site can make."""
    return True


class Server:
    """A bare repository that clones publish to."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @property
    def url(self) -> str:
        return self.folder.as_uri()

    def branches(self) -> dict[str, str]:
        lines = git(self.folder, "for-each-ref", "--format=%(refname:short) %(objectname)").splitlines()
        return dict(line.split(" ") for line in lines)

    def live(self) -> str | None:
        return self.branches().get("gh-pages")

    def site(self, commit: str = "gh-pages") -> dict[str, str]:
        paths = git(self.folder, "ls-tree", "-r", "--name-only", commit).splitlines()
        return {path: git(self.folder, "show", f"{commit}:{path}") for path in paths}

    def clone(self, name: str, *options: str) -> Clone:
        folder = self.folder.parent / name
        git(self.folder.parent, "clone", "--quiet", "--template=", *options, self.url, str(folder))
        return Clone(folder)

    def made_elsewhere(self, *paths: str) -> str:
        """Have another tool's site on the branch that readers see; answers its commit."""
        other = self.clone("made-elsewhere")
        other.git("switch", "--quiet", "--orphan", "gh-pages")
        commits = [other.commit(path, "made elsewhere") for path in paths]
        other.git("push", "--quiet", "origin", "gh-pages")
        return commits[-1]

    def hook(self, name: str, *lines: str) -> Path:
        """Have the server run this whenever somebody pushes; answers its file."""
        file = put(self.folder, f"hooks/{name}", "\n".join(("#!/bin/sh", *lines, "")))
        file.chmod(0o755)
        return file


class Clone:
    """Somebody's working copy of the source, with an output folder beside it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.output = folder.parent / f"{folder.name}-output"

    def git(self, *arguments: str, **variables: str) -> str:
        return git(self.folder, *arguments, **variables)

    def write(self, path: str, text: str) -> Path:
        return put(self.folder, path, text)

    def commit(self, path: str, text: str) -> str:
        self.write(path, text)
        self.git("add", "--all")
        self.git("commit", "--quiet", "--message", f"Write {path}")
        return self.git("rev-parse", "HEAD")

    def build(self, site: Mapping[str, str], custom_domain: str = "") -> Path:
        """Stands for a build: these files, and only these, are the output."""
        for old in sorted(self.output.rglob("*"), reverse=True):
            old.rmdir() if old.is_dir() and not old.is_symlink() else old.unlink()
        put_all(self.output, site)
        write_host_files(self.output, custom_domain=custom_domain)
        return self.output

    def check(self) -> Checkout:
        return preflight(self.folder)

    def plan(self, site: Mapping[str, str] = SITE, custom_domain: str = "") -> Plan:
        checkout = self.check()
        return make_plan(self.build(site, custom_domain), checkout, allowed=everything)

    def publish(self, site: Mapping[str, str] = SITE, accept: tuple[str, ...] = ()) -> Published:
        return publish(self.plan(site), accept=accept)


class Publisher:
    """A publisher in a process of its own, which goes no further than the plan until told to."""

    def __init__(self, clone: Clone, commit: str = "", **options: Any) -> None:
        command = [sys.executable, "-m", "tests.publish.publisher", str(clone.folder), str(clone.output)]
        self.process = subprocess.Popen(
            [*command, *([commit] if commit else [])],
            cwd=Path(__file__).parents[2],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,  # so that a kill reaches git as well
            **options,
        )

    def wait_for_plan(self) -> Publisher:
        assert self.process.stdout is not None
        assert self.process.stdout.readline() == "planned\n"
        return self

    def finish(self) -> dict[str, str]:
        """Let it go on, and give back what it said at the end; nothing when it was killed."""
        said, trouble = self.process.communicate("go\n")
        assert "Traceback" not in trouble, trouble
        lines = [line for line in said.splitlines() if line.startswith("{")]
        return dict(json.loads(lines[-1])) if lines else {}
