"""Liquid, the template language of Jekyll (and, by the same signs, of others): what it would have shown, as Markdown.

Only what has one certain meaning is filled in: code, links, the site's own names, includes that are text. Loops and
conditions are the work of a theme; they are taken out and reported.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from pygments.lexers import find_lexer_class_by_name
from pygments.util import ClassNotFound

from potluck.moving.bodies.liquid_tags import TAGS, arguments_of, figure, player
from potluck.moving.bodies.prose import alert, fence, sub_paired, substituted
from potluck.moving.front_matter import as_text
from potluck.moving.model import SOURCE, Entry

RAW = re.compile(r"\{%-?\s*raw\s*-?%\}(.*?)\{%-?\s*endraw\s*-?%\}", re.DOTALL)
RAW_ENDS = re.compile(r"\{%-?\s*endraw\s*-?%\}")
COMMENT = re.compile(r"\{%-?\s*comment\s*-?%\}.*?\{%-?\s*endcomment\s*-?%\}", re.DOTALL)
COMMENT_ENDS = re.compile(r"\{%-?\s*endcomment\s*-?%\}")
HIGHLIGHT = re.compile(
    r"(?<![ \t])[ \t]*\{%-?\s*(?P<tag>highlight|codeblock|code)(?P<arguments>[^%]*?)-?%\}[ \t]*\n?"
    r"(?P<code>(?:(?!\{%-?\s*(?P=tag)\b).)*?)\n?[ \t]*\{%-?\s*end(?P=tag)\s*-?%\}",
    re.DOTALL | re.MULTILINE,
)
QUOTE = re.compile(
    r"(?<![ \t])[ \t]*\{%-?\s*(?P<tag>blockquote|quote|pullquote|centerquote|note)\b(?P<arguments>[^%]*?)-?%\}"
    r"(?P<text>(?:(?!\{%-?\s*(?P=tag)\b).)*?)\{%-?\s*end(?P=tag)\s*-?%\}",
    re.DOTALL,
)
"""Octopress' and Hexo's quotations, with whose they are, and the boxes of Hexo's themes, with their kind and title."""
PAIRED_INCLUDE = re.compile(
    r"\{%-?\s*include\s+(?P<name>[\w-]+)(?![\w-])(?P<arguments>[^%]*?)-?%\}"
    r"(?P<code>(?:(?!\{%-?\s*include\s+(?P=name)\b).)*?)\{%-?\s*include\s+end(?P=name)\b[^%]*-?%\}",
    re.DOTALL,
)
TAG = re.compile(r"\{%-?\s*(?P<name>\w+)(?P<arguments>(?:[^%{]|%(?!\})|\{(?!%))*?)-?%\}")
OUTPUT = re.compile(r"\{\{-?(?P<expression>[^{}]*?)-?\}\}")
ASSIGNED = re.compile(
    r"""\{%-?\s*assign\s+(\w+)\s*=\s*(?:"([^"{}|]*)"|'([^'{}|]*)'|([\d.]+))\s*-?%\}[ \t]*\n?|"""
    r"""\{%-?\s*capture\s+(\w+)\s*-?%\}([^{}]*)\{%-?\s*endcapture\s*-?%\}[ \t]*\n?"""
)
"""A name that the text itself gives to some words."""
LOGIC = frozenset("for if unless case capture tablerow".split())
QUOTED = re.compile(r"""\A\s*(?:"([^"]*)"|'([^']*)')""")
OF_ADDRESSES = frozenset("relative_url absolute_url prepend escape append url".split())
"""Filters that leave an address where it leads."""
QUOTES = "\"'"
HELD = "\ue000{}\ue001"
HELD_PLACE = re.compile("\ue000(\\d+)\ue001")
MAX_BODY = 1_000_000
SHOWN = 120
"""Letters of what was taken out that the report says."""
MAX_INCLUDES = 200
MAX_INCLUDED = 20_000
MAX_GROWTH = 2_000_000


@dataclass
class Liquid:
    """What templates may ask for.

    `site` is the site's configuration. `find_post` leads from the name in `{% post_url %}` to a source file.
    `include` gives the text of an include, or none.
    """

    site: Mapping[str, Any] = field(default_factory=dict)
    find_post: Callable[[str], str | None] = lambda name: None
    include: Callable[[str], str | None] = lambda name: None

    def fill(self, entry: Entry) -> None:
        """Fill in an entry's body, noting what was changed and what could not be."""
        if len(entry.body) <= MAX_BODY and ("{%" in entry.body or "{{" in entry.body):
            entry.body = _Filling(self, entry).run(entry.body)


class _Filling:
    def __init__(self, liquid: Liquid, entry: Entry) -> None:
        self.liquid, self.entry = liquid, entry
        self.held: list[str] = []
        self.included = 0
        self.named: dict[str, str] = {}

    def run(self, body: str) -> str:
        body = sub_paired(RAW, RAW_ENDS, lambda found: self.hold(found[1]), body)
        body = sub_paired(COMMENT, COMMENT_ENDS, lambda _: "", body)
        body = HIGHLIGHT.sub(self.highlight, body)
        body = QUOTE.sub(self.quote, body)
        body = PAIRED_INCLUDE.sub(self.paired, body)
        body = substituted(body, ASSIGNED, self.name)
        body = self.values(body, {})
        body = substituted(body, TAG, lambda found: self.tag(found, 0))
        body = self.without_logic(body)
        body = substituted(body, OUTPUT, self.unknown_output)
        while HELD_PLACE.search(body):
            body = HELD_PLACE.sub(lambda found: "".join(self.held[int(found[1]) : int(found[1]) + 1]), body)
        return body

    def name(self, found: re.Match[str]) -> str:
        """Take up what a text calls some words."""
        self.named[found[1] or found[5]] = next((each for each in (*found.groups()[1:4], found[6]) if each), "")
        return ""

    def hold(self, text: str) -> str:
        """Keep a text out of what follows."""
        self.held.append(text.replace("\ue000", "").replace("\ue001", ""))
        return HELD.format(len(self.held) - 1)

    def highlight(self, found: re.Match[str]) -> str:
        words = found["arguments"].replace("lang:", "").split()
        language = words[0] if words and re.fullmatch(r"[\w+#.-]+", words[0]) else ""
        self.entry.changed("Liquid code blocks became fenced ones.")
        return _on_its_own(found, self.hold(fence(found["code"], language)))

    def quote(self, found: re.Match[str]) -> str:
        arguments, text = " ".join(found["arguments"].split()), found["text"].strip()
        if found["tag"] == "note":
            kind, _, title = arguments.partition(" ")
            return _on_its_own(found, alert(kind, text, title).rstrip())
        if arguments and found["tag"] in ("blockquote", "quote"):
            text += f"\n\n— {arguments}"
        return _on_its_own(found, "\n".join(f"> {line}".rstrip() for line in text.split("\n")))

    def paired(self, found: re.Match[str]) -> str:
        """An include that opens a box for code, and one that closes it."""
        try:
            find_lexer_class_by_name(found["name"])
        except ClassNotFound:
            return found[0]
        self.entry.changed(
            f"Code between the includes `{found['name']}` and `end{found['name']}` became a fenced block."
        )
        return _on_its_own(found, self.hold(fence(found["code"], found["name"])))

    def values(self, body: str, arguments: Mapping[str, str]) -> str:
        """Fill in what `{{ … }}` has one certain value for, in code as well: Liquid did so before Markdown was read."""

        def value(found: re.Match[str]) -> str:
            known = self.value(found["expression"].strip(), arguments)
            return found[0] if known is None else known

        return OUTPUT.sub(value, body)

    def value(self, expression: str, arguments: Mapping[str, str]) -> str | None:
        head, *filters = (part.strip() for part in expression.split("|"))
        if not {each.split(":")[0].strip() for each in filters} <= OF_ADDRESSES:
            return None
        if quoted := QUOTED.match(head):
            return (quoted[1] or quoted[2] or "") if filters else None
        if head in ("site.baseurl", "site.url", "site.github.url"):
            return ""
        if head in self.named:
            return self.named[head]
        if head.startswith("include."):
            return arguments.get(head[8:])
        if head in ("page.title", "page.slug"):
            return self.entry.title if head == "page.title" else self.entry.slug
        if head.startswith("site.") and re.fullmatch(r"[\w.-]+", head):
            place: Any = self.liquid.site
            for part in head[5:].split("."):
                place = place.get(part) if isinstance(place, Mapping) else None
            return as_text(place) or None
        return None

    def tag(self, found: re.Match[str], depth: int) -> str:
        """A single tag, outside code."""
        name, arguments = found["name"], found["arguments"].strip()
        if name in TAGS:
            return TAGS[name](name, arguments, self.entry)
        if name == "post_url":
            return self.post_url(arguments)
        if name in ("link", "asset_path"):
            return self.link(arguments)
        if name in ("include", "include_relative", "include_cached", "render"):
            return self.include(arguments, depth)
        return found[0]

    def post_url(self, arguments: str) -> str:
        target = self.liquid.find_post(arguments.strip("\"' "))
        if target:
            return SOURCE + target
        self.entry.ask(f"A link to the post `{arguments}` leads nowhere: there is no such post.")
        return SOURCE + arguments.strip("\"' ")

    def link(self, arguments: str) -> str:
        """Jekyll's link to a file, or Hexo's to elsewhere: words, then the address."""
        if elsewhere := re.match(r"(\S.*?)\s+(https?://\S+)", arguments):
            return f"[{elsewhere[1].strip(QUOTES)}]({elsewhere[2]})"
        return SOURCE + arguments.strip("\"' ").lstrip("/")

    def include(self, arguments: str, depth: int) -> str:
        """An include: a figure or player by its usual name, else its text where it is only text."""
        name = arguments.split()[0].strip("\"'") if arguments else ""
        given = arguments_of(arguments)
        stem = name.rsplit("/", 1)[-1].removesuffix(".html").removesuffix(".md").lower()
        known = figure(given) if stem in ("figure", "image", "img", "picture") else None
        if stem in ("youtube", "vimeo", "video", "youtubeplayer") and given.get("id"):
            kind = "vimeo" if "vimeo" in (stem, given.get("provider")) else "youtube"
            known = player(kind, f'id="{given["id"]}"')
        if known is not None:
            self.entry.changed(f"`include {name}` became Markdown.")
            return known
        text = self.liquid.include(name)
        self.included += 1
        if text is not None and depth < 5 and self.included < MAX_INCLUDES and len(text) <= MAX_INCLUDED:
            filled = sub_paired(COMMENT, COMMENT_ENDS, lambda _: "", self.values(text, given))
            filled = TAG.sub(lambda found: self.tag(found, depth + 1), filled)
            if not TAG.search(filled) and not OUTPUT.search(filled) and len(filled) <= MAX_GROWTH:
                self.entry.changed(f"The text of `include {name}` was put in.")
                return filled.strip("\n")
        written = " ".join(arguments.split())[:SHOWN]
        self.entry.ask(f"`include {written}` was taken out: what it showed is part of the old site's theme.")
        return ""

    def without_logic(self, body: str) -> str:
        """Take loops and conditions out, with what is in them: it was the theme's to show."""
        stack: list[tuple[str, int]] = []
        cut: list[tuple[int, int]] = []

        def look(found: re.Match[str]) -> str:
            name = found["name"]
            if name in LOGIC:
                stack.append((name, found.start()))
            elif name.startswith("end") and any(name[3:] == opened for opened, _ in stack):
                while stack and stack[-1][0] != name[3:]:
                    stack.pop()
                _, start = stack.pop()
                if not stack:
                    cut.append((start, found.end()))
            return found[0]

        substituted(body, TAG, look)
        for start, end in cut:
            words = " ".join(OUTPUT.sub(" … ", TAG.sub(" ", body[start:end])).split())[:SHOWN]
            said = f": “{words}”" if words.strip(" …") else ""
            self.entry.ask(f"A part that a template filled in (a loop, a condition) was taken out{said}.")
        for start, end in reversed(cut):
            body = body[:start] + body[end:]
        return substituted(body, TAG, self.leftover)

    def leftover(self, found: re.Match[str]) -> str:
        if found["name"] not in ("assign", "cycle", "increment", "break", "else", "elsif", "when", "toc", "seo"):
            self.entry.ask(f"The template tag `{found[0][:60]}` was taken out.")
        return ""

    def unknown_output(self, found: re.Match[str]) -> str:
        self.entry.ask(f"`{found[0][:60]}` was filled in by the old site's template; it stands as it is.")
        return found[0]


def _on_its_own(found: re.Match[str], block: str) -> str:
    """A block between lines of its own."""
    before, after = found.string[: found.start()][-1:], found.string[found.end() :][:1]
    return ("" if before in ("", "\n") else "\n\n") + block + ("" if after in ("", "\n") else "\n\n")
