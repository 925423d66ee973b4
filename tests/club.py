"""A small community for tests of the Write page: one member, one post, built once."""

from __future__ import annotations

from pathlib import Path

import pytest

from potluck.build import build
from tests.conftest import CONF, MOMENT


def put(root: Path, files: dict[str, str]) -> None:
    """Write these files, path to text."""
    for path, text in files.items():
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8", newline="")


def built_club(root: Path, settings: str = "") -> Path:
    """The community at ``root``, with more lines of settings; its site is in ``output/``."""
    put(
        root,
        {
            "siteconf.py": f"{CONF}\n{settings}\n",
            "content/authors/tom-oak.md": "---\nname: Tom Oak\n---\n\nTom grows apples.\n",
            "content/posts/2026-05-02-first.md": "---\ntitle: First\nauthor: tom-oak\n---\n\nTwelve of us came.\n",
        },
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", MOMENT)
        built = build(root / "siteconf.py")
    assert built.errors == 0, built.problems
    return root
