"""Characters that no text of ours may hold, because nobody sees them: they break feeds, turn lines around, hide words.

Reading refuses them in a file, with line and column. An entity such as `&#1;` is written with innocent letters and
stands for one of them all the same, so the wall around a page takes them out once more.
"""

from __future__ import annotations

import re

CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff]")
"""Characters that feeds and terminals choke on; `\\r` is dealt with before."""
REORDERING = re.compile("[\u202a-\u202e\u2066-\u2069\u206a-\u206f\ufff9-\ufffb]")
"""Controls that make text read in another order than it is stored."""
_TAG = "\U000e0000-\U000e007f"
_REGION = f"[\U000e0030-\U000e0039\U000e0061-\U000e007a]{{3,6}}\U000e007f(?![{_TAG}])"
_VARIANT = "[\ufe00-\ufe0f\U000e0100-\U000e01ef]"
HIDDEN_TAG = re.compile(f"(?<![{_TAG}])(?:(?<!\U0001f3f4)|(?!{_REGION}))[{_TAG}]+|{_VARIANT}{{3,}}")
"""Invisible letters, in which words can be hidden. The flags of some regions, such as Wales, need a few of them behind
a black flag; and a sign is followed by one that chooses its shape, or two, never by a row of them."""

UNSEEN = re.compile("|".join(each.pattern for each in (CONTROL, REORDERING, HIDDEN_TAG)))
_ANY_VARIANT = re.compile(_VARIANT)
_ASCII = bytes(range(128))
_PLAIN_CONTROLS = bytes({*range(0x20), 0x7F} - {0x09, 0x0A, 0x0D})


def has_unseen(text: str) -> bool:
    """Whether any of them is in a text."""
    data = text.encode("utf-8", "surrogatepass")
    has_control = len(data.translate(None, _PLAIN_CONTROLS)) < len(data)
    if has_control or text.isascii():
        return has_control
    strange = "".join(set(data.translate(None, _ASCII).decode("utf-8", "surrogatepass")))  # few, where a text is long
    may_be = not strange.isprintable() or _ANY_VARIANT.search(strange)  # which Python takes for printable
    return bool(may_be) and UNSEEN.search(text) is not None


def without_unseen(text: str) -> str:
    """The text, and none of them."""
    return UNSEEN.sub("", text) if has_unseen(text) else text
