"""`--since` tells only of what a change brought or touched, and still knows the whole site."""

from __future__ import annotations

import shutil
import sys
import time
from pathlib import Path

import pytest

from potluck.checks import CannotCheckError, check
from potluck.checks.change.history import History
from potluck.settings import Settings
from tests.checks.conftest import POST, TOP, Community
from tests.files import put

NEW = "content/posts/2024-05-09-soup.md"


def since(community: Community, revision: str) -> list[tuple[str, str, int | None]]:
    return [(each.id, each.path, each.line) for each in community.check(since=revision).problems]


def test_an_old_mistake_does_not_block_a_newcomer(community: Community) -> None:
    community.post("See [the map]().")
    start = community.commit()
    community.write(NEW, TOP.replace("A walk", "Soup") + "##Soup\n")
    community.commit("2024-05-09T10:00:00+00:00")
    assert since(community, start) == [("heading-space", NEW, 6)]


def test_only_the_changed_lines_of_an_old_post_count(community: Community) -> None:
    community.post("##Soup\n\nIt rained.\n\n\n\n##Bread")
    start = community.commit()
    community.post("##Soup\n\nIt rained.\n\n\n\n##Rye bread")
    assert since(community, start) == [("heading-space", POST, 12)]


def test_the_lines_of_a_file_that_nobody_could_read_are_not_asked_for(community: Community) -> None:
    start = community.commit()
    community.write("content/posts/notes.txt", "tea\n" * 300_000)
    community.post("##Soup")
    community.commit("2024-05-09T10:00:00+00:00")
    touched = History(community.repository, community.root).touched_since(start)
    assert touched["content/posts/notes.txt"] == set()
    assert 6 in touched[POST]


def test_a_file_that_git_does_not_know_yet_counts_whole(community: Community) -> None:
    start = community.commit()
    community.post("##Soup")
    assert since(community, start) == [("heading-space", POST, 6)]


def test_a_new_post_that_takes_an_old_ones_address_is_told(community: Community) -> None:
    community.post("It rained.", NEW)
    start = community.commit()
    community.post("It rained.", NEW.replace("05-09", "05-02"))
    found = since(community, start)
    assert ("permalink-taken", NEW, None) in found or ("permalink-taken", NEW.replace("05-09", "05-02"), None) in found


def test_deleting_what_another_post_links_to_is_told(community: Community) -> None:
    community.post("It rained.", NEW)
    community.post("See [the soup](2024-05-09-soup.md).")
    start = community.commit()
    (community.root / NEW).unlink()
    assert since(community, start) == [("link-missing", POST, 6)]


def test_deleting_a_person_is_told_of_their_posts(community: Community) -> None:
    community.write("content/authors/ada.md", "---\nname: Ada Lind\n---\n\nI bake.\n")
    community.write(POST, TOP.replace("maria-silva", "ada") + "It rained.\n")
    community.write(NEW, TOP.replace("maria-silva", "Ada Lind").replace("walk", "soup") + "It rained.\n")
    start = community.commit()
    (community.root / "content/authors/ada.md").unlink()
    assert since(community, start) == [("author-unknown", POST, 3), ("author-unknown", NEW, 3)]


def test_renaming_a_person_is_told_of_the_posts_that_say_the_old_name(community: Community) -> None:
    community.write(NEW, TOP.replace("maria-silva", "Maria Silva") + "It rained.\n")
    start = community.commit()
    community.write("content/authors/maria-silva.md", "---\nname: Maria Santos\n---\n\nI walk.\n")
    assert since(community, start) == [("author-unknown", NEW, 3)]


def test_deleting_a_post_is_told_of_links_to_its_address(community: Community) -> None:
    community.post("It rained.", NEW)
    community.post("See [the soup](/2024/05/soup/).")
    start = community.commit()
    (community.root / NEW).unlink()
    assert since(community, start) == [("link-missing", POST, 6)]


def test_an_address_that_changes_is_told_of_links_to_the_old_one(community: Community) -> None:
    community.post("It rained.", NEW)
    community.post("See [the soup](/2024/05/soup/).")
    start = community.commit()
    community.write(NEW, TOP.replace("title", "slug: broth\ntitle") + "It rained.\n")
    assert ("link-missing", POST, 6) in since(community, start)
    community.write(NEW, TOP.replace("title", "slug: broth\naliases: [2024/05/soup/]\ntitle") + "It rained.\n")
    assert "link-missing" not in [each for each, _, _ in since(community, start)]
    start = community.commit("2024-05-09T10:00:00+00:00")
    community.write(NEW, TOP.replace("title", "slug: broth\ntitle") + "It rained.\n")
    assert ("link-missing", POST, 6) in since(community, start)


def test_a_heading_that_changes_is_told_of_links_to_it(community: Community) -> None:
    community.post("## How it went\n\nIt rained.\n\n## After\n\nSun.", NEW)
    community.post("See [the soup](2024-05-09-soup.md#how-it-went) and [more](2024-05-09-soup.md#nothing).")
    start = community.commit()
    community.post("## How it was\n\nIt rained.\n\n## After\n\nSun.", NEW)
    found = [(each.id, each.path, each.title) for each in community.check(since=start).problems]
    assert found == [("link-anchor", POST, f"`#how-it-went` is a heading that this change takes away in `{NEW}`.")]


@pytest.mark.parametrize(
    ("had", "has"),
    [
        ("tags: soups", "tags: broth"),
        ("tags: soups", "tags: soups\nstatus: hidden"),
        ("tags: soups", "tags: soups\nstatus: draft"),
        ("tags: [soups, broth]", "tags: broth"),
    ],
)
@pytest.mark.parametrize("link", ["/tags/soups/", "/tags/soups", "/t%61gs/soups/"])
def test_a_list_that_a_change_empties_is_told_of_links_to_it(
    community: Community, had: str, has: str, link: str
) -> None:
    community.write(NEW, TOP.replace("title", f"{had}\ntitle") + "It rained.\n")
    community.post(f"See [the soups]({link}).")
    start = community.commit()
    community.write(NEW, TOP.replace("title", f"{has}\ntitle") + "It rained.\n")
    assert ("link-missing", POST, 6) in since(community, start)


def test_a_slug_that_changes_is_told_of_translations(community: Community) -> None:
    community.post("It rained.", NEW)
    community.write(POST, TOP.replace("title", "translation_of: soup\nlang: de\ntitle") + "Es regnete.\n")
    start = community.commit()
    community.write(NEW, TOP.replace("title", "slug: broth\ntitle") + "It rained.\n")
    assert ("translation-unknown", POST, 2) in since(community, start)


@pytest.mark.parametrize(
    ("begin", "end", "rule"),
    [
        ("```python\nx = 1", "```", "fence-open"),
        ("See [the map][map].", "[map]: https://example.org/", "link-undefined"),
        ("<details>\n<summary>Soup</summary>", "</details>", "html-open"),
    ],
)
def test_an_error_far_above_the_line_that_made_it_is_told(
    community: Community, begin: str, end: str, rule: str
) -> None:
    between = "\n\nIt rained.\n\nAnd rained.\n\n"
    community.post(f"{begin}{between}{end}")
    start = community.commit()
    community.post(f"{begin}{between}")
    assert (rule, POST, 6) in since(community, start)


def test_a_picture_that_goes_is_told_however_its_name_is_written(community: Community) -> None:
    community.post("![A cat](c%61t.png)", "content/posts/2024-05-01-cats/index.md")
    picture = community.write("content/posts/2024-05-01-cats/cat.png", b"")
    start = community.commit()
    picture.unlink()
    assert ("image-missing", "content/posts/2024-05-01-cats/index.md", 6) in since(community, start)


def test_a_post_in_the_change_is_told_its_address(community: Community) -> None:
    start = community.commit()
    community.post("It rained.")
    assert community.check(since=start).addresses == {POST: "2024/05/a-walk-by-the-river/"}


@pytest.mark.parametrize("revision", ["nothing", "--output=x", ""])
def test_a_revision_that_is_none_is_said_so(community: Community, revision: str) -> None:
    community.commit()
    if revision:
        with pytest.raises(CannotCheckError):
            since(community, revision)
    else:
        assert since(community, revision) == []


def test_paths_narrow_what_is_told(community: Community) -> None:
    community.post("##Soup")
    community.post("##Soup\n\nMore.", NEW)
    found = community.check(paths=("content/posts/2024-05-09*",)).problems
    assert {each.path for each in found if each.id == "heading-space"} == {NEW}


@pytest.mark.parametrize("name", ["a\x01b.md", "\nline.md", "tab\there.md"])
def test_no_name_that_was_ever_committed_stops_the_check(community: Community, name: str) -> None:
    odd = community.write(f"content/posts/{name}", "x")
    community.commit()
    odd.unlink()
    community.commit("2024-05-09T10:00:00+00:00")
    community.post("It rained.", "content/posts/soup.md")
    community.commit("2024-05-10T10:00:00+00:00")
    assert ["2024-05-10-soup.md" in each.fix for each in community.problems("name-date-missing")] == [True]


def test_an_older_blog_that_was_brought_along_is_known_by_a_look_at_part_of_it(community: Community) -> None:
    for month in range(1, 10):
        community.write(f"content/posts/2021-{month:02}-01-walk.md", TOP + "It rained.\n")
    community.write("content/posts/2023-04-29-walk.md", TOP + "It rained.\n")
    community.commit()
    assert "date-unlikely" not in community.ids()
    found = community.check(paths=("content/posts/2023-*",)).problems
    assert "date-unlikely" not in {each.id for each in found}


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
@pytest.mark.parametrize("path", [POST, "content/authors/maria-silva.md"])
def test_a_file_that_becomes_a_link_is_not_followed(community: Community, path: str) -> None:
    community.post("It rained.")
    start = community.commit()
    (community.root / path).unlink()
    (community.root / path).symlink_to("/dev/zero")
    assert ("symbolic-link", path, None) in since(community, start)


def test_a_name_that_is_mostly_blanks_is_read_once(community: Community) -> None:
    community.post("It rained.")
    start = community.commit()
    community.write("content/authors/maria-silva.md", f"---\nname: Maria{' ' * 200_000}!\n---\n\nHi.\n")
    started = time.process_time()
    assert since(community, start)
    assert time.process_time() - started < 20


def test_posts_that_a_change_only_takes_something_from_are_not_among_its_own(community: Community) -> None:
    other = "content/posts/2024-05-02-rain.md"
    community.post("It rained.\n\n## After")
    community.post("See [it](2024-05-01-a-walk-by-the-river.md#after).", other)
    start = community.commit()
    community.post("It rained.")
    report = community.check(since=start)
    assert other in {each.path for each in report.problems}
    assert list(report.addresses) == [POST]


def test_a_picture_alone_is_not_told_as_no_file(community: Community) -> None:
    start = community.commit()
    community.write("content/images/map.png", b"\x89PNG\r\n\x1a\n")
    community.commit()
    (community.root / "content/images/map.png").unlink()
    assert "Thank you! Nothing to put right." in community.check(since=start).told("markdown")


def test_a_post_over_a_file_of_the_project_is_told_with_where_both_belong(community: Community) -> None:
    about = "# Our blog\n\nThis is how we run it.\n\n## Posts\n\nEverybody brings one.\n"
    community.write_all({"README.md": about, "docs/rules.md": about})
    start = community.commit()
    community.write("README.md", TOP + "It rained.\n")
    community.write("docs/rules.md", "---\ntitle: Our rules\nauthor: maria-silva\n---\n\n" + about)
    (problem,) = community.check(since=start).problems
    assert (problem.id, problem.path) == ("wrong-place", "README.md")
    assert "file of the project" in problem.title
    assert "`content/posts/2026-06-01-a-walk-by-the-river.md`" in problem.fix
    assert f"`git checkout {start} -- README.md`" in problem.fix
    community.git("checkout", start, "--", "README.md")
    assert not community.check(since=start).problems


@pytest.mark.parametrize("path", ["docs/rules.md", "theme/notes.md", ".github/pull_request_template.md", "notes.py"])
def test_what_maintainers_write_anew_is_no_post(community: Community, path: str) -> None:
    community.write(path, "# Our blog\n\nThis is how we run it.\n\n## Posts\n\nEverybody brings one.\n")
    start = community.commit()
    community.write(path, "---\ntitle: How we run it\nauthor: maria-silva\n---\n\nAll is new.\n")
    assert not community.check(since=start).problems


def test_a_post_over_the_readme_stops_strangers_and_no_maintainer(community: Community) -> None:
    community.write("README.md", "# Our blog\n\nThis is how we run it.\n")
    start = community.commit()
    community.write("README.md", TOP + "It rained.\n")
    settings = Settings(maintainers=("maria",))
    for account, told in (("maria", []), ("ben", [True]), ("", [False])):
        found = check(community.root / "content", settings, repository=community.root, since=start, account=account)
        assert [each.is_error for each in found.problems if each.path == "README.md"] == told


def test_whoever_adds_to_the_readme_writes_over_nothing(community: Community) -> None:
    about = "# Our blog\n\nThis is how we run it.\n"
    community.write("README.md", about)
    start = community.commit()
    community.write("README.md", TOP + about + "\n- One.\n- Two.\n- Three.\n- Four.\n")
    assert not community.check(since=start).problems


def test_a_post_over_another_text_is_told_once(community: Community) -> None:
    community.write("rules.md", "# Our rules\n\nBe kind.\n")
    start = community.commit()
    community.write("rules.md", TOP + "It rained.\n")
    (problem,) = community.check(since=start).problems
    assert problem.is_error
    assert "git checkout" in problem.fix


def test_nothing_outside_the_repository_is_read(community: Community, tmp_path: Path) -> None:
    community.write("notes/mine.md", "# Our blog\n\nThis is how we run it.\n")
    start = community.commit()
    outside = put(tmp_path, "elsewhere/mine.md", TOP + "It is a secret.\n").parent
    shutil.rmtree(community.root / "notes")
    (community.root / "notes").symlink_to(outside)
    (community.root / "round.md").symlink_to("round.md")
    assert all("walk" not in f"{each.title}{each.fix}" for each in community.check(since=start).problems)


def test_a_repository_within_ours_is_no_file_of_an_earlier_revision(
    community: Community, monkeypatch: pytest.MonkeyPatch
) -> None:
    history = History(community.root, community.root)
    said = b"0" * 40 + b" submodule\n" + b"1" * 40 + b" blob 2\nhi\n"
    monkeypatch.setattr(history, "git", lambda *words, stdin=b"": said if stdin else b"1" * 40)
    assert history.contents_at("main", ["notes", "README.md"]) == {"README.md": b"hi"}


WALKS = TOP.replace("author:", "series: Walks\nauthor:") + "It rained.\n"
SOUP = WALKS.replace("A walk by the river", "Soup").replace("maria-silva", "ben")


@pytest.mark.parametrize(
    ("path", "text", "told"),
    [
        ("content/posts/2024-03-01-soup.md", SOUP, "rename it to `content/posts/2026-06-01-soup.md`"),
        ("content/posts/soup.md", SOUP.replace("author:", "date: 2024-03-01\nauthor:"), "write `date: 2026-06-01`"),
        (NEW, SOUP, ""),
        ("content/posts/2024-03-01-soup.md", SOUP.replace("ben", "[ben, maria-silva]"), ""),
        ("content/posts/2024-03-01-soup.md", SOUP.replace("ben", "maria-silva"), ""),
        ("content/posts/2024-03-01-soup.md", SOUP.replace("series: Walks", "series: Soups"), ""),
    ],
)
def test_a_post_before_the_first_part_of_somebody_elses_series_is_told(
    community: Community, path: str, text: str, told: str
) -> None:
    community.write_all({POST: WALKS, "content/posts/2024-06-02-in-the-hills.md": WALKS.replace("by the river", "on")})
    community.write("content/authors/ben.md", "---\nname: Ben Ode\n---\n\nI cook.\n")
    start = community.commit()
    community.write(path, text)
    found = [each for each in community.check(since=start).problems if each.id == "series-begun"]
    assert len(found) == bool(told)
    for each in found:
        assert (each.path, each.line) == (path, text.split("\n").index("series: Walks") + 1)
        assert f"`A walk by the river` by Maria Silva (`{POST}`)" in each.title
        assert told in each.fix


def test_a_series_of_one_part_may_begin_earlier(community: Community) -> None:
    community.write(POST, WALKS)
    community.write("content/authors/ben.md", "---\nname: Ben Ode\n---\n\nI cook.\n")
    start = community.commit()
    community.write("content/posts/2024-03-01-soup.md", SOUP)
    assert not community.check(since=start).problems


def test_a_series_that_many_write_may_begin_earlier(community: Community) -> None:
    community.write(POST, WALKS)
    community.write(NEW, SOUP)
    community.write("content/authors/ben.md", "---\nname: Ben Ode\n---\n\nI cook.\n")
    community.write("content/authors/cai.md", "---\nname: Cai Lu\n---\n\nI bake.\n")
    start = community.commit()
    community.write("content/posts/2024-03-01-bread.md", SOUP.replace("ben", "cai").replace("Soup", "Bread"))
    assert not community.check(since=start).problems
