"""The patterns of the CommonMark and GFM specifications that several modules share.

Possessive quantifiers (`*+`) keep every one of them linear: none looks twice at the same character after a mismatch.
"""

from __future__ import annotations

import re
from html.entities import html5
from urllib.parse import quote

from potluck.late import late

WHITE = " \t\n\r\f\v"
ESCAPABLE = r"!-/:-@\[-`{-~"  # ASCII punctuation, as a character class
# White space before `=` that no `=` follows must be given back, hence the look-ahead. Groups are not possessive, since
# Python before 3.11.5 goes wrong behind such a group; what is in them leaves no second way to match.
_ATTRIBUTE = r"\s++[a-zA-Z_:][a-zA-Z0-9_.:-]*+(?:(?=\s*+=)\s*+=\s*+(?:[^\s\"'=<>`]++|'[^']*+'|\"[^\"]*+\"))?"
OPEN_TAG = rf"<[A-Za-z][A-Za-z0-9-]*+(?:{_ATTRIBUTE})*\s*+/?>"
CLOSE_TAG = r"</[A-Za-z][A-Za-z0-9-]*+\s*+>"

ENTITY = late(r"&(?:#(?:[Xx][0-9A-Fa-f]{1,8}|[0-9]{1,8})|[A-Za-z][A-Za-z0-9]{1,31});")
HTML_TAG = late(f"{OPEN_TAG}|{CLOSE_TAG}", re.A)
_ESCAPE_OR_ENTITY = late(rf"\\([{ESCAPABLE}])|({ENTITY.pattern})")
LINK_TITLE = late(
    rf"\"((?:\\[{ESCAPABLE}]|[^\"])*+)\"|'((?:\\[{ESCAPABLE}]|[^'])*+)'|\(((?:\\[{ESCAPABLE}]|[^()])*+)\)"
)
LINK_LABEL = late(r"\[((?:\\.|[^\[\]\\])*+)\]", re.S)
POINTY_DESTINATION = late(r"<((?:\\.|[^<>\\\n])*+)>")
_WHITE_SPACE = re.compile(r"\s*+", re.A)
_DESTINATION_STOP = re.compile(r"[\\()\x00-\x20\x7f]")
_URL_SAFE = "-_.+!*'(),%#@?=;:/&$~"
_SAFE = re.compile(r"(?:\{([a-z]++)\})?[A-Za-z0-9_.+!*'(),%#@?=;:/&$~-]*+")
"""All of a destination as most are, perhaps behind a placeholder of Pelican's."""
MAX_LABEL = 1000  # characters, as in cmark
MAX_PARENTHESES = 32  # nested in a link's destination, as in cmark


def decode_entity(entity: str) -> str:
    """The character an entity such as `&amp;` or `&#38;` stands for; the entity itself if there is no such one."""
    if entity[1] == "#":
        number = int(entity[3:-1], 16) if entity[2] in "xX" else int(entity[2:-1])
        if number == 0 or number > 0x10FFFF or 0xD800 <= number <= 0xDFFF:
            return "\ufffd"
        return chr(number)
    return html5.get(entity[1:], entity)


def unescape(text: str) -> str:
    """`text` without its backslash escapes and with its entities decoded."""
    if "\\" not in text and "&" not in text:
        return text
    return _ESCAPE_OR_ENTITY.sub(lambda match: match[1] or decode_entity(match[2]), text)


def destination(text: str, start: int) -> tuple[str, int] | None:
    """A link's destination at `start`, as written, and where it ends; None if there is none."""
    if text.startswith("<", start):
        match = POINTY_DESTINATION.match(text, start)
        return (match[1], match.end()) if match else None
    depth, position = 0, start
    while (stop := _DESTINATION_STOP.search(text, position)) is not None:
        position, char = stop.end(), stop[0]
        if char == "\\":
            position += 1 if re.match(rf"[{ESCAPABLE}]", text[position : position + 1]) else 0
        elif char == "(":
            depth += 1
            if depth > MAX_PARENTHESES:
                return None
        elif char == ")" and depth:
            depth -= 1
        else:
            position -= 1
            return (text[start:position], position) if position > start or char == ")" else None
    return text[start:], len(text)


def escape_url(url: str) -> str:
    """A destination as it goes into href: what can't stand in a URL is percent-encoded."""
    plain = _SAFE.fullmatch(url)
    if plain is None:
        return quote(url, safe=_URL_SAFE)
    return f"%7B{plain[1]}%7D{url[plain.end(1) + 1 :]}" if plain[1] else url


def inline_target(text: str, start: int) -> tuple[str, str, int] | None:
    """URL, title and end of a link's `(destination "title")` at `start`; None if there is none."""
    if not text.startswith("(", start):
        return None
    target = destination(text, skip(_WHITE_SPACE, text, start + 1))
    if target is None:
        return None
    before_title = skip(_WHITE_SPACE, text, target[1])
    title = LINK_TITLE.match(text, before_title) if before_title > target[1] else None
    end = skip(_WHITE_SPACE, text, title.end() if title else before_title)
    if not text.startswith(")", end):
        return None
    words = title[title.lastindex or 1] if title else ""
    return unescape(target[0]), unescape(words), end + 1


def skip(pattern: re.Pattern[str], text: str, start: int) -> int:
    """Where `pattern` ends when it matches at `start`, else `start`."""
    match = pattern.match(text, start)
    return match.end() if match else start


def normalise_label(label: str) -> str:
    """A link label as it is compared: without case, white space as one space."""
    return " ".join(label.split()).casefold()
