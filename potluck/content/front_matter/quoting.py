"""Quotation marks around values: taken off, of whatever kind, and put on as YAML wants them."""

from __future__ import annotations

import re

from potluck.content.front_matter.yaml_block import NotSimpleError, parse

DOUBLED = re.compile(r'""[^"]+""\Z')
CLOSING = re.compile(r'\A"[^"]*[^\s"]"(?=[\s,.;:!?)])')
"""The first quotation mark closes again before other words: they enclose a part of the value, and not all of it."""
QUOTE_SIGNS = "\"'“”‘’„‟«»`´"


def unquoted(value: str) -> str:
    """A value without the quotation marks, of whatever kind, and stray colons that were meant to enclose it."""
    inner = value.strip().lstrip("\"'“„‘«").rstrip(": ")
    ends = re.sub(rf"[{QUOTE_SIGNS}]+[:;,.]?\Z", "", inner) if inner[-1:] in QUOTE_SIGNS + ":;,." else inner
    return ends.replace("\\'", "'").replace('\\"', '"').strip()


def quoted(value: str) -> str:
    """A value in straight quotation marks, as YAML wants it."""
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'


def with_its_quotes(value: str) -> str | None:
    """A value that has quotation marks within, put between others; none where they only enclose it, or do not pair."""
    value = value.strip().rstrip(",;")
    if value.count('"') % 2 or value.count('"') < 2:
        return None
    whole = value[0] == value[-1] == '"'
    if whole and value.count('"') == 2:
        return quoted(value[1:-1].replace("\\'", "'")) if "\\" in value else value
    if whole and DOUBLED.match(value):
        return value[1:-1]
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
    return quoted(unquoted(value))
