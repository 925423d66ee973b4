"""What publishing says when it will not go on: one exception, a plain reason and what to do about it.

Everything else in this room turns its trouble into one of these, so that a person never meets a traceback.
"""

from __future__ import annotations

import errno
import re
import signal
from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import ParamSpec, TypeVar

from potluck.cannot import CannotRun
from potluck.publish.git import GitError, redact
from potluck.visible import visible

Given = ParamSpec("Given")
Answer = TypeVar("Answer")

_DISK = (
    "There is no room left to write, on this disk or on the server's.",
    "Free some space (`git gc` helps in this repository), then publish again.",
)

# The first that matches wins, so the particular stands before the general.
_MEANINGS: tuple[tuple[str, str, str], ...] = (
    (
        r"not a git repository",
        "This folder does not belong to a git repository, so there is nothing to publish from.",
        "Clone the site's repository with `git clone`, and publish from the folder that makes.",
    ),
    (
        r"cannot lock ref '(refs/heads/)?[^']+': '[^']+' exists; cannot create",
        "The server has a branch whose name stands in the way: {said}",
        "Rename or delete that branch on the server, or set PUBLISH_BRANCH in pelicanconf.py to another name.",
    ),
    (
        r"transport '.*' not allowed|remote-\w+' is not a git command|strange (path|host)name|find remote helper",
        "git can't go to an address of that kind: {said}",
        "Look at it with `git remote -v`, and correct it with `git remote set-url`.",
    ),
    (
        r"pack exceeds maximum allowed size",
        "The server takes no publication as large as this one: {said}",
        "Make the largest images smaller, or ask whoever looks after the server.",
    ),
    (
        r"bad (numeric |boolean )?config|missing config (key|value)|in GIT_CONFIG_COUNT|unable to parse .*config",
        "git can't read its own settings: {said}",
        "Correct that file, or variable, and publish again.",
    ),
    (r"No space left on device|Out of diskspace|Disk quota exceeded|File too large|write error", *_DISK),
    (
        r"Authentication failed|could not read (Username|Password)|terminal prompts disabled|Permission denied \(|"
        r"Host key verification failed|returned error: 40[13]|HTTP 40[13]|Permission to .* denied",
        "The server does not let you publish: {said}",
        "Sign in to it (with GitHub: `gh auth login`, or an SSH key on your account), and ask for write access if you "
        "have none.",
    ),
    (
        r"repository .*not found|does not appear to be a git repository|returned error: 404",
        "There is no repository at the remote's address: {said}",
        "Look at it with `git remote -v`, and correct it with `git remote set-url`.",
    ),
    (
        r"Unable to create '[^']+\.lock': File exists",
        "Something holds the lock of the branch: {said}",
        "If somebody is publishing this very moment, wait until they are done. If nobody is, a program was killed on "
        "the machine that holds the repository: remove the file whose name ends in `.lock` there, then publish again.",
    ),
    (
        r"hook declined|aborted by hook|GH0\d\d|protected branch|deny|denied by|refusing to update checked out branch",
        "The server has a rule against this and turned the publication away: {said}",
        "Ask whoever looks after the repository to allow publications on this branch.",
    ),
    (
        r"Could not resolve host|unable to access|Connection (refused|reset|timed out)|Operation timed out|"
        r"hung up|early EOF|unexpected disconnect|RPC failed|Could not read from remote|Empty reply|curl \d+",
        "The connection to the server failed: {said}",
        "Look at your connection and try again. Nothing is half published: a branch moves as a whole.",
    ),
    (
        r"Permission denied|Read-only file system|insufficient permission|Operation not permitted",
        "This copy of the repository can't be written to: {said}",
        "Publish from a clone of your own, where you may write to the `.git` folder.",
    ),
    (
        r"dubious ownership",
        "git does not trust this folder, as it belongs to another user.",
        "Publish from a clone of your own, or tell git to trust it with `git config --global --add safe.directory`.",
    ),
    (
        r"index file (smaller|corrupt)|bad index file|unknown index entry",
        "git's list of the files here, `.git/index`, is damaged: {said}",
        "Remove it and have it made anew (`git reset`), then publish.",
    ),
    (
        r"not our ref|dereferencing|is not a commit",
        "The branch on the server leads to something that is not there: {said}",
        "Remove that branch on the server, then publish.",
    ),
    (
        r"bad object|missing (blob|tree|commit)|unable to read tree|corrupt|broken|not a valid object",
        "git's own store in this clone is damaged: {said}",
        "Clone the repository anew and publish from there.",
    ),
)


class PublishRefused(CannotRun):
    """Publishing stopped, and the branch that is live was not touched."""

    def __init__(self, reason: str, fix: str) -> None:
        super().__init__(f"{reason} {fix}")
        self.reason = reason  #: what is wrong, a sentence or two
        self.fix = fix  #: what to do about it, with the command where there is one


class Overtaken(PublishRefused):
    """Somebody else published between our plan and our push; the plan has to be made again."""

    def __init__(self, who: str, when: datetime) -> None:
        super().__init__(
            f"{who} published while this was being prepared, at {when:%H:%M:%S on %d %B %Y}.",
            "Nothing was overwritten. Publish again: the changes are then worked out against the newer site.",
        )
        self.who = who
        self.when = when


def refusal(failed: GitError) -> PublishRefused:
    """What a failed git command means, as something to tell a person."""
    if -failed.status == getattr(signal, "SIGXFSZ", None):
        return PublishRefused(*_DISK)
    for pattern, reason, fix in _MEANINGS:
        if re.search(pattern, failed.said, re.IGNORECASE):
            return PublishRefused(reason.format(said=_gist(failed.said)), fix)
    return PublishRefused(
        f"git could not finish `{failed.command}`: {_gist(failed.said)}",
        "Publish again. If it says the same, show these lines to somebody who knows git.",
    )


def _gist(said: str) -> str:
    """The line of git's output that tells most, without colours and control characters.

    Where ssh could not get through, why is in its own last line, and git only adds that nothing could be read.
    """
    by_ssh = said.partition("fatal: Could not read from remote")[0].strip()
    lines = (by_ssh or said).splitlines()
    lines = [re.sub(r"\x1b\[[0-9;]*[A-Za-z]|[^\x20-\x7e\xa0-\uffff]", "", line).strip() for line in lines]
    lines = [line for line in lines if line and not line.startswith(("hint:", "To ", "Done"))]
    telling = [line for line in lines if re.match(r"(remote: )?(fatal|error|!)\b|remote: (?!$)|!", line)]
    if by_ssh != said.strip() and not telling:
        telling = lines[-1:]
    return visible(redact((telling or lines or ["it gave no reason."])[0])[:300])


def plainly(function: Callable[Given, Answer]) -> Callable[Given, Answer]:
    """For what this room offers to others: whatever git or the system complains of becomes a PublishRefused."""

    @wraps(function)
    def plain(*args: Given.args, **kwargs: Given.kwargs) -> Answer:
        try:
            return function(*args, **kwargs)
        except GitError as failed:
            raise refusal(failed) from failed
        except OSError as problem:
            raise _system_refusal(problem) from problem

    return plain


def _system_refusal(problem: OSError) -> PublishRefused:
    if problem.filename == "git":
        return PublishRefused("There is no git on this machine.", "Install it from https://git-scm.com, then publish.")
    if problem.errno in (errno.ENOSPC, errno.EFBIG):
        return PublishRefused(*_DISK)
    return PublishRefused(
        f"{problem.filename or 'A file'} can't be read or written: {problem.strerror or problem}.",
        "Look whose it is and whether another program holds it, then publish again.",
    )
