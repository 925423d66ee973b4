"""Which of the theme's style sheets and scripts a body needs: what it wears, as told by signs in its HTML.

A text is gone through for two patterns and two words. To look for each sign apart would go through it thirty times.
"""

from __future__ import annotations

import re
from typing import NamedTuple

_ELEMENT = re.compile(r"<(?:table|iframe|details|kbd|mark|mpadded|msqrt|mroot|abbr|dl)")
_CLASS = re.compile(r'class="(?:highlight"|mermaid"|hll"|g[idhus]"|ge|markdown-alert|footnote-ref"|math-display")')
_WORDS = {"data-": ("data-embed=", "data-tint="), "task-list": ("task-list",)}
"""The signs that begin with no more than a letter, by what is looked for: each takes as long as a pattern."""

_SCRIPTS = {
    'class="highlight"': "copy.js",
    "data-embed=": "players.js",
    'class="footnote-ref"': "notes.js",
    "data-tint=": "tint.js",
}
_SHEETS = {
    "code": {'class="highlight"'},
    "diagram": {'class="mermaid"'},
    "diff": {'class="hll"', 'class="gi"', 'class="gd"', 'class="gh"', 'class="gu"', 'class="ge', 'class="gs"'},
    "table": {"<table"},
    "alert": {'class="markdown-alert'},
    "embed": {"<iframe", "data-embed="},
    "notes": {'class="footnote-ref"'},
    "extras": {"<details", "task-list", "<kbd", "<mark", "<abbr", "<dl"},
    "formula": {'class="math-display"', "<mpadded"},
    "root": {"<msqrt", "<mroot"},
}


class Wears(NamedTuple):
    """Names of scripts and of style sheets, in the theme's order."""

    scripts: list[str]
    sheets: list[str]


def wears(html: str) -> Wears:
    """What this HTML needs beside what every text has."""
    signs = {*_ELEMENT.findall(html), *_CLASS.findall(html)}
    for beginning, words in _WORDS.items():
        if beginning in html:
            signs.update(word for word in words if word in html)
    return Wears(
        [script for sign, script in _SCRIPTS.items() if sign in signs],
        [sheet for sheet, any_of in _SHEETS.items() if not signs.isdisjoint(any_of)],
    )
