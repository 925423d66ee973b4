"""The Write page: what it has to know to make the files of a post and to hand them over.

How it looks is ``theme/templates/write.html``; what it does in a browser is ``theme/static/write/``.
"""

from __future__ import annotations

from typing import Any

from potluck.pages.documentation import permalink
from potluck.pages.generators.own import OwnGenerator
from potluck.pages.views.table import Table
from potluck.settings import Settings

PATH = "write/"
GUIDE = "docs/members.md"
"""What a post may contain, for looking up."""
ISSUE_FORM = "submit-a-post.yml"
"""The issue form in ``.github/ISSUE_TEMPLATE/`` for those who would rather paste."""


def write_page(settings: Settings) -> bool:
    """Whether this site has the page: it hands over to a repository, so there has to be one."""
    return settings.write_page and bool(settings.repository)


def facts(table: Table) -> dict[str, Any]:
    """What the page knows: where posts go, how long one may be, and who writes here (handle and name)."""
    settings = table.edition.settings
    at = f"{settings.repository}/tree/{settings.branch}/content"
    return {
        "repository": settings.repository,
        "branch": settings.branch,
        "largest": settings.max_post_bytes - settings.max_front_matter_bytes,
        "people": [{"handle": each.handle, "name": each.name} for each in table.edition.library.people.values()],
        "posts": f"{at}/posts",
        "authors": f"{at}/authors",
        "guide": permalink(GUIDE) if GUIDE in table.documentation.texts else "",
        "issue_form": f"{settings.repository}/issues/new?template={ISSUE_FORM}",
    }


class WriteGenerator(OwnGenerator):
    """Writes the page, if the theme has it."""

    def generate_output(self, writer: Any) -> None:
        if write_page(self.table.edition.settings) and (template := self.template("write")):
            context = {**self.context, "write": facts(self.table)}
            writer.write_file(f"{PATH}index.html", template, context, url=PATH)
