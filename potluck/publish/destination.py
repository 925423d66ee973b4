"""Where the site goes: a branch on a remote, as seen from one clone of the repository.

Finds the clone, its remote and the newest commit of the branch. What the commits say is read in
``potluck.publish.history``; whether the clone is fit to publish from is ``potluck.publish.checkout``'s question.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from potluck.publish.git import Git, redact
from potluck.publish.refused import PublishRefused, plainly


@dataclass(frozen=True)
class Destination:
    """A branch on a remote."""

    git: Git  #: runs in the root of the clone
    remote: str  #: "origin"
    address: str  #: what git is given to reach it: the remote's name, or the URL it pushes to
    url: str  #: the address as it may be shown, without credentials
    branch: str  #: "gh-pages"
    objects: Path  #: the clone's object store
    object_format: str  #: "sha1" or "sha256"

    @property
    def root(self) -> Path:
        """The top folder of the clone."""
        return self.git.folder

    @property
    def name(self) -> str:
        """The branch as people write it: "origin/gh-pages"."""
        return f"{self.remote}/{self.branch}"

    def tips(self, *branches: str) -> dict[str, str]:
        """The newest commit of each of these branches that exists on the server now. Raises GitError."""
        wanted = {f"refs/heads/{branch}": branch for branch in branches}
        lines = self.git.text("ls-remote", "--quiet", "--symref", "--", self.address, *wanted).splitlines()
        pairs = [line.split("\t", 1) for line in lines]
        for target, name in pairs:
            if name in wanted and target.startswith("ref: "):
                raise PublishRefused(
                    f"On the server {wanted[name]!r} is another name of {target.removeprefix('ref: refs/heads/')!r}, "
                    "so publishing would write over that branch.",
                    f"Have the server forget that (`git symbolic-ref --delete {name}` there), then publish.",
                )
        return {wanted[name]: commit for commit, name in pairs if name in wanted}

    def newest(self, known: str | None = None) -> str | None:
        """The commit that is live, with everything in it at hand in this clone; None before the first publication.

        ``known`` is an earlier one that this clone has. Raises GitError when the server can't be asked.
        """
        tip = self.tips(self.branch).get(self.branch)
        if tip is not None and tip != known and not self._already_tracked(tip):
            self._fetch(known)
        return tip

    def note(self, commit: str) -> None:
        """Let the clone's own name for the branch (``origin/gh-pages``) lead to a commit, if it has one.

        A name that is locked, or leads elsewhere by the clone's settings, is left alone: nothing depends on it.
        """
        fetched = (self.git.answer("config", "--get-all", f"remote.{self.remote}.fetch") or "").splitlines()
        if self.address == self.remote and f"+refs/heads/*:refs/remotes/{self.remote}/*" in fetched:
            self.git.answer("update-ref", self._tracking, commit)

    @property
    def _tracking(self) -> str:
        return f"refs/remotes/{self.remote}/{self.branch}"

    def _already_tracked(self, tip: str) -> bool:
        # A commit that a ref points to is whole; one that merely lies in the store may be half a fetch that was killed.
        return self.git.answer("rev-parse", "--verify", "--quiet", self._tracking) == tip

    def _fetch(self, known: str | None) -> None:
        # No ref of the clone is moved (`--refmap=`): one whose lock a killed process left behind would stop us.
        options = ["--quiet", "--no-tags", "--no-prune", "--no-write-fetch-head", "--refmap="]
        if known is not None:  # no ref may lead to it: without a word the server would send all of it once more
            options.append(f"--negotiation-tip={known}")
        self.git.raw("fetch", *options, "--", self.address, f"refs/heads/{self.branch}")


@plainly
def locate(repository: Path, *, remote: str = "origin", branch: str = "gh-pages") -> Destination:
    """The destination as this clone knows it; nothing is asked of the server yet.

    Raises PublishRefused when the folder is no git repository or the remote is not set up.
    """
    root = Path(Git(repository).text("rev-parse", "--show-toplevel"))
    git = Git(root)
    # Git would take `HEAD`, `-x` and `refs/heads/main` too; whoever meets such a branch later reads it as another.
    if branch.startswith("refs/") or git.answer("check-ref-format", "--branch", branch) != branch:
        raise PublishRefused(f"{branch!r} can't be the name of a branch.", "Publish to gh-pages, as GitHub expects.")
    address, url = _address(git, remote)
    return Destination(
        git=git,
        remote=remote,
        address=address,
        url=url,
        branch=branch,
        objects=(root / git.text("rev-parse", "--git-path", "objects")).resolve(),
        object_format=git.text("rev-parse", "--show-object-format"),
    )


def _address(git: Git, remote: str) -> tuple[str, str]:
    """What to give git, and what to show: reading and writing always mean one and the same server."""
    names = git.text("remote").splitlines()
    if remote not in names:
        known = f"It knows {', '.join(names)}." if names else "It knows none."
        raise PublishRefused(
            f"This clone has no remote called {remote!r} to publish to. {known}",
            f"Add it with `git remote add {remote} https://github.com/YOU/YOUR-SITE.git`.",
        )
    read = git.text("remote", "get-url", "--", remote)
    if not read:
        raise PublishRefused(
            f"The remote {remote!r} has no address.",
            f"Give it one with `git remote set-url {remote} https://github.com/YOU/YOUR-SITE.git`.",
        )
    write = git.text("remote", "get-url", "--push", "--all", "--", remote).splitlines()
    if len(write) > 1:
        raise PublishRefused(
            f"The remote {remote!r} pushes to {len(write)} places at once, and only one can be what is live.",
            "Make a remote of its own for the site with `git remote add`, and publish to that one.",
        )
    return (remote if write == [read] else write[0]), redact(write[0])
