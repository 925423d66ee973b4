"""Links: written so that they are links, and leading somewhere a reader can follow."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

from potluck.checks.addresses import better_address, insecure
from potluck.checks.anchors import anchors_of
from potluck.checks.foreign_tags import without_tags
from potluck.checks.inline import AUTOLINK, BARE_URL, DEFINITION, Link
from potluck.checks.registry import text_check
from potluck.checks.text import Place, Text
from potluck.content.library import Missing, PageTarget, PostTarget
from potluck.content.names import slugify
from potluck.content.tree import Kind
from potluck.problems import Edit, Problem, error, in_post, warning

REVERSED = re.compile(r"\((?P<text>[^()\[\]\n]{1,200})\)\[(?P<url>(?:https?://|www\.|mailto:|/)[^\[\]\s]{1,500})\]")
WRONG_BRACKETS = re.compile(
    r"(?<![!\w])(?P<a>[\[{(])(?P<text>[^\[\]{}()\n]{1,200})(?P<b>[\]})]) ?"
    r"(?P<c>[\[({])<?(?P<url>(?:https?://|www\.)[^\s\[\](){}<>]{3,500})>?(?P<d>[\])}])"
)
ADDRESS_FIRST = re.compile(
    r"(?<!\])\(<?(?P<url>(?:https?://|www\.)[^\s\[\]()<>]{3,500})>?\) ?\[(?P<text>[^\[\]\n]{1,200})\](?![(\[:])"
)
UNOPENED = re.compile(r"\]\((?:https?://|www\.)[^\s()]{3,500}\)")
ONE_BRACKET = re.compile(r"(?<!!)\[(?P<text>[^\[\]()\n]{1,100}?)\s?\((?P<url>https?://[^\s()\[\]]{3,500})\)(?!\])")
GAP = re.compile(
    r"\](?P<gap>[ .:,;\-–]{1,3}|[ \t]*`)"
    r"\((?P<url>(?:https?:/?/?|www\.|mailto:)[^\s()]{3,500}(?:\([^\s()]*\))?[^\s()]*)\)"
)
ESCAPED = re.compile(
    r"(?<!!)\\\[(?P<text>[^\[\]\\\n]{1,200})\\?\]\\?\((?P<url>(?:https?://|www\.|mailto:)[^\s()\\]{3,500})\\?\)"
)
REFERENCE = re.compile(
    r"(?<![\w\]!\\])\[(?P<text>[^\W\d_][^\[\]\n]{1,200})\]\[(?!https?:|www\.|/)(?P<label>[^\[\]\n^]{0,100})\](?![\[(:])(?!\w)"
)
FOOTNOTE = re.compile(r"(?<!\\)\[(?P<text>)(?P<label>\^\d{1,3})\](?![(:])")
ANY_DEFINITION = re.compile(r" {0,3}\[(?P<label>[^\[\]\n]{1,200})\]:")
BEGUN = re.compile(r"\]\((?P<url>[^\s\[\]\"')]{3,500})(?P<rest>[^\n]{0,300})")
WIKI = re.compile(
    r"(?<![\w\[\\!])\[\[(?P<page>[^\W\d_][^\[\]\n|,=\"'{}]{1,80})(?:\|(?P<words>[^\[\]\n|]{1,80}))?\]\](?![\[(\]])"
)
OPEN_AUTOLINK = re.compile(r"(?<![\w=\"'(])<(?P<url>https?://[^\s<>()\"']{4,500})(?=\s|\Z)(?![^\n<]{0,200}>)")
UNCLOSED = re.compile(r"\]\(<?(?P<url>https?://[^\s()<>]{3,500})>?(?=[\s\]}]|\Z)(?![^\n]{0,300}\))")
LOCAL = re.compile(
    r"(?:https?://)?(?:localhost|127\.\d+\.\d+\.\d+|0\.0\.0\.0|192\.168\.\d+\.\d+|\[::1\])(?:[:/]|\Z)", re.IGNORECASE
)
OWN_DISK = re.compile(r"(?:file:|[A-Za-z]:[\\/]|\\\\|~/|/(?:home|Users|tmp|mnt|var)/)")
UNSAFE = re.compile(r"(?:javascript|vbscript|data|blob|intent)\s*:", re.IGNORECASE)
VAGUE = frozenset(
    "here|click here|see here|go here|click|this|this link|link|this page|this site|this website|website|more"
    "|read more".split("|")
)
LINK_REVERSED = error(
    "link-reversed",
    "The two pairs of brackets of this link are the wrong way round.",
    why="Readers would see the brackets and the address, and nothing to click on.",
    fix="Put the words into square brackets first, then the address into round ones.",
    bad=in_post("We met at (the library)[https://example.org/library]."),
    good=in_post("We met at [the library](https://example.org/library)."),
)
LINK_GAP = error(
    "link-gap",
    "Something stands between the words and the address of this link.",
    why="Readers would see the brackets and the address, and nothing to click on.",
    fix="Put the `(` right behind the `]`.",
    bad=in_post("We met at [the library] (https://example.org/library)."),
    good=in_post("We met at [the library](https://example.org/library)."),
)
LINK_UNCLOSED = error(
    "link-unclosed",
    "The `)` at the end of this link is missing.",
    why="Readers would see the brackets and the address, and nothing to click on.",
    fix="Put a `)` behind the address.",
    bad=in_post("We met at [the library](https://example.org/library"),
    good=in_post("We met at [the library](https://example.org/library)"),
)
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
LINK_EMPTY = error(
    "link-empty",
    "This link has no address.",
    why="Readers click and stay where they are.",
    fix="Put the address between the round brackets.",
    bad=in_post("We met at [the library]()."),
    good=in_post("We met at [the library](https://example.org/library)."),
)
LINK_NO_TEXT = warning(
    "link-no-text",
    "This link has no words to click on.",
    why="Readers can't see it, and screen readers read out the address.",
    fix="Put words between the square brackets.",
    bad=in_post("We met: [](https://example.org/library)"),
    good=in_post("We met: [the library](https://example.org/library)"),
)
LINK_ADDRESS = error(
    "link-address",
    "This address leads nowhere.",
    why="Readers who follow the link get an error.",
    fix="Put in the whole address, as the browser shows it.",
    bad=in_post("We met at [the library](example.org/library)."),
    good=in_post("We met at [the library](https://example.org/library)."),
)
LINK_OWN_COMPUTER = error(
    "link-own-computer",
    "This address is on your own computer.",
    why="Nobody else can reach it.",
    fix="Put in an address on the web, or put the file beside the post.",
    bad=in_post("My [first site](http://localhost:8000/)."),
    good=in_post("My [first site](https://example.org/)."),
)
LINK_MISSING = error(
    "link-missing",
    "This link leads to a file that is not here.",
    why="Readers who follow the link get an error.",
    fix="Write the name of the file as it is, as seen from this one: `2024-05-01-a-walk.md` for a post beside it.",
    bad=in_post("As I wrote [in April](2024-04-01-rain.md)."),
    good=in_post("As I wrote [above](#how-it-went).\n\n## How it went\n\nIt rained."),
)
LINK_ANCHOR = warning(
    "link-anchor",
    "There is no heading of this name.",
    why="Readers land at the top of the page, and not where you mean.",
    fix="Write the heading in lower case with hyphens for spaces, as GitHub does.",
    bad=in_post("As I wrote [above](#how-it-goes).\n\n## How it went\n\nIt rained."),
    good=in_post("As I wrote [above](#how-it-went).\n\n## How it went\n\nIt rained."),
)
LINK_UNSAFE = error(
    "link-unsafe",
    "This kind of address is not allowed.",
    why="It could run a program in your readers' browsers, and is removed.",
    fix="Link to a page on the web, beginning with `https://`.",
    bad=in_post("Press [this](javascript:alert(1))."),
    good=in_post("See [this](https://example.org/)."),
)
LINK_HTTP = warning(
    "link-http",
    "This address begins with `http://`, which nobody encrypts.",
    why="Browsers warn readers who follow it, and do not show pictures from there at all.",
    fix="Write `https://`; nearly every site has it.",
    bad=in_post("See [Wikipedia](http://en.wikipedia.org/wiki/Rain)."),
    good=in_post("See [Wikipedia](https://en.wikipedia.org/wiki/Rain)."),
)
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


@text_check(LINK_REVERSED, LINK_GAP, LINK_UNCLOSED)
def broken_syntax(text: Text) -> Iterator[Problem]:
    """Links whose brackets are not as they should be."""
    for number, line in text.prose_lines:
        if not any(sign in line for sign in "])}") and "<http" not in line:
            continue
        if ")[" in line or "http" in line or "www." in line:
            yield from _wrong_brackets(text, number, line)
        yield from _gaps(text, number, line)
        yield from _half_brackets(text, number, line)


def _wrong_brackets(text: Text, number: int, line: str) -> Iterator[Problem]:
    """Brackets the wrong way round, or of the wrong kind."""
    raw = text.line(number)
    for pattern in (REVERSED, ADDRESS_FIRST, WRONG_BRACKETS):
        for found in pattern.finditer(line):
            if pattern is WRONG_BRACKETS and "".join(found.group(*"abcd")) in ("[]()", "()()", "()[]"):
                continue
            words, url = raw[slice(*found.span("text"))], found["url"]
            better = f"{raw[: found.start()]}[{words}]({url}){raw[found.end() :]}"
            title = "The brackets of this link are of the wrong kind." if pattern is WRONG_BRACKETS else ""
            yield text.changed(
                LINK_REVERSED, number, better, found.start() + 1, title=title, fix=f"Write: `[{words}]({url})`"
            )


@text_check(LINK_UNDEFINED)
def undefined(text: Text) -> Iterator[Problem]:
    """`[the map][map]` and `[^1]`, where no line says what that is; one problem for each name."""
    if "][" not in text.prose and "[^" not in text.prose:
        return
    known = {_label(found["label"]) for _, line in text.prose_lines if (found := ANY_DEFINITION.match(line))}
    for number, line in text.prose_lines:
        for found in (*REFERENCE.finditer(line), *FOOTNOTE.finditer(line)):
            label = found["label"] or found["text"]
            if _label(label) in known or not re.search(r"\w", label):
                continue
            known.add(_label(label))
            at_the_end = f"[{label}]: " + ("what you want to note" if label[0] == "^" else "https://the-address")
            fix = f"Add this line at the end of the text: `{at_the_end}`"
            title = f"Nothing says where `[{label[:60]}]` leads."
            yield text.at(LINK_UNDEFINED, number, found.start() + 1, title=title, fix=fix)


def _label(label: str) -> str:
    return " ".join(label.casefold().split())


@text_check(LINK_WIKI)
def wiki_links(text: Text) -> Iterator[Problem]:
    """`[[Some page]]`, as notebooks and wikis have it."""
    if "[[" not in text.prose:
        return
    for number, line in text.prose_lines:
        for found in WIKI.finditer(line):
            words = (found["words"] or found["page"]).strip()
            better = _wiki_target(found["page"], text)
            if better is None:
                fix = f"Write `[{words}](the address)`, or leave the brackets out."
                yield text.at(LINK_WIKI, number, found.start() + 1, fix=fix)
                continue
            raw = text.line(number)
            whole = f"{raw[: found.start()]}[{words}]({better}){raw[found.end() :]}"
            yield text.changed(LINK_WIKI, number, whole, found.start() + 1, fix=f"Write: `[{words}]({better})`")


def _wiki_target(page: str, text: Text) -> str | None:
    """The link to the post that is called so; none where there is none, or several."""
    wanted = slugify(page)
    found = [each for each in text.site.library.posts if wanted in (slugify(each.title), each.slug)]
    folder = posixpath.dirname(text.path)
    return posixpath.relpath(found[0].source.relative, folder) if wanted and len(found) == 1 else None


def _gaps(text: Text, number: int, line: str) -> Iterator[Problem]:
    """Something between the words and the address."""
    raw = text.line(number)
    if "]" not in raw:
        return
    if "\\[" in line and (escaped := ESCAPED.search(line)):
        better = f"[{escaped['text']}]({escaped['url']})"
        whole = f"{raw[: escaped.start()]}{better}{raw[escaped.end() :]}"
        title = "The backslashes keep this from being a link."
        yield text.changed(LINK_GAP, number, whole, escaped.start() + 1, title=title, fix=f"Write: `{better}`")
    for found in GAP.finditer(raw) if "(" in raw else ():
        spaced = "`" not in found["gap"] and line[found.start()] == " "
        if number in text.code_lines or spaced or "[" not in raw[: found.start()]:
            continue
        better = _closed_gap(raw, found)
        yield text.changed(LINK_GAP, number, better, found.start() + 1, fix=f"Write: `]({found['url']})`")
    below = text.line(number + 1) if number < len(text.lines) else ""
    if line.rstrip().endswith("]") and below.startswith(("(http", "(www.")) and "[" in line:
        better = f"{raw.rstrip()}{below}"
        title = "The address of this link stands on the next line."
        fix = "Put the `(` right behind the `]`, on the same line."
        yield text.at(LINK_GAP, number, len(line.rstrip()), title=title, fix=fix, edit=Edit(number, number + 1, better))


def _half_brackets(text: Text, number: int, line: str) -> Iterator[Problem]:
    """Brackets of which one is missing."""
    raw = text.line(number)
    yield from _never_closing(text, number, line)
    if "http" not in line and "www." not in line:
        return
    for found in UNCLOSED.finditer(line):
        end = found.end() + (line[found.end() : found.end() + 1] in ("]", "}"))
        better = f"{raw[: found.end()]}){raw[end:]}"
        yield text.changed(LINK_UNCLOSED, number, better, found.start() + 1, fix=f"Write: `]({found['url']})`")
    for found in OPEN_AUTOLINK.finditer(line):
        better = f"{raw[: found.end()]}>{raw[found.end() :]}"
        title = "The `>` behind this address is missing."
        yield text.changed(
            LINK_UNCLOSED, number, better, found.start() + 1, title=title, fix=f"Write: `<{found['url']}>`"
        )
    for found in ONE_BRACKET.finditer(line):
        words, url = raw[slice(*found.span("text"))], found["url"]
        better = f"{raw[: found.start()]}[{words}]({url}){raw[found.end() :]}"
        title = "The `]` behind the words of this link is missing."
        yield text.changed(
            LINK_UNCLOSED, number, better, found.start() + 1, title=title, fix=f"Write: `[{words}]({url})`"
        )
    for found in UNOPENED.finditer(line):
        above = text.line(number - 1) if number > text.first else ""
        place = text.starts[number - text.first] + found.start()
        if any(link.start <= place < link.end for _, link in text.links):
            continue
        if "[" not in line[: found.start()] and "[" not in above and not line[: found.start()].startswith("!"):
            title = "The `[` in front of the words of this link is missing."
            fix = "Put a `[` in front of the first word of the link."
            yield text.at(LINK_UNCLOSED, number, found.start() + 1, title=title, fix=fix)


def _never_closing(text: Text, number: int, line: str) -> Iterator[Problem]:
    """`[words](address` whose brackets or quotation marks do not come out even, so that no link is found."""
    for found in BEGUN.finditer(line):
        row = text.starts[number - text.first]
        inside = any(link.start <= row + found.start() < link.end for _, link in text.links)
        if inside or not line.count("[", 0, found.start()):
            continue
        address = found["url"]
        if address.count("(") > address.count(")"):
            title = "The round brackets of this link do not come out even."
            fix = f"Write `%28` for the `(` within the address: `]({address.replace('(', '%28')})`"
        elif found["rest"].count('"') % 2:
            title = "The quotation marks in this link do not come out even."
            fix = f"Write: `]({address})`"
        else:
            continue
        yield text.at(LINK_UNCLOSED, number, found.start() + 1, title=title, fix=fix)


def _closed_gap(raw: str, found: re.Match[str]) -> str:
    before, after = raw[: found.start()], raw[found.end() :]
    if "`" in found["gap"]:
        before = f"{before}`"
    return f"{before}]({found['url']}){after}"


def _found(text: Text) -> Iterator[tuple[Place, Link]]:
    """Every link that is no image: written in Markdown, in angle brackets, in definitions, or in HTML."""
    yield from ((place, link) for place, link in text.links if not link.is_image)
    for number, line in text.prose_lines:
        if found := DEFINITION.match(line):
            yield (
                Place(number, found.start("url") + 1),
                Link(0, 0, False, found["label"], found["url"], found["url"], "definition"),
            )
        for auto in AUTOLINK.finditer(line):
            yield Place(number, auto.start() + 1), Link(0, 0, False, auto["url"], auto["url"], auto["url"], "autolink")
    for place, tag in text.tags:
        if tag.name == "a" and "href" in tag.attributes:
            url = tag.attributes["href"]
            yield place, Link(tag.start, tag.end, False, "…", url, url, "html")


@text_check(
    LINK_EMPTY, LINK_NO_TEXT, LINK_ADDRESS, LINK_OWN_COMPUTER, LINK_MISSING, LINK_ANCHOR, LINK_UNSAFE, LINK_HTTP
)
def link_targets(text: Text) -> Iterator[Problem]:
    """Where each link leads; one problem for each link."""
    for place, link in _found(text):
        url = link.url.strip()
        if not url:
            yield text.at(LINK_EMPTY, place.line, place.column)
        elif link.style == "inline" and not link.text.strip() and not _is_picture(link, text):
            yield _no_text(place, link, text)
        elif UNSAFE.match(url):
            yield text.at(LINK_UNSAFE, place.line, place.column)
        elif LOCAL.match(url) or OWN_DISK.match(url):
            yield text.at(LINK_OWN_COMPUTER, place.line, place.column, title=f"`{url[:60]}` is on your own computer.")
        elif better := better_address(url, link.raw_destination):
            edit = text.led_to(place, link, better)
            title = f"`{url[:60]}` leads nowhere."
            yield text.at(LINK_ADDRESS, place.line, place.column, title=title, fix=f"Write: `{better}`", edit=edit)
        elif " " in url and "<" not in link.raw_destination:
            title = f"`{url[:60]}` is no address: it has spaces in it."
            yield text.at(LINK_ADDRESS, place.line, place.column, title=title)
        elif url.lower().startswith("http://"):
            yield from insecure(text, place, link, LINK_HTTP)
        elif text.document.kind in (Kind.POST, Kind.PAGE, Kind.PERSON):
            yield from _inside(text, place, link, url)


def _is_picture(link: Link, text: Text) -> bool:
    """Whether a picture is what readers click on."""
    return "![" in text.prose[link.start : link.end] or "<img" in text.prose[link.start : link.end]


def _no_text(place: Place, link: Link, text: Text) -> Problem:
    raw = text.line(place.line)
    if re.search(r"\.(?:png|jpe?g|gif|webp|avif|svg)(?:\?|\Z)", link.url, re.IGNORECASE):
        title = "This was meant as a picture: the `!` in front of it is missing."
        edit = Edit(place.line, place.line, raw.replace("[](", "![](", 1))
        return text.at(LINK_NO_TEXT, place.line, place.column, title=title, edit=edit,
                       fix=f"Write: `![what the picture shows]({link.url})`")  # fmt: skip
    return text.at(LINK_NO_TEXT, place.line, place.column)


def _inside(text: Text, place: Place, link: Link, url: str) -> Iterator[Problem]:
    """Links to other parts of the site, and to headings."""
    if url.startswith("#"):
        if len(url) > 1 and url[1:].lower() not in anchors_of(text):
            yield text.at(
                LINK_ANCHOR, place.line, place.column, title=f"There is no heading `{url[:60]}` in this post."
            )
        return
    target = text.site.library.resolve(text.document.source, url)
    if isinstance(target, Missing) and not target.withheld:
        better = target.nearest or without_tags(url)
        fix = f"Write: `{better}`" if better else ""
        edit = text.led_to(place, link, better) if better else None
        yield text.at(
            LINK_MISSING, place.line, place.column, title=f"`{url[:80]}`: {target.reason}", fix=fix, edit=edit
        )
    elif isinstance(target, PostTarget | PageTarget) and target.fragment:
        held = target.post if isinstance(target, PostTarget) else target.page
        if target.fragment.lower() not in text.site.anchors(held.source.relative):
            title = f"There is no heading `#{target.fragment[:60]}` in `{held.source.relative}`."
            yield text.at(LINK_ANCHOR, place.line, place.column, title=title)


@text_check(LINK_BARE)
def bare_addresses(text: Text) -> Iterator[Problem]:
    """Addresses in running text; one problem for each line."""
    for number, line in text.each_prose():
        found = BARE_URL.search(line) if "http" in line or "www." in line else None
        if not found or DEFINITION.match(line) or "](" in line[: found.start()][-3:] or _in_tag(line, found.start()):
            continue
        if (line[: found.start()].count("[") > line[: found.start()].count("]")) or line[
            : found.start()
        ].rstrip().endswith("]("):
            continue
        raw = text.line(number)
        url = found.group()
        full = url if url.startswith("http") else f"https://{url}"
        better = f"{raw[: found.start()]}<{full}>{raw[found.end() :]}"
        fix = f"Write `[words that say where it leads]({full[:120]})`, or `<{full[:120]}>`."
        yield text.changed(LINK_BARE, number, better, found.start() + 1, fix=fix)


def _in_tag(line: str, offset: int) -> bool:
    return line.rfind("<", 0, offset) > line.rfind(">", 0, offset)


@text_check(LINK_VAGUE)
def vague_links(text: Text) -> Iterator[Problem]:
    """Links on words such as “here”."""
    for place, link in text.links:
        words = re.sub(r"[^\w ]", "", link.text).strip().lower()
        if not link.is_image and words in VAGUE:
            yield text.at(
                LINK_VAGUE, place.line, place.column, title=f"“{link.text.strip()}” does not say where this link leads."
            )
