"""Tops of files that are ours but for what is around their lines, or between them.

A whole file pasted as a quotation or as comments, front matter inside an HTML comment, all names on one line, the
fields of Nikola and reStructuredText. Each is turned into lines of `name: value` with the mend that writes them so.
"""

from __future__ import annotations

import re
from itertools import takewhile

from potluck.content.front_matter import keys
from potluck.content.front_matter.layout import Top, is_fence, is_fence_like
from potluck.content.front_matter.other_forms import loose_top, without_stars
from potluck.content.front_matter.yaml_block import plain_or_quoted

LONGEST = 60  # lines
PREFIXES = {">": "as in a quotation", "#": "as in a program", "//": "as in a program", "|": "as in a table"}
"""What may stand in front of each line, and what it looks like then."""
OF_PROGRAM = "The title and author are written as another program ({}) wants them."
NAMED = re.compile(r"\s*(?:\.\.\s+|:)?(?P<key>[^\W\d][\w -]{0,30}?)\s*[:：](?:\s+|\Z)(?P<value>.*)\Z")
LINE_NUMBER = re.compile(r"\s*(?P<number>\d{1,4})(?:[:|.)]\s?|\s|\Z)")
MARK = re.compile(
    r"\s{0,3}(?:(?:[-*+•>;/%'!–—]{1,6}|#{1,6}|\d{1,2}[.)]|REM)\s+(?:\[[ xX]?\]\s+)?|@)(?=[^\W\d][\w -]{0,30}?\s*[:：])"
)
ASSIGNED = re.compile(r"\s*(?P<key>[A-Za-z_]{3,20})\s*=\s*(?P<value>[\"'\[\d]\S?.*)\Z")
SECTION = re.compile(r"\[[\w.-]{1,40}\]\s*\Z")
OF_SECTION = re.compile(r"\s*(?P<key>[A-Za-z_]{3,20})\s*=\s*(?P<value>\S.*)\Z")
COMMENTS = {
    "<!--": "-->", "/*": "*/", "--[[": "]]", "{#": "#}", "{-": "-}", "(*": "*)", "<#": "#>", "=begin": "=end",
    "{{": "}}", '"' * 3: '"' * 3, "'" * 3: "'" * 3,
}  # fmt: skip
"""How comments, longer texts and the like begin and end in other languages."""
MAILBOX = re.compile(r"(?P<name>[^\W\d_][\w .'-]{2,40}?)\s*<[^<>@\s]{1,64}@[^<>\s]{1,100}>\s*\Z")
UNDERLINE = re.compile(r"(?P<sign>[#=*~^\"'+-])(?P=sign){2,}\s*\Z")
RUN_ON = re.compile(r"\s*-{2,}\s*(?P<rest>[^\s-].*)\Z")
_KEYS = "|".join(sorted({*keys.POST_KEYS[:12], "categories", "category", "layout"}, key=len, reverse=True))
NEXT_KEY = re.compile(rf"[,;|]?\s+(?=(?:{_KEYS})\s*[:：]\s)", re.IGNORECASE)


def wrapped_top(lines: list[str], first: int) -> Top | None:
    """The top that begins at index ``first`` in one of these ways; none where it begins in no such way."""
    start = lines[first].strip()
    if opens := next(filter(start.startswith, COMMENTS), ""):
        return _within(lines, first, opens, COMMENTS[opens])
    underlined = first + 1 < len(lines) and UNDERLINE.match(lines[first + 1]) is not None and not _is_known(start)
    titled = underlined or start.startswith(("#+", "= ", "% ", "# "))
    if titled and (other := _under_title(lines, first, underlined)):
        return other
    if start.startswith("|") and (table := _table(lines, first)):
        return table
    if start.startswith(("..", ":")):
        return _fields(lines, first)
    run_on = RUN_ON.match(lines[first]) if start.startswith("--") else None
    if run_on and (on_one_line := _on_one_line(lines, first, run_on["rest"])):
        return on_one_line
    if start[:1] == "1" and (numbered := _numbered(lines, first)):
        return numbered
    prefixed = _prefixed(lines, first) if start.startswith(tuple(PREFIXES)) else None
    return loose_top(lines, first) or prefixed or _each_marked(lines, first)


def _prefixed(lines: list[str], first: int) -> Top | None:
    """Lines that all begin with the same sign, up to the first that does not."""
    sign = next(each for each in PREFIXES if lines[first].lstrip().startswith(each))
    plain: list[str] = []
    for line in lines[first:]:
        bare = line.lstrip()
        if not bare.startswith(sign):
            break
        rest = bare[len(sign) :]
        plain.append(rest.removeprefix(" "))
    return _freed(plain, first, f"Each line begins with `{sign}`, {PREFIXES[sign]}.")


def _each_marked(lines: list[str], first: int) -> Top | None:
    """Names and values without `---` around them, each line of which is an item, a note, or written with `=`."""
    said: list[str] = []
    section = SECTION.match(lines[first]) is not None
    for line in lines[first + section : first + section + LONGEST]:
        marked = MARK.match(line)
        assigned = (OF_SECTION if section else ASSIGNED).match(line)
        if marked is None and assigned is None:
            break
        said.append(line[marked.end() :] if marked else f"{assigned['key']}: {assigned['value']}" if assigned else "")
    entries = _named(said)
    given = {keys.of_line(line) for line in entries}
    if len(entries) < 2 or len(entries) < len(said) or not given & {"title", "author", "authors", "name"}:
        return None
    of_program = MARK.match(lines[first]) is None and "title" in given and bool(given & {"author", "authors"})
    if not of_program and not all(map(_is_known, entries)):
        return None
    while not _is_known(entries[-1]):
        entries.pop()  # of the program below, and in the text as that is
    entries = [line if _is_known(line) else f"# {line}" for line in entries]
    end = first + section + len(entries)
    title = "The title and author are written with `=`, and not between two lines of `---`."
    if marked := MARK.match(lines[first]):
        title = f"The title and author stand behind `{marked.group().strip()}`, and not between two lines of `---`."
    return Top(title, entries, first + section + 1, end)


def _numbered(lines: list[str], first: int) -> Top | None:
    """A file copied with the numbers of its lines."""
    plain: list[str] = []
    for line in lines[first:]:
        found = LINE_NUMBER.match(line)
        if not found or int(found["number"]) != len(plain) + 1:
            break
        plain.append(line[found.end() :])
    return _freed(plain, first, "Each line begins with its number, as an editor shows it.") if plain else None


def _freed(plain: list[str], first: int, title: str) -> Top | None:
    """The top of lines from which something was taken away; none where they hold no front matter."""
    if not is_fence(plain[0].strip()):
        return None
    end = next((at for at, line in enumerate(plain[1:LONGEST], 1) if is_fence_like(line)), None)
    if end is None or not any(_is_known(line) for line in plain[1:end]):
        return None
    return Top(title, plain[1:end], first + 2, first + end + 1, plain[end + 1 :])


def _within(lines: list[str], first: int, opens: str, closes: str) -> Top | None:
    """Names and values in a comment of another language, which nothing reads, or in several, one for each line."""
    said: list[str] = []
    is_open = False
    for line in map(str.strip, lines[first : first + LONGEST]):
        if not (is_open or line.startswith(opens)):
            break
        inside, closed, behind = (line if is_open else line.removeprefix(opens)).partition(closes)
        if re.search(r"\w", behind):
            return None
        said.append("" if is_fence_like(inside) else inside.strip(" *").removeprefix("---").strip())
        is_open = not closed
    entries = _named(list(filter(None, said)))
    if is_open or not entries:
        return None
    begins = first + 1 + next(at for at, line in enumerate(said) if line)
    title = f"The title and author stand between `{opens}` and `{closes}`, and not between two lines of `---`."
    return Top(title, entries, begins, first + len(said))


def _fields(lines: list[str], first: int) -> Top | None:
    """`.. title: A walk` as Nikola has it, and the fields of reStructuredText."""
    fields = list(takewhile(lambda line: line.lstrip().startswith((".. ", ":")), lines[first:]))
    named = _named(fields)
    return Top(OF_PROGRAM.format("reStructuredText"), named, first + 1, first + len(fields)) if named else None


def _under_title(lines: list[str], first: int, underlined: bool) -> Top | None:
    """The title and names of another program, or a heading and names below it."""
    start = lines[first].strip()
    if start.startswith("%"):
        return _pandoc(lines, first)
    return _org(lines, first) if start.startswith("#+") else _under_heading(lines, first, underlined)


def _pandoc(lines: list[str], first: int) -> Top | None:
    """`% A walk`, with the author and the date on such lines below it."""
    said = [line[1:].strip() for line in lines[first : first + 3] if line.startswith("% ")]
    if len(said) < 2 or _is_known(said[0]):
        return None
    by_place = zip(("title", "author", "date"), said, strict=False)
    entries = [f"{key}: {plain_or_quoted(value)}" for key, value in by_place]
    return Top(OF_PROGRAM.format("pandoc"), entries, first + 1, first + len(said))


def _org(lines: list[str], first: int) -> Top | None:
    """`#+TITLE: A walk` and more such lines."""
    said = list(takewhile(lambda line: line.startswith("#+"), lines[first:]))
    entries = _named([line[2:] for line in said])
    return Top(OF_PROGRAM.format("Org"), entries, first + 1, first + len(said)) if len(entries) > 1 else None


def _under_heading(lines: list[str], first: int, underlined: bool) -> Top | None:
    """A heading and names: `= A walk` and `:author: …` of AsciiDoc, or words with a line of signs below them, as those
    of reStructuredText.
    """
    start, below = lines[first].strip(), first + 1 + underlined
    while below < len(lines) and not lines[below].strip():
        below += 1
    said = [MAILBOX.sub(r"author: \g<name>", without_stars(line)) for line in lines[below : below + LONGEST]]
    block = [*takewhile(NAMED.match, said)]
    while block and not _is_known(block[-1].strip(" :.")):
        block.pop()
    called = "AsciiDoc" if start.startswith("=") else ""
    if underlined and block and lines[below].startswith((":", "..")):
        called = "reStructuredText"
    named = [entry if _is_known(entry) else f"# {entry}" for entry in _named(block)]
    is_said = any(each.startswith("title:") for each in named)
    if is_said or sum(map(_is_known, named)) < (1 if called or underlined else 2):
        return None
    alone = "The title and author stand in the text, and not between two lines of `---`."
    title = OF_PROGRAM.format(called) if called else alone
    entries = [f"title: {plain_or_quoted(start.lstrip('=# ').strip())}", *[""] * (below - first - 1), *named]
    end = below + len(block)
    rule = next((at for at in range(end, min(end + 2, len(lines))) if lines[at].strip()), end)
    return Top(title, entries, first + 1, rule + 1 if rule < len(lines) and is_fence(lines[rule]) else end)


def _table(lines: list[str], first: int) -> Top | None:
    """A table of names and values, as GitHub shows the lines at the top, copied from there."""
    rows = [
        [cell.strip() for cell in line.strip().strip("|").split("|")]
        for line in lines[first : first + 3]
        if line.strip().startswith("|") and not re.fullmatch(r"[\s|:-]+", line)
    ]
    if len(rows) != 2 or len(rows[0]) != len(rows[1]):
        return None
    entries = _named([f"{key}: {value}" for key, value in zip(*rows, strict=True)])
    last = first + (3 if len(lines) > first + 2 and lines[first + 2].strip().startswith("|") else 2)
    title = "The lines at the top are a table, as GitHub shows them."
    return Top(title, entries, first + 1, last) if sum(map(_is_known, entries)) > 1 else None


def _on_one_line(lines: list[str], first: int, rest: str) -> Top | None:
    """Names behind the opening `---`, on its line."""
    said, end = [rest], first
    closed = re.search(r"\s-{3,}\s*\Z", rest)
    if closed:
        said = [rest[: closed.start()]]
    else:
        below = range(first + 1, min(first + LONGEST, len(lines)))
        end = next((number for number in below if is_fence_like(lines[number])), 0)
        said += lines[first + 1 : end]
    entries = _named([part for line in said for part in NEXT_KEY.split(line) if part.strip()])
    if not entries or not end >= first or (end == first and not closed):
        return None
    title = "The first line should be exactly `---`, with nothing behind it."
    return Top(title, entries, first + 1, end + 1)


def _named(lines: list[str]) -> list[str]:
    """The lines as `name: value`; none where one of them is not of that form, or no name is known."""
    made = []
    for line in lines:
        found = NAMED.match(line)
        if found is None:
            return []
        value = found["value"].strip()
        if value:
            written = value if value.startswith(("[", '"')) else plain_or_quoted(value)
            made.append(f"{found['key'].lower()}: {written}")
    return made if any(_is_known(line) for line in made) else []


def _is_known(line: str) -> bool:
    key = line.partition(":")[0].strip()
    return keys.is_known(key) or keys.nearest(key) is not None if 2 < len(key) < 20 else False
