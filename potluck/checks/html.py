"""HTML in a post: tags that never end, swallow the rest, or vanish together with what somebody meant to show."""

from __future__ import annotations

import bisect
import re
from collections import Counter
from collections.abc import Iterator
from difflib import get_close_matches
from html import unescape

from potluck.checks.html_names import ALLOWED, KNOWN, REMOVED, VOID
from potluck.checks.inline import TAG, Tag
from potluck.checks.registry import text_check
from potluck.checks.text import Place, Text
from potluck.content.library import Missing
from potluck.problems import Edit, Problem, error, in_post, warning

OPENING = re.compile(r"<(?P<end>/?)(?P<name>[A-Za-z][A-Za-z0-9-]{0,30})(?=[\s/>]|\Z)")
CUT_OFF_END = re.compile(
    r"(?<![<\w/#-])(?:/)?(?P<name>small|strong|em|sub|sup|iframe|div|span|code|pre|center|details|summary|figure|table)>"
)
SPACED_START = re.compile(r"<\s+(?=(?:iframe|img|video|audio|embed|a)\s+(?:src|href)\s*=)", re.IGNORECASE)
ESCAPED = re.compile(
    r"&lt;(?:iframe|img|video|embed)\s[^\n]{0,600}?src=[^\n]{0,600}?&gt;(?:&lt;/\w+&gt;)?", re.IGNORECASE
)
CURLY_ATTRIBUTE = re.compile(
    r"(?P<before>\s(?:src|href|width|height|alt|title)\s*=\s*)[“”„](?P<value>[^“”\"<>\n]{0,500})[“”]"
)
COMMENT_OPEN = re.compile(r"<!--(?!.*?-->)", re.DOTALL)
COMMENT_TYPO = re.compile(r"<\s?!\s?(?:-\s?-?|—|–)(?<!<!--)(?P<said>[^<>\n]{1,300}?)(?:-\s?-?|—|–)\s?>")
LOST_START = re.compile(
    r"(?<![<\w/])(?P<tag>(?:iframe|img|a|div|span|video|audio|embed)\s+(?:src|href|class|style|width|id|alt)\s*=\s*[\"'][^\n]{0,500}>)"
)
SLASH_END = re.compile(r"</\s*br\s*/?\s*>", re.IGNORECASE)
COMPARED = re.compile(r"<[a-z]\s+[^<>=\n]{1,80}>")
GENERIC = re.compile(r"(?<![\s<])[A-Za-z_]\w*\Z")

TAG_UNFINISHED = error(
    "html-unfinished",
    "This tag is never finished: its `>` is missing.",
    why="Everything below it would be swallowed, and readers would not see it.",
    fix="Finish the tag with `>`, and close it.",
    bad=in_post('<iframe src="https://trinket.io/embed/python/1"\n\nAnd that was all that we did.'),
    good=in_post('<iframe src="https://trinket.io/embed/python/1" title="A program"></iframe>\n\nAnd that was all.'),
)
TAG_OPEN = error(
    "html-open",
    "This tag is never closed.",
    why="Everything below it would look like it, or would be swallowed.",
    fix="Close it behind the words it belongs to.",
    bad=in_post("Type <code>git status to see it.\n\nThen go on."),
    good=in_post("Type `git status` to see it.\n\nThen go on."),
)
TAG_BROKEN = error(
    "html-broken",
    "This tag is broken.",
    why="Readers would see the code of the tag as text.",
    fix="Begin a tag with `<`, and an end tag with `</`.",
    bad=in_post("<small>Written on a train.small>"),
    good=in_post("<small>Written on a train.</small>"),
)
TAG_BR = warning(
    "html-br",
    "`</br>` is not a tag.",
    why="Some browsers show a break for it and some do not.",
    fix="Leave a blank line for a new paragraph, or write `<br>`.",
    bad=in_post("It rained.</br>Then the sun came out."),
    good=in_post("It rained.<br>Then the sun came out."),
)
TAG_VANISHES = warning(
    "html-vanishes",
    "These angle brackets, and what is between them, vanish.",
    why="Browsers take them for a tag that they do not know, and show nothing.",
    fix="Put backticks around it.",
    bad=in_post("Then the <chessboard> is drawn."),
    good=in_post("Then the `<chessboard>` is drawn."),
)
TAG_REMOVED = warning(
    "html-removed",
    "This tag is taken out of the post.",
    why="It could run a program in your readers' browsers or change the whole page, so posts can't use it.",
    fix="Leave it out; if it shows something from another site, link to it instead.",
    bad=in_post("<script>alert(1)</script>"),
    good=in_post("`<script>alert(1)</script>`"),
)
EMBED_HTTP = warning(
    "embed-http",
    "This is embedded over `http://`.",
    why="Browsers refuse to show it on a secure page, so readers would see an empty box.",
    fix="Write `https://`.",
    bad=in_post('<iframe src="http://trinket.io/embed/python/1" title="A program"></iframe>'),
    good=in_post('<iframe src="https://trinket.io/embed/python/1" title="A program"></iframe>'),
)
EMBED_HOST = warning(
    "embed-host",
    "This site is not one of those that posts can embed.",
    why="Readers would see a link to it and not the thing itself.",
    fix="Link to it, or ask the maintainers to add it to `EMBED_HOSTS` in `pelicanconf.py`.",
    bad=in_post('<iframe src="https://example.org/player" title="A player"></iframe>'),
    good=in_post("[A player](https://example.org/player)"),
)
FILM_LOST = error(
    "film-lost",
    "A post can't show a film or play a sound from a file of its own.",
    why="The tag is taken out, so readers would find nothing here.",
    fix="Put the film on a site such as YouTube or Vimeo, and its address here, on a line of its own.",
    bad=in_post('<video src="river.mp4"></video>'),
    good=in_post("<https://www.youtube.com/watch?v=aqz-KE-bpKQ>"),
)
FILM_ELSEWHERE = warning(
    "film-elsewhere",
    "This film or sound is not shown here; its tag is taken out.",
    why="It would tell another site who reads your post, and readers would find nothing in its place.",
    fix="Link to it: `[what it shows](the address)`.",
    bad=in_post('<video src="https://example.org/river.mp4"></video>'),
    good=in_post("[The river in a film](https://example.org/river.mp4)"),
)


@text_check(TAG_UNFINISHED, TAG_VANISHES, TAG_REMOVED)
def tags(text: Text) -> Iterator[Problem]:
    """Tags that are not finished, not known, or not allowed."""
    if "<" not in text.prose:
        return
    finished = {tag.start for _, tag in text.tags}
    told: set[str] = set()
    for found in OPENING.finditer(text.prose):
        name = found["name"].lower()
        place = text.place(found.start())
        if found.start() not in finished:
            if name in KNOWN and (name not in SHORT or _is_tag(text.prose, found)):
                yield _unfinished(text, place, found)
        elif name in REMOVED and name not in told:
            told.add(name)
            yield text.at(TAG_REMOVED, place.line, place.column, title=f"`<{name}>` is taken out of the post.")
        elif (
            (name not in KNOWN or _is_generic(text, found.start(), found["name"]))
            and name not in told
            and not found["end"]
        ):
            told.add(name)
            yield _vanishes(text, place)
    for found in SPACED.finditer(text.prose):
        place = text.place(found.start())
        if MAIL.match(text.prose, found.start()):
            continue
        if found["name"].lower() not in KNOWN and found.start() in finished and found["name"].lower() not in told:
            yield _vanishes(text, place)


MAIL = re.compile(r"<[\w.+-]{1,64}@[\w.-]{1,200}>")
SPACED = re.compile(r"<(?P<name>[A-Za-z][\w-]{0,30})(?=[^\w\s/>:@+-])")


SHORT = frozenset("abipsuq")
"""Tags that may be anything else where their `>` is missing: `a <b or c`."""


def _is_tag(prose: str, found: re.Match[str]) -> bool:
    """Whether a tag was meant: it has something to say, or ends an earlier one and stands at the end of its line."""
    rest = prose[found.end() : found.end() + 40]
    return "=" in rest or (bool(found["end"]) and not rest.partition("\n")[0].strip())


def _is_generic(text: Text, start: int, name: str) -> bool:
    """Whether `<B>` is a type parameter, as in `Vec<B>`: directly behind a word, in capitals, and never closed; or
    whether `<b and c>` compares."""
    before = text.prose[max(0, start - 30) : start]
    if len(name) == 1 and COMPARED.match(text.prose, start):
        return True
    return not name.islower() and bool(GENERIC.search(before)) and f"</{name}>" not in text.prose


def _vanishes(text: Text, place: Place) -> Problem:
    raw = text.line(place.line)
    found = TAG.match(raw, place.column - 1)
    if not found:
        return text.at(TAG_VANISHES, place.line, place.column)
    name = found["name"]
    if "=" in found["rest"] and (meant := get_close_matches(name.lower(), ALLOWED, n=1, cutoff=0.75)):
        better = re.sub(rf"(</?){re.escape(name)}\b", rf"\g<1>{meant[0]}", raw)
        title = f"There is no tag `<{name}>`; did you mean `<{meant[0]}>`?"
        return text.changed(TAG_VANISHES, place.line, better, place.column, title=title, fix=f"Write: `<{meant[0]} …>`")
    start = found.start()
    while start and (raw[start - 1].isalnum() or raw[start - 1] in "_:&.<"):
        start -= 1
    if start < found.start() and raw[start:].startswith(("http:", "https:")):
        start = found.start()
    end = found.end()
    while (
        raw[end : end + 1] in (">", ",", ")")
        and raw[start:end].count("<") > raw[start:end].count(">")
        and end < len(raw)
    ):
        end += 1
    shown = raw[start:end]
    title = f"`{shown[:60]}` vanishes: browsers take it for a tag."
    inside_link = raw.count("[", 0, start) > raw.count("]", 0, start)
    better = f"{raw[:start]}`{shown}`{raw[end:]}"
    edit = None if found["rest"].strip() and "=" in found["rest"] else Edit(place.line, place.line, better)
    fix = "" if inside_link else f"Write: `` `{shown[:60]}` ``"
    return text.at(TAG_VANISHES, place.line, start + 1, title=title, fix=fix, edit=edit)


def _unfinished(text: Text, place: Place, found: re.Match[str]) -> Problem:
    raw = text.line(place.line)
    name = found["name"].lower()
    title = f"`<{found['end']}{name}` is never finished: its `>` is missing."
    rest = raw[place.column - 1 :]
    if rest.count('"') % 2 == 0 and "<" not in rest[1:]:
        end = "" if name in VOID or found["end"] else f"</{name}>"
        better = f"{raw.rstrip()}>{end}"
        return text.at(TAG_UNFINISHED, place.line, place.column, title=title, fix=f"End the line with `>{end}`",
                       edit=Edit(place.line, place.line, better))  # fmt: skip
    return text.at(TAG_UNFINISHED, place.line, place.column, title=title)


@text_check(TAG_BROKEN)
def nameless_addresses(text: Text) -> Iterator[Problem]:
    """Links and frames in HTML that lead nowhere, since what names their address is missing or misspelt."""
    for place, tag in text.tags:
        wanted = {"a": "href", "iframe": "src"}.get(tag.name)
        if (
            wanted is None
            or tag.closing
            or wanted in tag.attributes
            or (tag.attributes.keys() & {"id", "name", "srcdoc"})
        ):
            continue
        if not tag.attributes:
            continue  # told as a tag that is never closed, or a link without an address
        near = next((each for each, value in tag.attributes.items() if ":" in value or "/" in value), None)
        if near is None:
            title = f"This `<{tag.name}>` has no address."
            yield text.at(
                TAG_BROKEN, place.line, place.column, title=title, fix=f'Add `{wanted}="the address"` to the tag.'
            )
            continue
        better = re.sub(rf"\b{re.escape(near)}(?=\s*=)", wanted, text.line(place.line), count=1, flags=re.IGNORECASE)
        title = f"`{near}` should be `{wanted}`."
        yield text.changed(TAG_BROKEN, place.line, better, place.column, title=title)


@text_check(TAG_UNFINISHED)
def open_comments(text: Text) -> Iterator[Problem]:
    """A comment that never ends, and hides the rest of the post."""
    body = text.document.body
    start = body.rfind("<!--")
    if start < 0 or not COMMENT_OPEN.match(body, start):
        return
    row = bisect.bisect_right(text.body_starts, start) - 1
    number, at = text.first + row, start - text.body_starts[row]
    if number in text.code_lines or text.line(number)[:at].count("`") % 2:
        return
    better = f"{text.line(number).rstrip()} -->"
    title = "This comment never ends: its `-->` is missing."
    yield text.changed(TAG_UNFINISHED, number, better, at + 1, title=title, fix="End the line with ` -->`.")


@text_check(TAG_OPEN)
def open_tags(text: Text) -> Iterator[Problem]:
    """Tags that are opened and not closed; one problem for each."""
    stack: list[tuple[Place, Tag]] = []
    opened: Counter[str] = Counter()
    for place, tag in text.tags:
        ended = text.prose[tag.end - 2] == "/" and tag.name != "iframe"
        if tag.name not in ALLOWED or tag.name in VOID or tag.name in OPTIONAL or ended:
            continue
        if (
            stack
            and not tag.closing
            and not tag.attributes
            and tag.name in CLOSED_ALONE
            and stack[-1][1].name == tag.name
        ):
            yield _meant_to_close(text, place, tag)
            opened[stack.pop()[1].name] -= 1
            continue
        if not tag.closing and not _is_generic(text, tag.start, text.prose[tag.start + 1 :][: len(tag.name)]):
            stack.append((place, tag))
            opened[tag.name] += 1
        while tag.closing and opened[tag.name]:
            place_before, before = stack.pop()
            opened[before.name] -= 1
            if before.name == tag.name:
                break
            yield _never_closed(text, place_before, before)
    yield from (_never_closed(text, *each) for each in stack)


OPTIONAL = frozenset(
    ("p", "li", "dt", "dd", "td", "th", "tr", "thead", "tbody", "tfoot", "option", "rt", "rp", "colgroup", "caption")
)


CLOSED_ALONE = frozenset("a b code em i iframe kbd small strong sub sup u center h1 h2 h3 h4 h5 h6".split())
"""Tags that never stand in one of their own kind, so that a second one without anything in it was meant as its end."""


def _meant_to_close(text: Text, place: Place, tag: Tag) -> Problem:
    raw = text.line(place.line)
    start, end = place.column - 1, place.column - 1 + tag.end - tag.start
    title = f"The end of `<{tag.name}>` is written without its `/`."
    fix = f"Write: `</{tag.name}>`"
    return text.changed(
        TAG_OPEN, place.line, f"{raw[:start]}</{tag.name}>{raw[end:]}", place.column, title=title, fix=fix
    )


def _never_closed(text: Text, place: Place, tag: Tag) -> Problem:
    raw = text.line(place.line)
    edit = None
    if tag.name == "iframe":
        end = place.column - 1 + tag.end - tag.start
        whole = f"{raw[: end - 2].rstrip()}>" if raw[end - 2 : end] == "/>" else raw[:end]
        edit = Edit(place.line, place.line, f"{whole}</iframe>{raw[end:]}") if end <= len(raw) else None
    return text.at(TAG_OPEN, place.line, place.column, title=f"`<{tag.name}>` is never closed.",
                   fix=f"Write `</{tag.name}>` behind the words it belongs to.", edit=edit)  # fmt: skip


@text_check(TAG_BROKEN, TAG_BR)
def broken_tags(text: Text) -> Iterator[Problem]:
    """`</br>`, `small>` at the end, and `iframe src=…>` at the beginning."""
    for number, line in text.prose_lines:
        if found := ESCAPED.search(line):
            raw = text.line(number)
            better = f"{raw[: found.start()]}{unescape(found.group())}{raw[found.end() :]}"
            title = "The signs `<` and `>` of this tag were turned into `&lt;` and `&gt;`."
            yield text.changed(TAG_BROKEN, number, better, found.start() + 1, title=title)
        if ">" not in line:
            continue
        raw = text.line(number)
        if found := COMMENT_TYPO.search(line):
            whole = COMMENT_TYPO.sub(lambda each: f"<!-- {each['said'].strip()} -->", raw)
            title = "A comment begins with `<!--` and ends with `-->`."
            yield text.changed(TAG_BROKEN, number, whole, found.start() + 1, title=title)
            continue
        if found := SPACED_START.search(line):
            better = f"{raw[: found.start()]}<{raw[found.end() :]}"
            title = "There is a space behind the `<` of this tag."
            yield text.changed(TAG_BROKEN, number, better, found.start() + 1, title=title)
        elif found := CURLY_ATTRIBUTE.search(line):
            better = CURLY_ATTRIBUTE.sub(r'\g<before>"\g<value>"', raw)
            title = "There are curly quotation marks in this tag."
            yield text.changed(TAG_BROKEN, number, better, found.start() + 1, title=title)
        elif found := SLASH_END.search(line):
            yield text.changed(TAG_BR, number, SLASH_END.sub("<br>", raw), found.start() + 1)
        elif found := LOST_START.search(line):
            if not _in_tag(line, found.start()):
                better = f"{raw[: found.start()]}<{raw[found.start() :]}"
                title = "The `<` in front of this tag is missing."
                yield text.changed(TAG_BROKEN, number, better, found.start() + 1, title=title)
        elif found := CUT_OFF_END.search(line):
            opened = f"<{found['name']}" in line[: found.start()]
            if opened and not _in_tag(line, found.start()) and f"</{found['name']}>" not in line:
                better = f"{raw[: found.start()]}</{found['name']}>{raw[found.end() :]}"
                yield text.changed(
                    TAG_BROKEN,
                    number,
                    better,
                    found.start() + 1,
                    title=f"`{found.group()}` should be `</{found['name']}>`.",
                )


def _in_tag(line: str, offset: int) -> bool:
    return line.rfind("<", 0, offset) > line.rfind(">", 0, offset)


@text_check(EMBED_HTTP, EMBED_HOST)
def embeds(text: Text) -> Iterator[Problem]:
    """What is embedded, and from where."""
    for place, tag in text.tags:
        if tag.name not in ("iframe", "embed") or tag.closing:
            continue
        url = tag.attributes.get("src", "").strip()
        host = re.sub(r"\A(?:https?:)?//([^/:?#]*).*", r"\1", url, flags=re.DOTALL).lower()
        if url.startswith("http://"):
            raw = text.line(place.line)
            yield text.at(
                EMBED_HTTP,
                place.line,
                place.column,
                edit=Edit(place.line, place.line, raw.replace(url, f"https{url[4:]}")),
            )
        elif tag.name == "iframe" and "//" in url and not _may_embed(host, text.site.settings.embed_hosts):
            yield text.at(
                EMBED_HOST,
                place.line,
                place.column,
                title=f"`{host[:60]}` is not one of the sites that posts can embed.",
            )


def _may_embed(host: str, hosts: tuple[str, ...]) -> bool:
    return any(host == each or host.removeprefix("www.") == each.removeprefix("www.") for each in hosts)


@text_check(FILM_LOST, FILM_ELSEWHERE)
def films(text: Text) -> Iterator[Problem]:
    """Films and sounds of the author's own; one problem for each tag, however many files it offers."""
    told = False
    for place, tag in text.tags:
        if tag.closing or tag.name not in ("video", "audio", "source"):
            continue
        url = tag.attributes.get("src", "").strip()
        told = told and tag.name == "source"
        if not url or told:
            continue
        told = True
        if re.match(r"(?:https?:)?//", url):
            fix = f"Link to it: `[what it shows]({url})`"
            yield text.at(FILM_ELSEWHERE, place.line, place.column, fix=fix)
        else:
            held = isinstance(text.site.library.resolve(text.document.source, url), Missing)
            title = f"`{url[:60]}` is not here, and a post can't show films or play sounds itself." if held else ""
            yield text.at(FILM_LOST, place.line, place.column, title=title)
