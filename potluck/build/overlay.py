"""What is laid over a page of the local site: the problems, as the check tells them, each with a link to its line.

Everything a problem says may quote a contribution, so all of it is escaped.
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from pathlib import Path
from urllib.parse import quote

from potluck.problems import Problem

SOURCES = "/__potluck__/source/"
"""Where the lines of a file are shown; the file's path and ``#L12`` follow."""
FAILED = "The site could not be built"
MOST_SHOWN = 30
MOST_LINES = 20_000
STYLE = """
#potluck-problems{position:fixed;inset:auto 0 0 0;max-height:45vh;overflow:auto;z-index:99;padding:.75rem 1.5rem;
background:#fff4ec;color:#3b1300;border-top:4px solid #b4472d;font:16px/1.5 system-ui,sans-serif}
#potluck-problems summary{cursor:pointer;font-weight:600}#potluck-problems li{margin-block:.75rem}
#potluck-problems a{color:#8a2f1a}#potluck-problems p{margin:0}
@media(prefers-color-scheme:dark){#potluck-problems{background:#33190f;color:#ffe9dc}#potluck-problems a{color:#ffb59c}}
@media print{#potluck-problems{display:none}}
"""
PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><title>{title}</title><style>
body{{font:15px/1.5 ui-monospace,monospace;margin:2rem;color-scheme:light dark}}
ol{{padding-inline-start:4rem}}li{{white-space:pre-wrap;padding-inline:.5rem}}li:target{{background:#ffd9c9;color:#3b1300}}
</style><h1>{title}</h1><ol>{lines}</ol>"""


def panel(problems: Iterable[Problem], failure: str = "") -> str:
    """The problems and why there is no new site, if so, as HTML to lay over a page; empty when all is well."""
    problems = list(problems)
    if not problems and not failure:
        return ""
    errors = sum(each.is_error for each in problems)
    count = f"{len(problems)} to put right" if errors else f"{len(problems)} that could be better"
    heading = FAILED if failure else count
    said = f"<p>{escape(failure)}</p>" if failure else ""
    items = "".join(map(_item, problems[:MOST_SHOWN]))
    more = f"<p>And {len(problems) - MOST_SHOWN} more.</p>" if len(problems) > MOST_SHOWN else ""
    return (
        f'<section id="potluck-problems" lang="en" dir="ltr" aria-label="Problems" role="alert"><style>{STYLE}</style>'
        f"<details open><summary>{escape(heading)}</summary>{said}<ul>{items}</ul>{more}</details></section>"
    )


def _item(problem: Problem) -> str:
    place = f"{problem.path}, line {problem.line}" if problem.line else problem.path
    address = SOURCES + quote(problem.path) + (f"#L{problem.line}" if problem.line else "")
    return (
        f'<li><a href="{escape(address)}" target="_blank"><strong>{escape(place)}</strong></a>'
        f"<p>{escape(problem.title)} {escape(problem.why)}</p><p><em>{escape(problem.fix)}</em></p></li>"
    )


def source_page(file: Path, name: str) -> str:
    """The lines of a file with their numbers, each to be led to."""
    text = file.read_text(encoding="utf-8", errors="replace")
    lines = (f'<li id="L{number}">{escape(line)}' for number, line in enumerate(text.splitlines()[:MOST_LINES], 1))
    return PAGE.format(title=escape(name), lines="\n".join(lines))
