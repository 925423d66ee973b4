"""Makes files of a submission: the post, its pictures, and a newcomer's card, as our content model has them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

import yaml

from potluck.content.library import Library
from potluck.content.names import slugify
from potluck.content.profiles import EXAMPLES, profile_link, web_address
from potluck.github.events import Account
from potluck.submission.attachments import MOST_PICTURES, Fetched, is_attachment
from potluck.submission.form import FormRefused, Submission

Fetch = Callable[[str], "Fetched | str"]

_MARKDOWN_IMAGE = re.compile(
    r"!\[(?P<alt>[^\]\n]{0,500}+)\]\(\s*+<?(?P<address>https://[^)\s>]{1,500}+)>?[^)\n]{0,300}+\)"
)
_FENCE = re.compile(r" {0,3}(?:```|~~~)")
_HTML_IMAGE = re.compile(r"<img\b(?P<attributes>[^<>]{0,1000})>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"\b(?P<name>alt|src)\s*=\s*(?P<q>[\"'])(?P<value>.*?)(?P=q)", re.IGNORECASE | re.DOTALL)
_NAMED = re.compile(r"(?P<kind>[A-Za-z]{2,12})\s*[:=]\s*(?P<value>\S.*)")
_ALSO = {"x": "twitter", "web": "website", "site": "website", "blog": "website", "homepage": "website"}


@dataclass
class Draft:
    """Files to add (path from the repository's root to bytes), and what a maintainer should know about them."""

    handle: str
    slug: str
    files: dict[str, bytes] = field(default_factory=dict)
    remarks: list[str] = field(default_factory=list)


def draft(given: Submission, account: Account, library: Library, day: date, number: int, fetch: Fetch) -> Draft:
    """The files of a submission by a GitHub account. Raises FormRefused."""
    person = library.find_person(given.name)
    handle = person.handle if person else slugify(given.name)
    slug = slugify(given.title) or f"post-{number}"
    if not handle:
        handle = slugify(account.login)
    made = Draft(handle, slug)
    if person is None:
        if library.person(handle):
            raise FormRefused(f"Somebody else here has the short name “{handle}” already. Add an initial to your name.")
        made.files[f"content/authors/{handle}.md"] = _card(given, account, made).encode()
    folder = f"content/posts/{day.isoformat()}-{slug}"
    taken = library.content_dir.parent / folder
    if taken.exists() or taken.with_name(f"{taken.name}.md").exists():
        folder += f"-{number}"
    text, pictures = _own_pictures(given.text, fetch, made)
    made.files.update({f"{folder}/{name}": data for name, data in pictures.items()})
    front = {"title": given.title, "author": handle} | ({"tags": list(given.tags)} if given.tags else {})
    path = f"{folder}/index.md" if pictures else f"{folder}.md"
    made.files[path] = f"---\n{_yaml(front)}---\n\n{text.strip()}\n".encode()
    return made


def _card(given: Submission, account: Account, made: Draft) -> str:
    links: dict[str, str] = {}
    for line in given.links:
        kind, value = _link(line)
        if kind and kind not in links:
            links[kind] = value
        else:
            made.remarks.append("A line among the links is none that we know, and was left out.")
    front = {"name": given.name, "github": account.login} | {key: links[key] for key in links if key != "github"}
    return f"---\n{_yaml(front)}---\n\n{given.bio}\n"


def _link(line: str) -> tuple[str, str]:
    """The front matter key and value of a link that somebody typed, in whatever way; two empty strings for none."""
    found = _NAMED.fullmatch(line)
    if found and not line.lower().startswith(("http:", "https:")):
        kind = found["kind"].lower()
        kind = _ALSO.get(kind, kind)
        value = found["value"].strip()
        return (kind, value) if kind in EXAMPLES and profile_link(kind, value) else ("", "")
    if re.fullmatch(r"@[\w.-]+@[\w.-]+", line):
        return ("mastodon", line) if profile_link("mastodon", line) else ("", "")
    for kind in EXAMPLES:
        if kind not in ("website", "mastodon") and "/" in line and profile_link(kind, line):
            return kind, line
    address = web_address(line) if "." in line and " " not in line else None
    return ("website", address) if address else ("", "")


def _own_pictures(text: str, fetch: Fetch, made: Draft) -> tuple[str, dict[str, bytes]]:
    """The text with each dropped-in picture as a file beside it, and those files. Code is left as it is."""
    pictures: dict[str, bytes] = {}
    names: dict[str, str] = {}

    def named(alt: str, address: str, whole: str) -> str:
        if not is_attachment(address):
            return whole
        if address not in names:
            if len(names) >= MOST_PICTURES:
                made.remarks.append(f"More than {MOST_PICTURES} pictures; the rest were left where they are.")
                return whole
            names[address] = _keep(fetch(address), alt, len(names) + 1, pictures, made)
        name = names[address]
        return f"![{alt}]({name})" if name else f"[{alt or address}]({address})"

    def from_markdown(found: re.Match[str]) -> str:
        return named(found["alt"].strip(), found["address"], found[0])

    def from_html(found: re.Match[str]) -> str:
        attributes = {each["name"].lower(): each["value"] for each in _ATTRIBUTE.finditer(found["attributes"])}
        alt = re.sub(r"[\[\]\n]", " ", attributes.get("alt", "")).strip()
        return named(alt, attributes.get("src", ""), found[0])

    parts = [
        part if is_code else _HTML_IMAGE.sub(from_html, _MARKDOWN_IMAGE.sub(from_markdown, part))
        for part, is_code in _with_code_apart(text)
    ]
    return "\n".join(parts), pictures


def _with_code_apart(text: str) -> Iterator[tuple[str, bool]]:
    """The text in parts, by line, and of each whether it is a block of code between fences; one left open is none."""
    lines = text.split("\n")
    fences = [number for number, line in enumerate(lines) if _FENCE.match(line)]
    closings = [number for number in fences if lines[number].strip() in ("```", "~~~")]
    start = 0
    for opening in fences:
        later = bisect_right(closings, opening)
        if opening < start or later == len(closings):
            continue
        closing = closings[later]
        if opening > start:
            yield "\n".join(lines[start:opening]), False
        yield "\n".join(lines[opening : closing + 1]), True
        start = closing + 1
    if start < len(lines):
        yield "\n".join(lines[start:]), False


def _keep(got: Fetched | str, alt: str, number: int, pictures: dict[str, bytes], made: Draft) -> str:
    """The name a picture is kept under; empty, with a remark, where there is none to keep."""
    if isinstance(got, str):
        made.remarks.append(f"Picture {number} is only linked to: {got}")
        return ""
    words = slugify(alt)[:40].strip("-")
    name = f"{words if words not in ('', 'image') else f'picture-{number}'}{got.suffix}"
    name = f"{number}-{name}" if name in pictures else name
    pictures[name] = got.data
    return name


def _yaml(values: Mapping[str, object]) -> str:
    """The values a line each, lists within their line."""
    flow = None if any(isinstance(each, list) for each in values.values()) else False
    return str(yaml.safe_dump(values, allow_unicode=True, sort_keys=False, width=10_000, default_flow_style=flow))
