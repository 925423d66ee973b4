"""Asks Pagefind's program what of a word is looked for, and for the files that search in a browser.

The program speaks JSON in base64, a comma after each message, over its standard input and output. The wrapper that
comes with it waits a tenth of a second for each answer, and leaves it to the program to write files, which it may be
ended in the middle of; so we speak to it ourselves, and ask for the files.
"""

from __future__ import annotations

import base64
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import msgspec
from pagefind_bin import get_executable

PATIENCE = 60
"""Seconds after which a program that was told to end is ended."""
Record = dict[str, Any]


class CannotIndex(Exception):
    """Pagefind could not make an index. The message says what it said."""


def run_pagefind(records: list[Record], language: str) -> dict[str, bytes]:
    """The files of an index of these records (``url``, ``content``, ``meta``, ``filters``), by path.

    User interfaces are left out. Raises CannotIndex, or OSError if there is no program.
    """
    with _program() as ask:
        number = ask({"type": "NewIndex", "config": {"force_language": language}})["index_id"]
        for record in records:
            ask({"type": "AddRecord", "index_id": number, "language": language, **record})
        files = ask({"type": "GetFiles", "index_id": number})["files"]
    return {file["path"]: base64.b64decode(file["content"]) for file in files if "ui." not in file["path"]}


@contextmanager
def _program() -> Iterator[Any]:
    """The program, as a function from a request to its answer."""
    process = subprocess.Popen([str(get_executable()), "--service"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    said, answers = process.stdin, process.stdout
    assert said is not None and answers is not None

    def ask(request: dict[str, Any]) -> dict[str, Any]:
        message = msgspec.json.encode({"message_id": 1, "payload": request})
        said.write(base64.b64encode(message) + b",")
        said.flush()
        answer: dict[str, Any] = msgspec.json.decode(base64.b64decode(_until_comma(answers)))["payload"]
        if answer["type"] == "Error":
            raise CannotIndex(str(answer.get("message", "Pagefind gave no reason.")))
        return answer

    try:
        yield ask
    except (BrokenPipeError, EOFError, ValueError, KeyError) as error:
        raise CannotIndex("Pagefind ended before its work was done.") from error
    finally:
        said.close()
        try:
            process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        answers.close()


def _until_comma(stream: Any) -> bytes:
    """One message. Raises EOFError when the program is gone."""
    parts: list[bytes] = []
    while not parts or not parts[-1].endswith(b","):
        part = stream.read1(1 << 20)
        if not part:
            raise EOFError
        parts.append(part)
    return b"".join(parts)[:-1]
