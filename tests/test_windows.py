"""What would go wrong on Windows only, held by how it is written, since the tests run elsewhere."""

from __future__ import annotations

import re

from tests.conftest import ROOT

OPENED = re.compile(r"os\.open\([^\n]*")
AS_BYTES = ("READING", "_BINARY", "O_BINARY", "devnull")


def test_files_are_opened_as_bytes_and_not_with_line_ends_changed_up_to_a_byte_of_26() -> None:
    lines = [line for file in (ROOT / "potluck").rglob("*.py") for line in OPENED.findall(file.read_text("utf-8"))]
    assert lines
    assert [line for line in lines if not any(each in line for each in AS_BYTES)] == []
