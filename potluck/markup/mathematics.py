"""LaTeX into MathML at build time, so that a page needs no script to show a formula.

The LaTeX stays with the formula as its annotation: copied text and old readers have it. What the library can't read is
shown as it was written.
"""

from __future__ import annotations

from html import escape
from xml.etree.ElementTree import Element

from potluck.markup.github.serialise import WRITTEN, raw_html
from potluck.markup.rendered import TooComplicated
from potluck.markup.substitution import worded

MAX_FORMULA = 2_000  # characters
MAX_FORMULAS = 500  # in one text


class Mathematics:
    """Makes the formulas of one text after another; `reset` between two."""

    def __init__(self) -> None:
        self._count = 0

    def reset(self) -> None:
        """Forget how many formulas there were."""
        self._count = 0

    def make(self, latex: str, display: bool) -> Element:
        """A formula as MathML. Raises TooComplicated when there are too many or one is too long."""
        self._count += 1
        if self._count > MAX_FORMULAS or len(latex) > MAX_FORMULA:
            raise TooComplicated(
                f"A text may have {MAX_FORMULAS} formulas of {MAX_FORMULA:,} characters each, and this one has more. "
                "Split the text or the formula."
            )
        from latex2mathml.converter import convert  # which few texts need

        latex = latex.strip()
        try:
            mathml = convert(latex)
        except Exception:  # whatever the library's parser stumbles over: IndexError, KeyError, RecursionError, …
            return worded("code", latex, {"class": "math"})
        inner = mathml[mathml.index(">") + 1 : mathml.rindex("</math>")]
        kind = "block" if display else "inline"
        annotation = f'<annotation encoding="application/x-tex">{escape(latex)}</annotation>'
        made = raw_html(f'<math display="{kind}"><semantics>{inner}{annotation}</semantics></math>')
        made.set(WRITTEN, latex)
        return made
