"""How much an artifact may hold, and under which names: the side that packs it keeps to what the other side takes."""

from __future__ import annotations

import re

LARGEST_ARCHIVE = 60_000_000
LARGEST_FILE = 15_000_000
LARGEST_TOTAL = 150_000_000
MOST_FILES = 1_000
ROOM = LARGEST_ARCHIVE - 5_000_000
"""Bytes of a preview, of which most are pictures, which no archive makes smaller; the rest is for the report."""
_PART = r"[A-Za-z0-9_](?:[A-Za-z0-9._@-]{0,150}[A-Za-z0-9_-])?"
NAME_OF_FILE = re.compile(rf"(?:{_PART}/){{0,12}}{_PART}\Z")
