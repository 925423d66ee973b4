"""Files of an index as Pagefind writes them: CBOR (RFC 8949) behind a mark, gzip'ed, named by what is in them.

Most of an index is where words stand: some four hundred entries a text, each of a few small numbers. They are put
together of pieces that were packed once, which takes a fifth of the time and a tenth of the memory of lists.
"""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Iterable, Sequence
from operator import sub
from typing import Any

import cbor2

MARK = b"pagefind_dcd"
LEVEL = 5
"""How hard gzip tries: at 6 an index takes twice the time and 1 % less, at 9 seven times and 1.3 %."""
_NUMBERS = [cbor2.dumps(number) for number in range(4096)]


def number(value: int) -> bytes:
    """A whole number."""
    return _NUMBERS[value] if 0 <= value < 4096 else cbor2.dumps(value)


def joined(values: Iterable[int]) -> bytes:
    """Whole numbers, none of them negative, one after the other."""
    values = [*values]
    try:
        return b"".join(map(_NUMBERS.__getitem__, values))
    except IndexError:
        return b"".join(map(cbor2.dumps, values))


def text(value: str) -> bytes:
    """A text."""
    return cbor2.dumps(value)


def array(length: int, items: bytes) -> bytes:
    """An array of so many packed items."""
    if length < 24:
        return bytes((0x80 + length,)) + items
    size = 1 if length < 0x100 else 2 if length < 0x10000 else 4
    return bytes((0x98 + size // 2,)) + length.to_bytes(size, "big") + items


def steps(values: Sequence[int]) -> list[int]:
    """Ascending numbers as the first and then the difference to the one before."""
    return [values[0], *map(sub, values[1:], values)]


def numbers(values: Iterable[int]) -> bytes:
    """An array of numbers."""
    packed = [*map(number, values)]
    return array(len(packed), b"".join(packed))


def named(language: str, data: bytes) -> str:
    """A name as Pagefind gives them: the language and a hash, here long enough never to meet another."""
    return f"{language}_{hashlib.sha256(data).hexdigest()[:16]}"


def as_file(data: bytes) -> bytes:
    """What stands in the file."""
    return gzip.compress(MARK + data, LEVEL, mtime=0)


def read(data: bytes) -> Any:
    """A packed file of Pagefind's, or ValueError."""
    try:
        plain = gzip.decompress(data)
        if not plain.startswith(MARK):
            raise ValueError("this is not a file of Pagefind's")
        return cbor2.loads(plain.removeprefix(MARK))
    except (OSError, EOFError) as error:
        raise ValueError("this is not a file of Pagefind's") from error
