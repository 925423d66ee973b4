"""Letters that programs wrote as codes, or as one sign, where readers see the codes: `caf=C3=A9`, `caf\\u00e9`, `ﬁne`.

Mail writes `=C3=A9`, programs write `\\u00e9`, web pages `&amp;eacute;`, and PDFs put `fi` into one sign.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from html import unescape

from potluck.checks.registry import text_check
from potluck.checks.text import Text
from potluck.checks.words.characters import BROKEN_LETTERS
from potluck.problems import Problem

_HAN = "[\u2f00-\u2fd5\u3400-\u9fff]"
LIGATURE = re.compile(f"[\ufb00-\ufb06]|(?<={_HAN})[\u2f00-\u2fd5]|[\u2f00-\u2fd5](?={_HAN})")
"""Two letters in one sign, and the radicals that PDFs have for whole Chinese letters."""
MAIL = re.compile(r"(?:=[C-F][0-9A-F](?:=[89AB][0-9A-F]){1,3})+|=20\Z|=3D|=\Z")
MAIL_LETTER = re.compile(r"=[C-F][0-9A-F](?:=[89AB][0-9A-F]){1,3}")
ESCAPE = re.compile(r"(?<![\\\w/])(?:\\u[0-9a-fA-F]{4})+|(?<=[^\W\d_])(?:\\u[0-9a-fA-F]{4})+(?![0-9a-fA-F])")
TWICE = re.compile(r"&amp;(?:[A-Za-z]{2,8}|#\d{2,6}|#x[0-9a-fA-F]{2,5});")
FEWEST = 2
"""One may be a word about codes; so many letters of a text are none."""


def _mail(found: re.Match[str]) -> str:
    raw = bytes(int(each, 16) for each in found.group().split("=") if each)
    return raw.decode("utf-8", "replace") if raw else ""


def _escape(found: re.Match[str]) -> str:
    units = [int(each, 16) for each in re.findall("u([0-9a-fA-F]{4})", found.group())]
    return b"".join(each.to_bytes(2, "big") for each in units).decode("utf-16-be", "replace")


def _twice(found: re.Match[str]) -> str:
    once = unescape(found.group())
    letter = unescape(once)
    return letter if len(letter) == 1 and letter.isalpha() else once if letter == once else found.group()


WAYS: tuple[tuple[str, re.Pattern[str], re.Pattern[str], Callable[[re.Match[str]], str]], ...] = (
    ("=C", MAIL_LETTER, MAIL, _mail),
    ("=E", MAIL_LETTER, MAIL, _mail),
    ("\\u", ESCAPE, ESCAPE, _escape),
    ("&amp;", TWICE, TWICE, _twice),
)
"""What each has in it, how to know it, everything of its kind, and what to make of it."""


@text_check(BROKEN_LETTERS)
def letters_as_codes(text: Text) -> Iterator[Problem]:
    """One problem for a text, with all of its letters as they were."""
    prose = text.prose
    if not prose.isascii() and LIGATURE.search(prose):
        yield from _rewritten(text, LIGATURE, LIGATURE, lambda found: unicodedata.normalize("NFKC", found.group()))
    for sign, known, all_of_it, letter in WAYS:
        if sign in prose and len(known.findall(prose)) >= FEWEST:
            yield from _rewritten(text, known, all_of_it, letter)
            return


def _rewritten(
    text: Text, known: re.Pattern[str], all_of_it: re.Pattern[str], letter: Callable[[re.Match[str]], str]
) -> Iterator[Problem]:
    """The problem on the first line that has one, whose mend reads every line from there on."""
    shown = {number: line for number, line in text.prose_lines if all_of_it.search(line)}
    first = next((number for number, line in shown.items() if known.search(line)), None)
    if first is None:
        return
    last = max(shown)
    last += all_of_it is MAIL and text.line(last).endswith("=") and last < len(text.lines)
    better: list[str] = []
    joined = False
    for number in range(first, last + 1):
        raw = text.line(number)
        line = all_of_it.sub(letter, raw) if number in shown else raw
        if "\ufffd" in line or (number in shown and "`" in raw):
            line = raw
        if joined:
            better[-1] += line
        else:
            better.append(line)
        joined = raw.endswith("=") and all_of_it is MAIL and number in shown
    if better == text.lines[first - 1 : last]:
        return
    found = known.search(shown[first])
    title = f"`{found.group()[:40]}` is how a program wrote a letter, and readers see that." if found else ""
    fix = f"Write: `{better[0].strip()[:200]}`" + (", and so on below." if len(shown) > 1 else "")
    yield text.mended(BROKEN_LETTERS, first, last, better, found.start() + 1 if found else 1, title=title, fix=fix)
