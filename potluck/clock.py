"""The clock, read here and nowhere else in a build, so that the same commit built for the same moment is the same."""

from __future__ import annotations

import os
from datetime import UTC, datetime


def now() -> datetime:
    """The moment this build is for, with a time zone.

    ``SOURCE_DATE_EPOCH`` (seconds since 1970, see reproducible-builds.org) stands in for the clock where it is set.
    """
    seconds = os.environ.get("SOURCE_DATE_EPOCH", "")
    return datetime.fromtimestamp(int(seconds), UTC) if seconds.isdigit() else datetime.now(UTC)
