"""The Content-Security-Policy that each page carries: what a browser may load and run on it, and nothing else.

A static host sends no headers of ours, so the policy is a ``<meta>``; it is the second wall, behind the allow-list of
``potluck.markup``. Inline styles and scripts are allowed by their hashes (CSP Level 3, section 2.3.1).
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable
from functools import lru_cache

BY_OUR_SCRIPTS = "'strict-dynamic'"
"""Allows what a script of ours fetches, and no other file: none that the page itself names (CSP Level 3, 8.2)."""


@lru_cache(maxsize=200)
def source_hash(text: str) -> str:
    """The expression that allows one inline style or script: ``'sha256-…'``."""
    digest = hashlib.sha256(text.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"


def security_policy(
    styles: Iterable[str],
    scripts: Iterable[str] = (),
    frames: Iterable[str] = (),
    *,
    own_files: bool = False,
    own_sheets: bool = False,
    drawing: Iterable[str] = (),
    elsewhere: Iterable[str] = (),
) -> str:
    """The policy of a page with these inline styles, these inline scripts, and players from these hosts.

    ``scripts`` are also data in elements of that name (JSON-LD), which browsers don't ask about, but HTML checkers do.
    ``own_files`` lets the page load scripts and styles that are files of this site, and show pictures of the reader's;
    ``own_sheets`` only style sheets.
    ``drawing`` are the expressions that allow the script that draws diagrams. It brings styles with what it draws, so
    these are allowed on such a page; that no text has any is the allow-list's doing. ``elsewhere`` are further
    directives, as ``"connect-src https://host"``, for what the site's settings turn on. Where ``BY_OUR_SCRIPTS`` is
    among them, and the page names script files itself, browsers would refuse those; the site's own are allowed instead.
    """
    own = ["'self'"] if own_files else []
    drawing = list(drawing)
    allowed_scripts = " ".join([*(source_hash(script) for script in scripts), *own, *drawing]) or "'none'"
    allowed_frames = " ".join(f"https://{host}" for host in frames) or "'none'"
    allowed_styles = ["'unsafe-inline'"] if drawing else [source_hash(style) for style in styles]
    directives = {
        "default-src": "'none'",
        "style-src": " ".join([*allowed_styles, *(["'self'"] if own_files or own_sheets else [])]) or "'none'",
        "img-src": "'self' data: blob:" if own_files else "'self' data:",
        "script-src": allowed_scripts,
        "frame-src": allowed_frames,
        "connect-src": "'self'",  # auditing tools fetch robots.txt in the page's name
        "base-uri": "'none'",
        "form-action": "'none'",
    }
    elsewhere = list(elsewhere)
    names_files = own_files or any(each.startswith("script-src https://") for each in elsewhere)
    for further in elsewhere:
        name, _, sources = further.partition(" ")
        if sources == BY_OUR_SCRIPTS and names_files:
            sources = "" if own_files else "'self'"
        known = directives.get(name, "")
        directives[name] = f"{known} {sources}".removeprefix("'none' ").strip()
    return "; ".join(f"{name} {sources}" for name, sources in directives.items())
