"""Every post that should be out is in the output: its page, with its title, and its entry in the sitemap."""

from __future__ import annotations

from html import escape
from pathlib import Path

from potluck.pages.edition import Edition
from potluck.pages.generators.sitemap import PART


def missing_posts(output: Path, edition: Edition) -> list[str]:
    """What the output lacks of an edition, a sentence each, naming the post's file."""
    sitemap = output / "sitemap.xml"
    parts = [file for file in sorted(output.glob("sitemap-*.xml")) if PART.fullmatch(file.name)]
    listed = "".join(file.read_text(encoding="utf-8") for file in (sitemap, *parts) if file.is_file())
    missing = [] if sitemap.is_file() else ["There is no sitemap.xml."]
    for post in (*edition.listed, *edition.hidden):
        page = output / post.permalink / "index.html"
        if not page.is_file():
            missing.append(f"{post.relative} has no page at /{post.permalink}.")
        elif escape(post.title, quote=False)[:40] not in page.read_text(encoding="utf-8").replace("&#34;", '"').replace(
            "&#39;", "'"
        ):
            missing.append(f"The page at /{post.permalink} doesn't show the title of {post.relative}.")
    unlisted = (post for post in edition.listed if f"/{post.permalink}</loc>" not in listed)
    return missing + [f"{post.relative} is not in sitemap.xml." for post in unlisted]
