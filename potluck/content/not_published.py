"""Files that no site of ours shows, such as documents of a word processor: what they are, and what to do instead."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

import msgspec

from potluck.content import names
from potluck.content.names import read_post_name
from potluck.content.rules import reading
from potluck.problems import Problem
from potluck.visible import visible_path


class OtherKind(msgspec.Struct, frozen=True):
    """A kind of file: its suffixes, what to say of it, and what to do; `NAME` and `POST` stand for better paths."""

    suffixes: frozenset[str]
    title: str
    fix: str


def _kind(suffixes: str, title: str, fix: str) -> OtherKind:
    return OtherKind(frozenset(f".{each}" for each in suffixes.split()), title, fix)


WORD_PROCESSORS = _kind(
    "doc docx odt rtf pages gdoc",
    "This is a document of a word processor; a post is a file of plain text.",
    "Copy its text into a new file `POST`, begin that with title and author, and delete this one.",
)
KINDS = (
    WORD_PROCESSORS,
    _kind("ipynb", "This is a notebook; a post is a file of plain text.",
          "In Jupyter, choose File, Save and Export Notebook As, Markdown; save that as `POST`, and delete this one."),
    _kind("rst", "This is written in reStructuredText; a post is written in Markdown, in a file of plain text.",
          "Write what it says in Markdown into a new file `POST` (`pandoc -t gfm` does so), and delete this one."),
    _kind("html htm xhtml", "This is a web page; a post is a file of plain text.",
          "Copy the text as the browser shows it into a new file `POST`, and delete this one."),
    _kind("zip rar 7z tar gz tgz", "An archive is not published.",
          "Unpack it, bring the text as a `.md` file and the pictures beside it, and delete this one."),
    _kind("py js ts c cpp java rs go rb sh r", "Code in a file of its own is not published.",
          "Put it into your post, between two lines of three backticks, or link to where it lies; delete this one."),
    _kind("icloud", "This stands for a file that is still in iCloud, and not here.",
          "Have your computer download the file itself, and bring that in place of this one."),
    _kind("heic heif tif tiff bmp svg psd", "Browsers do not show this kind of picture, or not safely.",
          "Open it in any picture program, save it as `NAME.jpg` or `NAME.png`, and put that in its place."),
    _kind("mp4 mov m4v avi webm mp3 m4a wav", "Films and sounds are not kept here; they would make every copy heavy.",
          "Put it on a site for films, and write its address into your post on a line of its own."),
)  # fmt: skip


def not_published(relative: str, base: str) -> Problem:
    """The problem of a file at `relative` that is none of ours; `base` is the name of the content folder."""
    path = PurePosixPath(relative)
    suffix = path.suffix.lower()
    kind = next((each for each in KINDS if suffix in each.suffixes), None)
    label = visible_path(relative)
    if suffix[1:] in names.JPEG_BY_ANOTHER_NAME and (better := names.portable_name(path.name)):
        title = f"A picture of this kind is called `.jpg` by most programs, and `{suffix}` by few."
        target = path.with_name(better).as_posix()
        return reading.UNEXPECTED_FILE.at(label, title=title, fix=f"Rename it to `{better}`.", move_to=target)
    if kind is None:
        return reading.UNEXPECTED_FILE.at(label)
    stem = names.slugify(path.stem.removesuffix(names.MARKDOWN_SUFFIX)) or "my-post"
    dated = stem if read_post_name(stem).date else f"2024-05-31-{re.sub(r'^[0-9-]+', '', stem) or 'my-post'}"
    fix = kind.fix.replace("POST", f"{base}/posts/{dated}.md").replace("NAME", stem)
    return reading.UNEXPECTED_FILE.at(label, title=kind.title, fix=fix)
