"""In which words links are written: some that say where they lead. Where that is is looked at by `links.targets`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from potluck.checks.inline import BARE_URL, DEFINITION, in_tag
from potluck.checks.links.targets import FOR_ONE, LINK_PRIVATE, LOCAL
from potluck.checks.links.written import WORDS_THEN_BARE
from potluck.checks.registry import text_check
from potluck.checks.text import Place, Text
from potluck.markup.embeds import Embeds
from potluck.problems import Problem, in_post, warning


def _bare(words: str) -> str:
    """Words in small letters, without signs around and between them."""
    return re.sub(r"[^\w ]", "", words).strip().lower()


VAGUE = frozenset(
    _bare(words)
    for words in (
        "here|click here|see here|go here|click|this|this link|link|this page|this site|this website|website|more"
        "|read more|hier|hier klicken|klick hier|klicke hier|dieser link|diesem link|diesen link|mehr|weiterlesen"
        "|aquí|aqui|haz clic aquí|haz click aquí|clic aquí|este enlace|enlace|este link|este sitio|leer más|más"
        "|ici|cliquez ici|clique ici|ce lien|lien|sur ce lien|en savoir plus|lire la suite"
        "|clique aqui|neste link|saiba mais|leia mais|qui|clicca qui|questo link|klik hier|deze link"
        "|tutaj|kliknij tutaj|ten link|więcej|buraya|burada|buradan|buraya tıklayın|bu bağlantı|bağlantı"
        "|здесь|тут|ссылка|по ссылке|тут тык|här|klicka här|klikk her"
        "|这里|這裡|這裏|点击这里|點擊這裡|点这里|點這裡|点我|點我|此处|此處|点击此处|點擊此處|链接|連結|这个链接|這個連結"
        "|こちら|ここ|リンク|このリンク|詳細|ここをクリック|こちらをクリック"
        "|여기|여기를 클릭|링크|이 링크|더 보기|더보기"
        "|هنا|اضغط هنا|الرابط|هذا الرابط|כאן|לחצו כאן|קישור|यहाँ|यहां|यहाँ क्लिक करें|लिंक"
    ).split("|")
)
"""Words that say nothing of what is behind them, in the languages that people write here."""
BY_NAME = re.compile(r"(?<!!)\[(?P<said>[^\[\]\n]{1,60})\]\[[^\[\]\n^]{1,60}\]")
PLAIN_URL = re.compile(r"[!-~]{5,2000}(?<![.,;:!?'*_])")
"""The part of an address that is plain letters: in scripts without spaces the sentence goes on right behind it."""
LONGEST_VAGUE = 60
"""Characters: whoever writes more says something. And links within links would be gone through again and again."""
LINK_BARE = warning(
    "link-bare",
    "This is an address without words.",
    why="Screen readers read it out letter by letter, and not every program makes a link of it.",
    fix="Write `[words that say where it leads](the address)`.",
    bad=in_post("See https://example.org/library for more."),
    good=in_post("See [the library](https://example.org/library) for more."),
)
LINK_VAGUE = warning(
    "link-vague",
    "The words of this link do not say where it leads.",
    why="People who jump from link to link hear nothing but these words.",
    fix="Put the link on the words that name the thing.",
    bad=in_post("For the map click [here](https://example.org/map)."),
    good=in_post("Here is [the map](https://example.org/map)."),
)


@text_check(LINK_BARE, LINK_PRIVATE)
def bare_addresses(text: Text) -> Iterator[Problem]:
    """Addresses in running text; one problem for each line."""
    for number, line in text.running_with("http", "www."):
        found = BARE_URL.search(line)
        if not found or DEFINITION.match(line) or _in_brackets(line, found.start()) or in_tag(line, found.start()):
            continue
        before = line[: found.start()]
        if before.count("[") > before.count("]") or before.rstrip().endswith(("](", "<")) or _in_tag(before):
            continue
        if "]" in before and any(each.start("url") == found.start() for each in WORDS_THEN_BARE.finditer(line)):
            continue  # told as a link without its brackets
        if not before[-1:].isascii() and before[-1:].isalnum():
            found = PLAIN_URL.match(line, found.start()) or found
        url = found.group()
        full = url if url.startswith("http") else f"https://{url}"
        if FOR_ONE.match(full):
            yield text.at(LINK_PRIVATE, number, found.start() + 1)
            continue
        if LOCAL.match(full):
            title = "Nobody but you can open this address; between backticks it is no link."
            yield text.replaced(LINK_BARE, number, found, f"`{url}`", title=title, fix=f"Write: `` `{url[:120]}` ``")
            continue
        fix = f"Write `[words that say where it leads]({full[:120]})`, or `<{full[:120]}>`."
        title = ""
        if url == text.line(number).strip() and _plays(text, number, url):
            title, fix = "Here this address becomes a player; other programs show it as plain letters.", ""
        yield text.replaced(LINK_BARE, number, found, f"<{full}>", title=title, fix=fix)


def _in_tag(before: str) -> bool:
    """Whether words stand in front of an address that begin a tag of another blogging program."""
    return before.rfind("{%") > before.rfind("%}") or before.rfind("{{") > before.rfind("}}")


def _plays(text: Text, number: int, url: str) -> bool:
    """Whether an address alone in its paragraph is shown as a player."""
    around = text.lines[number - 2 : number - 1] + text.lines[number : number + 1]
    return not any(line.strip() for line in around) and Embeds(text.site.settings.embed_hosts).player(url) is not None


def _in_brackets(line: str, offset: int) -> bool:
    """Whether a place lies within the address of a link: behind `](`, before the `)`."""
    opening = line.rfind("](", 0, offset)
    return opening >= 0 and ")" not in line[opening:offset] and " " not in line[opening:offset]


@text_check(LINK_VAGUE)
def vague_links(text: Text) -> Iterator[Problem]:
    """Links on words such as “here”."""
    for place, link in text.links:
        if link.is_image or len(link.text) > LONGEST_VAGUE:
            continue
        if _bare(link.text) in VAGUE:
            yield _vague(text, place, link.text)
    for place, tag in text.tags:
        said = text.prose[tag.end : tag.end + LONGEST_VAGUE].partition("</")[0] if tag.name == "a" else ""
        if said and not tag.closing and _bare(said) in VAGUE:
            yield _vague(text, place, said)
    for number, line in text.running_with("]["):
        for found in BY_NAME.finditer(line):
            if _bare(found["said"]) in VAGUE:
                yield _vague(text, Place(number, found.start() + 1), found["said"])


def _vague(text: Text, place: Place, said: str) -> Problem:
    title = f"“{said.strip()}” does not say where this link leads."
    return text.here(LINK_VAGUE, place, title=title)
