"""Cards: the pictures that other sites show for a link to ours, drawn in the site's colours and in any script.

``card`` says what stands on one; ``drawing`` draws it; ``lettering`` sets its words in letters that ``glyphs`` keeps
ready; ``fonts`` knows which font has which letters; ``png`` puts the file together. Which pages get a card, and where
it goes, is decided in ``potluck.pages.views.cards``.
"""

from __future__ import annotations

from potluck.cards.card import Card, Plate

__all__ = ["Card", "Plate"]
