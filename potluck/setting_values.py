"""What the value of a setting may be, and what is said of one that is not that.

A value is read as its type says (``read``), and then by the functions that stand beside the type.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from typing import Annotated, Any, Literal, TypeVar, get_args, get_origin
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import msgspec

from potluck.late import late
from potluck.palette import AA, nearest_legible, on_paper
from potluck.unseen import has_unseen

T = TypeVar("T")

KINDS = {
    str: "a text in quotes",
    int: "a whole number",
    bool: "True or False",
    dict: 'a mapping, such as {"member": "Members"}',
    tuple: 'a list, such as ["one", "another"]',
}
"""What values are, by their type."""
MOST = 10**15
"""Of anything that is counted."""
SURROGATE = late("[\ud800-\udfff]")
WEB_ADDRESS = re.compile(r"https?://[^\s\"'<>\\`]+", re.IGNORECASE)
REF = late(r"(?![-/.])(?!.*(\.\.|//|@\{|\.lock(/|$)|[/.]$))[^\s~^:?*\[\\]+")
HOST = late(r"[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+")
END_OF_HOST = late(r"[^\W_][\w-]*(\.[^\W_][\w-]*)*")


def read(value: Any, hint: Any) -> Any:
    """A value as its type has it. Raises ValueError, in words for somebody who does not know types."""
    try:
        found = msgspec.convert(value, hint, strict=False)
    except msgspec.ValidationError as error:
        raise ValueError(_complaint(value, hint)) from error
    if isinstance(value, str) and isinstance(found, int):  # Pelican and plugins would go on with the text
        raise ValueError(f"{_complaint(value, hint)}, without quotes")
    for text in _texts(found):
        if has_unseen(text) or (not text.isascii() and SURROGATE.search(text)):
            if sys.getfilesystemencoding() != "utf-8" and SURROGATE.search(text):  # of a folder that we are in
                raise ValueError(
                    f"{value!r} has letters that this system's language ({sys.getfilesystemencoding()}) does not know; "
                    "begin the command with `PYTHONUTF8=1`"
                )
            raise ValueError(f"{value!r} holds a character that nobody sees and that feeds can't carry; take it out")
    for check in getattr(hint, "__metadata__", ()):
        found = check(found)
    return found


def _texts(value: Any) -> Iterator[str]:
    """All texts in a value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | tuple):
        for each in (*value, *value.values()) if isinstance(value, dict) else value:
            yield from _texts(each)


def _complaint(value: Any, hint: Any) -> str:
    """What is wrong with a value that is not of a type."""
    plain = get_args(hint)[0] if get_origin(hint) is Annotated else hint
    kind, inside = get_origin(plain) or plain, get_args(plain)
    if kind is Literal:
        return f"{value!r} should be {' or '.join(map(repr, inside))}"
    parts: Iterable[Any] = ()
    if kind is dict and isinstance(value, Mapping):
        parts, hint = value.values(), inside[1]
    elif kind is tuple and isinstance(value, list | tuple):
        parts, hint = value, inside[0]
    for each in parts:
        try:
            msgspec.convert(each, hint)
        except msgspec.ValidationError:
            return _complaint(each, hint)
    return f"{value!r} should be {KINDS[kind]}"


def _web_address(value: str) -> str:
    """An http(s) address without a slash at its end, or an empty string."""
    value = value.strip().rstrip("/")
    if value and not (WEB_ADDRESS.fullmatch(value) and _names_a_host(value)):
        raise ValueError(f"{value!r} is not a web address; it should look like 'https://example.org'")
    return value


def _names_a_host(value: str) -> bool:
    try:
        parts = urlsplit(value)
        return bool(parts.hostname) and parts.port != 0
    except ValueError:  # brackets without an address in them, a port that is none
        return False


def _begins_others(value: str) -> str:
    """A web address that those of pages begin with."""
    if "@" in urlsplit(value).netloc:
        raise ValueError(
            f"{value!r} names somebody, perhaps with a password, to all who read it; leave it out up to the @"
        )
    if set("?#") & set(value):
        raise ValueError(f"{value!r} can't be what addresses of pages begin with; leave out what begins with ? or #")
    return value


def _words(value: str) -> str:
    """Words on one line."""
    return " ".join(value.split())


def _ref(value: str) -> str:
    """The name of a branch or a remote of git's."""
    if not REF.fullmatch(value):
        raise ValueError(f"{value!r} can't be a name in git; it should look like 'main'")
    return value


def _time_zone(value: str) -> str:
    """The name of a time zone that this machine knows."""
    try:
        ZoneInfo(value)
    except (KeyError, ValueError, OSError) as error:
        raise ValueError(f"{value!r} is not a time zone; use a name such as 'Europe/Berlin' or 'UTC'") from error
    return value


def _colour(value: str) -> str:
    """A colour as ``#rrggbb``, one that can be read on the site's paper."""
    if not re.fullmatch("#[0-9a-fA-F]{6}", value):
        raise ValueError(f"{value!r} is not a colour; write it as '#b4472d', a sign and six digits from 0 to f")
    if (nearest := nearest_legible(value.lower())) != value.lower():
        raise ValueError(
            f"{value!r} is too pale to be read on paper: its contrast is {on_paper(value.lower()):.1f} to 1, and text "
            f"needs {AA} (WCAG AA). The nearest colour that has it is '{nearest}'"
        )
    return value.lower()


def _language(value: str) -> str:
    """A language tag of BCP 47 in its usual form."""
    if not re.fullmatch("[a-z]{2,3}(-[A-Za-z0-9]{2,8})*", value):
        raise ValueError(f"{value!r} is not a language; use its short form, such as 'en', 'es' or 'pt-BR'")
    return value


def _count(value: int) -> int:
    """A number of things, of which there is at least one."""
    if value < 1:
        raise ValueError(f"{value!r} should be greater than 0")
    if value > MOST:
        raise ValueError(f"{value!r} is too much; at most {MOST:_} will do")
    return value


def _jobs(value: Any) -> int:
    """A number of processes; 0 for "auto", which is one for each core."""
    if value == "auto":
        return 0
    if type(value) is not int or value < 1:
        raise ValueError(f"{value!r} should be 'auto', for one process on each core, or a whole number from 1 on")
    return value


def _host(value: str) -> str:
    """The name of a host, in lower case however it was written, or an empty string."""
    value = value.lower()
    if value and not HOST.fullmatch(value):
        raise ValueError(f"{value!r} is not the name of a host; it should look like 'blog.example.org'")
    return value


def _hosts(value: tuple[str, ...]) -> tuple[str, ...]:
    """Names of hosts, in lower case however they were written."""
    return tuple(map(_host, value))


def _ends_of_hosts(value: tuple[str, ...]) -> tuple[str, ...]:
    """The same, or what names of hosts end with, as `local`."""
    return tuple(each.lower() if END_OF_HOST.fullmatch(each) else _host(each) for each in value)


def counted_as(value: str) -> str:
    """What a counter knows a site by."""
    if not re.fullmatch(r"[A-Za-z0-9.:/_-]*", value):
        raise ValueError(f"{value!r} is neither a domain nor a web address")
    return value


def given(value: T) -> T:
    """A value that may not be empty."""
    if not value:
        raise ValueError(f"{value!r} is empty, and the site can't do without it")
    return value


Words = Annotated[str, _words]
Ref = Annotated[str, _ref]
WebAddress = Annotated[str, _web_address]
SiteAddress = Annotated[str, _web_address, _begins_others]
TimeZoneName = Annotated[str, _time_zone]
Count = Annotated[int, _count]
Jobs = Annotated[Any, _jobs]
Colour = Annotated[str, _colour]
Language = Annotated[str, _language]
Host = Annotated[str, _host]
Hosts = Annotated[tuple[str, ...], _hosts]
EndsOfHosts = Annotated[tuple[str, ...], _ends_of_hosts]
