"""When Python looks for garbage: not while something is made that stays, where looking would be in vain."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

ALLOCATIONS = 50_000
"""After so many objects a build looks for garbage: a page leaves a few, and what it notes stays."""


@contextmanager
def left_alone() -> Iterator[None]:
    """Look for no garbage meanwhile, nor later among what was made: it stays until ``gc.unfreeze``."""
    looked_for = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if looked_for:
            gc.freeze()
            gc.enable()
