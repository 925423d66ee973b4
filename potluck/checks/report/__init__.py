"""The outcome of a check, told in the form that its reader needs: a terminal, GitHub, a program, a pull request."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property
from importlib import import_module
from io import StringIO
from typing import TYPE_CHECKING, TextIO

import msgspec

from potluck.counted import counted
from potluck.problems import Problem
from potluck.settings import Settings

if TYPE_CHECKING:
    from potluck.content.library import Library
    from potluck.content.source import Source

FORMS = {"text": "terminal", "github": "workflow", "json": "as_json", "markdown": "review", "sarif": "as_sarif"}
"""The module that writes each form; only the one that is asked for is loaded."""
FINE, ERRORS_FOUND, COULD_NOT_RUN = 0, 1, 2
"""Exit statuses."""


class Report(msgspec.Struct, frozen=True, dict=True):
    """What a check found.

    `problems` are in the order they should be told; `checked` is the number of files looked at, or of what `unit` says;
    `addresses` tells where the posts of a change will be, path to permalink; `files` are all that it touches, or that
    were chosen, and none where everything was looked at; `users` are other files that use what it takes away.
    """

    problems: tuple[Problem, ...]
    checked: int
    library: Library
    settings: Settings
    addresses: Mapping[str, str] = {}
    unit: str = "file"
    farewell: str = "See it with `invoke serve`."
    """What a person at a terminal is told when all is well."""
    files: frozenset[str] = frozenset()
    users: frozenset[str] = frozenset()

    @property
    def errors(self) -> list[Problem]:
        """The problems that stop the site from being published."""
        return [each for each in self.problems if each.is_error]

    @property
    def warnings(self) -> list[Problem]:
        """The problems that stop nothing."""
        return [each for each in self.problems if not each.is_error]

    @property
    def summary(self) -> str:
        """What was found, in a line."""
        checked = f"{counted(self.checked, self.unit)} checked"
        if not self.problems:
            return f"{checked}: nothing to put right."
        parts = []
        if self.errors:
            parts.append(f"{counted(len(self.errors), 'problem')} to put right before it can be published")
        if self.warnings:
            parts.append(f"{counted(len(self.warnings), 'thing')} that would make it better")
        return f"{checked}: {', '.join(parts)}."

    @property
    def exit_status(self) -> int:
        """0 when there are no errors, else 1."""
        return ERRORS_FOUND if self.errors else FINE

    def lines_of(self, path: str) -> list[str]:
        """The lines of a file that was read; empty for others."""
        found = self._sources.get(path)
        return found.lines if found else []

    @cached_property
    def _sources(self) -> dict[str, Source]:
        return {each.relative: each.source for each in self.library.documents}

    def address_of(self, permalink: str) -> str:
        """The web address of a post, as far as it is known."""
        site = self.settings.siteurl or self.settings.public_url
        return f"{site}/{permalink}"

    def docs_of(self, problem: Problem) -> str:
        """Where a problem is explained at length: on the site or in the repository, as far as known, else a path."""
        site = self.settings.siteurl or self.settings.public_url
        if self.settings.docs_pages and site:
            return f"{site}/{problem.docs.removesuffix('.md')}/"
        if self.settings.repository:
            return f"{self.settings.repository}/blob/{self.settings.branch}/{problem.docs}"
        return problem.docs

    def render(self, form: str, stream: TextIO) -> None:
        """Write the report as `text`, `github`, `json`, `markdown` or `sarif`; raises KeyError for any other form."""
        write: Callable[[Report, TextIO], None] = import_module(f"{__name__}.{FORMS[form]}").write
        write(self, stream)

    def told(self, form: str) -> str:
        """The report in one of these forms."""
        self.render(form, stream := StringIO())
        return stream.getvalue()
