"""Talks to Pagefind's program: texts in, the files of an index out.

The program speaks JSON in base64, a comma after each message, over its standard input and output. The wrapper that
comes with it waits a tenth of a second for each answer, and has the program write the files, which may be ended half
way. So we speak to the program ourselves, and ask it for the files.
"""

from __future__ import annotations

import base64
import json
import subprocess
from collections.abc import Callable, Iterable
from typing import Any

from pagefind_bin import get_executable

from potluck.cannot import CannotRun
from potluck.quick_json import from_json
from potluck.search.text import Searched

PATIENCE = 60
"""Seconds after which a program that was told to end is ended."""


class CannotIndex(CannotRun):
    """Pagefind could not make an index, and said why."""

    def __init__(self, why: str) -> None:
        super().__init__(f"The posts could not be made searchable: {why} `SEARCH = False` does without.")


class Pagefind:
    """Pagefind's program, which starts when the first index is wanted, and runs until ``close``."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None

    def index(self, texts: Iterable[Searched], language: str, is_used: Callable[[str], bool]) -> dict[str, bytes]:
        """The files of an index of these texts, by path, as far as they are used: more than half of what comes with
        each index are user interfaces. Raises CannotIndex, or OSError if there is no program.
        """
        try:
            number = self._ask({"type": "NewIndex", "config": {"force_language": language}})["index_id"]
            for text in texts:
                self._ask({"type": "AddFile", "index_id": number, "url": text.url, "file_contents": text.page()})
            files = self._ask({"type": "GetFiles", "index_id": number})["files"]
            self._ask({"type": "DeleteIndex", "index_id": number})
        except (BrokenPipeError, EOFError, ValueError, KeyError) as error:
            raise CannotIndex("Pagefind ended before its work was done.") from error
        return {file["path"]: base64.b64decode(file["content"]) for file in files if is_used(file["path"])}

    def close(self) -> None:
        """End the program."""
        process, self._process = self._process, None
        if process is not None:
            try:
                process.communicate(timeout=PATIENCE)
            except subprocess.TimeoutExpired:
                process.kill()
                process.communicate()

    def _ask(self, request: dict[str, Any]) -> dict[str, Any]:
        """The program's answer to a request."""
        if self._process is None:
            command = [str(get_executable()), "--service"]
            self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        said, answers = self._process.stdin, self._process.stdout
        assert said is not None and answers is not None
        message = json.dumps({"message_id": 1, "payload": request}, separators=(",", ":"))
        said.write(base64.b64encode(message.encode()) + b",")
        said.flush()
        answer: dict[str, Any] = from_json(base64.b64decode(_until_comma(answers)))["payload"]
        if answer["type"] == "Error":
            raise CannotIndex(str(answer.get("message", "Pagefind gave no reason.")))
        return answer


def _until_comma(stream: Any) -> bytes:
    """One message. Raises EOFError when the program is gone."""
    parts: list[bytes] = []
    while not parts or not parts[-1].endswith(b","):
        part = stream.read1(1 << 20)
        if not part:
            raise EOFError
        parts.append(part)
    return b"".join(parts)[:-1]
