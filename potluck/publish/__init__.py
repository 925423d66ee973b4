"""Publish: a finished output folder becomes the live site, as a transaction around ghp-import.

In order: ``preflight`` looks the clone over before anything is built, ``make_plan`` works out what readers will see
change, ``publish`` makes the commit and moves the branch, ``watch`` waits until readers get it, ``tell_hub`` lets feed
readers know. ``read_status`` and ``publications`` tell what is live; ``plan_rollback`` brings an earlier site
back. ``host_of`` gives all of that for a branch and for hosts elsewhere alike. Building the site and
checking it are the caller's. Whatever goes wrong is a ``PublishRefused`` with a reason and a fix.
"""

from __future__ import annotations

from potluck.publish.checkout import Checkout, preflight
from potluck.publish.destination import locate
from potluck.publish.github_pages import write_host_files
from potluck.publish.history import Changes, changes, publications, read_status
from potluck.publish.host import Host, host_of
from potluck.publish.latecomers import Latecomers
from potluck.publish.plan import CONCERNS, Plan, make_plan
from potluck.publish.readers import Seen, tell_hub, watch
from potluck.publish.refused import Overtaken, PublishRefused
from potluck.publish.transaction import Published, plan_rollback, publish

__all__ = [
    "CONCERNS",
    "Changes",
    "Checkout",
    "Host",
    "Latecomers",
    "Overtaken",
    "Plan",
    "PublishRefused",
    "Published",
    "Seen",
    "changes",
    "host_of",
    "locate",
    "make_plan",
    "plan_rollback",
    "preflight",
    "publications",
    "publish",
    "read_status",
    "tell_hub",
    "watch",
    "write_host_files",
]
