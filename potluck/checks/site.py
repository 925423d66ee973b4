"""Everything that is under the check: what each text may ask about, and the texts themselves."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from potluck.checks.context import Context
from potluck.checks.text import Text


@dataclass
class Site(Context):
    """One content folder under the check."""

    @cached_property
    def texts(self) -> list[Text]:
        """Every file to look at, published or not."""
        if self.wanted is None:
            return [Text(each, self) for each in (*self.library.documents, *self.strays)]
        strays = [each for each in self.strays if each.relative in self.wanted]
        return [Text(each, self) for each in (*self.library.documents_at(self.wanted), *strays)]
