"""In which words links are written: some that say where they lead. Where that is is looked at by `links.targets`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from potluck.checks.inline import BARE_URL, DEFINITION, in_tag
from potluck.checks.registry import text_check
from potluck.checks.text import Text
from potluck.markup.embeds import Embeds
from potluck.problems import Problem, in_post, warning

VAGUE = frozenset(
    "here|click here|see here|go here|click|this|this link|link|this page|this site|this website|website|more"
    "|read more".split("|")
)
LONGEST_VAGUE = 60
"""Characters: whoever writes more says something. And links within links would be gone through again and again."""
LINK_BARE = warning(
    "link-bare",
    "This is an address without words.",
    why="Screen readers read it out letter by letter, and not every program makes a link of it.",
    fix="Write `[words that say where it leads](the address)`.",
    bad=in_post("See https://example.org/library for more."),
    good=in_post("See [the library](https://example.org/library) for more."),
)
LINK_VAGUE = warning(
    "link-vague",
    "The words of this link do not say where it leads.",
    why="People who jump from link to link hear nothing but these words.",
    fix="Put the link on the words that name the thing.",
    bad=in_post("For the map click [here](https://example.org/map)."),
    good=in_post("Here is [the map](https://example.org/map)."),
)


@text_check(LINK_BARE)
def bare_addresses(text: Text) -> Iterator[Problem]:
    """Addresses in running text; one problem for each line."""
    for number, line in text.each_prose("http", "www."):
        found = BARE_URL.search(line)
        if not found or DEFINITION.match(line) or _in_brackets(line, found.start()) or in_tag(line, found.start()):
            continue
        before = line[: found.start()]
        if before.count("[") > before.count("]") or before.rstrip().endswith("]("):
            continue
        url = found.group()
        full = url if url.startswith("http") else f"https://{url}"
        fix = f"Write `[words that say where it leads]({full[:120]})`, or `<{full[:120]}>`."
        title = ""
        if url == text.line(number).strip() and _plays(text, number, url):
            title, fix = "Here this address becomes a player; other programs show it as plain letters.", ""
        yield text.replaced(LINK_BARE, number, found, f"<{full}>", title=title, fix=fix)


def _plays(text: Text, number: int, url: str) -> bool:
    """Whether an address alone in its paragraph is shown as a player."""
    around = text.lines[number - 2 : number - 1] + text.lines[number : number + 1]
    return not any(line.strip() for line in around) and Embeds(text.site.settings.embed_hosts).player(url) is not None


def _in_brackets(line: str, offset: int) -> bool:
    """Whether a place lies within the address of a link: behind `](`, before the `)`."""
    opening = line.rfind("](", 0, offset)
    return opening >= 0 and ")" not in line[opening:offset] and " " not in line[opening:offset]


@text_check(LINK_VAGUE)
def vague_links(text: Text) -> Iterator[Problem]:
    """Links on words such as “here”."""
    for place, link in text.links:
        if link.is_image or len(link.text) > LONGEST_VAGUE:
            continue
        if re.sub(r"[^\w ]", "", link.text).strip().lower() in VAGUE:
            yield text.at(
                LINK_VAGUE, place.line, place.column, title=f"“{link.text.strip()}” does not say where this link leads."
            )
