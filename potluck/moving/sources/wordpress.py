"""WordPress: its export (WXR), with authors, pages, drafts, attachments, blocks and shortcodes."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Mapping
from html import unescape
from typing import Any
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import iterparse

from potluck.moving.bodies.prose import fence, sub_paired
from potluck.moving.model import Entry, Kind, OldPerson, OldSite
from potluck.moving.moments import when
from potluck.moving.sources.export_html import (
    XML_FAULTS,
    first_text,
    local,
    path_of,
    put_html,
    report_pictures_elsewhere,
    xml_fault,
)
from potluck.moving.tree import Tree

PARAGRAPHS = re.compile(r"\n{2,}")
BLOCK = re.compile(
    r"<(?:/?(?:p|div|h[1-6]|ul|ol|li|blockquote|pre|table|thead|tbody|tr|td|th|figure|figcaption|section|hr|iframe|dl|dt|dd)"
    r"|!--)\b",
    re.IGNORECASE,
)
PRE = re.compile(r"<pre\b.*?</pre>", re.DOTALL | re.IGNORECASE)
PRE_ENDS = re.compile(r"</pre>", re.IGNORECASE)
CODE = re.compile(
    r"\[(?P<tag>code|sourcecode|python|php|css|javascript|js|bash|html|sql|java|ruby|cpp|xml)(?P<rest>[^\[\]]*)\]"
    r"(?P<code>(?:(?!\[(?P=tag)[\s=\]]).)*?)\[/(?P=tag)\]",
    re.DOTALL,
)
CAPTION = re.compile(r"\[caption[^\]]*\](?P<inner>.*?)\[/caption\]", re.DOTALL)
CAPTION_ENDS = re.compile(r"\[/caption\]")
CAPTION_WORDS = re.compile(r"\A\s*((?:<a\b[^>]*>\s*)?<img\b[^>]*>(?:\s*</a>)?)\s*(.*?)\s*\Z", re.DOTALL)
EMBED = re.compile(
    r"\[(?:embed|youtube|vimeo|video|audio|gist|tweet)(?P<rest>[^\[\]]*)\](?:(?P<url>[^\[\s]+)\[/\w+\])?"
)
GALLERY = re.compile(r"\[gallery(?P<rest>[^\[\]]*)\]")
SHORTCODE = re.compile(r"\[/?(?P<name>[a-z][\w-]{2,40})(?P<rest>(?:\s[^\[\]]*)?)/?\](?!\()")
IDS = re.compile(r"""ids=["']?([\d,\s]+)""")
LANGUAGE = re.compile(r"""(?:lang(?:uage)?=)?["']?([\w+#-]+)["']?""")
STATES = {"publish": "published", "private": "hidden", "draft": "draft", "pending": "draft", "future": "published"}
EMBED_BLOCK = re.compile(r"<!-- wp:(?:core-)?embed[^\s{]*\s+(\{(?:(?!<!--).)*?\})\s*(?:/-->|-->)", re.DOTALL)
EMBED_ENDS = re.compile(r"-->")


def recognised(tree: Tree) -> str | None:
    """The name of a WordPress export, if there is one."""
    return first_text(tree, (".xml", ".wxr"), ("<rss", "wordpress.org/export"))


def read(tree: Tree) -> OldSite:
    """Read every WordPress export in a folder."""
    site = OldSite.of("wordpress", tree)
    _serve_uploads(site, tree)
    if name := recognised(tree):
        _Export(site, name, tree.files[name]).read()
    report_pictures_elsewhere(site)
    return site


def _serve_uploads(site: OldSite, tree: Tree) -> None:
    """Files that came with the export, by the path below `wp-content`."""
    for name in tree.files:
        at = name.find("uploads/")
        if at >= 0:
            site.public[f"wp-content/{name[at:]}"] = name
        site.public.setdefault(name, name)


class _Export:
    def __init__(self, site: OldSite, name: str, path: Any) -> None:
        self.site, self.name, self.path = site, name, path
        self.attachments: dict[str, str] = {}
        self.attached_to: dict[str, list[str]] = {}
        self.thumbnails: dict[str, str] = {}
        self.ids: dict[str, str] = {}
        self.html: dict[str, str] = {}

    def read(self) -> None:
        number = 0
        try:
            for _, element in iterparse(str(self.path), events=("end",), forbid_dtd=False):
                tag = local(element.tag)
                if tag == "item":
                    number += 1
                    self._item(f"{self.name}#{number}", _values(element))
                    element.clear()
                elif tag == "author" and element.find("./") is not None:
                    self._author(element)
                elif tag in ("title", "base_blog_url", "link", "language") and number == 0:
                    self._about(tag, (element.text or "").strip())
        except XML_FAULTS as error:
            reason = f"The export {self.name} can't be read after item {number}: {xml_fault(error)}."
            self.site.ask(f"{reason} What stood before that moved in.")
        self.site.skip(self.name, f"The export: its {number} items are told of one by one.")
        for entry in self.site.entries:
            self._body(entry)
        feeds = ("feed/", "feed/atom/", "feed/rss/", "rss.xml", "comments/feed/")
        self.site.feeds = dict.fromkeys(feeds, "")
        self.site.author_urls = ["author/{slug}/"]

    def _about(self, tag: str, text: str) -> None:
        if tag == "title" and not self.site.title:
            self.site.title = text
        elif tag in ("base_blog_url", "link") and not self.site.url and text.startswith("http"):
            self.site.served_at(text)
        elif tag == "language":
            self.site.lang = text

    def _author(self, element: Element) -> None:
        values = {local(each.tag): (each.text or "").strip() for each in element}
        login = values.get("author_login") or values.get("author_display_name")
        if login:
            full = f"{values.get('author_first_name', '')} {values.get('author_last_name', '')}".strip()
            person = OldPerson(login, name=values.get("author_display_name") or full or login, source="")
            person.old_urls.append(f"author/{login}/")
            self.site.people.append(person)

    def _item(self, unit: str, item: Mapping[str, Any]) -> None:
        self.site.units.append(unit)
        kind, state = item.get("post_type", "post"), item.get("status", "publish")
        title = str(item.get("title", ""))
        if kind == "attachment":
            self.attachments[item.get("post_id", "")] = item.get("attachment_url") or item.get("guid", "")
            self.attached_to.setdefault(item.get("post_parent", ""), []).append(item.get("post_id", ""))
            here = path_of(self.attachments[item.get("post_id", "")])
            name = self.site.public.get(here)
            self.site.skip(
                unit, f"An attachment: the file {name} comes where it is shown." if name else "An attachment."
            )
            return
        if kind not in ("post", "page"):
            self.site.skip(unit, f"A `{kind}`, which is part of how the old site was made.")
            return
        if state in ("trash", "auto-draft", "inherit"):
            self.site.skip(unit, "It was in the bin." if state == "trash" else "A draft that was never saved.")
            return
        entry = Entry(unit, Kind.PAGE if kind == "page" else Kind.POST, title=title)
        entry.status = STATES.get(state, "draft")  # type: ignore[assignment]  # one of the three
        _set_dates(entry, item)
        entry.authors = [item["creator"]] if item.get("creator") else []
        for domain, name, slug in item["terms"]:
            if domain in ("category", "post_tag") and name != "Uncategorized":
                entry.tags.append(name)
                self.site.tag_urls.setdefault(f"{'category' if domain == 'category' else 'tag'}/{slug}/", name)
        entry.slug = item.get("post_name") or ""
        entry.summary = re.sub(r"<[^<>]+>", " ", item.get("excerpt", "")).strip()
        link = path_of(item.get("link", ""))
        entry.old_urls = [link] if link.strip("/") else []
        self.ids[item.get("post_id", "")] = unit
        self.thumbnails[unit] = item["meta"].get("_thumbnail_id", "")
        if item.get("post_password"):
            entry.status = "draft"
            entry.ask("The old site showed it only to people with a password; it is a draft here.")
        if item["comments"]:
            entry.changed(f"It had {item['comments']} comments, which a site here does not show.")
        self.html[unit] = item.get("content", "")
        self.site.entries.append(entry)

    def _body(self, entry: Entry) -> None:
        html = self.html.pop(entry.source, "")
        html = sub_paired(EMBED_BLOCK, EMBED_ENDS, lambda found: _embedded(found[1]) + found[0], html)
        held: list[str] = []

        def hold(found: re.Match[str]) -> str:
            told = LANGUAGE.search(found["rest"].strip())
            language = found["tag"] if found["tag"] not in ("code", "sourcecode") else told[1] if told else ""
            held.append(fence(unescape(re.sub(r"</?(?:p|br)\s*/?>", "", found["code"])), language))
            return f"\n\n<p>HELDCODE{len(held) - 1}HELD</p>\n\n"

        html = CODE.sub(hold, html)
        html = sub_paired(CAPTION, CAPTION_ENDS, _captioned, html)
        html = GALLERY.sub(lambda found: self._gallery(entry, found["rest"]), html)
        html = EMBED.sub(_player, html)
        put_html(entry, _with_paragraphs(html))
        for number, code in enumerate(held):
            entry.body = entry.body.replace(f"HELDCODE{number}HELD", code)
        found = SHORTCODE.finditer(html)
        lost = sorted({each["name"] for each in found if each["rest"].strip() or f"[/{each['name']}]" in html})
        if lost:
            names = ", ".join(f"`[{name}]`" for name in lost[:8])
            entry.ask(f"Only a plugin of the old site knew {names}; it stands as it was written.")
        if picture := self.attachments.get(self.thumbnails.get(entry.source, "")):
            entry.image = picture if path_of(picture) in self.site.public else ""
            if not entry.image:
                entry.ask(f"Its picture for lists is on the web, not in the export: {picture[:200]}")

    def _gallery(self, entry: Entry, rest: str) -> str:
        found = IDS.search(rest)
        post = next((number for number, unit in self.ids.items() if unit == entry.source), "")
        ids = re.findall(r"\d+", found[1]) if found else self.attached_to.get(post, [])
        addresses = [self.attachments[each] for each in ids if each in self.attachments]
        if not ids or len(addresses) < len(ids):
            entry.ask("A gallery had pictures that are not in the export. Put them in, if they matter.")
        return "".join(f'<p><img src="{address}"></p>' for address in addresses)


def _values(element: Element) -> dict[str, Any]:
    """The children of an item by their local names; both kinds of `encoded` by their own."""
    found: dict[str, Any] = {"terms": [], "meta": {}, "comments": 0}
    for child in element:
        tag, text = local(child.tag), child.text or ""
        if tag == "encoded":
            found["content" if "content" in str(child.tag) else "excerpt"] = text
        elif tag == "category":
            found["terms"].append((child.get("domain", ""), text, child.get("nicename", "")))
        elif tag == "postmeta":
            pair = {local(each.tag): each.text or "" for each in child}
            found["meta"][pair.get("meta_key", "")] = pair.get("meta_value", "")
        elif tag == "comment":
            found["comments"] += 1
        else:
            found.setdefault(tag, text.strip())
    return found


def _set_dates(entry: Entry, item: Mapping[str, Any]) -> None:
    """WordPress tells the local time and Greenwich's; the difference is the zone."""
    local, gmt = when(item.get("post_date")), when(item.get("post_date_gmt"))
    if local and gmt and gmt.at.year > 1990 and abs((local.at - gmt.at).total_seconds()) <= 14 * 3600:
        offset = local.at - gmt.at
        entry.date = local.at.replace(tzinfo=dt.timezone(dt.timedelta(minutes=round(offset.total_seconds() / 60))))
    elif local or (local := when(item.get("pubDate"))):
        entry.date = local.at
    entry.has_time = entry.date is not None
    modified = when(item.get("post_modified"))
    entry.updated = modified.at if modified and entry.status == "published" else None


def _with_paragraphs(html: str) -> str:
    """What WordPress does to text on its way out: empty lines part paragraphs, single ones are breaks."""
    if "<!-- wp:" in html:
        return html
    kept: list[str] = []

    def keep(found: re.Match[str]) -> str:
        kept.append(found[0])
        return f"\n\n\ue003{len(kept) - 1}\ue003\n\n"

    parts = PARAGRAPHS.split(sub_paired(PRE, PRE_ENDS, keep, html.replace("\ue003", "")))
    whole = "\n\n".join(
        part
        if not part.strip() or part.startswith("\ue003") or BLOCK.match(part.strip())
        else f"<p>{_breaks(part)}</p>"
        for part in parts
    )
    return re.sub("\ue003(\\d+)\ue003", lambda found: kept[int(found[1])], whole)


def _breaks(part: str) -> str:
    return part.strip() if BLOCK.search(part) else part.strip().replace("\n", "<br>\n")


def _captioned(found: re.Match[str]) -> str:
    inner = CAPTION_WORDS.match(found["inner"])
    if not inner:
        return found["inner"]
    return f"\n\n<figure>{inner[1]}<figcaption>{inner[2]}</figcaption></figure>\n\n"


def _player(found: re.Match[str]) -> str:
    address = found["url"] or found["rest"].strip(" ='\"").split(" ")[0].removeprefix("src=").strip("\"'")
    return f'\n\n<iframe src="{address}"></iframe>\n\n' if address.startswith("http") else found[0]


def _embedded(data: str) -> str:
    try:
        url = json.loads(data).get("url", "")
    except (ValueError, AttributeError, RecursionError):
        return ""
    return f'<p><iframe src="{url}"></iframe></p>' if isinstance(url, str) and url.startswith("http") else ""
