"""The closed set of front matter keys: ours, other generators', and the nearest one to a misspelt key."""

from __future__ import annotations

import difflib
import re
import unicodedata
from functools import lru_cache

import msgspec

from potluck.content.front_matter.synonyms import PERSON_SYNONYMS, SYNONYMS

GROUP = "event"
"""The one key whose value is a group of lines, indented below it; they are `event.start`, … to the rest of the code."""
EVENT_KEYS = ("event.name", "event.start", "event.end", "event.place", "event.link")
POST_KEYS = (
    "title",
    "author",
    "authors",
    "date",
    "slug",
    "tags",
    "summary",
    "image",
    "image_alt",
    "updated",
    "status",
    "series",
    "lang",
    "translation_of",
    "aliases",
    "canonical",
    "discussion",
    "math",
    *EVENT_KEYS,
)
PAGE_KEYS = ("title", "slug", "summary", "status", "lang", "translation_of", "aliases", "math")
LINK_KEYS = (
    "website",
    "github",
    "gitlab",
    "mastodon",
    "bluesky",
    "linkedin",
    "twitter",
    "youtube",
    "orcid",
)
PERSON_KEYS = ("name", "pronouns", "role", "joined", "avatar", *LINK_KEYS, "feed", "email", "github_account")


class Foreign(msgspec.Struct, frozen=True):
    """A key that another generator uses: the key it becomes here (or none, when it has no use), and a hint."""

    becomes: str | None
    hint: str


def _same(becomes: str) -> Foreign:
    return Foreign(becomes, f"Potluck calls this `{becomes}`.")


def _unused(reason: str) -> Foreign:
    return Foreign(None, reason)


_LOOKS = _unused("The theme decides how posts look; this line does nothing here.")
_LISTS = _unused("Every published post is listed; this line does nothing here.")

_ORDER = _unused("The dates of its posts give the order of a series; this line does nothing here.")

FOREIGN: dict[str, Foreign] = {
    "layout": _unused("Every post has the same layout; this line is not needed here."),
    "type": _unused("The folder says whether this is a post or a page; this line is not needed here."),
    "category": Foreign("tags", "Categories are tags here."),
    "categories": Foreign("tags", "Categories are tags here."),
    "tag": _same("tags"),
    "keywords": _same("tags"),
    "topics": _same("tags"),
    "published": Foreign("status", "Write `status: draft` for a post that is not ready."),
    "draft": Foreign("status", "Write `status: draft` for a post that is not ready."),
    "description": _same("summary"),
    "excerpt": _same("summary"),
    "abstract": _same("summary"),
    "teaser": _same("summary"),
    "publishdate": _same("date"),
    "publish_date": _same("date"),
    "pubdate": _same("date"),
    "pub_date": _same("date"),
    "published_at": _same("date"),
    "created": _same("date"),
    "lastmod": _same("updated"),
    "modified": _same("updated"),
    "last_modified_at": _same("updated"),
    "last_updated": _same("updated"),
    "updateddate": _same("updated"),
    "updated_date": _same("updated"),
    "language": _same("lang"),
    "locale": _same("lang"),
    "canonical_url": _same("canonical"),
    "canonicalurl": _same("canonical"),
    "cover": _same("image"),
    "cover_image": _same("image"),
    "featured_image": _same("image"),
    "feature_image": _same("image"),
    "header_image": _same("image"),
    "og_image": _same("image"),
    "thumbnail": _same("image"),
    "mathjax": _same("math"),
    "katex": _same("math"),
    "redirect_from": _same("aliases"),
    "legacyurl": _same("aliases"),
    "legacy_url": _same("aliases"),
    "permalink": _unused("The address comes from the date and the file name; this line does nothing here."),
    "comments": _unused("There are no comments here; this line does nothing."),
    "toc": _unused("Long posts get a table of contents by themselves; this line does nothing here."),
    "pin": _LISTS,
    "featured": _LISTS,
    "weight": _LISTS,
    "displayinlist": _LISTS,
    "display_in_list": _LISTS,
    "share": _LOOKS,
    "part": _ORDER,
    "order": _ORDER,
    "series_order": _ORDER,
    "series_index": _ORDER,
    "series_part": _ORDER,
    "nav_order": _LISTS,
    "sidebar": _LOOKS,
    "author_image": _unused("A picture of a person belongs to that person's own file: `avatar: photo.jpg`."),
    "subtitle": _unused("Posts have no subtitle here; put it into the title or the first paragraph."),
    "author_profile": _LOOKS,
    "classes": _LOOKS,
    "color": _LOOKS,
    "output": _unused("This line belongs to R Markdown; it does nothing here."),
    "editor": _unused("This line belongs to an editor; it does nothing here."),
    "jupyter": _unused("This line belongs to Jupyter; it does nothing here."),
    "format": _unused("This line belongs to Quarto; it does nothing here."),
}

PERSON_FOREIGN: dict[str, Foreign] = {
    "title": _same("name"),
    "full_name": _same("name"),
    "display_name": _same("name"),
    "url": _same("website"),
    "web": _same("website"),
    "site": _same("website"),
    "homepage": _same("website"),
    "blog": _same("website"),
    "rss": _same("feed"),
    "atom": _same("feed"),
    "x": _same("twitter"),
    "fediverse": _same("mastodon"),
    "image": _same("avatar"),
    "photo": _same("avatar"),
    "picture": _same("avatar"),
    "layout": FOREIGN["layout"],
    "gravatar": _unused("Pictures come from a file beside this one: `avatar: photo.jpg`."),
    "slug": _unused("The handle is the file's name; this line does nothing here."),
}


TELLING = {
    "author": "author", "authors": "author", "title": "title", "date": "date", "作者": "author", "撰文": "author",
    "標題": "title", "标题": "title", "日期": "date", "標籤": "tags", "标签": "tags",
    "タイトル": "title", "著者": "author",
}  # fmt: skip
"""Words that say what is meant wherever they stand in a longer name."""
ABOUT = frozenset(("bio", "about", "about_me", "biography", "description", "summary", "intro", "introduction"))
"""Under these names people put into a line what belongs below the second `---` of their own file."""

NETWORKS = frozenset(
    """
    instagram facebook threads tiktok twitch discord telegram whatsapp line wechat weibo medium devto dev_to substack
    stackoverflow stack_overflow kaggle codeberg sourcehut leetcode codepen ko_fi kofi patreon pinterest reddit signal
    """.split()
)
"""Where people can be found as well, and no line of a person's file leads."""


@lru_cache(maxsize=4096)
def canonical(key: str) -> str:
    """A key as it is compared: lower case, with underscores for spaces and hyphens."""
    return re.sub(r"[\s-]+", "_", key.strip()).lower()


@lru_cache(maxsize=8)
def foreign_of(keys: tuple[str, ...]) -> dict[str, Foreign]:
    """Other generators' keys as they apply to files with these keys."""
    if keys is PERSON_KEYS:
        return PERSON_FOREIGN
    return {key: found for key, found in FOREIGN.items() if found.becomes is None or found.becomes in keys}


TIMES = frozenset(
    "time hour clock start_time starttime starts_at start_at begin_time at hora"
    " uhrzeit heure ora saat godzina время 時間 时间 時刻 시간".split()
)
"""Names of a time of day that stands on another line than its day."""
NO_WORDS = frozenset("false no off n 0 nein non não nao nie nej нет ні 否 不 いいえ 아니요 لا לא hayır".split())
CODE = frozenset("()=")
"""Signs that no name has: what holds them is code, and says nothing of what was meant."""


@lru_cache(maxsize=4096)
def nearest(key: str, keys: tuple[str, ...] = POST_KEYS) -> str | None:
    """The known key that a misspelt one most likely stands for."""
    whole = canonical(unicodedata.normalize("NFKC", key[:40]))
    if SYNONYMS.get(whole) in keys or whole in keys or (SYNONYMS.get(whole) == "draft" and "status" in keys):
        return SYNONYMS.get(whole, whole)
    if PERSON_SYNONYMS.get(whole) in keys and keys is PERSON_KEYS:
        return PERSON_SYNONYMS[whole]
    for word, key in TELLING.items() if not CODE & set(whole) else ():
        if word in whole and key in keys and (not word.isascii() or word in re.split("[^a-z]+", whole)):
            return key
    letters = re.sub(r"[^a-z_]", "", whole).strip("_") or "?"
    if SYNONYMS.get(letters) in keys:
        return SYNONYMS[letters]
    known = (*keys, *FOREIGN) if keys is not PERSON_KEYS else (*keys, *PERSON_FOREIGN)
    close = difflib.get_close_matches(letters, known, n=1, cutoff=0.74)
    return close[0] if close else None


def is_known(key: str) -> bool:
    """Whether any kind of file has this key, or another generator's files do."""
    return canonical(key) in _EVERY_KEY


_EVERY_KEY = frozenset((GROUP, *POST_KEYS, *PAGE_KEYS, *PERSON_KEYS, *FOREIGN, *PERSON_FOREIGN))
