"""Pages of a first build are made side by side: the output is the same, and so is what the next builds do."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import textwrap
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from potluck.build import CannotBuild, build, sharing
from potluck.build.record import Record
from potluck.build.store import Store
from potluck.progress import told_to
from potluck.side_by_side import Copies
from tests.conftest import ROOT
from tests.files import append, configure, unclean

Write = Callable[[str, str], Path]
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only Linux copies processes safely")


@pytest.fixture(autouse=True)
def _few_are_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sharing, "MANY", 8)
    monkeypatch.setattr(sharing, "TOGETHER", 3)
    monkeypatch.setattr(sharing, "AT_ONCE", 21)
    monkeypatch.setattr(sharing, "can_copy", lambda: True)


@pytest.fixture
def conf(site: Path, write: Write) -> Path:
    for day in range(1, 25):
        head = f"title: Pies {day}\nauthor: [tom-oak, ines-duarte]\ntags: [pies{day % 3}, tools]\nseries: Pies{day % 5}"
        link = f"[before](2026-04-{max(1, day - 1):02}-pies-{max(1, day - 1)}.md)"
        write(f"content/posts/2026-04-{day:02}-pies-{day}.md", f"---\n{head}\n---\n\nPies are {day}, see {link}.\n")
    return write(
        "siteconf.py", (site / "siteconf.py").read_text(encoding="utf-8") + "CARDS = SEARCH = False\nJOBS = 3\n"
    )


@pytest.fixture
def shares(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many pages were taken over from copies."""
    taken: list[int] = []
    take_up = sharing._take_up

    def noted(made: sharing.Made, writer: object) -> None:
        taken.append(len(made.files))
        take_up(made, writer)  # type: ignore[arg-type]

    monkeypatch.setattr(sharing, "_take_up", noted)
    return taken


def in_one_process(conf: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What differs from what one process makes from nothing."""
    with monkeypatch.context() as alone:
        alone.setattr(sharing, "can_copy", lambda: False)
        return unclean(conf)


def test_the_output_is_what_one_process_makes(conf: Path, shares: list[int], monkeypatch: pytest.MonkeyPatch) -> None:
    counts: list[tuple[str, int, int]] = []
    with told_to(lambda *told: counts.append(told)):
        built = build(conf)
    assert sum(shares) > 15
    assert in_one_process(conf, monkeypatch) == []
    posts = [(done, of) for what, done, of in counts if what == "Posts"]
    assert posts == [(done, 26) for done in range(27)]
    files = [each for each in (conf.parent / "output").rglob("*") if each.is_file()]
    assert built.written == len(files)
    assert build(conf).written == 0


@pytest.mark.parametrize(
    ("old", "new"), [("Pies are", "Cakes are"), ("title: Pies", "title: Cake"), ("tags: [pies", "tags: [cakes, pies")]
)
def test_an_edit_then_costs_what_it_does_after_one_process(
    conf: Path, old: str, new: str, shares: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    texts = {file: file.read_text(encoding="utf-8") for file in (conf.parent / "content/posts").glob("2026-04-*.md")}
    counts: list[list[int]] = []
    for many in (8, 8_000):
        for file, text in texts.items():
            file.write_text(text, encoding="utf-8")
        monkeypatch.setattr(sharing, "MANY", many)
        build(conf, clean=True)
        counts.append([])
        for day in (3, 12, 23):
            file = conf.parent / f"content/posts/2026-04-{day:02}-pies-{day}.md"
            file.write_text(texts[file].replace(old, new), encoding="utf-8")
            counts[-1].append(build(conf).rendered)
            assert in_one_process(conf, monkeypatch) == []
        file.unlink()
        counts[-1].append(build(conf).rendered)
        assert in_one_process(conf, monkeypatch) == []
    assert sum(shares) > 0
    assert counts[0] == counts[1]


def test_what_is_kept_for_the_next_build_says_the_same(
    conf: Path, shares: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = []
    for many in (8, 8_000):
        monkeypatch.setattr(sharing, "MANY", many)
        build(conf, clean=True)
        kept.append(_kept(conf))
    assert sum(shares) > 15
    assert kept[0] == kept[1]
    assert any(frame for *_, frame, _ in kept[0][1].values())


def _kept(conf: Path) -> tuple[dict[str, object], dict[str, tuple[object, ...]]]:
    """Of each view the digests of what was asked, and which pages asked that; what is known of each page."""
    (file,) = (conf.parent / "cache/build").glob("*.sqlite")
    with Store(file) as store:
        paths = {number: path for path, number in json.loads(store.get("pages") or "").items()}
        views: dict[str, object] = {}
        questions: dict[str, list[str]] = {}
        for name, text in store.below("view "):
            asked, digests, readers = json.loads(text)
            home = name.removeprefix("view ")
            questions[home] = asked
            pairs = zip(readers[::2], readers[1::2], strict=True)
            by = {paths[page]: {one for place, one in enumerate(asked) if bits >> place & 1} for page, bits in pairs}
            views[home] = dict(zip(asked, digests, strict=True)), by
        pages: dict[str, tuple[object, ...]] = {}
        for name, text in store.below("page "):
            record = Record.of(text)
            frame = {
                home: {one for place, one in enumerate(questions[home]) if bits >> place & 1}
                for home, bits in record.frame.items()
            }
            parts = [each._replace(homes=sorted(each.homes)) for each in record.parts]
            pages[name] = record.given, record.own, {*record.homes}, frame, parts
        lists = json.loads(store.get("lists") or "")
        return {**views, "lists": lists[1:]}, pages


@pytest.mark.parametrize("many", [8, 8_000])
def test_a_page_reads_no_more_for_being_the_first_that_asks(
    conf: Path, many: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sharing, "MANY", many)
    build(conf)
    of_series, _ = _kept(conf)
    _, by = of_series["s:pies0"]  # type: ignore[misc]
    assert "2026/05/second-evening/index.html" not in by, "it is in no series, and made first"
    assert "index.html" in by


@pytest.mark.parametrize("many", [8, 8_000])
def test_after_a_change_of_the_theme_what_is_kept_says_the_same(
    conf: Path, write: Write, many: int, shares: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    write("siteconf.py", conf.read_text(encoding="utf-8") + 'THEME_TEMPLATES_OVERRIDES = [str(HERE / "own")]\n')
    macros = "{% macro event_line(meetup) %}WHAT{% endmacro %}{% macro next_meetup(event) %}{% endmacro %}"
    write("own/macros/event.html", macros.replace("WHAT", "One"))
    build(conf)
    del shares[:]
    write("own/macros/event.html", macros.replace("WHAT", "{{ meetup }}"))
    monkeypatch.setattr(sharing, "MANY", many)
    assert build(conf).rendered > 20
    assert (sum(shares) > 15) is (many == 8)
    assert in_one_process(conf, monkeypatch) == []
    followed = _kept(conf)
    monkeypatch.setattr(sharing, "MANY", 8_000)
    build(conf, clean=True)
    for home, kept in _kept(conf)[0].items():
        assert home == "lists" or _asked_by(kept) == _asked_by(followed[0][home])
    assert _kept(conf)[1] == followed[1]
    write("content/posts/2026-04-24-pies-24.md", "---\ntitle: Pies\nauthor: tom-oak\n---\n\nNo more.\n")
    build(conf)
    assert in_one_process(conf, monkeypatch) == []


def _asked_by(kept: object) -> object:
    """Who asked what of a view, with today's answers; questions that nobody asks any more don't count."""
    answers, by = kept  # type: ignore[misc]
    return by, {question: answers[question] for questions in by.values() for question in questions}


@pytest.mark.parametrize("is_there", [False, True])
def test_what_a_copy_leaves_undone_is_done_all_the_same(
    conf: Path, write: Write, shares: list[int], monkeypatch: pytest.MonkeyPatch, is_there: bool
) -> None:
    write("siteconf.py", conf.read_text(encoding="utf-8") + 'THEME_TEMPLATES_OVERRIDES = [str(HERE / "own")]\n')
    for colour in ("red", "blue") if is_there else ():
        write("own/css/article.css", f"p {{ color: {colour} }}")
        if colour == "red":
            build(conf)
    del shares[:]
    made = sharing._made

    def and_dies(*given: object) -> Iterator[sharing.Made]:
        for number, each in enumerate(made(*given)):  # type: ignore[arg-type]
            if number == 1:
                (conf.parent / f"output/2026/.potluck-{os.getpid()}").write_text("half a p")
                os._exit(1)
            yield each

    monkeypatch.setattr(sharing, "_made", and_dies)
    assert not build(conf).errors
    assert 0 < sum(shares) < 15
    assert in_one_process(conf, monkeypatch) == []


def test_a_build_that_is_killed_leaves_no_copy_at_work(conf: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    script = f"""
        from pathlib import Path
        from potluck.build import build, sharing
        sharing.MANY, sharing.TOGETHER = 8, 3
        build(Path({str(conf)!r}), clean=True)
    """
    chance = random.Random(os.environ.get("POTLUCK_SEED", "1"))
    post = conf.parent / "content/posts/2026-04-24-pies-24.md"
    for number in range(3):
        process = subprocess.Popen([sys.executable, "-c", textwrap.dedent(script)], cwd=ROOT)
        time.sleep(chance.uniform(0.5, 2.5))
        process.kill()  # and nothing that it started
        process.wait()
        post.write_text(f"---\ntitle: {number}\nauthor: tom-oak\n---\n\n{number}\n", encoding="utf-8")
        build(conf)
        assert in_one_process(conf, monkeypatch) == []


def test_a_template_that_fails_is_told_as_ever(conf: Path, write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    write("templates/article.html", "{% if article.title == 'Pies 3' %}{{ 1 // 0 }}{% endif %}")
    configure(conf.parent, 'THEME_TEMPLATES_OVERRIDES = [str(HERE / "templates")]')
    messages = []
    for many in (8, 8_000):
        monkeypatch.setattr(sharing, "MANY", many)
        with pytest.raises(Exception, match="division") as told:
            build(conf)
        messages.append(repr(told.value))
    assert messages[0] == messages[1]


def test_what_copies_heard_of_languages_is_known_to_later_builds(
    conf: Path, shares: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    build(conf)
    assert shares
    append(conf.parent / "content/posts/2026-04-24-pies-24.md", "\nMore of it.\n")
    with monkeypatch.context() as without:
        without.setattr("potluck.pages.reading._known", lambda lang: pytest.fail(f"Babel is asked about {lang}"))
        assert build(conf).rendered
    assert in_one_process(conf, monkeypatch) == []


def test_one_job_makes_all_by_itself(conf: Path, shares: list[int]) -> None:
    build(configure(conf.parent, "JOBS = 1"))
    assert shares == []


@pytest.mark.parametrize("jobs", ['"many"', "0", "True", "1.5", "[2]"])
def test_a_number_of_jobs_that_makes_no_sense_is_told(conf: Path, jobs: str) -> None:
    configure(conf.parent, f"JOBS = {jobs}")
    with pytest.raises(CannotBuild, match=r"JOBS: .* should be 'auto', for one process on each core"):
        build(conf)


def test_the_larger_a_site_the_fewer_processes_make_its_pages(conf: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    configure(conf.parent, 'JOBS = "auto"')
    monkeypatch.setattr(sharing, "cores", lambda: 5)
    started: list[int] = []
    monkeypatch.setattr(sharing, "Copies", lambda made: started.append(1 + len(made)) or Copies(made))
    for held, processes in ((60_000_000, 5), (180_000_000, 2), (900_000_000, 2)):
        monkeypatch.setattr(sharing, "resident", lambda held=held: held)
        build(conf, clean=True)
        assert started.pop(0) == processes
        started.clear()
