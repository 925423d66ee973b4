"""Pages that a change takes away, each with what did it and the line that keeps its address."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Mapping, Sequence

from potluck.checks.change.moves import Moves
from potluck.checks.change.owners import ASK
from potluck.content.front_matter.top import line_of
from potluck.content.library import Library
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


def pages_gone(
    lost: Mapping[str, str],
    before: Library,
    library: Library,
    moves: Moves,
    told: Collection[Problem],
    moment: dt.datetime,
    heirs: Collection[Post] = (),
) -> Iterator[Problem]:
    """A problem for each file that had pages which are no more, unless what is wrong with the file explains it.

    `lost` are addresses, each with the file it came from `before`; `told` is what was told of the change already;
    `heirs` are posts that may take the place of those that are gone.
    """
    new_by: dict[str, list[Post]] = {}
    for each in heirs:
        if each.status is not Status.DRAFT and each.at <= moment:
            for handle in each.handles:
                new_by.setdefault(handle, []).append(each)
    faulty = {each.path for each in library.problems if each.is_error}
    back = {each.move_to for each in told if each.is_error and each.move_to}
    misplaced = {each.path for each in told if each.is_error and each.move_to}
    of_files: dict[str, list[str]] = {}
    for address, path in lost.items():
        of_files.setdefault(path, []).append(address)
    for path, addresses in of_files.items():
        new = moves.now_at.get(path, path)
        if not {path, new}.isdisjoint(faulty) or new in misplaced or path in back:
            continue
        was, post = before.post(path), library.post(new)
        of_posts = [each for each in addresses if is_permalink(each)]
        if was and of_posts:
            if post is None:
                yield _post_deleted(was, of_posts[0], addresses, new_by)
            else:
                yield _post_gone(was, post, of_posts[0], addresses, moment)
        elif was and post:
            several = [each for each in addresses if each != "series/"]
            yield from (_list_gone(was, post, each) for each in several)
        else:
            yield _other_gone(path, new, addresses[0])


def _title(addresses: list[str]) -> str:
    first, *more = addresses
    also = f", and with it {', '.join(f'`/{each}`' for each in more)}" if more else ""
    return f"`/{first}` would be gone{also}, and readers have that address."


def _post_deleted(was: Post, gone: str, addresses: list[str], new_by: Mapping[str, Sequence[Post]]) -> Problem:
    """The problem of a post whose file is gone; another one by its authors that came instead can have its address."""
    title = _title([gone, *(each for each in addresses if each != gone)])
    heirs = list({each.relative: each for handle in was.handles for each in new_by.get(handle, ())}.values())
    if len(heirs) != 1:
        fix = "Bring the file back. To take a post down for good, ask a maintainer to vouch for it."
        return PAGE_GONE.at(was.relative, title=title, fix=fix)
    where = f"Bring the file back; or, if `{heirs[0].relative}` takes its place,"
    if line_of(heirs[0].source, "aliases") is not None:
        return PAGE_GONE.at(was.relative, title=title, fix=f"{where} write `/{gone}` under `aliases` there.")
    return PAGE_GONE.at(was.relative, title=title, fix=f"{where} add this line there: `aliases: [/{gone}]`")


def _post_gone(was: Post, post: Post, gone: str, addresses: list[str], moment: dt.datetime) -> Problem:
    """The problem of a post that is not any more where it was."""
    path, title = post.relative, _title([gone, *(each for each in addresses if each != gone)])
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
    if was.date < post.date <= moment:
        lines.append(f"updated: {post.date:%Y-%m-%d}")
        words = "The date of a post stays; for the day of a change, write"
    else:
        words = "The date of a post is a part of its address. Write"
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
    if tag and post.status is Status.HIDDEN:
        fix = f"A hidden post stands in no list, and no other one has this tag. Leave it published. {ASK}"
        return PAGE_GONE.at(post.relative, line_of(post.source, "status"), title=title, fix=fix)
    if tag:
        line, together = line_of(post.source, "tags"), [each for each in post.tags if tag.slug in each.slug.split("-")]
        if line and len(together) == len(post.tags) == 1:
            better = f"tags: {', '.join(each for each in together[0].name.split() if each.lower() not in BETWEEN)}"
            fix = f"Tags are divided by commas. Write: `{better}`"
            return PAGE_GONE.at(post.relative, line, title=title, fix=fix, edit=Edit(line, line, better))
        fix = f"No other post has the tag `{tag.name}`: keep it. {ASK}"
        if line is None:
            fix = f"Write between the two `---` again: `tags: {', '.join(each.name for each in was.tags)}`. {ASK}"
        return PAGE_GONE.at(post.relative, line, title=title, fix=fix)
    if was.series and address == f"series/{slugify(was.series)}/":
        line = line_of(post.source, "series")
        better = f"series: {was.series}"
        fix = f"Write: `{better}`. {ASK}" if line else f"Keep the line `{better}`. {ASK}"
        return PAGE_GONE.at(post.relative, line, title=title, fix=fix)
    return PAGE_GONE.at(post.relative, line_of(post.source, "aliases"), title=title, fix=f"Keep it. {ASK}")


def _other_gone(path: str, new: str, address: str) -> Problem:
    """The problem of a page or a person that is not there any more, or has another name."""
    if address.startswith("authors/"):
        what = "Posts are signed with this name, and readers know its page: keep the file, and its name."
        return PAGE_GONE.at(new, title=_title([address]), fix=f"{what} {ASK}")
    return PAGE_GONE.at(new, title=_title([address]), fix=f"Keep it. {ASK}")
