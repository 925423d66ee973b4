"""Verify: the output is held against its promises before anybody sees it.

``links`` finds links that lead nowhere, ``promised`` posts that should be there and are not, and files that should not
be. ``proof`` builds what a change brings, before that is merged.
"""

from __future__ import annotations

from potluck.verify.links import DeadLink, dead_links
from potluck.verify.promised import missing_posts, promised

__all__ = ["DeadLink", "dead_links", "missing_posts", "promised"]
