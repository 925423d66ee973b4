"""The rooms of the house, as docs/architecture.md draws them: imports point one way, and the map shows every room."""

import ast
import re
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

from tests.conftest import ROOT

MAP = (ROOT / "docs/architecture.md").read_text(encoding="utf-8")
ROOMS = re.findall(r"^[a-z]+ +potluck/(\w+)/ ", MAP, re.MULTILINE)
FRAME = ("__init__", "plugin")
"""What Pelican loads: it joins rooms, and none of them knows it."""


def imports_of(file: Path) -> Iterator[str]:
    """The rooms and modules of ``potluck`` that a file imports from, at its top or later."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module == "potluck":
            yield from (each.name for each in node.names)
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("potluck."):
            yield str(node.module).split(".")[1]
        elif isinstance(node, ast.Import):
            yield from (each.name.split(".")[1] for each in node.names if each.name.startswith("potluck."))


def test_the_map_shows_every_room_and_module() -> None:
    assert sorted(ROOMS) == sorted(each.parent.name for each in ROOT.glob("potluck/*/__init__.py"))
    around = {each.name for each in ROOT.glob("potluck/*.py")} - {"__init__.py"}
    assert {name for name in around if f"`{name}`" not in MAP} == set()


def test_a_room_imports_only_from_rooms_above_it() -> None:
    upwards = [
        f"{file.relative_to(ROOT)} imports {name}"
        for place, room in enumerate(ROOMS)
        for file in sorted((ROOT / "potluck" / room).rglob("*.py"))
        for name in imports_of(file)
        if name in (*ROOMS[place + 1 :], *FRAME)
    ]
    assert upwards == []


def imported_by(room: Path) -> dict[str, set[str]]:
    """The rooms within a room, each with those of them that it imports from."""
    within = {each.parent.name: each.parent for each in room.glob("*/__init__.py")}
    package = ".".join(room.relative_to(ROOT).parts)
    start = re.compile(rf"^\s*from {re.escape(package)}\.(\w+)", re.MULTILINE)
    said = {name: [file.read_text(encoding="utf-8") for file in path.rglob("*.py")] for name, path in within.items()}
    return {
        name: {found for text in texts for found in start.findall(text)} & within.keys() - {name}
        for name, texts in said.items()
    }


@pytest.mark.parametrize("room", ROOMS)
def test_rooms_within_a_room_import_one_way(room: str) -> None:
    TopologicalSorter(imported_by(ROOT / "potluck" / room)).prepare()  # raises CycleError


def test_what_lies_around_the_rooms_needs_none_of_them() -> None:
    leaning = [
        f"{file.name} imports {name}"
        for file in sorted(ROOT.glob("potluck/*.py"))
        if file.stem not in FRAME
        for name in imports_of(file)
        if name in ROOMS
    ]
    assert leaning == []


def test_every_path_on_the_map_is_there() -> None:
    named = re.findall(r"`((?:potluck|theme|tests|benchmarks|docs)/[\w./-]+)`", MAP)
    assert [each for each in named if not (ROOT / each).exists()] == []
