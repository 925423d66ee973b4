"""The values that only posts and pages have: title, bylines, tags, status, and paths that lead to other posts."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Sequence
from html import unescape

from potluck.content.front_matter.values import Asked, Given, Refused, as_sentence, items, text_of
from potluck.content.front_matter.yaml_block import QUOTE_SIGNS
from potluck.content.model import Person, Status, Tag
from potluck.content.names import WINDOWS_RESERVED, slugify
from potluck.content.people import People
from potluck.content.rules import fields
from potluck.late import late

MAX_TITLE = 200
MAX_TAG = 50
MAX_TAGS = 20
MAX_AUTHORS = 20
MAX_ALIAS = 200
"""Characters of an old path, and bytes of each part of it: file systems take 255 for a name."""
_PATH_PART = (
    rf"(?!(?i:{'|'.join(sorted(WINDOWS_RESERVED))})(?:[./]|\Z))"
    r"[\w~!$&'()+,;=@](?:[\w.~!$&'()+,;=@ -]*[\w~!$&'()+,;=@-])?"
)
ALIAS = late(rf"(?!(?i:.*\.html?/.)){_PATH_PART}(?:/{_PATH_PART})*/?\Z")
"""An old path in the letters of any language, decoded, that every system can hold: no part begins with a dot or hyphen
or ends with a dot, blanks stand within one alone, and none is below a page's file."""
BEHIND_NAME = late(r"(?<!\s)\s*+(?:<[^<>@\s]{1,64}@[^<>\s]{1,100}>|[(（][^()（）]{1,60}[)）])\s*\Z")
"""An e-mail address behind a name, as git and mail programs write it, or pronouns and the like."""
PROFILE = late(r"(?:https?://)?(?:www\.)?github\.com/", re.IGNORECASE)
MAILBOX = late(r"([\w.+-]{2,64})@[\w.-]+\.[A-Za-z]{2,}\Z")
BEFORE_NAME = late(r"(?<!\s)\s*+(?:(?:written|posted|text) )?(?:by|von|par|por|door)\s+(?=\w)", re.IGNORECASE)
BETWEEN_NAMES = frozenset("with mit con avec com met med och og plus feat featuring".split())
"""What people put between two handles beside the signs and words that mean `and`."""
STATUS_WORDS = {
    "draft": frozenset(
        "entwurf borrador brouillon rascunho bozza szkic taslak черновик مسودة טיוטה 草稿 下書き 초안 wip unfinished"
        " unpublished private todo in-progress not-started work-in-progress to-do".split()
    ),
    "published": frozenset(
        "done ready final finished live public complete completed veröffentlicht fertig publicado publié pubblicato"
        " opublikowany опубликовано 已發布 已发布 公開 게시됨 完成".split()
    ),
    "hidden": frozenset("unlisted secret versteckt oculto caché escondido nascosto".split()),
}
"""What other programs and languages call them."""
NOBODY = frozenset(
    "todo tbd xxx name handle username user author me myself example someone firstname-lastname anonymous admin"
    " ich moi yo io 我 本人 私 自分 أنا я".split()
)
"""What templates, and people in a hurry, put where a handle belongs."""
OWN_HANDLE_HERE = "stands where your own handle belongs."
STATUSES = {status.value: status for status in Status}
TAG_SEPARATORS = late(r"\s*[;；、，،؛|]\s*|,\s*|\s+#(?=\w)|\s+[/·•>→]\s+|(?<!\s)\s*+<br ?/?>\s*")
_CODE = late(r"(?<!`)(`+)(?!`)([^`]+)\1(?!`)")
QUOTED_TAG = late(r"[“„‘].*[”“’]\Z")
"""What people put between tags instead of commas."""


def as_title(value: Given, _: Asked) -> str:
    """A title with a word in it. What it sets as code is told by no backticks, since lists and tabs show no code."""
    text = _without_code(text_of(value, "title", MAX_TITLE))
    if not text:
        raise Refused(fields.TITLE_MISSING, "The title is empty.", "Write: `title: Your title`")
    return text


def _without_code(text: str) -> str:
    return _CODE.sub(r"\2", text) if "`" in text else text


def as_authors(value: Given, asked: Asked) -> tuple[Person, ...]:
    """The people whom a byline names."""
    people: People = asked.around.people
    texts = [unescape(text) for text in ([value] if isinstance(value, str) else value or ())]
    names = [name for text in texts for name in people.split(text)]
    with_comma = len(names) == 2 and any(sign in text for text in (", ".join(texts),) for sign in ",，、")
    if with_comma and not any(map(people.find, names)):
        _turned(", ".join(names), names, people)
    if not names:
        raise Refused(fields.AUTHOR_MISSING, "The author is empty.")
    if len(names) > MAX_AUTHORS:
        raise Refused(fields.AUTHOR_UNKNOWN, f"A post has at most {MAX_AUTHORS} authors.")
    _swapped(names, asked)
    found = {}
    for name in names:
        meant = people.find(name)
        if len(meant) != 1:
            raise _nobody(name, meant, people)
        found[meant[0].handle] = meant[0]  # to hash a person would take all of their text
    return tuple(found.values())


def _swapped(names: list[str], asked: Asked) -> None:
    """Refuse an author that nobody is called, where the title is somebody's handle: they are swapped."""
    people, title = asked.around.people, str(asked.before.get("title", ""))
    author = people.by_handle.get(title)
    if author and len(names) == 1 and not people.find(names[0]) and not people.nearest(names[0]):
        said = f"The title is `{title[:60]}`, and the author `{names[0][:60]}`; are they the wrong way round?"
        raise Refused(fields.AUTHOR_UNKNOWN, said, f"Write: `title: {names[0]}`, and `author: {author.handle}`")


def _turned(shown: str, names: list[str], people: People) -> None:
    """Refuse a family name and a first name with a comma between them, which looks like two people."""
    if person := people.turned(shown):
        title = f"`{shown[:60]}` looks like two people, since there is a comma; did you mean `{person.handle}`?"
        handle = person.source.path.stem
        raise Refused(fields.AUTHOR_UNKNOWN, title, f"Write: `author: {handle}`", handle)
    one_word_each = all(len(name.split()) == 1 and name.istitle() and name.isalpha() for name in names)
    if one_word_each and not any(people.nearest(name) for name in names):
        name = f"{names[1]} {names[0]}"
        handle = slugify(name)
        title = f"`{shown[:60]}` looks like two people, since there is a comma, and neither is known here yet."
        fix = f"If this is one person, write `author: {handle}`, and add the file `content/authors/{handle}.md` with"
        raise Refused(fields.AUTHOR_UNKNOWN, title, f"{fix} these lines:\n\n{_card(name)}")


def _card(name: str) -> str:
    return f"---\nname: {name}\n---\n\nA sentence or two about you.\n"


def _nobody(name: str, found: Sequence[Person], people: People) -> Refused:
    """What to say of a name that is nobody's, or that of all whom it was `found` to be."""
    shown = name[:60]
    if found:
        handles = ", ".join(f"`{person.handle}`" for person in found)
        title, fix = f"Several people are called “{shown}”.", f"Write one of the handles: {handles}."
        return Refused(fields.AUTHOR_UNKNOWN, title, fix, also=tuple(person.relative for person in found))
    bare = BEFORE_NAME.sub("", BEHIND_NAME.sub("", name)).strip()
    words = [word for word in name.split() if word.lower() not in BETWEEN_NAMES and word.strip("-–—")]
    if len(words) > 1 and all(word.lower() in people.by_handle for word in words):
        better = ", ".join(dict.fromkeys(words))
        title = f"There is no comma in `{shown}`, and so this is taken for one name."
        return Refused(fields.AUTHOR_UNKNOWN, title, f"Write: `author: {better}`", better)
    turned = ", ".join(name.split("-")) if name.count("-") == 1 else bare or name
    mailbox = MAILBOX.match(name.strip())
    if mine := people.by_account(PROFILE.sub("", name).strip("/ ")):
        title = f"`{shown}` is an account on GitHub; here its owner is called `{mine.handle}`."
        return Refused(fields.AUTHOR_UNKNOWN, title, f"Write: `author: {mine.handle}`", mine.source.path.stem)
    near = people.nearest(bare or name) or people.by_one_name(bare or name)
    near = near or (people.by_one_name(mailbox[1]) if mailbox else None)
    near = near or people.turned(turned)
    if near:
        title = f"Author `{shown}` is not known here; did you mean `{near.handle}`?"
        return Refused(fields.AUTHOR_UNKNOWN, title, f"Write: `author: {near.handle}`", near.source.path.stem)
    return _not_here_yet(name, mailbox[1] if mailbox else "")


def _not_here_yet(name: str, account: str) -> Refused:
    """What to say of a name that is like none known here; `account` is what stands before the `@` of an address."""
    shown = name[:60]
    if not slugify(name) or "<" in name or "your" in name.lower() or {slugify(name), name.lower()} & NOBODY:
        fix = "Put your handle there: the name of your file in `content/authors/`, without `.md`."
        return Refused(fields.AUTHOR_UNKNOWN, f"`{shown}` {OWN_HANDLE_HERE}", fix)
    who = re.sub(r"[._\d]+", " ", account).strip() if account else name.strip()
    handle = slugify(who)
    who = re.sub("[-_]+", " ", who) if who.islower() and who.isascii() else who
    return Refused(
        fields.AUTHOR_UNKNOWN,
        f"Nobody called `{shown}` has a file in `content/authors/` yet.",
        (f"Write `author: {handle}`, and add the file" if account else "Add the file")
        + f" `content/authors/{handle}.md` with these lines:\n\n{_card(who.title() if who.islower() else who)}",
    )


AROUND_TAGS = "()（）{}[]［］【】 "


def separated(text: str) -> str | None:
    """Tags that stand between other signs than commas, with commas; none where there is nothing wrong."""
    if text.replace("-", "").replace(" ", "").isalnum():
        return None
    bare = text.strip(AROUND_TAGS)
    parts = list(filter(None, (part.strip(f" •·{QUOTE_SIGNS}").lstrip("# ") for part in TAG_SEPARATORS.split(bare))))
    return ", ".join(parts) if len(parts) > 1 or (parts and bare != text.strip()) else None


def as_tags(value: Given, _: Asked) -> tuple[Tag, ...]:
    """Tags, each once."""
    tags: dict[str, Tag] = {}
    whole = isinstance(value, str) and ("," not in value or value.strip(AROUND_TAGS) != value)
    if isinstance(value, str) and whole and (better := separated(value)):
        title = "Tags are divided by commas, and nothing stands around them."
        raise Refused(fields.TAG_INVALID, title, f"Write: `tags: {better}`", better)
    if isinstance(value, str) and len(items(value)) > 1 and all(map(QUOTED_TAG.match, items(value))):
        better = ", ".join(name.strip(f"{QUOTE_SIGNS} ") for name in items(value))
        title = "These quotation marks are curly, so they become part of the tags."
        raise Refused(fields.TAG_INVALID, title, f"Write: `tags: {better}`", better)
    for name in items(value):
        if name[0] == "<" and name[-1] == ">":
            title = f"“{name[:40]}” stands where the template wants tags of your own."
            raise Refused(fields.TAG_INVALID, title, "Write a tag or two there, or delete the line.")
        if (name[0] in QUOTE_SIGNS) != (name[-1] in QUOTE_SIGNS):
            bare = ", ".join(each.strip(f"{QUOTE_SIGNS} ") for each in items(value))
            said, better = ("A tag", bare) if isinstance(value, str) else (f"“{name[:40].strip(QUOTE_SIGNS)}”", None)
            title = f"{said} has a quotation mark at one end, and none at the other."
            raise Refused(fields.TAG_INVALID, title, f"Write: `tags: {bare}`", better)
        if better := separated(name):
            title = f"“{name[:40]}” would be a single tag; commas divide tags."
            raise Refused(fields.TAG_INVALID, title, f"Write: `{better}`", better)
        slug = slugify(name)
        if slug and (len(name) > MAX_TAG or (name[-1] in ".!?。" and name.count(" ") > 2)):
            said = (
                "is a sentence; a tag is a word or two" if name.count(" ") > 2 else f"is longer than {MAX_TAG} letters"
            )
            fix = "Write what matters, with commas: `tags: first time, web`"
            raise Refused(fields.TAG_INVALID, f"“{name[:40]}” {said}.", fix)
        if not slug:
            raise Refused(fields.TAG_INVALID, f"The tag “{name[:40]}” can't be part of an address.")
        tags.setdefault(slug, Tag(" ".join(name.lstrip("#").strip(QUOTE_SIGNS).split()), slug))
    if len(tags) > MAX_TAGS:
        raise Refused(fields.TAG_INVALID, f"There are {len(tags)} tags; at most {MAX_TAGS} can be shown.")
    return tuple(tags.values())


def as_series(value: Given, asked: Asked) -> str | None:
    """The name of a series, told like a title, whose page is at what can be written of it in an address."""
    name = as_sentence(value, asked)
    name = name and _without_code(name)
    if name and not slugify(name):
        title = f"The series “{name[:40]}” can't be part of an address."
        raise Refused(fields.VALUE_INVALID, title, "Give it a name with a letter or a digit.")
    return name


def as_status(value: Given, _: Asked) -> Status:
    """Whether a post is published, hidden or a draft."""
    text = str(value or "published").strip().lower()
    if text in STATUSES:
        return STATUSES[text]
    meant = next((ours for ours, words in STATUS_WORDS.items() if "-".join(text.split()) in words), None)
    near = [meant] if meant else difflib.get_close_matches(text[:40], STATUSES, n=1)
    if near:
        title = f"The status `{text[:40]}` is not known; did you mean `{near[0]}`?"
        raise Refused(fields.STATUS_UNKNOWN, title, f"Write: `status: {near[0]}`", near[0])
    raise Refused(fields.STATUS_UNKNOWN, f"The status `{text[:40]}` is not known.")


def as_reference(value: Given, _: Asked) -> str:
    """The slug of another post, however it is named."""
    text = str(value or "").strip().rsplit("/", 1)[-1].removesuffix(".md")
    return re.sub(r"\A\d{4}-\d{2}-\d{2}-", "", text).lower()


def as_aliases(value: Given, _: Asked) -> tuple[str, ...]:
    """Old paths of this site."""
    return tuple(dict.fromkeys(_alias(each) for each in items(value)))


def is_old_path(path: str) -> bool:
    """Whether a path, without a slash in front, is one that a file of a static site can answer for, on every system."""
    is_short = len(path) <= MAX_ALIAS and (path.isascii() or all(len(p.encode()) <= MAX_ALIAS for p in path.split("/")))
    is_plain = path.isascii() or unicodedata.is_normalized("NFC", path)  # or two names of one look would be two files
    return is_short and is_plain and ALIAS.match(path) is not None and ".." not in path


def _alias(text: str) -> str:
    path = re.sub(r"\Ahttps?://[^/]+", "", text).strip("/").replace("%20", " ")
    if not is_old_path(path):
        title = f"`{text[:60]}` is not a path of this site."
        raise Refused(fields.VALUE_INVALID, title, "Write an old path such as `/2020/05/walk/`.")
    return path if "." in path.rsplit("/", 1)[-1] else f"{path}/"
