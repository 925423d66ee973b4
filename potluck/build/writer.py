"""Bytes onto the disk: each output path has one owner, files change only when their bytes do, and nothing stale stays.

What stands in a file is decided before; Pelican renders templates, ``potluck.pages.feeds`` makes feeds.
"""

from __future__ import annotations

import io
import os
import shutil
import unicodedata
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import partial
from hashlib import blake2b
from pathlib import Path
from stat import S_ISREG
from typing import Any

from pelican.plugins import signals
from pelican.utils import sanitised_join
from pelican.writers import Writer

from potluck.build.ledger import Ledger
from potluck.pages.feed_style import dressing
from potluck.pages.feeds import CommunityFeed, Feeds, Frame, json_path
from potluck.pages.moved import feed_copies
from potluck.pages.numbered import Numbered
from potluck.pages.paths import OWN
from potluck.pages.reads import Page
from potluck.pages.seen import SeenList, what_is_given
from potluck.pages.table import Table
from potluck.pages.telling import short
from potluck.pages.views import keys_of


class PathTaken(Exception):
    """Two sources want the same output path; the message names both."""


class _Page(io.StringIO):
    """Text that is handed to its writer when it is closed, as a file would be."""

    def __init__(self, writer: OutputWriter, path: str) -> None:
        super().__init__()
        self._writer, self._path = writer, path

    def close(self) -> None:
        if not self.closed:
            self._writer.put(self._path, self.getvalue().encode())
        super().close()


class OutputWriter(Writer):  # type: ignore[misc]  # Pelican has no types
    """Pelican's writer, with an owner for each path, atomic writes, and full-text feeds.

    ``written`` and ``kept`` count the files whose bytes changed and did not, ``rendered`` the templates filled in, and
    ``hashes`` tells what is in each file.
    """

    def __init__(self, output_path: str, settings: dict[str, Any]) -> None:
        super().__init__(output_path, settings=settings)
        self._root = Path(output_path)
        self._table: Table = settings["TABLE"]
        ours, addresses = self._table.edition.settings, self._table.addresses
        self._feeds = Feeds(addresses, ours.websub_hub, dressing(settings, addresses, ours.default_lang))
        self._owners: dict[str, str] = {}
        self._inside: dict[str, str] = {}
        self.paths: set[str] = set()
        self.ledger: Ledger | None = None
        self._common: dict[str, Any] = {}
        self._watched: frozenset[str] = frozenset()
        self.left: dict[str, str] = {}
        """Hash of each file that is known to be as the last build left it."""
        self.hashes: dict[str, str] = {}
        self._folders: set[str] = set()
        """Those that are known to be there."""
        self._new_folder = ""
        """The last that was not there before: nothing can be in it."""
        self.again: dict[str, Callable[[], None]] = {}
        """For a site that is held in memory: makes each page, or feed, once more."""
        self.each_time: list[Callable[[], None]] = []
        """Likewise what is to be made after every change."""
        self._remembers = bool(settings.get("WATCHING"))
        self._is_again = False
        self._frames: dict[str, Frame] = {}
        """Feeds that were written again, by path: only an entry or two will be another the next time."""
        self.touched: set[str] = set()
        """The files whose bytes were written."""
        self.written = 0
        self.kept = 0
        self.removed = 0
        self.rendered = 0

    def write_file(
        self,
        name: str,
        template: Any,
        context: dict[str, Any],
        relative_urls: bool = False,
        paginated: dict[str, Any] | None = None,
        template_name: str | None = None,
        override_output: bool = False,
        url: str | None = None,
        **given: Any,
    ) -> None:
        """Fill a template in and write what comes out, as Pelican's writer does; what still holds is left alone."""
        noted = self.ledger is not None and not relative_urls
        if not noted:
            self._remembers, self.again = False, {}
        lists: dict[str, Any] = paginated or {}
        if paginated is None:
            lists = {key: given[key] for key in ("articles", "dates") if key in given}
        write = partial(super().write_file, relative_urls=relative_urls, paginated={}, override_output=override_output)
        if name and lists and template_name and template_name in self.settings["PAGINATED_TEMPLATES"]:
            is_same = noted and context is self._common and self._is_same_list(name, template, given, lists)
            for path, place in self._places(name, url, lists, template_name):
                if not noted:
                    write(path, template, context, **given, **place())
                    continue
                make = partial(self._write_placed, path, template, context, given, place)
                self.remember(path, make)
                if not self.leaves(path, is_list=True, is_same=is_same):
                    make()
        elif not noted:
            write(name, template, context, template_name=template_name, url=url, **given)
        elif name and ("article" not in given or not self.leaves(name)):
            self._write_page(name, template, context, given)

    def _places(
        self, name: str, url: str | None, lists: dict[str, Any], template_name: str
    ) -> Iterator[tuple[str, Callable[[], dict[str, Any]]]]:
        """The path of each page of a list, and what tells its template of its place in the list."""
        per_page = self.settings["PAGINATED_TEMPLATES"][template_name] or self.settings["DEFAULT_PAGINATION"]
        paginators = {key: Numbered(name, url, each, self.settings, per_page) for key, each in lists.items()}
        first = next(iter(paginators.values()))
        for number in range(1, first.num_pages + 1):
            yield first.page(number).save_as, partial(_place, paginators, number)

    def _write_placed(
        self,
        path: str,
        template: Any,
        context: dict[str, Any],
        given: dict[str, Any],
        place: Callable[[], dict[str, Any]],
    ) -> None:
        self._write_page(path, template, context, given | place())

    def remember(self, name: str, make: Callable[[], None]) -> None:
        """Remember how a page or feed is made, if this site is to stay in memory."""
        if self._remembers:
            self.again.setdefault(name, make)

    def begin_again(self) -> None:
        """Be ready to bring some files up to date after all was written; they have their owners."""
        self._is_again = True
        self.left = self.hashes
        self.written = self.kept = self.rendered = self.removed = 0

    def look_at(self, path: str) -> bool:
        """Whether a file is as it was written; one that is not is written anew when its page is asked for again."""
        try:
            file = f"{self._root}{os.sep}{path}"
            is_file = S_ISREG(os.lstat(file).st_mode)
            is_as_left = is_file and _hash_of(Path(file).read_bytes()) == self.hashes.get(path)
        except OSError:
            is_as_left = False
        if not is_as_left:
            self.hashes.pop(path, None)
        return is_as_left

    def write_folder(self, folder: str, files: Iterable[tuple[str, bytes]], owner: str) -> None:
        """Write a folder's files (path within it, bytes) once more, and remove what is none of them."""
        before = {path for path in self.paths if path.startswith(folder)}
        for path, data in files:
            self.write_bytes(folder + path, data, owner)
            before.discard(folder + path)
        for path in before:
            (self._root / path).unlink(missing_ok=True)
            _remove_empty((self._root / path).parent, self._root)
            self.paths.discard(path)
            self.hashes.pop(path, None)
            self._folders.clear()
            self.removed += 1

    def _is_same_list(self, name: str, template: Any, given: dict[str, Any], lists: dict[str, Any]) -> bool:
        """Whether a list has the posts that it had, in the same order, and comes with the same names."""
        by = f"{template.name} {what_is_given(given)}"
        return self._is_same(name, by, *{id(each): each for each in lists.values()}.values())

    def _is_same(self, name: str, by: str, *lists: Sequence[Any]) -> bool:
        """Whether these are the lists that were there the last time, made by the same means."""
        assert self.ledger
        if self.ledger.by_texts_only:
            return True
        parts = [by]
        for each in lists:
            keys = keys_of(each)
            if keys is None:
                return False
            parts += [*keys, ""]
        return self.ledger.is_same_list(name, short("\n".join(parts)))

    def leaves(self, path: str, *, is_list: bool = False, is_same: bool = False) -> bool:
        """Leave a page of a post, or of a list of posts, alone if all that it read is as it was; was it left?

        ``is_same`` is whether the list is known to be.
        """
        if self.ledger is None or path not in self.left:
            return False
        if not self.ledger.is_safe(path, is_list=is_list, is_same=is_same):
            return False
        if self.ledger.by_texts_only:  # no other page can want its place, since none did
            self.paths.add(path)
        else:
            self._claim(path, path)
        self.ledger.keep(path)
        self._keep(path)
        return True

    def leaves_by_head(self, *paths: str) -> bool:
        """Leave files alone that follow from what stands above texts, if nothing but texts changed; were they left?"""
        if self.ledger is None or not self.ledger.by_texts_only or not all(path in self.left for path in paths):
            return False
        for path in paths:
            self._claim(path, path)
            self._keep(path)
        return True

    def _write_page(self, path: str, template: Any, context: dict[str, Any], given: dict[str, Any]) -> None:
        """Write one page, unless all that it read is as it was."""
        assert self.ledger
        self.remember(path, partial(self._write_page, path, template, context, given))
        self._claim(path, path)
        common = self._common or context
        names = given
        if context is not common:
            names = {**{key: value for key, value in context.items() if common.get(key, self) is not value}, **given}
        by = f"{template.name} {what_is_given(names)}"
        if path in self.left and self.ledger.holds(path, by, names):
            self.ledger.keep(path)
            self._keep(path)
            return
        whole = {**context, **given, "output_file": path, "localsiteurl": context.get("localsiteurl")}
        page = Page(names, self._watched, self.ledger.knows)
        with page:
            text = template.render(whole)
        self.ledger.note(path, by, page)
        self.rendered += 1
        self.put(path, text.encode())
        signals.content_written.send(f"{self._root}{os.sep}{path}", context=whole)

    def follow(self, ledger: Ledger, context: dict[str, Any]) -> None:
        """Note what pages read from now on, and leave alone those that read nothing new. ``context`` is everyone's."""
        self.ledger, self._common = ledger, context
        self._watched = frozenset(
            key for key, value in context.items() if key not in self.settings or self.settings[key] is not value
        )

    def _keep(self, path: str) -> None:
        self.hashes[path] = self.left[path]
        self.kept += 1

    def write_text(self, path: str, text: str, owner: str = "") -> None:
        """Write a text file at ``path`` below the output folder. Raises PathTaken."""
        self._claim(path, owner or path)
        sanitised_join(self.output_path, path)
        self.put(path, text.encode())

    def write_bytes(self, path: str, data: bytes, owner: str = "") -> None:
        """Write a file at ``path`` below the output folder. Raises PathTaken."""
        self._claim(path, owner or path)
        sanitised_join(self.output_path, path)
        self.put(path, data)

    def write_feed(
        self,
        elements: list[Any],
        context: dict[str, Any],
        path: str | None = None,
        url: str | None = None,
        feed_type: str = "atom",
        override_output: bool = False,
        feed_title: str | None = None,
    ) -> Any:
        """Write an Atom feed of our own making, and the same as JSON beside it; other kinds are Pelican's.

        Answers the feed.
        """
        if feed_type != "atom":
            self._remembers, self.again = False, {}
            return super().write_feed(elements, context, path, url, feed_type, override_output, feed_title)
        # Pelican adds each post's translations to the feed of all; here they are posts of their own, and there already.
        elements = list({id(each): each for each in elements}.values())
        if path:
            self.remember(
                f"feed {path}",
                partial(self.write_feed, elements, context, path, url, feed_type, override_output, feed_title),
            )
        if path and self._is_again and self._fill_again(path, elements):
            return None
        owned = (path, *feed_copies(self.settings, path), json_path(path)) if path else ()
        are_left = bool(owned) and all(each in self.left for each in owned)
        by = f"feed {what_is_given({'path': path, 'url': url, 'title': feed_title, 'articles': elements})}"
        is_same = self.ledger is not None and self._is_same(f"feed {path}", by, elements)
        is_safe = (
            are_left and self.ledger is not None and self.ledger.is_safe(f"feed {path}", is_list=True, is_same=is_same)
        )
        names = {"articles": elements}
        if self.ledger and (is_safe or (are_left and self.ledger.holds(f"feed {path}", by, names))):
            self.ledger.keep(f"feed {path}")
            for each in owned:
                self._claim(each, f"the feed {each}")
                self._keep(each)
            return None
        if self.ledger:
            page = Page(names, knows=self.ledger.knows)
            with page:
                feed = self._feed(SeenList(elements, f"{OWN}articles"), path, feed_title)
            self.ledger.note(f"feed {path}", by, page)
        else:
            feed = self._feed(elements, path, feed_title)
        signals.feed_generated.send(context, feed=feed)
        if path:
            text = feed.writeString("utf-8")
            for each in (path, *feed_copies(self.settings, path)):
                self.write_text(each, text, owner=f"the feed {path}")
            beside = json_path(path)
            as_json = feed.as_json(self._table.addresses.absolute(beside))
            self.write_text(beside, as_json, owner=f"the feed {beside}")
            signals.feed_written.send(str(self._root / path), context=context, feed=feed)
            if self._is_again and (frame := feed.frame(text, as_json)):
                self._frames[path] = frame
        return feed

    def _fill_again(self, path: str, articles: Sequence[Any]) -> bool:
        """Write a feed with today's entries in the frame that it had; False where more may be another."""
        frame = self._frames.get(path)
        if frame is None or self.ledger is None:
            return False
        if signals.feed_generated.receivers or signals.feed_written.receivers:
            return False
        settings = self._table.edition.settings
        page = Page({}, knows=self.ledger.knows)
        entries = []
        for article in articles[: settings.feed_max_items]:
            entry = self._feeds.at_hand(article, settings.default_lang)
            if entry is None:
                with page:
                    entry = self._feeds.entry(article, settings.default_lang)
            entries.append(entry)
        filled = frame.filled(entries)
        if filled is None or not self.ledger.add(f"feed {path}", page):
            return False
        for each in (path, *feed_copies(self.settings, path)):
            self.put(each, filled.xml, filled.name.hex())
        self.put(json_path(path), filled.json, filled.name.hex())
        return True

    def _feed(self, elements: Sequence[Any], path: str | None, feed_title: str | None) -> CommunityFeed:
        settings = self._table.edition.settings
        title = f"{feed_title} · {settings.sitename}" if feed_title else settings.sitename
        folder = (path or "").rpartition("/")[0]
        page = f"{folder}/" if folder else ""
        feed = self._feeds.start(title, path or "", page, settings.default_lang, settings.tagline)
        self._feeds.fill(feed, elements[: settings.feed_max_items])
        return feed

    def _open_w(self, filename: str, encoding: str, override: bool = False) -> io.StringIO:
        path = Path(filename).relative_to(self._root).as_posix()
        self._remembers, self.again = False, {}
        self._claim(path, path)
        return _Page(self, path)

    def _claim(self, path: str, owner: str) -> None:
        """Note who owns a path; paths that differ only in case or normal form are the same on many machines.

        No path is both a file and a folder: what lies below ``feed.xml`` would take the feed's place.
        """
        if self._is_again:
            self.paths.add(path)
            return
        key = unicodedata.normalize("NFC", path).casefold()
        key = path if key == path else key  # which need not be held twice
        other = self._owners.get(key) or self._inside.get(key)
        folder = key.rpartition("/")[0]
        while folder and folder not in self._inside and not other:
            other = self._owners.get(folder)
            self._inside[folder] = owner
            folder = folder.rpartition("/")[0]
        if other:
            raise PathTaken(
                f"Two things want to be at /{path} on the site: {other} and {owner}. "
                "Rename one of them, or remove the alias that leads there."
            )
        self._owners[key] = owner
        self.paths.add(path)

    def put(self, path: str, data: bytes, name: str = "") -> None:
        """Bring the file at ``path`` below the output folder to these bytes: at once, or not at all.

        A file that has them is not touched. Bytes that are told apart otherwise may bring a ``name``, which no hash of
        bytes is like to be; it goes with the process.
        """
        was = self.left.get(path)
        now = self.hashes[path] = name or _hash_of(data)
        if was == now and not self._is_again:  # then nobody has looked at the disk
            self.kept += 1
            return
        folder = self._folder(path.rpartition("/")[0])
        target = f"{self._root}{os.sep}{path}"
        if was in (None, now) and folder != self._new_folder and _holds(target, data):
            self.kept += 1
            return
        self.touched.add(path)
        name = f"{folder}{os.sep}.potluck-{os.getpid()}"
        try:
            _write_new(name, data)
            try:
                os.replace(name, target)  # noqa: PTH105
            except IsADirectoryError:
                shutil.rmtree(target)
                os.replace(name, target)  # noqa: PTH105
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
        self.written += 1

    def _folder(self, folder: str) -> str:
        """The folder for a file, made if need be; what stands in its way, a link above all, is removed."""
        path = f"{self._root}{os.sep}{folder}" if folder else str(self._root)
        if folder in self._folders:
            return path
        if folder:
            self._folder(folder.rpartition("/")[0])
            try:
                os.mkdir(path)  # noqa: PTH102 - as many as there are pages
                self._new_folder = path
            except FileExistsError:
                if os.path.islink(path) or not os.path.isdir(path):  # noqa: PTH112, PTH114
                    os.unlink(path)  # noqa: PTH108
                    os.mkdir(path)  # noqa: PTH102
        else:
            os.makedirs(path, exist_ok=True)  # noqa: PTH103
        self._folders.add(folder)
        return path

    def sweep(self, strays: Collection[str] | None = None) -> int:
        """Remove from the output folder what this build did not make; answers how many files went.

        ``strays`` are what is known to lie there beside files that are as they were left; None looks everywhere.
        """
        if strays is None:
            return self._sweep(self._root)
        gone = 0
        for name in sorted(strays):
            path = self._root / name
            if path.is_dir() and not path.is_symlink():
                gone += self._sweep(path)
                _remove_empty(path, self._root)
            elif name not in self.paths and os.path.lexists(path) and self._is_within(path):
                path.unlink()
                gone += 1
                _remove_empty(path.parent, self._root)
        for name in self.left.keys() - self.paths:
            path = self._root / name
            if os.path.lexists(path):
                path.unlink()
                gone += 1
            _remove_empty(path.parent, self._root)
        return gone

    def _is_within(self, path: Path) -> bool:
        """Whether no link leads from the output folder to a file elsewhere."""
        return path.parent.resolve().is_relative_to(self._root.resolve())

    def _sweep(self, top: Path) -> int:
        gone = 0
        for folder, folders, files in os.walk(top, topdown=False, followlinks=False):
            for name in files + [each for each in folders if (Path(folder) / each).is_symlink()]:
                file = Path(folder) / name
                if file.relative_to(self._root).as_posix() not in self.paths:
                    file.unlink()
                    gone += 1
            if folder != str(self._root) and not any(Path(folder).iterdir()):
                Path(folder).rmdir()
        return gone


def _place(paginators: dict[str, Numbered], number: int) -> dict[str, Any]:
    """What a template is told of a page's place in its list, under the names that Pelican has for it."""
    place: dict[str, Any] = {}
    for key, paginator in paginators.items():
        place[f"{key}_paginator"] = paginator
        place[f"{key}_page"] = paginator.page(number)
        place[f"{key}_previous_page"] = paginator.page(number - 1) if number > 1 else None
        place[f"{key}_next_page"] = paginator.page(number + 1) if number < paginator.num_pages else None
    return place


def _hash_of(data: bytes) -> str:
    return blake2b(data, digest_size=16).hexdigest()


def _write_new(name: str, data: bytes) -> None:
    """Write a file that everybody may read."""
    file = os.open(name, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0), 0o644)
    try:
        rest = memoryview(data)
        while rest:
            rest = rest[os.write(file, rest) :]
        os.chmod(file if os.chmod in os.supports_fd else name, 0o644)  # noqa: PTH101 - whatever the mask
    finally:
        os.close(file)


def _holds(file: str, data: bytes) -> bool:
    """Whether a plain file has these bytes."""
    try:
        found = os.lstat(file)
        return S_ISREG(found.st_mode) and found.st_size == len(data) and Path(file).read_bytes() == data
    except OSError:
        return False


def _remove_empty(folder: Path, root: Path) -> None:
    """Remove a folder and those above it, below ``root``, while they are empty."""
    while folder != root and folder.is_relative_to(root):
        try:
            folder.rmdir()
        except FileNotFoundError:
            pass
        except OSError:
            return
        folder = folder.parent
