"""A part of an index as one file, as a site has it at home: there a build looks at each file after every edit.

Pagefind's program asks for the files of a part one by one. ``packed.js``, which stands before it in its worker, finds
them in the one.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path

ENDING = ".part"
WORKER = "pagefind-worker.js"
_LENGTH = 10
"""Digits at the head of the file: how many bytes the list behind them has."""


def packed(files: Mapping[str, bytes], number: int) -> dict[str, bytes]:
    """The files of a part by path: what is asked for by Pagefind's program is in one, and that is as it is."""
    program = {path: data for path, data in files.items() if _is_of_the_program(path)}
    if WORKER in program:
        program[WORKER] = before_the_worker() + program[WORKER]
    places, at, inside = dict[str, tuple[int, int]](), 0, sorted(files.keys() - program.keys())
    for path in inside:
        places[path] = at, at + len(files[path])
        at += len(files[path])
    listed = json.dumps(places, separators=(",", ":")).encode()
    whole = b"".join((f"{len(listed):0{_LENGTH}}".encode(), listed, *map(files.__getitem__, inside)))
    return {f"{number}{ENDING}": whole, **program}


def _is_of_the_program(path: str) -> bool:
    return path.endswith((".js", ".pagefind"))


@cache
def before_the_worker() -> bytes:
    """The script that finds files in the one that they are in."""
    return Path(__file__).with_name("packed.js").read_bytes()
