"""Links by name: `[the map][map]` whose address another line gives, footnotes, and `[[names of pages]]`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from potluck.checks.links.written import LINK_GAP
from potluck.checks.registry import text_check
from potluck.checks.text import Text
from potluck.content.model import Written
from potluck.content.names import slugify
from potluck.problems import Problem, error, in_post, warning

REFERENCE = re.compile(
    r"(?<![\w\]!\\])\[(?!(?<=\[\[)(?:https?:|www\.))(?P<text>[^\W\d_][^\[\]\n]{1,200})\]\[(?!https?:|www\.|/)(?P<label>[^\[\]\n^]{0,100})\](?![\[(:])(?!\w)"
)
GAP_BEFORE_NAME = re.compile(
    r"(?<![\]!\\])\[(?P<text>[^\[\]\n]{2,200})\](?P<gap> +)\[(?P<label>[^\[\]\n^]{1,100})\](?![\[(:])"
)
FOOTNOTE = re.compile(r"(?<!\\)\[(?P<text>)(?P<label>\^\d{1,3}|(?<=\w\[|[.,;!?]\[)\^[A-Za-z][\w-]{2,29})\](?![(:*+?])")
ANY_DEFINITION = re.compile(r" {0,3}\[(?P<label>[^\[\]\n]{1,200})\]:")
ODD_NOTE = re.compile(
    r"(?<!\\)(?!\[\^\d{1,3}\])(?:(?P<sure>\^\[\d{1,3}\]|[\[(［【] ?(?:\^{1,2} ?\d{1,3}|\d{1,3}\^):?[\])}］】])"
    r"|\[\^\d{1,3}(?=[\s.,;:!?]|\Z)|(?<![\[(［【^])\^\d{1,3}[\])］】]|\[\*?\d{1,3}\])(?P<colon>:?)(?!\()"
)
"""The number of a note whose signs stand in another order, are others or are not all there.

What is not sure may be anything, but for the number of a note that something leads to from nowhere else."""
IMAGE_NAME = re.compile(r"\.(?:png|jpe?g|gif|webp|avif|svg|heic|bmp)\Z", re.IGNORECASE)
WIKI = re.compile(
    r"(?<![\w\[\\])!?\[\[(?P<page>[^\W_][^\[\]\n|,=\"'{}]{1,80})(?:\|(?P<words>[^\[\]\n|]{1,80}))?\]\](?![\[(\]])"
)
PICTURE_BY_NAME = re.compile(r"!\[(?P<alt>[^\[\]\n]{0,200})\]\[(?P<label>[^\[\]\n]{1,100})\]")
LINK_UNDEFINED = error(
    "link-undefined",
    "Nothing says where this link leads.",
    why="Readers would see the brackets, and nothing to click on.",
    fix="Add a line with the name in square brackets, a colon and the address at the end of the text.",
    bad=in_post("We met at [the library][library]."),
    good=in_post("We met at [the library][library].\n\n[library]: https://example.org/library"),
)
LINK_WIKI = warning(
    "link-wiki",
    "Two square brackets make no link here.",
    why="Readers would see the brackets, and nothing to click on.",
    fix="Write `[words](address)`.",
    bad=in_post("As I wrote in [[A walk in April]]."),
    good=in_post("As I wrote in [A walk in April](https://example.org/april)."),
)


@text_check(LINK_UNDEFINED)
def undefined_pictures(text: Text) -> Iterator[Problem]:
    """`![][image1]`, as Google Docs writes it, where no line says which picture that is."""
    if "][" not in text.prose:
        return
    known = _defined(text)
    for number, line in text.prose_with("!["):
        for found in PICTURE_BY_NAME.finditer(line):
            if _label(found["label"]) not in known:
                known.add(_label(found["label"]))
                title = f"Nothing says which picture `[{found['label'][:60]}]` is."
                alt = found["alt"] or "what it shows"
                fix = f"Save the picture as a file beside the post, and write `![{alt}](photo.jpg)` here."
                yield text.at(LINK_UNDEFINED, number, found.start() + 1, title=title, fix=fix)


@text_check(LINK_UNDEFINED)
def undefined(text: Text) -> Iterator[Problem]:
    """`[the map][map]` and `[^1]`, where no line says what that is; one problem for each name."""
    if "][" not in text.prose and "[^" not in text.prose:
        return
    known = _defined(text)
    for number, line in text.prose_lines.items():
        for found in (*REFERENCE.finditer(line), *FOOTNOTE.finditer(line)):
            label = found["label"] or found["text"]
            if _label(label) in known or not re.search(r"\w", label):
                continue
            known.add(_label(label))
            if without_colon := _without_colon(text, label):
                yield without_colon
                continue
            at_the_end = f"[{label}]: " + ("what you want to note" if label[0] == "^" else "https://the-address")
            fix = f"Add this line at the end of the text: `{at_the_end}`"
            title = f"Nothing says where `[{label[:60]}]` leads."
            yield text.at(LINK_UNDEFINED, number, found.start() + 1, title=title, fix=fix)


def _without_colon(text: Text, label: str) -> Problem | None:
    """The problem of a line `[map] https://…` or `[^1] A note`, which says where a name leads but for its colon."""
    start = f"[{label.casefold()}]"
    for number, line in text.prose_lines.items():
        if line.lstrip().casefold().startswith(start):
            rest = text.line(number).lstrip()[len(start) :].lstrip(" -–=:：;；,")
            if label[0] != "^" and not re.match(r"<?(?:https?://|www\.)\S+\s*\Z", rest):
                continue
            if rest:
                title = f"A colon belongs behind `[{label[:60]}]` here."
                better = f"{text.line(number).strip()[: len(start)]}: {rest}"
                return text.changed(LINK_UNDEFINED, number, better, title=title)
    return None


@text_check(LINK_GAP)
def gaps_before_names(text: Text) -> Iterator[Problem]:
    """`[the map] [map]`, where another line says where `[map]` leads; one problem for each line."""
    if "] [" not in text.prose or "]:" not in text.prose:
        return
    known = _defined(text)
    for number, line in text.prose_lines.items():
        for found in GAP_BEFORE_NAME.finditer(line):
            if _label(found["label"]) in known and _label(found["text"]) not in known:
                title = "A space stands between the words and the name of this link."
                yield text.replaced(LINK_GAP, number, found.span("gap"), "", title=title)
                break


def _defined(text: Text) -> set[str]:
    """The names of which some line says where they lead."""
    odd = (
        found
        for line in text.prose_lines.values()
        if (found := ODD_NOTE.match(line)) and (found["sure"] or found["colon"])
    )
    defined = (found for line in text.prose_lines.values() if (found := ANY_DEFINITION.match(line)))
    return {_label(each["label"]) for each in defined} | {f"^{note_number(each)}" for each in odd}


def note_number(found: re.Match[str]) -> str:
    """The number of a note between odd signs."""
    return found.group().strip("[]()［］【】{}^*: ")


def _label(label: str) -> str:
    return " ".join(label.casefold().split())


@text_check(LINK_WIKI)
def wiki_links(text: Text) -> Iterator[Problem]:
    """`[[Some page]]`, as notebooks and wikis have it."""
    for number, line in text.prose_with("[["):
        for found in WIKI.finditer(line):
            if found.group().startswith("!") and IMAGE_NAME.search(found["page"]):
                continue
            words = (found["words"] or found["page"]).strip()
            better = called(found["page"], text)
            if better is None and found["page"][0].isdigit():
                continue
            if better is None:
                fix = f"Write `[{words}](the address)`, or leave the brackets out."
                yield text.at(LINK_WIKI, number, found.start() + 1, fix=fix)
                continue
            link = f"[{words}]({better})"
            yield text.replaced(LINK_WIKI, number, found, link, fix=f"Write: `{link}`")


def called(page: str, text: Text) -> str | None:
    """The link to the post or the person that is called so; none where there is none, or several."""
    wanted = slugify(re.sub(r"\A\d{4}-\d\d-\d\d-|\.md\Z", "", page.rsplit("/", 1)[-1]))
    library = text.site.library
    found: list[Written] = [each for each in library.posts if wanted in (slugify(each.title), each.slug)]
    found += library.directory.find(page.strip())
    return text.way_to(found[0].relative) if wanted and len(found) == 1 else None
