"""Jekyll sites. `reading` takes texts and people, as `settings` say; `templates` knows what Liquid asks for, and which
pages were all template."""

from __future__ import annotations

from potluck.moving.sources.jekyll.reading import read, recognised

__all__ = ["read", "recognised"]
