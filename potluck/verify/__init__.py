"""Verify: the output is held against its promises before anybody sees it.

``links`` finds links that lead nowhere, ``presence`` posts that should be there and are not, ``promised`` files that
should not be. All only read.
"""

from __future__ import annotations

from potluck.verify.links import DeadLink, dead_links
from potluck.verify.presence import missing_posts
from potluck.verify.promised import promised

__all__ = ["DeadLink", "dead_links", "missing_posts", "promised"]
