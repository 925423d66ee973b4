"""Options of programs stay whole: browsers may end a line after any hyphen, also after those of ``--amend``.

No style forbids that and lets the rest of the code go on to the next line, and a sign that joins would be copied along.
So the hyphens of inline code that begin a word, or follow one another, stand in an element with the character after
them; the style sheet keeps it on one line. A hyphen between two letters may end a line, as in any word.
"""

from __future__ import annotations

import re

_INLINE_CODE = re.compile(r'<code>(?<!tabindex="0"><code>)[^<]*-[^<]*</code>')
"""A block of code, which doesn't break, begins with a ``pre`` that a keyboard can reach. It is looked
for behind, since `re` skips to where a pattern begins with a text."""
_HYPHENS = re.compile(r"(?:(?<!\w)-+|--+)(?:&[a-z0-9#]+;|[^\s<&-])|--+")


def hold_hyphens(html: str) -> str:
    """Finished HTML whose inline code breaks after no hyphen that means more than to join two words."""
    return _INLINE_CODE.sub(_held, html) if "-" in html else html


def _held(code: re.Match[str]) -> str:
    return _HYPHENS.sub(r"<span>\g<0></span>", code[0])
