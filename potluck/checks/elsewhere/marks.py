"""Marks within a line that are no Markdown, and the Markdown for them: BBCode's, wikis', Slack's, Org's, Word's.

Each is one entry of `MARKS`: data, for `potluck.checks.elsewhere.markup` to look for.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from functools import cached_property

import msgspec

URL = r"(?:https?://|www\.|mailto:)[^\s\[\]()<>|\"]{3,500}"


class Mark(msgspec.Struct, frozen=True, dict=True):
    """A mark within a line: something that each has in it, what it looks like, and the Markdown for it."""

    sign: str
    looks: str
    better: str | Callable[[re.Match[str]], str] | None
    """A template, or what makes one of what was found; none where only the author knows what was meant."""
    with_code: bool = False
    """Whether it has backticks of its own, and is looked for in a text with its code."""
    fewest: int = 0
    """So many there must be in a text, where one alone may be something else, or its sign is in most texts."""

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """What it looks like; few texts ever ask."""
        return re.compile(self.looks, re.IGNORECASE)

    def may_be_in(self, text: str) -> bool:
        """Whether a text, in lower case, may have such a mark."""
        return self.sign in text and (not self.fewest or len(self.pattern.findall(text)) >= self.fewest)

    def written(self, found: re.Match[str]) -> str | None:
        """The Markdown for what was found, where that is known."""
        if self.better is None or isinstance(self.better, str):
            return self.better and found.expand(self.better)
        return self.better(found)


def _moment(found: re.Match[str]) -> str:
    """The day and time that Discord counts in seconds."""
    moment = dt.datetime.fromtimestamp(int(found["seconds"]), dt.UTC)
    return f"{moment:%Y-%m-%d %H:%M} UTC"


def _channel(found: re.Match[str]) -> str:
    """A channel of Slack's, by its name where it has one."""
    return f"#{found['said']}" if found["said"] else ""


def _starred(found: re.Match[str]) -> str:
    """Words of a wiki, bold or in italics."""
    return f"**{found['bold']}**" if found["bold"] else f"*{found['said']}*"


_REST = r"[^\s\[\]()<>|\"]{3,500}"
_LINK = r"[\g<said>](\g<url>)"
MARKS = (
    Mark(">`_", rf"(?<!`)(?<!`` )`(?P<said>[^`<\n]{{1,200}}?)\s*<(?P<url>{URL})>`__?", _LINK, with_code=True),
    Mark(
        ":`",
        r"(?<![\w:`])(?<!`` ):(?:code|func|class|meth|mod|file|command|program|option|literal|py:\w+|kbd)"
        r":`(?P<said>[^`\n]{1,200})`",
        r"`\g<said>`",
        with_code=True,
    ),
    Mark("``", r"(?<!`)``(?P<said>[^`'\n]{1,120})''(?!')", r"“\g<said>”", with_code=True),
    Mark(
        "''",
        r"(?<![\w'])'''(?=[^\s'])(?P<bold>[^'\n]{1,200})(?<=[^\s'])'''(?![\w'])"
        r"|(?<![\w'])''(?=[^\s'])(?P<said>[^'\n]{1,200})(?<=[^\s'])''(?![\w'])",
        _starred,
        fewest=2,  # and none is a word about Python's quotation marks
    ),
    Mark("__", r"(?<=[\u3040-\u9fff])__(?P<said>[^\s_]{1,60})__(?=[\u3040-\u9fff])", r"**\g<said>**"),
    Mark("[/b]", r"\[b\](?!\s)(?P<said>[^\n\[\]]{1,300})\[/b\]", r"**\g<said>**"),
    Mark("[/i]", r"\[i\](?!\s)(?P<said>[^\n\[\]]{1,300})\[/i\]", r"*\g<said>*"),
    Mark("[/url]", rf"\[url=[\"']?(?P<url>{URL})[\"']?\](?P<said>[^\n\[\]]{{1,200}})\[/url\]", _LINK),
    Mark("[/url]", rf"\[url\](?P<url>{URL})\[/url\]", r"<\g<url>>"),
    Mark("[/img]", r"\[img\](?P<url>[^\s\[\]]{3,500})\[/img\]", r"![](\g<url>)"),
    Mark("[/u]", r"\[u\](?!\s)(?P<said>[^\n\[\]]{1,300})\[/u\]", r"<u>\g<said></u>"),
    Mark("[/s]", r"\[s\](?!\s)(?P<said>[^\n\[\]]{1,300})\[/s\]", r"~~\g<said>~~"),
    Mark("[/code]", r"\[code(?:=\w{1,20})?\](?P<said>[^\n\[\]`]{1,300})\[/code\]", r"`\g<said>`"),
    Mark("[/quote]", r"\A\[quote(?:=[^\]\n]{0,60})?\](?P<said>[^\n]{1,500}?)\[/quote\]\s*\Z", r"> \g<said>"),
    Mark(
        "[/",
        r"\[(?P<tag>color|size|font|center|left|right)(?:=[^\]\n]{1,40})?\](?P<said>[^\n\[\]]{1,300})\[/(?P=tag)\]",
        r"\g<said>",
    ),
    Mark("[http", rf"(?<![\[!\w(])\[(?P<url>{URL})\s+(?P<said>[^\[\]\n]{{1,200}})\](?![\[(:])", _LINK),
    Mark('":http', rf"(?<![\w\"])\"(?P<said>[^\"\n]{{1,200}})\":(?P<url>{URL}(?<![.,;:!?]))", _LINK),
    Mark("||", r"(?<![|\w])\|\|(?=[^\s|])(?P<said>[^|\n]{1,200})(?<=[^\s|])\|\|(?![|\w])", r"\g<said>"),
    Mark("!<", r">!(?=\S)(?P<said>[^!<>\n]{1,200})(?<=\S)!<", r"\g<said>"),
    Mark("{color", r"\{color(?::[^}\n]{1,40})?\}(?P<said>[^{}\n]{1,300})\{color\}", r"\g<said>"),
    Mark("[/caption]", r"\[caption[^\]\n]{0,200}\](?P<said>[^\n\[\]]{1,500})\[/caption\]", r"\g<said>"),
    Mark("[/embed]", rf"\[embed[^\]\n]{{0,100}}\](?P<url>{URL})\[/embed\]", r"<\g<url>>"),
    Mark("@[youtube]", r"@\[youtube\]\((?P<id>[\w-]{11})\)", r"<https://www.youtube.com/watch?v=\g<id>>"),
    Mark("%[http", rf"%\[(?P<url>{URL})\]", r"<\g<url>>"),
    Mark("~", r"(?<=[A-Za-z)])~(?P<said>[\d+-]{1,4})~(?!~)", r"<sub>\g<said></sub>"),
    Mark("^", r"(?<=[\w)])\^(?P<said>[\d+-]{1,4}|th|st|nd|rd)\^", r"<sup>\g<said></sup>"),
    Mark("<http", rf"(?<!\()(?<!\]: )<(?P<url>{URL})(?:\|| +(?![\"'(]))(?P<said>[^<>|\n]{{1,200}}(?<! ))>", _LINK),
    Mark("|http", rf"(?<![\[!\w])\[(?P<said>[^\[\]|\n]{{1,200}})\|(?P<url>{URL})\](?![\[(])", _LINK),
    Mark("[[http", rf"\[\[(?P<url>{URL})\]\[(?P<said>[^\[\]\n]{{1,200}})\]\]", _LINK),
    Mark("]<", rf"(?<!!)\[(?P<said>[^\[\]\n]{{1,200}})\]\s?<(?P<url>{URL})>", _LINK),
    Mark("[name=", r"(?<!\s)\s*+\[name=(?P<said>[^\]\n]{1,60})\]", r" — \g<said>"),
    Mark("[time=", r"(?<!\s)\s*+\[time=[^\]\n]{1,60}\]", ""),
    Mark("[color=", r"(?<!\s)\s*+\[color=[^\]\n]{1,60}\]", ""),
    Mark(" ^", r"(?<=[^\s^]) \^[a-z0-9-]{4,40}\s*\Z", ""),
    Mark("<t:", r"<t:(?P<seconds>\d{9,10})(?::[tdfr])?>", _moment),
    Mark("<:", r"<:(?P<said>\w{2,32}):\d{15,21}>", r":\g<said>:"),
    Mark("<a:", r"<a:(?P<said>\w{2,32}):\d{15,21}>", r":\g<said>:"),
    Mark("<@", r"<@[!&]?(?:[uw][a-z0-9]{7,20}|\d{15,21})>", None),
    Mark("<#", r"<#[A-Z0-9]{8,21}(?:\|(?P<said>[^<>|\n]{1,80}))?>", _channel),
    Mark("<!", r"<!(?P<said>here|channel|everyone)(?:\|[^<>\n]{0,40})?> ?", ""),
    Mark(":http", rf"(?<![\w])link:(?P<url>{URL})\[(?P<said>[^\[\]\n]{{1,200}})\]", _LINK),
    Mark(
        "http",
        rf"(?<![\w(<\[\"'/=:|])(?P<url>https?://{_REST})"
        r"\[(?=[^\[\]\n]{0,200}?[^\W\d])(?P<said>[^\[\]\n]{1,200})\](?!\()",
        _LINK,
        fewest=1,
    ),
    Mark("-# ", r"\A {0,3}-# +(?P<said>[^\n]{1,500}?)\s*\Z", r"<small>\g<said></small>"),
    Mark("<o:p", r"</?o:p\s?/?>", ""),
    Mark("<w:", r"</?w:\w{1,20}(?: [^<>\n]{0,200})?/?>", ""),
    Mark("<st1:", r"</?st1:\w{1,20}(?: [^<>\n]{0,200})?/?>", ""),
    Mark(
        "hyperlink",
        rf"\bHYPERLINK\s+[\"“”](?P<url>{URL})[\"“”](?:\s+\\[a-z](?:\s+[\"“”][^\"“”\n]{{0,100}}[\"“”])?)*",
        r"<\g<url>>",
    ),
    Mark(
        "}",
        r"(?<![{$\\\w])\{(?P<said>[\u3005\u3400-\u9fff]{1,12})\|"
        r"(?P<above>[\u3040-\u30ff\u3100-\u312f|a-zA-Z\u00c0-\u017f ]{1,40})\}",
        r"<ruby>\g<said><rt>\g<above></rt></ruby>",
    ),
    Mark("::", r"\A(?P<item>(?:[-*+] +)?)(?P<said>(?-i:[A-Z])\w[\w -]{0,30}):: +(?=[^\s:])", r"\g<item>\g<said>: "),
    Mark("hashtag#", r"\bhashtag#(?=\w)", "#"),
    Mark(
        "[edit",
        r"\A(?P<said>#{1,6} [^\n]{1,200}?(?= ?\[)|[^\n]{0,200}\w(?=\[)) ?\[edit(?: source)?\]\s*\Z",
        r"\g<said>",
    ),
    Mark("{/*", r"\{/\*\s*(?P<said>[^*\n]{0,300}?)\s*\*/\}", r"<!-- \g<said> -->"),
    Mark(
        "%%",
        r"(?<![\w%])%%(?P<gap> ?)(?![sdfioux]\b)(?P<said>[^\s%](?:[^%\n]{0,300}[^\s%])?)(?P=gap)%%(?![\w%])",
        r"<!-- \g<said> -->",
    ),
)
"""Looked for in running text, in this order."""
