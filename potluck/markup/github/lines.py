"""One line of Markdown with a cursor that knows about tabs.

A tab reaches to the next column that is a multiple of four, and part of one may belong to a list marker while the
rest belongs to the text (CommonMark, section 2.2). Blocks only ever look at a line through this cursor.
"""

from __future__ import annotations

import re

TAB_STOP = 4
_SPACES = re.compile(r" *")


class Line:
    """The line being read. `offset` counts characters, `column` counts places on the screen."""

    __slots__ = ("blank", "column", "indent", "nonspace", "offset", "split_tab", "tabbed", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self.offset = 0
        self.column = 0
        self.split_tab = False  # the character at `offset` is a tab of which a part has been used
        self.tabbed = "\t" in text
        self.nonspace = -1
        self.find_nonspace()

    def find_nonspace(self) -> None:
        """Work out `nonspace`, `indent` and `blank` for the rest of the line."""
        text = self.text
        if not self.tabbed:
            if self.nonspace < self.offset:
                match = _SPACES.match(text, self.offset)
                self.nonspace = match.end() if match else self.offset
            self.indent = self.nonspace - self.offset
        else:
            position, column = self.offset, self.column
            while position < len(text) and text[position] in " \t":
                column += 1 if text[position] == " " else TAB_STOP - column % TAB_STOP
                position += 1
            self.nonspace = position
            self.indent = column - self.column
        self.blank = self.nonspace == len(text)

    def advance(self, count: int) -> None:
        if not self.tabbed:
            self.offset += count
            self.column += count
            return
        for _ in range(count):
            if self.text[self.offset] == "\t":
                self.column += TAB_STOP - self.column % TAB_STOP
            else:
                self.column += 1
            self.offset += 1
        self.split_tab = False

    def advance_columns(self, count: int) -> None:
        """Go `count` columns on, or to the end of the line; may stop inside a tab."""
        if not self.tabbed:
            count = min(count, len(self.text) - self.offset)
            self.offset += count
            self.column += count
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

    def to_nonspace(self) -> None:
        """Go to the first character that is not white space."""
        self.advance(self.nonspace - self.offset)

    def at_space(self) -> bool:
        return self.text[self.offset : self.offset + 1] in (" ", "\t")

    def rest(self) -> str:
        """What is left of the line, the unused part of a split tab as spaces."""
        if self.split_tab:
            return " " * (TAB_STOP - self.column % TAB_STOP) + self.text[self.offset + 1 :]
        return self.text[self.offset :]
