"""Patterns that are compiled late, and others' code that knows nothing of them."""

from __future__ import annotations

import re
import sys
from importlib import import_module
from pathlib import Path

import pytest

from potluck.late import all_late, none_late

MODULE = """
import re
WORD = re.compile("b+", re.I)
class Reader:
    word = WORD
"""


def test_a_plugin_that_comes_later_may_hand_any_pattern_to_re(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "late_module.py").write_text(MODULE)
    monkeypatch.syspath_prepend(tmp_path)
    with all_late("late_module"):
        module = import_module("late_module")
    assert module.WORD.sub("x", "aBBc") == "axc"
    with pytest.raises(TypeError):
        re.sub(module.WORD, "x", "aBBc")
    monkeypatch.setitem(sys.modules, "no_such_module", None)  # as those do who want nobody to import it
    none_late()
    assert re.sub(module.WORD, "x", "aBBc") == re.sub(module.Reader.word, "x", "abc") == "axc"
    assert isinstance(module.WORD, re.Pattern)
