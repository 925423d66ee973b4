"""Places kept for a picture or a link, in words of other languages than the template's: `(hier Bild einfügen)`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from potluck.checks.registry import text_check
from potluck.checks.text import Text
from potluck.checks.words.template_words import TEMPLATE_TEXT
from potluck.problems import Problem

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
OPENING = ("(", "[", "<", "（", "【", "此", "裡", "里", "ここに", "여기에")
"""What each begins with, or with little before it."""


@text_check(TEMPLATE_TEXT)
def placeholders(text: Text) -> Iterator[Problem]:
    """One problem for each line that keeps a place."""
    prose = text.prose
    wanted = [looks for signs, looks in KEPT if any(sign in prose for sign in signs)]
    for number, line in text.each_prose(*OPENING) if wanted else ():
        for looks in wanted:
            if found := re.search(looks, line, re.IGNORECASE):
                title = f"“{found.group()[:60]}” was left in."
                yield text.at(TEMPLATE_TEXT, number, found.start() + 1, title=title)
