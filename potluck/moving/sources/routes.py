"""The old addresses of a folder of Markdown: by its generator's rules, and by the routes that its pages spell out."""

from __future__ import annotations

import posixpath
import re

from potluck.content.names import slugify
from potluck.moving.model import Entry, Kind
from potluck.moving.sources.manuals import Manual
from potluck.moving.sources.nikola import served_below
from potluck.moving.tree import Tree

COLLECTION = re.compile(r"""getCollection\(\s*["'`]([\w-]+)["'`]""")
PLACEHOLDER = re.compile(r"\[(?:\.\.\.)?(\w+)\]")
ROUTE = re.compile(r"(?P<path>.*\[[^\]]+\].*?)(?:/index)?\.(?:astro|mdx?|jsx|tsx|vue|svelte)\Z")
MARKERS = (
    ("astro", "astro.config"),
    ("eleventy", ".eleventy"),
    ("eleventy", "eleventy.config"),
    ("gatsby", "gatsby-config"),
    ("nikola", "conf.py"),
    ("docusaurus", "docusaurus.config"),
    ("hexo", "scaffolds/"),
)
LANGUAGE = re.compile(r"\.[a-z]{2}(?:[-_][A-Za-z]{2,4})?\Z")
FILLED_IN = re.compile(r"\{\{-?\s*([\w.]+)\s*(\|[^{}|]*)?(\|[^{}|]*)?-?\}\}")
"""What Eleventy puts into a permalink: a value, and what is done to it."""
LOCALES = re.compile(r"locales\s*:\s*\[([^\]]{1,500})\]")
TRANSLATED = re.compile(r"i18n/(?P<lang>[\w-]+)/docusaurus-plugin-content-(?P<below>\w+/.+)")
"""Where Docusaurus has the translation of a text."""
IN_ORDER = re.compile(r"(?:\A|(?<=/))\d+[-_.]+(?=\D)")
"""The numbers by which Docusaurus puts texts in order; no address has them."""
GUESSED = (
    "The old site's addresses can't be told for certain from its files, so the usual ones were taken. Compare one old "
    "address with the `aliases:` of its post."
)
"""What the report says where `certain` is false."""


class Routes:
    """Knows where the old site showed each file, as far as that can be told."""

    def __init__(self, tree: Tree, manual: Manual | None = None) -> None:
        self.manual = manual
        found = (kind for kind, marker in MARKERS if any(name.startswith(marker) for name in tree.files))
        self.kind = manual.kind if manual else next(found, "")
        self.certain = True
        self._tree = tree
        self._translated = [name for name in tree.files if TRANSLATED.match(name)]
        named = (LOCALES.search(tree.plain(name)) for name in tree.files if name.startswith("astro.config"))
        self._locales = {code for found in named if found for code in re.findall(r"[\w-]+", found[1])}
        self._routes = self._read(tree)
        self._folders = served_below(tree) if self.kind == "nikola" else {}

    def language_of(self, name: str) -> tuple[str, str]:
        """The language whose folder a text is in, and what it and its translations have in common; empty for neither.

        Languages are those that the settings name; `one.md` may have its translation in `ja/one.md`.
        """
        if of_docusaurus := TRANSLATED.match(name):
            return of_docusaurus["lang"], posixpath.splitext(of_docusaurus["below"])[0]
        if self.kind == "docusaurus" and any(each.endswith(f"-{name}") for each in self._translated):
            return "", posixpath.splitext(name)[0]
        folder, base = posixpath.split(name)
        above, last = posixpath.split(folder)
        if last in self._locales:
            return last, posixpath.splitext(f"{above}/{base}")[0]
        is_translated = any(f"{folder}/{code}/{base}" in self._tree.files for code in self._locales)
        return "", posixpath.splitext(name)[0] if is_translated else ""

    def addresses(self, entry: Entry, stem: str, rest: str, given: str) -> list[str]:
        """The paths an entry was shown at, likeliest first."""
        name = entry.source
        if self.manual:
            return self.manual.addresses(entry, given)
        if self.kind == "nikola":
            return self._nikola(name, entry, stem, given)
        if of_docusaurus := TRANSLATED.match(name):
            name = of_docusaurus["below"]
        collection, below = _split(name)
        if name.startswith("src/pages/"):
            return [f"{posixpath.splitext(name.removeprefix('src/pages/'))[0].removesuffix('index').strip('/')}/"]
        slug = given or _slug_of(below if below != "index" else collection)
        patterns = self._routes.get(collection) or self._routes.get("") if self.kind == "astro" else None
        if patterns:
            return [_filled(pattern, entry, slug, rest) for pattern in patterns]
        if self.kind == "docusaurus" and collection in ("blog", "docs"):
            front = f"{of_docusaurus['lang']}/" if of_docusaurus else ""
            return [front + self._docusaurus(entry, collection, below, rest, given)]
        self.certain = False
        if entry.kind is Kind.PAGE:
            return [f"{slug}/"]
        if self.kind == "hexo" and entry.date:
            return [f"{entry.date:%Y/%m/%d}/{stem}/"]
        folder = collection or "posts"
        undated = posixpath.join(posixpath.dirname(slug), rest or stem)
        found = [f"{folder}/{slug}/", f"{folder}/{undated}/"]
        if folder != "blog" and self.kind in ("astro", "docusaurus", "gatsby"):
            found.append(f"blog/{slug}/")
        if self.kind in ("eleventy", "gatsby"):
            found.append(f"{slug}/")
        return list(dict.fromkeys(found))

    @staticmethod
    def _docusaurus(entry: Entry, collection: str, below: str, rest: str, given: str) -> str:
        """A post by its day, if its name or folders tell one; a page without the numbers that put texts in order."""
        if given and (given.startswith("/") or collection == "blog"):
            return f"{collection}/{given.strip('/')}"
        path = IN_ORDER.sub("", below.removesuffix("/index"))
        if collection == "blog" and re.match(r"\d{4}[-/]\d\d[-/]\d\d[-/]", below) and entry.date:
            path = f"{entry.date:%Y/%m/%d}/{rest}"
        return f"{collection}/{posixpath.join(posixpath.dirname(path), given) if given else path}"

    def _nikola(self, name: str, entry: Entry, stem: str, given: str) -> list[str]:
        """Below what its folder's line in the settings says; a translation below its language."""
        folder = posixpath.dirname(name)
        top = next((each for each in (folder, folder.split("/")[0]) if each in self._folders), "")
        if top:
            folder = posixpath.join(self._folders[top], folder[len(top) :].strip("/"))
        else:
            folder = "" if folder == "pages" and entry.kind is Kind.PAGE else folder.split("/")[0]
        path = posixpath.join(entry.lang if LANGUAGE.search(posixpath.splitext(name)[0]) else "", folder, given or stem)
        return [f"{path}/", f"{path}.html"]

    @staticmethod
    def _read(tree: Tree) -> dict[str, list[str]]:
        """Astro's dynamic pages: collection to the patterns of its addresses; `""` for those that name none."""
        found: dict[str, list[str]] = {}
        for name in tree.files:
            route = ROUTE.match(name.removeprefix("src/pages/")) if name.startswith("src/pages/") else None
            if not route or re.search(r"\[(?:\.\.\.)?(?:page|tag|tags|category|author|lang|id|num)\]", route["path"]):
                continue
            for collection in dict.fromkeys(COLLECTION.findall(tree.plain(name))) or [""]:
                if collection not in ("authors", "tags", "people"):
                    found.setdefault(collection, []).append(route["path"])
        return found


def _split(name: str) -> tuple[str, str]:
    """The collection (the folder below the content's root) and the path below it, without suffix."""
    stem = posixpath.splitext(name)[0]
    for root in ("src/content/", "content/", "src/data/", "src/", "source/", "data/"):
        if stem.startswith(root):
            stem = stem.removeprefix(root)
            break
    collection, _, below = stem.partition("/")
    return (collection.strip("_"), below) if below else ("", stem)


def _slug_of(below: str) -> str:
    """What Astro makes of a path: lower case, hyphens, no `index`."""
    path = below.removesuffix("/index")
    return "/".join(re.sub(r"[^\w.-]+", "-", part.lower()).strip("-") for part in path.split("/") if part)


def _filled(pattern: str, entry: Entry, slug: str, rest: str) -> str:
    forms = {"year": "%Y", "month": "%m", "day": "%d", "date": "%Y-%m-%d"}
    values = {key: entry.date.strftime(form) if entry.date else "" for key, form in forms.items()}
    dated = any(f"[{key}]" in pattern for key in values)
    last = _slug_of(rest) if dated else slug
    path = PLACEHOLDER.sub(lambda found: values.get(found[1], last), pattern)
    return re.sub(r"/{2,}", "/", path).strip("/") + "/"


def filled_permalink(pattern: str, entry: Entry, rest: str) -> str:
    """A permalink as Eleventy's files and folders give it, filled in; empty where only running it would tell.

    `rest` is the file's name without its date.
    """

    def value(found: re.Match[str]) -> str:
        date, form = entry.date, re.search(r"""date:?\s*\(?["'](%[%\w/. -]*)["']""", found[0])
        if found[1] in ("page.date", "date") and date and form:
            return date.strftime(form[1])
        known = {"page.fileSlug": rest, "title": entry.title, "slug": entry.slug}.get(found[1])
        return found[0] if known is None or "date" in found[0] else slugify(known) if found[2] else known

    path = FILLED_IN.sub(value, pattern)
    return "" if "{" in path else path
