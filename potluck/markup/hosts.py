"""Which host an address leads to, as far as players and links to elsewhere care."""

from __future__ import annotations

from urllib.parse import urlsplit


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
