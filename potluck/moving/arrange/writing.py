"""The text of the files that move in: front matter in our own words and order, and a body that can be read."""

from __future__ import annotations

import datetime as dt
import posixpath
import re
from collections.abc import Iterable, Mapping
from html import unescape
from typing import Any

import yaml

from potluck.content.front_matter.post_values import MAX_TAG, MAX_TAGS, MAX_TITLE
from potluck.content.front_matter.values import LANG, MAX_TEXT
from potluck.content.names import slugify
from potluck.content.profiles import web_address
from potluck.moving.arrange.places import Place
from potluck.moving.model import Entry, Kind, OldSite
from potluck.moving.moments import zone_named
from potluck.settings import Settings
from potluck.unseen import CONTROL, INVISIBLE, has_unseen, without_unseen

DUMPER: Any = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
TAGS = re.compile(r"<[^<>]{1,200}>")
MARKDOWN_LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
LONGEST = 10_000
"""Characters of a value that are looked at; no front matter of ours holds more."""
NO_TEXT = "*This post has no text.*"


def one_line(text: str) -> str:
    """Text for front matter: no markup, no line ends, no characters that nobody sees."""
    plain = unescape(TAGS.sub("", MARKDOWN_LINK.sub(r"\1", text[:LONGEST])))
    plain = INVISIBLE.sub("", without_unseen(CONTROL.sub(" ", plain)))
    return " ".join(plain.split())


def post_fields(
    entry: Entry, place: Place, handles: list[str], aliases: list[str], settings: Settings
) -> dict[str, Any]:
    """The front matter of a post or page, only what is not the default."""
    fields: dict[str, Any] = {"title": title_of(entry)}
    if entry.kind is Kind.POST:
        fields["author" if len(handles) == 1 else "authors"] = handles[0] if len(handles) == 1 else handles
        if place.moment:
            fields["date"] = place.moment.isoformat()
        fields["updated"] = _updated(entry, place, settings)
        fields["tags"] = tags_of(entry)
    fields["summary"] = summary_of(entry)
    if entry.status != "published":
        fields["status"] = entry.status
    if entry.kind is Kind.POST and entry.series:
        fields["series"] = one_line(entry.series)[:MAX_TEXT]
    lang = entry.lang.replace("_", "-")
    if lang and lang != settings.default_lang and LANG.match(lang):
        fields["lang"] = lang
    if aliases:
        fields["aliases"] = [f"/{alias}" for alias in aliases]
    if entry.kind is Kind.POST and entry.canonical and (canonical := web_address(entry.canonical)):
        fields["canonical"] = canonical
    if entry.math:
        fields["math"] = "true"
    return {key: value for key, value in fields.items() if value}


def first_heading(body: str) -> str:
    """The words of the heading that a text begins with; empty when it begins with something else."""
    found = re.match(r"\s*#{1,2}\s+(\S.*)|\s*(?=[^\s>#|-])(\S.*)\n=+[ \t]*(?:\n|\Z)", body)
    return (found[1] or found[2]).rstrip("# ") if found else ""


def title_of(entry: Entry) -> str:
    """The title: as given, else the first heading, else the words of the file's name."""
    title = one_line(entry.title)
    if not title and (title := one_line(first_heading(entry.body))):
        entry.changed(f"It has no title; its first heading became one: “{title[:80]}”.")
    if not title:
        words, name = slugify(entry.slug), posixpath.splitext(posixpath.basename(entry.source))[0]
        if words and words in slugify(name):
            words = re.sub(r"\A[\W\d_年月日]+", "", name) or name  # in its own letters
        title = one_line(re.sub(r"[-_\s]+", " ", words)).capitalize() or "Untitled"
        entry.ask(f"It has no title. The name of its file stands there: “{title}”.")
    if len(title) > MAX_TITLE:
        entry.ask(f"Its title has {len(title)} characters; at most {MAX_TITLE} fit, so it was cut.")
        title = title[: MAX_TITLE - 1].rsplit(" ", 1)[0] + "…"
    return title


def tags_of(entry: Entry) -> list[str]:
    """Tags that can have an address, each once."""
    found: dict[str, str] = {}
    for tag in entry.tags:
        name = one_line(tag).lstrip("#").replace(",", " ").strip()
        if not slugify(name) or len(name) > MAX_TAG:
            entry.ask(f"The tag “{name[:60]}” can't be part of an address; it was left out.")
        else:
            found.setdefault(slugify(name), name)
    names = list(found.values())
    if len(names) > MAX_TAGS:
        entry.ask(
            f"It has {len(names)} tags; at most {MAX_TAGS} can be shown. Left out: {', '.join(names[MAX_TAGS:])}."
        )
    return names[:MAX_TAGS]


def summary_of(entry: Entry) -> str:
    """The summary in plain words, short enough."""
    text = one_line(re.sub(r"[*_`]{1,2}(?=\S)|(?<=\S)[*_`]{1,2}", "", entry.summary)) if entry.summary else ""
    if len(text) > MAX_TEXT:
        entry.changed("Its summary was longer than a list can show, and was cut.")
        text = text[: MAX_TEXT - 1].rsplit(" ", 1)[0] + "…"
    return text


def _updated(entry: Entry, place: Place, settings: Settings) -> str:
    if not entry.updated or not place.day:
        return ""
    updated = entry.updated if entry.updated.tzinfo else entry.updated.replace(tzinfo=settings.zone)
    day = updated.astimezone(settings.zone).date()
    later = place.moment is None or updated > place.moment + dt.timedelta(days=1)
    return day.isoformat() if day > place.day and later else ""


def front_matter(fields: dict[str, Any]) -> str:
    """Front matter between its two lines."""
    top = yaml.dump(fields, Dumper=DUMPER, allow_unicode=True, sort_keys=False, width=100_000, default_flow_style=False)
    return f"---\n{top}---\n"


def document(top: str, body: str) -> str:
    """A file of text: front matter, then the body."""
    return f"{top}\n{body.strip(chr(10))}\n"


def readable(entry: Entry) -> str:
    """The body without characters that a text may not have; a sentence where there is no text at all."""
    body = entry.body
    if has_unseen(body):
        clean = without_unseen(body.replace("\u2028", "\n"))
        entry.changed("Characters that nobody sees, and that break feeds, were taken out.")
        body = clean
    if not body.strip():
        entry.ask("It has no text; a line says so.")
        return NO_TEXT
    return body.strip("\n").rstrip() + "\n"


def say_language(site: OldSite, settings: Settings) -> None:
    """Give every text the old site's language, where that is not ours."""
    ours = settings.default_lang
    if site.lang and site.lang.split("-")[0].lower() != ours.split("-")[0].lower():
        for entry in site.entries:
            entry.lang = entry.lang or site.lang
        site.ask(
            f"The old site is in another language ({site.lang}) than this one ({ours}), so each post says `lang:`. "
            f'`DEFAULT_LANG = "{site.lang}"` in pelicanconf.py makes it this site\'s language too.'
        )


def say_zone(site: OldSite, settings: Settings) -> None:
    """Tell of a time zone that is not ours: by it a post of the evening stands under another day."""
    theirs = zone_named(site.zone)
    dates = [
        each.date.replace(tzinfo=each.date.tzinfo or theirs) for each in site.entries if each.date and each.has_time
    ]
    if theirs and any(each.astimezone(theirs).date() != each.astimezone(settings.zone).date() for each in dates):
        site.ask(
            f"The old site's time zone is {site.zone}, and this one's {settings.timezone}, so some posts stand under "
            f'another day. `TIMEZONE = "{site.zone}"`, put into pelicanconf.py before the import, keeps their days.'
        )


def originals_of(entries: Iterable[Entry], places: Mapping[str, Place], languages: tuple[str, str]) -> dict[str, str]:
    """For each translation, the slug of the post it translates: the one in our language, else in theirs."""
    ours, theirs = languages
    groups: dict[tuple[Kind, str], list[Entry]] = {}
    for entry in entries:
        if entry.translation_key:
            groups.setdefault((entry.kind, entry.translation_key), []).append(entry)
    found = {}
    for group in groups.values():
        if len({entry.lang for entry in group}) < 2:
            continue
        first = min(group, key=lambda entry: (entry.lang not in ("", ours), entry.lang != theirs, entry.source))
        found.update({each.source: places[first.source].slug for each in group if each is not first})
    return found
