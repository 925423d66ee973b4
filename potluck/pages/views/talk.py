"""What a site's settings add from elsewhere: talk below posts, and a counter of readers. Nothing, unless they say so.

Talk is fetched when a reader asks for it, and never before. What a browser may ask for is opened in the page's policy
(``potluck.pages.theme.policy``) for the one service that is chosen, on the pages that have it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import msgspec

from potluck.settings import Settings

if TYPE_CHECKING:
    from potluck.pages.views.article import PostArticle

GISCUS = "https://giscus.app"
PLAUSIBLE = "https://plausible.io/js/script.js"
GOATCOUNTER = "https://gc.zgo.at/count.js"


class Talk(msgspec.Struct, frozen=True):
    """Where a post is talked about: ``host`` by name, its address, and what the theme's ``script`` is told (``data``).

    ``opens`` are the directives that the page's policy needs for it.
    """

    script: str
    host: str
    url: str
    data: dict[str, str]
    opens: tuple[str, ...]


class Counter(msgspec.Struct, frozen=True):
    """What counts readers: its kind, its script, what that is told about the site, and the directives it needs."""

    kind: str
    script: str
    site: str
    opens: tuple[str, ...]


def talk_about(settings: Settings, article: PostArticle) -> Talk | None:
    """Where readers talk about a post; None where they don't, and for posts that are not out."""
    if not settings.comments or article.status == "draft" or article.scheduled:
        return None
    if settings.comments == "giscus":
        data = {name.replace("_", "-"): value for name, value in sorted(settings.giscus.items())}
        opens = (f"script-src {GISCUS}", f"style-src {GISCUS}", f"frame-src {GISCUS}")
        url = f"https://github.com/{settings.giscus.get('repo', '')}/discussions"
        return Talk("giscus.js", "GitHub", url, {"lang": settings.default_lang, **data}, opens)
    if settings.comments == "mastodon" and article.post.discussion:
        parts = urlsplit(article.post.discussion)
        number = parts.path.rstrip("/").rpartition("/")[2]
        if parts.netloc == settings.mastodon_host and number.isdigit():
            server = f"https://{parts.netloc}"
            data = {"replies": f"{server}/api/v1/statuses/{number}/context"}
            return Talk("mastodon.js", parts.netloc, article.post.discussion, data, (f"connect-src {server}",))
    return None


def counter(settings: Settings) -> Counter | None:
    """The counter that the settings name."""
    if settings.counter == "plausible":
        script = settings.counter_script or PLAUSIBLE
        return Counter(
            "plausible", script, settings.counter_site, (f"script-src {script}", f"connect-src {_host(script)}")
        )
    if settings.counter == "goatcounter":
        script = settings.counter_script or GOATCOUNTER
        server = settings.counter_site.rstrip("/")
        opens = (f"script-src {script}", f"connect-src {server}", f"img-src {server}")
        return Counter("goatcounter", script, f"{server}/count", opens)
    return None


def _host(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"
