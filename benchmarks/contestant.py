"""A generator that is measured: the corpus in its own form, the command that builds it, and what may be done with both.

``benchmarks.sites`` has the contestants themselves.
"""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from benchmarks.corpus import Corpus, Entry, Member

_LINK = re.compile(r"\(post:(\d+)\)")


@dataclass(frozen=True)
class Contestant:
    """A generator with a corpus in its own form. Paths are relative to ``folder``."""

    key: str
    label: str
    folder: Path
    corpus: Corpus
    output: str
    base_template: str
    build: tuple[str, ...]
    serve: tuple[str, ...]
    put_settings: Callable[[Contestant], None]
    put_member: Callable[[Contestant, Member], None]
    put_entry: Callable[[Contestant, Entry], None]
    """``serve`` ends with the option that takes the port; empty where there is no server that watches."""

    def lay(self) -> None:
        """Write the whole site into its folder, in place of what is there."""
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(parents=True)
        self.put_settings(self)
        for member in self.corpus.members:
            self.put_member(self, member)
        for entry in self.corpus.entries():
            self.put_entry(self, entry)

    def change_template(self, words: str) -> None:
        """Put words at the foot of every page."""
        file = self.folder / self.base_template
        text = file.read_text(encoding="utf-8")
        file.write_text(text.replace("</body>", f"<p>{words}</p></body>"), encoding="utf-8")

    def page(self, path: str) -> Path:
        """The file of a page by its path on the site, such as ``tags/``."""
        return self.folder / self.output / path / "index.html"

    def write(self, path: str, text: str) -> None:
        """Write a file of the site."""
        file = self.folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")

    def linked(self, body: str, address: Callable[[str, str], str]) -> str:
        """A body with links to posts as this generator has them; ``address`` is given a post's day and slug."""

        def link(found: re.Match[str]) -> str:
            slug, _, date = self.corpus.heading(int(found[1]))
            return f"({address(f'{date:%Y-%m-%d}', slug)})"

        return _LINK.sub(link, body)

    @property
    def environment(self) -> dict[str, str]:
        """What the generator is run with: its caches inside its folder, its code from there.

        Python keeps its compiled modules, as on everybody's machine, whatever is set where this is measured.
        """
        own = {"PYTHONPATH": str(self.folder), "HUGO_CACHEDIR": str(self.folder / ".cache")}
        return {**os.environ, "PYTHONDONTWRITEBYTECODE": "", **own}


def path_of(entry: Entry) -> str:
    """A post's path on every one of the sites."""
    return f"{entry.date:%Y/%m}/{entry.slug}/"


def quoted(text: str) -> str:
    """A string for YAML, JSON and Python."""
    return json.dumps(text, ensure_ascii=False)


def header(entry: Entry, **more: str) -> str:
    """Front matter in YAML."""
    names = [quoted(member.handle) for member in entry.authors]
    lines = [f"title: {quoted(entry.title)}", f"authors: [{', '.join(names)}]"]
    lines += [f"tags: [{', '.join(map(quoted, entry.tags))}]", *(f"{key}: {value}" for key, value in more.items())]
    return "---\n" + "\n".join(lines) + "\n---\n\n"
