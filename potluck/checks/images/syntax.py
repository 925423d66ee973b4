"""Images in Markdown: brackets, bar and address as they should be."""

from __future__ import annotations

import re
from collections.abc import Iterator

from potluck.checks.images.files import SIGNATURES
from potluck.checks.registry import text_check
from potluck.checks.text import Text
from potluck.problems import POST_PATH, Example, Problem, error, in_post

FOLDER_POST = POST_PATH.replace(".md", "/index.md")
IMAGE_PATTERNS = tuple(
    re.compile(looks, re.IGNORECASE)
    for looks in (
        r"!\[(?P<alt>[^\[\]\n]{0,200})\](?P<gap>\s?)(?P<url>https?://[^\s()<>]+)",  # ![words]https://…
        r"!\((?P<alt>[^()\n]{0,200})\)\[(?P<url>[^\[\]\s]{3,500})\]",  # !(words)[url]
        r"!\[(?P<url>(?:https?://[^\s\[\]]{3,500}|[^\s\[\]]{1,200}\.(?:png|jpe?g|gif|webp|avif|svg)))\]"
        r"\((?P<alt>(?!https?:)[^()\n/\\]{2,200})(?<!\.png)(?<!\.jpg)(?<!\.gif)(?<!jpeg)(?<!webp)\)",
        r"(?:!\s+\[(?P<a>[^\[\]\n]{0,200})\]\s?|!\[(?P<b>[^\[\]\n]{0,200})\](?:\s+|\s?[:;,=.\-]\s?))"
        r"\( {0,2}(?P<url>[^\s()]{3,500}) {0,2}\)",
        r"!?\[\[(?:(?<!!\[\[)(?:File|Image|Datei|Bild|Fichier|Archivo|Ficheiro|檔案|文件|ファイル):|(?<=!\[\[))"
        r"(?P<url>[^\[\]\n|]{1,200}\.(?:png|jpe?g|gif|webp|avif|svg|heic|bmp))"
        r"(?:\|(?:thumb|thumbnail|frame|left|right|center|mini|miniatur|\d[\dx]*(?:px)?))*(?:\|(?P<alt>[^\[\]\n|]{1,200}))?\]\]",
        r"\[!(?P<alt>[^\[\]\n]{0,200})\]\((?P<url>[^\s()]{3,500})\)",  # [!words](url)
        r"(?:!(?P<a>[^\s\[\]()!][^\[\]()\n]{0,100})\]|!\[(?P<b>[^\[\]()】］\n]{1,100}?)[\s}】］]?)\((?P<url>(?:https?://)?[^\s()\[\]]{3,500}\.\w{3,4})\)",
        r"!\{(?P<alt>[^{}\n]{0,200})\}[({\[](?P<url>[^\s(){}\[\]]{3,500})[)}\]]",  # !{words}(url)
        r"!\[(?P<alt>[^\[\]\n]{0,200})\]\((?P<url>https?://[^\s()]{3,500}|[^\s()]{1,200}\.\w{3,4})(?=\s|\Z)(?![^\n]{0,300}\))",
        r"\\?!\\\[(?P<alt>[^\[\]\\\n]{0,200})\\?\]\\?\((?P<url>[^\s()\\]{3,500})\\?\)",  # \!\[words\](url)
        r"\[(?P<whole>!\[(?P<alt>[^\[\]\n]{0,200})\]\((?P<url>[^\s()]{3,500})\))\](?![(\[:])",  # [![words](url)]
        r"!\[(?P<alt>[^\[\]\n]{0,200})\]\((?P<url>[^\s()|]{3,500})(?:\s=\s?\d{0,4}%?x\d{0,4}%?|\s=\d{1,4}%?|\|\d{1,4}(?:x\d{1,4})?)\s*\)",
        r"!\[(?P<alt>[^\[\]\n|]{0,200})\|\s*\d{1,4}(?:\s*x\s*\d{1,4})?(?:px|%)?\s*\]\((?P<url>[^\s()]{3,500})\)",
        r"(?<!!)\[(?P<alt>[^\[\]\n]{0,200})\]!\((?P<url>[^\s()]{3,500})\)",  # [words]!(url)
        r"!\[(?P<alt>[^\[\]\n]{0,200})\][\[{<](?P<url>[^\s\[\]{}<>]{1,300}\.(?:png|jpe?g|gif|webp|avif|svg))[\]}>]",
        r"(?<![\w!\])])!(?P<alt>)(?P<url>[^\s!|\[\](){}]{1,200}\.(?:png|jpe?g|gif|webp|avif|svg))(?:\|[^!\n]{0,80})?!(?!\w)",
        r"!\[(?P<alt>[^\[\]\n]{1,200})\](?::\s?|\s)<?(?P<url>[^\s()<>\[\]]{1,200}\.(?:png|jpe?g|gif|webp|avif))>?(?=\s|\Z)",
        r"(?<!\S)!{2,3}\[(?P<alt>[^\[\]\n]{0,200})\]\((?P<url>[^\s()]{3,500})\)",  # !![words](url)
        r"(?<![\w!\]])!\((?P<alt>)(?P<url>[^\s()]{1,200}\.(?:png|jpe?g|gif|webp|avif))\)",  # !(url)
        # brackets of whatever kind, some of them twice or not at all, around words and the name of a picture
        r"!(?!\[[^\[\]\n]{0,200}\]\([^()\n]{1,300}\))[\[({【［]{1,2}(?P<alt>[^\[\](){}<>【】［］\n]{1,200})"
        r"[\[\](){}<>【】［］]{1,3}(?P<url>[^\s\[\](){}<>【】［］]{1,200}\.(?:png|jpe?g|gif|webp|avif|svg))[\])}>】］]{1,2}",
    )
)
"""Images as people mistype them, in the order in which they are looked for."""
ON_NEXT_LINE = re.compile(r"\([^\s()]{3,500}\)")
NO_ADDRESS = re.compile(r"(?<!\\)!\[(?P<alt>[^\[\]\n^][^\[\]\n]{1,200})\](?!\s?(?:\[(?!\])|[(:])|http)")


IMAGE_SYNTAX = error(
    "image-syntax",
    "This image is not written as it should be.",
    why="Readers would see brackets and an address, and no picture.",
    fix="Write `![what the picture shows](photo.jpg)`.",
    bad=in_post("![the river]https://example.org/river.jpg"),
    good=Example({FOLDER_POST: "---\ntitle: A\nauthor: maria-silva\n---\n\n![The river](river.png)\n",
                  FOLDER_POST.replace("index.md", "river.png"): SIGNATURES[".png"][0]}, "![The river](river.png)"),
)  # fmt: skip


@text_check(IMAGE_SYNTAX)
def image_syntax(text: Text) -> Iterator[Problem]:
    """Images whose brackets are not as they should be."""
    for number, line in text.prose_with("!", "[["):
        if line.count("!") < 2 and not any(sign in line for sign in "[({"):
            continue
        for pattern in IMAGE_PATTERNS:
            if found := pattern.search(line):
                groups = found.groupdict()
                alt = next((groups[key] for key in ("alt", "a", "b") if groups.get(key)), "")
                image = f"![{alt}]({found['url'].strip()})"
                yield text.replaced(IMAGE_SYNTAX, number, found, image, fix=f"Write: `{image}`")
                break
        else:
            yield from _without_address(text, number, line)


def _without_address(text: Text, number: int, line: str) -> Iterator[Problem]:
    """`![the river]`, with no address anywhere."""
    found = NO_ADDRESS.search(line)
    if found and f"[{found['alt'].lower()}]:" not in text.body.lower():
        below = text.line(number + 1).strip() if number < len(text.lines) else ""
        if found.end() == len(line.rstrip()) and ON_NEXT_LINE.fullmatch(below):
            better = f"{text.line(number).rstrip()}{below}"
            title = "The address of this image stands on the next line."
            yield text.written(IMAGE_SYNTAX, number, number + 1, [better], found.end(), title=title)
            return
        title = "This image has no address."
        fix = f"Write `![{found['alt']}](photo.jpg)`, with the name of the file between round brackets."
        yield text.at(IMAGE_SYNTAX, number, found.start() + 1, title=title, fix=fix)
