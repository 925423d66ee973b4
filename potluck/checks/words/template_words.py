"""Words of a template, in whatever language, and of somebody who tried something out, in place of an author's own."""

from __future__ import annotations

import re
from collections.abc import Iterator

from potluck.checks.registry import text_check
from potluck.checks.text import Text
from potluck.content.tree import Kind
from potluck.problems import Edit, Problem, in_post, warning

_THING = (
    r"(?:screen\ ?shot|image|picture|photo|text|code|link|content|description|summary|reflection|embed|trinket"
    r"|title|name|post)s?"
)
TEMPLATE = re.compile(
    rf"""
      lorem\ ipsum [ ,]+ dolor \b
    | \A \W* lorem\ ipsum \W* \Z
    | \b (?: insert | add | put | paste ) (?: \ (?: your | an? | the | some | my ) )?
      \ {_THING} (?: \ (?: and | or )\ \w+ )? (?: \ code )? \ here \b
    | \b your \ (?: text | content | post | story | code | reflection | words | name | title ) \ (?: goes\ )? here \b
    | \b (?: write | type ) \ (?: your | something ) [\w ]{{0,20}} \ here \b
    | \b replace \ this \ (?: text | line | with ) \b
    | \[ (?: your | insert | add ) \ [^\]\n]{{1,60}} \] (?!\()
    | (?<!\]) \[ {_THING} \] (?![\[(:]|\ \(\S+\))
    | (?<!\]) \[ (?: image | picture | photo | screenshot | video | link ) \ (?: of | to | goes | from | here ) \b
      [^\]\n]{{0,60}} \] (?![\[(:])
    | (?<!!) \[ enter \ (?: image | link ) \ description \ here \]
    | / your[-_]? (?: user[-_]?name | name | repo (?: sitory )? | handle | account | project | site ) \b
    | \( (?: insert | add ) \ [^)\n]{{1,60}} \)
    | < (?: your | insert | add ) [ _-] [^>\n]{{1,60}} >
    | <!-- \s* (?: your | insert | add | put | write | replace ) [^>]{{1,80}} -->
    | \b {_THING} \ (?: goes | to\ come | to\ follow ) \ here \b
    | \b this \ is \ (?: a | the ) \ (?: place\ ?holder | sample\ post | template ) \b
    | \b (?: a\ sentence\ or\ two | two\ or\ three\ sentences ) \ about\ you \b
    | \A a\ sentence\ or\ two\ about\ [^\W\d_][^.\n]{{1,60}} \. \Z
    | \A to\ add\ a\ picture,\ put\ the\ file\ into\ (?: a\ folder\ of\ its\ own | `content/images/` )
    | \A start\ in\ the\ middle:\ the\ door,\ the\ noise
    | \b a\ heading,\ if\ you\ need\ one \b
    | \A then\ what\ happened,\ and\ what\ you\ know\ now \b
    | \A start\ with\ the\ moment\ it\ went\ wrong\. | \A \#*\ ? a\ heading\ for\ the\ next\ part \Z
    | https?:// (?: the-address | your- [\w.-]+ ) \b
    | \A place\ ?holder \b
    | \A coming\ soon \W* \Z
    """,
    re.IGNORECASE | re.VERBOSE,
)
THINGS = frozenset(
    """
    screenshot image picture photo text code link content description summary reflection embed trinket title name
    post
    """.split()
)
CERTAIN = (
    "lorem", "replace this", "placeholder", "place holder", "coming soon", "a sentence or two",
    "two or three sentences", "start in the middle", "to add a picture, put", "a heading, if you",
    "then what happened, and", "start with the moment", "a heading for",
    "//the-address", "//your-", "/your", "this is a ", "this is the ", "<!--",
)  # fmt: skip
OPENING = {
    "[": ("your", "insert", "add", "enter ", "image ", "picture ", "photo ", "screenshot ", "video ", "link "),
    "(": ("insert", "add"),
    "<": ("your", "insert", "add"),
}
PLACING = ("insert ", "add ", "put ", "paste ", "your ", "write ", "type ", "goes ", "to come", "to follow")
"""Something that every match of `TEMPLATE` has in it, in lower case, the last beside “here”; faster to look for."""
LONGEST_TRIAL = 60  # characters
TRIAL = re.compile(
    r"(?:(?:this is (?:a|my) )?test(?:ing|ed)?(?: (?:post|file|text|1 ?2 ?3|123))?|asdf\w*|qwerty\w*"
    r"|(?:bla(?:h|\b)\W*)+|foo(?: ?bar)?(?: baz)?|x{2,}|(?!!?\[)\W{1,10}|hello(?:,? world)?|hi(?: there)?"
    r"|wip|content|text|body|post|nothing(?: here)?(?: yet)?|empty|draft)[\s.!…?]*",
    re.IGNORECASE,
)
TEMPLATE_WORDS = frozenset(
    """
    todo tbd fixme xxx your my a an the some short one two or insert add write put summary tag tags description series
    here sentence sentences goes of this post name line list comma separated tag1 tag2 tag3 keyword
    """.split()
)
TEMPLATE_SURE = frozenset("todo tbd fixme xxx your insert here tag1 tag2".split())
"""A value of nothing but the former words, one of these among them, is a template's."""
PLACEHOLDER = re.compile(
    r"(?:https?://)?(?:www\.)?(?:[\w.]+/)?@?your[-_ .]?(?:\w+[-_ .]?)?"
    r"(?:name|handle|user|site|website|domain|account|page)\b.*"
    r"|@?(?:username|handle|firstname[-_ ]?lastname|first[-_ ]last)\b.*"
    r"|https?://(?:www\.)?(?:example\.(?:com|org)|(?:yoursite|mysite)\.com)/?",
    re.IGNORECASE,
)
"""What templates put where a name or an address belongs."""
_IN_BRACKETS = r"[(\[<][^)\]>\n]{{0,20}}\b(?:{})\b[^)\]>\n]{{0,40}}[)\]>](?!\()"
_PICTURES = "圖片|图片|照片|連結|链接|文字|截圖|截图"
KEPT = (
    (("einfügen", "folgt"), _IN_BRACKETS.format("(?:bild|foto|text|link|screenshot)e?r? (?:hier )?(?:einfügen|folgt)")),
    (
        ("nser", "nsér", "nsira", "oner ", "ñad", "greg"),
        _IN_BRACKETS.format(
            "(?:insert(?:ar|a)?|inserir|insira|insérer|inserire|poner|añadir|agregar) (?:[\\w'’]+ ){0,2}?"
            "(?:l['’])?(?:imagen|foto|texto|enlace|captura|imagem|image|photo|texte|lien|immagine|testo)"
        ),
    ),
    (("staw",), _IN_BRACKETS.format(r"(?:tu )?wstaw(?:ić)? (?:tu )?(?:zdjęcie|obraz(?:ek)?|tekst|link)")),
    (
        ("插入", "貼", "粘贴", "放"),
        rf"(?:此處?|此处|這裡|这里)(?:插入|貼上|粘贴|放|加入)(?:{_PICTURES})|[（(\[【](?:插入|放)(?:{_PICTURES})[)）\]】]",
    ),
    (("ここに",), "ここに(?:画像|写真|リンク|テキスト|本文)を?(?:挿入|入れ|貼|書)"),
    (("여기에",), "여기에 ?(?:사진|이미지|글|링크|내용)[을를]? ?(?:넣|삽입|입력)"),
)
"""Something that each has in it, and what it looks like."""
BEGINNINGS = ("(", "[", "<", "（", "【", "此", "裡", "里", "ここに", "여기에")
"""What each begins with, or with little before it."""
TEMPLATE_TEXT = warning(
    "template-text",
    "Words from a template were left in.",
    why="Readers see that something was meant to be here and is not.",
    fix="Put your own words there, or delete the line.",
    bad=in_post("Insert screenshot here."),
    good=in_post("It rained, and nobody minded."),
)


@text_check(TEMPLATE_TEXT)
def placeholder_body(text: Text) -> Iterator[Problem]:
    """A text that is nothing but a word to try something out."""
    body = text.body.strip()
    if text.document.kind is Kind.POST and len(body) < LONGEST_TRIAL and TRIAL.fullmatch(body):
        title = f"“{body[:40]}” is all that the text says."
        yield text.at(TEMPLATE_TEXT, text.top, 1, title=title, fix="Write your text there.")
    elif text.document.kind is Kind.POST and body.startswith("#") and "\n" not in body and text.blocks.headings:
        title = "The text is nothing but a heading."
        fix = "Write your text there."
        yield text.at(TEMPLATE_TEXT, text.first + text.blocks.headings[0].line, 1, title=title, fix=fix)


@text_check(TEMPLATE_TEXT)
def template_values(text: Text) -> Iterator[Problem]:
    """Words of a template between the two `---`."""
    for key in ("summary", "tags", "series"):
        entry = text.document.front.fields.get(key)
        said = next(filter(_is_template, entry.texts), "") if entry else ""
        if entry and said:
            title = f"“{said[:60]}” was left in from the template."
            fix = "Put your own words there, or delete the line."
            yield text.at(TEMPLATE_TEXT, entry.line, title=title, fix=fix)


@text_check(TEMPLATE_TEXT)
def template_people(text: Text) -> Iterator[Problem]:
    """Words of a template in somebody's own file."""
    if text.document.kind is not Kind.PERSON:
        return
    for key, entry in text.document.front.fields.items():
        if key != "name" and PLACEHOLDER.fullmatch(entry.words.strip()):
            title = f"“{entry.words[:60]}” was left in from the template."
            fix = f"Put your own behind `{key}:`, or delete the line."
            yield text.at(TEMPLATE_TEXT, entry.line, title=title, fix=fix)


def _is_template(said: str) -> bool:
    words = set(re.findall(r"\w+", said.lower()[:200]))
    return bool(words) and words <= TEMPLATE_WORDS and not words.isdisjoint(TEMPLATE_SURE)


def _may_be_template(text: Text) -> list[int]:
    """The lines, as the file counts them, that may hold a match of `TEMPLATE`, found without looking at each line."""
    lower = text.body.lower()
    signs = [sign for sign in (*CERTAIN, *OPENING) if sign in lower]
    if "here" in lower and any(sign in lower for sign in PLACING):
        signs.append("here")
    if not signs:
        return []
    if len(lower) != len(text.body):  # a few letters are longer in lower case
        return list(range(text.first, len(text.lines) + 1))
    numbers = set()
    for sign in signs:
        at = lower.find(sign)
        while at >= 0:
            if _is_sign(sign, lower, at):
                numbers.add(text.body_place(at).line)
            at = lower.find(sign, at + 1)
    return sorted(numbers)


def _is_sign(sign: str, lower: str, at: int) -> bool:
    """Whether what stands at an offset may be a part of a match."""
    if sign == "here":
        return not (lower[at - 1 : at].isalnum() or lower[at + 4 : at + 5].isalnum())
    if sign not in OPENING:
        return True
    inside = lower[at + 1 : at + 20].partition("]")[0].replace(" ", "").removesuffix("s")
    return lower.startswith(OPENING[sign], at + 1) or (sign == "[" and inside in THINGS)


def _is_reference(text: Text, found: str) -> bool:
    """Whether words in square brackets are a link, whose address another line of the text gives."""
    return found.startswith("[") and f"{found.lower()}:" in text.body.lower()


@text_check(TEMPLATE_TEXT)
def template_text(text: Text) -> Iterator[Problem]:
    """Words that only a template has; comments are looked at too."""
    for number in _may_be_template(text):
        line = text.line(number)
        if number in text.code_lines:
            continue
        if found := TEMPLATE.search(line[:2000]):
            quoted = found.start() and line[found.start() - 1] in "“‘«「„" and not line[: found.start() - 1].isspace()
            if (
                quoted
                or _is_reference(text, found.group())
                or ("`" in line[: found.start()] and "`" in line[found.end() :])
            ):
                continue
            alone = line.strip().startswith("<!--") and line.strip().endswith("-->")
            edit = Edit(number, number, "") if alone else None
            title = f"“{found.group()[:60]}” was left in."
            yield text.at(TEMPLATE_TEXT, number, found.start() + 1, title=title, edit=edit)


@text_check(TEMPLATE_TEXT)
def placeholders(text: Text) -> Iterator[Problem]:
    """Places kept for a picture or a link, in other languages than the template's: `(hier Bild einfügen)`."""
    prose = text.prose
    wanted = [looks for signs, looks in KEPT if any(sign in prose for sign in signs)]
    for number, line in text.running_with(*BEGINNINGS) if wanted else ():
        for looks in wanted:
            if found := re.search(looks, line, re.IGNORECASE):
                title = f"“{found.group()[:60]}” was left in."
                yield text.at(TEMPLATE_TEXT, number, found.start() + 1, title=title)
