"""The closed set of keys that each kind of file may have: of each the type, and what reads a value of it.

A key without a default has to be there.
"""

import datetime as dt
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Annotated, get_type_hints

import msgspec

from potluck.content.front_matter import person_values as person
from potluck.content.front_matter import post_values as post
from potluck.content.front_matter import values
from potluck.content.front_matter.dates import Moment
from potluck.content.front_matter.values import Reader
from potluck.content.model import Person, Status, Tag
from potluck.content.profiles import ProfileLink

Sentence = Annotated[str | None, values.as_sentence]
Web = Annotated[str | None, values.as_web]
Image = Annotated[Path | None, values.as_image]
Profile = Annotated[ProfileLink | None, person.as_profile]


class Fields(msgspec.Struct, frozen=True, kw_only=True):
    """What every kind of front matter has in common: nothing unknown, nothing changed later."""


class PageFields(Fields, frozen=True, kw_only=True):
    """The front matter of a page."""

    title: Annotated[str, post.as_title]
    slug: Annotated[str | None, values.as_slug] = None
    summary: Sentence = None
    status: Annotated[Status, post.as_status] = Status.PUBLISHED
    lang: Annotated[str | None, values.as_lang] = None
    translation_of: Annotated[str | None, post.as_reference] = None
    aliases: Annotated[tuple[str, ...], post.as_aliases] = ()
    math: Annotated[bool, values.as_flag] = False


class PostFields(PageFields, frozen=True, kw_only=True):
    """The front matter of a post."""

    authors: Annotated[tuple[Person, ...], post.as_authors]
    date: Annotated[Moment | None, values.as_moment] = None
    updated: Annotated[Moment | None, values.as_moment] = None
    tags: Annotated[tuple[Tag, ...], post.as_tags] = ()
    image: Image = None
    image_alt: Sentence = None
    series: Annotated[str | None, post.as_series] = None
    canonical: Web = None
    event_name: Sentence = None
    event_start: Annotated[Moment | None, values.as_moment] = None
    event_end: Annotated[Moment | None, values.as_moment] = None
    event_place: Sentence = None
    event_link: Web = None
    discussion: Web = None


class PersonFields(Fields, frozen=True, kw_only=True):
    """The front matter of a person."""

    name: Annotated[str, person.as_name]
    pronouns: Annotated[str | None, person.as_pronouns] = None
    role: Annotated[str, person.as_role] = "member"
    joined: Annotated[dt.date | None, values.as_day] = None
    avatar: Image = None
    website: Profile = None
    github: Profile = None
    gitlab: Profile = None
    mastodon: Profile = None
    bluesky: Profile = None
    linkedin: Profile = None
    twitter: Profile = None
    youtube: Profile = None
    orcid: Profile = None
    feed: Web = None
    email: Annotated[str | None, person.as_email] = None
    github_account: Annotated[str | None, person.as_account] = None


@cache
def readers_of(kind: type[Fields]) -> Mapping[str, Reader]:
    """What reads each key, by its name in a file: `event.start` for the field `event_start`."""
    hints = get_type_hints(kind, include_extras=True)
    return {name.replace("event_", "event."): hint.__metadata__[0] for name, hint in hints.items()}
