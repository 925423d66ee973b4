"""The generator of cards. Which pages have one, and what stands on it, is for ``potluck.pages.views.cards``."""

from __future__ import annotations

from itertools import chain
from typing import Any

from potluck.pages.generators.own import OwnGenerator
from potluck.pages.views.cards import FILE, Cards


class CardsGenerator(OwnGenerator):
    """Writes the cards."""

    def generate_output(self, writer: Any) -> None:
        """Write them; what a change of texts, or of some posts, can't have changed is left alone."""
        table = self.table
        edition = table.edition
        if not edition.settings.cards:
            return
        cards: Cards = self.context["shared"]
        anew = [post for path in sorted(edition.library.read_anew) if (post := table.post_in(path))]
        others = [post for post in anew if not cards.is_as_it_was(post)]
        if not writer.leaves_called(FILE, {post.permalink + FILE for post in others}):
            chosen = [cards.all(writer.leaves_untouched)]
        elif others:
            chosen = [*map(cards.of, others)]
        else:
            return
        from potluck.pages.generators.card_files import CardFiles  # with all that draws, which few edits need

        for path, data in CardFiles.of_site(table).data(chain.from_iterable(chosen)):
            writer.write_bytes(path, data)
