"""Names of files that have no date, with the day to put there."""

from __future__ import annotations

import re

from msgspec.structs import replace

from potluck.checks.post.dates import LONG_AHEAD
from potluck.checks.post.titles import TEMPLATE_SLUG
from potluck.checks.site import Site
from potluck.content.document import Document
from potluck.content.names import read_post_name, slugify, without_placeholder
from potluck.content.rules.names import MISPLACED, NO_DATE, NO_SLUG, NOT_PORTABLE, WRONG_DATE
from potluck.content.rules.reading import UNEXPECTED_FILE
from potluck.problems import Problem

ONLY_A_DAY = re.compile(r"/posts/(?:.*/)?\d{4}-\d\d-\d\d\.md\Z")
TEMPLATE_NAMES = frozenset(("", "post", "my-post", "name", "slug"))
EXAMPLE_DAY = "/posts/2024-05-31-"
"""In words of what can't know today."""


def with_day(problem: Problem, site: Site) -> Problem:
    """A problem of a name without a date, with the day on which the file came, or today, to put there."""
    if problem.id == NOT_PORTABLE.id and ONLY_A_DAY.search(problem.move_to or ""):
        return _with_words(problem, site)
    if problem.id in (UNEXPECTED_FILE.id, NO_SLUG.id) and EXAMPLE_DAY in problem.fix:
        return _beside_or_today(problem, site)
    is_of_name = problem.id in (NO_DATE.id, WRONG_DATE.id) and not problem.move_to
    is_renamed = problem.id == NOT_PORTABLE.id and (problem.move_to or "").endswith(".md")
    wanted = problem.path if is_of_name else problem.move_to if is_renamed or problem.id == MISPLACED.id else None
    if not wanted or not wanted.startswith(f"{site.library.content_dir.name}/posts/"):
        return problem
    if (is_of_name or is_renamed) and (index := _its_index(problem.path, site)):
        fix = "Rename it to `index.md`: the date and the words stand in the name of its folder."
        return replace(problem, fix=fix, move_to=index)
    return _dated(problem, wanted, site)


def _dated(problem: Problem, wanted: str, site: Site) -> Problem:
    """A problem of a post that should lie at a path, with a day in front of its name."""
    whole = wanted.removesuffix("/index.md")
    folder, _, name = whole.rpartition("/")
    document = site.documents.get(problem.path)
    stem = name.removesuffix(".md")
    ending, bare = f"{name[len(stem) :]}{wanted[len(whole) :]}", without_placeholder(stem)
    if slugify(bare) in TEMPLATE_NAMES or TEMPLATE_SLUG.fullmatch(slugify(bare)):
        bare = _words_of_title(document) or bare
    came = site.history.first_seen.get(problem.path, site.moment).astimezone(site.settings.zone).date()
    from potluck.content.misnamed import of_year  # which few names need

    if meant := [f"{folder}/{each}{ending}" for each in of_year(bare, came + LONG_AHEAD)]:
        title = problem.title if problem.move_to else "The date in this name has no year."
        fix = f"Rename it to {' or '.join(f'`{each}`' for each in meant)}."
        return replace(problem, title=title, fix=fix, move_to=meant[0] if len(meant) == 1 else None)
    read = read_post_name(bare)
    if read.date or read.wrong_date or (document and document.front.fields.get("date")):
        return problem
    better = f"{folder}/{came}-{bare}{ending}"
    fix = f"Put the day it should appear, and a hyphen, in front of the name: `{better}`."
    if problem.id == MISPLACED.id:
        fix = f"Move it to `{better}`, with the day it should appear."
    elif problem.move_to:
        fix = f"Rename it to `{better.rpartition('/')[2]}`, with the day it should appear."
    return replace(problem, fix=fix, move_to=better)


def _words_of_title(document: Document | None) -> str:
    """The title of a file as part of an address; empty where it has none."""
    return slugify(document.front.words_of("title")) if document else ""


def _with_words(problem: Problem, site: Site) -> Problem:
    """A problem of a name that has nothing left but its date, with the words of the title behind it."""
    assert problem.move_to is not None
    words = _words_of_title(site.documents.get(problem.path))
    if not words:
        return problem
    better = f"{problem.move_to.removesuffix('.md')}-{words}.md"
    return replace(problem, fix=f"Rename it to `{better.rpartition('/')[2]}`.", move_to=better)


def _beside_or_today(problem: Problem, site: Site) -> Problem:
    """A file of another kind whose text belongs into the post it lies beside, or into one of today."""
    beside = f"{problem.path.rpartition('/')[0]}/index.md"
    if beside != problem.path and beside in site.documents:
        return replace(problem, fix=f"Put what belongs to your post into `{beside}`, and delete this file.")
    today = site.moment.astimezone(site.settings.zone).date()
    return replace(problem, fix=problem.fix.replace(EXAMPLE_DAY, f"/posts/{today}-"))


def _its_index(path: str, site: Site) -> str:
    """The `index.md` that a text in the folder of a post was meant as, where it is the only one there."""
    folder = path.rpartition("/")[0]
    alone = all(each == path or each.rpartition("/")[0] != folder for each in site.documents)
    dated = read_post_name(folder.rpartition("/")[2])
    return f"{folder}/index.md" if alone and dated.date and dated.slug else ""
