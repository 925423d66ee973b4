"""Groups of lines that other programs have below one name: a picture with its words, menus, a meetup."""

from __future__ import annotations

import re

from potluck.content.front_matter import keys
from potluck.content.front_matter.entry import Entry, Slip, parse_or_none, parts_of
from potluck.content.front_matter.quoting import plain_or_quoted
from potluck.content.rules import shape
from potluck.problems import Edit

IMAGE_GROUPS = frozenset("image cover header featured_image hero banner thumbnail".split())
PATHS = ("image", "path", "src", "url", "teaser", "overlay_image", "file")
WORDS = ("alt", "alt_text", "image_alt", "caption")
"""What such groups call the path of a picture, and what it shows."""
INNER = re.compile(r"\s+(?P<key>[A-Za-z_]{2,20}): *(?P<value>\S?.*)\Z")
NAMED_GROUPS = frozenset(("series",))
"""Keys of ours that other programs put a group below, with a name in it."""
LIFTED = frozenset(("title", "author", "authors", "date", "tags", "summary", "slug", "lang"))
OF_EVENT = frozenset(("start", "end", "place"))


def _is_ours(line: str) -> bool:
    """Whether a line below another program's name says what a line of ours says."""
    found = INNER.match(line)
    return found is not None and keys.canonical(found["key"]) in LIFTED and bool(found["value"].strip())


def group_of_others(entry: Entry, path: str) -> Slip:
    """The problem of a group that has no place here, with what to write instead; none for any other."""
    name, value = parts_of(entry.lines[0])
    key = keys.canonical(name)
    inside = [INNER.match(line) for line in entry.lines[1:] if line.strip()]
    if value or not inside or not all(inside) or "/authors/" in path:
        return None
    said = {found["key"].lower(): found["value"].strip() for found in inside if found}
    if key in IMAGE_GROUPS and (picture := next((said[each] for each in PATHS if said.get(each)), "")):
        shown = next((said[each] for each in WORDS if said.get(each)), "")
        lines = [f"image: {picture}", *([f"image_alt: {plain_or_quoted(shown)}"] if shown else [])]
        better = "\n".join(lines)
        title = f"Nothing stands below `{name}:` here; a picture has a line of its own."
        problem = shape.SYNTAX.mended(path, entry.first, entry.last, better, title=title, block=True)
        return problem, parse_or_none(lines, entry.first)
    if key in NAMED_GROUPS and (words := next((said[each] for each in ("name", "title") if said.get(each)), "")):
        better = f"{name}: {plain_or_quoted(words)}"
        title = f"Behind `{name}:` stands a name, and nothing below it."
        problem = shape.SYNTAX.mended(path, entry.first, entry.last, better, title=title, block=True)
        return problem, parse_or_none([better], entry.first)
    if keys.is_known(key) or not re.fullmatch(r"[A-Za-z_]{3,20}", name):
        return None
    title = f"A line that begins with `{name}` means nothing here, and so do those below it."
    if OF_EVENT & said.keys():
        better = f"{keys.GROUP}:"
        problem = shape.KEY_UNKNOWN.mended(path, entry.first, entry.first, better, title=title)
        return problem, parse_or_none([better, *entry.lines[1:]], entry.first)
    if lifted := [line.strip() for line in entry.lines[1:] if _is_ours(line)]:
        better = "\n".join(lifted)
        title = f"Nothing stands below `{name}:` here; these lines begin without spaces, and without it."
        problem = shape.KEY_UNKNOWN.mended(path, entry.first, entry.last, better, title=title, block=True)
        return problem, parse_or_none(lifted, entry.first)
    edit = Edit(entry.first, entry.last, "")
    fix = f"Delete lines {entry.first} to {entry.last}."
    return shape.KEY_UNKNOWN.at(path, entry.first, 1, title=title, fix=fix, edit=edit), []
