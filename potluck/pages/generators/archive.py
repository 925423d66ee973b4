"""The pages of single years in the archive; its first page is one of Pelican's direct templates."""

from __future__ import annotations

from typing import Any, cast

from potluck.pages.generators.own import OwnGenerator
from potluck.pages.views.archive import Archive


class ArchiveGenerator(OwnGenerator):
    """Writes them."""

    def generate_output(self, writer: Any) -> None:
        archive = cast(Archive, self.context["archive"])
        if not archive.is_divided or not writer.wants_below("archive/"):
            return
        template = self.template("archive_year")
        for year, url in archive.addresses if template else ():
            path = f"{url}index.html"
            if writer.has_settled(path):
                continue
            posts = archive.posts_of(year)
            writer.write_file(path, template, self.context, url=url, year=year, articles=posts)
