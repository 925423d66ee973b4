"""What nobody need make again: pages, lists and files that are known to be as they were are left alone.

What is known stands in the notes of ``potluck.build.ledger``; ``potluck.build.page_writer`` asks, and generators do.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

from potluck.build.ledger import Ledger
from potluck.build.output_folder import OutputFolder
from potluck.build.wanted import Wanted
from potluck.pages.notes.seen import what_is_given
from potluck.pages.notes.telling import short
from potluck.pages.notes.views import keys_of
from potluck.pages.numbered import Numbered


class LeavesAlone(OutputFolder):
    """The output folder, of which much stays as it was left. ``settings`` are Pelican's."""

    settings: dict[str, Any]

    def __init__(self, root: Path, *, remembers: bool) -> None:
        """``remembers`` is whether each page is to be asked for, since the site is to stay in memory."""
        super().__init__(root)
        self.ledger: Ledger | None = None
        self._remembers = remembers
        self.wanted: Wanted | None = None
        """The pages and feeds that have to be asked for, if all others are known to be as they were; None for all."""
        self.lists_of: Mapping[str, str] = {}
        """By what lists are called, the view that is touched wherever other posts stand there, or in another order."""

    def _same_from(self, name: str, template: Any, given: dict[str, Any], paginators: dict[str, Numbered]) -> int:
        """From which page on a list has the posts that it had, in the same order, and comes with the same names.

        Pages are counted from the newest; 0 is none. A post that came first changes the first page alone.
        """
        assert self.ledger
        if self.ledger.in_place or self._is_untouched(name):
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

    def _is_untouched(self, name: str) -> bool:
        """Whether a list is known to hold the posts that it held, since nothing touched the view that it is of."""
        view = self.lists_of.get(name)
        return bool(view and self.ledger and self.ledger.are_untouched((view,)) and self.ledger.lists.stays(name))

    @cached_property
    def _lists_have_folders(self) -> bool:
        """Whether all pages of a list are in the folder of the first, or below."""
        rules = self.settings["PAGINATION_PATTERNS"]
        return all(str(each.SAVE_AS).startswith(("{save_as}", "{base_name}/")) for each in rules)

    def _passes_over(self, name: str) -> bool:
        """Whether nothing at a page is wanted, or at any of the pages of a list that begins there."""
        if not name or self.wanted is None:
            return False
        return not self.wanted.is_near(name) and self.has_settled(name)

    def _leaves_list(self, name: str, pages: int) -> bool:
        """Leave all pages of a list alone that is as it was, so many, if none of them read anything new; were they?

        They are those in the folder of the first, and below; where something else is there as well, each is asked for.
        """
        if self.ledger is None or self._remembers or self.ledger.in_place or not self._lists_have_folders:
            return False
        paths = self.ledger.pages_below(name.rpartition("/")[0])
        if len(paths) != pages or name not in paths:
            return False
        return self._leaves_pages(paths, is_same=True)

    def _leaves_rest(self, pages: Numbered) -> bool:
        """Leave the pages of a list alone behind the first, of which each has the posts that it had; were they?"""
        return not self._remembers and self._leaves_pages([*pages.paths_from(2)], is_same=False)

    def _leaves_pages(self, paths: Collection[str], *, is_same: bool) -> bool:
        """Leave pages of a list alone that have the posts they had, if none of them read anything new; were they?"""
        if self.ledger is None or not self.left.keys() >= {*paths}:
            return False
        if not all(self.ledger.is_safe(path, is_list=True, is_same=is_same, has_same_posts=True) for path in paths):
            return False
        self.ledger.keep(*paths)
        self._leave(paths)
        return True

    def is_same(self, name: str, by: str, posts: Sequence[Any]) -> bool:
        """Whether this is the list that was there the last time, made by the same means."""
        assert self.ledger
        if self.ledger.in_place or self._is_untouched(name):
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
            self._leave((path,))
        else:
            self._claim(path, path)
            self.kept += 1
        self.ledger.keep(path)
        return True

    def leaves_posts(self, paths: Collection[str]) -> Collection[str]:
        """Leave the pages of posts alone that read nothing new, all at once: there are very many. Answers which.

        Nothing else may stand where a post does, which was looked at when all was read.
        """
        if self.ledger is None or self._remembers:
            return ()
        settled = self.ledger.settled(self.left.keys() & paths)
        self._leave(settled)
        return settled

    def settle(self) -> None:
        """Leave alone at once, where all is in place, whatever nobody need ask for.

        To go through all pages and feeds of a large site takes longer than to make the few that are others.
        """
        if self.ledger is None or not self.ledger.in_place or self._remembers or self.settings["RELATIVE_URLS"]:
            return
        if not self._lists_have_folders:  # by which generators know whether anything is wanted of a list
            return
        settled, wanted = self.ledger.sorted_out()
        others = settled.difference(self.left)
        files = {name: self._files_of(name) for name in others}
        whole = {name: each for name, each in files.items() if all(file in self.left for file in each)}
        settled -= others
        settled.update(*whole.values())
        self._leave(settled)
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
            self.kept += 1
        return True

    def leaves_called(self, name: str, but: Collection[str]) -> bool:
        """Leave all files with such a name alone that no other name ends with, ``but`` some, if all is in place; were
        they left?
        """
        if self.ledger is None or not self.ledger.in_place or any(path.endswith(name) for path in self.spoilt):
            return False
        self._leave([path for path in self.left if path.endswith(name) and path not in but])
        return True

    def leaves_made_of(
        self, texts: Mapping[str, Sequence[str]], files: Mapping[str, Collection[str]]
    ) -> Collection[str]:
        """Leave files alone that are made of nothing but texts (the paths of both by a name), if these are the same in
        the same order, and none says anything else. Answers the names of those that were left.

        What somebody has written meanwhile is not meant.
        """
        if self.ledger is None:
            return ()
        is_same, in_place = self.ledger.lists.is_same, self.ledger.in_place
        said = {each for each, paths in texts.items() if in_place or is_same(each, short("\n".join(paths)))}
        said &= self.ledger.made_of_same(texts)
        left = [each for each in said if files[each] and all(map(self.left.__contains__, files[each]))]
        self._leave([path for each in left for path in files[each] if path not in self.paths])
        return {*left}

    def leaves_all(self, files: Mapping[str, str], owner: str) -> bool:
        """Leave files (path to hash) alone if the last build left just these bytes there; were they left?"""
        left = self.left
        if not files or self._is_again or any(left.get(path) != each for path, each in files.items()):
            return False
        for path in files:
            self._claim(path, owner)
        self.kept += len(files)
        return True

    def leaves_untouched(self, views: Mapping[str, str]) -> Collection[str]:
        """Leave files alone that follow from a view each (by path), if what changed can't have touched that. Answers
        which are as they are to be: where there was none, none need be. No other file may want to be in their places.
        """
        if self.ledger is None:
            return ()
        untouched = self.ledger.untouched(views).difference(self.spoilt)
        self._leave(self.left.keys() & untouched)
        return untouched

    def is_still_without(self, path: str) -> bool:
        """Whether a file that follows from where posts are, or meetups, is not there, and all is in place."""
        was_there = path in self.left or path in self.spoilt
        return self.ledger is not None and self.ledger.in_place and not was_there
