"""Every topic that is checked. Importing this module registers all checks; a new topic is one more line here."""

from __future__ import annotations

from potluck.checks import (
    accessibility,
    authors,
    characters,
    code,
    dates,
    dialects,
    emphasis,
    foreign_tags,
    html,
    html_blocks,
    images,
    leftovers,
    likeness,
    links,
    places,
    privacy,
    spelling,
    structure,
    titles,
)

TOPICS = (
    places,
    titles,
    authors,
    dates,
    characters,
    structure,
    emphasis,
    code,
    links,
    images,
    html,
    html_blocks,
    leftovers,
    foreign_tags,
    dialects,
    privacy,
    accessibility,
    spelling,
    likeness,
)
