"""Where the next sign that means something stands in a text, and what is taken whole there.

Where code, a link or emphasis has nothing but words in it, and nothing beside it that could give its signs another
meaning, it is taken at once; a test holds that sign by sign it comes to the same.
"""

from __future__ import annotations

import re

from potluck.late import late

CODE, LINK = 1, 3
"""The last groups of what is taken whole; that of emphasis is another, and the one before it is not empty for two."""

# Every branch begins with one character and no set of them, and looks back after it: `re` skips to the next of these.
_ONE = r"\n|\\|`|&|_|\*|\[|\]|!|<|~"
_WORDS = r"\n\\`&_*\[\]!<~$"  # what they have not
_ADDRESS = r"www\.(?<![^\s*_~(]....)" + "".join(
    rf"|{first}(?<![A-Za-z]{first}){rest}://"
    for first, rest in (("h", "[tT][tT][pP][sS]?"), ("H", "[tT][tT][pP][sS]?"), ("f", "[tT][pP]"), ("F", "[tT][pP]"))
)
_MATH = r"\$(?<![0-9A-Za-z\\]\$)"


def _pattern(*, addresses: bool, math: bool) -> re.Pattern[str]:
    # A letter or number at both ends: none of the signs beside it may mean anything else.
    emphasised = rf"((?=[^\W_])[^{_WORDS}{':.' if addresses else ''}]++(?<=[^\W_]))"
    branches = [
        r"`(?! )([^`\n]++)`(?!`)",
        rf"\[([^{_WORDS}]++)\]\(([^()\\&<>\s\x00-\x20\x7f]++)\)",
        rf"\*(?<![^ \n(]\*)(\*?){emphasised}\*\4(?!\*)",
        rf"_(?<![^ \n(]_)(_?){emphasised}_\6(?=[ \n.,;:!?)]|\Z)",
        _ONE,
    ]
    return late("|".join([*branches, *([_ADDRESS] if addresses else []), *([_MATH] if math else [])]))


NEXT = {(each, also): _pattern(addresses=each, math=also) for each in (False, True) for also in (False, True)}
"""By whether there may be addresses and formulas in a text."""
