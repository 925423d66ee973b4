"""The generator of cards. Which pages have one, and what stands on it, is for ``potluck.pages.views.cards``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from potluck.pages.generators.own import OwnGenerator
from potluck.pages.views.cards import FILE, Cards

if TYPE_CHECKING:
    from potluck.cards.card import Card


class CardsGenerator(OwnGenerator):
    """Writes the cards."""

    def generate_output(self, writer: Any) -> None:
        """Write them; what a change of texts, or of some posts, can't have changed is left alone."""
        table = self.table
        edition = table.edition
        if not edition.settings.cards:
            return
        from potluck.pages.generators.card_files import CardFiles  # with all that draws, which no other site needs

        anew = [post for post in edition.posts if post.relative in edition.library.read_anew]
        places = {post.permalink + FILE for post in anew}
        cards: Cards = self.context["shared"]
        chosen: Iterator[tuple[str, Card]]
        if writer.leaves_those(lambda path: path.rpartition("/")[2] == FILE and path not in places):
            chosen = (card for post in anew for card in cards.of(post))
        else:
            chosen = cards.all(writer.leaves_untouched)
        for path, data in CardFiles.of_site(table).data(chosen):
            writer.write_bytes(path, data)
