"""Hugo's configuration: one file or a folder of them, in TOML, YAML or JSON; and Zola's, which is much like it."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from potluck.moving.front_matter import as_text, data_file, lowered, text_at
from potluck.moving.tree import Tree

SUFFIXES = (".toml", ".yaml", ".yml", ".json")
ROOTS = tuple(f"{name}{suffix}" for name in ("hugo", "config", "zola") for suffix in SUFFIXES)
ZOLAS_NAMES = {"base_url": "baseurl", "default_language": "defaultcontentlanguage"}
TAXONOMIES = {"tag": "tags", "category": "categories"}


@dataclass
class Config:
    """What Hugo's files of settings say, keys in lower case; `names` are the files."""

    values: dict[str, Any] = field(default_factory=dict)
    names: list[str] = field(default_factory=list)

    @property
    def is_zolas(self) -> bool:
        """Whether Zola made the site, and not Hugo, which may have a word of its own beside it."""
        return "base_url" in self.values and self.values.get("baseurl") == self.values["base_url"]

    def text(self, key: str) -> str:
        """A setting of the top level, as text."""
        return text_at(self.values, key)

    def mapping(self, key: str) -> dict[str, Any]:
        """A setting that is a table, keys in lower case."""
        return lowered(self.values.get(key))

    @property
    def languages(self) -> dict[str, dict[str, Any]]:
        """Languages by code, with what is said of each."""
        return {code: lowered(value) for code, value in self.mapping("languages").items()}

    @property
    def main_language(self) -> str:
        """The language whose pages have no prefix."""
        return (self.text("defaultcontentlanguage") or next(iter(self.languages), "")).lower()

    @property
    def taxonomies(self) -> list[str]:
        """The plural names, which front matter uses."""
        if isinstance(listed := self.values.get("taxonomies"), list):
            return [text_at(each, "name") for each in listed if isinstance(each, Mapping)]
        given = self.mapping("taxonomies") or TAXONOMIES
        return [as_text(value) for value in given.values() if as_text(value)]

    @property
    def content_folders(self) -> dict[str, str]:
        """Folders of content to the language of what is in them, deeper ones first; `""` for no language of its own."""
        found = {
            folder: code for code, said in self.languages.items() if (folder := text_at(said, "contentdir").strip("/"))
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
        data = data_file(name, tree.plain(name))
        if not isinstance(data, Mapping):
            continue
        config.names.append(name)
        values: dict[str, Any] = lowered(data)
        for part in reversed(stem.lower().split(".") if not is_root and stem not in ("hugo", "config") else []):
            values = {part: values}
        _merge(config.values, values)
    for theirs, hugos in ZOLAS_NAMES.items():
        if theirs in config.values:
            config.values.setdefault(hugos, config.values[theirs])
    return config


def recognised(tree: Tree) -> bool:
    """Whether a folder is a Hugo site: its settings, and one of the folders only Hugo has."""
    config = [name for name in tree.files if name in ROOTS or name.startswith("config/_default/")]
    if zola_recognised(tree):
        return False
    sure = any(posixpath.basename(name).startswith("hugo.") for name in config)
    folders = {name.split("/")[0] for name in tree.files if "/" in name}
    only_hugo = {"archetypes", "layouts", "themes", "static"}
    if not config or sure or ("content" in folders and folders & only_hugo):
        return bool(config)
    said = config_of(tree).values
    return "content" in folders and ("baseurl" in said or "languagecode" in said)


def zola_recognised(tree: Tree) -> bool:
    """Whether a folder is a Zola site."""
    named = any(name in tree.files for name in ("config.toml", "zola.toml"))
    return named and bool(tree.below("content")) and config_of(tree).is_zolas


def _merge(one: dict[str, Any], other: Mapping[str, Any]) -> None:
    for key, value in other.items():
        if isinstance(value, Mapping) and isinstance(one.get(key), dict):
            _merge(one[key], value)
        else:
            one[key] = dict(value) if isinstance(value, Mapping) else value
