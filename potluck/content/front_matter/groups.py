"""Groups of lines below one name: a meetup's that are uneven or a list, and those that other programs have."""

from __future__ import annotations

import itertools
import re

from potluck.content.front_matter import keys
from potluck.content.front_matter.entry import Entry, Slip, begun, parse_or_none, parts_of, rewritten
from potluck.content.front_matter.yaml_block import plain_or_quoted, unquoted
from potluck.content.rules import shape
from potluck.problems import Edit, Problem

IMAGE_GROUPS = frozenset("image cover header featured_image hero banner thumbnail".split())
PATHS = ("image", "path", "src", "url", "teaser", "overlay_image", "file")
WORDS = ("alt", "alt_text", "image_alt", "caption")
"""What such groups call the path of a picture, and what it shows."""
INNER = re.compile(r"\s+(?P<key>[A-Za-z_]{2,20}): *(?P<value>\S?.*)\Z")
NAMED_GROUPS = frozenset(("series",))
"""Keys of ours that other programs put a group below, with a name in it."""
LIFTED = frozenset(("title", "author", "authors", "date", "tags", "summary", "slug", "lang"))
OF_MEETUPS = frozenset(("start", "end", "place"))
"""Names that mean nothing but below `event:`."""
ADDRESS = re.compile(r"https?://\S+\Z")


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
        title = f"Nothing stands below `{name}:` here; a picture has a line of its own."
        return rewritten(shape.SYNTAX, entry, path, lines, title)
    if key in NAMED_GROUPS and (words := next((said[each] for each in ("name", "title") if said.get(each)), "")):
        title = f"Behind `{name}:` stands a name, and nothing below it."
        return rewritten(shape.SYNTAX, entry, path, [f"{name}: {plain_or_quoted(words)}"], title)
    if keys.is_known(key) or not re.fullmatch(r"[A-Za-z_]{3,20}", name):
        return None
    title = f"A line that begins with `{name}` means nothing here, and so do those below it."
    if OF_MEETUPS & said.keys():
        return begun(shape.KEY_UNKNOWN, entry, path, f"{keys.GROUP}:", title)
    ours = (found for found in inside if found and keys.canonical(found["key"]) in LIFTED and found["value"].strip())
    if lifted := [found[0].strip() for found in ours]:
        title = f"Nothing stands below `{name}:` here; these lines begin without spaces, and without it."
        return rewritten(shape.KEY_UNKNOWN, entry, path, lifted, title)
    edit = Edit(entry.first, entry.last, "")
    fix = f"Delete lines {entry.first} to {entry.last}."
    return shape.KEY_UNKNOWN.at(path, entry.first, 1, title=title, fix=fix, edit=edit), []


def dashed_group(entry: Entry, path: str) -> Slip:
    """A group made an item of a list, or each of whose lines is one: `- start: …`."""
    said = [line.strip() for line in entry.lines[1:] if line.strip()]
    if not said[0].startswith("- ") or len({*(line.startswith("- ") for line in said[1:])}) > 1:
        return None
    better = [f"  {line.removeprefix('- ').strip()}" for line in said]
    fields = parse_or_none([entry.lines[0], *better], entry.first)
    if not fields:
        return None
    title = f"Below `{keys.GROUP}:` stands no list: its lines begin with two spaces, and no hyphen."
    whole = "\n".join(better)
    return shape.LIST_DASH.mended(path, entry.first + 1, entry.last, whole, title=title, block=True), fields


def uneven_group(entry: Entry, path: str) -> Problem | None:
    """The problem of lines below a group's name that do not stand equally far in."""
    said = [line for line in entry.lines[1:] if line.strip()]
    better = [f"  {line.strip()}" for line in said]
    wrong = next((line for line in said if _indent(line) != _indent(said[0])), None)
    opens = any(not parts_of(line)[1] and _indent(below) > _indent(line) for line, below in itertools.pairwise(said))
    if wrong is None or opens or not parse_or_none([entry.lines[0], *better], entry.first):
        return None
    told = entry.first + entry.lines.index(wrong)
    title = f"All lines below `{keys.GROUP}:` stand equally far in."
    whole = "\n".join(better)
    return shape.SYNTAX.mended(path, entry.first + 1, entry.last, whole, title=title, line=told, block=True)


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def several_groups(entry: Entry, path: str) -> Slip:
    """A list of several meetups; the first is taken for that of the post."""
    said = [line.strip() for line in entry.lines[1:] if line.strip()]
    begins = [at for at, line in enumerate(said) if line.startswith("- ")]
    if len(begins) < 2 or begins[0] or len({parts_of(said[at])[0] for at in begins}) > 1:
        return None
    first = [f"  {line.removeprefix('- ').strip()}" for line in said[: begins[1]]]
    fields = parse_or_none([entry.lines[0], *first], entry.first)
    title = f"A post tells of one meetup, and here are {len(begins)}."
    fix = "Keep the lines of one, without a hyphen, and say in the text when the others are:\n\n"
    fix += "\n".join([f"{keys.GROUP}:", *first])
    return (shape.SYNTAX.at(path, entry.first, 1, title=title, fix=fix), fields) if fields else None


def group_in_group(entry: Entry, path: str) -> Slip:
    """Lines below one of a meetup's, as `place:` with a name and an address, which belong behind it."""
    said = [(number, line) for number, line in enumerate(entry.lines[1:], entry.first + 1) if line.strip()]
    outer = _indent(said[0][1])
    held: dict[str, list[str]] = {}
    opened, under, told = "", "", 0
    for number, line in said:
        key, value = parts_of(line)
        if _indent(line) > outer and under:
            held[opened].append(unquoted(value) if value else "")
            told = told or number - 1
        elif not key:
            return None
        else:
            opened = key if _ours(key) in held else _ours(key)  # a day and a time are put together elsewhere
            if opened in held:
                return None
            held[opened] = [value] if value else []
            under = "" if value else key
    is_whole = _links_apart(held)
    better = [f"  {key}: {_together(values)}".rstrip() for key, values in held.items()]
    fields = parse_or_none([entry.lines[0], *better], entry.first)
    if not told or not fields:
        return None
    title = f"Nothing stands below `{parts_of(entry.lines[told - entry.first])[0]}:` here; what it is stands behind it."
    whole = "\n".join(better)
    if not is_whole:
        fix = f"A meetup has one address, under `link`. Write, with the one that you want to keep:\n\n{whole}"
        return shape.SYNTAX.at(path, told, 1, title=title, fix=fix), fields
    return shape.SYNTAX.mended(path, entry.first + 1, entry.last, whole, title=title, line=told, block=True), fields


def _ours(key: str) -> str:
    """What we call one of a meetup's lines; as it is written, where that is none of ours."""
    meant = keys.nearest(f"{keys.INNER}{key}")
    return meant.removeprefix(keys.INNER) if meant else key


def _links_apart(held: dict[str, list[str]]) -> bool:
    """Give an address that stands beside a name a line of its own; false where there are others as well."""
    beside = [each for values in held.values() if len(values) > 1 for each in values if ADDRESS.match(each)]
    is_whole = len({*beside, *held.get("link", ())}) < 2
    for key, values in held.items():
        held[key] = [each for each in values if each not in beside]
    if beside and not held.get("link"):
        held["link"] = beside[:1]
    return is_whole


def _together(values: list[str]) -> str:
    """What stands on one line as it is, and what stood on several as one."""
    return "".join(values) if len(values) < 2 else plain_or_quoted(", ".join(filter(None, values)))
