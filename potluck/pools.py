"""Pebble's pools of processes, without ``asyncio``, which takes as long to import as all the rest.

What a pool's processes come from imports this as well.
"""

from __future__ import annotations

from potluck.put_off import put_off

with put_off("asyncio"):
    from pebble import ProcessExpired, ProcessPool

__all__ = ("ProcessExpired", "ProcessPool")
