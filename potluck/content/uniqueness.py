"""One thing at each address: posts, pages, people and aliases must not take one another's place."""

from __future__ import annotations

from collections.abc import Iterable

from potluck.content.page import Page
from potluck.content.person import Person
from potluck.content.post import Post
from potluck.content.rules import fields, names
from potluck.problems import Problem

RESERVED_TOPS = frozenset(
    (
        "404",
        "404.html",
        "archive",
        "assets",
        "authors",
        "cname",
        "css",
        "docs",
        "events.ics",
        "feed",
        "feed.css",
        "feed.json",
        "feed.xml",
        "feeds",
        "images",
        "index",
        "index.html",
        "js",
        "numbers",
        "page",
        "pagefind",
        "people",
        "people.opml",
        "robots.txt",
        "search",
        "series",
        "sitemap.xml",
        "static",
        "tags",
        "theme",
        "write",
    )
)


def reserved(slug: str, relative: str) -> Problem | None:
    """The problem of a page that would stand where the site puts something of its own."""
    if slug in RESERVED_TOPS or (slug.isdigit() and len(slug) == 4):
        return names.RESERVED.at(
            relative, title=f"The address `/{slug}/` is taken by a page that the site makes itself."
        )
    return None


def one_at_each_address(
    posts: list[Post], pages: list[Page], people: Iterable[Person]
) -> tuple[list[Post], list[Page], list[Problem]]:
    """Keep the first of those that share an address; the others become problems that name both."""
    taken: dict[str, str] = {person.permalink: person.source.relative for person in people}
    problems: list[Problem] = []
    kept_posts = [post for post in posts if _takes(post, taken, problems)]
    kept_pages = [page for page in pages if _takes(page, taken, problems)]
    kept: tuple[Post | Page, ...] = (*kept_posts, *kept_pages)
    for each in kept:
        for alias in each.aliases:
            problems += _alias(each, alias, taken)
    problems += _translations(kept_posts, {post.slug for post in posts})
    problems += _translations(kept_pages, {page.slug for page in pages})
    blamed = {problem.path for problem in problems}
    return (
        [post for post in kept_posts if post.source.relative not in blamed],
        [page for page in kept_pages if page.source.relative not in blamed],
        problems,
    )


def _takes(each: Post | Page, taken: dict[str, str], problems: list[Problem]) -> bool:
    mine = each.source.relative
    other = taken.setdefault(each.permalink, mine)
    if other == mine:
        return True
    title = f"`/{each.permalink}` is the address of `{other}` already."
    problems.append(names.PERMALINK.at(mine, title=title, also=(other,)))
    return False


def _alias(each: Post | Page, alias: str, taken: dict[str, str]) -> list[Problem]:
    mine = each.source.relative
    top = alias.split("/", 1)[0].lower()
    owner = taken.setdefault(alias.lower(), mine)
    if owner == mine and each.permalink != alias and not (top in RESERVED_TOPS and "/" not in alias.rstrip("/")):
        return []
    if each.permalink == alias:
        return []
    whose = f"`{owner}`" if owner != mine else "the site itself"
    title = f"The old address `/{alias}` is in use by {whose}."
    line = _line_of(each, "aliases")
    return [
        names.PERMALINK.at(mine, line, title=title, fix="Delete this alias.", also=(owner,) if owner != mine else ())
    ]


def _translations(kept: list[Post] | list[Page], slugs: set[str]) -> list[Problem]:
    found = []
    for each in kept:
        if each.translation_of and (each.translation_of not in slugs or each.translation_of == each.slug):
            title = f"There is no post called `{each.translation_of[:60]}` that this one could translate."
            found.append(
                fields.TRANSLATION_UNKNOWN.at(each.source.relative, _line_of(each, "translation_of"), title=title)
            )
    return found


def _line_of(each: Post | Page, key: str) -> int:
    for number, line in enumerate(each.source.lines[: each.body_line], 1):
        if line.lower().lstrip().startswith(key[:5]):
            return number
    return 1
