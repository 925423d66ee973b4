"""MDX: Markdown with imports and components, put in plain Markdown; what only a program can show is reported."""

from __future__ import annotations

import re

from potluck.moving.bodies.prose import FILMS, alert, film, masked, picture, replaced, substituted
from potluck.moving.model import Entry

IMPORT = re.compile(
    r"""^import\s++(?:(?P<name>\w++)\s*+(?:from\s++)?|[^;'"\n]*+|\{[^}]{0,2000}+\}\s*+(?:from\s++)?)"""
    r"""["'](?P<path>[^"']+)["'];?[ \t]*\n?""",
    re.MULTILINE,
)
EXPORT = re.compile(r"^export\s+(?:const|let|var|default|function)\b[^\n]*(?:\n(?![\n#])[^\n]*)*\n?", re.MULTILINE)
COMMENT = re.compile(r"\{/\*(?:(?!\{/\*).)*?\*/\}", re.DOTALL)
COMPONENT = re.compile(
    r"<(?P<end>/?)(?P<name>[A-Z][\w.]*)(?P<rest>(?:[^<>{}\"']|\"[^\"]*\"|'[^']*'|\{[^{}]*(?:\{[^{}]*\}[^{}]*)*\})*?)"
    r"(?P<self>/?)>"
)
PROPERTY = re.compile(r"""(?<![\w-])([\w-]+)=(?:"([^"]*)"|'([^']*)'|\{\s*["'`]?([^{}"'`]*)["'`]?\s*\})""")
JSX_ATTRIBUTE = re.compile(r"(<[a-z][^<>]*?)\s(?:className|style|class)=(?:\"[^\"]*\"|\{\{[^{}]*\}\}|\{[^{}]*\})")
IMPORTED = re.compile(r"(?<=\s)(src|href)=\{\s*(\w+)(?:\.src)?\s*\}")
EXPRESSION = re.compile(r"(?<![\\$])\{([^{}\n]{1,200})\}")
IMAGES = frozenset("Image StaticImage Img Picture Figure ZoomImage Photo".split())
ASIDE = re.compile(
    r"<(?P<name>Aside|Callout|Note|Tip|Warning|Caution|Danger|Admonition|Alert|Info)\b(?P<rest>(?:[^<>/]|/(?!>))*)>"
    r"(?P<text>(?:(?!<(?P=name)\b).)*?)</(?P=name)>",
    re.DOTALL,
)


def plain_mdx(entry: Entry) -> None:
    """Rewrite an entry's body, noting what was changed and what was lost."""
    imports: dict[str, str] = {}

    def note(found: re.Match[str]) -> str:
        if found["name"]:
            imports[found["name"]] = found["path"]
        return ""

    body = substituted(entry.body, IMPORT, note)
    body = substituted(body, EXPORT, lambda _: "")
    body = substituted(body, COMMENT, lambda _: "")
    body = _asides(body)
    body = _without_components(entry, body, imports)
    body = substituted(body, IMPORTED, lambda found: f'{found[1]}="{imports.get(found[2], found[2])}"')
    body = substituted(body, JSX_ATTRIBUTE, lambda found: found[1])
    body = substituted(body, EXPRESSION, lambda found: _expression(entry, found))
    if body != entry.body:
        entry.changed("MDX became Markdown.")
    entry.body = re.sub(r"\n{4,}", "\n\n\n", body)


def _asides(body: str) -> str:
    """Boxes, in GitHub's words."""
    changes = []
    for found in ASIDE.finditer(masked(body)) if "<" in body else ():
        given = _properties(body[found.start("rest") : found.end("rest")])
        title = given.pop("title", "")
        name = found["name"] if found["name"] not in ("Aside", "Callout", "Alert", "Admonition") else "note"
        told = next((each for each in given.values() if each), name)
        box = alert(told, body[found.start("text") : found.end("text")], title)
        changes.append((found.start(), found.end(), f"\n{box}"))
    return replaced(body, changes)


def _properties(tag: str) -> dict[str, str]:
    """What a component is given by name."""
    return {
        each[1]: next((part for part in each.groups()[1:] if part is not None), "") for each in PROPERTY.finditer(tag)
    }


def _without_components(entry: Entry, body: str, imports: dict[str, str]) -> str:
    """Components with a meaning in Markdown in its words; the others' children without them."""
    if "<" not in body:
        return body
    mask = masked(body)
    changes: list[tuple[int, int, str]] = []
    for found in COMPONENT.finditer(mask):
        name = found["name"].rsplit(".", 1)[-1]
        given = _properties(body[found.start() : found.end()])
        new = ""
        if found["end"]:
            pass
        elif name in IMAGES and (source := given.get("src") or given.get("image")):
            address = imports.get(source.removesuffix(".src"), source)
            new = picture(given.get("alt", ""), address, given.get("caption") or given.get("title") or "")
        elif (word := next((each for each in FILMS if each in name.lower()), "")) and given:
            address = given.get("id") or given.get("videoId") or given.get("url") or next(iter(given.values()))
            new = f"\n\n<{film(word, address)}>\n\n"
        elif name == "Tweet" and given.get("id", "").startswith("http"):
            new = f"\n\n<{given['id']}>\n\n"
        elif name not in ("Fragment", "p"):
            written = " ".join(f"<{name}{found['rest']}>".split())[:120]
            entry.ask(f"The component `{written}` was taken out; the text in it stayed.")
            if not found["self"] and (title := given.get("label") or given.get("title")):
                new = f"**{title}**\n\n"
        changes.append((found.start(), found.end(), new))
    return replaced(body, changes)


def _expression(entry: Entry, found: re.Match[str]) -> str:
    inner = found[1].strip()
    if re.fullmatch(r"""["'`][^"'`]*["'`]""", inner):
        return inner[1:-1]
    if re.match(r"(?:frontmatter|props|import|Astro)\b", inner):
        entry.ask(f"`{found[0][:60]}` was filled in by the old site; it stands as it is.")
    return found[0]
