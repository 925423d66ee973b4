"""Pages, those that may have changed: Pelican renders their templates.

What nobody need make again is left alone, by the notes of ``potluck.build.ledger``; how bytes get onto the disk is for
``potluck.build.output_folder``.
"""

from __future__ import annotations

import io
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from jinja2 import Environment
from pelican.plugins import signals
from pelican.writers import Writer

from potluck.build.inlays import compose, renew
from potluck.build.ledger import Ledger
from potluck.build.output_folder import OutputFolder
from potluck.build.wanted import Wanted
from potluck.pages.notes.reads import Page
from potluck.pages.notes.seen import what_is_given
from potluck.pages.notes.telling import short
from potluck.pages.notes.views import keys_of
from potluck.pages.numbered import Numbered, place_of
from potluck.pages.table import Table


class _Page(io.StringIO):
    """Text that is handed to its writer when it is closed, as a file would be."""

    def __init__(self, writer: PageWriter, path: str) -> None:
        super().__init__()
        self._writer, self._path = writer, path

    def close(self) -> None:
        if not self.closed:
            self._writer.put(self._path, self.getvalue().encode())
        super().close()


class PageWriter(OutputFolder, Writer):  # type: ignore[misc]  # Pelican has no types
    """Pelican's writer, with an owner for each path and atomic writes.

    ``written`` and ``kept`` count the files whose bytes changed and did not, ``rendered`` the templates filled in, and
    ``hashes`` tells what is in each file.
    """

    def __init__(self, output_path: str, settings: dict[str, Any]) -> None:
        Writer.__init__(self, output_path, settings=settings)
        OutputFolder.__init__(self, Path(output_path))
        self._table: Table = settings["TABLE"]
        self.ledger: Ledger | None = None
        self._common: dict[str, Any] = {}
        self._watched: frozenset[str] = frozenset()
        self.again: dict[str, Callable[[], None]] = {}
        """For a site that is held in memory: makes each page, or feed, once more."""
        self.each_time: list[Callable[[], None]] = []
        """Likewise what is to be made after every change."""
        self._remembers = bool(settings.get("WATCHING"))
        self.rendered = 0
        self.wanted: Wanted | None = None
        """The pages and feeds that have to be asked for, if all others are known to be as they were; None for all."""

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
        if name and self.wanted and not self.wanted.is_near(name) and self.has_settled(name):
            return
        noted = self.ledger is not None and not relative_urls
        if not noted:
            self.forget_all()
        lists: dict[str, Any] = paginated or {}
        if paginated is None:
            lists = {key: given[key] for key in ("articles", "dates") if key in given}
        write = partial(super().write_file, relative_urls=relative_urls, paginated={}, override_output=override_output)
        if name and lists and template_name and template_name in self.settings["PAGINATED_TEMPLATES"]:
            paginators = self._paginators(name, url, lists, template_name)
            is_ours = noted and context is self._common
            same_from = self._same_from(name, template, given, paginators) if is_ours else 0
            for number, path, place in self._places(paginators):
                if self.has_settled(path):
                    continue
                if not noted:
                    write(path, template, context, **given, **place())
                    continue
                make = partial(self._write_placed, path, template, context, given, place)
                self.remember(path, make)
                has_same_posts = 0 < same_from <= number
                if not self.leaves(path, is_list=True, is_same=same_from == 1, has_same_posts=has_same_posts):
                    make()
        elif not noted:
            write(name, template, context, template_name=template_name, url=url, **given)
        elif name and ("article" not in given or not self.leaves(name)):
            self._write_page(name, template, context, given)

    def _paginators(self, name: str, url: str | None, lists: dict[str, Any], template_name: str) -> dict[str, Numbered]:
        per_page = self.settings["PAGINATED_TEMPLATES"][template_name] or self.settings["DEFAULT_PAGINATION"]
        return {key: Numbered(name, url, each, self.settings, per_page) for key, each in lists.items()}

    def _places(self, paginators: dict[str, Numbered]) -> Iterator[tuple[int, str, Callable[[], dict[str, Any]]]]:
        """Each page of a list, counted from the newest: its path, and what tells its template of its place there."""
        first = next(iter(paginators.values()))
        for number in self._numbers(first.num_pages):
            yield number, first.page(number).save_as, partial(place_of, paginators, number)

    def _numbers(self, pages: int) -> Iterable[int]:
        """The pages of a list that may have to be asked for, of so many; a page's path has the number that stays."""
        if self.wanted is None:
            return range(1, pages + 1)
        return sorted({1, *(pages - place + 1 for place in self.wanted.numbers if place <= pages)})

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

    def forget_all(self) -> None:
        """Remember nothing of this site: something is written that we don't know how to make again."""
        self._remembers, self.again = False, {}

    def begin_again(self) -> None:
        """Be ready to bring some files up to date after all was written; they have their owners."""
        self._is_again = True
        self.left = self.hashes
        self.written = self.kept = self.rendered = self.removed = 0

    def _same_from(self, name: str, template: Any, given: dict[str, Any], paginators: dict[str, Numbered]) -> int:
        """From which page on a list has the posts that it had, in the same order, and comes with the same names.

        Pages are counted from the newest; 0 is none. A post that came first changes the first page alone.
        """
        assert self.ledger
        if self.ledger.in_place:
            return 1
        whole = [f"{template.name} {what_is_given(given)}"]
        rest = [*whole]
        for each in {id(paginator.object_list): paginator for paginator in paginators.values()}.values():
            keys = keys_of(each.object_list)
            if keys is None:
                return 0
            whole += [*keys, ""]
            rest += [*keys[each.bounds(1)[1] :], str(each.num_pages)]
        return self.ledger.lists.same_from(name, short("\n".join(whole)), short("\n".join(rest)))

    def is_same(self, name: str, by: str, posts: Sequence[Any]) -> bool:
        """Whether this is the list that was there the last time, made by the same means."""
        assert self.ledger
        if self.ledger.in_place:
            return True
        keys = keys_of(posts)
        return keys is not None and self.ledger.lists.is_same(name, short("\n".join([by, *keys])))

    def leaves(self, path: str, *, is_list: bool = False, is_same: bool = False, has_same_posts: bool = False) -> bool:
        """Leave a page of a post, or of a list of posts, alone if all that it read is as it was; was it left?

        ``is_same`` is whether the list is known to be, ``has_same_posts`` whether the page's place in it is.
        """
        if self.has_settled(path):
            return True
        if self.ledger is None or path not in self.left:
            return False
        if not self.ledger.is_safe(path, is_list=is_list, is_same=is_same, has_same_posts=has_same_posts):
            return False
        if self.ledger.in_place:  # no other page can want its place, since none did
            self._stays((path,))
        else:
            self._claim(path, path)
        self.ledger.keep(path)
        self._keep(path)
        return True

    def settle(self) -> None:
        """Leave alone at once, where all is in place, whatever nobody need ask for.

        To go through all pages and feeds of a large site takes longer than to make the few that are others.
        """
        if self.ledger is None or not self.ledger.in_place or self._remembers or self.settings["RELATIVE_URLS"]:
            return
        settled, wanted = self.ledger.sorted_out()
        others = settled - self.left.keys()
        files = {name: self._files_of(name) for name in others}
        whole = {name: each for name, each in files.items() if all(file in self.left for file in each)}
        settled -= others
        settled.update(*whole.values())
        self._stays(settled)
        self.hashes.update((path, self.left[path]) for path in settled)
        self.kept += len(settled)
        self.wanted = Wanted(wanted | (others - whole.keys()))

    def _files_of(self, name: str) -> tuple[str, ...]:
        """The files that stand for what the ledger calls by this name."""
        return (name,)

    def has_settled(self, name: str) -> bool:
        """Whether a page or feed is known to be as it was, and need not be asked for."""
        if self.wanted is None or self.ledger is None:
            return False
        return name not in self.wanted.names and self.ledger.has(name)

    def wants_below(self, *folders: str) -> bool:
        """Whether any page or feed in these folders may have to be made."""
        return self.wanted is None or self.wanted.begins_with(*folders)

    def leaves_in_place(self, *paths: str) -> bool:
        """Leave files alone that follow from where posts are, if all is in place; were they left?"""
        if self.ledger is None or not self.ledger.in_place or not all(path in self.left for path in paths):
            return False
        for path in paths:
            self._claim(path, path)
            self._keep(path)
        return True

    def leaves_those(self, is_one: Callable[[str], bool]) -> bool:
        """Leave all such files alone, by their paths, if all is in place; were they left?"""
        if self.ledger is None or not self.ledger.in_place or any(map(is_one, self.spoilt)):
            return False
        left = {path: each for path, each in self.left.items() if is_one(path)}
        self._stays(left)
        self.hashes.update(left)
        self.kept += len(left)
        return True

    def has_untouched(self, view: str, path: str) -> bool:
        """Leave a file alone that follows from a view, if what changed can't have touched that; is the file as it is to
        be? Where there was none, none need be.
        """
        if self.ledger is None or not self.ledger.is_untouched(view) or path in self.spoilt:
            return False
        if path in self.left:
            self._claim(path, path)
            self._keep(path)
        return True

    def is_still_without(self, path: str) -> bool:
        """Whether a file that follows from where posts are, or meetups, is not there, and all is in place."""
        was_there = path in self.left or path in self.spoilt
        return self.ledger is not None and self.ledger.in_place and not was_there

    def _write_page(self, path: str, template: Any, context: dict[str, Any], given: dict[str, Any]) -> None:
        """Write one page, unless all that it read is as it was."""
        assert self.ledger
        if self.has_settled(path):
            return
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
        data = self._with_parts_renewed(path, by, names, template.environment)
        if data is None:
            page = Page(names, self._watched, self.ledger.knows)
            with page:
                pieces = [*template.generate(whole)]
            data, frame, parts = compose(pieces, page)
            self.ledger.note(path, by, page, frame, parts)
        self.rendered += 1
        self.put(path, data)
        signals.content_written.send(f"{self._root}{os.sep}{path}", context=whole)

    def _with_parts_renewed(self, path: str, by: str, names: dict[str, Any], environment: Environment) -> bytes | None:
        """A page as it was left, but for parts that read something else; None where all of it is to be made."""
        assert self.ledger
        kept = self.ledger.with_other_parts(path, by, names) if path in self.left else None
        data = self.as_left(path) if kept else None
        if kept is None or data is None:
            return None
        page = Page(names, self._watched, self.ledger.knows)
        try:
            made = renew(data, kept.parts, self.ledger.is_other, self.ledger.found, environment, page)
        except LookupError:
            return None
        if made is None or not self.ledger.note_parts(path, kept, page, made.parts):
            return None
        return made.data

    def follow(self, ledger: Ledger, context: dict[str, Any]) -> None:
        """Note what pages read from now on, and leave alone those that read nothing new. ``context`` is everyone's."""
        self.ledger, self._common = ledger, context
        self._watched = frozenset(
            key for key, value in context.items() if key not in self.settings or self.settings[key] is not value
        )

    def _open_w(self, filename: str, encoding: str, override: bool = False) -> io.StringIO:
        path = Path(filename).relative_to(self._root).as_posix()
        self.forget_all()
        self._claim(path, path)
        self.rendered += 1
        return _Page(self, path)
