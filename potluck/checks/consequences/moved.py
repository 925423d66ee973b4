"""Problems of files that are not where, or what, they were or seem to be: told as what they are."""

from __future__ import annotations

import posixpath
from pathlib import PurePosixPath
from urllib.parse import unquote

from msgspec.structs import replace

from potluck.checks.change.moves import meant_for
from potluck.checks.change.touched import Change
from potluck.checks.images.files import SIGNATURES, kind_of_picture
from potluck.checks.links.targets import LINK_ANCHOR, LINK_MISSING
from potluck.checks.site import Site
from potluck.content.front_matter.top import line_of
from potluck.content.names import own_name, read_post_name
from potluck.content.rules.names import MISPLACED
from potluck.content.rules.shape import MISSING
from potluck.content.tree import ImageFile
from potluck.problems import Edit, Problem

OF_NAMES = ("name-", "wrong-place", "handle", "folder-twice")
"""Rules of a file's own name or place."""
OF_PICTURES = ("image-missing", "image-value")
"""Rules of pictures that are not where a text says."""
OF_TWO = {"permalink-taken": "slug", "title-copied": "title", "name-case": ""}
"""Rules about two files, with the key whose line is at fault."""
IN_ITS_FOLDER = "This file lies in the folder of a post, and is no post itself."
NO_HEADING = "There is no heading "
WAS_A_FOLDER = "This post was a folder, and its pictures are still in it."
GAPS = "Readers would see gaps: a post shows the pictures that lie beside it in its own folder."


def first_name(problem: Problem) -> str:
    """What a problem names first."""
    return problem.title.partition("`")[2].partition("`")[0]


def led_to(path: str, url: str) -> str:
    """The file that a relative link in another one names."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(url.partition("#")[0])))


def of_what_moved(problem: Problem, site: Site, change: Change) -> Problem:
    """A problem of a file that the change moved or copied, or that another one leads to or shows."""
    old = change.moves.moved.get(problem.path)
    if old and problem.is_error and problem.id.startswith(OF_NAMES):
        return replace(problem, fix=f"Give it its old name and place again: `{old}`.", move_to=old)
    if old and problem.id == "author-folder":
        return replace(problem, fix=f"Move it back to `{old}`, or into a folder that is nobody's.", edit=None)
    copied = change.moves.copied
    source = next((copied[path] for path in copied if f"{path}/".startswith(f"{problem.path}/")), None)
    if source and source != problem.move_to and problem.is_error and problem.id.startswith((*OF_NAMES, "permalink-")):
        return replace(problem, fix=f"{meant_for(source)} Otherwise: {problem.fix}")
    if old and problem.id in OF_PICTURES:
        folder, named = posixpath.dirname(old), first_name(problem)
        places = [each for each in (led_to(old, named), led_to(problem.path, named)) if each.startswith(f"{folder}/")]
        left = next((each for each in places if isinstance(site.library.named(each), ImageFile)), "")
        is_there = bool(left) and posixpath.dirname(problem.path) != folder
        if is_there and not problem.path.endswith("/index.md"):
            fix = f"Give it its old name and place again: `{old}`."
            return MISPLACED.at(problem.path, title=WAS_A_FOLDER, why=GAPS, fix=fix, move_to=old)
        if is_there:
            return replace(problem, fix=f"Bring `{left}` along, into the folder of this post.", edit=None)
    if problem.id == LINK_MISSING.id and problem.line is not None:
        return _followed(problem, site, change)
    return _translated(problem, site, change) if problem.id == "translation-unknown" else problem


def onto_another(problem: Problem, site: Site) -> Problem:
    """A problem of a file that would have to go where another one is: most often it was to change that."""
    target = problem.move_to
    if not target or not problem.is_error or not problem.id.startswith(OF_NAMES) or target not in site.documents:
        return problem
    return replace(problem, fix=f"{meant_for(target)} Otherwise give it another name.")


def _translated(problem: Problem, site: Site, change: Change) -> Problem:
    """A translation of a post that the change called otherwise."""
    slug, document = first_name(problem), site.documents.get(problem.path)
    was = next((each for each in change.before.library.posts if each.slug == slug), None) if change.before else None
    now = site.library.post(change.moves.now_at.get(was.relative, was.relative)) if was else None
    if document is None or problem.line is None or now is None:
        return problem
    line = document.source.lines[problem.line - 1]
    better = line.replace(slug, now.slug)
    fix = f"Give it the line `slug: {slug}`, or write here: `{better.strip()}`"
    title = f"`{slug}`: This change gives that post another name, `{now.slug}`."
    return replace(problem, title=title, fix=fix, edit=Edit(problem.line, problem.line, better))


def _followed(problem: Problem, site: Site, change: Change) -> Problem:
    """A link to a file that the change took away, or gave another name."""
    named = first_name(problem)
    target, document = led_to(problem.path, named), site.documents.get(problem.path)
    new = change.moves.now_at.get(target)
    if document is None or problem.line is None or target not in change.files:
        return problem
    if new is None or not new.endswith(".md"):
        title = f"`{named}`: This change deletes that file."
        return replace(problem, title=title, fix="Bring the file back, or take this link away.")
    hashed = named.partition("#")
    better = posixpath.relpath(new, posixpath.dirname(problem.path)) + hashed[1] + hashed[2]
    line = document.source.lines[problem.line - 1]
    edit = Edit(problem.line, problem.line, line.replace(named, better, 1)) if named in line else None
    title = f"`{named}`: This change gives that file another name or place."
    kept = f"Keep its old name{_with_its_slug(target, new)}"
    return replace(problem, title=title, fix=f"{kept}, or write here: `{better}`", edit=edit)


def _with_its_slug(old: str, new: str) -> str:
    """The line by which a post has a new address under its old name, so that links to the file stay whole."""
    slug = read_post_name(own_name(PurePosixPath(new))).slug
    is_other = slug and slug != read_post_name(own_name(PurePosixPath(old))).slug
    return f", with the line `slug: {slug}` in it for the new address" if is_other and "/posts/" in new else ""


def of_the_new_one(problem: Problem, site: Site, change: Change) -> Problem:
    """A problem of two files as one of that which the change brought, where it was told of the other."""
    if len(problem.also) != 1:
        return problem
    (other,) = problem.also
    if problem.id not in OF_TWO or problem.path in change.files or other not in change.files:
        return problem
    document, key, is_address = site.documents.get(other), OF_TWO[problem.id], problem.id == "permalink-taken"
    line = line_of(document.source, key) if document and key else None
    title = problem.title.replace(f"`{other}`", f"`{problem.path}`")
    fix = "Give it another slug." if line and is_address else problem.fix
    return replace(problem, path=other, also=(problem.path,), line=line, title=title, fix=fix)


def of_what_is_gone(problem: Problem, change: Change) -> Problem:
    """A problem of the lines at a top, a picture or a heading that the change took away."""
    if problem.id == MISSING.id and problem.title == MISSING.title:
        return _with_its_old_top(problem, change)
    if problem.id in OF_PICTURES and problem.fix.startswith(("Put the image", "Put the picture")):
        return _with_the_new_picture(problem, change)
    if problem.id == LINK_ANCHOR.id:
        return _without_heading(problem, change)
    return problem


def _with_its_old_top(problem: Problem, change: Change) -> Problem:
    """A post that lost the lines at its top, with those that it had."""
    was = change.before.library.post(problem.path) if change.before else None
    if was is None or was.body_line < 2:
        return problem
    top = "\n".join(was.source.lines[: was.body_line - 1])
    title = "The lines at the top, with the title and author, are gone."
    fix = f"Put them back above the first line:\n\n{top}\n"
    return replace(problem, title=title, fix=fix, edit=Edit(1, 0, top))


def _with_the_new_picture(problem: Problem, change: Change) -> Problem:
    """A picture that the change took away, with the one that it brought in its place."""
    existed = change.before.existed if change.before else frozenset[str]()
    folder, gone = posixpath.dirname(problem.path), led_to(problem.path, first_name(problem))
    if gone not in change.files or gone not in existed:
        return problem
    came = [path for path in change.files if path not in existed and posixpath.dirname(path) == folder]
    came = [path for path in came if PurePosixPath(path).suffix.lower() in SIGNATURES]
    title = f"`{first_name(problem)}`: This change takes that picture away."
    fix = "Bring it back, or take it out here."
    if len(came) == 1:
        fix = f"Is it called `{posixpath.basename(came[0])}` now? Then write that here."
    return replace(problem, title=title, why="Readers would see a gap there.", fix=fix)


def _without_heading(problem: Problem, change: Change) -> Problem:
    """A link to a heading of another file that the change took away."""
    name, held = first_name(problem), problem.title.rpartition(" in `")[2].removesuffix("`.")
    if held == problem.path or f"{problem.title[len(NO_HEADING) : -1]}".casefold() not in change.lost:
        return problem
    title = f"`{name}` is a heading that this change takes away in `{held}`."
    otherwise = (
        problem.fix.replace("Write:", "or write here:") if problem.edit else "or take its name out of this link."
    )
    return replace(problem, title=title, fix=f"Give that heading its old words again, {otherwise}")


def beside_its_post(problem: Problem, site: Site) -> Problem:
    """A text that lies in the folder of a post, and is none itself."""
    if problem.id not in ("name-suffix", "name-date-missing") or not problem.move_to:
        return problem
    folder, _, name = problem.path.rpartition("/")
    document = site.documents.get(problem.path)
    if f"{folder}/index.md" not in site.documents or name.lower().startswith("index."):
        return problem
    if document is None or "title" in document.front.fields or read_post_name(name.partition(".")[0]).date:
        return problem
    fix = f"Put what belongs to the post into `{folder}/index.md`, and delete this file."
    return replace(problem, title=IN_ITS_FOLDER, fix=fix, move_to=None)


def called_as_a_text(problem: Problem, site: Site) -> Problem:
    """A picture whose name has no ending: with the name that it needs."""
    if problem.id != "encoding" or "a picture" not in problem.title or PurePosixPath(problem.path).suffix == ".md":
        return problem
    try:
        with (site.library.content_dir.parent / problem.path).open("rb") as file:
            head = file.read(16)
    except OSError:
        return problem
    suffix = kind_of_picture(head)
    if suffix is None:
        return problem
    better = f"{PurePosixPath(problem.path).name}{suffix}"
    title = "This is a picture, and its name does not end as a picture's."
    return replace(problem, title=title, fix=f"Rename it to `{better}`.", line=None)
