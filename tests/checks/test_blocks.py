"""The blocks of a text are those that a CommonMark parser finds in it, whichever way they were found."""

from __future__ import annotations

import itertools

from hypothesis import example, given
from hypothesis import strategies as st
from msgspec.structs import replace

from potluck.checks import blocks
from potluck.checks.blocks import Blocks, parse_blocks

LINES = (
    """
text|more *text* here|*em* at first|“said”|中文字|2020 was|12. x|1a|a \\|`code` span|``` a`b|[link](x)|![i](x)|&amp;
# head|## a ##|#|#x|# h\t|#\th|```|```py|```` `|~~~|   ```|  ~~~|``|- item|-|  - sub|    - deep|1. one|2) two|+ p|-\tt
    code|\tcode|      code|> quote|>     code|> ```|> - x|> > x|- ```|  ```|* * *|===|---|<div>|</div>|<b>x</b>
<!-- c|-->|<pre>|</pre>|<script>|</script>|[ref]: /x|[^1]: note|  text|   text|~~gone~~|\u3000
""".strip("\n")
    .replace("\n", "|")
    .split("|")
)
TABLE = ["a | b", "--- | ---", "| x | y |"]


@given(st.lists(st.sampled_from([*LINES, *TABLE, "", "", ""]), max_size=14).map("\n".join))
@example("<b>no block</b>\n```\n# a comment\n\ntext\n```\n")
@example("- item\n\n\n# head\n")
@example("```\nnever closed\n")
def test_plain_blocks_are_found_as_the_parser_finds_them(text: str) -> None:
    assert _told(parse_blocks(text, text.split("\n"))) == _told(_by_the_parser(text))


def _by_the_parser(text: str) -> Blocks:
    """Every line by markdown-it, in one go."""
    lines, found = text.split("\n"), Blocks()
    blocks._parse(lines, 0, len(lines) - (not lines[-1]), found, itertools.count())
    return found


def _told(found: Blocks) -> Blocks:
    """Without whether a fence at the very end is closed, which the parser does not say."""
    return replace(found, code=[replace(each, closed=True) for each in found.code])
