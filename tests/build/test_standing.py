"""The law, for a site that stays in memory while somebody writes: every save ends with the clean build's bytes.

The edits are those of ``test_incremental``; here the build is told which files changed, as the server is by its
watcher, so that it may take the short way.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, precondition, rule

from potluck.build import build
from potluck.build.standing import Standing
from potluck.checks.run import Heads
from potluck.content.model import Post
from potluck.desk.building import look
from tests.build.test_incremental import LARGE, LONG, MANY, PARAGRAPHS, ROOT, ABlogInUse, conf_of, fast
from tests.files import april, replace, unclean

Write = Callable[[str, str], Path]
Seen = dict[str, tuple[int, int, int]]
POST = "content/posts/2026-05-02-first-evening.md"


def seen(content: Path) -> Seen:
    """Every file of content, and what tells another state of it apart."""
    found = ((each, each.lstat()) for each in content.rglob("*") if not each.is_dir())
    return {
        each.relative_to(content.parent).as_posix(): (status.st_mtime_ns, status.st_size, status.st_ino)
        for each, status in found
    }


def everything_else(site: Path) -> Seen:
    """The same of what the server looks at as a whole when it changes: settings, themes, documentation, the output."""
    found: Seen = {}
    for name in ("theme", "own", "docs", "output"):
        if (site / name).exists():
            found |= seen(site / name)
    return found | {each.name: (each.stat().st_mtime_ns, each.stat().st_size, 0) for each in site.glob("*.*")}


class ABlogBeingWritten(ABlogInUse):
    """The same community, with a server that runs all the time, or is started again."""

    @initialize(large=st.sampled_from((1, LARGE)), many=st.sampled_from((2, MANY)))
    def begin(self, large: int, many: int) -> None:
        super().begin(large, many)
        self.standing = Standing(self.site / "siteconf.py")
        self.before: tuple[Seen, Seen] | None = None
        self.short = 0

    @rule(is_prepared=st.booleans())
    def start_again(self, is_prepared: bool) -> None:
        self.standing = Standing(self.site / "siteconf.py")
        if is_prepared:
            self.standing.prepare()

    @rule(numbers=st.lists(st.integers(0, 50), min_size=1, max_size=6), more=st.sampled_from(PARAGRAPHS))
    @precondition(lambda self: self.posts())
    def edit_many_times(self, numbers: list[int], more: str) -> None:
        for number in numbers:
            self.edit_a_body(number, more)
            self.the_output_is_the_clean_builds()

    @rule(number=st.integers(0, 50))
    @precondition(lambda self: self.posts())
    def take_words_away(self, number: int) -> None:
        file = self.posts()[number % len(self.posts())]
        head, mark, text = file.read_text(encoding="utf-8").partition("\n---\n")
        file.write_text(f"{head}{mark}{text.strip()[: len(text) // 2]}\n", encoding="utf-8")

    @rule()
    def build_in_another_process(self) -> None:
        build(self.site / "siteconf.py")

    @invariant()
    def the_output_is_the_clean_builds(self) -> None:
        now = seen(self.site / "content"), everything_else(self.site)
        changed: frozenset[str] = frozenset()
        if self.before is not None and self.before[1] == now[1]:
            was, there = self.before[0], now[0]
            changed = frozenset(path for path in was.keys() | there.keys() if was.get(path) != there.get(path))
            if not changed:
                return  # the server hears of nothing
        held = self.standing._held
        built = self.standing.build(changed)
        self.short += held is not None and self.standing._held is held
        self.before = seen(self.site / "content"), everything_else(self.site)
        self.compare_with_a_clean_build(built)


TestABlogBeingWritten = ABlogBeingWritten.TestCase
TestABlogBeingWritten.settings = fast


def standing_at(site: Path) -> Standing:
    standing = Standing(conf_of(site))
    standing.build()
    return standing


def save(site: Path, old: str, new: str) -> frozenset[str]:
    """Save the post with other words in it; answers what changed."""
    replace(site / POST, old, new)
    return frozenset([POST])


def is_clean(site: Path) -> bool:
    return unclean(site / "siteconf.py") == []


def test_a_changed_text_costs_the_pages_that_show_it(site: Path, write: Write) -> None:
    april(site, 19)
    standing = standing_at(site)
    for number in range(3):
        built = standing.build(save(site, "Nobody left early.", f"Time {number}. Nobody left early."))
        assert built.parsed == 1
        assert 1 <= built.rendered <= 5 < len(list((site / "output").rglob("*.html")))
        assert f"Time {number}." in (site / "output/2026/05/first-evening/index.html").read_text(encoding="utf-8")
        assert is_clean(site)


@pytest.mark.parametrize("old", ["Nobody left early.", "title: A first evening"])
def test_the_page_of_the_post_that_was_saved_is_there_before_all_else(site: Path, old: str) -> None:
    standing = standing_at(site)
    output, new = site / "output", f"{old} Twice"
    feed = (output / "feed.xml").read_text(encoding="utf-8")
    told = []

    def shown(post: Post) -> None:
        assert " Twice" in (output / post.permalink / "index.html").read_text(encoding="utf-8")
        assert (output / "feed.xml").read_text(encoding="utf-8") == feed
        told.append(post.permalink)

    standing.build(save(site, old, new), shown)
    assert told == ["2026/05/first-evening/"]
    assert is_clean(site)


def test_a_title_or_summary_costs_the_pages_that_show_it(site: Path, write: Write) -> None:
    april(site, 19, "author: tom-oak\nseries: Pies", "Pies, as on [the evening](2026-05-02-first-evening.md).")
    replace(site / POST, "\n---", "\nseries: Pies\n---")
    standing = standing_at(site)
    standing.prepare()
    held = standing._held
    for old, new in (
        ("title: A first evening", "title: A “first” & <i>evening</i>"),
        ("title: A “first” & <i>evening</i>", "title: Evening\nsummary: It was one."),
        ("summary: It was one.", "summary: It was another."),
        ("\nsummary: It was another.", ""),
        ("title: Evening", "title: Morning\n# A note of mine."),
    ):
        standing.build(save(site, old, new))
        assert standing._held is held is not None
        assert is_clean(site)
    for path in ("index.html", "feed.xml", "archive/index.html"):
        assert "Morning" in (site / "output" / path).read_text(encoding="utf-8")
    both = save(site, "title: Morning", "title: Noon") | save(site, "Nobody left early.", "All left at noon.")
    standing.build(both)
    assert standing._held is held
    assert is_clean(site)


def test_a_new_title_is_on_the_card(site: Path) -> None:
    standing = Standing(conf_of(site, "CARDS = True\n"))
    standing.build()
    held, card = standing._held, site / "output/2026/05/first-evening/card@1200.png"
    before = card.read_bytes()
    standing.build(save(site, "title: A first evening", "title: Morning"))
    assert standing._held is held is not None
    assert card.read_bytes() != before
    assert is_clean(site)


@pytest.mark.parametrize(
    "line", ["aliases: [2025/04/evening/]", "event:\n  start: 2027-05-02 19:00\n  place: The hall"]
)
def test_a_title_that_stands_elsewhere_as_well_is_shown_there(site: Path, line: str) -> None:
    save(site, "title: A first evening", f"title: A first evening\n{line}")
    standing = standing_at(site)
    assert not standing.build(save(site, "title: A first evening", "title: Morning")).errors
    assert is_clean(site)


def test_what_is_more_than_a_text_is_built_as_ever(site: Path, write: Write) -> None:
    standing = standing_at(site)
    for old, new in (
        ("title: A first evening", "title: A first evening\ntags: [pies]"),
        ("Nobody left early.", "![A square](/images/square.png)"),
        ("![A square](/images/square.png)", "```mermaid\ngraph TD; A-->B\n```"),
        ("```mermaid\ngraph TD; A-->B\n```", ""),
    ):
        standing.build(save(site, old, new))
        assert is_clean(site)
    built = standing.build(save(site, "author", "authro"))
    assert [each.path for each in built.problems if each.is_error] == [POST, POST][: len(built.problems)]
    standing.build(save(site, "authro", "author"))
    (site / POST).rename(site / "content/posts/2026-05-02-other.md")
    standing.build(frozenset([POST, "content/posts/2026-05-02-other.md"]))
    assert is_clean(site)
    write("content/pages/rules.md", "---\ntitle: Rules\n---\n\nNone.\n")
    standing.build(frozenset(["content/pages/rules.md"]))
    assert is_clean(site)


def test_what_an_editor_leaves_for_a_moment_is_nothing(site: Path) -> None:
    standing = standing_at(site)
    changed = save(site, "Nobody left early.", "Saved in a roundabout way.")
    built = standing.build(changed | {"content/posts/sedXyZ12"})
    assert (built.parsed, built.problems) == (1, ())
    assert standing.build(frozenset(["content/posts/sedXyZ12"])).written == 0
    assert is_clean(site)


def test_a_build_by_another_process_in_between_is_noticed(site: Path, write: Write) -> None:
    standing = standing_at(site)
    write("content/posts/2026-05-03-new.md", "---\ntitle: New\nauthor: tom-oak\n---\n\nX\n")
    build(site / "siteconf.py")
    standing.build(save(site, "Nobody left early.", "Somebody built."))
    assert is_clean(site)


def test_an_output_folder_that_was_removed_is_made_again(site: Path) -> None:
    standing = standing_at(site)
    (site / "output").rename(site / "elsewhere")
    standing.build(save(site, "Nobody left early.", "It was removed."))
    assert is_clean(site)


@pytest.mark.parametrize("new", ["Nobody left early.", "Nobody left early.\n\n\n", "Somebody did."])
def test_a_page_that_somebody_tampered_with_is_set_right_when_its_post_is_saved(site: Path, new: str) -> None:
    standing = standing_at(site)
    standing.build(save(site, "Nobody left early.", "Nobody left early. Or late."))
    held = standing._held
    page = site / "output/2026/05/first-evening/index.html"
    replace(page, "evening", "morning")
    standing.build(save(site, "Nobody left early. Or late.", new))
    assert standing._held is held
    assert is_clean(site)
    page.unlink()
    page.symlink_to(site / "siteconf.py")
    standing.build(save(site, new, "Nobody at all."))
    assert is_clean(site)
    assert "Nobody" not in (site / "siteconf.py").read_text(encoding="utf-8")


def test_a_post_that_becomes_due_appears_with_the_next_save(
    site: Path, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    write("content/posts/2026-06-01-picnic.md", "---\ntitle: A picnic\nauthor: tom-oak\n---\n\nBring a cake.\n")
    standing = standing_at(site)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(1_780_000_000 + 10 * 86_400))
    assert standing.build(save(site, "Nobody left early.", "Later.")).posts == 3
    assert is_clean(site)


def test_a_text_that_can_not_be_shown_is_told_and_mended(site: Path) -> None:
    standing = standing_at(site)
    built = standing.build(save(site, "Nobody left early.", "\n\n" + "> " * 3000 + "deep"))
    assert [each.id for each in built.problems] == ["too-complicated"]
    assert standing.build(save(site, "\n\n" + "> " * 3000 + "deep", "Nobody left early.")).problems == ()
    assert is_clean(site)


def test_a_server_that_is_killed_leaves_nothing_wrong(site: Path) -> None:
    conf = conf_of(site)
    script = f"""
        import sys
        from pathlib import Path
        from potluck.build.standing import Standing
        post = Path({str(site / POST)!r})
        text = post.read_text(encoding="utf-8")
        standing = Standing(Path({str(conf)!r}))
        standing.build()
        standing.prepare()
        print("ready", flush=True)
        for number in range(10_000):
            post.write_text(f"{{text}}\\n\\nWord{{number % 7}} and number {{number}}.\\n", encoding="utf-8")
            standing.build(frozenset([{POST!r}]))
    """
    chance = random.Random(os.environ.get("POTLUCK_SEED", "1"))
    text = (site / POST).read_text(encoding="utf-8")
    for _ in range(30 if LONG else 3):
        process = subprocess.Popen(
            [sys.executable, "-c", textwrap.dedent(script)],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            start_new_session=True,
        )
        assert process.stdout
        assert process.stdout.readline() == b"ready\n"
        time.sleep(chance.uniform(0.0, 0.5))
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
        if chance.random() < 0.5:
            (site / POST).write_text(text, encoding="utf-8")
        build(conf)
        assert is_clean(site)


def test_what_the_check_says_is_the_same_whatever_it_said_before(site: Path, write: Write) -> None:
    write("content/posts/2026-04-05-copied.md", "---\ntitle: A first evening\nauthor: tom-oak\n---\n\nPies.\n")
    standing, heads = standing_at(site), Heads()
    text = (site / POST).read_text(encoding="utf-8")
    said = []
    for words in (
        text,
        f"{text}\nRead more [here](nowhere.md).\n",
        text.replace("---\n", "---\n# A note.\n", 1),
        text.replace("A first", "The first", 1),
        f"{text}\n#No space\n",
    ):
        (site / POST).write_text(words, encoding="utf-8")
        built = standing.build(frozenset([POST]))
        said.append(look(built, frozenset([POST]), heads))
        assert said[-1] == look(built, frozenset([POST]))
    assert len({tuple(each) for each in said}) > 3
