"""What documents bring along when their text is copied: lists of contents, dead references, numbers of pages.

Word processors make these signs by themselves, and PDFs cut words in two at the ends of lines; on a page without
pages they mean nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from potluck.checks.elsewhere.dialects import DIALECT
from potluck.checks.lines import runs
from potluck.checks.registry import text_check
from potluck.checks.text import Text
from potluck.problems import Problem, in_post, warning

TO_PAGE = re.compile(r"\s*\S[^\n]{0,120}?[ \t]*(?:\.{4,}|(?:\. ){4,}|…{2,})[ \t]*\d{1,3}\s*\Z")
DEAD_REFERENCE = re.compile(
    r"Error! (?:Reference source|Bookmark) not (?:found|defined)\.?|Error! No text of specified style in document\.?"
    r"|Fehler! (?:Verweisquelle konnte nicht gefunden werden|Textmarke nicht definiert)\.?"
    r"|¡Error! (?:No se encuentra el origen de la referencia|Marcador no definido)\.?"
    r"|Erreur ?! (?:Source du renvoi introuvable|Signet non défini)\.?"
    r"|Erro! (?:Fonte de referência não encontrada|Indicador não definido)\.?"
    r"|Errore\. (?:L'origine riferimento non è stata trovata|Il segnalibro non è definito)\.?"
    r"|错误!(?:未找到引用源|未定义书签)。|錯誤! (?:找不到參照來源|尚未定義書籤)。"
    r"|エラー! (?:参照元が見つかりません|ブックマークが定義されていません)。"
)
PAGED = re.compile(r"^[ \t]*(?:Page|Seite|P[aá]gina|Strona|Sida) \d", re.MULTILINE)
PAGE_NUMBER = re.compile(r"\s*(?:Page|Seite|Página|Pagina|Strona|Sida) \d{1,3} (?:of|von|de|di|van|z|av) \d{1,3}\s*\Z")
CUT = re.compile(r"(?<![^\W\d_])(?P<begin>[^\W\d_]{2,20})[-\u00ad‐]\Z")
REST = re.compile(r"(?P<rest>[^\W\d_]{2,20})(?![^\W\d_]*[-'’])(?P<sign>[.,;:!?)»”\"]*)(?: |\Z)")
ANDS = frozenset("and or und oder bzw sowie et ou y o e u i ja tai og eller och en of to as a b c".split())
"""What follows a hyphen that stands for the rest of a word: `pre- and post-war`, `Vor- und Nachteile`."""
FEWEST_CUTS = 2
"""One word may have been cut by hand at its own hyphen."""
WORD_CUT = warning(
    "word-cut",
    "A word is cut in two at the end of a line.",
    why="Lines end elsewhere on a page; readers would see the hyphen and a space in the middle of the word.",
    fix="Write the word on one line.",
    bad=in_post("We had a good eve-\nning, and did a lot of pro-\ngramming."),
    good=in_post("We had a good evening,\nand did a lot of programming."),
)
IN_MAIL = (
    (
        re.compile(
            r"\[cid:[^\]\s]{3,100}\]|(?<!\])\[image: [^\]\n]{1,100}\](?![(\[:])|\u200e?<attached: [^<>\n]{3,100}>"
            r"|<(?:Media|Video note) omitted>|<Medien ausgeschlossen>|<Multimedia omitido>|\u200e?\bimage omitted\Z"
        ),
        "`{}` stands where a mail or a chat had a picture.",
        "Put the picture into the post's own folder, and write `![what it shows](photo.jpg)`, or delete the line.",
    ),
    (
        re.compile(r"\bComment(?:ed|aire|ario|ário)? ?\[\w{1,4}\d{1,3}\]:"),
        "`{}` is a comment at the margin of a document.",
        "Delete it, and what it says.",
    ),
)
"""What is no text of a mail or of a document, what it is, and what to do with it."""


@text_check(DIALECT)
def beside_the_text(text: Text) -> Iterator[Problem]:
    """Pictures of mails, and comments at margins; one problem for each line."""
    for number, line in text.running_with("[cid:", "[image: ", "Comment", " omit", "<Medien", "<attached"):
        for pattern, title, fix in IN_MAIL:
            if found := pattern.search(line):
                said = title.format(found.group()[:60])
                yield text.at(DIALECT, number, found.start() + 1, title=said, fix=fix)
                break


REMARK = re.compile(r"\[a\](?=[^\s\[(:])")


@text_check(DIALECT)
def remarks(text: Text) -> Iterator[Problem]:
    """`[a]` in a text, and below it what somebody remarked, as Google's documents are saved."""
    for number, line in text.running_with("[a]"):
        if REMARK.match(line) and "[a]" in text.body.partition(f"\n{line[:20]}")[0]:
            title = "Below the text stand remarks that somebody made in the margin of a document."
            fix = "Delete them, and their letters in square brackets in the text: `[a]`, `[b]`, …"
            yield text.at(DIALECT, number, 1, title=title, fix=fix)
            return


MAIL_HEAD = re.compile(
    r"(?:\*\*)?(?:From|Sent|To|Cc|Subject|Date|Von|Gesendet|An|Betreff|Datum|De|Para|Enviado|Asunto|Assunto|Fecha|Data|Envoyé|À"
    r"|Objet|Od|Do|Temat|差出人|宛先|件名|发件人|收件人|主题|寄件者|收件者|主旨):(?:\*\*)? ?\S"
)
FEWEST_IN_HEAD = 3


@text_check(DIALECT)
def mail_heads(text: Text) -> Iterator[Problem]:
    """`From:`, `Sent:` and `Subject:`, one below the other."""
    if "@" not in text.prose:
        return
    for first, last in runs(number for number, line in text.running_with(":") if MAIL_HEAD.match(line)):
        if last - first + 1 >= FEWEST_IN_HEAD and "@" in "".join(text.lines[first - 1 : last]):
            title = "These lines are the head of a mail, with somebody's address in it."
            yield text.deleted(DIALECT, first, last, title=title, fix=f"Delete lines {first} to {last}.")


@text_check(DIALECT)
def made_by_documents(text: Text) -> Iterator[Problem]:
    """Lists of contents with the numbers of pages, references that lead nowhere, and the numbers of pages alone."""
    prose = text.prose
    listed = "...." in prose or ". . . ." in prose or "……" in prose
    if not listed and not PAGED.search(prose) and not DEAD_REFERENCE.search(prose):
        return
    lines = text.running
    told = 0
    for number, line in lines.items():
        if number <= told:
            continue
        if listed and TO_PAGE.match(line) and TO_PAGE.match(lines.get(number + 1, "")):
            told = number + 1
            while TO_PAGE.match(lines.get(told + 1, "")):
                told += 1
            title = "A list of contents with the numbers of pages says nothing here; long posts get one by themselves."
            fix = f"Delete lines {number} to {told}."
            yield text.deleted(DIALECT, number, told, title=title, fix=fix)
        elif PAGE_NUMBER.match(line):
            title = f"`{line.strip()}` is the number of a page of the document that the text is from."
            told = number + 1 if not text.line(number - 1).strip() and not lines.get(number + 1) else number
            yield text.deleted(DIALECT, number, min(told, len(text.lines)), title=title, fix="Delete the line.")
        elif found := DEAD_REFERENCE.search(line):
            title = f"“{found.group()}” was left in by a word processor, which had lost what was meant."
            fix = "Write in its place what you point to, such as “the table below”."
            yield text.at(DIALECT, number, found.start() + 1, title=title, fix=fix)


@text_check(WORD_CUT)
def words_cut(text: Text) -> Iterator[Problem]:
    """Words cut in two where lines of a document ended; two and more in a text."""
    if "-\n" not in text.prose and "\u00ad\n" not in text.prose and "‐\n" not in text.prose:
        return
    lines = text.running
    cuts = [(number, *both) for number, line in lines.items() if (both := _cut(line, lines.get(number + 1, "")))]
    if len(cuts) < FEWEST_CUTS:
        return
    number, begin, rest = cuts[0]
    last = cuts[-1][0] + 1
    better = text.lines[number - 1 : last]
    for row, start, end in reversed(cuts):
        at = row - number
        whole = f"{better[at][: start.start()]}{start['begin']}{end['rest']}{end['sign']}"
        below = better[at + 1][end.end() :]
        better[at : at + 2] = [whole, below] if below else [whole]
    title = f"`{begin.group()}` and `{rest['rest']}` are shown as two words, with the hyphen."
    fix = f"Write `{begin['begin']}{rest['rest']}` on one line, with its hyphen if it has one, and so on below."
    yield text.mended(WORD_CUT, number, last, better, begin.start() + 1, title=title, fix=fix)


def _cut(line: str, below: str) -> tuple[re.Match[str], re.Match[str]] | None:
    """The two halves of a word that the end of a line cuts; none where the hyphen stands for the rest of a word."""
    begin, rest = CUT.search(line), REST.match(below)
    if begin is None or rest is None or rest["rest"].lower() in ANDS or not rest["rest"].islower():
        return None
    return begin, rest
