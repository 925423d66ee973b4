"""Bylines: whose a post is that two people of one name may have signed, and the line that signs one of nobody's."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from msgspec.structs import replace

from potluck.checks.change.history import GitError
from potluck.checks.change.owners import Brought, same_account
from potluck.checks.change.touched import Change
from potluck.content.document import Document
from potluck.content.front_matter.post_values import OWN_HANDLE_HERE
from potluck.content.front_matter.top import line_of
from potluck.content.library import Library
from potluck.content.model import Person, Post
from potluck.content.names import slugify
from potluck.content.rules.fields import AUTHOR_MISSING, AUTHOR_UNKNOWN
from potluck.content.rules.shape import MISSING
from potluck.content.tree import Kind
from potluck.late import late
from potluck.problems import Edit, Problem


def came_with(path: str, among: Library, brought: Brought) -> Person | None:
    """Whose a post is that several people may have signed: who came with it, or was the only one when it came.

    Its byline is as it is `among` others, those of before the change or of after it.
    """
    bylines = (text for each in among.documents_at([path]) for text in each.front.byline)
    called = {each.relative: each for each in brought.before.directory.named(bylines)}
    if len(called) < 2:
        return None
    try:
        there, before = brought.site.history.around(path, brought.revision)
    except GitError:
        return None
    for files in (there - before, there):
        if len(found := [*(files & called.keys())]) == 1:
            return called[found[0]]
    return None


def given_away(brought: Brought) -> Iterator[tuple[Post, Person]]:
    """Posts that a change does not touch and gives to somebody else: who wrote them gives up the name they are signed
    with, which another one has. With each goes its author.
    """
    for was in brought.before.people.values():
        now = brought.library.people.get(was.handle)
        if now is None or now.name == was.name or len(called := brought.before.directory.find(was.name)) < 2:
            continue
        others = {each.handle for each in called} - {was.handle}
        for post in brought.library.posts:
            if post.relative not in brought.touched and others.intersection(post.handles):
                author = came_with(post.relative, brought.library, brought)
                if author and author.handle == was.handle and author.handle not in post.handles:
                    yield post, author


def handle_for(person: Person, brought: Brought) -> str:
    """A handle for somebody who took another's: made of the name, and of the account where that is taken."""
    handle = slugify(person.name) or person.handle
    return handle if handle not in brought.before.people else slugify(f"{handle}-{brought.account}")


def is_taken_over(person: Person, brought: Brought) -> bool:
    """Whether a file that was another's names the account of whoever brings it."""
    return not brought.is_new(person) and same_account(person.github_account, brought.account)


def of_namesakes(problem: Problem, document: Document | None, change: Change) -> Problem:
    """A byline that a newcomer of the same name made doubtful, with whom it means: of a new post, the newcomer."""
    if problem.id != AUTHOR_UNKNOWN.id or len(problem.also) < 2 or not change.before or not problem.line:
        return problem
    existed = change.before.existed
    is_new = change.moves.moved.get(problem.path, problem.path) not in existed
    meant = [PurePosixPath(card).stem for card in problem.also if (card not in existed) is is_new]
    name = problem.title.partition("“")[2].partition("”")[0]
    line = document.source.lines[problem.line - 1] if document else ""
    if len(meant) != 1 or name not in line:
        return problem
    better = line.replace(name, meant[0], 1)
    return replace(problem, fix=f"Write: `{better.strip()}`", edit=Edit(problem.line, problem.line, better))


END_OF_TOP = "\n---\n"
WHOSE = late(r", (?:and|with) the name of your file in `content/authors/`(?=:)")


def signed_by(problem: Problem, account: str, library: Library) -> Problem:
    """A problem of a post without an author, or of somebody without a file or name, with whose account brings it."""
    if problem.id not in (AUTHOR_MISSING.id, AUTHOR_UNKNOWN.id, MISSING.id):
        return problem
    mine = next((each for each in library.people.values() if same_account(each.github_account, account)), None)
    document = next((each for each in library.documents if each.relative == problem.path), None)
    if document is None:
        return problem
    if mine and problem.id == AUTHOR_UNKNOWN.id and problem.line and problem.title.endswith(OWN_HANDLE_HERE):
        before, name, behind = document.source.lines[problem.line - 1].rpartition(problem.title.split("`")[1])
        return _written(problem, f"{before}{mine.source.path.stem}{behind}") if name else problem
    if problem.id == AUTHOR_UNKNOWN.id or (problem.id == MISSING.id and document.kind is Kind.PERSON):
        if mine or END_OF_TOP not in problem.fix or len(library.directory.split(", ".join(document.front.byline))) > 1:
            return problem
        named, edit = f"\ngithub: {account.removeprefix('@')}{END_OF_TOP}", problem.edit
        edit = edit and replace(edit, replacement=named.join(edit.replacement.rsplit(END_OF_TOP, 1)))
        return replace(problem, fix=named.join(problem.fix.rsplit(END_OF_TOP, 1)), edit=edit)
    if mine is None or "your-handle" not in problem.fix:
        return problem
    better, title = f"author: {mine.handle}", line_of(document.source, "title")
    if problem.id == MISSING.id:
        fix = WHOSE.sub("", problem.fix).replace("author: your-handle", better)
        edit = problem.edit
        edit = edit and replace(edit, replacement=edit.replacement.replace("author: your-handle", better))
        return replace(problem, fix=fix, edit=edit)
    if problem.line and problem.line == (line_of(document.source, "author") or line_of(document.source, "authors")):
        return _written(problem, better)
    fix = f"If it is yours, add this line between the two `---`: `{better}`"
    return replace(problem, fix=fix, edit=Edit(title + 1, title, better) if title else None)


def _written(problem: Problem, better: str) -> Problem:
    """The problem of a byline that says nothing of anybody, with one that signs for whoever brings the post."""
    assert problem.line is not None
    edit = Edit(problem.line, problem.line, better)
    return replace(problem, fix=f"If it is yours, write: `{better.strip()}`", edit=edit)
