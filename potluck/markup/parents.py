"""Elements that mean something only in another one: an item without a list becomes a plain block.

Raw HTML leaves such items behind, where a list was cut out or its start tag forgotten. Browsers show them all the same,
but a screen reader tells of no list, and HTML forbids them. And what grows within what grows becomes plain text: twenty
times larger, letters, and formulas with them, would be drawn over the page around.
"""

from __future__ import annotations

import re

from potluck.late import late

_PARENTS = {
    "li": ("ul", "ol"),
    "dt": ("dl",),
    "dd": ("dl",),
    "figcaption": ("figure",),
    "summary": ("details",),
    "rt": ("ruby",),
    "rp": ("ruby",),
}
_IN_A_LINE = ("rt", "rp")
_GROWS = "big"
_MAY_STRAY = re.compile(rf"<(?:{'|'.join(_PARENTS)}|{_GROWS})[\s>/]", re.I)
_TAG = late(r"<iframe(?: [a-z-]+=\"[^\"]*\")*>.*?</iframe>|<(/?)([a-z][a-z0-9]*)\b[^<>]*>", re.S)
"""A tag, or a whole frame: what looks like tags in one is words to a browser, and need have no end."""
_VOID = frozenset("br col hr img input wbr".split())


def home_strays(html: str, markdown: str) -> str:
    """Clean, well-formed HTML with each stray, and what grows twice, a ``div`` or ``span``; Markdown makes none."""
    if not _MAY_STRAY.search(markdown):
        return html
    open_tags: list[tuple[str, str]] = []  # the name in the text, and the one it gets

    def _tag(match: re.Match[str]) -> str:
        end, name = match[1], match[2]
        if name is None or name in _VOID:
            return match[0]
        if end:
            return f"</{open_tags.pop()[1]}>" if open_tags and open_tags[-1][0] == name else match[0]
        parent = open_tags[-1][1] if open_tags else ""
        if parent == "div" and len(open_tags) > 1 and name in ("dt", "dd"):  # HTML lets a div group terms of a list
            parent = open_tags[-2][1]
        new = name
        if name in _PARENTS and parent not in _PARENTS[name]:
            new = "span" if name in _IN_A_LINE else "div"
        if name == _GROWS and any(each == name for each, _ in open_tags):
            new = "span"
        open_tags.append((name, new))
        return match[0] if new == name else f"<{new}>"

    return _TAG.sub(_tag, html)
