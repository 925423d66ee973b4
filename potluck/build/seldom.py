"""What Pelican imports and a build of ours seldom needs, imported when somebody asks for it: all that takes long.

Texts are read by ``potluck.content``, dates by our own rules, what was done is told by the desk, and the server and its
watcher are ours. So something else is in the place of these modules while Pelican is imported (``potluck.put_off``).
"""

from __future__ import annotations

import sys
from importlib import import_module

from potluck.late import all_late, none_late
from potluck.put_off import put_off, without

READERS = "pelican.readers"
SELDOM = (
    *(READERS, "pelican.server", "rich.console", "rich.logging", "dateutil.parser", "watchfiles"),
    *("multiprocessing", "urllib.request", "jinja2.parser"),
)


def import_pelican() -> None:
    """Import Pelican, and what reads records, without what they seldom need, if nobody has imported them yet."""
    with without("typing_extensions"), put_off("msgspec.inspect"):
        import_module("msgspec")  # for which `typing` of Python does as well
    if "pelican" not in sys.modules:
        with put_off(*SELDOM), all_late("pelican", "jinja2", "html", "_markupbase"):
            import_module("pelican")


def bring_in() -> None:
    """Give plugins all of what they may look for: readers where generators have them, modules where others have them,
    and patterns for ``re.sub``.
    """
    none_late()
    for name in SELDOM:
        import_module(name)
    import_module("pelican.generators").Readers = import_module(READERS).Readers  # type: ignore[attr-defined]
