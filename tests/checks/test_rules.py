"""Every rule keeps its promise: its bad example is reported, its good one is not, and its page says so."""

from __future__ import annotations

from pathlib import Path

import pytest

from potluck.checks.handbook import every_rule, pages
from potluck.problems import Rule
from tests.checks.conftest import Community

DOCS = Path(__file__).parents[2] / "docs" / "checks"
NEED_MORE_THAN_FILES = {
    "file-unreadable",
    "symbolic-link",
    "not-a-file",
    "date-unlikely",
    "image-refused",
    "too-complicated",
    "post-not-built",
    "page-by-member",
    "account-missing",
}
TRIABLE = [each for each in every_rule() if each.bad.files and each.id not in NEED_MORE_THAN_FILES]


@pytest.mark.parametrize("rule", TRIABLE, ids=lambda rule: rule.id)
def test_the_bad_example_is_reported_and_the_good_one_is_not(rule: Rule, community: Community) -> None:
    assert rule.id not in community.ids()
    community.write_all(rule.bad.files)
    assert rule.id in community.ids()
    for path in rule.bad.files:
        (community.root / path).unlink()
    community.write("content/authors/maria-silva.md", "---\nname: Maria Silva\n---\n\nI walk.\n")
    community.write_all(rule.good.files)
    assert rule.id not in community.ids()


def test_each_rule_has_a_page_that_is_up_to_date() -> None:
    on_disk = {file.name: file.read_text(encoding="utf-8") for file in DOCS.glob("*.md")}
    assert on_disk == pages(), "run `python -m potluck.checks.handbook`"


@pytest.mark.parametrize("rule", every_rule(), ids=lambda rule: rule.id)
def test_messages_are_sentences_in_plain_words(rule: Rule) -> None:
    for text in (rule.title, rule.why, rule.fix):
        assert text[-1] in ".:`", text
        assert not any(
            word in text.lower() for word in ("yaml", "parser", "regex", "exception", "syntax error", "utf8")
        )
    assert len(rule.title) < 110
