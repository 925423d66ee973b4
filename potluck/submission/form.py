"""Reads the body of an issue that ``.github/ISSUE_TEMPLATE/submit-a-post.yml`` made.

GitHub writes each answer below its label, as a heading of the third level, and nothing tells a label from a heading
that somebody typed into the text. So the answers before the text are looked for from the top, and those after it from
the foot; whatever is between them is the text.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from potluck.cannot import CannotRun
from potluck.unseen import INVISIBLE

BEFORE = ("Title",)
TEXT = "Your post"
AFTER = (
    "What is it about?",
    "Your name",
    "About you, if this is your first post",
    "Where else can readers find you?",
    "Before it goes out",
)
"""The labels of the form, in its order; a test holds them against the form itself."""
NO_ANSWER = "_No response_"
MOST_TITLE, MOST_NAME, MOST_BIO = 200, 80, 4_000
_KEPT_CONTROLS = "\n\t"
_JOINERS = "\u200c\u200d"  # some scripts, and emoji, are not written without


class FormRefused(CannotRun):
    """The issue is not a filled-in form. The message says what is missing, for whoever wrote it."""


@dataclass(frozen=True)
class Submission:
    """What somebody typed; lines are single and bounded, text has no invisible characters."""

    title: str
    text: str
    tags: tuple[str, ...]
    name: str
    bio: str
    links: tuple[str, ...]


def read_form(body: str) -> Submission:
    """The answers in an issue's body. Raises FormRefused."""
    answers = _answers(_visible(body))
    title = _line(answers.get("Title", ""), MOST_TITLE)
    text = answers.get(TEXT, "").strip("\n")
    name = _line(answers.get("Your name", ""), MOST_NAME)
    absent = [label for label, value in (("Title", title), (TEXT, text.strip()), ("Your name", name)) if not value]
    if absent:
        raise FormRefused(f"The form lacks an answer to “{absent[0]}”. Edit the issue and fill it in.")
    tags = (_line(tag, 60).lstrip("#").strip() for tag in answers.get("What is it about?", "").split(","))
    links = (_line(each.strip().lstrip("-*").strip(), 300) for each in answers.get(AFTER[3], "").split("\n"))
    return Submission(
        title=title,
        text=text,
        tags=tuple(dict.fromkeys(tag for tag in tags if tag))[:10],
        name=name,
        bio=answers.get(AFTER[2], "").strip()[:MOST_BIO],
        links=tuple(each for each in links if each)[:12],
    )


def _answers(body: str) -> dict[str, str]:
    lines = body.split("\n")
    places: dict[str, int] = {}
    at = -1
    for label in (*BEFORE, TEXT):
        at = next((n for n in range(at + 1, len(lines)) if lines[n].strip() == f"### {label}"), -1)
        if at < 0:
            raise FormRefused(f"This issue was not made with the form for posts: it has no “{label}”.")
        places[label] = at
    end = len(lines)
    for label in reversed(AFTER):
        found = next((n for n in range(end - 1, at, -1) if lines[n].strip() == f"### {label}"), None)
        if found is not None:
            places[label] = end = found
    marks = sorted(places.items(), key=lambda each: each[1])
    ends = [start for _, start in marks[1:]] + [len(lines)]
    found_answers = {
        label: "\n".join(lines[start + 1 : stop]).strip("\n") for (label, start), stop in zip(marks, ends, strict=True)
    }
    return {label: "" if value.strip() == NO_ANSWER else value for label, value in found_answers.items()}


def _visible(text: str) -> str:
    """Text without characters that nobody can see or that turn other text around, with one kind of line end."""
    plain = re.sub(r"\r\n?|[\u2028\u2029]", "\n", text)
    return "".join(
        each
        for each in plain
        if each in _KEPT_CONTROLS or each in _JOINERS or unicodedata.category(each) not in ("Cc", "Cf", "Co", "Cs")
    )


def _line(text: str, most: int) -> str:
    return " ".join(INVISIBLE.sub("", text).split())[:most].strip()
