"""The trusted side: take what a check left behind, believe none of it, and answer the pull request.

Which pull request it is comes from GitHub's event and GitHub's API, never from the artifact. If its head has moved on,
or a newer run looks at the same head, nothing is said: that one will answer.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from potluck.counted import counted
from potluck.github import GitHub, PullRequest, Run
from potluck.github.api import keep_comment
from potluck.publish.refused import PublishRefused
from potluck.pull_request import comment
from potluck.pull_request.artifact import ArtifactRefused, Unpacked, unpack
from potluck.pull_request.checking import ARTIFACT, LARGEST_ARCHIVE
from potluck.pull_request.harmless import PreviewRefused, harmless
from potluck.pull_request.preview_branch import Previews
from potluck.settings import Settings

UNREADABLE = (
    "## The check could not be read\n\nWhat the check of this pull request left behind can't be used: {reason} "
    "A maintainer will have a look.\n"
)


@dataclass(frozen=True)
class Reviewed:
    """What was done, in a sentence for the log."""

    said: str
    number: int | None = None


def review(github: GitHub, run: Run, root: Path, settings: Settings, content: str) -> Reviewed:
    """Answer the pull request that a finished run of the check was about. Raises GitHubError.

    `content` is the content folder's path in the repository.
    """
    if run.event != "pull_request":
        return Reviewed("That run was not about a pull request.")
    pull = github.pull_request_of(run)
    if pull is None:
        return Reviewed("No open pull request has that run's commit at its head any more; nothing to say.")
    try:
        unpacked = fetch(github, run)
    except ArtifactRefused as error:
        if _still(github, run, pull):
            keep_comment(github, pull.number, comment.MARK, UNREADABLE.format(reason=error))
        return Reviewed(f"Pull request {pull.number}: {error}", pull.number)
    # Asked again at the end: whoever pushes while we read must not have the older commit's answer under the newer one.
    if not _still(github, run, pull):
        return Reviewed(f"Pull request {pull.number} has moved on; the newer run will answer.", pull.number)
    is_shown, trouble = show(root, settings, pull, unpacked)
    outside = [path for path in github.changed_by(pull.number) if not path.startswith(f"{content}/")]
    body = comment.words(unpacked.report.also_outside(outside), pull, settings, run=run.id, is_shown=is_shown)
    keep_comment(github, pull.number, comment.MARK, f"{body}\n{trouble}\n" if trouble else body)
    return Reviewed(f"Pull request {pull.number} has its answer.", pull.number)


def fetch(github: GitHub, run: Run) -> Unpacked:
    """What the run left behind. Raises ArtifactRefused, GitHubError."""
    artifact = github.artifact_of(run, ARTIFACT)
    if artifact is None:
        raise ArtifactRefused("There is no report; the check itself may have failed.")
    if artifact.size_in_bytes > LARGEST_ARCHIVE:
        raise ArtifactRefused("The artifact is too large.")
    return unpack(github.download(artifact, LARGEST_ARCHIVE))


def show(root: Path, settings: Settings, pull: PullRequest, unpacked: Unpacked) -> tuple[bool, str]:
    """Bring the preview to its branch, where previews are served; answers whether it is there, and what went wrong."""
    if not settings.preview_url:
        return False, ""
    try:
        previews = Previews(root, settings)
        if not unpacked.preview:
            previews.remove(pull.number)
            return False, ""
        previews.put(pull.number, harmless(unpacked.preview, pull.number, settings))
    except (PreviewRefused, PublishRefused) as error:
        return False, f"There is no preview: {error}"
    return True, ""


def remove_preview(github: GitHub, number: int, root: Path, settings: Settings) -> Reviewed:
    """Take away the preview of a pull request that is closed, and any that was left behind by an earlier one.

    Raises GitHubError, PublishRefused.
    """
    if not settings.preview_url:
        return Reviewed("Previews are not served here, so there is none to remove.")
    previews = Previews(root, settings)
    over = [each for each in sorted(previews.shown()) if each == number or github.pull_request(each).state == "closed"]
    for each in over:
        previews.remove(each)
    return Reviewed(f"Removed {counted(len(over), 'preview')}." if over else "There was no preview to remove.", number)


def _still(github: GitHub, run: Run, pull: PullRequest) -> bool:
    """Whether this run is the one to answer: nothing was pushed since, and no newer run tells of the same."""
    now = github.pull_request(pull.number)
    return now.state == "open" and now.head.sha == run.head_sha and not github.has_newer_than(run)
