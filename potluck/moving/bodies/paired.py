"""Parts of a text that begin with one sign and end with another, found in time that grows with the text alone.

A pattern such as `\\[a\\].*?\\[/a\\]` looks for its end from every beginning. Where no end is left it does so in vain,
each time to the end of the text: an old site with a hundred thousand beginnings would keep us for hours.
"""

from __future__ import annotations

import re
from collections.abc import Callable


def sub_paired(
    pattern: re.Pattern[str], ending: re.Pattern[str], new: Callable[[re.Match[str]], str], text: str
) -> str:
    """The text with every match replaced. Each match ends with `ending`, so nothing is looked for behind the last."""
    end = 0
    for found in ending.finditer(text):
        end = found.end()
    return pattern.sub(new, text[:end]) + text[end:] if end else text
