"""Links that go through another site, which notes who follows them: search engines, social networks, mail filters."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import parse_qs, unquote, urlsplit

from potluck.checks.registry import text_check
from potluck.checks.text import Text
from potluck.content.tree import ImageFile
from potluck.problems import Problem, in_post, warning

DETOUR = re.compile(
    r"https?://(?:www\.google\.[a-z.]{2,6}/url|l\.facebook\.com/l\.php|lm\.facebook\.com/l\.php|l\.instagram\.com/"
    r"|(?:www\.)?youtube\.com/redirect|(?:www\.)?linkedin\.com/redir/redirect|duckduckgo\.com/l/|slack-redir\.net/link"
    r"|[a-z0-9]{2,8}\.safelinks\.protection\.outlook\.com/|out\.reddit\.com/|steamcommunity\.com/linkfilter/|vk\.com/away\.php"
    r"|(?:www\.)?bing\.com/ck/a|href\.li/|t\.umblr\.com/redirect)\?[^\s()<>\"\']{8,2000}",
    re.IGNORECASE,
)
ON_GITHUB = re.compile(
    r"https?://(?:(?:www\.)?github\.com/[\w.-]+/[\w.-]+/(?:blob|raw|edit|tree)|raw\.githubusercontent\.com/[\w.-]+/[\w.-]+)"
    r"/[\w.-]{1,100}/(?P<path>content/[^\s()<>\"'?#]{3,200})(?:\?[^\s()#]{0,60})?(?:#(?P<anchor>[^\s()]{1,100}))?"
)
"""A file of a repository's content folder, as GitHub shows it."""
EDITORS = (
    (re.compile(r"(https?://(?:www\.)?github\.com/[\w.-]+/[\w.-]+)/(?:edit|delete)/([^\s()<>]{1,300})"), r"\1/blob/\2"),
    (re.compile(r"(https?://docs\.google\.com/forms/d/[\w-]{10,100})/edit(?:[?#][^\s()<>]{0,100})?"), r"\1/viewform"),
    (
        re.compile(r"https?://studio\.youtube\.com/video/([\w-]{11})/[^\s()<>]{0,100}"),
        r"https://www.youtube.com/watch?v=\1",
    ),
    (re.compile(r"(https?://hackmd\.io/[\w@/-]{3,100})\?(?:both|edit)\b"), r"\1"),
)
"""Pages that only authors can open, and those for readers."""
PARAMETERS = ("q", "url", "u", "uddg", "to", "z")
"""What such sites call the address that is meant."""

LINK_DETOUR = warning(
    "link-detour",
    "This link goes through another site first.",
    why="That site learns who reads your post, and the link is dead when it stops.",
    fix="Put in the address of the page itself, as the browser shows it.",
    bad=in_post("See [the map](https://www.google.com/url?q=https://example.org/map&sa=D&usg=x)."),
    good=in_post("See [the map](https://example.org/map)."),
)


@text_check(LINK_DETOUR)
def detours(text: Text) -> Iterator[Problem]:
    """Addresses of sites that lead on; one problem for each line."""
    if "http" not in text.prose:
        return
    for number, line in text.prose_with("?"):
        found = DETOUR.search(line) if "http" in line else None
        if found and (meant := _meant(found.group())):
            title = f"This link goes through {urlsplit(found.group()).hostname} first."
            yield text.replaced(LINK_DETOUR, number, found, meant, title=title, fix=f"Write: `{meant[:300]}`")


@text_check(LINK_DETOUR)
def by_github(text: Text) -> Iterator[Problem]:
    """Files of this site by their address on GitHub, which shows readers how they are made; one for each line."""
    for number, line in text.prose_with("github"):
        found = ON_GITHUB.search(line)
        better = own_file(text, found.group()) if found else None
        if found and better and not line[: found.start()].rstrip().endswith("<"):
            title = "This leads to GitHub, where readers see the file and not the page."
            yield text.replaced(LINK_DETOUR, number, found, better, title=title, fix=f"Write: `{better}`")


@text_check(LINK_DETOUR)
def editors(text: Text) -> Iterator[Problem]:
    """The page on which its author made what readers are to see; one for each line."""
    for number, line in text.prose_with("/edit", "/delete/", "studio.youtube", "?both"):
        for pattern, page in EDITORS:
            found = pattern.search(line)
            if found and not own_file(text, found.group()):
                better = found.expand(page)
                title = "This leads to where its author writes, and most readers are turned away there."
                yield text.replaced(LINK_DETOUR, number, found, better, title=title, fix=f"Write: `{better}`")
                break


def own_file(text: Text, url: str) -> str | None:
    """The way from a text to a file of the same site that an address on GitHub names; none where it is no such one."""
    found = ON_GITHUB.match(url)
    path = unquote(found["path"]) if found else ""
    known = path in text.site.documents or isinstance(text.site.library.named(path), ImageFile)
    anchor = f"#{found['anchor']}" if found and found["anchor"] else ""
    return f"{text.way_to(path)}{anchor}" if known else None


def _meant(address: str) -> str | None:
    """The address that a detour leads to, without what was added on the way; none where it doesn't say."""
    try:
        said = parse_qs(urlsplit(address.replace("&amp;", "&")).query)
    except ValueError:
        return None
    found = next(
        (said[name][0] for name in PARAMETERS if said.get(name, [""])[0].startswith(("http://", "https://"))), ""
    )
    found = re.sub(r"(?<=[?&])fbclid=[^&#]*&?", "", found).rstrip("?&")
    return found.replace(" ", "%20").replace("(", "%28").replace(")", "%29") or None
