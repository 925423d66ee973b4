"""Pygments' lexers, at less cost and with the same tokens.

At every place of a text a lexer of Pygments tries the rules of its state one after another, often thirty of them. Here
the rules that can't begin with the character at that place are left out, and the others become one pattern, without
the branches that can't begin with it either (``pattern_parts``). Making such a pattern takes as long as some hundred
tries, so it is made only for characters that came up several times: one text has few of these.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import takewhile
from types import MethodType
from typing import Any

from pygments.lexer import Lexer, RegexLexer
from pygments.token import Error, Token, Whitespace

from potluck.markup.pattern_parts import Parts, is_one_character, one_of, parts_of, rest_of

Matches = Callable[[str, int], "re.Match[str] | None"]
Rule = tuple[Matches, Any, Any]
"""As Pygments has it: what matches, what is made of it, and the states to go to."""
Tried = tuple[Matches | None, Any, Sequence[Rule]]
"""What is tried at a place: a pattern for several rules, these by the number that its match tells, each with its own
pattern where somebody asks for its groups, and the rules to try after it; or None, and what the character is."""
_KIND = type(Token)
OFTEN, VERY_OFTEN = 400, 60
"""At so many places a state has been before its patterns are read; at so many a character has stood in one before what
may begin with it is made one pattern."""


def quickened(lexer: Lexer) -> Lexer:
    """The lexer, which now tries only rules that may match; one that reads texts in its own way stays as it is."""
    if type(lexer).get_tokens_unprocessed is RegexLexer.get_tokens_unprocessed:
        setattr(lexer, "get_tokens_unprocessed", MethodType(_tokens, lexer))  # noqa: B010 - a method, to mypy
        setattr(lexer, "quick_states", ({}, {}))  # noqa: B010
    return lexer


def _tokens(self: Any, text: str, stack: Sequence[str] = ("root",)) -> Iterator[tuple[int, Any, str]]:
    """``RegexLexer.get_tokens_unprocessed``, but for the choice of rules."""
    position, end = 0, len(text)
    states = list(stack)
    state = _state_of(self, states[-1], text)
    tried = state.tried
    while True:
        match, rules = None, state.rules
        if position < end:
            character = text[position]
            joined, numbered, rules = tried.get(character) or state.at(character)
            if joined is None:
                yield position, numbered, character
                position += 1
                continue
            match = joined(text, position)
        if match is not None:
            matches, action, new_state = numbered[match.lastindex]
            if matches is not None:
                match = matches(text, position)
        else:
            for matches, action, new_state in rules:  # noqa: B007 - they are what comes of it
                match = matches(text, position)
                if match is not None:
                    break
            else:
                if position >= end:
                    return
                if text[position] == "\n":
                    states = ["root"]
                    state = _state_of(self, "root", text)
                    tried = state.tried
                    yield position, Whitespace, "\n"
                else:
                    yield position, Error, text[position]
                position += 1
                continue
        if type(action) is _KIND:
            yield position, action, match[0]
        elif action is not None:
            yield from action(self, match)
        position = match.end()
        if new_state is not None:
            _change(states, new_state)
            state = _state_of(self, states[-1], text)
            tried = state.tried


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


class _State:
    """What is tried in a state of a lexer, by the character that stands there."""

    def __init__(self, rules: Sequence[Rule], in_ascii: bool) -> None:
        self.tried: dict[str, Tried] = {}
        self.rules = rules
        self._in_ascii = in_ascii
        self._parts: Sequence[Parts | None] = ()
        self._chosen: dict[str, Sequence[tuple[Rule, Parts | None]]] = {}
        self._all_places = 0
        self._places: Counter[str] = Counter()

    def at(self, character: str) -> Tried:
        """What to try at a character: all rules, until it is worth knowing more of it."""
        self._all_places += 1
        if self._all_places < OFTEN or not character.isascii():
            return _fails, (), self.rules
        chosen = self._chosen.get(character)
        if chosen is None:
            self._parts = self._parts or [parts_of(getattr(matches, "__self__", None)) for matches, _, _ in self.rules]
            both = zip(self.rules, self._parts, strict=True)
            chosen = [(rule, parts) for rule, parts in both if parts is None or parts.may_begin(character)]
            self._chosen[character] = chosen
        rules = [rule for rule, _ in chosen]
        self._places[character] += 1
        if self._places[character] < VERY_OFTEN:
            return _fails, (), rules
        joined = self._joined(chosen, character) if self._in_ascii else None
        self.tried[character] = found = joined or (_fails, (), rules)
        return found

    @staticmethod
    def _joined(chosen: Sequence[tuple[Rule, Parts | None]], character: str) -> Tried | None:
        """The first of these rules as one, as far as they can be taken apart."""
        some = [(rule, parts) for rule, parts in takewhile(_can_be_joined, chosen) if parts is not None]
        if not some:
            return None
        rests = [rest_of(parts, character) for _, parts in some]
        (matches, action, new_state), _ = some[0]
        if is_one_character(rests[0]) and matches(character, 0) and type(action) is _KIND and new_state is None:
            return None, action, ()
        numbered = [(None if type(rule[1]) is _KIND else rule[0], *rule[1:]) for rule, _ in some]
        joined = one_of([rule[0].__self__ for rule, _ in some], rests)  # type: ignore[attr-defined]
        return (joined.match, [None, *numbered], [rule for rule, _ in chosen[len(some) :]]) if joined else None


def _can_be_joined(chosen: tuple[Rule, Parts | None]) -> bool:
    _, parts = chosen
    return parts is not None and parts.is_sure


def _fails(text: str, position: int) -> None:
    """In the place of a pattern, where no rules are joined."""


def _state_of(lexer: Any, name: str, text: str) -> _State:
    """A state of a lexer; sets of characters are shorter in a text that is ASCII."""
    known = lexer.quick_states[text.isascii()]
    found: _State | None = known.get(name)
    if found is None:
        found = known[name] = _State(lexer._tokens[name], text.isascii())
    return found
