"""The site as readers may have it: checked, built, and held against its promises.

Publishing stops where something is wrong. Where it is wrong with a file that readers have nothing of yet, a maintainer
may have that file wait, so that all else goes out. The folder that it is built into is kept from one publication to the
next, so that little is built anew.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import msgspec

from potluck.build import Built
from potluck.build import build as build_site
from potluck.build.conf import MADE_BY_US, CannotBuild
from potluck.checks import check
from potluck.checks.report import Report
from potluck.counted import counted
from potluck.desk.answers import errors, sorry
from potluck.desk.site import settings_of
from potluck.keeping import own_folder, remove
from potluck.pages.edition import now
from potluck.publish import Host, Latecomers, PublishRefused
from potluck.publish.commit import BEGINNING_OF_NEW
from potluck.verify import DeadLink, dead_links, missing_posts
from potluck.visible import visible

HELD_BACK = "held-back"
"""The id by which a maintainer accepts that what is new and wrong waits."""
ROUNDS = 10
"""So often it is tried without more files: one that waits may be missed by another."""
HOST_FILES = (".nojekyll", "CNAME")
"""What publishing adds to a site once it is built; a build would take them for strays."""


@dataclass(frozen=True)
class Fit:
    """A site that may be published, and the files of which nothing is on it, each with the reason and what to do."""

    built: Built
    waiting: dict[str, str]


def fit_for_readers(conf: Path, host: Host, output: Path, memory: Path | None, *, hold_back: bool) -> Fit | None:
    """The site, without new files in the way if ``hold_back``; None, having said why, if it isn't fit for readers."""
    fitting = _Fitting(conf, host, output, memory, hold_back=hold_back)
    fit = fitting.fit()
    if fit is None:
        fitting.tell_changes()
    return fit


@dataclass(frozen=True)
class _Fault:
    """Something that is wrong: the files that it is about, the first of which it was found in, and what to do."""

    about: tuple[str, ...]
    words: str


class _Fitting:
    """One try after the other, each without the files that the one before found in the way."""

    def __init__(self, conf: Path, host: Host, output: Path, memory: Path | None, *, hold_back: bool) -> None:
        self._conf, self._host, self._output, self._memory = conf, host, output, memory
        settings: dict[str, Any]
        settings, self._ours = settings_of(conf)
        self._hold_back = hold_back or self._ours.hold_back_new
        self._content = Path(settings["PATH"])
        self._waiting: dict[str, str] = {}
        self._might_wait: list[str] = []
        self._first: Report | None = None

    @cached_property
    def _late(self) -> Latecomers | None:
        """Who may have to wait; None where the host can't be asked, which is told once there is something for it."""
        try:
            return Latecomers(self._content, self._host.status().live)
        except PublishRefused:
            return None

    def fit(self) -> Fit | None:
        """The site; None, having said why, if nothing can be published."""
        for _ in range(ROUNDS):
            ours = msgspec.structs.replace(self._ours, held_back=self._held_back)
            repository = self._content.parent
            report = check(self._content, ours, repository=repository, since=None, paths=[], moment=now())
            self._first = self._first or report
            if report.errors:
                said = [(each, f"{each.title} {each.fix.partition(chr(10))[0]}") for each in report.errors]
                if not self._may_wait([_Fault((each.path, *each.also), words) for each, words in said]):
                    self._first.render("text", sys.stderr)
                    sorry("Nothing was published: the problems above would be seen by readers.")
                    return None
                continue
            built = build_site(self._conf, output=self._output, held_back=self._held_back or None)
            dead = dead_links(self._output, self._ours.siteurl, self._memory)
            broken = [each for each in dead if not each.on_page]
            missing = missing_posts(self._output, built.edition)
            pages = {f"{post.permalink}index.html": post.relative for post in built.edition.posts}
            faults = [_Fault((pages.get(each.page, ""),), _said(each)) for each in broken]
            if broken and not (missing or built.errors) and self._may_wait(faults):
                continue
            for complaint in (*map(_said, broken), *missing, *(_said(each) for each in dead if each.on_page)):
                errors.print(complaint, markup=False)
            wrong = built.errors + len(broken) + len(missing)
            if wrong:
                sorry(f"Nothing was published: {counted(wrong, 'thing')} in the built site would be wrong.")
                return None
            return Fit(built, self._waiting)
        sorry("Nothing was published: one file after the other was in the way.")
        return None

    @property
    def _held_back(self) -> tuple[str, ...]:
        return (*self._ours.held_back, *self._waiting)

    def _may_wait(self, found: Sequence[_Fault]) -> bool:
        """Have files wait so that nothing of this is wrong; answers whether that can be."""
        chosen = self._late.choose([each.about for each in found]) if self._late else None
        if not chosen or self._late is None:
            return False
        if not self._hold_back:
            self._might_wait = chosen
            return False
        for path in chosen:
            fault = next(each for each in found if path in each.about)
            other = "" if path == fault.about[0] else f"{fault.about[0]}: "
            or_that = " Or change this one." if other else ""
            words = f"It came with “{self._late.came_with(path)}”. {other}{fault.words}{or_that}"
            self._waiting[path] = visible(words)
        return True

    def tell_changes(self) -> None:
        """Name the change that brought each file that might wait, and how all else is published; or what came to the
        source since the last publication: what is wrong came with one of these changes.
        """
        if self._late is None:
            return
        for path in self._might_wait:
            errors.print(visible(f"{path} came with “{self._late.came_with(path)}”."), markup=False)
        if self._might_wait:
            which = "it" if len(self._might_wait) == 1 else "them"
            without = f"`invoke publish --accept {HELD_BACK}` publishes all else meanwhile."
            errors.print(f"Readers have nothing of {which} yet. {without}", markup=False)
        else:
            tell_latest(self._late)


def tell_latest(late: Latecomers) -> None:
    """Name what came to the source since the last publication: it brought what is wrong, or took away what is gone."""
    if changes := late.changes():
        listed = "".join(f"\n  {visible(each)}" for each in changes)
        errors.print(f"Since the last publication these changes came, the newest first:{listed}", markup=False)


def _said(dead: DeadLink) -> str:
    """A sentence about a dead link. One to a heading that is gone stops nothing, as in the check (`link-anchor`)."""
    return visible(f"{dead.page}: the link {dead.link} is dead. {dead.reason}")


@contextmanager
def kept_site(cache: Path) -> Iterator[tuple[Path, Path | None]]:
    """A folder for the site, and a file that remembers what was read of it.

    Where another publication of this clone is at work, or none can be kept, a fresh folder and None.
    """
    room = cache / "publish"
    with tempfile.TemporaryDirectory(prefix="potluck-") as fresh, _alone_in(room) as alone:
        if not alone:
            yield Path(fresh) / "site", None
            return
        site = room / "site"
        if site.is_symlink():
            site.unlink()
        if site.exists() and not any((site / name).is_file() for name in MADE_BY_US):
            remove(site)  # the beginning of a build that was killed
        for left in room.glob(f"{BEGINNING_OF_NEW}*"):  # by a publication that was killed
            remove(left)
        for name in HOST_FILES:
            remove(site / name)
        is_new = not site.exists()
        try:
            yield site, room / "read.sqlite"
        except (CannotBuild, OSError):
            if is_new:
                remove(site)  # half a site: the disk was full, say
            raise


@contextmanager
def _alone_in(room: Path) -> Iterator[bool]:
    """Whether nobody else is in the room until we leave; a lock of the system, so it goes with its process."""
    if sys.platform == "win32":
        yield False
        return
    import fcntl

    try:
        own_folder(room)
        lock = room / "lock"
        if lock.is_symlink() or (lock.exists() and not lock.is_file()):
            remove(lock)  # restored from somewhere, and no file
        door = lock.open("ab")
    except OSError:
        yield False
        return
    with door:
        try:
            fcntl.flock(door, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            yield False
            return
        yield True
