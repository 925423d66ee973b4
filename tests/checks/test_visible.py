"""What a stranger wrote, quoted in a line of ours, stays what it is: text on that line."""

from __future__ import annotations

import io
import os
from pathlib import Path

import pytest

from potluck.checks.report import FORMS
from potluck.desk.answers import say
from potluck.problems import RULES, Problem
from potluck.visible import for_people, visible, visible_path
from tests.checks.conftest import Community

HOSTILE = {
    "a line of its own": "soup\n::error::You are hacked",
    "a Windows line end": "soup\r::stop-commands::x",
    "a line separator": "soup\u2028::error::x",
    "a next line": "soup\x85::error::x",
    "a colour of the terminal": "\x1b[31msoup",
    "a title of the window": "\x1b]0;soup\x07",
    "one sign for an escape": "\x9b31msoup",
    "a backspace": "soup\x08\x08\x08\x08bread",
    "text turned around": "\u202egnp.puos",
    "text set apart": "\u2066soup\u2069",
    "letters nobody sees": "so\u200bup",
    "a tag of letters": "soup\U000e0041",
    "half a letter": "soup\ud800",
    "no letter at all": "soup\ufffe",
    "a tab": "soup\tbread",
    "nothing": "so\x00up",
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_what_has_no_shape_is_spelt_out(text: str) -> None:
    assert visible(text).isprintable()
    assert visible_path(text).isprintable()
    assert "soup".startswith(visible(text)[:2]) or visible(text).startswith("\\")


@pytest.mark.parametrize("text", ["Suppe für alle", "湯", "👩\u200d🍳", "می\u200cخواهم", "12\xa0km", "🏳️\u200d🌈", ""])
def test_what_people_write_is_left_alone(text: str) -> None:
    assert visible(text) == text


def test_a_wide_space_is_seen_in_a_path_and_bytes_are_spelt_out() -> None:
    assert visible_path("a\xa0b.md") == "a\\xa0b.md"
    assert visible_path(os.fsdecode(b"a\xffb.md")) == "a\\xffb.md"


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_no_message_leaves_its_line(text: str) -> None:
    problem = RULES["author-unknown"].at("content/a.md", title=text, why=text, fix=f"{text}\n\n    a: b\n\tc")
    assert problem.title.isprintable() and problem.why.isprintable()
    assert problem.fix == f"{problem.title}\n\n    a: b\n\tc"


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    "sign", ["\\n::error::x", "\\r##[error]x", "\\e[31mx", "\\u202ex", "\\L::error::x", "\\x9b31m"]
)
def test_no_form_of_the_report_passes_them_on(community: Community, form: str, sign: str) -> None:
    keys = f'author: "maria{sign}"\ntags: ["a{sign}"]\n"key{sign}": b\nlang: "x{sign}"\n'
    community.write("content/posts/2024-05-01-soup.md", f"---\ntitle: Soup\n{keys}---\n\nIt rained.\n")
    report = community.check()
    assert report.errors
    told = report.told(form)
    assert all(each.isprintable() or each == "\n" for each in told)
    assert not any(line.lstrip().startswith(("::error::", "::error::x")) for line in told.split("\n"))


def test_a_file_s_name_is_told_on_one_line(community: Community, tmp_path: Path) -> None:
    community.post("It rained.")
    community.write("content/posts/2024-05-02-a\n::error::x\x1b[31m.md", "---\ntitle: Soup\n---\n\nIt rained.\n")
    paths: list[Problem] = community.problems()
    assert paths and all(each.path.isprintable() and each.title.isprintable() for each in paths)


def test_nothing_said_to_people_commands_the_runner_of_a_workflow(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    words = "::error::x\n  ::stop-commands::y\nsoup ##[group]z\na::b C++ std::vector\n"
    stream = io.StringIO()
    for_people(stream).write(words)
    assert stream.getvalue() == words
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    for_people(stream).writelines([words])
    told = stream.getvalue().removeprefix(words)
    assert told == ": :error::x\n  : :stop-commands::y\nsoup # #[group]z\na::b C++ std::vector\n"
    say("::add-mask::the")
    assert capsys.readouterr().out == ": :add-mask::the\n"
