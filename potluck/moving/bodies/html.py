"""HTML, as blogs' exports hold it, into Markdown: markdownify, taught about code, figures, players and captions."""

from __future__ import annotations

import re
import warnings
from typing import Any

from bs4 import BeautifulSoup, Tag
from bs4.exceptions import ParserRejectedMarkup
from markdownify import MarkdownConverter
from selectolax.lexbor import LexborHTMLParser

from potluck.moving.bodies.prose import ALERTS, alert, fence, film, fold, heading_id, sub_paired

BAR = re.compile(r"(?<!\\)\|")
DASHES = re.compile(r"\|(?: --- \|)+\Z")
COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
COMMENT_ENDS = re.compile(r"-->")
MAX_HTML = 8_000_000
MAX_NESTING = 150
TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*+)([^<>]*+)>")
"""A tag; none reads beyond where the next begins."""
OFTEN_LEFT_OPEN = frozenset("br img hr input meta link source p li wbr".split())
PLAYERS = re.compile(r"(?:www\.)?(?:youtube(?:-nocookie)?\.com/(?:embed|v)/|youtu\.be/)([\w-]{6,20})")
AUTOLINK = re.compile(r"[A-Za-z][A-Za-z0-9+.-]{1,31}:")
VIMEO = re.compile(r"player\.vimeo\.com/video/(\d+)")
SCRIPTED = re.compile(r"(?:https?:)?//((?:gist\.github\.com|asciinema\.org)/[\w./-]{1,200})\.js\b.*", re.DOTALL)
"""Scripts that show what has a page of its own."""
PLACEHOLDER = 500
"""A picture within its own address with fewer letters than this stood in for one that came later."""
LATER = ("data-src", "data-lazy-src", "data-original", "data-orig-file")
LANGUAGE = re.compile(
    r"(?:^|\s)(?:language-|lang-|brush:\s*|highlight-source-|sourceCode\s+|highlight-|code\s+)([\w+#-]+)"
)


STYLE: dict[str, Any] = {
    "heading_style": "atx",
    "bullets": "-",
    "escape_misc": False,
    "sub_symbol": "<sub>",
    "sup_symbol": "<sup>",
}
"""How Markdown is to look."""


class _Converter(MarkdownConverter):
    """Markdownify's rules, and ours."""

    def convert_pre(self, el: Tag, text: str, parent_tags: Any) -> str:
        """Code, with its language, whitespace kept."""
        code = el.get_text()
        if "math" in _attribute(el, "class").split():
            return f"\n\n$$\n{code.strip()}\n$$\n\n"
        return f"\n\n{fence(code, _language(el))}\n\n" if code.strip() else ""

    def convert_figure(self, el: Tag, text: str, parent_tags: Any) -> str:
        """An image with its caption as title, which shows as a caption here."""
        images, caption = el.find_all("img"), el.find("figcaption")
        words = " ".join(caption.get_text().split()) if caption else ""
        if len(images) == 1 and caption and not caption.find("a") and '"' not in words and not el.find("iframe"):
            return f'\n\n![{_alt(images[0])}]({_address(_source(images[0]))} "{words}")\n\n'
        return f"\n\n{text.strip()}\n\n"

    def convert_figcaption(self, el: Tag, text: str, parent_tags: Any) -> str:
        """A caption that is more than words."""
        return f"\n\n*{text.strip()}*\n\n" if text.strip() else ""

    def convert_iframe(self, el: Tag, text: str, parent_tags: Any) -> str:
        """A player: its link, alone in a paragraph."""
        address = _source(el)
        return f"\n\n<{player(address)}>\n\n" if re.match(r"(?:https?:)?//", address) else ""

    convert_embed = convert_iframe

    def convert_img(self, el: Tag, text: str, parent_tags: Any) -> str:
        """An image, also in a table or heading."""
        address = _source(el)
        is_one = address and not (address.startswith("data:") and len(address) < PLACEHOLDER)
        return f"![{_alt(el)}]({_address(address)})" if is_one else ""

    def convert_a(self, el: Tag, text: str, parent_tags: Any) -> str:
        """A link; around headings and paragraphs too, which no link of Markdown holds."""
        if "\n\n" in text.strip():
            text = " ".join(line.strip().lstrip("#").lstrip() for line in text.split("\n") if line.strip())
        link = str(super().convert_a(el, text, parent_tags))  # type: ignore[misc]
        address = _attribute(el, "href")
        return f"[{text}]({address})" if link == f"<{address}>" and not AUTOLINK.match(address) else link

    def convert_details(self, el: Tag, text: str, parent_tags: Any) -> str:
        """Text that readers unfold."""
        title = el.find("summary")
        return f"\n\n{fold(' '.join(title.get_text().split()) if title else 'More', text)}\n"

    def convert_summary(self, el: Tag, text: str, parent_tags: Any) -> str:
        """It stands in front of what it folds."""
        return "" if "details" in parent_tags else text

    def convert_video(self, el: Tag, text: str, parent_tags: Any) -> str:
        """A film or recording: a link to it."""
        source = el.find("source")
        address = _attribute(el, "src") or (_attribute(source, "src") if isinstance(source, Tag) else "")
        return f"\n\n[{address.rsplit('/', 1)[-1] or 'recording'}]({_address(address)})\n\n" if address else ""

    convert_audio = convert_video

    def convert_aside(self, el: Tag, text: str, parent_tags: Any) -> str:
        """docutils' boxes and footnotes."""
        classes = _attribute(el, "class").split()
        if "admonition" in classes:
            kind = next((each for each in classes if each in ALERTS), "note")
            return f"\n\n{alert(kind, text.strip())}\n"
        if "footnote" in classes and (name := _attribute(el, "data-note")):
            lines = text.strip().split("\n")
            note = "\n".join([f"[^{name}]: {lines[0]}", *(f"    {line}".rstrip() for line in lines[1:])])
            return f"\n\n{note}\n\n"
        return f"\n\n{text.strip()}\n\n"

    def convert_tt(self, el: Tag, text: str, parent_tags: Any) -> str:
        """docutils' formulas, and typewriter letters."""
        words = el.get_text()
        return f"${words}$" if "math" in _attribute(el, "class").split() else f"`{words}`" if words.strip() else ""

    def convert_span(self, el: Tag, text: str, parent_tags: Any) -> str:
        """docutils' inline code."""
        classes = _attribute(el, "class").split()
        return f"`{' '.join(el.get_text().split())}`" if "literal" in classes and "`" not in text else text

    def convert_td(self, el: Tag, text: str, parent_tags: Any) -> str:
        """A cell; a bar within it ends none."""
        return str(super().convert_td(el, BAR.sub(r"\|", text), parent_tags))  # type: ignore[misc]

    def convert_th(self, el: Tag, text: str, parent_tags: Any) -> str:
        """A cell that names a column."""
        return str(super().convert_th(el, BAR.sub(r"\|", text), parent_tags))  # type: ignore[misc]

    def convert_table(self, el: Tag, text: str, parent_tags: Any) -> str:
        """A table whose first row has as many cells as the longest, which nobody would see the end of else."""
        caption, sign, table = text.strip().partition("|")
        head, *rows = (row for row in f"{sign}{table}".split("\n") if not DASHES.match(row))
        columns = max(len(BAR.findall(row)) for row in (head, *rows)) - 1
        if columns < 1:
            return f"\n\n{text.strip()}\n\n"
        head += " |" * (columns + 1 - len(BAR.findall(head)))
        return f"\n\n{caption}" + "\n".join([head, "|" + " --- |" * columns, *rows]) + "\n\n"

    def convert_dt(self, el: Tag, text: str, parent_tags: Any) -> str:
        """A term of a list of definitions, which Markdown does not have."""
        return f"\n\n**{text.strip()}**\n\n" if text.strip() else ""

    def convert_dd(self, el: Tag, text: str, parent_tags: Any) -> str:
        """What a term means, below it."""
        return f"\n\n{text.strip()}\n\n"

    def convert_mark(self, el: Tag, text: str, parent_tags: Any) -> str:
        """Markdown has no marker pen."""
        return text


def parsed(html: str) -> BeautifulSoup:
    """HTML as a tree; without the warnings for programmers about a text that may be an address or XML."""
    with warnings.catch_warnings(action="ignore", category=UserWarning):
        return BeautifulSoup(html, "html.parser")


def to_markdown(html: str) -> tuple[str, str]:
    """Markdown that says what the HTML says, and a remark where some of it was too tangled to keep its shape."""
    html = sub_paired(COMMENT, COMMENT_ENDS, lambda _: "", html[:MAX_HTML])
    ended = html.rfind(">") + 1  # the parser looks for the end of each tag behind that, to the end of the text
    html = html[:ended] + html[ended:].replace("<", "&lt;")
    if len(html) < MAX_HTML and _nesting(html) <= MAX_NESTING:
        try:
            soup = parsed(html)
            for each in soup.find_all("script", src=SCRIPTED):
                each.name, each["src"] = "iframe", SCRIPTED.sub(r"https://\1", _attribute(each, "src"))
            _in_attributes(soup)
            for each in soup.find_all(["script", "style", "noscript", "svg"]):
                each.decompose()
            for each in [line_end for code in soup.find_all("pre") for line_end in code.find_all("br")]:
                each.replace_with("\n")
            for each in soup.find_all(["sup", "a"], class_=["headerlink", "footnote-backref"]):
                each.decompose()
            _footnotes(soup)
            _captions_in_tables(soup)
            _own_ids(soup)
            return _tidy(_Converter(**STYLE).convert_soup(soup)), ""
        except (RecursionError, ParserRejectedMarkup):
            pass
    body = LexborHTMLParser(html).body
    words = body.text(separator="\n\n", strip=True) if body else ""
    return words, "The HTML was nested too deep, or is none; its words were kept, its shape was not."


def _in_attributes(soup: BeautifulSoup) -> None:
    """Squarespace's films and recordings, which stand in the attributes of an empty element."""
    for each in soup.find_all(lambda tag: tag.has_attr("data-html")):
        each.append(BeautifulSoup(_attribute(each, "data-html"), "html.parser"))
    for each in soup.find_all(lambda tag: tag.has_attr("data-url")):
        if not each.get_text(strip=True) and not each.find(True):
            each.name, each["href"] = "a", _attribute(each, "data-url")
            each.string = _attribute(each, "data-title") or _attribute(each, "data-url")


def _footnotes(soup: BeautifulSoup) -> None:
    """docutils' footnotes, made ready for Markdown's."""
    for note in soup.find_all("aside", class_="footnote"):
        label = note.find(class_="label")
        if isinstance(label, Tag) and note.get("id"):
            name = re.sub(r"[^\w-]", "", label.get_text())
            note["data-note"] = name
            label.decompose()
            for reference in soup.find_all("a", href=f"#{note['id']}"):
                reference.replace_with(f"[^{name}]")
    for title in soup.find_all("p", class_="admonition-title"):
        box = title.parent
        kinds = _attribute(box, "class").split()
        if "admonition" in kinds and title.get_text().strip(" !").lower() in kinds:
            title.decompose()


def _captions_in_tables(soup: BeautifulSoup) -> None:
    """Blogger's pictures, each in a table of two cells, with its caption in the second."""
    for table in soup.find_all("table", class_="tr-caption-container"):
        image, caption = table.find("img"), table.find(class_="tr-caption")
        if isinstance(image, Tag) and isinstance(caption, Tag):
            figure = soup.new_tag("figure")
            caption.name = "figcaption"
            figure.extend([image.extract(), caption.extract()])
            table.replace_with(figure)


def _own_ids(soup: BeautifulSoup) -> None:
    """Links within the page to a heading follow the id that it has here."""
    headings = {_attribute(each, "id"): each for each in soup.find_all(re.compile(r"\Ah[1-6]\Z"), id=True)}
    for link in soup.find_all("a", href=[f"#{name}" for name in headings]) if headings else ():
        link["href"] = f"#{heading_id(headings[_attribute(link, 'href')[1:]].get_text())}"


def player(address: str) -> str:
    """The page that a player's address belongs to."""
    if found := PLAYERS.search(address):
        return film("youtube", found[1])
    if found := VIMEO.search(address):
        return film("vimeo", found[1])
    return re.sub(r"\A//", "https://", address).replace(" ", "%20")


def _nesting(html: str) -> int:
    """At least as deep as the HTML is nested, by its tags alone."""
    depth = deepest = 0
    for found in TAG.finditer(html):
        if found[3].endswith("/") or found[2].lower() in OFTEN_LEFT_OPEN:
            continue
        depth = max(0, depth + (-1 if found[1] else 1))
        deepest = max(deepest, depth)
    return deepest


def _language(pre: Tag) -> str:
    for each in (pre, pre.find("code"), pre.parent, pre.parent.parent if pre.parent else None):
        if isinstance(each, Tag):
            told = (_attribute(each, name) for name in ("lang", "data-lang", "data-language", "data-code-block-lang"))
            if language := next(filter(None, told), ""):
                return language
            if found := LANGUAGE.search(_attribute(each, "class")):
                return "" if found[1] in ("text", "default", "none", "plain", "block") else found[1]
    return ""


def _alt(image: Tag) -> str:
    """What an image's alt says; docutils puts the address there, which says nothing."""
    words = " ".join(_attribute(image, "alt").replace("[", "(").replace("]", ")").split())
    return "" if words == _attribute(image, "src").strip() else words


def _source(tag: Tag) -> str:
    """Where a picture or player is; one that came when a reader was near had something else in its place until then."""
    now = _attribute(tag, "src")
    later = (_attribute(tag, name) for name in LATER)
    return (next(filter(None, later), "") or now) if not now or now.startswith("data:") else now


def _attribute(tag: Any, name: str) -> str:
    value = tag.get(name) if isinstance(tag, Tag) else None
    return " ".join(value) if isinstance(value, list) else str(value or "")


def _address(url: str) -> str:
    return url.strip().replace(" ", "%20").replace("(", "%28").replace(")", "%29")


def _tidy(text: str) -> str:
    lines = [line.rstrip() if not line.endswith("  ") or not line.strip() else line for line in text.split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n") + "\n"
