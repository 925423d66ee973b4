"""Hugo's shortcodes, and those of its themes with a plain meaning, as Markdown; the rest stays and is reported."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from potluck.moving.bodies.prose import ALERTS, FILMS, alert, fence, fold, masked, replaced, sub_paired
from potluck.moving.model import SOURCE, Entry

SHORTCODE = re.compile(
    r"\{\{(?P<sign>[<%])\s*(?P<end>/?)\s*(?P<name>[\w./-]+)(?![\w./-])(?P<rest>(?:[^\"`<>%{}]|\"(?:[^\"\\]|\\.)*\"|`[^`]*`|[<>%}](?![}])|\{(?![{}]))*?)"
    r"(?P<self>(?:/\s*)?)[>%]\}\}"
)
ZOLAS = re.compile(
    r"\{(?P<sign>[{%])-?\s*(?:(?P<name>[a-z_]\w*)\((?P<rest>(?:[^\"'`()]|\"[^\"]*\"|'[^']*'|`[^`]*`)*)\)|end)\s*-?[}%]\}"
)
"""`{{ name(key="value") }}`, and `{% name() %}` with what it encloses up to `{% end %}`."""
ESCAPED = re.compile(r"\{\{(?P<sign>[<%])/\*(?P<inner>.*?)\*/[>%]\}\}", re.DOTALL)
ESCAPED_ENDS = re.compile(r"\*/[>%]\}\}")
ARGUMENT = re.compile(
    r"""(?:(?P<key>[\w-]+)\s*=\s*)?(?:"(?P<text>(?:[^"\\]|\\.)*)"|`(?P<raw>[^`]*)`|(?P<bare>[^\s"`=]+))"""
)
IMAGES = frozenset(
    "figure img image imgproc picture photo figure-cta fig lightbox resize-image bundle-image imgtxt".split()
)
BOXES = frozenset(
    "notice alert admonition callout hint note tip warning info important caution danger success box".split()
)
PLAIN = frozenset(
    "raw rawhtml html unsafe center centered div span section columns column row col p lead markdown".split()
)
TABS = frozenset(("tab", "tabitem", "tab-item", "tabpane"))
ICONS = frozenset("icon fa fas fab fontawesome toc br hr break clear pagebreak adsense".split())
MATH = frozenset("math katex mathjax tex".split())
CODE_BODIES = frozenset(
    ("highlight", "code", "codeblock", "code-toggle", "mermaid", "prettify", "terminal", "goat", "command")
)
LINKED = frozenset("video audio asciinema iframe embed pdf link button btn mp4 soundcloud".split())
PICTURE = re.compile(r"\.(?:png|jpe?g|gif|webp|avif|svg)\Z", re.IGNORECASE)
HELD = "\ue002"


@dataclass
class Given:
    """What stands in a shortcode: arguments by name, and those without one in their order."""

    named: dict[str, str] = field(default_factory=dict)
    plain: list[str] = field(default_factory=list)

    def first(self, *names: str) -> str:
        """The first that is there, by these names, else the first without a name."""
        found = next((self.named[name] for name in names if self.named.get(name)), "")
        return found or (self.plain[0] if self.plain else "")


def as_hugos(entry: Entry) -> None:
    """Put Zola's shortcodes as Hugo writes them."""
    changes: list[tuple[int, int, str]] = []
    opened: list[str] = []
    for found in ZOLAS.finditer(masked(entry.body)) if "{{" in entry.body or "{%" in entry.body else ():
        rest = re.sub(r"=\s*'([^'\"]*)'", r'="\1"', entry.body[found.start("rest") : found.end("rest")])
        rest = re.sub(r",\s*(?=\w+\s*=)", " ", rest)
        if not found["name"] and not opened:
            continue
        if found["name"] and found["sign"] == "%":
            opened.append(found["name"])
        name = found["name"] or f"/{opened.pop()}"
        changes.append((found.start(), found.end(), f"{{{{< {name} {rest if found['name'] else ''} >}}}}"))
    entry.body = replaced(entry.body, changes)


def plain_shortcodes(entry: Entry, find: Callable[[Entry, str], str | None]) -> None:
    """Rewrite an entry's body. `find` leads from what `ref` names to a source file, or to none."""
    body = entry.body
    if "{{<" not in body and "{{%" not in body:
        return
    mask = masked(body)

    def shown(found: re.Match[str]) -> str:
        written = f"{{{{{HELD}{found['sign']}{found['inner']}{'>' if found['sign'] == '<' else '%'}}}}}"
        is_code = not mask[found.start() : found.end()].strip()
        return written if is_code or "`" in written or "\n" in written else f"`{written}`"

    entry.body = sub_paired(ESCAPED, ESCAPED_ENDS, shown, body)
    for _ in range(8):
        changes = _round(entry, find)
        if not changes:
            break
        entry.body = replaced(entry.body, changes)
    entry.body = entry.body.replace(HELD, "")


def _round(entry: Entry, find: Callable[[Entry, str], str | None]) -> list[tuple[int, int, str]]:
    """The innermost shortcodes, each with what takes its place."""
    found = list(SHORTCODE.finditer(masked(entry.body)))
    changes: list[tuple[int, int, str]] = []
    closing = {each["name"] for each in found if each["end"]}
    opened: list[re.Match[str]] = []
    for each in found:
        if each["end"]:
            at = next(
                (number for number in range(len(opened) - 1, -1, -1) if opened[number]["name"] == each["name"]), -1
            )
            if at < 0:
                changes.append((each.start(), each.end(), ""))
                continue
            start = opened[at]
            del opened[at:]
            if not any(start.start() < change[0] < each.start() for change in changes):
                inner = entry.body[start.end() : each.start()]
                changes.append((start.start(), each.end(), _Shortcode(entry, start, inner, find).text()))
        elif each["name"] in closing and not each["self"]:
            opened.append(each)
        else:
            changes.append((each.start(), each.end(), _Shortcode(entry, each, None, find).text()))
    if not changes and opened:
        changes = [(each.start(), each.end(), _Shortcode(entry, each, None, find).text()) for each in opened]
    return changes


class _Shortcode:
    def __init__(
        self, entry: Entry, found: re.Match[str], inner: str | None, find: Callable[[Entry, str], str | None]
    ) -> None:
        self.entry, self.inner, self.find = entry, inner, find
        self.name = found["name"].lower().rsplit("/", 1)[-1]
        self.written = entry.body[found.start() : found.end()]
        self.given = Given()
        for each in ARGUMENT.finditer(entry.body[found.start("rest") : found.end("rest")]):
            value = next(part for part in (each["text"], each["raw"], each["bare"]) if part is not None)
            value = value.replace('\\"', '"')
            if each["key"]:
                self.given.named[each["key"].lower()] = value
            else:
                self.given.plain.append(value)

    def text(self) -> str:
        """What readers are to see in its place."""
        made = self._made()
        if made is not None:
            self.entry.changed("Shortcodes became Markdown.")
            return made
        if self.inner is not None:
            written = " ".join(self.written.split())[:120]
            self.entry.ask(f"The shortcode `{written}` was taken out; the text in it stayed.")
            is_block = "\n" in self.inner or self.name in TABS
            title = next((self.given.named[key] for key in ("title", "name", "label") if self.given.named.get(key)), "")
            title = title or ("".join(self.given.plain[:1]) if self.name in TABS else "")
            head = f"**{title}**\n\n" if title and is_block else ""
            return f"\n\n{head}{self.inner.strip()}\n\n" if is_block else self.inner
        self.entry.ask(f"Only the old site's theme knows the shortcode `{self.name}`; it stands as it was written.")
        held = self.written.replace("{{", "{{" + HELD, 1)
        return f"`{held}`" if "`" not in held and "\n" not in held else held

    def _made(self) -> str | None:
        name, given, inner = self.name, self.given, self.inner
        if name in ("ref", "relref"):
            return self._link(given.first("path"))
        if name in CODE_BODIES and inner is not None:
            language = "mermaid" if name == "mermaid" else given.first("lang", "language", "type")
            known = re.fullmatch(r"[\w+#.-]+", language)
            return f"\n\n{fence(inner, language if known else '')}\n\n"
        if name in BOXES and inner is not None:
            said = (given.first("type", "kind", "class", "style").lower(), name)
            kind = next((each for each in said if each in ALERTS), "note")
            title = given.named.get("title") or "".join(given.plain[1:2])
            return f"\n\n{alert(kind, inner.strip(), title)}\n"
        if name in ("details", "expand", "collapse", "spoiler", "accordion") and inner is not None:
            return f"\n\n{fold(given.first('summary', 'title', 'label') or 'More', inner.strip())}\n"
        if name in ("quote", "blockquote") and inner is not None:
            by = given.named.get("author") or given.named.get("cite") or ""
            lines = [*inner.strip().split("\n"), *(["", f"— {by}"] if by else [])]
            return "\n\n" + "\n".join(f"> {line}".rstrip() for line in lines) + "\n\n"
        if name in MATH | PLAIN and inner is not None:
            self.entry.math = self.entry.math or name in MATH
            return inner
        if (name in ICONS and not inner) or (name == "comment" and inner is not None):
            return ""
        return self._single(name, given)

    def _single(self, name: str, given: Given) -> str | None:
        """Shortcodes with nothing in them: pictures, players, links."""
        address = given.first("src", "url", "href", "link", "path", "image", "file")
        if name in IMAGES or (self.inner is None and PICTURE.search(given.named.get("src", ""))):
            return self._picture(address)
        if name in ("youtube", "youtube-lite", "yt"):
            return _alone(self.given.first("id", "v", "url"), FILMS["youtube"])
        if name == "vimeo":
            return _alone(given.first("id", "url"), FILMS["vimeo"])
        if name == "gist":
            words = [*given.plain, given.named.get("user", ""), given.named.get("id", "")]
            words = [word for word in words if word][:2]
            return f"\n\n<https://gist.github.com/{'/'.join(words)}>\n\n" if words else None
        if name in ("tweet", "x", "twitter", "x_simple", "twitter_simple"):
            user, number = given.named.get("user", "i/web"), given.named.get("id") or (given.plain or [""])[-1]
            return f"\n\n<https://twitter.com/{user}/status/{number}>\n\n" if number.isdigit() else _alone(number, "")
        if name in ("instagram", "instagram_simple"):
            return _alone(given.first("id"), "https://www.instagram.com/p/")
        if name in LINKED and address:
            named = (given.named.get(each) for each in ("text", "content", "title", "caption"))
            label = (self.inner or next(filter(None, named), "")).strip()
            return f"[{label or address.rsplit('/', 1)[-1] or address}]({address})"
        return None

    def _link(self, path: str) -> str:
        target, _, fragment = path.partition("#")
        anchor = f"#{fragment}" if fragment else ""
        if not target:
            return anchor or "#"
        found = self.find(self.entry, target)
        if found is None:
            self.entry.ask(f"A link to `{path[:100]}` leads nowhere: there is no such page.")
        return SOURCE + (found or target.lstrip("/")) + anchor

    def _picture(self, address: str) -> str | None:
        if not address:
            return None
        named = self.given.named
        title, below = named.get("title", ""), self.inner or named.get("caption") or ""
        caption = " ".join((f"{title}: {below}" if title and below and title != below else below or title).split())
        words = " ".join((named.get("alt") or (caption if "[" not in caption else "")).split())
        words = words.replace("[", "(").replace("]", ")")
        place = address.strip().replace("\\", "/").replace(" ", "%20")
        plain = caption and not re.search(r'["<\[\]`]', caption)
        picture = f'![{words}]({place} "{caption}")' if plain and caption != words else f"![{words}]({place})"
        if target := named.get("link"):
            picture = f"[{picture}]({target})"
        by = named.get("attr", "")
        lines = [
            *([caption] if caption and not plain else []),
            *([f"[{by}]({named['attrlink']})" if named.get("attrlink") else by] if by else []),
        ]
        return f"\n\n{picture}\n\n" + "".join(f"*{line}*\n\n" for line in lines)


def _alone(word: str, base: str) -> str | None:
    """A player: its address alone in a paragraph."""
    if not word:
        return None
    return f"\n\n<{word if '//' in word else base + word}>\n\n" if re.fullmatch(r"[\w:/.?=&%#@+-]+", word) else None
