"""Talks to Pagefind's program: texts in, the files of an index out.

The program speaks JSON in base64, a comma after each message, over its standard input and output. The wrapper that
comes with it waits a tenth of a second for each answer, and leaves it to the program to write files, which it may be
ended in the middle of; so we speak to it ourselves, and ask for the files.
"""

from __future__ import annotations

import base64
import json
import subprocess
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from pagefind_bin import get_executable

from potluck.search.text import Searched

PATIENCE = 60
"""Seconds after which a program that was told to end is ended."""


class CannotIndex(Exception):
    """Pagefind could not make an index. The message says what it said."""


def run_pagefind(texts: Iterable[Searched], language: str) -> dict[str, bytes]:
    """The files of an index of these texts, by path. Raises CannotIndex, or OSError if there is no program."""
    with _program() as ask:
        number = ask({"type": "NewIndex", "config": {"force_language": language}})["index_id"]
        for text in texts:
            ask({"type": "AddFile", "index_id": number, "url": text.url, "file_contents": text.page()})
        files = ask({"type": "GetFiles", "index_id": number})["files"]
    return {file["path"]: base64.b64decode(file["content"]) for file in files}


@contextmanager
def _program() -> Iterator[Any]:
    """The program, as a function from a request to its answer."""
    process = subprocess.Popen([str(get_executable()), "--service"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    said, answers = process.stdin, process.stdout
    assert said is not None and answers is not None

    def ask(request: dict[str, Any]) -> dict[str, Any]:
        message = json.dumps({"message_id": 1, "payload": request}, separators=(",", ":"))
        said.write(base64.b64encode(message.encode()) + b",")
        said.flush()
        answer: dict[str, Any] = json.loads(base64.b64decode(_until_comma(answers)))["payload"]
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
