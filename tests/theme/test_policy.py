"""What a page's policy lets our own scripts fetch, beside what the page itself loads."""

from __future__ import annotations

import pytest

from potluck.pages.theme.policy import BY_OUR_SCRIPTS, security_policy

FETCHING = f"script-src {BY_OUR_SCRIPTS}"


def scripts(policy: str) -> list[str]:
    return next(part.split()[1:] for part in policy.split("; ") if part.startswith("script-src "))


def test_a_page_whose_scripts_stand_in_it_lets_them_fetch_and_no_other() -> None:
    hashed, *others = scripts(security_policy([""], ["run()"], elsewhere=[FETCHING]))
    assert hashed.startswith("'sha256-")
    assert others == [BY_OUR_SCRIPTS]


@pytest.mark.parametrize(
    ("own_files", "elsewhere"),
    [(True, [FETCHING]), (False, [FETCHING, "script-src https://count.example/x.js"])],
)
def test_a_page_that_names_script_files_still_gets_them(own_files: bool, elsewhere: list[str]) -> None:
    sources = scripts(security_policy([""], ["run()"], own_files=own_files, elsewhere=elsewhere))
    assert sources.count("'self'") == 1
    assert BY_OUR_SCRIPTS not in sources  # browsers would pass over all addresses beside it
