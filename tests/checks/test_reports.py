"""The same problems, told to a person, to GitHub, to a program and in a pull request."""

from __future__ import annotations

import json
import re
from pathlib import Path

import cmarkgfm
import pytest
from cmarkgfm.cmark import Options
from hypothesis import example, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from rich.cells import cell_len
from selectolax.lexbor import LexborHTMLParser

from potluck.checks import Report
from potluck.checks.report.excerpt import excerpt
from potluck.content.library import Library
from potluck.problems import RULES, Edit
from potluck.settings import Settings
from tests.checks.conftest import POST, TOP, Community


def test_the_text_shows_the_line_underlined_with_the_cure(community: Community) -> None:
    community.post("It rained, so we read [the map] (https://example.org/map).")
    text = community.check().told("text")
    assert "6 | It rained, so we read [the map] (https://example.org/map)." in text
    assert re.search(r"\| {31}\^", text)
    assert "[the map](https://example.org/map)" in text or "](https://example.org/map)" in text
    assert "docs/checks/link-gap.md" in text
    assert "\x1b[" not in text


def test_no_word_is_cut_off_where_there_is_no_terminal(community: Community) -> None:
    community.post("![](C:\\pictures\\river.jpg)\n\n##Soup")
    report = community.check()
    text = report.told("text")
    assert len(report.problems) > 1
    assert all(f"  why: {each.why}\n" in text and f"  fix: {each.fix}\n" in text for each in report.problems)


def test_of_a_flood_of_problems_the_worst_are_told_and_the_rest_counted(community: Community) -> None:
    community.post("It rained.")
    flood = [*[RULES["title-copied"].at(POST, 1)] * 900, *[RULES["title-missing"].at(POST, 1)] * 900]
    report = replace(community.check(), problems=tuple(flood))
    text = report.told("text")
    assert text.count("[title-missing]") == 900 and text.count("[title-copied]") == 100
    assert "… and 800 more" in text and "900 problems" in text
    assert len(json.loads(report.told("json"))["problems"]) == 1_800


def test_nothing_to_put_right_is_said_in_one_line(community: Community) -> None:
    community.post("It rained.")
    assert community.check().told("text") == "2 files checked: nothing to put right.\n"


def test_json_is_one_object_of_the_promised_form(community: Community) -> None:
    community.post("##Soup")
    data = json.loads(community.check().told("json"))
    assert data["checked"] == 2
    (problem,) = data["problems"]
    assert set(problem) == {"id", "severity", "path", "line", "column", "title", "why", "fix", "edit", "docs"}
    assert (problem["id"], problem["severity"], problem["path"], problem["line"]) == (
        "heading-space",
        "warning",
        POST,
        6,
    )
    assert problem["edit"] == {"start_line": 6, "end_line": 6, "replacement": "## Soup"}


def test_annotations_stay_within_githubs_limits_and_escape_what_they_must(community: Community) -> None:
    for day in range(1, 16):
        community.write(
            f"content/posts/2024-05-{day:02}-p{day}.md",
            f"---\ntitle: P{day}\nauthor: x%0A::error::y\n---\n\n##A, b: {day}\n",
        )
    lines = community.check().told("github").splitlines()
    assert len([line for line in lines if line.startswith("::error ")]) == 10
    assert len([line for line in lines if line.startswith("::warning ")]) == 10
    assert "6 more" in " ".join(lines)
    assert all(re.fullmatch(r"::(?:error|warning) .*::.*", line) for line in lines[:-1])
    assert "%250A" in lines[0]


def test_the_review_begins_with_thanks_and_offers_suggestions(community: Community) -> None:
    start = community.commit()
    community.post("##Soup\n\nSee (the map)[https://example.org/map].")
    text = community.check(since=start).told("markdown")
    assert text.startswith("## Nearly there\n\nThank you")
    assert "- [ ] line 8: **" in text
    assert "```suggestion\n  See [the map](https://example.org/map).\n" in text


def test_the_review_tells_where_the_post_will_be(community: Community) -> None:
    start = community.commit()
    community.post("It rained.")
    report = community.check(Settings(siteurl="https://walkers.example.org"), since=start)
    assert "https://walkers.example.org/2024/05/a-walk-by-the-river/" in report.told("markdown")


def test_of_very_many_posts_the_review_tells_the_rest_by_their_number(community: Community) -> None:
    found = replace(community.check(), addresses={f"content/posts/{number}.md": "2024/05/x/" for number in range(310)})
    assert (text := found.told("markdown")).count(" will be at ") == 60
    assert "- and 250 more" in text


def test_a_post_cannot_write_into_the_review(community: Community) -> None:
    community.write(
        POST, "---\ntitle: x\nauthor: '@everyone <img src=x> [a](https://evil.example)'\n---\n\nIt rained.\n"
    )
    text = community.check().told("markdown")
    outside_code = re.sub(r"`[^`]*`", "", text)
    assert "@everyone" not in outside_code
    assert "<img" not in outside_code
    assert "evil.example" not in outside_code


EVIL = (
    "@everyone",
    "# Approved",
    "[a](https://evil.example)",
    "![a](https://evil.example/a.png)",
    "<img src=//evil.example>",
    "https://evil.example",
    "www.evil.example",
    "_www.evil.example",
    "*_~WWW.evil.example",
    "```",
    "````",
    "~~~",
    "`",
    "``",
    "<!-- potluck -->",
    "</details>",
    "- [x] done",
    "| a |",
    "[a]: https://evil.example",
    "\\",
    "$x$",
    "&commat;everyone",
    "&num;1",
    "#1",
)
evil = st.lists(st.sampled_from([*EVIL, "\n", "\n\n", " ", "    ", "x"]), max_size=12).map("".join)


@given(evil, evil, evil, evil, evil)
@settings(max_examples=300, deadline=None)
@example("x", "x", f"a{chr(10)}{chr(10)}x", "````\n# Approved @everyone", "x")
def test_nothing_quoted_in_the_review_becomes_markdown(title: str, why: str, fix: str, edit: str, path: str) -> None:
    ours = RULES["heading-space"].at(path or "a", 1, title=title, why=why, fix=fix, edit=Edit(1, 1, edit))
    library = Library(Path("content"), (), {}, (), (), ())
    text = Report((ours,), 1, library, Settings(), {path or "a": "2024/05/a/"}).told("markdown")
    page = LexborHTMLParser(cmarkgfm.github_flavored_markdown_to_html(text, Options.CMARK_OPT_UNSAFE))
    for code in page.css("pre, code"):
        code.decompose()
    assert [node.text() for node in page.css("h1, h2, h3")] == ["Ready to appear", "To make it better (1)"]
    assert [node.attributes["href"] for node in page.css("a")] == [f"docs/checks/{ours.id}.md"]
    assert not page.css("img, table, blockquote, details, ol")
    assert "@everyone" not in page.text() or "@<!-- -->everyone" in text
    assert len(page.css("li")) == 2


def test_what_keeps_a_post_from_appearing_comes_first(community: Community) -> None:
    community.post("See [the map]().", "content/posts/2024-05-01-a.md")
    community.write("content/posts/2024-05-02-z.md", "---\ntitle: z\n---\n\nIt rained.\n")
    assert [each.id for each in community.problems()] == ["author-missing", "link-empty"]


@pytest.mark.parametrize(("body", "status"), [("It rained.", 0), ("##Soup", 0), ("See [the map]().", 1)])
def test_only_errors_make_it_fail(community: Community, body: str, status: int) -> None:
    community.post(body)
    assert community.check().exit_status == status


def test_settings_decide_what_counts(community: Community) -> None:
    community.post("##Soup\n\nSee [the map]().")
    report = community.check(Settings(checks={"heading-space": "error", "link-empty": "off"}))
    assert [(each.id, each.severity.value) for each in report.problems] == [("heading-space", "error")]


def test_a_comment_with_a_reason_excuses_the_next_line(community: Community) -> None:
    because = "because the museum has nothing better"
    community.post(
        f"<!-- potluck: allow heading-space {because} -->\n##Soup\n\n<!-- potluck: allow heading-space -->\n\n##Bread"
    )
    assert community.told() == [("heading-space", 11)]


def test_a_comment_never_excuses_what_keeps_a_post_from_appearing(community: Community) -> None:
    text = TOP.replace(
        "author: maria-silva", "author: nobody # <!-- potluck: allow author-unknown because I say so -->"
    )
    community.write(POST, text + "It rained.\n")
    assert "author-unknown" in community.ids()


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("date: 2024-02-31", "date-invalid"),
        ("status: sometime", "status-unknown"),
        ('tags: "!"', "tag-invalid"),
        ("wheather: wet", "key-unknown"),
        ("image: no.png", "image-value"),
        ("author: maria-silva", "key-twice"),
    ],
)
def test_a_comment_never_excuses_a_line_that_keeps_a_post_from_being_read(
    community: Community, line: str, told: str
) -> None:
    excuse = f'summary: "<!-- potluck: allow {told} because nobody minds -->"'
    community.write(POST, TOP.replace("author:", f"{excuse}\n{line}\nauthor:", 1) + "It rained.\n")
    assert told in community.ids()


def test_a_comment_never_excuses_a_sign_that_keeps_a_post_from_being_read(community: Community) -> None:
    community.post("It rained\x07. <!-- potluck: allow control-character because it rings -->")
    assert "control-character" in community.ids()


def test_sarif_holds_the_place_the_rule_and_the_fix(community: Community) -> None:
    community.post("##Soup")
    log = json.loads(community.check(Settings(repository="https://github.com/walkers-example/blog")).told("sarif"))
    (run,) = log["runs"]
    (rule,) = run["tool"]["driver"]["rules"]
    (result,) = run["results"]
    place = result["locations"][0]["physicalLocation"]
    assert (log["version"], run["columnKind"]) == ("2.1.0", "unicodeCodePoints")
    assert rule["helpUri"] == "https://github.com/walkers-example/blog/blob/main/docs/checks/heading-space.md"
    assert (result["ruleId"], result["ruleIndex"], result["level"]) == ("heading-space", 0, "warning")
    assert (place["artifactLocation"]["uri"], place["region"]["startLine"]) == (POST, 6)
    (replacement,) = result["fixes"][0]["artifactChanges"][0]["replacements"]
    assert replacement["deletedRegion"] == {"startLine": 6, "startColumn": 1, "endLine": 7, "endColumn": 1}
    assert replacement["insertedContent"] == {"text": "## Soup\n"}


def test_a_post_cannot_write_links_into_sarif(community: Community) -> None:
    community.write(POST, "---\ntitle: x\nauthor: '[a](https://evil.example) {0}'\n---\n\nIt rained.\n")
    text = community.check().told("sarif")
    assert "[a](" not in text
    assert "{0}" not in text.replace("{{0}}", "")


def test_sarif_without_problems_is_a_run_without_results(community: Community) -> None:
    community.post("It rained.")
    assert json.loads(community.check().told("sarif"))["runs"][0]["results"] == []


LONG = "word " * 60 + "(the map)[https://example.org/map] " + "word " * 60


@pytest.mark.parametrize("room", [20, 40, 100, 160])
@pytest.mark.parametrize("line", [LONG, LONG.replace("word", "麵包"), "\t(the map)[https://example.org/map]"])
def test_marks_stand_under_what_is_meant_however_long_the_line_is(line: str, room: int) -> None:
    start = line.index("(the")
    part = excerpt(line, start, start + len("(the map)[https://example.org/map]"), room)
    assert cell_len(part.shown) <= room
    assert part.before + part.marked <= room
    cells = [each for each in part.shown for _ in range(cell_len(each))]
    assert "".join(cells[part.before : part.before + 4]) == "(the"


def test_a_line_to_put_there_stays_in_its_block_whatever_ends_it() -> None:
    """Markdown takes a carriage return for the end of a line; an artifact may have been forged to hold one."""
    for end in ("\r", "\r\n", "\n"):
        text = f"soup{end}![x](https://evil.example/x.png){end}```{end}# All is well"
        forged = replace(RULES["title-missing"].at("content/posts/x.md", 1), edit=Edit(1, 1, text))
        empty = Library(Path("content"), (), {}, (), (), ())
        page = Report((forged,), 1, empty, Settings()).told("markdown")
        html = cmarkgfm.github_flavored_markdown_to_html(page, Options.CMARK_OPT_UNSAFE)
        tree = LexborHTMLParser(html)
        assert not tree.css("img, h1")
        assert len(tree.css("pre")) == 1
