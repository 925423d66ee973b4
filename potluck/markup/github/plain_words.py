"""Substitutions in the plain words of a paragraph: what is no link, no code and no tag."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from potluck.markup.github.tokens import EMPHASIS, Bracket, LinkEnd, Run, Token, TreeMaker
from potluck.markup.substitution import Substitution


def substitute(tokens: list[Token], text: str, substitutions: tuple[Substitution, ...]) -> list[Token]:
    """The tokens of `text` with all `substitutions` made, outside links."""
    wanted = [words for words in substitutions if words.may_match(text)]
    if not wanted:
        return tokens
    substituted: list[Token] = []
    links: list[bool] = []
    for token in _joined(tokens):
        if isinstance(token, Bracket) and token.tag:
            links.append(token.tag == "a")
        elif isinstance(token, LinkEnd):
            links.pop()
        if isinstance(token, str) and not any(links):
            substituted += _apply(token, wanted)
        elif isinstance(token, Element) and token.tag in EMPHASIS and not any(links):
            words, token.text = token.text or "", None
            TreeMaker(token).add([*_apply(words, wanted)])
            substituted.append(token)
        else:
            substituted.append(token)
    return substituted


def _joined(tokens: list[Token]) -> list[Token]:
    """The tokens with runs and brackets that came to nothing, and the words around them, in one piece."""
    joined: list[Token] = []
    words: list[str] = []
    for token in tokens:
        if isinstance(token, str):
            words.append(token)
        elif isinstance(token, Run) and not token.opens and not token.closes:
            words.append(token.char * token.count)
        elif isinstance(token, Bracket) and not token.tag:
            words.append(token.text)
        else:
            joined += ["".join(words), token]
            words.clear()
    return [*joined, "".join(words)]


def _apply(text: str, wanted: list[Substitution]) -> list[str | Element]:
    parts: list[str | Element] = [text]
    for words in wanted:
        if words.sign not in text:
            continue
        parts = [new for part in parts for new in (words.apply(part) if isinstance(part, str) else [part])]
    return parts
