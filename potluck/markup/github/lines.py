"""One line of Markdown with a cursor that knows about tabs.

A tab reaches to the next column that is a multiple of four, and part of one may belong to a list marker while the
rest belongs to the text (CommonMark, section 2.2). Blocks only ever look at a line through this cursor.
"""

from __future__ import annotations

import re

TAB_STOP = 4
_SPACES = re.compile(r" *")


class Line:
    """The line being read. `offset` counts characters, `column` counts places on the screen.

    `nonspace` is the first character of what is left that is no white space, `indent` how many columns on it is, and
    `blank` whether there is none.
    """

    __slots__ = ("blank", "column", "indent", "nonspace", "offset", "split_tab", "tabbed", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self.offset = 0
        self.column = 0
        self.split_tab = False  # the character at `offset` is a tab of which a part has been used
        self.tabbed = "\t" in text
        self._find_nonspace()

    def _find_nonspace(self) -> None:
        """Work out `nonspace`, `indent` and `blank` for the rest of the line."""
        text, offset = self.text, self.offset
        if not self.tabbed:
            match = _SPACES.match(text, offset) if text.startswith(" ", offset) else None
            self.nonspace = match.end() if match else offset
            self.indent = self.nonspace - offset
        else:
            position, column = offset, self.column
            while position < len(text) and text[position] in " \t":
                column += 1 if text[position] == " " else TAB_STOP - column % TAB_STOP
                position += 1
            self.nonspace = position
            self.indent = column - self.column
        self.blank = self.nonspace == len(text)

    def advance(self, count: int) -> None:
        if self.tabbed:
            for _ in range(count):
                self.column += TAB_STOP - self.column % TAB_STOP if self.text[self.offset] == "\t" else 1
                self.offset += 1
            self.split_tab = False
            self._find_nonspace()
            return
        self.offset += count
        self.column += count
        if self.offset <= self.nonspace:
            self.indent -= count
        else:
            self._find_nonspace()

    def advance_columns(self, count: int) -> None:
        """Go `count` columns on, or to the end of the line; may stop inside a tab."""
        if not self.tabbed:
            self.advance(min(count, len(self.text) - self.offset))
            return
        while count > 0 and self.offset < len(self.text):
            if self.text[self.offset] == "\t":
                width = TAB_STOP - self.column % TAB_STOP
                self.split_tab = width > count
                step = min(count, width)
                self.column += step
                self.offset += 0 if self.split_tab else 1
                count -= step
            else:
                self.split_tab = False
                self.offset += 1
                self.column += 1
                count -= 1
        self._find_nonspace()

    def to_nonspace(self) -> None:
        """Go to the first character that is not white space."""
        if self.offset < self.nonspace:
            self.advance(self.nonspace - self.offset)

    def at_space(self) -> bool:
        return self.text[self.offset : self.offset + 1] in (" ", "\t")

    def rest(self) -> str:
        """What is left of the line, the unused part of a split tab as spaces."""
        if self.split_tab:
            return " " * (TAB_STOP - self.column % TAB_STOP) + self.text[self.offset + 1 :]
        return self.text[self.offset :]
