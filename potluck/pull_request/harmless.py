"""Makes a stranger's preview harmless before anybody's browser opens it.

Pages lose whatever could act (scripts, frames, forms, handlers, style attributes, redirects), begin with a policy that
lets a browser load nothing from elsewhere, and are marked as previews. Pictures are decoded and encoded anew. Each is
enough alone: the policy holds where the sweep forgets something, and the other way round.
"""

from __future__ import annotations

import re
from html import escape
from pathlib import PurePosixPath

from selectolax.lexbor import LexborHTMLParser, LexborNode

from potluck.media import FOR_ONE_IMAGE, Limits, Prepared, Use
from potluck.media.images import prepare_or_refuse
from potluck.settings import Settings
from potluck.workshop import OutOfBounds, Workshop

POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; "
    "base-uri 'none'; form-action 'none'; frame-src 'none'; script-src 'none'"
)
LARGEST_PAGE = 3_000_000
ACTIVE = """
    script noscript template iframe frame frameset object embed applet portal fencedframe base form input button select
    textarea option datalist dialog link meta svg audio video source track marquee plaintext xmp noembed noframes
""".split()
"""Elements that a page of ours does without in a preview."""
KEPT_ATTRIBUTES = frozenset(
    """
    alt aria-current aria-hidden aria-label aria-labelledby aria-describedby cite class colspan datetime dir height
    href hreflang id lang loading name open rel role rowspan scope span src start title value width display
    """.split()
)
ENGLISH = ' lang="en"'
_SAFE_LINK = re.compile(r"(?:https?://|mailto:|/(?!/)|#|\./|\.\./)[^\s\\]*\Z", re.IGNORECASE)
BANNER_STYLE = (
    "background:#fff4ec;color:#3b1300;border-bottom:4px solid #b4472d;padding:.6rem 1rem;font:1rem/1.4 sans-serif"
)


class PreviewRefused(Exception):
    """A preview that can't be shown. The message says why."""


def harmless(preview: dict[str, bytes], number: int, settings: Settings) -> dict[str, bytes]:
    """The files of a preview as they may be served: path to bytes. Raises PreviewRefused."""
    limits = Limits.of(settings)
    pages = [path for path in preview if path.endswith(".html")]
    pictures = [path for path in preview if path not in pages]
    with Workshop(FOR_ONE_IMAGE) as workshop:
        made = workshop.do_all(page, [(preview[path], number) for path in pages])
        shown: dict[str, bytes] = {}
        for path, data in zip(pages, made, strict=True):
            if isinstance(data, OutOfBounds):
                raise PreviewRefused("A page of the preview takes more time or memory to read than any page of ours.")
            shown[path] = data
        tasks = [(preview[path], PurePosixPath(path).suffix, limits, Use.COPY) for path in pictures]
        encoded = workshop.do_all(prepare_or_refuse, tasks)
        for path, picture in zip(pictures, encoded, strict=True):
            if isinstance(picture, Prepared):  # of any other there is a gap, and the check says why
                shown[path] = picture.data[0]
    return shown


def page(data: bytes, number: int) -> bytes:
    """One page, harmless. Raises PreviewRefused."""
    if len(data) > LARGEST_PAGE:
        raise PreviewRefused("A page of the preview is larger than any page of ours.")
    tree = LexborHTMLParser(data.decode("utf-8", "replace"))
    if tree.body is None:
        raise PreviewRefused("A page of the preview is no page.")
    title = tree.css_first("title")
    words = title.text() if title else ""
    for style in tree.css("body style"):
        style.decompose()
    styles = in_one_sheet("\n".join(each.text() for each in tree.css("style")))
    for tag in ACTIVE:
        for node in tree.css(tag):
            node.decompose()
    body = tree.body
    for node in [body, *body.css("*")]:
        _calm(node)
    notice = f"Preview of pull request {number}. This is not part of the site."
    inside = "".join(child.html or "" for child in body.iter(include_text=True))
    banner = f'<p lang="en" dir="ltr" style="{BANNER_STYLE}">{notice}</p>'
    return (
        f'<!doctype html>\n<html{_spoken(tree.root) or ENGLISH}>\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">\n'
        '<meta name="robots" content="noindex, nofollow">\n<meta name="referrer" content="no-referrer">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(words)} (preview)</title>\n<style>{styles}</style>\n</head>\n"
        f"<body{_spoken(body)}>\n{banner}\n{inside}\n</body>\n</html>\n"
    ).encode()


def _calm(node: LexborNode) -> None:
    """Leave an element only the attributes that say something."""
    for name, value in list(node.attributes.items()):
        if name not in KEPT_ATTRIBUTES or (name in ("href", "src", "cite") and not _SAFE_LINK.match(value or "")):
            del node.attrs[name]
    if node.tag == "a":
        node.attrs["rel"] = "nofollow ugc noopener"


def in_one_sheet(text: str) -> str:
    """Style sheets together, as they may stand in the page's only style element: one alone may hold half of its end."""
    return re.sub(r"<+(?=[/!])", "", text)


def _spoken(node: LexborNode | None) -> str:
    """The language and direction of an element, as attributes; "" where it names no language."""
    said = node.attributes if node else {}
    lang, direction = said.get("lang") or "", said.get("dir")
    if not re.fullmatch(r"[A-Za-z0-9-]{2,35}", lang):
        return ""
    return f' lang="{lang}" dir="{direction}"' if direction in ("ltr", "rtl") else f' lang="{lang}"'
