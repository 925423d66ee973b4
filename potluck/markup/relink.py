"""Where the links and images of a rendered text lead, once the site they stand on is known.

Rendering knows no site, so that it can be done behind locked doors; here the places come in. Works on the allow-list's
output, which is serialised anew (lower case, quoted, escaped), so nothing is parsed again.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from html import escape, unescape

import msgspec
from msgspec.structs import replace

from potluck.late import late
from potluck.markup import allowed
from potluck.markup.hosts import HOST, host_of, leads_away, scheme_of
from potluck.markup.rendered import Rendered

IN_VIEW = 2_000
"""An image that begins within so many characters of HTML may be what a reader sees first."""
TALLEST = 880
"""Pixels that an image is high at most, unless its author says more: as high as a photo held upright that fills the
column. The screen of a telephone would fill two of a reader's."""
SLIMMEST = 366
"""One that would be narrower so is meant to be scrolled along, and keeps its width."""


class Source(msgspec.Struct, frozen=True):
    """One choice a browser has: files by width (``"a.avif 480w, b.avif 800w"``), their type, and when to take them."""

    srcset: str
    type: str = ""
    media: str = ""
    sizes: str = ""


class Shown(msgspec.Struct, frozen=True):
    """How an image of this site is shown: its size in pixels, its mean colour (or ``""``), and what else there is."""

    width: int
    height: int
    colour: str = ""
    sources: tuple[Source, ...] = ()

    @property
    def is_tall(self) -> bool:
        """Whether it is seen as a whole only where it is not as wide as the column."""
        is_high = self.height > TALLEST and self.height * 3 > self.width * 4
        return is_high and self.width * TALLEST >= SLIMMEST * self.height


Resolve = Callable[[str, str], str | None]
Show = Callable[[str], Shown | None]

_TAG = late(r'<(a|img)((?: [a-z-]+="[^"]*")*)>|</a>')
_PIXELS = late(r"\s*([1-9][0-9]{0,3})(?:px)?\s*")
_PART = late(r"(?:[1-9][0-9]?|100)%")
_ATTRIBUTE = re.compile(r' ([a-z-]+)="([^"]*)"')
# Markdown percent-encodes the braces of Pelican's `{static}` and `{filename}`; who resolves them need not know.
_PLACEHOLDER = re.compile(r"^%7B([a-z]{1,10})%7D")
_ELSEWHERE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:|//|#|\?")
_LEADS_AWAY = rf' href="{HOST}(?:[/?#][!#-%(-;=?-~]*)?"(?: [a-z-]+="[^"&\'<>]*")*>'
"""How a link to another site goes on that is written just as it would be once it was resolved."""
_LINK = re.compile(rf'<a(?!{_LEADS_AWAY})((?: [a-z-]+="[^"]*")*)>')
"""Begun by a tag's name, it need not be tried at every other tag."""


def relink(rendered: Rendered, resolve: Resolve, show: Show) -> Rendered:
    """The rendered text with every link and image leading where `resolve` says.

    `resolve(tag, url)` is asked about each link and image that does not lead to a place in the same text, and need not
    be where a link plainly leads to another site; it gives the URL to use, or None: then only the words stay. An image
    that is not of this site becomes a link, so that reading a page tells nobody else. `show(url)` tells how an image of
    this site is shown. The first one, if it is near the start, is loaded before all else; the others wait until they
    come into view.
    """
    linker = _Linker(resolve, show)
    html = linker.links_alone(rendered.html) if rendered.first_image is None else None
    if html is None:
        linker = _Linker(resolve, show)
        html = _TAG.sub(linker.tag, rendered.html)
    return replace(rendered, html=html, first_image=linker.first_image)


def within_site(url: str) -> str | None:
    """A link as ``relink`` asks about it, if the answer may vary; None for one that names another site or no file."""
    return None if _ELSEWHERE.match(url) else _PLACEHOLDER.sub(r"{\1}", url)


class _Linker:
    """Goes through one text, tag by tag."""

    def __init__(self, resolve: Resolve, show: Show) -> None:
        self._resolve = resolve
        self._show = show
        self._open: list[bool] = []  # for each link that is open, whether its tag was kept
        self.first_image: str | None = None

    def tag(self, match: re.Match[str]) -> str:
        if match[1] is None:
            return "</a>" if not self._open or self._open.pop() else ""
        attributes = _attributes(match[2])
        return self._link(match[0], attributes) if match[1] == "a" else self._image(attributes, match.start())

    def links_alone(self, html: str) -> str | None:
        """A text without images in which each link is kept, so that no end of one is looked for; None for any other."""
        shown = _LINK.sub(lambda link: self._link(link[0], _attributes(link[1])), html)
        return shown if all(self._open) else None

    def _link(self, tag: str, attributes: dict[str, str]) -> str:
        url = attributes.get("href")
        if url is None or url.startswith("#"):
            self._open.append(True)
            return tag
        attributes["href"] = self._leads_to("a", url, allowed.LINK_SCHEMES)
        self._open.append(bool(attributes["href"]))
        return write_tag("a", attributes) if attributes["href"] else ""

    def _leads_to(self, tag: str, url: str, schemes: Collection[str]) -> str:
        """What `resolve` says of a URL, judged as the wall judges one: it is not what stood there any more; or ""."""
        answer = self._resolve(tag, _PLACEHOLDER.sub(r"{\1}", url)) or ""
        scheme = scheme_of(answer)
        return answer if not scheme or scheme in schemes else ""

    def _image(self, attributes: dict[str, str], start: int) -> str:
        words = attributes.get("alt", "")
        url = self._leads_to("img", attributes.get("src", ""), allowed.LOAD_SCHEMES)
        if not url:
            return escape(words, quote=False)
        if leads_away(url):
            said = ": ".join(dict.fromkeys(each for each in (words, attributes.get("title", "")) if each))
            label = escape(said or f"a picture on {host_of(url) or 'another site'}", quote=False)
            return label if self._open else f'<a href="{escape(url)}" rel="nofollow ugc noopener">{label}</a>'
        attributes["src"] = url
        attributes.pop("loading", None)
        attributes |= {"fetchpriority": "high"} if self.first_image is None and start < IN_VIEW else {"loading": "lazy"}
        self.first_image = self.first_image or url
        shown = self._show(url)
        if shown and shown.is_tall and not attributes.keys() & {"width", "height"}:
            attributes["height"] = str(TALLEST)
        return picture(attributes, shown)


def _attributes(written: str) -> dict[str, str]:
    return {name: unescape(value) for name, value in _ATTRIBUTE.findall(written)}


def picture(attributes: dict[str, str], shown: Shown | None) -> str:
    """The image, and around it what else a browser may choose."""
    if shown is None:
        return write_tag("img", attributes)
    sized = "width" in attributes or "height" in attributes
    attributes |= _size(attributes, shown)
    if shown.colour:
        attributes["data-tint"] = shown.colour
    image = write_tag("img", attributes)
    choices = [_narrowed(each, attributes["width"]) for each in shown.sources] if sized else shown.sources
    sources = "".join(write_tag("source", _given(each)) for each in choices)
    return f"<picture>{sources}{image}</picture>" if sources else image


def _size(attributes: dict[str, str], shown: Shown) -> dict[str, str]:
    """How wide and high an image is: as its author wrote, in pixels or, of the width, in parts of the column."""
    across, down = attributes.get("width", ""), attributes.pop("height", "")
    if _PART.fullmatch(across):
        return {}
    width, height = shown.width, shown.height
    if pixels := _PIXELS.fullmatch(across):
        width, height = int(pixels[1]), max(1, round(int(pixels[1]) * height / width))
    elif pixels := _PIXELS.fullmatch(down):
        width, height = max(1, round(int(pixels[1]) * width / height)), int(pixels[1])
    return {"width": str(width), "height": str(height)}


def _narrowed(source: Source, width: str) -> Source:
    """A choice for an image that is so wide at most, in pixels, or in parts of the column."""
    if not source.sizes or width == "100%":
        return source
    part = width.endswith("%")
    return replace(
        source, sizes=f"calc({source.sizes}*.{width[:-1]:0>2})" if part else f"min({source.sizes},{width}px)"
    )


def _given(source: Source) -> dict[str, str]:
    named = {"media": source.media, "type": source.type, "srcset": source.srcset, "sizes": source.sizes}
    return {name: value for name, value in named.items() if value}


def write_tag(tag: str, attributes: dict[str, str]) -> str:
    """A start tag with its attributes, escaped."""
    return f"<{tag}" + "".join(f' {name}="{escape(value)}"' for name, value in attributes.items()) + ">"
