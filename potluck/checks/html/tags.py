"""HTML in a post: tags that are cut off, misspelt, or vanish together with what somebody meant to show."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import get_close_matches
from html import escape

from potluck.checks.inline import TAG
from potluck.checks.links.addresses import DOMAIN
from potluck.checks.registry import text_check
from potluck.checks.text import Place, Text
from potluck.content.targets import ImageTarget
from potluck.late import late
from potluck.problems import Edit, Problem, error, in_post, warning

VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())

ALLOWED = frozenset(
    """
    a abbr address article aside audio b bdi bdo blockquote br caption center cite code col colgroup dd del
    details dfn div dl dt em figcaption figure font footer h1 h2 h3 h4 h5 h6 header hr i iframe img ins kbd
    li main mark nav ol p picture pre q rp rt ruby s samp section small source span strike strong sub
    summary sup table tbody td tfoot th thead time tr tt u ul var video wbr big
    """.split()
)
"""Tags that authors use on purpose; not all of them survive, but their text does."""
REMOVED = frozenset(
    """
    script style link meta base form input button select textarea option object embed applet frame frameset
    svg math template noscript title html head body plaintext xmp canvas marquee dialog slot
    """.split()
)

_OTHERS = frozenset("map label fieldset legend datalist optgroup output progress meter data".split())
KNOWN = ALLOWED | REMOVED | VOID | _OTHERS


OPENING = re.compile(r"(?<!\\)<(?P<end>/?)(?P<name>[A-Za-z][A-Za-z0-9-]{0,30})(?=[\s/>]|\Z)")
COMPARED = re.compile(r"<[a-z]\s+[^<>=\n]{1,80}>")
PRINTED = re.compile(r"<[A-Za-z]\w*(?: [^\s<>=\"']{1,30}){3,8}>")
"""What a program prints of a thing: `<Figure size 640x480 with 1 Axes>`."""
GENERIC = re.compile(r"(?<![\s<])[A-Za-z_]\w*\Z")

HALF_LINK = re.compile(
    r"<a\s+href\s*=\s*[\"']?(?P<url>(?:https?://|\.{0,2}/|\w)[^\s\"'<>]{2,500})[\"']?\s*>?(?P<said>[^<>=\"]{1,200})</a>",
    re.IGNORECASE,
)
"""A link whose first tag is not finished, though its words and its end are there."""
LONE_QUOTES = (
    (re.compile(r"(?P<start>\s[\w-]+=\")(?P<value>[^\"'<>\s=]+)(?=\s+[\w-]+=[\"'])"), r'\g<start>\g<value>"'),
    (re.compile(r"(?P<start>\s[\w-]+=)(?P<value>[^\"'<>\s=]+)(?=\"[\s/>])"), r'\g<start>"\g<value>'),
    (
        re.compile(r"(?P<start>\s[\w-]+=\")(?P<value>\s*+[^\s\"'<>=]+?(?:\s++[^\s\"'<>=]+?)*?)(?=\s*+/?>)"),
        r'\g<start>\g<value>"',
    ),
)
"""Where one of the two quotation marks around a value is missing, and the value between both."""
ODD_QUOTES = re.compile(r"(?P<start>\s[\w-]+=)[\"'“”]{1,2}(?P<value>[^\"'“”<>=]{1,300})[\"'“”]{1,2}(?=[\s/>])")
WITH_ITS_END = late(r"(?:<(?P<name>[A-Za-z][\w-]{0,30})>[^`\n]{0,200}?</(?P=name)>|<[A-Za-z][\w-]{0,30} ?/?>){1,50}")
"""Tags that are shown together: one with its end, and all right behind it."""
MOST_ON_A_LINE = 50
"""Tags of a line of which it is found out how they were meant: each is held against all that stands behind it."""
MAIL = re.compile(r"<[\w.+-]{1,64}@[\w.-]{1,200}>")
SPACED = re.compile(r"(?<!\\)<(?P<name>[A-Za-z][\w-]{0,30})(?=[^\w\s/>:@+-])")
SHORT = frozenset("abipsuq")
"""Tags that may be anything else where their `>` is missing: `a <b or c`."""

TAG_UNFINISHED = error(
    "html-unfinished",
    "This tag is never finished: its `>` is missing.",
    why="Everything below it would be swallowed, and readers would not see it.",
    fix="Finish the tag with `>`, and close it.",
    bad=in_post('<iframe src="https://trinket.io/embed/python/1"\n\nAnd that was all that we did.'),
    good=in_post('<iframe src="https://trinket.io/embed/python/1" title="A program"></iframe>\n\nAnd that was all.'),
)
TAG_BROKEN = error(
    "html-broken",
    "This tag is broken.",
    why="Readers would see the code of the tag as text.",
    fix="Begin a tag with `<`, and an end tag with `</`.",
    bad=in_post("<small>Written on a train.small>"),
    good=in_post("<small>Written on a train.</small>"),
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
    fix="Leave it out, or link to what it shows. If it is code that readers should see, put it between backticks.",
    bad=in_post("<script>alert(1)</script>"),
    good=in_post("`<script>alert(1)</script>`"),
)

LONGEST_REMOVED = 5_000
"""So far behind a tag that goes its end is looked for."""
PAGE_TAGS = ("html", "head", "title", "meta", "link", "body", "style", "script")
"""What every web page has: a whole one is told once, for what it is."""
GIST = re.compile(
    r"<script\s+src=[\"'](?P<url>https://gist\.github\.com/[\w./-]{3,100})\.js(?:\?[^\"']{0,60})?[\"']\s*>\s*</script>"
)
SPOKEN_OF = re.compile(r"(?:,? (?:and|or) <[a-z1-6]+>)? (?:tags?|elements?|blocks?)\b", re.IGNORECASE)
"""Words beside a tag that is meant to be read."""


@text_check(TAG_UNFINISHED, TAG_VANISHES, TAG_REMOVED)
def tags(text: Text) -> Iterator[Problem]:
    """Tags that are not finished, not known, or not allowed."""
    if "<" not in text.prose:
        return
    finished = {tag.start for _, tag in text.tags}
    whole_page = text.body.lstrip()[:9].lower().startswith(("<!doctype", "<html"))
    told: set[str] = set(PAGE_TAGS) if whole_page else set()
    shown = gone = 0
    for found in OPENING.finditer(text.prose):
        name = found["name"].lower()
        place = text.place(found.start())
        if found.start() not in finished:
            if name in KNOWN and (name not in SHORT or _is_tag(text.prose, found)):
                yield _unfinished(text, place, found)
        elif name in REMOVED and found.start() < gone:
            continue  # it goes with the one that it stands in
        elif name in REMOVED and not (name in told and name in PAGE_TAGS):
            if name not in PAGE_TAGS:
                gone = text.prose.find(f"</{name}>", found.end(), found.end() + LONGEST_REMOVED)
            if name not in told:
                told.add(name)
                yield _removed(text, place, name)
        elif name in told or found["end"] or found.start() < shown:
            continue
        elif name not in KNOWN or is_generic(text, found.start(), found["name"]):
            told.add(name)
            whole = WITH_ITS_END.match(text.prose, found.start())
            shown = whole.end() if whole else 0
            yield _vanishes(text, place)
    for found in SPACED.finditer(text.prose):
        place = text.place(found.start())
        if MAIL.match(text.prose, found.start()):
            continue
        if found["name"].lower() not in KNOWN and found.start() in finished and found["name"].lower() not in told:
            yield _vanishes(text, place)


def _removed(text: Text, place: Place, name: str) -> Problem:
    """The problem of a tag that posts can't use: as code where it is spoken of, as a link to a gist."""
    raw, at, title = text.line(place.line), place.column - 1, f"`<{name}>` is taken out of the post."
    end = raw.find(">", at) + 1
    if gist := GIST.match(raw, at):
        alone = gist.group() == raw.strip()
        fix = f"Write on a line of its own: `<{gist['url']}>`"
        edit = Edit(place.line, place.line, f"<{gist['url']}>") if alone else None
        return text.here(TAG_REMOVED, place, title=title, fix=fix, edit=edit)
    if end and SPOKEN_OF.match(raw, end):
        return text.replaced(TAG_REMOVED, place.line, (at, end), f"`{raw[at:end]}`", title=title)
    return text.here(TAG_REMOVED, place, title=title)


def _is_tag(prose: str, found: re.Match[str]) -> bool:
    """Whether a tag was meant: it has something to say, or ends an earlier one and stands at the end of its line."""
    rest = prose[found.end() : found.end() + 40]
    return "=" in rest or (bool(found["end"]) and not rest.partition("\n")[0].strip())


def is_generic(text: Text, start: int, name: str) -> bool:
    """Whether `<B>` is a type parameter, as in `Vec<B>`: directly behind a word, in capitals, and never closed; or
    whether `<b and c>` compares."""
    before = text.prose[max(0, start - 30) : start]
    if (len(name) == 1 and COMPARED.match(text.prose, start)) or PRINTED.match(text.prose, start):
        return True
    return not name.islower() and bool(GENERIC.search(before)) and f"</{name}>" not in text.prose


def _vanishes(text: Text, place: Place) -> Problem:
    """The problem of what looks like a tag, and is none: as what was meant, or else as code."""
    found = TAG.match(text.line(place.line), place.column - 1)
    if not found:
        return text.here(TAG_VANISHES, place)
    return _as_meant(text, place, found) or _as_code(text, place, found)


def _as_meant(text: Text, place: Place, found: re.Match[str]) -> Problem | None:
    """The problem of a misspelt tag, or of an address or a picture between angle brackets."""
    raw, name, inside = found.string, found["name"], found.group()[1:-1]
    is_pair = "=" in found["rest"] or f"</{name}>" in raw
    if is_pair and (meant := get_close_matches(name.lower(), ALLOWED, n=1, cutoff=0.75)):
        better = re.sub(rf"(</?){re.escape(name)}\b", rf"\g<1>{meant[0]}", raw)
        title = f"There is no tag `<{name}>`; did you mean `<{meant[0]}>`?"
        fix = f"Write: `<{meant[0]} …>`" if "=" in found["rest"] else ""
        return text.changed(TAG_VANISHES, place.line, better, place.column, title=title, fix=fix)
    if DOMAIN.match(inside):
        link = f"<https://{inside}>"
        title = f"`{found.group()[:60]}` vanishes: browsers take it for a tag. An address begins with `https://`."
        return text.replaced(TAG_VANISHES, place.line, found, link, title=title, fix=f"Write: `{link}`")
    if isinstance(text.target(inside), ImageTarget):
        title, fix = f"`{found.group()[:60]}` vanishes, and shows no picture.", f"Write: `![what it shows]({inside})`"
        return text.replaced(TAG_VANISHES, place.line, found, f"![]({inside})", title=title, fix=fix)
    if glued := re.match(r"(a|img|iframe)(href|src)\Z", name, re.IGNORECASE):
        title = f"A space belongs between `<{glued[1]}` and `{glued[2]}`."
        tag = f"<{glued[1]} {glued[2]}{found['rest']}>"
        return text.replaced(TAG_VANISHES, place.line, found, tag, title=title)
    return None


def _as_code(text: Text, place: Place, found: re.Match[str]) -> Problem:
    """The problem of what should be code: angle brackets, and what belongs to them on either side."""
    raw = found.string
    start, end = _whole(found)
    shown = raw[start:end]
    title = f"`{shown[:60]}` vanishes: browsers take it for a tag."
    if place.line in text.html_lines and _is_within_pre(text, place):  # where backticks would be seen
        return text.replaced(TAG_VANISHES, place.line, (start, end), escape(shown, quote=False), title=title)
    inside_link = raw.count("[", 0, start) > raw.count("]", 0, start)
    better = f"{raw[:start]}`{shown}`{raw[end:]}"
    edit = None if found["rest"].strip() and "=" in found["rest"] else Edit(place.line, place.line, better)
    fix = "" if inside_link else f"Write: `` `{shown[:60]}` ``"
    return text.at(TAG_VANISHES, place.line, start + 1, title=title, fix=fix, edit=edit)


def _whole(found: re.Match[str]) -> tuple[int, int]:
    """Where code begins and ends on a line that has these angle brackets in it: `std::vector<int>`."""
    raw, start, end = found.string, found.start(), found.end()
    while start and (raw[start - 1].isalnum() or raw[start - 1] in "_:&.<"):
        start -= 1
    if start < found.start() and raw[start:].startswith(("http:", "https:")):
        start = found.start()
    while end < len(raw) and raw[end] in ">,)" and raw[start:end].count("<") > raw[start:end].count(">"):
        end += 1
    whole = WITH_ITS_END.match(raw, found.start())
    return start, max(end, whole.end() if whole else end)


def _is_within_pre(text: Text, place: Place) -> bool:
    until = text.starts[place.line - text.first] + place.column
    return text.prose.rfind("<pre", 0, until) > text.prose.rfind("</pre", 0, until)


def _unfinished(text: Text, place: Place, found: re.Match[str]) -> Problem:
    raw = text.line(place.line)
    if half := HALF_LINK.match(raw, place.column - 1):
        better = f'<a href="{half["url"]}">{half["said"].strip()}</a>'
        title = "The quotation marks or the `>` of this link are missing."
        return text.replaced(TAG_UNFINISHED, place.line, half, better, title=title, fix=f"Write: `{better}`")
    name, rest = found["name"].lower(), raw[place.column - 1 :]
    title = f"`<{found['end']}{name}` is never finished: its `>` is missing."
    if raw.count("<", 0, place.column) > MOST_ON_A_LINE:
        return text.here(TAG_UNFINISHED, place, title=title)
    for pattern, better in (*LONE_QUOTES, (ODD_QUOTES, r'\g<start>"\g<value>"')):
        if (lone := pattern.search(rest)) and (
            tag := TAG.match(whole := pattern.sub(better, rest, count=pattern is not ODD_QUOTES))
        ):
            title = f"A quotation mark is missing at `{lone['value'][:60]}`."
            if pattern is ODD_QUOTES:
                title = "The quotation marks around a value in this tag are no pair."
            better, fix = f"{raw[: place.column - 1]}{whole}", f"Write: `{tag.group()}`"
            return text.changed(TAG_UNFINISHED, place.line, better, place.column, title=title, fix=fix)
    if found["end"] and (behind := raw[place.column - 1 + len(found.group()) :]).strip():
        end = f"</{found['name']}>"
        better, fix = f"{raw[: place.column - 1]}{end}{behind}", f"Write: `{end}`"
    elif rest.count('"') % 2 == 0 and "<" not in rest[1:]:
        end = "" if name in VOID or found["end"] else f"</{name}>"
        better, fix = f"{raw.rstrip()}>{end}", f"End the line with `>{end}`"
    else:
        return text.here(TAG_UNFINISHED, place, title=title)
    return text.changed(TAG_UNFINISHED, place.line, better, place.column, title=title, fix=fix)


@text_check(TAG_BROKEN)
def nameless_addresses(text: Text) -> Iterator[Problem]:
    """Links and frames in HTML that lead nowhere, since what names their address is missing or misspelt."""
    for place, tag in text.tags:
        wanted = {"a": "href", "iframe": "src"}.get(tag.name)
        said = tag.attributes.keys() & {wanted, "id", "name", "srcdoc"}
        if wanted is None or tag.closing or said or not tag.attributes:
            continue  # one that says nothing is told as never closed, or as a link without an address
        near = next((each for each, value in tag.attributes.items() if ":" in value or "/" in value), None)
        if near is None:
            title = f"This `<{tag.name}>` has no address."
            yield text.here(TAG_BROKEN, place, title=title, fix=f'Add `{wanted}="the address"` to the tag.')
            continue
        better = re.sub(rf"\b{re.escape(near)}(?=\s*=)", wanted, text.line(place.line), count=1, flags=re.IGNORECASE)
        title = f"`{near}` should be `{wanted}`."
        yield text.changed(TAG_BROKEN, place.line, better, place.column, title=title)
