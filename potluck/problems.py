"""What a problem is, and the register of the rules that make them.

Every message a contributor ever reads is a `Problem`, and every `Problem` is made by a `Rule`: the rule
knows why it matters and shows one bad and one good example, from which `docs/checks/` is written. This
module finds nothing itself; `potluck.content` and `potluck.checks` do.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import StrEnum

import msgspec
from msgspec.structs import force_setattr

from potluck.visible import visible, visible_path

DOCS_FOLDER = "docs/checks"
POST_PATH = "content/posts/2024-05-01-a-walk-by-the-river.md"
FRONT_MATTER = "---\ntitle: A walk by the river\nauthor: maria-silva\n---\n\n"


class Severity(StrEnum):
    """How much a problem matters."""

    ERROR = "error"
    """The post would be missing, broken, unsafe, or under the wrong name."""
    WARNING = "warning"
    """The post appears, but its readers would be worse off."""


class Edit(msgspec.Struct, frozen=True):
    """A change to whole lines: `start_line` to `end_line` (1-based, inclusive) become `replacement`.

    `end_line == start_line - 1` inserts before `start_line`. The new lines are `replacement.splitlines()`,
    so an empty `replacement` deletes, as an empty suggestion does on GitHub.
    """

    start_line: int
    end_line: int
    replacement: str


class Problem(msgspec.Struct, frozen=True):
    """One thing to put right.

    `path` is relative to the parent of the content folder, with forward slashes; `line` and `column` are
    1-based, `column` counted in characters. `move_to` is the path the file should have instead; `also`
    names other files the problem is about. Where other problems touch the lines of `edit`, it mends these as
    well, and `alone` is the edit for this problem by itself.
    """

    id: str
    severity: Severity
    path: str
    line: int | None
    column: int | None
    title: str
    why: str
    fix: str
    edit: Edit | None = None
    docs: str = ""
    move_to: str | None = None
    also: tuple[str, ...] = ()
    alone: Edit | None = None

    def __post_init__(self) -> None:
        """What is quoted from a file stays on its line; below a fix there may be an example of several."""
        if not self.path.isprintable():
            force_setattr(self, "path", visible_path(self.path))
        for name in ("title", "why"):
            if not (words := getattr(self, name)).isprintable():
                force_setattr(self, name, visible(words))
        if not self.fix.isprintable():
            words, gap, example = self.fix.partition("\n\n")
            force_setattr(self, "fix", visible(words) + gap + visible(example, kept="\n\t"))

    @property
    def is_error(self) -> bool:
        """Whether the problem stops the site from being published."""
        return self.severity is Severity.ERROR


class Example(msgspec.Struct, frozen=True):
    """A small content folder that shows a rule at work: path → text, and the part worth showing."""

    files: Mapping[str, str | bytes]
    shown: str


def in_post(body: str) -> Example:
    """An example whose point is in the text of a post."""
    return Example({POST_PATH: FRONT_MATTER + body + "\n"}, body)


def whole_post(text: str) -> Example:
    """An example whose point is in the front matter or in the shape of the whole file."""
    return Example({POST_PATH: text + "\n"}, text)


def named(path: str, text: str | bytes = FRONT_MATTER + "It rained, and nobody minded.\n") -> Example:
    """An example whose point is the file's name or place."""
    return Example({path: text}, path)


class Rule(msgspec.Struct, frozen=True):
    """A kind of problem: its id, how much it matters, why, and an example of it and of its cure."""

    id: str
    severity: Severity
    title: str
    why: str
    fix: str
    bad: Example
    good: Example

    def at(
        self,
        path: str,
        line: int | None = None,
        column: int | None = None,
        *,
        title: str = "",
        why: str = "",
        fix: str = "",
        edit: Edit | None = None,
        move_to: str | None = None,
        also: tuple[str, ...] = (),
    ) -> Problem:
        """The problem of this rule at a place; texts not given are the rule's own."""
        return Problem(
            id=self.id,
            severity=self.severity,
            path=path,
            line=line,
            column=column,
            title=title or self.title,
            why=why or self.why,
            fix=fix or self.fix,
            edit=edit,
            docs=f"{DOCS_FOLDER}/{self.id}.md",
            move_to=move_to,
            also=also,
        )

    def mended(
        self,
        path: str,
        first: int,
        last: int,
        better: str,
        column: int = 1,
        *,
        title: str = "",
        line: int | None = None,
        block: bool = False,
    ) -> Problem:
        """The problem of lines `first` to `last`, which `better` in their place puts right.

        `line` is where it is told, if not at the first; a `block` is shown below the words, and not among them.
        """
        fix = f"Write:\n\n{better}" if block else f"Write: `{better}`"
        return self.at(path, line or first, column, title=title, fix=fix, edit=Edit(first, last, better))


class Register:
    """All rules by id, in the order they were written down."""

    def __init__(self) -> None:
        self.rules: dict[str, Rule] = {}

    def add(self, rule: Rule) -> Rule:
        """Keep a rule; raises ValueError when its id is taken."""
        if rule.id in self.rules:
            raise ValueError(f"two rules are called {rule.id!r}")
        self.rules[rule.id] = rule
        return rule

    def __iter__(self) -> Iterator[Rule]:
        return iter(self.rules.values())

    def __getitem__(self, rule_id: str) -> Rule:
        return self.rules[rule_id]


RULES = Register()


def error(rule_id: str, title: str, *, why: str, fix: str, bad: Example, good: Example) -> Rule:
    """Register a rule whose problems stop the site from being published."""
    return RULES.add(Rule(rule_id, Severity.ERROR, title, why, fix, bad, good))


def warning(rule_id: str, title: str, *, why: str, fix: str, bad: Example, good: Example) -> Rule:
    """Register a rule whose problems are worth mending, and stop nothing."""
    return RULES.add(Rule(rule_id, Severity.WARNING, title, why, fix, bad, good))
