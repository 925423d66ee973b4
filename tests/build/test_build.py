"""A build: what a reader finds afterwards, and what a maintainer is told."""

from __future__ import annotations

import filecmp
import itertools
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import feedparser
import pytest
from PIL import Image
from selectolax.lexbor import LexborHTMLParser

from potluck.build import CannotBuild, build
from potluck.build import site as site_module
from potluck.copied import Copy
from potluck.pages.generators import card_files
from potluck.pages.texts import bodies
from potluck.pages.views import cards
from potluck.verify import dead_links, missing_posts
from potluck.workbench import Workbench
from potluck.workshop import Bounds, OutOfBounds
from tests.conftest import ROOT
from tests.files import append, april, configure, rebuilt

Write = Callable[[str, str], Path]


def page(site: Path, path: str) -> LexborHTMLParser:
    return LexborHTMLParser((site / "output" / path / "index.html").read_text(encoding="utf-8"))


def text(tree: LexborHTMLParser, selector: str) -> str:
    node = tree.css_first(selector)
    assert node is not None, selector
    return " ".join(node.text().split())


def test_a_post_shows_title_byline_date_text_and_author_cards(site: Path) -> None:
    built = build(site / "siteconf.py")
    assert (built.posts, built.people, built.errors) == (2, 2, 0)
    post = page(site, "2026/05/second-evening")
    assert text(post, "h1") == "A second evening"
    words = text(post, "body")
    assert "Tom Oak and Inês Duarte" in words
    assert "May 20, 2026" in words
    assert "We talked about pathlib." in words
    assert "Tom grows apples." in words
    assert "Inês teaches chemistry" in words
    assert "https://github.com/ines-example" in {node.attributes.get("href") for node in post.css("a")}


def test_a_program_that_builds_a_site_may_use_all_of_python(site: Path, write: Write) -> None:
    write("content/posts/2026-05-03-hola.md", "---\ntitle: Hola\nauthor: tom-oak\nlang: es\n---\n\nBuenas.\n")
    script = f"""
from pathlib import Path
from potluck.build import build
build(Path({str(site / "siteconf.py")!r}))
import gettext, html.parser, re, shlex, string, sys, textwrap, urllib.request
late = type(html.parser.charref)
assert late is not re.Pattern
python = [module for name, module in sys.modules.items() if name.partition(".")[0] in sys.stdlib_module_names]
found = {{module.__name__ for module in python for value in vars(module).values() if type(value) is late}}
assert found <= {{"html", "html.parser", "_markupbase"}}, found
"""
    command = [sys.executable, "-c", script]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_a_build_with_nothing_to_do_imports_nothing_that_fills_pages(site: Path) -> None:
    build(site / "siteconf.py")
    script = f"""
import sys
from pathlib import Path
from potluck.build import build
assert build(Path({str(site / "siteconf.py")!r})).written == 0
assert not sys.modules.keys() & {{"jinja2", "markdown", "msgspec", "pelican"}}
"""
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


SELDOM = """
docutils.nodes http.client jinja2.parser msgspec.inspect multiprocessing.context pelican.server PIL.Image
potluck.cards.drawing potluck.search
rich.console typing_extensions urllib.request
"""


def test_an_edit_of_a_text_waits_for_no_module_that_only_other_builds_need(site: Path) -> None:
    conf = configure(site, "SEARCH = False")
    build(conf)
    append(site / "content/posts/2026-05-02-first-evening.md", "\nAnd a cup of tea.\n")
    script = f"""
import sys
from pathlib import Path
from potluck.build import build
assert build(Path({str(conf)!r})).parsed == 1
found = sys.modules.keys() & {{*{SELDOM.split()!r}}}
assert not found, found
from xml.sax import saxutils
assert saxutils.urllib.request.urlopen
import urllib.request
assert saxutils.urllib.request is urllib.request is sys.modules["urllib.request"]
"""
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_a_person_has_a_page_with_their_posts_even_before_the_first(site: Path, write: Write) -> None:
    write("content/authors/new-comer.md", "---\nname: New Comer\n---\n")
    build(site / "siteconf.py")
    assert "A first evening" in text(page(site, "authors/ines-duarte"), "main")
    assert "A first evening" not in text(page(site, "authors/tom-oak"), "main")
    assert "New Comer" in text(page(site, "authors/new-comer"), "h1")
    directory = text(page(site, "people"), "main")
    assert all(name in directory for name in ("New Comer", "Inês Duarte", "Tom Oak"))


def test_a_link_to_a_posts_file_becomes_its_permalink(site: Path) -> None:
    build(site / "siteconf.py")
    links = [node.attributes.get("href") for node in page(site, "2026/05/first-evening").css("article a")]
    assert "/2026/05/second-evening/" in links


@pytest.mark.parametrize("siteurl", ["", "https://club.example.org", "https://club.example.org/blog"])
def test_no_link_within_the_site_is_dead_wherever_it_is_served(site: Path, siteurl: str) -> None:
    build(site / "siteconf.py", siteurl=siteurl)
    assert dead_links(site / "output", siteurl) == []


@pytest.mark.parametrize("siteurl", ["", "https://club.example.org/blog"])
def test_feeds_parse_and_hold_whole_addresses_and_texts(site: Path, siteurl: str) -> None:
    build(site / "siteconf.py", siteurl=siteurl)
    for path, titles in {
        "feed.xml": ["A second evening", "A first evening"],
        "authors/tom-oak/feed.xml": ["A second evening"],
        "tags/beginners/feed.xml": ["A first evening"],
    }.items():
        feed = feedparser.parse((site / "output" / path).read_bytes())
        assert not feed.bozo
        assert [entry.title for entry in feed.entries] == titles
        home = siteurl or "http://localhost:8000"
        assert feed.entries[-1].link.startswith(home + "/2026/05/")
        assert all(author.name for entry in feed.entries for author in entry.authors)
    first = feedparser.parse((site / "output" / "feed.xml").read_bytes()).entries[1]
    assert f'href="{home}/2026/05/second-evening/"' in first.content[0].value
    assert "Nobody left early." in first.content[0].value


def test_drafts_and_posts_dated_ahead_are_shown_at_home_and_left_out_when_publishing(site: Path, write: Write) -> None:
    write("content/posts/2026-05-03-idea.md", "---\ntitle: An idea\nauthor: tom-oak\nstatus: draft\n---\n\nSoon.\n")
    write("content/posts/2026-06-20-picnic.md", "---\ntitle: A picnic\nauthor: tom-oak\n---\n\nBring a cake.\n")
    write("content/posts/2026-05-04-quiet.md", "---\ntitle: Quiet\nauthor: tom-oak\nstatus: hidden\n---\n\nPsst.\n")
    write("publishconf.py", "from siteconf import *\nSITEURL = 'https://club.example.org'\nPUBLISHING = True\n")
    local = build(site / "siteconf.py")
    assert local.held_back == 2
    assert "A picnic" in text(page(site, "2026/06/picnic"), "h1")
    assert "A picnic" in text(page(site, ""), "main")
    assert "A picnic" not in (site / "output" / "feed.xml").read_text(encoding="utf-8")
    (site / "output" / "2026" / "06" / "picnic" / "stray.txt").write_text("left behind", encoding="utf-8")
    published = run_in(site, "publishconf.py")
    assert published.returncode == 0, published.stderr
    pages = {file.parent.name for file in (site / "output").rglob("index.html")}
    assert {"second-evening", "quiet"} <= pages
    assert not {"idea", "picnic"} & pages
    everything = "".join(file.read_text(encoding="utf-8") for file in (site / "output").rglob("*.html"))
    assert "An idea" not in everything
    assert "A picnic" not in everything
    assert "Quiet" not in text(page(site, ""), "main")


def test_a_hidden_post_leads_to_no_tag_that_has_no_page(site: Path, write: Write) -> None:
    head = "title: Quiet\nauthor: tom-oak\nstatus: hidden\ntags: whispers"
    write("content/posts/2026-05-04-quiet.md", f"---\n{head}\n---\n\nPsst.\n")
    build(site / "siteconf.py")
    assert page(site, "2026/05/quiet").css('a[rel="tag"]') == []
    assert dead_links(site / "output") == []


@pytest.mark.parametrize("number", [1, 20, 60])
def test_a_clean_build_that_is_ended_while_it_removes_what_was_there_can_be_begun_again(
    site: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    build(site / "siteconf.py")
    calls = itertools.count(1)

    def unlink(*given: Any, **more: Any) -> None:
        if next(calls) > number:
            raise KeyboardInterrupt
        remove(*given, **more)

    remove = os.unlink
    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(os, "unlink", unlink)
        build(site / "siteconf.py", clean=True)
    rebuilt(site / "siteconf.py")


def test_a_part_of_the_sitemap_that_was_tampered_with_is_written_again(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("potluck.pages.generators.sitemap.LARGEST", 3)
    output = build(site / "siteconf.py").output
    assert "/sitemap-3.xml</loc>" in (output / "sitemap.xml").read_text()
    append(site / "content/posts/2026-05-02-first-evening.md", "\nMore words.\n")
    (output / "sitemap-2.xml").write_text("nothing")
    rebuilt(site / "siteconf.py")
    append(site / "content/posts/2026-05-02-first-evening.md", "\nStill more.\n")
    (output / "sitemap-1.xml").unlink()
    rebuilt(site / "siteconf.py")


def test_an_old_address_called_like_a_sitemap_is_not_taken_for_one(site: Path, write: Write) -> None:
    head = "title: Moved\nauthor: tom-oak\naliases: [/sitemap_index.xml, /sitemap-old.xml]"
    write("content/posts/2026-05-04-moved.md", f"---\n{head}\n---\n\nHere now.\n")
    assert missing_posts(site / "output", build(site / "siteconf.py").edition) == []


def run_in(site: Path, settings: str) -> subprocess.CompletedProcess[str]:
    """Run `invoke build` for a settings file of the site, as a maintainer would."""
    command = [sys.executable, "-m", "invoke", "build", "--settings", str(site / settings)]
    environment = {**os.environ, "PYTHONPATH": f"{site}{os.pathsep}{ROOT}"}
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)


def test_a_file_that_cannot_be_used_is_named_and_the_rest_is_built(site: Path, write: Write) -> None:
    write("content/posts/2026-05-09-nameless.md", "---\nauthor: tom-oak\n---\n\nNo title.\n")
    result = run_in(site, "siteconf.py")
    assert result.returncode == 1
    assert "content/posts/2026-05-09-nameless.md" in result.stderr
    assert "title" in result.stderr
    assert "Traceback" not in result.stderr
    assert (site / "output" / "2026" / "05" / "first-evening" / "index.html").is_file()


def test_pelican_by_hand_makes_the_same_bytes(site: Path, tmp_path: Path) -> None:
    build(site / "siteconf.py")
    command = [sys.executable, "-m", "pelican", str(site / "content"), "-s", str(site / "siteconf.py")]
    other = tmp_path / "by hand"
    result = subprocess.run([*command, "-o", str(other)], capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stderr
    assert differences(site / "output", other) == []


def differences(one: Path, other: Path) -> list[str]:
    """The files that are not in both folders with the same bytes."""
    names = {file.relative_to(root).as_posix() for root in (one, other) for file in root.rglob("*") if file.is_file()}
    same, _, _ = filecmp.cmpfiles(one, other, names, shallow=False)
    return sorted(names - set(same))


def test_pelican_by_hand_removes_nothing_from_a_folder_that_holds_something_else(site: Path, tmp_path: Path) -> None:
    other = tmp_path / "public_html"
    other.mkdir()
    (other / "thesis.txt").write_text("Ten years of work.")
    command = [sys.executable, "-m", "pelican", str(site / "content"), "-s", str(site / "siteconf.py")]
    result = subprocess.run([*command, "-o", str(other)], capture_output=True, text=True, check=False)
    assert result.returncode == 1
    assert "holds files that are not a site of ours" in " ".join((result.stdout + result.stderr).split())
    assert [each.name for each in other.iterdir()] == ["thesis.txt"]


def test_pelican_by_hand_also_says_when_a_file_cannot_be_used(site: Path, write: Write) -> None:
    write("content/posts/2026-05-09-nameless.md", "---\nauthor: tom-oak\n---\n\nNo title.\n")
    command = [sys.executable, "-m", "pelican", str(site / "content"), "-s", str(site / "siteconf.py")]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    assert result.returncode == 1
    assert "2026-05-09-nameless.md" in result.stdout + result.stderr


def test_a_second_build_writes_nothing_and_what_is_stale_goes(site: Path) -> None:
    build(site / "siteconf.py")
    stray = site / "output" / "old" / "index.html"
    stray.parent.mkdir()
    stray.write_text("stale", encoding="utf-8")
    again = build(site / "siteconf.py")
    assert (again.written, again.removed) == (0, 1)
    assert not stray.parent.exists()


def test_a_file_larger_than_memory_is_named_and_never_read(site: Path) -> None:
    """It takes no room on the disk, and would fill the memory."""
    for name in ("content/posts/2026-05-22-whale.md", "content/images/whale.png"):
        file = site / name
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("wb") as whale:
            whale.truncate(50_000_000_000)
    built = build(site / "siteconf.py")
    assert {each.path for each in built.problems} == {"content/posts/2026-05-22-whale.md", "content/images/whale.png"}
    assert built.posts == 2


def test_an_alias_leads_to_the_post(site: Path, write: Write) -> None:
    write(
        "content/posts/2026-05-11-moved.md",
        "---\ntitle: Moved\nauthor: tom-oak\naliases: [old/place/, blog/moved.html]\n---\n\nHere now.\n",
    )
    build(site / "siteconf.py", siteurl="https://club.example.org/blog")
    for path in ("old/place/index.html", "blog/moved.html"):
        assert 'url=/blog/2026/05/moved/"' in (site / "output" / path).read_text(encoding="utf-8")


@pytest.mark.parametrize("alias", ["old/all.atom.xml", "old/list", "Old/List/", "old/own"])
def test_an_alias_gives_way_to_what_is_there_and_its_post_is_told(site: Path, write: Write, alias: str) -> None:
    """Nobody's old address takes another's, or makes a folder of a file; and the site is built all the same."""
    lines = ("/old/all.atom.xml /feed.xml", "/old/list/ /tags/", "/old/own/ /2026/05/x/")
    (site / "redirects.txt").write_text("\n".join(lines), encoding="utf-8")
    path = "content/posts/2026-05-21-x.md"
    write(path, f"---\ntitle: X\nauthor: tom-oak\naliases: [{alias}]\n---\n\nHi.\n")
    built = build(site / "siteconf.py")
    assert (site / "output/old/all.atom.xml").is_file()
    assert "url=/tags/" in (site / "output/old/list/index.html").read_text(encoding="utf-8")
    assert "url=/2026/05/x/" in (site / "output/old/own/index.html").read_text(encoding="utf-8")
    assert text(page(site, "2026/05/x"), "h1") == "X"
    told = [(each.id, each.path, each.line) for each in built.problems]
    assert told == ([] if alias == "old/own" else [("permalink-taken", path, 4)]), "one that says the same is no other"


def test_a_series_and_translations_know_each_other(site: Path, write: Write) -> None:
    for number, day in enumerate(("2026-05-12", "2026-05-14"), start=1):
        write(
            f"content/posts/{day}-part-{number}.md",
            f"---\ntitle: Part {number}\nauthor: tom-oak\nseries: From seed to pie\n---\n\nApples.\n",
        )
    write(
        "content/posts/2026-05-21-segunda-noche.md",
        "---\ntitle: La segunda noche\nauthor: ines-duarte\nlang: es\ntranslation_of: second-evening\n---\n\nHola.\n",
    )
    build(site / "siteconf.py")
    assert "Part 1" in text(page(site, "series/from-seed-to-pie"), "main")
    assert "/series/from-seed-to-pie/" in {n.attributes.get("href") for n in page(site, "2026/05/part-2").css("a")}
    assert "/2026/05/segunda-noche/" in {
        n.attributes.get("href") for n in page(site, "2026/05/second-evening").css("a")
    }
    spanish = page(site, "2026/05/segunda-noche")
    assert "/2026/05/second-evening/" in {n.attributes.get("href") for n in spanish.css("a")}
    assert spanish.css_first("[lang=es]") is not None


@pytest.mark.parametrize("where", [".", "content", "..", "notes"])
def test_a_build_never_sweeps_a_folder_that_is_not_its_own(site: Path, write: Write, where: str) -> None:
    write("notes/precious.txt", "keep me")
    with pytest.raises(CannotBuild):
        build(site / "siteconf.py", output=site / where)
    assert (site / "notes" / "precious.txt").read_text(encoding="utf-8") == "keep me"


def test_a_setting_that_makes_no_sense_is_named(site: Path) -> None:
    configure(site, 'TIMEZONE = "Middle/Earth"', 'ACCENT = "reddish"')
    with pytest.raises(CannotBuild, match=r"TIMEZONE.*Middle/Earth.*"):
        build(site / "siteconf.py")


def test_an_empty_community_gets_a_site_too(site: Path) -> None:
    for file in (site / "content").rglob("*.md"):
        file.unlink()
    built = build(site / "siteconf.py")
    assert (built.posts, built.errors) == (0, 0)
    assert not feedparser.parse((site / "output" / "feed.xml").read_bytes()).bozo
    assert dead_links(site / "output") == []


@pytest.mark.parametrize("theme", ["simple", "notmyidea"])
def test_a_theme_for_stock_pelican_shows_the_same_posts(site: Path, theme: str) -> None:
    built = build(configure(site, f"THEME = {theme!r}"))
    assert built.errors == 0
    words = text(page(site, "2026/05/second-evening"), "body")
    assert "We talked about" in words and "<p>" not in words
    assert (site / "output/theme/css/main.css").is_file() == (theme == "notmyidea")
    assert dead_links(site / "output") == [] or theme == "notmyidea"
    listed = re.findall(r"<loc>http://localhost:8000/([^<]*)</loc>", (site / "output/sitemap.xml").read_text())
    assert "2026/05/second-evening/" in listed
    assert [each for each in listed if not (site / f"output/{each}index.html").is_file()] == []


def test_pictures_keep_their_shape_in_a_theme_for_stock_pelican(site: Path) -> None:
    april(site, 1, body="![A drawn line](../images/line.png)")
    (site / "content/images").mkdir(exist_ok=True)
    Image.new("RGB", (300, 20), "red").save(site / "content/images/line.png")
    build(configure(site, 'THEME = "simple"'))
    shown = (site / "output/2026/04/more-1/index.html").read_text(encoding="utf-8")
    assert '<img style="max-width:100%;height:auto" ' in shown and 'height="20"' in shown


def test_each_site_has_its_own_settings_though_files_beside_them_have_the_same_names(site: Path) -> None:
    conf = (site / "siteconf.py").read_text(encoding="utf-8")
    conf += "sys.path.insert(0, str(HERE))\nfrom chosen_here import SITENAME\nsys.path.pop(0)\n"
    for name in ("Ours", "Theirs"):
        root = Path(shutil.copytree(site, site.parent / name))
        (root / "siteconf.py").write_text(conf, encoding="utf-8")
        (root / "chosen_here.py").write_text(f"SITENAME = {name!r}\n", encoding="utf-8")
        build(root / "siteconf.py")
        assert f"A first evening · {name}" in text(page(root, "2026/05/first-evening"), "title")


def test_a_text_that_took_too_much_of_a_busy_machine_is_tried_again(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def busy(*_: object) -> None:
        raise OutOfBounds("It took too long.")

    with monkeypatch.context() as for_a_while:
        for_a_while.setattr(Workbench, "do", busy)
        assert build(site / "siteconf.py").errors
    assert build(site / "siteconf.py").errors == 0
    assert "Nobody left early." in text(page(site, "2026/05/first-evening"), "article")


def test_a_card_that_takes_too_much_has_the_sites_name_alone(
    site: Path, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Busy(Copy):
        def do(self, *_: object) -> Any:
            raise OutOfBounds("It took too long.")

    build(site / "siteconf.py")
    for name in ("one", "two"):
        write(f"content/posts/2026-05-21-{name}.md", f"---\ntitle: The {name}\nauthor: tom-oak\n---\n\nHi.\n")
    monkeypatch.setattr(card_files, "Copy", Busy)
    monkeypatch.setattr(card_files, "can_copy", lambda: True)
    build(site / "siteconf.py")
    one, two = (site / f"output/2026/05/{name}/{cards.FILE}" for name in ("one", "two"))
    assert one.read_bytes() == two.read_bytes()


def test_what_a_check_lets_through_has_time_to_spare_when_it_is_published(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A picture or text that takes just as long as it may would pass one day and stop the publication the next."""
    given, of_texts = [], []
    workshop, make = site_module.Workshop, bodies.make
    monkeypatch.setattr(
        site_module, "Workshop", lambda bounds, **more: given.append(bounds) or workshop(bounds, **more)
    )
    monkeypatch.setattr(
        bodies,
        "make",
        lambda *given: of_texts.extend(each for each in given if isinstance(each, Bounds)) or make(*given),
    )
    build(site / "siteconf.py", output=site / "look", only=frozenset(("content/posts/2026-05-02-first-evening.md",)))
    build(site / "siteconf.py")
    for look, publication in (given, of_texts):
        assert look.seconds * 2 <= publication.seconds and look.memory < publication.memory


@pytest.mark.parametrize("kind", ["png", "jpg", "webp", "gif", "avif"])
def test_a_portrait_of_any_kind_is_shown(site: Path, kind: str) -> None:
    card = f"---\nname: Tom Oak\navatar: tom-oak.{kind}\n---\n\nTom grows apples.\n"
    (site / "content/authors/tom-oak.md").write_text(card, encoding="utf-8")
    Image.linear_gradient("L").convert("RGB").save(site / f"content/authors/tom-oak.{kind}")
    assert build(site / "siteconf.py").errors == 0
    assert f"/authors/tom-oak/tom-oak.{kind}@320.webp" in (site / "output/authors/tom-oak/index.html").read_text(
        encoding="utf-8"
    )
    assert dead_links(site / "output") == []


def test_a_series_is_called_as_most_of_its_posts_have_it(site: Path) -> None:
    for day, name in ((1, "A WALK!!! BUY"), (3, "A walk: buy"), (4, "A walk: buy")):
        post = f'---\ntitle: Part {day}\nauthor: tom-oak\nseries: "{name}"\n---\n\nWe went on.\n'
        (site / f"content/posts/2026-03-0{day}-part-{day}.md").write_text(post, encoding="utf-8")
    build(site / "siteconf.py")
    page = (site / "output/series/a-walk-buy/index.html").read_text(encoding="utf-8")
    assert "A walk: buy" in page and "WALK!!!" not in page
