"""Where the links and images of a text lead on the site.

``potluck.content`` knows what a relative link means; here a link to a post's file becomes its permalink, and a link to
nothing in this edition leaves only its words, so that no reader meets a dead one (the check tells its author).
"""

from __future__ import annotations

from collections.abc import Callable

from potluck.content.source import Source
from potluck.content.targets import ImageTarget, SiteTarget, TextTarget
from potluck.pages.addresses import Addresses
from potluck.pages.edition import Edition
from potluck.pages.texts.pictures import Pictures
from potluck.pages.texts.site_made import SiteMade

Resolve = Callable[[str, str], "str | None"]
"""Where a link in a tag leads; None where it leads nowhere."""


class Links:
    """Knows where links lead in one edition."""

    def __init__(self, edition: Edition, addresses: Addresses, pictures: Pictures) -> None:
        self._edition, self._addresses, self._pictures = edition, addresses, pictures
        self._lists = SiteMade(edition)

    def resolver(self, source: Source) -> Resolve:
        """Tells where the links of one text lead."""

        def resolve(tag: str, url: str) -> str | None:
            target = self._edition.library.resolve(source, url)
            if isinstance(target, ImageTarget):
                path = self._pictures.path_of(target.image)
                return self._addresses.link(path) if path else None
            if isinstance(target, TextTarget):
                if tag == "img" or not self._edition.shows(target.document):
                    return None
                return self._link(target)
            if isinstance(target, SiteTarget):
                return self._link(target) if self._lists.has(target.permalink) else None
            return target.url

        return resolve

    def _link(self, target: TextTarget | SiteTarget) -> str:
        return self._addresses.link(target.permalink) + (f"#{target.fragment}" if target.fragment else "")
