"""Where links lead: to an address that a reader can follow. In which words is looked at by `links.words`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote, urlsplit

from potluck.checks.elsewhere.tags import without_tags
from potluck.checks.inline import AUTOLINK, DEFINITION, Link
from potluck.checks.links.addresses import better_address, insecure, of_another_kind
from potluck.checks.links.names import called
from potluck.checks.registry import text_check
from potluck.checks.text import Place, Text
from potluck.content.homes import NOTION
from potluck.content.model import Person
from potluck.content.names import OWN_DISK
from potluck.content.targets import Missing, TextTarget
from potluck.content.tree import Kind
from potluck.markup.headings import slug
from potluck.problems import Edit, Problem, error, in_post, warning

LOCAL = re.compile(
    r"(?:https?://)?(?:localhost|127\.\d+\.\d+\.\d+|0\.0\.0\.0|192\.168\.\d+\.\d+|\[::1\])(?:[:/]|\Z)", re.IGNORECASE
)
UNSAFE = re.compile(r"(?:javascript|vbscript|data|blob|intent)\s*:", re.IGNORECASE)
FOR_ONE = re.compile(
    r"https?://(?:(?:chatgpt\.com|chat\.openai\.com)/(?:g/[\w-]{1,80}/)?c/|gemini\.google\.com/app/\w"
    r"|mail\.google\.com/\S|outlook\.(?:live|office|office365)\.com/mail/\S|web\.telegram\.org/\S"
    r"|discord\.com/channels/@me|app\.slack\.com/client/|drive\.google\.com/drive/(?:u/\d/)?(?:my-drive|home|recent)"
    r"|photos\.google\.com/(?:u/\d/)?(?:album|photo)/|keep\.google\.com/\S|calendar\.google\.com/calendar/(?:u/\d/)?r(?:[/?#]|\Z)"
    r"|(?:www\.)?icloud\.com/(?:notes|photos|iclouddrive)/?(?:#|\Z)|(?:www\.)?linkedin\.com/(?:feed/?\Z|messaging))",
    re.IGNORECASE,
)
"""Pages that show everybody something of their own, or nothing."""
OF_DOCUMENT = re.compile(r"#(?:_(?:Toc|Ref|Hlk|heading=h\.|bookmark)|heading=h\.|h\.[a-z0-9]{8,})", re.IGNORECASE)
"""What word processors call a heading or a place."""
TICKED = re.compile(r"\]\(`(?P<url>[^`\s()]{3,500})`\)")
SPECIAL = re.compile("\\A[\u00a0\u2000-\u200a\u202f\u3000]+|[\u00a0\u2000-\u200a\u202f\u3000]+\\Z")
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
LONGEST_CODE = 1_000
"""Letters of a line in which code is looked for that reads like a link."""
CALLED = re.compile(
    r"""\w[\w.]{0,60}(?:\[(?:-?\d{1,9}|\w|(?P<quote>["'])[^\[\]"'\n]{0,60}(?P=quote))\])+"""
    r"""\((?:[\d ,]{0,60}|\w|(?P<sign>["'])[^()"'\n]{0,60}(?P=sign))\)"""
)
"""What only a program says: `see the[rules](our-rules)` lacks a space, and is a link."""
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
    "This address begins with `http://`; the safe form begins with `https://`.",
    why="Browsers warn readers who follow it, and do not show pictures from there at all.",
    fix="Write `https://`; nearly every site has it.",
    bad=in_post("See [Wikipedia](http://en.wikipedia.org/wiki/Rain)."),
    good=in_post("See [Wikipedia](https://en.wikipedia.org/wiki/Rain)."),
)

LINK_PRIVATE = warning(
    "link-private",
    "Only you can open this page.",
    why="Everybody else is asked to sign in, and sees nothing, or something of their own.",
    fix="Share the page where you made it and put in the address that gives you, or say in words what is there.",
    bad=in_post("I asked [a robot](https://chatgpt.com/c/67a1b2c3-1111-8000-aaaa-bbbbccccdddd)."),
    good=in_post("I asked [a robot](https://chatgpt.com/share/67a1b2c3-1111-8000-aaaa-bbbbccccdddd)."),
)


def _found(text: Text) -> Iterator[tuple[Place, Link]]:
    """Every link that is no image: written in Markdown, in angle brackets, in definitions, or in HTML."""
    yield from ((place, link) for place, link in text.links if not link.is_image)
    for number, line in text.prose_lines.items():
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
    *(LINK_EMPTY, LINK_NO_TEXT, LINK_ADDRESS, LINK_OWN_COMPUTER, LINK_MISSING),
    *(LINK_ANCHOR, LINK_UNSAFE, LINK_HTTP, LINK_PRIVATE),
)
def link_targets(text: Text) -> Iterator[Problem]:
    """Where each link leads; one problem for each link."""
    ticked: set[int] = set()
    for place, link in _found(text):
        url = link.url.strip()
        if link.style == "definition" and url in ("#", "<>") and "(" in text.line(place.line):
            continue  # `[//]: # (a note)`, which is how Markdown writes what nobody is to see
        if not url and (found := TICKED.search(text.line(place.line), place.column - 1)):
            if place.line not in ticked:
                ticked.add(place.line)
                whole = TICKED.sub(r"](\g<url>)", text.line(place.line))
                title = "The backticks around this address make code of it."
                yield text.changed(LINK_ADDRESS, place.line, whole, found.start() + 1, title=title)
        elif problem := _no_address(text, place, link, url) or (" " in url and _with_spaces(text, place, link, url)):
            yield problem
        elif url.lower().startswith("http://"):
            yield from insecure(text, place, link, LINK_HTTP)
        elif FOR_ONE.match(url):
            yield text.here(LINK_PRIVATE, place)
        elif text.document.kind in (Kind.POST, Kind.PAGE, Kind.PERSON):
            yield from _inside(text, place, link, url)


def _no_address(text: Text, place: Place, link: Link, url: str) -> Problem | None:
    """The problem of an address that is empty, has no words to click on, is refused, or leads nowhere by its looks."""
    written = link.raw_destination
    if url != written.strip(" \t\n") and url in text.line(place.line) and SPECIAL.search(written):
        title = "A space that is none to browsers stands beside this address."
        edit = text.led_to(place, link, SPECIAL.sub("", written))
        return text.here(LINK_ADDRESS, place, title=title, fix=f"Write: `{url}`", edit=edit)
    if url in ("", "#", "mailto:"):
        return text.here(LINK_EMPTY, place)
    whole = text.prose[link.start : link.end]  # a picture is as good to click on as words
    if link.style == "inline" and not text.words_of(place, link) and "![" not in whole and "<img" not in whole:
        return _no_text(place, link, text)
    if url.lower().startswith("data:image"):
        title = "A picture is written into the text here, letter by letter, and is not shown."
        fix = "Save the picture as a file beside the post, and write `![what it shows](photo.png)` in its place."
        return text.here(LINK_UNSAFE, place, title=title, fix=fix)
    if UNSAFE.match(url):
        return text.here(LINK_UNSAFE, place)
    if LOCAL.match(url) or OWN_DISK.match(url):
        return _on_own_computer(text, place, link, url)
    if better := better_address(url, written):
        return text.readdressed(LINK_ADDRESS, place, link, better, title=f"`{url[:60]}` leads nowhere.")
    return None


def _with_spaces(text: Text, place: Place, link: Link, url: str) -> Problem | None:
    """The problem of an address with spaces in it; none where they may stand there."""
    if url.startswith("#"):
        return _no_heading(text, place, link, url)
    if "#" in url and (named := _named(text, place, link, url)):
        return named
    if "<" in link.raw_destination:
        return None
    title = f"`{url[:60]}` is no address: it has spaces in it."
    better = without_tags(url) or _card_of(text, url)
    target = text.target(better) if better else None
    better = target.nearest if isinstance(target, Missing) else better
    return text.readdressed(LINK_ADDRESS, place, link, better, title=title)


def _card_of(text: Text, named: str) -> str | None:
    """The way to the file of somebody whose handle or name stands where an address belongs."""
    people = text.site.library.directory.find(named.strip("/").rpartition("/")[2].lstrip("@"))
    return text.way_to(people[0].relative) if len(people) == 1 else None


def _on_own_computer(text: Text, place: Place, link: Link, url: str) -> Problem:
    """A link to a page of this site as its author sees it at home, or to anything else there."""
    title = f"`{url[:60]}` is on your own computer."
    path = urlsplit(url if "//" in url else f"//{url}").path if LOCAL.match(url) else ""
    target = text.target(path) if path.strip("/") else None
    better = text.way_to(target.document.relative) if isinstance(target, TextTarget) else None
    return text.readdressed(LINK_OWN_COMPUTER, place, link, better, title=title)


def _no_heading(text: Text, place: Place, link: Link, url: str) -> Problem:
    """A link to a heading of this text that is not there, with the one that was meant."""
    if OF_DOCUMENT.match(url):
        title = f"`{url[:60]}` is a place in the document that the text is from."
        fix = "In a list of contents, delete the line: long posts get one by themselves. Elsewhere, write the heading's"
        return text.here(LINK_ANCHOR, place, title=title, fix=f"{fix} words: `#getting-there`.")
    near = text.site.anchors(text.path, text.body).nearest(_as_heading(url[1:]))
    title = f"There is no heading `{url[:60]}` in this post."
    return text.readdressed(LINK_ANCHOR, place, link, near and f"#{near}", title=title)


def _as_heading(words: str) -> str:
    """The name of the heading that a link names by its words."""
    return slug(unquote(words).replace("-", " "))


def _named(text: Text, place: Place, link: Link, url: str) -> Problem | None:
    """The problem of a link to a heading of another file, written as its words; none where no file is meant."""
    path, _, words = url.partition("#")
    target = text.target(path) if path and " " not in path else None
    if not isinstance(target, TextTarget) or isinstance(target.document, Person):
        return None
    return _other_heading(text, place, link, url, words, target.document.relative)


def _other_heading(text: Text, place: Place, link: Link, url: str, words: str, held: str) -> Problem:
    """The problem of a link to a heading of another file that is not there, with the one that was meant."""
    near = text.site.anchors(held).headings.nearest(_as_heading(url.partition("#")[2]))
    title = f"There is no heading `#{words[:60]}` in `{held}`."
    return text.readdressed(LINK_ANCHOR, place, link, near and f"{url.partition('#')[0]}#{near}", title=title)


def _no_text(place: Place, link: Link, text: Text) -> Problem:
    raw = text.line(place.line)
    if re.search(r"\.(?:png|jpe?g|gif|webp|avif|svg)(?:\?|\Z)", link.url, re.IGNORECASE):
        title = "This was meant as a picture: the `!` in front of it is missing."
        edit = Edit(place.line, place.line, raw.replace("[](", "![](", 1))
        return text.here(LINK_NO_TEXT, place, title=title, edit=edit,
                       fix=f"Write: `![what the picture shows]({link.url})`")  # fmt: skip
    return text.here(LINK_NO_TEXT, place)


def _as_code(text: Text, place: Place, url: str) -> Problem | None:
    """The problem of code that is read as a link: `cups[0](1)`."""
    line = text.line(place.line)
    for found in CALLED.finditer(line) if len(line) < LONGEST_CODE and not re.search(r"[./#]", url) else ():
        if found.start() < place.column - 1 < found.end():
            better, title = f"`{found.group()}`", f"`{found.group()[:60]}` is taken for a link, and shown as one."
            fix = f"Put backticks around it: `` {better} ``"
            return text.replaced(LINK_MISSING, place.line, found, better, title=title, fix=fix)
    return None


def _inside(text: Text, place: Place, link: Link, url: str) -> Iterator[Problem]:
    """Links to other parts of the site, and to headings."""
    if url.startswith("#"):
        if len(url) > 1 and unquote(url[1:]).lower() not in text.site.anchors(text.path, text.body):
            yield _no_heading(text, place, link, url)
        return
    target = text.target(url)
    if isinstance(target, Missing) and not target.withheld:
        page = NOTION.sub("", unquote(url.rstrip("/")))
        better = target.nearest or without_tags(url) or called(page, text)
        if not better and url.islower() and url in text.site.anchors(text.path, text.body):
            better = f"#{url}"
        better = better or _card_of(text, url)
        if not better and (known := _as_code(text, place, url) or of_another_kind(text, place, url, LINK_MISSING)):
            yield known
            return
        yield text.readdressed(LINK_MISSING, place, link, better, title=f"`{url[:80]}`: {target.reason}")
    elif isinstance(target, TextTarget) and target.fragment and not isinstance(target.document, Person):
        held = target.document.relative
        if unquote(target.fragment).lower() not in text.site.anchors(held).headings:
            yield _other_heading(text, place, link, url, target.fragment, held)
