"""Where things are on the site: paths become links and addresses, whatever the site is served under.

A path is what follows the site's root, without a slash at its start: ``"2017/06/my-first-meetup/"``. Which path a post
or a person has is the content model's business.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from urllib.parse import quote, urlsplit

from potluck.content.model import Post
from potluck.settings import Settings

REPORT_FORM = "problem-with-a-page.yml"
"""The issue form in ``.github/ISSUE_TEMPLATE/`` that a reader is led to; its field ``page`` takes the address."""
SAFE = "/#?&=~:@!$'()*+,;%"
_PLAIN = re.compile("[a-zA-Z0-9/._-]*").fullmatch
"""Most paths are such, and stay as they are."""


@lru_cache(maxsize=20_000)
def _quoted(path: str) -> str:
    """A path without slashes at its start, as an address has it."""
    path = path.lstrip("/")
    return path if _PLAIN(path) else quote(path, safe=SAFE)


class Addresses:
    """Turns paths into links (for pages) and addresses (for feeds, and whoever is elsewhere)."""

    def __init__(self, settings: Settings) -> None:
        self._base = settings.base_path
        self._home = settings.home
        self._repository = settings.repository if settings.edit_links else ""
        self._branch = settings.branch

    def link(self, path: str = "") -> str:
        """A link that starts at the server's root: ``"/REPO/about/"`` for ``"about/"``."""
        return f"{self._base}/{_quoted(path)}"

    def absolute(self, path: str = "") -> str:
        """The whole address of a path; an address passes as it is."""
        if ":" in path and urlsplit(path).scheme:
            return path
        return f"{self._home}/{_quoted(path)}"

    def all_absolute(self, paths: Sequence[str]) -> list[str]:
        """The whole address of each of these paths, which have no slash at their start."""
        if _PLAIN("".join(paths)):
            return [f"{self._home}/{path}" for path in paths]
        return list(map(self.absolute, paths))

    def edit_url(self, source: str) -> str:
        """Where the repository lets a reader mend the file ``source``; empty without a repository."""
        return f"{self._repository}/edit/{self._branch}/{quote(source)}" if self._repository else ""

    def report_url(self, post: Post) -> str:
        """Where a reader reports a problem with a post; empty without a repository."""
        if not self._repository:
            return ""
        title = quote(f"Problem with “{post.title}”", safe="")
        page = quote(self.absolute(post.permalink), safe=":/")  # which a query may have (RFC 3986, 3.4)
        return f"{self._repository}/issues/new?template={REPORT_FORM}&title={title}&page={page}"
