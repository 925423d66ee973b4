"""Pages that a change takes away, each with what did it and the line that keeps its address."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator

from potluck.checks.change.owners import ASK, Brought
from potluck.content.front_matter.top import line_of
from potluck.content.model import Post, Status
from potluck.content.names import is_permalink, slugify
from potluck.problems import POST_PATH, Edit, Example, Problem, error, named

PAGE_GONE = error(
    "page-gone",
    "A page that readers have the address of would be gone.",
    why="Links to it lead nowhere then, here and elsewhere, and nothing more is published until that is settled.",
    fix=f"Let the post that takes its place say the old address under `aliases`. {ASK}",
    bad=Example({}, f"{POST_PATH}, deleted, renamed, made a draft or dated ahead once it was published"),
    good=named(POST_PATH, "---\ntitle: A walk\nauthor: maria-silva\naliases: [/2024/04/walk/]\n---\n\nIt rained.\n"),
)
BETWEEN = frozenset(("and", "und", "et", "y", "e", "en", "och", "og", "&", "+"))
"""What people put between two tags beside commas."""


def pages_gone(brought: Brought, told: Collection[Problem]) -> Iterator[Problem]:
    """A problem for each file that had pages which are no more, unless what is wrong with the file explains it.

    `told` is what was told of the change already.
    """
    library, moment = brought.library, brought.site.moment
    faulty = {each.path for each in library.problems if each.is_error}
    faulty |= {path for each in told if each.is_error and each.move_to for path in (each.path, each.move_to)}
    of_files: dict[str, list[str]] = {}
    for address, path in brought.lost.items():
        of_files.setdefault(path, []).append(address)
    for path, addresses in of_files.items():
        new = brought.moves.now_at.get(path, path)
        if not {path, new}.isdisjoint(faulty):
            continue
        was, post = brought.before.post(path), library.post(new)
        gone = next(filter(is_permalink, addresses), "")
        addresses.sort(key=lambda each: each != gone)
        if was and gone:
            yield _post_gone(was, post, gone, addresses, moment) if post else _post_deleted(was, addresses, brought)
        elif was and post:
            yield from (_list_gone(was, post, each) for each in addresses if each != "series/")
        else:
            of_person = "Posts are signed with this name, and readers know its page: keep the file, and its name."
            keep = of_person if addresses[0].startswith("authors/") else "Keep it."
            yield PAGE_GONE.at(new, title=_title(addresses[:1]), fix=f"{keep} {ASK}")


def _title(addresses: list[str]) -> str:
    first, *more = addresses
    also = f", and with it {', '.join(f'`/{each}`' for each in more)}" if more else ""
    return f"`/{first}` would be gone{also}, and readers have that address."


def _post_deleted(was: Post, addresses: list[str], brought: Brought) -> Problem:
    """The problem of a post whose file is gone; one by its authors that may take its place can have its address."""
    touched = [each for each in brought.library.posts if each.relative in brought.touched]
    heirs = [each for each in touched if each.relative not in brought.existed] or touched
    heirs = [each for each in heirs if each.status is not Status.DRAFT and each.at <= brought.site.moment]
    theirs = [each for each in heirs if not set(was.handles).isdisjoint(each.handles)]
    fix = "Bring the file back. To take a post down for good, ask a maintainer to vouch for it."
    if len(theirs) == 1:
        write = f"add this line there: `aliases: [/{addresses[0]}]`"
        if line_of(theirs[0].source, "aliases") is not None:
            write = f"write `/{addresses[0]}` under `aliases` there."
        fix = f"Bring the file back; or, if `{theirs[0].relative}` takes its place, {write}"
    return PAGE_GONE.at(was.relative, title=_title(addresses), fix=fix)


def _post_gone(was: Post, post: Post, gone: str, addresses: list[str], moment: dt.datetime) -> Problem:
    """The problem of a post that is not any more where it was."""
    path, title = post.relative, _title(addresses)
    draft = post.status is Status.DRAFT
    if draft or post.at > moment:
        key = "status" if draft else "date"
        line = line_of(post.source, key) or (line_of(post.source, "draft") if draft else None)
        fix = f"Delete the line, so that readers still find it. {ASK}" if line else f"Date it as it was. {ASK}"
        return PAGE_GONE.at(path, line, title=title, fix=fix)
    if gone != was.permalink:
        fix = f"Write `/{gone}` under `aliases` again. {ASK}"
        return PAGE_GONE.at(path, line_of(post.source, "aliases"), title=title, fix=fix)
    if (post.date.year, post.date.month) != (was.date.year, was.date.month):
        return _date_moved(was, post, title, moment)
    return _renamed(post, gone, title)


def _date_moved(was: Post, post: Post, title: str, moment: dt.datetime) -> Problem:
    """The problem of a post that was given another date: most often the day on which it was changed."""
    line = line_of(post.source, "date")
    if line is None:
        return _renamed(post, was.permalink, title)
    lines = [] if line_of(was.source, "date") is None else [f"date: {was.date:%Y-%m-%d}"]
    words = "The date of a post is a part of its address. Write"
    if was.date < post.date <= moment:
        lines.append(f"updated: {post.date:%Y-%m-%d}")
        words = "The date of a post stays; for the day of a change, write"
    if not lines:
        return PAGE_GONE.at(post.relative, line, title=title, fix="Delete the line.", edit=Edit(line, line, ""))
    better = "\n".join(lines)
    fix = f"{words}: `{better}`" if len(lines) == 1 else f"{words}:\n\n{better}"
    return PAGE_GONE.at(post.relative, line, title=title, fix=fix, edit=Edit(line, line, better))


def _renamed(post: Post, gone: str, title: str) -> Problem:
    """The problem of a post whose address has other words: the old ones can lead to it."""
    slug, aliases = line_of(post.source, "slug"), line_of(post.source, "aliases")
    if aliases is not None:
        fix = f"Write `/{gone}` under `aliases` as well, so that the old address leads here."
        return PAGE_GONE.at(post.relative, aliases, title=title, fix=fix)
    better = f"aliases: [/{gone}]"
    fix = f"Add this line between the two `---`, so that the old address leads here: `{better}`"
    below = slug or line_of(post.source, "title") or 1
    return PAGE_GONE.at(post.relative, below, title=title, fix=fix, edit=Edit(below + 1, below, better))


def _list_gone(was: Post, post: Post, address: str) -> Problem:
    """The problem of a tag or a series, or an old address, that a post had and has no more."""
    title = _title([address])
    tag = next((each for each in was.tags if each.permalink == address), None)
    fix, line, edit = f"Keep it. {ASK}", line_of(post.source, "aliases"), None
    if tag and post.status is Status.HIDDEN:
        line = line_of(post.source, "status")
        fix = f"A hidden post stands in no list, and no other one has this tag. Leave it published. {ASK}"
    elif tag:
        line, together = line_of(post.source, "tags"), [each for each in post.tags if tag.slug in each.slug.split("-")]
        fix = f"No other post has the tag `{tag.name}`: keep it. {ASK}"
        if line is None:
            fix = f"Write between the two `---` again: `tags: {', '.join(each.name for each in was.tags)}`. {ASK}"
        elif len(together) == len(post.tags) == 1:
            better = f"tags: {', '.join(each for each in together[0].name.split() if each.lower() not in BETWEEN)}"
            fix, edit = f"Tags are divided by commas. Write: `{better}`", Edit(line, line, better)
    elif was.series and address == f"series/{slugify(was.series)}/":
        line = line_of(post.source, "series")
        fix = f"{'Write:' if line else 'Keep the line'} `series: {was.series}`. {ASK}"
    return PAGE_GONE.at(post.relative, line, title=title, fix=fix, edit=edit)
