"""The generator that hands posts to Pelican.

Pelican's own would read the files again, by rules of its own; ours takes posts that are read and checked already.
Everything after that (taxonomies, signals, feeds, direct templates) stays Pelican's.
"""

from __future__ import annotations

from functools import partial
from typing import Any, cast

from pelican.generators import ArticlesGenerator
from pelican.plugins import signals

from potluck.pages.article import PostArticle
from potluck.pages.table import Table
from potluck.progress import followed

HEARD = (
    signals.content_object_init,
    signals.article_generator_context,
    signals.article_generator_pretaxonomy,
)
"""Signals by which a plugin may change articles before they are sorted; without one, Pelican makes few of them."""


def _is_heard() -> bool:
    return any(signal.receivers for signal in HEARD)


class PostsGenerator(ArticlesGenerator):  # type: ignore[misc]  # Pelican has no types
    """Hands the edition's posts to Pelican, and writes their pages."""

    settings: dict[str, Any]

    def check_disabled_readers(self) -> None:
        """Nothing: reading the content tells of every file that can't be read."""

    def generate_context(self) -> None:
        """Fill Pelican's lists from the edition; its signals are sent as always."""
        table = cast(Table, self.settings["TABLE"])
        table.context = self.context
        self.articles = [table.article(post) for post in table.edition.listed]
        self.hidden_articles = [table.article(post) for post in table.edition.hidden]
        self.drafts = [table.article(post) for post in table.edition.held_back]
        is_heard = _is_heard()
        for article in (*self.articles, *self.hidden_articles, *self.drafts):
            if is_heard:
                signals.article_generator_context.send(self, metadata=article.metadata)
            if not table.is_ours_alone:
                self.add_source_path(article)
        signals.article_generator_pretaxonomy.send(self)
        self._sort_into_taxonomies(table)
        self.context["period_archives"] = self.period_archives
        self._update_context(("articles", "drafts", "hidden_articles", "dates", "tags", "authors", "categories"))
        self.context.update(table.for_templates())
        signals.article_generator_finalized.send(self)

    def _sort_into_taxonomies(self, table: Table) -> None:
        """Pelican's tags and authors; people who have not written yet are there too, with no posts."""
        is_heard = _is_heard()
        by_tag: dict[Any, list[PostArticle]] = {}
        for article in self.articles:
            for tag in article.tags if is_heard else article.post.tags:
                by_tag.setdefault(tag, []).append(article)
        for tag, articles in by_tag.items():
            self.tags[tag if is_heard else table.tag(tag)] += articles
        people = [table.person(handle) for handle in table.edition.library.people]
        self.authors = sorted((table.author(person.handle), person.articles) for person in people)
        self.categories: list[Any] = []
        self.dates = list(self.articles)

    def generate_pages(self, writer: Any) -> None:
        """Write every page of a post, and every list of posts."""
        write = partial(writer.write_file, relative_urls=self.settings["RELATIVE_URLS"])
        for path, article in followed("Posts", self._to_write(writer)):
            if signals.article_generator_write_article.receivers:
                signals.article_generator_write_article.send(self, content=article)
            make = partial(self._write_article, write, article)
            writer.remember(path, make)
            if not writer.leaves(path):
                make()
        self.generate_direct_templates(write)
        self.generate_tags(write)
        self.generate_authors(write)

    def _to_write(self, writer: Any) -> tuple[tuple[str, PostArticle], ...]:
        """The posts whose pages may be others than before, each with the path of its page."""
        table = cast(Table, self.settings["TABLE"])
        if not table.is_ours_alone or signals.article_generator_write_article.receivers:
            return tuple((each.save_as, each) for each in (*self.articles, *self.hidden_articles, *self.drafts))
        paths = ((f"{post.permalink}index.html", post) for post in table.edition.posts)
        wanted = writer.wanted
        return tuple((path, table.article(post)) for path, post in paths if wanted is None or path in wanted)

    def generate_feeds(self, writer: Any) -> None:
        """Write every feed. That of all posts needs none put in order: they are, each with its translations among them.

        It is not even asked for if it is known to be as it was.
        """
        settings: dict[str, Any] = self.settings
        of_all = settings.get("FEED_ALL_ATOM")
        are_in_order = self.settings["TABLE"].is_ours_alone and settings["ARTICLE_ORDER_BY"] == "reversed-date"
        is_settled = bool(of_all) and writer.has_settled(f"feed {of_all}")
        if of_all and (is_settled or are_in_order):
            self.settings = {**settings, "FEED_ALL_ATOM": None}
            if not is_settled:
                writer.write_feed(self.articles, self.context, of_all, settings.get("FEED_ALL_ATOM_URL", of_all))
        try:
            super().generate_feeds(writer)
        finally:
            self.settings = settings

    def _write_article(self, write: Any, article: PostArticle) -> None:
        template = self.get_template(article.template)
        write(article.save_as, template, self.context, article=article, category=None, url=article.url, blog=True)

    def generate_tags(self, write: Any) -> None:
        """Write a paginated page for each tag."""
        template = self.get_template("tag")
        for tag, articles in followed("Tags", tuple(self.tags.items())):
            self._write_list(write, template, tag, articles, tag=tag, template_name="tag")

    def generate_authors(self, write: Any) -> None:
        """Write a paginated page for each person."""
        template = self.get_template("author")
        for author, articles in followed("People", self.authors):
            self._write_list(
                write, template, author, articles, author=author, person=author.person, template_name="author"
            )

    def _write_list(self, write: Any, template: Any, owner: Any, articles: list[PostArticle], **names: Any) -> None:
        write(
            owner.save_as,
            template,
            self.context,
            url=owner.url,
            articles=articles,
            dates=articles,
            blog=True,
            page_name=owner.page_name,
            all_articles=self.articles,
            **names,
        )
