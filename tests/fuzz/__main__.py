"""Tries strange texts for a while, and prints the smallest it can find of each kind that breaks something.

python -m tests.fuzz --minutes 60              1 when anything was found
python -m tests.fuzz --minutes 5 --seed 100    other texts than with another seed
"""

from __future__ import annotations

import argparse
import sys
import time
import traceback
import warnings

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from tests.fuzz import texts
from tests.fuzz.trial import PLACES, Kitchen

ROUND = 500
"""Texts of one seed. Hypothesis remembers what it has tried, so a round should not be endless."""

SHRINKING = 20  # seconds of CPU time
PATHS = st.sampled_from(PLACES) | st.sampled_from(PLACES) | texts.names.map(lambda name: f"posts/{name}")


class Trials:
    """Tries one text after another; `found` has the kinds of what was wrong."""

    def __init__(self) -> None:
        self.kitchen = Kitchen()
        self.found: set[str] = set()
        self.tried = 0

    def fault(self, place: str, raw: bytes) -> tuple[str, str]:
        """What kind of fault this file brings out, and all that is known of it; both empty when there is none."""
        try:
            wrong = self.kitchen.serve(place, raw)
        except Exception as error:
            where = traceback.extract_tb(error.__traceback__)[-1]
            return f"{type(error).__name__} in {where.name}", "".join(traceback.format_exception(error))
        return (wrong[0][:20], "\n".join(wrong[:5])) if wrong else ("", "")

    def run(self, place: str, raw: bytes) -> None:
        """Try one file; tell of a fault of a new kind."""
        self.tried += 1
        kind, _ = self.fault(place, raw)
        if not kind or kind in self.found:
            return
        self.found.add(kind)
        small = self._smallest(place, raw, kind)
        print(f"\n{kind}: {place!r} with {small!r}\n{self.fault(place, small)[1]}", flush=True)

    def _smallest(self, place: str, raw: bytes, kind: str) -> bytes:
        """The file with everything cut off that the fault does not need."""
        end = time.process_time() + SHRINKING
        size = len(raw) // 2
        while size:
            at = 0
            while at < len(raw) and time.process_time() < end:
                shorter = raw[:at] + raw[at + size :]
                raw, at = (shorter, at) if self.fault(place, shorter)[0] == kind else (raw, at + size)
            size //= 2
        return raw


def main() -> int:
    """Run rounds until the time is up."""
    parser = argparse.ArgumentParser(description="Strange texts against the check and the renderer.")
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--seed", type=int, default=1, help="of the first round; each round has the next")
    arguments = parser.parse_args()
    warnings.simplefilter("ignore")
    trials = Trials()
    end = time.monotonic() + arguments.minutes * 60
    number = arguments.seed
    while time.monotonic() < end:
        one_round = seed(number)(given(PATHS, texts.files)(trials.run))
        settings(
            max_examples=ROUND,
            deadline=None,
            database=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )(one_round)()
        number += 1
    trials.kitchen.close()
    print(f"{trials.tried:,} texts tried, {len(trials.found)} kinds of fault")
    return 1 if trials.found else 0


if __name__ == "__main__":
    sys.exit(main())
