"""Links that never led anywhere, mended where the cure is certain: the words always stay, the report names each.

What our own check can mend by itself is left to `potluck.moving.mending`.
"""

from __future__ import annotations

import re

from potluck.checks import inline
from potluck.checks.images.shown import NOT_AN_IMAGE, WEB_PAGE
from potluck.moving.bodies.prose import links, masked, replaced
from potluck.moving.model import Entry

TEMPLATE = re.compile(r"\{\{|\{%|<%")
TITLE_STUCK = re.compile(r"""(https?://[^\s"'<>]+?)(["'].+["'])\Z""")
HEADING = re.compile(r" {0,3}#{1,6}[ \t]*\Z")
HREF = re.compile(r"""\shref\s*=\s*(?:"[^"]*"|'[^']*'|[^\s>]+)""", re.IGNORECASE)

Change = tuple[int, int, str]


def cure(entry: Entry) -> None:
    """Mend the links of an entry's body."""
    if "](" not in entry.body and "href" not in entry.body:
        return
    mask = masked(entry.body)
    changes: list[Change] = []
    for link in links(entry.body):
        changes += _image(entry, link) if link.is_image else _link(entry, link)
    for tag in inline.tags(mask):
        if tag.name == "a" and TEMPLATE.search(tag.attributes.get("href", "")):
            words = entry.body[tag.start : tag.end]
            changes.append((tag.start, tag.end, HREF.sub("", words, count=1)))
            entry.ask(f"A link led to `{tag.attributes['href'][:60]}`, which only a program fills in; its words stay.")
    entry.body = replaced(entry.body, changes)


def _image(entry: Entry, link: inline.Link) -> list[Change]:
    """A picture whose address is that of a page: a link to the page."""
    url = link.url.strip()
    if not (WEB_PAGE.match(url) or (url.startswith("http") and NOT_AN_IMAGE.search(url))):
        return []
    entry.ask(f"`{url[:100]}` is a page with a picture on it, which no site can show; it is a link to that page now.")
    return [(link.start, link.start + 1, ""), *([] if link.text.strip() else [(link.start + 2, link.start + 2, url)])]


def _link(entry: Entry, link: inline.Link) -> list[Change]:
    url = link.url.strip()
    words = entry.body[link.start + 1 : link.start + 1 + len(link.text)]
    if not url and link.raw_destination.strip("() ") == "" and words.strip() and "![" not in words:
        entry.ask(f"The link “{words[:60]}” has no address; its words stay.")
        return [(link.start, link.end, words)]
    before = entry.body[entry.body.rfind("\n", 0, link.start) + 1 : link.start]
    if not words.strip() and HEADING.match(before):
        entry.changed("Links without words in front of headings were taken out: nobody could follow them.")
        return [(link.start, link.end, "")]
    if TEMPLATE.search(url):
        entry.ask(f"A link led to `{url[:60]}`, which only a program fills in; its words stay.")
        return [(link.start, link.end, words)]
    if found := TITLE_STUCK.match(link.raw_destination.strip("() ")):
        entry.changed(f"A space was missing behind the address `{found[1][:100]}`.")
        return [(link.start, link.end, f"[{words}]({found[1]} {found[2]})")]
    return []
