"""The closed set of keys that each kind of file may have, with the type of each."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field

from potluck.content.front_matter.person_values import Account, Email, Name, Profile, Role
from potluck.content.front_matter.post_values import Aliases, Authors, Reference, Standing, Tags, Title
from potluck.content.front_matter.values import Day, Flag, Image, Lang, Sentence, Slug, Web, When
from potluck.content.post import Status


class Fields(BaseModel):
    """What every kind of front matter has in common: nothing unknown, nothing changed later."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True, defer_build=True)


class PageFields(Fields):
    """The front matter of a page."""

    title: Title
    slug: Slug = None
    summary: Sentence = None
    status: Standing = Status.PUBLISHED
    lang: Lang = None
    translation_of: Reference = None
    aliases: Aliases = ()
    math: Flag = False


class PostFields(PageFields):
    """The front matter of a post."""

    authors: Authors
    date: When = None
    updated: When = None
    tags: Tags = ()
    image: Image = None
    image_alt: Sentence = None
    series: Sentence = None
    canonical: Web = None
    event_name: Sentence = Field(None, alias="event.name")
    event_start: When = Field(None, alias="event.start")
    event_end: When = Field(None, alias="event.end")
    event_place: Sentence = Field(None, alias="event.place")
    event_link: Web = Field(None, alias="event.link")
    discussion: Web = None


class PersonFields(Fields):
    """The front matter of a person."""

    name: Name
    pronouns: Sentence = None
    role: Role = "member"
    joined: Day = None
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
    email: Email = None
    github_account: Account = None
