"""Potluck: the community blog where everyone brings a post.

Pelican loads this package as a plugin (``PLUGINS = ["potluck"]``). The folders tell the way of the data: content is
read, rendered, checked, composed into pages, built, verified and published. ``docs/architecture.md`` is the map.
"""

from __future__ import annotations

from typing import Any

HOME = "https://github.com/potluck-community/potluck"
"""Where the project itself lives, whatever a community's repository is called."""


def register() -> None:
    """Connect Potluck to Pelican; Pelican calls this when it loads the plugin."""
    from potluck.plugin import connect  # Pelican is only needed once a site is built

    connect()


def __getattr__(name: str) -> Any:
    """``potluck.Site`` for ``PELICAN_CLASS``, imported when Pelican asks, so that reading settings costs nothing."""
    if name == "Site":
        from potluck.build.site import Site

        return Site
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
