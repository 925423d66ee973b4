"""What MDX, Astro and Next.js add to Markdown: components by their tags, and the lines that bring them in."""

from __future__ import annotations

import re
from collections.abc import Iterator

from potluck.checks.elsewhere.dialects import DIALECT
from potluck.checks.inline import attributes_in
from potluck.checks.registry import text_check
from potluck.checks.text import Text
from potluck.problems import Problem

IMPORT = re.compile(
    r"import\s+(?:[\w*{][\w*{},\s]{0,200}?\s+from\s+)?[\"'][^\"'\n]{1,200}[\"'];?\s*\Z|export\s+(?:const|default|async|function)\s.*\Z"
)
BROUGHT_IN = re.compile(r"import\s++(?P<names>[\w*{},\s]{1,200}?)\s+from\s")
COMPONENT = re.compile(r"<(?P<end>/?)(?P<name>[A-Z][A-Za-z0-9.]{1,40})(?P<rest>(?:\s[^<>\n]{0,300}?)?)\s*/?>")
FILM = re.compile(r"youtube|lite-?youtube|vimeo", re.IGNORECASE)
PICTURE = re.compile(r"image|img|picture|figure|photo", re.IGNORECASE)


@text_check(DIALECT)
def components(text: Text) -> Iterator[Problem]:
    """Lines that bring components in, and the tags of those; one problem for each line."""
    prose = text.prose
    used = {found["name"].partition(".")[0] for found in COMPONENT.finditer(prose)} if "<" in prose else set()
    brings = "import " in prose or "export " in prose
    if not used and not brings:
        return
    known = {name for _, line in text.prose_lines if (it := BROUGHT_IN.match(line)) for name in _names(it["names"])}
    for number, line in text.prose_lines:
        if (
            brings
            and IMPORT.match(line)
            and (known & used or re.search(r"\.(?:astro|mdx|jsx|tsx|vue|svelte)[\"']|[\"']@(?:theme|site)/", line))
        ):
            title = f"`{line.strip()[:60]}` brings in a part of another program, and is shown as it is."
            yield text.deleted(DIALECT, number, number, title=title, fix="Delete the line.")
            continue
        for found in COMPONENT.finditer(line) if "<" in line else ():
            if found["name"].partition(".")[0] in known or "=" in found["rest"]:
                yield _without(text, number, line, found)
                break


def _names(said: str) -> list[str]:
    return re.findall(r"\w+", re.sub(r"\w+\s+as\s+", "", said))


def _without(text: Text, number: int, line: str, found: re.Match[str]) -> Problem:
    """The problem of a component, with its film or picture, or what stands between its tags."""
    raw = text.line(number)
    for each in reversed(list(COMPONENT.finditer(line))):
        if each["name"] == found["name"]:
            raw = f"{raw[: each.start()]}{_said(each)}{raw[each.end() :]}"
    title = f"`{found.group()[:60]}` is a part of another program, and nothing here."
    inner = _said(found)
    fix = f"Write: `{inner}`" if inner else "Delete the tag, and keep what stands between it and its end."
    return text.changed(DIALECT, number, raw.strip() and raw, found.start() + 1, title=title, fix=fix)


def _said(found: re.Match[str]) -> str:
    """The Markdown for a component that is known by its name; empty for any other."""
    given = attributes_in(found["rest"])
    if FILM.search(found["name"]) and (film := given.get("id") or given.get("videoid") or given.get("video")):
        of_vimeo = film.isdigit()
        return f"<https://vimeo.com/{film}>" if of_vimeo else f"<https://www.youtube.com/watch?v={film}>"
    source = given.get("src", "")
    if PICTURE.search(found["name"]) and source and "{" not in source:
        return f"![{given.get('alt') or 'what the picture shows'}]({source})"
    return ""
