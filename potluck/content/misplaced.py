"""Files that lie where they do not belong: what is wrong in them is told with their place, not after it."""

from __future__ import annotations

from collections.abc import Iterator

from potluck.content.document import Document
from potluck.content.front_matter.models import Fields, PageFields, PersonFields, PostFields
from potluck.content.front_matter.typed import read_fields
from potluck.content.front_matter.values import Surroundings
from potluck.content.library import Library
from potluck.content.tree import Kind, kind_of
from potluck.problems import Problem
from potluck.settings import Settings

FIELDS: dict[Kind, type[Fields]] = {Kind.POST: PostFields, Kind.PERSON: PersonFields, Kind.PAGE: PageFields}


def problems_inside(document: Document, library: Library, settings: Settings) -> list[Problem]:
    """What is wrong between the two `---` of a file, so that moving it is not followed by the next complaint."""
    surroundings = Surroundings(settings, settings.zone, library.directory, lambda _: None)
    _, problems = read_fields(FIELDS[document.kind], document.front, document.source, surroundings)
    return [*document.front.problems, *problems]


def on_other_shelves(library: Library) -> Iterator[Document]:
    """Files of `content/` that say themselves that they belong among others than where they lie."""
    for each in library.documents:
        if not each.published and each.kind is not kind_of(each.relative.partition("/")[2]):
            yield each
