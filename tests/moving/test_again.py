"""An import that is run again, stopped half way, or given hostile and broken files."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from potluck.desk.moving import bring
from potluck.moving.sources.recognise import CannotImport
from tests.moving.conftest import PIXEL, Bench

POST = "---\ntitle: {}\nauthor: sam\n---\n\nText of {}, with [a link](/2020/01/02/b.html) and ![x](/img/x.png).\n"


def small(bench: Bench) -> Bench:
    return bench.write(
        {
            "_config.yml": "title: Again\nurl: https://again.example.org\n",
            **{f"_posts/2020-01-0{n}-{name}.md": POST.format(name, name) for n, name in ((1, "a"), (2, "b"), (3, "c"))},
            "img/x.png": PIXEL,
        }
    )


def snapshot(bench: Bench) -> dict[str, bytes]:
    return {name: (bench.content / name).read_bytes() for name in bench.files()}


def test_a_second_run_changes_nothing(bench: Bench) -> None:
    small(bench).move()
    before = snapshot(bench)
    bench.move()
    assert bench.moved is not None
    moves = bench.moved.moves
    assert not (moves.new or moves.changed or moves.edited or moves.taken) and snapshot(bench) == before


@pytest.mark.parametrize("inside", [".", "content", "content/posts"])
def test_a_site_is_not_brought_into_itself(bench: Bench, inside: str) -> None:
    small(bench).move()
    before = snapshot(bench)
    with pytest.raises(CannotImport, match="holds this site itself"):
        bench.move(path=bench.content.parent / inside)
    assert snapshot(bench) == before


def test_who_came_with_another_site_is_known_to_the_next(bench: Bench, tmp_path: Path) -> None:
    small(bench).move()
    other = tmp_path / "other"
    (other / "_posts").mkdir(parents=True)
    (other / "_config.yml").write_text("title: Other\nurl: https://other.example.org\n", encoding="utf-8")
    (other / "_posts/2021-01-01-d.md").write_text("---\ntitle: d\nauthor: sam\n---\nMore by Sam.\n", encoding="utf-8")
    account = bench.move(path=other)
    assert not [need for line in account.needing for need in line.needs if "author-unknown" in need]


def test_nothing_is_written_for_a_source_that_holds_nothing(
    site: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    torn = tmp_path / "torn.xml"
    torn.write_text("<rss><chan", encoding="utf-8")
    before = sorted((site / "content").rglob("*"))
    assert bring(site / "siteconf.py", str(torn), kind="feed", into="", dry_run=False, update=False, url="") == 2
    assert "could be brought" in capsys.readouterr().err
    assert sorted((site / "content").rglob("*")) == before
    assert not (site / "redirects.txt").exists()


def test_an_address_of_the_old_site_that_is_none(
    site: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert bring(site / "siteconf.py", str(tmp_path), kind="auto", into="", dry_run=True, update=False, url="me") == 2
    assert "is not a web address" in capsys.readouterr().err


def test_what_changed_at_the_source_comes_and_what_somebody_edited_stays(bench: Bench) -> None:
    small(bench).move()
    (bench.content / "posts/2020-01-01-a/index.md").write_text("---\ntitle: Mine\nauthor: sam\n---\n\nEdited here.\n")
    (bench.content / "posts/2020-01-03-c/index.md").unlink()
    for name, number in (("a", 1), ("b", 2)):
        (bench.old / f"_posts/2020-01-0{number}-{name}.md").write_text(POST.format("New " + name, "more"))
    bench.move()
    assert "Edited here." in bench.text("posts/2020-01-01-a/index.md")
    assert "title: New b" in bench.text("posts/2020-01-02-b/index.md")
    assert "posts/2020-01-03-c/index.md" not in bench.files()
    assert bench.moved and bench.moved.moves.edited == ["posts/2020-01-01-a/index.md"]


def test_what_is_gone_from_the_source_goes_only_when_asked(bench: Bench) -> None:
    small(bench).move()
    (bench.old / "_posts/2020-01-03-c.md").unlink()
    bench.move()
    assert "posts/2020-01-03-c/index.md" in bench.files()
    bench.move(update=True)
    assert "posts/2020-01-03-c/index.md" not in bench.files()


@pytest.mark.parametrize("stop_after", [0, 1, 4])
def test_an_import_that_was_stopped_goes_on(bench: Bench, monkeypatch: pytest.MonkeyPatch, stop_after: int) -> None:
    small(bench)
    from potluck.moving import staging

    real, count = staging._put_in, [0]

    def dies(ready: Path, target: Path) -> None:
        count[0] += 1
        if count[0] > stop_after:
            raise KeyboardInterrupt
        real(ready, target)

    monkeypatch.setattr(staging, "_put_in", dies)
    with pytest.raises(KeyboardInterrupt):
        bench.move()
    monkeypatch.undo()
    bench.move()
    whole = snapshot(bench)
    assert bench.errors() == [] and len(bench.library.posts) == 3
    bench.move()
    assert snapshot(bench) == whole


def test_a_dry_run_writes_nothing(bench: Bench) -> None:
    account = small(bench).move(dry_run=True)
    assert account.counts["posts"] == 3 and not bench.content.exists()
    assert not (bench.content.parent / "redirects.txt").exists()


def test_what_somebody_wrote_before_is_never_written_over(bench: Bench) -> None:
    small(bench).write({"about.md": "---\ntitle: About\npermalink: /about/\n---\n\nWho they were, in words.\n"})
    mine = bench.content / "posts/2020-01-01-a.md"
    mine.parent.mkdir(parents=True)
    mine.write_text("---\ntitle: Here before\nauthor: sam\n---\n\nMine.\n")
    (bench.content / "authors").mkdir()
    (bench.content / "authors/sam.md").write_text("---\nname: Sam\n---\n\nMy own bio.\n")
    (bench.content / "pages").mkdir()
    (bench.content / "pages/about.md").write_text("---\ntitle: About us\n---\n\nWho we are.\n")
    bench.move()
    assert bench.errors() == [], "the old address of a page is that of ours"
    assert mine.read_text().endswith("Mine.\n") and "My own bio." in bench.text("authors/sam.md")
    assert {post.permalink for post in bench.library.posts} >= {"2020/01/a/", "2020/01/a-2/"}


LINES = st.sampled_from(
    [
        "---",
        "title: A: b",
        "title: [x",
        'author: "sam',
        "author:\n- sam\n - bo",
        "date: 2020-13-45",
        "date: 2020-01-01 25:61",
        "tags: {a: b}",
        "{% highlight %}",
        "{% raw %}",
        "{{ site.x | y: '",
        "{% include ../../etc/passwd %}",
        "{{< figure src=",
        "{{< /x >}}",
        "{{% a %}}",
        "<Callout>",
        "</Note>",
        "import x from '../../../../../etc/passwd'",
        "![x](../../../../../../etc/passwd)",
        "[x]({filename}/../../../x)",
        "[a](javascript:alert(1))",
        ".. include:: /etc/passwd",
        ".. title: x",
        "<div" * 200,
        "```",
        "    :::python",
        "+++",
        "\x00\x08",
        "\u202e\ufeff",
        "words, more words",
    ]
)
TEXTS = st.lists(LINES, max_size=12).map("\n".join)
NAMES = st.sampled_from(
    [
        "2020-01-02-a.md",
        "2020-01-02-A.md",
        "x",
        "2020-99-99-z.md",
        "02-03-2020-q.md",
        "é ü.md",
        "a/b/2020-01-02-a.md",
        ".hidden.md",
        "2020-01-02-a.html",
        "2020-01-02-r.rst",
        "w.mdx",
        "index.md",
        "_index.md",
        "con.md",
        "x" * 200 + ".md",
    ]
)
FOLDERS = {
    "jekyll": ("_posts/", {"_config.yml": "title: x\nauthors:\n  sam: {name: Sam}\n"}),
    "hugo": ("content/blog/", {"hugo.toml": 'baseURL = "https://h.example.org"\n'}),
    "pelican": ("content/", {"pelicanconf.py": "SITENAME = 'x'\n"}),
    "markdown": (
        "src/content/blog/",
        {"astro.config.mjs": "export default {}", "src/content/blog/k.md": "---\ntitle: k\n---\n"},
    ),
}


@pytest.mark.parametrize("kind", FOLDERS)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(files=st.dictionaries(NAMES, st.one_of(TEXTS, st.binary(max_size=60)), min_size=1, max_size=4))
def test_whatever_is_in_it_nothing_is_lost_and_nothing_breaks(
    kind: str, files: dict[str, str | bytes], tmp_path_factory: pytest.TempPathFactory, one_reader: None
) -> None:
    bench = Bench(tmp_path_factory.mktemp("mutated"))
    folder, others = FOLDERS[kind]
    made = {f"{folder}{name}": data for name, data in files.items()}
    made = {name: data for name, data in made.items() if not any(other.startswith(f"{name}/") for other in made)}
    bench.write({**others, **made})
    account = bench.move(kind)
    assert account.counts["imported"] + account.counts["skipped"] == len(made) + len(others)
    for line in account.lines:
        assert line.skipped or all((bench.content / inside).is_file() for inside in line.became)
    text = "".join(bench.text(name) for name in bench.files() if name.endswith(".md"))
    assert "root:x:" not in text
    before = snapshot(bench)
    bench.move(kind)
    assert snapshot(bench) == before


def test_nothing_is_written_or_removed_through_a_link(bench: Bench, tmp_path: Path) -> None:
    small(bench)
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    bench.content.mkdir(parents=True)
    (bench.content / "posts").symlink_to(elsewhere)
    bench.move()
    assert bench.moved and len(bench.moved.moves.taken) == 6
    assert not [*elsewhere.iterdir()]
    assert "authors/sam.md" in bench.files()


def test_a_record_of_imports_names_nothing_outside_the_content_folder(bench: Bench) -> None:
    """It comes with the repository: somebody may have written it to have an update remove other files."""
    small(bench).move()
    record = bench.content.parent / "content.moved-in.json"
    mine = bench.content.parent / "tasks.py"
    mine.write_text("mine")
    data = json.loads(record.read_text())
    came = data["files"]["authors/sam.md"] | {"source": "old.md", "put": hashlib.sha256(b"mine").hexdigest()}
    for path in ("../tasks.py", str(mine), "posts/../../tasks.py"):
        data["files"][path] = came
    record.write_text(json.dumps(data))
    bench.move(update=True)
    assert mine.read_text() == "mine"
