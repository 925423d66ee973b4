"""The check: everything that is wrong with content, explained, with its fix.

`check()` looks, `Report` tells, `potluck.checks.fixing.fix` mends. A check is one small function, registered with the
rules it reports (`potluck.checks.registry`), in a module for its topic.
"""

from __future__ import annotations

from potluck.checks.report import Report
from potluck.checks.run import CannotCheckError, check

__all__ = ["CannotCheckError", "Report", "check"]
