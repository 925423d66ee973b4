"""Front matter that YAML refuses: entry by entry, what is wrong, on which line, and what to write instead.

A YAML parser stops at the first line it can't go on from, which is often far below the mistake. Here each entry (a
`name: value` line with the indented or dashed lines below it) is tried on its own, so the line blamed is the line at
fault. What is certain is understood as meant; the rest is an error with the nearest thing to write.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from potluck.content import fences, keys
from potluck.content.rules import shape
from potluck.content.yaml_block import Field, NotSimpleError, parse
from potluck.problems import Edit, Problem, Rule

QUOTE_SIGNS = "\"'“”‘’„‟«»`´"
TEXT_KEYS = frozenset(("title", "summary", "description", "image_alt", "series", "name", "excerpt", "subtitle"))
COLON = re.compile(r":(?:\s|\Z)")
KEY_WITHOUT_SPACE = re.compile(
    r"(?P<key>[A-Za-z_][\w -]{0,30}?)\s*:(?:(?P<more>[;:,.=]+)\s*|(?=\S))(?P<value>[^\s;:,.=].*)\Z"
)
OTHER_SIGN = re.compile(r"(?P<key>[A-Za-z_]\w{0,30})[\"'”’]?\s*(?:[;=]|：)\s*(?P<value>.*)\Z")
DASHED = re.compile(r"\s*-(?=[^\s-])|\s*[-*•+–]\s+(?=[^\s-])")
BULLETED = re.compile(r"[*•+–]\s+\S")
LIST_KEYS = frozenset(("tags", "author", "authors", "aliases"))
DASH_AND_SPACE = re.compile(r"\s*-\s")
JUNK = r"[\s\"'“”‘’*_#>({\[,;.=:：+-]"
LOOSE = re.compile(rf"{JUNK}{{0,6}}(?P<key>[A-Za-z][A-Za-z_]{{1,15}}){JUNK}{{1,6}}(?P<value>\S.*)\Z")
WORDS = re.compile(r"(?P<key>[^\W\d]\w{0,20})[.,]?\s+(?P<value>\S.*)\Z")


@dataclass
class Reading:
    """What could be made of a block: the fields understood and the problems found."""

    fields: list[Field] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Entry:
    lines: list[str]
    first: int  # of the file, 1-based

    @property
    def last(self) -> int:
        return self.first + len(self.lines) - 1


def read_entries(lines: list[str], first_line: int, path: str) -> Reading:
    """Read a block that is not simple YAML as a whole, entry by entry; a key may come twice."""
    reading = Reading()
    for entry in _split(lines, first_line):
        try:
            fields = parse("\n".join(entry.lines), entry.first)
            if entry.lines[0].lstrip()[:1] == "{":
                raise NotSimpleError("value", entry.first)
            if indented := _indented(entry, entry.lines[0], path):
                reading.problems.append(indented[0])
        except NotSimpleError as fault:
            if _is_group(entry) and not _tab(entry, entry.lines[0], path):
                fields = _read_group(entry, path, reading)
            else:
                problem, fields = _joined(entry, reading, path) or _diagnose(entry, fault, path)
                reading.problems.append(problem)
        reading.fields += fields
    return reading


def _is_group(entry: _Entry) -> bool:
    """Whether an entry is the one that has a group of lines below it."""
    key, value = _parts(entry.lines[0])
    return keys.canonical(key) == keys.GROUP and not value and any(line.strip() for line in entry.lines[1:])


def _read_group(entry: _Entry, path: str, reading: Reading) -> list[Field]:
    """The lines of a group, each tried on its own."""
    below = read_entries([line.strip() for line in entry.lines[1:]], entry.first + 1, path)
    if not below.problems:
        below.problems.append(shape.UNSUPPORTED.at(path, entry.first))
    for problem in below.problems:
        edit = problem.edit
        if edit and edit.replacement:
            line = entry.lines[edit.start_line - entry.first]
            edit = replace(edit, replacement=line[: len(line) - len(line.lstrip())] + edit.replacement)
        reading.problems.append(replace(problem, edit=edit))
    return [replace(each, key=f"{keys.GROUP}.{each.key}") for each in below.fields]


def _split(lines: list[str], first_line: int) -> list[_Entry]:
    entries: list[_Entry] = []
    for offset, line in enumerate(lines):
        starts = bool(line.strip()) and not line.startswith(("#", "-")) and not _continues(line, entries)
        starts = starts and not (BULLETED.match(line) and entries and _is_list(entries[-1].lines[0]))
        if starts or not entries:
            if line.strip() and not line.startswith("#"):
                entries.append(_Entry([line], first_line + offset))
        else:
            entries[-1].lines.append(line)
    return entries


def _is_list(line: str) -> bool:
    """Whether a line is the name of a list whose items stand below it."""
    key, value = _parts(line)
    return keys.canonical(key) in LIST_KEYS and not value


def _continues(line: str, entries: list[_Entry]) -> bool:
    """Whether an indented line belongs to the entry above it; one with a key of its own does not."""
    if line[0] not in " \t":
        return False
    if entries and keys.canonical(_parts(entries[-1].lines[0])[0]) == keys.GROUP:
        return True
    found = fences.ENTRY.match(line)
    return bool(entries) and not (found and keys.is_known(found["key"]))


def _diagnose(entry: _Entry, fault: NotSimpleError, path: str) -> tuple[Problem, list[Field]]:
    line = entry.lines[0]
    value = _parts(line)[1]
    if fault.reason == "value" and (value[:1] in ("[", "") or (value[:1] == "{" and ":" in value)):
        return shape.UNSUPPORTED.at(path, fault.line, 1), []
    for look in (_tab, _indented, _dashes, _unspaced, _other_sign, _quotes, _colon, _sign, _wordy, _loose):
        if found := look(entry, line, path):
            return found
    if fault.reason == "value":
        return shape.UNSUPPORTED.at(path, fault.line, 1), []
    return shape.SYNTAX.at(path, min(max(fault.line, entry.first), entry.last), 1), []


_Found = tuple[Problem, list[Field]] | None


def _joined(entry: _Entry, reading: Reading, path: str) -> _Found:
    """A line without a name, below a value in words, which it goes on with."""
    above = reading.fields[-1] if reading.fields else None
    line = entry.lines[0].strip()
    if above is None or len(entry.lines) > 1 or above.last_line != entry.first - 1 or not isinstance(above.value, str):
        return None
    if keys.canonical(above.key) not in TEXT_KEYS or fences.entry_key(line) or not line[:1].isalnum() or ":" in line:
        return None
    reading.fields.pop()
    whole = f"{above.value} {line}"
    better = f"{above.key}: {_plain_or_quoted(whole)}"
    field = Field(above.key, whole, above.line, above.column, entry.last)
    return shape.SYNTAX.at(
        path,
        entry.first,
        1,
        title=f"This line goes on with `{above.key}`, and must stand on the same line.",
        fix=f"Write: `{better}`",
        edit=Edit(above.line, entry.last, better),
    ), [field]


def spaced_dashes(lines: list[str], first: int, path: str) -> tuple[Problem, tuple[str, ...]]:
    """The problem of a list whose dashes have no space behind them, and its items; `first` is the line it begins on."""
    items = tuple(DASHED.sub("", line, count=1).strip() for line in lines)
    better = "\n".join(f"  - {item}" for item in items)
    wrong = next((number for number, line in enumerate(lines, first) if not DASH_AND_SPACE.match(line)), first)
    edit = Edit(first, first + len(lines) - 1, better)
    title = "A list is made with hyphens here." if any(BULLETED.match(line.lstrip()) for line in lines) else ""
    problem = shape.LIST_DASH.at(path, wrong, 1, title=title, fix=f"Write:\n\n{better}", edit=edit)
    return problem, tuple(item.strip("\"'") for item in items)


def _dashes(entry: _Entry, line: str, path: str) -> _Found:
    below = entry.lines[1:]
    while below and not below[-1].strip():
        below.pop()
    if not line.rstrip().endswith(":") or not below or any(not DASHED.match(each) for each in below):
        return None
    if all(DASH_AND_SPACE.match(each) for each in below):
        return None
    problem, items = spaced_dashes(below, entry.first + 1, path)
    return problem, [Field(line.strip().rstrip(":").strip(), items, entry.first, 1, entry.last)]


def _tab(entry: _Entry, line: str, path: str) -> _Found:
    tabbed = [at for at, each in enumerate(entry.lines) if "\t" in each[: len(each) - len(each.lstrip())]]
    if not tabbed:
        return None
    plain = [each.expandtabs(2) for each in entry.lines]
    if tabbed[0] == 0 and keys.is_known(line.split(":", 1)[0]):
        plain[0] = plain[0].strip()
    edit = Edit(entry.first + tabbed[0], entry.first + tabbed[-1], "\n".join(plain[tabbed[0] : tabbed[-1] + 1]))
    return shape.TABS.at(path, entry.first + tabbed[0], 1, edit=edit), _try(plain, entry.first)


def _indented(entry: _Entry, line: str, path: str) -> _Found:
    if line[0] not in " \t" or not keys.is_known(line.split(":", 1)[0]):
        return None
    fields = _try([line.strip(), *entry.lines[1:]], entry.first)
    return _replace(shape.SYNTAX, entry, path, line.strip(), "This line begins with spaces."), fields


def _unspaced(entry: _Entry, line: str, path: str) -> _Found:
    found = KEY_WITHOUT_SPACE.match(line)
    if not found or not fences.entry_key(line):
        return None
    more = found["more"]
    title = f"There should be nothing but a colon and a space behind `{found['key']}`." if more else ""
    return _rewritten(entry, path, found, title or "There is no space behind the colon.")


def _other_sign(entry: _Entry, line: str, path: str) -> _Found:
    found = OTHER_SIGN.match(line)
    if not found or not fences.entry_key(f"{found['key']}: x"):
        return None
    return _rewritten(entry, path, found, f"Behind `{found['key']}` there should be a colon and a space.")


def _wordy(entry: _Entry, line: str, path: str) -> _Found:
    found = WORDS.match(line)
    key = fences.entry_key(line) if found else None
    if not found or not key:
        return None
    return _rewritten(entry, path, found, f"There is no colon behind the name `{key}`.", key)


def _loose(entry: _Entry, line: str, path: str) -> _Found:
    """A name and a value with other signs around them: `- title: x`, `**title:** x`, `"title: x`."""
    found = LOOSE.match(line)
    if not found or not keys.is_known(found["key"]):
        return None
    value = found["value"].rstrip(" ,;}]")
    if len(re.findall('["“”]', line)) % 2 or value[:1] in QUOTE_SIGNS:
        value = unquoted(value)
    better = f"{found['key']}: {_plain_or_quoted(value)}"
    title = f"Around `{found['key']}` there are signs that do not belong here."
    return _replace(shape.SYNTAX, entry, path, better, title), _try([better, *entry.lines[1:]], entry.first)


def _rewritten(entry: _Entry, path: str, found: re.Match[str], title: str, key: str = "") -> _Found:
    better = f"{key or found['key'].strip()}: {_plain_or_quoted(found['value'])}"
    return _replace(shape.SYNTAX, entry, path, better, title), _try([better, *entry.lines[1:]], entry.first)


def _quotes(entry: _Entry, line: str, path: str) -> _Found:
    key, value = _parts(line)
    if not key or not value or value[0] not in "\"'" or (len(entry.lines) > 1 and entry.lines[1].strip()):
        return None
    better = f"{key}: {quoted(unquoted(value))}"
    if keys.canonical(key) in LIST_KEYS and re.search(r"[\"'”]\s*,", value):
        better = f"{key}: {', '.join(unquoted(each) for each in value.split(','))}"
    return _replace(shape.QUOTES, entry, path, better), _try([better], entry.first)


def _colon(entry: _Entry, line: str, path: str) -> _Found:
    key, value = _parts(line)
    if not key or not COLON.search(value) or value[0] in "{[|>&*!":
        return None
    certain = keys.canonical(key) in TEXT_KEYS
    value = value if certain else value.rstrip(": ")
    better = f"{key}: {_plain_or_quoted(value)}"
    fields = _try([better, *entry.lines[1:]], entry.first)
    rule = shape.COLON if certain and fields else shape.SYNTAX
    title = "" if rule is shape.COLON else "There is one colon too many on this line."
    column = line.find(":", line.find(":") + 1) + 1
    return _replace(rule, entry, path, better, title, column), fields


def _sign(entry: _Entry, line: str, path: str) -> _Found:
    key, value = _parts(line)
    if not keys.is_known(key) or not value or value[0] not in "@`%*&!|>[]{}#,?-":
        return None
    if keys.canonical(key) not in TEXT_KEYS:
        value = value.strip("@`%*&!|>[]{}#,? ") or value
        value = ", ".join(re.split(r"[\"”']\s+[\"“']", value.strip("\"“”'"))) if value[0] in "\"“'" else value
    better = f"{key}: {_plain_or_quoted(value)}"
    title = f"The value of `{key}` begins with `{_parts(line)[1][0]}`, which has a meaning of its own here."
    return _replace(shape.SIGN, entry, path, better, title), _try([better], entry.first)


def _parts(line: str) -> tuple[str, str]:
    key, colon, value = line.partition(":")
    return (key.strip(), value.strip()) if colon else ("", "")


def _try(lines: list[str], first: int) -> list[Field]:
    """The fields of the mended entry, so that it is not missed as well."""
    try:
        return parse("\n".join(lines), first)
    except NotSimpleError:
        return []


def _replace(rule: Rule, entry: _Entry, path: str, better: str, title: str = "", column: int = 1) -> Problem:
    return rule.at(
        path,
        entry.first,
        column,
        title=title,
        fix=f"Write: `{better}`",
        edit=Edit(entry.first, entry.first, better),
    )


def unquoted(value: str) -> str:
    """A value without the quotation marks, of whatever kind, and stray colons that were meant to enclose it."""
    inner = value.strip().lstrip("\"'“„‘«").rstrip(": ")
    ends = re.sub(rf"[{QUOTE_SIGNS}]+[:;,.]?\Z", "", inner) if inner[-1:] in QUOTE_SIGNS + ":;,." else inner
    return ends.replace("\\'", "'").replace('\\"', '"').strip()


def quoted(value: str) -> str:
    """A value in straight quotation marks, as YAML wants it."""
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _plain_or_quoted(value: str) -> str:
    """A value as short as YAML allows."""
    try:
        if parse(f"x: {value}")[0].value == value:
            return value
    except (NotSimpleError, IndexError):
        pass
    return quoted(unquoted(value))
