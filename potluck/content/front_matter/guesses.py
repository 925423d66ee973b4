"""What a file's name, place and first heading suggest for a title or an author that is missing.

Guesses are only ever offered: nothing is published under them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from potluck.content.names import HANDLE

YOUR_HANDLE = "your-handle"
HEADING = re.compile(r"#\s+(?P<words>\S.*?)\s*#*\Z")
WORDS = re.compile(r"(?P<words>\w.*?)\s*\Z")
UNDERLINE = re.compile(r"(?:={3,}|-{3,})\s*\Z")
SHELVES = ("posts", "pages", "drafts", "_posts", "_drafts")


def title(path: str, lines: Sequence[str] = ()) -> str:
    """A title from the first heading, where the text begins with one, or from the words of the name."""
    at = next((at for at, line in enumerate(lines) if line.strip()), 0)
    first, below = (*lines[at : at + 2], "", "")[:2]
    if found := HEADING.match(first) or (UNDERLINE.match(below) and WORDS.match(first)):
        return str(found["words"]).replace('"', "'")[:100]
    folders, _, name = path.rpartition("/")
    if name.startswith("index."):
        name = folders.rpartition("/")[2]
    words = re.split(r"[-_\s.]+", name.removesuffix(".md"))
    return " ".join(word for word in words if word and not word.isdigit()).strip().capitalize() or "Your title"


def name(path: str, lines: Sequence[str] = ()) -> str:
    """A person's name from the first heading, or from the words of the file's name."""
    found = title(path, lines)
    return found if any(HEADING.match(line) for line in lines) else found.title()


def author(path: str) -> str:
    """The handle that the folder of a post is called after, or words that stand for one."""
    parts = path.split("/")[2:-1]
    if path.rpartition("/")[2].startswith("index."):
        parts = parts[:-1]
    named = [part for part in parts if HANDLE.match(part) and not part.isdigit() and part not in SHELVES]
    return named[0] if named else YOUR_HANDLE
