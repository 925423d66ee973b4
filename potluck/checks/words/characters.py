"""Characters and line ends that should not be in a text: invisible ones, broken encodings, Windows line ends.

Programs write letters as codes, too: mail `=C3=A9`, others `\\u00e9`, web pages `&amp;eacute;`; and PDFs put `fi` into
one sign.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from html import unescape

from potluck.checks.registry import text_check
from potluck.checks.text import Text
from potluck.late import late
from potluck.problems import FRONT_MATTER, POST_PATH, Example, Problem, in_post, warning

SPACELESS = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff"
"""Scripts without spaces, where an invisible one may show where a line can break."""
SHAPELESS = "\u200b\u2060\ufeff\u2061\u2062\u2063\u2064\u180e\u115f\u1160\u3164\ufffc"
INVISIBLE = late(
    f"(?<![{SPACELESS}])[\u200b\u2060\ufeff]|[\u200b\u2060\ufeff](?![{SPACELESS}])|[\u2061-\u2064\u180e\u115f\u1160\u3164\ufffc]"
)
MOJIBAKE = late(
    "[\u00c3\u00c2][\u0080-\u00bf\u2018-\u203a\u20ac\u2122]|\u00e2\u20ac[\u0080-\u2122]|\u00ef\u00bf\u00bd|\ufffd"
)

ENCODED = late(
    "\u00e2\u20ac(?=[\\s.,;:!?)]|\\Z)|[\u00c2-\u00df][\u0080-\u00bf\u0152-\u0192\u02c6-\u02dc\u2013-\u203a\u20ac\u2122]"
    "|[\u00e0-\u00ef][\u0080-\u00bf\u0152-\u0192\u02c6-\u02dc\u2013-\u203a\u20ac\u2122]{2}"
    "|[\u00f0-\u00f4][\u0080-\u00bf\u0152-\u0192\u02c6-\u02dc\u2013-\u203a\u20ac\u2122]{3}"
)
"""What one letter of UTF-8 becomes when its bytes are read as Windows-1252."""
LINE_ENDS = warning(
    "line-ends",
    "The lines of this file end as on Windows, or on an old Mac.",
    why="The next person to edit it on another system would seem to have changed every line.",
    fix="Save the file with “LF” line ends, or let `invoke check --fix` do it.",
    bad=Example({POST_PATH: (FRONT_MATTER + "It rained.\n").replace("\n", "\r\n").encode()}, "a file saved with CRLF"),
    good=in_post("It rained."),
)
INVISIBLE_CHARACTER = warning(
    "invisible-character",
    "There is an invisible character here.",
    why="It breaks searching, copying and links, and nobody can see why.",
    fix="Delete the character, or let `invoke check --fix` do it.",
    bad=in_post("\u200bIt rained."),
    good=in_post("It rained."),
)
BROKEN_LETTERS = warning(
    "broken-letters",
    "Some letters here were broken when the text was saved or copied.",
    why="Readers see odd signs in place of accents and quotation marks.",
    fix="Type the word again, and save the file as UTF-8: most editors offer it under “Save with encoding”.",
    bad=in_post("A cafÃ© by the river."),
    good=in_post("A café by the river."),
)
_HAN = "[\u2f00-\u2fd5\u3400-\u9fff]"
LIGATURE = late(f"[\ufb00-\ufb06]|(?<={_HAN})[\u2f00-\u2fd5]|[\u2f00-\u2fd5](?={_HAN})")
"""Two letters in one sign, and the radicals that PDFs have for whole Chinese letters."""
MAIL = late(r"(?:=[C-F][0-9A-F](?:=[89AB][0-9A-F]){1,3})+|=20\Z|=3D|=\Z")
MAIL_LETTER = late(r"=[C-F][0-9A-F](?:=[89AB][0-9A-F]){1,3}")
ESCAPE = late(r"(?<![\\\w/])(?:\\u[0-9a-fA-F]{4})+|(?<=[^\W\d_])(?:\\u[0-9a-fA-F]{4})+(?![0-9a-fA-F])")
TWICE = late(r"&amp;(?:[A-Za-z]{2,8}|#\d{2,6}|#x[0-9a-fA-F]{2,5});")
FEWEST = 2
"""One may be a word about codes; so many letters of a text are none."""


@text_check(LINE_ENDS)
def windows_line_ends(text: Text) -> Iterator[Problem]:
    """Lines that end as Windows ends them."""
    if text.document.source.windows_line_ends:
        yield text.at(LINE_ENDS, 1)


@text_check(INVISIBLE_CHARACTER)
def invisible_characters(text: Text) -> Iterator[Problem]:
    """Characters without a shape, below the front matter; above it they are errors already."""
    body = text.body
    if body.isascii() or not any(sign in body for sign in SHAPELESS):
        return
    for number, line in enumerate(text.body_lines, text.first):
        if found := INVISIBLE.search(line):
            title = f"There is an invisible character (U+{ord(found.group()):04X}) here."
            better = INVISIBLE.sub("", line) or "\n"
            yield text.mended(INVISIBLE_CHARACTER, number, number, [better], found.start() + 1, title=title)


@text_check(BROKEN_LETTERS)
def broken_letters(text: Text) -> Iterator[Problem]:
    """UTF-8 that was read as something else, and saved."""
    if text.document.source.text.isascii():
        return
    for number, line in enumerate(text.lines, 1):
        if found := MOJIBAKE.search(line):
            yield _broken(text, number, found)
            return


def _broken(text: Text, number: int, found: re.Match[str]) -> Problem:
    """The problem of broken letters, with every line of the text as it was where that is certain."""
    better = {n: mended for n, each in enumerate(text.lines, 1) if (mended := ENCODED.sub(_decoded, each)) != each}
    left = any(MOJIBAKE.search(better.get(n, each)) for n, each in enumerate(text.lines, 1))
    if number not in better or left:
        return text.at(BROKEN_LETTERS, number, found.start() + 1)
    last = max(better)
    lines = [better.get(n, text.line(n)) for n in range(number, last + 1)]
    fix = f"Write: `{better[number].strip()[:200]}`" + (", and so on below." if len(better) > 1 else "")
    return text.mended(BROKEN_LETTERS, number, last, lines, found.start() + 1, fix=fix)


def _decoded(found: re.Match[str]) -> str:
    """A letter of UTF-8 that was read as Windows-1252; as it is where that was none."""
    if len(found.group()) < 3 and found.group()[0] == "\u00e2":
        return "”"  # whose third byte is no letter there, and gets lost
    try:
        return bytes(each for sign in found.group() for each in _byte(sign)).decode()
    except (UnicodeDecodeError, UnicodeEncodeError):
        return found.group()


def _byte(sign: str) -> bytes:
    return bytes([ord(sign)]) if "\u0080" <= sign <= "\u009f" else sign.encode("cp1252")


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
    shown = {number: line for number, line in text.prose_lines.items() if all_of_it.search(line)}
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
