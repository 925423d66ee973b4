"""Whom a text may mention, told without rendering it."""

from __future__ import annotations

import re
from collections.abc import Mapping

_HANDLES = re.compile(r"[a-z0-9-]+")


def mentionable(markdown: str, people: Mapping[str, str]) -> dict[str, str]:
    """Those of `people` whom a text may mention: nobody else plays a part in how it is rendered."""
    if not people or ("@" not in markdown and ("&" not in markdown or not _is_spelt(markdown))):
        return {}
    return {word: people[word] for word in sorted(set(_HANDLES.findall(markdown.lower()))) if word in people}


def _is_spelt(markdown: str) -> bool:
    """Whether an entity may stand for the sign."""
    return "&#" in markdown or "&commat" in markdown
