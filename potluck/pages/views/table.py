"""The laid table: every view of an edition that templates may reach for, made once and found by key.

Views are made on demand, so that a page costs only what it shows.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cached_property
from itertools import compress, count
from pathlib import Path
from typing import Any

import msgspec
from pelican.generators import Generator
from pelican.urlwrappers import Author, Category
from pelican.urlwrappers import Tag as PelicanTag

from potluck.content.model import Page, Person, Post, Tag, Written
from potluck.content.names import slugify
from potluck.markup.relink import picture
from potluck.pages.addresses import Addresses
from potluck.pages.alphabet import in_order
from potluck.pages.documentation import Shelf
from potluck.pages.edition import Edition
from potluck.pages.notes.views import THEME, View
from potluck.pages.texts.bodies import Bodies
from potluck.pages.texts.pictures import TOO_MUCH, Pictures
from potluck.pages.texts.related import Related
from potluck.pages.theme.sheets import Theme
from potluck.pages.theme.shown import ThemeShown
from potluck.pages.views.article import PostArticle
from potluck.pages.views.people import PersonView, as_author
from potluck.pages.views.series import SeriesEntry, SeriesView, all_series
from potluck.pages.views.tags import TagView, tags_of
from potluck.problems import Problem

LEAST_WIDTH, LEAST_HEIGHT = 300, 100
"""Pixels of an image that may stand large: badges, icons and plain strokes would be a blur."""


class Table(msgspec.Struct, dict=True):
    """Views of one edition. ``pelican`` is Pelican's settings, ``context`` what its templates are given.

    ``is_partial``: only some posts are composed, for a look at a change. ``is_ours_alone``: it is known that no plugin
    takes part, which might look posts up by their files.
    """

    edition: Edition
    addresses: Addresses
    pictures: Pictures
    bodies: Bodies
    pelican: dict[str, Any]
    is_partial: bool = False
    is_ours_alone: bool = False
    kept: Sequence[Mapping[str, Any]] = ()
    """What the last build kept of posts and texts, which may be asked for while the store is as it was left."""
    context: dict[str, Any] = msgspec.field(default_factory=dict)
    overruled: list[Problem] = msgspec.field(default_factory=list)
    """What posts asked for and did not get, found out as the site was written."""
    places: dict[str, list[int]] | None = None
    """Where a tag or keyword is among the listed posts, if that is kept."""
    static_pages: dict[str, View] = msgspec.field(default_factory=dict)
    """The views of pages by the paths of their files, as far as a generator has made them."""
    docs_pages: Mapping[str, View] = msgspec.field(default_factory=dict)
    """Likewise those of the documentation."""
    set_by_pelican: frozenset[str] = frozenset()
    """The names that Pelican gave the first post of which it made an article."""
    _articles: dict[int, PostArticle] = msgspec.field(default_factory=dict)
    """Each with its post, which it holds, by where that is in memory."""
    _people: dict[str, PersonView] = msgspec.field(default_factory=dict)
    _authors: dict[str, Author] = msgspec.field(default_factory=dict)
    _tags: dict[Tag, PelicanTag] = msgspec.field(default_factory=dict)

    def know_all(self) -> None:
        """Have all in memory of what was kept, for whoever asks once the store is another. Raises Lost."""
        for each in self.kept:
            each.values()

    @property
    def is_unfinished(self) -> bool:
        """Whether another build may make more of the same: something took too much of this one."""
        return self.bodies.ran_out or TOO_MUCH in self.pictures.refused.values()

    @property
    def is_by_date(self) -> bool:
        """Whether nothing is put in order by what readers see of a post, such as its title."""
        return bool(self.pelican["ARTICLE_ORDER_BY"] == "reversed-date")

    def may_have(self, name: str) -> bool:
        """Whether an article of Pelican's may have this name: all have the same ones, but for those of posts that were
        changed. What a plugin gives an article, nobody knows.
        """
        known = self.set_by_pelican
        return not known or not self.is_ours_alone or name in known or name in ("modified", "locale_modified")

    def article(self, post: Post) -> PostArticle:
        """The article for a post; the same one each time."""
        found = self._articles.get(id(post))
        if found is None:
            found = self._articles[id(post)] = PostArticle(post, self, self.context)
        return found

    def person(self, handle: str) -> PersonView:
        """The view of a person; the same one each time."""
        if handle not in self._people:
            person = self.edition.library.people[handle]
            self._people[handle] = PersonView(
                person=person,
                role_label=self.edition.settings.roles.get(person.role, person.role),
                avatar=self.pictures.path_of_file(person.avatar),
                portrait=self.pictures.portrait_of(person.avatar),
                _bio=lambda: self.bodies.of(person).html,
                _bio_text=lambda: self.bodies.facts(person).summary,
                _bio_key=lambda: self.bodies.key(person),
                _articles=lambda: [self.article(post) for post in self.edition.posts_by_handle.get(handle, ())],
            )
        return self._people[handle]

    def view(self, key: str) -> View | None:
        """The view that a note names (``potluck.pages.notes.reads``): ``p:…``, ``s:SLUG``, ``d:PATH``, ``f:theme``."""
        kind, _, name = key.partition(":")
        if key == THEME:
            return self.theme
        if kind == "s":
            return self.series.get(name)
        if kind == "p":
            return self.person(name) if name in self.edition.library.people else None
        post = self.post_in(name)
        return self.article(post) if post else self.static_pages.get(name) or self.docs_pages.get(name)

    def raw(self, path: str) -> Written:
        """The post, page or person in a file. Raises KeyError."""
        return self.post_in(path) or self._others_by_path[path]

    @cached_property
    def documentation(self) -> Shelf:
        return Shelf.of(self.edition.settings)

    @cached_property
    def templates(self) -> Generator:
        """What reads templates for all our generators: to look through them takes long, and most make no page."""
        pelican = self.pelican
        return Generator(self.context, pelican, pelican["PATH"], pelican["THEME"], pelican["OUTPUT_PATH"])

    @cached_property
    def theme(self) -> ThemeShown:
        """What pages show of the theme."""
        return ThemeShown(Theme.of(self.pelican), lambda: self.templates.env)

    def post_in(self, path: str) -> Post | None:
        """The post in a file, if it has a page."""
        found = self.edition.library.post(path)
        return found if found and self.edition.shows(found) else None

    @cached_property
    def _others_by_path(self) -> dict[str, Page | Person]:
        others: tuple[Page | Person, ...] = (*self.edition.pages, *self.edition.library.people.values())
        return {each.relative: each for each in others}

    def author(self, handle: str) -> Author:
        if handle not in self._authors:
            self._authors[handle] = as_author(self.person(handle), self.pelican)
        return self._authors[handle]

    def tag(self, tag: Tag) -> PelicanTag:
        """Pelican's tag, with the slug that the content model gave it; the same one each time."""
        if tag not in self._tags:
            self._tags[tag] = PelicanTag(tag.name, self.pelican)
            self._tags[tag].slug = tag.slug
        return self._tags[tag]

    @cached_property
    def category(self) -> Category:
        """Pelican's category of every post, for themes that can't do without."""
        return Category(self.pelican["DEFAULT_CATEGORY"], self.pelican)

    def neighbours(self, post: Post) -> tuple[PostArticle | None, PostArticle | None]:
        """The listed posts just newer and just older; None at the ends, and for posts that are not listed."""
        position = self._positions.get(post.relative)
        if position is None:
            return None, None
        listed = self.edition.listed
        newer = self.article(listed[position - 1]) if position > 0 else None
        older = self.article(listed[position + 1]) if position + 1 < len(listed) else None
        return newer, older

    @cached_property
    def _positions(self) -> dict[str, int]:
        return dict(zip(self.edition.paths, count(), strict=False))

    @cached_property
    def series(self) -> dict[str, SeriesView]:
        """Every series by slug, in order of name."""
        library = self.edition.library
        found = {
            slug: SeriesView(name or slug, slug, [self.article(library.posts[place]) for place in places])
            for name, slug, places in all_series(self.edition.places_in(library.overview.by_series))
        }
        return dict(sorted(found.items(), key=lambda each: in_order(each[1].name)))

    def series_entry(self, post: Post) -> SeriesEntry | None:
        series = self.series.get(slugify(post.series)) if post.series else None
        own = self.article(post)
        numbered = enumerate(series.articles, start=1) if series else ()
        return next((SeriesEntry(series, number) for number, each in numbered if series and each is own), None)

    def translations(self, post: Post) -> list[PostArticle]:
        """The other listed posts that are this one in another language, in order of language."""
        group = self._translation_groups.get(post.translation_of or post.slug, ())
        others = [each for each in group if each is not post and each.lang != post.lang]
        return [self.article(each) for each in sorted(others, key=lambda each: (each.lang, each.permalink))]

    @cached_property
    def _translation_groups(self) -> dict[str, list[Post]]:
        """Slug of each translated original to itself and its translations."""
        library = self.edition.library
        slugs, translations = library.overview.slugs, self.edition.places_in(library.overview.by_original)
        known = {place for places in library.overview.by_original.values() for place in places}
        groups = {slug: [*places] for slug, places in translations.items()}
        for place in compress(count(), map(groups.__contains__, slugs)) if groups else ():
            if place not in known:
                groups[slugs[place]].append(place)
        return {
            slug: [library.posts[place] for place in sorted(places)]
            for slug, places in self.edition.places_in(groups).items()
        }

    def related_to(self, post: Post) -> list[PostArticle]:
        """The listed posts that go well with a listed one, the nearest first."""
        return [self.article(each) for each in self.related.of(post)] if post.relative in self._positions else []

    @cached_property
    def related(self) -> Related:
        """Knows which posts go well together."""
        return Related(self.edition.listed, self.bodies.keywords, self.places)

    def position(self, post: Post) -> int | None:
        """Where a post stands among the listed ones, the newest being 0; None for a post that is not listed."""
        return self._positions.get(post.relative)

    def image_of(self, post: Post) -> Path | None:
        """The image that stands for a post: the one it names, or the first that its text shows."""
        return post.image or self.pictures.file_at(self.bodies.first_image(post) or "")

    def image_address(self, post: Post) -> str:
        """The address of that image; empty without one that is published."""
        path = self.pictures.path_of_file(self.image_of(post))
        return self.addresses.absolute(path) if path else ""

    def picture(self, post: Post) -> str:
        """That image as HTML, where words beside it lead to the post; empty without a large one that is published."""
        link = self.addresses.link(self.pictures.path_of_file(self.image_of(post)))
        shown = self.pictures.shown_at(link)
        is_large = shown and shown.width >= LEAST_WIDTH and shown.height >= LEAST_HEIGHT
        return picture({"src": link, "alt": "", "loading": "lazy"}, shown) if is_large else ""

    @cached_property
    def tags(self) -> list[TagView]:
        """Every tag of a listed post, in order of name."""
        return tags_of(self.edition)

    @cached_property
    def counts_by_year(self) -> dict[int, int]:
        """How many listed posts each year has, the latest year first."""
        return dict(Counter([post.at.year for post in self.edition.listed]))

    @property
    def sheets_are_linked(self) -> bool:
        """Whether there are so many posts that pages link to their style sheets; those of a look at a change don't."""
        return not self.is_partial and len(self.edition.listed) >= self.edition.settings.link_sheets_from
