"""Tags as templates see them."""

from __future__ import annotations

import msgspec

from potluck.pages.alphabet import in_order, letter
from potluck.pages.edition import Edition


class TagView(msgspec.Struct, frozen=True):
    """A tag: its name, its page, and how many listed posts carry it."""

    name: str
    slug: str
    count: int

    @property
    def url(self) -> str:
        return f"tags/{self.slug}/"

    @property
    def letter(self) -> str:
        """The letter below which the index has it."""
        return letter(self.name)


def tags_of(edition: Edition) -> list[TagView]:
    """Every tag of a listed post, in order of name."""
    found = [TagView(edition.tag(slug).name, slug, len(places)) for slug, places in edition.places_by_tag.items()]
    return sorted(found, key=lambda tag: (*in_order(tag.name), tag.slug))
