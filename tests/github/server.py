"""A GitHub of our own on this machine: the part of its REST API that workflows use, over real HTTP."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from typing import Any
from urllib.parse import parse_qs, urlsplit

from tests.web import web_server

REPOSITORY = "club/table"
HEAD, NEWER, BASE = "a" * 40, "b" * 40, "c" * 40
MARA = {"login": "mara-writes", "id": 4711}
BOT = {"login": "github-actions[bot]", "id": 41898282}


def pull_request(number: int = 12, **changes: Any) -> dict[str, Any]:
    """A fork's pull request, as the API and events tell of it."""
    told = {
        "number": number,
        "state": "open",
        "title": "${{ secrets.GITHUB_TOKEN }} `id`; $(id)\n::error::pwned",
        "body": "<!-- --> @everyone",
        "user": MARA,
        "labels": [],
        "head": {"sha": HEAD, "ref": "patch-1", "repo": {"full_name": "mara-writes/table"}},
        "base": {"sha": BASE, "ref": "main", "repo": {"full_name": REPOSITORY}},
    }
    return told | changes


def finished_run(**changes: Any) -> dict[str, Any]:
    """The event of a check that has ended. A fork's run names no pull request."""
    run = {
        "id": 900,
        "workflow_id": 7,
        "event": "pull_request",
        "head_sha": HEAD,
        "head_branch": "patch-1",
        "head_repository": {"full_name": "mara-writes/table"},
        "pull_requests": [],
    }
    return {"action": "completed", "workflow_run": run | changes}


@dataclass
class Site:
    """What this GitHub holds, and what was asked of it."""

    pulls: dict[int, dict[str, Any]] = field(default_factory=dict)
    comments: list[dict[str, Any]] = field(default_factory=list)
    issues: list[dict[str, Any]] = field(default_factory=list)
    labels: dict[int, list[str]] = field(default_factory=dict)
    files: list[dict[str, str]] = field(default_factory=list)
    runs: list[int] = field(default_factory=lambda: [899, 900])
    archive: bytes | None = None
    claimed_size: int | None = None
    url: str = ""
    asked: list[str] = field(default_factory=list)
    storage_saw: list[str | None] = field(default_factory=list)

    def answer(self, method: str, path: str, query: dict[str, list[str]], sent: Any) -> tuple[int, Any]:
        """Status and JSON for one request below the repository."""
        parts = path.split("/")
        match (method, *parts):
            case ("GET", "pulls"):
                head = query["head"][0]
                return 200, [each for each in self.pulls.values() if _head_of(each) == head and each["state"] == "open"]
            case ("POST", "pulls"):
                made = pull_request(70 + len(self.pulls), title=sent["title"], body=sent["body"])
                made["head"] = {"sha": HEAD, "ref": sent["head"], "repo": {"full_name": REPOSITORY}}
                self.pulls[made["number"]] = made
                return 201, made
            case ("GET", "pulls", number):
                found = self.pulls.get(int(number))
                return (200, found) if found else (404, {"message": "Not Found"})
            case ("GET", "pulls", number, "files"):
                return 200, self.files if query["page"] == ["1"] else []
            case ("GET", "actions", "runs", _, "artifacts"):
                size = len(self.archive or b"") if self.claimed_size is None else self.claimed_size
                one = {"id": 5, "name": query["name"][0], "size_in_bytes": size, "expired": False}
                return 200, {"total_count": 1, "artifacts": [one] if self.archive is not None else []}
            case ("GET", "actions", "workflows", "7", "runs"):
                return 200, {"workflow_runs": [{"id": each} for each in self.runs]}
            case ("GET", "issues", _, "comments"):
                page = int(query["page"][0])
                return 200, self.comments[(page - 1) * 100 : page * 100]
            case ("POST", "issues", _, "comments"):
                self.comments.append({"id": 1 + len(self.comments), "user": BOT, "body": sent["body"]})
                return 201, self.comments[-1]
            case ("PATCH", "issues", "comments", number):
                self.comments[int(number) - 1]["body"] = sent["body"]
                return 200, self.comments[int(number) - 1]
            case ("POST", "issues", number, "labels"):
                self.labels.setdefault(int(number), []).extend(sent["labels"])
                return 200, []
            case ("GET", "issues"):
                return 200, [each for each in self.issues if each["state"] == "open"]
            case ("POST", "issues"):
                self.issues.append({"number": 30 + len(self.issues), "state": "open", "user": BOT} | sent)
                return 201, self.issues[-1]
            case ("PATCH", "issues", number):
                found = next(each for each in self.issues if each["number"] == int(number))
                found.update(sent)
                return 200, found
        return 404, {"message": "Not Found"}


def _head_of(pull: dict[str, Any]) -> str:
    return f"{pull['head']['repo']['full_name'].partition('/')[0]}:{pull['head']['ref']}"


@contextmanager
def github_server() -> Iterator[Site]:
    """A server that holds a Site, until the end of the block; archives come from a second host, as GitHub's do."""
    site = Site()

    class API(BaseHTTPRequestHandler):
        def handle_any(self) -> None:
            parts = urlsplit(self.path)
            sent = json.loads(self.rfile.read(int(self.headers.get("Content-Length") or 0)) or b"null")
            site.asked.append(f"{self.command} {self.path}")
            path = parts.path.removeprefix(f"/repos/{REPOSITORY}/")
            if path.startswith("actions/artifacts/"):
                self.send_response(302)
                self.send_header("Location", f"{storage.replace('127.0.0.1', 'localhost')}/archive.zip?signed=1")
                self.end_headers()
                return
            assert self.headers["Authorization"] == "Bearer the-token", "every request is signed"
            status, told = site.answer(self.command, path, parse_qs(parts.query), sent)
            send(self, status, json.dumps(told).encode())

        do_GET = do_POST = do_PATCH = handle_any  # noqa: N815

    class Storage(API):
        def do_GET(self) -> None:
            site.storage_saw.append(self.headers["Authorization"])
            send(self, 200, site.archive or b"")

    with web_server(Storage) as storage, web_server(API) as site.url:
        yield site


def send(handler: BaseHTTPRequestHandler, status: int, data: bytes) -> None:
    handler.send_response(status)
    handler.send_header("Content-Length", str(len(data)))
    handler.end_headers()
    try:
        handler.wfile.write(data)
    except OSError:  # whoever asked has had enough
        handler.close_connection = True
