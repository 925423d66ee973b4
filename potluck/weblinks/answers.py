"""What the web said of an address, and the memory of it on disk."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from contextlib import suppress
from enum import StrEnum
from pathlib import Path

from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from potluck.keeping import LARGEST, open_kept, write_whole


class State(StrEnum):
    """What an address is worth to a reader."""

    FINE = "fine"
    MOVED = "moved"
    """It leads on, for good, to `moved_to`, which is there."""
    GONE = "gone"
    """Its server says that there is nothing."""
    FAILING = "failing"
    """Its server answers with nothing a reader can use, or takes too long."""
    UNREACHABLE = "unreachable"
    """There is no such server, or it takes no calls."""
    UNSURE = "unsure"
    """Its server turns programs away; a reader may well see it."""


DEAD = (State.GONE, State.FAILING, State.UNREACHABLE)
TRUSTED_FOR = {
    State.FINE: dt.timedelta(days=7),
    State.MOVED: dt.timedelta(days=7),
    State.GONE: dt.timedelta(days=1),
}
"""How long an answer stands; one that is not here is asked for again each time."""


class Answer(BaseModel):
    """What came of asking; `reason` ends the sentence “`https://…` …”."""

    model_config = ConfigDict(frozen=True)

    state: State
    reason: str = ""
    moved_to: str = ""


class Remembered(BaseModel):
    """An answer and the moment it was given."""

    asked: dt.datetime
    answer: Answer


MEMORY = TypeAdapter(dict[str, Remembered])


class Memory:
    """Answers of earlier runs, in a JSON file; a file that can't be read counts as none."""

    def __init__(self, file: Path, moment: dt.datetime) -> None:
        self._file, self._moment = file, moment
        known: dict[str, Remembered] = {}
        with suppress(OSError, ValidationError, ValueError), open_kept(file) as kept:
            known = MEMORY.validate_json(kept.read(LARGEST))
        self._known = {url: each for url, each in known.items() if self._stands(each)}

    def _stands(self, each: Remembered) -> bool:
        with suppress(TypeError):  # a moment without a zone is not one that we wrote
            return dt.timedelta(0) <= self._moment - each.asked < TRUSTED_FOR.get(each.answer.state, dt.timedelta(0))
        return False

    def recall(self, url: str) -> Answer | None:
        """The answer of an earlier run, while it may be trusted."""
        return self._known[url].answer if url in self._known else None

    def keep(self, answers: Mapping[str, Answer]) -> None:
        """Write down what will last, in one step; a disk that refuses costs only time."""
        fresh = {url: Remembered(asked=self._moment, answer=answer) for url, answer in answers.items()}
        self._known |= {url: each for url, each in fresh.items() if self._stands(each)}
        with suppress(OSError):
            write_whole(self._file, MEMORY.dump_json(self._known))
