"""What publishing says when it will not go on: one exception, a plain reason and what to do about it.

Everything else in this room turns its trouble into one of these, so that a person never meets a traceback.
"""

from __future__ import annotations

from datetime import datetime

from potluck.cannot import CannotRun


class PublishRefused(CannotRun):
    """Publishing stopped, and the branch that is live was not touched."""

    def __init__(self, reason: str, fix: str) -> None:
        super().__init__(f"{reason} {fix}")
        self.reason = reason  #: what is wrong, a sentence or two
        self.fix = fix  #: what to do about it, with the command where there is one


class Overtaken(PublishRefused):
    """Somebody else published between our plan and our push; the plan has to be made again."""

    def __init__(self, who: str, when: datetime) -> None:
        super().__init__(
            f"{who} published while this was being prepared, at {when:%H:%M:%S on %d %B %Y}.",
            "Nothing was overwritten. Publish again: the changes are then worked out against the newer site.",
        )
        self.who = who
        self.when = when
