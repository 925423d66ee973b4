"""A post as every template sees it: Pelican's article, and what our content model adds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec.structs import replace
from pelican.contents import Article
from pelican.urlwrappers import Author
from pelican.urlwrappers import Tag as PelicanTag

from potluck.content.model import Post, Status
from potluck.markup import Heading
from potluck.markup.typography import set_plain
from potluck.pages.notes.telling import digest
from potluck.pages.notes.views import bare, worked_out
from potluck.pages.reading import language_name, minutes
from potluck.pages.texts.outline import below_heading
from potluck.pages.views.body import Body
from potluck.pages.views.events import EventView
from potluck.pages.views.people import PersonView
from potluck.pages.views.series import SeriesEntry

if TYPE_CHECKING:
    from potluck.pages.views.table import Table

LONG_ENOUGH_FOR_CONTENTS = 3
"""A table of contents is shown from this many headings of the first two levels."""


class PostArticle(Body, Article):  # type: ignore[misc]  # Pelican has no types
    """One post, as every template sees it: Pelican's article and what our content model adds."""

    LIGHT = Body.LIGHT | {"post", "people", "category", "updated", "language_name", "report_url", "image_alt"}

    def __init__(self, post: Post, table: Table, context: dict[str, Any]) -> None:
        self.document: Post = post
        self.post = post
        self._table = table
        self._given = context
        self._is_whole = False

    def __getattr__(self, name: str) -> Any:
        """What Pelican would have set at once. It takes time and room, so what our own theme asks for is ours."""
        if name.startswith("__") or not self.complete(name):
            raise AttributeError(f"a post has no {name}")
        return getattr(self, name)

    def complete(self, name: str = "") -> bool:
        """Have Pelican make its article of the post, if it has not, and if that may have this name; answers whether it
        was done now.
        """
        own = self.__dict__
        if own.get("_is_whole", True) or (name and not self._table.may_have(name)):
            return False
        self._is_whole = True
        post, table = self.post, self._table
        metadata = {
            "title": self.title,
            "date": post.date,
            "slug": self.slug,
            "lang": self.lang,
            "category": table.category,
            "status": post.status.value,
            "tags": self.tags,
            "authors": self.authors,
        }
        if post.updated:
            metadata["modified"] = post.updated
        super().__init__("", metadata, settings=table.pelican, source_path=str(post.source.path), context=self._given)
        table.set_by_pelican = table.set_by_pelican or frozenset(own)
        return True

    def digest_of(self, name: str) -> str | None:
        """Its authors are told as a whole, as few as they are."""
        return digest(self.authors) if name == "authors" else super().digest_of(name)

    def begin_again(self) -> None:
        """Be as new: the post says something else now."""
        known = self.__dict__
        for name in known.keys() - {"document", "post", "_table", "_given"}:
            del known[name]
        self._is_whole = False

    template = "article"

    @worked_out
    def title(self) -> str:
        """The title, set in type."""
        post: Post = bare(self, "post")
        return set_plain(post.title, bare(self, "_table").edition.settings.signs_of(post.lang))

    @worked_out
    def lang(self) -> str:
        return self.post.lang

    @worked_out
    def slug(self) -> str:
        return self.post.slug

    @worked_out
    def tags(self) -> list[PelicanTag]:
        """Its tags. A hidden post shows none: it is in no list, so a tag that no other post has is without a page."""
        post = bare(self, "post")
        return [*map(bare(self, "_table").tag, post.tags)] if post.status is not Status.HIDDEN else []

    @worked_out
    def people(self) -> list[PersonView]:
        """Who wrote it, in the order of the byline."""
        return [*map(bare(self, "_table").person, [person.handle for person in bare(self, "post").authors])]

    @worked_out
    def authors(self) -> list[Author]:
        """The same as Pelican has them, which many themes ask of each post in a list, as they do for the next two."""
        return [*map(bare(self, "_table").author, bare(self, "post").handles)]

    @worked_out
    def author(self) -> Author:
        return self.authors[0]

    @worked_out
    def locale_date(self) -> str:
        """Its date by Pelican's settings."""
        pelican = bare(self, "_table").pelican
        form = pelican["DEFAULT_DATE_FORMAT"]
        if bare(self, "lang") in pelican["DATE_FORMATS"] or not isinstance(form, str):  # of another locale, even
            self.complete()
            return str(vars(self)["locale_date"])
        return str(bare(self, "date").strftime(form))

    @property
    def date(self) -> Any:
        """When it appeared, in the site's time zone: Pelican sorts all posts by it, made whole or not."""
        own = bare(self, "__dict__")
        return own["_date"] if "_date" in own else own["post"].date

    @date.setter
    def date(self, value: Any) -> None:
        self._date = value

    @property
    def status(self) -> str:
        """``published``, ``hidden`` or ``draft``."""
        own = bare(self, "__dict__")
        if not own["_table"].pelican["WITH_FUTURE_DATES"]:  # which makes Pelican have a say
            self.complete()
        status: str = own["_status"] if "_status" in own else own["post"].status.value
        return status

    @status.setter
    def status(self, value: str) -> None:
        self._status = value

    @property
    def updated(self) -> Any:
        """When the post was changed in earnest, if later than its date; else None."""
        post = bare(self, "post")
        return post.updated if post.updated and post.updated > post.date else None

    @property
    def scheduled(self) -> bool:
        scheduled: bool = bare(self, "_table").edition.is_scheduled(bare(self, "post"))
        return scheduled

    @worked_out
    def reading_minutes(self) -> int:
        return minutes(self.facts.words)

    @worked_out
    def toc(self) -> list[Heading]:
        """The headings worth a table of contents; empty for a post that needs none."""
        levels = below_heading(each.level for each in self.facts.headings)
        pairs = zip(self.facts.headings, levels, strict=True)
        lifted = (each if each.level == level else replace(each, level=level) for each, level in pairs)
        headings = [each for each in lifted if each.level <= 3]
        return headings if len(headings) >= LONG_ENOUGH_FOR_CONTENTS else []

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
    def debuts(self) -> list[PersonView]:
        """The people of the post for whom it is the first one here."""
        table, post = bare(self, "_table"), bare(self, "post")
        first = table.edition.is_debut
        return [table.person(person.handle) for person in post.authors if first(post, person.handle)]

    @worked_out
    def related(self) -> list[PostArticle]:
        """Posts that go well with this one, the nearest first; none for a post that is not listed."""
        return self._table.related_to(self.post)

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
    def alternates(self) -> list[PostArticle]:
        """The post in every language it is out in, this one included, the original first; empty with one language."""
        others = self.translations
        return sorted([self, *others], key=lambda each: (bool(each.post.translation_of), each.lang)) if others else []

    @property
    def event(self) -> EventView | None:
        """The meetup that the post tells of."""
        event, settings = self.post.event, self._table.edition.settings
        return EventView(event, self, settings.default_lang, settings.signs_of(self.lang)) if event else None

    @property
    def report_url(self) -> str:
        return self._table.addresses.report_url(self.post)

    @property
    def canonical(self) -> str:
        return self.post.canonical or self._table.addresses.absolute(self.url)

    @property
    def image(self) -> str:
        """The address of the post's image: the one it names, or the first in its body; empty without one."""
        address: str = bare(self, "_table").image_address(bare(self, "post"))
        return address

    @property
    def picture(self) -> str:
        """That image as HTML."""
        return self._table.picture(self.post)

    @property
    def image_alt(self) -> str:
        return self.post.image_alt or ""
