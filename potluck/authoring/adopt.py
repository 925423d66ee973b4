"""The sample community makes room for a real one: its posts and people go, the settings get the new names.

Only sample files that nobody has changed are removed, so nothing a person wrote is lost.
"""

from __future__ import annotations

import ast
import hashlib
from collections.abc import Mapping
from pathlib import Path

SAMPLE_LIST = Path(__file__).with_name("sample.sha256")
"""SHA-256 and path below ``content/`` of each sample post and person, a line each; `invoke sample` writes it."""


def with_settings(text: str, answers: Mapping[str, str]) -> str:
    """The text of ``pelicanconf.py`` with each setting in ``answers`` given its new value; all else as it was.

    Raises ValueError if a setting has no line of its own.
    """
    lines = text.splitlines(keepends=True)
    found = _assignments(text)
    for name, value in answers.items():
        if name not in found:
            raise ValueError(f"pelicanconf.py has no line that begins with “{name} =”; add one.")
        first, last = found[name]
        lines[first - 1 : last] = [f"{name} = {_literal(value)}\n"] + [""] * (last - first)
    return "".join(lines)


def _assignments(text: str) -> dict[str, tuple[int, int]]:
    """Name of each setting to the first and last line that set it, counted from 1."""
    return {
        node.targets[0].id: (node.lineno, node.end_lineno or node.lineno)
        for node in ast.parse(text).body
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name)
    }


def _literal(value: str) -> str:
    """A Python string literal in double quotes."""
    plain = repr(value)
    return plain if '"' in value else f'"{plain[1:-1]}"'.replace("\\'", "'")


def sample_files(content: Path) -> tuple[list[Path], list[Path]]:
    """The sample's files below ``content``: those still as they came, and those somebody has changed since."""
    as_they_came: list[Path] = []
    changed: list[Path] = []
    for line in SAMPLE_LIST.read_text(encoding="utf-8").splitlines():
        digest, _, name = line.partition("  ")
        file = content / name
        if file.is_file():
            (as_they_came if digest_of(file) == digest else changed).append(file)
    return as_they_came, changed


def digest_of(file: Path) -> str:
    """SHA-256 of a file; line ends of text count as one kind, since a checkout may change them."""
    data = file.read_bytes()
    return hashlib.sha256(data.replace(b"\r\n", b"\n") if file.suffix == ".md" else data).hexdigest()


def remove(paths: list[Path], content: Path) -> None:
    """Remove files, and the folders they leave empty, but not ``content`` or its three rooms."""
    keep = {content, *(content / room for room in ("posts", "authors", "pages"))}
    for path in paths:
        path.unlink()
        for folder in path.parents:
            if folder in keep or any(folder.iterdir()):
                break
            folder.rmdir()
