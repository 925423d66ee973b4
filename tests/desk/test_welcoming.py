"""`invoke` by itself: whoever comes for the first time sees every task, with the first ones first."""

import ast
import importlib
import subprocess
import sys
from pathlib import Path

import pytest

import tasks
from potluck.desk.welcoming import GROUPS
from tests.conftest import ROOT


def test_every_task_stands_in_one_group() -> None:
    grouped = [name for names in GROUPS.values() for name in names]
    assert sorted(grouped) == sorted(tasks.TASKS.keys() - {"help"})


def test_invoke_alone_tells_what_to_begin_with() -> None:
    done = subprocess.run([sys.executable, "-m", "invoke"], cwd=ROOT, capture_output=True, text=True, check=True)
    lines = done.stdout.splitlines()
    assert lines[0] == "To write:"
    assert lines[1].split()[0] == "new"
    assert "invoke --help TASK" in lines[-1]


@pytest.mark.parametrize("words", [["--list"], ["check", "--list"], ["check", "-l"]])
def test_a_list_has_every_task(words: list[str]) -> None:
    command = [sys.executable, "-m", "invoke", *words]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert {"new", "build", "check", "publish"} <= {
        line.split()[0] for line in done.stdout.splitlines() if line.strip()
    }


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["check", "content/posts/soup.md"], "invoke check --path content/posts/soup.md\n"),
        (["new", "My", "first post"], 'invoke new --title "My first post"\n'),
    ],
)
def test_a_word_without_its_name_is_told_with_it(
    words: list[str], told: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tasks.answers, "leave", lambda status: status)
    tasks._say_how(words)
    assert capsys.readouterr().err.endswith(told)
    tasks._say_how([words[0], "build"])
    tasks._say_how([words[0], "--help"])
    assert not capsys.readouterr().err


def test_what_a_task_brings_in_when_it_runs_is_there() -> None:
    tree = ast.parse(Path(tasks.__file__).read_text(encoding="utf-8"))
    brought = [each for each in ast.walk(tree) if isinstance(each, ast.ImportFrom)]
    assert len(brought) > 20
    for each in brought:
        module = importlib.import_module(each.module or "")
        for name in each.names:
            if not hasattr(module, name.name):
                importlib.import_module(f"{each.module}.{name.name}")
