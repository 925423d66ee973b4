"""Blocks of code within a quotation, some of whose lines lack the `>` in front."""

from __future__ import annotations

import re

from potluck.checks.blocks import CodeBlock
from potluck.checks.text import Text
from potluck.problems import Edit

IN_QUOTATION = re.compile(r"(?P<quote> {0,3}(?:> ?)+)(?P<fence>`{3,}|~{3,})")
LONGEST = 60  # lines


def quoted_code(code: CodeBlock, text: Text) -> tuple[str, str, Edit] | None:
    """What is wrong with a block of code in a quotation that its next line leaves, what to write, and the edit.

    None where the quotation goes on, or no line below was meant as the end of the block.
    """
    opening = IN_QUOTATION.match(text.line(code.first))
    if opening is None or code.closed or code.last >= len(text.lines) or not text.line(code.last + 1).strip():
        return None
    quote, fence = opening["quote"], opening["fence"]
    end = text.first_below(code.last, LONGEST, lambda line: line.lstrip("> ").rstrip() == fence)
    if not end:
        return None
    lines = [text.line(n) for n in range(code.first + 1, end + 1)]
    better = [line if line.lstrip().startswith(">") else f"{quote}{line}".rstrip() for line in lines]
    title = "This block of code stands in a quotation, and some of its lines don't."
    fix = f"Begin each line of the block with `{quote}`, as the first one:\n\n{better[0]}"
    return title, fix, Edit(code.first + 1, end, "\n".join(better))
