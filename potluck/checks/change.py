"""What a change touched, and which problems it therefore has to answer for."""

from __future__ import annotations

import fnmatch
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from potluck.checks.history import History
from potluck.content import tree
from potluck.content.document import Document
from potluck.content.library import Library
from potluck.content.names import read_post_name
from potluck.problems import Problem

NAME = re.compile(r"^name:[ \t]*[\"'“]?(?P<name>[^\n]*?)[\"'”]?[ \t]*$", re.MULTILINE)


@dataclass(frozen=True)
class Change:
    """What a change touched: files, each with its new lines.

    `lost` are names, in lower case, that led somewhere before and do not any more: of files that are gone, and of
    people who are called something else. A problem that names one of them was made by the change, wherever it is.
    """

    files: dict[str, set[int]]
    lost: frozenset[str]

    def touches(self, problem: Problem) -> bool:
        """Whether the change made this problem, or touched the place it is at."""
        for path in (problem.path, *problem.also):
            if path in self.files:
                lines = self.files[path]
                if (
                    problem.line is None
                    or not lines
                    or path != problem.path
                    or lines & {problem.line - 1, problem.line, problem.line + 1}
                ):
                    return True
            if any(touched.startswith(f"{path}/") for touched in self.files):
                return True
        title = problem.title.casefold()
        return any(name in title for name in self.lost)


def change_since(history: History, since: str) -> Change:
    """The change since a revision; raises GitError."""
    touched = history.touched_since(since)
    gone = {path for path in touched if path.count("/") > 1 and not (history.base / path).exists()}
    lost = {name for path in gone for name in _names_of(path)}
    people = [path for path in touched if len(parts := path.split("/")) == 3 and parts[1] == tree.AUTHORS]
    for path, text in history.contents_at(since, people).items():
        now = _text_of(history.base / path)
        if (was := _name_in(text.decode("utf-8", "replace"))) and was != _name_in(now):
            lost.add(f"`{was}`")
    return Change(touched, frozenset(each.casefold() for each in lost))


def _names_of(path: str) -> Iterator[str]:
    """What other files may call a file that is gone."""
    file = PurePosixPath(path)
    shelf = file.parts[1]
    called = file.parent.name if file.name == "index.md" else file.stem
    if shelf == tree.AUTHORS and file.suffix == ".md":
        yield f"`{called}`"
        yield f"{tree.AUTHORS}/{called}"
    elif shelf == tree.POSTS and file.suffix == ".md":
        yield called
        if slug := read_post_name(called).slug:
            yield f"/{slug}/"
    elif shelf == tree.PAGES and file.suffix == ".md":
        yield f"/{called}/"
        yield f"{called}.md"
    else:
        yield file.name


def _text_of(file: Path) -> str:
    try:
        return file.read_text("utf-8", "replace")
    except OSError:
        return ""


def _name_in(text: str) -> str:
    found = NAME.search(text)
    return found["name"] if found else ""


def wanted(
    library: Library, strays: Iterable[Document], change: Change | None, paths: Sequence[str]
) -> frozenset[str] | None:
    """The files whose text is to be looked at; none means all of them."""
    if change is None and not paths:
        return None
    known = [each.source.relative for each in (*library.documents, *strays)]
    known += [image.relative for image in library.images]
    if change is not None and not change.lost:
        known = [each for each in known if each in change.files]
    return frozenset(each for each in known if not paths or matches(each, paths))


def matches(path: str, patterns: Sequence[str]) -> bool:
    """Whether a path fits one of some patterns, or lies below one."""
    return any(fnmatch.fnmatch(path, each) or path.startswith(f"{each.rstrip('/')}/") for each in patterns)
