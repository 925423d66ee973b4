"""Where a file that has a wrong name or a wrong place belongs: the problem, with the name and the path to give it."""

from __future__ import annotations

import re
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

from potluck.content import names
from potluck.content.names import read_post_name
from potluck.content.rules import names as name_rules
from potluck.late import late
from potluck.problems import Problem
from potluck.visible import visible_path

POSTS, AUTHORS, PAGES = "posts", "authors", "pages"
SHELVES = frozenset((POSTS, AUTHORS, PAGES))
"""The folders of `content/` that are read."""
TEXT_SUFFIXES = frozenset(
    ("", ".markdown", ".mdown", ".mkd", ".mkdn", ".mdwn", ".mdtext", ".mdx", ".rmd", ".qmd", ".txt", ".text", ".markup")
)
OWN_FOLDERS = frozenset(
    """
    .git .github .ci .venv venv node_modules output export potluck tests benchmarks build dist .cache
    __pycache__ site-packages
    """.split()
)
"""Folders of the repository that nobody puts a post into."""
OWN_FILES = late(
    r"(?:README|CONTRIBUTING|CHANGELOG|LICEN[CS]E|SECURITY|CODE_OF_CONDUCT|SUPPORT|GOVERNANCE|AUTHORS|NOTICE|MAINTAINERS|CITATION|requirements"
    r"|Makefile|Dockerfile|Procfile|CNAME|Gemfile|Rakefile|CODEOWNERS|robots|runtime|tasks|HISTORY|NEWS|TODO|INSTALL|ROADMAP|AGENTS)\b",
    re.IGNORECASE,
)
"""Files in the root of a repository that say something of all of it."""
DATA_SUFFIXES = frozenset((".yml", ".yaml", ".json", ".toml"))
"""What ends the names of files of nothing but names and values, as other programs have people's."""
OTHER_TEXTS = DATA_SUFFIXES | frozenset(".tex .org .adoc .asciidoc .rst .textile .wiki .webloc .url".split())
"""What ends the names of texts of other kinds, which is no part of a post's name."""
PEOPLE_FOLDERS = frozenset(("authors", "author", "people", "members", "bios"))
ANYBODYS = frozenset("index readme bio about about-me author profile card me info".split())
"""What the file of a person may be called that lies in a folder of its own."""
NOTION = late(r"[ -][0-9a-f]{32}(?=\.\w+\Z|\Z)")
"""What Notion puts behind the names of files it exports."""
DAY = late(r"\A\d{4}-\d\d-\d\d-")
POST_FOLDER = late(r"_?(?:posts?|drafts?|blog|articles?)(?:[_-]?\w{0,30})?\Z|\w{0,30}_posts?\Z", re.IGNORECASE)
"""Folders that people put posts into, ours and other programs'."""


def better_name(name: str) -> str:
    """The name that a post's file most likely should have: portable, dated where a date shows, ending in `.md`."""
    name = re.sub(r"(?i)(?:[ .,;:_-]+m ?d|(?<=\d)m ?d|\.m|\.mdd|\.me?d)\Z", ".md", unquote(name.strip()))
    name = re.sub(r"(?i)\.md(?=\.\w+\Z)", ".md", NOTION.sub("", name))
    name = re.sub(r"(\d{4}-\d\d-\d\d)T\d\d[:.-]?\d\d(?:[:.-]?\d\d)?[Z_ -]*", r"\1-", name)
    name = re.sub(r"(\d{4})\s?[年년]\s?(\d{1,2})\s?[月월]\s?(\d{1,2})\s?[日号號일]?[-_ ]*", r"\1-\2-\3-", name)
    name = re.sub(r"(?i)\Acopy[ _-]of[ _-](.+?)(\.md)?\Z", r"\1-copy\2", name)
    name = re.sub(r"(?i)\A_?(?:content)?[ _.:/-]?posts?[ _.:/-]?(?=\d{4}-\d\d-\d\d)", "", name)
    stem, _, _ = name.partition(".md") if ".md" in name[:-1] else (name, "", "")
    suffix = PurePosixPath(stem).suffix
    if suffix.lower() in (*TEXT_SUFFIXES, *OTHER_TEXTS) or suffix.lower() == names.MARKDOWN_SUFFIX:
        stem = stem[: len(stem) - len(suffix)] if suffix else stem
    read = read_post_name(stem.strip())
    if read.suggestion:
        stem = read.suggestion
    plain = names.portable_name(stem.strip() + names.MARKDOWN_SUFFIX).lower()
    return plain if plain != names.MARKDOWN_SUFFIX else ""


def not_portable(relative: str, name: str) -> Problem:
    """The problem of a name with characters that do not work everywhere."""
    label = visible_path(relative)
    is_text = PurePosixPath(name).suffix.lower() == names.MARKDOWN_SUFFIX or ".md" in name
    better = better_name(name) if is_text else names.portable_name(NOTION.sub("", name))
    if is_text and f"/{AUTHORS}/" in f"/{relative}" and (handle := names.slugify(PurePosixPath(better).stem)):
        better = f"{handle}{names.MARKDOWN_SUFFIX}"
    target = f"{relative.rpartition('/')[0]}/{better}" if better else None
    odd = sorted({each for each in name if not (each.isascii() and (each.isalnum() or each in "._-"))})
    signs = ", ".join("a space" if each == " " else f"`{visible_path(each)}`" for each in odd[:6])
    title = f"This name has characters that do not work everywhere: {signs}." if odd else _why_not(name)
    fix = f"Rename it to `{better}`." if better else ""
    return name_rules.NOT_PORTABLE.at(
        label, title=title, fix=fix, move_to=target if names.is_portable(better) else None
    )


def too_deep(relative: str) -> Problem:
    """The problem of a file whose folders and name are too long together."""
    title = f"The whole path is {len(relative)} characters long; at most {names.MAX_PATH} fit everywhere."
    return name_rules.NOT_PORTABLE.at(visible_path(relative), title=title, fix="Use fewer folders, or shorter names.")


def in_a_file(relative: str, inside: str) -> Problem | None:
    """The problem of a picture in a folder that is called like a page or a picture, which may be there as well.

    The folder of a post may be called so: it is no part of an address.
    """
    of_post = False
    for folder in inside.split("/")[1:-1]:
        suffix = PurePosixPath(folder).suffix.lower()
        if not of_post and read_post_name(folder).date is not None:
            of_post = True
        elif suffix in names.IMAGE_SUFFIXES or suffix in (".html", ".htm"):
            title = f"The folder `{folder}` is called like a file."
            fix = f"Rename the folder, without `{suffix}`."
            return name_rules.NOT_PORTABLE.at(visible_path(relative), title=title, fix=fix)
    return None


def _why_not(name: str) -> str:
    if len(name) > names.MAX_NAME:
        return f"This name is {len(name)} characters long; at most {names.MAX_NAME} fit everywhere."
    if name.split(".", 1)[0].lower() in names.WINDOWS_RESERVED:
        return "Windows keeps this name for itself, so nobody there could open the repository."
    return "A name must begin and end with a letter or digit."


def wrong_suffix(relative: str, name: str) -> Problem:
    """The problem of a post whose name does not end in `.md`."""
    better = better_name(name)
    folder = relative.rpartition("/")[0]
    fix = f"Rename it to `{better}`." if better else ""
    title = "This looks like a person's file, but its name does not end in `.md`." if f"/{AUTHORS}/" in relative else ""
    return name_rules.SUFFIX.at(
        visible_path(relative), title=title, fix=fix, move_to=f"{folder}/{better}" if better else None
    )


def misplaced(relative: str, path: Path) -> Problem:
    """The problem of a Markdown file in a folder of `content/` that is not read."""
    base, *folders = relative.split("/")[:-1]
    return moved_home(relative, base, folders, path.name)


def person_misplaced(relative: str, base: str) -> Problem:
    """The problem of a file that says who somebody is, and is not with those of the others below `base`."""
    *folders, name = relative.split("/")
    own = own_stem([*folders[-1:], name])
    target = f"{base}/{AUTHORS}/{names.slugify(DAY.sub('', own)) or 'your-handle'}.md"
    title = f"This looks like a person, but it is not in `{base}/{AUTHORS}/`."
    why = f"People are read from `{base}/{AUTHORS}/` only, so nobody could be found under this name."
    fix = f"Move it to `{target}`."
    return name_rules.MISPLACED.at(visible_path(relative), title=title, why=why, fix=fix, move_to=target)


def own_stem(parts: list[str]) -> str:
    """What a person's file is called: without suffix, or its folder where it is called as anybody's may be."""
    stem = PurePosixPath(parts[-1]).stem
    return parts[-2] if len(parts) > 1 and names.slugify(stem) in ANYBODYS else stem


def is_shelf_of_people(folders: list[str]) -> bool:
    """Whether one of these folders was meant for people."""
    return any(folder.lower().strip("_") in PEOPLE_FOLDERS for folder in folders)


def shelf_of(folders: list[str]) -> str:
    """The folder of `content/` where a file in these folders belongs."""
    return AUTHORS if is_shelf_of_people(folders) else POSTS


def moved_home(relative: str, base: str, folders: list[str], name: str) -> Problem:
    """The problem of a file in the wrong place, with the place below `base`, the content folder, where it belongs.

    `relative` is where it is: in `folders`, from the top, under `name`.
    """
    own = better_name(name) or name
    if "\\" in name:  # a path of Windows, typed as a name
        *more, name = name.split("\\")
        folders = [*folders, *more]
        own = better_name(name) or name
    if read_post_name(PurePosixPath(own).stem).date is not None:
        folders = [folder for folder in folders if folder.lower() not in PEOPLE_FOLDERS]
    if PurePosixPath(own).stem.strip("_") == "index" and folders:
        own = f"{names.portable_name(folders[-1])}/index.md"
        folders = folders[:-1]
    if is_shelf_of_people(folders):
        own = DAY.sub("", own.removesuffix("/index.md").removesuffix(".md"))
        own = f"{names.slugify(own) or own}.md"
    elif (mine := [each for each in folders if names.HANDLE.match(each)]) and _in_a_shelf(folders):
        own = f"{mine[-1]}/{own}"
    shelf = shelf_of(folders)
    title = f"This looks like a {'person' if shelf == AUTHORS else 'post'}, but it is not in `{base}/{shelf}/`."
    target = f"{base}/{shelf}/{own}"
    fix = f"Move it to `{target}`."
    if own.endswith("/index.md"):
        fix = f"Move it to `{target}`, and its pictures into that folder."
    return name_rules.MISPLACED.at(visible_path(relative), title=title, fix=fix, move_to=target)


def _in_a_shelf(folders: list[str]) -> bool:
    """Whether the last folder lies in one that was meant for posts, and so is probably a person's."""
    return len(folders) > 1 and POST_FOLDER.match(folders[-2]) is not None and not POST_FOLDER.match(folders[-1])
