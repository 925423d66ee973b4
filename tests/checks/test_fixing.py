"""`--fix` mends what is mechanical, says what it did, and finds nothing more to do the second time."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from potluck.checks.mending.fixing import Outcome, apply, fix
from potluck.problems import Edit
from tests.checks.conftest import POST, TOP, Community
from tests.checks.test_mistakes import IN_THE_TEXT


def mend(community: Community, write: bool = True) -> Outcome:
    return fix(lambda: community.check().problems, community.root, write=write)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("We had:\n- bread\n- soup", "We had:\n\n- bread\n- soup"),
        ("• bread\n• soup", "- bread\n- soup"),
        ("##Soup", "## Soup"),
        ("**Bread: ** rye", "**Bread:** rye"),
        ("Python calls __init__ first.", "Python calls `__init__` first."),
        ("'''python\nprint(1)\n'''", "```python\nprint(1)\n```"),
        ("```\nx = 1\nprint(x)```\n\nAnd home.", "```\nx = 1\nprint(x)\n```\n\nAnd home."),
        ("```python\nprint(“hi”)\n```", '```python\nprint("hi")\n```'),
        ("See (the map)[https://example.org/map].", "See [the map](https://example.org/map)."),
        ("See [the map] (https://example.org/map).", "See [the map](https://example.org/map)."),
        ("See [the map](www.example.org/map).", "See [the map](https://www.example.org/map)."),
        ("See [Rain](http://en.wikipedia.org/wiki/Rain).", "See [Rain](https://en.wikipedia.org/wiki/Rain)."),
        ("See https://example.org/map for more.", "See <https://example.org/map> for more."),
        ("Run it as <username> first.", "Run it as `<username>` first."),
        ("Bread</br>Soup", "Bread<br>Soup"),
        ("\u200bIt rained.", "It rained."),
        ("So:\n\nimport os\nprint(os.name)", "So:\n\n```python\nimport os\nprint(os.name)\n```"),
    ],
)
def test_a_mechanical_mistake_is_mended(community: Community, before: str, after: str) -> None:
    community.post(before)
    outcome = mend(community)
    assert community.read() == TOP + after + "\n"
    assert [each.path for each in outcome.mended] == [POST]


@pytest.mark.parametrize("body", [body for body, _, _ in IN_THE_TEXT])
def test_a_second_run_changes_nothing(community: Community, body: str) -> None:
    community.post(body)
    mend(community)
    once = community.read()
    assert mend(community) == Outcome()
    assert community.read() == once


def test_only_showing_changes_nothing(community: Community) -> None:
    community.post("##Soup")
    outcome = mend(community, write=False)
    assert "-##Soup\n+## Soup" in outcome.diff
    assert community.read() == TOP + "##Soup\n"


def test_front_matter_is_mended_line_by_line(community: Community) -> None:
    community.write(POST, "--\nlayout: post\ntitle: Soup: a “love” story\nauthorL maria-silva\n--\n\nIt rained.\n")
    mend(community)
    assert community.read() == '---\ntitle: "Soup: a “love” story"\nauthor: maria-silva\n---\n\nIt rained.\n'
    assert community.ids() == set()


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("content/posts/2024-5-1-my walk.md", "content/posts/2024-05-01-my-walk.md"),
        ("content/posts/2024-05-01-walk.markdown", "content/posts/2024-05-01-walk.md"),
        ("content/posts/2024-05-01-walk", "content/posts/2024-05-01-walk.md"),
        ("_posts/2024-05-01-walk.md", "content/posts/2024-05-01-walk.md"),
        ("content/posts/2024-5-1-walk/index.md", "content/posts/2024-05-01-walk/index.md"),
    ],
)
def test_a_wrong_name_is_put_right_with_its_history(community: Community, wrong: str, right: str) -> None:
    community.write(wrong, TOP + "It rained.\n")
    community.commit()
    mend(community)
    assert community.read(right) == TOP + "It rained.\n"
    assert not (community.root / wrong).exists()
    assert community.git("diff", "--cached", "--name-status", "-M", "HEAD").startswith("R100")


def test_a_folder_made_to_look_like_a_repository_runs_nothing(community: Community) -> None:
    """git reads the settings of whatever repository it is started in, and some of them are programs."""
    walk = "content/posts/2024-05-01-walk"
    ran = community.root / "ran"
    community.write(f"{walk}/index.md", TOP + "It rained.\n")
    community.picture(f"{walk}/A Photo.png")
    community.write(f"{walk}/HEAD", "ref: refs/heads/main\n")
    community.write(f"{walk}/objects/a", "")
    community.write(f"{walk}/refs/a", "")
    core = f'repositoryformatversion=0\nbare=false\nworktree=.\nfsmonitor="touch {ran};false"\n'
    community.write(f"{walk}/config", f"[core]\n{core}# \0\n")
    community.commit()
    mend(community)
    assert (community.root / walk / "A-Photo.png").exists()
    assert not ran.exists()


def test_what_watches_the_clone_is_not_asked(community: Community) -> None:
    """The clone's own settings, which a check has no use for."""
    ran = community.root / "ran"
    community.write("content/posts/2024-5-1-my walk.md", TOP + "It rained.\n")
    first = community.commit()
    community.git("config", "core.fsmonitor", f"touch {ran};false")
    mend(community)
    community.check(since=first)
    assert not ran.exists()


@pytest.mark.parametrize("link", ["content/posts", "content/images"])
def test_nothing_is_moved_through_a_link(community: Community, tmp_path: Path, link: str) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    shutil.rmtree(community.root / link, ignore_errors=True)
    (community.root / link).symlink_to(elsewhere)
    community.write("content/2024-05-03-a-walk.md", TOP + "It rained.\n")
    community.picture("content/river.png")
    mend(community)
    assert not any(elsewhere.iterdir())


def test_a_rename_never_takes_another_files_place(community: Community) -> None:
    community.write("content/posts/2024-05-01-walk.md", TOP + "The first.\n")
    community.write("content/posts/2024-5-1-walk.md", TOP.replace("A walk", "Walk") + "The second.\n")
    mend(community)
    assert "The first." in community.read("content/posts/2024-05-01-walk.md")
    assert "The second." in community.read("content/posts/2024-5-1-walk.md")


@pytest.mark.parametrize(
    "raw",
    [
        (TOP + "Crêpes.\n").encode("cp1252"),
        (TOP + "Crêpes.\n").encode("utf-16"),
        (TOP + "Crêpes.\n").replace("\n", "\r\n").encode(),
    ],
)
def test_encodings_and_line_ends_are_put_right(community: Community, raw: bytes) -> None:
    community.write(POST, raw)
    mend(community)
    assert (community.root / POST).read_bytes() == (TOP + "Crêpes.\n").encode()
    assert community.ids() == set()


def test_a_file_with_half_of_a_sign_is_left_to_its_author(community: Community) -> None:
    raw = f"{TOP}It rained \ud83c.\n".encode("utf-8", "surrogatepass")
    community.write(POST, raw)
    mend(community)
    assert (community.root / POST).read_bytes() == raw


def test_what_needs_a_person_is_left_to_the_person(community: Community) -> None:
    body = "See [here](https://example.org). ![](https://example.org/r.png) Reflection: TBD"
    community.write(POST, TOP.replace("maria-silva", "maria-sliva") + body + "\n")
    assert mend(community) == Outcome()


@given(
    st.lists(st.text(alphabet="ab", max_size=3), min_size=1, max_size=8),
    st.lists(st.tuples(st.integers(1, 9), st.integers(0, 3), st.text(alphabet="xy\n", max_size=4)), max_size=6),
)
def test_edits_never_reach_beyond_their_lines(lines: list[str], edits: list[tuple[int, int, str]]) -> None:
    made = [Edit(start, start + length - 1, text) for start, length, text in edits if start + length - 1 <= len(lines)]
    untouched = [
        line for number, line in enumerate(lines, 1) if not any(e.start_line <= number <= e.end_line for e in made)
    ]
    after = apply(made, lines)
    assert all(after.count(line) >= untouched.count(line) for line in untouched)


BODIES = st.sampled_from([body for body, _, _ in IN_THE_TEXT])
PIECES = """
    It rained, soup. 4 Dev's print(x) **bold** ** bold * it *it * **b**old ** * ***, **. : ` ~~ _ __init__ \\* \\ > - •
    1. # ## [x] [map](https://e.org) (map)[https://e.org] https://e.org/a_b www.e.org <b> </b> <br> “ ” ， | $x$
""".split()
"""What lines with several mistakes are made of."""
MIXED = st.lists(st.tuples(st.sampled_from(PIECES), st.sampled_from(["", " ", "  ", "\n", "\n  "])), max_size=20)


@settings(
    max_examples=60,
    derandomize=True,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    st.lists(BODIES, min_size=2, max_size=5).map("\n\n".join)
    | st.lists(BODIES, min_size=2, max_size=3).map(" ".join)
    | MIXED.map(lambda pieces: "".join(map("".join, pieces)))
)
@example("- # \nIt rained.")
@example("> 1. ## It rained.\n\n* # Soup, and more;\nIt shone.")
def test_mistakes_together_are_mended_in_one_go(community: Community, body: str) -> None:
    community.post(body)
    mend(community)
    assert mend(community) == Outcome()


QUOTED = st.sampled_from(["{}", '"{}"', "'{}'", "'{}', she said, '{}'", "[{}, {}]", "'{}", '{}: "{}"'])
TOPS = [
    "---\n{}\n---",
    "---\n{}\n--",
    "{}\n",
    "{}\n---",
    "# Rain\n\n{}",
    "It rained.\n\nIt shone.\n\n{}",
    "Hi all,\n\nplease publish this:\n\n{}",
    "<!--\n{}\n-->",
]
SIGNS = [": ", " = ", " -> ", "\t", ":", "； "]


@settings(
    max_examples=60,
    derandomize=True,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    st.sampled_from(TOPS),
    st.sampled_from(SIGNS),
    st.permutations(["title", "author", "tags", "mood", "Author", "x"]),
    st.lists(QUOTED, min_size=6, max_size=6),
    st.integers(2, 6),
)
def test_no_word_of_a_top_is_lost_and_one_go_is_enough(
    community: Community, top: str, sign: str, names: list[str], quotes: list[str], most: int
) -> None:
    shown = [quotes[at].format(f"Xa{at}", f"Xb{at}") for at in range(most)]
    before = top.format("\n".join(f"{name}{sign}{value}" for name, value in zip(names, shown, strict=False)))
    community.write(POST, f"{before}\n\nIt shone.\n")
    mend(community)
    after = community.read()
    assert not {word for word in re.findall(r"X\w+", before) if word not in after}, after
    assert mend(community) == Outcome()


@pytest.mark.parametrize(
    ("top", "kept"),
    [
        ('title = "A walk"\nauthor = "maria-silva"\nmood = "wet"', 'mood = "wet"'),
        ('title = "A walk"\nmood = "wet"\nauthor = "maria-silva"', '# mood: "wet"'),
        ('{"title": "A walk", "author": "maria-silva", "more": {"mood": "wet"}}', 'more: {"mood": "wet"}'),
        ("{'title': 'A walk',  # so far\n 'author': 'maria-silva'}", "# so far"),
        (
            '+++\n# so far\ntitle = "A walk" # or two\nauthor = "maria-silva"\n+++',
            "# so far\ntitle: A walk\nauthor: maria-silva\n# or two",
        ),
        ("title: A walk\n\nby Maria Silva, who walks", "author: Maria Silva  # who walks"),
        ("It rained.\n\ntitle: A walk\nauthor: maria-silva\ntags: rain\ntags: soup", "rain, soup"),
    ],
)
def test_what_nobody_knows_in_a_top_of_another_form_is_kept(community: Community, top: str, kept: str) -> None:
    community.write(POST, f"{top}\n\nIt shone.\n")
    mend(community)
    assert community.read().startswith("---\n")
    assert kept in community.read()


def test_words_behind_a_top_in_braces_are_kept(community: Community) -> None:
    community.write(POST, '{"title": "A walk", "author": "maria-silva"} It rained.\n')
    mend(community)
    assert "It rained." in community.read()


def test_the_mend_of_a_whole_is_made_before_those_within_it() -> None:
    assert apply([Edit(2, 2, "x"), Edit(1, 3, "all"), Edit(4, 3, "y")], ["a", "b", "c", "d"]) == ["all", "y", "d"]


@pytest.mark.parametrize(
    ("words", "encoding"),
    [
        ("今天我們一起煮了湯", "cp950"),
        ("Сегодня мы варили суп", "cp1251"),
        ("היום בישלנו מרק", "cp1255"),
        ("Zażółć gęślą", "cp1250"),
    ],
)
def test_a_text_in_another_alphabet_is_never_saved_as_something_else(
    community: Community, words: str, encoding: str
) -> None:
    raw = f"{TOP}{words}\n".encode(encoding)
    community.write(POST, raw)
    assert "encoding" in community.ids()
    fix(community.problems, community.root)
    assert (community.root / POST).read_bytes() in (raw, f"{TOP}{words}\n".encode())


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-16"])
def test_a_text_in_utf_16_is_saved_as_utf_8(community: Community, encoding: str) -> None:
    community.write(POST, f"{TOP}A café.\n".encode(encoding))
    assert community.ids() == {"encoding"}
    mend(community)
    assert community.read() == f"{TOP}A café.\n"
