"""Blocks of code that are as they were keep their colours: they are found again in what a text came out as.

Each block leaves a trace: a digest of the code, its language and the lines that are marked, and one of the HTML that it
became. Where both are met with again, the HTML is what colouring would make, whatever else stands in the text, such as
a stranger's HTML that looks like coloured code. Our code and the libraries decide too: whoever hands in an earlier text
knows that it was rendered with the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from hashlib import blake2b

from potluck.markup.rendered import Rendered

Coloured = Mapping[str, str]
"""The HTML of each block, by the digest of its code; an empty one where nobody knows the language."""
DIGEST = 16  # bytes
_BEGINS, _TAG_ENDS, _ENDS = '<code class="', ">", "</code>"


def digest_of(language: str, text: str, marked: Sequence[int]) -> str:
    """Tells the code of a block from all other."""
    return _digest(f"{language}\0{','.join(map(str, marked))}\0{text}")


def may_have_code(markdown: str) -> bool:
    """Whether any code in a text may have a language: what begins it has to stand there."""
    return "```" in markdown or "~~~" in markdown


def traces(coloured: Coloured) -> tuple[str, ...]:
    """What is to be kept with a text of the blocks in it."""
    return tuple([each + _digest(html) for each, html in coloured.items()])


def coloured_in(rendered: Rendered) -> dict[str, str]:
    """The blocks that can be found again in a text."""
    found = {}
    there = {_digest(html): html for html in ("", *_code_in(rendered.html))} if rendered.coloured else {}
    for trace in rendered.coloured:
        code, html = trace[: 2 * DIGEST], there.get(trace[2 * DIGEST :])
        if html is not None:
            found[code] = html
    return found


def _code_in(html: str) -> Iterator[str]:
    """What stands in each element that may be a block's."""
    at = html.find(_BEGINS)
    while at >= 0:
        start = html.find(_TAG_ENDS, at) + 1
        at = html.find(_ENDS, start)
        if at < 0:
            return
        yield html[start:at]
        at = html.find(_BEGINS, at)


def _digest(text: str) -> str:
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=DIGEST).hexdigest()
