"""A small, strict part of YAML: names with words or simple lists, every value kept as it was written.

The text goes through PyYAML's scanner and parser (in C where it is built) and no constructor at all, so there are no
tags, no aliases, no numbers of a million digits, and no `no` that turns into false: what a value means is decided by
its key, later."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import msgspec
import yaml
from yaml.events import (
    AliasEvent,
    DocumentEndEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from potluck.content.front_matter.keys import GROUP
from potluck.late import late

LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
NULLS = frozenset(("", "~", "null", "Null", "NULL"))
MAX_ITEMS = 50
_WORD = r"[A-Za-z](?:[A-Za-z0-9_,.()/&+ ’-]*[A-Za-z0-9_.()/-])?"
_ITEM = r"(?:[A-Za-z](?:[A-Za-z0-9_. -]*[A-Za-z0-9_])?|\"[^\"\\,\x00-\x1f\x7f-\x9f]+\")"
_DAY = r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?:[T ][0-9]{2}:[0-9]{2}(?::[0-9]{2})?(?:Z|[+-][0-9]{2}:[0-9]{2})?)?"
PLAIN = re.compile(
    rf"([A-Za-z_]{{1,40}}): (?:({_WORD}|{_DAY})"
    rf"|\"([^\"\\\x00-\x1f\x7f-\x9f]+)\""
    rf"|\[({_ITEM}(?:, {_ITEM})*)\])\Z"
)
PLAIN_NULLS = frozenset(("null", "Null", "NULL"))

Value = str | tuple[str, ...] | None
DOUBLED = late(r'"{2,3}(?P<said>[^"]+)"{2,3}\Z')
CLOSING = late(r'\A"[^"]*[^\s"]"(?=[\s,.;:!?)])')
"""The first quotation mark closes again before other words: they enclose a part of the value, and not all of it."""
SAID = late(
    r"'(?:[^'\n]|(?<=\w)'(?=\w))+'(?=[\s,.;:!?)])(?:.*[^\"'“”‘’]\Z|.*[\s(]'\w)"
    r"|'(?:(?i:tis|twas|twere|twill|til|em|n|\d0s)|[st])\b(?!.*[\"'“”‘’]\Z)"
)
"""A value that begins with what somebody says, and goes on, or with a word cut short: the signs belong to it."""
QUOTE_SIGNS = "\"'“”‘’„‟«»`´"
OPENED_BY = {"”": "“„", "“": "„", "’": "‘‚", "‘": "‚", "»": "«", "«": "»"}
"""Which signs begin what these end."""


class Field(msgspec.Struct, frozen=True):
    """One entry of front matter: the key as written, its value, and where it stands (1-based, in the file)."""

    key: str
    value: Value
    line: int
    column: int
    last_line: int

    @property
    def words(self) -> str:
        """The value where it is a text; empty where it is a list, or nothing."""
        return self.value if isinstance(self.value, str) else ""

    @property
    def texts(self) -> tuple[str, ...]:
        """The text, or each of a list."""
        return (self.value,) if isinstance(self.value, str) else self.value or ()

    @property
    def is_one_line(self) -> bool:
        """Whether all of it stands on the line that it begins on."""
        return self.line == self.last_line


class NotSimpleError(Exception):
    """The text is no simple YAML. `reason` is `syntax` (no YAML), `value`, `twice` or `shape`; `line` is 1-based."""

    def __init__(self, reason: str, line: int, key: str = "") -> None:
        super().__init__(reason)
        self.reason, self.line, self.key = reason, line, key


def parse(text: str, first_line: int = 1) -> list[Field]:
    """The entries, in order, of the text between the fences, which begins on `first_line` of the file.

    Raises NotSimpleError: it is not YAML, or more than names with words and simple lists.
    """
    plain = _plain(text, first_line)
    if plain is not None:
        return plain
    try:
        return list(_entries(LOADER(text).get_event, first_line))
    except yaml.MarkedYAMLError as fault:
        mark = fault.problem_mark or fault.context_mark
        raise NotSimpleError("syntax", (mark.line if mark else 0) + first_line) from fault
    except (yaml.YAMLError, ValueError, RecursionError) as fault:
        raise NotSimpleError("syntax", first_line) from fault


def _plain(text: str, first_line: int) -> list[Field] | None:
    """The entries of a block so plain that YAML could read it in one way only; none for any other.

    Most posts have nothing else, and this is several times as fast. A property test holds it against the parser.
    """
    fields: list[Field] = []
    seen: set[str] = set()
    for number, line in enumerate(text.split("\n"), first_line):
        found = PLAIN.match(line)
        if found is None:
            return None
        key, word, quoted, listed = found.groups()
        if key == GROUP or key in seen or word in PLAIN_NULLS:
            return None
        seen.add(key)
        value: Value = word or quoted
        if listed is not None:
            items = listed.split(", ")
            if len(items) > MAX_ITEMS or not PLAIN_NULLS.isdisjoint(items):
                return None
            value = tuple([item[1:-1] if item[0] == '"' else item for item in items])
        fields.append(Field(key, value, number, len(key) + 3, number))
    return fields


def _entries(event_after: Callable[[], Event], first_line: int) -> Iterator[Field]:
    event_after()  # the stream begins
    opening = event_after()
    if not hasattr(opening, "explicit"):
        return  # an empty block
    top = event_after()
    if not isinstance(top, MappingStartEvent) or top.anchor or top.tag:
        if isinstance(top, ScalarEvent) and not top.value:
            return
        raise NotSimpleError("shape", _mark(top.start_mark).line + first_line)
    seen: set[str] = set()
    while not isinstance(event := event_after(), MappingEndEvent):
        line = _mark(event.start_mark).line + first_line
        key = _word(event, line)
        if key is None or not isinstance(key, str):
            raise NotSimpleError("value", line)
        if key in seen:
            raise NotSimpleError("twice", line, key)
        seen.add(key)
        start = event_after()
        if key == GROUP:
            yield from _group(start, event_after, line, first_line)
            continue
        value, end = _value(start, event_after, line)
        yield Field(key, value, line, _mark(start.start_mark).column + 1, max(line, end + first_line))
    for kind in (DocumentEndEvent, StreamEndEvent):
        if not isinstance(behind := event_after(), kind):
            raise NotSimpleError("shape", _mark(behind.start_mark).line + first_line)


def _group(start: Event, event_after: Callable[[], Event], line: int, first_line: int) -> Iterator[Field]:
    """The entries below the one key that has a group of them; a word in their place is the start."""
    if not isinstance(start, MappingStartEvent) or start.anchor or start.tag:
        word = _word(start, line)
        if word is not None:
            column = _mark(start.start_mark).column + 1
            yield Field(f"{GROUP}.start", word, line, column, max(line, _last_line(start) + first_line))
        return
    seen: set[str] = set()
    while not isinstance(event := event_after(), MappingEndEvent):
        at = _mark(event.start_mark).line + first_line
        key = _word(event, at)
        if not key or len(key) > 40:
            raise NotSimpleError("value", at)
        if key in seen:
            raise NotSimpleError("twice", at, key)
        seen.add(key)
        inner = event_after()
        value, end = _value(inner, event_after, at)
        column = _mark(inner.start_mark).column + 1
        yield Field(f"{GROUP}.{key}", value, at, column, max(at, end + first_line))


def _value(event: Event, event_after: Callable[[], Event], line: int) -> tuple[Value, int]:
    if not isinstance(event, SequenceStartEvent):
        return _word(event, line), _last_line(event)
    if event.anchor or event.tag:
        raise NotSimpleError("value", line)
    items: list[str] = []
    last = _last_line(event)
    while not isinstance(each := event_after(), SequenceEndEvent):
        word, last = _word(each, line), _last_line(each)
        if word is not None:
            items.append(word)
        if len(items) > MAX_ITEMS:
            raise NotSimpleError("value", line)
    return tuple(items), _last_line(each) if event.flow_style else last


def _word(event: Event, line: int) -> str | None:
    if isinstance(event, AliasEvent) or not isinstance(event, ScalarEvent) or event.anchor or event.tag:
        raise NotSimpleError("value", line)
    if event.style in (None, "") and event.value in NULLS:
        return None
    return str(event.value)


def _last_line(event: Event) -> int:
    """The last line (0-based) that an event has text on."""
    end = _mark(event.end_mark)
    return end.line - 1 if end.column == 0 and end.line > _mark(event.start_mark).line else end.line


def _mark(mark: Any) -> yaml.Mark:
    """A place in the text, which the types say may be missing; the parser always knows it."""
    assert mark is not None
    return mark  # type: ignore[no-any-return]


def unquoted(value: str) -> str:
    """A value without the quotation marks, of whatever kind, and stray colons that were meant to enclose it."""
    if SAID.match(value.strip().rstrip(",; ")):
        return value.strip()
    inner = value.strip().lstrip("\"'“„‘«").rstrip(": ")
    if inner[:1] == value.strip()[:1] and any(sign in inner for sign in OPENED_BY.get(inner[-1:], "")):
        return inner  # what is quoted at its end
    ends = re.sub(rf"[{QUOTE_SIGNS}]+[:;,.]?\Z", "", inner) if inner[-1:] in QUOTE_SIGNS + ":;,." else inner
    return ends.replace("\\'", "'").replace('\\"', '"').strip()


def quoted(value: str) -> str:
    """A value in straight quotation marks, as YAML wants it."""
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'


def in_quotes(value: str) -> str:
    """A value in quotation marks, with those that belong to it."""
    return with_its_quotes(value) or quoted(unquoted(value))


def with_its_quotes(value: str) -> str | None:
    """A value that has quotation marks within, put between others; none where they only enclose it, or do not pair."""
    value = value.strip().rstrip(",;")
    if value.count('"') % 2 or value.count('"') < 2:
        return None
    whole = value[0] == value[-1] == '"'
    if whole and value.count('"') == 2:
        return quoted(value[1:-1].replace("\\'", "'")) if "\\" in value else value
    if whole and (found := DOUBLED.match(value)):
        return f'"{found["said"]}"'
    inner = value[1:-1] if whole and not CLOSING.search(value) else value
    if inner.count('"') < 2 or inner.count('"') % 2:
        return None
    return f"'{inner}'" if "'" not in inner else quoted(inner)


def plain_or_quoted(value: str) -> str:
    """A value as short as YAML allows."""
    if not value.strip():
        return ""
    try:
        read = parse(f"x: {value}")[0].value
        if read == value or (isinstance(read, tuple) and value[:1] == "[" and value[-1:] == "]"):
            return value
    except (NotSimpleError, IndexError):
        pass
    return in_quotes(value)
