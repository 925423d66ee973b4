"""How long rendering takes beside stock Python-Markdown with `extra` and `codehilite`, as a ratio.

    python -m benchmarks.markup FILE.md ...        the same files for both, front matter left out
    python -m benchmarks.markup --check 1.5 ...    fails when the ratio is larger

Both are made once and used for all files, as a build does. They take turns file by file, several rounds, and each
file's best time counts, so that whatever else the machine does falls on both.
"""

from __future__ import annotations

import argparse
import re
import sys
import time
from collections.abc import Callable
from pathlib import Path

from markdown import Markdown

from potluck.markup import Renderer

_FRONT_MATTER = re.compile(r"\s*---\s*\n.*?\n---\s*\n", re.S)


def read_body(path: Path) -> str:
    """A file's text without the lines between the two `---` at the top."""
    text = path.read_text(encoding="utf-8", errors="replace").lstrip("\ufeff").replace("\r\n", "\n")
    return _FRONT_MATTER.sub("", text, count=1)


def seconds(render: Callable[[str], object], text: str) -> float:
    """How long one rendering takes."""
    start = time.process_time()
    render(text)
    return time.process_time() - start


def main() -> int:
    """Print both times and their ratio; 1 when it is above `--check`."""
    parser = argparse.ArgumentParser(description="Rendering beside stock Python-Markdown.")
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE.md")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--check", type=float, help="fail above this ratio")
    arguments = parser.parse_args()
    stock, ours = Markdown(extensions=["extra", "codehilite"], output_format="html"), Renderer()
    stock_total = our_total = 0.0
    for text in map(read_body, arguments.files):
        times = [
            (seconds(lambda text: stock.reset().convert(text), text), seconds(ours.render, text))
            for _ in range(arguments.rounds)
        ]
        stock_total += min(first for first, _ in times)
        our_total += min(second for _, second in times)
    ratio = our_total / stock_total
    count = len(arguments.files)
    print(f"stock   {stock_total / count * 1000:7.2f} ms a file")
    print(f"potluck {our_total / count * 1000:7.2f} ms a file, sanitised and with headings, summary and formulas")
    print(f"ratio   {ratio:7.2f}")
    return 1 if arguments.check is not None and ratio > arguments.check else 0


if __name__ == "__main__":
    sys.exit(main())
