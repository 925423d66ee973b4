"""The line that begins a block of code: behind its backticks stands the language, rightly spelt, and no code.

A name that is merely unknown is let be: it may be another program's, or a word of the author's own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

from potluck.checks.blocks import FENCE_LINE, CodeBlock
from potluck.checks.code.fence_signs import KNOWN_LANGUAGES
from potluck.checks.code.shape import is_code
from potluck.checks.registry import text_check
from potluck.checks.text import Text
from potluck.problems import Edit, Problem, error, in_post, warning

ATTRIBUTES = re.compile(
    r"(?:(?:title|tab|file|filename|path|name|caption|label|id|class|lines?|linenums|linenos|linenostart|startline|start"
    r"|hl_lines|highlight|emphasize-lines|wrap|frame|icon)"
    r"=(?:\"[^\"]*\"|'[^']*'|[^\s\"']+)\s*|(?:[a-z]+=)?\{[\d,\s-]+\}\s*"
    r"|(?:showLineNumbers|linenos|noInline|copy)(?!\S)\s*)+"
)
"""What other programs are told behind the language: nothing here, and no code."""
CALL = re.compile(r"[\w.]+\(.*\)|[a-z_]\w* ?= ?\S")
COMMAND = re.compile(
    r"(?:\$ )?(?:git|pip3?|pipx|uv|npm|npx|cd|ls|mkdir|sudo|brew|apt|apt-get|docker|conda|curl|ssh|echo|touch|invoke|py"
    r"|python3? -m|python3? \w+\.py)\s+\S"
)
NAMED_ALONE = frozenset("python javascript typescript java bash css html json sql php ruby rust cpp csharp".split())
"""Languages whose names are no commands of their own."""
_SHELLS = frozenset(("bash", "sh", "shell", "console", "zsh"))
FENCE_LINE_CODE = error(
    "fence-first-line",
    "Code stands behind the backticks that begin this block.",
    why="What is behind them names the language and is not shown, so readers would miss that line.",
    fix="Begin the code on the next line.",
    bad=in_post("```python print(1)\n```"),
    good=in_post("```python\nprint(1)\n```"),
)


NAME = re.compile(r"[A-Za-z][A-Za-z0-9+#-]{3,19}\Z")
OFTEN = KNOWN_LANGUAGES | frozenset(
    "clojure dockerfile elixir fortran graphql groovy haskell julia matlab pascal perl plaintext terraform".split()
)
"""What people mean. Pygments knows some that are one letter away from `model`, `system` or `clear`."""
SHORTEST = 5
"""Letters. In a shorter name, another letter makes another word; only letters that changed places are a slip."""
CODE_LANGUAGE = warning(
    "code-language",
    "The language of this code is misspelt.",
    why="Code in a language that nobody knows is shown without colours.",
    fix="Correct the word behind the backticks.",
    bad=in_post("```pyhton\nprint(1)\n```"),
    good=in_post("```python\nprint(1)\n```"),
)


def code_on_fence(code: CodeBlock, text: Text) -> Problem | None:
    """Code behind the opening backticks, as in ```` ```python print(1) ````."""
    found = FENCE_LINE.match(text.line(code.first))
    language, _, rest = found["info"].strip().partition(" ") if found else ("", "", "")
    if found and not language and code.last - code.first > 2 and (below := _language_below(code, text)):
        better = f"{text.line(code.first).rstrip()}{below}"
        title = "The name of the language stands below the backticks, where it is a line of the code."
        edit, fix = Edit(code.first, code.first + 1, better), f"Write:\n\n{better}"
        return text.at(FENCE_LINE_CODE, code.first + 1, 1, title=title, fix=fix, edit=edit)
    if ATTRIBUTES.fullmatch(rest):
        return None
    whole = f"{language} {rest}".rstrip()
    is_named = language.lower() in KNOWN_LANGUAGES | _SHELLS or ATTRIBUTES.fullmatch(whole)
    is_command = rest and language.lower() not in _SHELLS and COMMAND.match(whole)
    if found and (is_command or (not is_named and is_code(whole))):
        return text.written(FENCE_LINE_CODE, code.first, code.first, [found["fence"], whole])
    if not rest or language.startswith("{") or not (is_code(rest) or CALL.match(rest) or COMMAND.match(rest)):
        return None
    if found and language.lower() in KNOWN_LANGUAGES:
        return text.written(FENCE_LINE_CODE, code.first, code.first, [f"{found['fence']}{language}", rest])
    return text.at(FENCE_LINE_CODE, code.first, 1)


def _language_below(code: CodeBlock, text: Text) -> str:
    """The language of a block, where a chat program's button copied its name as the first line of the code."""
    word = text.line(code.first + 1).strip().lower()
    return word if word in NAMED_ALONE and is_code(text.line(code.first + 2)) else ""


@text_check(CODE_LANGUAGE)
def misspelt_languages(text: Text) -> Iterator[Problem]:
    """Blocks of code with the name of a language that is nearly known."""
    for code in text.code:
        if not code.fenced or code.language.lower() in KNOWN_LANGUAGES or not NAME.match(code.language):
            continue
        if meant := _meant(code.language.lower()):
            line = text.line(code.first)
            better = line.replace(code.language, meant, 1)
            title = f"No language is called `{code.language}`; did you mean `{meant}`?"
            yield text.changed(CODE_LANGUAGE, code.first, better, line.find(code.language) + 1, title=title)


def _meant(word: str) -> str | None:
    """The language whose name a word is by a slip of the fingers; none where it is one, or resembles none."""
    from potluck.markup.colouring import names_of_lexers  # which few texts need

    if word in OFTEN or any(word in names_of_lexers(plugins) for plugins in (False, True)):
        return None
    near = [name for name in sorted(OFTEN) if _is_slip(word, name)]
    return max(near, key=lambda name: SequenceMatcher(None, word, name).ratio(), default=None)


def _is_slip(word: str, name: str) -> bool:
    """Whether a name was typed with its letters out of order, or with one of them left out, doubled or mistaken."""
    if word[0] != name[0] or len(name) < len("yaml") or abs(len(word) - len(name)) > 1:
        return False
    if sorted(word) == sorted(name):
        return True
    if len(word) < SHORTEST or name in word:
        return False  # `jsonc` and `jinja2` are names of their own
    shorter, longer = sorted((word, name), key=len)
    if len(shorter) == len(longer):
        return sum(one != other for one, other in zip(word, name, strict=True)) == 1
    return any(longer[:at] + longer[at + 1 :] == shorter and longer[at].isalpha() for at in range(len(longer)))
