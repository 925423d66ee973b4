"""Signs that some program made harmless on the way here: backslashes, entities and `\\n` where Markdown was meant.

Google Docs and pandoc put backslashes before what somebody typed as Markdown; web forms write `&lt;` for `<`; a text
that went through a program arrives with `\\n` in place of its line ends.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

from potluck.checks.code.signs import QUOTED
from potluck.checks.inline import code_spans
from potluck.checks.lines import runs
from potluck.checks.registry import text_check
from potluck.checks.text import Place, Text
from potluck.problems import Problem, in_post, warning

BOLD = re.compile(r"(?P<sign>(?:\\\*){2}|(?:\\_){2}|(?:\\~){2})(?=\S)(?P<said>[^\\\n*_~]{1,200}?)(?<=\S)(?P=sign)")
HEADING = re.compile(r" {0,3}(?P<sign>\\#|#\\#)(?P<more>(?:\\?#){0,5}) (?P<said>[^\W\d_][^\n]{0,100}?)\s*\Z")
ITEM = re.compile(r"(?P<indent>\s*)(?:\\(?P<bullet>[-*+])|(?P<number>\d{1,3})\\(?P<dot>[.)])) +(?=\S)")
QUOTATION = re.compile(r"\s{0,3}(?:\\>|&gt;)[ \t]*(?=[^\s\d=])")
CODE = re.compile(r"(?<!\\)\\`(?P<said>[^`\\\n]{1,100})\\`")
SENTENCE_END = frozenset(".!?,;:。！？，：")
LINE_END = re.compile(r"(?<=[.!?:…。！？：*)”\"])(?:\\r)?\\n(?:(?:\\r)?\\n)*(?=[^\W\d_a-z]|[-*#>] |\d\. |\s*\Z)")
TAG = re.compile(r"&lt;(?P<end>/?)(?P<name>[a-z][a-z0-9]{0,9})(?P<rest>\s[^<>&\n]{0,300}?)?\s*/?&gt;", re.IGNORECASE)
TEXT_TAGS = frozenset(
    "a b blockquote br code center div em h1 h2 h3 h4 h5 h6 hr i li ol p pre s small span strong sub sup u ul".split()
)
FEWEST_TAGS = 3
ENTITY = re.compile(r"&(?:lt|gt|amp|quot|apos|nbsp|#39|#x27|#34|ldquo|rdquo|lsquo|rsquo);")
OPERATOR = re.compile(r"(?<=\s)&(?:lt|gt|amp|amp;&amp);=?(?=\s)|[-=]&gt;|&(?:lt|gt);=")
"""An entity in a short piece of code that can only stand for its sign: between spaces, or part of an arrow."""
MARKUP = frozenset("html xml svg xhtml jsx tsx vue php markdown md jinja django erb text txt".split())
HTML_TAG = re.compile(r"</?[a-z][a-z0-9]*[\s/>]", re.IGNORECASE)

SIGN_ESCAPED = warning(
    "sign-escaped",
    "The backslashes keep this sign from doing anything.",
    why="Readers would see the signs themselves; an editor put the backslashes there when it saved the text.",
    fix="Delete the backslashes; put signs that readers should see between backticks.",
    bad=in_post("It was \\*\\*very good\\*\\* soup."),
    good=in_post("It was **very good** soup."),
)
LINE_END_SHOWN = warning(
    "line-end-shown",
    "`\\n` stands here in place of a new line.",
    why="Readers would see the backslash and the letter, and everything in one paragraph.",
    fix="Begin a new line there.",
    bad=in_post("It rained.\\n\\nThen we had soup."),
    good=in_post("It rained.\n\nThen we had soup."),
)
HTML_SHOWN = warning(
    "html-shown",
    "The tags of this text are shown as they are.",
    why="`&lt;` means that readers see the sign `<`, so they see the code of the tags.",
    fix="Write `<` and `>` for `&lt;` and `&gt;`; put tags that readers should see between backticks.",
    bad=in_post("&lt;p&gt;It was &lt;b&gt;very good&lt;/b&gt; soup.&lt;/p&gt;"),
    good=in_post("It was <b>very good</b> soup."),
)
CODE_ENTITY = warning(
    "code-entity",
    "A sign in this code is written as its name.",
    why="In code nothing is translated: readers see the letters, and whoever copies the code gets an error.",
    fix="Write the sign itself.",
    bad=in_post("```python\nif rain &lt; 3:\n    walk()\n```"),
    good=in_post("```python\nif rain < 3:\n    walk()\n```"),
)


@text_check(SIGN_ESCAPED)
def escaped_signs(text: Text) -> Iterator[Problem]:
    """Bold text, headings, lists and fences whose signs have backslashes; one problem for each run of lines."""
    items: dict[int, str] = {}
    for number, line in text.running_with("\\"):
        raw = text.line(number)
        if found := ITEM.match(line):
            sign = found["bullet"] or f"{found['number']}{found['dot']}"
            items[number] = f"{found['indent']}{sign} {raw[found.end() :]}"
        elif (found := HEADING.match(line)) and raw.rstrip()[-1] not in SENTENCE_END:
            marks = "#" * (found["sign"] + found["more"]).count("#")
            title = "The backslash keeps this from being a heading."
            yield text.changed(SIGN_ESCAPED, number, f"{marks} {raw[found.start('said') :].strip()}", title=title)
        elif found := BOLD.search(line):
            better = BOLD.sub(lambda each: each.group().replace("\\", ""), raw)
            plain = found.group().replace("\\", "")
            title = f"The backslashes keep `{plain[:60]}` from being set as it was meant."
            yield text.changed(SIGN_ESCAPED, number, better, found.start() + 1, title=title)
        elif found := CODE.search(line):
            better = CODE.sub(r"`\g<said>`", raw)
            title = f"The backslashes keep `{found['said'][:60]}` from being set as code."
            fix = f"Write: `` `{found['said']}` ``"
            yield text.changed(SIGN_ESCAPED, number, better, found.start() + 1, title=title, fix=fix)
    yield from _items(text, items)
    yield from _quotations(text)


def _quotations(text: Text) -> Iterator[Problem]:
    """Lines that begin with `\\>` or `&gt;`, where a quotation was meant; one problem for each run of them."""
    lines = {
        n: QUOTATION.sub("> ", text.line(n)) for n, line in text.running_with("\\>", "&gt;") if QUOTATION.match(line)
    }
    for first, last in runs(lines):
        better = [lines[number] for number in range(first, last + 1)]
        title = "The sign that begins a quotation is written as one that is only shown."
        more = ", and the lines below in the same way" if last > first else ""
        fix = f"Write: `{better[0]}`{more}"
        yield text.mended(SIGN_ESCAPED, first, last, [*text.gap_above(first), *better], title=title, fix=fix)


def _items(text: Text, items: dict[int, str]) -> Iterator[Problem]:
    """Lists whose markers have backslashes, of two items and more; one may be a sentence that begins with a year."""
    for first in items:
        if first - 1 in items or (first - 2 in items and not text.line(first - 1).strip()):
            continue
        last = first
        while (step := 1 if last + 1 in items else 2) and last + step in items:
            if step == 2 and text.line(last + 1).strip():
                break
            last += step
        if last == first:
            continue
        lines = [items.get(number, text.line(number)) for number in range(first, last + 1)]
        title = "The backslashes keep these lines from being a list."
        better = [*text.gap_above(first), *lines]
        yield text.mended(SIGN_ESCAPED, first, last, better, title=title, fix=f"Write: `{items[first].strip()}`")


@text_check(LINE_END_SHOWN)
def line_ends(text: Text) -> Iterator[Problem]:
    """`\\n` behind the end of a sentence, and before the beginning of one."""
    for number, line in text.running_with("\\n"):
        if found := LINE_END.search(line):
            better = LINE_END.sub(lambda each: "\n" * min(each.group().count("n"), 2), text.line(number))
            yield text.changed(LINE_END_SHOWN, number, better, found.start() + 1, fix=f"Write:\n\n{better}")


@text_check(HTML_SHOWN)
def shown_tags(text: Text) -> Iterator[Problem]:
    """A text whose HTML went through a program that made it text; one problem, where it begins."""
    if text.prose.count("&lt;") < FEWEST_TAGS:
        return
    lines = list(text.running_with("&lt;"))
    found = [(number, each) for number, line in lines for each in TAG.finditer(line)]
    known = [(number, each) for number, each in found if each["name"].lower() in TEXT_TAGS]
    closing = sum(bool(each["end"]) for _, each in known)
    if len(known) < FEWEST_TAGS or not closing or len(known) < len(found):
        return
    for number, line in lines:
        if first := TAG.search(line):
            better = TAG.sub(lambda each: unescape(each.group()), text.line(number))
            yield text.changed(HTML_SHOWN, number, better, first.start() + 1)


@text_check(CODE_ENTITY)
def entities_in_code(text: Text) -> Iterator[Problem]:
    """`&lt;` in code that is no markup; one problem for each block of code."""
    body = text.body
    if "&" not in body or not ENTITY.search(body):
        return
    for code in text.code:
        if code.language.lower() in MARKUP or HTML_TAG.search(code.content):
            continue
        inside = range(code.first + code.fenced, code.last + 1)
        wrong = [(number, found) for number in inside if (found := ENTITY.search(_unquoted(text.line(number))))]
        if wrong:
            (first, found), last = wrong[0], wrong[-1][0]
            better = "\n".join(ENTITY.sub(_sign, line) for line in text.lines[first - 1 : last])
            yield _translated(text, first, last, better, found.group(), found.start() + 1)
    for start, end in code_spans(body):
        place = text.body_place(start)
        if place.line not in text.code_lines:
            yield from _in_span(text, place, body[start:end])


def _in_span(text: Text, place: Place, said: str) -> Iterator[Problem]:
    """A sign written as its name in a short piece of code, which begins at a place."""
    found = OPERATOR.search(said) if "&" in said and "\n" not in said else None
    if found is not None:
        line, at = text.line(place.line), place.column - 1
        better = f"{line[:at]}{ENTITY.sub(_sign, said)}{line[at + len(said) :]}"
        yield _translated(text, place.line, place.line, better, found.group(), place.column + found.start())


def _sign(found: re.Match[str]) -> str:
    return unescape(found.group()).replace("\u00a0", " ")


def _unquoted(line: str) -> str:
    """A line of code with what stands between quotation marks, or in a note, turned to spaces."""
    return "".join(
        " " * len(part) if at % 2 else part for at, part in enumerate(QUOTED.split(line.replace("&#39;", "&39;")))
    )


def _translated(text: Text, number: int, last: int, better: str, sign: str, column: int) -> Problem:
    title = f"`{sign}` stands in this code for `{unescape(sign)}`, and is shown as it is."
    fix = f"Write: `{better.strip()}`" if last == number else f"Write:\n\n{better}"
    return text.mended(CODE_ENTITY, number, last, [better], column, title=title, fix=fix)
