"""What was left in by accident: template words, notes to oneself, merge markers."""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterator

from potluck.checks.registry import text_check
from potluck.checks.text import Text
from potluck.content.tree import Kind
from potluck.problems import Edit, Problem, error, in_post, warning

CONFLICT = re.compile(r"(?:<{7}|>{7}|\|{7})(?:\s|\Z)|={7}\s*\Z")
NOTE = re.compile(
    r"""
      (?<![\w#]) (?: TODO | FIXME | XXX | TBD | TBC | TK ) \b (?!-)
    | \b to\ be\ (?: written | added | filled\ in | continued\ later | done\ later ) \b
    | (?<!\w) \?\?\? (?!\w)
    | \A \W* Sent\ from\ my\ \w+ \W* \Z
    """,
    re.VERBOSE,
)
NOTE_SIGNS = ("Sent from my", "TODO", "FIXME", "XXX", "TBD", "TBC", "TK", "to be ", "???")
_THING = (
    r"(?:screen\ ?shot|image|picture|photo|text|code|link|content|description|summary|reflection|embed|trinket"
    r"|title|name|post)s?"
)
TEMPLATE = re.compile(
    rf"""
      lorem\ ipsum [ ,]+ dolor \b
    | \A \W* lorem\ ipsum \W* \Z
    | \b (?: insert | add | put | paste ) (?: \ (?: your | an? | the | some | my ) )?
      \ {_THING} (?: \ (?: and | or )\ \w+ )? (?: \ code )? \ here \b
    | \b your \ (?: text | content | post | story | code | reflection | words | name | title ) \ (?: goes\ )? here \b
    | \b (?: write | type ) \ (?: your | something ) [\w ]{{0,20}} \ here \b
    | \b replace \ this \ (?: text | line | with ) \b
    | \[ (?: your | insert | add ) \ [^\]\n]{{1,60}} \] (?!\()
    | \[ {_THING} \] (?![\[(:])
    | \( (?: insert | add ) \ [^)\n]{{1,60}} \)
    | < (?: your | insert | add ) [ _-] [^>\n]{{1,60}} >
    | <!-- \s* (?: your | insert | add | put | write | replace ) [^>]{{1,80}} -->
    | \b {_THING} \ (?: goes | to\ come | to\ follow ) \ here \b
    | \b this \ is \ (?: a | the ) \ (?: place\ ?holder | sample\ post | template ) \b
    | \b a\ sentence\ or\ two\ about\ you \b
    | https?:// (?: the-address | your- [\w.-]+ ) \b
    | \A place\ ?holder \b
    | \A coming\ soon \W* \Z
    """,
    re.IGNORECASE | re.VERBOSE,
)
THINGS = frozenset(
    """
    screenshot image picture photo text code link content description summary reflection embed trinket title name
    post
    """.split()
)
CERTAIN = (
    "lorem",
    "replace this",
    "placeholder",
    "place holder",
    "coming soon",
    "a sentence or two",
    "//the-address",
    "//your-",
    "this is a ",
    "this is the ",
    "<!--",
)
OPENING = {"[": ("your", "insert", "add"), "(": ("insert", "add"), "<": ("your", "insert", "add")}
PLACING = ("insert ", "add ", "put ", "paste ", "your ", "write ", "type ", "goes ", "to come", "to follow")
"""Something that every match of `TEMPLATE` has in it, in lower case, the last beside “here”; faster to look for."""
CHAT_SIGNS = (
    "oaicite",
    "【",
    "\ue200",
    "Copy code",
    "AI language model",
    "Sure! ",
    "Sure, ",
    "Certainly! ",
    "Of course! ",
    "Let me know if you",
    "Would you like me to",
    "当然",
    "當然",
    "以下是",
    "utm_source=chatgpt",
    "utm_source=openai",
)
CHAT_MARK = re.compile(
    r":contentReference\[oaicite:\d+\](?:\{index=\d+\})?|\[?oaicite:\d+\]?(?:\{index=\d+\})?|【\d+(?::\d+)?[†:][^】\n]{0,80}】"
    r"|\ue200[^\ue201\n]{0,200}\ue201|[?&]utm_source=(?:chatgpt\.com|openai)|\A(?:\w+\s)?Copy code\Z"
)
CHAT_WORDS = re.compile(
    r"(?:Sure|Certainly|Of course)[!,.] (?:here(?:'s|’s| is| are)|i can|i'd be|below is)\b.{0,80}"
    r"|Let me know if you(?:'d|’d| would) like (?:me to|any (?:changes|edits))\b.{0,80}"
    r"|Would you like me to (?:make|add|write|turn|adjust|help|expand|shorten)\b.{0,80}"
    r"|(?:当然|當然)(?:可以)?[！!，,].{0,12}(?:以下是|這是|这是).{0,60}"
    r"|.{0,40}\bas an AI language model\b.{0,40}",
    re.IGNORECASE,
)
LONGEST_TRIAL = 60  # characters
TRIAL = re.compile(
    r"(?:(?:this is (?:a|my) )?test(?:ing|ed)?(?: (?:post|file|text|1 ?2 ?3|123))?|asdf\w*|qwerty\w*"
    r"|(?:bla(?:h|\b)\W*)+|foo(?: ?bar)?(?: baz)?|x{2,}|\W{1,10}|hello(?:,? world)?|hi(?: there)?|wip|content|text|body"
    r"|post|nothing(?: here)?(?: yet)?|empty|draft)[\s.!…?]*",
    re.IGNORECASE,
)
TEMPLATE_WORDS = frozenset(
    """
    todo tbd fixme xxx your my a an the some short one two or insert add write put summary tag tags description series
    here sentence sentences goes of this post name line list comma separated tag1 tag2 tag3 keyword
    """.split()
)
TEMPLATE_SURE = frozenset("todo tbd fixme xxx your insert here tag1 tag2".split())
"""A value of nothing but the former words, one of these among them, is a template's."""
CONFLICT_MARKER = error(
    "conflict-marker",
    "Git left its marks here where two versions met.",
    why="Readers would see both versions, with the marks between them.",
    fix="Keep the version you want, and delete the other and the lines with `<<<<<<<`, `=======` and `>>>>>>>`.",
    bad=in_post("<<<<<<< HEAD\nIt rained.\n=======\nThe sun shone.\n>>>>>>> main"),
    good=in_post("It rained."),
)
NOTE_LEFT = warning(
    "note-to-self",
    "A note to yourself was left in.",
    why="Readers wonder what is missing.",
    fix="Write what was to come here, or delete the note.",
    bad=in_post("How it ended: TBD"),
    good=in_post("It ended with soup."),
)
TEMPLATE_TEXT = warning(
    "template-text",
    "Words from a template were left in.",
    why="Readers see that something was meant to be here and is not.",
    fix="Put your own words there, or delete the line.",
    bad=in_post("Insert screenshot here."),
    good=in_post("It rained, and nobody minded."),
)


CHAT_TEXT = warning(
    "chat-text",
    "Something that a chat program wrote was left in.",
    why="Readers see signs without a meaning, or words that were not meant for them.",
    fix="Delete it.",
    bad=in_post("It rained.【4†source】"),
    good=in_post("It rained."),
)


@text_check(CHAT_TEXT)
def chat_leftovers(text: Text) -> Iterator[Problem]:
    """Marks of sources, and the sentence before the answer; one problem for each line."""
    body = text.document.body
    if not any(sign in body for sign in CHAT_SIGNS):
        return
    for number, line in enumerate(text.body_lines, text.first):
        if found := CHAT_MARK.search(line[:2000]):
            title = f"`{found.group()[:40]}` was left in by a chat program."
            better = CHAT_MARK.sub("", line)
            fix = "" if better.strip() else "Delete the line."
            yield text.changed(CHAT_TEXT, number, better, found.start() + 1, title=title, fix=fix)
        elif number not in text.code_lines and (found := CHAT_WORDS.match(line[:300])):
            title = f"“{found.group()[:60]}” was left in from a chat program."
            yield text.at(CHAT_TEXT, number, 1, title=title)


@text_check(TEMPLATE_TEXT)
def placeholder_body(text: Text) -> Iterator[Problem]:
    """A text that is nothing but a word to try something out."""
    body = text.document.body.strip()
    if text.document.kind is Kind.POST and len(body) < LONGEST_TRIAL and TRIAL.fullmatch(body):
        number = next(n for n, line in enumerate(text.body_lines, text.first) if line.strip())
        title = f"“{body[:40]}” is all that the text says."
        yield text.at(TEMPLATE_TEXT, number, 1, title=title, fix="Write your text there.")
    elif text.document.kind is Kind.POST and body.startswith("#") and "\n" not in body and text.blocks.headings:
        title = "The text is nothing but a heading."
        yield text.at(
            TEMPLATE_TEXT, text.first + text.blocks.headings[0].line, 1, title=title, fix="Write your text there."
        )


@text_check(TEMPLATE_TEXT)
def template_values(text: Text) -> Iterator[Problem]:
    """Words of a template between the two `---`."""
    for key in ("summary", "tags", "series"):
        entry = text.document.front.fields.get(key)
        words = [entry.value] if entry and isinstance(entry.value, str) else list(entry.value or ()) if entry else []
        for said in words:
            if entry and _is_template(said):
                title = f"“{said[:60]}” was left in from the template."
                yield text.at(
                    TEMPLATE_TEXT, entry.line, title=title, fix="Put your own words there, or delete the line."
                )
                break


PLACEHOLDER = re.compile(
    r"(?:https?://)?(?:www\.)?(?:[\w.]+/)?@?your[-_ .]?(?:\w+[-_ .]?)?"
    r"(?:name|handle|user|site|website|domain|account|page)\b.*"
    r"|@?(?:username|handle|firstname[-_ ]?lastname|first[-_ ]last)\b.*|https?://(?:www\.)?(?:example|yoursite|mysite)\.com/?",
    re.IGNORECASE,
)
"""What templates put where a name or an address belongs."""


@text_check(TEMPLATE_TEXT)
def template_people(text: Text) -> Iterator[Problem]:
    """Words of a template in somebody's own file."""
    if text.document.kind is not Kind.PERSON:
        return
    for key, entry in text.document.front.fields.items():
        if key != "name" and isinstance(entry.value, str) and PLACEHOLDER.fullmatch(entry.value.strip()):
            title = f"“{entry.value[:60]}” was left in from the template."
            yield text.at(
                TEMPLATE_TEXT, entry.line, title=title, fix=f"Put your own behind `{key}:`, or delete the line."
            )


def _is_template(said: str) -> bool:
    words = set(re.findall(r"\w+", said.lower()[:200]))
    return bool(words) and words <= TEMPLATE_WORDS and not words.isdisjoint(TEMPLATE_SURE)


@text_check(CONFLICT_MARKER)
def conflict_markers(text: Text) -> Iterator[Problem]:
    """The first mark of each conflict."""
    open_since: int | None = None
    for number, line in enumerate(text.lines, 1):
        found = CONFLICT.match(line)
        if not found or _is_shown(number, text):
            continue
        if line.startswith("<<<<<<<") and open_since is None:
            open_since = number
            yield text.at(CONFLICT_MARKER, number, 1)
        elif line.startswith(">>>>>>>"):
            if open_since is None:
                yield text.at(CONFLICT_MARKER, number, 1)
            open_since = None


def _is_shown(number: int, text: Text) -> bool:
    """Whether a mark stands in a block of code that is nothing but a conflict, to show what one looks like."""
    block = next((code for code in text.code if code.fenced and code.closed and code.first < number < code.last), None)
    if block is None:
        return False
    inside = [line for line in text.lines[block.first : block.last - 1] if line.strip()]
    return inside[0].startswith("<<<<<<<") and inside[-1].startswith(">>>>>>>")


@text_check(NOTE_LEFT)
def notes(text: Text) -> Iterator[Problem]:
    """TODO and its like, in running text; one problem for each line."""
    if not any(sign in text.prose for sign in NOTE_SIGNS):
        return
    for number, line in text.prose_lines:
        if any(sign in line for sign in NOTE_SIGNS) and (found := NOTE.search(line)):
            yield text.at(NOTE_LEFT, number, found.start() + 1, title=f"`{found.group()}` was left in.")


def _may_be_template(text: Text) -> list[int]:
    """The lines, as the file counts them, that may hold a match of `TEMPLATE`, found without looking at each line."""
    lower = text.document.body.lower()
    signs = [sign for sign in (*CERTAIN, *OPENING) if sign in lower]
    if "here" in lower and any(sign in lower for sign in PLACING):
        signs.append("here")
    if not signs:
        return []
    if len(lower) != len(text.document.body):  # a few letters are longer in lower case
        return list(range(text.first, len(text.lines) + 1))
    rows = set()
    for sign in signs:
        at = lower.find(sign)
        while at >= 0:
            if _is_sign(sign, lower, at):
                rows.add(bisect.bisect_right(text.body_starts, at) - 1)
            at = lower.find(sign, at + 1)
    return sorted(row + text.first for row in rows)


def _is_sign(sign: str, lower: str, at: int) -> bool:
    """Whether what stands at an offset may be a part of a match."""
    if sign == "here":
        return not (lower[at - 1 : at].isalnum() or lower[at + 4 : at + 5].isalnum())
    if sign not in OPENING:
        return True
    inside = lower[at + 1 : at + 20].partition("]")[0].replace(" ", "").removesuffix("s")
    return lower.startswith(OPENING[sign], at + 1) or (sign == "[" and inside in THINGS)


@text_check(TEMPLATE_TEXT)
def template_text(text: Text) -> Iterator[Problem]:
    """Words that only a template has; comments are looked at too."""
    for number in _may_be_template(text):
        line = text.line(number)
        if number in text.code_lines:
            continue
        if found := TEMPLATE.search(line[:2000]):
            quoted = found.start() and line[found.start() - 1] in "“‘«「„" and not line[: found.start() - 1].isspace()
            if quoted or ("`" in line[: found.start()] and "`" in line[found.end() :]):
                continue
            alone = line.strip().startswith("<!--") and line.strip().endswith("-->")
            edit = Edit(number, number, "") if alone else None
            yield text.at(
                TEMPLATE_TEXT, number, found.start() + 1, title=f"“{found.group()[:60]}” was left in.", edit=edit
            )
