"""What the name of a post's file or folder says: its day, and its slug."""

from __future__ import annotations

import re

from potluck.content.names import PostName, make_date, slugify
from potluck.late import late

DATED = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:-(.*))?\Z", re.DOTALL)
PLACEHOLDER_DATE = late(r"(?:y{2,4}|year)[\W_]*(?:m{1,2}|month)[\W_]*(?:d{1,2}|day)[\W_]*", re.IGNORECASE)


def read_post_name(name: str) -> PostName:
    """Take the name of a post's file (without suffix) or folder apart."""
    if found := DATED.match(name):
        year, month, day, rest = found.groups()
        date = make_date(int(year), int(month), int(day))
        if date is not None:
            return PostName(date, slugify(rest or ""))
    if PLACEHOLDER_DATE.match(name):
        return PostName(None, slugify(without_placeholder(name)))
    if not any(map(str.isdigit, name)):
        return PostName(None, slugify(name))
    from potluck.content.misnamed import meant_by  # which few names need

    return meant_by(name)


def without_placeholder(name: str) -> str:
    """A name without the `YYYY-MM-DD` that a template put in front of it."""
    return PLACEHOLDER_DATE.sub("", name, count=1) if PLACEHOLDER_DATE.match(name) else name
