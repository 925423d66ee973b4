"""The closed set of front matter keys: ours, other generators', and the nearest one to a misspelt key."""

from __future__ import annotations

import difflib
import re
import unicodedata
from functools import lru_cache

import msgspec

from potluck.content.front_matter.synonyms import PERSON_SYNONYMS, SYNONYMS
from potluck.late import late

GROUP = "event"
"""The one key whose value is a group of lines, indented below it; they are `event.start`, … to the rest of the code."""
INNER = f"{GROUP}."
"""What the names of a meetup's lines begin with."""
INNER_KEYS = ("name", "start", "end", "place", "link")
EVENT_KEYS = tuple(f"{INNER}{key}" for key in INNER_KEYS)
POST_KEYS = (
    *"title author authors date slug tags summary image image_alt updated status series lang translation_of".split(),
    *"aliases canonical discussion math".split(),
    *EVENT_KEYS,
)
PAGE_KEYS = ("title", "slug", "summary", "status", "lang", "translation_of", "aliases", "math")
LINK_KEYS = ("website", "github", "gitlab", "mastodon", "bluesky", "linkedin", "twitter", "youtube", "orcid")
PERSON_KEYS = ("name", "pronouns", "role", "joined", "avatar", *LINK_KEYS, "feed", "email", "github_account")


class Foreign(msgspec.Struct, frozen=True):
    """A key that another generator uses: the key it becomes here (or none, when it has no use), and a hint."""

    becomes: str | None
    hint: str
    in_words: bool = False
    """Whether readers would miss what it says, so that only its author may take it away."""


def _same(becomes: str, words: str) -> dict[str, Foreign]:
    return dict.fromkeys(words.split(), Foreign(becomes, f"Potluck calls this `{becomes}`."))


def _unused(reason: str) -> Foreign:
    return Foreign(None, reason)


_LAYOUT = _unused("Every post has the same layout; this line is not needed here.")
_LOOKS = _unused("The theme decides how posts look; this line does nothing here.")
_LISTS = _unused("Every published post is listed; this line does nothing here.")
_ORDER = _unused("The dates of its posts give the order of a series; this line does nothing here.")
_ADDRESS = _unused("The address comes from the date and the file name; this line does nothing here.")
_CATEGORY = Foreign("tags", "Categories are tags here.")
_HIDDEN = Foreign("status", "Write `status: hidden` for a post that is in no list.")
_DRAFT = Foreign("status", "Write `status: draft` for a post that is not ready.")

FOREIGN: dict[str, Foreign] = {
    **_same("tags", "tag keywords topics"),
    **_same("summary", "description excerpt abstract teaser"),
    **_same(
        "date", "publishdate publish_date pubdate pub_date published_at created created_at created_time datepublished"
    ),
    **_same(
        "updated", "lastmod modified last_modified_at last_updated updateddate updated_date modified_date date_modified"
    ),
    **_same("image_alt", "cover_alt coveralt imagealt cover_image_alt"),
    **_same("lang", "language locale"),
    **_same("canonical", "canonical_url canonicalurl"),
    **_same("image", "cover cover_image featured_image feature_image header_image og_image thumbnail"),
    **_same("math", "mathjax katex"),
    **_same("aliases", "redirect_from legacyurl legacy_url"),
    **dict.fromkeys("pin featured weight displayinlist display_in_list nav_order".split(), _LISTS),
    **dict.fromkeys("share sidebar author_profile classes color".split(), _LOOKS),
    **dict.fromkeys("part order series_order series_index series_part".split(), _ORDER),
    "layout": _LAYOUT,
    "type": _unused("The folder says whether this is a post or a page; this line is not needed here."),
    "category": _CATEGORY,
    "categories": _CATEGORY,
    "published": _DRAFT,
    "draft": _DRAFT,
    "hidden": _HIDDEN,
    "unlisted": _HIDDEN,
    **dict.fromkeys(("permalink", "path"), _ADDRESS),
    "comments": _unused("There are no comments here; this line does nothing."),
    "toc": _unused("Long posts get a table of contents by themselves; this line does nothing here."),
    "author_image": _unused("A picture of a person belongs to that person's own file: `avatar: photo.jpg`."),
    "subtitle": Foreign(None, "Posts have no subtitle here; put it into the title or the first paragraph.", True),
    "output": _unused("This line belongs to R Markdown; it does nothing here."),
    "editor": _unused("This line belongs to an editor; it does nothing here."),
    "jupyter": _unused("This line belongs to Jupyter; it does nothing here."),
    "format": _unused("This line belongs to Quarto; it does nothing here."),
}

PERSON_FOREIGN: dict[str, Foreign] = {
    **_same("name", "title full_name display_name"),
    **_same("website", "url web site homepage blog"),
    **_same("feed", "rss atom"),
    **_same("twitter", "x"),
    **_same("mastodon", "fediverse"),
    **_same("avatar", "image photo picture"),
    "layout": _LAYOUT,
    "gravatar": _unused("Pictures come from a file beside this one: `avatar: photo.jpg`."),
    "slug": _unused("The handle is the file's name; this line does nothing here."),
}
TELLING = {
    "author": "author", "authors": "author", "title": "title", "date": "date", "作者": "author", "撰文": "author",
    "標題": "title", "标题": "title", "日期": "date", "標籤": "tags", "标签": "tags",
    "タイトル": "title", "著者": "author",
}  # fmt: skip
"""Words that say what is meant wherever they stand in a longer name."""
ABOUT = frozenset(
    """
    bio about about_me biography description summary intro introduction biografía biografia biographie über_mich
    sobre_mí sobre_mi descripción descrição beschreibung à_propos 自我介绍 自我介紹 自己紹介 简介 簡介 소개
    نبذة نبذة_عني о_себе
    """.split()
)
"""Under these names people put into a line what belongs below the second `---` of their own file."""

PRIVATE = frozenset(
    """
    phone phone_number mobile tel telephone telefon telefono telefone téléphone handy birthday birthdate birth_date
    date_of_birth dob born age address home_address street 电话 電話 生日 전화
    """.split()
)
"""What people write about themselves that is better kept from the web."""
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


def of_line(line: str) -> str:
    """The key of a line of front matter, as it is compared."""
    return canonical(line.partition(":")[0])


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
WHETHER = late("(?:show|hide|has|use|display|enable|is|no)_")
"""What names begin with that say whether something is so, and not what it is."""
SHORT = 3
"""Letters. A name of so few is another one by a single letter."""
CODE = frozenset("()=")
"""Signs that no name has: what holds them is code, and says nothing of what was meant."""
ASIDE = late(r"\s*[(\[][^()\[\]]*[)\]]\s*\Z")
"""What stands in brackets behind a name: `title (required)`."""

AROUND = late(
    r"\A(?:my|the|mein|meine|mi|mon|ma|meu|minha|il|le|la|el|der)_|_(?:of|for|de|del|des|du|da|do|di|für|pour|para|von)_.*"
)
"""What stands around a name that is said as a person would: `my title`, `titre de l'article`."""


@lru_cache(maxsize=4096)
def nearest(key: str, keys: tuple[str, ...] = POST_KEYS) -> str | None:
    """The known key that a misspelt one most likely stands for."""
    whole = canonical(ASIDE.sub("", unicodedata.normalize("NFKC", key[:40])))
    if SYNONYMS.get(whole) in keys or whole in keys or (SYNONYMS.get(whole) == "draft" and "status" in keys):
        return SYNONYMS.get(whole, whole)
    if PERSON_SYNONYMS.get(whole) in keys and keys is PERSON_KEYS:
        return PERSON_SYNONYMS[whole]
    for word, key in TELLING.items() if not (CODE & set(whole) or WHETHER.match(whole)) else ():
        if word in whole and key in keys and (not word.isascii() or word in re.split("[^a-z]+", whole)):
            return key
    bare = AROUND.sub("", whole)
    if SYNONYMS.get(bare, bare) in keys:
        return SYNONYMS.get(bare, bare)
    letters = re.sub(r"[^a-z_]", "", whole).strip("_") or "?"
    if SYNONYMS.get(letters) in keys:
        return SYNONYMS[letters]
    if whole.startswith(INNER) and keys is POST_KEYS:  # which all that stands below it begins with
        inner = difflib.get_close_matches(whole.removeprefix(INNER), INNER_KEYS, n=1, cutoff=0.74)
        return f"{INNER}{inner[0]}" if inner else None
    known = (*keys, *FOREIGN) if keys is not PERSON_KEYS else (*keys, *PERSON_FOREIGN)
    close = difflib.get_close_matches(letters, known, n=1, cutoff=0.8)
    if not close and len(letters) > SHORT:
        begun = [each for each in known if each in keys or each[:4] == letters[:4]]
        close = difflib.get_close_matches(letters, begun, n=1, cutoff=0.74)
    if close:
        return close[0]
    close = difflib.get_close_matches(letters, [word for word, key in SYNONYMS.items() if key in keys], n=1, cutoff=0.9)
    return SYNONYMS[close[0]] if close else None


def is_known(key: str) -> bool:
    """Whether any kind of file has this key, or another generator's files do."""
    return canonical(key) in _EVERY_KEY


_EVERY_KEY = frozenset((GROUP, *POST_KEYS, *PAGE_KEYS, *PERSON_KEYS, *FOREIGN, *PERSON_FOREIGN))
