"""Tags as templates see them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import msgspec

from potluck.content.model import Post
from potluck.pages.alphabet import in_order, letter


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

    @property
    def feed_url(self) -> str:
        return f"tags/{self.slug}/feed.xml"


def tags_of(posts: Iterable[Post]) -> list[TagView]:
    """Every tag of these posts, the newest first, in order of name. A tag's name is as its newest post writes it."""
    every = [tag for post in posts for tag in post.tags]
    counts = Counter([tag.slug for tag in every])
    names = {tag.slug: tag.name for tag in reversed(every)}
    found = [TagView(names[slug], slug, count) for slug, count in counts.items()]
    return sorted(found, key=lambda tag: (*in_order(tag.name), tag.slug))
