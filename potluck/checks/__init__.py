"""The check: everything that is wrong with content, explained, with its fix.

`check()` looks, `Report` tells, `mending.fixing.fix` mends. A check is one small function, registered with the rules it
reports (`registry`), in a module for its topic, in a folder for what topics have in common: the code in a post, its
links, its images. `text`, `blocks` and `inline` are a text as checks see it; `run` lets all of them look, and tells
what is left once `excuses`, `causes`, `consequences` and `mending` have had their say.
"""

from __future__ import annotations

from potluck.checks.report import Report
from potluck.checks.run import CannotCheckError, check

__all__ = ["CannotCheckError", "Report", "check"]
