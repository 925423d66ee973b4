"""Python files that are kept compiled, though who runs them does not write such files: the tasks, by Invoke."""

from __future__ import annotations

from contextlib import suppress
from importlib.util import cache_from_source
from pathlib import Path


def keep_compiled(file: Path) -> None:
    """Keep a file compiled where Python looks for it, told by what is in it: no change is too soon to be seen."""
    with suppress(OSError, NotImplementedError):
        kept = Path(cache_from_source(str(file)))
        if not kept.exists() or kept.stat().st_mtime < file.stat().st_mtime:
            import py_compile

            py_compile.compile(
                str(file), str(kept), quiet=2, invalidation_mode=py_compile.PycInvalidationMode.CHECKED_HASH
            )
