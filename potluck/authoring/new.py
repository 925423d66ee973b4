"""A new post, and the first time its author's file: what they are called and what stands in them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import yaml

from potluck.content.front_matter.person_values import MOST_OF_A_NAME
from potluck.content.front_matter.post_values import MAX_TITLE
from potluck.content.library import Library
from potluck.content.names import slugify
from potluck.unseen import without_unseen

POST = """---
{front_matter}---

Write your post here, in Markdown. The first paragraph is what people see in lists.

## A heading, if you need one

To add a picture, put the file into `content/images/` and write
`![what the picture shows](../images/photo.jpg)`.
"""
PERSON = """---
{front_matter}---

A sentence or two about {name}.
"""


@dataclass(frozen=True)
class NewFile:
    """A file to be written: where, and what stands in it."""

    path: Path
    text: str

    def write(self) -> None:
        """Write the file. Raises FileExistsError rather than write over one."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        data = self.text.encode()
        file = self.path.open("xb")
        try:
            with file:
                file.write(data)
        except OSError:  # a full disk: a file of nothing would be in the way of the next try
            self.path.unlink(missing_ok=True)
            raise


def new_post(library: Library, *, title: str, author: str, day: date) -> list[NewFile]:
    """The files for a new post: the post's, and the author's where the community doesn't know them yet.

    ``author`` is a handle or a name; neither keeps line ends or what nobody sees. Raises ValueError, with a sentence,
    if title or author make no file name or are longer than may be, or if a file of that name is there.
    """
    title, author = (" ".join(without_unseen(words).split()) for words in (title, author))
    for what, words, most in (("title", title, MAX_TITLE), ("name", author, MOST_OF_A_NAME)):
        if len(words) > most:
            raise ValueError(f"The {what} has {len(words)} characters; at most {most} fit.")
    slug = slugify(title)
    if not slug:
        raise ValueError("The title needs at least one letter or digit, since the post's address is made of it.")
    person = library.find_person(author)
    handle = person.handle if person else slugify(author)
    if not handle:
        raise ValueError("The author's name needs at least one letter or digit, since the file's name is made of it.")
    post = library.content_dir / "posts" / f"{day.isoformat()}-{slug}.md"
    files = [NewFile(post, POST.format(front_matter=_yaml({"title": title, "author": handle})))]
    if not person:
        text = PERSON.format(front_matter=_yaml({"name": author}), name=author)
        files.append(NewFile(library.content_dir / "authors" / f"{handle}.md", text))
    for file in files:
        if file.path.exists():
            raise ValueError(f"{file.path} is there already. Choose another title, or go on writing in that file.")
    return files


def _yaml(values: dict[str, str]) -> str:
    return str(yaml.safe_dump(values, allow_unicode=True, sort_keys=False, width=1000))
