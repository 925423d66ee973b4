"""Hugo's configuration: one file or a folder of them, in TOML, YAML or JSON; and the addresses that follow from it."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from potluck.moving.front_matter import as_text, as_truth, data_file, lowered
from potluck.moving.model import Entry
from potluck.moving.tree import CannotRead, Tree

SUFFIXES = (".toml", ".yaml", ".yml", ".json")
ROOTS = tuple(f"{name}{suffix}" for name in ("hugo", "config") for suffix in SUFFIXES)
TAXONOMIES = {"tag": "tags", "category": "categories"}
PLACEHOLDER = re.compile(r":([a-z]+)(\[[^\]]*\])?")
KEPT = re.compile(r"[^\w./\\#+~@ -]")
"""What Hugo drops from a path; spaces become hyphens."""


@dataclass
class Config:
    """What Hugo's files of settings say, keys in lower case; `names` are the files."""

    values: dict[str, Any] = field(default_factory=dict)
    names: list[str] = field(default_factory=list)

    def text(self, key: str) -> str:
        """A setting of the top level, as text."""
        return as_text(self.values.get(key))

    def mapping(self, key: str) -> dict[str, Any]:
        """A setting that is a table, keys in lower case."""
        value = self.values.get(key)
        return lowered(dict(value)) if isinstance(value, Mapping) else {}

    @property
    def languages(self) -> dict[str, dict[str, Any]]:
        """Languages by code, with what is said of each."""
        return {
            code: lowered(dict(value)) if isinstance(value, Mapping) else {}
            for code, value in self.mapping("languages").items()
        }

    @property
    def main_language(self) -> str:
        """The language whose pages have no prefix."""
        return (self.text("defaultcontentlanguage") or next(iter(self.languages), "")).lower()

    @property
    def taxonomies(self) -> list[str]:
        """The plural names, which front matter uses."""
        given = self.mapping("taxonomies") or TAXONOMIES
        return [as_text(value) for value in given.values() if as_text(value)]

    @property
    def content_folders(self) -> dict[str, str]:
        """Folders of content to the language of what is in them, deeper ones first; `""` for no language of its own."""
        found = {
            folder: code
            for code, said in self.languages.items()
            if (folder := as_text(said.get("contentdir")).strip("/"))
        }
        found.setdefault(self.text("contentdir").strip("/") or "content", "")
        return dict(sorted(found.items(), key=lambda pair: -pair[0].count("/")))

    @property
    def statics(self) -> list[str]:
        """Folders whose files are served from the root."""
        given = self.values.get("staticdir")
        said = [as_text(each) for each in given] if isinstance(given, list) else [as_text(given)]
        return [*(each.strip("/") for each in said if each), "static"]


def config_of(tree: Tree) -> Config:
    """Read the configuration; an empty one when there is none."""
    config = Config()
    for name in tree.files:
        folder, base = posixpath.split(name)
        stem, suffix = posixpath.splitext(base)
        is_root = name in ROOTS
        if suffix not in SUFFIXES or not (is_root or folder == "config/_default"):
            continue
        try:
            data = data_file(name, tree.text(name)[0])
        except CannotRead:
            continue
        if not isinstance(data, Mapping):
            continue
        config.names.append(name)
        values: dict[str, Any] = lowered(dict(data))
        for part in reversed(stem.lower().split(".") if not is_root and stem not in ("hugo", "config") else []):
            values = {part: values}
        _merge(config.values, values)
    return config


def is_hugo(tree: Tree) -> bool:
    """Whether a folder is a Hugo site: its settings, and one of the folders only Hugo has."""
    config = [name for name in tree.files if name in ROOTS or name.startswith("config/_default/")]
    sure = any(posixpath.basename(name).startswith("hugo.") for name in config)
    folders = {name.split("/")[0] for name in tree.files if "/" in name}
    only_hugo = {"archetypes", "layouts", "themes", "static"}
    if not config or sure or ("content" in folders and folders & only_hugo):
        return bool(config)
    said = config_of(tree).values
    return "content" in folders and ("baseurl" in said or "languagecode" in said)


def _merge(one: dict[str, Any], other: Mapping[str, Any]) -> None:
    for key, value in other.items():
        if isinstance(value, Mapping) and isinstance(one.get(key), dict):
            _merge(one[key], value)
        else:
            one[key] = dict(value) if isinstance(value, Mapping) else value


def urlized(text: str, *, lower: bool = True) -> str:
    """A path as Hugo writes it."""
    plain = re.sub(r"-{2,}", "-", re.sub(r"\s+", "-", KEPT.sub("", text.strip())))
    return plain.lower() if lower else plain


def address(config: Config, entry: Entry, inside: str, language: str, is_list: bool) -> str:
    """Where Hugo showed a file. `inside` is its path below the content folder, without suffix, `index` and language."""
    lower = not as_truth(config.values.get("disablepathtolower"))
    section = inside.split("/")[0] if "/" in inside else ""
    patterns = config.mapping("permalinks")
    pages = patterns.get("page")
    pattern = as_text((pages if isinstance(pages, Mapping) else patterns).get(section)) or as_text(
        patterns.get(section)
    )
    name = posixpath.basename(inside)
    if pattern and not is_list:
        path = _filled(pattern, entry, inside, section, name)
    else:
        path = posixpath.join(posixpath.dirname(inside), entry.slug or name)
    path = urlized(path.strip("/"), lower=lower)
    prefix = (
        ""
        if language in ("", config.main_language) and not as_truth(config.values.get("defaultcontentlanguageinsubdir"))
        else language or config.main_language
    )
    ugly = as_truth(config.values.get("uglyurls")) and not is_list
    return posixpath.join(prefix, f"{path}.html" if ugly else f"{path}/" if path else "")


def _filled(pattern: str, entry: Entry, inside: str, section: str, name: str) -> str:
    date = entry.date
    folders = posixpath.dirname(inside)
    values = {
        "title": entry.title.replace("/", "-"),
        "slug": entry.slug or entry.title.replace("/", "-"),
        "filename": name,
        "contentbasename": name,
        "slugorfilename": entry.slug or name,
        "slugorcontentbasename": entry.slug or name,
        "section": section,
        "sections": folders,
    }
    if date:
        values |= {
            "year": f"{date:%Y}",
            "month": f"{date:%m}",
            "day": f"{date:%d}",
            "monthname": f"{date:%B}",
            "weekday": str(date.isoweekday() % 7),
            "weekdayname": f"{date:%A}",
            "yearday": f"{date:%j}".lstrip("0"),
        }

    def value(found: re.Match[str]) -> str:
        if found[1] == "sections" and found[2]:
            parts = folders.split("/")
            start, _, end = found[2].strip("[]").partition(":")
            if ":" not in found[2]:
                return parts[0 if start != "last" else -1]
            first = int(start) if start.isdigit() else 0
            return "/".join(parts[first : int(end) if end.isdigit() else None])
        return values.get(found[1], "")

    return re.sub(r"/{2,}", "/", PLACEHOLDER.sub(value, pattern))
