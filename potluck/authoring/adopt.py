"""The sample community makes room for a real one: its posts and people go, the settings get the new names.

Only sample files that nobody has changed are removed, so nothing a person wrote is lost.
"""

from __future__ import annotations

import ast
import hashlib
import re
from collections.abc import Mapping
from itertools import accumulate
from pathlib import Path

SAMPLE_LIST = Path(__file__).with_name("sample.sha256")
"""SHA-256 and path below ``content/`` of each sample post and person, a line each; `invoke sample` writes it."""
CHANGED = "somebody has changed it."


def with_settings(text: str, answers: Mapping[str, str]) -> str:
    """The text of ``pelicanconf.py`` with each setting in ``answers`` given its new value; all else as it was.

    Raises ValueError if a setting has no line of its own.
    """
    data = text.encode()
    found = _values(data)
    for name in answers:
        if name not in found:
            raise ValueError(f"pelicanconf.py has no line that begins with “{name} =”; add one.")
    for name in sorted(answers, key=found.__getitem__, reverse=True):
        start, end = found[name]
        data = data[:start] + _literal(answers[name]).encode() + data[end:]
    return data.decode()


def _values(data: bytes) -> dict[str, tuple[int, int]]:
    """Name of each setting to where its value begins and ends, in bytes; around it may be brackets and comments."""
    lines = [0, *accumulate(len(line) + 1 for line in data.split(b"\n"))]
    found = {}
    for node in ast.parse(data).body:
        target = node.targets[0] if isinstance(node, ast.Assign) else getattr(node, "target", None)
        if isinstance(node, ast.Assign | ast.AnnAssign) and isinstance(target, ast.Name) and (value := node.value):
            end = lines[(value.end_lineno or value.lineno) - 1] + (value.end_col_offset or 0)
            found[target.id] = lines[value.lineno - 1] + value.col_offset, end
    return found


def _literal(value: str) -> str:
    """A Python string literal in double quotes."""
    plain = repr(value)
    return plain if '"' in value else f'"{plain[1:-1]}"'.replace("\\'", "'")


def sample_files(content: Path) -> tuple[list[Path], dict[Path, str]]:
    """The sample's files below ``content``: those that may go, and those that stay, each with the reason.

    What somebody has changed stays, and so does what is shown with it: pictures beside a post, and who signed it.
    """
    as_they_came: list[Path] = []
    kept: dict[Path, str] = {}
    for line in SAMPLE_LIST.read_text(encoding="utf-8").splitlines():
        digest, _, name = line.partition("  ")
        file = content / name
        if file.is_file() and digest_of(file) == digest:
            as_they_came.append(file)
        elif file.is_file():
            kept[file] = CHANGED
    authors, posts = content / "authors", content / "posts"
    ours = [file for file in posts.rglob("*.md") if file not in as_they_came]  # whoever wrote or changed them
    texts = {file: file.read_text(encoding="utf-8", errors="replace") for file in ours}
    for file in as_they_came:
        for post, text in texts.items():
            if post in kept and file.parent == post.parent != posts:
                kept[file] = f"it belongs to {post.relative_to(content).as_posix()}."
            elif file.parent == authors and re.search(rf"(?<![\w-]){re.escape(file.stem)}(?![\w-])", text):
                kept.setdefault(file, f"{post.relative_to(content).as_posix()} names them.")
    return [file for file in as_they_came if file not in kept], kept


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
