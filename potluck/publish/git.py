"""Runs git the same way on every machine, whatever its owner's settings.

The environment is fixed (no prompts, no hooks, no signing, no pager, English messages) and an error carries what git
said, without credentials. What git's words mean to a person is ``potluck.publish.refused``'s business.
"""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

from potluck.careful_git import SETTINGS, as_variables, given_in

# Variables that would point git at another repository, another set of objects, or print secrets into our logs.
_DROPPED = frozenset(
    """
    GIT_ALTERNATE_OBJECT_DIRECTORIES GIT_AUTHOR_DATE GIT_COMMITTER_DATE GIT_COMMON_DIR GIT_CONFIG
    GIT_CONFIG_PARAMETERS GIT_CURL_VERBOSE GIT_DIR GIT_GLOB_PATHSPECS GIT_GRAFT_FILE GIT_ICASE_PATHSPECS
    GIT_INDEX_FILE GIT_LITERAL_PATHSPECS GIT_NAMESPACE GIT_NOGLOB_PATHSPECS GIT_OBJECT_DIRECTORY
    GIT_INTERNAL_SUPER_PREFIX GIT_PREFIX GIT_QUARANTINE_PATH GIT_REPLACE_REF_BASE GIT_SHALLOW_FILE GIT_WORK_TREE
    """.split()
)

_FIXED = {
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_OPTIONAL_LOCKS": "0",  # looking at a repository doesn't write to it
    "GIT_NO_REPLACE_OBJECTS": "1",  # a replaced commit must not look like another one's ancestor
    "GIT_PAGER": "cat",
    "LC_ALL": "C",
    "LANGUAGE": "C",
}

# Handed over through GIT_CONFIG_COUNT, so that the git that ghp-import starts obeys them too.
_CONFIG = {
    **SETTINGS,
    "commit.gpgSign": "false",
    "push.gpgSign": "false",
    "push.followTags": "false",
    "push.recurseSubmodules": "no",
    "fetch.recurseSubmodules": "no",
    "submodule.recurse": "false",
    "i18n.commitEncoding": "UTF-8",
    "i18n.logOutputEncoding": "UTF-8",
    "log.showSignature": "false",
    "gc.auto": "0",  # no clean-up starts in the middle of a publication
    "http.lowSpeedLimit": "1",  # bytes a second …
    "http.lowSpeedTime": "60",  # … for so many seconds: then the connection counts as dead
}


def redact(text: str) -> str:
    """The text without what stands before the ``@`` of a URL: user names, passwords and tokens."""
    return re.sub(r"([A-Za-z][A-Za-z0-9+.-]*://)[^/\s'\"]*@", r"\1***@", text)


class GitError(Exception):
    """A git command did not succeed. ``said`` is its error output, redacted."""

    def __init__(self, command: str, status: int, said: str) -> None:
        super().__init__(f"git {command} ended with {status}: {redact(said)}")
        self.command = command
        self.status = status  #: exit status; negative when a signal ended it
        self.said = redact(said).strip()


def _name(arguments: Sequence[str]) -> str:
    """Which of git's commands this is, past its settings: "push"."""
    rest = list(arguments)
    while rest[0] == "-c":
        del rest[:2]
    return rest[0]


class Git:
    """git, run in one folder with a fixed environment."""

    def __init__(
        self, folder: Path, variables: Mapping[str, str] | None = None, settings: Sequence[tuple[str, str]] = ()
    ) -> None:
        self.folder = folder
        self._variables = dict(variables or {})
        self._settings = tuple(settings)

    def at(self, folder: Path, **variables: str) -> Git:
        """The same git in another folder, with more environment variables."""
        return Git(folder, {**self._variables, **variables}, self._settings)

    def with_settings(self, settings: Sequence[tuple[str, str]]) -> Git:
        """The same git with more of its settings given: they may hold secrets, so no argument shows them."""
        return Git(self.folder, self._variables, (*self._settings, *settings))

    def environment(self) -> dict[str, str]:
        """The environment every command gets."""
        kept = {
            name: value
            for name, value in os.environ.items()
            if name not in _DROPPED and not name.startswith("GIT_TRACE")
        }
        before = given_in(kept)  # CI hands credentials over in this way
        given = as_variables((*_CONFIG.items(), *self._settings), before)
        return {**kept, **given, **_FIXED, **self._variables}

    def raw(self, *arguments: str, stdin: bytes | None = None) -> bytes:
        """Standard output of a command. Raises `GitError`."""
        done = subprocess.run(
            ["git", *arguments],
            cwd=self.folder,
            env=self.environment(),
            input=stdin,
            stdin=subprocess.DEVNULL if stdin is None else None,
            capture_output=True,
            check=False,
        )
        if done.returncode:
            said = (done.stderr + b"\n" + done.stdout).decode("utf-8", "replace")
            raise GitError(_name(arguments), done.returncode, said)
        return done.stdout

    def text(self, *arguments: str, stdin: bytes | None = None) -> str:
        """Standard output as text, without the white space around it. Raises `GitError`."""
        return self.raw(*arguments, stdin=stdin).decode("utf-8", "replace").strip()

    def answer(self, *arguments: str) -> str | None:
        """Standard output as text; None when the command says that there is nothing to tell."""
        try:
            return self.text(*arguments)
        except GitError:
            return None

    def holds(self, *arguments: str) -> bool:
        """Whether a command that answers by its exit status says yes."""
        return self.answer(*arguments) is not None
