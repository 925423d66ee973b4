"""Names of languages behind the backticks of a block that are misspelt, so that its code has no colours.

A name that is merely unknown is let be: it may be another program's, or a word of the author's own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

from potluck.checks.code.fence_signs import KNOWN_LANGUAGES
from potluck.checks.registry import text_check
from potluck.checks.text import Text
from potluck.problems import Problem, in_post, warning

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
