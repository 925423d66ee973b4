"""GitHub Flavored Markdown as a Python-Markdown extension.

What stock Python-Markdown reads otherwise than GitHub is mostly in its block and inline parser, so those two are
replaced; each module follows one part of the GFM specification. Nothing here is about safety: see `sanitise`.
"""

from __future__ import annotations

from potluck.markup.github.extension import Bare, GitHub

__all__ = ["Bare", "GitHub"]
