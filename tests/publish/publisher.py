"""A publisher as a process of its own, for tests that race it, kill it or take its rights away.

``python -m tests.publish.publisher CLONE OUTPUT`` publishes an output folder, ``… CLONE OUTPUT COMMIT`` rolls back.
Prints one JSON object: the commit, or the reason and the fix of a refusal.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from potluck.publish import PublishRefused, locate, make_plan, plan_rollback, preflight, publish


def main(clone: str, output: str, commit: str | None = None) -> dict[str, str]:
    try:
        if commit is not None:
            return {"commit": plan_rollback(locate(Path(clone)), commit).do()}
        planned = make_plan(
            Path(output), preflight(Path(clone)), allowed=lambda path: True, memory=Path(f"{output}.read.sqlite")
        )
        print("planned", flush=True)
        sys.stdin.readline()  # whoever started this decides when it goes on
        return {"commit": publish(planned).commit}
    except PublishRefused as refused:
        return {"reason": refused.reason, "fix": refused.fix}


if __name__ == "__main__":
    print(json.dumps(main(*sys.argv[1:])))
