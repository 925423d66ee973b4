"""Which scheme and host an address has, as far as the wall, players and links to elsewhere care."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from potluck.late import late

HOST = r"https?://(?:[a-z0-9]++(?:-[a-z0-9]++)*\.)+[a-z]{2,}"
"""How most whole addresses begin."""
ADDRESS = late(rf"[^:]*|mailto:(?!//)[!-~]*|{HOST}(?:[/?#][!-~]*)?")
"""What nh3 takes for an address, whatever it may say of others."""
_SCHEME = late(r"([a-zA-Z][a-zA-Z0-9+.-]*):")
_AUTHORITY = re.compile(r"(?:(?:https?|ftp):/*|//+)(?:[^/?#]*@)?(\[[^]/?#]*\]|[^:/?#]*)", re.IGNORECASE)
_PASSED_OVER = late(r"^[\x00-\x20]+|[\t\n\r]+")


def scheme_of(url: str) -> str:
    """The scheme of a URL as a browser reads it, in lower case; empty when it has none."""
    found = _SCHEME.match(_as_read(url)) if ":" in url else None
    return found[1].lower() if found else ""


def leads_away(url: str) -> bool:
    """Whether a browser that follows a URL may ask another site: it begins with a scheme, or with two slashes."""
    return bool(scheme_of(url)) or _plain(url).startswith("//")


def host_of(url: str) -> str:
    """The host that a browser asks when it follows a URL, in lower case; empty when it stays on its site.

    Browsers take what few others do (WHATWG URL, 4.4): any number of slashes, backslashes for slashes, capitals, a user
    before and a port behind.
    """
    found = _AUTHORITY.match(_plain(url))
    return found[1].lower() if found else ""


def _plain(url: str) -> str:
    return _as_read(url).replace("\\", "/")


def _as_read(url: str) -> str:
    """A URL without what browsers pass over, which few have."""
    return url if url.isprintable() and not url.startswith(" ") else _PASSED_OVER.sub("", url)


def host_and_path(url: str) -> tuple[str, str]:
    """Host and path of an http(s) URL without user or port, written as is usual; empty strings for any other."""
    try:
        parts = urlsplit(url)
        plain = parts.scheme in ("", "http", "https") and parts.netloc == parts.hostname
    except ValueError:
        return "", ""
    return (parts.netloc, parts.path) if plain else ("", "")
