"""The text of a paragraph, heading or cell into tokens: code, links, emphasis, tags, breaks, entities, escapes."""

from __future__ import annotations

import re
from collections.abc import Callable
from xml.etree.ElementTree import Element

import msgspec

from potluck.late import late
from potluck.markup.github import autolinks, emphasis, plain_words, scan, signs
from potluck.markup.github.references import References
from potluck.markup.github.serialise import raw_html
from potluck.markup.github.tokens import Bracket, LinkEnd, Run, Token
from potluck.markup.substitution import Substitution, worded

_AUTOLINK = late(r"<([A-Za-z][A-Za-z0-9.+-]{1,31}:[^\x00-\x20<>]*+)>")
_LABEL = r"[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?"
_AUTOLINK_EMAIL = late(rf"<([a-zA-Z0-9.!#$%&'*+/=?^_`{{|}}~-]++@{_LABEL}(?:\.{_LABEL})*+)>")
_ESCAPED = late(rf"[{scan.ESCAPABLE}]")
_TICKS = re.compile(r"`+")
_MAX_TICKS = 80  # the longest run of backticks that may open a code span, as in cmark
_INDENT = late(r"[ \t]*+")
# Tags that are no elements, by what they begin with: what they end with.
_MARKUP = (("<!--", "-->"), ("<?", "?>"), ("<![CDATA[", "]]>"))
_INSTRUCTION = late(r"<\?(?:[^?]|\?[^>])*+(?=\?>)")  # `<???>` is none: its marks are read in pairs
_DECLARATION = late(r"<![A-Z]+\s++[^>]*+>", re.A)
_DISPLAY_MATH = late(r"\$\$((?:\\.|[^$\\])++)\$\$", re.S)
_INLINE_MATH = late(r"\$`([^`\n]++)`\$|\$(?=\S)((?:\\.|[^$\\\n])++)(?<=\S)\$(?![0-9A-Za-z])")


class Surroundings(msgspec.Struct):
    """What the text of one paragraph may refer to outside it.

    `footnote(label)` makes the reference to a footnote, or gives None when there is no such one. `math(tex, display)`
    makes a formula, and is None when dollars mean nothing. `words` are substituted in this order.
    """

    references: References
    footnote: Callable[[str], Element | None]
    math: Callable[[str, bool], Element] | None
    words: tuple[Substitution, ...]


class InlineReader:
    """Reads the texts of one document, one after another; `everything` is all of them, each on lines of its own."""

    def __init__(self, surroundings: Surroundings, everything: str) -> None:
        self._around = surroundings
        addresses = "://" in everything or "www." in everything
        self._emphasis = signs.EMPHASIS[addresses]
        self._marked = signs.marked(everything, addresses=addresses, math=surroundings.math is not None)
        self._begins = 0  # where the text to be read does, in everything

    def read(self, text: str) -> list[Token]:
        """The tokens of the text of one paragraph, the first that was not read."""
        begins, self._begins = self._begins, self._begins + len(text) + 1
        self._text = text = text.rstrip(scan.WHITE)
        at = self._marked.find(signs.HERE, begins, begins + len(text))
        tokens: list[Token] = [text] if at < 0 else self._read(self._marked[begins : begins + len(text)], at - begins)
        return plain_words.substitute(tokens, text, self._around.words) if self._around.words else tokens

    def _read(self, marked: bytes, at: int) -> list[Token]:
        self._tokens: list[Token] = []
        self._runs: list[Run] = []
        self._brackets: list[Bracket] = []
        self._no_link_openers = True
        self._ticks: dict[int, int] = {}  # where the last run of each length was that a search came across
        self._searched_ticks = False
        self._unended: set[str] = set()
        text, tokens, position = self._text, self._tokens, 0
        while at >= 0:
            sign = text[at]
            if at > position:
                chunk = text[position:at]
                tokens.append(chunk.rstrip(scan.WHITE) if sign == "\n" else chunk)
            position = _HANDLERS.get(sign, InlineReader._address)(self, at)
            at = marked.find(signs.HERE, max(position, at + 1))
        tokens.append(text[position:])
        if self._runs:
            emphasis.pair(self._runs)
        return tokens

    def _newline(self, start: int) -> int:
        if self._text.startswith("  ", start - 2) and start >= 2:
            self._tokens.append(Element("br"))
        self._tokens.append("\n")
        return scan.skip(_INDENT, self._text, start + 1)

    def _backslash(self, start: int) -> int:
        following = self._text[start + 1 : start + 2]
        if following == "\n":
            self._tokens += [Element("br"), "\n"]
            return scan.skip(_INDENT, self._text, start + 2)
        if _ESCAPED.match(following):
            self._tokens.append(following)
            return start + 2
        self._tokens.append("\\")
        return start + 1

    def _code(self, start: int) -> int:
        if not self._searched_ticks and (whole := signs.CODE.match(self._text, start)) is not None:
            self._tokens.append(worded("code", whole[1]))
            return whole.end()
        end = scan.skip(_TICKS, self._text, start)
        closing = self._closing_ticks(end, end - start)
        if closing is None:
            self._tokens.append(self._text[start:end])
            return end
        code = self._text[end:closing].replace("\n", " ")
        if code.startswith(" ") and code.endswith(" ") and code.strip(" "):
            code = code[1:-1]
        self._tokens.append(worded("code", code))
        return closing + end - start

    def _closing_ticks(self, start: int, length: int) -> int | None:
        """Where the run of backticks begins that closes a code span of that length.

        Once a search has come to the end of the text, cmark only asks where it last saw a run of that length, and gives
        up on any that begins behind that place; so do we.
        """
        if length > _MAX_TICKS or (self._searched_ticks and self._ticks.get(length, 0) <= start):
            return None
        for run in _TICKS.finditer(self._text, start):
            self._ticks[len(run[0])] = run.start()
            if len(run[0]) == length:
                return run.start()
        self._searched_ticks = True
        return None

    def _entity(self, start: int) -> int:
        match = scan.ENTITY.match(self._text, start)
        if match is None:
            self._tokens.append("&")
            return start + 1
        self._tokens.append(scan.decode_entity(match[0]))
        return match.end()

    def _run(self, start: int) -> int:
        char, end = self._text[start], start + 1
        if char != "~" and (whole := self._emphasis[char].match(self._text, start)) is not None:
            self._tokens.append(worded("strong" if whole[1] else "em", whole[2]))
            return whole.end()
        while self._text.startswith(char, end):
            end += 1
        run = emphasis.make_run(self._text, start, end)
        self._tokens.append(run)
        if run.can_open or run.can_close:
            self._runs.append(run)
        return end

    def _less_than(self, start: int) -> int:
        text = self._text
        if match := _AUTOLINK.match(text, start):
            self._link(match[1], match[1])
        elif match := _AUTOLINK_EMAIL.match(text, start):
            self._link("mailto:" + match[1], match[1])
        elif match := scan.HTML_TAG.match(text, start) or _DECLARATION.match(text, start):
            self._tokens.append(raw_html(match[0]))
        else:
            return self._markup(start)
        return match.end()

    def _markup(self, start: int) -> int:
        """A comment, an instruction or CDATA."""
        for opening, closing in _MARKUP:
            if not self._text.startswith(opening, start) or closing in self._unended:
                continue
            # `<!-->` and `<!--->` are whole comments, as in HTML.
            if opening == "<?":
                end = scan.skip(_INSTRUCTION, self._text, start) if closing in self._text[start:] else start
            else:
                end = self._text.find(closing, start + (2 if opening == "<!--" else len(opening)))
            if end <= start:
                self._unended.add(closing)
                break
            self._tokens.append(raw_html(self._text[start : end + len(closing)]))
            return end + len(closing)
        self._tokens.append("<")
        return start + 1

    def _link(self, url: str, words: str) -> None:
        self._tokens.append(worded("a", words, {"href": scan.escape_url(url)}))

    def _address(self, start: int) -> int:
        if self._text[start] == "$":
            return self._formula(start)
        if not signs.ADDRESS.match(self._text, start):
            return start
        scheme_end = start if self._text[start] in "wW" else self._text.index("://", start) + 3
        end = 0 if self._brackets else autolinks.web_address(self._text, start, scheme_end)
        if end <= start:
            after = max(scheme_end, start + 1)
            self._tokens.append(self._text[start:after])
            return after
        address = self._text[start:end]
        self._link(address if scheme_end > start else "http://" + address, address)
        return end

    def _formula(self, start: int) -> int:
        if not signs.DOLLAR.match(self._text, start):
            return start
        for pattern, display in ((_DISPLAY_MATH, True), (_INLINE_MATH, False)):
            if self._around.math is not None and (match := pattern.match(self._text, start)):
                self._tokens.append(self._around.math(match[match.lastindex or 1], display))
                return match.end()
        self._tokens.append("$")
        return start + 1

    def _bang(self, start: int) -> int:
        if self._text.startswith("[", start + 1) and not self._text.startswith("^", start + 2):
            return self._open_bracket(start)
        self._tokens.append("!")
        return start + 1

    def _open_bracket(self, start: int) -> int:
        image = self._text[start] == "!"
        end = start + 2 if image else start + 1
        if self._brackets:
            self._brackets[-1].bracket_after = True
        if not image and (whole := signs.LINK.match(self._text, start)) is not None:
            self._link(whole[2], whole[1])
            self._no_link_openers = True
            return whole.end()
        bracket = Bracket(self._text[start:end], end, len(self._tokens), len(self._runs))
        self._brackets.append(bracket)
        self._tokens.append(bracket)
        if not image:
            self._no_link_openers = False
        return end

    def _close_bracket(self, start: int) -> int:
        bracket = self._brackets.pop() if self._brackets else None
        if bracket is None or (bracket.text == "[" and self._no_link_openers):
            self._tokens.append("]")
            return start + 1
        found = scan.inline_target(self._text, start + 1) or self._reference_target(bracket, start)
        if found is None:
            return self._footnote(bracket, start)
        url, title, end = found
        image = bracket.text != "["
        bracket.tag = "img" if image else "a"
        bracket.attributes = {"src" if image else "href": scan.escape_url(url)}
        if title:
            bracket.attributes["title"] = title
        emphasis.pair(self._runs[bracket.runs :])
        del self._runs[bracket.runs :]
        self._tokens.append(LinkEnd())
        self._no_link_openers = self._no_link_openers or not image
        return end

    def _reference_target(self, bracket: Bracket, close: int) -> tuple[str, str, int] | None:
        """URL, title and end of `[label]` after the text, or of the text itself as the label."""
        if not self._around.references:
            return None
        label = scan.LINK_LABEL.match(self._text, close + 1)
        if label is not None and label[1].strip():
            target, end = self._around.references.find(label[1]), label.end()
        elif not bracket.bracket_after and close - bracket.end <= scan.MAX_LABEL:
            target = self._around.references.find(self._text[bracket.end : close])
            end = label.end() if label else close + 1
        else:
            return None
        return (*target, end) if target else None

    def _footnote(self, bracket: Bracket, close: int) -> int:
        """What is neither link nor image: a footnote's reference, or just a bracket."""
        inside = self._text[bracket.end : bracket.end + 1]
        if inside != "^" or close <= bracket.end + 1:
            self._tokens.append("]")
            return close + 1
        label = self._text[bracket.end + 1 : close]
        del self._runs[bracket.runs :]
        del self._tokens[bracket.index :]
        reference = self._around.footnote(label) if len(label) <= scan.MAX_LABEL else None
        self._tokens.append(f"{bracket.text}^{label}]" if reference is None else reference)
        return close + 1


_HANDLERS: dict[str, Callable[[InlineReader, int], int]] = {
    "\n": InlineReader._newline,
    "\\": InlineReader._backslash,
    "`": InlineReader._code,
    "&": InlineReader._entity,
    "*": InlineReader._run,
    "_": InlineReader._run,
    "~": InlineReader._run,
    "<": InlineReader._less_than,
    "!": InlineReader._bang,
    "[": InlineReader._open_bracket,
    "]": InlineReader._close_bracket,
}
