"""`invoke serve` as somebody who writes a post meets it: save, look, mend, however their editor saves."""

from __future__ import annotations

import asyncio
import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from potluck.build.preview import State, app, widened
from potluck.pages.theme.policy import security_policy
from tests.chromium import PATIENCE, complaints_of, wait_until
from tests.conftest import ROOT
from tests.files import configure, replace
from tests.web import free_port

POST = "content/posts/2026-05-02-first-evening.md"
ADDRESS = "/2026/05/first-evening/"

pytestmark = pytest.mark.browser


def answers(port: int) -> bool:
    """Whether something listens on a port of this machine."""
    with socket.socket() as visitor:
        return visitor.connect_ex(("127.0.0.1", port)) == 0


def start(site: Path, port: int, before: str = "pass") -> subprocess.Popen[bytes]:
    """`invoke serve` for a site, at a port; other code may run ``before``. Who runs tests may ignore Control-C."""
    code = (
        "import signal, sys; signal.signal(signal.SIGINT, signal.default_int_handler); from pathlib import Path;"
        f"from potluck.desk.building import serve; {before};"
        f"sys.exit(serve(Path({str(site / 'siteconf.py')!r}), content='', host='127.0.0.1', port={port}))"
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.Popen(
        [sys.executable, "-c", code], cwd=site, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )


@dataclass
class Serving:
    """A served site: its address, its post's file, and the process."""

    address: str
    post: Path
    port: int
    process: subprocess.Popen[bytes]


@pytest.fixture
def serving(site: Path) -> Iterator[Serving]:
    """The small site, served."""
    with free_port() as port:
        process = start(site, port)
        assert process.stdout
        while b"Built" not in process.stdout.readline():
            assert process.poll() is None
        while not answers(port):
            assert process.poll() is None
        yield Serving(f"http://127.0.0.1:{port}", site / POST, port, process)
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=PATIENCE)


@pytest.fixture
def browser(chromium: Browser) -> Iterator[BrowserContext]:
    """A browser of one person, with all its tabs."""
    context = chromium.new_context(viewport={"width": 800, "height": 500})
    yield context
    context.close()


def look_at(browser: BrowserContext, serving: Serving, path: str = ADDRESS) -> Page:
    """A tab with a page of the site."""
    page = browser.new_page()
    page.goto(serving.address + path, wait_until="domcontentloaded")
    return page


def listens(page: Page) -> None:
    """Wait until some tab holds the lock of the one that listens."""
    wait_until(page, lambda: page.evaluate("navigator.locks.query().then(locks => locks.held.length)"))


def test_a_saved_post_appears_and_a_broken_one_is_explained(browser: BrowserContext, serving: Serving) -> None:
    page = look_at(browser, serving)
    expect(page.get_by_text("Nobody left early.")).to_be_visible()
    text = serving.post.read_text(encoding="utf-8")

    replace(serving.post, "Nobody left early.", "Everybody stayed late.")
    expect(page.get_by_text("Everybody stayed late.")).to_be_visible()

    serving.post.write_text(text.replace("title: A first evening", "tilte: A first evening"), encoding="utf-8")
    panel = page.get_by_role("alert")
    expect(panel).to_contain_text(POST)
    expect(panel).to_contain_text("title")
    with browser.expect_page() as opened:
        panel.get_by_role("link", name=f"{POST}, line 2").first.click()
    expect(opened.value.locator("li:target")).to_have_text("tilte: A first evening")

    serving.post.write_text(text, encoding="utf-8")
    expect(page.get_by_text("Nobody left early.")).to_be_visible()
    expect(panel).to_have_count(0)


def test_what_the_check_says_of_the_text_is_told_too(browser: BrowserContext, serving: Serving) -> None:
    page = look_at(browser, serving)
    replace(serving.post, "Nobody left early.", "Read more [here](https://example.org/more).")
    panel = page.get_by_role("alert")
    expect(panel).to_contain_text(f"{POST}, line 7")
    replace(serving.post, "[here]", "[the story of the evening]")
    expect(panel).to_have_count(0)


def test_problems_stay_where_a_page_that_was_asked_for_before_comes_late(
    browser: BrowserContext, serving: Serving
) -> None:
    replace(serving.post, "Nobody left early.", "Nobody left early.\n\nThe last line.")
    page = look_at(browser, serving)
    expect(page.get_by_text("The last line.")).to_be_visible()
    listens(page)
    asked: list[Route] = []

    def hold_the_first(route: Route) -> None:
        asked.append(route)
        if len(asked) > 1:
            route.continue_()

    page.route(lambda url: url.endswith(ADDRESS), hold_the_first)
    replace(serving.post, "The last line.", "Read more [here](https://example.org/more).")
    wait_until(page, lambda: asked)
    page.wait_for_timeout(2000)  # the check has spoken long since
    asked[0].continue_()
    page.wait_for_timeout(1000)
    expect(page.get_by_role("alert")).to_contain_text(f"{POST}, line 9")


def test_a_reader_stays_where_they_are_in_the_text(browser: BrowserContext, serving: Serving) -> None:
    replace(serving.post, "Nobody left early.", "\n\n".join(f"Paragraph {number}." for number in range(200)))
    page = look_at(browser, serving)
    expect(page.get_by_text("Paragraph 150.")).to_be_visible()
    page.evaluate("window.notLoadedAgain = true; scrollTo({top: 3000, behavior: 'instant'})")
    replace(serving.post, "Paragraph 199.", "The end of it all.")
    expect(page.get_by_text("The end of it all.")).to_be_attached()
    assert page.evaluate("[scrollY, window.notLoadedAgain]") == [3000, True]


def test_every_way_in_which_an_editor_saves_is_followed(browser: BrowserContext, serving: Serving) -> None:
    page = look_at(browser, serving)
    post, text = serving.post, serving.post.read_text(encoding="utf-8")

    def saved(words: str) -> str:
        return text.replace("Nobody left early.", words)

    # Vim: a swap file, a probe, the old file moved away, the new one in its place.
    (post.parent / f".{post.name}.swp").write_text("swap")
    (post.parent / "4913").touch()
    (post.parent / "4913").unlink()
    post.rename(post.parent / f"{post.name}~")
    post.write_text(saved("Saved by Vim."), encoding="utf-8")
    (post.parent / f"{post.name}~").unlink()
    expect(page.get_by_text("Saved by Vim.")).to_be_visible()
    (post.parent / f".{post.name}.swp").unlink()

    # A temporary file that takes the other's place, time after time.
    for number in range(2):
        other = post.parent / f".goutputstream-{number}"
        other.write_text(saved(f"Saved by another file {number}."), encoding="utf-8")
        other.replace(post)
        expect(page.get_by_text(f"Saved by another file {number}.")).to_be_visible()

    # Delete, and create a while later.
    post.unlink()
    time.sleep(1)
    post.write_text(saved("Saved by deleting."), encoding="utf-8")
    expect(page.get_by_text("Saved by deleting.")).to_be_visible()

    # Half of it, and the rest later.
    whole = saved("Saved in two halves.")
    with post.open("w", encoding="utf-8") as file:
        file.write(whole[:30])
        file.flush()
        time.sleep(0.5)
        file.write(whole[30:])
    expect(page.get_by_text("Saved in two halves.")).to_be_visible()
    expect(page.get_by_role("alert")).to_have_count(0)


def test_a_page_keeps_its_policy_and_only_that_of_its_newest_form(browser: BrowserContext, serving: Serving) -> None:
    page = look_at(browser, serving)
    complaints = complaints_of(page)
    replace(serving.post, "Nobody left early.", "\n\n```python\nprint('soup')\n```\n")  # brings another style sheet
    expect(page.locator("pre .nb")).to_have_text("print")
    replace(serving.post, "soup", "stew")
    expect(page.get_by_text("stew")).to_be_visible()
    assert complaints == []
    page.evaluate("document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=\"document.title=1\">')")
    wait_until(page, lambda: any("onerror" in each or "inline event handler" in each for each in complaints))
    assert page.title() != "1"


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere no file can have such a name")
def test_a_name_that_is_no_text_does_not_end_the_watching(browser: BrowserContext, serving: Serving) -> None:
    page = look_at(browser, serving)
    Path(os.fsdecode(os.fsencode(serving.post.parent) + b"/\xff\xfe.md")).write_text("From another machine.")
    panel = page.get_by_role("alert")
    expect(panel).to_contain_text("\\xff\\xfe.md")
    replace(serving.post, "Nobody left early.", "And it goes on.")
    expect(page.get_by_text("And it goes on.")).to_be_visible()


def test_settings_that_are_saved_as_another_file_are_followed(browser: BrowserContext, serving: Serving) -> None:
    page = look_at(browser, serving)
    conf = serving.post.parents[2] / "siteconf.py"
    for name in ("Second Table", "Third Table"):
        text = conf.read_text(encoding="utf-8")
        other = conf.with_name("siteconf.new")
        other.write_text(f"{text}\nSITENAME = {name!r}\n", encoding="utf-8")
        other.replace(conf)
        expect(page).to_have_title(f"A first evening · {name}")


@pytest.fixture
def cups(site: Path) -> Path:
    """A text of the documentation, there before the site is served."""
    text = site / "docs/cups.md"
    text.parent.mkdir()
    text.write_text("# Cups\n\nThree of them.\n", encoding="utf-8")
    configure(site, 'DOCS_PAGES = str(HERE / "docs")')
    return text


def test_the_documentation_is_followed(browser: BrowserContext, cups: Path, serving: Serving) -> None:
    page = look_at(browser, serving, "/docs/cups/")
    listens(page)
    replace(cups, "Three of them.", "Four of them.")
    expect(page.get_by_text("Four of them.")).to_be_visible()
    replace(serving.post, "Nobody left early.", "Everybody has a cup.")
    expect(page.get_by_text("Everybody has a cup.")).to_be_visible()


def test_all_tabs_are_kept_fresh_by_one_stream(browser: BrowserContext, serving: Serving) -> None:
    tabs = [look_at(browser, serving) for _ in range(8)]  # a browser opens six connections to one server
    replace(serving.post, "Nobody left early.", "All tabs know.")
    for page in tabs:
        expect(page.get_by_text("All tabs know.")).to_be_visible()
    tabs[0].close()  # the one that listened
    replace(serving.post, "All tabs know.", "They still do.")
    for page in tabs[1:]:
        expect(page.get_by_text("They still do.")).to_be_visible()


def test_the_post_that_was_saved_is_opened(browser: BrowserContext, serving: Serving) -> None:
    page = look_at(browser, serving, "/")
    expect(page.get_by_role("heading", name="Test Table")).to_be_visible()
    listens(page)
    replace(serving.post, "Nobody left early.", "This is being written.")
    expect(page.get_by_text("This is being written.")).to_be_visible()
    expect(page).to_have_url(serving.address + ADDRESS)


def test_drafts_and_posts_to_come_are_shown_and_marked(
    browser: BrowserContext, serving: Serving, write: Callable[[str, str], Path]
) -> None:
    page = look_at(browser, serving, "/about/")
    write("content/posts/2026-05-25-half-done.md", "---\ntitle: Half done\nauthor: tom-oak\nstatus: draft\n---\n\nA.\n")
    write("content/posts/2031-05-25-to-come.md", "---\ntitle: To come\nauthor: tom-oak\n---\n\nB.\n")
    home = look_at(browser, serving, "/")
    waiting = home.get_by_role("region", name="Not published yet")
    expect(waiting.get_by_text("Draft")).to_be_visible()
    expect(waiting.get_by_text("Scheduled")).to_be_visible()
    page.goto(f"{serving.address}/2026/05/half-done/", wait_until="domcontentloaded")
    expect(page.get_by_text("A draft")).to_be_visible()


def test_control_c_ends_it_at_once_and_a_port_in_use_is_told(
    browser: BrowserContext, serving: Serving, site: Path
) -> None:
    second = start(site, serving.port)
    words, _ = second.communicate(timeout=PATIENCE)
    assert f"Port {serving.port} is in use" in words.decode()
    assert f"invoke serve --port {serving.port + 1}" in words.decode()
    assert second.returncode == 2

    look_at(browser, serving)
    serving.process.send_signal(signal.SIGINT)
    words, _ = serving.process.communicate(timeout=PATIENCE)
    assert words.decode().strip().endswith("Stopped.")
    assert "Traceback" not in words.decode()
    assert serving.process.returncode == 0


def test_control_c_waits_for_no_build(site: Path) -> None:
    never = "import time; from potluck.build.standing import Standing; Standing.build = lambda *_: time.sleep(600)"
    with free_port() as port:
        process = start(site, port, before=never)
        assert process.stdout
        while b"Your site" not in process.stdout.readline():
            assert process.poll() is None
        time.sleep(0.5)
        process.send_signal(signal.SIGINT)
        words, _ = process.communicate(timeout=PATIENCE)
    assert words.decode().strip() == "Stopped."


def test_no_other_site_can_ask_it_and_no_other_file_is_shown(serving: Serving) -> None:
    def status(path: str, host: str) -> int:
        connection = http.client.HTTPConnection("127.0.0.1", serving.port)
        connection.request("GET", path, headers={"Host": host})
        return connection.getresponse().status

    source = f"/__potluck__/source/{POST}"
    assert status(source, f"localhost:{serving.port}") == 200
    assert status(source, "attacker.example.org") == 400
    for path in ("siteconf.py", "content/../siteconf.py", "content/%2e%2e/siteconf.py", "/etc/hostname", "%00"):
        assert status(f"/__potluck__/source/{path}", "localhost") == 404


def test_a_policy_is_widened_by_what_is_added_and_by_nothing_else() -> None:
    page = security_policy(["p{}"], ["x()"], own_files=True)
    assert [name for name, _ in differences(page, widened(page))] == ["style-src", "script-src"]
    assert all(after.startswith(f"{before} 'sha256-") for _, (before, after) in differences(page, widened(page)))
    bare = security_policy([])
    assert widened(bare).count("'sha256-") == 2
    drawn = security_policy(["p{}"], ["x()"], drawing=["'sha256-abc'"])  # any inline style is allowed, and has to stay
    assert [name for name, _ in differences(drawn, widened(drawn))] == ["script-src"]


def differences(one: str, other: str) -> list[tuple[str, tuple[str, str]]]:
    """Directives that are not the same in two policies, with what they say."""
    before, after = (dict(each.split(" ", 1) for each in policy.split("; ")) for policy in (one, other))
    return [(name, (before.get(name, ""), said)) for name, said in after.items() if before.get(name) != said]


@pytest.mark.parametrize(
    ("listens_at", "asked_for", "status"),
    [
        ("127.0.0.1", "localhost:8000", 200),
        ("127.0.0.1", "[::1]:8000", 200),
        ("127.0.0.1", "192.168.1.5:8000", 400),
        ("127.0.0.1", "localhost.example.org", 400),
        ("127.0.0.1", "", 400),
        ("my-laptop.example.org", "My-Laptop.example.org:8000", 200),
        ("0.0.0.0", "192.168.1.5:8000", 200),
        ("0.0.0.0", "[fe80::1]:8000", 200),
        ("0.0.0.0", "kitchen:8000", 200),
        ("0.0.0.0", "kitchen.local:8000", 200),
        ("0.0.0.0", "rebound.example.org:8000", 400),
        ("::", "rebound.example.org", 400),
    ],
)
def test_it_answers_to_names_that_no_stranger_can_give_it(
    tmp_path: Path, listens_at: str, asked_for: str, status: int
) -> None:
    (tmp_path / "index.html").write_text("<p>Here.</p>")
    sent: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request"}

    async def send(message: Any) -> None:
        sent.append(message)

    scope = {"type": "http", "method": "GET", "path": "/", "root_path": "", "query_string": b"", "app": None}
    scope["headers"] = [(b"host", asked_for.encode())]
    server = app(tmp_path, tmp_path / "content", State(), host=listens_at)
    with ThreadPoolExecutor() as aside:  # where no browser of another test has a loop
        aside.submit(asyncio.run, server(scope, receive, send)).result()
    assert sent[0]["status"] == status
    if status == 200:
        assert (b"cross-origin-resource-policy", b"same-origin") in sent[0]["headers"]
