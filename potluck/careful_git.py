"""How git is run here: whatever its owner's settings are, and whatever lies in the folders that strangers fill.

A folder that holds ``HEAD``, ``config``, ``objects/`` and ``refs/`` is a repository to git, which reads its settings,
and some settings name programs to run. So git is never started in a folder below ``content/``, and where it looks for a
repository by itself, such a folder is none.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

#: Handed over in the environment, so that a git which git starts obeys them too.
SETTINGS = {
    "core.hooksPath": "/dev/null",
    "core.fsmonitor": "false",
    "core.quotePath": "false",
    "safe.bareRepository": "explicit",
}


def given_in(environment: Mapping[str, str]) -> int:
    """How many settings an environment hands to git; none where that is no number."""
    told = environment.get("GIT_CONFIG_COUNT", "")
    return int(told) if told.isascii() and told.isdigit() else 0


def as_variables(settings: Iterable[tuple[str, str]], start: int = 0) -> dict[str, str]:
    """Settings as environment variables; ``start`` is how many there are already."""
    given = {"GIT_CONFIG_COUNT": str(start)}
    for number, (key, value) in enumerate(settings, start):
        given |= {f"GIT_CONFIG_KEY_{number}": key, f"GIT_CONFIG_VALUE_{number}": value}
        given["GIT_CONFIG_COUNT"] = str(number + 1)
    return given
