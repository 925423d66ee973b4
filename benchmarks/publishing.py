"""How long a publication takes beside what git alone would need for the same tree, as ratios of CPU time.

    python -m benchmarks.publishing                     a made-up site with 10,000 posts
    python -m benchmarks.publishing --site output       a site that has been built
    python -m benchmarks.publishing --check             fails above 1.3 times git, or a tenth for the second time

Both go to a bare repository on this machine over `file://`. Git's share is `git add -A && git commit && git push`; ours
is everything that `invoke publish` does once the site is built: looking the clone over, plan, commit, push, and asking
the server. The second publication is of the same site after an edit of one post: its page, the lists it is on, feed and
sitemap. Time is that of all processes together (user and system), so a busy machine does not count.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks.measuring import spent_by_children
from tests.git import git
from tests.publish.clones import Server

ROOT = Path(__file__).resolve().parent.parent
FIRST_AT_MOST, SECOND_AT_MOST = 1.3, 0.1
PUBLISHER = [sys.executable, "-m", "tests.publish.publisher"]
WORDS = "tea table evening rain rice lantern river python snake loop window market bread stairs winter song".split()


def make_site(folder: Path, posts: int) -> None:
    """A site of the size that a build makes of so many posts: pages, lists of ten, a feed and a sitemap."""
    chance = random.Random(7)  # the same site every time
    head = f"<!doctype html><title>t</title><style>{'.a{color:red}' * 1_400}</style>"
    for number in range(posts):
        words = " ".join(chance.choices(WORDS, k=1_500))
        page = folder / f"{2005 + number % 20}/{number % 12 + 1:02}/post-{number}/index.html"
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_text(f"{head}<h1>Post {number}</h1><p>{words}</p>", encoding="utf-8")
        if number % 10 == 0:
            listed = folder / ("index.html" if number == 0 else f"page/{number // 10 + 1}/index.html")
            listed.parent.mkdir(parents=True, exist_ok=True)
            listed.write_text(f"{head}<ul>{''.join(f'<li>{n}' for n in range(number, number + 10))}</ul>" + words)
    (folder / "feed.xml").write_text("<feed>" + "<entry/>" * 30_000, encoding="utf-8")
    (folder / "sitemap.xml").write_text("".join(f"<url>{n}</url>" for n in range(posts)), encoding="utf-8")


def edit(folder: Path, word: str) -> None:
    """What an edit of one post changes on the site."""
    pages = sorted(folder.glob("[0-9]*/*/*/index.html"))
    lists = [folder / "index.html", folder / "feed.xml", folder / "sitemap.xml", *sorted(folder.glob("page/2/*"))]
    for file in (pages[len(pages) // 2], *lists):
        file.write_bytes(file.read_bytes() + f"<!-- {word} -->".encode())


def took(work: Callable[[], object]) -> float:
    """Seconds of CPU of every process that was started, and how long it took by the clock, as printed."""
    before, began = spent_by_children(), time.monotonic()
    work()
    seconds = spent_by_children() - before
    print(f"    {seconds:7.2f} s CPU, {time.monotonic() - began:7.2f} s by the clock", flush=True)
    return seconds


def by_git(work: Path) -> None:
    """What somebody without us would do."""
    git(work, "add", "-A")
    git(work, "commit", "-q", "-m", "Publish")
    git(work, "push", "-q", "origin", "HEAD:gh-pages")


def by_us(clone: Path, site: Path) -> None:
    """A publication of a built site, as `invoke publish` makes it."""
    done = subprocess.run(
        [*PUBLISHER, str(clone), str(site)], cwd=ROOT, input="go\n", check=True, capture_output=True, text=True
    )
    assert '"commit"' in done.stdout, done.stdout


def main() -> int:
    """Measure, print, and answer the exit status."""
    arguments = argparse.ArgumentParser(description="How long publishing takes beside git alone.")
    arguments.add_argument("--site", type=Path, help="a built site; without it one is made up")
    arguments.add_argument("--posts", type=int, default=10_000)
    arguments.add_argument("--check", action="store_true", help="fail above the ratios that are promised")
    given = arguments.parse_args()
    with tempfile.TemporaryDirectory(prefix="potluck-publishing-") as name:
        here = Path(name)
        own_git(here)
        site = here / "site"
        if given.site:
            shutil.copytree(given.site, site)
        else:
            make_site(site, given.posts)
        (site / ".nojekyll").touch()
        files = [file for file in site.rglob("*") if file.is_file()]
        print(f"{len(files):,} files, {sum(file.stat().st_size for file in files) / 1e6:,.0f} MB")

        work = server_in(here / "git").clone("work").folder
        shutil.copytree(site, work, dirs_exist_ok=True)
        clone = server_in(here / "ours").clone("clone").folder

        print("git add, commit, push")
        alone = took(lambda: by_git(work))
        print("publish")
        first = took(lambda: by_us(clone, site))
        edit(work, "edited")
        edit(site, "edited")
        print("git add, commit, push after an edit")
        took(lambda: by_git(work))
        print("publish after an edit")
        second = took(lambda: by_us(clone, site))
    print(f"first: {first / alone:.2f} times git (at most {FIRST_AT_MOST})")
    print(f"second: {second / first:.3f} of the first (at most {SECOND_AT_MOST})")
    return int(given.check and (first > FIRST_AT_MOST * alone or second > SECOND_AT_MOST * first))


def own_git(home: Path) -> None:
    """No setting of whoever runs this plays a part."""
    settings = home / "gitconfig"
    settings.write_text("[user]\nname = Rosa\nemail = rosa@example.org\n[init]\ndefaultBranch = main\n[gc]\nauto = 0\n")
    os.environ |= {"GIT_CONFIG_GLOBAL": str(settings), "GIT_CONFIG_NOSYSTEM": "1", "HOME": str(home)}


def server_in(folder: Path) -> Server:
    """A server that holds the source of a site, in a new folder."""
    folder.mkdir()
    git(folder, "init", "--quiet", "--bare", "server.git")
    server = Server(folder / "server.git")
    source = server.clone("source")
    source.commit("content/posts/evening.md", "---\ntitle: Evening\nauthor: rosa\n---\nTea.\n")
    source.git("push", "--quiet", "origin", "HEAD:main")
    return server


if __name__ == "__main__":
    sys.exit(main())
