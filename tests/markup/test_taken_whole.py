"""Code, links and emphasis that are taken at once come out as they do sign by sign; and lines, as one by one."""

from __future__ import annotations

import random
import re

import pytest

from potluck.markup import Renderer
from potluck.markup.github import scan, signs
from potluck.markup.github.blocks import BlockReader

PIECES = [*"*_`[]()!<>&\\~:.@#-\"'/$^| ", *"** *** __ ~~ `` [ ]( a b é — 渡輪 1 _a_ `a` `a*b` ~~a~~".split()]
PIECES += ["](b)", "*a*", "**a b**", "[a b](c)", "[a*b](c)", "[a](b 't')", "[a](b&amp;c)", "[[a](b)](c)", "*[a](b)*"]
PIECES += ["\n", "  \n", "\u3000", "b c", "it's", "www.a.example", "http://b.example/c_d", "@ada", ":tada:", "#12"]
PIECES += ["a@b.example", "<b>", "<http://c.example>", "[^1]", "![a](b)", "$a$", "**a :tada: a@b.example @ada**"]
PIECES += ["` a `", "* a*", "*a *", "_a-_", "*www.a.example*", "**a http://b.example c**"]
LINES = """- a|* b|- c *d*|1. a|2. b|3) c|10. d|-  a|-     a|-\ta|- [ ] a|- [a]: b|- - a|- > a|- # a|- ***|-|* * *|  - b
   - c|    - d|  a|     b|a|||| |```|- ```|  ```|~~~|# a|---|> a|: a|[^1]: a
- 1. a|- ~~~|- <div>|- <b>|- =|- a  | |\t""".replace("\n", "|").split("|")
LINES += ["- a |", "| a | b |", "| - | - |", "|", "| |", "|x", "a | b"]
BELOW = ("", "", "", "\n\n[^1]: note", "\n\n*[a]: Meaning", "\n\n[a]: /z")


def test_what_is_taken_whole_is_what_it_would_be_sign_by_sign(monkeypatch: pytest.MonkeyPatch) -> None:
    chance = random.Random(5)
    texts = ["".join(chance.choices(PIECES, k=chance.randint(1, 20))) + chance.choice(BELOW) for _ in range(1_200)]
    renderer = Renderer(people={"ada": "/people/ada/"}, repository="https://github.com/o/r")
    at_once = [renderer.render(text, math=True).html for text in texts]
    never = re.compile("(?!)")
    for name, pattern in (("CODE", never), ("LINK", never), ("EMPHASIS", [{"*": never, "_": never}] * 2)):
        monkeypatch.setattr(signs, name, pattern)
    for text, html in zip(texts, at_once, strict=True):
        assert html == renderer.render(text, math=True).html, repr(text)


def test_lines_that_are_taken_at_once_are_what_they_would_be_one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    chance = random.Random(5)
    texts = ["\n".join(chance.choices(LINES, k=chance.randint(2, 14))) for _ in range(800)]
    renderer = Renderer()
    at_once = [renderer.render(text).html for text in texts]
    for name in ("_read_plainly", "_read_items"):
        monkeypatch.setattr(BlockReader, name, lambda _, lines, number: number)
    for text, html in zip(texts, at_once, strict=True):
        assert html == renderer.render(text).html, repr(text)


def test_a_destination_that_is_taken_whole_is_what_it_would_be_sign_by_sign(monkeypatch: pytest.MonkeyPatch) -> None:
    chance = random.Random(5)
    pieces = ["{filename}", "{static}", "{", "}", "{a}", "{A}", "/a.md#b?c=1&d", "%7B", "é", " ", '"', "\\"]
    urls = ["".join(chance.choices(pieces, k=chance.randint(0, 4))) for _ in range(3_000)]
    at_once = [scan.escape_url(url) for url in urls]
    monkeypatch.setattr(scan, "_SAFE", re.compile("(?!)"))
    assert at_once == [scan.escape_url(url) for url in urls]
