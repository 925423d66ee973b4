"""JSON as ``json.dumps`` writes it without ASCII's bounds, in a twentieth of the time, and read in a fifth."""

from __future__ import annotations

import json
from contextlib import suppress
from typing import Any

import msgspec

_encode, _decode, _format = msgspec.json.Encoder().encode, msgspec.json.Decoder().decode, msgspec.json.format


def as_json(value: Any) -> str:
    """A value of records, lists, dicts by texts, texts, and whole numbers as JSON, without a space that says nothing.

    What no UTF-8 can say, half of a pair of surrogates, is escaped, together with all that is not ASCII.
    """
    return as_json_bytes(value).decode()


def as_json_bytes(value: Any) -> bytes:
    """The same in UTF-8."""
    try:
        return _encode(value)
    except (UnicodeEncodeError, OverflowError):
        return json.dumps(msgspec.to_builtins(value), separators=(",", ":")).encode()


def from_json(text: str | bytes) -> Any:
    """What a text in JSON says. Raises ValueError."""
    try:
        return _decode(text)
    except ValueError:  # half of a pair of surrogates may be escaped there
        return json.loads(text)


def as_json_text(text: bytes) -> bytes:
    """A text in UTF-8, and fit for XML, as JSON in UTF-8, without a letter of it being made."""
    if b"\r" in text:  # of the signs that JSON writes its own way, XML has three
        return _encode(text.decode())
    quoted = text.replace(b"\\", b"\\\\").replace(b'"', b'\\"')
    return b'"%b"' % quoted.replace(b"\n", b"\\n").replace(b"\t", b"\\t")


def dumps(value: Any, **wishes: Any) -> str:
    """The same of any value, for Jinja's ``tojson``: what only Python's own way knows, or can do, is done by that."""
    with suppress(TypeError, UnicodeEncodeError):
        if not wishes:
            return _encode(value).decode()
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), **wishes)


def as_indented_json(value: Any) -> str:
    """The same on many lines, each indented by a space for what it stands in. Raises UnicodeEncodeError."""
    return _format(_encode(value), indent=1).decode()
