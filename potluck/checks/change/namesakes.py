"""Two people of one name, each of whom came with a change that was sound: whose post is whose, and what mends that."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from msgspec.structs import replace

from potluck.checks.change.history import GitError, History
from potluck.checks.change.owners import Brought, same_account
from potluck.checks.change.touched import Change
from potluck.content.document import Document
from potluck.content.library import Library
from potluck.content.names import slugify
from potluck.content.person import Person
from potluck.content.post import Post
from potluck.content.rules.fields import AUTHOR_UNKNOWN
from potluck.problems import Edit, Problem


def came_with(path: str, among: Library, brought: Brought, history: History, revision: str) -> Person | None:
    """Whose a post is that several people may have signed: who came with it, or was the only one when it came.

    Its byline is as it is `among` others, those of before the change or of after it.
    """
    bylines = (text for each in among.documents_at([path]) for text in each.front.byline)
    called = {each.relative: each for each in brought.before.directory.named(bylines)}
    if len(called) < 2:
        return None
    try:
        there, before = history.around(path, revision)
    except GitError:
        return None
    for files in (there - before, there):
        if len(found := [*(files & called.keys())]) == 1:
            return called[found[0]]
    return None


def given_away(library: Library, brought: Brought, history: History, revision: str) -> Iterator[tuple[Post, Person]]:
    """Posts that a change does not touch and gives to somebody else: who wrote them gives up the name they are signed
    with, which another one has. With each goes its author.
    """
    for was in brought.before.people.values():
        now = library.people.get(was.handle)
        if now is None or now.name == was.name or len(called := brought.before.directory.find(was.name)) < 2:
            continue
        others = {each.handle for each in called} - {was.handle}
        for post in library.posts:
            if post.relative not in brought.touched and others.intersection(post.handles):
                author = came_with(post.relative, library, brought, history, revision)
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
