"""Whose post it is: handles spelt as their files are, and posts that lie in somebody else's folder."""

from __future__ import annotations

from collections.abc import Iterator

from potluck.checks.registry import site_check, text_check
from potluck.checks.site import Site
from potluck.checks.text import Text
from potluck.content.model import Person, Post
from potluck.content.people import plain
from potluck.content.rules.fields import AUTHOR_SPELLING
from potluck.content.tree import Kind
from potluck.problems import FRONT_MATTER, POST_PATH, Example, Problem, warning

_TEXT = FRONT_MATTER + "It rained, and nobody minded.\n"


def _person(name: str) -> str:
    return f"---\nname: {name}\n---\n\nI walk.\n"


FOLDER_OF_ANOTHER = warning(
    "author-folder",
    "This post lies in the folder of somebody who is not its author.",
    why="An author left in from a copied example puts the post under the wrong name.",
    fix="Correct the author, or move the post.",
    bad=Example(
        {POST_PATH.replace("posts/", "posts/li-wei/"): _TEXT, "content/authors/li-wei.md": _person("Li Wei")},
        "content/posts/li-wei/2024-05-01-a-walk-by-the-river.md, with `author: maria-silva`",
    ),
    good=Example({POST_PATH.replace("posts/", "posts/maria-silva/"): _TEXT}, "content/posts/maria-silva/…"),
)
FOLDER_SPELLING = warning(
    "author-folder-spelling",
    "This folder is called almost, but not quite, like its author.",
    why="Next time the author looks for their posts, they will be in two places.",
    fix="Rename the folder to the author's handle.",
    bad=Example({POST_PATH.replace("posts/", "posts/maria-sliva/"): _TEXT}, "content/posts/maria-sliva/…"),
    good=Example({POST_PATH.replace("posts/", "posts/maria-silva/"): _TEXT}, "content/posts/maria-silva/…"),
)
_WALKS = [f"content/posts/maria-silva/2024-03-0{day}-walk-{day}.md" for day in range(1, 7)]
OWN_FOLDER = warning(
    "author-own-folder",
    "This post does not lie in its author's folder, as the others do.",
    why="Next time the author looks for their posts, they will be in two places.",
    fix="Move the post into its author's folder.",
    bad=Example({POST_PATH: _TEXT} | {path: _TEXT.replace("A walk", path[-9:-3]) for path in _WALKS}, POST_PATH),
    good=Example({POST_PATH.replace("posts/", "posts/maria-silva/"): _TEXT}, "content/posts/maria-silva/…"),
)
FEW = 5
"""So many posts in their authors' folders are no custom yet."""
SAME_NAME = warning(
    "same-name",
    "Two people here have the same name.",
    why="Readers can't tell them apart, and a post that names its author by name could mean either.",
    fix="Add a middle name or a place to one of them.",
    bad=Example(
        {"content/authors/maria.md": _person("Maria Silva"), "content/authors/maria-silva.md": _person("Maria Silva")},
        "content/authors/maria.md and content/authors/maria-silva.md, both `name: Maria Silva`",
    ),
    good=Example({"content/authors/maria-silva.md": _person("Maria Silva")}, "one file for each person"),
)


def _authors(text: Text) -> list[tuple[str, Person, int]]:
    """The authors as written, whom they mean, and the line."""
    entry = text.document.front.fields.get("author") or text.document.front.fields.get("authors")
    if entry is None or text.document.kind is not Kind.POST:
        return []
    directory = text.site.library.directory
    found = []
    for name in (name for each in entry.texts for name in directory.split(each)):
        people = directory.find(name)
        line = next((n for n in range(entry.line, entry.last_line + 1) if name in text.line(n)), entry.line)
        if len(people) == 1:
            found.append((name, people[0], line))
    return found


AROUND = " ;,:.!?/|*_\\"
"""Signs that no name begins or ends with."""


@text_check(AUTHOR_SPELLING)
def author_spelling(text: Text) -> Iterator[Problem]:
    """A handle in other letters than the file's name."""
    for name, person, line in _authors(text):
        stem = person.source.path.stem
        if name != stem and name.lower() == person.handle:
            better = text.line(line).replace(name, stem)
            title = f"The author is written `{name}`; the file is called `{stem}.md`."
            yield text.changed(AUTHOR_SPELLING, line, better, title=title)
        elif (bare := name.strip(AROUND)) != name and bare and name in text.line(line):
            title = f"Beside `{bare}` stands a sign that is no part of a name."
            yield text.changed(AUTHOR_SPELLING, line, text.line(line).replace(name, bare), title=title)


@text_check(FOLDER_OF_ANOTHER, FOLDER_SPELLING)
def author_folder(text: Text) -> Iterator[Problem]:
    """Where folders are called after people, the post lies with its author."""
    authors = _authors(text)
    if not authors:
        return
    mine = {person.handle for _, person, _ in authors}
    people = text.site.library.directory.by_handle
    for folder in text.path.removesuffix("/index.md").split("/")[2:-1]:
        if folder.lower() in people and folder.lower() not in mine:
            name, _, line = authors[0]
            title = f"This post lies in the folder of `{folder}`, but its author is `{name}`."
            better = text.line(line).replace(name, people[folder.lower()].source.path.stem)
            fix = f"If it is by {folder}, write: `{better.strip()}`. Otherwise move the post."
            yield text.changed(FOLDER_OF_ANOTHER, line, better, title=title, fix=fix)
        if folder.lower() in people or folder.isdigit():
            continue  # a year is nobody's name, and to look for the nearest one takes its time
        near = text.site.library.directory.nearest(folder)
        if near and near.handle in mine and plain(folder) != plain(near.name):
            target = text.path.replace(f"/{folder}/", f"/{near.source.path.stem}/", 1)
            title = f"This folder is called `{folder}`; its author is `{near.source.path.stem}`."
            yield FOLDER_SPELLING.at(text.path, title=title, fix=f"Move the post to `{target}`.", move_to=target)


@site_check(OWN_FOLDER, of_heads=True)
def posts_outside_their_folder(site: Site) -> Iterator[Problem]:
    """Posts beside the folders, where nearly all posts lie in their authors'."""
    loose: list[Post] = []
    kept: set[str] = set()
    shelved = 0
    for post in site.library.posts:
        folders = [part.lower() for part in post.relative.split("/")[2:-1]]
        mine = {person.handle for person in post.authors} & set(folders)
        shelved += bool(mine)
        kept |= mine
        if not folders or (post.in_own_folder and len(folders) == 1):
            loose.append(post)
    if shelved <= max(FEW, 4 * len(loose)):
        return
    for post in loose:
        if len(post.authors) == 1 and post.authors[0].handle in kept:
            target = post.relative.replace("/posts/", f"/posts/{post.authors[0].source.path.stem}/", 1)
            yield OWN_FOLDER.at(post.relative, fix=f"Move it to `{target}`.", move_to=target)


@site_check(SAME_NAME, of_heads=True)
def people_of_one_name(site: Site) -> Iterator[Problem]:
    """Names that two people share."""
    seen: dict[str, Person] = {}
    for person in site.library.people.values():
        other = seen.setdefault(plain(person.name), person)
        if other is not person:
            title = f"`{person.handle}` and `{other.handle}` are both called {person.name}."
            yield SAME_NAME.at(person.relative, 1, title=title, also=(other.relative,))
