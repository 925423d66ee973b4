"""Whether a text looks on the site as it does on GitHub, told by what readers see: blocks, words, links, images.

`cmark-gfm`, the program that GitHub itself uses, reads the text beside our own parser, and the outlines are compared.
What the site shows on purpose and GitHub doesn't (docs/markup.md lists it) is kept out of it, and so is what the
allow-list takes out later, which other checks explain.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest
from typing import NamedTuple
from urllib.parse import unquote

from cmarkgfm.cmark import Options, markdown_to_html_with_extensions
from selectolax.lexbor import LexborHTMLParser, LexborNode

from potluck.markup.github import Bare, GitHub
from potluck.markup.nesting import check_nesting
from potluck.markup.rendered import TooComplicated

OPTIONS = Options.CMARK_OPT_UNSAFE | Options.CMARK_OPT_FOOTNOTES
EXTENSIONS = ["table", "autolink", "strikethrough", "tasklist"]
SHOWN = frozenset(
    """p h1 h2 h3 h4 h5 h6 ul ol li blockquote table tr th td hr pre dl dt dd iframe
    a em strong code del img br""".split()
)
UNSEEN = frozenset("script style title template textarea xmp plaintext noembed noframes noscript".split())
LEADS = {"a": "href", "img": "src", "iframe": "src"}
IN_ITEMS = ("li", "dd")
BOX = re.compile(r"\[[ xX]\](?: |\Z)")  # of a task, where it is not drawn
# What we read otherwise on purpose, and the same text without it: definitions, abbreviations, alerts.
EXTRAS = (
    (re.compile(r"^([ \t>]*):(?=[ \t])", re.M), r"\1;"),
    (re.compile(r"^([ \t>]*)\*(?=\[[^\[\]\n]{1,60}\]:)", re.M), r"\1+"),
    (re.compile(r"\[(?=!(?:NOTE|TIP|IMPORTANT|WARNING|CAUTION)\])", re.I), "("),
)


class Mark(NamedTuple):
    """One thing that readers see: the start of an element (`+tag`, and where it leads), its end (`-tag`), or `text`."""

    kind: str
    value: str = ""


@dataclass(frozen=True, slots=True)
class Difference:
    """The first difference: its line (from 1), and what readers see there on GitHub and here."""

    line: int
    on_github: Mark
    here: Mark


THE_END = Mark("end")


def compare(markdown: str) -> Difference | None:
    """What `difference` finds, as a task for a worker; a text that is too complicated is not compared.

    Nor is one in which cmark-gfm makes of a number (`&#x…;`) bytes that are no letter.
    """
    try:
        return difference(markdown)
    except (TooComplicated, UnicodeDecodeError):
        return None


def difference(markdown: str) -> Difference | None:
    """The first place where a text looks different here; none when it looks the same. Raises TooComplicated."""
    for pattern, better in EXTRAS:
        markdown = pattern.sub(better, markdown)
    html = Bare(extensions=[GitHub()]).convert(markdown)
    check_nesting(html)
    ours, _ = outline(html)
    theirs, _ = outline(github(markdown))
    if ours == theirs:
        return None
    pairs = zip_longest(theirs, ours, fillvalue=THE_END)
    at, there, here = next((at, there, here) for at, (there, here) in enumerate(pairs) if there != here)
    _, lines = outline(github(markdown, with_lines=True))
    line = _line(markdown, lines[at] if at < len(lines) else 1, there, here)
    if there.kind == here.kind == "text":
        there, here = _what_follows(there, here, theirs[at + 1 :]), _what_follows(here, there, ours[at + 1 :])
    return Difference(line, there, here)


def _what_follows(words: Mark, other: Mark, rest: list[Mark]) -> Mark:
    """What stands where two texts part: the words after the ones they share, or else what comes next."""
    pairs = enumerate(zip(words.value, other.value, strict=False))
    same = next((at for at, (a, b) in pairs if a != b), min(len(words.value), len(other.value)))
    if same < len(words.value):
        start = same if same == len(other.value) else words.value.rfind(" ", 0, same) + 1
        return Mark("text", words.value[start:].strip())
    return rest[0] if rest else THE_END


def github(markdown: str, *, with_lines: bool = False) -> str:
    """The HTML of GitHub's own renderer, before GitHub's allow-list; `with_lines` notes where each block comes from."""
    options = OPTIONS | (Options.CMARK_OPT_SOURCEPOS if with_lines else 0)
    return str(markdown_to_html_with_extensions(markdown, options, extensions=EXTENSIONS))


def outline(html: str) -> tuple[list[Mark], list[int]]:
    """What readers see of some HTML, from top to bottom, and the line of each mark, if lines are noted in it."""
    seen: list[Mark] = []
    lines: list[int] = []
    words: list[str] = []
    items = 0
    for mark, line in (*_marks(html), (THE_END, 0)):
        if mark.kind == "text":
            words.append(mark.value)
            continue
        items += (mark.kind[1:] in IN_ITEMS) * (1 if mark.kind[0] == "+" else -1)
        if items and mark.kind[1:] == "p":
            words.append(" ")  # whether an item's text is a paragraph is a matter of space
            continue
        text = " ".join("".join(words).split())
        words.clear()
        if text := BOX.sub("", text) if seen and seen[-1].kind == "+li" else text:
            seen.append(Mark("text", text))
            lines.append(lines[-1] if lines else 1)
        seen.append(mark)
        lines.append(line or (lines[-1] if lines else 1))
    return seen, lines


def _marks(html: str) -> Iterator[tuple[Mark, int]]:
    """The tags that show and the words between them, in the order of the page, each with its line as far as known.

    No recursion, however deep the tags are nested.
    """
    body = LexborHTMLParser(html.strip() or " ").body
    line = 1
    waiting: list[LexborNode | Mark] = [body] if body else []
    while waiting:
        node = waiting.pop()
        if isinstance(node, Mark):
            yield node, line
            continue
        tag = node.tag or ""
        if tag == "-text":
            yield Mark("text", node.text_content or ""), line
        if tag in UNSEEN or tag.startswith(("-", "_", "!")):
            continue
        position = (node.attributes.get("data-sourcepos") or "").partition(":")[0]
        line = max(line, int(position)) if position.isdigit() else line
        if tag in SHOWN:
            yield Mark(f"+{tag}", _leads(node, tag)), line
            waiting.append(Mark(f"-{tag}"))
        if tag != "iframe":  # a forgotten end tag makes the rest of the page its text, which nobody sees
            waiting += reversed(list(node.iter(include_text=True)))


def _leads(node: LexborNode, tag: str) -> str:
    """Where a link, image or frame leads; nowhere if a forgotten quotation mark made half a page of its address."""
    url = node.attributes.get(LEADS.get(tag, "")) or ""
    return "" if "\n" in url else unquote(url)


def _line(markdown: str, first: int, there: Mark, here: Mark) -> int:
    """The line, from `first` on, of the first word that GitHub shows otherwise; `first` where it shows all alike."""
    words, others = there.value.split(), here.value.split()
    odd = next((a for a, b in zip_longest(words, others) if a != b and a), "")
    lines = markdown.split("\n")
    near = range(first - 1, min(first + 200, len(lines)))
    return next((number + 1 for number in near if odd and odd in lines[number]), first)
