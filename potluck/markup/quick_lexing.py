"""Pygments' lexers, at less cost and with the same tokens.

At every place of a text a lexer of Pygments tries the rules of its state one after another, often thirty of them. Here
those whose pattern can't begin with the character that stands there are left out. What a pattern can begin with is told
by ``re``'s own reading of it; where that is in doubt, the rule is tried as ever. To find that out takes as long as to
try all rules some thirty times, so it is done for characters that stood at several places: one text has few of these.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from re import _parser  # type: ignore[attr-defined]  # the one place that knows what a pattern is made of
from types import MethodType
from typing import Any

from pygments.lexer import Lexer, RegexLexer
from pygments.token import Error, Token, Whitespace

Rule = tuple[Callable[[str, int], "re.Match[str] | None"], Any, Any]
"""As Pygments has it: what matches, what is made of it, and the states to go to."""
_KIND = type(Token)
OFTEN = 20
"""At so many places a character has stood before it is found out which rules may begin with it."""


def quickened(lexer: Lexer) -> Lexer:
    """The lexer, with only the rules tried that may match; one that goes about it in its own way stays as it is."""
    if type(lexer).get_tokens_unprocessed is RegexLexer.get_tokens_unprocessed:
        setattr(lexer, "get_tokens_unprocessed", MethodType(_tokens, lexer))  # noqa: B010 - a method, to mypy
        setattr(lexer, "quick_rules", {})  # noqa: B010
    return lexer


def _tokens(self: Any, text: str, stack: Sequence[str] = ("root",)) -> Iterator[tuple[int, Any, str]]:
    """``RegexLexer.get_tokens_unprocessed``, word for word but for the choice of rules."""
    position, end = 0, len(text)
    states = list(stack)
    chosen = _rules_of(self, states[-1])
    while True:
        rules = chosen[text[position]] if position < end else self._tokens[states[-1]]
        for matches, action, new_state in rules:
            match = matches(text, position)
            if match:
                if action is not None:
                    if type(action) is _KIND:
                        yield position, action, match.group()
                    else:
                        yield from action(self, match)
                position = match.end()
                if new_state is not None:
                    _change(states, new_state)
                    chosen = _rules_of(self, states[-1])
                break
        else:
            if position >= end:
                return
            if text[position] == "\n":
                states = ["root"]
                chosen = _rules_of(self, "root")
                yield position, Whitespace, "\n"
            else:
                yield position, Error, text[position]
            position += 1


def _change(states: list[str], new: Any) -> None:
    """Go to another state, as a rule says it."""
    if isinstance(new, int):
        if abs(new) >= len(states):
            del states[1:]
        else:
            del states[new:]
        return
    for state in new if isinstance(new, tuple) else (new,):
        if state == "#pop":
            if len(states) > 1:
                states.pop()
        else:
            states.append(states[-1] if state == "#push" else state)


class _Chosen(dict[str, Sequence[Rule]]):
    """The rules of a state by the character they are tried at, as far as that stood at several places already."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        super().__init__()
        self._rules = rules
        self._places: dict[str, int] = {}

    def __missing__(self, character: str) -> Sequence[Rule]:
        """All rules, until it is worth knowing which of them may begin with the character."""
        places = self._places[character] = self._places.get(character, 0) + 1
        if places < OFTEN:
            return self._rules
        self[character] = [each for each in self._rules if _may_begin(getattr(each[0], "__self__", None), character)]
        return self[character]


def _rules_of(lexer: Any, state: str) -> _Chosen:
    """The rules of a state, chosen by character."""
    found: _Chosen | None = lexer.quick_rules.get(state)
    if found is None:
        found = lexer.quick_rules[state] = _Chosen(lexer._tokens[state])
    return found


@lru_cache(maxsize=50_000)
def _may_begin(pattern: Any, character: str) -> bool:
    """Whether a match of this pattern may begin with this character, or be empty."""
    if not isinstance(pattern, re.Pattern) or not character.isascii():
        return True
    try:
        begins, may_be_empty = _first(_parsed(pattern), character, bool(pattern.flags & re.IGNORECASE))
    except Exception:  # whatever ``re`` calls its parts in other versions
        return True
    return begins or may_be_empty


@lru_cache(maxsize=2_000)
def _parsed(pattern: re.Pattern[str]) -> Any:
    return _parser.parse(pattern.pattern, pattern.flags)


def _first(parts: Any, character: str, any_case: bool) -> tuple[bool, bool]:
    """(whether these parts of a pattern may begin with the character, whether they may match nothing)."""
    for operation, value in parts:
        begins, may_be_empty = _first_of(str(operation), value, character, any_case)
        if begins or not may_be_empty:
            return begins, False
    return False, True


def _first_of(operation: str, value: Any, character: str, any_case: bool) -> tuple[bool, bool]:
    if operation == "LITERAL":
        return _is(character, value, any_case), False
    if operation == "NOT_LITERAL":
        return any_case or ord(character) != value, False
    if operation == "IN":
        return _in(value, character, any_case), False
    if operation in ("AT", "ASSERT", "ASSERT_NOT"):
        return False, True
    if operation == "SUBPATTERN":
        _, added, removed, inside = value
        return (True, True) if added or removed else _first(inside, character, any_case)
    if operation == "ATOMIC_GROUP":
        return _first(value, character, any_case)
    if operation == "BRANCH":
        found = [_first(each, character, any_case) for each in value[1]]
        return any(begins for begins, _ in found), any(empty for _, empty in found)
    if operation in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"):
        least, _, inside = value
        begins, may_be_empty = _first(inside, character, any_case)
        return begins, may_be_empty or least == 0
    return True, True  # ANY, a group that is repeated, and what is not known


def _is(character: str, literal: int, any_case: bool) -> bool:
    if not any_case:
        return ord(character) == literal
    return literal > 127 or character.lower() == chr(literal).lower()


def _in(members: Any, character: str, any_case: bool) -> bool:
    """Whether a set in brackets has the character; a doubt means that it does."""
    if any_case and character.isalpha():
        return True
    negated, found = False, False
    for operation, value in members:
        kind = str(operation)
        if kind == "NEGATE":
            negated = True
        elif kind == "LITERAL":
            found |= ord(character) == value
        elif kind == "RANGE":
            found |= value[0] <= ord(character) <= value[1]
        elif kind == "CATEGORY":
            found |= _of_category(str(value), character)
        else:
            raise NotImplementedError(kind)
    return found != negated


def _of_category(category: str, character: str) -> bool:
    negated = category.startswith("CATEGORY_NOT_")
    kind = category.removeprefix("CATEGORY_NOT_" if negated else "CATEGORY_")
    letter = {"DIGIT": r"\d", "SPACE": r"\s", "WORD": r"\w"}[kind]
    return bool(re.match(letter, character)) != negated
