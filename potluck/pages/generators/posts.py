"""The generator that hands posts to Pelican.

Pelican's own would read the files again, by rules of its own; ours takes posts that are read and checked already.
Everything after that (taxonomies, signals, feeds, direct templates) stays Pelican's.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property, partial
from itertools import compress
from typing import Any

from pelican.generators import ArticlesGenerator
from pelican.plugins import signals
from pelican.urlwrappers import Author
from pelican.urlwrappers import Tag as PelicanTag

from potluck.content.model import Post
from potluck.pages.generators.own import AtTheTable
from potluck.pages.later import Later, make_all
from potluck.pages.views.article import PostArticle
from potluck.pages.views.common import for_templates
from potluck.progress import followed

HEARD = (
    signals.content_object_init,
    signals.article_generator_context,
    signals.article_generator_pretaxonomy,
)
"""Signals by which a plugin may change articles before they are sorted; without one, Pelican makes few of them."""


def _is_heard() -> bool:
    return any(signal.receivers for signal in HEARD)


class PostsGenerator(AtTheTable, ArticlesGenerator):  # type: ignore[misc]  # Pelican has no types
    """Hands the edition's posts to Pelican, and writes their pages."""

    _shown = cached_property(lambda self: [*map(self.table.article, self.table.edition.listed)])
    articles = cached_property(lambda self: self._shown)
    dates = cached_property(lambda self: [*self.articles])

    def check_disabled_readers(self) -> None:
        """Nothing: reading the content tells of every file that can't be read."""

    def generate_context(self) -> None:
        """Fill Pelican's lists from the edition; its signals are sent as always."""
        table = self.table
        table.context = self.context
        self.hidden_articles = [table.article(post) for post in table.edition.hidden]
        self.drafts = [table.article(post) for post in table.edition.held_back]
        for name in ("_shown", "articles", "dates"):
            self.__dict__.pop(name, None)  # which are made when somebody asks
        is_heard = _is_heard()
        is_seen = is_heard or not table.is_ours_alone
        for article in (*self.articles, *self.hidden_articles, *self.drafts) if is_seen else ():
            if is_heard:
                signals.article_generator_context.send(self, metadata=article.metadata)
            if not table.is_ours_alone:
                self.add_source_path(article)
        signals.article_generator_pretaxonomy.send(self)
        self.categories: list[Any] = []
        self.context["period_archives"] = self.period_archives
        self._update_context(("drafts", "hidden_articles", "categories"))
        self.context.update(articles=Later(lambda: self._shown), dates=Later(lambda: [*self._shown]))
        self.context.update(for_templates(table))
        self.context["tags"] = Later(lambda: list(self._by_tag().items()))
        self.context["authors"] = Later(self._by_author)
        if not table.is_ours_alone:
            self.tags, self.authors = self._by_tag(), self._by_author()
            self.context.update(articles=self.articles, dates=self.dates)  # which a plugin may have set
            self.context.update(tags=list(self.tags.items()), authors=self.authors)
            make_all(self.context)
        signals.article_generator_finalized.send(self)

    def refresh_metadata_intersite_links(self) -> None:
        """Nothing, unless a plugin may have put articles of its own among ours, in whose metadata links may be."""
        if not self.settings["TABLE"].is_ours_alone:
            super().refresh_metadata_intersite_links()

    def _by_tag(self, writer: Any = None) -> dict[PelicanTag, list[PostArticle]]:
        """Pelican's tags, each with its articles; for a ``writer``, those whose page or feed may be made."""
        found: dict[PelicanTag, list[PostArticle]] = {}
        if _is_heard():
            for article in self.articles:
                for tag in article.tags:
                    found.setdefault(tag, []).append(article)
            return found
        table, edition = self.table, self.table.edition
        posts, places = edition.library.posts, edition.places_by_tag
        return {  # a tag is spelt alike wherever it stands
            table.tag(edition.tag(slug)): [table.article(posts[place]) for place in places[slug]]
            for slug in self._near("TAG", places, writer)
        }

    def _by_author(self, writer: Any = None) -> list[tuple[Author, list[PostArticle]]]:
        """Pelican's authors in order of slug; people who have not written yet are there too, with no posts.

        For a ``writer``, those of whom a page or feed may have to be made.
        """
        table = self.table
        handles = self._near("AUTHOR", table.edition.library.people, writer)
        return [(table.author(handle), table.person(handle).articles) for handle in handles]

    def _near(self, kind: str, slugs: Iterable[str], writer: Any) -> Iterable[str]:
        """Those by whose lists, for a ``writer``, a page or feed may have to be made."""
        if writer is None or writer.wanted is None or self.settings.get(f"{kind}_FEED_RSS"):
            return slugs
        patterns = [str(self.settings.get(name) or "") for name in (f"{kind}_SAVE_AS", f"{kind}_FEED_ATOM")]
        return [each for each in slugs if writer.wanted.is_near(*[pattern.format(slug=each) for pattern in patterns])]

    def generate_output(self, writer: Any) -> None:
        """Write feeds and pages. Lists of tags and people are put together where a page or feed of theirs is wanted."""
        if self.table.is_ours_alone:
            self.tags = self._by_tag(writer)
            self.authors = self._by_author(writer)
            people = (author for author, _ in self.authors)
            writer.lists_of = dict((*self._lists("TAG", "t:", self.tags), *self._lists("AUTHOR", "p:", people)))
        super().generate_output(writer)
        if self.table.is_ours_alone and not self.settings.get("WATCHING"):
            self.__dict__.setdefault("articles", self.table.edition.listed)  # which Pelican only counts from here on

    def _lists(self, kind: str, start: str, owners: Iterable[Any]) -> Iterator[tuple[str, str]]:
        """What the list of each of these owners is called, and its feed, and of which view they are."""
        feed = str(self.settings.get(f"{kind}_FEED_ATOM") or "")
        for owner in owners:
            yield owner.save_as, f"{start}{owner.slug}"
            if feed:
                yield f"feed {feed.format(slug=owner.slug)}", f"{start}{owner.slug}"

    def generate_pages(self, writer: Any) -> None:
        """Write every page of a post, and every list of posts."""
        write = partial(writer.write_file, relative_urls=self.settings["RELATIVE_URLS"])
        is_heard = bool(signals.article_generator_write_article.receivers)
        pages = []
        for path, article in self._to_write(writer):
            if is_heard:
                signals.article_generator_write_article.send(self, content=article)
            make = partial(self._write_article, write, article)
            writer.remember(path, make)
            if writer.leaves(path):
                continue
            if is_heard:
                make()
            else:
                pages.append((path, make))
        writer.make_all("Posts", pages)
        self._generate_direct_templates(writer, write)
        self._write_lists(writer, write)

    def _to_write(self, writer: Any) -> tuple[tuple[str, PostArticle], ...]:
        """The posts whose pages may be others than before, each with the path of its page."""
        table = self.table
        if not table.is_ours_alone or signals.article_generator_write_article.receivers:
            return tuple((each.save_as, each) for each in (*self.articles, *self.hidden_articles, *self.drafts))
        edition, wanted = table.edition, writer.wanted
        posts: Iterable[Post] = edition.posts
        if wanted is not None:
            slugs = {path.rpartition("/")[0].rpartition("/")[2] for path in wanted.names}
            library = edition.library
            posts = filter(edition.shows, compress(library.posts, map(slugs.__contains__, library.overview.slugs)))
        paths = {f"{post.permalink}index.html": post for post in posts}
        left = writer.leaves_posts(paths.keys()) if wanted is None else paths.keys() - wanted.names
        return tuple((path, table.article(post)) for path, post in paths.items() if path not in left)

    def _generate_direct_templates(self, writer: Any, write: Any) -> None:
        """Make the pages of Pelican's direct templates, but for those that are known to be as they were: these need no
        articles.
        """
        settings: dict[str, Any] = self.settings
        count, names = len(self.table.edition.listed), settings["DIRECT_TEMPLATES"]
        paths = {name: settings.get(f"{name.upper()}_SAVE_AS", f"{name}.html") for name in names}
        self.settings = {**settings, "DIRECT_TEMPLATES": [n for n in names if writer.wants(paths[n], n, count)]}
        try:
            self.generate_direct_templates(write)
        finally:
            self.settings = settings

    def generate_feeds(self, writer: Any) -> None:
        """Write every feed. That of all posts needs none put in order: they are, each with its translations among them.

        It is not even asked for if it is known to be as it was.
        """
        settings: dict[str, Any] = self.settings
        of_all = settings.get("FEED_ALL_ATOM")
        table = self.table
        are_in_order = table.is_ours_alone and table.is_by_date
        if table.is_ours_alone and writer.was_empty:
            writer.expect_feeds(self._lists_with_feeds())
        is_settled = bool(of_all) and writer.has_settled(f"feed {of_all}")
        if of_all and (is_settled or are_in_order):
            self.settings = {**settings, "FEED_ALL_ATOM": None}
            if not is_settled:
                writer.write_feed(self.articles, self.context, of_all, settings.get("FEED_ALL_ATOM_URL", of_all))
        try:
            super().generate_feeds(writer)
        finally:
            self.settings = settings

    def _lists_with_feeds(self) -> Iterator[Sequence[PostArticle]]:
        """The posts of each list that is to have a feed, the newest first."""
        if self.settings.get("FEED_ALL_ATOM"):
            yield self.articles
        if self.settings.get("AUTHOR_FEED_ATOM"):
            yield from (articles for _, articles in self.authors)
        if self.settings.get("TAG_FEED_ATOM"):
            yield from self.tags.values()
        yield from (series.articles[::-1] for series in self.table.series.values())

    def _write_article(self, write: Any, article: PostArticle) -> None:
        template = self.get_template(article.template)
        write(article.save_as, template, self.context, article=article, category=None, url=article.url, blog=True)

    def _write_lists(self, writer: Any, write: Any) -> None:
        """Write the lists of tags and people, but for those that are known to be as they were."""
        for kind, what, lists in (("tag", "Tags", [*self.tags.items()]), ("author", "People", self.authors)):
            template = self.get_template(kind)
            for owner, articles in followed(what, lists):
                if writer.wants(owner.save_as, kind, len(articles)):
                    given = {"articles": articles, "dates": articles, "all_articles": self.articles, "blog": True}
                    given |= {kind: owner, "template_name": kind, "page_name": owner.page_name}
                    given |= {"person": owner.person} if kind == "author" else {}
                    write(owner.save_as, template, self.context, url=owner.url, **given)
