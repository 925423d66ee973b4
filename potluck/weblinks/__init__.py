"""The web that posts, pages and bios link to: collected, asked politely, and reported as the check does.

`look()` is all of it. Nothing else in Potluck needs the network while it looks at content, so only `invoke links` calls
it, and no pull request waits for it.
"""

from __future__ import annotations

from potluck.weblinks.report import LinkReport
from potluck.weblinks.run import NoNetwork, look

__all__ = ["LinkReport", "NoNetwork", "look"]
