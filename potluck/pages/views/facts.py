"""What a page says to machines: JSON-LD in the vocabulary of schema.org, one graph for each kind of page.

Only what readers see on the page stands in it. Templates write it with ``tojson``, so that no word of it can be markup.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from jinja2.utils import htmlsafe_json_dumps
from markupsafe import Markup

from potluck.pages.views.article import PostArticle
from potluck.pages.views.people import PersonView
from potluck.pages.views.series import SeriesView
from potluck.quick_json import dumps

if TYPE_CHECKING:
    from potluck.pages.views.cards import Cards
    from potluck.pages.views.events import EventView
    from potluck.pages.views.table import Table

Thing = dict[str, Any]
CONTEXT = "https://schema.org"
SERIES = "CreativeWorkSeries"


class Facts:
    """The graphs of one edition's pages."""

    def __init__(self, table: Table, cards: Cards) -> None:
        self._cards = cards
        self._settings = table.edition.settings
        self._absolute = table.addresses.absolute
        self._site = cache(self._site_as)

    def of_site(self) -> Thing:
        """The home page: the blog itself."""
        settings = self._settings
        said = {"description": settings.description or settings.tagline, "inLanguage": settings.default_lang}
        return _graph(self._site("Blog") | said | {"publisher": self._site("Organization")})

    def of_post(self, article: PostArticle) -> Thing:
        """A post, and the way to it."""
        series, shared = article.series_entry, self._cards.for_post(article.post)
        posting = {
            "@type": "BlogPosting",
            "headline": article.title,
            "description": article.summary,
            "url": article.canonical,
            "datePublished": article.date.isoformat(),
            "dateModified": (article.updated or article.date).isoformat(),
            "inLanguage": article.lang,
            "keywords": [tag.name for tag in article.tags],
            "image": self._absolute(shared.path) if shared else "",
            "author": [self._thing("Person", person.name, person.url) for person in article.people],
            "publisher": self._site("Organization"),
            "isPartOf": self._thing(SERIES, series.name, series.url) if series else self._site("Blog"),
        }
        meetup = [self._event(article.event)] if article.event else []
        steps = [(series.name, series.url)] if series else []
        return _graph(posting, *meetup, self._way([*steps, (article.title, article.url)]))

    def post_as_json(self, article: PostArticle) -> Markup:
        """``of_post`` as ``tojson`` writes it: one text is compared faster than all that it is made of."""
        return htmlsafe_json_dumps(self.of_post(article), dumps=dumps)

    def of_person(self, person: PersonView, people: str) -> Thing:
        """Somebody's page. ``people`` is what the list of people is called."""
        someone = self._thing("Person", person.name, person.url) | {
            "description": person.bio_text,
            "image": self._absolute(person.avatar) if person.avatar else "",
            "sameAs": [link.url for link in person.links],
        }
        profile = {"@type": "ProfilePage", "mainEntity": _said(someone)}
        return _graph(profile, self._way([(people, "people/"), (person.name, person.url)]))

    def of_tag(self, name: str, url: str, tags: str) -> Thing:
        """A tag's page. ``tags`` is what the list of tags is called."""
        return _graph(self._thing("CollectionPage", name, url), self._way([(tags, "tags/"), (name, url)]))

    def of_series(self, series: SeriesView, all_series: str) -> Thing:
        """A series' page. ``all_series`` is what the list of series is called."""
        return _graph(
            self._thing(SERIES, series.name, series.url),
            self._way([(all_series, "series/"), (series.name, series.url)]),
        )

    def _event(self, event: EventView) -> Thing:
        online = {"@type": "VirtualLocation", "url": event.link} if event.link else None
        return {
            "@type": "Event",
            "name": event.name,
            "startDate": event.start,
            "endDate": event.end,
            "location": {"@type": "Place", "name": event.place} if event.place else online,
            "url": self._absolute(event.article.url),
            "organizer": self._site("Organization"),
        }

    def _site_as(self, kind: str) -> Thing:
        """The blog, or the community whose it is."""
        return self._thing(kind, self._settings.sitename, "")

    def _thing(self, kind: str, name: str, url: str) -> Thing:
        return {"@type": kind, "name": name, "url": self._absolute(url)}

    def _way(self, steps: list[tuple[str, str]]) -> Thing:
        """How to get to a page from home."""
        whole = [(self._settings.sitename, ""), *steps]
        return {
            "@type": "BreadcrumbList",
            "itemListElement": [
                {"@type": "ListItem", "position": position, "name": name, "item": self._absolute(url)}
                for position, (name, url) in enumerate(whole, start=1)
            ],
        }


def _graph(*things: Thing) -> Thing:
    return {"@context": CONTEXT, "@graph": [_said(thing) for thing in things]}


def _said(thing: Thing) -> Thing:
    """A thing with the properties that say something."""
    return {name: value for name, value in thing.items() if value}
