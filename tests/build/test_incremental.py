"""The law: whatever happened before, the output is byte for byte what a build from nothing makes, and nothing else.

Sites are random, and so are the edits between builds. ``POTLUCK_LONG=1`` in the environment tries many more.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import textwrap
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from PIL import Image

from potluck import copied
from potluck.build import Built, CannotBuild, build, record, sharing
from potluck.build.standing import Standing
from potluck.build.verification import compare
from potluck.copied import can_copy
from potluck.markup.colouring import Colouring
from potluck.markup.renderer import Renderer
from potluck.pages import parts
from potluck.pages.generators import search_index
from potluck.search.index import AT_HOME
from tests.conftest import CONF, MOMENT, ROOT
from tests.files import append, april, put, rebuilt, replace, unclean

Write = Callable[[str, str], Path]
LARGE, MANY, ALIKE = parts.LARGE, sharing.MANY, record.MANY
LONG = bool(os.environ.get("POTLUCK_LONG"))
HANDLES = ("ada", "ben", "cleo", "dan")
SLUGS = ("apples", "bread", "cake", "dates", "eggs", "figs")
DAYS = ("2025-12-31", "2026-01-02", "2026-03-04", "2026-05-27", "2026-05-28", "2026-05-30")
TAGS = ("meetups", "Meetups", "pies", "tools", "python-3-0", "2")
PARAGRAPHS = (
    "It rained, and nobody minded.",
    "Ask @ben, or @dan.",
    "See [this](2026-01-02-bread.md) and [that](2026-05-30-figs.md).",
    "![A square](/images/square.png)",
    "```python\nprint('x')\n```",
    "```python hl_lines=\"1\"\nprint('x')\n```",
    '<pre><code class="language-python"><span class="n">print</span>(\'x\')\n</code></pre>',
    "```mermaid\ngraph TD; A-->B\n```",
    "## A heading\n\n## Another\n\n### And one more",
    "[About us](../pages/about.md), [Ada](../authors/ada.md)",
    "word " * 300,
    "[The year](/archive/2025/), [its feed](/tags/pies/feed.xml)",
    "[Meetups](/events.ics), [blogs](/people.opml)",
    "[What Cleo wrote](/authors/cleo/feed.xml), [series](/series/)",
)
NO_CARDS = (
    "\nCARDS = JSON_FEEDS = False\nARCHIVE_AT_ONCE = DEFAULT_PAGINATION = 3\nFEED_MAX_ITEMS = 2\nLINK_SHEETS_FROM = 4\n"
)
OWN_THEME = """
THEME, THEME_TEMPLATES_OVERRIDES, DOCS_PAGES = str(HERE / "theme"), [str(HERE / "own")], str(HERE / "docs")
"""
OWN = {
    "tag.html": '{% extends "!theme/tag.html" %}{% block title %}WORD{% endblock %}',
    "macros/counter.html": "WORD",
    "macros/chart.html": "{% macro timeline(years) %}WORD{% endmacro %}{% macro bars(what, rows, top) %}{% endmacro %}",
    "macros/more.html": "{{ theme_script('far.js') }}{{ style('tags') }}WORD",
    "css/tags.css": ".WORD { color: red }",
    "css/custom.css": ".WORD { color: red }",
    "scripts/far.js": "let WORD = 1;",
    "series.html": '{% extends "!theme/series.html" %}{% include "macros/" ~ "more.html" ignore missing %}',
    "authors.html": '{% extends "!theme/authors.html" %}{% import "macros/more.html" as more %}'
    "{% block title %}{{ more }}{% endblock %}",
    "locale/en.po": 'msgid "Home"\nmsgstr "WORD"\n',
    "index.html": "{# The front page is taken away. #}WORD",
}
fast = settings(
    max_examples=400 if LONG else 6,
    stateful_step_count=30 if LONG else 12,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    print_blob=True,
)


def square(path: Path, colour: str, side: int = 40) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.new("RGB", (side, side), colour).save(path)


class ABlogInUse(RuleBasedStateMachine):
    """A community at work: files come, change, move and go; settings, theme, clock and outputs too."""

    @initialize(large=st.sampled_from((1, LARGE)), many=st.sampled_from((2, MANY)))
    def begin(self, large: int, many: int) -> None:
        parts.LARGE = large  # small parts are renewed in their place as well
        sharing.MANY = self.many = many  # and few pages are made side by side
        record.MANY = 2 if many == 2 else ALIKE  # and short lists count as long ones
        sharing.can_copy = lambda: can_copy() or (many == 2 and sys.platform == "linux")
        search_index.AT_HOME = AT_HOME._replace(size=2, most=3)
        self.folder = Path(tempfile.mkdtemp(prefix="potluck-law-"))
        self.site = self.folder / "site"
        self.moment = int(MOMENT)
        os.environ["SOURCE_DATE_EPOCH"] = str(self.moment)
        (self.site / "content").mkdir(parents=True)
        shutil.copytree(ROOT / "theme", self.site / "theme", symlinks=True)
        self.own_settings = NO_CARDS.replace("CARDS = False", f"CARDS = {large == 1}") + OWN_THEME
        (self.site / "siteconf.py").write_text(CONF + self.own_settings, encoding="utf-8")
        self.conf = 0
        self.member("ada", "Ada", "Ada bakes.")
        self.post("apples", "2026-01-02", "Apples", "ada", [], "", [0])
        self.post("bread", "2026-01-02", "Bread", "ada", ["pies"], "", [2, 5])

    def teardown(self) -> None:
        parts.LARGE, sharing.MANY, sharing.can_copy, record.MANY = LARGE, MANY, can_copy, ALIKE
        search_index.AT_HOME = AT_HOME
        os.environ["SOURCE_DATE_EPOCH"] = MOMENT
        if hasattr(self, "folder"):
            shutil.rmtree(self.folder, ignore_errors=True)

    def put(self, path: str, text: str) -> None:
        put(self.site, path, text)

    def posts(self) -> list[Path]:
        return sorted((self.site / "content" / "posts").glob("*.md"))

    @rule(
        handle=st.sampled_from(HANDLES),
        name=st.sampled_from(("Ada", "Ben", "Cleo Ó", "Dan <b>")),
        bio=st.sampled_from(("", "Bakes.", "Asks @ada.", "*Sings*.")),
        more=st.sampled_from(("", "role: organiser\n", "website: https://x.example.org\n", "avatar: face.png\n")),
    )
    def member(self, handle: str, name: str, bio: str, more: str = "") -> None:
        self.put(f"content/authors/{handle}.md", f"---\nname: {name}\n{more}---\n\n{bio}\n")

    @rule(
        slug=st.sampled_from(SLUGS),
        day=st.sampled_from(DAYS),
        title=st.sampled_from(("Apples", "Bread & butter", "Café", "<i>Pie</i>")),
        who=st.sampled_from((*HANDLES, "[ada, ben]", "nobody")),
        tags=st.lists(st.sampled_from(TAGS), max_size=2),
        more=st.sampled_from(
            (
                *("", "status: draft\n", "status: hidden\n", "series: Pies\n", "aliases: [old/pie/, old.html]\n"),
                *(
                    "summary: In short.\n",
                    "lang: es\ntranslation_of: apples\n",
                    "updated: 2026-05-20\n",
                    "colour: red\n",
                    "event:\n  start: 2026-05-29 18:00\n  place: Here\n",
                    "slug: eggs\n",
                    "image: /images/square.png\n",
                ),
            )
        ),
        body=st.lists(st.sampled_from(range(len(PARAGRAPHS))), min_size=1, max_size=3),
    )
    def post(self, slug: str, day: str, title: str, who: str, tags: list[str], more: str, body: list[int]) -> None:
        front = f"title: {title}\nauthors: {who}\ntags: [{', '.join(tags)}]\n{more}"
        text = "\n\n".join(PARAGRAPHS[number] for number in body)
        self.put(f"content/posts/{day}-{slug}.md", f"---\n{front}---\n\n{text}\n")

    @rule(number=st.integers(0, 50), more=st.sampled_from(PARAGRAPHS))
    @precondition(lambda self: self.posts())
    def edit_a_body(self, number: int, more: str) -> None:
        file = self.posts()[number % len(self.posts())]
        append(file, f"\n{more}\n")

    @rule(number=st.integers(0, 50), title=st.sampled_from(("New", "Newer & better")))
    @precondition(lambda self: self.posts())
    def edit_a_title(self, number: int, title: str) -> None:
        file = self.posts()[number % len(self.posts())]
        lines = file.read_text(encoding="utf-8").split("\n")
        file.write_text("\n".join([lines[0], f"title: {title}", *lines[2:]]), encoding="utf-8")

    @rule(number=st.integers(0, 50))
    @precondition(lambda self: self.posts())
    def remove_a_post(self, number: int) -> None:
        self.posts()[number % len(self.posts())].unlink()

    @rule(number=st.integers(0, 50), name=st.sampled_from(SLUGS))
    @precondition(lambda self: self.posts())
    def rename_a_post(self, number: int, name: str) -> None:
        file = self.posts()[number % len(self.posts())]
        file.rename(file.with_name(f"{file.name[:10]}-{name}.md"))

    @rule(slug=st.sampled_from(SLUGS), more=st.sampled_from(PARAGRAPHS), with_picture=st.booleans())
    def post_in_a_folder(self, slug: str, more: str, with_picture: bool) -> None:
        folder = f"content/posts/2026-04-04-{slug}"
        text = "![Its own](own.png)" if with_picture else "No picture."
        self.put(f"{folder}/index.md", f"---\ntitle: In a folder\nauthor: ada\ntags: [pies]\n---\n\n{text}\n\n{more}\n")
        if with_picture:
            square(self.site / folder / "own.png", "red")

    @rule(
        number=st.integers(0, 50), line=st.sampled_from(("tags: [tools]", "series: Pies", "status: draft", "lang: es"))
    )
    @precondition(lambda self: self.posts())
    def add_to_the_head(self, number: int, line: str) -> None:
        file = self.posts()[number % len(self.posts())]
        lines = [
            each for each in file.read_text(encoding="utf-8").split("\n") if each.split(":")[0] != line.split(":")[0]
        ]
        file.write_text("\n".join([lines[0], line, *lines[1:]]), encoding="utf-8")

    @rule(
        handle=st.sampled_from(HANDLES), bio=st.sampled_from(("Sings.", "Bakes [bread](../posts/2026-01-02-bread.md)."))
    )
    def edit_a_bio(self, handle: str, bio: str) -> None:
        file = self.site / f"content/authors/{handle}.md"
        if file.exists():
            head = file.read_text(encoding="utf-8").rpartition("---")[0]
            file.write_text(f"{head}---\n\n{bio}\n", encoding="utf-8")

    @rule(handle=st.sampled_from(HANDLES))
    def remove_a_member(self, handle: str) -> None:
        (self.site / f"content/authors/{handle}.md").unlink(missing_ok=True)

    @rule(slug=st.sampled_from(("about", "rules")), title=st.sampled_from(("About", "Über uns")), gone=st.booleans())
    def page(self, slug: str, title: str, gone: bool) -> None:
        if gone:
            (self.site / f"content/pages/{slug}.md").unlink(missing_ok=True)
        else:
            self.put(f"content/pages/{slug}.md", f"---\ntitle: {title}\n---\n\nHello @ada.\n")

    @rule(
        path=st.sampled_from(("images/square.png", "authors/face.png")),
        colour=st.sampled_from(("red", "blue")),
        side=st.sampled_from((20, 40)),
        gone=st.booleans(),
    )
    def image(self, path: str, colour: str, side: int, gone: bool) -> None:
        if gone:
            (self.site / "content" / path).unlink(missing_ok=True)
        else:
            square(self.site / "content" / path, colour, side)

    @rule(
        line=st.sampled_from(
            ("SITENAME = 'Other'", "SITEURL = 'https://x.example.org/b'", "DEFAULT_PAGINATION = 1", "")
        )
    )
    def setting(self, line: str) -> None:
        self.put("siteconf.py", f"{CONF}{self.own_settings}{line}\n")

    @rule(
        name=st.sampled_from(("templates/base.html", "templates/macros/byline.html", "css/base.css", "static/x.txt")),
        word=st.sampled_from(("one", "two")),
    )
    def theme(self, name: str, word: str) -> None:
        file = self.site / "theme" / name
        before = file.read_text(encoding="utf-8") if file.exists() else ""
        sign = f"/* {word} */" if name.endswith("css") else f"{{% if false %}}{word}{{% endif %}}{word}"
        file.parent.mkdir(exist_ok=True)
        file.write_text(before.replace("</main>", f"{word}</main>") + ("" if "base.html" in name else sign))

    @rule(name=st.sampled_from([*OWN]), word=st.sampled_from(("one", "two")), gone=st.booleans())
    def own_theme(self, name: str, word: str, gone: bool) -> None:
        if gone:
            (self.site / "own" / name).unlink(missing_ok=True)
        elif name != "authors.html" or (self.site / "own/macros/more.html").exists():
            self.put(f"own/{name}", OWN[name].replace("WORD", word))

    @rule(
        name=st.sampled_from(("article.html", "tags.html", "macros/person.html", "macros/script.html")),
        gone=st.booleans(),
    )
    def template_of_the_theme(self, name: str, gone: bool) -> None:
        file = self.site / "theme/templates" / name
        if gone and name == "tags.html":
            file.unlink(missing_ok=True)
        else:
            text = (ROOT / "theme/templates" / name).read_text(encoding="utf-8")
            file.write_text(text.replace("<a ", "<a data-x ") if gone else text, encoding="utf-8")

    @rule(
        path=st.sampled_from(("docs/index.md", "docs/cups.md", "CONTRIBUTING.md")),
        text=st.sampled_from(("# Cups\n\nTwo.", "# Cups\n\n[All](index.md), [how](../CONTRIBUTING.md).")),
        gone=st.booleans(),
    )
    def documentation(self, path: str, text: str, gone: bool) -> None:
        if gone:
            (self.site / path).unlink(missing_ok=True)
        else:
            self.put(path, text)

    @rule(line=st.sampled_from(("/old/list/ /tags/pies/\n", "/rss.xml /feed.xml\n", "")))
    def redirects(self, line: str) -> None:
        self.put("redirects.txt", line)

    @rule(days=st.integers(-3, 3))
    def clock(self, days: int) -> None:
        self.moment += days * 86_400
        os.environ["SOURCE_DATE_EPOCH"] = str(self.moment)

    @rule(number=st.integers(0, 500), how=st.sampled_from(("spoil", "remove", "stray", "link", "folder", "touch")))
    def tamper(self, number: int, how: str) -> None:
        files = sorted(each for each in (self.site / "output").rglob("*") if each.is_file() and each.name != "feed.xml")
        if not files:
            return
        file = files[number % len(files)]
        if how == "spoil":
            file.write_bytes(bytes(reversed(file.read_bytes())))
        elif how == "remove":
            file.unlink()
        elif how == "stray":
            (file.parent / "stray.html").write_text("?")
        elif how == "link":
            file.unlink()
            file.symlink_to(self.site / "siteconf.py")
        elif how == "folder":
            shutil.rmtree(file.parent) if file.parent != self.site / "output" else file.unlink()
            file.mkdir(parents=True, exist_ok=True)
        else:
            os.utime(file)

    @rule(what=st.sampled_from(("gone", "half", "noise", "foreign")), number=st.integers(0, 5))
    def spoil_the_cache(self, what: str, number: int) -> None:
        files = sorted(
            each
            for each in (self.site / "cache").rglob("*")
            if each.suffix == ".sqlite" or each.parent.name == "search"
        )
        if not files:
            return
        file = files[number % len(files)]
        data = file.read_bytes()
        if what == "gone":
            file.unlink()
        elif what == "half":
            file.write_bytes(data[: len(data) // 2])
        elif what == "noise":
            place = len(data) * number // 6
            file.write_bytes(data[:place] + b"noise" * 40 + data[place + 200 :])
        else:
            file.write_bytes(b"not a database")

    @rule()
    def move_everything(self) -> None:
        other = self.folder / "moved"
        shutil.copytree(self.site, other, symlinks=True)
        shutil.rmtree(self.site)
        other.rename(self.site)

    @invariant()
    def the_output_is_the_clean_builds(self) -> None:
        self.compare_with_a_clean_build(build(self.site / "siteconf.py"))

    def compare_with_a_clean_build(self, built: Built) -> None:
        clean = self.folder / "clean"
        sharing.MANY = MANY
        again = build(self.site / "siteconf.py", output=clean, cache=self.folder / "clean-cache", clean=True)
        sharing.MANY = self.many
        assert compare(self.site / "output", clean) == []
        assert [each.id for each in built.problems] == [each.id for each in again.problems]
        assert (built.posts, built.people, built.pages) == (again.posts, again.people, again.pages)


TestABlogInUse = ABlogInUse.TestCase
TestABlogInUse.settings = fast


def conf_of(site: Path, more: str = "") -> Path:
    file = site / "siteconf.py"
    file.write_text(CONF + NO_CARDS + more, encoding="utf-8")
    return file


def test_nothing_is_done_where_nothing_is_different(site: Path) -> None:
    conf = conf_of(site)
    first = build(conf)
    again = build(conf)
    assert (again.written, again.removed, again.parsed, again.rendered) == (0, 0, 0, 0)
    assert again.kept == first.written
    assert [post.slug for post in again.edition.listed] == ["second-evening", "first-evening"]


def test_a_text_is_turned_into_html_once(site: Path, write: Write) -> None:
    conf = conf_of(site)
    build(conf)
    write("content/authors/new-comer.md", "---\nname: New Comer\n---\n\nNew here.\n")
    assert build(conf).parsed == 1


def test_code_that_is_as_it_was_keeps_its_colours(site: Path, write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    def say(words: str) -> None:
        text = f"{words}\n\n```python\nprint('x')\n```\n\n```nobody-knows-this\nx\n```\n"
        write("content/posts/2026-04-05-colours.md", f"---\ntitle: Colours\nauthor: tom-oak\n---\n\n{text}")

    say("It rained.")
    conf = conf_of(site)
    build(conf)
    page = site / "output" / "2026" / "04" / "colours" / "index.html"
    with monkeypatch.context() as nobody_colours:
        nobody_colours.delattr(Colouring, "colour")
        say("It snowed.")
        build(conf)
    assert "It snowed." in page.read_text(encoding="utf-8")
    assert '<span class="nb">print</span>' in page.read_text(encoding="utf-8")
    assert unclean(conf) == []
    with sqlite3.connect(next(site.rglob("rendered.sqlite"))) as kept:
        assert kept.execute("UPDATE rendered SET html = replace(html, 'print', 'input')").rowcount
    kept.close()
    say("It hailed.")
    rebuilt(conf)


def test_only_pages_that_show_what_changed_are_filled_in_again(site: Path, write: Write) -> None:
    april(site, 19)
    conf = conf_of(site)
    assert build(conf).rendered > 30
    write("content/posts/2026-04-05-more-5.md", "---\ntitle: 5\nauthor: tom-oak\n---\n\nPies.\n\nCake.\n")
    assert build(conf).rendered == 1
    write("content/posts/2026-04-05-more-5.md", "---\ntitle: Else\nauthor: tom-oak\n---\n\nPies.\n\nCake.\n")
    assert rebuilt(conf).rendered < 12


def test_a_title_leaves_lists_alone_that_do_not_show_it(site: Path, write: Write) -> None:
    april(site, 19, "author: tom-oak\ntags: [pies]")
    conf = conf_of(site)
    build(conf)
    file = site / "content/posts/2026-04-11-more-11.md"
    for old, new in (("title: 11", "title: Eleven"), ("tags:", "summary: It was one.\ntags:"), ("Eleven", "Noon")):
        replace(file, old, new)
        built = rebuilt(conf)
        assert not built.errors
        assert built.rendered < 10
    assert "Noon" in (site / "output/archive/2026/index.html").read_text(encoding="utf-8")


def test_a_card_shows_the_title_and_gives_way_to_a_picture(site: Path) -> None:
    square(site / "content/images/large.png", "red", 700)
    conf = conf_of(site, "CARDS = True\n")
    build(conf)
    file = site / "content/posts/2026-05-02-first-evening.md"
    before = file.read_text(encoding="utf-8")
    card = site / "output/2026/05/first-evening/card@1200.png"
    drawn = card.read_bytes()
    for text in (before.replace("A first", "Another"), f"{before}\n![Large](/images/large.png)\n", before):
        file.write_text(text, encoding="utf-8")
        assert not rebuilt(conf).errors
    assert card.read_bytes() == drawn
    (site / "output/2026/05/second-evening/card@1200.png").unlink()  # that of another post
    append(file, "More.\n")
    rebuilt(conf)


def test_the_newest_post_stands_on_the_home_page_with_its_picture(site: Path, write: Write) -> None:
    post = "---\ntitle: {}\nauthor: tom-oak\n---\n\nPies.\n"
    conf, file = conf_of(site), write("content/posts/2026-05-21-new.md", post.format("On `new` and `__init__`"))
    build(conf)
    home = site / "output/index.html"
    text = home.read_text(encoding="utf-8")
    assert ">On new and __init__</a>" in text and 'class="dish"' not in text
    append(file, "\n![Large](/images/large.png)\n")
    for side in (700, 900):
        square(site / "content/images/large.png", "red", side)
        assert not rebuilt(conf).errors
        dish = home.read_text(encoding="utf-8").partition('class="dish"')[2].partition("</a>")[0]
        assert f'src="/images/large.png" alt="" loading="lazy" width="{side}"' in dish
    square(site / "content/images/large.png", "red", 88)
    assert not rebuilt(conf).errors
    assert 'class="dish"' not in home.read_text(encoding="utf-8"), "an icon, which would be a blur"


def test_a_card_shows_the_tag_as_its_only_post_writes_it_now(site: Path, write: Write) -> None:
    conf = conf_of(site, "CARDS = True\n")
    cards = []
    for tags in ("Pies, cake", "pies, cake", "cake"):
        write("content/posts/2026-05-03-one.md", f"---\ntitle: One\nauthor: tom-oak\ntags: [{tags}]\n---\n\nOne.\n")
        assert not rebuilt(conf).errors
        card = site / "output/tags/pies/card@1200.png"
        cards.append(card.read_bytes() if card.exists() else b"")
    assert cards[0] != cards[1] != cards[2] == b""


def test_a_list_whose_pages_are_elsewhere_shows_what_changed(site: Path, write: Write) -> None:
    for day in range(1, 13):
        head = f"---\ntitle: {day}\nauthor: tom-oak\ntags: [pies{day % 3}]\n---\n"
        write(f"content/posts/2026-04-{day:02}-more-{day}.md", f"{head}\nPies.\n")
    pattern = "lists/{base_name}-{number}.html"
    conf = conf_of(site, f'PAGINATION_PATTERNS = [(1, "{{url}}", "{{save_as}}"), (2, "{pattern}", "{pattern}")]\n')
    build(conf)
    file = site / "content/posts/2026-04-03-more-3.md"
    for old, new in (("title: 3", "title: Eleven"), ("Pies.", "Cake."), ("tags: [pies0]", "tags: [pies1]")):
        replace(file, old, new)
        rebuilt(conf)


def test_a_nought_in_an_address_is_no_page_of_a_list(site: Path, write: Write) -> None:
    april(site, 24, "author: tom-oak\ntags: [python-3-0]", name="release-0")
    conf = conf_of(site)
    build(conf)
    file = site / "content/posts/2026-04-20-release-0-20.md"
    for old, new in (("title: 20", "title: Twenty"), ("Pies.", "Cake.")):
        replace(file, old, new)
        rebuilt(conf)


def test_a_link_to_a_list_leads_there_while_there_is_one(site: Path, write: Write) -> None:
    for day in range(1, 29):  # or all posts would stand beside each other
        head = f"---\ntitle: Filling {day}\nauthor: ines-duarte\n---\n"
        write(f"content/posts/2025-04-{day:02}-filling-{day}.md", f"{head}\nFilling{day}.\n")
    lists = (
        "events.ics",
        "series/",
        "series/pies/feed.xml",
        "tags/cake/",
        "authors/dan/",
        "authors/dan/feed.xml",
        "archive/2021/",
    )
    for day, each in enumerate((*lists, "people.opml"), 1):  # each alone: a text is asked about all of its links
        head = f"---\ntitle: Link {day}\nauthor: tom-oak\n---\n"
        write(f"content/posts/2024-04-{day:02}-link-{day}.md", f"{head}\n[There](/{each}), perhaps.\n")
    write("content/authors/dan.md", "---\nname: Dan\n---\n\nHello.\n")
    conf = conf_of(site)
    build(conf)
    event = "event:\n  start: 2026-05-29 18:00\n  place: Here\n"
    for more in (event, "series: Pies\n", "tags: [cake]\n", "status: draft\ntags: [cake]\n", ""):
        write("content/posts/2021-04-02-pies.md", f"---\ntitle: Pies\nauthor: dan\n{more}---\n\nX\n")
        rebuilt(conf)
    (site / "content/posts/2021-04-02-pies.md").unlink()
    rebuilt(conf)
    for more in ("website: https://x.example.org\nfeed: https://x.example.org/feed.xml\n", ""):
        write("content/authors/dan.md", f"---\nname: Dan\n{more}---\n\nHello.\n")
        rebuilt(conf)


def test_an_old_address_takes_nothing_that_was_left_alone(site: Path, write: Write) -> None:
    taken = "/2026/05/first-evening/ /archive/\n/Tags/ /archive/\n/feed.xml/x/ /archive/\n/authors/tom-oak /archive/\n"
    (site / "redirects.txt").write_text(f"{taken}/old/ /archive/\n", encoding="utf-8")
    head = "---\ntitle: More\nauthor: tom-oak\naliases: [/before/, /archive/x/]\n---"
    write("content/posts/2026-04-01-more.md", f"{head}\n\nPies.\n")
    conf = conf_of(site)
    build(conf)
    for words in ("Cake.", "Pies, and cake."):
        write("content/posts/2026-04-01-more.md", f"{head}\n\n{words}\n")
        built = rebuilt(conf)
        assert built.rendered < 5


def test_a_title_changes_an_order_that_goes_by_titles(site: Path, write: Write) -> None:
    april(site, 4)
    conf = conf_of(site, 'ARTICLE_ORDER_BY = "title"\n')
    standing = Standing(conf)
    standing.build()
    file = write("content/posts/2026-04-04-more-4.md", "---\ntitle: 0\nauthor: tom-oak\n---\n\nPies.\n")
    build(conf)
    assert "more-4" in (site / "output/feed.xml").read_text(encoding="utf-8")
    assert unclean(conf) == []
    standing.prepare()
    replace(file, "title: 0", "title: 9")
    standing.build({"content/posts/2026-04-04-more-4.md"})
    assert unclean(conf) == []


def test_a_page_that_nobody_can_follow_is_filled_in_every_time(site: Path, write: Write) -> None:
    shutil.copytree(ROOT / "theme", site / "theme", symlinks=True)
    looks_into_a_set = "{% block content %}{% for each in static_links %}{{ each }}{% endfor %}"
    replace(site / "theme/templates/article.html", "{% block content %}", looks_into_a_set)
    conf = conf_of(site, 'THEME = str(HERE / "theme")\n')
    posts = build(conf).posts
    for words in ("Cake.", "Cake, and more.", "No cake."):
        append(site / "content/posts/2026-05-02-first-evening.md", f"\n{words}\n")
        built = rebuilt(conf)
        assert posts <= built.rendered < posts + 5


@pytest.mark.parametrize("touch", [Path.unlink, lambda page: page.write_text("?", encoding="utf-8")])
def test_a_page_that_was_touched_goes_with_its_post(site: Path, write: Write, touch: Callable[[Path], object]) -> None:
    post = write("content/posts/2026-04-05-pies.md", "---\ntitle: Pies\nauthor: tom-oak\n---\n\nPies.\n")
    conf = conf_of(site)
    build(conf)
    touch(site / "output/2026/04/pies/index.html")
    post.unlink()
    rebuilt(conf)
    assert not (site / "output/2026/04").exists()


def test_a_post_of_somebody_whose_own_file_has_a_problem_may_change(site: Path, write: Write) -> None:
    write("content/authors/dan.md", "---\nname: Dan\navatar: lost.png\n---\n\nHello.\n")
    conf = conf_of(site)
    for line in ("title: One", "title: Two\nstatus: draft", "title: Two"):
        write("content/posts/2026-04-05-by-dan.md", f"---\n{line}\nauthor: dan\n---\n\nPies.\n")
        rebuilt(conf)
    write("content/authors/dan.md", "---\nname: Dan\n---\n\nHello.\n")
    rebuilt(conf)
    assert (site / "output/2026/04/by-dan/index.html").is_file()


def test_a_post_appears_when_it_is_due_and_waits_when_the_clock_is_set_back(
    site: Path, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    write("content/posts/2026-06-01-picnic.md", "---\ntitle: A picnic\nauthor: tom-oak\n---\n\nBring a cake.\n")
    conf = conf_of(site)
    assert build(conf).posts == 2
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int(MOMENT) + 10 * 86_400))
    assert build(conf).posts == 3
    monkeypatch.setenv("SOURCE_DATE_EPOCH", MOMENT)
    assert rebuilt(conf).posts == 2


def test_a_plugin_of_your_own_is_asked_in_every_build(site: Path, write: Write) -> None:
    write("words.py", "word = 'one'\n")
    write(
        "shouting.py",
        """
        from pathlib import Path
        from pelican.plugins import signals
        def shout(generators):
            for each in generators:
                each.context["TAGLINE"] = Path(__file__).with_name("words.py").read_text()
        def register():
            signals.all_generators_finalized.connect(shout)
        """,
    )
    conf = conf_of(site, "sys.path.insert(0, str(HERE))\nPLUGINS = ['potluck', 'shouting']\n")
    command = [sys.executable, "-m", "invoke", "build", "--settings", str(conf)]
    for word in ("one", "two"):
        write("words.py", f"word = '{word}'\n")
        result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
        assert result.returncode == 0, result.stderr
        assert " 0 pages filled in" not in result.stdout
        assert f"word = &#39;{word}&#39;" in (site / "output" / "index.html").read_text(encoding="utf-8")


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux copies processes safely")
def test_what_a_plugin_changes_in_our_code_is_not_kept_for_builds_without_it(
    site: Path, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Renderer, "render", Renderer.render)  # as it is to be afterwards
    monkeypatch.setattr(copied, "_is_ours_alone", True)
    monkeypatch.setattr(copied.threading, "active_count", lambda: 1)
    write(
        "murmuring.py",
        """
        from potluck.markup.renderer import Renderer

        def register():
            render = Renderer.render
            Renderer.render = lambda self, text, **more: render(self, text.replace("Nobody", "Somebody"), **more)
        """,
    )
    conf = conf_of(site, "sys.path.insert(0, str(HERE))\nSEARCH = False\nPLUGINS = ['potluck', 'murmuring']\n")
    build(conf)
    conf_of(site, "SEARCH = False\n")
    assert build(conf).parsed == 0
    assert "Nobody left early" in (site / "output/2026/05/first-evening/index.html").read_text(encoding="utf-8")


def test_files_that_a_plugin_writes_itself_are_those_of_a_build_from_nothing(site: Path, write: Write) -> None:
    write(
        "mapping.py",
        """
        from pathlib import Path
        from pelican import signals

        def lay(pelican):
            output = Path(pelican.settings["OUTPUT_PATH"])
            word = (Path(__file__).with_name("word.txt")).read_text()
            (output / f"{word}.kml").write_text(word)
            if not (output / "map.png").exists():  # as those do that draw pictures
                (output / "map.png").write_text(word)

        def register():
            signals.finalized.connect(lay)
        """,
    )
    conf = conf_of(site, "sys.path.insert(0, str(HERE))\nSEARCH = False\nPLUGINS = ['potluck', 'mapping']\n")
    command = [sys.executable, "-m", "invoke", "build", "--verify", "--settings", str(conf)]

    def laid() -> set[str]:
        result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
        assert result.returncode == 0, result.stderr
        return {each.name for each in (site / "output").iterdir() if each.suffix in (".kml", ".png", ".txt")}

    for word in ("lane", "lane", "road"):
        write("word.txt", word)
        assert laid() - {"robots.txt"} == {f"{word}.kml", "map.png"}
        assert (site / "output/map.png").read_text() == word
        put(site, "output/stray.txt", "by hand")
    conf_of(site, "SEARCH = False\n")
    assert laid() - {"robots.txt"} == set()


def test_pelicans_copies_of_texts_are_left_out(site: Path) -> None:
    conf = conf_of(site, "SEARCH = False\nOUTPUT_SOURCES = True\n")
    assert rebuilt(conf).rendered
    assert not [*(site / "output").rglob("*.text")]


def test_a_plugin_has_pelicans_readers_also_where_a_site_without_one_was_built_before(site: Path, write: Write) -> None:
    write(
        "reading.py",
        """
        from pelican import generators, readers
        from pelican.plugins import signals
        class Aloud(readers.RstReader):
            file_extensions = ["aloud"]
            def read(self, path):
                return super().read(path)[0].upper(), {}
        def add(found):
            found.reader_classes["aloud"] = Aloud
        def look(generator):
            assert type(generator.readers) is readers.Readers is generators.Readers
            text = generator.readers.read_file(str(generator.path), "../words.aloud", context=generator.context).content
            assert "<EM>WORDS</EM>" in text, text
        def register():
            signals.readers_init.connect(add)
            signals.article_generator_init.connect(look)
        """,
    )
    write("words.aloud", "Some *words*\n")
    plain = conf_of(site)
    conf = site / "readingconf.py"
    conf.write_text(
        plain.read_text(encoding="utf-8") + "sys.path.insert(0, str(HERE))\nPLUGINS = ['potluck', 'reading']\n"
    )
    script = f"""
        import sys
        from pathlib import Path
        from potluck.build import build
        build(Path({str(plain)!r}))
        assert "docutils.nodes" not in sys.modules
        from pelican.readers import MarkdownReader
        import pelican.readers
        assert pelican.readers.MarkdownReader is MarkdownReader
        build(Path({str(conf)!r}))
    """
    result = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(script)], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert result.returncode == 0, result.stderr


def test_a_build_that_is_killed_leaves_nothing_wrong(site: Path, write: Write) -> None:
    conf = conf_of(site)
    chance = random.Random(os.environ.get("POTLUCK_SEED", "1"))
    for number in range(30 if LONG else 3):
        write(
            f"content/posts/2026-05-{number % 27 + 1:02}-more.md", f"---\ntitle: {number}\nauthor: tom-oak\n---\n\nX\n"
        )
        process = subprocess.Popen(
            [sys.executable, "-m", "invoke", "build", "--settings", str(conf)],
            cwd=ROOT,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        time.sleep(chance.uniform(0.2, 2.5))
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        write("content/posts/2026-05-02-first-evening.md", f"---\ntitle: First\nauthor: tom-oak\n---\n\n{number}\n")
        rebuilt(conf)


@pytest.mark.skipif(sys.platform == "win32", reason="nobody waits there")
def test_builds_at_one_time_take_turns(site: Path, write: Write) -> None:
    conf = conf_of(site)
    build(conf)
    command = [sys.executable, "-m", "invoke", "build", "--settings", str(conf)]
    for number in range(3):
        running = []
        for day in (number + 3, number + 13, number + 23):
            post = f"---\ntitle: {number}\nauthor: tom-oak\ntags: [n{day}]\n---\n\nX\n"
            write(f"content/posts/2026-05-{day:02}-more.md", post)
            running.append(subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT))
            time.sleep(0.2)
        assert [b"Traceback" in each.communicate()[0] for each in running] == [False] * 3
        rebuilt(conf)


@pytest.mark.parametrize("number", [1, 2, 12])
def test_a_first_build_that_is_killed_is_begun_again(site: Path, number: int) -> None:
    conf = conf_of(site, "CARDS = True\n")
    script = f"""
        import itertools, os
        from pathlib import Path
        from potluck.build import build, output_folder
        files = itertools.count(1)
        was = output_folder.OutputFolder.put
        def put(*given):
            os._exit(9) if next(files) == {number} else was(*given)
        output_folder.OutputFolder.put = put
        build(Path({str(conf)!r}))
    """
    killed = subprocess.run([sys.executable, "-c", textwrap.dedent(script)], cwd=ROOT, check=False)
    assert killed.returncode == 9
    rebuilt(conf)


def test_a_full_disk_is_told_and_costs_nothing_but_this_build(site: Path, write: Write) -> None:
    conf = conf_of(site)
    build(conf)
    write("content/posts/2026-05-21-long.md", f"---\ntitle: Long\nauthor: tom-oak\n---\n\n{'word ' * 9000}\n")
    script = f"""
        import resource, sys
        from pathlib import Path
        from potluck.build import CannotBuild, build
        import signal
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]), int(sys.argv[1])))
        try:
            build(Path({str(conf)!r}))
        except CannotBuild as error:
            print(error)
            raise SystemExit(3)
    """
    for most in ("20000", "60000"):
        command = [sys.executable, "-c", textwrap.dedent(script), most]
        result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
        assert "Traceback" not in result.stderr
        assert result.returncode in (0, 3)
    rebuilt(conf)


def test_differences_are_told_in_words(site: Path) -> None:
    conf = conf_of(site)
    build(conf)
    page = site / "output" / "people" / "index.html"
    replace(page, "Tom Oak", "Tom Ash")
    (site / "output" / "stray.txt").write_text("?", encoding="utf-8")
    (site / "output" / "404.html").unlink()
    found = unclean(conf)
    assert len(found) == 3
    assert any("404.html is missing" in each for each in found)
    assert any("stray.txt should not be there" in each for each in found)
    assert any("Tom Ash" in each and "Tom Oak" in each for each in found)


def test_a_folder_that_is_not_a_site_is_refused_even_with_a_cache(site: Path) -> None:
    conf = conf_of(site)
    build(conf)
    shutil.rmtree(site / "output")
    (site / "output").mkdir()
    (site / "output" / "precious.txt").write_text("keep me", encoding="utf-8")
    with pytest.raises(CannotBuild):
        build(conf)
    assert (site / "output" / "precious.txt").is_file()
