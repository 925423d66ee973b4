"""The types of front matter: for each key, what a value may be, and what to say when it is not that.

A value arrives as it was written (a text, a tuple of texts, or nothing). Validators raise `refuse(…)`, which carries
the rule, the words and, where one is certain, the better value; `potluck.content.typed` makes problems of them. Which
keys a file may have is in `potluck.content.models`.
"""

from __future__ import annotations

import datetime as dt
import difflib
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any
from zoneinfo import ZoneInfo

from pydantic import BeforeValidator, ValidationInfo
from pydantic_core import PydanticCustomError

from potluck.content.dates import Moment, likely_moment, meanings, parse_date
from potluck.content.names import SLUG, slugify
from potluck.content.people import People
from potluck.content.person import Person
from potluck.content.post import Status, Tag
from potluck.content.profiles import EXAMPLES, SITES, ProfileLink, profile_link, web_address
from potluck.content.rules import fields
from potluck.problems import Rule
from potluck.settings import Settings

MAX_TITLE = 200
MAX_TEXT = 600
MAX_TAG = 50
MAX_TAGS = 20
MAX_AUTHORS = 20
LANG = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*\Z")
EMAIL = re.compile(r"[^\s@<>\"'(),:;\[\]\\]{1,64}@(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,63}\Z", re.IGNORECASE)
_PATH_PART = r"[\w~!$&'()+,;=@-][\w.~!$&'()+,;=@-]*"
ALIAS = re.compile(rf"(?!(?i:.*\.html?/.)){_PATH_PART}(?:/{_PATH_PART})*/?\Z")
"""An old path in the letters of any language, decoded; no part begins with a dot, and none is below a page's file."""
NOBODY = frozenset("todo tbd xxx name handle username user author me myself example someone firstname-lastname".split())
"""What templates, and people in a hurry, put where a handle belongs."""
LANGUAGES = {
    "english": "en", "german": "de", "deutsch": "de", "spanish": "es", "espanol": "es", "french": "fr",
    "portuguese": "pt", "portugues": "pt", "chinese": "zh", "japanese": "ja", "italian": "it", "italiano": "it",
    "dutch": "nl", "polish": "pl", "turkish": "tr", "russian": "ru", "korean": "ko", "hindi": "hi", "arabic": "ar",
}  # fmt: skip
STATUSES = {status.value: status for status in Status}
YES, NO = frozenset(("true", "yes", "on")), frozenset(("false", "no", "off"))


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a value may depend on: the settings, the people, and the images a file may name."""

    settings: Settings
    zone: ZoneInfo
    people: People
    find_image: Any
    """`find_image(text) -> Path | str`: the image, or a sentence about why there is none."""


def refuse(rule: Rule, title: str = "", fix: str = "", better: str | None = None) -> PydanticCustomError:
    """The error of a value: which rule, its words, and the value to put instead."""
    return PydanticCustomError("potluck", "{title}", {"rule": rule.id, "title": title, "fix": fix, "better": better})


def items(value: Any) -> list[str]:
    """A list as people write it: with commas, in brackets, or with dashes."""
    parts = value.split(",") if isinstance(value, str) else list(value or ())
    return [part.strip() for part in parts if part.strip()]


def _text(value: Any, name: str, limit: int) -> str:
    text = " ".join((", ".join(value) if isinstance(value, tuple) else value or "").split())
    if len(text) > limit:
        raise refuse(fields.TOO_LONG, f"The {name} has {len(text)} characters; at most {limit} fit.")
    return text


def _title(value: Any) -> str:
    text = _text(value, "title", MAX_TITLE)
    if not text:
        raise refuse(fields.TITLE_MISSING, "The title is empty.", "Write the title of your post behind `title:`.")
    return text


def _name(value: Any) -> str:
    text = _text(value, "name", 100)
    if not slugify(text):
        raise refuse(fields.NAME_MISSING, "The name is empty.", "Write the person's name behind `name:`.")
    return text


def _sentence(value: Any, info: ValidationInfo) -> str | None:
    return _text(value, str(info.field_name).replace("_", " "), MAX_TEXT) or None


def _authors(value: Any, info: ValidationInfo) -> tuple[Person, ...]:
    people: People = info.context.people  # type: ignore[union-attr]
    texts = [value] if isinstance(value, str) else list(value or ())
    names = [name for text in texts for name in people.split(text)]
    if not names:
        raise refuse(fields.AUTHOR_MISSING, "The author is empty.")
    if len(names) > MAX_AUTHORS:
        raise refuse(fields.AUTHOR_UNKNOWN, f"A post has at most {MAX_AUTHORS} authors.")
    return tuple(dict.fromkeys(_author(name, people) for name in names))


def _author(name: str, people: People) -> Person:
    found = people.find(name)
    if len(found) == 1:
        return found[0]
    shown = name[:60]
    if found:
        handles = ", ".join(f"`{person.handle}`" for person in found)
        raise refuse(
            fields.AUTHOR_UNKNOWN, f"Several people are called “{shown}”.", f"Write one of the handles: {handles}."
        )
    near = people.nearest(name)
    if near:
        title = f"Author `{shown}` is not known here; did you mean `{near.handle}`?"
        raise refuse(fields.AUTHOR_UNKNOWN, title, f"Write: `author: {near.handle}`", near.source.path.stem)
    if not slugify(name) or "<" in name or "your" in name.lower() or slugify(name) in NOBODY:
        title = f"`{shown}` stands where your own handle belongs."
        raise refuse(
            fields.AUTHOR_UNKNOWN,
            title,
            "Put your handle there: the name of your file in `content/authors/`, without `.md`.",
        )
    handle = slugify(name)
    raise refuse(
        fields.AUTHOR_UNKNOWN,
        f"Nobody called `{shown}` has a file in `content/authors/` yet.",
        f"Add the file `content/authors/{handle}.md` with these lines:\n\n"
        f"---\nname: {name.strip().title() if name.islower() else name.strip()}\n---\n\nA sentence or two about you.\n",
    )


def _moment(value: Any, info: ValidationInfo) -> Moment:
    text = value if isinstance(value, str) else ", ".join(value or ())
    moment = parse_date(text, info.context.zone)  # type: ignore[union-attr]
    if isinstance(moment, Moment):
        return moment
    better = likely_moment(text)
    name = str(info.field_name).removeprefix("event_")
    fix = f"Write: `{name}: {better}`" if better else ""
    if len(days := meanings(text)) > 1:
        fix = f"Write: {' or '.join(f'`{name}: {day}`' for day in days)}, whichever you mean."
    raise refuse(fields.DATE_INVALID, moment, fix, better)


def _day(value: Any, info: ValidationInfo) -> dt.date | None:
    if isinstance(value, str) and re.fullmatch(r"\d{4}(-\d{2})?", value.strip()):
        value = f"{value.strip()}-01-01"[:10] if len(value.strip()) == 4 else f"{value.strip()}-01"
    return _moment(value, info).at.date() if value else None


def _slug(value: Any) -> str:
    text = str(value or "").strip()
    if SLUG.match(text.lower()) and len(text) <= 100:
        return text.lower()
    better = slugify(text)
    raise refuse(
        fields.VALUE_INVALID,
        "The slug may have only letters a–z, digits and hyphens.",
        f"Write: `slug: {better}`" if better else "Delete the line; the slug then comes from the file's name.",
        better or None,
    )


def _tags(value: Any) -> tuple[Tag, ...]:
    tags: dict[str, Tag] = {}
    for name in items(value):
        slug = slugify(name)
        if not slug or len(name) > MAX_TAG:
            raise refuse(fields.TAG_INVALID, f"The tag “{name[:40]}” can't be part of an address.")
        tags.setdefault(slug, Tag(" ".join(name.lstrip("#").split()), slug))
    if len(tags) > MAX_TAGS:
        raise refuse(fields.TAG_INVALID, f"There are {len(tags)} tags; at most {MAX_TAGS} can be shown.")
    return tuple(tags.values())


def _status(value: Any) -> Status:
    text = str(value or "published").strip().lower()
    if text in STATUSES:
        return STATUSES[text]
    near = difflib.get_close_matches(text[:40], STATUSES, n=1)
    if near:
        title = f"The status `{text[:40]}` is not known; did you mean `{near[0]}`?"
        raise refuse(fields.STATUS_UNKNOWN, title, f"Write: `status: {near[0]}`", near[0])
    raise refuse(fields.STATUS_UNKNOWN, f"The status `{text[:40]}` is not known.")


def _lang(value: Any) -> str:
    text = str(value or "").strip().replace("_", "-")
    if LANG.match(text) and len(text) <= 20:
        return text
    code = LANGUAGES.get(slugify(text)) or (text.lower() if LANG.match(text.lower()) else None)
    raise refuse(
        fields.VALUE_INVALID,
        f"`{text[:40]}` is not the code of a language.",
        f"Write: `lang: {code}`" if code else "Write a code such as `en`, `de` or `pt-BR`.",
        code,
    )


def _reference(value: Any) -> str:
    text = str(value or "").strip().rsplit("/", 1)[-1].removesuffix(".md")
    return re.sub(r"\A\d{4}-\d{2}-\d{2}-", "", text).lower()


def _aliases(value: Any) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_alias(each) for each in items(value)))


def _alias(text: str) -> str:
    path = re.sub(r"\Ahttps?://[^/]+", "", text).strip("/")
    if not ALIAS.match(path) or ".." in path or len(path) > 200:
        raise refuse(
            fields.VALUE_INVALID,
            f"`{text[:60]}` is not a path of this site.",
            "Write an old path such as `/2020/05/walk/`.",
        )
    return path if "." in path.rsplit("/", 1)[-1] else f"{path}/"


def _web(value: Any) -> str | None:
    if not value:
        return None
    url = web_address(str(value).strip())
    if url is None:
        raise refuse(
            fields.VALUE_INVALID,
            f"`{str(value)[:60]}` is not a web address.",
            "Write the whole address, beginning with `https://`.",
        )
    return url


def _flag(value: Any) -> bool:
    text = str(value or "false").strip().lower()
    if text in YES or text in NO:
        return text in YES
    raise refuse(fields.VALUE_INVALID, f"`{text[:40]}` is neither yes nor no.", "Write `true`, or delete the line.")


def _image(value: Any, info: ValidationInfo) -> Path | None:
    if not value:
        return None
    found = info.context.find_image(str(value).strip())  # type: ignore[union-attr]
    if isinstance(found, str):
        raise refuse(fields.IMAGE_NOT_FOUND, f"There is no image `{str(value)[:80]}`.", found)
    return found if isinstance(found, Path) else None


def _role(value: Any, info: ValidationInfo) -> str:
    roles = info.context.settings.roles  # type: ignore[union-attr]
    text = str(value or "").strip().lower()
    if text in roles:
        return text
    known = ", ".join(f"`{role}`" for role in roles)
    raise refuse(
        fields.ROLE_UNKNOWN, f"The role `{text[:40]}` does not exist here.", f"Use one of {known}, or delete the line."
    )


def _profile(value: Any, info: ValidationInfo) -> ProfileLink | None:
    if not value:
        return None
    kind = str(info.field_name)
    link = profile_link(kind, str(value))
    if link is None:
        label = SITES[kind].label if kind in SITES else kind.capitalize()
        raise refuse(
            fields.PROFILE_LINK,
            f"`{str(value)[:60]}` is not a handle or address on {label}." if kind != "website" else "",
            f"Write it like this: `{kind}: {EXAMPLES[kind]}`",
        )
    return link


def _email(value: Any) -> str | None:
    text = str(value or "").strip().removeprefix("mailto:")
    if text and not EMAIL.match(text):
        raise refuse(
            fields.PROFILE_LINK,
            f"`{text[:60]}` is not an e-mail address.",
            "Write it like `maria@example.org`, or delete the line.",
        )
    return text or None


def _account(value: Any) -> str | None:
    link = profile_link("github", str(value)) if value else None
    if value and link is None:
        raise refuse(fields.PROFILE_LINK, f"`{str(value)[:60]}` is not the name of a GitHub account.")
    return link.url.rsplit("/", 1)[-1] if link else None


Title = Annotated[str, BeforeValidator(_title)]
Name = Annotated[str, BeforeValidator(_name)]
Sentence = Annotated[str | None, BeforeValidator(_sentence)]
Authors = Annotated[tuple[Person, ...], BeforeValidator(_authors)]
When = Annotated[Moment | None, BeforeValidator(_moment)]
Day = Annotated[dt.date | None, BeforeValidator(_day)]
Slug = Annotated[str | None, BeforeValidator(_slug)]
Tags = Annotated[tuple[Tag, ...], BeforeValidator(_tags)]
Standing = Annotated[Status, BeforeValidator(_status)]
Lang = Annotated[str | None, BeforeValidator(_lang)]
Reference = Annotated[str | None, BeforeValidator(_reference)]
Aliases = Annotated[tuple[str, ...], BeforeValidator(_aliases)]
Web = Annotated[str | None, BeforeValidator(_web)]
Flag = Annotated[bool, BeforeValidator(_flag)]
Image = Annotated[Path | None, BeforeValidator(_image)]
Role = Annotated[str, BeforeValidator(_role)]
Profile = Annotated[ProfileLink | None, BeforeValidator(_profile)]
Email = Annotated[str | None, BeforeValidator(_email)]
Account = Annotated[str | None, BeforeValidator(_account)]
