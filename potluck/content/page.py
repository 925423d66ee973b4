"""A page that is no post, such as `content/pages/about.md`."""

from __future__ import annotations

from dataclasses import dataclass

from potluck.content.post import Status
from potluck.content.source import Source


@dataclass(frozen=True)
class Page:
    """A page that can be published; `body` is Markdown that begins at line `body_line` of the file."""

    slug: str
    title: str
    body_line: int
    source: Source
    lang: str
    summary: str | None = None
    status: Status = Status.PUBLISHED
    translation_of: str | None = None
    aliases: tuple[str, ...] = ()
    math: bool = False

    @property
    def relative(self) -> str:
        """The page's file, as problems name it."""
        return self.source.relative

    @property
    def body(self) -> str:
        """The page's text, taken from its source each time."""
        return self.source.below(self.body_line)

    @property
    def permalink(self) -> str:
        """The page's path, without a slash in front: `about/`."""
        return f"{self.slug}/"

    @property
    def in_own_folder(self) -> bool:
        """Whether the page is a folder, so that the images beside its `index.md` are its own."""
        return self.source.path.name == "index.md"
