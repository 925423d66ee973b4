"""Notes at the foot of a text: those that nobody sees, names that are none, and notes as pandoc writes them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import count, takewhile

from potluck.checks.elsewhere.dialects import DIALECT
from potluck.checks.inline import DEFINITION
from potluck.checks.links.names import LINK_UNDEFINED, ODD_NOTE, note_number
from potluck.checks.registry import text_check
from potluck.checks.text import Text
from potluck.problems import Edit, Problem, in_post, warning

NOTE = re.compile(r" {0,3}\[\^(?P<label>[^\s\[\]^]{1,60})\]:")
USED = re.compile(r"(?<!\\)\[\^(?P<label>[^\s\[\]^]{1,60})\]")
NUMBERED = re.compile(r"\[(?P<label>\d{1,3})\]: +\S")
"""A note as Wikipedia shows it, with the colon of ours."""
SPACED = re.compile(r"(?P<before>\A {0,3}|(?<=[^\s\[(]))\[\^(?P<label>[\w-]{1,30}(?: [\w-]{1,30}){1,5})\](?!\()")
INLINE = re.compile(
    r"(?<=[\w.,;:!?)\"'”»])(?:\^\[(?P<said>[^\[\]\n]{2,400})\](?![(\[])"
    r"|<ref(?: [^<>\n]{0,80})?>(?P<ref>[^<>\n]{2,400})</ref>)"
)
PLAIN = re.compile(r"(?![>|#\s]|[-*+] |\d{1,9}[.)] )")
MOST_BELOW = 20
"""Lines of a paragraph below one with a note that a mend takes along."""
NOTE_LOST = warning(
    "note-lost",
    "Readers never see this note.",
    why="A note is shown at the foot of the page only if a sign in the text leads to it.",
    fix="Write its name in square brackets, such as `[^1]`, behind the word that it belongs to.",
    bad=in_post("It rained.\n\n[^1]: All day."),
    good=in_post("It rained.[^1]\n\n[^1]: All day."),
)


@text_check(NOTE_LOST)
def lost_notes(text: Text) -> Iterator[Problem]:
    """Notes to which nothing leads, and second ones of a name."""
    if "]:" not in text.prose or "[^" not in text.prose:
        return
    notes = [(number, found["label"]) for number, line in text.prose_lines.items() if (found := NOTE.match(line))]
    if not notes:
        return
    at = {number for number, _ in notes}
    used = {
        found["label"].casefold()
        for number, line in text.prose_lines.items()
        for found in USED.finditer(line)
        if found.start() > 3 or number not in at
    }
    used |= {note_number(found) for line in text.prose_lines.values() for found in ODD_NOTE.finditer(line)}
    first: dict[str, int] = {}
    for number, label in notes:
        name = label.casefold()
        if name in first:
            title = f"Line {first[name]} explains `[^{label}]` already; this note is left out."
            fix = f"Give this note another name, such as `[^{label}-2]`, here and in the text."
            yield text.at(NOTE_LOST, number, 1, title=title, fix=fix)
        elif name not in used:
            title = f"Nothing in the text leads to this note, and so it is left out: `[^{label}]` stands nowhere else."
            fix = f"Write `[^{label}]` behind the word that the note belongs to, or delete the note."
            yield text.at(NOTE_LOST, number, 1, title=title, fix=fix)
        first.setdefault(name, number)


@text_check(LINK_UNDEFINED)
def spaced_names(text: Text) -> Iterator[Problem]:
    """`[^the rain]`, where a name has no spaces; one problem for each line, where one of them explains it."""
    if "[^" not in text.prose or "]:" not in text.prose:
        return
    lines = [number for number, line in text.prose_lines.items() if "[^" in line and SPACED.search(line)]
    told = {
        found["label"]
        for n in lines
        for found in SPACED.finditer(text.line(n))
        if text.line(n)[found.end() :][:1] == ":"
    }
    told |= {
        label.replace("-", " ")
        for line in text.prose_lines.values()
        if (n := NOTE.match(line))
        for label in [n["label"]]
    }
    for number in lines:
        raw = text.line(number)
        found = next((each for each in SPACED.finditer(raw) if each["label"] in told), None)
        if found is None:
            continue
        better = SPACED.sub(lambda each: f"{each['before']}[^{each['label'].replace(' ', '-')}]", raw)
        title = "The name of a note has no spaces."
        yield text.changed(LINK_UNDEFINED, number, better, found.start() + 1, title=title)


@text_check(LINK_UNDEFINED)
def odd_names(text: Text) -> Iterator[Problem]:
    """`^[1]`, `(^1)`, `[^1:]`, `[^1` and `[1]`, in a text that has such a sign at the beginning of a line as well."""
    if "^" not in text.prose and "]:" not in text.prose:
        return
    lines = [*text.running.items()]
    explained = {found["label"] for _, line in lines if (found := NUMBERED.match(line)) and not DEFINITION.match(line)}
    explained &= {note_number(found) for _, line in lines for found in ODD_NOTE.finditer(line, 1)}
    notes = {found["label"] for _, line in lines if (found := NOTE.match(line))}
    used = {found["label"] for _, line in lines for found in USED.finditer(line) if not NOTE.match(line)}
    named = (
        notes
        or explained
        or any((found := ODD_NOTE.match(line)) and (found["sure"] or note_number(found) in used) for _, line in lines)
    )
    by_name = {label for label in used if f"][{label}]" in text.prose}
    for number, line in lines if named else ():
        odd = [
            each
            for each in ODD_NOTE.finditer(line)
            if each["sure"]
            or note_number(each) in (used - notes - by_name if each.start() == 0 else notes - used)
            or (note_number(each) in explained and (each.start() > 0 or each["colon"]))
        ]
        if odd:
            title = f"`{odd[0].group()}` is no sign for a note, and is shown as it is."
            better = _in_order(text.line(number), odd)
            yield text.changed(LINK_UNDEFINED, number, better, odd[0].start() + 1, title=title)


def _in_order(raw: str, odd: list[re.Match[str]]) -> str:
    """A line with its odd signs for notes as they should be; where it begins with a note, with a colon."""
    pieces, last = [], 0
    for found in odd:
        colon = ":" if found.start() == 0 else found["colon"]
        pieces += [raw[last : found.start()], f"[^{note_number(found)}]{colon}"]
        last = found.end()
    return "".join([*pieces, raw[last:]])


@text_check(DIALECT)
def inline_notes(text: Text) -> Iterator[Problem]:
    """`^[a note]`, as pandoc has it, within the text."""
    taken = {found["label"] for found in USED.finditer(text.prose)}
    free = (str(n) for n in count(1) if str(n) not in taken)
    for number, line in text.running_with("^[", "<ref"):
        found = INLINE.search(line)
        if found is None:
            continue
        label = next(free)
        raw = text.line(number)
        better = f"{raw[: found.start()]}[^{label}]{raw[found.end() :]}"
        note = f"[^{label}]: {found['said'] or found['ref']}"
        title = f"`{found.group()[:60]}` makes no note here, and is shown as it is."
        fix = f"Write `[^{label}]` in its place, and on a line of its own below the paragraph: `{note}`"
        below = [*takewhile(str.strip, text.lines[number : number + MOST_BELOW + 1])]
        plain = len(below) <= MOST_BELOW and all(PLAIN.match(each) for each in (raw, *below))
        edit = Edit(number, number + len(below), "\n".join([better, *below, "", note])) if plain else None
        yield text.at(DIALECT, number, found.start() + 1, title=title, fix=fix, edit=edit)
