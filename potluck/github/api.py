"""The few requests we make of GitHub's REST API, each bounded in size and time.

The token comes from the environment and goes to the API alone. What comes back is read into typed models, since issues
and pull requests hold whatever people typed. See https://docs.github.com/en/rest.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from types import TracebackType
from typing import Any

import httpx
from pydantic import TypeAdapter, ValidationError

from potluck.cannot import CannotRun
from potluck.github.events import Account, FullName, Issue, Model, Number, PullRequest, Run, Told

TOKEN = "GITHUB_TOKEN"  # noqa: S105 - the variable's name
API_URL, REPOSITORY = "GITHUB_API_URL", "GITHUB_REPOSITORY"
BOT = "github-actions[bot]"
"""Who speaks when a workflow's own token is used."""
LONGEST = 60_000
"""Characters of a text that we give to GitHub, which takes 65,536."""
PAGE, MOST_PAGES = 100, 10
LARGEST_ANSWER = 20_000_000


class GitHubError(CannotRun):
    """GitHub could not be asked, or said no. The message says what was wanted and what came back."""


class Comment(Told):
    """A comment on an issue or pull request."""

    id: Number
    user: Account | None = None
    body: str | None = None


def is_ours(said: Comment | Issue, mark: str) -> bool:
    """Whether a workflow of ours wrote a comment or an issue that begins with a mark."""
    return bool(said.user and said.user.login == BOT and (said.body or "").replace("\r\n", "\n").startswith(mark))


class Artifact(Told):
    """What a run left behind: a zip archive of so many bytes."""

    id: Number
    name: str
    size_in_bytes: int
    expired: bool = False


class Begun(Told):
    """A run of a workflow; a later one has a higher number."""

    id: Number


class ChangedFile(Told):
    """A file that a pull request changes; ``previous_filename`` is what it was called before."""

    filename: str
    previous_filename: str | None = None


class GitHub:
    """One repository, through the API. Use it as a context manager."""

    def __init__(self, repository: str, token: str, api: str = "https://api.github.com") -> None:
        TypeAdapter(FullName).validate_python(repository)
        self.repository = repository
        headers = {"Accept": "application/vnd.github+json", "X-GitHub-Api-Version": "2022-11-28"}
        # httpx leaves the token out when a redirect leads to another host, as archives' do.
        headers |= {"Authorization": f"Bearer {token}"} if token else {}
        self._client = httpx.Client(
            base_url=f"{api.rstrip('/')}/repos/{repository}/", headers=headers, timeout=30, trust_env=False
        )

    @classmethod
    def from_environment(cls) -> GitHub:
        """As a job has it. The token is taken out of the environment, so that nothing we start can see it."""
        repository = os.environ.get(REPOSITORY, "")
        if not repository:
            raise GitHubError(f"Which repository this is about should stand in {REPOSITORY}, as it does on GitHub.")
        try:
            return cls(repository, os.environ.pop(TOKEN, ""), os.environ.get(API_URL) or "https://api.github.com")
        except ValidationError as error:
            raise GitHubError(f"{REPOSITORY} should look like owner/name.") from error

    def __enter__(self) -> GitHub:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._client.close()

    def pull_request(self, number: int) -> PullRequest:
        return self._read(PullRequest, self._ask("GET", f"pulls/{number}"))

    def pull_request_of(self, run: Run) -> PullRequest | None:
        """The open pull request whose head is the commit that a run was about; None when there is none any more.

        A run of a fork's pull request does not name it (its ``pull_requests`` is empty), so it is looked up by the
        fork's owner and branch, which GitHub itself put into the event.
        """
        if run.head_repository is None:
            return None
        owner = run.head_repository.full_name.partition("/")[0]
        asked = {"state": "open", "head": f"{owner}:{run.head_branch}", "per_page": str(PAGE)}
        for told in self._ask("GET", "pulls", params=asked):
            found = self._read(PullRequest, told)
            if (
                found.head.sha == run.head_sha
                and found.head.repo == run.head_repository
                and found.base.repo is not None
                and found.base.repo.full_name.lower() == self.repository.lower()
            ):
                return found
        return None

    def has_newer_than(self, run: Run) -> bool:
        """Whether its workflow began again on the same commit: a label was put on, and the new run ended this one."""
        asked = {"head_sha": run.head_sha, "event": run.event, "per_page": str(PAGE)}
        told = self._ask("GET", f"actions/workflows/{run.workflow_id}/runs", params=asked)
        return any(self._read(Begun, each).id > run.id for each in told.get("workflow_runs", []))

    def changed_by(self, number: int) -> Iterator[str]:
        """The paths that a pull request changes, as GitHub knows them; those of a thousand files at most."""
        for told in self._pages(f"pulls/{number}/files", {}):
            file = self._read(ChangedFile, told)
            yield from filter(None, (file.filename, file.previous_filename))

    def artifact_of(self, run: Run, name: str) -> Artifact | None:
        """What a run left under this name."""
        told = self._ask("GET", f"actions/runs/{run.id}/artifacts", params={"name": name, "per_page": str(PAGE)})
        found = [self._read(Artifact, each) for each in told.get("artifacts", [])]
        return next((each for each in found if each.name == name and not each.expired), None)

    def download(self, artifact: Artifact, most: int) -> bytes:
        """An artifact's archive. Raises GitHubError once it is larger than ``most`` bytes, whatever it claims."""
        return self._bounded("GET", f"actions/artifacts/{artifact.id}/zip", most, follow_redirects=True)

    def comments(self, number: int) -> Iterator[Comment]:
        """The comments of an issue or pull request, oldest first; a thousand at most."""
        for told in self._pages(f"issues/{number}/comments", {}):
            yield self._read(Comment, told)

    def say(self, number: int, body: str, instead_of: Comment | None = None) -> None:
        """Comment on an issue or pull request, or put new words into an earlier comment."""
        if instead_of is None:
            self._ask("POST", f"issues/{number}/comments", json={"body": body})
        else:
            self._ask("PATCH", f"issues/comments/{instead_of.id}", json={"body": body})

    def open_issues(self, label: str) -> Iterator[Issue]:
        """The open issues with a label, newest first; pull requests are none. Raises GitHubError."""
        for told in self._pages("issues", {"state": "open", "labels": label}):
            if "pull_request" not in told:
                yield self._read(Issue, told)

    def open_issue(self, title: str, body: str, label: str) -> None:
        self._ask("POST", "issues", json={"title": title, "body": body, "labels": [label]})

    def change_issue(self, number: int, **fields: str) -> None:
        """Change an issue's fields, such as ``body`` and ``state``."""
        self._ask("PATCH", f"issues/{number}", json=fields)

    def propose(self, title: str, body: str, branch: str, base: str) -> int:
        """Open a pull request from a branch of this repository, or find the open one; answers its number."""
        owner = self.repository.partition("/")[0]
        for told in self._ask("GET", "pulls", params={"state": "open", "head": f"{owner}:{branch}", "base": base}):
            return self._read(PullRequest, told).number
        fields = {"title": title, "body": body, "head": branch, "base": base, "maintainer_can_modify": True}
        return self._read(PullRequest, self._ask("POST", "pulls", json=fields)).number

    def label(self, number: int, name: str) -> None:
        self._ask("POST", f"issues/{number}/labels", json={"labels": [name]})

    def _pages(self, path: str, params: Mapping[str, str]) -> Iterator[Any]:
        for page in range(1, MOST_PAGES + 1):
            told = self._ask("GET", path, params={**params, "per_page": str(PAGE), "page": str(page)})
            yield from told
            if len(told) < PAGE:
                return

    def _ask(self, method: str, path: str, **given: Any) -> Any:
        answer = self._bounded(method, path, LARGEST_ANSWER, **given)
        try:
            return TypeAdapter(Any).validate_json(answer) if answer else None
        except ValidationError as error:
            raise GitHubError(f"GitHub's answer about {path} can't be read.") from error

    def _bounded(self, method: str, path: str, most: int, **given: Any) -> bytes:
        follow = bool(given.pop("follow_redirects", False))
        request = self._client.build_request(method, path, **given)
        try:
            answer = self._client.send(request, stream=True, follow_redirects=follow)
            try:
                data = bytearray()
                for part in answer.iter_bytes(65_536):
                    data += part
                    if len(data) > most:
                        raise GitHubError(f"What GitHub holds at {path} is larger than {most:,} bytes.")
            finally:
                answer.close()
        except httpx.HTTPError as error:
            raise GitHubError(f"GitHub could not be asked about {path}: {type(error).__name__}.") from error
        if not answer.is_success:
            said = re.sub(r"[^ -~]", "", data[:300].decode("utf-8", "replace"))
            raise GitHubError(f"GitHub answered {answer.status_code} to {method} {path}: {said}")
        return bytes(data)

    @staticmethod
    def _read(kind: type[Model], told: Any) -> Model:
        try:
            return kind.model_validate(told)
        except ValidationError as error:
            raise GitHubError(f"GitHub's answer is not a {kind.__name__} as we know it.") from error


def keep_comment(github: GitHub, number: int, mark: str, words: str) -> None:
    """Say ``words`` below an HTML comment that marks them as ours, in place of what we said there before.

    Somebody else's copy of it is not taken for ours. Raises GitHubError.
    """
    kept = next((each for each in github.comments(number) if is_ours(each, mark)), None)
    github.say(number, f"{mark}\n{words}", instead_of=kept)


def keep_issue(github: GitHub, label: str, title: str, body: str) -> str:
    """Make the open issue with this label say ``body``, which is empty when all is well; answers what was done.

    Only an issue that our own workflow opened counts as that one, whoever else uses the label. Raises GitHubError.
    """
    mark = f"<!-- potluck: {label} -->\n"
    kept = next((each for each in github.open_issues(label) if is_ours(each, mark)), None)
    text = mark + (body if len(body) <= LONGEST else f"{body[:LONGEST].rpartition(chr(10))[0]}\n\n… and more.")
    if not body.strip():
        if kept is None:
            return "All is well."
        github.change_issue(kept.number, state="closed")
        return f"All is well again; issue {kept.number} is closed."
    if kept is None:
        github.open_issue(title, text, label)
        return "Opened an issue."
    github.change_issue(kept.number, title=title, body=text)
    return f"Issue {kept.number} is up to date."
