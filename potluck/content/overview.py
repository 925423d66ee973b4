"""What lists ask of every post, gathered in one pass: to come to each of very many takes longer than to ask it.

It is kept between builds, so that most posts need not be read where all of them are where they were.
"""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from potluck.content.model import Post, Status


class Overview(msgspec.Struct):
    """Posts by their places in the library, counted from 0, the newest.

    Tags are named by their slugs, series as they are written, originals of translations by their slugs.
    """

    paths: list[str]
    slugs: list[str]
    by_handle: dict[str, list[int]]
    by_tag: dict[str, list[int]]
    by_series: dict[str, list[int]]
    by_original: dict[str, list[int]]
    aliased: list[int]
    meetups: list[int]
    drafts: list[int]
    hidden: list[int]

    @classmethod
    def of(cls, posts: Iterable[Post]) -> Overview:
        """What these posts say, which are newest first."""
        found = cls([], [], {}, {}, {}, {}, [], [], [], [])
        published, draft = Status.PUBLISHED, Status.DRAFT  # looked up once: there are very many posts
        for place, post in enumerate(posts):
            found.paths.append(post.relative)
            found.slugs.append(post.slug)
            for handle in post.handles:
                found.by_handle.setdefault(handle, []).append(place)
            for tag in post.tags:
                found.by_tag.setdefault(tag.slug, []).append(place)
            if post.series:
                found.by_series.setdefault(post.series, []).append(place)
            if post.translation_of:
                found.by_original.setdefault(post.translation_of, []).append(place)
            if post.aliases:
                found.aliased.append(place)
            if post.is_meetup:
                found.meetups.append(place)
            if post.status is not published:
                (found.drafts if post.status is draft else found.hidden).append(place)
        return found
