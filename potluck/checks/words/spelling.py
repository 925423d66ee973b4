"""Spelling: common misspellings in English prose, by codespell's list. Off unless `SPELLING = True`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from potluck.checks.inline import AUTOLINK, BARE_URL, DEFINITION, TAG
from potluck.checks.registry import text_check
from potluck.checks.text import Text
from potluck.content.model import Page, Post
from potluck.problems import Edit, Example, Problem, warning

WORD = re.compile(r"(?<![\w'’.@/#-])[A-Za-z]+(?![\w@/]|['’-]\w|\.\w)")
DESTINATION = re.compile(r"\]\([^\s()]*(?:\([^\s()]*\)[^\s()]*)*")

MISSPELT = warning(
    "misspelt",
    "This word may be misspelt.",
    why="Readers stumble over it, and a search does not find it.",
    fix="Look it up, and write it as the dictionary does.",
    bad=Example({}, "We will definately come again."),
    good=Example({}, "We will definitely come again."),
)


@text_check(MISSPELT)
def misspelt(text: Text) -> Iterator[Problem]:
    """Words on codespell's list, in the running text of English posts, where the site asks for it."""
    if not text.site.settings.spelling or not _language(text).startswith("en"):
        return
    known = _misspellings()
    for number, line in text.running.items():
        if DEFINITION.match(line):
            continue
        for found in WORD.finditer(_words_only(line)):
            word = found.group()
            if (word.islower() or word.istitle()) and (better := known.get(word.lower())):
                yield _problem(text, number, found, better)


def _language(text: Text) -> str:
    written = text.site.library.named(text.path)
    return written.lang if isinstance(written, Post | Page) else text.site.settings.default_lang


def _words_only(line: str) -> str:
    """The line with addresses and tags turned to spaces, every word where it was."""
    for pattern in (TAG, AUTOLINK, DESTINATION, BARE_URL):
        line = pattern.sub(lambda found: " " * len(found.group()), line)
    return line


def _problem(text: Text, number: int, found: re.Match[str], candidates: tuple[str, ...]) -> Problem:
    word, line = found.group(), text.line(number)
    better = [each.capitalize() if word.istitle() else each for each in candidates]
    column = found.start() + 1
    edit = None
    if len(better) == 1 and line[found.start() : found.end()] == word:
        edit = Edit(number, number, line[: found.start()] + better[0] + line[found.end() :])
    fix = "Write: " + " or ".join(f"`{each}`" for each in better)
    return text.at(MISSPELT, number, column, title=f"“{word}” may be misspelt.", fix=fix, edit=edit)


@lru_cache(maxsize=1)
def _misspellings() -> dict[str, tuple[str, ...]]:
    """Misspelling → what may be meant. Each line of the list is `wrong->right` or `wrong->one, another, reason`."""
    from importlib.resources import files

    found = {}
    dictionary = files("codespell_lib").joinpath("data", "dictionary.txt").read_text(encoding="utf-8")
    for line in dictionary.splitlines():
        wrong, _, right = line.partition("->")
        meant = right.rpartition(",")[0] if "," in right else right  # what follows the last comma is a remark
        found[wrong] = tuple(each.strip() for each in meant.split(","))
    return found
