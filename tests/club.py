"""A small community for tests of the Write page: one member, one post, built once."""

from __future__ import annotations

from pathlib import Path

from tests.conftest import CONF
from tests.files import built_at, put_all


def built_club(root: Path, settings: str = "") -> Path:
    """The community at ``root``, with more lines of settings; its site is in ``output/``."""
    put_all(
        root,
        {
            "siteconf.py": f"{CONF}\n{settings}\n",
            "content/authors/tom-oak.md": "---\nname: Tom Oak\n---\n\nTom grows apples.\n",
            "content/posts/2026-05-02-first.md": "---\ntitle: First\nauthor: tom-oak\n---\n\nTwelve of us came.\n",
        },
    )
    built_at(root)
    return root
