"""A part as it stands in a page, told apart from the text around it.

What is around it does not depend on it: a template only shows it where it is. So where only a part would be another,
the page is as it was but for that part (``potluck.build.inlays``).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from markupsafe import Markup

from potluck.pages.notes.noted import Lasting, Notes


class Inlay(Markup):
    """The text of a part, with the macro that made it, what the macro was given, and the notes of what it read."""

    macro: Callable[..., Any]
    given: Sequence[Any]
    notes: Notes | Lasting

    @classmethod
    def of(cls, text: str, macro: Callable[..., Any], given: Sequence[Any], notes: Notes | Lasting) -> Inlay:
        """A text as a part that these made."""
        inlay = cls(text)
        inlay.macro, inlay.given, inlay.notes = macro, given, notes
        return inlay
