"""Which scheme and host an address has, as far as the wall, players and links to elsewhere care."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

_SCHEME = re.compile(r"([a-zA-Z][a-zA-Z0-9+.-]*):")
_PASSED_OVER = re.compile(r"^[\x00-\x20]+|[\t\n\r]+")


def scheme_of(url: str) -> str:
    """The scheme of a URL as a browser reads it, in lower case; empty when it has none."""
    found = _SCHEME.match(_PASSED_OVER.sub("", url)) if ":" in url else None
    return found[1].lower() if found else ""


def host_of(url: str) -> str:
    """The host of a URL, in lower case; empty when it has none."""
    return host_and_path(url)[0]


def host_and_path(url: str) -> tuple[str, str]:
    """Host and path of an http(s) URL without user or port; empty strings for any other."""
    try:
        parts = urlsplit(url)
        plain = parts.scheme in ("", "http", "https") and parts.netloc == parts.hostname
    except ValueError:
        return "", ""
    return (parts.netloc, parts.path) if plain else ("", "")
