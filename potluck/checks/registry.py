"""Where checks are registered: a check is one small function and the rules whose problems it makes.

A text check sees one file at a time (`potluck.checks.text.Text`), a site check the whole of it (`potluck.checks.site`).
Both yield problems and raise nothing; order does not matter.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, TypeVar

import msgspec

from potluck.problems import Problem, Rule
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
