"""One Markdown file as it was read, whether or not it can be published.

Checks of the text look at documents, so that a post with a wrong name hears of everything else that is amiss as well.
"""

from __future__ import annotations

from potluck.content.front_matter.keys import PAGE_KEYS, PERSON_KEYS, POST_KEYS
from potluck.content.front_matter.top import FrontMatter, read_front_matter
from potluck.content.names import slugify
from potluck.content.source import Source
from potluck.content.tree import Kind
from potluck.settings import Settings

ONLY_OF_POSTS = ("title", "author", "authors", "date", "tags", "summary")
KEYS = {Kind.POST: POST_KEYS, Kind.PAGE: PAGE_KEYS, Kind.PERSON: PERSON_KEYS}


class Document:
    """A file that is taken apart when somebody asks; `published` is whether it became a post, a person or a page of the
    library.
    """

    __slots__ = ("_front", "_most", "kind", "published", "source")

    def __init__(self, kind: Kind, source: Source, max_front_matter_bytes: int, *, published: bool = False) -> None:
        self.kind, self.source, self.published = kind, source, published
        self._most = max_front_matter_bytes
        self._front: FrontMatter | None = None

    @property
    def front(self) -> FrontMatter:
        """The front matter, and what is below."""
        if self._front is None:
            self._front = read_front_matter(self.source, KEYS[self.kind], self._most)
        return self._front

    def let_go(self) -> None:
        """Forget the front matter, which takes more room than what was made of it; it can be read again."""
        self._front = None

    @property
    def relative(self) -> str:
        """The file, as problems name it."""
        return self.source.relative

    @property
    def says_who(self) -> bool:
        """Whether the front matter is somebody's: it gives a name, and nothing that people's files do not have but for
        one slip beside something else that they have."""
        given = {entry.key.lower() for entry in self.front.written}
        known = given.intersection(PERSON_KEYS)
        return "name" in known and len(known) >= len(given) - (len(known) > 1) and given.isdisjoint(ONLY_OF_POSTS)

    @property
    def says_title(self) -> bool:
        """Whether the front matter is a post's: it gives a title and an author, and neither is whom the file is of."""
        given = {entry.key.lower(): slugify(str(entry.value or "")) for entry in self.front.written}
        said = [given[key] for key in ("title", "author", "authors") if key in given]
        own = slugify(self.source.path.stem)
        return "title" in given and len(said) > 1 and "name" not in given and own not in said

    @property
    def body(self) -> str:
        """The Markdown below the front matter."""
        return self.source.below(self.front.body_line)

    @property
    def body_line(self) -> int:
        """The line of the file on which the body begins."""
        return self.front.body_line


def read_document(source: Source, kind: Kind, settings: Settings) -> Document:
    """Take a file apart as a post, a person or a page; what is wrong is in `front.problems`."""
    return Document(kind, source, settings.max_front_matter_bytes)
