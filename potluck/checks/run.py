"""Running the check: what is looked at, what counts, and in which order it is told."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from pathlib import Path

from msgspec.structs import replace

from potluck.cannot import CannotRun
from potluck.checks import topics
from potluck.checks.causes import OPEN_ENDED, told_once
from potluck.checks.change.bylines import signed_by
from potluck.checks.change.history import GitError, History
from potluck.checks.change.identity import check_identity
from potluck.checks.change.moves import copied, off_their_shelves
from potluck.checks.change.overwritten import instead, overwritten
from potluck.checks.change.series import begun_by_another
from potluck.checks.change.touched import Change, change_since, matches, users_of, wanted
from potluck.checks.consequences import without_consequences
from potluck.checks.excuses import excused
from potluck.checks.mending.again import SecondLook
from potluck.checks.mending.together import together
from potluck.checks.post.places import find_strays
from potluck.checks.post.undated import with_day
from potluck.checks.reading_on import reading_on
from potluck.checks.registry import SITE_CHECKS, TEXT_CHECKS, SiteFunction, TextCheck, asked, stumbled
from potluck.checks.report import Report
from potluck.checks.site import Site
from potluck.checks.text import Text
from potluck.content.document import Document
from potluck.content.gathering import load
from potluck.content.library import Library
from potluck.content.misplaced import on_other_shelves, problems_inside
from potluck.content.tree import Kind
from potluck.garbage import left_alone
from potluck.problems import Problem, Severity
from potluck.settings import Settings

assert topics.TOPICS, "the checks are registered when their topics are imported"

STOPS_THE_POST = tuple(
    """
    file- symbolic not-a-file encoding control- name- wrong-place empty- front-matter- key- title-missing author-
    date-invalid permalink-
    """.split()
)
OF_PATHS = tuple(f"potluck.checks.{room}." for room in ("images", "links", "post"))
"""Rooms of checks that look at where a text lies, and at what it says."""
MOST_MENDS = 10_000_000
"""Characters of all mends of one text. Each holds its whole line: where one line has a mistake ten thousand times, they
would take the square of it."""


class CannotCheckError(CannotRun):
    """The check could not run at all; the message says why, in a sentence."""


def check(
    content_dir: Path,
    settings: Settings,
    *,
    repository: Path | None = None,
    since: str | None = None,
    paths: Sequence[str] = (),
    moment: dt.datetime | None = None,
    account: str = "",
) -> Report:
    """Check a content folder.

    Args:
        repository: the root of the git repository it is in, where there is one; its other folders are searched for
            posts that lie in the wrong place.
        since: a revision; only what changed since then is reported.
        paths: patterns such as `content/posts/2026-*`; only files that match are reported.
        moment: what counts as now; the clock, when none is given.
        account: the GitHub account whose change this is; it may only bring what is its own.

    Raises CannotCheckError: there is no such folder or revision.
    """
    content_dir = content_dir.resolve()
    if not content_dir.is_dir():
        raise CannotCheckError(f"There is no folder {content_dir}.")
    root = repository.resolve() if repository else None
    history = History(root, content_dir.parent)
    if since:
        settings = replace(settings, held_back=())  # what waits is looked at when somebody changes it
    library, now = load(content_dir, settings), moment or dt.datetime.now(dt.UTC)
    change = _change(history, since, library, settings, now) if since else None
    users = users_of(library, change) if change else frozenset[str]()
    strays, misplaced = find_strays(root or content_dir.parent, content_dir, history, settings)
    looked, same = wanted(library, strays, change, paths, users), change.moves.same if change else frozenset[str]()
    site = Site(library, settings, now, history, strays, looked, bool(change), same)
    inside = [problem for each in (*strays, *on_other_shelves(library)) for problem in _inside(each, site)]
    with left_alone():
        counted = _to_tell([*library.problems, *misplaced, *inside], found_in(site), site)
    if change and since:
        counted = _of_change(change, since, [each for each in counted if change.touches(each, users)], site, account)
    if paths:
        counted = [each for each in counted if matches(each.path, paths)]
    if account:
        counted = _to_owner(account, counted, site, since, change)
    files = site.wanted & change.files.keys() if site.wanted and change else site.wanted or frozenset()
    return Report(
        problems=_in_order(counted, site, change),
        checked=len(site.texts),
        addresses=_addresses(site, files if change else None) if change or paths else {},
        library=library,
        settings=settings,
        files=files,
        users=users,
    )


def check_files(
    library: Library,
    settings: Settings,
    paths: frozenset[str],
    known: Iterable[Problem],
    moment: dt.datetime,
    heads: Heads | None = None,
) -> tuple[Problem, ...]:
    """What the check says of some files of a library that has been read, and what is known of all already.

    Git is not asked, and nothing outside the library is looked at: this is for whoever writes and wants to know now.
    Whoever asks again and again keeps ``heads`` in between.
    """
    site = Site(library, settings, moment, wanted=paths)
    looked = found_in(site) if heads is None else [*heads.found_in(site), *found_in(site, of_heads=False)]
    return _in_order(_to_tell([*known], [each for each in looked if each.path in paths], site), site)


def _to_tell(unread: Sequence[Problem], found: Iterable[Problem], site: Site) -> list[Problem]:
    """What is to be told of what was ``found``, and of what could not be read: as severe as the settings have it,
    without what is excused, and once for each cause, which has to be told itself.
    """
    weighty = weighed((with_day(each, site) for each in (*unread, *found)), site.settings)
    lines_of = {text.path: text.lines for text in site.texts}
    return told_once(excused(weighty, lines_of, {(each.id, each.path) for each in unread}))


def _in_order(told: list[Problem], site: Site, change: Change | None = None) -> tuple[Problem, ...]:
    """What is told, without what follows from other problems, and with mends that fit together."""
    return tuple(sorted(together(without_consequences(told, site, change), SecondLook(site)), key=order))


def _addresses(site: Site, files: frozenset[str] | None) -> dict[str, str]:
    """Where the posts will be that were looked at; with files, those of them."""
    shown = [each for each in site.texts if each.document.published and each.document.kind is Kind.POST]
    posts = (site.library.post(each.path) for each in shown if files is None or each.path in files)
    return {post.relative: post.permalink for post in posts if post}


def _inside(stray: Document, site: Site) -> list[Problem]:
    try:
        return problems_inside(stray, site.library, site.settings)
    except Exception as reason:
        return [stumbled(reason, stray.source.relative)]


def _change(history: History, since: str, library: Library, settings: Settings, moment: dt.datetime) -> Change:
    try:
        return change_since(history, since, library, settings, moment)
    except GitError as reason:
        raise CannotCheckError(f"The change since {since!r} can't be found out: {reason}") from reason


def _of_change(change: Change, since: str, told: list[Problem], site: Site, account: str) -> list[Problem]:
    """What is told of a change: of the files it touches, and of what it did to them."""
    settings, library = site.settings, site.library
    told += weighed(copied(change.moves, library), settings)
    told += weighed(begun_by_another(change, library, site.moment), settings)
    told = instead(told, weighed(overwritten(frozenset(change.files), site, since, account), settings))
    return weighed(off_their_shelves(change.moves, told, library, settings), settings)


def _to_owner(account: str, told: list[Problem], site: Site, since: str | None, change: Change | None) -> list[Problem]:
    """What is told whoever has an account, with what of a change is not theirs to make."""
    told = [signed_by(each, account, site.library) for each in told]
    try:
        return [*told, *check_identity(site, since, account, change, told)]
    except GitError as reason:
        raise CannotCheckError(f"Whose the files of the change are can't be found out: {reason}") from reason


class Heads:
    """What follows from what stands above texts, kept from one look at a library to the next.

    A library whose texts alone changed is the same one; any other is looked at anew.
    """

    def __init__(self) -> None:
        self._of: tuple[Library, object] | None = None
        self._found: list[Problem] = []

    def found_in(self, site: Site) -> list[Problem]:
        """What the checks of heads find."""
        heads = [(text.path, text.document.published, text.lines[: text.first - 1]) for text in site.texts]
        of = (heads, site.moment, site.wanted)
        if self._of is None or self._of[0] is not site.library or self._of[1] != of:
            checks = [each for each in asked(SITE_CHECKS, site.settings) if each.of_heads]
            self._found = [problem for each in checks for problem in _in_site(site, each.run)]
            self._of = site.library, of
        return self._found


def found_in(site: Site, *, of_heads: bool = True) -> list[Problem]:
    """What the checks find in the files that are wanted; one too tangled to be taken apart is looked at no further.

    Without ``of_heads``, what follows from heads alone is left out.
    """
    checks = asked(TEXT_CHECKS, site.settings)
    of_moved = [each for each in checks if not _is_told_before(each, site.settings)] if site.as_before else []
    of_each = ((text, of_moved if text.path in site.as_before else checks) for text in site.texts)
    found = [problem for text, asks in of_each for problem in _below_fences_too(text, asks)]
    for each in asked(SITE_CHECKS, site.settings):
        if of_heads or not each.of_heads:
            found += _in_site(site, each.run)
    return found


def _is_told_before(check: TextCheck, settings: Settings) -> bool:
    """Whether what a check says follows from words alone, and stops nothing: not to be told again of another path."""
    words_alone = not check.run.__module__.startswith(OF_PATHS)
    return words_alone and not any(
        each.severity is Severity.ERROR or each.id in settings.checks for each in check.rules
    )


def _below_fences_too(text: Text, checks: Sequence[TextCheck]) -> Iterable[Problem]:
    """The problems of a text, read on below its wrong fences; of one that is let be, as it stands."""
    found = [*_in_text(text, checks)]
    fences = [each for each in found if each.id in OPEN_ENDED]
    stay = weighed(excused(fences, {text.path: text.lines}), text.site.settings)
    if sum(each.is_error for each in stay) < len(fences):
        return found
    try:
        return reading_on(text, found, lambda mended: _in_text(mended, checks))
    except Exception as reason:
        return [*found, stumbled(reason, text.path)]


def _in_text(text: Text, checks: Sequence[TextCheck]) -> Iterable[Problem]:
    mends = 0
    for check in checks:
        try:
            for each in check.run(text):
                mends += len(each.edit.replacement) if each.edit else 0
                yield each if mends <= MOST_MENDS else replace(each, edit=None)
        except Exception as reason:  # one bad check must not keep a contributor from hearing of all the others
            yield stumbled(reason, text.path)


def _in_site(site: Site, run: SiteFunction) -> Iterable[Problem]:
    try:
        yield from run(site)
    except Exception as reason:
        yield stumbled(reason, site.library.content_dir.name)


def weighed(problems: Iterable[Problem], settings: Settings) -> list[Problem]:
    """Severities as `pelicanconf.py` has them."""
    levels = settings.checks
    return [
        replace(each, severity=Severity(levels[each.id])) if each.id in levels else each
        for each in problems
        if levels.get(each.id) != "off"
    ]


def order(problem: Problem) -> tuple[bool, bool, str, int, str]:
    """What stops a post from appearing first, then other errors, then by file and line."""
    stops = problem.id.startswith(STOPS_THE_POST)
    return (not problem.is_error, not (problem.is_error and stops), problem.path, problem.line or 0, problem.id)
