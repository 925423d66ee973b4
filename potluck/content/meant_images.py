"""The image that front matter most likely means where it names one that is not there."""

from __future__ import annotations

import difflib
import posixpath
import re
from collections.abc import Collection

AROUND = re.compile(r"<img\b[^>]*\bsrc\s*=\s*[\"']?(?P<tag>[^\"'>\s]+)|!?\[\[(?P<wiki>[^\[\]|]+)")
"""What stands around a path in HTML, and in the notes of programs that link with two brackets."""
ALIKE = 0.85


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
    near = near or difflib.get_close_matches(name, here, n=2, cutoff=ALIKE)
    return here[near[0]] if len(near) == 1 else None
