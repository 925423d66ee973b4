"""What follows from a problem in another file, or from what became of a file, is not told beside it.

`causes` does the same for what stands on one line. Nothing here drops the last error that a file or its cause has.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterable
from pathlib import PurePosixPath
from urllib.parse import unquote

from msgspec.structs import replace

from potluck.checks.change.copies import meant_for
from potluck.checks.change.heads import line_of
from potluck.checks.change.touched import Change
from potluck.checks.images.files import SIGNATURES
from potluck.checks.links.targets import LINK_ANCHOR, LINK_MISSING
from potluck.checks.site import Site
from potluck.content.names import own_name, read_post_name, slugify
from potluck.content.rules.shape import MISSING
from potluck.problems import Edit, Problem

SWALLOWS = ("fence-", "html-unfinished", "html-open", "indented-prose", "conflict-", "front-matter-")
"""Rules of what hides the headings of a text."""
OF_NAMES = ("name-", "wrong-place", "handle", "folder-twice")
"""Rules of a file's own name or place."""
BY_PLACE = ("image-missing", "image-value", "date-unlikely", "date-future", "slug-differs")
"""Rules whose problems go with the file's right name."""
UNREAD = ("encoding", "empty-file", "file-too", "file-unreadable", "symbolic-link", "not-a-file", "control-")
"""Rules of files that nobody can read, though they are there."""
EXPLAINED = {
    "date-differs": ("page-gone",),
    "date-future": ("page-gone",),
    "slug-differs": ("page-gone", "permalink-taken"),
    "key-foreign": ("page-gone",),
    "page-gone": ("file-of-another", "page-by-member", "permalink-taken"),
    "template-text": ("file-of-another",),
    "title-copied": ("post-copied",),
    "post-copied": ("permalink-taken", "name-characters", "name-suffix", "name-date-missing"),
    "date-unlikely": ("post-copied", "permalink-taken"),
}
"""What is nothing to tell of a file beside errors of these rules, unless both name a line, and not the same."""
IN_ITS_FOLDER = "This file lies in the folder of a post, and is no post itself."
AMONG = "Among the languages"
NO_HEADING = "There is no heading "


def without_consequences(problems: Iterable[Problem], site: Site, change: Change | None) -> list[Problem]:
    """The problems but for those that others explain; what a copied or moved file explains says so."""
    told = [_called_as_a_text(_beside_its_post(each, site), site) for each in problems]
    told = [_for_the_new_one(each, site, change) for each in told]
    told = [_as_it_became(each, site, change) for each in told]
    why = _Explained(told, site, change)
    return [each for each in told if not why.explains(each)]


class _Explained:
    """What was told, by what it may explain."""

    def __init__(self, told: list[Problem], site: Site, change: Change | None) -> None:
        self.site = site
        self.errors = [each for each in told if each.is_error]
        self.moved = change.moves.moved if change else {}
        of_names = [each for each in self.errors if each.move_to and each.id.startswith(OF_NAMES)]
        self.belong = {each.path: each.move_to for each in of_names if each.move_to}
        self.back = frozenset(self.belong.values())
        copied = change.moves.copied if change else {}
        wrong = tuple(f"{each.path}/" for each in of_names)
        self.copies = {path for path in copied if f"{path}/".startswith(wrong)}
        self.unread = {each.path for each in self.errors if each.id.startswith(UNREAD)}
        self.of_other_kinds = {each.path for each in self.errors if each.id == "unexpected-file"}
        self.hidden = {each.path for each in told if each.id.startswith(SWALLOWS)}
        self.gone = {each.path for each in self.errors if each.id in ("page-gone", "file-of-another")}
        self.called = {each.path for each in self.errors if each.id == "name-of-another"}
        self.slugs = _withheld_slugs(site, {each.path for each in self.errors})
        self.on_path: dict[str, list[Problem]] = {}
        for each in told:
            self.on_path.setdefault(each.path, []).append(each)

    def explains(self, each: Problem) -> bool:
        """Whether another problem explains this one, and is told."""
        if any(self._is_why(other, each) for other in self.on_path[each.path]):
            return True
        if each.id == "translation-unknown":
            return _slug_named(each, self.site) in self.slugs
        if each.id == LINK_ANCHOR.id:
            return any(each.title.endswith(f" in `{path}`.") for path in self.hidden - {each.path})
        if each.id == LINK_MISSING.id and each.path not in self.belong:
            target = _led_to(each.path, _named(each))
            return target in self.back | self.unread | self.of_other_kinds or (
                target in self.gone and self._is_anothers(target)
            )
        if each.id == "author-unknown":
            return any(path.endswith(f"/authors/{_named(each)}.md") for path in self.back | self.gone)
        if each.id == "same-name":
            return any(f"`{PurePosixPath(path).stem}`" in each.title for path in self.called)
        if each.id == "date-unlikely" and each.path in self.moved:
            return True
        if each.path in self.copies:
            return each.id.startswith(BY_PLACE)
        return each.id.startswith(BY_PLACE) and each.path in self.belong and self._goes_with_the_name(each)

    def _is_why(self, other: Problem, each: Problem) -> bool:
        if other.title == IN_ITS_FOLDER:
            return other is not each
        if each.id == "name-suffix":
            return other.id == "encoding" and other.line is None
        if each.id == "file-of-another" and each.title.startswith(AMONG):
            return other.id == "permalink-taken"
        if each.id == "author-unknown" and each.edit is not None:
            return other.id in ("front-matter-sign", "key-unknown") and other.line == each.line
        if each.id == "language-untold":
            return other.title.startswith(AMONG)
        apart = other.line is not None and each.line is not None and other.line != each.line
        return other.id in EXPLAINED.get(each.id, ()) and not apart

    def _is_anothers(self, path: str) -> bool:
        return any(each.id == "file-of-another" for each in self.on_path[path])

    def _goes_with_the_name(self, each: Problem) -> bool:
        """Whether a problem goes once its file is called as it should be: that is another date, other words, or the
        picture lies beside that.
        """
        if each.path in self.moved:
            return True
        if not each.id.startswith("image-"):
            return own_name(PurePosixPath(each.path)) != own_name(PurePosixPath(self.belong[each.path]))
        there = _led_to(self.belong[each.path], _named(each))
        return any(image.relative == there for image in self.site.library.images)


def _withheld_slugs(site: Site, faulty: set[str]) -> set[str]:
    """What posts would be known by that have a mistake and can't be published, or not even be read."""
    found = {read_post_name(own_name(PurePosixPath(path))).slug for path in faulty if path not in site.documents}
    for each in (*site.library.documents, *site.strays):
        if each.source.relative in faulty and not each.published:
            said = each.front.fields.get("slug")
            called = own_name(each.source.path).removesuffix(".md")
            found |= {slugify(str(said.value or "")) if said else "", read_post_name(called).slug}
    return found - {""}


def _slug_named(problem: Problem, site: Site) -> str:
    """What a translation says that it translates."""
    document = site.documents.get(problem.path)
    said = document.front.fields.get("translation_of") if document else None
    value = said.value if said and isinstance(said.value, str) else ""
    return read_post_name(value.removesuffix(".md")).slug if value[:1].isdigit() else slugify(value)


def _named(problem: Problem) -> str:
    """What a problem names first."""
    return problem.title.partition("`")[2].partition("`")[0]


def _led_to(path: str, url: str) -> str:
    """The file that a relative link in another one names."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(url.partition("#")[0])))


def _for_the_new_one(problem: Problem, site: Site, change: Change | None) -> Problem:
    """A problem of two files as one of that which the change brought, where it was told of the other."""
    if change is None or len(problem.also) != 1:
        return problem
    (other,) = problem.also
    if problem.id not in ("permalink-taken", "title-copied") or problem.path in change.files:
        return problem
    if other not in change.files:
        return problem
    document, is_address = site.documents.get(other), problem.id == "permalink-taken"
    line = line_of(document.source, "slug" if is_address else "title") if document else None
    title = problem.title.replace(f"`{other}`", f"`{problem.path}`")
    fix = "Give it another slug." if line and is_address else problem.fix
    return replace(problem, path=other, also=(problem.path,), line=line, title=title, fix=fix)


def _beside_its_post(problem: Problem, site: Site) -> Problem:
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


def _called_as_a_text(problem: Problem, site: Site) -> Problem:
    """A picture whose name has no ending: with the name that it needs."""
    if problem.id != "encoding" or "a picture" not in problem.title or PurePosixPath(problem.path).suffix == ".md":
        return problem
    try:
        with (site.library.content_dir.parent / problem.path).open("rb") as file:
            head = file.read(16)
    except OSError:
        return problem
    suffix = next((each for each, signs in SIGNATURES.items() if each != ".avif" and head.startswith(signs)), None)
    if suffix is None:
        return problem
    better = f"{PurePosixPath(problem.path).name}{suffix}"
    title = "This is a picture, and its name does not end as a picture's."
    return replace(problem, title=title, fix=f"Rename it to `{better}`.", line=None)


def _as_it_became(problem: Problem, site: Site, change: Change | None) -> Problem:
    """A problem of what the change moved, copied or took away, with where it was."""
    if change is None:
        return problem
    if problem.id == MISSING.id and problem.title == MISSING.title:
        return _with_its_old_top(problem, change)
    old = change.moves.moved.get(problem.path)
    if old and problem.move_to and problem.id.startswith(OF_NAMES):
        return replace(problem, fix=f"Give it its old name and place again: `{old}`.", move_to=old)
    copied = change.moves.copied
    source = next((copied[path] for path in copied if f"{path}/".startswith(f"{problem.path}/")), None)
    if source and problem.is_error and problem.id.startswith((*OF_NAMES, "permalink-")):
        return replace(problem, fix=f"{meant_for(source)} Otherwise: {problem.fix}")
    if old and problem.id in ("image-missing", "image-value"):
        left = _led_to(old, _named(problem))
        if any(each.relative == left for each in site.library.images):
            return replace(problem, fix=f"Bring `{left}` along, into the folder of this post.", edit=None)
    if problem.id in ("image-missing", "image-value") and problem.fix.startswith("Put the image"):
        return _with_the_new_picture(problem, change)
    if problem.id == LINK_MISSING.id and problem.line is not None:
        return _followed(problem, site, change)
    if problem.id == LINK_ANCHOR.id:
        return _without_heading(problem, change)
    return problem


def _with_its_old_top(problem: Problem, change: Change) -> Problem:
    """A post that lost the lines at its top, with those that it had."""
    posts = change.before.library.posts if change.before else ()
    was = next((each for each in posts if each.relative == problem.path), None)
    if was is None or was.body_line < 2:
        return problem
    top = "\n".join(was.source.lines[: was.body_line - 1])
    title = "The lines at the top, with the title and author, are gone."
    fix = f"Put them back above the first line:\n\n{top}\n"
    return replace(problem, title=title, fix=fix, edit=Edit(1, 0, top))


def _with_the_new_picture(problem: Problem, change: Change) -> Problem:
    """A picture that the change took away, with the one that it brought in its place."""
    existed = change.before.existed if change.before else frozenset[str]()
    folder, gone = posixpath.dirname(problem.path), _led_to(problem.path, _named(problem))
    if gone not in change.files or gone not in existed:
        return problem
    came = [path for path in change.files if path not in existed and posixpath.dirname(path) == folder]
    came = [path for path in came if PurePosixPath(path).suffix.lower() in SIGNATURES]
    title = f"`{_named(problem)}`: This change takes that picture away."
    fix = "Bring it back, or take it out here."
    if len(came) == 1:
        fix = f"Is it called `{posixpath.basename(came[0])}` now? Then write that here."
    return replace(problem, title=title, fix=fix)


def _followed(problem: Problem, site: Site, change: Change) -> Problem:
    """A link to a file that the change took away, or gave another name."""
    named = _named(problem)
    target, document = _led_to(problem.path, named), site.documents.get(problem.path)
    new = next((new for new, old in change.moves.moved.items() if old == target), None)
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
    return replace(problem, title=title, fix=f"Keep its old name, or write here: `{better}`", edit=edit)


def _without_heading(problem: Problem, change: Change) -> Problem:
    """A link to a heading of another file that the change took away."""
    name, held = _named(problem), problem.title.rpartition(" in `")[2].removesuffix("`.")
    if held == problem.path or f"{problem.title[len(NO_HEADING) : -1]}".casefold() not in change.lost:
        return problem
    title = f"`{name}` is a heading that this change takes away in `{held}`."
    otherwise = (
        problem.fix.replace("Write:", "or write here:") if problem.edit else "or take its name out of this link."
    )
    return replace(problem, title=title, fix=f"Give that heading its old words again, {otherwise}")
