"""Emoji short codes such as `:tada:` in finished HTML, as GitHub sets them: also in links and HTML, not in code."""

from __future__ import annotations

import re

from potluck.late import late

_CODE = r":(?<![\w:]:)[a-z0-9_+-]{1,50}(?:::[a-z0-9_+-]{1,50}){0,50}:(?![\w:])"
_IN_WORDS = late(_CODE)
_IN_HTML = late(rf"<(pre|code|tt|math|iframe)\b[^>]*>.*?</\1>|<[^>]*>|{_CODE}", re.S)
_MAY_BE = re.compile(r":[a-z0-9_+-]{1,50}:")


def may_have_emoji(text: str) -> bool:
    """Whether anything in a text may be a short code."""
    return ":" in text and _MAY_BE.search(text) is not None


def in_words(text: str) -> str:
    """A text with its short codes as emoji, by GitHub's names; what GitHub doesn't have stays as it is."""
    return _IN_WORDS.sub(_emoji, text) if may_have_emoji(text) else text


def in_html(html: str) -> str:
    """Likewise the words of clean HTML, where every tag is well formed."""
    return _IN_HTML.sub(lambda found: found[0] if found[0][0] == "<" else _emoji(found), html)


def _emoji(found: re.Match[str]) -> str:
    """One short code, or several that follow each other; left alone where one of them is none."""
    from pymdownx import gemoji_db  # a large table, and few texts have any

    codes = [f":{name}:" for name in found[0][1:-1].split("::")]
    entries = [gemoji_db.emoji.get(gemoji_db.aliases.get(code, code)) for code in codes]
    return "".join(_letters(each) for each in entries if each) if all(entries) else found[0]


def _letters(entry: dict[str, str]) -> str:
    """The letters of an emoji, with what joins several to one picture, and what asks for one in colours."""
    points = entry.get("unicode_alt") or entry["unicode"]
    return "".join(chr(int(point, 16)) for point in points.split("-"))
