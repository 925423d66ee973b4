"""Files that a change gave another name or place, and files that it copied: the same text stands elsewhere now.

In another folder of `content/` it may be read as something else.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import PurePosixPath

import msgspec

from potluck.content.document import read_document
from potluck.content.library import Library
from potluck.content.misplaced import problems_inside
from potluck.content.model import Post
from potluck.content.names import own_name
from potluck.content.rules.names import MISPLACED
from potluck.content.tree import ImageFile, kind_of
from potluck.problems import POST_PATH, Example, Problem, in_post, warning
from potluck.settings import Settings

ALIKE = 0.6
"""The part of their lines that two texts share, one of which was made of the other."""
ALIKE_BY_NAME = 0.3
"""The same of two texts in files of the same name, which is a sign by itself."""
SHORTEST = 3
"""Lines. Of texts with fewer that are not the very same, nothing can be told."""
LONGEST = 200_000
"""Characters of a text that is compared; what is longer is no post."""
MOST = 50
"""Files on either side that are held against one another: who brings more brings them with a maintainer."""

COPY = POST_PATH.replace(".md", "-2.md")
POST_COPIED = warning(
    "post-copied",
    "This is a copy of a post that is still there.",
    why="Readers would meet the same post twice, at two addresses.",
    fix="Put what is new into the post that is there, and delete this file.",
    bad=Example({}, f"{COPY}, with nearly all that {POST_PATH} has"),
    good=in_post("It rained, and nobody minded."),
)
LINKED = re.compile(
    r"""(?:(?<=\]\()|(?<=\]\(<)|(?<=\]:\ )|(?<=\]:\ <)|(?<=href=["']))([^\s()<>"'#?]+)""", re.VERBOSE | re.IGNORECASE
)
"""What a link leads to, without a heading there."""
CHANGED_SHELF = "This change moves the file into another folder, where it is read as something else."
WHY = "It is missing where it was, and what it says means nothing where it is."


class Moves(msgspec.Struct, frozen=True, dict=True):
    """Where texts are now, and where they were: `moved` files are not there any more under their old names, `copied`
    ones are. Both tell for the new path the old one; of those that are the `same`, nothing but the path changed."""

    moved: Mapping[str, str]
    copied: Mapping[str, str]
    same: frozenset[str] = frozenset()

    @cached_property
    def now_at(self) -> dict[str, str]:
        """For the old path of each moved file the new one."""
        return {old: new for new, old in self.moved.items()}


NO_MOVES = Moves({}, {})


def moves_of(gone: Mapping[str, str], still: Mapping[str, str], new: Mapping[str, str]) -> Moves:
    """Which new texts were made of which old ones; all three are texts by path."""
    copied: dict[str, str] = {}
    by_text = {text: path for path, text in gone.items()}
    moved = {path: by_text.pop(text) for path, text in new.items() if text in by_text}
    same, taken = frozenset(moved), frozenset(moved.values())
    were, are = _lines_of({path: text for path, text in gone.items() if path not in taken}), _lines_of(still)
    for path, lines in _lines_of({path: text for path, text in new.items() if path not in same}).items():
        free = {each: old for each, old in were.items() if each not in moved.values()}
        namesakes = [each for each in free if own_name(PurePosixPath(each)) == own_name(PurePosixPath(path))]
        if len(namesakes) == 1 and shared(lines, free[namesakes[0]]) >= ALIKE_BY_NAME:
            moved[path] = namesakes[0]
        elif source := _likest(lines, free):
            moved[path] = source
        elif source := _likest(lines, are):
            copied[path] = source
    return Moves(moved, copied, same)


def follows(path: str, library: Library, before: Library, moves: Moves) -> bool:
    """Whether all that became of a text is that it leads to where others are now, under their new names."""
    was, now = before.named(path), library.named(path)
    if was is None or now is None or isinstance(was, ImageFile) or isinstance(now, ImageFile):
        return False
    text = was.source.text
    if slug := was.translation_of if isinstance(was, Post) else None:
        original = next((each for each in before.posts if each.slug == slug), None)
        is_still_there = any(each.slug == slug and not each.translation_of for each in library.posts)
        called = moves.now_at.get(original.relative, original.relative) if original else ""
        if not is_still_there and (meant := library.post(called)):
            top, end, body = text.partition("\n---\n")
            text = (
                re.sub(rf"(?m)^translation_of: {re.escape(slug)}$", f"translation_of: {meant.slug}", top) + end + body
            )
    return was.source.text != now.source.text and _leads_on(text, now.source.text, posixpath.dirname(path), moves)


def _leads_on(was: str, now: str, folder: str, moves: Moves) -> bool:
    """Whether two texts of a folder are the same but for links to what was moved, which may lead to where that is."""

    def led_on(link: str) -> str:
        new = moves.now_at.get(posixpath.normpath(posixpath.join(folder, link)))
        return posixpath.relpath(new, folder) if new else ""

    parts, others = LINKED.split(was), LINKED.split(now)  # words and links in turn
    return len(parts) == len(others) and all(
        one == other or (at % 2 and led_on(one) == other)
        for at, (one, other) in enumerate(zip(parts, others, strict=True))
    )


def _lines_of(texts: Mapping[str, str]) -> dict[str, frozenset[str]]:
    """The lines of each text, without blank ones; of the first texts only, and of none that is too long."""
    few = [(path, text) for path, text in texts.items() if len(text) <= LONGEST][:MOST]
    return {path: frozenset(map(str.strip, text.splitlines())) - {"", "---"} for path, text in few}


def _likest(lines: frozenset[str], others: Mapping[str, frozenset[str]]) -> str | None:
    """The text that has most of these lines, if there is one that is like it."""
    found = {path: likeness(lines, other) for path, other in others.items()}
    best = max(found, key=lambda path: (found[path], path), default=None)
    return best if best is not None and found[best] >= ALIKE else None


def likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """The part of their lines that two texts share, from 0 to 1."""
    if one == other and one:
        return 1.0
    if min(len(one), len(other)) < SHORTEST:
        return 0.0
    return shared(one, other)


def shared(one: frozenset[str], other: frozenset[str]) -> float:
    """The part of the longer one's lines that two texts share, however short they are."""
    return len(one & other) / max(len(one), len(other), 1)


def meant_for(source: str) -> str:
    """What to do with a copy of a post, in words."""
    return f"If this was to change `{source}`, put it into that file, and delete this one."


def copied(moves: Moves, library: Library) -> Iterator[Problem]:
    """A warning for each new post that is a copy, with the post it is one of."""
    for path, source in moves.copied.items():
        if library.named(path) is not None:
            title = f"This is a copy of `{source}`, which is still there."
            yield POST_COPIED.at(path, title=title, fix=meant_for(source))


def off_their_shelves(moves: Moves, told: list[Problem], library: Library, settings: Settings) -> list[Problem]:
    """What was `told` of a change, with each file that does not work where it was moved told as that.

    What stands above its text is told as it is read where it was.
    """
    faulty = {each.path for each in told if each.is_error}
    known = {each.path for each in told if each.move_to}
    for path, old in moves.moved.items():
        if path not in faulty or PurePosixPath(path).parts[1:2] == PurePosixPath(old).parts[1:2]:
            continue
        if path not in known:
            fix = f"Give it its old name and place again: `{old}`."
            told = [*told, MISPLACED.at(path, title=CHANGED_SHELF, why=WHY, fix=fix, move_to=old)]
        if document := next((each for each in library.documents if each.relative == path), None):
            was = read_document(document.source, kind_of(old.partition("/")[2]), settings)
            told = [each for each in told if each.path != path or each.move_to or (each.line or 0) >= was.body_line]
            told += problems_inside(was, library, settings)
    return told
