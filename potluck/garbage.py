"""When Python looks for garbage: not while something is made that stays, where looking would be in vain."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def left_alone(*, for_good: bool = False) -> Iterator[None]:
    """Look for no garbage meanwhile; ``for_good``, nor later among what was made: it stays until ``gc.unfreeze``."""
    looked_for = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if looked_for:
            if for_good:
                gc.freeze()
            gc.enable()
