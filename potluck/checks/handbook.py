"""The pages in `docs/checks/`, one for each rule, made from the rules: `python -m potluck.checks.handbook`."""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path

from potluck.checks import topics
from potluck.problems import DOCS_FOLDER, RULES, Example, Rule
from potluck.visible import fence_around

MAX_EXAMPLE = 600
ELSEWHERE = ("potluck.build.reading_problems", "potluck.verify.proof", "potluck.weblinks.report")
"""Modules of later rooms that have rules of their own; named here only, so that their pages are written as well."""

assert topics.TOPICS, "the rules are registered when their topics are imported"


def every_rule() -> list[Rule]:
    """The rules of all rooms, in order of id."""
    for module in ELSEWHERE:
        import_module(module)
    return sorted(RULES, key=lambda rule: rule.id)


def pages() -> dict[str, str]:
    """Every page by its file name."""
    return {"README.md": _index()} | {f"{rule.id}.md": _page(rule) for rule in every_rule()}


def _index() -> str:
    lines = [
        "# What the check looks for",
        "",
        "`invoke check` names one of these behind each message. An **error** stops the site from being published; a",
        "**warning** stops nothing. How to run it, and how to change what it says: [checking](../checking.md).",
        "",
        "| | what it says | |",
        "| --- | --- | --- |",
    ]
    lines += [f"| [`{rule.id}`]({rule.id}.md) | {_cell(rule.title)} | {rule.severity} |" for rule in every_rule()]
    return "\n".join(lines) + "\n"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def _page(rule: Rule) -> str:
    weight = "An error: nothing is published until it is put right." if rule.severity == "error" else "A warning."
    return "\n".join(
        [
            f"# {rule.title.rstrip('.')}",
            "",
            f"`{rule.id}` · {weight}",
            "",
            f"**Why it matters.** {rule.why}",
            "",
            f"**What to do.** {rule.fix}",
            "",
            *_example("Like this it is reported:", rule.bad),
            *_example("Like this it is fine:", rule.good),
            "All rules: [the list](README.md).",
            "",
        ]
    )


def _example(heading: str, example: Example) -> list[str]:
    text = example.shown if len(example.shown) <= MAX_EXAMPLE else f"{example.shown[:60]} …"
    if not text.strip():
        return [heading, "", "*(nothing at all)*", ""]
    fence = fence_around(text)
    return [heading, "", f"{fence}text", text, fence, ""]


def write(folder: Path) -> None:
    """Write all pages, and remove those of rules that are gone."""
    folder.mkdir(parents=True, exist_ok=True)
    current = pages()
    for old in folder.glob("*.md"):
        if old.name not in current:
            old.unlink()
    for name, text in current.items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    write(Path(sys.argv[1] if len(sys.argv) > 1 else DOCS_FOLDER))
