"""An index of Pagefind's in one form, whichever way its run went.

Pagefind lists filters and their values in an order that differs from run to run, and names files by what is in them.
Here the lists are sorted and the files named anew; all else it makes is the same each time. Its files are gzip'ed CBOR
(RFC 8949) behind a mark.
"""

from __future__ import annotations

import gzip
import hashlib
import json
from typing import Any

import cbor2

MARK = b"pagefind_dcd"
ENTRY = "pagefind-entry.json"
FILTERS = 3
"""Which part of an index's table of contents lists the filters, as (name, file) each."""
SYSTEM = 9
"""The byte of a gzip'ed file that names the system it was packed on (RFC 1952)."""

Files = dict[str, bytes]


def canonical(files: Files) -> Files:
    """The index in its one form. Raises ValueError for one of another shape than we know."""
    files = dict(files)
    try:
        said = json.loads(files[ENTRY])
        for language in said["languages"].values():
            language["hash"] = _with_sorted_filters(files, language["hash"])
    except (KeyError, TypeError, IndexError, OSError) as error:
        raise ValueError("this is not how Pagefind 1.5 lays out an index") from error
    files[ENTRY] = json.dumps(said, sort_keys=True, ensure_ascii=False).encode()
    return files


def _with_sorted_filters(files: Files, name: str) -> str:
    """Sort the filters of one language's index, and answer the new name of its table of contents."""
    table = _read(files.pop(f"pagefind.{name}.pf_meta"))
    table[FILTERS] = sorted([title, _with_sorted_values(files, file)] for title, file in table[FILTERS])
    data = _packed(table)
    name = _named(name, data)
    files[f"pagefind.{name}.pf_meta"] = data
    return name


def _with_sorted_values(files: Files, name: str) -> str:
    """Sort the values of one filter, and answer the new name of its file."""
    title, values = _read(files.pop(f"filter/{name}.pf_filter"))
    data = _packed([title, sorted(values)])
    name = _named(name, data)
    files[f"filter/{name}.pf_filter"] = data
    return name


def _named(name: str, data: bytes) -> str:
    """A name as Pagefind gives them: the language, and a hash as long as before."""
    language, _, before = name.rpartition("_")
    return f"{language}_{hashlib.sha256(data).hexdigest()[: len(before)]}"


def _read(data: bytes) -> Any:
    plain = gzip.decompress(data)
    if not plain.startswith(MARK):
        raise ValueError("this is not a file of Pagefind's")
    return cbor2.loads(plain.removeprefix(MARK))


def _packed(value: Any) -> bytes:
    """The same with every Python: each names another system at the head, where here none is named."""
    packed = bytearray(gzip.compress(MARK + cbor2.dumps(value), 9, mtime=0))
    packed[SYSTEM] = 255
    return bytes(packed)
