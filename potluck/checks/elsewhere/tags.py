"""Tags of other blogging programs: Jekyll's and Pelican's Liquid, Hugo's shortcodes, kramdown's braces, and components.

Here they do nothing, and readers would see them. What each was for is known for the common ones, so that the text to
put there instead can be given; which are known is the table `MEANINGS`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from potluck.checks.elsewhere.dialects import DIALECT
from potluck.checks.inline import attributes_in
from potluck.checks.registry import text_check
from potluck.checks.text import Text
from potluck.problems import Edit, Problem, in_post, warning

LIQUID = re.compile(r"\{%-?\s*/?\w[^%\n]{0,300}%\}|\{\{[<%]?[^{}\n]{1,300}[>%]?\}\}")
RAW = re.compile(r"\{%-?\s*(?:end)?raw\s*-?%\}")
ATTRIBUTES = re.compile(
    r"""
    \{:(?!toc\})[^{}\n]{1,200}\}
    | (?<=[)\]]) \{ (?: [#.:]? [\w-]++ (?: \s*+ = \s*+ (?: "[^"{}\n]*+" | '[^'{}\n]*+' | [\w%.;:-]++ ) )? \s*+ ){1,6} \}
    """,
    re.VERBOSE,
)
SPAN = re.compile(r"(?<![!\]])\[(?P<said>[^\[\]\n]{0,300})\]\{[.#](?P<kind>[\w-]{2,40})[^{}\n]{0,60}\}")
"""Words that Pandoc sets in another way."""
SPAN_TAGS = {"underline": "u", "ul": "u", "mark": "mark", "kbd": "kbd"}
OF_HEADING = re.compile(
    r"(?<=\S)\s+\{\s*+(?::\s*+)?(?:[#.][\w:.-]++\s*+|-\s*+|unnumbered\s*+|data-toc[^{}\n]{0,40}){1,6}\}[\s#]*\Z"
)
"""What Pandoc, Hugo and kramdown are told behind a heading."""
HIGHLIGHT = re.compile(
    r"\s*\{(?:%-?|\{[<%])\s*(?:highlight|code|codeblock)\s+[\"']?(?P<language>[\w+#-]+)[^}]*\}\}?\s*\Z"
)
HIGHLIGHT_END = re.compile(r"\s*\{(?:%-?|\{[<%])\s*(?:end|/\s*)(?:highlight|code|codeblock)\b[^}]*\}\}?\s*\Z")
ATTRIBUTE = re.compile(r"(?P<name>\w+)\s*=\s*(?:\"(?P<a>[^\"]*)\"|'(?P<b>[^']*)'|(?P<c>[^\s\"'%>}]+))")
INSIDE = re.compile(r"\{[{%]+[-<%]*\s*(?P<said>.*?)\s*[-%>]*[%}]+\}?\Z", re.DOTALL)
BARE_IMAGE = re.compile(
    r"[^\"'\n]{1,60}?\s[\"']?(?P<path>[^\s\"']{1,200}\.(?:png|jpe?g|gif|webp|avif))\b[\"']?(?:\s+\d+%?){0,2}(?P<said>[^\n]{0,200})\Z",
    re.IGNORECASE,
)
"""The path of an image and what it shows, without names for them: `asset_img fern.jpg A fern`."""
MAX_LINES = 400

TEMPLATE_TAG = warning(
    "template-tag",
    "This tag belongs to another blogging program.",
    why="Here it does nothing, and readers would see it as text.",
    fix="Leave it out; put code that shows such tags between backticks.",
    bad=in_post("{% include map.html %}"),
    good=in_post("`{% include map.html %}`"),
)
ATTRIBUTE_LIST = warning(
    "attribute-list",
    "These braces belong to another blogging program.",
    why="Here they do nothing, and readers may see them as text.",
    fix="Leave them out; pictures get their size by themselves.",
    bad=in_post("See [the map](https://example.org/map){: target=_blank}."),
    good=in_post("See [the map](https://example.org/map)."),
)
SPAN_TITLE = "The brackets and braces around these words are shown."
IMPORT = re.compile(
    r"import\s+(?:[\w*{][\w*{},\s]{0,200}?\s+from\s+)?[\"'][^\"'\n]{1,200}[\"'];?\s*\Z|export\s+(?:const|default|async|function)\s.*\Z"
)
BROUGHT_IN = re.compile(r"import\s++(?P<names>[\w*{},\s]{1,200}?)\s+from\s")
COMPONENT = re.compile(r"<(?P<end>/?)(?P<name>[A-Z][A-Za-z0-9.]{1,40})(?P<rest>(?:\s[^<>\n]{0,300}?)?)\s*/?>")
FILM = re.compile(r"youtube|lite-?youtube|vimeo", re.IGNORECASE)
PICTURE = re.compile(r"image|img|picture|figure|photo", re.IGNORECASE)


def _attributes(words: str) -> dict[str, str]:
    return {each["name"]: each["a"] or each["b"] or each["c"] or "" for each in ATTRIBUTE.finditer(words)}


def _image(words: str) -> str | None:
    attributes = _attributes(words)
    path = next((attributes[key] for key in ("src", "url", "file", "path", "image_path") if key in attributes), "")
    if not attributes and (bare := BARE_IMAGE.match(words)):
        path, attributes = bare["path"], {"alt": bare["said"].replace('"', "").strip("' ")}
    if not path or "{" in path:
        return None
    name = re.split(r"[\\/]", path)[-1] if "://" not in path else path
    alt = attributes.get("alt") or attributes.get("caption") or attributes.get("title") or "what the picture shows"
    return f"![{alt}]({name})"


def _film(words: str) -> str | None:
    found = _attributes(words).get("id") or next(iter(re.findall(r"[\w-]{11}\b", words.partition(" ")[2])), "")
    return f"<https://www.youtube.com/watch?v={found}>" if found else None


def _post(words: str) -> str | None:
    found = re.search(r"(?:post_url|link|ref|relref)\s+[\"']?([\w./-]+)", words)
    return f"{found[1].rsplit('/', 1)[-1].removesuffix('.md')}.md" if found else None


def _of(looks: str, better: str) -> Callable[[str], str | None]:
    """What to write for words that have something in them that looks so."""

    def _meaning(words: str) -> str | None:
        found = re.search(looks, words)
        return found.expand(better) if found else None

    return _meaning


MEANINGS: tuple[tuple[re.Pattern[str], Callable[[str], str | None]], ...] = (
    (re.compile(r"(?:end)?raw\Z|/?raw\Z"), lambda words: ""),
    (re.compile(r"(?:site|page)\.(?:baseurl|url|base_url)\Z|SITEURL\Z"), lambda words: ""),
    (re.compile(r"figure\b|(?:asset_)?img\b|image\b|include\s+\S*(?:figure|image|img)\S*"), _image),
    (re.compile(r"youtube\b|include\s+\S*youtube\S*"), _film),
    (re.compile(r"embed\b"), _of(r"https?://[^\s\"']{3,500}", r"<\g<0>>")),
    (re.compile(r"gist\b"), _of(r"gist\s+([\w-]+)[/\s]+([0-9a-f]+)", r"<https://gist.github.com/\1/\2>")),
    (re.compile(r"(?:post_url|link|ref|relref)\b"), _post),
    (
        re.compile(r"[\"'][^\"']+[\"']\s*\|\s*(?:relative_url|absolute_url|relURL|absURL|url)\b"),
        _of(r"\A[\"']/?([^\"']+)[\"']\s*\|", r"\1"),
    ),
)
"""What a tag begins with, and what to write in its place; None when that can't be told."""


def meaning(tag: str) -> str | None:
    """What to write in place of a tag; None when that is for its author to say."""
    inside = INSIDE.match(tag)
    words = inside["said"] if inside else ""
    return next((mean(words) for pattern, mean in MEANINGS if pattern.match(words)), None)


def without_tags(address: str) -> str | None:
    """An address without such tags; None when it has none, or one that is not known."""
    meanings = [(found.group(), meaning(found.group())) for found in LIQUID.finditer(address)]
    if not meanings or any(means is None for _, means in meanings):
        return None
    for tag, means in meanings:
        address = address.replace(tag, means or "", 1)
    return address.lstrip("/") or None


@text_check(TEMPLATE_TAG)
def template_tags(text: Text) -> Iterator[Problem]:
    """Tags of Liquid, Hugo and Jinja."""
    if "{" not in text.body:
        return
    blocks = dict(_highlighted(text))
    inside = {number for edit in blocks.values() for number in range(edit.start_line, edit.end_line + 1)}
    for code in text.code:
        number = next((n for n in range(code.first, code.last + 1) if RAW.search(text.line(n))), None)
        if number:
            title = "`{% raw %}` is not needed here, and would be shown."
            yield text.at(TEMPLATE_TAG, number, title=title, edit=_line(number, RAW.sub("", text.line(number))))
    for number, line in text.prose_lines.items():
        found = LIQUID.search(line) if "{" in line else None
        if number in blocks:
            fix = f"Write `{blocks[number].replacement.splitlines()[0]}` there, and three backticks where it ends."
            yield text.at(TEMPLATE_TAG, number, 1, title=_title(text.line(number)), fix=fix, edit=blocks[number])
        elif found and number not in inside:
            yield _tag(text, number, found)


def _title(tag: str) -> str:
    return f"`{tag.strip()[:60]}` belongs to another blogging program."


def _tag(text: Text, number: int, found: re.Match[str]) -> Problem:
    raw = text.line(number)
    means = meaning(found.group()) if raw[found.start() : found.end()] == found.group() else None
    if means is None:
        return text.at(TEMPLATE_TAG, number, found.start() + 1, title=_title(found.group()))
    edit = _line(number, f"{raw[: found.start()]}{means}{raw[found.end() :]}")
    fix = f"Write: `{edit.replacement.strip()}`" if edit.replacement else "Delete this line."
    return text.at(TEMPLATE_TAG, number, found.start() + 1, title=_title(found.group()), fix=fix, edit=edit)


def _line(number: int, better: str) -> Edit:
    """What a line is to be; one with nothing left on it goes."""
    return Edit(number, number, better if better.strip() else "")


def _highlighted(text: Text) -> Iterator[tuple[int, Edit]]:
    """Blocks of code between such tags, and the same with a fence."""
    lines = text.lines
    for number in range(text.first, len(lines) + 1):
        opening = HIGHLIGHT.match(text.line(number))
        if not opening:
            continue
        end = text.first_below(number, MAX_LINES, HIGHLIGHT_END.match)
        if end:
            yield number, Edit(number, end, "\n".join([f"```{opening['language']}", *lines[number : end - 1], "```"]))


def _tagged(span: re.Match[str]) -> str:
    """Words with the tag that does the same; with none where there is no such tag."""
    tag = SPAN_TAGS.get(span["kind"])
    return f"<{tag}>{span['said']}</{tag}>" if tag else span["said"]


@text_check(ATTRIBUTE_LIST)
def attribute_lists(text: Text) -> Iterator[Problem]:
    """Braces of kramdown."""
    for number, line in text.prose_lines.items():
        if "{" not in line:
            continue
        if line.startswith("#") and (named := OF_HEADING.search(line)):
            title = "The braces behind this heading are shown to readers."
            fix = "Leave them out; a heading's own words are its address."
            edit = _line(number, text.line(number)[: named.start()])
            yield text.at(ATTRIBUTE_LIST, number, named.start() + 1, title=title, fix=fix, edit=edit)
        elif span := SPAN.search(line):
            better = SPAN.sub(_tagged, text.line(number))
            yield text.changed(ATTRIBUTE_LIST, number, better, span.start() + 1, title=SPAN_TITLE)
        elif (found := ATTRIBUTES.search(line)) and not LIQUID.search(line):
            edit = _line(number, ATTRIBUTES.sub("", text.line(number)))
            yield text.at(ATTRIBUTE_LIST, number, found.start() + 1, edit=edit)


@text_check(DIALECT)
def components(text: Text) -> Iterator[Problem]:
    """Lines that bring components in, and the tags of those; one problem for each line."""
    prose = text.prose
    used = {found["name"].partition(".")[0] for found in COMPONENT.finditer(prose)} if "<" in prose else set()
    brings = "import " in prose or "export " in prose
    if not used and not brings:
        return
    known = {
        name for line in text.prose_lines.values() if (it := BROUGHT_IN.match(line)) for name in _names(it["names"])
    }
    for number, line in text.prose_lines.items():
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
