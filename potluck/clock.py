"""The clock, read here and nowhere else in a build, so that the same commit built for the same moment is the same."""

from __future__ import annotations

import os
from datetime import UTC, datetime

LONGEST = 11
"""Digits of a moment in a year of four."""


def now() -> datetime:
    """The moment this build is for, with a time zone.

    ``SOURCE_DATE_EPOCH`` (seconds since 1970, see reproducible-builds.org) stands in for the clock where it is set.
    """
    seconds = os.environ.get("SOURCE_DATE_EPOCH", "")
    is_moment = seconds.isascii() and seconds.isdigit() and len(seconds) <= LONGEST
    return datetime.fromtimestamp(int(seconds), UTC) if is_moment else datetime.now(UTC)
