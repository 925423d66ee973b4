"""A person's links: a handle or an address in, one checked https address out."""

from __future__ import annotations

import ipaddress
import re
import unicodedata
from collections.abc import Callable
from difflib import get_close_matches
from urllib.parse import quote, unquote, urlsplit

import msgspec

from potluck.late import late

DOMAIN = late(r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}\Z")
NOBODYS = frozenset(
    "watch shorts playlist channel results feed post posts status hashtag search explore home orgs company".split()
)
"""Parts of addresses that lead to no person: `youtube.com/watch`, `linkedin.com/company`."""
ADDRESSES = {"bluesky": ".bsky.social", "github": ".github.io"}
"""What belongs behind a name, or stands there though it doesn't belong to it."""
SCHEME_TYPO = late(
    r"(?!https?://)(?:h?t{1,3}p{1,2}s?|hpt+ps?|htts?|h{2}ttps?)\s*+[:;,.]{0,2}\s*+/{0,3}\s*+[:;]?\s*+(?=[\w-]+[.,]\w)",
    re.I,
)
COMMA = late(r"\A((?:https?://)?[\w-]+),(?=[\w-]+(?:\.|/|\Z))")


class ProfileLink(msgspec.Struct, frozen=True):
    """A link on a person's card: its kind (`github`), the name readers see (`GitHub`), and an https address."""

    kind: str
    label: str
    url: str


class Site(msgspec.Struct, frozen=True):
    """How a profile looks on one site: who a handle is there, and which hosts belong to it."""

    label: str
    handle: str
    """A pattern that a handle matches whole."""
    address: str
    """The address of the profile of `{handle}`."""
    hosts: tuple[str, ...]
    example: str
    path: str = r"/@?(?P<handle>[^/]+)/?\Z"
    """A pattern of the paths of profiles on those hosts, with the handle in it."""


SITES: dict[str, Site] = {
    "github": Site("GitHub", r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,38})", "https://github.com/{handle}",
                   ("github.com",), "ada"),
    "gitlab": Site("GitLab", r"[A-Za-z0-9_][A-Za-z0-9_.-]*(?:/[A-Za-z0-9_.-]+)*", "https://gitlab.com/{handle}",
                   ("gitlab.com",), "ada", r"/(?P<handle>[^?#]+?)/?\Z"),
    "bluesky": Site("Bluesky", r"(?:[A-Za-z0-9-]+\.)+[A-Za-z]{2,}", "https://bsky.app/profile/{handle}",
                    ("bsky.app",), "ada.bsky.social", r"/profile/(?P<handle>[^/]+)/?\Z"),
    "linkedin": Site("LinkedIn", r"[\w%-]{2,120}", "https://www.linkedin.com/in/{handle}/",
                     ("linkedin.com",), "ada-lovelace", r"/(?:in|pub)/(?P<handle>[^/]+)(?:/.*)?\Z"),
    "twitter": Site("X", r"[A-Za-z0-9_]{1,15}", "https://x.com/{handle}", ("x.com", "twitter.com"), "ada"),
    "youtube": Site("YouTube", r"[\w.-]{2,60}", "https://www.youtube.com/@{handle}",
                    ("youtube.com",), "@ada", r"/@(?P<handle>[^/]+)(?:/.*)?\Z"),
    "orcid": Site("ORCID", r"\d{4}-\d{4}-\d{4}-\d{3}[\dX]", "https://orcid.org/{handle}",
                  ("orcid.org",), "0000-0002-1825-0097", r"/(?P<handle>[^/]+)/?\Z"),
}  # fmt: skip
EXAMPLES = {kind: site.example for kind, site in SITES.items()} | {
    "website": "https://example.org",
    "mastodon": "@ada@mastodon.social",
}


def profile_link(kind: str, text: str) -> ProfileLink | None:
    """The link that a handle or address makes; none when it is neither for this kind, one of the keys of `EXAMPLES`."""
    text = text.strip()
    if not text or len(text) > 300 or re.search(r"[\s<>\"'`\\{}|^]", text):
        return None
    make: Callable[[str], str | None] = {"website": web_address, "mastodon": _mastodon}.get(
        kind, lambda each: _profile(SITES[kind], each)
    )
    url = make(text)
    label = SITES[kind].label if kind in SITES else {"website": "Website", "mastodon": "Mastodon"}[kind]
    return ProfileLink(kind, label, url) if url else None


def likely_handle(kind: str, text: str) -> str | None:
    """The handle that a text most likely means which makes no link: one within a longer address, or between signs.

    What it answers makes a link; none when nothing is near.
    """
    if found := re.match(r"\s*\[[^\]]{0,100}\]\((?P<url>[^()\s]+)\)", text):
        text = found["url"]
    text = unicodedata.normalize("NFKC", text.strip().strip("<>\"'`“”‘’()[]{}# "))
    near = [
        text,
        meant_address(text) if kind == "website" else text,
        re.sub(r"\s*/\s*", "/", text),
        text.rstrip(";,.:"),
        re.sub(r"\A[^()\[\]]{1,100}[(\[]", "", text),  # a name, and the handle in brackets
    ]
    if kind == "website":
        near += [re.sub(r"\s*\.\s*", ".", text), re.split(r"[\s,;]+", text)[0]]
    if kind in SITES:
        near.append(re.sub(r"\A(?:[A-Za-z]{4,10}\s*[:/@]+\s*)", "", text))
        bare = re.sub(r"\A(?:https?:)?/*", "", text, flags=re.IGNORECASE)
        host, _, path = bare.partition("/")
        if get_close_matches(_bare_host(host), SITES[kind].hosts, n=1, cutoff=0.8):
            parts = [part for part in re.split(r"[/?#]", path) if part]
            near[:0] = parts[1:2] if parts[:1] in (["profile"], ["in"], ["user"], ["c"]) else parts[:1]
            near = [each for each in near if each.lower() not in NOBODYS]
    if kind == "linkedin":
        near.append(re.sub(r"\A/?in/", "", text))
    if kind in ("github", "gitlab"):
        near.append(re.sub(r"\A([^/.\s]+)/\S+\Z", r"\1", text))
    if kind in ADDRESSES:
        near += [f"{text}{ADDRESSES[kind]}", text.removesuffix(ADDRESSES[kind])]
    if kind == "orcid" and (digits := re.sub(r"[^\dX]", "", text.upper()))[15:] and len(digits) == 16:
        near.append("-".join(digits[at : at + 4] for at in range(0, 16, 4)))
    if kind == "mastodon":
        near.append(re.sub(r"\A((?:https?://)?[\w.-]+\.[a-z]{2,})/(?=[\w.-]+/?\Z)", r"\1/@", text))
        near.append(re.sub(r"\s*[(\[]?\s*(?:at|@)\s*[)\]]?\s*", "@", text))
    return next((each for each in near if each not in ("", text) and profile_link(kind, each)), None) or (
        text if profile_link(kind, text) else None
    )


def meant_address(text: str) -> str:
    """A text with the slips mended that keep it from being an address: `htps://`, and a comma for a dot."""
    return COMMA.sub(r"\1.", SCHEME_TYPO.sub("https://", text.strip(), count=1) if SCHEME_TYPO.match(text) else text)


def web_address(text: str) -> str | None:
    """An https address with a public domain, made from an address with or without `https://`."""
    if not re.match(r"[a-z][a-z0-9+.-]*:", text, re.IGNORECASE):
        text = f"https://{text.removeprefix('//')}"
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError:
        return None
    host = _host(parts.hostname or "")
    if parts.scheme.lower() not in ("http", "https") or not host or parts.username or parts.password:
        return None
    path = quote(unquote(parts.path), safe="/~:@!$&*+,;=()-._%") if parts.path else ""
    query = f"?{quote(parts.query, safe='/~:@!$&*+,;=()-._%?')}" if parts.query else ""
    fragment = f"#{quote(parts.fragment, safe='/~:@!$&*+,;=()-._%?')}" if parts.fragment else ""
    return f"https://{host}{f':{port}' if port and port != 443 and port != 80 else ''}{path}{query}{fragment}"


def _host(host: str) -> str | None:
    host = host.rstrip(".").lower()
    try:
        ipaddress.ip_address(host.strip("[]"))
        return None
    except ValueError:
        pass
    try:
        plain = host if host.isascii() else host.encode("idna").decode()
    except UnicodeError:
        return None
    return plain if DOMAIN.match(plain) and not plain.endswith((".local", ".localhost", ".internal")) else None


def _profile(site: Site, text: str) -> str | None:
    handle = text.removeprefix("@")
    bare = re.sub(r"\A(?:https?:)?//", "", text, flags=re.IGNORECASE)
    host, slash, _ = bare.partition("/")
    if slash and _bare_host(host) in site.hosts:
        found = re.match(site.path, urlsplit(f"https://{bare}").path)
        if not found:
            return None
        handle = unquote(found["handle"])
    if not re.fullmatch(site.handle, handle):
        return None
    return site.address.format(handle=quote(handle, safe="/-._~%"))


def _bare_host(host: str) -> str:
    host = host.lower().removeprefix("www.").removeprefix("m.").removeprefix("mobile.")
    return "linkedin.com" if host.endswith(".linkedin.com") else host


def _mastodon(text: str) -> str | None:
    if found := re.fullmatch(r"@?(?P<user>[A-Za-z0-9_.-]{1,60})@(?P<host>[^@/]+)", text):
        host = _host(found["host"])
        return f"https://{host}/@{found['user']}" if host else None
    url = web_address(text)
    if url and re.fullmatch(r"/(?:@|users/|web/@)[A-Za-z0-9_.-]{1,60}(?:@[A-Za-z0-9.-]+)?/?", urlsplit(url).path):
        return url.rstrip("/")
    return None
