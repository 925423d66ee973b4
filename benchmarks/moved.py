"""How whole an old site arrives: moved in, built, and every link and picture of every page followed.

    python -m benchmarks.moved ../our-old-blog

Tells how many posts, links and pictures within the site there are, and each that leads nowhere and is in no report.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import unquote, urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser

ROOT = Path(__file__).resolve().parent.parent
HERE = "http://here.invalid/"


def main() -> int:
    """Move in, build, count; 1 when more than one in a hundred leads nowhere and is not told of."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("old", type=Path, help="the old site: a folder, an export, or an archive")
    old = parser.parse_args().old.resolve()
    with TemporaryDirectory() as folder:
        content, output = Path(folder, "content"), Path(folder, "output")
        _run("import", str(old), "--into", str(content))
        _run("build", "--content", str(content), "--output", str(output))
        report = json.loads(Path(folder, ".cache/moving/report.json").read_text(encoding="utf-8"))
        return _tell(output, report)


def _run(*words: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "invoke", *words], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if done.returncode:
        print(done.stdout[-3000:], done.stderr[-3000:], sep="\n")


def _tell(output: Path, report: dict[str, object]) -> int:
    told = json.dumps(report, ensure_ascii=False)
    total, lost = 0, []
    for page, address in _addresses(output):
        total += 1
        path = unquote(urlsplit(urljoin(HERE + page, address)).path).lstrip("/")
        target = output / path
        there = target.is_file() or (target / "index.html").is_file()
        if not there and address not in told and unquote(address) not in told and path not in told:
            lost.append(f"{page}: {address}")
    print(json.dumps(report.get("counts", {})))
    print(f"{total} links and pictures within the site; {len(lost)} lead nowhere and are not in the report.")
    print("\n".join(sorted(set(lost))[:40]))
    return int(len(lost) * 100 > total)


def _addresses(output: Path) -> Iterator[tuple[str, str]]:
    """Every address within the site that the text of a page names, with the page."""
    for file in sorted(output.rglob("*.html")):
        page = file.relative_to(output).as_posix()
        tree = LexborHTMLParser(file.read_text(encoding="utf-8"))
        for node in tree.css("article a[href], article img[src], main a[href], main img[src]"):
            address = node.attributes.get("href") or node.attributes.get("src") or ""
            parts = urlsplit(urljoin(HERE + page, address))
            if address and not address.startswith("#") and f"{parts.scheme}://{parts.netloc}/" == HERE:
                yield page, address


if __name__ == "__main__":
    sys.exit(main())
