"""Whether a page made of a stranger's text is harmless, told by another parser and another list than the renderer's.

Lexbor reads the page as a browser would. What is listed here was written from what browsers do, not from
the allow-list.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

ACTIVE = frozenset(
    """script style svg object embed form button select option textarea base meta link template noscript frame frameset
    applet audio video source track portal plaintext xmp noembed noframes title head body html annotation-xml mglyph
    malignmark maction foreignobject desc animate set use image marquee keygen isindex dialog slot""".split()
)
"""Elements that run, load, send or take something, or change how what follows is read."""

HANDLES = re.compile(r"on|xlink|xml|form")
DANGEROUS = frozenset("style name srcset action ping target background http-equiv is slot nonce autofocus".split())
LEADING = frozenset("href src cite data-embed".split())
SCHEMES = frozenset("http https mailto tel ftp xmpp".split())
NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")
FRAME = frozenset("src srcdoc width height class title sandbox allow loading dir lang id".split())
OWN_IDS = re.compile(r"post-|(bio-)?(fn|fnref)-")
PAGE_IDS = frozenset("main search menu nav content contents toc theme skip site header footer related welcome".split())


def faults(html: str) -> list[str]:
    """What should not be there, each in a few words."""
    found = unseen(html)
    marked = f'<main>{html}<hr id="after"></main>'
    page = LexborHTMLParser(f"<!doctype html><html><head></head><body>{marked}</body></html>")
    after = page.css_first("#after")
    if after is None or after.parent is None or after.parent.tag != "main":
        found.append("what comes after the text on the page is not where it should be")
    main = page.css_first("main")
    for node in _inside(main) if main else ():
        found += _of_element(node)
    return found


def unseen(text: str) -> list[str]:
    """The characters of a text that should not be there, each in a few words."""
    found = [f"a character no feed can hold: {each!r}" for each in NOT_IN_XML.findall(text)]
    return found + [f"a character that turns the text around: {each!r}" for each in TURNING.findall(text)]


def _inside(root: LexborNode) -> Iterator[LexborNode]:
    waiting = list(root.iter())
    while waiting:
        node = waiting.pop()
        yield node
        waiting += node.iter()


def _of_element(node: LexborNode) -> Iterator[str]:
    tag = (node.tag or "").lower()
    if tag in ACTIVE:
        yield f"<{tag}>"
    attributes = {name.lower(): value or "" for name, value in node.attributes.items()}
    for name, value in attributes.items():
        if (HANDLES.match(name) and (tag, name) != ("mo", "form")) or name in DANGEROUS:  # a sign's place in a formula
            yield f"<{tag} {name}>"
        if name in LEADING and (scheme := _scheme(value)) and scheme not in SCHEMES:
            yield f"<{tag} {name}={value[:60]!r}>"
        # A heading has the id that GitHub gives it, and a tag left open may swallow the heading.
        if name == "id" and value in PAGE_IDS and not OWN_IDS.match(value):
            yield f"<{tag} id={value[:60]!r}>"
    if tag == "iframe":
        yield from _of_frame(attributes)
    if tag == "input" and (attributes.get("type") != "checkbox" or "disabled" not in attributes):
        yield "a field that takes input"
    if tag == "img" and "src" not in attributes:
        yield "an image of nothing"


def _scheme(url: str) -> str:
    """The scheme as a browser sees it: line ends and tabs do not count, nor what stands before."""
    plain = re.sub(r"^[\x00-\x20]+|[\t\n\r]", "", url)
    match = re.match(r"([a-zA-Z][a-zA-Z0-9+.-]*):", plain)
    return match[1].lower() if match else ""


def _of_frame(attributes: dict[str, str]) -> Iterator[str]:
    """A frame holds a page of ours with one link, until that is followed."""
    if not {"srcdoc", "sandbox", "src"} <= attributes.keys() or not attributes.keys() <= FRAME:
        yield f"a frame that loads by itself, or may do more than ours: {sorted(attributes)}"
        return
    page = LexborHTMLParser(attributes["srcdoc"])
    tags = (
        sorted(node.tag or "" for node in _inside(page.root) if not (node.tag or "-").startswith(("-", "!")))
        if page.root
        else []
    )
    if set(tags) - {"head", "body", "title", "style", "a"} or tags.count("a") != 1 or tags.count("style") != 1:
        yield f"a frame whose page holds {tags}"
    for link in page.css("a"):
        if not (link.attributes.get("href") or "").startswith("https://") or len(link.attributes) != 1:
            yield f"a frame whose link is {link.attributes}"
