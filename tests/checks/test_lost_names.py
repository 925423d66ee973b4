"""Names that lead nowhere any more, of which a change may leave thousands behind."""

from __future__ import annotations

import pytest

from potluck.checks.change.touched import FEW, Names

MANY = [f"/walk-{each}" for each in range(FEW * 2)]


@pytest.mark.parametrize("more", [[], MANY], ids=["few", "many"])
@pytest.mark.parametrize(
    ("text", "is_within"),
    [
        ("see [it](/2024/05/soup/#after)", True),
        ("by ada lind, who", True),
        ("so[ur", False),
        ("#]-", True),
        ("/2024/05/sou", False),
        ("", False),
    ],
)
def test_names_are_found_however_many_there_are(more: list[str], text: str, *, is_within: bool) -> None:
    names = Names(["/2024/05/soup", "ada lind", "#]-", *more])
    assert names.within(text) is is_within
    assert names.within(f"{text}/walk-7") is (is_within or bool(more))
