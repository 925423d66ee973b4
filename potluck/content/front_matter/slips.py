"""The slips of single entries of front matter: each function knows one, and answers what to write instead.

An entry is tried with one after the other (``SLIPS``); none of them looks beyond its lines.
"""

from __future__ import annotations

import re

from potluck.content.front_matter import keys
from potluck.content.front_matter.entry import Entry, Slip, begun, parse_or_none, parts_of, replaced
from potluck.content.front_matter.layout import BULLETS, ENTRY
from potluck.content.front_matter.list_slips import LIST_KEYS, bare_name, dashes, is_list, items_of
from potluck.content.front_matter.yaml_block import QUOTE_SIGNS, in_quotes, plain_or_quoted, unquoted
from potluck.content.rules import shape
from potluck.problems import Edit

TEXT_KEYS = frozenset("title summary description image_alt series name excerpt subtitle place".split())
COLON = re.compile(r":(?:\s|\Z)")
KEY_WITHOUT_SPACE = re.compile(
    r"(?P<key>[A-Za-z_][\w -]{0,30}?)\s*:(?:(?P<more>[;:,.=]+)\s*|(?=\S))(?P<value>[^\s;:,.=].*)\Z"
)
OTHER_SIGN = re.compile(
    r"(?P<key>[^\W\d]\w{0,30})[\"'”’]?\s*(?:[=:-]{0,2}>|:=|[;=：；→|]|\s[-–—](?=\s))\s*(?P<value>.*)\Z"
)
MARKED_UP = re.compile(r"!?\[(?P<words>[^\[\]\n]{1,200})\]\(<?(?P<url>[^()<>\s]{1,500})>?[^()\n]{0,100}\)\Z")
"""A link or a picture of Markdown's."""
BULLETED = re.compile(rf"[{BULLETS}]\s+\S")
JUNK = r"[\s\"'“”‘’`*_#>(){}\[\],;.=:：+-]"
LOOSE = re.compile(rf"{JUNK}{{0,6}}(?P<key>[A-Za-z][A-Za-z_]{{1,15}}){JUNK}{{1,6}}(?P<value>\S.*)\Z")
TWO_IN_ONE = re.compile(
    r"(?P<key>[A-Za-z_]{2,20}): (?P<value>\"[^\"\n]*\"|'[^'\n]*'|\S[^:\n]{0,200}?)(?:[,;|]?[ \t]+|(?<=[\"']))"
    r"(?P<next>(?i:titles?|authors?|date|tags|summary|slug|status|aliases"
    r"|name|github|pronouns|website|email|mastodon|bluesky|linkedin|role|joined|bio)):(?: (?P<rest>\S.*))?\Z"
)
WORDS = re.compile(r"(?P<key>[^\W\d]\w{0,20})[.,]?\s+(?:is\s+(?=[\"“A-Z\d]|[a-z]+-[a-z]))?(?P<value>\S.*)\Z")

FILLED_IN = re.compile(r"\"?\{\{[^{}]*\}\}\"?\Z|\{%[^{}]*%\}\Z|<%.*%>\Z|\$\([^()]*\)\Z|%[A-Za-z](?:\W?%[A-Za-z])+\Z")
LINKS = re.compile(r"\[(?P<words>[^\[\]]+)\]\([^()]*\)")
QUOTES = frozenset("\"'“”‘’")

NOTE = re.compile(r"(?://+|/\*+|<!-+|--(?=\s)|;+|%+)\s*(?P<words>[^\s:][^:]*?)\s*(?:\*+/|-+>)?\Z")

BACKSLASH = "Between double quotation marks, a backslash changes what the letter behind it means."


def tabbed(entry: Entry, line: str, path: str) -> Slip:
    """Tabs or special spaces in front of words, where YAML takes only plain ones."""
    begins = [each[: len(each) - len(each.lstrip())] for each in entry.lines]
    wrong = [at for at, each in enumerate(begins) if each.strip(" ")]
    if not wrong:
        return None
    spaces = [" " * len(begin.expandtabs(2)) for begin in begins]
    plain = [lead + each.lstrip().expandtabs(2) for lead, each in zip(spaces, entry.lines, strict=True)]
    title = "" if "\t" in "".join(begins) else "This line begins with special spaces, where only plain ones may stand."
    if wrong[0] == 0 and keys.is_known(line.split(":", 1)[0]):
        plain[0] = plain[0].strip()
    edit = Edit(entry.first + wrong[0], entry.first + wrong[-1], "\n".join(plain[wrong[0] : wrong[-1] + 1]))
    fix = "" if "\n" in edit.replacement else f"Write: `{edit.replacement}`"
    return shape.TABS.at(path, entry.first + wrong[0], 1, title=title, fix=fix, edit=edit), parse_or_none(
        plain, entry.first
    )


def indented(entry: Entry, line: str, path: str) -> Slip:
    """A name that we know with spaces in front of it."""
    if line[0] not in " \t" or not keys.is_known(line.split(":", 1)[0]):
        return None
    return begun(shape.SYNTAX, entry, path, line.strip(), "This line begins with spaces.")


def _unspaced(entry: Entry, line: str, path: str) -> Slip:
    found = KEY_WITHOUT_SPACE.match(line)
    if not found or not entry.key_of(line):
        return None
    more = found["more"]
    title = f"There should be nothing but a colon and a space behind `{found['key']}`." if more else ""
    return _rewritten(entry, path, found, title or "There is no space behind the colon.")


def _other_sign(entry: Entry, line: str, path: str) -> Slip:
    found = OTHER_SIGN.match(line)
    if not found or not entry.key_of(f"{found['key']}: x"):
        return None
    return _rewritten(entry, path, found, f"Behind `{found['key']}` there should be a colon and a space.")


def _wordy(entry: Entry, line: str, path: str) -> Slip:
    found = WORDS.match(line)
    key = entry.key_of(line) if found else None
    if found and "/authors/" in path and keys.canonical(found["key"]) in keys.PERSON_KEYS:
        key = keys.canonical(found["key"])
    if not found or not key:
        return None
    if (signed := ENTRY.match(line)) and signed["sign"] in ";=" and not entry.key_of(f"{found['key']}: x"):
        found = signed  # `my title = …`, `const title = …`
    return _rewritten(entry, path, found, f"There is no colon behind the name `{key}`.", key)


def _loose(entry: Entry, line: str, path: str) -> Slip:
    """A name and a value with other signs around them: `- title: x`, `**title:** x`, `"title: x`."""
    found = LOOSE.match(line)
    if not found or not entry.knows(found["key"]):
        return None
    value = found["value"].rstrip(" ,;}]*")
    sign = line[found.start("value") - 1]
    if (sign in "\"'" and value[-1:] == sign) or len(re.findall('["“”]', line)) % 2 or value[:1] in QUOTE_SIGNS:
        value = unquoted(value)
    better = f"{found['key']}: {plain_or_quoted(value)}"
    title = f"Around `{found['key']}` there are signs that do not belong here."
    if "\u00a0" in line or "\u3000" in line:
        title = f"The space beside `{found['key']}` is a special one, which is no space here."
    return begun(shape.SYNTAX, entry, path, better, title)


def _rewritten(entry: Entry, path: str, found: re.Match[str], title: str, key: str = "") -> Slip:
    better = f"{key or found['key'].strip()}: {plain_or_quoted(found['value'].strip())}"
    return begun(shape.SYNTAX, entry, path, better, title)


def _quotes(entry: Entry, line: str, path: str) -> Slip:
    key, value = parts_of(line)
    if not key or not value or value[0] not in "\"'" or (len(entry.lines) > 1 and entry.lines[1].strip()):
        return None
    if key[0] in "*_`":
        return None
    key = unquoted(key)
    better = f"{key}: {in_quotes(value)}"
    if keys.canonical(key) in LIST_KEYS and re.search(r"[\"'”]\s*,|[\"'”]\s+[\"'“]", value):
        items = re.split(r",|(?<=[\"'”])\s+(?=[\"'“])", value)
        better = f"{key}: {', '.join(filter(None, map(unquoted, map(str.strip, items))))}"
    title = BACKSLASH if "\\" in value and value.count('"') == 2 and value[0] == value[-1] == '"' else ""
    return replaced(shape.QUOTES, entry, path, better, title), parse_or_none([better], entry.first)


def _two_in_one(entry: Entry, line: str, path: str) -> Slip:
    """Two names with their values on one line: `title: A walk, author: ada`."""
    found = TWO_IN_ONE.match(line)
    if not found or not keys.is_known(found["key"]) or found["value"].count('"') % 2:
        return None
    if not found["rest"] and not entry.lines[1:]:
        return None
    title, column = f"`{found['next']}` needs a line of its own.", found.start("next") + 1
    lines, last = [], line
    while found:
        lines.append(f"{found['key']}: {plain_or_quoted(found['value'])}")
        last = f"{found['next']}: {plain_or_quoted(found['rest'])}" if found["rest"] else f"{found['next']}:"
        found = TWO_IN_ONE.match(f"{found['next']}: {found['rest']}") if found["rest"] else None
    better = "\n".join([*lines, last])
    problem = shape.SYNTAX.mended(path, entry.first, entry.first, better, column, title=title, block=True)
    said = keys.canonical(parts_of(last)[0]) not in keys.ABOUT  # else no line here can say it
    below = parse_or_none([last, *entry.lines[1:]], entry.first) if said else []
    return problem, [*(field for each in lines for field in parse_or_none([each], entry.first)), *below]


def _colon(entry: Entry, line: str, path: str) -> Slip:
    key, value = parts_of(line)
    if not key or not COLON.search(value) or value[0] in "{[|>&*!":
        return None
    certain = keys.canonical(key) in TEXT_KEYS
    said_twice = re.match(r"(?P<key>[A-Za-z_]{2,20})\s*:\s+(?=\S)", value)
    if said_twice and (said_twice["key"].lower() == key.lower() or (not certain and entry.knows(said_twice["key"]))):
        better = f"{key}: {plain_or_quoted(value[said_twice.end() :])}"
        title = f"Behind `{key}:` stands another name, `{said_twice['key']}:`."
        return begun(shape.SYNTAX, entry, path, better, title)
    value = re.sub(r"\\(?=[:&#\"'])", "", value)
    value = value.lstrip(": ") if certain else value.strip(": ")
    better = f"{key}: {plain_or_quoted(value)}"
    fields = parse_or_none([better, *entry.lines[1:]], entry.first)
    rule = shape.COLON if certain and fields else shape.SYNTAX
    title = "" if rule is shape.COLON else "There is one colon too many on this line."
    column = line.find(":", line.find(":") + 1) + 1
    return replaced(rule, entry, path, better, title, column), fields


def _sign(entry: Entry, line: str, path: str) -> Slip:
    key, value = parts_of(line)
    if not entry.knows(key) or not value or value[0] not in "@`%*&!|>[]{}#,?-":
        return None
    if found := MARKED_UP.match(value):
        value = found["words"] if keys.canonical(key) in (*TEXT_KEYS, "author", "authors") else found["url"]
    elif keys.canonical(key) in TEXT_KEYS:
        value = re.sub(r"\A(\*{1,3}|`)([^*`]+)\1\Z|\A``(.+)''\Z", r"\2\3", value)
    elif value[0] == "-" and keys.canonical(key) in LIST_KEYS:
        value = ", ".join(re.split(r"\s+-\s+", f" {value}")[1:])
    elif value[0] == "[" and "]" not in value and not entry.lines[1:] and not _uneven(value):
        better = f"{key}: {value.rstrip(', )}>】］')}]"
        title = "The `]` at the end of this list is missing."
        return replaced(shape.SIGN, entry, path, better, title), parse_or_none([better], entry.first)
    elif is_list(key) and len(listed := items_of(LINKS.sub(r"\g<words>", value))) > 1:
        value = ", ".join(listed)
    else:
        value = value.strip("@`%*&!|>[]{}#,?- ") or value
        value = ", ".join(re.split(r"[\"”']\s+[\"“']", value.strip("\"“”'"))) if value[0] in "\"“'" else value
    if not re.search(r"\w", value):
        edit = Edit(entry.first, entry.last, "")
        title = f"Behind `{key}` there is nothing but a sign."
        fix = "Delete the line, or say something there."
        return shape.SIGN.at(path, entry.first, title=title, fix=fix, edit=edit), []
    within = value[1:-1].strip()
    if value[0] == "{" and value[-1] == "}" and " " in within and set(within).isdisjoint("{}:"):
        value = within  # a template has braces around words; one word alone may be about braces
    better = f"{key}: {plain_or_quoted(value)}"
    sign = "a backtick" if parts_of(line)[1][0] == "`" else f"`{parts_of(line)[1][0]}`"
    title = f"The value of `{key}` begins with {sign}, which has a meaning of its own here."
    return replaced(shape.SIGN, entry, path, better, title), parse_or_none([better], entry.first)


def _uneven(value: str) -> bool:
    """Whether an item of a list has a quotation mark at one end only."""
    return any((item[:1] in QUOTES) != (item[-1:] in QUOTES) for item in map(str.strip, value.strip("[]()").split(",")))


def filled_in(entry: Entry, line: str, path: str) -> Slip:
    """A value that another program would have put there: `{{ page.title }}`, `<% title %>`, `%Y-%m-%d`."""
    key, value = parts_of(line)
    if not entry.knows(key) or not FILLED_IN.match(value) or entry.lines[1:]:
        return None
    title = f"`{value[:40]}` stands where another program puts the value of `{key}`."
    return shape.SIGN.at(path, entry.first, title=title, fix=f"Write what it stands for behind `{key}:`."), []


def _note(entry: Entry, line: str, path: str) -> Slip:
    """A note as other languages begin it: `// …`, `<!-- … -->`."""
    found = NOTE.match(line)
    if not found or entry.lines[1:]:
        return None
    title = "Between the two `---`, a note begins with `#`."
    return replaced(shape.SYNTAX, entry, path, f"# {found['words']}", title), []


SLIPS = (
    *(bare_name, tabbed, indented, dashes, _unspaced, _other_sign, _two_in_one, _quotes, _colon),
    *(filled_in, _sign, _wordy, _loose, _note),
)
"""Each takes an entry, its first line and the file's path; the first that answers is right."""
