"""`invoke publish` from a maintainer's clone to a real repository, and back to a reader."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from urllib.parse import parse_qsl

import pytest
from PIL import Image

from potluck.build import Built
from potluck.checks import check
from potluck.desk import fitness, publishing
from potluck.desk.fitness import kept_site
from potluck.publish import Seen, transaction
from potluck.settings import Settings
from potluck.verify import dead_links
from tests.files import configure
from tests.git import git, use_own_git_settings
from tests.web import free_port, web_server

Write = Callable[[str, str], Path]


@pytest.fixture
def clone(site: Path, write: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The small site as a maintainer's clone of a bare repository, whose git settings are the test's own."""
    use_own_git_settings(tmp_path, monkeypatch)
    write(
        "publishconf.py",
        "import sys\nfrom pathlib import Path\nsys.path.insert(0, str(Path(__file__).parent))\n"
        "sys.modules.pop('siteconf', None)\nfrom siteconf import *\n"
        "SITEURL = 'https://club.example.org/blog'\nPUBLISHING = True\nCUSTOM_DOMAIN = 'club.example.org'\n",
    )
    write(".gitignore", "output/\ncache/\n__pycache__/\n.cache/\n")
    git(tmp_path, "init", "-q", "--bare", "-b", "main", "remote.git")
    git(site, "init", "-q", "-b", "main")
    git(site, "remote", "add", "origin", (tmp_path / "remote.git").as_uri())
    commit(site)
    monkeypatch.chdir(site)
    return site


def commit(clone: Path) -> None:
    git(clone, "add", "-A")
    git(clone, "commit", "-q", "-m", "a change")
    git(clone, "push", "-q", "-u", "origin", "main")


def live(tmp_path: Path, name: str) -> Path:
    """What readers get: the published branch, checked out."""
    git(tmp_path, "clone", "-q", "-b", "gh-pages", "remote.git", name)
    return tmp_path / name


def publish(clone: Path, *, yes: bool = True, dry_run: bool = False, accept: Sequence[str] = ()) -> int:
    return publishing.publish(clone, yes=yes, dry_run=dry_run, accept=[*accept])


def test_what_is_due_and_whole_reaches_the_branch(clone: Path, write: Write, tmp_path: Path) -> None:
    write("content/posts/2026-05-03-idea.md", "---\ntitle: An idea\nauthor: tom-oak\nstatus: draft\n---\n\nSoon.\n")
    write("content/posts/2027-06-20-picnic.md", "---\ntitle: A picnic\nauthor: tom-oak\n---\n\nBring a cake.\n")
    with_picture = write(
        "content/posts/2026-05-04-lamp/index.md", "---\ntitle: A lamp\nauthor: tom-oak\n---\n\n![A lamp](lamp.jpg)\n"
    )
    write("redirects.txt", "/old%20list/ /archive/\n/rss.xml /feed.xml\n")
    Image.linear_gradient("L").resize((1_000, 600)).convert("RGB").save(with_picture.with_name("lamp.jpg"))
    commit(clone)
    assert publish(clone) == 0
    site = live(tmp_path, "live")
    assert len(list((site / "2026/05/lamp").glob("lamp.jpg*"))) > 1
    assert (site / "2026/05/first-evening/index.html").is_file()
    assert not (site / "2026/05/idea").exists()
    assert not (site / "2027").exists()
    assert "url=/blog/archive/" in (site / "old list/index.html").read_text(encoding="utf-8")
    assert (site / "rss.xml").read_bytes() == (site / "feed.xml").read_bytes()
    assert (site / ".nojekyll").is_file()
    assert (site / "CNAME").read_text(encoding="utf-8") == "club.example.org\n"
    assert dead_links(site, "https://club.example.org/blog") == []
    assert "Source-Commit: " + git(clone, "rev-parse", "HEAD") in git(site, "log", "-1", "--format=%B")


def test_a_dry_run_shows_the_plan_and_leaves_nothing(
    clone: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert publish(clone, dry_run=True) == 0
    assert "first publication" in capsys.readouterr().out
    assert "gh-pages" not in git(tmp_path / "remote.git", "branch", "--list")


def test_a_concern_that_there_is_not_is_not_accepted(clone: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert publish(clone, accept=["vanished", "vanish"]) == 2
    assert "Nothing is called 'vanish'" in capsys.readouterr().err


def test_nothing_is_published_without_a_yes(clone: Path, tmp_path: Path) -> None:
    assert publish(clone, yes=False) == 2
    assert git(tmp_path / "remote.git", "branch", "--list", "gh-pages") == ""


def test_whoever_stops_what_is_on_its_way_hears_that_it_may_be_live(
    clone: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def stopped(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(transaction, "read_back", stopped)
        assert publish(clone) == 2
    assert "may be live already: `invoke status` tells" in " ".join(capsys.readouterr().err.split())
    assert publish(clone) == 0
    assert "Nothing to publish" in capsys.readouterr().out


@pytest.mark.parametrize("trouble", ["an open problem", "a change not committed", "no remote"])
def test_it_refuses_and_says_why(
    clone: Path, write: Write, tmp_path: Path, trouble: str, capsys: pytest.CaptureFixture[str]
) -> None:
    if trouble == "an open problem":
        write("content/posts/2026-05-09-nameless.md", "---\nauthor: tom-oak\n---\n\nNo title.\n")
        commit(clone)
    elif trouble == "a change not committed":
        write("content/posts/2026-05-09-new.md", "---\ntitle: New\nauthor: tom-oak\n---\n\nNot yet.\n")
    else:
        git(clone, "remote", "remove", "origin")
    assert publish(clone) in (1, 2)
    said = capsys.readouterr().err
    assert {"an open problem": "title", "a change not committed": "2026-05-09-new.md", "no remote": "origin"}[
        trouble
    ] in said
    assert git(tmp_path / "remote.git", "branch", "--list", "gh-pages") == ""


TRICKY = """
[above](#nowhere) [there](2026-05-02-first-evening.md#nowhere) [home](/#nowhere) <a href="#a&#10;::error::b">x</a>
[a](//[) [b](///etc/x) [c](http:///foo) [d](https:foo/bar) [e](http:/about/) [f](//) <a href="//[x">g</a> <img src="#h">

[idea](2026-05-03-idea.md) [its tag](/tags/idea/) [its series](/series/idea/) [feed](/authors/ana-so/feed.xml)
[all series](/series/) [meetups](/events.ics) [blogs](/people.opml) [search](/search/) [numbers](/numbers/)

A note[^año], another[^a"b] and a third[^%s].

[^año]: One.
[^a"b]: Two.
[^%s]: Three.
""" % (("n" * 250,) * 2)


def test_no_link_of_a_members_stops_a_publication(
    clone: Path, write: Write, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The check says what leads nowhere; who reads finds words there, or the top of the page."""
    front = "title: Tricky\nauthor: tom-oak\nlang: es\ntranslation_of: first-evening"
    write("content/posts/2026-05-09-tricky.md", f"---\n{front}\n---\n{TRICKY}")
    idea = "---\ntitle: An idea\nauthor: ana-so\ntags: idea\nseries: idea\nstatus: draft\n---\n\nSoon.\n"
    write("content/posts/2026-05-03-idea.md", idea)
    write("content/authors/ana-so.md", "---\nname: Ana So\n---\n\nSee [below](#nowhere).\n")
    told = {each.id: "warning" for each in check(clone / "content", Settings()).errors}
    assert set(told) <= {"link-missing", "image-missing", "link-address"}
    configure(clone, f"CHECKS = {told!r}")
    commit(clone)
    assert publish(clone) == 0
    said = capsys.readouterr().err
    assert "the link #nowhere is dead" in said and "\\n::error::b" in said
    page = (live(tmp_path, "live") / "2026/05/tricky/index.html").read_text(encoding="utf-8")
    for gone in ("///etc", "http:///foo", "https:foo", "/tags/idea", "/series/", "events.ics", "people.opml"):
        assert f'href="{gone}' not in page and f'href="/blog{gone}' not in page


@pytest.mark.parametrize("lang", ["aa-00000000", "art-lojban", "zxx", "und", "en-GB-oed"])
def test_a_language_that_nobody_knows_is_called_by_its_code(clone: Path, write: Write, lang: str) -> None:
    front = f"title: Tricky\nauthor: tom-oak\nlang: {lang}\ntranslation_of: first-evening"
    write("content/posts/2026-05-09-tricky.md", f"---\n{front}\n---\n\nWords.\n")
    assert fitness.build_site(clone / "publishconf.py").errors == 0
    page = (clone / "output/2026/05/first-evening/index.html").read_text(encoding="utf-8")
    assert f'hreflang="{lang}"' in page


def test_an_earlier_publication_comes_back(
    clone: Path, write: Write, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert publish(clone) == 0
    first = git(tmp_path / "remote.git", "rev-parse", "gh-pages")
    write("content/posts/2026-05-09-regret.md", "---\ntitle: Regret\nauthor: tom-oak\n---\n\nOops.\n")
    commit(clone)
    assert publish(clone) == 0
    assert publishing.status(clone) == 0
    assert publishing.rollback(clone, "", yes=False) == 0
    assert first[:7] in capsys.readouterr().out
    assert publishing.rollback(clone, first, yes=True) == 0
    assert not (live(tmp_path, "live") / "2026/05/regret").exists()


def test_what_was_built_before_is_built_upon_and_what_is_wrong_with_it_is_put_right(
    clone: Path, write: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[Built] = []
    build = fitness.build_site
    monkeypatch.setattr(fitness, "build_site", lambda *a, **k: made.append(build(*a, **k)) or made[-1])
    assert publish(clone) == 0
    write("content/pages/about.md", "---\ntitle: About us\n---\n\nWe meet on Wednesdays.\n")
    commit(clone)
    kept = clone / "cache/publish"
    (kept / "site/index.html").write_text("somebody was here", encoding="utf-8")
    (kept / "site/CNAME").write_text("evil.example.org", encoding="utf-8")
    (kept / "site/2026/extra.html").write_text("x", encoding="utf-8")
    (kept / ".new-x/y").mkdir(parents=True)
    assert publish(clone) == 0
    assert made[1].kept > made[1].written > 0
    site = live(tmp_path, "live")
    assert "somebody" not in (site / "index.html").read_text(encoding="utf-8")
    assert (site / "CNAME").read_text(encoding="utf-8") == "club.example.org\n"
    assert not (site / "2026/extra.html").exists()
    assert {each.name for each in kept.iterdir()} == {"lock", "site", "read.sqlite"}


def test_while_another_publication_is_being_built_a_folder_of_its_own_is_taken(tmp_path: Path) -> None:
    with kept_site(tmp_path) as (first, memory), kept_site(tmp_path) as (second, nothing):
        assert first == tmp_path / "publish/site"
        assert second != first
        assert memory is not None and nothing is None
    with kept_site(tmp_path) as third:
        assert third == (first, memory)


def test_it_waits_until_readers_get_it_and_says_so(
    clone: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for seen in Seen:
        monkeypatch.setattr(publishing, "watch", lambda *_, seen=seen, **__: seen)
        (clone / "content/pages/about.md").write_text(f"---\ntitle: About us\n---\n\n{seen.value}.\n", encoding="utf-8")
        commit(clone)
        assert publishing.publish(clone, yes=True, dry_run=False, accept=[], wait=5) == 0
    said = capsys.readouterr().out
    assert "Readers get it: https://club.example.org/blog shows the new site." in said
    assert "still shows the site as it was, after 5 seconds" in said
    assert "can't be reached from here" in said


@pytest.fixture
def hub() -> Iterator[tuple[str, list[dict[str, str]], list[int]]]:
    """A WebSub hub on this machine: its address, what it was told, and what it answers (the last for good)."""
    told: list[dict[str, str]] = []
    answers = [204]

    class Hub(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            told.append(dict(parse_qsl(self.rfile.read(int(self.headers["Content-Length"])).decode())))
            self.send_response(answers.pop(0) if len(answers) > 1 else answers[0])
            self.end_headers()

    with web_server(Hub) as address:
        yield address, told, answers


def test_a_hub_is_told_of_new_feeds_once_they_are_published(
    clone: Path,
    write: Write,
    hub: tuple[str, list[dict[str, str]], list[int]],
    capsys: pytest.CaptureFixture[str],
) -> None:
    address, told, answers = hub
    configure(clone, f"WEBSUB_HUB = {address!r}")
    write("content/posts/2027-05-03-idea.md", "---\ntitle: An idea\nauthor: tom-oak\n---\n\nNot due.\n")
    commit(clone)
    assert publish(clone, dry_run=True) == 0
    assert told == []
    assert publish(clone) == 0
    home = "https://club.example.org/blog"
    assert [each["hub.url"] for each in told[:2]] == [f"{home}/feed.json", f"{home}/feed.xml"]
    assert f"{home}/authors/tom-oak/feed.xml" in [each["hub.topic"] for each in told]
    assert {each["hub.mode"] for each in told} == {"publish"}
    assert f"The hub {address} knows of" in capsys.readouterr().out
    told.clear()

    write("content/pages/about.md", "---\ntitle: About us\n---\n\nWe meet on Fridays.\n")  # no feed has it
    commit(clone)
    assert publish(clone) == 0
    assert told == []

    answers[:] = [204, 503]
    write("content/posts/2026-05-03-idea.md", "---\ntitle: An idea\nauthor: tom-oak\ntags: soup\n---\n\nDue.\n")
    commit(clone)
    assert publish(clone) == 0
    assert [each["hub.url"] for each in told] == [f"{home}/feed.json", f"{home}/feed.xml"]
    assert "it answered 503" in capsys.readouterr().out


@pytest.mark.parametrize("how", ["a later job deploys", "readers still get the old site"])
def test_a_hub_is_not_told_before_readers_get_the_new_feeds(
    clone: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    hub: tuple[str, list[dict[str, str]], list[int]],
    how: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    address, told, _ = hub
    configure(clone, f"WEBSUB_HUB = {address!r}", "GITHUB_PAGES = 'deployment'")
    commit(clone)
    assert publishing.tell_hub_again(clone) == 2
    assert "Nothing has been published yet" in capsys.readouterr().err
    outputs = tmp_path / "outputs"
    monkeypatch.setenv("GITHUB_OUTPUT", str(outputs))
    if how == "a later job deploys":
        monkeypatch.setenv("CI", "true")
    else:
        monkeypatch.delenv("CI", raising=False)
        monkeypatch.setattr(publishing, "watch", lambda *_, **__: Seen.NOT_YET)
    assert publishing.publish(clone, yes=True, dry_run=False, accept=[], wait=5) == 0
    assert told == []
    said = capsys.readouterr().out
    if how == "a later job deploys":
        assert "hub=later" in outputs.read_text(encoding="utf-8").splitlines()
    else:
        assert "`invoke tell-hub`" in said
    assert publishing.tell_hub_again(clone) == 0
    assert told[1]["hub.url"] == "https://club.example.org/blog/feed.xml"


def test_where_no_hub_is_named_there_is_none_to_tell(clone: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert publishing.tell_hub_again(clone) == 2
    assert "WEBSUB_HUB" in capsys.readouterr().err


def test_a_hub_that_is_gone_is_no_failure_of_publishing(clone: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with free_port() as port:
        configure(clone, f"WEBSUB_HUB = 'http://127.0.0.1:{port}'")
        commit(clone)
        assert publish(clone) == 0
    assert "it can't be reached" in capsys.readouterr().out


def test_drafts_do_not_go_out_where_the_settings_for_readers_keep_nothing_back(
    clone: Path, write: Write, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    conf = clone / "publishconf.py"
    write("publishconf.py", conf.read_text(encoding="utf-8").replace("PUBLISHING = True", "PUBLISHNG = True"))
    commit(clone)
    assert publish(clone) == 1
    assert "does not say `PUBLISHING = True`" in capsys.readouterr().err
    assert git(tmp_path / "remote.git", "branch", "--list", "gh-pages") == ""


def test_the_address_that_the_sample_has_is_not_taken_for_ones_own(
    clone: Path, write: Write, capsys: pytest.CaptureFixture[str]
) -> None:
    assert publish(clone, dry_run=True) == 0
    assert "PUBLIC_URL" not in capsys.readouterr().err
    text = (clone / "publishconf.py").read_text(encoding="utf-8")
    write("publishconf.py", f"{text}\nSITEURL = 'https://potluck.example.org'\nCUSTOM_DOMAIN = ''\n")
    commit(clone)
    assert publish(clone, dry_run=True) == 0
    assert "PUBLIC_URL in pelicanconf.py is still the sample's" in capsys.readouterr().err


def test_pages_that_would_be_gone_are_named_once_beside_what_would_change(
    clone: Path, write: Write, capsys: pytest.CaptureFixture[str]
) -> None:
    for number in range(25):
        write(f"content/posts/2026-04-01-post-{number}.md", f"---\ntitle: Post {number}\nauthor: tom-oak\n---\n\nHi.\n")
    commit(clone)
    assert publish(clone) == 0
    for number in range(25):
        (clone / f"content/posts/2026-04-01-post-{number}.md").unlink()
    commit(clone)
    capsys.readouterr()
    assert publish(clone) == 1
    said = capsys.readouterr()
    assert "would be gone" not in said.out
    assert said.err.count("would be gone") == 1
    assert "  and 5 more\n" in said.err
    assert publish(clone, dry_run=True) == 1
    assert "would be gone" in capsys.readouterr().out
