"""People as templates see them, and the pages that are theirs.

Who somebody is stands in ``potluck.content.model``; which of their posts are out, in ``potluck.pages.edition``.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import msgspec
from pelican.urlwrappers import Author

from potluck.content.model import Person
from potluck.content.profiles import ProfileLink
from potluck.pages.alphabet import in_order, letter
from potluck.pages.notes.telling import light
from potluck.pages.notes.views import View, bare, worked_out
from potluck.pages.texts.outline import set_below
from potluck.pages.views.numbers import Bar, years_of

if TYPE_CHECKING:
    from potluck.pages.views.article import PostArticle
    from potluck.pages.views.table import Table

_ON_PAGE, _ON_CARD = 1, 2  #: the level of the heading with the person's name
GLAZES = 6
_LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789"


def glaze(handle: str) -> int:
    """The number of the glaze on somebody's plate, from 0; it follows from the handle's start, so it never changes."""
    total = 0
    for sign in handle[:4]:
        total = total * 5 + _LETTERS.find(sign)
    return total // 7 % GLAZES


class PersonView(View, msgspec.Struct, frozen=True, eq=False):
    """One person, with what the site knows of them. Functions are asked only where a template needs the answer."""

    person: Person
    role_label: str
    avatar: str
    """The path of the person's picture, in a kind that every program reads; empty without one."""
    portrait: str
    """What the paths of the small squares for pages begin with; ``@160.webp`` and ``@320.webp`` follow."""
    _bio: Callable[[], str]
    _bio_text: Callable[[], str]
    _articles: Callable[[], list[PostArticle]]
    _bio_key: Callable[[], str]

    LIGHT = frozenset(
        """
        handle name pronouns glaze initial letter role role_label joined links fediverse email_parts url feed_url
        """.split()
    )

    @worked_out
    def view_key(self) -> str:
        return f"p:{bare(self, 'person').handle}"

    def light_digest(self) -> str:
        """A digest of what stands at the head of the person's file."""
        return light(bare(self, "person"))

    def digest_of(self, name: str) -> str | None:
        """The bio is told by what it was made of."""
        return self._bio_key() if name in ("bio", "bio_on_card") else None

    @property
    def handle(self) -> str:
        handle: str = bare(self, "person").handle
        return handle

    @property
    def name(self) -> str:
        name: str = bare(self, "person").name
        return name

    @property
    def pronouns(self) -> str | None:
        return self.person.pronouns

    @property
    def glaze(self) -> int:
        return glaze(self.handle)

    @property
    def initial(self) -> str:
        """The first letter of the name, for a plate without a picture."""
        return self.name[0].upper()

    @property
    def letter(self) -> str:
        """The letter below which the directory has them."""
        return letter(self.name)

    @property
    def has_company(self) -> bool:
        """Whether any of the person's posts was brought together with somebody else."""
        return any(len(article.post.authors) > 1 for article in self.articles)

    @property
    def role(self) -> str:
        return self.person.role

    @property
    def joined(self) -> date | None:
        return self.person.joined

    @property
    def links(self) -> tuple[ProfileLink, ...]:
        """The links the person gave, and no others: kind, label and address each."""
        return self.person.links

    @property
    def fediverse(self) -> str:
        """Who they are on the fediverse, as ``@name@host``; empty for those who are not there."""
        address = next((link.url for link in self.links if link.kind == "mastodon"), "")
        parts = urlsplit(address)
        name = parts.path.rpartition("@")[2].strip("/")
        return f"@{name}@{parts.hostname}" if name and "/" not in name else ""

    @property
    def email_parts(self) -> tuple[str, str] | None:
        """The e-mail address as (name, host), for a template to keep apart; None unless the person set it."""
        if not self.person.email:
            return None
        name, _, host = self.person.email.rpartition("@")
        return name, host

    @property
    def url(self) -> str:
        return f"authors/{bare(self, 'handle')}/"

    @property
    def feed_url(self) -> str:
        return f"authors/{self.handle}/feed.xml"

    @worked_out
    def bio(self) -> str:
        """The bio as safe HTML, for the person's own page: its headings stand below the page's."""
        return set_below(self._bio(), _ON_PAGE)

    @worked_out
    def bio_on_card(self) -> str:
        """The bio as safe HTML, for the card at the foot of a post: its headings stand below the card's."""
        return set_below(self._bio(), _ON_CARD)

    @worked_out
    def bio_text(self) -> str:
        """The start of the bio as plain text, for descriptions."""
        return self._bio_text()

    @worked_out
    def articles(self) -> list[PostArticle]:
        """The person's listed posts, newest first."""
        return self._articles()

    @property
    def years(self) -> list[Bar]:
        """The person's listed posts by year, from their first to their last."""
        return years_of(article.post for article in self.articles)

    @property
    def first_date(self) -> date | None:
        """When the person's first listed post appeared, or None before there is one."""
        return self.articles[-1].date.date() if self.articles else None


def as_author(person: PersonView, settings: dict[str, Any]) -> Author:
    """Pelican's author for a person: the slug is the handle, and ``person`` leads back.

    Themes that know no ``person`` still find name, slug and url.
    """
    author = Author(person.name, settings)
    author.slug = person.handle
    author.person = person
    return author


def by_role(table: Table) -> list[tuple[str, list[PersonView]]]:
    """Everyone under the heading of their role, in the order of ``ROLES``; within one, in order of name."""
    people = [table.person(handle) for handle in table.edition.library.people]
    return [
        (heading, sorted(members, key=lambda each: (*in_order(each.name), each.handle)))
        for role, heading in table.edition.settings.roles.items()
        if (members := [each for each in people if each.role == role])
    ]
