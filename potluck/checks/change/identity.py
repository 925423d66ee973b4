"""Whose is it: a change may only bring what its author may bring.

A byline is a handle, a handle is a file in `content/authors/`, and that file says whose GitHub account it is. What was
so before the change counts, so nobody can hand themselves somebody else's file. Each problem here is an error that a
maintainer may wave through.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import starmap
from pathlib import PurePosixPath

from potluck.checks.change.addresses import lost_addresses, vacated, wrote
from potluck.checks.change.before import is_image, read_before
from potluck.checks.change.bylines import came_with, given_away, handle_for, is_taken_over
from potluck.checks.change.history import GitError
from potluck.checks.change.impostors import of_people
from potluck.checks.change.moves import NO_MOVES, follows
from potluck.checks.change.owners import ASK, FILE_OF_ANOTHER, Brought, is_beside_anothers, is_bound, may_change
from potluck.checks.change.touched import Change
from potluck.checks.change.vanished import pages_gone
from potluck.checks.site import Site
from potluck.content.front_matter.top import line_of
from potluck.content.model import Person, Post
from potluck.content.names import is_permalink
from potluck.problems import Example, Problem, error, in_post, named, warning

_GOOD = in_post("A post under one's own name.")

BYLINE_OF_ANOTHER = error(
    "byline-of-another",
    "This post is signed with somebody else's name.",
    why="A byline says who wrote a post, so nobody signs for another.",
    fix=f"Sign with your own handle. {ASK}",
    bad=Example({}, "author: maria-silva, in a pull request by somebody else's account"),
    good=_GOOD,
)
PAGE_BY_MEMBER = error(
    "page-by-member",
    "Pages are the maintainers' to change.",
    why="A page is in the menu of the whole site and speaks for the community.",
    fix=f"Write a post instead, in `content/posts/`. {ASK}",
    bad=named("content/pages/offers.md", "---\ntitle: Offers\n---\n\nBuy now.\n"),
    good=_GOOD,
)
TOO_MANY_POSTS = error(
    "too-many-posts",
    "This change brings a great many things at once.",
    why="Somebody has to read them all before they are published.",
    fix=f"Bring them a few at a time. {ASK}",
    bad=Example({}, "fifty new posts in one pull request"),
    good=_GOOD,
)
CHANGE_UNKNOWN = warning(
    "change-unknown",
    "Whether these files are yours to change could not be found out.",
    why="Only git knows what a change brings, so the names under the posts were taken on trust.",
    fix="Run the check in a folder that `git clone` has made.",
    bad=Example({}, "a folder that is not a git repository"),
    good=_GOOD,
)
THEIRS_TOO = "They wrote it as well, and readers find it on their page."
EACH_SHOWS = 20
"""Images to a post, more or less: so many times the posts of a change may there be images in it."""


def check_identity(
    site: Site, since: str | None, account: str, change: Change | None, told: Collection[Problem]
) -> list[Problem]:
    """Everything that `account` brings since a revision (or has not committed yet) and may not.

    Where git can't tell what the change is, that is a warning; with a revision it raises GitError. `change` is the one
    since that revision; `told` is what was told of it before.
    """
    if not is_bound(account, site.settings):
        return []
    revision, name = since or "HEAD", site.library.content_dir.name
    before, moves = (change.before, change.moves) if change else (None, NO_MOVES)
    try:
        touched = frozenset(path for path in site.history.touched_since(revision) if path.startswith(f"{name}/"))
        before = before or read_before(name, site.settings, site.history, revision, touched)
        lost = lost_addresses(before.library, site.library, site.moment)
        brought = Brought(account, site, revision, touched, before.library, before.existed, lost, moves)
        problems = [
            *_of_files(brought),
            *of_people(brought),
            *_of_heaps(brought),
            *starmap(_given_away, given_away(brought)),
            *_of_the_gone(brought),
            *_of_months_to_come(brought),
            *pages_gone(brought, told),
        ]
    except GitError as reason:
        if since:  # git has told what the change is, so it can tell the rest: nothing is taken on trust
            raise
        return [CHANGE_UNKNOWN.at(name, title=f"{CHANGE_UNKNOWN.title} Git says: {reason}")]
    return sorted(problems, key=lambda each: (each.path, each.id))


def _of_files(brought: Brought) -> Iterator[Problem]:
    """Nobody touches a file of somebody else's, or brings one to a place that is another's."""
    library = brought.library
    texts: dict[str, list[Post]] = {}
    for each in library.posts:
        texts.setdefault(each.translation_of or each.slug, []).append(each)
    gone = [each for each in brought.before.posts if library.named(each.relative) is None]
    had = {address: each for each in gone for address in each.addresses}
    for path in sorted(brought.touched):
        post, kind = library.post(path), PurePosixPath(path).parts[1] if path.count("/") > 1 else ""
        if kind == "pages":
            yield PAGE_BY_MEMBER.at(path)
        elif path in brought.existed:
            if not (
                may_change(path, brought)
                or follows(path, library, brought.before, brought.moves)
                or _came_by_it(path, brought)
            ):
                yield _of_another(path, brought)
        elif (post or is_image(path)) and is_beside_anothers(path, brought):
            what = "image lies beside a post" if is_image(path) else "post lies in the folder of one"
            yield FILE_OF_ANOTHER.at(path, title=f"This {what} that is somebody else's.")
        if post:
            heir_of = next((had[each] for each in post.addresses if each in had), None)
            yield from _byline(post, heir_of, brought)
            yield from _among_languages(post, texts, brought)


def _came_by_it(path: str, brought: Brought) -> bool:
    """Whether a post that several people may have signed came with the account's own file."""
    person = None if brought.before.named(path) else came_with(path, brought.before, brought)
    return person is not None and brought.is_own(person)


def _of_heaps(brought: Brought) -> Iterator[Problem]:
    """Nobody brings so much at once that nobody can read it."""
    library, new = brought.library, brought.touched - brought.existed
    posts = sum(library.post(each) is not None and not is_beside_anothers(each, brought) for each in new)
    people = sum(each.relative in new for each in library.people.values())
    images = sum(map(is_image, new))
    others = len(new) - posts - people - images  # which are told, but may be no error
    most = brought.site.settings.max_posts_per_change
    heaps = ((posts, "posts", most), (people, "people", most), (images, "images", most * EACH_SHOWS))
    for count, what, bound in (*heaps, (others, "other files", most * EACH_SHOWS)):
        if count > bound:
            title = f"This change brings {count:,} {what}; at most {bound} at once."
            yield TOO_MANY_POSTS.at(library.content_dir.name, title=title)


def _of_another(path: str, brought: Brought) -> Problem:
    """The problem of a file that is somebody else's, who may have the name of whoever brings it."""
    was, now = brought.before.named(path), brought.library.named(path)
    if is_image(path) and PurePosixPath(path).parts[1] == "images":
        return FILE_OF_ANOTHER.at(path, title="This picture is everybody's, and posts of others may show it.")
    owners = was.authors if isinstance(was, Post) else (was,) if isinstance(was, Person) else ()
    if owners and not any(each.github_account for each in owners):
        names = " and ".join(each.name for each in owners)
        title = f"This file is that of {names}, and of which account that is nobody has said here."
        fix = f"If it is yours, ask a maintainer to vouch for it, and to add `github: {brought.account}` to your card."
        return FILE_OF_ANOTHER.at(path, title=title, fix=fix)
    if not isinstance(was, Person) or not isinstance(now, Person) or not is_taken_over(now, brought):
        return FILE_OF_ANOTHER.at(path)
    title = f"This file is that of {was.name}, whose account is {was.github_account}."
    fix = f"Leave it as it was, and bring yours as `{path.rpartition('/')[0]}/{handle_for(now, brought)}.md`."
    return FILE_OF_ANOTHER.at(path, title=title, fix=f"{fix} {ASK}")


def _given_away(post: Post, author: Person) -> Problem:
    """The problem of a post whose author gives up a name that another one has."""
    other = post.authors[0]
    title = f"This post would be signed by {other.name} (`{other.handle}`): the name is theirs alone now."
    fix = f"Sign it with the handle: `author: {author.handle}`. {ASK}"
    return BYLINE_OF_ANOTHER.at(post.relative, line_of(post.source, "author"), title=title, fix=fix)


def _byline(post: Post, heir_of: Post | None, brought: Brought) -> Iterator[Problem]:
    """Everybody a post is signed with must be the one who brings it, or have been on the byline before.

    Nobody who was there goes, also not where another text has the addresses of the post it is an heir of.
    """
    was = brought.before.post(brought.was(post.relative))
    signed = {person.handle for person in was.authors} if was else set()
    own = next((each.handle for each in brought.before.people.values() if brought.is_own(each)), "")
    for person in post.authors:
        if person.handle not in signed and not brought.is_own(person) and not brought.is_new(person):
            title = f"This post is signed by {person.name}, whose account is not {brought.account}."
            fix = f"Sign with your own handle, `{own}`. {ASK}" if own else BYLINE_OF_ANOTHER.fix
            if not own and is_taken_over(person, brought):
                title = f"This post is signed with a handle that was somebody else's, `{person.handle}`."
                fix = f"Write: `author: {handle_for(person, brought)}`"
            elif any(each.handle in (own, *signed) or brought.is_new(each) for each in post.authors):
                fix = f"If you wrote it together, ask a maintainer to vouch for it; else take `{person.handle}` away."
            yield BYLINE_OF_ANOTHER.at(post.relative, line_of(post.source, "author"), title=title, fix=fix)
    names = {person.handle for person in post.authors}
    for old in (each for each in (was, heir_of) if each and any(map(brought.is_own, each.authors))):
        for person in (each for each in old.authors if each.handle not in names and not brought.is_own(each)):
            title = f"This change takes {person.name} off the byline."
            fix, line = f"Write `{person.handle}` there again. {ASK}", line_of(post.source, "author")
            yield BYLINE_OF_ANOTHER.at(post.relative, line, title=title, why=THEIRS_TOO, fix=fix)


def _among_languages(post: Post, texts: Mapping[str, Sequence[Post]], brought: Brought) -> Iterator[Problem]:
    """Nobody's post takes a place among the languages of a text that another's has: readers would be led to it."""
    text = post.translation_of or post.slug
    was = brought.before.post(brought.was(post.relative))
    if was and (was.translation_of or was.slug, was.lang) == (text, post.lang):
        return
    for other in texts[text]:
        is_same_text = post.translation_of or other.translation_of
        is_in_the_way = other.lang == post.lang or not post.translation_of
        is_anothers = other.relative not in brought.touched and not any(map(brought.is_own, other.authors))
        if is_same_text and is_in_the_way and is_anothers:
            title = f"Among the languages of one text, this post would stand where `{other.relative}` does."
            fix = f"Give it another slug, or leave out `translation_of`. {ASK}"
            if post.translation_of and line_of(post.source, "lang") is None:
                fix = f"Say which language it is in, with a line such as `lang: es` between the two `---`. {ASK}"
            yield FILE_OF_ANOTHER.at(post.relative, line_of(post.source, "translation_of"), title=title, fix=fix)
            return


def _of_the_gone(brought: Brought) -> Iterator[Problem]:
    """Nobody takes the address of somebody else's post that was deleted: who follows an old link looks for that."""
    posts = [post for post in brought.library.posts if post.relative in brought.touched]
    new = [(post, each) for post in posts for each in post.addresses if each not in brought.had]
    gone = vacated(brought) if new else {}
    for post, address in new:
        old = gone.get(address.casefold())
        if old and not any(map(brought.is_own, wrote(old, brought))):
            title = f"`/{address}` was the address of `{old}`, which is somebody else's and gone."
            fix = f"Take another slug, or leave out the alias. {ASK}"
            yield FILE_OF_ANOTHER.at(post.relative, title=title, fix=fix)


def _of_months_to_come(brought: Brought) -> Iterator[Problem]:
    """Nobody keeps addresses that posts of others will have: no old address is of a month that is still to come."""
    month = f"{brought.site.moment + dt.timedelta(days=1):%Y/%m}"  # that of those who are ahead of us
    for post in (each for each in brought.library.posts if each.relative in brought.touched):
        for alias in post.aliases:
            if is_permalink(alias) and alias[: len(month)] > month and alias not in brought.had:
                title = (
                    f"`/{alias}` is no old address: its month is still to come, and somebody else's post may have it."
                )
                line = line_of(post.source, "aliases")
                yield FILE_OF_ANOTHER.at(post.relative, line, title=title, fix=f"Leave out the alias. {ASK}")
