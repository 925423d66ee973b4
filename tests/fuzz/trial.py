"""One trial: a file that somebody hands in goes through the check and the renderer, and is looked at."""

from __future__ import annotations

import datetime as dt
import json
import os
import re
import shutil
import signal
import tempfile
import time
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

from potluck.checks import check
from potluck.checks.registry import STUMBLED
from potluck.checks.report import FORMS, Report
from potluck.content.model import Page, Person, Post
from potluck.content.reading import OUR_MISTAKE
from potluck.markup import Renderer, TooComplicated
from potluck.problems import Problem
from potluck.settings import Settings
from tests.fuzz.oracle import faults, unseen

PATIENCE = 10
"""Seconds of CPU time for one step. The builder's own bound is the same, but there a passed one is no news."""

MOMENT = dt.datetime(2026, 6, 1, 12, 0, tzinfo=dt.UTC)
SETTINGS = Settings()
PERSON = "---\nname: Maria Silva\n---\n\nI walk.\n"
PLACES = ("posts/2024-05-01-soup.md", "authors/maria-silva.md", "pages/about.md", "posts/2024-05-01-soup/index.md")


class TookTooLong(Exception):
    """A step went on and on."""


@contextmanager
def within(seconds: int, what: str) -> Iterator[None]:
    """Ends a step that takes more CPU time, or raises after one whose own `except` swallowed that."""

    def stop(_number: int, _frame: FrameType | None) -> None:
        raise TookTooLong(f"{what} took more than {seconds} s")

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    started = time.process_time()
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)
    if time.process_time() - started > seconds:
        raise TookTooLong(f"{what} took more than {seconds} s")


class Kitchen:
    """A content folder on the disk that is made anew for each trial, and a renderer as a build has it."""

    def __init__(self) -> None:
        self.root = Path(tempfile.mkdtemp(prefix="potluck-fuzz-"))
        self.renderer = Renderer(
            people={"maria-silva": "/authors/maria-silva/"},
            repository="https://github.com/a/b",
            own_site="https://potluck.example",
        )

    def close(self) -> None:
        """Remove the folder."""
        shutil.rmtree(self.root)

    def serve(self, place: str, raw: bytes) -> list[str]:
        """What is wrong after a file with these bytes was handed in: nothing, in a sound program."""
        content = self.root / "content"
        shutil.rmtree(content, ignore_errors=True)
        for shelf in ("posts", "authors", "pages", "images"):
            (content / shelf).mkdir(parents=True)
        (content / "authors/maria-silva.md").write_text(PERSON)
        path = os.fsencode(content) + b"/" + place.encode("utf-8", "surrogateescape")
        try:
            Path(os.fsdecode(path)).parent.mkdir(parents=True, exist_ok=True)
            Path(os.fsdecode(path)).write_bytes(raw)
        except OSError:
            return []  # no file can have this name here
        with within(PATIENCE, "the check"):
            report = check(content, SETTINGS, moment=MOMENT)
        wrong = [f"a message that can't be shown: {each}" for each in report.problems if not _can_be_shown(each)]
        wrong += [f"a check that failed: {each.path}" for each in report.problems if _is_ours(each)]
        wrong += self.told(report)
        library = report.library
        texts = [each.body for each in (*library.posts, *library.pages)] + [
            each.bio for each in library.people.values()
        ]
        for each in (*library.posts, *library.pages, *library.people.values()):
            wrong += [f"a value with {fault}" for value in _values(each) for fault in unseen(value)]
        texts.append(raw.decode("utf-8", "replace"))
        for text in texts:
            wrong += self.render(text)
        return wrong

    def told(self, report: Report) -> list[str]:
        """What is wrong with the forms in which the report is told."""
        with within(PATIENCE, "telling"):
            forms = {form: report.told(form) for form in FORMS}
        json.loads(forms["json"])
        json.loads(forms["sarif"])
        commands = forms["github"].split("\n")
        wrong = [
            f"no line of ours: {line!r}" for line in commands[:-2] if not line.startswith(("::error ", "::warning "))
        ]
        for form in ("text", "github", "markdown"):
            # What is offered to be put in place of a line is that line, to the letter.
            told = re.sub(r"(?ms)^ *(`{3,})suggestion$.*?^ *\1$", "", forms[form])
            told = told.replace("\n", "").replace("\t", "")
            if not _is_plain(told):
                wrong.append(f"{form} has characters that can't be shown: {told!r}")
        return wrong

    def render(self, text: str) -> list[str]:
        """What is wrong with the page that this text becomes."""
        wrong: list[str] = []
        for prefix, math in (("", True), ("bio-", False)):
            with within(PATIENCE, "rendering"):
                try:
                    rendered = self.renderer.render(text, id_prefix=prefix, math=math)
                except TooComplicated as refusal:
                    return [] if str(refusal).endswith(".") else [f"a refusal without words: {refusal}"]
            wrong += faults(rendered.html)
            if len(rendered.summary) > 200:
                wrong.append("a summary that is too long")
        return wrong


def _values(each: Post | Page | Person) -> list[str]:
    """What front matter says, as it will stand on pages, in feeds and in the calendar."""
    names = "title summary image_alt series name pronouns place link".split()
    said = [getattr(part, name, None) for part in (each, getattr(each, "event", None)) for name in names]
    return [text for text in (*said, *(tag.name for tag in getattr(each, "tags", ()))) if text]


def _is_ours(problem: Problem) -> bool:
    """Whether a problem says that the check itself, or reading, failed."""
    return problem.id == STUMBLED.id or problem.title == OUR_MISTAKE


def _can_be_shown(problem: Problem) -> bool:
    """Whether a message stays on its line, which is how it is told from another in a log."""
    words, _, example = problem.fix.partition("\n\n")
    lines = (problem.title, problem.path, problem.why, words, *example.replace("\t", "").split("\n"))
    return bool(problem.title) and all(_is_plain(each) for each in lines)


def _is_plain(text: str) -> bool:
    return not any(
        unicodedata.category(each) in ("Cc", "Cs", "Zl", "Zp", "Cf") and each not in "\u200c\u200d" for each in text
    )
