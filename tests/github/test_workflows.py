"""What the workflows promise, held against the files: least rights, nothing shared with strangers, plain scripts."""

from __future__ import annotations

import re
from typing import Any

import pytest
import yaml

from tests.conftest import ROOT

FILES = sorted((ROOT / ".github/workflows").glob("*.yml"))
PUSHES = ("publish.yml", "review.yml", "submission.yml")


@pytest.fixture(params=FILES, ids=lambda file: file.name)
def workflow(request: pytest.FixtureRequest) -> dict[str, Any]:
    """Each of them; ``name of file`` is added."""
    read: dict[str, Any] = yaml.load(request.param.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    return read | {"file": request.param.name}


def steps(workflow: dict[str, Any]) -> list[dict[str, Any]]:
    return [step for job in workflow["jobs"].values() for step in job["steps"]]


def test_a_pull_request_whose_base_is_another_is_checked_anew() -> None:
    (file,) = (file for file in FILES if file.name == "check.yml")
    assert (
        "edited" in yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)["on"]["pull_request"]["types"]
    )


def test_it_begins_with_no_rights(workflow: dict[str, Any]) -> None:
    assert workflow["permissions"] == {}
    for job in workflow["jobs"].values():
        rights = job["permissions"].values()
        assert workflow["file"] in PUSHES or "write" not in rights or job["permissions"].get("contents") != "write"


def test_actions_are_pinned_by_commit(workflow: dict[str, Any]) -> None:
    for step in steps(workflow):
        if "uses" in step:
            assert re.fullmatch(r"[\w-]+/[\w/-]+@[0-9a-f]{40}", step["uses"])


def test_no_checkout_leaves_a_token_behind(workflow: dict[str, Any]) -> None:
    for step in steps(workflow):
        if step.get("uses", "").startswith("actions/checkout@"):
            assert step["with"]["persist-credentials"] == "false"


def test_no_expression_reaches_a_script(workflow: dict[str, Any]) -> None:
    for step in steps(workflow):
        assert "${{" not in step.get("run", "")


def test_only_publishing_has_a_cache_and_it_runs_on_main_alone(workflow: dict[str, Any]) -> None:
    cached = [step for step in steps(workflow) if "cache" in step.get("uses", "") or "cache" in step.get("with", {})]
    assert bool(cached) == (workflow["file"] == "publish.yml")
    if cached:
        assert set(workflow["on"]) == {"push", "schedule", "workflow_dispatch"}
        assert workflow["on"]["push"] == {"branches": ["main"]}
        assert all(key in cached[0]["with"]["key"] for key in ("requirements.txt", "theme/**"))


def test_the_check_of_a_pull_request_can_read_and_nothing_else() -> None:
    check = yaml.load((ROOT / ".github/workflows/check.yml").read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    assert set(check["on"]) == {"pull_request"}
    assert check["on"]["pull_request"]["branches"] == ["main"], "another branch's code would answer for main's"
    for job in check["jobs"].values():
        assert set(job["permissions"].values()) <= {"read"}
    assert "secrets." not in (ROOT / ".github/workflows/check.yml").read_text(encoding="utf-8")


def test_a_hub_is_told_after_the_site_is_deployed() -> None:
    jobs = yaml.load((ROOT / ".github/workflows/publish.yml").read_text(encoding="utf-8"), Loader=yaml.BaseLoader)[
        "jobs"
    ]
    assert jobs["publish"]["outputs"]["hub"] == "${{ steps.publish.outputs.hub }}"
    assert set(jobs["tell"]["needs"]) == {"publish", "deploy"}
    assert jobs["tell"]["steps"][-1]["run"] == "invoke tell-hub"
