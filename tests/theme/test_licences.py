"""What was written by others is named, with version, size and licence, as it is."""

from __future__ import annotations

import re

from potluck.pages.generators import diagrams
from tests.conftest import ROOT

NOTICES = (ROOT / "docs/licences.md").read_text(encoding="utf-8")
WRITTEN_ELSEWHERE = re.compile(r"\A/(?:\*!|\*\*).{0,400}?\b(?:license|licence)\b", re.IGNORECASE | re.DOTALL)


def test_every_script_that_was_written_elsewhere_is_named_with_its_version_and_size() -> None:
    scripts = [
        file for file in (ROOT / "theme").rglob("*.js") if WRITTEN_ELSEWHERE.match(file.read_text("utf-8")[:500])
    ]
    assert sorted(file.name for file in scripts) == ["marked.js", "purify.js"]
    for file in scripts:
        row = next(line for line in NOTICES.splitlines() if f"`{file.relative_to(ROOT).as_posix()}`" in line)
        version = re.search(r"\d+\.\d+\.\d+", file.read_text("utf-8")[:500])
        assert version and version[0] in row
        assert f"{file.stat().st_size:,}" in row


def test_the_version_of_mermaid_is_the_one_that_is_pinned() -> None:
    assert f"`{diagrams.PATH}`" in NOTICES
