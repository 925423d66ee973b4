"""People as sites describe them in data: mappings and lists of any of the usual shapes, and files of Markdown."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from potluck.content.profiles import profile_link
from potluck.moving.front_matter import Parsed, as_list, as_text, data_file, lowered, text_at
from potluck.moving.model import Note, OldPerson, OldSite
from potluck.moving.tree import Tree

NAMES = ("name", "display_name", "displayname", "display-name", "full_name", "fullname", "title", "label")
BIOS = ("bio", "about", "description", "biography", "short_bio", "shortbio", "summary", "intro", "profile")
ROLES = ("role", "position", "job", "title_role")
AVATARS = ("avatar image photo picture profile_image avatar_url image_url imageurl portrait img headshot").split()
KEYS = ("id", "key", "handle", "username", "nickname", "slug", "short_name", "login", "nick")
LINKS = {
    "website": ("website", "url", "web", "site", "homepage", "blog", "uri", "link", "www", "home"),
    "github": ("github", "github_username", "githubusername", "gh"),
    "gitlab": ("gitlab",),
    "mastodon": ("mastodon", "fediverse"),
    "bluesky": ("bluesky", "bsky"),
    "linkedin": ("linkedin", "linkedin_username"),
    "twitter": ("twitter", "twitter_username", "x", "twitter_handle", "twitterusername"),
    "youtube": ("youtube",),
    "orcid": ("orcid",),
}
NESTED = ("social", "links", "socials", "socialmedia", "social_links", "contact", "params", "profiles", "follow")
KINDS = {alias: kind for kind, aliases in LINKS.items() for alias in aliases}
PLACES = re.compile(
    r"(?:\A|/)_?(?:data|content|src/data|src/content|src/_data)/?.*?(?:\A|/)_?(?:authors?|people|members?|team|contributors?|writers?)"
    r"(?:/[^/]+)*?\.(?:ya?ml|json|toml)\Z"
    r"|(?:\A|/)[._]?authors\.(?:ya?ml|json|toml)\Z"
)
"""Data about people: in a folder of data, or `authors.yml` anywhere, as beside the posts of Docusaurus and MkDocs."""
PEOPLE_WORDS = frozenset(
    ("author", "authors", "people", "person", "member", "members", "team", "contributors", "writers")
)


def people_in(data: Any, source: str) -> list[OldPerson]:
    """The people that data describe: a mapping by key, a list, or one person."""
    if isinstance(data, Mapping):
        for word in PEOPLE_WORDS:
            if isinstance(data.get(word), (Mapping, list)):
                return people_in(data[word], source)
        if any(str(key).lower() in NAMES for key in data) and not all(
            isinstance(each, Mapping) for each in data.values()
        ):
            stem = source.rsplit("/", 1)[-1].partition(".")[0]
            data = {stem: data}
        return [person for key, each in data.items() if (person := _person(str(key), each, source))]
    return [person for each in data if (person := _person("", each, source))] if isinstance(data, list) else []


def person_of(parsed: Parsed, key: str, source: str) -> OldPerson:
    """The person that a file of front matter and bio describes."""
    person = _person(key, parsed.values, source) or OldPerson(key, source=source)
    person.key = key
    given = parsed.text("short_name", "username", "id", "handle")
    if given and given != key:
        person.also.append(given)
    person.bio = parsed.body.strip() or person.bio
    person.source = source
    return person


def take_people_files(tree: Tree, site: OldSite, wanted: Callable[[str], bool] = lambda name: True) -> None:
    """Take people from files of data, as `_data/authors.yml` and `src/content/authors/ada.json`.

    A file that can't be read is told of: who is in it would be lost in silence.
    """
    for name in tree.files:
        if not PLACES.search(name.lower()) or not wanted(name) or (text := site.text_of(tree, name)) is None:
            continue
        data = data_file(name.lower(), text)
        if people := people_in(data, name):
            site.people += people
            site.skip(name, "People's data; each became a file of their own.")
        elif data is None and tree.files[name].stat().st_size:
            site.skip(name, "It can't be read as data, so the people in it stayed behind.")
            site.ask(
                f"`{name}` has a mistake in its form and could not be read. Mend it and run the import again; until "
                "then people have the names that bylines use."
            )


def _person(key: str, data: Any, source: str) -> OldPerson | None:
    if isinstance(data, str):
        return OldPerson(key or data, name=data, source=source)
    if not isinstance(data, Mapping):
        return OldPerson(key, name=key, source=source) if key and data is None else None
    values = lowered(data)
    name = text_at(values, *NAMES)
    key = key or text_at(values, *KEYS) or name
    if not key:
        return None
    person = OldPerson(key, name=name or key, source=source)
    person.also = [text for text in (text_at(values, *KEYS),) if text and text != key]
    title = text_at(values, "title")
    person.bio = "\n\n".join(text for text in (title if title != name else "", _bio(values)) if text)
    person.role = text_at(values, *ROLES) or (
        "mentor" if text_at(values, "prof", "instructor").lower() == "true" else ""
    )
    person.pronouns = text_at(values, "pronouns")
    person.email = text_at(values, "email", "mail", "e-mail")
    person.avatar = text_at(values, *AVATARS)
    person.joined = text_at(values, "joined", "since")
    _add_links(person, values, 0)
    if person.avatar == "" and text_at(values, "gravatar"):
        said = "The picture was at Gravatar; a file beside theirs shows it here (`avatar: photo.jpg`)."
        person.notes.append(Note(said, needs_person=True))
    return person


def _bio(values: Mapping[str, Any]) -> str:
    for each in BIOS:
        value = values.get(each)
        if isinstance(value, str) and as_text(value):
            return value.strip()
    return ""


def _add_links(person: OldPerson, values: Mapping[str, Any], depth: int) -> None:
    for key, value in values.items():
        kind = KINDS.get(str(key).lower())
        if kind and (text := as_text(value)):
            person.links.setdefault(kind, text)
        elif str(key).lower() in NESTED and depth < 3:
            for each in value if isinstance(value, list) else [value]:
                if isinstance(each, Mapping):
                    _labelled(person, lowered(each), depth)
                elif text := as_text(each):
                    _by_address(person, text, "")


def _labelled(person: OldPerson, values: dict[str, Any], depth: int) -> None:
    """A link with its label and address, or a mapping of links."""
    address = text_at(values, "url", "link", "href", "address", "value")
    label = text_at(values, "label", "name", "title", "icon", "platform", "type", "kind", "service")
    if address and label:
        _by_address(person, address, label)
    else:
        _add_links(person, values, depth + 1)


def _by_address(person: OldPerson, address: str, label: str) -> None:
    """Take a link by the site it leads to, else by its label, else as the person's own web site."""
    if address.startswith("mailto:") or "@" in address.partition("/")[0]:
        person.email = person.email or address.removeprefix("mailto:")
        return
    words = re.findall(r"[a-z]+", label.lower())
    kinds = [KINDS[word] for word in words if word in KINDS and KINDS[word] != "website"]
    host = address.lower()
    kinds += [
        kind for kind in LINKS if kind != "website" and (f"{kind}." in host or (kind == "bluesky" and "bsky" in host))
    ]
    kinds += ["twitter"] if re.search(r"//(?:www\.)?x\.com/", host) else []
    for kind in [*kinds, "website"]:
        if kind not in person.links and profile_link(kind, address):
            person.links[kind] = address
            return


def described(parsed: Parsed) -> list[OldPerson]:
    """Those of whom a post's front matter says more than a name, as Docusaurus' does."""
    value = parsed.get("authors", "author")
    found = [person for each in value if (person := _person("", each, ""))] if isinstance(value, list) else []
    prefixed = {key.removeprefix("author_"): each for key, each in parsed.values.items() if key.startswith("author_")}
    whole = value if isinstance(value, Mapping) else {"name": as_text(value), **prefixed} if prefixed else None
    found += [person] if whole and (person := _person("", whole, "")) else []
    return [person for person in found if person.bio or person.links or person.avatar]


def bylines(parsed: Parsed) -> list[str]:
    """Everybody that a post's front matter names as its author."""
    found: list[str] = []
    for key in ("authors", "author", "byline", "writers", "by"):
        value = parsed.get(key)
        for each in value if isinstance(value, list) else [value]:
            if isinstance(each, Mapping):
                text = text_at(lowered(each), "name", "key", "id", "slug", "username", "handle")
                found += [text] if text else []
            elif isinstance(value, list):
                found += [text for text in (as_text(each),) if text]
            elif text := as_text(each):
                found += as_list(text) if text.startswith("[") else [text]
        if found:
            break
    return found
