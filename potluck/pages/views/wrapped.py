"""Tags and authors as Pelican has them: the link to each is worked out once, not wherever a page shows it.

Pelican puts it together of settings and all that the object has, which takes longer than the rest of such a link.
"""

from __future__ import annotations

from typing import Any

from pelican.urlwrappers import URLWrapper

_work_out = URLWrapper.url.fget


def remember_links() -> None:
    """Have Pelican's tags, authors and categories know their links; one that is called otherwise has another."""
    URLWrapper.url = property(_link)


def _link(wrapper: Any) -> Any:
    held = vars(wrapper)
    called, link = held.get("_link", ("", ""))
    if called != (held["_name"], held["_slug"]):
        link = _work_out(wrapper)
        held["_link"] = (held["_name"], held["_slug"]), link
    return link
