"""The quotation marks of each language, which are docutils' knowledge.

They stand in a file of docutils that needs none of the others, and is read alone: to import what lies around it takes
three times as long.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from importlib.util import find_spec, module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any


def _known() -> Mapping[str, Sequence[str]]:
    docutils = find_spec("docutils")
    assert docutils and docutils.origin
    spec = spec_from_file_location("smartquotes", Path(docutils.origin).parent / "utils" / "smartquotes.py")
    assert spec and spec.loader
    module: Any = module_from_spec(spec)
    spec.loader.exec_module(module)
    known: Mapping[str, Sequence[str]] = module.smartchars.quotes
    return known


MARKS = _known()
"""By language tag in lower case: opening and closing double, opening and closing single marks."""
