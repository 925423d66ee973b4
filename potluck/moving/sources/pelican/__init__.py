"""Pelican sites. `settings` reads their settings without running them, and what stands above a text; `addresses` knows
where everything was served, and `reading` puts them together."""

from __future__ import annotations

from potluck.moving.sources.pelican.reading import read, recognised

__all__ = ["read", "recognised"]
