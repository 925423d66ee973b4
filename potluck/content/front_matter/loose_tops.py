"""Tops of files that say the title and author in a way of their own: `title -> …`, in columns, as a mail begins."""

from __future__ import annotations

import re

from potluck.content.front_matter import keys
from potluck.content.front_matter.layout import Top
from potluck.content.front_matter.line_kinds import is_fence_like
from potluck.content.front_matter.quoting import plain_or_quoted

LONGEST = 20  # lines
ARROW = re.compile(
    r"\s{0,3}\**(?P<key>[A-Za-z_]{3,20})\**(?=\s*+\S)\s*(?:[-=]{1,2}>|→|⇒|:=|\t+|\s[–—-](?=\s)|\s\|(?=\s))"
    r"\s*(?P<value>\S.*)\Z"
)
MAIL = re.compile(
    r"(?P<key>From|To|Subject|Date|Sent|Cc|Bcc|Reply-To|Von|An|Gesendet|Betreff|De|Para|Asunto|Fecha|Objet)"
    r": *(?P<value>.*)\Z"
)
OF_MAIL = {
    **dict.fromkeys(("Subject", "Betreff", "Asunto", "Objet"), "title"),
    **dict.fromkeys(("From", "Von", "De"), "author"),
    **dict.fromkeys(("Date", "Sent", "Gesendet", "Fecha"), "date"),
}
REPLY = re.compile(r"(?:(?:re|aw|fwd?|wg|tr|rv)\s*:\s*)+", re.IGNORECASE)
ADDRESS = re.compile(r"\s*<[^<>\n]*>\s*\Z|\s*\[mailto:[^\]\n]*\]\s*\Z")
NO_PART = re.compile(
    r"(?:here(?:['’]s| is| comes)|below is|this is|please find|attached is|voici|hier ist|aqu[ií] est[aá]|ecco)\b"
    r"[^\n]{0,50}\b(?:post|version|draft|text|file|markdown|article|beitrag|entwurf|artículo|texto|articolo)\b[^\n]{0,20}"
    r"|(?:hi|hello|hey|dear|hallo|hola|bonjour|ciao)\b[^\n.]{0,30}[,!]|best|thanks|cheers"
    r"|code|blame|raw|preview|edit|history|copy|download|\d+ lines? \(\d+ (?:loc|sloc)\)[^\n]{0,60}|latest commit\b.*"
    r"|(?:update|create|add|rename|delete) [\w./-]{1,100}\.md"
    r"|(?:sure|certainly|of course)[,!][^\n]{0,80}",
    re.IGNORECASE,
)
"""Lines above a post that were never meant for it: of a mail, of a chat program, of GitHub's page."""


def is_no_part(line: str) -> bool:
    """Whether a line above the first `---` is no part of a post."""
    bare = line.strip().rstrip(":.")
    return not bare or NO_PART.fullmatch(bare) is not None or MAIL.match(line.strip()) is not None


def loose_top(lines: list[str], first: int) -> Top | None:
    """Such a top at index `first`."""
    return _mail(lines, first) or _arrows(lines, first)


def _arrows(lines: list[str], first: int) -> Top | None:
    found = []
    for line in lines[first : first + LONGEST]:
        entry = ARROW.match(line)
        if entry is None or not keys.is_known(entry["key"]):
            break
        found.append(entry)
    given = {keys.canonical(entry["key"]) for entry in found}
    if len(found) < 2 or not given & {"title", "author", "authors"}:
        return None
    made = [f"{entry['key'].lower()}: {plain_or_quoted(entry['value'].strip(' *'))}" for entry in found]
    title = "The title and author are not written as `name: value`, and not between two lines of `---`."
    return Top(title, made, first + 1, first + len(found))


def _mail(lines: list[str], first: int) -> Top | None:
    """The head of a mail: its subject is the title, and whoever sent it the author."""
    said: dict[str, str] = {}
    taken = 0
    for line in lines[first : first + LONGEST]:
        entry = MAIL.match(line.strip())
        if entry is None:
            break
        said.setdefault(OF_MAIL.get(entry["key"], entry["key"]), entry["value"].strip())
        taken += 1
    below = [line for line in lines[first + taken : first + taken + LONGEST] if line.strip()]
    if taken < 2 or not said.get("title") or (below and is_fence_like(below[0])):
        return None
    said["title"] = REPLY.sub("", said["title"])
    said["author"] = ADDRESS.sub("", said.get("author", "")).strip("\"' ")
    made = [f"{key}: {plain_or_quoted(said[key])}" for key in ("title", "author", "date") if said.get(key)]
    title = "The head of a mail stands where the title and author belong."
    return Top(title, made, first + 1, first + taken)
