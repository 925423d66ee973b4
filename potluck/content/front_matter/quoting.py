"""Quotation marks around values: taken off, of whatever kind, and put on as YAML wants them."""

from __future__ import annotations

import re

from potluck.content.front_matter.yaml_block import NotSimpleError, parse

QUOTE_SIGNS = "\"'“”‘’„‟«»`´"


def unquoted(value: str) -> str:
    """A value without the quotation marks, of whatever kind, and stray colons that were meant to enclose it."""
    inner = value.strip().lstrip("\"'“„‘«").rstrip(": ")
    ends = re.sub(rf"[{QUOTE_SIGNS}]+[:;,.]?\Z", "", inner) if inner[-1:] in QUOTE_SIGNS + ":;,." else inner
    return ends.replace("\\'", "'").replace('\\"', '"').strip()


def quoted(value: str) -> str:
    """A value in straight quotation marks, as YAML wants it."""
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'


def plain_or_quoted(value: str) -> str:
    """A value as short as YAML allows."""
    try:
        if parse(f"x: {value}")[0].value == value:
            return value
    except (NotSimpleError, IndexError):
        pass
    return quoted(unquoted(value))
