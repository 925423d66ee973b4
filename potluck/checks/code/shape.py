"""Telling code from prose, line by line: what a line of a programming language looks like, and what no program has."""

from __future__ import annotations

import re
from collections.abc import Sequence

from potluck.checks.blocks import FENCE_LINE
from potluck.checks.text import Text
from potluck.late import late

SURE = late(
    r"""\s*(?:
      (?:from\s+[\w.]+\s+)?import\s+[\w.,*\s{}]+;?\s*\Z       # import os
    | (?:async\s+)?def\s+\w+\s*\(.*\)\s*(?:->.*)?:\s*(?:\#.*)?\Z
    | class\s+\w+\s*(?:\(.*\))?\s*:\s*\Z
    | (?:if|elif|while|for|with|try|except|else|finally)\b.*:\s*(?:\#.*)?\Z(?<=:)
    | (?:print|input|len|range|open|str|int|float|console\.log|System\.out\.println|printf|puts|echo)\s?\(.*\)\s*;?\s*\Z
    | (?:var|let|const|int|float|double|char|String|bool)\s+\w+\s*=\s*.+;\s*\Z
    | (?:function|public|private|static)\s+\w+.*[{(].*\Z
    | \#include\s*[<"].*\Z
    | (?:return|yield|raise|del|global|assert)\s+[\w\[\]().,'"+*/ -]{1,60}\Z(?<![.!?])
    | [A-Za-z_][\w.]*(?:\[[^\]]*\])*\s*(?:[-+*/%]?=)\s*[^=\s].*\Z  # name = value
    | [A-Za-z_][\w]*(?:\.\w+)+\(.*\)\s*;?\s*\Z                     # turtle.forward(100)
    | \w+\(\)\s*;?\s*\Z                                              # main()
    | [a-z_]\w{2,}\([\w\s,.=+*'"-]{1,60}\)\s*;?\s*\Z                   # bake(bread, 3)
    | (?:>>>|\.\.\.)\s.*\Z
    | \$\s+(?:git|pip|python3?|npm|cd|ls|mkdir|sudo|brew|apt)\b.*\Z
    | (?:pip3?|git|npm|conda)\s+(?:install|clone|commit|push|pull|add|checkout|run)\s\S.*\Z
    | (?:python3?|py)\s+(?:-[a-zA-Z]\s*\S.*|[\w./\\-]+\.py\b.*)\Z(?<![.!?:,])
    | (?:source\s+\S+/activate|[\w.]*[\\/]Scripts[\\/]activate\S*)\Z
    | (?:[\w*&\ ]{1,80}\(.*\)|\}.*)\s*\{\s*\Z                              # int main() { or } else {
    | (?:npm\s+(?:install|ci|start|test|init|run\s[\w:-]+)|npx\s+[\w@/-]+|flask\s+run|jupyter\s+(?:notebook|lab))\Z
    | %{1,2}(?:matplotlib|time|timeit|pip|conda|run|load_ext|capture|writefile|bash|config|cd|env|autoreload)\b.*\Z
    | !(?:pip3?|apt|apt-get|conda|wget|curl|git|ls|python3?|unzip|mkdir)\ .*\Z       # !pip install bread
    | [{}\])]{1,4};?,?\s*\Z
    | git\s+(?:push|pull|status|log|diff|fetch|init)\s*\Z
    | (?:cd|mkdir|ls|sudo|docker|brew|apt-get|chmod|touch|rm)\s+[-./~\w][\w./~=:-]*(?:\s+[-./~\w][\w./~=:-]*){0,3}\Z
    | <\?php.*\Z
    | (?:RUN|COPY|WORKDIR|ENTRYPOINT|EXPOSE)\ [\w\[./"-][^\n]*(?<![.!?])\Z|CMD\ \[.*\]\Z|FROM\ [a-z][\w./-]*:[\w.-]+\Z
    | [a-z][\w./-]{1,20}\ [^\n]{0,80}<<-?\ ?['"]?[A-Z][A-Z_]{1,12}['"]?(?:\s[^\n]{0,40})?\Z    # cat > walk.py <<EOF
    | [.\#]?[a-z][\w.\#:,\ -]{0,60}\ ?\{\s*\Z                        # body {
    | \s+[a-z-]{2,30}:\ ?[^;{}\n]{1,80};\s*\Z                         #   color: red;
    | (?:SELECT|INSERT INTO|CREATE TABLE|UPDATE)\s.*;\s*\Z
    | (?:select|delete|insert|update)\s[^;]{0,200}\b(?:from|into|set)\s[^;]{1,200};\s*\Z
    | (?:pub\ )?(?:fn|func|fun)\ \w+\s?\(.*\{\s*\Z                        # fn main() {
    | \w+!\(.*\);\s*\Z                                              # println!("tea");
    | using\ namespace\ \w+;\s*\Z|(?:std::)?(?:cout|cin)\ ?(?:<<|>>).*;\s*\Z
    | (?:let|const|var)\ \w+\ =\ \S.*\Z
    | [A-Za-z][\w.]*\ <-\ \S.*\Z                                     # cups <- c(1, 2)
    | \$\w+\ ?=\ ?[^;]{1,200};\s*\Z|export\ [A-Z_]{2,40}=\S+\s*\Z|puts\ ["'].*\Z
    | SELECT\s+(?:DISTINCT\s+)?[\w*,.()\s]{1,80}\Z(?<!\.)
    | (?:FROM|WHERE|GROUP\ BY|ORDER\ BY)\s+[a-z_][\w.]*[^.!?]{0,60}\Z
    )""",
    re.VERBOSE,
)
PROMPT = late(
    r"""\s*(?:
      PS\ [A-Za-z]:\\[^\n>]{0,100}>\ ?\S                              # PS C:\\Users\\Ada> git push
    | [A-Za-z]:\\[^\n>]{0,100}>\ ?\S
    | (?:\([\w.-]{1,30}\)\ )?[\w.-]{1,40}@[\w.-]{1,60}[:\ ][^\n$%\#]{0,60}[$%\#]\ \S      # ada@laptop blog % ls
    | \([\w.-]{1,30}\)\ (?:[^\n$%>]{0,80}[$%>]\ )\S                      # (.venv) $ pip list
    | (?:cat|ls|grep|ps|curl|echo|head|tail|find|sort)\b[^|\n]{0,80}\s\|\s?
      (?:grep|wc|sort|less|head|tail|xargs|awk|sed|uniq|sh|bash|tee|more)\b
    | \$\ (?:git|pip3?|python3?|npm|node|cd|ls|cat|mkdir|sudo|brew|curl|cargo|make|docker|ssh)\b
    | On\ branch\ [\w./-]{1,60}\Z
    | >>>\ (?=[^\n]{0,80}[()=+*/\[\]])\S
    | >>>\ %[A-Z]|={1,60}\ ?RESTART:\ (?:Shell|\S*[/\\])                              # as Thonny and IDLE write
    | (?:In|Out)\s?\[\d{1,4}\]:\ ?\S
    | Traceback\ \(most\ recent\ call\ last\):
    )""",
    re.VERBOSE,
)
"""A line that a terminal or a notebook wrote: what follows, up to a blank line, is what it answered."""
TREE = late(r"[│┃| \u00a0]*(?:[├└╰┣┗][─━]{1,4}|[|`+]-- )[ \u00a0]?\S")
"""A folder or file in a drawing of what lies where, as `tree` prints it."""
TRACE = late(
    r"\s*File \"[^\"\n]{1,200}\", line \d|[A-Z]\w{2,40}(?:Error|Exception|Warning|Interrupt): \S"
    r"|\[?\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d\S{0,20} [^\n]{0,60}?\b(?:INFO|WARN|WARNING|ERROR|DEBUG)\b"
)
COMMENT = late(r"\s*(?:#|//|/\*)\s?\S")
HEAD_OF_PROGRAM = late(r"#!/|(?P<quotes>\"{3}|'{3})[^\n]{1,200}(?P=quotes)\s*\Z")
"""What stands above a program, with empty lines between: the first line of a script, and what it says of itself."""
SENTENCE = late(r"[^\W\d_]{2,}(?:[ ,;’'-]+[^\W\d_]+){5,}")
MAX_LINE = 300
IMAGE = late(r" {0,3}!\[[^\]\n]{0,300}\]\([^()\n]{1,300}\)")
LINK = late(r"(?<![\w\])])\[[^\]\n]{2,200}\]\((?:https?://[^()\s]{3,}|[\w./#%-]{0,200})\)")
HEADING = late(r"#{2,6}(?: +|(?=[A-Z]))[^\W_]\S*")
ROW = late(r"\|.{1,300}\|\s*\Z")
DASHES = late(r"(?=.*---)[\s:|-]+\Z")
WHOLE = late(r"[A-ZÀ-ÞА-Я¿¡“][^\n(){}\[\]=;<>|\\_]*[^\W\d_][,;:]? [^\n(){}\[\]=;<>|\\_]*[.!?:…][\"'”]?\s*\Z")
NEAR = 5
"""Lines below a heading in which its text begins."""
LONGEST = 1_000
BOLD = late(r"\*\*[^\W_][^*\n]{1,200}\*\*")
LOWER = late(r"[a-zà-ÿа-я][^\n(){}\[\]=;<>|\\_#$%/]*(?: [^\n(){}\[\]=;<>|\\_#$%/ ]+){3,}[.!?…:]\s*\Z")
"""A sentence that goes on with the one above the code."""
ANSWERS = frozenset(("", "console", "text", "txt", "bash", "sh", "shell", "output", "log", "pycon"))
"""Languages of blocks in which programs say something."""
ITEM = late(r" {0,3}(?:[-*+]|\d{1,2}[.)]) +\S")


def head_of_program(first: int, text: Text) -> int:
    """The line on which a program begins whose code begins at `first`."""
    for number in range(first - 1, text.first - 1, -1):
        if HEAD_OF_PROGRAM.match(text.line(number)) and number not in text.code_lines:
            first = number
        elif text.line(number).strip():
            break
    return first


def is_code(line: str) -> bool:
    """Whether a line is almost certainly code."""
    line = line[:MAX_LINE]
    if not SURE.match(line):
        return any(pattern.match(line) for pattern in (PROMPT, TRACE, TREE))
    words = line.split()
    return not (len(words) > 8 and words[0][0].isupper() and "=" not in line and "(" not in line)


def is_prose(text: str) -> bool:
    """Whether a text reads as sentences, and not as code or data."""
    lines = [line for line in text.split("\n") if line.strip()]
    sentences = [line for line in lines if SENTENCE.search(line[:MAX_LINE]) and not is_code(line)]
    signs = sum(line.count(sign) for line in lines for sign in "{}[]=<>|\\_;$") + text.count("()")
    return len(sentences) * 2 > len(lines) and signs * 40 < len(text)


def text_again(lines: Sequence[str], at: int, *, is_answer: bool = False) -> bool:
    """Whether text begins at index `at` of some lines, the one above which is blank.

    Where `#` begins a comment, a heading is told by what stands below it; an answer of a program has sentences.
    """
    if _is_text(lines, at) or (not is_answer and LOWER.match(lines[at][:LONGEST]) and not is_code(lines[at])):
        return True
    if not HEADING.match(lines[at]):
        return False
    below = next((number for number in range(at + 1, min(at + NEAR, len(lines))) if lines[number].strip()), 0)
    if below == at + 1:
        return False
    return below > 0 and (ITEM.match(lines[below]) is not None or _is_text(lines, below))


def _is_text(lines: Sequence[str], at: int) -> bool:
    """Whether a line is text, and can be nothing else."""
    line = lines[at][:LONGEST]
    if is_code(line):
        return False
    if ROW.match(line):
        return at + 1 < len(lines) and DASHES.match(lines[at + 1]) is not None
    if IMAGE.match(line) or BOLD.match(line):
        return True
    return line[:1].isupper() and any((LINK.search(line), is_prose(line), WHOLE.match(line)))


def end_of_code(first: int, last: int, text: Text) -> int | None:
    """The last line of code above the first paragraph of prose, which a blank line sets apart."""
    lines = text.lines[:last]
    opening = FENCE_LINE.match(lines[first - 1])
    is_answer = opening is not None and opening["info"].strip().lower() in ANSWERS
    for at in range(first + 1, last):
        if lines[at].strip() and not lines[at - 1].strip() and text_again(lines, at, is_answer=is_answer):
            return at
    return None
