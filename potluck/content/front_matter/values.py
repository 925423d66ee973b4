"""The types of front matter: what a value may be, and what to say when it is not that.

A value arrives as it was written (a text, a tuple of texts, or nothing). Readers raise `Refused`, which carries
the rule, the words and, where one is certain, the better value; `typed` makes problems of them. Here is what values of
all kinds need; `post_values` and `person_values` have the rest, and which keys a file may have is in `models`.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import msgspec

from potluck.content.front_matter.dates import Moment, parse_date
from potluck.content.front_matter.yaml_block import QUOTE_SIGNS
from potluck.content.names import OWN_DISK, SLUG, slugify
from potluck.content.people import People
from potluck.content.profiles import meant_address, web_address
from potluck.content.rules import fields
from potluck.late import late
from potluck.problems import Rule
from potluck.settings import Settings

Given = str | tuple[str, ...] | None
"""A value as it was written."""
MAX_TEXT = 600
LANG = late(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*\Z")
LANGUAGES = dict(
    pair.split(":")
    for pair in "zhong-wen:zh ri-ben-yu:ja japones:ja mandarin:zh taiwanese:zh-TW francais:fr turkce:tr deutsch:de"
    " espanol:es portugues:pt italiano:it castellano:es catala:ca nederlands:nl polski:pl svenska:sv dansk:da"
    " suomi:fi norsk:no bahasa-indonesia:id tieng-viet:vi cestina:cs farsi:fa bengali:bn slovencina:sk"
    " slovenscina:sl hrvatski:hr srpski:sr blgarski:bg russkii:ru ukrayinska:uk magyar:hu romana:ro lrby:ar"
    " bryt:he frsy:fa rdw:ur hindii:hi baanlaa:bn tmilll:ta aithy:th hangugeo:ko ellenika:el galego:gl euskara:eu"
    " han-yu:zh gaeilge:ga cymraeg:cy kiswahili:sw indonesia:id melayu:ms".split()
)
"""What languages call themselves, as an address would have it, and other names of theirs; Babel knows the English."""
YES, NO = frozenset(("true", "yes", "on")), frozenset(("false", "no", "off"))
OTHER_DAYS = {
    "updated": "2024-06-01", "joined": "2024-03-01", "event_start": "2024-06-01T19:00", "event_end": "2024-06-01T21:00",
}  # fmt: skip
"""Days that no file's name says, and how they are written."""
NO_COLON = late(r"(?:starts?|when|date)\s*[;=,.]?\s+(?P<moment>\d{4}-\d\d-\d\d.*)\Z")
"""The only line below `event:`, with its name and no colon: so YAML reads it as what `event` is."""
COUNTRIES = dict(
    pair.split(":")
    for pair in "jp:ja cn:zh kr:ko cz:cs dk:da gr:el us:en gb:en ua:uk sp:es mx:es"
    " eng:en hin:hi deu:de ger:de fra:fr fre:fr spa:es por:pt zho:zh chi:zh jpn:ja kor:ko rus:ru ita:it"
    " nld:nl dut:nl ara:ar tur:tr pol:pl ukr:uk vie:vi ben:bn tam:ta urd:ur fas:fa per:fa heb:he ell:el".split()
)
"""Codes of countries that are the code of no language, and those of three letters, with the code that was meant."""
MARKED_URL = late(r"(?:\]\(|<|\s|\()(?P<url>(?:https?://|www\.)[^\s()<>]{3,500})[)>]?\s*\Z")
"""An address in the brackets of Markdown's links, or behind words."""


class Surroundings(msgspec.Struct, frozen=True):
    """What a value may depend on: the settings, the people, and the images a file may name."""

    settings: Settings
    zone: ZoneInfo
    people: People
    find_image: Callable[[str], Path | str | None]
    """Answers the image that a text names, or a sentence about why there is none; nothing where nobody looks."""


class Asked(msgspec.Struct, frozen=True):
    """Which field a value is read for, what it may depend on, and the fields that were read before it."""

    name: str
    around: Surroundings
    before: Mapping[str, Any]


Reader = Callable[[Given, Asked], Any]
"""Makes the value of a field of what was written. Raises Refused."""


class Refused(Exception):
    """A value that can't be used: the rule, its words, and the value to put instead."""

    def __init__(
        self, rule: Rule, title: str = "", fix: str = "", better: str | None = None, also: tuple[str, ...] = ()
    ) -> None:
        super().__init__(title)
        self.rule, self.title, self.fix, self.better, self.also = rule, title, fix, better, also


def items(value: Given) -> list[str]:
    """A list as people write it: with commas, in brackets, or with dashes."""
    parts = value.split(",") if isinstance(value, str) else list(value or ())
    return [part.strip() for part in parts if part.strip()]


def text_of(value: Given, name: str, limit: int) -> str:
    """A value on one line; `name` is what the refusal calls it. Refuses more than `limit` characters."""
    text = " ".join((", ".join(value) if isinstance(value, tuple) else value or "").split())
    if len(text) > limit:
        raise Refused(fields.TOO_LONG, f"The {name} has {len(text)} characters; at most {limit} fit.")
    return text


def as_sentence(value: Given, asked: Asked) -> str | None:
    """A short text on one line."""
    return text_of(value, asked.name.replace("_", " "), MAX_TEXT) or None


def as_moment(value: Given, asked: Asked) -> Moment:
    """A day or moment, in the site's zone unless it names one."""
    text = value if isinstance(value, str) else ", ".join(value or ())
    text = text.strip("\"'“”„‘’«» ")
    moment = parse_date(text, asked.around.zone)
    if isinstance(moment, Moment):
        return moment
    raise _no_moment(text, moment, asked)


def _no_moment(text: str, wrong: str, asked: Asked) -> Refused:
    """The error of a text that is no date in our form, with the date that it may mean."""
    from potluck.content.front_matter import meant_dates as meant

    if span := meant.span_of(text):
        begin, end = span
        both = f"{begin}\nend: {end}" if asked.name == "event_start" else begin
        title = f"“{text[:40]}” is a time from and a time until."
        return Refused(fields.DATE_INVALID, title, f"Write: `{asked.name.removeprefix('event_')}: {begin}`", both)
    if asked.name == "event_start" and (named := NO_COLON.match(text)):
        line, title = f"start: {named['moment']}", f"“{text[:40]}” has no colon behind its name."
        return Refused(fields.DATE_INVALID, title, f"Write: `{line}`", line)
    if asked.name == "event_start" and (said := meant.on_one_line(text)):
        title = f"“{text[:40]}” says more than when the event starts."
        return Refused(fields.DATE_INVALID, title, f"Write: `start: {said.partition(chr(10))[0]}`", said)
    better = meant.likely_moment(text)
    name = asked.name.removeprefix("event_")
    start = asked.before.get("event_start") if name == "end" else None
    if start and better is None and (time := meant.time_at_end(f"at {text}")):
        next_day = start.has_time and time.strip() <= f"{start.at:%H:%M}"
        better = f"{start.at.date() + dt.timedelta(days=next_day)}{time}"
    if left_out := meant.untimed(text) if better else None:
        clock = re.search(r"\d{1,2}:\d{2}", text)
        fix = f"Write: `{name}: {better}{f' {clock.group():0>5}' if clock else ''}`, without `{left_out[:30]}`."
        return Refused(fields.DATE_INVALID, wrong, fix)
    fix = f"Write: `{name}: {better}`" if better else ""
    called = str(asked.before.get("title", ""))
    if name == "date" and not better and not re.search(r"\d", text) and (day := meant.likely_moment(called)):
        wrong = f"The title is `{called[:60]}`, and the date `{text[:60]}`; are they the wrong way round?"
        return Refused(fields.DATE_INVALID, wrong, f"Write: `title: {text}`, and `date: {day}`")
    if better is None and asked.name in OTHER_DAYS:
        fix = f"Write it as year-month-day, such as `{name}: {OTHER_DAYS[asked.name]}`, or delete the line."
    if better is None and len(days := meant.meanings(text)) > 1:
        time_of_day = meant.time_at_end(text)
        fix = f"Write: {' or '.join(f'`{name}: {day}{time_of_day}`' for day in days)}, whichever you mean."
    return Refused(fields.DATE_INVALID, wrong, fix, better)


def as_day(value: Given, asked: Asked) -> dt.date | None:
    """A day; of a month or year alone, the first."""
    if isinstance(value, str) and re.fullmatch(r"\d{4}(-\d{2})?", value.strip()):
        value = f"{value.strip()}-01-01"[:10] if len(value.strip()) == 4 else f"{value.strip()}-01"
    try:
        return as_moment(value, asked).at.date() if value else None
    except Refused:
        from potluck.content.front_matter.spelt_dates import spelt_month

        if isinstance(value, str) and (month := spelt_month(value)):
            title = f"“{value[:40]}” is not a month in the form year-month."
            raise Refused(fields.DATE_INVALID, title, f"Write: `{asked.name}: {month}`", month) from None
        raise


def as_slug(value: Given, _: Asked) -> str:
    """A part of an address."""
    text = str(value or "").strip(f"{QUOTE_SIGNS} ")
    better = slugify(text.strip("/").rsplit("/", 1)[-1].removesuffix(".md")) or slugify(text)
    if SLUG.match(text.lower()) and len(text) <= 100:
        if better == text.lower():
            return better
        title = f"Windows keeps the name `{text}` for itself, so nobody there could build the site."
        raise Refused(fields.VALUE_INVALID, title, f"Write: `slug: {better}`", better)
    fix = f"Write: `slug: {better}`" if better else "Delete the line; the slug then comes from the file's name."
    raise Refused(fields.VALUE_INVALID, "The slug may have only letters a–z, digits and hyphens.", fix, better or None)


PROGRAMMED = frozenset("python javascript typescript java c++ c# rust ruby html kotlin swift scratch".split())
OF_PROGRAMS = "Delete this line: it is for the language that the post is written in. A tag may say what it is about."


def _named_in_english(name: str) -> str | None:
    """The code of a language by its English name, as an address would have it."""
    from babel import Locale  # which nobody needs until somebody writes a name

    names = Locale("en").languages.items() if len(name) > 2 else ()  # one is called Ga, and `ga` is another's code
    return next((code.replace("_", "-") for code, each in names if slugify(each) == name), None)


def as_lang(value: Given, _: Asked) -> str:
    """The code of a language."""
    text = re.sub(r"\.(?:UTF|utf)-?8\Z", "", str(value or "").strip(f"{QUOTE_SIGNS} ")).replace("_", "-")
    country = COUNTRIES.get(text.lower())
    if LANG.match(text) and len(text) <= 20 and not country:
        return text
    if text.lower() in PROGRAMMED:
        raise Refused(fields.VALUE_INVALID, f"`{text}` is no language that people speak.", OF_PROGRAMS)
    code = (
        country
        or LANGUAGES.get(slugify(text))
        or _named_in_english(slugify(text))
        or next(filter(LANG.match, (text.lower(), text.partition(",")[0])), None)
    )
    fix = f"Write: `lang: {code}`" if code else "Write a code such as `en`, `de` or `pt-BR`."
    raise Refused(fields.VALUE_INVALID, f"`{text[:40]}` is not the code of a language.", fix, code)


def as_web(value: Given, asked: Asked) -> str | None:
    """A web address."""
    if not value:
        return None
    url = web_address(str(value).strip())
    if url is None:
        marked = MARKED_URL.search(str(value)[:600])
        better = web_address(marked["url"] if marked else meant_address(str(value)))
        fix = f"Write: `{asked.name}: {better}`" if better else "Write the whole address, beginning with `https://`."
        raise Refused(fields.VALUE_INVALID, f"`{str(value)[:60]}` is not a web address.", fix, better)
    return url


def as_flag(value: Given, asked: Asked) -> bool:
    """Yes or no."""
    text = str(value or "false").strip().lower()
    if text in YES or text in NO:
        return text in YES
    better = "true" if re.match(r"(?:yes|true|on|ja|oui|s[ií]|sim|da|tak|是|はい|1)\b", text) else None
    fix = f"Write: `{asked.name}: true`, or delete the line."
    raise Refused(fields.VALUE_INVALID, f"`{text[:40]}` is neither yes nor no.", fix, better)


def as_image(value: Given, asked: Asked) -> Path | None:
    """The file of an image."""
    if not value:
        return None
    found = asked.around.find_image(str(value).strip())
    marked = re.match(r"!?\[[^\]\n]{0,200}\]\(<?(?P<url>[^()<>\s]{1,300})>?[^()\n]{0,100}\)\Z", str(value).strip())
    if marked and isinstance(asked.around.find_image(marked["url"]), Path):
        found = f"Write: `{marked['url']}`"
    if isinstance(found, str):
        better = found.removeprefix("Write: `").removesuffix("`") if found.startswith("Write: `") else None
        title = f"There is no image `{str(value)[:80]}`."
        if OWN_DISK.match(str(value).strip()):
            title = f"`{str(value)[:80]}` is on your own computer."
        raise Refused(fields.IMAGE_NOT_FOUND, title, found, better)
    return found if isinstance(found, Path) else None
