"""Headings that readers would see as stray signs, that nobody meant, or that say the title again."""

from __future__ import annotations

import re
from collections.abc import Iterator

from potluck.checks.blocks import LIST_LINE
from potluck.checks.code.shape import is_code
from potluck.checks.markdown.near_lines import hashed_item
from potluck.checks.registry import text_check
from potluck.checks.text import Text
from potluck.content.front_matter.second_sets import says
from potluck.content.homes import AUTHORS
from potluck.content.names import slugify
from potluck.content.rules.shape import DUPLICATE
from potluck.content.tree import Kind
from potluck.problems import Edit, Problem, in_post, warning

LONGEST_HEADING = 12  # words
HEADING_TIGHT = re.compile(r" {0,3}(?P<marks>#{1,6})(?P<text>[^#\s].*)\Z")
HEADING_OTHER = re.compile(
    r" {0,3}(?:(?P<deep>#{7,12})|(?P<wide>＃{1,6})|(?P<nbsp>#{1,6}[\u00a0\u3000])"
    r"|(?P<bold>\*\*\s*#{1,6})(?=[^*\n]{1,200}\*\*\s*\Z)|(?P<twice>#{1,6} +#{1,6}(?= ))"
    r"|(?P<escaped>(?:\\#){2,6}|\\#{2,6})(?=\s))\s*(?P<text>[^#＃\s].*)\Z"
)
OTHER_HEADINGS = {
    "deep": "A heading begins with six `#` at most.",
    "wide": "This is the wide sign of another keyboard, and not `#`.",
    "nbsp": "The space behind the `#` is a special one, which makes no heading.",
    "twice": "The second run of `#` would be shown.",
    "bold": "A heading needs no stars; they keep it from being one.",
    "escaped": "The backslash keeps this from being a heading.",
}
HEADING_TAIL = re.compile(r" {0,3}#{2,6}\s[^#\n]{0,200}[^#\s\\](?P<tail>#{2,6})\s*\Z")
HEADING_LATE = re.compile(
    r"(?P<above>(?! {0,3}[#|>])[^#`|\n]{3,2000}[.!?…。！？)”\"])\s*"
    r"(?P<marks>#{2,6}) +(?P<text>[^\W\d_][^#`\n]{0,80}(?<![.,;:。，、；：\s]))\s*\Z"
)
"""A heading behind the last sentence of a paragraph."""
UNDERLINE = re.compile(r"[\s>]*(?:-+|=+)\s*\Z")
NO_HEADING = {1: frozenset("!{}[]()<>=;:|/\\+-*&%$\"'"), 2: frozenset("!{}=;|/\\+-%$")}
"""What begins no heading right behind one `#`, and behind two and more: code, comments and boxes made of signs."""
HEADING_SPACE = warning(
    "heading-space",
    "There is no space behind the `#`.",
    why="Readers would see the `#` and no heading.",
    fix="Put a space between the `#` and the heading.",
    bad=in_post("##How it went\n\nIt rained."),
    good=in_post("## How it went\n\nIt rained."),
)
HASH_NUMBER = warning(
    "hash-number",
    "A line that begins with `#` and a number is a heading for some programs.",
    why="There, the whole line would be shown in large letters.",
    fix="Put a backslash in front of the `#`: `\\#6`. Or begin the line with a word.",
    bad=in_post("#6 was the best walk."),
    good=in_post("\\#6 was the best walk."),
)
HEADING_ACCIDENT = warning(
    "heading-accident",
    "The line right below turns this text into a heading.",
    why="Readers would see it in large letters, and the list of contents would have it.",
    fix="Leave a blank line between the text and the line of `---` or `===`.",
    bad=in_post("It rained all day, and nobody minded.\n---\nThen came the soup."),
    good=in_post("It rained all day, and nobody minded.\n\n---\n\nThen came the soup."),
)
TITLE_REPEATED = warning(
    "title-repeated",
    "This heading says again what the post is called.",
    why="The title stands above the text already, so readers would see it twice.",
    fix="Delete the heading.",
    bad=in_post("# A walk by the river\n\nIt rained."),
    good=in_post("It rained."),
)
RULE_AT_TOP = warning(
    "line-at-top",
    "There are three lines of `---` at the top; two are enough.",
    why="The third is shown as a line across the page, above your text.",
    fix="Delete the third.",
    bad=in_post("---\n\nIt rained."),
    good=in_post("It rained."),
)


@text_check(HEADING_SPACE, HASH_NUMBER)
def headings_without_space(text: Text) -> Iterator[Problem]:
    """`##Heading`, and `#6` at the beginning of a line."""
    last = _last_of_words(text)
    lines = dict(text.running_with("#", "＃"))
    for number, line in lines.items():
        if other := HEADING_OTHER.match(line):
            yield _other_heading(text, number, other)
        elif tail := HEADING_TAIL.match(line):
            raw = text.line(number).rstrip()
            title = f"The `{tail['tail']}` at the end of this heading would be shown."
            yield text.changed(HEADING_SPACE, number, raw.rstrip("#"), tail.start("tail") + 1, title=title)
        elif (late := HEADING_LATE.match(line)) and not (
            late["text"][0].islower() or text.first_below(number, 1, lambda below: below[:1].islower())
        ):
            raw, title = text.line(number), f"A heading begins its line; here `{late['marks']}` is shown."
            better = [raw[: late.end("above")], "", raw[late.start("marks") :].rstrip()]
            yield text.written(HEADING_SPACE, number, number, better, late.start("marks") + 1, title=title)
        found = HEADING_TIGHT.match(line)
        if not found or is_code(line):
            continue
        raw = text.line(number)
        if found["text"][0].isdigit() and len(found["marks"]) == 1:
            if " " in found["text"].strip() and not hashed_item(number, lines):
                yield text.changed(HASH_NUMBER, number, raw.replace("#", "\\#", 1))
        elif _is_heading(found, number, text, last):
            marks = found["marks"]
            yield text.changed(HEADING_SPACE, number, f"{marks} {raw.lstrip()[len(marks) :]}", len(marks) + 1)


def _other_heading(text: Text, number: int, found: re.Match[str]) -> Problem:
    """A heading with too many signs, with those of another keyboard, or with something that keeps it from being one."""
    raw = text.line(number).strip()
    said = raw[len(raw) - len(found["text"].rstrip()) :]
    kind = next(each for each in OTHER_HEADINGS if found[each])
    marks = max(re.findall("[#＃]+", found[kind].replace("\\", "")), key=len)[:6].replace("＃", "#")
    if kind == "bold":
        said = said.rstrip("*").rstrip("# ")
    return text.changed(HEADING_SPACE, number, f"{marks} {said.strip()}", title=OTHER_HEADINGS[kind])


def _is_heading(found: re.Match[str], number: int, text: Text, last: int) -> bool:
    """Whether a heading was meant, and not a `#hashtag` or a `#!` line."""
    said = found["text"].strip()
    bold = said.startswith("**") and said.endswith("**")
    if said[0] in NO_HEADING[min(len(found["marks"]), 2)] and not bold:
        return False
    if len(found["marks"]) > 1:
        return True
    words = said.split()
    if "#" in said or (len(words) == 1 and (said[0].islower() or number >= last)):
        return False
    above = text.line(number - 1).rstrip() if number > text.first else ""
    if not above:
        return not (words[0].islower() and (words[-1][-1] in ".,!?" or len(words) > 7))
    return _sets_apart(above) and not said[0].islower() and len(words) <= 8 and words[-1][-1] not in ".,!?"


def _sets_apart(above: str) -> bool:
    """Whether a line ends what it says, so that the next may be a heading: a sentence, a picture, an item, a ruler."""
    return above[-1] in '.!?:)”"*_`>|~-' or LIST_LINE.match(above) is not None or above.lstrip()[0] in "#<!|>"


def _last_of_words(text: Text) -> int:
    """The number of the last line that is more than hashtags: below it no heading begins anything."""
    lines = (number for number in range(len(text.lines), 0, -1) if not text.line(number).lstrip().startswith("#"))
    return next((number for number in lines if text.line(number).strip()), 0)


AGAIN = "The lines with the title and author stand here for a second time."
AGAIN_WHY = "Only the first ones count; readers would see these as text."
SECOND = "Lines of `name: value` stand below the text as well."
SECOND_FIX = "Put what is new in them between the first two `---`, and delete them here, with the `---` around them."
SOMEBODY = "These lines say who somebody is, and belong into a file of their own."
ANOTHER_POST = "Another post begins here; a file holds one."
DAY = re.compile(r"/posts/(?:[^/]+/)*\d{4}-\d{2}-\d{2}-")
AGAIN_FIX = "Delete these lines, and what stands below them if it is in the post twice."


@text_check(HEADING_ACCIDENT, DUPLICATE)
def accidental_headings(text: Text) -> Iterator[Problem]:
    """Sentences and pictures with a line of `---` or `===` right below them."""
    in_conflict = any(f"\n{sign * 7}" in text.body for sign in "<>") or text.body.startswith("<" * 7)
    for heading in text.blocks.headings:
        number = heading.line + text.first
        if text.line(number).lstrip().startswith("#") or "`" in heading.text:
            continue
        said = heading.text.strip()
        sentence = said[-1:] in ".!,;)" or len(said.split()) > LONGEST_HEADING or "\n" in said
        under = number + said.count("\n") + 1
        if text.lines[under : under + 1] and text.lines[under].startswith("title:"):
            continue  # the post stands there a second time, which is told of the lines below
        whole = said.startswith("title:") and "\nauthor" in said
        if text.line(number - 1).strip() == "---" and (whole or all(map(says, said.split("\n")))):
            title, fix = _second(text, said, whole)
            yield DUPLICATE.at(text.path, number - 1, 1, title=title, why=AGAIN_WHY, fix=fix)
            continue
        if in_conflict and re.fullmatch("={5,9}", "".join(text.lines[under - 1 : under])):
            continue  # where two versions met, which is told as that
        if UNDERLINE.match("".join(text.lines[under - 1 : under])) is None:
            continue  # a heading with `#`, within an item or a quotation
        if sentence or said.startswith(("!", "<", "[")) or LIST_LINE.match(said):
            if text.line(under) == "=" * 7 and sentence:
                title = "Git left this line where two versions met, and it turns the text above it into a heading."
                yield text.deleted(HEADING_ACCIDENT, under, under, title=title, fix="Delete the line.")
                continue
            ruler = text.line(under) if set(text.line(under).strip()) == {"-"} else "---"
            yield text.at(HEADING_ACCIDENT, number, 1, edit=Edit(under, under, f"\n{ruler}"))


def _second(text: Text, said: str, whole: bool) -> tuple[str, str]:
    """What lines `name: value` below the text are, and what to do: the same post again, another one, or a person's."""
    content = text.site.library.content_dir.name
    if whole:
        called = slugify(said.partition("\n")[0].partition(":")[2])
        if not called or called == slugify(text.document.front.words_of("title")):
            return AGAIN, AGAIN_FIX
        day = found[0] if (found := DAY.search(text.path)) else "/posts/2024-05-31-"
        return ANOTHER_POST, f"Put all from here on into a file of its own, `{content}{day}{called}.md`."
    name = next((line.partition(":")[2].strip(" \"'") for line in said.split("\n") if line.startswith("name:")), "")
    if not (handle := slugify(name)) or "title:" in said:
        return SECOND, SECOND_FIX
    rest = f"with the `---` above and below and the words about {name}; delete all that here."
    return SOMEBODY, f"Put them into `{content}/{AUTHORS}/{handle}.md`, {rest}"


@text_check(TITLE_REPEATED)
def repeated_title(text: Text) -> Iterator[Problem]:
    """A first heading with the words of the title."""
    called = text.document.front.words_of("name" if text.document.kind is Kind.PERSON else "title")
    first = text.top
    heading = next((each for each in text.blocks.headings if each.line + text.first == first), None)
    if heading is None or not text.line(first).startswith("#"):
        return
    if (said := slugify(heading.text)) and said == slugify(called):
        below = first + 1
        last = below if below <= len(text.lines) and not text.line(below).strip() else first
        if any(line.strip() for line in text.lines[first:]):
            title = "This heading says the person's name again." if text.document.kind is Kind.PERSON else ""
            yield text.deleted(TITLE_REPEATED, first, last, title=title)


@text_check(RULE_AT_TOP)
def rule_at_top(text: Text) -> Iterator[Problem]:
    """A third `---` right below the front matter."""
    front = text.document.front
    if front.problems or front.last_line < front.first_line:
        return
    if text.top and text.line(text.top).rstrip() == "---":
        yield text.deleted(RULE_AT_TOP, text.top, text.top)
