"""How templates are read, wherever Jinja reads one. Without imports, since every run of a settings file asks for it."""

from __future__ import annotations

from typing import Any

JINJA_OPTIONS: dict[str, Any] = {
    "autoescape": True,
    "trim_blocks": True,
    "lstrip_blocks": True,
    "extensions": ["jinja2.ext.i18n"],
}
"""Autoescape is a promise of docs/security.md: front matter never reaches a page as HTML."""
