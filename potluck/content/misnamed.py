"""Names of posts without a date as we write dates: the day that they mean, and the name to suggest.

Few names are like that, so it is imported once there is one.
"""

from __future__ import annotations

import datetime as dt
import re

from potluck.content.names import LETTERS_FOR_DIGITS, PostName, make_date, slugify

ALMOST_DATED = re.compile(
    r"[\W_]*(?P<a>\d{1,4})(?P<s>\W{1,3}|_)?(?P<b>\d{1,2})(?P<t>\W{1,3}|_)?(?P<c>\d{1,4})(?=\D|\Z)[\W_]*(?P<rest>.*)\Z",
    re.DOTALL,
)
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = rf"(?P<month>{'|'.join(MONTHS)})[a-z]{{0,6}}"
_GAP = r"[\W_]{1,3}"
SPELT_DATES = (
    re.compile(
        rf"(?P<year>\d{{4}}){_GAP}{_MONTH}{_GAP}(?P<day>\d{{1,2}})(?!\d){_GAP}(?P<rest>.*)\Z", re.IGNORECASE | re.DOTALL
    ),
    re.compile(
        rf"{_MONTH}{_GAP}(?P<day>\d{{1,2}}){_GAP}(?P<year>\d{{4}})(?!\d){_GAP}(?P<rest>.*)\Z", re.IGNORECASE | re.DOTALL
    ),
    re.compile(
        rf"(?P<day>\d{{1,2}}){_GAP}{_MONTH}{_GAP}(?P<year>\d{{4}})(?!\d){_GAP}(?P<rest>.*)\Z", re.IGNORECASE | re.DOTALL
    ),
    re.compile(r"(?P<short>\d{2})(?P<number>\d{2})(?P<day>\d{2})[-_ ](?P<rest>.*)\Z", re.DOTALL),
)
"""A day with its month in words, and one in six digits."""
MISTYPED = re.compile(r"(?P<y>\d{4})-(?P<m>\d\d)-(?P<d>\d\d)-(?P<rest>.*)\Z", re.DOTALL)
DATED_BEHIND = re.compile(
    r"(?P<rest>.*[^\W\d].*?)[-_ ](?P<y>20\d\d)[-_.](?P<m>\d{1,2})[-_.](?P<d>\d{1,2})\Z", re.DOTALL
)
DATED_INSIDE = re.compile(
    r"(?:_?content[-_ .:])?_?(?:posts?|blog|draft|article|meetup|entry)[-_ .:]"
    r"(?P<y>20\d\d)-(?P<m>\d{1,2})-(?P<d>\d{1,2})[-_ .](?P<rest>.+)\Z",
    re.IGNORECASE | re.DOTALL,
)
"""A day behind the name of a folder, or of what the file is."""
WITHOUT_YEAR = re.compile(r"(?:\d{1,2}[-_. ](?:\d{1,2}|[^\W\d_]{3,9})|[^\W\d_]{3,9}[-_. ]\d{1,2})(?=[-_. ][^\W\d])")


def meant_by(name: str) -> PostName:
    """What a name says that does not begin with a date as we write dates."""
    if (spelt := _spelt(name)) or (spelt := _mistyped(name)):
        return spelt
    if (almost := ALMOST_DATED.match(name)) and (dates := _meanings(almost)):
        rest = slugify(almost["rest"])
        date = dates[0] if len(dates) == 1 else None
        suggestion = f"{date}-{rest}" if date and rest else None
        return PostName(None, rest or slugify(name), True, suggestion, tuple(dates) if len(dates) > 1 else ())
    for dated in (DATED_BEHIND, DATED_INSIDE):
        if (found := dated.match(name)) and (date := make_date(*(int(found[part]) for part in "ymd"))):
            rest = slugify(found["rest"])
            return PostName(None, rest or slugify(name), True, f"{date}-{rest}" if rest else None)
    if re.match(r"\d{2,5}[-=_. ]\d{1,2}(?:\D|\Z)", name):
        return PostName(None, slugify(name), True)
    return PostName(None, slugify(name))


def of_year(name: str, last: dt.date) -> list[str]:
    """What a name may be meant to be that says a month and a day, of the last year in which there is no later one."""
    from potluck.content.front_matter.spelt_dates import month_of

    found = WITHOUT_YEAR.match(name)
    for year in (last.year, last.year - 1):
        if not found or not all(map(month_of, re.findall(r"[^\W\d_]+", found.group()))):
            break
        each = meant_by(f"{found.group()}-{year}{name[found.end() :]}")
        days = [*each.possible, *([dt.date.fromisoformat(each.suggestion[:10])] if each.suggestion else [])]
        if possible := [f"{day}-{each.slug}" for day in days if day <= last]:
            return possible
    return []


def _spelt(name: str) -> PostName | None:
    """A name whose date has its month in words, as in `1-May-2024-walk`, or is six digits."""
    for pattern in SPELT_DATES:
        if found := pattern.match(name):
            parts = found.groupdict()
            month = MONTHS.index(parts["month"].lower()) + 1 if parts.get("month") else int(parts["number"])
            year = int(parts["year"]) if parts.get("year") else 2000 + int(parts["short"])
            date, rest = make_date(year, month, int(parts["day"])), slugify(parts["rest"])
            if date and rest:
                return PostName(None, rest, True, f"{date}-{rest}")
    return None


def _mistyped(name: str) -> PostName | None:
    """A name whose date has letters that look like digits, as in `2O24-05-01-walk`."""
    start, rest = name[:10], name[10:]
    meant = start.translate(LETTERS_FOR_DIGITS)
    found = MISTYPED.match(meant + rest)
    if meant == start or found is None or not any(each.isdigit() for each in start):
        return None
    date, slug = make_date(*(int(found[part]) for part in "ymd")), slugify(found["rest"])
    return PostName(None, slug, True, f"{date}-{slug}") if date and slug else None


def _meanings(almost: re.Match[str]) -> list[dt.date]:
    """Every day that three numbers may mean, likeliest order first: year-month-day, month-day-year, day-month-year."""
    a, b, c = (int(almost[part]) for part in "abc")
    if almost["s"] is None and not almost[0][almost.end("b")].isdigit():
        return []  # `20244-05-01`: a digit too many somewhere
    if len(almost["a"]) == 3 and almost["a"][0] == "1":
        a += 1911  # Taiwan's calendar
    if len(almost["a"]) > 2:
        orders = [(a, b, c), (a, c, b)]
        first = make_date(*orders[0])
        return [first] if first else [date for date in (make_date(*orders[1]),) if date]
    if almost["s"] is None or almost["t"] is None:
        return []  # `11-20-walk` has no year
    year = c if len(almost["c"]) == 4 else 2000 + c
    orders = [(year, a, b), (year, b, a)]
    if len(almost["a"]) == len(almost["c"]) == 2:
        orders.insert(0, (2000 + a, b, c))
    return list({date: None for order in orders if (date := make_date(*order))})
