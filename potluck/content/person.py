"""Somebody who writes here: one file in `content/authors/`, whose name is the handle."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from potluck.content.profiles import ProfileLink
from potluck.content.source import Source


@dataclass(frozen=True)
class Person:
    """A member as their file describes them.

    `handle` is lower case; `bio` is Markdown that begins at line `bio_line` of the file; `avatar` is an image beside
    it; `feed` is that of a blog of their own; `email` is only ever shown obfuscated; `github_account` is the account
    that may speak for this person.
    """

    handle: str
    name: str
    source: Source
    pronouns: str | None = None
    role: str = "member"
    joined: dt.date | None = None
    avatar: Path | None = None
    links: tuple[ProfileLink, ...] = ()
    feed: str | None = None
    email: str | None = None
    github_account: str | None = None
    bio_line: int = 1

    @property
    def relative(self) -> str:
        """The person's file, as problems name it."""
        return self.source.relative

    @property
    def permalink(self) -> str:
        """The path of the person's page, without a slash in front."""
        return f"authors/{self.handle}/"

    @property
    def website(self) -> str:
        """The address of the person's own site; empty without one."""
        return next((link.url for link in self.links if link.kind == "website"), "")

    @property
    def bio(self) -> str:
        """The bio, taken from its source each time."""
        return self.source.below(self.bio_line)

    @property
    def body(self) -> str:
        """The bio, under the name that every Markdown text has."""
        return self.bio

    @property
    def body_line(self) -> int:
        """The line of the file on which the bio begins."""
        return self.bio_line
