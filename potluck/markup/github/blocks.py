"""Lines into blocks, as the appendix "A parsing strategy" of the CommonMark specification describes.

Each line is first matched against the blocks that are open, from the document inwards; then new blocks may start; what
is left of the line is text. No line is looked at twice.
"""

from __future__ import annotations

from potluck.markup.github import kinds, starts
from potluck.markup.github.block import CONTAINERS, VERBATIM, Block
from potluck.markup.github.lines import TAB_STOP, Line
from potluck.markup.github.open_blocks import OpenBlocks
from potluck.markup.github.references import References
from potluck.markup.rendered import TooComplicated

MAX_CELLS = 20_000  # of all the tables of one document


class BlockReader(OpenBlocks):
    """Reads the lines of one document."""

    def __init__(self, references: References) -> None:
        super().__init__(references)
        self._used_up = False  # nothing of the line is left to be text
        self._cells = 0

    def read(self, lines: list[str]) -> Block:
        """All blocks of a document. Raises TooComplicated when they are nested too deeply or tables are too large."""
        number = 0
        while number < len(lines):
            if len(self._open) <= 2:
                number = self._read_plainly(lines, number)
            if len(self._open) == 1 or self._open[1].kind == kinds.LIST:
                number = self._read_items(lines, number)
            if number < len(lines):
                self._line_number = number + 1
                self._read_line(lines[number])
                number += 1
        self._close_to(1)
        return self._document

    def _read_plainly(self, lines: list[str], number: int) -> int:
        """Take lines as most are while nothing is open but a paragraph or a fence; the number of the first other."""
        document, tip = self._document, self._open[-1]
        if tip.kind == kinds.FENCE and not tip.marker_indent:
            start = number
            while number < len(lines) and tip.fence not in lines[number]:
                number += 1
            tip.lines += lines[start:number]
            return number
        if tip.kind == kinds.TABLE:
            while number < len(lines) and lines[number].startswith("|") and (cells := starts.split_row(lines[number])):
                self._add_cells(tip, cells)
                number += 1
            return number
        if tip is not document and tip.kind != kinds.PARAGRAPH:
            return number
        paragraph = None if tip is document else tip
        children = document.children
        while number < len(lines):
            text = lines[number]
            if text and text[0] not in starts.MAY_START:
                if paragraph is None:
                    paragraph = Block(kinds.PARAGRAPH, number + 1, lines=[text])
                    children.append(paragraph)
                    self._open.append(paragraph)
                else:
                    paragraph.lines.append(text)
            else:
                heading = starts.heading(text, 0) if text else None
                if text and heading is None:
                    return number
                if children and not text:
                    children[-1].blank_after = True
                if paragraph is not None:
                    self._close(self._open.pop())
                    paragraph = None
                if heading is not None:
                    children.append(Block(kinds.HEADING, number + 1, level=heading[0], lines=[heading[1]]))
            document.blank_after = not text
            number += 1
        return number

    def _read_items(self, lines: list[str], number: int) -> int:
        """Take lines as most of a list are, each an item of words, or blank; the number of the first other."""
        document, open_blocks = self._document, self._open
        while number < len(lines):
            found = starts.ITEM_OF_WORDS.match(lines[number])
            if found is not None:
                marker = found[1][-1]
                if len(open_blocks) == 1:
                    first = int(found[1][:-1] or 1)
                    open_blocks.append(Block(kinds.LIST, number + 1, marker=marker, start=first))
                    document.children.append(open_blocks[1])
                elif open_blocks[1].marker != marker:
                    break
                while len(open_blocks) > 2:
                    self._close(open_blocks.pop())
                words = Block(kinds.PARAGRAPH, number + 1, lines=[found[2]])
                item = Block(kinds.ITEM, number + 1, [words], padding=found.start(2))
                open_blocks[1].children.append(item)
                open_blocks += [item, words]
            elif not lines[number] and len(open_blocks) == 4 and open_blocks[3].kind == kinds.PARAGRAPH:
                open_blocks[2].blank_after = open_blocks[3].blank_after = True
                self._close(open_blocks.pop())
            else:
                break
            document.blank_after = open_blocks[1].blank_after = False
            number += 1
        return number

    def _read_line(self, text: str) -> None:
        line = Line(text)
        self._used_up = False
        self._matched = 1
        for block in self._open[1:]:
            if block.kind == kinds.FENCE and starts.closes_fence(block, line):
                self._close_to(self._matched)
                return
            if not starts.goes_on(block, line):
                break
            self._matched += 1
        started = self._start_blocks(line)
        self._add_text(line, started)

    def _start_blocks(self, line: Line) -> bool:
        """Open the blocks that start on this line inside the innermost one it belongs to; whether there were any."""
        container = self._open[self._matched - 1]
        lazy = self._open[-1].kind == kinds.PARAGRAPH
        started = False
        while container.kind not in VERBATIM:
            if line.indent < TAB_STOP:
                opened = self._start_block(line, container, first=not started)
            elif not line.blank and not (lazy and not started):
                line.advance_columns(TAB_STOP)
                opened = self._push(Block(kinds.CODE, self._line_number))
            else:
                break
            if opened is None:
                break
            started = True
            container = opened
            if self._used_up or container.kind not in CONTAINERS or container.task:
                break
        return started

    def _start_block(self, line: Line, container: Block, *, first: bool) -> Block | None:
        """Open the one block that starts here, and give back what is now the innermost; None if none starts.

        `first` tells that no other block has started on this line, so that `container` may be an open paragraph.
        """
        text, start = line.text, line.nonspace
        if start == len(text) or (sign := text[start]) not in starts.MAY_START:
            return self._add_row(line, container)
        in_paragraph = container.kind == kinds.PARAGRAPH
        lazy = in_paragraph and self._matched < len(self._open)
        if sign == ">":
            starts.take_quote_marker(line)
            return self._push(Block(kinds.QUOTE, self._line_number))
        if sign == "#" and (found := starts.heading(text, start)):
            return self._push_line(Block(kinds.HEADING, self._line_number), level=found[0], words=found[1])
        if sign in "`~" and (run := starts.fence(text, start)):
            return self._push_fence(line, run)
        if sign == "<" and (end := starts.html(text, start, in_paragraph=in_paragraph)) is not None:
            block = self._push(Block(kinds.HTML, self._line_number))
            block.html_end = end
            return block
        if in_paragraph and (level := starts.underline(text, start)):
            if self._has_text(container):
                container.kind, container.level = kinds.HEADING, level
                self._used_up = True
                self._close_to(self._matched - 1)
            return container
        if sign in "*-_" and not lazy and starts.is_rule(text, start):
            return self._push_line(Block(kinds.RULE, self._line_number))
        if sign == "[" and (note := starts.footnote(text, start)):
            line.advance(note[1] - line.offset)
            block = self._push(Block(kinds.FOOTNOTE, self._line_number))
            block.label = note[0]
            return block
        if (item := self._push_item(line, container, in_paragraph)) is not None:
            return item
        below_text = in_paragraph and first and not lazy
        if (below_text or container.kind == kinds.DEFINITIONS) and starts.is_definition(text, start):
            return self._push_definition(line, container)
        return self._push_table(line, container) if below_text else self._add_row(line, container)

    def _push_line(self, block: Block, *, level: int = 0, words: str = "") -> Block:
        """Put in a block of one line, which is used up by it."""
        block.level = level
        block.lines = [words]
        self._used_up = True
        self._push(block)
        self._close_to(self._matched - 1)
        return block

    def _push_fence(self, line: Line, run: str) -> Block:
        block = Block(kinds.FENCE, self._line_number)
        block.fence, block.fence_length, block.marker_indent = run[0], len(run), line.indent
        block.info = line.text[line.nonspace + len(run) :].strip(" \t")
        self._used_up = True
        return self._push(block)

    def _push_item(self, line: Line, container: Block, in_paragraph: bool) -> Block | None:
        indent = line.indent
        marker = starts.list_item(line, in_paragraph=in_paragraph)
        if marker is None:
            return None
        if container.kind != kinds.LIST or container.marker != marker.char:
            block = self._push(Block(kinds.LIST, self._line_number))
            block.marker, block.start = marker.char, marker.number
        item = Block(kinds.ITEM, self._line_number)
        item.marker_indent, item.padding = indent, marker.padding
        if (task := starts.task(line)) is not None:
            item.task = task
        return self._push(item)

    def _push_table(self, line: Line, paragraph: Block) -> Block | None:
        """Make a table of the paragraph's last line, if this line is the row of dashes below it."""
        if paragraph.tried or (columns := starts.alignments(line.text[line.nonspace :])) is None:
            return None
        header = starts.split_row(paragraph.lines[-1])
        if len(header) != len(columns):
            paragraph.tried = True
            return None
        self._take_back(paragraph, keep=paragraph.lines[:-1])
        table = Block(kinds.TABLE, self._line_number)
        table.alignments = columns
        self._used_up = True
        self._push(table)
        self._add_cells(table, header)
        return table

    def _push_definition(self, line: Line, container: Block) -> Block:
        """Open a definition; the lines of the paragraph above, if there is one, are its terms."""
        if container.kind == kinds.PARAGRAPH:
            self._take_back(container, keep=[])
            siblings = self._open[-1].children
            if siblings and siblings[-1].kind == kinds.DEFINITIONS:
                self._open.append(siblings[-1])
                self._matched = len(self._open)
            else:
                self._push(Block(kinds.DEFINITIONS, self._line_number))
            for words in container.lines:
                term = Block(kinds.TERM, self._line_number)
                term.lines = [words]
                self._open[-1].children.append(term)
        block = Block(kinds.DEFINITION, self._line_number)
        block.marker_indent = line.indent
        block.padding = starts.take_definition_marker(line)
        return self._push(block)

    def _add_row(self, line: Line, container: Block) -> Block | None:
        if container.kind != kinds.TABLE or self._used_up or line.blank:
            return None
        self._add_cells(container, starts.split_row(line.text[line.nonspace :]))
        self._used_up = True
        return container

    def _add_cells(self, table: Block, cells: list[str]) -> None:
        columns = len(table.alignments)
        self._cells += columns
        if self._cells > MAX_CELLS:
            raise TooComplicated(
                f"The tables have more than {MAX_CELLS:,} cells. Split the table, or link to a file with the data."
            )
        table.rows.append(cells[:columns] + [""] * (columns - len(cells)))

    def _add_text(self, line: Line, started: bool) -> None:
        """Give what is left of the line to the block it belongs to."""
        tip = self._open[-1]
        container = self._open[self._matched - 1]
        self._note_blank(container, line.blank)
        if not started and self._matched < len(self._open) and not line.blank and tip.kind == kinds.PARAGRAPH:
            tip.lines.append(line.text[line.nonspace :])  # a lazy continuation
            return
        if len(self._open) > self._matched:
            self._close_to(self._matched)
        if self._used_up:
            return
        if container.kind in VERBATIM:
            container.lines.append(line.rest())
            if container.kind == kinds.HTML and starts.ends_html(line.text[line.nonspace :], container.html_end):
                self._close_to(self._matched - 1)
        elif not line.blank:
            if container.kind != kinds.PARAGRAPH:
                container = self._push(Block(kinds.PARAGRAPH, self._line_number))
            container.lines.append(line.text[line.nonspace :])
