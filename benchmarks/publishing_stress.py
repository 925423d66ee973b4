"""Publishes, races and kills, hundreds of times, against real git servers on this machine, and looks after each.

    python -m benchmarks.publishing_stress                                   200 publications, 20 races, 100 kills
    python -m benchmarks.publishing_stress --publications 20 --races 4 --kills 10 --seed 3

Half of it goes over `file://`, half over smart HTTP (`git http-backend`). After every step the branch has to hold a
whole site of a known commit, everything that was published before has to be in its history, and the store of the server
has to be sound. A killed publication is followed by one that is let through. Prints what happened; ends with 1 at the
first thing that is not as promised.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import random
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from benchmarks.publishing import own_git, server_in
from potluck.publish import Overtaken, PublishRefused
from tests.publish.clones import SITE, Clone, Publisher, Server, git
from tests.publish.web import http_server

HOST_FILE = {".nojekyll": ""}
Site = dict[str, str]


class Broken(Exception):
    """A promise was not kept."""


def listing(site: Site) -> str:
    """A site as `git ls-tree` lists it."""
    files = {path: text.encode() for path, text in (site | HOST_FILE).items()}
    blobs = {path: hashlib.sha1(b"blob %d\0" % len(data) + data).hexdigest() for path, data in files.items()}
    return "\n".join(f"{blobs[path]} {path}" for path in sorted(blobs))


class Ground:
    """A server, how clones reach it, and every site that was ever published to it."""

    def __init__(self, server: Server, url: str, chance: random.Random) -> None:
        self.server, self.url, self.chance = server, url, chance
        self.known: dict[str, Site] = {}
        self.moment = 0

    def clone(self, name: str) -> Clone:
        clone = self.server.clone(name)
        clone.git("remote", "set-url", "origin", self.url)
        clone.git("config", "user.name", name.capitalize())
        return clone

    def next_site(self) -> Site:
        """A site that was not published before: some pages change, one is new."""
        self.moment += 1
        live = self.known.get(self.server.live() or "", SITE)
        noise = {f"noise-{n}.txt": self.chance.randbytes(2_000).hex() for n in range(3)}
        changed = {"404.html": f"<title>{self.moment}</title>", f"2025/01/new-{self.moment}/index.html": "new"}
        return live | noise | changed

    def look(self, *allowed: Site) -> str:
        """The commit that is live, which has to hold one of these sites whole, with all others in its history."""
        live = self.server.live()
        if live is None:
            raise Broken("The branch is gone.")
        if live not in self.known:
            shown = git(self.server.folder, "ls-tree", "-r", "--format=%(objectname) %(path)", live)
            found = next((site for site in allowed if listing(site) == shown), None)
            if found is None:
                raise Broken(f"{live} holds none of the sites that it may hold.")
            self.known[live] = found
        history = set(git(self.server.folder, "rev-list", "--first-parent", live).split())
        if lost := self.known.keys() - history:
            raise Broken(f"{sorted(lost)} was published, and is not in the history of {live}.")
        git(self.server.folder, "fsck", "--connectivity-only")
        return live


def in_a_row(ground: Ground, times: int, tally: Counter[str]) -> None:
    """One publication after another, each from a commit of its own."""
    clone = ground.clone("rosa")
    for _ in range(times):
        site = ground.next_site()
        clone.commit("content/posts/evening.md", f"evening {ground.moment}\n")
        published = clone.publish(site)
        if ground.look(site) != published.commit:
            raise Broken("What was said to be published is not what is live.")
        tally["published"] += 1


def race(ground: Ground, rosa: Clone, ben: Clone, tally: Counter[str]) -> None:
    """Two publishers start at one moment; both sites are in the history, or one was told about the other."""
    sites = [ground.next_site() | {"404.html": f"{name} {ground.moment}"} for name in ("rosa", "ben")]
    common = ground.known.get(ground.server.live() or "", SITE)
    if ground.chance.random() < 0.7:  # the same pages, so that both can go through
        sites = [common | {"404.html": site["404.html"]} for site in sites]
    rosa.git("fetch", "--quiet")
    for clone, site in zip((rosa, ben), sites, strict=True):
        clone.build(site)
    both = [Publisher(clone).wait_for_plan() for clone in (rosa, ben)]
    for one in both:
        let_go(one)
    said = [one.finish() for one in both]
    for answer, site in zip(said, sites, strict=True):
        if "commit" in answer:
            ground.known[answer["commit"]] = site
            tally["both or one through"] += 1
        elif "would be gone" in answer["reason"] or "published while" in answer["reason"]:
            tally["one was told of the other"] += 1
        else:
            raise Broken(f"A race ended in: {answer}")
    if not any("commit" in answer for answer in said):
        raise Broken(f"Nobody won: {said}")
    ground.look()


def let_go(publisher: Publisher) -> None:
    """Let one that has its plan publish."""
    assert publisher.process.stdin is not None
    publisher.process.stdin.write("go\n")
    publisher.process.stdin.flush()


def kill(ground: Ground, clone: Clone, pace: dict[str, float], tally: Counter[str]) -> None:
    """A publication or a rollback is killed at some moment; the next publication is right."""
    before = ground.known[ground.look()]
    back = ground.chance.random() < 0.4
    if back:
        live = ground.server.live()
        target = ground.chance.choice([commit for commit in ground.known if commit != live])
        site = ground.known[target]
    else:
        target, site = "", ground.next_site()
    clone.build(site)
    began = time.monotonic()
    publisher = Publisher(clone, target)
    if not back:
        with suppress(AssertionError):
            publisher.wait_for_plan()
        began = time.monotonic()
        let_go(publisher)
    what = "rollback" if back else "publish"
    # Somewhere between the start (for a rollback, when its imports are done) and the usual end.
    until = pace[what] * (ground.chance.uniform(0.3, 1.05) if back else ground.chance.uniform(0, 1.05))
    while publisher.process.poll() is None and time.monotonic() - began < until:
        time.sleep(0.001)
    with suppress(ProcessLookupError):
        if ground.chance.random() < 0.7:
            os.killpg(publisher.process.pid, signal.SIGKILL)  # the power fails: git goes as well
        else:
            publisher.process.kill()  # only we are killed, and git goes on alone
    publisher.process.communicate()
    wait_for_children(publisher.process.pid)
    live = ground.look(before, site)
    tally[f"{what}: {'done all the same' if ground.known[live] == site and site != before else 'as it was'}"] += 1
    after = ground.next_site()
    try:
        published = clone.publish(after, accept=("vanished", "smaller"))
    except PublishRefused as refused:
        # The server's git was killed as well, while it held the lock: docs/publishing.md has a person remove that.
        if "gh-pages.lock': File exists" not in refused.reason:
            raise
        (ground.server.folder / "refs/heads/gh-pages.lock").unlink()
        tally["a lock was left on the server"] += 1
        published = clone.publish(after, accept=("vanished", "smaller"))
    if ground.look(after) != published.commit:
        raise Broken("The publication after a kill is not what is live.")
    git(clone.folder, "fsck", "--connectivity-only")


def wait_for_children(group: int) -> None:
    """Until nothing of a killed publication runs any more."""
    for _ in range(2_000):
        try:
            os.killpg(group, 0)
        except (ProcessLookupError, PermissionError):
            return
        time.sleep(0.005)


def usual_pace(ground: Ground, clone: Clone) -> dict[str, float]:
    """How long a publication after its plan, and a whole rollback, take on this machine now."""
    first = ground.look(SITE)
    site = ground.next_site()
    clone.build(site)
    publisher = Publisher(clone).wait_for_plan()
    began = time.monotonic()
    ground.known[publisher.finish()["commit"]] = site
    publish = time.monotonic() - began
    began = time.monotonic()
    ground.known[Publisher(clone, first).finish()["commit"]] = ground.known[first]
    return {"publish": publish, "rollback": time.monotonic() - began}


@contextmanager
def grounds(folder: Path, seed: int) -> Iterator[list[Ground]]:
    """One server over ``file://`` and one over smart HTTP, each with a first site."""
    own_git(folder)
    made = [server_in(folder / kind) for kind in ("file", "http")]
    with http_server(made[1]) as (url, _):
        found = [Ground(made[0], made[0].url, random.Random(seed)), Ground(made[1], url, random.Random(seed + 1))]
        for ground in found:
            ground.known[ground.clone("first").publish(SITE).commit] = SITE
        yield found


def main() -> int:
    """Do it all, print what happened, and answer the exit status."""
    arguments = argparse.ArgumentParser(description="Publish, race and kill, and look after each.")
    arguments.add_argument("--publications", type=int, default=200)
    arguments.add_argument("--races", type=int, default=20)
    arguments.add_argument("--kills", type=int, default=100)
    arguments.add_argument("--seed", type=int, default=1)
    given = arguments.parse_args()
    began = time.monotonic()
    folder = tempfile.TemporaryDirectory(prefix="potluck-stress-", ignore_cleanup_errors=True)
    with folder as name, grounds(Path(name), given.seed) as both:
        try:
            for ground, kind in zip(both, ("file", "http"), strict=True):
                _all(ground, kind, given)
        except (Broken, AssertionError, PublishRefused, Overtaken) as error:
            print(f"NOT AS PROMISED: {error}")
            return 1
    print(f"All as promised, in {time.monotonic() - began:.0f} s.")
    return 0


def _all(ground: Ground, kind: str, given: argparse.Namespace) -> None:
    tally: Counter[str] = Counter()
    rosa, ben = ground.clone("racer"), ground.clone("ben")
    for _ in range(given.races // 2):
        race(ground, rosa, ben, tally)
    print(f"{kind}: races", dict(tally), flush=True)
    tally.clear()
    clone = ground.clone("killed")
    pace = usual_pace(ground, clone)
    for number in range(given.kills // 2):
        kill(ground, clone, pace, tally)
        if number % 10 == 9:
            print(f"{kind}: kills {number + 1}", dict(tally), flush=True)
    tally.clear()
    in_a_row(ground, given.publications // 2, tally)
    print(f"{kind}: in a row", dict(tally), flush=True)


if __name__ == "__main__":
    sys.exit(main())
