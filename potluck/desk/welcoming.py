"""What ``invoke`` says by itself: every task, with those that people begin with first."""

from __future__ import annotations

from collections.abc import Mapping

from potluck.desk.answers import say

GROUPS = {
    "To write": ("new", "serve", "check"),
    "To run a community": ("adopt", "build", "publish", "status", "rollback", "links", "translate", "upgrade"),
    "To move in, or out": ("import", "export"),
    "To change the site's code": ("test", "lint", "bench", "clean", "sample"),
    "For workflows on GitHub": (
        *("check-pull-request", "review-pull-request", "close-preview", "from-issue", "tell-hub"),
        *("links-issue", "canary-issue"),
    ),
}
"""Tasks by what they are for, each group in the order in which people meet them."""


def welcome(tasks: Mapping[str, str]) -> None:
    """Say what can be done here; `tasks` are names to sentences."""
    width = max(map(len, tasks))
    for heading, names in GROUPS.items():
        say(f"{heading}:")
        for name in names:
            say(f"  {name:{width}}  {tasks[name].removeprefix('(workflow) ')}")
        say("")
    say("`invoke TASK` does it, and `invoke --help TASK` tells what it can be told.")
