"""What can only be done on clean HTML: `rel` of links, players behind a click, images that wait until they are seen.

Works on the allow-list's output, which is serialised anew: tags are lower case, attributes quoted and escaped. So one
pattern finds the few tags that matter, and nothing is parsed again.
"""

from __future__ import annotations

import re
from html import escape, unescape

from potluck.late import late
from potluck.markup.embeds import Embeds
from potluck.markup.hosts import host_of
from potluck.markup.relink import within_site, write_tag
from potluck.unseen import without_unseen

# The style of the little page in a player's frame before it is loaded; a Content-Security-Policy has to know its hash.
FRAME_STYLE = (
    ":root{color-scheme:light dark}body{margin:0;min-height:100vh;display:grid;place-items:center;"
    "font:1rem system-ui,sans-serif;text-align:center}a{color:LinkText;padding:1.5rem}"
)
_FRAME_PAGE = '<!doctype html><title>{title}</title><style>{style}</style><a href="{url}">▶ {words}</a>'
_SANDBOX = "allow-scripts allow-same-origin allow-popups allow-forms allow-presentation"
_ATTRIBUTES = r"((?: [a-z-]+=\"[^\"]*\")*)"
_TAG = re.compile(
    r"<a href=\"https?://([a-z0-9.-]++)(?:[/?#][^\"]*+)?\">"
    rf"|<(a|img|input){_ATTRIBUTES}>|<iframe{_ATTRIBUTES}>(.*?)</iframe>",
    re.S,
)
"""A link as most are, with its host; a tag that matters; a frame with what is in it."""
_ATTRIBUTE = re.compile(r" ([a-z-]+)=\"([^\"]*)\"")
_ANY_TAG = late(r"<[^>]*>?|>")
_BLOCK_ENDS = late(
    r"</(?:p|div|center|blockquote|[uod]l|li|dd|h[1-6]|pre|table|figure|section|article|details|summary|iframe)>\Z"
    r"|<(?:div|center|blockquote|li|dd|figure|section|article|details|hr)\b[^<>]*>\Z"
)
# Text that is wider than the column scrolls within itself, and a keyboard has to reach what scrolls.
_STILL = late(r"<pre(?![^<>]* tabindex=)")
_FORMULA = late(r"<math\b([^<>]*)>[^<]*(?:<(?!/?math\b)[^<]*)*</math>")
_TABLES = late(r"<(/?table|/?tr|th|td)\b[^<>]*>")
_GAPS = late(r"<code\b[^>]*>[^<]*(?:<(?!/code>)[^<]*)*</code>|<br\b[^>]*>|[\s-]+")
_INLINE_CODE = re.compile(r'<code>(?<!tabindex="0"><code>)[^<]*-[^<]*</code>')
"""A block of code, which doesn't break, begins with a ``pre`` that a keyboard can reach. It is looked
for behind, since `re` skips to where a pattern begins with a text."""
_HYPHENS = late(r"(?:(?<!\w)-+|--+)(?:&[a-z0-9#]+;|[^\s<&-])|--+")
_CELL_ENDS = ("/td>", "/th>")
WIDE_FORMULA = 16
"""Letters from which a formula in a line may be wider than a phone: browsers break none."""
WIDE_TABLE = 7
"""Columns from which a table scrolls within itself: on a phone its words would fall apart into letters."""
NARROW_TABLE = 26
"""Letters of the longest words of all columns, with room between, for which the narrowest phone has room."""
ENDLESS_WORD = 24
"""Letters from which a word, an address say, is broken in any table: one so wide could not be read at a glance."""
_LENGTH = late(r"[0-9]{1,4}")


class Finisher:
    """Finishes one text after another."""

    def __init__(self, embeds: Embeds, own_site: str) -> None:
        self._embeds = embeds
        self._own_host = host_of(own_site)

    def finish(self, html: str, *, is_plain: bool = False, has_tables: bool = True) -> str:
        """The finished HTML; the caller then finds `first_image`, `hosts`, `links` and `images`.

        A plain text has no formulas, and its code is all Markdown's, which already can be scrolled by keyboard.
        """
        self.first_image: str | None = None
        self.hosts: dict[str, None] = {}
        self.links: list[tuple[str, str]] = []
        self.images: list[tuple[str, str]] = []
        done = _TAG.sub(self._tag, html)
        if has_tables:
            done = reach_wide_tables(done)
        if is_plain:
            return done
        if done.count("<pre") > done.count("<pre tabindex="):
            done = _STILL.sub(r'\g<0> tabindex="0"', done)
        return _FORMULA.sub(_formula, done) if "<math" in done else done

    def _tag(self, match: re.Match[str]) -> str:
        if match[1]:
            return self._leading_to(match[1], match[0])
        tag = match[2]
        attributes = {name: unescape(value) for name, value in _ATTRIBUTE.findall(match[3] or match[4] or "")}
        if tag == "a":
            return self._link(match[0], attributes)
        if tag == "img":
            return self._image(attributes)
        if tag == "input":
            return _task(match[0], attributes)
        return self._frame(attributes, match)

    def _link(self, tag: str, attributes: dict[str, str]) -> str:
        player = attributes.get("data-embed", "")
        if player:
            self.hosts[host_of(player)] = None
        url = attributes.get("href")
        if url is not None and (link := within_site(url)) is not None:
            self.links.append(("a", link))
        return self._leading_to(host_of(url or ""), tag)

    def _leading_to(self, host: str, tag: str) -> str:
        if not host or host == self._own_host:  # also what asks nobody, such as an address of e-mail
            return tag
        return tag[:-1] + ' rel="nofollow ugc noopener">'

    def _image(self, attributes: dict[str, str]) -> str:
        """The image, loaded when it comes into view; without a source only its description is left."""
        source = attributes.get("src")
        if source is None:
            return escape(attributes.get("alt", ""), quote=False)
        if (link := within_site(source)) is not None:
            self.images.append(("img", link))
        attributes.setdefault("alt", "")
        if self.first_image is None:
            self.first_image = source
        else:
            attributes["loading"] = "lazy"
        return write_tag("img", attributes)

    def _frame(self, attributes: dict[str, str], match: re.Match[str]) -> str:
        """The player behind a click, or a link where its host may not be embedded."""
        source = attributes.get("src", "")
        # A frame's inside is raw text to the wall, so its entities become letters only here.
        words = escape(without_unseen(_ANY_TAG.sub("", unescape(match[5]))).strip(), quote=False)
        url = self._embeds.allowed(source)
        if url is None:
            label = attributes.get("title") or words or host_of(source)
            if not source:
                return words
            if (inside := within_site(source)) is not None:
                self.links.append(("a", inside))
            link = f'<a href="{escape(source)}" rel="nofollow ugc noopener">{escape(label, quote=False)}</a>'
            return f"<p>{link}</p>" if _stands_alone(match.string, match.start()) else link
        host = host_of(url)
        self.hosts[host] = None
        title = attributes.get("title") or host
        what = f"“{title}”" if title != host else "this"
        page = _FRAME_PAGE.format(
            title=escape(title), style=FRAME_STYLE, url=escape(url), words=escape(f"Load {what} from {host}")
        )
        kept = {name: attributes[name] for name in ("width", "height") if _LENGTH.fullmatch(attributes.get(name, ""))}
        fixed = {"class": "embed-frame", "title": title, "sandbox": _SANDBOX, "allow": "fullscreen"}
        frame = write_tag("iframe", {"src": source, "srcdoc": page, **kept, **fixed, "loading": "lazy"})
        return f"{frame}{words}</iframe>"


def _formula(match: re.Match[str]) -> str:
    """The formula, within what scrolls and can be reached by keyboard where it may be wider than the column."""
    shown = match[0].partition("<annotation")[0]
    if ' display="block"' not in match[1] and len(unescape(_ANY_TAG.sub("", shown))) < WIDE_FORMULA:
        return match[0]
    return f'<span class="math-display" tabindex="0">{match[0]}</span>'


def reach_wide_tables(html: str) -> str:
    """A text whose tables that don't fit a phone can be reached by keyboard, as whatever scrolls must be."""
    start, end = html.find("<table"), html.rfind("</table>")
    if start < 0 or end < start:
        return html
    wide: set[int] = set()
    open_tables: list[tuple[int, list[int], list[int]]] = []
    # of each where it begins to end (">"), the longest word of each column, and the column of its row so far
    parts = list(_TABLES.finditer(html, start, end + len("</table>")))
    for part, following in zip(parts, [*parts[1:], None], strict=True):
        tag = part[1]
        if tag == "table":
            open_tables.append((part.end() - 1, [], [0]))
        elif not open_tables:
            continue
        elif tag == "/table":
            at, longest, _ = open_tables.pop()
            if len(longest) >= WIDE_TABLE or _falls_apart(longest):
                wide.add(at)
        elif tag in ("th", "td"):
            _, longest, column = open_tables[-1]
            if column[0] == len(longest):
                longest.append(0)
            cell = html[part.end() : following.start() if following else None]
            longest[column[0]] = max(longest[column[0]], _longest_word(cell) + (tag == "th"))  # which is bold
            column[0] += 1
        else:
            open_tables[-1][2][0] = 0
    pieces, done = [], 0
    for at in sorted(wide):
        pieces += [html[done:at], ' tabindex="0"']
        done = at
    return "".join([*pieces, html[done:]])


def _longest_word(cell: str) -> int:
    """The letters of the longest word of a cell's HTML. Code is broken anywhere, so it counts as a gap."""
    words, _, tags = cell.partition("<")
    if tags.rstrip() in _CELL_ENDS and not ("&" in words or ">" in words):
        return max(map(len, words.replace("-", " ").split()), default=0)
    return max(len(unescape(word)) for word in _ANY_TAG.sub("", _GAPS.sub(" ", cell)).split(" "))


def _falls_apart(longest: list[int]) -> bool:
    """Whether words would be cut for want of room, in a table with columns of longest words so long."""
    return max(longest, default=0) < ENDLESS_WORD and sum(longest) + len(longest) * 3 // 2 > NARROW_TABLE


def _stands_alone(html: str, at: int) -> bool:
    """Whether what begins at a place is between blocks, rather than in a line of text."""
    opened = max(html.rfind("<p>", 0, at), html.rfind("<p ", 0, at))
    before = html[max(0, at - 300) : at].rstrip()
    return html.rfind("</p>", 0, at) >= opened and (not before or _BLOCK_ENDS.search(before) is not None)


def _task(tag: str, attributes: dict[str, str]) -> str:
    """The box of a task, with a name for those who don't see it; any other field goes."""
    if attributes.get("class") != "task" or attributes.get("type") != "checkbox" or "disabled" not in attributes:
        return ""
    return f'{tag[:-1]} aria-label="{"done" if "checked" in attributes else "to do"}">'


def hold_hyphens(html: str) -> str:
    """Finished HTML whose inline code breaks after no hyphen that means more than to join two words.

    Browsers may end a line after any hyphen, also after those of ``--amend``. No style forbids that and lets the rest
    of the code go on to the next line, and a sign that joins would be copied along. So the hyphens that begin a word,
    or follow one another, stand in an element with the character after them; the style sheet keeps it on one line.
    """
    if "-" not in html:
        return html
    return _INLINE_CODE.sub(lambda code: _HYPHENS.sub(r"<span>\g<0></span>", code[0]), html)
