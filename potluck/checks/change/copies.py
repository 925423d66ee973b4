"""Posts that are copies of posts that are still there: somebody meant to change one, and brought a second."""

from __future__ import annotations

from collections.abc import Iterator

from potluck.checks.change.moves import Moves
from potluck.content.library import Library
from potluck.problems import POST_PATH, Example, Problem, in_post, warning

COPY = POST_PATH.replace(".md", "-2.md")
POST_COPIED = warning(
    "post-copied",
    "This is a copy of a post that is still there.",
    why="Readers would meet the same post twice, at two addresses.",
    fix="Put what is new into the post that is there, and delete this file.",
    bad=Example({}, f"{COPY}, with nearly all that {POST_PATH} has"),
    good=in_post("It rained, and nobody minded."),
)


def meant_for(source: str) -> str:
    """What to do with a copy of a post, in words."""
    return f"If this was to change `{source}`, put it into that file, and delete this one."


def copied(moves: Moves, library: Library) -> Iterator[Problem]:
    """A warning for each new post that is a copy, with the post it is one of."""
    for path, source in moves.copied.items():
        if library.named(path) is not None:
            title = f"This is a copy of `{source}`, which is still there."
            yield POST_COPIED.at(path, title=title, fix=meant_for(source))
