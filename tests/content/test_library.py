"""A content folder becomes posts, people and pages; whatever can't is named, and nothing is dropped in silence."""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as rules
from hypothesis import strategies as st

from potluck.content.gathering import load
from potluck.content.library import Library
from potluck.content.model import Page, Person, Post
from potluck.content.targets import External, ImageTarget, Missing, SiteTarget, TextTarget
from potluck.settings import Settings
from tests.files import put

PNG = b"\x89PNG\r\n\x1a\n"
SOUP = "content/posts/2024-05-01-soup.md"


class Folder:
    def __init__(self, root: Path) -> None:
        self.root = root
        self.write("content/authors/li-wei.md", "---\nname: Li Wei\n---\n\nI cook.\n")
        (root / "content/posts").mkdir()

    def write(self, path: str, text: str | bytes) -> Path:
        return put(self.root, path, text)

    def post(self, path: str = SOUP, lines: str = "", body: str = "We ate.") -> Path:
        return self.write(path, f"---\ntitle: Soup\nauthor: li-wei\n{lines}\n---\n\n{body}\n")

    def load(self, **settings: object) -> Library:
        return load(self.root / "content", Settings(**settings))  # type: ignore[arg-type]

    def found(self) -> list[tuple[str, int | None]]:
        return [(each.id, each.line) for each in self.load().problems]


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder(tmp_path)


def test_date_and_slug_come_from_the_file_name(folder: Folder) -> None:
    folder.post()
    (post,) = folder.load(timezone="Asia/Tokyo").posts
    assert post.permalink == "2024/05/soup/"
    assert post.date == dt.datetime(2024, 4, 30, 15, tzinfo=dt.UTC)
    assert not post.has_time
    assert [person.name for person in post.authors] == ["Li Wei"]


def test_a_post_may_be_a_folder_with_its_images(folder: Folder) -> None:
    folder.post("content/posts/2024/2024-05-01-soup/index.md", "image: pot.png")
    folder.write("content/posts/2024/2024-05-01-soup/pot.png", PNG)
    (post,) = folder.load().posts
    assert post.slug == "soup"
    assert post.image is not None
    assert post.image.name == "pot.png"


def test_a_time_with_an_offset_is_moved_into_the_sites_zone(folder: Folder) -> None:
    folder.post(lines="date: 2024-06-01T23:30:00-05:00")
    (post,) = folder.load(timezone="Europe/Berlin").posts
    assert post.permalink == "2024/06/soup/"
    assert post.date.isoformat() == "2024-06-02T06:30:00+02:00"


@pytest.mark.parametrize("name", ["li-wei", "Li Wei", "LI WEI", "@li-wei", "Lí Wéi", "Li-Wei"])
def test_an_author_is_found_by_handle_or_name_whatever_its_case_and_accents(folder: Folder, name: str) -> None:
    folder.write(SOUP, f"---\ntitle: Soup\nauthor: '{name}'\n---\n\nWe ate.\n")
    assert folder.load().posts[0].authors[0].handle == "li-wei"


@pytest.mark.parametrize(
    "line",
    ["authors: li-wei, ada", "authors: [li-wei, ada]", "author: Li Wei and Ada Obi", "authors:\n- ada\n- li-wei"],
)
def test_several_authors_are_read_however_they_are_listed(folder: Folder, line: str) -> None:
    folder.write("content/authors/ada.md", "---\nname: Ada Obi\n---\n")
    folder.write(SOUP, f"---\ntitle: Soup\n{line}\n---\n\nWe ate.\n")
    assert {person.handle for person in folder.load().posts[0].authors} == {"li-wei", "ada"}


def test_a_name_that_two_people_share_is_not_guessed(folder: Folder) -> None:
    folder.write("content/authors/li.md", "---\nname: Li Wei\n---\n")
    folder.write(SOUP, "---\ntitle: Soup\nauthor: Lì Wei\n---\n\nWe ate.\n")
    problem = folder.load().problems[0]
    assert "`li`" in problem.fix
    assert "`li-wei`" in problem.fix


def test_an_unknown_author_gets_the_nearest_match_or_the_file_to_add(folder: Folder) -> None:
    folder.write(SOUP, "---\ntitle: Soup\nauthor: li-wie\n---\n\nWe ate.\n")
    folder.write(SOUP.replace("soup", "bread"), "---\ntitle: Bread\nauthor: zoe\n---\n\nWe ate.\n")
    new, near = folder.load().problems
    assert "did you mean `li-wei`" in near.title
    assert near.edit is not None
    assert "content/authors/zoe.md" in new.fix
    assert "name: Zoe" in new.fix


def test_a_broken_person_is_one_problem_and_not_one_for_each_post(folder: Folder) -> None:
    folder.write("content/authors/li-wei.md", "---\nname: Li Wei\nrole: queen\n---\n")
    folder.post()
    library = folder.load()
    assert [each.id for each in library.problems] == ["role-unknown"]
    assert not library.posts


@pytest.mark.parametrize(
    ("date", "ok"),
    [
        ("2024-02-29", True),
        ("2023-02-29", False),
        ("05/01/2024", False),
        ("may", False),
        ("2024", False),
        ("1989-12-31", False),
        ("9999-12-31", False),
        ("2024-05-01T10:00:00+99:99", False),
        ("2024-05-01 10:00", True),
        ("2024-05-01T10:00:00Z", True),
    ],
)
def test_only_whole_iso_dates_are_dates(folder: Folder, date: str, ok: bool) -> None:
    folder.post(lines=f"date: {date}")
    assert (folder.found() == []) is ok


def test_two_posts_with_one_address_are_named_together(folder: Folder) -> None:
    folder.post()
    folder.post("content/posts/2024-05-09-Soup.md")
    library = folder.load()
    assert len(library.posts) == 1
    (problem,) = library.problems
    assert problem.id == "permalink-taken"
    assert SOUP in problem.title
    assert problem.also == (SOUP,)


def test_an_alias_may_not_take_a_posts_address(folder: Folder) -> None:
    folder.post()
    folder.write(
        "content/posts/2024-06-01-bread.md",
        "---\ntitle: Bread\nauthor: li-wei\naliases: /2024/05/soup/\n---\n\nWe ate.\n",
    )
    assert ("permalink-taken", 4) in folder.found()


@pytest.mark.parametrize("key", ["save_as: feed.xml", "url: //x", "template: x", "get_content: x", "_summary: x"])
def test_keys_that_steer_the_generator_are_refused(folder: Folder, key: str) -> None:
    folder.post(lines=key)
    library = folder.load()
    assert not library.posts
    assert {each.id for each in library.problems} == {"key-unknown"}


@pytest.mark.parametrize(
    ("name", "rule"),
    [
        ("posts/2024-05-01-soup", "name-suffix"),
        ("posts/2024-05-01-soup.markdown", "name-suffix"),
        ("posts/2024-05-01-soup.MD", "name-suffix"),
        ("posts/2024-05-01-soup.txt", "name-suffix"),
        ("posts/2024-05-01-my soup.md", "name-characters"),
        ("posts/2024-05-01-soup&bread.md", "name-characters"),
        ("posts/2024-05-01-suppe-für-alle.md", "name-characters"),
        ("posts/2024-5-1-soup.md", "name-date"),
        ("posts/2024=05-01-soup.md", "name-characters"),
        ("posts/2024-31-05-soup.md", "name-date"),
        ("posts/05-31-2024-soup.md", "name-date"),
        ("posts/soup.md", "name-date-missing"),
        ("posts/2024-05-01.md", "name-empty"),
        ("2024-05-01-soup.md", "wrong-place"),
        ("blog/2024-05-01-soup.md", "wrong-place"),
        ("posts/soup.pdf", "unexpected-file"),
        ("posts/soup.html", "unexpected-file"),
        ("posts/soup.rst", "unexpected-file"),
        ("posts/.soup.md", "hidden-file"),
        ("posts/aux.md", "name-characters"),
        ("posts/2024-05-01-soup.md~", "leftover-file"),
        (".DS_Store", "leftover-file"),
    ],
)
def test_a_file_in_the_wrong_place_or_of_the_wrong_name_is_named(folder: Folder, name: str, rule: str) -> None:
    folder.post(f"content/{name}")
    library = folder.load()
    assert [(each.id, each.path) for each in library.problems] == [(rule, f"content/{name}")]
    assert not library.posts


@pytest.mark.parametrize(("size", "rules"), [(0, []), (60, []), (5_000, ["hidden-file"])])
def test_a_file_that_only_keeps_its_folder_carries_nothing(folder: Folder, size: int, rules: list[str]) -> None:
    folder.write("content/posts/2024/.gitkeep", "a" * size)
    assert [each.id for each in folder.load().problems] == rules


def test_symbolic_links_are_refused_and_never_followed(folder: Folder) -> None:
    secret = folder.write("secret.md", "---\ntitle: Secret\nauthor: li-wei\n---\n\nx\n")
    (folder.root / SOUP).symlink_to(secret)
    (folder.root / "content/posts/2024").symlink_to(folder.root)
    library = folder.load()
    assert {each.id for each in library.problems} == {"symbolic-link"}
    assert not library.posts


def test_a_pipe_is_refused_and_never_waited_for(folder: Folder) -> None:
    os.mkfifo(folder.root / SOUP)
    assert folder.found() == [("not-a-file", None)]


@pytest.mark.parametrize(
    ("raw", "rule", "line"),
    [
        ("Café".encode("cp1252"), "encoding", 6),
        ("Soup".encode("utf-16"), "encoding", 6),
        (b"a\0b", "control-character", 6),
        (b"a" + b"\xcc\xb5" * 7, "piled-marks", 6),
        (b"a\x0cb", "control-character", 6),
        ("a\u202eb".encode(), "reordering-character", 6),
    ],
)
def test_bytes_that_are_no_plain_text_are_named_with_their_line(
    folder: Folder, raw: bytes, rule: str, line: int
) -> None:
    folder.write(SOUP, b"---\ntitle: Soup\nauthor: li-wei\n---\n\n" + raw + b"\n")
    assert folder.found() == [(rule, line)]


def test_windows_line_ends_and_a_byte_order_mark_are_read(folder: Folder) -> None:
    folder.write(SOUP, b"\xef\xbb\xbf---\r\ntitle: Soup\r\nauthor: li-wei\r\n---\r\n\r\nWe ate.\r\n")
    (post,) = folder.load().posts
    assert post.body == "\nWe ate.\n"


def test_a_file_that_is_too_large_is_refused_before_it_is_read(folder: Folder) -> None:
    folder.post(body="[" * 5_000_000)
    assert folder.found() == [("file-too-large", None)]


def test_tags_of_one_slug_get_the_spelling_that_most_posts_use(folder: Folder) -> None:
    for day, tag in enumerate(["Soup", "Soup", "SOUP"], 1):
        folder.post(f"content/posts/2024-05-0{day}-p{day}.md", f"tags: {tag}")
    assert {post.tags[0].name for post in folder.load().posts} == {"Soup"}


def test_nobody_renames_a_tag_by_themselves(folder: Folder) -> None:
    """Not by one post beside another, nor by many beside those of several."""
    folder.write("content/authors/ada-li.md", "---\nname: Ada Li\n---\n")
    folder.post("content/posts/2024-05-01-p1.md", "tags: [soup, tea]")
    folder.write("content/posts/2024-05-02-p2.md", "---\ntitle: B\nauthor: ada-li\ntags: tea\n---\n\nIt was hot.\n")
    for day in range(3, 6):
        folder.post(f"content/posts/2024-05-0{day}-p{day}.md", "tags: [TEA!!]" if day > 3 else "tags: [SOUP!!, TEA!!]")
    assert {tag.name for post in folder.load().posts for tag in post.tags} == {"soup", "tea"}


def test_tags_that_differ_in_their_signs_are_two(folder: Folder) -> None:
    folder.post("content/posts/2024-05-01-a.md", "tags: [C, C++, C#, .NET, '#soup']")
    (post,) = folder.load().posts
    assert [tag.slug for tag in post.tags] == ["c", "cpp", "csharp", "net", "soup"]


def test_profile_links_become_checked_addresses(folder: Folder) -> None:
    lines = "\n".join(
        [
            "github: https://github.com/li/",
            "mastodon: '@li@hachyderm.io'",
            "website: li.example.org/about",
            "twitter: '@li'",
            "bluesky: li.bsky.social",
            "linkedin: https://www.linkedin.com/in/li-wei?x=1",
            "youtube: '@li'",
            "orcid: 0000-0002-1825-0097",
        ]
    )
    folder.write("content/authors/li-wei.md", f"---\nname: Li Wei\n{lines}\n---\n")
    person = folder.load().people["li-wei"]
    assert {link.kind: link.url for link in person.links} == {
        "github": "https://github.com/li",
        "mastodon": "https://hachyderm.io/@li",
        "website": "https://li.example.org/about",
        "twitter": "https://x.com/li",
        "bluesky": "https://bsky.app/profile/li.bsky.social",
        "linkedin": "https://www.linkedin.com/in/li-wei/",
        "youtube": "https://www.youtube.com/@li",
        "orcid": "https://orcid.org/0000-0002-1825-0097",
    }


@pytest.mark.parametrize(
    "line",
    [
        "website: javascript:alert(1)",
        "website: http://localhost:8000",
        "website: http://10.0.0.1/",
        "website: 'https://user:pw@example.org'",
        "github: https://evil.example/ada",
        "github: 'a b'",
        "mastodon: ada",
        "email: nobody",
    ],
)
def test_links_that_lead_nowhere_good_are_refused(folder: Folder, line: str) -> None:
    folder.write("content/authors/li-wei.md", f"---\nname: Li Wei\n{line}\n---\n")
    assert folder.found() == [("profile-link", 3)]


def test_an_account_is_offered_where_its_address_has_a_slip(folder: Folder) -> None:
    folder.write("content/authors/li-wei.md", "---\nname: Li Wei\ngithub: https://gihub.com/li-wei\n---\n")
    assert [each.fix for each in folder.load().problems] == ["Write: `github: li-wei`"]


@pytest.mark.parametrize("blank", ["\xa0", "\u2003", "\u3000", "\x1f", "\u2028", "\x85", "\ufeff"])
def test_what_only_python_takes_for_a_blank_is_part_of_an_address(folder: Folder, blank: str) -> None:
    """A browser reads no script in it, so nothing of ours may make one of it."""
    folder.write("content/authors/li-wei.md", "---\nname: Li Wei\n---\n")
    folder.post()
    library = folder.load()
    source = library.posts[0].source
    assert isinstance(library.resolve(source, f"{blank}javascript:alert(1)"), Missing)
    assert isinstance(library.resolve(source, f" \t\nhttps://example.org/{blank}"), External)


def test_links_between_files_lead_to_what_they_mean(folder: Folder) -> None:
    folder.post()
    folder.post("content/posts/2024-06-01-bread/index.md")
    folder.write("content/posts/2024-06-01-bread/loaf.png", PNG)
    folder.write("content/images/pot.png", PNG)
    folder.write("content/pages/about.md", "---\ntitle: About\n---\n\nUs.\n")
    library = folder.load()
    bread = next(post.source for post in library.posts if post.slug == "bread")
    expected = {
        "../2024-05-01-soup.md#how": Post,
        "{filename}/posts/2024-05-01-soup.md": Post,
        "/2024/05/soup/": Post,
        "../../pages/about.md": Page,
        "../../authors/li-wei.md": Person,
        "/authors/li-wei/": Person,
        "loaf.png": ImageTarget,
        "{static}/images/pot.png": ImageTarget,
        "../../images/pot.png": ImageTarget,
        "/archive/": SiteTarget,
        "https://example.org": External,
        "mailto:a@example.org": External,
        "#top": External,
        "//example.org/": External,
        "//[": Missing,
        "///etc/passwd": Missing,
        "https:about/": Missing,
        "http:///about/": Missing,
        "../../../README.md": Missing,
        "{attach}../../../CNAME": Missing,
        "C:\\pictures\\pot.png": Missing,
        "": Missing,
        "nothing.png": Missing,
    }
    found = {url: library.resolve(bread, url) for url in expected}
    assert {url: type(it.document if isinstance(it, TextTarget) else it) for url, it in found.items()} == expected


def test_an_image_of_another_post_is_not_shared(folder: Folder) -> None:
    folder.post()
    folder.post("content/posts/2024-06-01-bread/index.md")
    folder.write("content/posts/2024-06-01-bread/loaf.png", PNG)
    library = folder.load()
    soup = next(post.source for post in library.posts if post.slug == "soup")
    assert isinstance(library.resolve(soup, "2024-06-01-bread/loaf.png"), Missing)


def test_a_missing_image_names_the_one_that_differs_in_case(folder: Folder) -> None:
    folder.post("content/posts/2024-06-01-bread/index.md")
    folder.write("content/posts/2024-06-01-bread/Loaf.PNG", PNG)
    library = folder.load()
    target = library.resolve(library.posts[0].source, "loaf.png")
    assert isinstance(target, Missing)
    assert target.nearest == "Loaf.PNG"


@rules(
    max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], deadline=None
)
@given(
    st.one_of(
        st.binary(max_size=400), st.binary(max_size=300).map(lambda raw: b"---\ntitle: Soup\nauthor: li-wei\n" + raw)
    )
)
def test_no_bytes_make_it_raise_and_none_vanish(folder: Folder, raw: bytes) -> None:
    folder.write(SOUP, raw)
    library = folder.load()
    assert library.posts or any(each.path == SOUP and each.is_error for each in library.problems)


@pytest.mark.parametrize(
    "alias",
    [
        "feed.xml/old",
        "Feed.XML/old",
        "people.opml/x",
        "sitemap-1.xml",
        "page/2",
        "page/2/index.html",
        "tags/walking",
        "tags/walking/index.html",
        "Tags/Walking/feed.xml",
        "authors/li-wei",
        "authors/li-wei/index.html",
        "authors/LI-WEI/feed.json",
        "authors/somebody-new",
        "theme/css/x.html",
        "2024/04/bread",
        "2024/04/bread/index.html",
        "2024/04/Bread",
        "2024/04/bread/photo.jpg",
        "2024/04/bread/card.png/x",
        "2024/04/bread/old/photo.jpg",
        "2024/04/bread/answer",
        "2024/05/soup/photo.jpg",
        "2024",
        "google1234567890abcdef.html",
        "yandex_0123456789abcdef.html",
        "BingSiteAuth.xml",
        "ads.txt",
        "old.html/x",
        "card@1200.png",
        "old/Card@1200.png/x",
        "search/dialog.js",
        "images/pot.png",
        "2024/04/bread.html",
        "2024/04/Bread.HTM",
        "authors/li-wei.html",
        "archive.html",
        "People.html",
        "old/con/soup",
        "NUL",
        "aux.html",
        "old./soup",
        "-old/soup",
        "湯" * 90,
        "\u212b/soup",
        "archive/2024",
        "archive/2024/index.html",
        "archive/2024.html",
        "scripts",
        "scripts/diagrams.js",
        "Default.htm",
        "index.php",
        "default.aspx",
        "_headers",
        "_worker.js/index.js",
        "_config.yml",
        "vercel.json",
        "Web.config",
        "sw.js",
        "favicon.ico",
        "keybase.txt",
        "apple-app-site-association",
        "brave-rewards-verification.txt",
        "my-site-verification.html",
        "people/default.html",
        "archive/index.htm",
        "200.html",
        "50x.html",
    ],
)
def test_no_old_address_takes_the_place_of_anything_else(folder: Folder, alias: str) -> None:
    folder.post("content/posts/2024-04-01-bread.md")
    folder.post(lines=f"aliases: [{alias}]")
    assert {each.id for each in folder.load().problems} & {"permalink-taken", "value-invalid"}
    assert "2024/04/bread/" in {each.permalink for each in folder.load().posts}


@pytest.mark.parametrize(
    "alias",
    [
        "old-soup.html",
        "index.php/2010/05/soup",
        "2010/05/01/soup.html",
        "2024/05/soup-of-old/",
        "archive/2010/soup",
        "feeds/soup",
        "blog/soup",
        "2024/05/soup/comments",
        "湯/一",
        "google-maps.html",
        "security.html",
        "how-to-verify.html",
        "old/_posts/soup",
        "blog/index.php",
        "page.json",
        "2024/05/soup.html",
        "old/connect/aux-cable.html",
        "old/python-3.3",
    ],
)
def test_old_addresses_of_all_kinds_lead_on(folder: Folder, alias: str) -> None:
    folder.post("content/posts/2024-04-01-bread.md", lines="aliases: [blog]")
    folder.post(lines=f"aliases: [{alias}]")
    assert folder.load().problems == ()


@pytest.mark.parametrize(
    ("alias", "is_free"),
    [
        ("news/2014/12/17/soup.html", True),
        ("news/v1.0/soup", True),
        ("news/pot.png", False),
        ("news/pot.PNG/soup", False),
        ("news.html", False),
    ],
)
def test_posts_once_stood_below_the_page_of_their_section(folder: Folder, alias: str, is_free: bool) -> None:
    folder.write("content/pages/news/index.md", "---\ntitle: News\n---\nAll that is new.\n")
    folder.post(lines=f"aliases: [{alias}]")
    assert (folder.load().problems == ()) is is_free


@pytest.mark.parametrize("name", ["con", "Aux", "LPT1", "com0", "LPT0"])
def test_no_address_is_one_that_windows_can_not_hold(folder: Folder, name: str) -> None:
    folder.post(f"content/posts/2024-05-01-{name}.md", lines=f"tags: [{name}]\nseries: {name}")
    (post,) = folder.load().posts
    assert post.permalink == f"2024/05/{name.lower()}-x/"
    assert [tag.slug for tag in post.tags] == [f"{name.lower()}-x"]
    folder.post(lines=f"slug: {name}")
    (problem,) = folder.load().problems
    assert f"Write: `slug: {name.lower()}-x`" in problem.fix


def test_one_old_address_leads_to_one_post(folder: Folder) -> None:
    folder.post(lines="aliases: [old.html]")
    folder.post("content/posts/2024-04-01-bread.md", lines="aliases: [old.html]")
    assert [each.id for each in folder.load().problems] == ["permalink-taken"]


@pytest.mark.parametrize(
    "escape", [*r"\u202e \u2066 \0 \x1b[31m \a \f \N \L \u200b \U000e0041 \ufeff".split(), r"\u0335" * 7, r"\ufe0f" * 3]
)
@pytest.mark.parametrize("line", ['title: "So{}"', 'summary: "So{}"', 'tags: ["so{}"]', 'series: "So{}"'])
def test_no_escape_brings_in_a_character_that_nobody_sees(folder: Folder, line: str, escape: str) -> None:
    title = "" if line.startswith("title") else "title: Soup\n"
    folder.write(SOUP, f"---\n{title}author: li-wei\n{line.format(escape)}\n---\n\nWe ate.\n")
    (problem,) = folder.load().problems
    assert problem.id == "invisible-in-value" and problem.is_error
    assert problem.line == (3 if title == "" else 4)


def test_a_person_has_no_twin_by_escapes(folder: Folder) -> None:
    folder.write("content/authors/wei-li.md", '---\nname: "Li\\u200b Wei"\n---\n\nI cook.\n')
    assert "invisible-in-value" in {each.id for each in folder.load().problems}


@pytest.mark.parametrize("name", ["Li\ufe0f Wei", "Li\U000e0100 Wei", "Li W\u180bei"])
def test_a_person_has_no_twin_by_a_shape_that_no_letter_has(folder: Folder, name: str) -> None:
    folder.write("content/authors/wei-li.md", f"---\nname: {name}\n---\n\nI cook.\n")
    assert "invisible-in-value" in {each.id for each in folder.load().problems}


@pytest.mark.parametrize(
    "value",
    [r'"Soup \u00e9 \x26 \U0001f372"', r'"One\ttwo\nthree"', '"👩\u200d🍳"', "Tea™️ ℹ️ ©️ 1️⃣", "葛\U000e0100飾", "ᠮᠠᠨ᠋"],
)
def test_escapes_of_what_can_be_seen_are_fine(folder: Folder, value: str) -> None:
    folder.write(SOUP, f"---\ntitle: {value}\nauthor: li-wei\n---\n\nWe ate.\n")
    assert folder.load().problems == ()


def test_of_pictures_that_some_systems_can_not_tell_apart_one_is_left(folder: Folder) -> None:
    for name in ("pot.png", "Pot.png", "POT.PNG"):
        folder.write(f"content/images/{name}", b"\x89PNG")
    if len(list((folder.root / "content/images").iterdir())) < 3:
        pytest.skip("this system can't tell them apart itself")
    library = folder.load()
    assert [each.path.name for each in library.images] == ["POT.PNG"]
    assert [(each.id, each.path) for each in library.problems] == [
        ("name-case", "content/images/Pot.png"),
        ("name-case", "content/images/pot.png"),
    ]


def test_no_path_is_longer_than_some_systems_take(folder: Folder) -> None:
    deep = "/".join(["a" * 70] * 3)
    folder.post(f"content/posts/{deep}/2024-05-01-soup.md")
    folder.post(f"content/posts/{'a' * 70}/2024-05-01-bread.md")
    library = folder.load()
    assert [each.id for each in library.problems] == ["name-characters"]
    assert [post.slug for post in library.posts] == ["bread"]


@pytest.mark.parametrize(
    ("path", "is_fine"),
    [
        ("posts/2024-05-01-soup/index.html/pot.png", False),
        ("posts/2024-05-01-soup/Index.HTML/pot.png", False),
        ("posts/2024-05-01-soup/pot.png/lid.png", False),
        ("posts/2024-05-01-soup/2024-05-02-pot.png/lid.png", False),
        ("images/pot.webp/lid.png", False),
        ("posts/2024-05-01-soup/python-3.12/pot.png", True),
        ("posts/2024-05-01-index.html/pot.png", True),
    ],
)
def test_no_folder_of_pictures_stands_where_a_file_is(folder: Folder, path: str, *, is_fine: bool) -> None:
    folder.post(f"content/{path}".rpartition("/")[0] + "/index.md" if is_fine else "content/posts/2024-05-01-soup.md")
    folder.write(f"content/{path}", PNG)
    told = [(each.id, each.path) for each in folder.load().problems if each.id == "name-characters"]
    assert told == ([] if is_fine else [("name-characters", f"content/{path}")])


@pytest.mark.parametrize(
    ("pronouns", "is_fine"),
    [("they/them", True), ("she/her (they too)", True), ("they), Vera Holt (she", False), ("they " * 20, False)],
)
def test_pronouns_say_nothing_of_anybody_else(folder: Folder, pronouns: str, *, is_fine: bool) -> None:
    folder.write("content/authors/milo.md", f"---\nname: Milo\npronouns: {pronouns}\n---\n\nHi.\n")
    assert [each.line for each in folder.load().problems] == ([] if is_fine else [3])


@pytest.mark.parametrize("name", ["!!!", "\U0001f389", "…"])
def test_no_series_stands_where_the_list_of_all_series_is(folder: Folder, name: str) -> None:
    folder.post(lines=f'series: "{name}"')
    assert folder.found() == [("value-invalid", 4)]


def test_a_series_is_told_like_a_title_without_the_backticks_of_its_code(folder: Folder) -> None:
    folder.post(lines='series: "From `async def` to servers"')
    assert [post.series for post in folder.load().posts] == ["From async def to servers"]


@pytest.mark.parametrize(
    "filler", ["\u3164", "\u2800", "\u115f", "\uffa0", "\u034f", "\u061c", "\u17b4", "\u180b", "\ufff0", "\U0001d173"]
)
def test_no_title_is_made_of_what_nobody_sees(folder: Folder, filler: str) -> None:
    folder.write(SOUP, f'---\ntitle: "{filler * 2}"\nauthor: li-wei\n---\n\nWe ate.\n')
    assert folder.found() == [("invisible-in-value", 2)]
