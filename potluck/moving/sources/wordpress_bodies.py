"""A post of WordPress: its blocks, and the shortcodes and line ends of before, into HTML that says the same."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from html import escape, unescape

from potluck.moving.bodies.prose import fence, sub_paired
from potluck.moving.model import SOURCE, Entry
from potluck.moving.sources.export_html import put_html

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
    r"\[(?:embed|youtube|vimeo|video|audio|gist|tweet)(?P<rest>[^\[\]]*)\](?:(?P<url>[^\[\s]*)\[/\w+\])?"
)
GALLERY = re.compile(r"\[gallery(?P<rest>[^\[\]]*)\]")
SHORTCODE = re.compile(r"\[/?(?P<name>[a-z][\w-]{2,40})(?P<rest>(?:\s[^\[\]]*)?)/?\](?!\()")
IDS = re.compile(r"""ids=["']?([\d,\s]+)""")
LANGUAGE = re.compile(r"""(?:lang(?:uage)?=)?["']?([\w+#-]+)["']?""")
EMBED_BLOCK = re.compile(r"<!-- wp:(?:core-)?embed[^\s{]*\s+(\{(?:(?!<!--).)*?\})\s*(?:/-->|-->)", re.DOTALL)
EMBED_ENDS = re.compile(r"-->")
WRAPPED = re.compile(r'<div class="wp-block-embed__wrapper">\s*(https?://[^\s<]{1,2000})\s*</div>')
SHARED = re.compile(r'<!-- wp:block \{"ref":(\d{1,12})[^<>]{0,200}?/-->')
MOST_SHARED, LONGEST_SHARED = 50, 100_000
"""So many blocks that posts share stand in one post, and how long one may be."""
PHOTON = re.compile(r"https?://i\d\.wp\.com/")
"""A server of WordPress's that hands out the pictures of many blogs, whose addresses follow."""
BY_NUMBER = re.compile(r"""(?<=href=["'])(?:https?://[^/"'?#\s]{1,200})?/?\?(?:p|page_id)=(\d{1,12})(?=["'#&])""")


@dataclass
class Attachment:
    """A picture or file of the library: its address, what it shows, and its caption."""

    address: str
    words: str = ""
    caption: str = ""

    @property
    def html(self) -> str:
        """The picture, as a theme showed it."""
        caption = f"<figcaption>{self.caption}</figcaption>" if self.caption else ""
        return f'<figure><img src="{escape(self.address)}" alt="{escape(self.words)}">{caption}</figure>'


@dataclass
class Library:
    """What texts name by number: posts, attachments, and blocks that several share."""

    posts: dict[str, str] = field(default_factory=dict)
    attachments: dict[str, Attachment] = field(default_factory=dict)
    attached_to: dict[str, list[str]] = field(default_factory=dict)
    blocks: dict[str, str] = field(default_factory=dict)


def put_body(entry: Entry, number: str, html: str, library: Library) -> None:
    """Make the body of an entry, which has this number."""
    html = SHARED.sub(lambda found: library.blocks.get(found[1], found[0]), html, MOST_SHARED)
    html = PHOTON.sub("https://", html)
    html = BY_NUMBER.sub(
        lambda found: f"{SOURCE}{library.posts[found[1]]}" if found[1] in library.posts else found[0], html
    )
    html = _with_players(html)
    held: list[str] = []

    def hold(found: re.Match[str]) -> str:
        told = LANGUAGE.search(found["rest"].strip())
        language = found["tag"] if found["tag"] not in ("code", "sourcecode") else told[1] if told else ""
        held.append(fence(unescape(re.sub(r"</?(?:p|br)\s*/?>", "", found["code"])), language))
        return f"\n\n<p>HELDCODE{len(held) - 1}HELD</p>\n\n"

    html = CODE.sub(hold, html)
    html = sub_paired(CAPTION, CAPTION_ENDS, _captioned, html)
    html = GALLERY.sub(lambda found: _gallery(entry, number, found["rest"], library), html)
    html = EMBED.sub(_player, html)
    put_html(entry, _with_paragraphs(html))
    for at, code in enumerate(held):
        entry.body = entry.body.replace(f"HELDCODE{at}HELD", code)
    found = SHORTCODE.finditer(html)
    lost = sorted({each["name"] for each in found if each["rest"].strip() or f"[/{each['name']}]" in html})
    if lost:
        names = ", ".join(f"`[{name}]`" for name in lost[:8])
        entry.ask(f"Only a plugin of the old site knew {names}; it stands as it was written.")


def _gallery(entry: Entry, number: str, rest: str, library: Library) -> str:
    found = IDS.search(rest)
    ids = re.findall(r"\d+", found[1]) if found else library.attached_to.get(number, [])
    shown = [library.attachments[each] for each in ids if each in library.attachments]
    if not ids or len(shown) < len(ids):
        entry.ask("A gallery had pictures that are not in the export. Put them in, if they matter.")
    return "".join(each.html for each in shown)


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
    address = found["url"] or next(iter(re.findall(r"""https?://[^\s"'<>]+""", found["rest"])), "")
    return f'\n\n<iframe src="{address}"></iframe>\n\n' if address.startswith("http") else found[0]


def _with_players(html: str) -> str:
    """What blocks embed: the address is in the block's comment, and mostly stands again in what it holds."""
    met: set[str] = set()

    def embedded(found: re.Match[str]) -> str:
        url = _embedded(found[1])
        met.add(url)
        return f'<p><iframe src="{escape(url)}"></iframe></p>{found[0]}' if url else found[0]

    html = sub_paired(EMBED_BLOCK, EMBED_ENDS, embedded, html)
    return WRAPPED.sub(lambda found: "" if unescape(found[1]) in met else found[0], html)


def _embedded(data: str) -> str:
    try:
        url = json.loads(data).get("url", "")
    except (ValueError, AttributeError, RecursionError):
        return ""
    return url if isinstance(url, str) and url.startswith("http") else ""
