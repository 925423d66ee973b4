"""Characters that no text of ours may hold: they break feeds, turn lines around, hide words, or are drawn over others.

Reading refuses them in a file, with line and column. An entity such as `&#1;` is written with innocent letters and
stands for one of them all the same, so the wall around a page takes them out once more.
"""

from __future__ import annotations

import re
from functools import cache

from potluck.late import late

CONTROL = late("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff]")
"""Characters that feeds and terminals choke on; `\\r` is dealt with before."""
REORDERING = late("[\u202a-\u202e\u2066-\u2069\u206a-\u206f\ufff9-\ufffb]")
"""Controls that make text read in another order than it is stored."""
_TAG = "\U000e0000-\U000e007f"
_REGION = f"[\U000e0030-\U000e0039\U000e0061-\U000e007a]{{3,6}}\U000e007f(?![{_TAG}])"
_VARIANT = "[\ufe00-\ufe0f\U000e0100-\U000e01ef]"
HIDDEN_TAG = late(f"(?<![{_TAG}])(?:(?<!\U0001f3f4)|(?!{_REGION}))[{_TAG}]+|{_VARIANT}{{3,}}")
"""Invisible letters, in which words can be hidden. The flags of some regions, such as Wales, need a few of them behind
a black flag; and a sign is followed by one that chooses its shape, or two, never by a row of them."""

_MARK = (
    "\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\u2de0-\u2dff\ua66f-\ua67d\ufe20-\ufe2f"
    "\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8"
    "\u06ea-\u06ed\u0711\u0730-\u074a\u07a6-\u07b0\u07eb-\u07f3\u0816-\u082d\u0859-\u085b\u0897-\u089f\u08ca-\u08e1\u08e3-\u08ff"
    "\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u0eb1\u0eb4-\u0ebc\u0ec8-\u0ece"
)
PILED_MARKS = late(f"[{_MARK}][{_MARK}\u200c\u200d\ufe00-\ufe0f]{{6,}}")
"""Marks above and below one letter, in scripts whose fonts pile them up without end, over the lines around. No language
writes more than five."""

UNSEEN = late("|".join(each.pattern for each in (CONTROL, REORDERING, HIDDEN_TAG, PILED_MARKS)))
INVISIBLE = late(
    "[\u00ad\u061c\u180e\u200b\u200e\u200f\u2060-\u2064\ufeff]|(?<=[!-~])[\u200c\u200d]|[\u200c\u200d](?=[!-~])"
    "|[\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0]"  # which Python takes for letters and signs
    "|[\u2065\ufff0-\ufff8\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0080-\U000e00ff\U000e01f0-\U000e0fff]"
    # What chooses the shape of a letter, behind letters that have but one.
    "|(?<![\u1800-\u18af])[\u180b-\u180d\u180f]|(?<=[A-Za-z\u00c0-\u024f\u0370-\u052f])[\ufe00-\ufe0f\U000e0100-\U000e01ef]"
)
"""Characters that make two names which look the same two different ones."""
_PLAIN_CONTROLS = bytes({*range(0x20), 0x7F} - {0x09, 0x0A, 0x0D})
_SEEN = bytes({*range(128)}.difference(_PLAIN_CONTROLS))
_AS_SPACES = bytes.maketrans(_PLAIN_CONTROLS, b" " * len(_PLAIN_CONTROLS))  # to put takes half as long as to leave out


@cache
def _in_rows() -> frozenset[str]:
    """Characters that do no harm one at a time, and that Python takes for printable."""
    ranges = re.findall("(.)(?:-(.))?", f"{_MARK}{_VARIANT[1:-1]}")
    return frozenset(chr(each) for first, last in ranges for each in range(ord(first), ord(last or first) + 1))


def has_unseen(text: str) -> bool:
    """Whether any of them is in a text."""
    if text.isascii():
        return not text.isprintable() and (data := text.encode()) != data.translate(_AS_SPACES)
    data = text.encode("utf-8", "surrogatepass").translate(None, _SEEN)
    strange = "".join(set(data.decode("utf-8", "surrogatepass")))  # few, where a text is long
    may_be = not strange.isprintable() or not _in_rows().isdisjoint(strange)
    return may_be and UNSEEN.search(text) is not None


def without_unseen(text: str) -> str:
    """The text, and none of them."""
    return UNSEEN.sub("", text) if has_unseen(text) else text
