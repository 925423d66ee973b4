"""A card whatever somebody writes: without its words, where these can't be set. What the processes that draw run."""

from __future__ import annotations

from msgspec.structs import replace

from potluck.cards.card import Card
from potluck.cards.drawing import draw


def drawn_or_plain(card: Card) -> bytes:
    """The card as a PNG, without its words where they trip a font or us: no title is to cost a community its site."""
    try:
        return draw(card)
    except MemoryError:
        raise
    except Exception:  # FreeType says of some letters that they are too much for it
        return draw(without_words(card))


def without_words(card: Card) -> Card:
    """The card with the site's name alone, for words that can't be set, or not within bounds."""
    return replace(card, title="", below="", plates=())
