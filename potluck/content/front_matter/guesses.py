"""What a file's name, place and first heading suggest for a title or an author that is missing.

Guesses are only ever offered: nothing is published under them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from potluck.content.names import HANDLE, slugify
from potluck.late import late

LONGEST_TITLE = 100
MOST_NAMES = 5
YOUR_HANDLE = "your-handle"
HEADING = late(r"(?:(?P<sign>[#=])\s+|<(?:title|h1)>\s*)(?P<words>\S.*?)\s*(?(sign)#*|</(?:title|h1)>)\Z")
MARKS = late(r"\s*\{#[^{}\s]*\}\s*\Z|\\(?=[^\w\s])")
BOLD = late(r"\*\*(?P<words>[^*\n]{2,100})\*\*\s*\Z")
EMPHASIS = late(r"(?<!\w)(?P<sign>\*{1,3}|_{1,3})(?=[^\s*_])(?P<words>[^*\n]{1,200}?)(?P=sign)(?!\w)")
WORDS = late(r"(?P<words>\w.*?)\s*\Z")
BYLINE = late(
    r"[*_]{0,3}(?:(?:written |posted )?by|von|por|par|di|door)\s+\[?(?P<name>[^\W\d_][^\n,;|(\[\]*_–—·]{2,60}?)\]?"
    r"(?:\([^()\n]*\))?(?:\s+(?:on|am|le|el|em|il|op)\s[^\n]{0,30}\d[^\n]{0,30})?(?:\s*[,;|(–—·].{0,60})?[*_]{0,3}\Z",
    re.IGNORECASE,
)
NEAR = 4
"""Lines from the top in which somebody signs."""
UNDERLINE = late(r"(?:={3,}|-{3,})\s*\Z")
SHELVES = ("posts", "pages", "drafts", "_posts", "_drafts")


def title(path: str, lines: Sequence[str] = ()) -> str:
    """A title from the first heading, where the text begins with one, or from the words of the name."""
    at = next((at for at, line in enumerate(lines) if line.strip()), 0)
    first, below = (*lines[at : at + 2], "", "")[:2]
    if found := HEADING.match(first) or BOLD.match(first) or (UNDERLINE.match(below) and WORDS.match(first)):
        return plain(found["words"])[:LONGEST_TITLE]
    folders, _, name = path.rpartition("/")
    if name.startswith("index."):
        name = folders.rpartition("/")[2]
    words = re.split(r"[-_\s.]+", re.sub(r"\.(?:md|markdown|txt)\Z", "", name))
    return " ".join(word for word in words if word and not word.isdigit()).strip().capitalize() or "Your title"


def plain(words: str) -> str:
    """The words of a heading as a title has them: without stars, backslashes and the name in braces behind them."""
    return EMPHASIS.sub(r"\g<words>", MARKS.sub("", words)).strip().replace('"', "'")


class Signed(msgspec.Struct, frozen=True):
    """What a text says at its top: its title, who wrote it, and on which line that ends."""

    title: str
    handle: str
    last: int


def byline(lines: Sequence[str]) -> Signed | None:
    """The title and the author of a text that begins with both, as `# Soup` and `by Ada Moreno`."""
    said = [at for at, line in enumerate(lines[:NEAR]) if line.strip()]
    if len(said) < 2 or not (found := BYLINE.match(lines[said[1]].strip())):
        return None
    first = lines[said[0]].strip()
    heading = HEADING.match(first)
    words = plain(heading["words"] if heading else first)
    handle = slugify(found["name"])
    if not handle or len(words) > LONGEST_TITLE or words[-1:] in ".,;" or len(found["name"].split()) > MOST_NAMES:
        return None
    return Signed(words, handle, said[1] + 1)


def signed(line: str) -> str:
    """The name in a line that signs: `by Ada Moreno`, `by ada-moreno`; empty where it goes on as a sentence."""
    found = BYLINE.match(line)
    name = found["name"].strip() if found else ""
    is_name = HANDLE.match(name) or not name[:1].islower()
    return name if is_name and len(name.split()) <= MOST_NAMES else ""


def signature(lines: Sequence[str]) -> str:
    """The handle of whoever signs at the top of a text: `*by Ada Moreno*`; empty where nobody does."""
    said = [line.strip() for line in lines if line.strip()][:NEAR]
    names = [found["name"] for line in said if (found := BYLINE.match(line))]
    return slugify(names[0]) if names and names[0].istitle() and 2 <= len(names[0].split()) <= MOST_NAMES else ""


def name(path: str, lines: Sequence[str] = ()) -> str:
    """A person's name from the words of the file's name, or from a first heading that is like these."""
    found, called = title(path, lines), title(path)
    is_like = found != called and {*slugify(found).split("-")} & {*slugify(called).split("-")}
    return found if is_like else called.title()


def author(path: str) -> str:
    """The handle that the folder of a post is called after, or words that stand for one."""
    parts = path.split("/")[2:-1]
    if path.rpartition("/")[2].startswith("index."):
        parts = parts[:-1]
    named = [part for part in parts if HANDLE.match(part) and not part.isdigit() and part not in SHELVES]
    return named[0] if named else YOUR_HANDLE
