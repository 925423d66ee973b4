"""Build: the composed pages become files in the output folder, whole or not at all.

``site`` is the Pelican class that orders a run, ``writer`` puts bytes on the disk, ``run`` is what tasks call, and
``serve`` keeps a local site fresh while somebody writes.
"""

from __future__ import annotations

from potluck.build.run import Built, CannotBuild, build

__all__ = ["Built", "CannotBuild", "build"]
