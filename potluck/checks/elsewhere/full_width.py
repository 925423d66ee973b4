"""Markdown in the wide signs that keyboards for Chinese and Japanese write: `＊＊`, `（`, `［`, `｀`, `｜`, `！`.

They look much like the narrow ones, and mean nothing. Only where the whole of a link, of bold text, of code or of a
table stands there are they taken for a mistake: in running text they are right.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from potluck.checks.markdown.tables import columns_of
from potluck.checks.registry import text_check
from potluck.checks.text import Text
from potluck.problems import Problem, in_post, warning

_WORDS = r"(?P<words>[^\[\]［］【】「」\n]{1,200})"
_ADDRESS = r"(?P<url>(?:https?://|www\.|mailto:)[^\s()（）<>]{3,500}|[\w./%-]{1,200}\.(?:png|jpe?g|gif|webp|avif|md))"
LINK = re.compile(
    rf"(?P<bang>[!！]?)(?P<a>[\[［【「]){_WORDS}(?P<b>[\]］】」])\s?(?P<c>[(（])\s?{_ADDRESS}\s?(?P<d>[)）])"
)
BOLD = re.compile(r"＊＊(?P<words>[^＊\n]{1,200})＊＊")
CODE = re.compile(r"｀(?P<words>[^｀\n]{1,200})｀")
FENCE = re.compile(r"｀{3}(?P<info>[A-Za-z]{0,12})\s*\Z")
ROW = re.compile(r"\s{0,3}[|｜].*[|｜]\s*\Z")
SIGNS = ("＊＊", "｀", "｜", "（", "）", "［", "【", "」", "！")
LONGEST = 200  # lines

FULL_WIDTH = warning(
    "full-width-sign",
    "These signs are the wide ones, which mean nothing to Markdown.",
    why="Readers would see the signs themselves, and no link, bold text, code or table.",
    fix="Write the narrow signs instead, with the keyboard set to English.",
    bad=in_post("請看［地圖］（https://example.org/map）。"),
    good=in_post("請看[地圖](https://example.org/map)。"),
)


@text_check(FULL_WIDTH)
def wide_signs(text: Text) -> Iterator[Problem]:
    """Links, bold text and code in wide signs; one problem for each line."""
    if text.body.isascii() or not any(sign in text.body for sign in SIGNS):
        return
    for number, line in text.prose_lines.items():
        raw = text.line(number)
        if line.isascii() or not any(sign in line for sign in SIGNS):
            continue
        found = [each for each in LINK.finditer(line) if _is_meant(each)]
        found += [*BOLD.finditer(line), *CODE.finditer(line)]
        better, end = raw, len(raw)
        for each in sorted(found, key=lambda each: each.start(), reverse=True):
            if each.end() <= end:
                end = each.start()
                better = f"{better[:end]}{_narrow(each, raw)}{better[each.end() :]}"
        if found:
            yield text.changed(FULL_WIDTH, number, better, end + 1)


def _is_meant(found: re.Match[str]) -> bool:
    """Whether a link has a wide sign in it, and is none yet; 「…」（https://…） is how Chinese cites."""
    if "".join(found.group(*"abcd")) == "[]()":
        return found["bang"] == "！" and not found.string[: found.start()].endswith("！")
    return found["a"] != "「" and found["b"] != "」"


def _narrow(found: re.Match[str], raw: str) -> str:
    words = raw[slice(*found.span("words"))]
    if found.re is LINK:
        return f"{'!' if found['bang'] else ''}[{words}]({found['url']})"
    return f"**{words.strip()}**" if found.re is BOLD else f"`{words}`"


@text_check(FULL_WIDTH)
def wide_blocks(text: Text) -> Iterator[Problem]:
    """Fences and tables in wide signs; one problem for each block."""
    body = text.body
    if "｀｀｀" not in body and "｜" not in body:
        return
    lines = text.prose_lines
    told = 0
    for number, line in lines.items():
        if number <= told:
            continue
        if fence := FENCE.match(line.strip()):
            end = text.first_below(number, LONGEST, lambda line: line.strip() in ("｀｀｀", "```"))
            if not end:
                continue
            better = [f"```{fence['info']}", *text.lines[number : end - 1], "```"]
        elif ROW.match(line) and ROW.match(lines.get(number + 1, "")):
            end = number
            while ROW.match(lines.get(end + 1, "")):
                end += 1
            rows = text.lines[number - 1 : end]
            better = [_row(row) for row in rows]
            told = end
            if better == rows or not _is_even(better) or ("|" in "".join(rows) and _is_even(rows)):
                continue
            odd = [at for at, row in enumerate(rows) if row != better[at]]
            better = better[odd[0] : odd[-1] + 1]
            number, end = number + odd[0], number + odd[-1]
        else:
            continue
        told = max(told, end)
        fix = f"Write: `{better[0].strip()}`"
        if better[0].startswith("```"):
            fix = "\n".join(["Write three backticks (the sign left of the 1 on many keyboards):", "", *better])
        yield text.mended(FULL_WIDTH, number, end, better, fix=fix)


def _is_even(rows: list[str]) -> bool:
    """Whether all rows have as many columns."""
    return len({columns_of(row) for row in rows}) == 1


def _row(line: str) -> str:
    """A row with narrow bars, and narrow dashes where it is made of dashes alone."""
    narrow = line.replace("｜", "|").replace("　", " ")
    dashes = narrow.translate(str.maketrans("－—–：", "---:"))
    return dashes if re.fullmatch(r"[\s|:-]+", dashes) else narrow
