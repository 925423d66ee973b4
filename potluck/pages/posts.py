"""Posts as Pelican articles: what templates see of a post, and the generator that hands them to Pelican.

Pelican's own generator would read the files again, by rules of its own; ours takes posts that are read and checked
already. Everything after that (taxonomies, signals, feeds, direct templates) stays Pelican's.
"""

from __future__ import annotations

from functools import cached_property, partial
from typing import Any, cast

from pelican.contents import Article
from pelican.generators import ArticlesGenerator
from pelican.plugins import signals
from pelican.urlwrappers import Category

from potluck.content.post import Post, Status
from potluck.markup import Heading
from potluck.pages.people import PersonView
from potluck.pages.reading import direction, language_name, minutes
from potluck.pages.series import SeriesEntry
from potluck.pages.table import Table

LONG_ENOUGH_FOR_CONTENTS = 3
"""A table of contents is shown from this many headings of the first two levels."""


class PostArticle(Article):  # type: ignore[misc]  # Pelican has no types
    """One post, as every template sees it: Pelican's article and what our content model adds."""

    def __init__(self, post: Post, table: Table, context: dict[str, Any]) -> None:
        self.post = post
        self._table = table
        self.people: list[PersonView] = [table.person(person.handle) for person in post.authors]
        metadata = {
            "title": post.title,
            "date": post.date,
            "slug": post.slug,
            "lang": post.lang,
            "category": Category(table.pelican["DEFAULT_CATEGORY"], table.pelican),  # for themes that can't do without
            "status": "draft" if post.status == Status.DRAFT else post.status.value,
            "tags": [table.tag(tag) for tag in post.tags],
            "authors": [table.author(person.handle) for person in post.authors],
        }
        if post.updated:
            metadata["modified"] = post.updated
        super().__init__("", metadata, settings=table.pelican, source_path=str(post.source.path), context=context)

    # Pelican asks for these in its own ways, which format paths and search bodies for links; ours are settled already.

    @property
    def url(self) -> str:
        return self.post.permalink

    @property
    def save_as(self) -> str:
        return f"{self.post.permalink}index.html"

    def get_content(self, siteurl: str) -> str:
        """The body as safe HTML; links in it start at the server's root whatever ``siteurl`` is."""
        return self._table.bodies.of(self.post).html

    def get_summary(self, _siteurl: str) -> str:
        """The summary as plain text: the author's, or the start of the body."""
        return self.post.summary or self._table.bodies.of(self.post).summary

    def refresh_metadata_intersite_links(self) -> None:
        """Nothing to do: no metadata holds links."""

    @property
    def content(self) -> str:
        return self.get_content("")

    @property
    def summary(self) -> str:
        return self.get_summary("")

    @summary.setter
    def summary(self, value: str) -> None:
        """Pelican sets what it found in the metadata; the post knows better."""

    # What our content model adds.

    @property
    def updated(self) -> Any:
        """When the post was changed in earnest, if later than its date; else None."""
        return self.post.updated if self.post.updated and self.post.updated > self.post.date else None

    @property
    def scheduled(self) -> bool:
        return self._table.edition.is_scheduled(self.post)

    @property
    def direction(self) -> str:
        return direction(self.post.lang)

    @cached_property
    def reading_minutes(self) -> int:
        return minutes(self._table.bodies.of(self.post).words)

    @cached_property
    def toc(self) -> list[Heading]:
        """The headings worth a table of contents; empty for a post that needs none."""
        headings = [each for each in self._table.bodies.of(self.post).headings if each.level <= 3]
        return headings if len(headings) >= LONG_ENOUGH_FOR_CONTENTS else []

    @property
    def embed_hosts(self) -> tuple[str, ...]:
        """The hosts whose players the body shows when asked."""
        return self._table.bodies.of(self.post).embed_hosts

    @property
    def uses_script(self) -> bool:
        """Whether the theme's script has anything to add: code to copy, or a player to load."""
        body = self._table.bodies.of(self.post).html
        return 'class="highlight"' in body or "data-embed=" in body

    @property
    def newer(self) -> PostArticle | None:
        return self._table.neighbours(self.post)[0]

    @property
    def older(self) -> PostArticle | None:
        return self._table.neighbours(self.post)[1]

    @property
    def series_entry(self) -> SeriesEntry | None:
        return self._table.series_entry(self.post)

    @property
    def language_name(self) -> str:
        """The post's language, in that language."""
        return language_name(self.post.lang)

    @property
    def translations(self) -> list[PostArticle]:
        """The post in other languages, where those are out."""
        return self._table.translations(self.post)

    @translations.setter
    def translations(self, value: list[Any]) -> None:
        """Pelican starts every content with none; the table knows better."""

    @property
    def edit_url(self) -> str:
        return self._table.addresses.edit_url(self.post.source.relative)

    @property
    def report_url(self) -> str:
        return self._table.addresses.report_url(self.post)

    @property
    def canonical(self) -> str:
        return self.post.canonical or self._table.addresses.absolute(self.url)

    @property
    def image(self) -> str:
        """The address of the post's image: the one it names, or the first in its body; empty without one."""
        return self._table.image_address(self.post)

    @property
    def image_alt(self) -> str:
        return self.post.image_alt or ""


class PostsGenerator(ArticlesGenerator):  # type: ignore[misc]  # Pelican has no types
    """Hands the edition's posts to Pelican, and writes their pages."""

    def generate_context(self) -> None:
        """Fill Pelican's lists from the edition; its signals are sent as always."""
        table = cast(Table, self.settings["TABLE"])
        table.context = self.context
        self.articles = [table.article(post) for post in table.edition.listed]
        self.hidden_articles = [table.article(post) for post in table.edition.hidden]
        self.drafts = [table.article(post) for post in table.edition.held_back]
        for article in (*self.articles, *self.hidden_articles, *self.drafts):
            signals.article_generator_context.send(self, metadata=article.metadata)
            self.add_source_path(article)
        signals.article_generator_pretaxonomy.send(self)
        self._sort_into_taxonomies(table)
        self.context["period_archives"] = self.period_archives
        self._update_context(("articles", "drafts", "hidden_articles", "dates", "tags", "authors", "categories"))
        self.context.update(table.for_templates())
        signals.article_generator_finalized.send(self)

    def _sort_into_taxonomies(self, table: Table) -> None:
        """Pelican's tags and authors; people who have not written yet are there too, with no posts."""
        for article in self.articles:
            for tag in article.tags:
                self.tags[tag].append(article)
        people = [table.person(handle) for handle in table.edition.library.people]
        self.authors = sorted((table.author(person.handle), person.articles) for person in people)
        self.categories: list[Any] = []
        self.dates = list(self.articles)

    def generate_pages(self, writer: Any) -> None:
        """Write every page of a post, and every list of posts."""
        write = partial(writer.write_file, relative_urls=self.settings["RELATIVE_URLS"])
        for article in (*self.articles, *self.hidden_articles, *self.drafts):
            signals.article_generator_write_article.send(self, content=article)
            self._write_article(write, article)
        self.generate_direct_templates(write)
        self.generate_tags(write)
        self.generate_authors(write)

    def _write_article(self, write: Any, article: PostArticle) -> None:
        template = self.get_template(article.template)
        write(article.save_as, template, self.context, article=article, category=None, url=article.url, blog=True)

    def generate_tags(self, write: Any) -> None:
        """Write a paginated page for each tag."""
        template = self.get_template("tag")
        for tag, articles in self.tags.items():
            self._write_list(write, template, tag, articles, tag=tag, template_name="tag")

    def generate_authors(self, write: Any) -> None:
        """Write a paginated page for each person."""
        template = self.get_template("author")
        for author, articles in self.authors:
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
