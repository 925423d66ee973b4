"""Rules about files that can't be read as text at all."""

from __future__ import annotations

from functools import partial

from potluck import problems
from potluck.problems import FRONT_MATTER, POST_PATH, Example, in_post, named

_GOOD = in_post("It rained, and nobody minded.")
error = partial(problems.error, good=_GOOD)
warning = partial(problems.warning, good=_GOOD)


def _raw(body: bytes, shown: str) -> Example:
    return Example({POST_PATH: FRONT_MATTER.encode() + body}, shown)


UNREADABLE = error(
    "file-unreadable",
    "This file could not be opened.",
    why="What can't be read can't be published.",
    fix="Check that the file exists, that its permissions let you read it, and save it again.",
    bad=Example({}, "a file without read permission"),
)
SYMLINK = error(
    "symbolic-link",
    "This is a symbolic link, not a file.",
    why="A link can lead outside the content folder, so links are never followed.",
    fix="Delete the link and put the file itself here.",
    bad=Example({}, "content/posts/2024-05-01-walk.md -> ../../README.md"),
)
NOT_A_FILE = error(
    "not-a-file",
    "This is not an ordinary file.",
    why="Only ordinary files can be published.",
    fix="Delete it, and put an ordinary Markdown file here.",
    bad=Example({}, "a named pipe or a device"),
)
TOO_LARGE = error(
    "file-too-large",
    "This file is too large.",
    why="A post of this size is nearly always a mistake, such as data pasted into the text, and few would read it.",
    fix="Split it into several posts, or link to the long part instead of pasting it.",
    bad=in_post("words " * 20_000),
)
ENCODING = error(
    "encoding",
    "This file is not saved as UTF-8 text.",
    why="Letters such as é, ß or 字 would reach readers as question marks and odd signs.",
    fix="Save the file again as UTF-8: most editors offer it under “Save as” or “Save with encoding”. Or open it, copy "
    "the text, and paste that into the file on GitHub.",
    bad=_raw("Café and crêpes.\n".encode("cp1252"), "Caf\ufffd and cr\ufffdpes."),
    good=in_post("Café and crêpes."),
)
CONTROL_CHARACTER = error(
    "control-character",
    "There is an invisible control character here.",
    why="Feed readers refuse a whole feed because of one such character.",
    fix="Delete the character, or type the line again.",
    bad=_raw(b"A walk\x0cby the river.\n", "A walk\u240cby the river."),
)
REORDERING_CHARACTER = error(
    "reordering-character",
    "A hidden character here changes the order in which text is shown.",
    why="Readers, and whoever reviews this, would see other words than the file holds.",
    fix="Delete the character, or type the line again. Right-to-left scripts do not need it.",
    bad=_raw("A \u202eklaw\u202c by the river.\n".encode(), "A [U+202E]klaw[U+202C] by the river."),
)
HIDDEN_CHARACTER = error(
    "hidden-character",
    "There is a letter here that nobody can see.",
    why="Text that no reader and no reviewer can see has no place in a post.",
    fix="Delete the character, or type the line again.",
    bad=_raw("A walk\U000e0041 by the river.\n".encode(), "A walk[U+E0041] by the river."),
)
PILED_MARKS = error(
    "piled-marks",
    "Here are more marks on one letter than any language writes.",
    why="They are drawn over the lines above and below, whoever wrote those.",
    fix="Delete the marks, and leave the letter.",
    bad=_raw(f"A wa{chr(0x335) * 40}lk by the river.\n".encode(), "A wa[40 × U+0335]lk by the river."),
)
HIDDEN_FILE = error(
    "hidden-file",
    "This file's name begins with a dot, so it is hidden.",
    why="Hidden files in the content folder are not content, and reviewers overlook them.",
    fix="Delete the file, or give it a name that does not begin with a dot.",
    bad=named("content/.settings", "x\n"),
    good=named("content/posts/2024-05-01-a-walk-by-the-river.md"),
)
UNEXPECTED_FILE = error(
    "unexpected-file",
    "This kind of file is not published.",
    why="Only Markdown files (`.md`) and images become part of the site; readers would never see this one.",
    fix="Put it where others can read it, link to it from your post, and delete it here. Text is a `.md` file, and a"
    " picture PNG, JPEG, GIF, WebP or AVIF.",
    bad=named("content/posts/notes.pdf", "%PDF-1.4\n"),
    good=named("content/posts/2024-05-01-a-walk-by-the-river.md"),
)
LEFTOVER = warning(
    "leftover-file",
    "This file was left behind by an editor or the operating system.",
    why="It is no part of the site; whoever reads the repository later will wonder what it is for.",
    fix="Delete the file.",
    bad=named("content/posts/2024-05-01-a-walk-by-the-river.md.bak"),
    good=named("content/posts/2024-05-01-a-walk-by-the-river.md"),
)
