"""Where checks are registered: a check is one small function and the rules whose problems it makes.

A text check sees one file at a time (`potluck.checks.text.Text`), a site check the whole of it (`potluck.checks.site`).
Both yield problems and raise nothing; order does not matter.
"""

from __future__ import annotations

import logging
import traceback
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, TypeVar

import msgspec

from potluck.problems import POST_PATH, Example, Problem, Rule, named, warning
from potluck.settings import Settings

if TYPE_CHECKING:
    from potluck.checks.site import Site
    from potluck.checks.text import Text

TextFunction = Callable[["Text"], Iterable[Problem]]
SiteFunction = Callable[["Site"], Iterable[Problem]]


class TextCheck(msgspec.Struct, frozen=True):
    """A check of one file's text, and the rules it may report."""

    rules: tuple[Rule, ...]
    run: TextFunction


class SiteCheck(msgspec.Struct, frozen=True):
    """A check that needs to see everything, and the rules it may report.

    ``of_heads`` is whether what it says follows from what stands above texts.
    """

    rules: tuple[Rule, ...]
    run: SiteFunction
    of_heads: bool = False


Check = TypeVar("Check", TextCheck, SiteCheck)
TEXT_CHECKS: list[TextCheck] = []
SITE_CHECKS: list[SiteCheck] = []


def text_check(*rules: Rule) -> Callable[[TextFunction], TextFunction]:
    """Register a function that looks at one file's text."""

    def register(run: TextFunction) -> TextFunction:
        TEXT_CHECKS.append(TextCheck(rules, run))
        return run

    return register


def switched_off(settings: Settings) -> frozenset[str]:
    """The rules that a site does not want to hear of."""
    return frozenset(rule for rule, level in settings.checks.items() if level == "off")


def asked(checks: Iterable[Check], settings: Settings) -> list[Check]:
    """The checks of which a site wants to hear anything."""
    off = switched_off(settings)
    return [each for each in checks if not all(rule.id in off for rule in each.rules)]


def site_check(*rules: Rule, of_heads: bool = False) -> Callable[[SiteFunction], SiteFunction]:
    """Register a function that looks at the whole site."""

    def register(run: SiteFunction) -> SiteFunction:
        SITE_CHECKS.append(SiteCheck(rules, run, of_heads))
        return run

    return register


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
