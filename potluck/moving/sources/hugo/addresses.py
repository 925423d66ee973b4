"""Where Hugo served things: the address of a text, what references name, and those of files, lists, tags and feeds."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection, Iterable, Mapping

from potluck.moving.front_matter import as_text, as_truth
from potluck.moving.model import Entry, OldSite
from potluck.moving.sources.entry import HTML, MARKDOWN, suffix_of
from potluck.moving.sources.hugo.config import Config
from potluck.moving.sources.hugo.layout import Layout

FEEDS = ("index.xml", "rss.xml", "atom.xml")
PLACEHOLDER = re.compile(r":([a-z]+)(\[[^\]]*\])?")
DATES = {
    "year": "%Y", "month": "%m", "day": "%d", "monthname": "%B", "weekday": "%w", "weekdayname": "%A", "yearday": "%j",
}  # fmt: skip
KEPT = re.compile(r"[^\w./\\#+~@ -]")
"""What Hugo drops from a path; spaces become hyphens."""
PAGE_NAME = re.compile(r"(?:/_?index)?(?:\.[a-z]{2})?\.(?:md|markdown|html|adoc|rmd)\Z|/_?index\Z")


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
        **dict.fromkeys(("filename", "contentbasename"), name),
        **dict.fromkeys(("slugorfilename", "slugorcontentbasename"), entry.slug or name),
        "section": section,
        "sections": folders,
    }
    if date:
        values |= {name: date.strftime(form) for name, form in DATES.items()}
        values["yearday"] = values["yearday"].lstrip("0")

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


def serve(site: OldSite, config: Config, layout: Layout, sections: Collection[str]) -> None:
    """Say where a site's files, lists and feeds were; `sections` are those that hold posts."""
    _serve_files(site, config, layout)
    for prefix in ("", *(f"{code}/" for code in layout.codes if code != config.main_language)):
        site.feeds |= {f"{prefix}{name}": "" for name in FEEDS}
        for section in sections:
            site.feeds[f"{prefix}{urlized(section)}/index.xml"] = ""
            site.lists.setdefault(f"{prefix}{urlized(section)}/", "archive/")
    for taxonomy in (each.lower() for each in config.taxonomies):
        if taxonomy in ("authors", "author"):
            continue
        site.lists.setdefault(f"{taxonomy}/", "tags/")
        for tag in site.tags:
            path = f"{taxonomy}/{urlized(tag)}/"
            site.tag_urls.setdefault(path, tag)
            site.feeds.setdefault(f"{path}index.xml", f"tag:{tag}")
    site.author_urls = ["authors/{slug}/", "author/{slug}/"]
    site.lists.setdefault("authors/", "people/")


def _serve_files(site: OldSite, config: Config, layout: Layout) -> None:
    for name in layout.tree.files:
        for root in (*config.statics, "assets"):
            if name.startswith(f"{root}/"):
                site.public.setdefault(name[len(root) + 1 :], name)
        if (found := layout.folder_of(name)) and suffix_of(name) not in (*MARKDOWN, *HTML):
            site.public.setdefault(urlized(name[len(found[0]) + 1 :], lower=False), name)
    for entry in site.entries:
        for part in entry.parts:
            below = part[len(posixpath.dirname(entry.source)) + 1 :]
            site.public.setdefault(posixpath.join(entry.old_urls[0], below), part)


class References:
    """Every text of a site by its path and by its name; knows of none before it is told."""

    def __init__(self) -> None:
        self.inside: Mapping[str, str] = {}
        self.by_path: dict[str, list[str]] = {}
        self.langs: dict[str, str] = {}

    def know(self, entries: Iterable[Entry], inside: Mapping[str, str]) -> None:
        """Take in the texts; `inside` leads from each source to its path below the content folder."""
        self.inside = inside
        for entry in entries:
            self.langs[entry.source] = entry.lang
            path = inside[entry.source].lower()
            for key in dict.fromkeys((path, posixpath.basename(path))):
                self.by_path.setdefault(key, []).append(entry.source)

    def find(self, entry: Entry, path: str) -> str | None:
        """The file that a reference in an entry means, in the entry's language where there is one."""
        plain = PAGE_NAME.sub("", path.lower()).strip("/")
        inside = self.inside.get(entry.source, "")
        for base in (posixpath.dirname(inside), inside, ""):
            joined = posixpath.normpath(posixpath.join(base, plain)).lstrip("/").lower()
            if found := self._in_language(entry, self.by_path.get(joined, [])):
                return found
        named = self.by_path.get(posixpath.basename(plain), [])
        return self._in_language(entry, named)

    def _in_language(self, entry: Entry, names: list[str]) -> str | None:
        same = [name for name in names if self.langs[name] == entry.lang]
        return next(iter(same or names), None)
