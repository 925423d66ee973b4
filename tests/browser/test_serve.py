"""`invoke serve` as somebody who writes a post meets it: save, look, mend."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

ROOT = Path(__file__).resolve().parents[2]

pytestmark = pytest.mark.browser


def answers(port: int) -> bool:
    """Whether something listens on a port of this machine."""
    with socket.socket() as visitor:
        return visitor.connect_ex(("127.0.0.1", port)) == 0


@pytest.fixture
def serving(site: Path) -> Iterator[str]:
    """The small site, served; yields its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    code = (
        "import sys; from pathlib import Path; from potluck.desk.building import serve;"
        f"sys.exit(serve(Path({str(site / 'siteconf.py')!r}), content='', host='127.0.0.1', port={port}))"
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    process = subprocess.Popen(
        [sys.executable, "-c", code], cwd=site, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    assert process.stdout
    while b"Built" not in process.stdout.readline():
        assert process.poll() is None
    while not answers(port):
        assert process.poll() is None
    yield f"http://127.0.0.1:{port}"
    process.send_signal(signal.SIGINT)
    process.wait(timeout=20)


def test_a_saved_post_appears_and_a_broken_one_is_explained(
    chromium: Browser, serving: str, site: Path, write: Callable[[str, str], Path]
) -> None:
    page = chromium.new_page()
    page.goto(f"{serving}/2026/05/first-evening/", wait_until="domcontentloaded")
    expect(page.get_by_text("Nobody left early.")).to_be_visible()
    post = site / "content/posts/2026-05-02-first-evening.md"
    text = post.read_text(encoding="utf-8")

    post.write_text(text.replace("Nobody left early.", "Everybody stayed late."), encoding="utf-8")
    expect(page.get_by_text("Everybody stayed late.")).to_be_visible(timeout=20_000)

    post.write_text(text.replace("title: A first evening", "tilte: A first evening"), encoding="utf-8")
    panel = page.get_by_role("alert")
    expect(panel).to_contain_text("content/posts/2026-05-02-first-evening.md", timeout=20_000)
    expect(panel).to_contain_text("title")

    post.write_text(text, encoding="utf-8")
    expect(page.get_by_text("Nobody left early.")).to_be_visible(timeout=20_000)
    expect(panel).to_have_count(0)
    page.close()
