"""What a thousand photos of 12 megapixels cost: CPU time, memory of all processes, and what a second build makes.

python -m benchmarks.photos                      1,000 photos, one post for each ten
python -m benchmarks.photos --photos 50 --cut    ended in the middle first, to see that it goes on from there
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path

from PIL import Image

from benchmarks.measuring import adopt_orphans, end_of, run

ROOT = Path(__file__).resolve().parent.parent
SIZE = (4000, 3000)
BUILD = """
import sys
from pathlib import Path
from potluck.build.run import build_to_stay

built, laid = build_to_stay(Path(sys.argv[1]), even_if_unchanged=True)
assert built.errors == 0, built.problems[:3]
print("made", laid.site.table.pictures.made)
"""


def photograph(seed: int) -> Image.Image:
    """Something with a photo's busy and quiet parts, other pixels for each seed."""
    chance = random.Random(seed)
    coarse = Image.frombytes("RGB", (40, 30), chance.randbytes(3600)).resize(SIZE, Image.Resampling.BICUBIC)
    fine = Image.effect_noise((1000, 750), 60).resize(SIZE, Image.Resampling.BICUBIC).convert("RGB")
    return Image.blend(coarse, fine, 0.25)


def lay_out(root: Path, photos: int) -> Path:
    """A site with so many photos; answers its settings file."""
    conf = root / "siteconf.py"
    conf.write_text(
        f"import sys\nsys.path.insert(0, {str(ROOT)!r})\nfrom pelicanconf import *\nfrom pathlib import Path\n"
        "HERE = Path(__file__).parent\nPATH, OUTPUT_PATH, CACHE_PATH = (str(HERE / each) for each in "
        "('content', 'output', 'cache'))\nMENU = ()\n"
    )
    authors = root / "content/authors"
    authors.mkdir(parents=True)
    (authors / "ada.md").write_text("---\nname: Ada\nrole: member\n---\n")
    for first in range(0, photos, 10):
        folder = root / f"content/posts/2026-01-01-evening-{first}"
        folder.mkdir(parents=True)
        names = [f"photo-{number}.jpg" for number in range(first, min(first + 10, photos))]
        for number, name in enumerate(names, first):
            photograph(number).save(folder / name, quality=85)
        pictures = "\n\n".join(f"![The table at eight]({name})" for name in names)
        (folder / "index.md").write_text(f"---\ntitle: Evening {first}\nauthor: ada\n---\n\n{pictures}\n")
    return conf


def command(conf: Path) -> list[str]:
    """What builds a site, and says how many pictures it made."""
    return [sys.executable, "-c", BUILD, str(conf)]


def cut(conf: Path, after: int) -> None:
    """Begin to build, and end that with SIGKILL after so many photos."""
    child = subprocess.Popen(command(conf), cwd=ROOT, start_new_session=True)
    while child.poll() is None and kept(conf.parent / "cache/images") < after:
        time.sleep(0.5)
    with suppress(ProcessLookupError):
        os.killpg(child.pid, signal.SIGKILL)
    child.wait()


def kept(folder: Path) -> int:
    """How many pictures the cache holds."""
    return sum(1 for each in folder.glob("??/*") if len(each.name) == 64)


def main() -> int:
    """Print what each build took; 1 when the second encoded anything."""
    parser = argparse.ArgumentParser(description="A thousand photos.")
    parser.add_argument("--photos", type=int, default=1_000)
    parser.add_argument("--cut", action="store_true", help="end the first build after half of them, and start again")
    arguments = parser.parse_args()
    adopt_orphans()
    with tempfile.TemporaryDirectory(prefix="potluck-photos-") as folder:
        conf = lay_out(Path(folder), arguments.photos)
        if arguments.cut:
            cut(conf, arguments.photos // 2)
            print(f"ended with {kept(conf.parent / 'cache/images')} of {arguments.photos} kept", flush=True)
        for turn in ("first", "second"):
            cost = run(command(conf), conf.parent, {**os.environ, "PYTHONPATH": str(ROOT)})
            said = end_of(conf.parent).strip()
            print(f"{turn:7} {cost.cpu:8.1f} s CPU {cost.peak / 1e6:8.0f} MB at most; {said}", flush=True)
    return 0 if said == "made 0" else 1


if __name__ == "__main__":
    sys.exit(main())
