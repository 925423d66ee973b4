"""What a change touched, and which problems it therefore has to answer for."""

from __future__ import annotations

import datetime as dt
import fnmatch
import re
from collections.abc import Collection, Container, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from html import unescape
from pathlib import Path, PurePosixPath
from stat import S_ISREG
from urllib.parse import unquote

import msgspec

from potluck.checks.anchors import anchors_in
from potluck.checks.change.addresses import lost_addresses
from potluck.checks.change.before import Before, is_image, read_before
from potluck.checks.change.history import History
from potluck.checks.change.moves import NO_MOVES, Moves, moves_of
from potluck.content import homes
from potluck.content.document import Document
from potluck.content.library import Library
from potluck.content.names import own_name, read_post_name
from potluck.problems import Problem
from potluck.settings import Settings
from potluck.visible import visible_path

ADDRESS = re.compile(r"^(slug|date|aliases|[ \t]*-)[ \t]*:?[ \t]*([^\n]*)$", re.MULTILINE)
"""Lines of front matter that may give a post an address."""
ALIAS = re.compile(r"[^\s,\[\]\"']{2,200}")
FEW = 40
"""So many names are looked for one by one, which is faster."""
GIANT = 1_000_000
"""Characters, or bytes, of a text that is refused anyway."""
TITLE = re.compile(r"^title:(?P<title>[^\n]*)$", re.MULTILINE)
NAME = re.compile(r"^name:(?P<name>[^\n]*)$", re.MULTILINE)


class Names:
    """Some names, none of them empty, looked for in texts: with thousands of them, a text is still read once."""

    def __init__(self, names: Collection[str]) -> None:
        self.names = frozenset(names)

    def within(self, text: str) -> bool:
        """Whether any of the names stands in a text."""
        if len(self.names) <= FEW:
            return any(each in text for each in self.names)
        places = (found.start() for found in self._beginnings.finditer(text))
        return any(text[at : at + size] in self.names for at in places for size in self._sizes[text[at]])

    @cached_property
    def _sizes(self) -> dict[str, set[int]]:
        """How long the names are that begin with a character."""
        sizes: dict[str, set[int]] = {}
        for each in self.names:
            sizes.setdefault(each[0], set()).add(len(each))
        return sizes

    @cached_property
    def _beginnings(self) -> re.Pattern[str]:
        return re.compile(f"[{''.join(map(re.escape, sorted(self._sizes)))}]")


class Change(msgspec.Struct, frozen=True, dict=True):
    """What a change touched: files as problems name them, each with its new lines.

    `lost` are names, in lower case, that led somewhere before and do not any more: of files that are gone, of people
    who are called something else, of addresses that were and of headings. A problem that names one of them was made by
    the change, wherever it is. With each goes what a file that uses the name has in its text.
    """

    files: dict[str, set[int]]
    lost: Mapping[str, str]
    before: Before | None = None
    """What it found, if a text is among the files."""
    moves: Moves = NO_MOVES

    def touches(self, problem: Problem, users: Container[str] = ()) -> bool:
        """Whether the change made this problem, or touched the place it is at; `users` have in them what is lost.

        An error in a file that was touched is told wherever it stands: without its end, a block is open on a line far
        above, and whatever stops the next publication has to be told.
        """
        if problem.is_error and problem.path in users:
            return True
        for path in (problem.path, *problem.also):
            if path in self.files:
                lines = self.files[path]
                if (
                    problem.line is None
                    or problem.is_error
                    or not lines
                    or path != problem.path
                    or lines & {problem.line - 1, problem.line, problem.line + 1}
                ):
                    return True
            if path in self._folders:
                return True
        return self._lost_names.within(problem.title.casefold())

    @cached_property
    def _folders(self) -> frozenset[str]:
        """The folders that something was touched in."""
        return frozenset(str(folder) for path in self.files for folder in PurePosixPath(path).parents)

    @cached_property
    def _lost_names(self) -> Names:
        return Names(self.lost)


def change_since(history: History, since: str, library: Library, settings: Settings, moment: dt.datetime) -> Change:
    """The change since a revision, which made the library what it is at a moment; raises GitError."""
    touched = history.touched_since(since)
    gone = {path for path in touched if path.count("/") > 1 and not (history.base / path).is_file()}
    lost = {name for path in gone for name in _names_of(path)}
    people = [path for path in touched if len(parts := path.split("/")) == 3 and parts[1] == homes.AUTHORS]
    for path, text in history.contents_at(since, people).items():
        now = _text_of(history.base / path)
        if (was := _name_in(text.decode("utf-8", "replace"))) and was != _name_in(now):
            lost.add(f"`{was}`")
    found = {name.casefold(): name.strip("`").casefold() for name in lost}
    written = [path for path in touched if path.endswith(".md") and path.count("/") > 1 and path not in people]
    for path, text in history.contents_at(since, [path for path in written if path not in gone]).items():
        found.update(_lost_within(path, text.decode("utf-8", "replace"), _text_of(history.base / path)))
    before, moves = None, NO_MOVES
    if written or people or any(map(is_image, touched)):
        before = read_before(library.content_dir.name, settings, history, since, touched)
        for address in lost_addresses(before.library, library, moment):
            found[f"/{address}".rstrip("/")] = f"/{address}".rstrip("/")
        moves = _moves(touched, before, library, history.base)
    return Change({visible_path(path): lines for path, lines in touched.items()}, found, before, moves)


def _moves(touched: Iterable[str], before: Before, library: Library, base: Path) -> Moves:
    """What became of texts that are not where they were, and of which texts others are copies."""
    came = (path for path in touched if path not in before.existed and not is_image(path))
    new = {path: text for path in came if (text := _text_of(base / path))}
    if not new:
        return NO_MOVES
    gone = {each.relative: each.source.text for each in before.library.written if not (base / each.relative).is_file()}
    called = {found["title"].strip(" \"'") for text in new.values() for found in TITLE.finditer(text)}
    still = {
        each.relative: each.source.text for each in library.posts if each.title in called and each.relative not in new
    }
    held = [each.source for each in library.documents if not each.published and each.relative in before.existed]
    still |= {each.relative: each.text for each in held if each.relative not in new}
    return moves_of(gone, still, new)


def _lost_within(path: str, before: str, now: str) -> Iterator[tuple[str, str]]:
    """Addresses and headings that a post or page had and has no more; of giants, nothing is asked."""
    if max(len(before), len(now)) > GIANT:
        return
    had, has = set(ADDRESS.findall(_head(before))), set(ADDRESS.findall(_head(now)))
    if had != has:
        slugs = {line[1].strip("/ \t\"'") for line in had - has if line[0] == "slug"}
        if any(line[0] in ("slug", "date") for line in had ^ has):
            called = own_name(PurePosixPath(path))
            slugs.add(read_post_name(called).slug or called)
        for slug in map(str.casefold, slugs):
            yield from (
                (f"/{slug}/", f"/{slug}"),
                (f"called `{slug}`", f"/{slug}"),
            )  # as a text, and a translation, say
        aliases = [each for line in had - has for each in ALIAS.findall(line[1]) if "/" in each]
        yield from ((each.casefold(), each.casefold()) for each in aliases)
    for name in set(anchors_in(before)) - set(anchors_in(now)):
        yield f"`#{name}` in `{path}`".casefold(), f"#{name}" if name.isascii() else "#"


def _head(text: str) -> str:
    """What stands above the text."""
    return text.removeprefix("---").partition("\n---")[0]


def _names_of(path: str) -> Iterator[str]:
    """What other files may call a file that is gone."""
    file = PurePosixPath(path)
    shelf = file.parts[1]
    called = own_name(file)
    if shelf == homes.AUTHORS and file.suffix == ".md":
        yield f"`{called}`"
        yield f"{homes.AUTHORS}/{called}"
    elif shelf == homes.POSTS and file.suffix == ".md":
        yield called
        if slug := read_post_name(called).slug:
            yield f"/{slug}/"
            yield f"called `{slug}`"
    elif shelf == homes.PAGES and file.suffix == ".md":
        yield f"/{called}/"
        yield f"{called}.md"
    else:
        yield file.name


def _text_of(file: Path) -> str:
    """What an ordinary file says; nothing for a link, which a change may have put there, and for a giant."""
    try:
        kept = file.lstat()
        return file.read_text("utf-8", "replace") if S_ISREG(kept.st_mode) and kept.st_size <= GIANT else ""
    except OSError:
        return ""


def _name_in(text: str) -> str:
    found = NAME.search(text)
    return found["name"].strip(" \t\"'“”") if found else ""


def wanted(
    library: Library,
    strays: Iterable[Document],
    change: Change | None,
    paths: Sequence[str],
    users: frozenset[str] = frozenset(),
) -> frozenset[str] | None:
    """The files whose text is to be looked at; none means all of them."""
    if change is None and not paths:
        return None
    documents = [*library.documents, *strays]
    if change is not None:
        touched = change.files.keys() | users
        documents = [each for each in documents if each.relative in touched]
    known = [each.relative for each in documents]
    known += [
        each.relative for each in library.images if change is None or change.lost or each.relative in change.files
    ]
    return frozenset(each for each in known if not paths or matches(each, paths))


def users_of(library: Library, change: Change) -> frozenset[str]:
    """The other files that may use a name which leads nowhere any more."""
    if not change.lost:
        return frozenset()
    others = (each for each in library.documents if each.relative not in change.files)
    lost = Names(change.lost.values())
    return frozenset(each.relative for each in others if _uses(each.source.text, lost))


def _uses(text: str, lost: Names) -> bool:
    """Whether a text has one of these names, also where some letters of it are written as codes."""
    text = text.casefold()
    if "%" in text or "&" in text:
        text += unquote(unescape(text))
    return lost.within(text)


def matches(path: str, patterns: Sequence[str]) -> bool:
    """Whether a path fits one of some patterns, or lies below one."""
    return any(fnmatch.fnmatch(path, each) or path.startswith(f"{each.rstrip('/')}/") for each in patterns)
