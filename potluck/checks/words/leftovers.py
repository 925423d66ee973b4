"""What was left in by accident: notes to oneself, and the marks of git."""

from __future__ import annotations

import re
from collections.abc import Iterator

from potluck.checks.registry import text_check
from potluck.checks.text import Text
from potluck.problems import Problem, error, in_post, warning

CONFLICT = re.compile(r"(?:<{7}|>{7}|\|{7})(?:\s|\Z)|={7}\s*\Z")
ENDS = re.compile(r">{7} (?:\S+|[0-9a-f]{7,40}\b.*|Stashed changes)\s*\Z")
"""Where a conflict ends whose other marks were deleted: behind the sign stands a branch, and no answer in a mail."""
ALMOST = re.compile(r"(?:>\s|\s{1,3})\s*(?:<{7}|>{7}) \S|<{5,6} HEAD\s*\Z|<{8,9} HEAD\s*\Z|>{5,6} [\w./-]{3,60}\s*\Z")
"""Marks of git that lost a sign, or stand in a quotation."""
NOTE = re.compile(
    r"""
      (?<![\w#"“„«「]) (?<! \b(?:for|[Tt]he|our)\  ) (?<! \b[Aa]\  ) (?<! \bmy\  )
      (?: TODO (?! \ (?:app|list|item|comment)s?\b ) | FIXME | XXX | TBD | TBC | TK ) \b (?!-)
    | \A (?! .* \b (?: need | allow | enable | want | ask | request | requir | ha[sd]\b | have\b | for\b ) )
      .* \b (?P<later> to\ be\ (?: written | added | filled\ in | continued\ later | done\ later ) )
      (?= \s* (?: [^\w\s] | \Z ) )
    | (?<!\w) \?\?\? (?!\w)
    | \A \W* (?: PENDIENTE | POR\ HACER | A\ FAZER | À\ FAIRE | DA\ FARE | DO\ ZROBIENIA | NOCH\ ZU\ ERLEDIGEN ) \b
    | \A \W* (?: 待[补補]充? | 未完待[續续] | 追記予定 | 後で書く | あとで書く | 작성\ 예정 | 추후\ 작성 ) \W* \Z
    """,
    re.VERBOSE,
)
SENT_FROM = re.compile(
    r"\W{0,4}(?:Sent from (?:my )?[\w ]{3,30}|Von mein(?:em|er) [\w -]{3,30} gesendet|Enviado desde mi [\w ]{3,30}"
    r"|Enviado do (?:meu )?[\w ]{3,30}|Envoyé de(?:puis)? mon [\w ]{3,30}|Inviato da(?:l mio)? [\w ]{3,30}"
    r"|Verzonden (?:van|vanaf) mijn [\w ]{3,30}|Wysłane z (?:mojego )?[\w ']{3,30}"
    r"|[\w ]{3,20}(?:から送信|에서 보냄|’?dan gönderildi)"
    r"|(?:從|从)我的 ?[\w ]{3,20}(?:傳送|发送|發送)|Get Outlook for \w+|Отправлено с [\w ]{3,30})\W{0,4}\Z"
)
"""What telephones put below a mail."""
TRAILER = re.compile(
    r"(?:Co-authored|Signed-off|Reviewed|Acked|Tested)-by: [^<\n]{1,80}<[^<>@\s]+@[^<>\s]+>\s*\Z", re.I
)
LAST_LINES = 12
"""Lines at the end of a text, among which such a one stands."""
NOTE_SIGNS = (
    "PENDIENTE", "POR HACER", "A FAZER", "À FAIRE", "DA FARE", "DO ZROBIENIA", "NOCH ZU", "待", "追記",
    "で書く", "작성",
    "TODO", "FIXME", "XXX", "TBD", "TBC", "TK", "to be ", "???",
)  # fmt: skip
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


@text_check(CONFLICT_MARKER)
def conflict_markers(text: Text) -> Iterator[Problem]:
    """The first mark of each conflict."""
    open_since: int | None = None
    middle: int | None = None
    for number, line in enumerate(text.lines, 1):
        if ("<<<<<" in line or ">>>>>" in line) and ALMOST.match(line) and number not in text.code_lines:
            yield text.at(CONFLICT_MARKER, number, 1)
            return
        found = CONFLICT.match(line)
        if not found or _is_shown(number, text):
            continue
        if line.startswith("=======") and open_since is None:
            middle = number
        elif line.startswith("<<<<<<<") and open_since is None:
            open_since = number
            yield text.at(CONFLICT_MARKER, number, 1)
        elif line.startswith(">>>>>>>"):
            if open_since is None and (middle or ENDS.match(line)):
                yield text.at(CONFLICT_MARKER, middle or number, 1)
            open_since = middle = None


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
    for number, line in text.prose_with(*NOTE_SIGNS):
        if found := NOTE.search(line):
            said, at = (found["later"], found.start("later")) if found["later"] else (found.group(), found.start())
            yield text.at(NOTE_LEFT, number, at + 1, title=f"`{said}` was left in.")


@text_check(NOTE_LEFT)
def signatures(text: Text) -> Iterator[Problem]:
    """What a telephone put below the text when it was mailed."""
    for number in range(max(text.first, len(text.lines) - LAST_LINES), len(text.lines) + 1):
        line = text.line(number)
        if number not in text.code_lines and TRAILER.match(line):
            title = "This line belongs to the message of a commit, and was left in."
            yield text.deleted(NOTE_LEFT, number, number, title=title, fix="Delete the line.")
        if number not in text.code_lines and SENT_FROM.match(line):
            title = f"“{line.strip()}” was left in by a mail program."
            yield text.deleted(NOTE_LEFT, number, number, title=title, fix="Delete the line.")
