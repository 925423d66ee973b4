"""Sites of documentation with a blog in them, of MkDocs or Sphinx: where their texts lie, and what only they say."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from babel.dates import format_date

from potluck.content.names import slugify
from potluck.moving.front_matter import Parsed, as_list, as_text, data_file, lowered, text_at
from potluck.moving.model import Entry, Kind
from potluck.moving.sources.assigned import take_assigned
from potluck.moving.sources.entry import RST, suffix_of
from potluck.moving.tree import Tree

MKDOCS = ("mkdocs.yml", "mkdocs.yaml")
SPHINX = re.compile(
    r"^[ \t]*+(?:html_theme|master_doc|root_doc|blog_baseurl)\s*=|[\"'](?:ablog|myst_parser|sphinx\.ext\.\w+)[\"']",
    re.M,
)
POST = re.compile(
    r"^(?P<open>\.\. |`{3,}\{|:{3,}\{)post(?:::|\})[ \t]*(?P<date>[^\n]*)\n"
    r"(?P<options>(?:[ \t]*(?::?[\w-]+:[^\n]*|---)\n)*)(?:[ \t]*(?:`{3,}|:{3,})[ \t]*(?:\n|\Z))?",
    re.MULTILINE,
)
"""ABlog's directive that makes a text a post, in reStructuredText and in MyST, with the lines of its options."""
HEADING = re.compile(r"^# +(.+)$", re.MULTILINE)
LINK = re.compile(r" {0,3}\[([^\[\]\n^]{1,200})\]:[ \t]+\S")
DATE_FORM = re.compile(r"(?:y{1,4}(?!y)|M{1,4}(?!M)|d{1,2}(?!d)|[^A-Za-z']){1,40}")
"""The forms of dates that Babel follows for MkDocs, as far as addresses have them (Unicode TS 35, date fields)."""
OPTION = re.compile(r"^[ \t]*:?(?P<key>[\w-]+):[ \t]*(?P<value>[^\n]*)$", re.MULTILINE)


@dataclass
class Manual:
    """A manual: its `kind`, its folder below the source's root, and its settings, keys in lower case."""

    kind: str
    folder: str
    settings_file: str
    settings: Mapping[str, Any] = field(default_factory=dict)
    blog: str = "blog"
    """MkDocs' folder of the blog, below the manual's own."""

    def inside(self, name: str) -> str:
        """A path below the manual's folder."""
        return name.removeprefix(f"{self.folder}/") if self.folder else name

    def holds(self, name: str) -> bool:
        """Whether a text is one of the manual's."""
        return not self.folder or name.startswith(f"{self.folder}/")

    @property
    def title(self) -> str:
        return as_text(
            self.settings.get("site_name") or self.settings.get("blog_title") or self.settings.get("project")
        )

    @property
    def address(self) -> str:
        """Where it was served; empty where it does not say."""
        said = self.settings.get("site_url") or self.settings.get("blog_baseurl") or self.settings.get("html_baseurl")
        return as_text(said)

    @property
    def authors(self) -> dict[str, Any]:
        """ABlog's people: a key to a name, and an address."""
        said = self.settings.get("blog_authors")
        people = said if isinstance(said, dict) else {}
        pairs = {key: as_list(value) for key, value in people.items()}
        return {key: {"name": said[0], "url": "".join(said[1:2])} for key, said in pairs.items() if said}

    def appended(self, tree: Tree) -> str:
        """What MkDocs puts below every text: lines that say where links lead, and what is short for what."""
        extensions = self.settings.get("markdown_extensions")
        groups = [each for each in extensions if isinstance(each, dict)] if isinstance(extensions, list) else []
        said = next((group["pymdownx.snippets"] for group in groups if "pymdownx.snippets" in group), None)
        options = lowered(said)
        folders = [*(each.strip("./") for each in as_list(options.get("base_path"))), ""]
        files = [posixpath.join(folder, name) for name in as_list(options.get("auto_append")) for folder in folders]
        return "\n".join(tree.plain(name) for name in files)

    def addresses(self, entry: Entry, slug: str) -> list[str]:
        """Where a text was shown; `slug` is the one it gave itself."""
        inside = re.sub(r"(?:\A|(?<=/))(?:index|README)\Z", "", posixpath.splitext(self.inside(entry.source))[0])
        plain = inside.strip("/")
        if self.kind == "sphinx":
            return [f"{plain}.html", f"{plain}/"] if inside and not inside.endswith("/") else [f"{plain}/"]
        if self._is_blog_post(inside) and entry.date:
            heading = HEADING.search(entry.body)
            title = entry.title or (heading[1] if heading else "")
            plain = self._of_post(entry, slug or slugify(title) or posixpath.basename(plain))
        return [f"{plain}/"]

    def _is_blog_post(self, inside: str) -> bool:
        return inside.startswith(posixpath.join(self.blog, "posts/").removeprefix("./"))

    def _of_post(self, entry: Entry, slug: str) -> str:
        options = self._options
        form = text_at(options, "post_url_date_format")
        form = form if DATE_FORM.fullmatch(form) else "yyyy/MM/dd"
        date = format_date(entry.date, form, locale="en") if entry.date else ""
        pattern = text_at(options, "post_url_format") or "{date}/{slug}"
        values = {"date": date, "slug": slug, "file": posixpath.basename(posixpath.splitext(entry.source)[0])}
        return posixpath.join(self.blog, re.sub(r"\{(\w+)\}", lambda found: values.get(found[1], ""), pattern)).strip(
            "./"
        )

    @property
    def _options(self) -> dict[str, Any]:
        """What is said of MkDocs' plugin for blogs."""
        plugins = self.settings.get("plugins")
        groups = [each for each in (plugins if isinstance(plugins, list) else [plugins]) if isinstance(each, dict)]
        pairs = (pair for group in groups for pair in group.items())
        found = next((value for key, value in pairs if str(key).rpartition("/")[2] == "blog"), None)
        return lowered(found)

    def kind_of(self, name: str, entry: Entry) -> Kind:
        """A text with a date, or among the blog's posts, is a post; and so is a draft."""
        is_post = self.kind == "mkdocs" and self._is_blog_post(self.inside(name))
        return Kind.POST if is_post or entry.date or entry.status == "draft" else Kind.PAGE


def manual_in(tree: Tree) -> Manual | None:
    """The manual that a tree holds; none when it is another kind of site."""
    for name in MKDOCS:
        data = data_file(name, tree.plain(name))
        if isinstance(data, dict):
            said = lowered(data)
            manual = Manual("mkdocs", (text_at(said, "docs_dir") or "docs").strip("./"), name, said)
            manual.blog = (text_at(manual._options, "blog_dir") or "blog").strip("/")
            return manual
    for name in sorted(tree.files, key=lambda each: each.count("/")):
        if posixpath.basename(name) == "conf.py" and name.count("/") < 3 and SPHINX.search(tree.plain(name)):
            values: dict[str, Any] = {}
            take_assigned(tree, name, values, [])
            return Manual("sphinx", posixpath.dirname(name), name, lowered(values))
    return None


def read_blog_directive(name: str, text: str) -> tuple[str, dict[str, Any]]:
    """The text without ABlog's directive, and what that says; a post without a date is a draft."""
    found = POST.search(text)
    if not found or (found["open"] == ".. ") is not (suffix_of(name) in RST):
        return text, {}
    values: dict[str, Any] = {each["key"].lower(): each["value"].strip() for each in OPTION.finditer(found["options"])}
    date = found["date"].strip()
    values |= {"date": date} if date else {"status": "draft"}
    if aliases := values.pop("redirect", ""):
        values["aliases"] = as_list(aliases)
    for key in ("image", "excerpt"):
        values.pop(key, None)
    return text[: found.start()] + text[found.end() :], values


def with_links(body: str, appended: str) -> str:
    """A text with those lines of what stands below every text that say where its links lead."""
    wanted = {found.casefold() for found in re.findall(r"\[([^\[\]\n]{1,200})\]", body)}
    lines = [line for line in appended.split("\n") if (found := LINK.match(line)) and found[1].casefold() in wanted]
    return f"{body.rstrip()}\n\n" + "\n".join(lines) + "\n" if lines else body


def with_blogs_words(parsed: Parsed) -> None:
    """Put ABlog's words as others write them: several people in one line, and the name of a language."""
    if author := parsed.text("author"):
        parsed.values["authors"] = as_list(author)
    if len(parsed.text("language")) > 5:
        del parsed.values["language"]
