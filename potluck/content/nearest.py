"""What was most likely meant by the address of a post, or the name of an image, that is not there."""

from __future__ import annotations

import difflib
import posixpath
import re
from collections.abc import Collection, Iterable

from potluck.content.names import is_permalink
from potluck.late import late

ALIKE = 0.9
MANY = 300
"""In a month with more addresses than this, none is compared letter by letter."""
WORDS = len("2024/05/")
"""Where the words of a post's address begin."""
AROUND = late(r"<img\b[^>]*\bsrc\s*=\s*[\"']?(?P<tag>[^\"'>\s]+)|!?\[\[(?P<wiki>[^\[\]|]+)")
"""What stands around a path in HTML, and in the notes of programs that link with two brackets."""
NAMES_ALIKE = 0.85


class NearAddresses:
    """The addresses of a site's posts, by their words and by their months."""

    def __init__(self, known: Iterable[str]) -> None:
        self._by_words: dict[str, list[str]] = {}
        self._by_month: dict[str, dict[str, str]] = {}
        for each in filter(is_permalink, known):
            self._by_words.setdefault(each[WORDS:-1], []).append(each)
            self._by_month.setdefault(each[:WORDS], {})[each[WORDS:-1]] = each

    def near(self, wanted: str) -> str | None:
        """The one address of a post that was probably meant; none where there is none, or several."""
        if not is_permalink(wanted):
            return None
        words = wanted[WORDS:-1]
        if same := self._by_words.get(words):
            return same[0] if len(same) == 1 else None
        beside = self._by_month.get(wanted[:WORDS], {})
        alike = difflib.get_close_matches(words, beside, n=2, cutoff=ALIKE) if len(beside) <= MANY else []
        is_sure = len(alike) == 1 and re.findall(r"\d+", alike[0]) == re.findall(r"\d+", words)
        return beside[alike[0]] if is_sure else None


def meant_image(text: str, places: tuple[str, ...], images: Collection[str]) -> str | None:
    """The only image whose name is all but the one in a text, by its path below the content folder.

    It is looked for in `places`, the folders whose images may be shown.
    """
    found = AROUND.match(text.strip())
    path = (found["tag"] or found["wiki"]) if found else text
    name = re.split(r"[\\/]", path.strip())[-1].lower()
    here = {posixpath.basename(each).lower(): each for each in images if posixpath.dirname(each) in places}
    stem = posixpath.splitext(name)[0]
    near = [own for own in here if own == name] or [own for own in here if stem and posixpath.splitext(own)[0] == stem]
    near = near or difflib.get_close_matches(name, here, n=2, cutoff=NAMES_ALIKE)
    return here[near[0]] if len(near) == 1 else None
