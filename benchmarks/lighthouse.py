"""What Lighthouse says of each kind of page, beside a page with one word in the same run.

    python -m benchmarks.lighthouse --lighthouse "npx lighthouse@13"     the sample site, three times each

The site is built as for publishing and served on this machine as a static host does it, compressed. Pages take turns,
so that whatever else the machine does falls on all of them alike, and the median counts. It ends with 1 where a page
falls short: 100 four times, the largest paint within 1.15 times that of one word, nothing that shifts, less than 50 ms
in which the page can't answer. An article that begins with a photo has the photo's round trip on top.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import shlex
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from statistics import median
from typing import Any

from potluck.build import build

ROOT = Path(__file__).resolve().parent.parent

WORD = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>One word</title>
<link rel="icon" href="data:,"><meta name="description" content="One word."></head>
<body><main><h1>Word</h1></main></body></html>
"""
PAGES = {
    "one word": "one-word.html",
    "home": "index.html",
    "article": "[0-9]*/*/*/index.html",
    "with a photo": "[0-9]*/*/*/index.html",
    "person": "authors/*/index.html",
    "tag": "tags/*/index.html",
    "people": "people/index.html",
    "series": "series/*/index.html",
    "archive": "archive/index.html",
    "search": "search/index.html",
}
"""Kinds of pages and where they are; of several the largest is taken. An article is one that begins with words, unless
it says otherwise."""
PHOTO = 'fetchpriority="high"'
"""What only an article has that begins with a photo."""
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
PAINT, SHIFT, BLOCKED = 1.15, 0.0, 50
PAINT_OF_A_PHOTO = 1.15 + 150 / 650
"""A round trip more, by the time that one word takes."""
FLAGS = "--headless=new --no-sandbox --disable-gpu"


@dataclass(frozen=True)
class Said:
    """What one run said: scores in the order of CATEGORIES, requests, bytes, then milliseconds and shift."""

    scores: tuple[int, ...]
    requests: int
    bytes: int
    paint: float
    shift: float
    blocked: float
    missed: tuple[str, ...]

    @classmethod
    def of(cls, report: dict[str, Any]) -> Said:
        """Read it from Lighthouse's JSON."""
        audits = report["audits"]
        requests = [
            each
            for each in audits["network-requests"]["details"]["items"]
            if each.get("resourceType") != "Image" and not each["url"].startswith("data:")
        ]
        counted = {
            each["id"] for name in CATEGORIES for each in report["categories"][name]["auditRefs"] if each["weight"]
        }
        return cls(
            scores=tuple(round(100 * (report["categories"][name]["score"] or 0)) for name in CATEGORIES),
            requests=len(requests),
            bytes=sum(each.get("transferSize", 0) for each in requests),
            paint=audits["largest-contentful-paint"]["numericValue"],
            shift=audits["cumulative-layout-shift"]["numericValue"],
            blocked=audits["total-blocking-time"]["numericValue"],
            missed=tuple(name for name in counted if (audits[name]["score"] or 1) < 0.9 or audits[name]["score"] == 0),
        )


class _Compressed(SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        """Answer with a file, text compressed."""
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        if not path.is_file():
            return self.send_error(404)
        kind, body = self.guess_type(str(path)), path.read_bytes()
        self.send_response(200)
        if kind.startswith("text/") or kind.endswith(("json", "xml")):
            body, kind = gzip.compress(body), f"{kind}; charset=utf-8"
            self.send_header("Content-Encoding", "gzip")
        for name, value in {"Content-Type": kind, "Content-Length": len(body), "Cache-Control": "max-age=600"}.items():
            self.send_header(name, str(value))
        self.end_headers()
        self.wfile.write(body)
        return None

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address at which a folder is served."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Compressed, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()


def ask(command: str, url: str) -> Said:
    """Run Lighthouse once, as it comes: a phone, its network and processor simulated."""
    browser = os.environ.get("CHROME_PATH") or shutil.which("chromium") or shutil.which("google-chrome") or ""
    flags = ["--quiet", "--output=json", "--output-path=stdout", f"--chrome-flags={FLAGS}"]
    done = subprocess.run(
        [*shlex.split(command), url, *flags],
        env={**os.environ, "CHROME_PATH": browser},
        capture_output=True,
        text=True,
        check=True,
    )
    return Said.of(json.loads(done.stdout))


def found(site: Path) -> dict[str, str]:
    """The path of a page of each kind that there is."""
    files = {kind: max(_pages(site, kind), key=_size, default=None) for kind in PAGES}
    return {kind: file.relative_to(site).as_posix().removesuffix("index.html") for kind, file in files.items() if file}


def _pages(site: Path, kind: str) -> Iterator[Path]:
    for file in site.glob(PAGES[kind]):
        begins_with_photo = PHOTO in file.read_text(encoding="utf-8")
        if kind not in ("article", "with a photo") or begins_with_photo == (kind == "with a photo"):
            yield file


def _size(file: Path) -> int:
    return file.stat().st_size


def main() -> int:
    """Build, ask, tell; 1 where a page falls short."""
    parser = argparse.ArgumentParser(description="What Lighthouse says of each kind of page.")
    parser.add_argument("--conf", type=Path, default=ROOT / "publishconf.py", help="the settings to build by")
    parser.add_argument("--lighthouse", default="npx lighthouse@13", help="how Lighthouse is started")
    parser.add_argument("--rounds", type=int, default=3, help="how often; the median counts (default 3)")
    parser.add_argument("--only", default=",".join(PAGES), help="kinds of pages, with commas between")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder) / "site"
        build(options.conf.resolve(), output=site)
        (site / "one-word.html").write_text(WORD, encoding="utf-8")
        pages = {kind: path for kind, path in found(site).items() if kind in {*options.only.split(","), "one word"}}
        with served(site) as address:
            rounds = [
                {kind: ask(options.lighthouse, f"{address}/{path}") for kind, path in pages.items()}
                for _ in range(options.rounds)
            ]
    return tell(rounds)


def tell(rounds: list[dict[str, Said]]) -> int:
    """A table of medians; answers how many pages fall short."""
    short = 0
    word = median(each["one word"].paint for each in rounds)
    print("| page | scores | requests | kB | largest paint | to one word | shift | blocked |")
    print("| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: |")
    for kind in rounds[0]:
        runs = [each[kind] for each in rounds]
        scores = [int(median(run.scores[place] for run in runs)) for place in range(len(CATEGORIES))]
        paint, shift, blocked = (median(getattr(run, name) for run in runs) for name in ("paint", "shift", "blocked"))
        limit = PAINT_OF_A_PHOTO if kind == "with a photo" else PAINT
        good = min(scores) == 100 and paint <= limit * word and shift <= SHIFT and blocked < BLOCKED
        short += not good
        print(
            f"| {kind} | {'/'.join(map(str, scores))} | {runs[0].requests} | {runs[0].bytes / 1000:.1f} "
            f"| {paint / 1000:.2f} s | {paint / word:.2f} | {shift:.3f} | {blocked:.0f} ms |"
        )
        if missed := sorted({name for run in runs for name in run.missed}):
            print(f"  {kind}: {', '.join(missed)}", file=sys.stderr)
    return 1 if short else 0


if __name__ == "__main__":
    raise SystemExit(main())
