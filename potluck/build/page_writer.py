"""Pages, those that may have changed: Pelican renders their templates.

What nobody need make again is left alone (``potluck.build.leaves_alone``); how bytes get onto the disk is for
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
from potluck.build.leaves_alone import LeavesAlone
from potluck.build.ledger import Ledger
from potluck.build.sharing import make_all
from potluck.pages.notes.reads import Page
from potluck.pages.notes.seen import what_is_given
from potluck.pages.numbered import Numbered, place_of
from potluck.pages.theme.shown import note_template
from potluck.pages.views.table import Table


class _Page(io.StringIO):
    """Text that is handed to its writer when it is closed, as a file would be."""

    def __init__(self, writer: PageWriter, path: str) -> None:
        super().__init__()
        self._writer, self._path = writer, path

    def close(self) -> None:
        if not self.closed:
            self._writer.put(self._path, self.getvalue().encode())
        super().close()


class PageWriter(LeavesAlone, Writer):  # type: ignore[misc]  # Pelican has no types
    """Pelican's writer, with an owner for each path and atomic writes.

    ``written`` and ``kept`` count the files whose bytes changed and did not, ``rendered`` the templates filled in.
    """

    def __init__(self, output_path: str, settings: dict[str, Any]) -> None:
        Writer.__init__(self, output_path, settings=settings)
        LeavesAlone.__init__(self, Path(output_path), remembers=bool(settings.get("WATCHING")))
        self.table: Table = settings["TABLE"]
        self._common: dict[str, Any] = {}
        self._watched: frozenset[str] = frozenset()
        self.again: dict[str, Callable[[], None]] = {}
        """For a site that is held in memory: makes each page, or feed, once more."""
        self.each_time: list[Callable[[], None]] = []
        """Likewise what is to be made after every change."""
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
        if self._passes_over(name):
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
            first = next(iter(paginators.values()))
            if same_from == 1 and self._leaves_list(name, first.num_pages):
                return
            is_rest_left = same_from == 2 and self._leaves_rest(first)
            for number, path, place in self._places(paginators, just_first=is_rest_left):
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

    def wants(self, name: str, template_name: str, count: int) -> bool:
        """Whether a page may have to be made, or, of a list of so many posts that begins there, any."""
        if self.wanted is None or not name:
            return True
        if template_name not in self.settings["PAGINATED_TEMPLATES"]:
            return not self.has_settled(name)
        paginators = self._paginators(name, "", {"articles": range(count)}, template_name)
        return not all(self.has_settled(path) for _, path, _ in self._places(paginators, just_first=False))

    def _paginators(self, name: str, url: str | None, lists: dict[str, Any], template_name: str) -> dict[str, Numbered]:
        per_page = self.settings["PAGINATED_TEMPLATES"][template_name] or self.settings["DEFAULT_PAGINATION"]
        return {key: Numbered(name, url, each, self.settings, per_page) for key, each in lists.items()}

    def _places(
        self, paginators: dict[str, Numbered], *, just_first: bool
    ) -> Iterator[tuple[int, str, Callable[[], dict[str, Any]]]]:
        """Each page of a list, counted from the newest: its path, and what tells its template of its place there."""
        first = next(iter(paginators.values()))
        for number in (1,) if just_first else self._numbers(first.num_pages):
            yield number, first.page(number).save_as, partial(place_of, paginators, number)

    def _numbers(self, pages: int) -> Iterable[int]:
        """The pages of a list that may have to be asked for, of so many; a page's path has the number that stays."""
        if self.wanted is None:
            return range(1, pages + 1)
        return sorted({1, *(pages - place + 1 for place in self.wanted.numbers if 0 < place <= pages)})

    def _write_placed(
        self,
        path: str,
        template: Any,
        context: dict[str, Any],
        given: dict[str, Any],
        place: Callable[[], dict[str, Any]],
    ) -> None:
        self._write_page(path, template, context, given | place())

    def make_all(self, what: str, pages: Sequence[tuple[str, Callable[[], None]]]) -> None:
        """Make pages (path, and what makes it), side by side where they are very many; ``what`` they are called."""
        make_all(what, pages, self)

    def remember(self, name: str, make: Callable[[], None]) -> None:
        """Remember how a page or feed is made, if this site is to stay in memory."""
        if self._remembers:
            self.again.setdefault(name, make)

    def forget_all(self) -> None:
        """Remember nothing of this site: something is written that we don't know how to make again."""
        self._remembers, self.again = False, {}

    def begin_again(self) -> None:
        """Be ready to bring some files up to date after all was written; they have their owners."""
        if not self._is_again:
            self._is_again, self.left = True, self.hashes
            self.made = self.left
        self.written = self.kept = self.rendered = self.removed = 0

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
            self.kept += 1
            return
        whole = {**context, **given, "output_file": path, "localsiteurl": context.get("localsiteurl")}
        data = self._with_parts_renewed(path, by, names, template.environment)
        if data is None:
            page = Page(names, self._watched, self.ledger.knows_for(path))
            page.subject = given.get("article") or given.get("page")
            with page:
                note_template(template.name)
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
        page = Page(names, self._watched, self.ledger.knows_for(path))
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
