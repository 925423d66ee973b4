"""Rules about the lines between the two `---` at the top: where they are, and whether they can be read."""

from __future__ import annotations

from functools import partial

from potluck import problems
from potluck.problems import POST_PATH, Example, in_post, whole_post

_TOP = "title: A walk by the river\nauthor: maria-silva"
_BODY = "\n\nIt rained, and nobody minded."
_GOOD = whole_post(f"---\n{_TOP}\n---{_BODY}")
error = partial(problems.error, good=_GOOD)
warning = partial(problems.warning, good=_GOOD)
_NOT_FOUND = (
    "The lines between the two `---` say what the post is called and who wrote it; as they are, they can't be found."
)

EMPTY_FILE = error(
    "empty-file",
    "This file is empty.",
    why="There is nothing to publish yet; perhaps the text was not saved.",
    fix="Paste the post into this file and save it, or delete the file.",
    bad=Example({POST_PATH: ""}, ""),
)
MISSING = error(
    "front-matter-missing",
    "This file does not say what the post is called or who wrote it.",
    why="Without a title and an author between two `---` lines at the top, the post can't be published.",
    fix="Put this above the first line, with your own title, and the name of your file in `content/authors/`:",
    bad=whole_post("It rained, and nobody minded."),
)
OPEN = error(
    "front-matter-open",
    "The first line should be exactly `---`.",
    why=_NOT_FOUND,
    fix="Make the first line three hyphens, `---`, with nothing before or after them.",
    bad=whole_post(f"- - -\n{_TOP}\n- - -{_BODY}"),
)
OPEN_MISSING = warning(
    "front-matter-no-opening",
    "The `---` above the title and author is missing.",
    why="GitHub shows these lines as part of your text, and the next tool may do so as well.",
    fix="Add a line `---` at the very top.",
    bad=whole_post(f"{_TOP}\n---{_BODY}"),
)
CLOSE = error(
    "front-matter-close",
    "The `---` that ends the lines at the top is missing.",
    why="Without it, nobody can tell where the title and author end and where your text begins.",
    fix="Add a line with exactly `---` between the last of these lines and your text.",
    bad=whole_post(f"---\n{_TOP}{_BODY}"),
)
NOT_FIRST = error(
    "front-matter-not-first",
    "Something stands above the first `---`.",
    why=_NOT_FOUND,
    fix="Delete what is above it, so that the file begins with `---`.",
    bad=whole_post(f"\n---\n{_TOP}\n---{_BODY}"),
)
DUPLICATE = error(
    "front-matter-twice",
    "There is an empty pair of `---` lines above the title and author.",
    why="The first pair counts, and it is empty; readers would see the title and author as text.",
    fix="Delete the extra `---`.",
    bad=whole_post(f"---\n---\n{_TOP}\n---{_BODY}"),
)
DIFF = error(
    "front-matter-from-diff",
    "The lines begin with `+`, as when they are copied from a comparison of two versions.",
    why=_NOT_FOUND,
    fix="Delete the `+` at the beginning of each line.",
    bad=whole_post("+---\n+" + _TOP.replace("\n", "\n+") + f"\n+---{_BODY}"),
)
INDENTED = error(
    "front-matter-indented",
    "The lines at the top begin with spaces.",
    why=_NOT_FOUND,
    fix="Delete the spaces at the beginning of each of these lines.",
    bad=whole_post("    ---\n    " + _TOP.replace("\n", "\n    ") + f"\n    ---{_BODY}"),
)
TOO_LONG = error(
    "front-matter-too-long",
    "The lines at the top are far too long.",
    why="They hold the title, the author and a few more words; anything longer is usually text that slipped in.",
    fix="Check that the second `---` stands right below the last of these lines, and keep the summary short.",
    bad=Example({POST_PATH: f"---\n{_TOP}\nsummary: {'long ' * 2000}\n---{_BODY}\n"}, "summary: (4,000 words)"),
)
SYNTAX = error(
    "front-matter-line",
    "This line is not of the form `name: value`.",
    why="The lines between the two `---` are read by a program; one line it can't read hides the whole post.",
    fix="Write the name, a colon, a space, and then the value.",
    bad=whole_post(f"---\ntitle A walk by the river\nauthor: maria-silva\n---{_BODY}"),
)
COLON = warning(
    "front-matter-colon",
    "A value with a colon in it should stand in quotation marks.",
    why="We understood it this time; other tools, and GitHub's own preview, show an error instead of the post.",
    fix="Put quotation marks around the value.",
    bad=whole_post(f"---\ntitle: Rivers: a walk\nauthor: maria-silva\n---{_BODY}"),
    good=whole_post(f'---\ntitle: "Rivers: a walk"\nauthor: maria-silva\n---{_BODY}'),
)
QUOTES = error(
    "front-matter-quotes",
    "The quotation marks around this value do not match.",
    why="The program that reads this line can't tell where the value ends, and so the whole post is lost.",
    fix="Put one straight quotation mark before the value and one after it.",
    bad=whole_post(f'---\ntitle: "A walk by the river”\nauthor: maria-silva\n---{_BODY}'),
    good=whole_post(f'---\ntitle: "A walk by the river"\nauthor: maria-silva\n---{_BODY}'),
)
SIGN = error(
    "front-matter-sign",
    "This value begins with a sign that has a meaning of its own here.",
    why="The program that reads this line takes the sign for a command, and so the whole post is lost.",
    fix="Put the value in quotation marks.",
    bad=whole_post(f"---\ntitle: A walk by the river\nauthor: maria-silva\nsummary: *Rain* and sun\n---{_BODY}"),
    good=whole_post(f'---\ntitle: A walk by the river\nauthor: maria-silva\nsummary: "*Rain* and sun"\n---{_BODY}'),
)
TABS = error(
    "front-matter-tab",
    "There is a tab here, where only spaces may stand.",
    why="The program that reads these lines stops at a tab, and so the whole post is lost.",
    fix="Put plain spaces in its place.",
    bad=whole_post(f"---\ntitle: A walk by the river\nauthor:\n\t- maria-silva\n---{_BODY}"),
    good=whole_post(f"---\ntitle: A walk by the river\nauthor:\n  - maria-silva\n---{_BODY}"),
)
LIST_DASH = error(
    "front-matter-list-dash",
    "A dash in a list needs a space behind it.",
    why="Without the space the whole list is read as one long word, and nobody of that name is known.",
    fix="Put a space between the dash and the word.",
    bad=whole_post(f"---\ntitle: A walk by the river\nauthor:\n  -maria-silva\n---{_BODY}"),
    good=whole_post(f"---\ntitle: A walk by the river\nauthor:\n  - maria-silva\n---{_BODY}"),
)
UNSUPPORTED = error(
    "front-matter-value",
    "This value is more complicated than it may be.",
    why="Each of these lines holds a word, a sentence, or a simple list, so that everybody reads it in the same way.",
    fix="Write plain text, or a list with commas.",
    bad=whole_post(f"---\ntitle: {{text: A walk}}\nauthor: maria-silva\n---{_BODY}"),
)
KEY_TWICE = error(
    "key-twice",
    "The same name stands here twice.",
    why="Only one of the two lines can count, and you may not guess which.",
    fix="Delete one of them, or correct its name.",
    bad=whole_post(f"---\ntitle: A walk by the river\nauthor: maria-silva\nauthor: Rain\n---{_BODY}"),
)
KEY_UNKNOWN = error(
    "key-unknown",
    "The word in front of this colon is not known here.",
    why="A line that is not understood would be left out in silence, and perhaps it was the title.",
    fix="Correct the word, or delete the line.",
    bad=whole_post(f"---\ntitle: A walk by the river\narthor: maria-silva\n---{_BODY}"),
)
KEY_FOREIGN = warning(
    "key-foreign",
    "This line belongs to another blogging program.",
    why="It is understood, but whoever copies this post next will wonder what it does.",
    fix="Delete the line, or use the name it has here.",
    bad=whole_post(f"---\nlayout: post\ntitle: A walk by the river\nauthor: maria-silva\n---{_BODY}"),
)
EMPTY_BODY = error(
    "empty-body",
    "There is no text below the second `---`.",
    why="Readers would open a page with a title and nothing else.",
    fix="Write your post below the second `---`, or set `status: draft` until it is ready.",
    bad=whole_post(f"---\n{_TOP}\n---"),
    good=in_post("It rained, and nobody minded."),
)
