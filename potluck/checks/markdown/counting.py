"""Counting by letters and words, as lists are written by hand: `가.`, `א.`, `ii)`, `A.`, `[1]`, `Step 1:`."""

from __future__ import annotations

import re
from collections.abc import Mapping

ALPHABETS = (
    "abcdefghijklmnopqrstuvwxyz",
    "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "가나다라마바사아자차카타파하",
    "ㄱㄴㄷㄹㅁㅂㅅㅇㅈㅊㅋㅌㅍㅎ",
    "אבגדהוזחטיכלמנסעפצקרשת",
    "أبتثجحخدذرزسشصضطظعغفقكلمنهوي",
    "ابجدهوزحطيكلمنسعفصقرشت",
    "абвгдежзиклмнопрстуфхцчшщ",
    "АБВГДЕЖЗИКЛМНОПРСТУФХЦЧШЩ",
    "αβγδεζηθικλμνξοπρστυφχψω",
    "ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩ",
    "アイウエオカキクケコサシスセソ",
    "イロハニホヘト",
    "甲乙丙丁戊己庚辛壬癸",
    "กขคงจฉชซ",
    "कखगघङचछज",
)
"""Each in the order in which its letters count."""
_LETTERS = "".join(sorted({letter for alphabet in ALPHABETS for letter in alphabet}))
ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")
LABEL = re.compile(
    rf" {{0,3}}(?P<sign>[(（]?(?P<label>[ivx]{{1,4}}|[IVX]{{1,4}}|[{_LETTERS}]|\d{{1,2}})[.)）、:]"
    r"|\[(?P<boxed>\d{1,2})\])[ \t　]+(?=\S)"
)
WORDED = re.compile(
    r" {0,3}(?:\*\*|__)?(?P<word>[^\W\d_]{1,14}|第) ?#?(?P<number>\d{1,2}|[一二三四五六七八九十])"
    r" ?[步天章課课日回部項项]?(?:\*\*|__)? ?(?:[:：.)]|[–—-](?= ))(?:\*\*|__)?[ \t　]*(?=\S)"
)
INITIAL = re.compile(r" {0,3}[^\W\d_]\. +(?<=[A-ZА-ЯΑ-Ω]\. )")
NUMBER_FIRST = re.compile(r" {0,3}(?P<number>\d{1,2})(?P<word>단계|번째|ステップ|つ目|º paso|ª etapa)[:：.] ?(?=\S)")
HAN = "一二三四五六七八九十"


def places(line: str) -> frozenset[tuple[str, int]]:
    """Where a line stands in the lists it may be an item of: the list's kind, and its place there."""
    if found := WORDED.match(line):
        number = found["number"]
        place = int(number) if number.isdecimal() else HAN.index(number) + 1
        return frozenset(((found["word"].lower(), place),))
    if found := NUMBER_FIRST.match(line):
        return frozenset(((found["word"], int(found["number"])),))
    found = LABEL.match(line)
    if found is None:
        return frozenset()
    if found["boxed"]:
        return frozenset((("[1]", int(found["boxed"])),))
    label = found["label"]
    if label.isdecimal():
        return frozenset()
    where = {(alphabet, alphabet.index(label)) for alphabet in ALPHABETS if len(label) == 1 and label in alphabet}
    if label.lower() in ROMAN and (label.islower() or label.isupper()):
        where.add(("i" if label.islower() else "I", ROMAN.index(label.lower())))
    return frozenset(where)


def counts_on(number: int, lines: Mapping[int, str]) -> bool:
    """Whether a line is an item of a list: the line above or below it has the place before or after it.

    A capital with a dot may be somebody's initial, so there it takes three that follow each other.
    """
    here = places(lines.get(number, ""))
    if not here:
        return False
    is_initial = INITIAL.match(lines[number]) is not None
    for kind, place in here:
        count, needed = 1, 3 if is_initial and kind != "I" else 2
        for step in (-1, 1):
            near = number + step
            while count < needed and (kind, place + near - number) in places(lines.get(near, "")):
                count += 1
                near += step
        if count >= needed:
            return True
    return False
