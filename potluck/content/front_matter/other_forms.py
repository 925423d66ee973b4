"""What stands at the top of files of other programs: TOML, JSON, the head of a mail, names in bold or with arrows.

Each is turned into lines of `name: value`, one for each line there, so that whatever else is amiss is told on its line.
"""

from __future__ import annotations

import ast
import io
import json
import re
import tokenize
import tomllib

from msgspec.structs import replace

from potluck.content.front_matter import keys
from potluck.content.front_matter.layout import Top, is_fence_like
from potluck.content.front_matter.yaml_block import plain_or_quoted, quoted

TOML_FENCE = "+++"
JSON_FENCE = ";;;"
LONGEST = 60  # lines
LONGEST_DICTIONARY = 3_000  # characters
TOML_TABLE = re.compile(r"\[(?:taxonomies|extra|params|post|page|front_?matter|meta)\]\s*(?:#.*)?\Z")
"""Tables whose entries are a post's as well as those above them."""
TOML_NOTE = re.compile(r"(?<=\s)#[^\"'\n]*\Z")
ASSIGNED = re.compile(r"\s*(?P<key>[A-Za-z_][\w-]{0,40})\s*=\s*(?P<value>\S.*)\Z")
BOLD_NAME = re.compile(
    r"\s{0,3}(?:[-*+•]\s+)?(?P<mark>\*\*|__)\s?(?P<key>[^\W\d][\w ]{0,20}?)\s*"
    r"(?:[:：]\s*(?P=mark)|(?P=mark)\s*[:：])\s*(?P<value>.*)\Z"
)
LONGEST_LOOSE = 20  # lines
ARROW = re.compile(
    r"\s{0,3}\**(?P<key>[A-Za-z_]{3,20})\**(?=\s*+\S)\s*"
    r"(?:[-=]{1,2}>|→|⇒|:=|::|\t+|\s[–—-](?=\s)|\s\|(?=\s)|(?<=\s)(?=\w)(?P<none>))"
    r"\s*(?P<value>\S.*)\Z"
)
COMMAND = re.compile(
    r"\s{0,3}(?:\\(?P<a>[a-z]{3,20})\{(?P<in_a>[^{}\n]*)\}|@(?P<b>[A-Za-z]{3,20})\s+(?P<in_b>\S.*)"
    r"|<(?P<c>title|author|date)>(?P<in_c>[^<>\n]*)</(?P=c)>"
    r"|<meta name=[\"'](?P<d>[a-z]{3,20})[\"'] content=[\"'](?P<in_d>[^\"'\n]*)[\"'] ?/?>)\s*\Z"
)
"""`\\title{A walk}`, `@title A walk`, and what stands in the head of a web page."""
OF_LATEX = re.compile(r"\\(?:documentclass|usepackage|begin\{document\}|maketitle|newpage)(?![a-z])|\s*\Z")
MAIL = re.compile(
    r"(?P<key>From|To|Subject|Date|Sent|Cc|Bcc|Reply-To|Von|An|Gesendet|Betreff|De|Para|Asunto|Fecha|Objet)"
    r": *(?P<value>.*)\Z"
)
OF_MAIL = {
    **dict.fromkeys(("Subject", "Betreff", "Asunto", "Objet"), "title"),
    **dict.fromkeys(("From", "Von", "De"), "author"),
    **dict.fromkeys(("Date", "Sent", "Gesendet", "Fecha"), "date"),
}
REPLY = re.compile(r"(?:(?:re|aw|fwd?|wg|tr|rv)\s*:\s*)+", re.IGNORECASE)
ADDRESS = re.compile(r"\s*<[^<>\n]*>\s*\Z|\s*\[mailto:[^\]\n]*\]\s*\Z")
GREETING = r"(?:hi|hello|hey|dear|hallo|hola|bonjour|ciao)\b[^\n.]{0,30}[,!]"
NO_PART = re.compile(
    rf"(?:{GREETING}\s+)?(?:please (?:publish|post|add|upload|put)\b[^\n]{{0,60}}|"
    r"(?:here(?:['’]s| is| comes)|below is|this is|please find|attached is|voici|hier ist|aqu[ií] est[aá]|ecco)\b"
    r"[^\n]{0,50}\b(?:post|version|draft|text|file|markdown|article|beitrag|entwurf|artículo|texto|articolo)\b[^\n]{0,20})"
    rf"|{GREETING}|(?:best|thanks|cheers)[,!]?"
    r"|code|blame|raw|preview|edit|history|copy|download|\d+ lines? \(\d+ (?:loc|sloc)\)[^\n]{0,60}|latest commit\b.*"
    r"|(?:update|create|add|rename|delete) [\w./-]{1,100}\.md"
    r"|(?:sure|certainly|of course)[,!][^\n]{0,80}",
    re.IGNORECASE,
)
"""Lines above a post that were never meant for it: of a mail, of a chat program, of GitHub's page."""


NAMED = re.compile(r"(?:[A-Za-z_]\w{0,30} ?= ?)?(?=\{)")
"""What stands in front of a dictionary: nothing, or the name that a program gives it."""


def other_form(lines: list[str], first: int) -> Top | None:
    """The other form that the file begins with at index `first`; none when it is none of these, or can't be read."""
    start = lines[first].strip()
    if start == TOML_FENCE:
        return _toml(lines, first)
    if found := NAMED.match(start):
        return _json([*lines[:first], start[found.end() :], *lines[first + 1 :]], first)
    if start == JSON_FENCE and first + 1 < len(lines) and (form := _json(lines, first + 1)):
        fenced = form.ends < len(lines) and lines[form.ends].strip() == JSON_FENCE
        return replace(form, ends=form.ends + fenced)
    return _bold(lines, first) if "**" in start or "__" in start else None


def _toml(lines: list[str], first: int) -> Top | None:
    end = next((n for n in range(first + 1, min(first + LONGEST, len(lines))) if lines[n].strip() == TOML_FENCE), None)
    if end is None:
        return None
    try:
        tomllib.loads("\n".join(lines[first + 1 : end]))
    except tomllib.TOMLDecodeError:
        return None
    made = _from_toml(lines[first + 1 : end])
    title = "The title and author are written as another program (Hugo, in TOML) wants them."
    return Top(title, made, first + 2, end + 1) if made is not None else None


def _from_toml(lines: list[str]) -> list[str] | None:
    """One line for each of TOML's; a value on several lines stands on its first. None where there is more to them."""
    made: list[str] = []
    notes: list[str] = []
    statement: list[str] = []
    for line in lines:
        noted = line.lstrip().startswith("#")
        if not statement and (noted or not line.strip() or TOML_TABLE.match(line.strip())):
            made.append(line.strip() if noted else "")
            continue
        statement.append(line)
        try:
            said = tomllib.loads("\n".join(statement))
        except tomllib.TOMLDecodeError:
            continue
        found = ASSIGNED.match(statement[0])
        if found is None:
            return None
        made += [f"{found['key']}: {_written(next(iter(said.values())))}", *[""] * (len(statement) - 1)]
        notes += TOML_NOTE.findall(line)
        statement.clear()
    return None if statement else [*made, *notes]


def _json(lines: list[str], first: int) -> Top | None:
    text = "\n".join(lines[first : first + LONGEST])
    title = "The title and author are written as another program (in JSON) wants them."
    notes: list[str] = []
    try:
        made, end = json.JSONDecoder().raw_decode(text)
    except (ValueError, RecursionError):
        if (found := _dictionary(lines, first)) is None:
            return None
        made, end, notes = found
        title = "The title and author are written as a dictionary of Python, and not as lines between two `---`."
    if not isinstance(made, dict) or not any(keys.is_known(str(key)) for key in made):
        return None
    if re.match(r"[^\n]*\w", text[end:]):
        return None  # words behind it would be lost
    shown = [f"{key}: {_written(value)}".rstrip() for key, value in made.items()]
    return Top(title, [*shown, *notes], first + 2, first + text.count("\n", 0, end) + 1)


def _dictionary(lines: list[str], first: int) -> tuple[object, int, list[str]] | None:
    """What is written as Python writes its dictionaries, where it ends, and the notes in it; it is never run."""
    for last in range(first, min(first + LONGEST, len(lines))):
        text = "\n".join(lines[first : last + 1])
        if text.rstrip().endswith("}") and len(text) < LONGEST_DICTIONARY:
            try:
                made = ast.literal_eval(text.strip())
            except (ValueError, SyntaxError, MemoryError, RecursionError):
                continue
            read = tokenize.generate_tokens(io.StringIO(text.strip()).readline)
            return made, len(text), [token.string for token in read if token.type == tokenize.COMMENT]
    return None


def _bold(lines: list[str], first: int) -> Top | None:
    made: list[str] = []
    number = first
    for number in range(first, min(first + LONGEST, len(lines))):
        found = BOLD_NAME.match(lines[number])
        if found is None:
            break
        made.append(f"{found['key'].strip().lower()}: {plain_or_quoted(found['value'].strip())}".rstrip())
        number += 1
    known = [line for line in made if keys.is_known(line.partition(":")[0])]
    if len(known) < 2 or len(known) < len(made):
        return None
    title = "The title and author stand in the text, and not between two lines of `---`."
    return Top(title, made, first + 1, first + len(made))


def without_stars(line: str) -> str:
    """A line as `name: value`, where its name is bold."""
    found = BOLD_NAME.match(line)
    return f"{found['key']}: {found['value']}" if found else line


def _is_word(value: object) -> bool:
    return isinstance(value, str | int | float)


def _written(value: object) -> str:
    """A value as a line of front matter has it; what such a line can't hold is written as it stood, to be told of."""
    if isinstance(value, list | tuple) and all(map(_is_word, value)):
        shown = (word if re.fullmatch(r"[\w][\w .+-]*", word) else quoted(word) for word in map(str, value))
        return f"[{', '.join(shown)}]"
    if isinstance(value, bool):
        return str(value).lower()
    if _is_word(value) or value is None:
        return plain_or_quoted(str(value or "").replace("\n", " ").strip())
    return json.dumps(value, ensure_ascii=False, default=str)


def is_no_part(line: str) -> bool:
    """Whether a line above the first `---` is no part of a post."""
    bare = line.strip().rstrip(":.")
    return not bare or NO_PART.fullmatch(bare) is not None or MAIL.match(line.strip()) is not None


def loose_top(lines: list[str], first: int) -> Top | None:
    """Such a top at index `first`."""
    return _mail(lines, first) or _arrows(lines, first) or _commands(lines, first)


def _arrows(lines: list[str], first: int) -> Top | None:
    found = []
    for line in lines[first : first + LONGEST_LOOSE]:
        entry = ARROW.match(line)
        if entry is None or not keys.is_known(entry["key"]):
            break
        found.append(entry)
    given = {keys.canonical(entry["key"]) for entry in found}
    unsigned = any(entry["none"] is not None for entry in found)  # `title A walk`, which may begin a sentence
    if len(found) < 2 or not (given >= {"title", "author"} if unsigned else given & {"title", "author", "authors"}):
        return None
    made = [f"{entry['key'].lower()}: {plain_or_quoted(entry['value'].strip(' *'))}" for entry in found]
    title = "The title and author are not written as `name: value`, and not between two lines of `---`."
    return Top(title, made, first + 1, first + len(found))


def _commands(lines: list[str], first: int) -> Top | None:
    """Names as commands of LaTeX, as notes above a program or as tags, one on a line."""
    made: list[str] = []
    for line in lines[first : first + LONGEST_LOOSE]:
        found = COMMAND.match(line)
        said = found.groupdict() if found else {}
        key = next((said[each] for each in "abcd" if said.get(each)), "")
        value = (said[f"in_{each}"] for each in "abcd" if said.get(each))
        if not keys.is_known(key) and not OF_LATEX.match(line):
            break
        words = next(value, "").strip().removeprefix("\\today") if keys.is_known(key) else ""
        made.append(f"{keys.canonical(key)}: {plain_or_quoted(words)}" if words else "")
    while made and not made[-1] and not lines[first + len(made) - 1].strip():
        made.pop()
    given = {line.partition(":")[0] for line in made} - {""}
    if len(given) < 2 or not given & {"title", "name"}:
        return None
    title = "The title and author are written as another program wants them."
    return Top(title, made, first + 1, first + len(made))


def _mail(lines: list[str], first: int) -> Top | None:
    """The head of a mail: its subject is the title, and whoever sent it the author."""
    said: dict[str, str] = {}
    taken = 0
    for line in lines[first : first + LONGEST_LOOSE]:
        entry = MAIL.match(line.strip())
        if entry is None:
            break
        said.setdefault(OF_MAIL.get(entry["key"], entry["key"]), entry["value"].strip())
        taken += 1
    below = [line for line in lines[first + taken : first + taken + LONGEST_LOOSE] if line.strip()]
    if taken < 2 or not said.get("title") or (below and is_fence_like(below[0])):
        return None
    said["title"] = REPLY.sub("", said["title"])
    said["author"] = ADDRESS.sub("", said.get("author", "")).strip("\"' ")
    made = [f"{key}: {plain_or_quoted(said[key])}" for key in ("title", "author", "date") if said.get(key)]
    title = "The head of a mail stands where the title and author belong."
    return Top(title, made, first + 1, first + taken)
