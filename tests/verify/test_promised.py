"""Nothing reaches readers that the site can't have made: no post that waits, no file that slipped in."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from potluck.build import build
from potluck.verify import promised
from tests.files import configure

Write = Callable[[str, str], Path]


@pytest.mark.parametrize("waits", ["2026-05-03-idea.md\nstatus: draft\n", "2027-05-03-idea.md\n"])
def test_a_draft_or_a_post_that_is_not_due_is_no_page_to_publish(site: Path, write: Write, waits: str) -> None:
    name, _, more = waits.partition("\n")
    write(f"content/posts/{name}", f"---\ntitle: An idea\nauthor: tom-oak\n{more}---\n\nSoon.\n")
    conf = site / "siteconf.py"
    page = f"{name[:4]}/{name[5:7]}/idea/index.html"
    assert promised(build(conf).edition)(page), "whoever writes sees it at home"
    is_promised = promised(build(configure(site, "PUBLISHING = True")).edition)
    assert not is_promised(page)
    assert not is_promised(page.replace("index.html", "card.png"))


@pytest.mark.parametrize(
    "path", ["sw.js", "google1234.html", ".well-known/x", "posts/x.html", "images/evil.svg", "a.md"]
)
def test_a_file_that_slipped_in_is_no_part_of_the_site(site: Path, path: str) -> None:
    assert not promised(build(site / "siteconf.py").edition)(path)
