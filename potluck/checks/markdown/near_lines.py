"""What stands near a line that may be an item of a list: other items, their numbers, the end of a word in stars."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import takewhile

from potluck.checks.blocks import LIST_LINE

LONGEST_EMPHASIS = 50  # lines
LONGEST_RUN = 50  # lines
LONGEST_ABOVE = 60  # characters of an item that a dash does not go on with
ALPHABETS = tuple(
    """
    abcdefghijklmnopqrstuvwxyz ABCDEFGHIJKLMNOPQRSTUVWXYZ 가나다라마바사아자차카타파하 ㄱㄴㄷㄹㅁㅂㅅㅇㅈㅊㅋㅌㅍㅎ
    אבגדהוזחטיכלמנסעפצקרשת أبتثجحخدذرزسشصضطظعغفقكلمنهوي ابجدهوزحطيكلمنسعفصقرشت
    абвгдежзиклмнопрстуфхцчшщ АБВГДЕЖЗИКЛМНОПРСТУФХЦЧШЩ αβγδεζηθικλμνξοπρστυφχψω ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩ
    アイウエオカキクケコサシスセソ イロハニホヘト 甲乙丙丁戊己庚辛壬癸 กขคงจฉชซ कखगघङचछज
    """.split()
)
"""Each in the order in which its letters count."""
_LETTERS = "".join(sorted({letter for alphabet in ALPHABETS for letter in alphabet}))
ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")
LABEL = re.compile(
    rf" {{0,3}}(?P<sign>[(（]?(?P<label>[ivx]{{1,4}}|[IVX]{{1,4}}|[{_LETTERS}]|\d{{1,2}})[.)）、:]"
    r")[ \t　]+(?=\S)"
)
INNER = re.compile(r" {0,3}(?P<word>\[|\d{1,2}\.)(?P<number>\d{1,2})(?:\]|\.?(?=[ \t　]+[^\W\d]))[ \t　]+(?=\S)")
HAN_NUMBER = re.compile(r" {0,3}(?P<number>[一二三四五六七八九十]{1,3})(?P<word>[、．.])[ \t　]*(?=\S)")
WORDED = re.compile(
    r" {0,3}(?:\*\*|__)?(?P<word>[^\W\d_]{1,14}|第) ?#?(?P<number>\d{1,2}|[一二三四五六七八九十])"
    r" ?[步天章課课日回部項项]?(?:\*\*|__)? ?(?:[:：.)]|[–—-](?= ))(?:\*\*|__)?[ \t　]*(?=\S)"
)
INITIAL = re.compile(r" {0,3}[^\W\d_]\. +(?<=[A-ZА-ЯΑ-Ω]\. )")
NUMBER_FIRST = re.compile(r" {0,3}(?P<number>\d{1,2})(?P<word>단계|번째|ステップ|つ目|º paso|ª etapa)[:：.] ?(?=\S)")
HASHED = re.compile(r" {0,3}#(?P<number>\d{1,2})[.):]? +(?=\S)")
HAN = "一二三四五六七八九十"
COUNTING = (WORDED, NUMBER_FIRST, INNER, HAN_NUMBER, LABEL)


def among_items(number: int, sign: str, lines: dict[int, str]) -> bool:
    """Whether the lines right above and below, as far as there are any, are items of the list this one is meant for."""
    near = [line for line in (lines.get(number - 1, ""), lines.get(number + 1, "")) if line.strip()]
    if not near or not LIST_LINE.match(near[0]):
        return False
    if sign[0].isdigit():
        numbered = ((re.match(r"\s*(\d+)", lines.get(number + step, "")), int(sign[:-1]) + step) for step in (-1, 1))
        return any(found is not None and int(found[1]) == wanted for found, wanted in numbered)
    same = [line.lstrip().startswith(f"{sign} ") for line in near]
    if "[" in lines[number][:4]:
        return same[0]
    said = lines[number].lstrip()[1:2]
    return all(same) and (said.isalpha() or said in ("[", "!", "*", "`"))


def is_between_items(number: int, lines: dict[int, str]) -> bool:
    """Whether the lines right above and below begin with a hyphen, as this one should, or it is first or last."""
    above, below = lines.get(number - 1, ""), lines.get(number + 1, "")
    are_items = [line.startswith("- ") for line in (above.lstrip(), below.lstrip()) if line]
    return bool(are_items) and all(are_items) and (bool(below.strip()) or len(above) < LONGEST_ABOVE)


def closes_below(number: int, lines: dict[int, str]) -> bool:
    """Whether a star that begins a line is closed on a later line of the paragraph, and so makes emphasis."""
    below = takewhile(lines.__contains__, range(number + 1, number + 1 + LONGEST_EMPHASIS))
    return any(re.search(r"\S\*", lines[each]) for each in below)


def line_above_items(number: int, lines: dict[int, str], items: re.Pattern[str]) -> str:
    """The nearest line above that is none of these items; empty where there is none near by."""
    above = (lines.get(row, "") for row in range(number - 1, number - 1 - LONGEST_RUN, -1))
    return next((line for line in above if not items.match(line)), "")


def neighbours(pattern: re.Pattern[str], number: int, lines: dict[int, str]) -> int:
    """How many of the lines right above and below begin in the same way, as far as they follow each other."""
    near = (range(number + step, number + 4 * step, step) for step in (-1, 1))
    return sum(1 for rows in near for _ in takewhile(lambda row: pattern.match(lines.get(row, "")), rows))


def has_neighbour(pattern: re.Pattern[str], number: int, lines: dict[int, str]) -> bool:
    """Whether one of the two lines above or the two below begins in the same way."""
    return any(pattern.match(lines.get(near, "")) for near in (number - 1, number + 1, number + 2, number - 2))


def hashed_item(number: int, lines: Mapping[int, str]) -> re.Match[str] | None:
    """What a line begins with that has `#2` for its number, where those of all items from `#1` on stand above it."""
    if found := HASHED.match(lines.get(number, "")):
        first = number - int(found["number"]) + 1
        near = ((HASHED.match(lines.get(row, "")), row) for row in {*range(first, number), first + 1})
        if all(each and int(each["number"]) == row - first + 1 for each, row in near):
            return found
    return None


def count_of(line: str) -> re.Match[str] | None:
    """What a line begins with that may count: a letter, or a `number` and the `word` or sign that all items have."""
    return next(filter(None, (each.match(line) for each in COUNTING)), None)


def places(line: str) -> frozenset[tuple[str, int]]:
    """Where a line stands in the lists it may be an item of: the list's kind, and its place there."""
    found = count_of(line)
    if found is None:
        return frozenset()
    if found.re is not LABEL:
        number = found["number"]
        place = int(number) if number.isdecimal() else HAN.find(number) + 1
        return frozenset(((found["word"].lower(), place),) if place else ())
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
