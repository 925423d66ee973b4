"""What is said when a check itself fails: a problem that names the file, never a traceback."""

from __future__ import annotations

import logging
import traceback

from potluck.problems import POST_PATH, Example, Problem, named, warning

logger = logging.getLogger(__name__)
STUMBLED = warning(
    "check-stumbled",
    "One of the checks could not make sense of this file.",
    why="The mistake is ours. The post may be fine; that check just can't say so.",
    fix="Tell the maintainers the name of the file, so that they can mend the check.",
    bad=Example({}, "(nothing that we know of)"),
    good=named(POST_PATH),
)


def stumbled(reason: Exception, path: str) -> Problem:
    """The problem of a check that failed.

    `path` is the file it looked at, or the folder where it looked at all of them: then the file it had in hand is asked
    of what the check left behind.
    """
    logger.debug("A check stumbled over %s", path, exc_info=reason)
    return STUMBLED.at(path if "/" in path else _in_hand(reason) or path)


def _in_hand(reason: Exception) -> str:
    """The file that was looked at when something failed: the innermost one that a function knew of; empty for none."""
    frames = [frame for frame, _ in traceback.walk_tb(reason.__traceback__)]
    for frame in reversed(frames):
        for value in frame.f_locals.values():
            source = getattr(value, "source", None)
            relative = getattr(source, "relative", None) or getattr(value, "relative", None)
            if isinstance(relative, str):
                return relative
    return ""
