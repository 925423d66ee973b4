"""Languages: which one a text says it is in, and which post a translation translates."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from potluck.moving.arrange.places import Place
from potluck.moving.model import Entry, Kind, OldSite
from potluck.settings import Settings


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
