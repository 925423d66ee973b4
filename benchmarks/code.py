"""Listings for the posts of a corpus: mostly Python, and now and then what else people show."""

from __future__ import annotations

import random
from string import Template

from benchmarks.words import Language

PYTHON = (
    '''\
def ${a}_${b}($c: list[str], most: int = $n) -> dict[str, float]:
    """${A} the $b of each $c, up to a limit."""
    found = {}
    for position, each in enumerate($c[:most]):
        if not each.strip().startswith("$d"):
            continue
        found[each] = position * 0.$n  # $e for $f
    return found''',
    """\
class $A:
    limits = ($n, 0x$n, None)

    def __init__(self, path: str, *, strict: bool = False) -> None:
        self.path = path
        self.strict = strict

    async def $b(self) -> list[dict]:
        with open(self.path, encoding="utf-8") as file:
            rows = [json.loads(line) for line in file if line.strip()]
        return sorted(rows, key=lambda row: row["$c"], reverse=True)""",
    """\
import json
from $a import $B

try:
    value = $B("/var/$c").$d(times=$n)
except (OSError, ValueError) as problem:
    raise SystemExit(f"No $e: {problem}") from problem
print(json.dumps(value, indent=2), end="\\n\\n")""",
    '''\
>>> $a = "$b $c $d".split()
>>> [len(word) for word in $a if word != '$c']
[$n, 4]
>>> assert sum(map(len, $a)) > $n, f"too short: {$a!r}"''',
)
OTHERS = (
    ("bash", "$$ git switch -c $a-$b\n$$ python -m venv .venv && . .venv/bin/activate\n$$ pip install $c  # $d"),
    ("json", '{\n  "$a": [$n, true, null],\n  "$b": {"$c": "$d", "$e": -0.$n}\n}'),
    ("sql", "SELECT $a, count(*) AS $b\nFROM $c JOIN $d USING ($e)\nWHERE $a > $n AND $f LIKE '%x%'\nGROUP BY $a;"),
    ("html", '<ul class="$a">\n  <li id="$b"><a href="/$c/">$d &amp; $e</a></li>\n  <!-- $f -->\n</ul>'),
    ("yaml", "$a:\n  - name: $b\n    run: $c --$d=$n  # $e\n    when: always"),
    ("", "$a $b\n    $c: $d ($n)"),
)


def listing(chance: random.Random, language: Language) -> str:
    """A fenced block of code."""
    words = {letter: language.term(chance) for letter in "abcdef"}
    names = {**words, "A": words["a"].capitalize(), "B": words["b"].capitalize(), "n": str(chance.randint(2, 97))}
    if chance.random() < 0.75:
        kind, parts = "python", chance.sample(PYTHON, chance.choice((1, 1, 2, 2, 3)))
    else:
        kind, part = chance.choice(OTHERS)
        parts = [part]
    text = "\n\n\n".join(Template(part).substitute(names) for part in parts)
    return f"```{kind}\n{text}\n```"
