"""A post that was written over a file of the project, such as its README: both have to go where they belong.

Maintainers may write such a file anew, and give it a title and an author. So they are told nothing, and where nobody
knows whose change it is, it is a warning.
"""

from __future__ import annotations

import os
import shlex
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath

from msgspec.structs import replace

from potluck.checks.change.history import GitError
from potluck.checks.change.moves import LONGEST
from potluck.checks.change.owners import is_bound
from potluck.checks.change.touched import TITLE
from potluck.checks.registry import stumbled
from potluck.checks.site import Site
from potluck.content import homes
from potluck.content.document import Document, read_document
from potluck.content.names import slugify
from potluck.content.rules.names import MISPLACED
from potluck.content.source import UnreadableError, read_source
from potluck.content.tree import Kind
from potluck.problems import Problem, Severity
from potluck.visible import visible_path

OF_MAINTAINERS = homes.OWN_FOLDERS | {"docs", "theme"}
LEFT = 0.5
"""The part of its lines that a file keeps which somebody only worked on."""


def overwritten(touched: frozenset[str], site: Site, since: str, account: str = "") -> Iterator[Problem]:
    """The problem of each file outside `content/` that was something else at a revision, and is a post now."""
    if account and not is_bound(account, site.settings):
        return
    base = site.library.content_dir.parent
    now: dict[str, Document] = {}
    for path in sorted(touched):
        real = Path(os.path.realpath(base / path))
        if not _may_be_a_post(path, site) or real != base / path:  # by a folder that is a link now, it would lead away
            continue
        try:
            source = read_source(base / path, visible_path(path), site.settings.max_post_bytes)
            document = read_document(source, Kind.POST, site.settings)
        except UnreadableError:
            continue
        except Exception as reason:
            yield stumbled(reason, visible_path(path))
            continue
        if document.says_title:
            now[path] = document
    try:
        was = site.history.contents_at(since, [*now])
    except GitError:
        return
    for path, before in was.items():
        text = before.decode("utf-8", "replace")[:LONGEST]
        old, new = _lines(text), _lines(now[path].source.text)
        if old and not TITLE.search(text) and len(old & new) < LEFT * len(old):
            told = _told(now[path], path, site, since)
            yield told if account else replace(told, severity=Severity.WARNING)
    for path, post in now.items():
        if path not in was and homes.OWN_FILES.match(path) and {"author", "authors"} & post.front.fields.keys():
            yield _begun(post, path, site)


def instead(told: Sequence[Problem], over: Sequence[Problem]) -> list[Problem]:
    """What was told, where each post that was written over a file is told once: as that, and no less severely."""
    before = {each.path: each.severity for each in told if each.id == MISPLACED.id}
    paths = {each.path for each in over}
    rest = [each for each in told if each.id != MISPLACED.id or each.path not in paths]
    return [*rest, *(replace(each, severity=before.get(each.path, each.severity)) for each in over)]


def _may_be_a_post(path: str, site: Site) -> bool:
    """Whether a file lies outside `content/`, is a text, and is in no folder that only maintainers write in."""
    first, suffix = path.split("/")[0], PurePosixPath(path).suffix.lower()
    return first not in OF_MAINTAINERS | {site.library.content_dir.name} and suffix in {".md", *homes.TEXT_SUFFIXES}


def _home(post: Document, site: Site) -> str:
    """The path that a post has among the others."""
    day = "" if "date" in post.front.fields else f"{site.moment.astimezone(site.settings.zone):%Y-%m-%d}-"
    words = slugify(str(post.front.fields["title"].value)) or "my-post"
    return f"{site.library.content_dir.name}/{homes.POSTS}/{day}{words}.md"


def _begun(post: Document, path: str, site: Site) -> Problem:
    """The problem of a post under a name by which projects say what they are."""
    title = f"This looks like a post, and `{visible_path(path)}` is where a project says what it is."
    target = _home(post, site)
    return MISPLACED.at(visible_path(path), title=title, fix=f"Move it to `{target}`.", move_to=target)


def _told(post: Document, path: str, site: Site, since: str) -> Problem:
    return MISPLACED.at(
        visible_path(path),
        title=f"This post was written over `{visible_path(path)}`, which is a file of the project.",
        why="Readers would never see the post, and what the file said would be gone.",
        fix=f"Put your text into a new file, `{_home(post, site)}`, and here again what stood here: "
        f"`git checkout {since} -- {visible_path(shlex.quote(path))}`.",
    )


def _lines(text: str) -> frozenset[str]:
    return frozenset(map(str.strip, text.splitlines())) - {""}
