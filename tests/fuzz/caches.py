"""Does to a cache what a disk, a power cut or a stranger might, and builds: the bytes are to be a clean build's.

python -m tests.fuzz.caches --times 500            1 when anything was found
python -m tests.fuzz.caches --times 50 --seed 9    other ways than with another seed

No text is given another hash that fits it: who can do that can put words into pages (docs/security.md).
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import sqlite3
import sys
import tempfile
import time
import traceback
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from PIL import Image

from potluck.build import build
from potluck.build.verification import differences
from potluck.keeping import remove
from tests.conftest import CONF
from tests.files import MOMENT, put_all, replace

PATIENCE = 30  # seconds for one build
POST = "content/posts/2026-05-02-first.md"
SITE = {
    "siteconf.py": f"{CONF}\nDOCS_PAGES = str(HERE / 'docs')\nJOBS = 1\n",
    "docs/index.md": "# Docs\n\n[Cups](cups.md)\n",
    "docs/cups.md": "# Cups\n\nTwo.\n",
    "redirects.txt": "/old/list/ /tags/pies/\n",
    "content/authors/ada.md": "---\nname: Ada Lund\nrole: organiser\navatar: ada.png\n---\n\nAda *sings*.\n",
    "content/authors/tom-oak.md": "---\nname: Tom Oak\n---\n\nTom grows apples.\n",
    "content/pages/about.md": "---\ntitle: About us\n---\n\nHello @ada.\n",
    POST: "---\ntitle: A WORD\nauthor: ada\ntags: [pies, cups]\nseries: Teas\n---\n\n[On](2026-05-20-b.md): WORD.\n",
    "content/posts/2026-05-20-b.md": "---\ntitle: B\nauthor: tom-oak\ntags: pies\n---\n\nX\n\n```python\nx\n```\n",
    "content/posts/2026-05-21-c.md": "---\ntitle: C\nauthor: ada\nevent: 2026-06-20\n---\n\n![A](../images/a.png)\n",
}
WORDS = ("apple", "berry")


class Table:
    """A site with its cache, caches of an earlier state and of another site to take from, and a file to leave alone."""

    def __init__(self, folder: Path, chance: random.Random) -> None:
        self.folder, self.chance = folder, chance
        self.site, self.cache = folder / "site", folder / "site/cache"
        self.diary = folder / "diary"
        self.diary.write_bytes(b"")
        other = folder / "other/site"
        for root, word in ((other, "cherry"), (self.site, "old"), (self.site, WORDS[0])):
            put_all(root, {path: text.replace("WORD", word) for path, text in SITE.items()})
            (root / "content/images").mkdir(exist_ok=True)
            for name in ("content/authors/ada.png", "content/images/a.png"):
                Image.new("RGB", (40, 40), "red" if root == self.site else "blue").save(root / name)
            build(root / "siteconf.py")
            shutil.copytree(root / "cache", folder / word, dirs_exist_ok=True)
        self.others = [folder / "old", folder / "cherry"]

    def file(self) -> Path:
        """Any file of the cache; each of its folders as likely as another."""
        found = sorted(each for each in self.cache.rglob("*") if each.is_file() and not each.is_symlink())
        top = self.chance.choice(sorted({each.relative_to(self.cache).parts[0] for each in found}))
        return self.chance.choice([each for each in found if each.relative_to(self.cache).parts[0] == top])

    def elsewhere(self, file: Path) -> Path:
        """What stands for a file in another cache."""
        other, inside = self.chance.choice(self.others), file.relative_to(self.cache)
        found = sorted(each for each in (other / inside.parts[0]).rglob("*") if each.is_file())
        same = other / inside
        return same if same.is_file() else self.chance.choice(found or [other / "rendered.sqlite"])

    def store(self) -> Path:
        return next((self.cache / "build").glob("*.sqlite"))


def cut(at: Table) -> None:
    file = at.file()
    os.truncate(file, at.chance.randrange(file.stat().st_size + 1))


def flip(at: Table) -> None:
    file = at.file()
    data = bytearray(file.read_bytes())
    for _ in range(at.chance.choice((1, 1, 5, 50)) if data else 0):
        data[at.chance.randrange(len(data))] ^= 1 << at.chance.randrange(8)
    file.write_bytes(data)


def pages_of_another(at: Table) -> None:
    """Pieces of 4,096 bytes of an earlier state or of another site, as after a power cut."""
    file = at.file()
    data, other = bytearray(file.read_bytes()), at.elsewhere(file).read_bytes()
    for _ in range(at.chance.randrange(1, 20)):
        start = at.chance.randrange(len(data) // 4096 + 1) * 4096
        data[start : start + 4096] = other[start : start + 4096]
    file.write_bytes(data)


def another(at: Table) -> None:
    file = at.file()
    shutil.copyfile(at.elsewhere(file), file)


def swapped(at: Table) -> None:
    one, other = at.file(), at.file()
    data = one.read_bytes()
    one.write_bytes(other.read_bytes())
    other.write_bytes(data)


def rows(at: Table) -> None:
    """Rows that are missing, of an earlier state, of another site, or in each other's place."""
    store = at.store()
    with closing(sqlite3.connect(store)) as kept, kept:
        kept.execute("ATTACH ? AS other", (str(at.elsewhere(store)),))
        some = f"abs(random()) % 100 < {at.chance.choice((2, 20, 80))}"
        kept.execute(
            at.chance.choice(
                (
                    f"DELETE FROM kept WHERE {some}",
                    f"REPLACE INTO kept SELECT * FROM other.kept WHERE {some}",
                    "UPDATE kept SET text = (SELECT text FROM kept ORDER BY random() LIMIT 1) WHERE random() % 9 = 0",
                    "CREATE TRIGGER t AFTER DELETE ON kept BEGIN DELETE FROM kept; END",
                    "CREATE VIEW v AS SELECT 1",
                )
            )
        )


def no_file(at: Table) -> None:
    """A link, a pipe, a folder or a second name in the place of a file or folder, or beside a table."""
    place = at.chance.choice((at.file(), at.file().parent, at.store().with_name(at.store().name + "-journal")))
    if place == at.cache:
        return
    remove(place)
    how = at.chance.choice(("link", "pipe", "folder", "second name", "sparse"))
    if how == "link":
        place.symlink_to(at.chance.choice((at.diary, at.folder / "nothing", Path("/dev/zero"), place.parent)))
    elif how == "pipe":
        os.mkfifo(place)
    elif how == "folder":
        (place / "within").mkdir(parents=True)
    elif how == "second name":
        os.link(at.diary, place)
    else:
        place.touch()
        os.truncate(place, 40_000_000_000)


WAYS = (cut, flip, pages_of_another, another, swapped, rows, rows, no_file, no_file)


def fault(at: Table, way: Callable[[Table], None]) -> str:
    """What is wrong after one way of harm, and an edit or none; empty when nothing is."""
    if at.chance.random() < 0.6:
        post = at.site / POST
        replace(post, *(WORDS if WORDS[0] in post.read_text() else WORDS[::-1]))
    if at.chance.random() < 0.3:
        shutil.rmtree(at.site / "output")
    way(at)
    started = time.monotonic()
    try:
        build(at.site / "siteconf.py")
    except Exception:
        return traceback.format_exc()
    if time.monotonic() - started > PATIENCE:
        return f"it took {time.monotonic() - started:.0f} s"
    if at.diary.read_bytes() or (at.folder / "nothing").exists():
        return "something was written elsewhere"
    return "\n".join(differences(at.site / "siteconf.py", at.site / "output"))


def main() -> int:
    """Try as often as is asked for."""
    parser = argparse.ArgumentParser(description="Harm of all kinds against the cache.")
    parser.add_argument("--times", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    os.environ["SOURCE_DATE_EPOCH"] = MOMENT
    chance, found = random.Random(given.seed), 0
    with tempfile.TemporaryDirectory(prefix="potluck-caches-") as folder:
        at = Table(Path(folder), chance)
        for number in range(given.times):
            way = chance.choice(WAYS)
            if wrong := fault(at, way):
                found += 1
                print(f"\n{number}: {way.__name__}\n{wrong}", flush=True)
                shutil.rmtree(at.cache, ignore_errors=True)
            build(at.site / "siteconf.py")
    print(f"{given.times:,} times, {found} faults")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
