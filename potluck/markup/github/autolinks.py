"""Bare addresses that become links: GFM's extended autolinks."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from potluck.late import late
from potluck.markup.github.emphasis import is_punctuation, is_space
from potluck.markup.substitution import Substitution, worded

_TRAILING = frozenset("?!.,:*_~'\"")
_END = late(r"[\s<]", re.A)
_ENTITY_AT_END = late(r"&[A-Za-z]+;\Z")
_EMAIL = late(
    r"(?<![A-Za-z0-9.+_-])(?P<scheme>mailto:|xmpp:)?+[A-Za-z0-9.+_-]++@"
    r"[A-Za-z0-9_-]*+(?:\.(?=[A-Za-z0-9])[A-Za-z0-9_-]++)+(?!\.[A-Za-z0-9])(?<=[A-Za-z])"
)
"""The domain is taken whole: a possessive group would say so, but Python before 3.11.5 goes wrong behind one."""
_MANY_SEGMENTS = 10


def web_address(text: str, start: int, scheme_end: int) -> int:
    """Where the address ends whose domain begins at `scheme_end`, or 0 when it is none.

    Without a scheme (`www.`, `scheme_end` equals `start`) the domain needs a dot.
    """
    bare = scheme_end == start
    if not bare and (scheme_end >= len(text) or not _in_domain(text[scheme_end])):
        return 0
    end = _domain_end(text, scheme_end, need_dot=bare)
    if end == 0:
        return 0
    stop = _END.search(text, end)
    return start + len(trim(text[start : stop.start() if stop else len(text)]))


def trim(address: str) -> str:
    """An address without the punctuation after it; a closing parenthesis stays if it has its opening one."""
    excess = address.count(")") - address.count("(")
    end = len(address)
    while end:
        last = address[end - 1]
        if last == ")":
            if excess <= 0:
                break
            excess -= 1
            end -= 1
        elif last in _TRAILING:
            end -= 1
        elif last == ";":
            entity = _ENTITY_AT_END.search(address, max(0, end - 40), end)
            end = entity.start() if entity else end - 1
        else:
            break
    return address[:end]


def _in_domain(char: str) -> bool:
    return not is_space(char) and not is_punctuation(char)


def _domain_end(text: str, start: int, *, need_dot: bool) -> int:
    """Where the domain ends; 0 when one of its last two parts has an underscore, or a needed dot is missing."""
    dots = before_last = last = 0
    position = start + 1
    while position < len(text) - 1:
        char = text[position]
        if char == "_":
            last += 1
        elif char == ".":
            before_last, last = last, 0
            dots += 1
        elif char != "-" and not _in_domain(char):
            break
        position += 1
    if (before_last or last) and dots <= _MANY_SEGMENTS:
        return 0
    return 0 if need_dot and not dots else position


def _email(match: re.Match[str]) -> Element:
    return worded("a", match[0], {"href": match[0] if match["scheme"] else "mailto:" + match[0]})


EMAILS = Substitution("@", _EMAIL, _email)
