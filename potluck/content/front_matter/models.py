"""The closed set of keys that each kind of file may have, with the type of each and what reads it.

``READERS`` has, for each key, the function that makes a value of what was written; a key without a default has to be
there.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path
from typing import ClassVar

import msgspec

from potluck.content.front_matter import person_values as person
from potluck.content.front_matter import post_values as post
from potluck.content.front_matter import values
from potluck.content.front_matter.dates import Moment
from potluck.content.front_matter.keys import LINK_KEYS
from potluck.content.front_matter.values import Reader
from potluck.content.model import Person, Status, Tag
from potluck.content.profiles import ProfileLink


class Fields(msgspec.Struct, frozen=True, kw_only=True):
    """What every kind of front matter has in common: nothing unknown, nothing changed later."""

    READERS: ClassVar[Mapping[str, Reader]] = {}


class PageFields(Fields, frozen=True, kw_only=True):
    """The front matter of a page."""

    title: str
    slug: str | None = None
    summary: str | None = None
    status: Status = Status.PUBLISHED
    lang: str | None = None
    translation_of: str | None = None
    aliases: tuple[str, ...] = ()
    math: bool = False

    READERS: ClassVar[Mapping[str, Reader]] = {
        "title": post.as_title,
        "slug": values.as_slug,
        "summary": values.as_sentence,
        "status": post.as_status,
        "lang": values.as_lang,
        "translation_of": post.as_reference,
        "aliases": post.as_aliases,
        "math": values.as_flag,
    }


class PostFields(PageFields, frozen=True, kw_only=True):
    """The front matter of a post."""

    authors: tuple[Person, ...]
    date: Moment | None = None
    updated: Moment | None = None
    tags: tuple[Tag, ...] = ()
    image: Path | None = None
    image_alt: str | None = None
    series: str | None = None
    canonical: str | None = None
    event_name: str | None = None
    event_start: Moment | None = None
    event_end: Moment | None = None
    event_place: str | None = None
    event_link: str | None = None
    discussion: str | None = None

    READERS: ClassVar[Mapping[str, Reader]] = {
        **PageFields.READERS,
        "authors": post.as_authors,
        "date": values.as_moment,
        "updated": values.as_moment,
        "tags": post.as_tags,
        "image": values.as_image,
        "image_alt": values.as_sentence,
        "series": post.as_series,
        "canonical": values.as_web,
        "event.name": values.as_sentence,
        "event.start": values.as_moment,
        "event.end": values.as_moment,
        "event.place": values.as_sentence,
        "event.link": values.as_web,
        "discussion": values.as_web,
    }


class PersonFields(Fields, frozen=True, kw_only=True):
    """The front matter of a person."""

    name: str
    pronouns: str | None = None
    role: str = "member"
    joined: dt.date | None = None
    avatar: Path | None = None
    website: ProfileLink | None = None
    github: ProfileLink | None = None
    gitlab: ProfileLink | None = None
    mastodon: ProfileLink | None = None
    bluesky: ProfileLink | None = None
    linkedin: ProfileLink | None = None
    twitter: ProfileLink | None = None
    youtube: ProfileLink | None = None
    orcid: ProfileLink | None = None
    feed: str | None = None
    email: str | None = None
    github_account: str | None = None

    READERS: ClassVar[Mapping[str, Reader]] = {
        "name": person.as_name,
        "pronouns": person.as_pronouns,
        "role": person.as_role,
        "joined": values.as_day,
        "avatar": values.as_image,
        **dict.fromkeys(LINK_KEYS, person.as_profile),
        "feed": values.as_web,
        "email": person.as_email,
        "github_account": person.as_account,
    }
