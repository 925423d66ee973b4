"""What a chat program said to the author, and how it marks its sources, left in the text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from textwrap import shorten

from potluck.checks.registry import text_check
from potluck.checks.text import Text
from potluck.problems import Edit, Problem, in_post, warning

CHAT_SIGNS = (
    "oaicite", "【", "\ue200", "Copy code", "AI language model", "Sure!", "Certainly!",
    "Of course!", "Let me know if you", "Feel free to", "Would you like me to", "当然", "當然", "以下是",
    "utm_source=chatgpt", "^]",
    "utm_source=openai", "[cite", "oai_citation", "ChatGPT", "You said:", "Regenerate", "Was this response better",
    "CopyEdit", "content_copy",
)  # fmt: skip
CHAT_MARK = re.compile(
    r" ?\[oai_citation:\d{1,3}‡[^\]\n]{0,100}\]\([^\s()]{0,500}\)"
    r"| ?:contentReference\[oaicite:\d+\](?:\{index=\d+\})?|\[?oaicite:\d+\]?(?:\{index=\d+\})?"
    r"| ?【\d+(?::\d+)?[†:][^】\n]{0,80}】"
    r"| ?\ue200[^\ue201\n]{0,200}\ue201| ?\[cite: ?\d[\d, ]{0,40}\]|\[cite_(?:start|end)\]| ?\[\^\d{1,2}\^\]"
    r"|[?&]utm_source=(?:chatgpt\.com|openai)|\A(?:\w+\s?)?(?:Copy code|CopyEdit|content_copy)\Z"
    r"|\A(?:#{1,6} |\*\*)?(?:ChatGPT said|You said|Message ChatGPT|Regenerate(?: response)?"
    r"|ChatGPT can make mistakes\.[\w ,.]{0,60}|Was this response better or worse\?[\w ]{0,20}):?(?:\*\*)?\s*\Z"
)
CHAT_WORDS = re.compile(
    r"(?:\*\*)?(?:Sure|Certainly|Of course)!(?:\*\*)? (?:(?:here(?:'s|’s| is| are)|below is)\b.{0,80}[:：]\s*\Z"
    r"|(?:i can (?:help|write|create|draft)|i(?:'d|’d) be (?:happy|glad))\b.{0,80})"
    r"|(?:Let me know|Feel free to (?:ask|let me know)) if you (?:need|want) any further "
    r"(?:adjustments|changes|edits|modifications|revisions|tweaks)[.!]?\s*\Z"
    r"|(?:Let me know if you(?:'d|’d| would) like|Would you like) (?:any (?:changes|edits)\b"
    r"|me to (?:adjust|expand|shorten|revise|rewrite|tweak|(?:make|turn) (?:it|this))\b).{0,80}"
    r"|(?:当然|當然)(?:可以)?[！!，,].{0,12}(?:以下是|這是|这是).{0,60}"
    r"|.{0,40}\bas an AI language model\b.{0,40}",
    re.IGNORECASE,
)
ASKED = "You said"
"""What stands above a question to a chat program."""
ASKING = ("?", "？", "。", "！")
LANGUAGES = frozenset("python bash sh shell javascript js json yaml html css java c c++ sql text plaintext".split())
"""What stands above `Copy code`."""
CHAT_OPENING = re.compile(
    r"I(?:'d|’d| would) be happy to help(?: you)? (?:write|create|draft|turn)\b.{0,80}[:：]\s*\Z"
    r"|(?:(?:Sure|Certainly|Of course)[,.] )?[Hh]ere(?:'s|’s| is) (?:a|an|your|the) (?:[\w-]+ ){0,4}"
    r"(?:post|draft|version|article|blog)\b.{0,80}[:：]\s*\Z"
    r"|(?:(?:¡?Claro(?: que sí)?|Bien sûr|Natürlich|Gerne|Certo|Por supuesto) ?[!,.] ?)?"
    r"(?:Aquí tienes|Voici|Hier ist|Aqui está) (?:un|una|ein|eine|uma|um|ta|tu|dein|deine) .{0,80}[:：]\s*\Z"
)
"""What stands above an answer, and so on the first line of a text."""
CHAT_CLOSING = (
    r"¿(?:Quieres|Quiere|Te gustaría|Deseas) que (?:(?:lo|la|te|le|los|las) )?"
    r"(?:adapte|ajuste|amplíe|traduzca|reescriba|convierta|prepare|genere|añada|agregue|haga)\b.{0,120}\?"
    r"|(?:Quer|Gostaria|Deseja) que eu (?:(?:o|a|te|lhe) )?"
    r"(?:adapte|ajuste|amplie|traduza|reescreva|converta|prepare|gere|adicione|faça)\b.{0,120}\?"
    r"|(?:Voulez-vous|Souhaitez-vous|Veux-tu|Souhaites-tu) que je (?:l'|l’|le |la |te |vous )?"
    r"(?:adapte|ajuste|traduise|réécrive|développe|rédige|ajoute|raccourcisse)\b.{0,120}\?"
    r"|(?:Möchtest du|Möchten Sie|Soll ich)\b.{0,60}\b"
    r"(?:anpass|umschreib|übersetz|kürz|ausbau|formulier|überarbeit)\w*\b.{0,80}\?"
    r"|(?:如果(?:你|您)(?:需要|想要?|希望)|需要我|要我|(?:你|您)(?:需要|想|希望)我).{0,40}"
    r"(?:調整|调整|修改|改寫|改写|翻譯|翻译|補充|补充|潤飾|润色).{0,40}"
    r"|(?:必要であれば|ご希望であれば|もしよろしければ).{0,60}(?:調整|修正|翻訳|書き直).{0,40}"
)
"""What stands below an answer, and so on the last line of a text; a pattern that few texts need."""
CHAT_TEXT = warning(
    "chat-text",
    "Something that a chat program wrote was left in.",
    why="Readers see signs without a meaning, or words that were not meant for them.",
    fix="Delete it.",
    bad=in_post("It rained.【4†source】"),
    good=in_post("It rained."),
)


@text_check(CHAT_TEXT)
def chat_leftovers(text: Text) -> Iterator[Problem]:
    """Marks of sources, and the sentence before the answer; one problem for each line."""
    if text.top and (found := CHAT_OPENING.match(text.line(text.top)[:300])):
        yield _said(text, text.top, found)
    last = next((number for number in range(len(text.lines), text.first, -1) if text.line(number).strip()), None)
    asked = text.line(last).rstrip()[:300] if last and last not in text.code_lines else ""
    if last and asked.endswith(ASKING) and (found := re.match(CHAT_CLOSING, asked)):
        yield _said(text, last, found)
    body = text.body
    if not any(sign in body for sign in CHAT_SIGNS):
        return
    for number, line in enumerate(text.body_lines, text.first):
        found = CHAT_MARK.search(line[:2000])
        if found and not line[: found.start()].count("`") % 2:  # else it is shown as code
            title = f"`{found.group().strip()[:40]}` was left in by a chat program."
            better = CHAT_MARK.sub("", line)
            better = better if line.endswith("  ") else better.rstrip()
            if line.strip() == "Copy code" and text.line(number - 1).strip().lower() in LANGUAGES:
                fix = "Delete the line, and the name of the language above it."
                edit = Edit(number - 1, number, "")
                yield text.at(CHAT_TEXT, number, 1, title=title, fix=fix, edit=edit)
                continue
            if found.group().strip("#* :") == ASKED:  # what was asked is in its author's words, and theirs to delete
                yield text.at(CHAT_TEXT, number, 1, title=title, fix="Delete the line, and what you asked below it.")
                continue
            fix = "" if better.strip() else "Delete the line."
            yield text.changed(CHAT_TEXT, number, better, found.start() + 1, title=title, fix=fix)
        elif number not in text.code_lines and (found := CHAT_WORDS.match(line[:300])):
            yield _said(text, number, found)


def _said(text: Text, number: int, found: re.Match[str]) -> Problem:
    """The problem of a sentence of a chat program, which goes with its line where that has nothing else."""
    title = f"“{shorten(found.group(), 60, placeholder='…')}” was left in from a chat program."
    if found.group().strip() == text.line(number).strip():
        return text.deleted(CHAT_TEXT, number, number, title=title, fix="Delete the line.")
    return text.at(CHAT_TEXT, number, 1, title=title)
