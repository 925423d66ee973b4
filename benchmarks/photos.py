"""What a thousand photos of 12 megapixels cost: CPU time, memory of all processes, and what a second build makes.

    python -m benchmarks.photos                      1,000 photos, one post for each ten
    python -m benchmarks.photos --photos 50 --cut    ended in the middle first, to see that it goes on from there

Memory is what the kernel counts as ours, shared pages divided among those who share them (Linux: `Pss`), looked at
twice a second.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import signal
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

from PIL import Image

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


def run(conf: Path, cut_after: int = 0) -> tuple[float, float, int, str]:
    """Build; ended with SIGKILL after so many photos if asked. CPU seconds, peak MB, most processes, last line."""
    child = subprocess.Popen(
        [sys.executable, "-c", BUILD, str(conf)], cwd=ROOT, stdout=subprocess.PIPE, text=True, start_new_session=True
    )
    peak, most, done = 0, 0, threading.Event()
    seconds: dict[int, float] = {}

    def watch() -> None:
        nonlocal peak, most
        while not done.wait(0.5):
            ours = session(child.pid)
            peak, most = max(peak, sum(map(memory, ours))), max(most, len(ours))
            seconds.update((pid, used) for pid in ours if (used := processor_time(pid)))
            if cut_after and kept(conf.parent / "cache/images") >= cut_after:
                os.killpg(child.pid, signal.SIGKILL)
                return

    watcher = threading.Thread(target=watch)
    watcher.start()
    said, _ = child.communicate()
    done.set()
    watcher.join()
    return sum(seconds.values()), peak / 1000, most, said.strip()


def session(leader: int) -> list[int]:
    """The processes of a session."""
    found = []
    for each in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = each.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[3]) == leader:
            found.append(int(each.parent.name))
    return found


def memory(pid: int) -> int:
    """What a process holds, in kB; 0 when it is gone."""
    try:
        found = re.search(r"^Pss:\s+(\d+)", Path(f"/proc/{pid}/smaps_rollup").read_text(), re.M)
    except OSError:
        return 0
    return int(found[1]) if found else 0


def processor_time(pid: int) -> float:
    """The seconds of CPU a process has used; 0 when it is gone."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def kept(folder: Path) -> int:
    """How many pictures the cache holds."""
    return sum(1 for each in folder.glob("??/*") if len(each.name) == 64)


def main() -> int:
    """Print what each build took; 1 when the second encoded anything."""
    parser = argparse.ArgumentParser(description="A thousand photos.")
    parser.add_argument("--photos", type=int, default=1_000)
    parser.add_argument("--cut", action="store_true", help="end the first build after half of them, and start again")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="potluck-photos-") as folder:
        conf = lay_out(Path(folder), arguments.photos)
        if arguments.cut:
            run(conf, cut_after=arguments.photos // 2)
            print(f"ended with {kept(conf.parent / 'cache/images')} of {arguments.photos} kept", flush=True)
        for turn in ("first", "second"):
            cpu, peak, most, said = run(conf)
            print(f"{turn:7} {cpu:8.1f} s CPU {peak:8.0f} MB at most, {most} processes; {said}", flush=True)
    return 0 if said == "made 0" else 1


if __name__ == "__main__":
    sys.exit(main())
