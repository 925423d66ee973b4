"""Build: the composed pages become files in the output folder, whole or not at all.

``run`` is what tasks call. It first takes a ``look`` at what the last build left (``inputs``, ``scan``, ``store``), and
mostly needs nothing else; ``built`` tells what came of it, and ``leaving`` keeps that for the next build. ``site`` is
the Pelican class that orders a run: ``touched`` tells what a change may have reached, the ``ledger`` asks its
``notebook`` which pages read that, and the ``writer`` makes these (``page_writer``), leaves all others alone
(``leaves_alone``), and puts bytes on the disk (``output_folder``). ``serve`` keeps a local site fresh while somebody
writes (``standing``).
"""

from __future__ import annotations

from potluck.build.built import Built
from potluck.build.conf import CannotBuild
from potluck.build.run import build

__all__ = ["Built", "CannotBuild", "build"]
