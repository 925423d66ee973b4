"""MyST, the Markdown of Sphinx: directives and roles put in plain Markdown; what only Sphinx can show is reported."""

from __future__ import annotations

import re
from bisect import bisect

from potluck.moving.bodies.prose import ALERTS, FILMS, alert, fence, film, picture, substituted
from potluck.moving.model import Entry

DIRECTIVE = re.compile(
    r"(?P<indent>[ \t]*)(?P<fence>`{3,}|:{3,})\{(?P<name>[\w:+.-]+)\}[ \t]*(?P<argument>.*)\Z", re.DOTALL
)
"""The line that begins one; it ends with a line of the same blanks and fence."""
OPTIONS = re.compile(r"\A(?:[ \t]*:[\w-]+:[^\n]*\n)+|\A---\n(?:[^\n]*\n)*?---\n")
OPTION = re.compile(r"^[ \t]*:?([\w-]+):[ \t]*(.*?)[ \t]*$", re.MULTILINE)
ROLE = re.compile(r"\{[a-z][\w:+-]*\}(?P<tick>`+)(?P<words>[^`\n]+)(?P=tick)")
TARGET = re.compile(r"^\([\w:.-]+\)=[ \t]*\n", re.MULTILINE)
CODE = frozenset("code code-block sourcecode code-cell ipython ipython3 prompt parsed-literal".split())
LISTS = frozenset("toctree contents tableofcontents postlist index meta".split())
"""What makes lists of the site's own pages, or says something to programs."""


def plain_myst(entry: Entry) -> None:
    """Rewrite an entry's body, noting what was changed and what was lost."""
    before = body = entry.body
    for _ in range(4):
        new = _without_directives(entry, body) if "{" in body else body
        if new == body:
            break
        body = new
    if "{" in body:
        body = ROLE.sub(lambda found: _role(found["words"]), body)
    body = substituted(body, TARGET, lambda _: "")
    if body != before:
        entry.changed("MyST became Markdown.")
    entry.body = body


def _without_directives(entry: Entry, body: str) -> str:
    """The text without its outer directives; those that stand in them come out."""
    lines = body.split("\n")
    ends: dict[str, list[int]] = {}
    for number, line in enumerate(lines):
        ends.setdefault(line.rstrip(" \t"), []).append(number)
    made: list[str] = []
    number = 0
    while number < len(lines):
        found = DIRECTIVE.match(lines[number])
        closing = ends.get(found["indent"] + found["fence"], []) if found else []
        at = bisect(closing, number)
        if found is None or at == len(closing):
            made.append(f"{lines[number]}\n")
            number += 1
        else:
            inner = "".join(f"{line}\n" for line in lines[number + 1 : closing[at]])
            made.append(_directive(entry, found, inner))
            number = closing[at] + 1
    return "".join(made)


def _directive(entry: Entry, found: re.Match[str], inner: str) -> str:
    name, argument = found["name"].lower(), found["argument"].strip()
    inner = re.sub(rf"^{re.escape(found['indent'])}", "", inner, flags=re.MULTILINE) if found["indent"] else inner
    top = OPTIONS.match(inner)
    options = dict(OPTION.findall(top[0])) if top else {}
    inner = inner[top.end() :] if top else inner
    made = _made(name, argument, inner, options)
    if made is None:
        if name not in LISTS:
            entry.ask(f"Only the old site's program knew `{name}`; the text in it stayed.")
        made = "" if name in LISTS else "\n\n".join(part for part in (argument, inner.strip("\n")) if part) + "\n"
    return re.sub(r"^(?=.)", found["indent"], made, flags=re.MULTILINE) if found["indent"] else made


def _made(name: str, argument: str, inner: str, options: dict[str, str]) -> str | None:
    if name in CODE:
        return fence(inner, argument.split()[0] if argument else "python" if "cell" in name else "") + "\n"
    if name in ("math", "mermaid"):
        return fence(argument + inner, name) + "\n"
    if name in ("image", "figure"):
        caption = " ".join(inner.split())
        shown = picture(options.get("alt", ""), argument, caption if "[" not in caption else "")
        return f"\n{shown}\n" + (f"\n*{caption}*\n" if "[" in caption else "")
    if name in FILMS:
        return f"\n<{film(name, argument)}>\n"
    if name in ALERTS or name in ("admonition", "seealso", "dropdown", "versionadded", "versionchanged", "deprecated"):
        kind = next((each for each in [name, *options.get("class", "").split()] if each in ALERTS), "note")
        titled = name in ("admonition", "dropdown")
        title = argument if titled else "See also" if name == "seealso" else ""
        said = "" if titled else f"{argument}\n"
        return alert(kind, (said + inner).strip("\n"), title)
    return None


def _role(words: str) -> str:
    """What a role shows: the words before an address in angle brackets, as code where there are none."""
    plain, _, address = words.partition(" <")
    return plain if address else f"`{words.lstrip('~!')}`"
