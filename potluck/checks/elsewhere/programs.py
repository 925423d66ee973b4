"""What programs put around a text, or into it, for themselves: minutes to read, numbers of cells, times of subtitles.

Whoever copies a whole page, a notebook or a transcript has it in the text.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from msgspec.structs import replace

from potluck.checks.elsewhere.dialects import DIALECT
from potluck.checks.lines import rewritten
from potluck.checks.registry import text_check
from potluck.checks.text import Text
from potluck.problems import Problem

OF_READING = ("min read", "min de ", "Lesezeit")
MINUTES = re.compile(r"\b\d{1,3} min\.? (?:read|de lectura|de leitura|de lecture|lesezeit)\b", re.IGNORECASE)
BETWEEN = re.compile(r"(?<!\s)\s*+[·•|]\s*+")
_WORDS = (
    r"follow(?:ing)?|subscribed?|share|listen|save|like|likes?|comments?|repl(?:y|ies)|clap|report|more|send|repost"
    r"|leave a comment|add a comment|improve this (?:answer|question)|(?:…|\.{3}) ?see more|see translation|show more"
    r"|member-only story|top highlight|featured|written by|published in|sign up|sign in|get the app|open in app"
)
BUTTON = re.compile(rf"(?:{_WORDS})\s*\Z", re.IGNORECASE)
"""What stands on buttons of pages with texts."""
BESIDE = re.compile(
    rf"(?:{_WORDS}|--|[·•|—-]|just now|\d{{1,2}} (?:minutes|hours|days) ago|[\d.,]{{1,6}}[KM]?"
    r"|all reactions:?|\d{1,5} (?:comments?|shares?|likes?|reactions?)"
    r"|(?:(?:posted|published|updated)(?: on)?:? )?[A-Z][a-z]{2,8}\.? \d{1,2}(?:, \d{4})?)(?: ?[·•] ?)?\s*\Z",
    re.IGNORECASE,
)
"""What stands beside the minutes on such a page: buttons, numbers and the day."""
FARTHEST = 12
"""Lines."""
FEWEST = 2
"""Buttons in a row; one alone may be an author's word."""
ALONE = (
    (
        re.compile(r"\s*(?:…|\.{3}) ?see more\s*\Z"),
        "“{}” is a button of the page that the text is from.",
        "Delete the line.",
    ),
    (
        re.compile(r"\s*(?:In|Out) ?\[[\d ]{0,4}\]:?\s*\Z"),
        "`{}` is the number of a cell, which Jupyter writes beside it.",
        "Delete the line.",
    ),
    (
        re.compile(r"\s*Press enter or click to view image in full size\s*\Z"),
        "“{}” stands where Medium shows a picture.",
        "Delete the line; put the picture beside your post, and write `![what it shows](photo.jpg)`.",
    ),
)
STYLED = re.compile("[\U0001d400-\U0001d7ff]{2,}(?:[ ,'’-]{1,2}[\U0001d400-\U0001d7ff]+)*")
VOWELS = tuple(map(chr, (start + letter for start in range(0x1D400, 0x1D6A4, 26) for letter in (0, 4, 8, 14))))
"""Some of the letters that mathematics has in thirteen styles, each in 26 capitals and 26 small ones."""
FEWEST_STYLED = 4
"""So many may be a formula."""
STYLED_WORD = re.compile(r"(?![A-Z]+\b)[^\W\d_]{4}")
"""What no formula has: four letters side by side, not all of them capitals."""
CUE = re.compile(r"\s*(?:\d{2}:)?\d{2}:\d{2}[.,]\d{3} --> (?:\d{2}:)?\d{2}:\d{2}[.,]\d{3}")
CITED = re.compile(
    r"(?<![!\]\\])\[(?:[^\[\]\n@]{0,40} )?-?@[\w:.-]{0,60}?\d[\w:.-]{0,60}(?:[,;][^\[\]\n]{0,120})?\](?![(\[:])"
)
QUESTIONS = frozenset(("dataview", "dataviewjs", "tasks"))
"""What Obsidian shows an answer for."""
SIGNS = ("In [", "Out[", "image in full size", "see more")


@text_check(DIALECT)
def styled_letters(text: Text) -> Iterator[Problem]:
    """Words in letters of mathematics, which sites without bold text are given to have it; one problem a line."""
    for number, line in text.running_with(*VOWELS):
        if found := next((each for each in STYLED.finditer(line) if _plainly(each) != each.group()), None):
            title = f"`{found.group()[:60]}` is written in signs of mathematics that only look like letters."
            better = rewritten(text.line(number), line, STYLED, _plainly)
            told = text.changed(DIALECT, number, better, found.start() + 1, title=title)
            yield replace(told, why="Programs that read aloud, and those that search, find no words there.")


def _plainly(found: re.Match[str]) -> str:
    """Words in letters of their own; a formula as it is."""
    said = unicodedata.normalize("NFKC", found.group())
    return said if len(said) > FEWEST_STYLED and STYLED_WORD.search(said) else found.group()


@text_check(DIALECT)
def around_a_page(text: Text) -> Iterator[Problem]:
    """`5 min read`, with the buttons and the day beside it."""
    names = _names(text)
    lines = [number for number, line in text.running_with(*OF_READING) if MINUTES.search(line)]
    number = next((each for each in lines if _is_beside(text.line(each), names)), 0)
    if not number:
        return
    first = last = number
    for step in (-1, 1):
        near = number + step
        while text.first <= near <= len(text.lines) and abs(near - number) <= FARTHEST:
            line = text.line(near).strip()
            if not _is_beside(line, names):
                break
            first, last = (min(first, near), max(last, near)) if line else (first, last)
            near += step
    title = f"“{text.line(number).strip(' ·')[:60]}” was copied with the page that the text is from."
    fix = "Delete the line." if first == last else f"Delete lines {first} to {last}."
    yield text.deleted(DIALECT, first, last, title=title, fix=fix)


def _is_beside(line: str, names: frozenset[str]) -> bool:
    """Whether a line has nothing but the minutes, what stands beside them, and names of who wrote the text."""
    parts = [part for part in BETWEEN.split(line.strip()) if part]
    return all(BESIDE.match(part) or MINUTES.fullmatch(part) or part.lower() in names for part in parts)


@text_check(DIALECT)
def buttons(text: Text) -> Iterator[Problem]:
    """`Subscribe`, `Share` and `Leave a comment`, one below the other at the end of a text."""
    last = number = len(text.lines)
    first = found = 0
    while number >= text.first and last - number <= FARTHEST:
        line = text.line(number).strip()
        if line and not (BUTTON.match(line) or (found and BESIDE.match(line))):
            break
        first, found = (number, found + (BUTTON.match(line) is not None)) if line else (first, found)
        number -= 1
    if found >= FEWEST and number >= text.first and text.is_text(first):
        title = "These are buttons of the page that the text is from."
        yield text.deleted(DIALECT, first, last, title=title, fix=f"Delete lines {first} to {last}.")


def _names(text: Text) -> frozenset[str]:
    """Who wrote the post, as a page says it: by handle and by name."""
    handles = text.document.front.byline
    found = [person.name for each in handles for person in text.site.library.directory.find(each)]
    return frozenset(each.lower() for each in (*handles, *found))


@text_check(DIALECT)
def lines_of_programs(text: Text) -> Iterator[Problem]:
    """Numbers of cells, and what stands for a picture."""
    for number, line in text.running_with(*SIGNS):
        for pattern, title, fix in ALONE:
            if pattern.match(line):
                yield text.deleted(DIALECT, number, number, title=title.format(line.strip()), fix=fix)


@text_check(DIALECT)
def subtitles(text: Text) -> Iterator[Problem]:
    """The times of a film's subtitles; one problem for each text."""
    for number, line in text.prose_with(" --> "):
        if CUE.match(line):
            title = "These are the subtitles of a film, with the time of each."
            fix = "Write what was said as a text, without numbers and times, and link to the film."
            yield text.at(DIALECT, number, 1, title=title, fix=fix)
            return


@text_check(DIALECT)
def sources_by_key(text: Text) -> Iterator[Problem]:
    """`[@knuth84, p. 12]`, which Pandoc looks up in a list of books."""
    for number, line in text.running_with("@"):
        if (found := CITED.search(line)) and f"{found.group()}:" not in text.body:
            title = f"`{found.group()[:60]}` points to a list of books that is not here."
            fix = "Write who and what is meant, or make a footnote of it: `[^1]`, and further down `[^1]: Who, what.`"
            yield text.at(DIALECT, number, found.start() + 1, title=title, fix=fix)


@text_check(DIALECT)
def questions_to_notes(text: Text) -> Iterator[Problem]:
    """Blocks for which Obsidian shows what it finds in one's notes."""
    for code in text.code:
        if code.fenced and code.language.lower() in QUESTIONS:
            title = f"Obsidian answers this `{code.language}` from your notes; here readers see the question."
            fix = "Write in its place what Obsidian shows you there."
            yield text.at(DIALECT, code.first, 1, title=title, fix=fix)
