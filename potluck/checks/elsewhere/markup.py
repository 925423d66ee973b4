"""Marks of languages that are no Markdown at all: BBCode, wikis, Slack, Org, reStructuredText, AsciiDoc.

People bring them from forums, chats and notebooks. Where Markdown has the same, it is offered; what stands in code is
left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from potluck.checks.elsewhere.dialects import DIALECT, KINDS, indented_below
from potluck.checks.elsewhere.marks import MARKS, Mark
from potluck.checks.lines import rewritten
from potluck.checks.registry import text_check
from potluck.checks.text import Text
from potluck.problems import Problem

HEADING = re.compile(
    r"(?:h(?P<level>[1-6])\.|(?P<sign>={2,6})) ++(?!RESTART:)(?P<said>[^\n=]{1,150}?)(?: +={2,6})?\s*\Z"
)
QUOTED = re.compile(r"bq\. +(?=\S)")
RST_IMAGE = re.compile(r"\.\. (?:image|figure):: *(?P<url>\S{3,300})\s*\Z")
RST_CODE = re.compile(r"\.\. (?:code-block|code|sourcecode|highlight):: *+(?P<language>\w{0,20})\s*+\Z")
RST_BOX = re.compile(r"\.\. (?P<kind>note|warning|tip|hint|important|caution|danger|attention)::(?P<said>.*)\Z")
ADOC_IMAGE = re.compile(r"image::?(?P<url>[^\s\[\]:]{3,300})\[(?P<said>[^\[\]\n]{0,200})\]\s*\Z")
CALLOUT = re.compile(r"> ?\[!(?P<kind>[A-Za-z-]{2,20})\][+-]? ?(?P<said>[^\n]{0,150})\Z")
BOX_WITHOUT_BAR = re.compile(
    r"> ?(?!\[!\w+\]\s*\Z)(?=[^\n]*[\[\]【】［］]|[!！])[\[(【［]{0,2} ?[!！]{0,2}\[? ?"
    r"(?P<kind>NOTE|TIP|IMPORTANT|WARNING|CAUTION) ?[!！]?[\])】］]{0,2}\s*\Z"
)
"""What begins a box, with a sign too many, too few or of another kind."""
BLOCK_SIGNS = (
    "::", "image:", "> [", ">[", "> !", "> (", "> 【", "> ［",
    "note]", "tip]", "important]", "warning]", "caution]", "h1. ", "h2. ", "h3. ",
    "h4. ", "bq. ", "\n==", " ==\n", "===\n", "{code", "{noformat", "{quote", "[list", "[code", "[source", "[quote",
    "[verse", "[listing", "#+begin_", "<syntaxhighlight",
)  # fmt: skip
"""Something that every such line has in it, in lower case; few texts have."""
SENTENCE = re.compile(r"\w\S* \S+ \S.*[.!?。！？]\Z|.{60}")
"""Words of a box, and not its title."""
OUR_BOXES = frozenset("NOTE TIP IMPORTANT WARNING CAUTION".split())


FENCES = "Put a line with three backticks in place of this line, and another one in place of the line that ends it."
LONGEST = 200  # lines
BB_ITEM = re.compile(r"\s*\[\*\]\s*")
ADOC_RULE = re.compile(r"\s*(?:-{4,}|_{4,}|\.{4,}|={4,})\s*\Z")


@text_check(DIALECT)
def marks_of_others(text: Text) -> Iterator[Problem]:
    """Links, bold text and notes as other languages write them; one problem for each line."""
    prose = text.prose.lower()
    wanted = [mark for mark in MARKS if mark.may_be_in(text.body if mark.with_code else prose)]
    for number, line in text.prose_lines.items() if wanted else ():
        raw = text.line(number)
        for mark in wanted:
            said = raw if mark.with_code else line
            if mark.sign in said.lower() and (found := mark.pattern.search(said)):
                yield _told(text, number, said, mark, found)
                break


def _told(text: Text, number: int, said: str, mark: Mark, found: re.Match[str]) -> Problem:
    """The problem of a mark that was found in what a line says."""
    inner = mark.written(found)
    if inner is None:
        title = f"`{found.group()}` stands for somebody in a chat, and is shown as it is."
        return text.at(DIALECT, number, found.start() + 1, title=title, fix="Write the name of who is meant.")
    title = f"`{found.group()[:60]}` is shown as it is; it means something to another program."
    fix = f"Write: `{inner.strip()}`" if inner else "Delete it; readers see every word of the file."
    better = rewritten(text.line(number), said, mark.pattern, lambda each: mark.written(each) or "")
    return text.changed(DIALECT, number, better.rstrip(), found.start() + 1, title=title, fix=fix)


@text_check(DIALECT)
def blocks_of_others(text: Text) -> Iterator[Problem]:
    """Headings, images, code and boxes as other languages write them."""
    body = f"{text.body.lower()}\n"
    if not any(sign in body for sign in BLOCK_SIGNS):
        return
    told = 0
    for number, line in text.prose_lines.items():
        made = None if number <= told else _block(text, number, line)
        if made is not None:
            last, better, fix = made
            told = last
            title = f"`{text.line(number).strip()[:50]}` is shown as it is; it means something to another program."
            fix = fix or (FENCES if any(each.startswith("```") for each in better) else f"Write: `{better[0]}`")
            yield text.mended(DIALECT, number, last, better, title=title, fix=fix)


def _block(text: Text, number: int, line: str) -> tuple[int, list[str], str] | None:
    """The last line of a block of another language, the Markdown for it, and how to say so."""
    raw = text.line(number)
    if (found := HEADING.match(line)) and number not in text.html_lines:
        if found["sign"] and not line.rstrip().endswith("="):
            alone = not text.line(number - 1).strip() and not "".join(text.lines[number : number + 1]).strip()
            return (number, [f"{'#' * len(found['sign'])} {found['said']}"], "") if alone else None
        level = int(found["level"] or len(found["sign"]) % 6 or 1)
        return number, [f"{'#' * level} {raw[slice(*found.span('said'))]}"], ""
    if (found := QUOTED.match(line)) and number not in text.html_lines:
        return number, [f"> {raw[found.end() :]}"], ""
    if found := ADOC_IMAGE.match(line):
        return number, [f"![{found['said']}]({found['url']})"], ""
    if found := RST_IMAGE.match(line):
        below = _indented(text, number)
        alt = next((each.partition(":alt:")[2].strip() for each in below if each.strip().startswith(":alt:")), "")
        return number + len(below), [f"![{alt}]({found['url']})"], ""
    if found := RST_CODE.match(line):
        below = _indented(text, number)
        code = [each[min(len(each) - len(each.lstrip()), 4) :] for each in below if not each.strip().startswith(":")]
        shown = "\n".join(code).strip("\n").split("\n")
        return (number + len(below), [f"```{found['language']}", *shown, "```"], "") if below else None
    if found := RST_BOX.match(line):
        below = [each.strip() for each in _indented(text, number)]
        inside = [f"> {each}" for each in (found["said"].strip(), *below) if each]
        return number + len(below), [f"> [!{KINDS.get(found['kind'], 'NOTE')}]", *inside], ""
    if (found := CALLOUT.match(raw)) and (found["kind"].upper() not in OUR_BOXES or found["said"].strip()):
        kind = found["kind"].upper()
        known = kind if kind in OUR_BOXES else KINDS.get(found["kind"].lower(), "NOTE")
        said = found["said"].strip()
        if kind in OUR_BOXES and SENTENCE.search(said):
            return number, [f"> [!{known}]", f"> {said}"], ""
        return number, [f"> [!{known}]", *([f"> **{said}**", ">"] if said else [])], ""
    if found := BOX_WITHOUT_BAR.match(raw):
        return number, [f"> [!{found['kind']}]"], ""
    return between_signs(text, number, line)


def _indented(text: Text, number: int) -> list[str]:
    """The lines below a directive that belong to it."""
    return indented_below(number, text, LONGEST, (" ", "\t"))


class Frame(msgspec.Struct, frozen=True):
    """A block between two lines of signs: the first, with its `kind` and perhaps a `language` in it, and the last."""

    first: re.Pattern[str]
    last: str
    """Made of the first; none where the second line is said again."""


def _frame(first: str, last: str) -> Frame:
    return Frame(re.compile(rf"\s*{first}\s*\Z", re.IGNORECASE), last)


FRAMES = (
    _frame(r"\[(?P<kind>code|quote|list)(?:=(?P<language>\w{0,20})[^\]\n]{0,40})?\]", r"[/\g<kind>]"),
    _frame(r"\{(?P<kind>code|noformat|quote)(?::(?P<language>\w{1,20})[^}\n]{0,60})?\}", r"{\g<kind>}"),
    _frame(
        r"#\+begin_(?P<kind>src|example|quote|verse)(?:[ \t]+(?P<language>[\w+#-]{1,20})[^\n]{0,80})?",
        r"#+end_\g<kind>",
    ),
    _frame(r"\[(?P<kind>source|listing|quote|verse)(?:, *(?P<language>[\w+#-]{1,20})?[^\]\n]{0,60})?\]", ""),
    _frame(
        r"<(?P<kind>syntaxhighlight)(?: +lang=[\"']?(?P<language>[\w+#-]{1,20})[\"']?)?[^<>\n]{0,60}>", r"</\g<kind>>"
    ),
)
QUOTATIONS = frozenset(("quote", "verse"))


def between_signs(text: Text, number: int, line: str) -> tuple[int, list[str], str] | None:
    """Code, a quotation or a list between two lines: the last of them, the Markdown for it all, and no more words."""
    for frame in FRAMES:
        if (found := frame.first.match(line)) and (ends := _ends(text, number, found.expand(frame.last).lower())):
            break
    else:
        return None
    start, end = ends
    inside = text.lines[start : end - 1]
    kind = found["kind"].lower()
    if kind == "list":
        items = [BB_ITEM.sub("", each).strip() for each in inside if each.strip()]
        known = all(map(BB_ITEM.match, filter(None, inside)))
        return (end, [f"- {each}" for each in items], "") if known else None
    if kind in QUOTATIONS:
        return end, [f"> {each}".rstrip() for each in inside], ""
    return end, [f"```{found.groupdict().get('language') or ''}", *inside, "```"], ""


def _ends(text: Text, number: int, ending: str) -> tuple[int, int] | None:
    """The lines above and below what stands inside; without an ending, the line below says it."""
    start = number
    if not ending:
        start, ending = number + 1, text.line(number + 1).strip() if number < len(text.lines) else ""
        if not ADOC_RULE.match(ending):
            return None
    end = text.first_below(start, LONGEST, lambda line: line.strip().lower() == ending)
    return (start, end) if end else None
