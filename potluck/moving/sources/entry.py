"""What nearly every generator's front matter says, read into an entry; what only one means is left to its module."""

from __future__ import annotations

import calendar
import datetime as dt
import posixpath
import re
from typing import Any

from potluck.content.names import FIRST_YEAR, LAST_YEAR, read_post_name
from potluck.moving.bodies.html import to_markdown
from potluck.moving.bodies.rst import to_markdown_from_rst
from potluck.moving.front_matter import Parsed, as_list, as_text, as_truth, lowered, parse, text_at
from potluck.moving.model import Entry, Note, OldSite, Status
from potluck.moving.moments import when
from potluck.moving.sources.people_files import bylines
from potluck.moving.tree import GARBLED, CannotRead, Tree

MARKDOWN = (".md", ".markdown", ".mkd", ".mkdn", ".mdown", ".mdwn", ".mdtext", ".mdx", ".text", ".txt", ".rmd", ".qmd")
HTML = (".html", ".htm", ".xhtml", ".njk", ".liquid")
RST = (".rst", ".rest")
FOREIGN = tuple(".textile .adoc .asciidoc .org .ipynb .haml .erb .wiki .mediawiki .creole .pug".split())
TEXTS = (*MARKDOWN, *HTML, *RST, *FOREIGN)
DAY_IN_PATH = re.compile(r"/((?:19|20)\d\d/\d\d/\d\d)/")
OF_CHARACTERS = re.compile(r"\A(\d{4})年(\d\d?)月(\d\d?)日[\W_]*")
OLD_ADDRESS = re.compile(
    r"alias(?:es)?\Z|redirects?(?:_?from)?\Z|(?:legacy|old|previous|former|original|blogger|blogspot|wordpress|wp)"
    r"[_-]?(?:url|urls|path|paths|permalink|permalinks|link|links|slug|address|location|orig_?url)s?\Z"
)
"""Keys that hold addresses a text had before."""

GROUPS = ("taxonomies", "extra", "params")
"""Groups of front matter that hold what stands by itself elsewhere: Zola's tags, and what a theme asks for."""
WRITTEN = (
    "date publishdate pubdate pub_date publish_date published_at published_date datepublished created created_at"
).split()
UPDATED = (
    "updated lastmod modified last_modified_at updateddate updated_date last_updated updated_at moddate lastmodified"
).split()
SUMMARIES = ("summary", "description", "excerpt", "abstract", "teaser", "subtitle", "metadesc")
CANONICALS = ("canonical", "canonical_url", "canonicalurl", "canonical_link")
MATHS = ("math", "mathjax", "katex", "use_math", "has_math")
IMAGES = """
    image cover cover_image coverimage featured_image featuredimage feature_image heroimage hero_image hero header_image
    thumbnail previewimage og_image ogimage images header banner social_image feature featureimage
""".split()
IMAGE_ALTS = ("image_alt", "imagealt", "alt", "cover_alt", "heroalt", "hero_alt")
"""Beside the name of the image's own key with `alt` behind it."""
IN_IMAGE = ("src", "image", "path", "url", "overlay_image", "teaser", "file", "feature")
"""Where a group of lines about an image names its file."""


def suffix_of(name: str) -> str:
    """A file's suffix in lower case, with its dot."""
    return posixpath.splitext(name)[1].lower()


def stem_of(name: str) -> str:
    """A file's own name without its suffix."""
    return posixpath.splitext(posixpath.basename(name))[0]


def text_of(entry: Entry, tree: Tree, site: OldSite) -> str | None:
    """The text of an entry's file; one that can't be read is told of in the site, an odd encoding in the entry."""
    try:
        text, said = tree.text(entry.source)
    except CannotRead as reason:
        site.skip(entry.source, str(reason))
        return None
    if said:
        entry.notes.append(Note(said, needs_person=said == GARBLED))
    return text


def read_file(entry: Entry, tree: Tree, site: OldSite) -> Parsed | None:
    """Take an entry's file apart; none where it can't be read."""
    text = text_of(entry, tree, site)
    return None if text is None else read_text(entry.source, text, entry)


def read_text(name: str, text: str, entry: Entry) -> Parsed:
    """Take a file apart by its kind; the body comes as Markdown, notes go to the entry."""
    suffix = suffix_of(name)
    if suffix in RST and not text.startswith("---"):
        body, title, fields = _from_rst(text, entry)
        return Parsed({**({"title": title} if title else {}), **fields}, body)
    parsed = parse(text)
    for remark in parsed.remarks:
        entry.changed(remark)
    if suffix in HTML:
        parsed.body, remark = to_markdown(_page_body(parsed.body, parsed))
        entry.changed("HTML became Markdown.")
        if remark:
            entry.ask(remark)
    elif suffix in RST:
        parsed.body = _from_rst(parsed.body, entry)[0]
    elif suffix in FOREIGN:
        entry.ask(f"It is written in another language than Markdown (`{suffix}`); its text was kept as it is.")
    return parsed


def _from_rst(text: str, entry: Entry) -> tuple[str, str, dict[str, str]]:
    """The Markdown, the title and the header's fields; how that went is noted."""
    body, title, fields = to_markdown_from_rst(text)
    if "" in fields:
        entry.ask(f"Its reStructuredText was kept as it is: {fields.pop('')}.")
    else:
        entry.changed("reStructuredText became Markdown.")
    if lost := fields.pop("?", ""):
        entry.ask(f"What only the old site's program knew was left as plain text: {lost}.")
    return body, title, fields


def _page_body(html: str, parsed: Parsed) -> str:
    """The body of a whole HTML page, its title and meta tags taken into the front matter."""
    if "<body" not in html[:20_000].lower() and "<head" not in html[:20_000].lower():
        return html
    head = html[: html.lower().find("<body")] if "<body" in html.lower() else html[:20_000]
    if title := re.search(r"<title[^>]*>(.*?)</title>", head, re.DOTALL | re.IGNORECASE):
        parsed.values.setdefault("title", " ".join(title[1].split()))
    for tag in re.findall(r"<meta\s[^>]*>", head, re.IGNORECASE):
        pair = dict(re.findall(r"""(name|content|contents)\s*=\s*["']([^"']*)["']""", tag, re.IGNORECASE))
        if pair.get("name"):
            parsed.values.setdefault(pair["name"].lower(), pair.get("content") or pair.get("contents") or "")
    found = re.search(r"<body[^>]*>(.*?)(?:</body>|\Z)", html, re.DOTALL | re.IGNORECASE)
    return found[1] if found else html


def fill(entry: Entry, parsed: Parsed) -> None:
    """Put into an entry what front matter says in the words that most generators share."""
    for group in GROUPS:
        parsed.values = {**lowered(parsed.values.get(group)), **parsed.values}
    entry.unread = parsed.unread = {key: value for key, value in parsed.values.items() if key not in GROUPS}
    entry.body = parsed.body
    if not entry.body.strip() and (elsewhere := parsed.text("redirect_to")):
        entry.body = f"<{elsewhere}>\n" if "//" in elsewhere else f"[{elsewhere}]({elsewhere})\n"
        entry.changed("On the old site it sent its readers on; here it is a link to that page.")
    entry.title = parsed.text("title") or entry.title
    entry.authors = bylines(parsed) or entry.authors
    entry.slug = parsed.text("slug") or entry.slug
    _set_date(entry, parsed)
    updated = when(parsed.get(*UPDATED))
    entry.updated = updated.at if updated else None
    entry.tags = tags(parsed)
    entry.status = _status(parsed) or entry.status
    entry.series = series(parsed)
    entry.lang = (parsed.text("lang", "language", "locale") or entry.lang).replace("_", "-")
    entry.summary = parsed.text(*SUMMARIES)
    others = {key: parsed.text(key) for key in SUMMARIES}
    entry.unread.update((key, text) for key, text in others.items() if text not in ("", entry.summary))
    entry.canonical = parsed.text(*CANONICALS)
    entry.math = bool(as_truth(parsed.get(*MATHS)))
    _set_image(entry, parsed)
    for key, value in parsed.values.items():
        if OLD_ADDRESS.match(key):
            parsed.unread.pop(key, None)
            entry.old_urls += [path for text in as_list(value) if (path := as_path(text))]


def _status(parsed: Parsed) -> Status | None:
    """Who gets to see it, as far as it says."""
    match parsed.text("status").lower():
        case "draft" | "hidden" | "published" as said:
            return said
    if as_truth(parsed.get("draft")) or as_truth(parsed.get("published")) is False:
        return "draft"
    return "hidden" if as_truth(parsed.get("hidden", "unlisted")) else None


def _set_date(entry: Entry, parsed: Parsed) -> None:
    given = parsed.get(*WRITTEN)
    moment = when(given)
    entry.take_date(moment)
    if given and not moment:
        entry.ask(f"“{str(given)[:60]}” is no date that can be read.")


def date_from_folders(entry: Entry, *paths: str) -> None:
    """Take the day that folders of a path name (`2019/05/28/walk`), where nothing else told a date."""
    for path in paths if entry.date is None else ():
        if (found := DAY_IN_PATH.search(f"/{path}")) and (moment := when(found[1])):
            entry.take_date(moment)
            return


def date_from_name(entry: Entry, stem: str) -> str:
    """Take the date of a file's name, where front matter had none; answers the rest of the name."""
    stem = OF_CHARACTERS.sub(r"\1-\2-\3-", stem)
    named = read_post_name(stem)
    rest = re.sub(r"\A[\W_]*\d{4}[-_.]\d{1,2}[-_.]\d{1,2}(?:[-_ ]|\Z)", "", stem)
    day = named.date or (read_post_name(named.suggestion).date if named.suggestion else None)
    if day and (moment := when(day)) and entry.date is None:
        entry.date, entry.has_time = moment.at, False
        if named.wrong_date:
            entry.changed(f"Its name was not quite a date; it is filed under {day}.")
    elif entry.date is None and (near := _near_date(stem)):
        entry.date, entry.has_time = dt.datetime.combine(near, dt.time()), False
        entry.ask(f"Its name `{stem[:60]}` holds no certain date; it is filed under {near}.")
        rest = re.sub(r"\A[\W_]*\d{1,4}[\W_]+\d{1,2}(?:[\W_]+\d{1,4}(?!\d))?[\W_]*", "", stem) or rest
    return (rest if named.date else named.slug if named.suggestion else rest) or rest or stem


def _near_date(stem: str) -> dt.date | None:
    """The likeliest day that the numbers at the front of a name mean: month first, and within the month."""
    found = re.match(r"[\W_]*(\d{1,4})[\W_]+(\d{1,2})(?:[\W_]+(\d{1,4})(?!\d))?", stem)
    if not found:
        return None
    first, second, third = (int(each) if each else 1 for each in found.groups())
    if len(found[1]) == 4:
        year, month, day = first, second, third
    elif found[3] and len(found[3]) in (2, 4):
        year, month, day = (third if third > 99 else 2000 + third), first, second
    else:
        return None
    month, day = (day, month) if month > 12 >= day else (month, day)
    if not FIRST_YEAR <= year <= LAST_YEAR or month > 12:
        return None
    month, day = max(1, month), max(1, day)
    return dt.date(year, month, min(day, calendar.monthrange(year, month)[1]))


def tags(parsed: Parsed) -> list[str]:
    """Tags and categories, as one list."""
    found: list[str] = []
    for key in ("tags", "tag", "categories", "category", "keywords", "topics"):
        value = parsed.get(key)
        if isinstance(value, list):
            each_alone = [name for each in value for name in (each if isinstance(each, list) else [each])]
            found += [text for each in each_alone if (text := _tag_name(each))]
        else:
            found += as_list(value)
    return list(dict.fromkeys(found))


def _tag_name(value: Any) -> str:
    if isinstance(value, dict):
        return as_text(value.get("name") or value.get("slug") or value.get("label"))
    return as_text(value)


def series(parsed: Parsed) -> str:
    """The name of the series, however it is given."""
    value = parsed.get("series")
    if isinstance(value, dict):
        return as_text(value.get("name") or value.get("title") or value.get("slug"))
    return (parsed.listed("series") or [""])[0] if value is not None else ""


def _set_image(entry: Entry, parsed: Parsed) -> None:
    for key in IMAGES:
        path, alt = _image_in(parsed.get(key))
        entry.image_alt = entry.image_alt or alt
        if re.search(r"[./]", path):
            entry.image = path
            entry.image_alt = parsed.text(f"{key}alt", f"{key}_alt") or entry.image_alt
            break
    entry.image_alt = parsed.text(*IMAGE_ALTS) or entry.image_alt


def _image_in(value: object) -> tuple[str, str]:
    """The address of an image and what it shows, from a value that names it, or a group of lines about it."""
    first = value[0] if isinstance(value, list) and value else value
    inner = lowered(first)
    paths = (text_at(inner, name) for name in IN_IMAGE)
    return next((path for path in paths if path), as_text(first)), as_text(inner.get("alt") or inner.get("caption"))


def as_path(text: str) -> str:
    """The path of an old address, without host and slash in front; empty when it has none."""
    plain = re.sub(r"\A(?:https?:)?//[^/]+", "", text.strip())
    return plain.lstrip("/") if plain and not plain.startswith("#") else ""
