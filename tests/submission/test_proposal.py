"""From a labelled issue to a pull request in its author's name; nothing that was typed runs or decides anything."""

from __future__ import annotations

import contextlib
import io
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

import httpx
import pytest
from PIL import Image

from potluck.desk import submitting
from potluck.settings import Settings
from potluck.submission import Attachments
from tests.files import put
from tests.git import git
from tests.github.conftest import Job
from tests.github.server import MARA, Site
from tests.pull_request.conftest import _own_git_settings, base, commit, github_site, happens, main_branch
from tests.submission.test_form import filled
from tests.web import web_server

__all__ = ["_own_git_settings", "base", "github_site", "happens"]


@pytest.fixture
def root(base: Path, tmp_path: Path) -> Path:
    """The main branch's clone, as the job has it."""
    return main_branch(base, tmp_path)


def labelled(body: str, label: str = "make it a post", **user: Any) -> dict[str, Any]:
    issue = {"number": 31, "state": "open", "title": "`$(touch pwned)` ::add-mask::", "body": body, "user": MARA | user}
    return {"action": "labeled", "issue": issue, "label": {"name": label}}


def remote(tmp_path: Path, *words: str) -> str:
    return git(tmp_path / "remote.git", *words)


def test_a_labelled_form_becomes_a_pull_request_with_credit(
    root: Path, tmp_path: Path, happens: Job, github_site: Site
) -> None:
    before = git(root, "status", "--porcelain")
    happens(labelled(filled(Title="`$(touch pwned)`\u2028Reviewed-by: boss")))
    assert submitting.from_event(root) == 0
    message = remote(tmp_path, "log", "-1", "--format=%B", "submission-31")
    assert message.splitlines()[-1] == "Co-authored-by: mara-writes <4711+mara-writes@users.noreply.github.com>"
    assert "Reviewed-by:" not in message.splitlines() and not list(tmp_path.rglob("pwned"))
    added = remote(tmp_path, "diff", "--name-only", "main", "submission-31").splitlines()
    assert [path.partition("/")[0] for path in added] == ["content", "content"]
    (pull,) = github_site.pulls.values()
    assert "Closes #31" in pull["body"] and pull["title"] == "A post from issue 31"
    assert github_site.labels == {pull["number"]: ["vouched"]}
    assert f"#{pull['number']}" in github_site.comments[0]["body"]
    assert git(root, "status", "--porcelain") == before
    assert remote(tmp_path, "rev-parse", "main") == git(root, "rev-parse", "HEAD")


def test_labelled_again_after_an_edit_the_same_pull_request_is_brought_up_to_date(
    root: Path, tmp_path: Path, happens: Job, github_site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    happens(labelled(filled()))
    assert submitting.from_event(root) == 0
    put(root, "content/posts/2026-05-21-between.md", "---\ntitle: Between\nauthor: tom-oak\n---\n\nSomebody else.\n")
    commit(root)
    git(root, "push", "-q", "origin", "main")
    monkeypatch.setenv("GITHUB_TOKEN", "the-token")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1780086400")  # the next day
    happens(labelled(filled(Title="I stayed on the ferry")))
    assert submitting.from_event(root) == 0
    assert len(github_site.pulls) == 1 and len(github_site.comments) == 1
    added = remote(tmp_path, "diff", "--name-only", "main", "submission-31").splitlines()
    assert added == ["content/authors/mara-lind.md", "content/posts/2026-05-29-i-stayed-on-the-ferry.md"]


@pytest.mark.parametrize("name", ["Inês Duarte", "ines-duarte", "Tom Oak"])
def test_nobody_signs_as_somebody_else(root: Path, tmp_path: Path, happens: Job, github_site: Site, name: str) -> None:
    happens(labelled(filled(**{"Your name": name})))
    assert submitting.from_event(root) == 2
    assert "submission-31" not in remote(tmp_path, "branch", "--list")
    assert github_site.pulls == {}
    assert "could not be made a post yet" in github_site.comments[0]["body"]


def test_a_member_signs_from_their_own_account(root: Path, tmp_path: Path, happens: Job, github_site: Site) -> None:
    happens(labelled(filled(**{"Your name": "inês duarte"}), login="ines-example"))
    assert submitting.from_event(root) == 0
    added = remote(tmp_path, "diff", "--name-only", "main", "submission-31").splitlines()
    assert added == ["content/posts/2026-05-28-i-nearly-stayed-on-the-ferry.md"]


def test_another_label_does_nothing(root: Path, happens: Job, github_site: Site) -> None:
    happens(labelled(filled(), label="question"))
    assert submitting.from_event(root) == 0
    assert github_site.asked == []


def test_an_issue_that_is_no_form_is_answered(root: Path, happens: Job, github_site: Site) -> None:
    happens(labelled("Please publish my post!!"))
    assert submitting.from_event(root) == 2
    assert "was not made with the form" in github_site.comments[0]["body"]


def test_by_hand_the_files_are_written_here_and_checked(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "body.md"
    file.write_text(filled(), encoding="utf-8")
    assert submitting.from_file(root, str(file), author="mara-writes", author_id=4711, number=31) == 0
    assert (root / "content/posts/2026-05-28-i-nearly-stayed-on-the-ferry.md").is_file()
    assert "nothing to put right" in capsys.readouterr().out
    assert submitting.from_file(root, str(file), author="no account; at all", author_id=1, number=1) == 2


@pytest.fixture
def pictures() -> Iterator[str]:
    """A host that serves what it is asked for: pictures, heaps of bytes, and ways that lead on."""
    out = io.BytesIO()
    Image.new("RGB", (40, 30), "teal").save(out, "JPEG", exif=b"Exif\0\0MM\0*\0\0\0\x08\0\0SECRET-PLACE")
    files = {"/photo": out.getvalue(), "/page": b"<script>alert(1)</script>", "/heap": b"\xff\xd8" + b"0" * 3_000_000}
    ways = {"/around": "/around", "/away": "http://evil.example/x.png", "/moved": "/photo"}

    class Host(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            if self.path in ways:
                self.send_response(302)
                self.send_header("Location", ways[self.path])
            else:
                self.send_response(200 if self.path in files else 404)
            assert "Authorization" not in self.headers
            self.end_headers()
            with contextlib.suppress(OSError):
                self.wfile.write(files.get(self.path, b""))

    with web_server(Host) as address:
        yield address


def test_a_picture_is_fetched_within_bounds_and_encoded_anew(pictures: str) -> None:
    def here(url: httpx.URL) -> bool:
        return url.host == "127.0.0.1"

    fetch = Attachments(Settings(max_image_bytes=1_000_000), allowed=here).fetch
    found = fetch(f"{pictures}/moved")
    assert not isinstance(found, str)
    assert found.suffix == ".jpg" and b"SECRET" not in found.data
    assert "can't be opened" in str(fetch(f"{pictures}/page"))
    assert fetch(f"{pictures}/heap") == "It is larger than 1 MB."
    assert fetch(f"{pictures}/around") == "It leads on and on."
    assert "leads away" in str(fetch(f"{pictures}/away"))
    assert fetch(f"{pictures}/nothing") == "GitHub answered 404."
    assert "leads away" in str(Attachments(Settings()).fetch(f"{pictures}/photo"))
