"""What settings say that can be used and is hardly meant: a name nobody reads, a page that is not there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from potluck.settings import Settings

ASSIGNED = re.compile(r"(?P<name>[A-Za-z]\w{3,40})\s*(?::[^=\n]{1,40})?=(?!=)")
ALIKE = 0.85
SHORTEST = 5  # letters
GISCUS = ("repo", "repo_id", "category", "category_id")
"""What giscus.app tells, and talk can't do without."""


def doubts(settings_file: Path, settings: Mapping[str, Any], ours: Settings) -> Iterator[str]:
    """A sentence or two for each, with the line and what would do; ``ours`` is our part of the settings, typed."""
    yield from _misspelt(settings_file, settings)
    for name, words in (
        *_menu(ours, Path(settings["PATH"]) / "pages"),
        *_not_there(settings_file.parent, settings, ours),
        *_half_told(ours),
        *_without_effect(settings),
    ):
        yield f"{line_of(settings_file, name)}: {words}"


def line_of(settings_file: Path, name: str) -> str:
    """Where a setting is said, as "pelicanconf.py, line 12"; only the file, where it has no line of its own."""
    for file, lines in _lines(settings_file).items():
        for number, line in reversed([*enumerate(lines, 1)]):
            if (found := ASSIGNED.match(line)) and found["name"] == name:
                return f"{file.name}, line {number}"
    return settings_file.name


def _lines(settings_file: Path) -> dict[Path, list[str]]:
    """The lines of a settings file, and of the one beside it that it goes by."""
    files = dict.fromkeys((settings_file, settings_file.with_name("pelicanconf.py")))
    return {file: file.read_text("utf-8", "replace").splitlines() for file in files if file.is_file()}


def _misspelt(settings_file: Path, settings: Mapping[str, Any]) -> Iterator[str]:
    """What is written almost like one of our settings that is not given; names of plugins' and themes' are theirs."""
    from pelican.settings import DEFAULT_CONFIG

    ours = {name.upper() for name in Settings.__struct_fields__}
    left = [name for name in ours if settings.get(name) == DEFAULT_CONFIG.get(name)]
    for file, lines in _lines(settings_file).items():
        for number, line in enumerate(lines, 1):
            found = ASSIGNED.match(line)
            name = found["name"] if found else ""
            if len(name) < SHORTEST or name in ours or name in DEFAULT_CONFIG:
                continue
            if meant := _nearest(name.upper(), left):
                yield f"{file.name}, line {number}: nothing reads {name}. Did you mean {meant}?"


def _menu(ours: Settings, pages: Path) -> Iterator[tuple[str, str]]:
    """Pages that the menu names and nobody wrote."""
    missing = [slug for slug in ours.menu if not (pages / f"{slug}.md").is_file()]
    if not missing:
        return
    written = _slugs(pages)
    for slug in missing:
        if slug not in written:
            meant = _nearest(slug, sorted(written), 0.6)
            fix = f"Did you mean “{meant}”?" if meant else "Write it, or take the name out."
            yield "MENU", f"MENU names the page “{slug}”, and content/pages/ holds none of that name. {fix}"


def _slugs(pages: Path) -> set[str]:
    """What pages may be called: by the names of their files and folders, and by what they say."""
    files = [file for file in pages.rglob("*.md") if file.is_file()]
    said = (re.search(r"^slug:\s*[\"']?([\w-]+)", file.read_text("utf-8", "replace")[:4096], re.M) for file in files)
    named = {file.parent.name if file.name == "index.md" else file.stem for file in files}
    return named | {found[1] for found in said if found}


def _not_there(root: Path, settings: Mapping[str, Any], ours: Settings) -> Iterator[tuple[str, str]]:
    """Folders and files that settings name and that are not there."""
    folders: dict[str, list[str | Path]] = {"THEME": [Path(settings["THEME"]) / "templates"]}
    folders |= {name: settings[name] or [] for name in ("THEME_TEMPLATES_OVERRIDES", "PLUGIN_PATHS")}
    folders["DOCS_PAGES"] = [ours.docs_pages] if ours.docs_pages else []
    for name, named in folders.items():
        for folder in named:
            if not (root / folder).is_dir():
                yield name, f"there is no folder {folder}. Make it, or take it out of {name}."
    words = [Path(folder) / "locale" for folder in (*folders["THEME_TEMPLATES_OVERRIDES"], settings["THEME"])]
    if ours.default_lang.partition("-")[0] != "en" and words[-1].is_dir():
        from potluck.pages.theme.words import catalogue

        lang = ours.default_lang
        if not any(catalogue(lang, each) for each in words):
            fix = f"`invoke translate --lang {lang}` begins a file for them, if that is the language's code."
            yield "DEFAULT_LANG", f"the theme has no words in {lang} and speaks English. {fix}"
    for name in ours.held_back:
        if not (Path(settings["PATH"]).parent / name).exists():
            yield "HELD_BACK", f"{name} is not there, so nothing waits. Correct the path, or take it out of HELD_BACK."


def _half_told(ours: Settings) -> Iterator[tuple[str, str]]:
    """Settings that need another one, which is not there or says otherwise."""
    if ours.comments == "giscus" and (lacking := [name for name in GISCUS if not ours.giscus.get(name)]):
        yield "COMMENTS", f"COMMENTS is giscus, and GISCUS lacks {', '.join(lacking)}. https://giscus.app tells them."
    if ours.comments == "mastodon" and not ours.mastodon_host:
        yield "COMMENTS", "COMMENTS is mastodon, and MASTODON_HOST names no server, so no post has replies."
    if ours.counter and not ours.counter_site:
        yield "COUNTER", f"COUNTER is {ours.counter}, and COUNTER_SITE does not say what it knows you by."
    host = urlsplit(ours.public_url).hostname
    if ours.custom_domain and host and host != ours.custom_domain:
        yield (
            "CUSTOM_DOMAIN",
            f"CUSTOM_DOMAIN is {ours.custom_domain}, and PUBLIC_URL leads readers to {host}. Let both name the same.",
        )


def _without_effect(settings: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """What Pelican would do, and no site of ours does."""
    if settings.get("OUTPUT_SOURCES"):
        yield "OUTPUT_SOURCES", "the files of posts are not put beside their pages. Take OUTPUT_SOURCES out."


def _nearest(name: str, known: list[str], alike: float = ALIKE) -> str:
    """The name that was probably meant, or nothing."""
    from difflib import get_close_matches  # which few settings need

    return next(iter(get_close_matches(name, known, n=1, cutoff=alike)), "")
