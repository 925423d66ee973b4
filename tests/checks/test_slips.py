"""One slip, one problem, one mend: what is written there makes the problem go away, and nothing else is blamed."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from potluck.checks.mending.fixing import apply
from potluck.checks.registry import SiteCheck
from potluck.checks.report import FORMS
from potluck.checks.site import Site
from potluck.content.document import read_document
from potluck.content.source import Source
from potluck.problems import RULES, Problem
from tests.checks.conftest import POST, TOP, Community

SLIPS_IN_TEXT = [
    ("o bread\no soup\no rye", "list-marker"),
    ("(1) bread\n(2) soup", "list-marker"),
    ("→ bread\n→ soup", "list-marker"),
    ("####### Bread", "heading-space"),
    ("＃＃ 麵包", "heading-space"),
    ("| Weather | Days |\n| rain | 3 |", "table-broken"),
    ("| Weather | Days |\n| --- |\n| rain | 3 |", "table-broken"),
    ("```python bake(3)\n```", "fence-first-line"),
    ("Say:\n\n`\nbake(3)\nbake(4)\n`", "fence-wrong"),
    ("\\`\\`\\`python\nbake(3)\n\\`\\`\\`", "fence-wrong"),
    ("```python\nbake(3)\n        ```\n\nAnd so on.", "fence-open"),
    ("``` ```python\nbake(3)\n```\n\nAnd so on.", "fence-wrong"),
    ("```python\nbake(3)\n``\n\nAnd so on.", "fence-wrong"),
    ("<code>\nbake(3)\nbake(4)\n</code>", "code-not-fenced"),
    ("Type `bake(“rye”)` now.", "smart-quotes-in-code"),
    ("See [the map}(https://example.org/map).", "link-reversed"),
    ("See [the map][https://example.org/map].", "link-reversed"),
    ("See (https://example.org/map)[the map].", "link-reversed"),
    ("See [the map (https://example.org/map).", "link-unclosed"),
    ("See [the map]\n(https://example.org/map).", "link-gap"),
    ("See [the map](https:\\\\example.org\\map).", "link-address"),
    ("[!The river at noon](https://example.org/r.png)", "image-syntax"),
    ("!The river at noon](https://example.org/r.png)", "image-syntax"),
    ('< iframe src="https://trinket.io/embed/x"></iframe>', "html-broken"),
    ("<iframe src=“https://trinket.io/embed/x”></iframe>", "html-broken"),
    ('<iframe src="https://trinket.io/embed/x"/>', "html-open"),
    ("It was <b>very good<b> bread.", "html-open"),
    ("It rained. <!-- and so on", "html-unfinished"),
    ("{% highlight python %}\nbake(3)\n{% endhighlight %}", "template-tag"),
    ("{% raw %}\n\nIt rained.", "template-tag"),
    ("**##Bread**", "heading-space"),
    ("\\## Bread", "heading-space"),
    ("##\u00a0Bread", "heading-space"),
    ("## Bread##", "heading-space"),
    ("##**Bread**", "heading-space"),
    ("It was done.\n#Bread\n\nWe baked.", "heading-space"),
    ("It was * very good * bread.", "emphasis-space"),
    ("It was ** very good ** bread.", "emphasis-space"),
    ("It was *very good * bread and **rye ** as well.", "emphasis-space"),
    ("It was __ very good __ bread.", "emphasis-space"),
    ("!\\[The river at noon](https://example.org/r.png)", "image-syntax"),
    ("[![The river at noon](https://example.org/r.png)]", "image-syntax"),
    ("See \\[the map\\](https://example.org/map).", "link-gap"),
    ("<p>Bread</P\n\nand soup", "html-unfinished"),
    ("-\u00a0bread\n-\u00a0soup", "list-marker"),
    ("1- bread\n2- soup", "list-marker"),
    ("\uf0b7 bread\n\uf0b7 soup", "list-marker"),
    ("It was ==very good== soup.", "other-markdown"),
    ("::: info\nBring a spoon.\n:::", "other-markdown"),
    ('!!! note "Soup"\n    Bring a spoon.', "other-markdown"),
    ("[TOC]\n\nIt rained.", "other-markdown"),
    ("Here it is: ```python\nbake(3)\n```\n\nMore.", "fence-late"),
    ("Type ´bake(3)´ now.", "backtick-alone"),
    ("We don`t bake.", "backtick-alone"),
    ("It rained all day long.\n---\nThen we had soup.", "heading-accident"),
    ("# A walk by the river\n\nIt rained.", "title-repeated"),
    ("a | b\nc | d\ne | f", "table-broken"),
    ('See [the map]("https://example.org").', "link-address"),
    ("See [the map](https:// example.org).", "link-address"),
    ("See <https://example.org now.", "link-unclosed"),
    ('<ifarme src="https://trinket.io/embed/x"></ifarme>', "html-vanishes"),
    ('<a herf="https://example.org">the map</a>', "html-broken"),
    ("It rained. <!- and so on ->", "html-broken"),
    ("<center>\n**It rained.**\n</center>", "html-markdown"),
    ("<center>**It rained.**</center>", "html-markdown"),
    ("<details>\n<summary>More</summary>\n```\nbake(3)\n```\n</details>", "html-markdown"),
    ("It rained 【4†source】 a lot.", "chat-text"),
    ("![The river at noon](https://example.org/r.png =300x200)", "image-syntax"),
]


def mended(community: Community, problem: Problem) -> list[Problem]:
    """What the check says once the mend of a problem is made."""
    assert problem.edit is not None, problem.title
    file = community.root / problem.path
    file.write_text("\n".join(apply([problem.edit], file.read_text().split("\n"))))
    return community.problems()


@pytest.mark.parametrize(("body", "rule"), SLIPS_IN_TEXT)
def test_the_mend_of_a_slip_in_the_text_makes_it_go_away(community: Community, body: str, rule: str) -> None:
    community.post(body)
    found = next(each for each in community.problems() if each.id == rule)
    after = mended(community, found)
    assert rule not in {each.id for each in after}
    assert not [each for each in after if each.is_error]


SLIPS_AT_THE_TOP = [
    ("- - -\n@\n- - -", "front-matter-open", 1),
    ("```yaml\n@\n```", "front-matter-open", 1),
    ("# A walk\n\n---\n@\n---", "front-matter-not-first", 1),
    ("---\ntitle:; A walk\nauthor: maria-silva\n---", "front-matter-line", 2),
    ("---\ntitle:: A walk\nauthor: maria-silva\n---", "key-unknown", 2),
    ("---\n  title: A walk\nauthor: maria-silva\n---", "front-matter-line", 2),
    ("---\n{title: A walk}\nauthor: maria-silva\n---", "front-matter-line", 2),
    ("---\n**title:** A walk\nauthor: maria-silva\n---", "front-matter-line", 2),
    ("---\ntitle: #walks\nauthor: maria-silva\n---", "front-matter-sign", 2),
    ("---\n@\ntags: #walks #soup\n---", "front-matter-sign", 4),
    ("---\ntitle: A walk\nand some soup\nauthor: maria-silva\n---", "front-matter-line", 3),
    ("---\ntitle: A walk\nauthor:\n-maria-silva\n---", "front-matter-list-dash", 4),
    ("---\ntitle: A walk\nauthor:\n  -maria-silva\n---", "front-matter-list-dash", 4),
    ("---\nauthor: A walk with soup\nauthor: maria-silva\n---", "key-twice", 2),
    ("---\nauthor: maria-silva\nauthor: A walk with soup\n---", "key-twice", 3),
    ("---\nheadline: A walk\nauthor: maria-silva\n---", "key-unknown", 2),
    ("---\n@\nlayuot: post\n---", "key-unknown", 4),
    ("---\n@\ntags: [“walks”, “soup”]\n---", "stray-quote", 4),
    ("---\n@\nstatus: drafft\n---", "status-unknown", 4),
    ("---\n@\nlang: english\n---", "value-invalid", 4),
    ("---\n@\n---\n---", "line-at-top", 5),
    ("---\ntitle: A walk\nauthor: authors/maria-silva.md\n---", "author-unknown", 3),
    ('---\n@\ntags: "bread", "soup"\n---', "front-matter-quotes", 4),
    ("---\n@\ntags:\n* bread\n* soup\n---", "front-matter-list-dash", 5),
    ("ï»¿---\n@\n---", "front-matter-open", 1),
    ("---\ntitle: A walk<br>\nauthor: maria-silva\n---", "summary-markdown", 2),
]


@pytest.mark.parametrize(("top", "rule", "line"), SLIPS_AT_THE_TOP)
def test_a_slip_at_the_top_is_one_problem_with_one_mend(community: Community, top: str, rule: str, line: int) -> None:
    community.write(POST, top.replace("@", "title: A walk\nauthor: maria-silva") + "\n\nIt rained.\n")
    (found,) = community.problems()
    assert (found.id, found.line) == (rule, line)
    assert not [each for each in mended(community, found) if each.is_error]


NAMES = [
    ("content/posts/a-walk.md", "content/posts/2026-06-01-a-walk.md"),
    ("_posts/maria-silva/2024-05-01-walk", "content/posts/maria-silva/2024-05-01-walk.md"),
    ("walk.md", "content/posts/2026-06-01-walk.md"),
    ("content/posts/2024-05-01-walk.md.md", "content/posts/2024-05-01-walk.md"),
    ("content/authors/2024-05-01-walk.md", "content/posts/2024-05-01-walk.md"),
    ("content/pages/2024-05-01-walk.md", "content/posts/2024-05-01-walk.md"),
    ("content/_posts/2024-05-01-walk.md", "content/posts/2024-05-01-walk.md"),
    ("content/posts/content/posts/2024-05-01-walk.md", "content/posts/2024-05-01-walk.md"),
    ("content/blog/2024-05-01-walk/index.md", "content/posts/2024-05-01-walk/index.md"),
    ("content/posts/2O24-05-01-walk.md", "content/posts/2024-05-01-walk.md"),
    ("content/posts/May-1-2024-walk.md", "content/posts/2024-05-01-walk.md"),
    ("content/posts/2024-may-01-walk.md", "content/posts/2024-05-01-walk.md"),
    ("content/posts/240501-walk.md", "content/posts/2024-05-01-walk.md"),
    ("content/posts/YYYY-MM-DD-walk.md", "content/posts/2026-06-01-walk.md"),
    ("content/posts/2024-05-01-walk,md", "content/posts/2024-05-01-walk.md"),
    ("content/posts/2024-05-01-walk. md", "content/posts/2024-05-01-walk.md"),
    ("content/posts/Copy of 2024-05-01-walk.md", "content/posts/2024-05-01-walk-copy.md"),
    ("content/posts/2024/05/01/walk.md", "content/posts/2024-05-01-walk.md"),
    ("content/posts/2024-05-01/walk.md", "content/posts/2024-05-01-walk.md"),
    ("content/posts/2024-05-01-walk/walk.md", "content/posts/2024-05-01-walk/index.md"),
    ("content-posts-2024-05-01-walk.md", "content/posts/2024-05-01-walk.md"),
    ("theme/2024-05-01-walk.md", "content/posts/2024-05-01-walk.md"),
]


@pytest.mark.parametrize(("path", "better"), NAMES)
def test_a_file_in_the_wrong_place_is_told_where_it_belongs(community: Community, path: str, better: str) -> None:
    community.write(path, TOP + "It rained.\n")
    community.repository = None
    (found,) = [each for each in community.problems() if each.is_error or each.move_to]
    assert found.move_to == better
    assert better.rpartition("/")[2] in found.fix


def test_a_clone_within_the_repository_is_named_with_the_posts_in_it(community: Community) -> None:
    community.commit()
    inner = community.root / "blog"
    subprocess.run(["git", "init", "-q", str(inner)], check=True)
    community.write("blog/content/posts/2024-05-01-walk.md", TOP + "It rained.\n")
    assert {"other-repository", "wrong-place"} <= community.ids()


@pytest.mark.parametrize(("path", "is_told"), [("content/posts/walks", True), ("vendor/walks", False)])
def test_a_submodule_among_the_posts_is_told_and_one_elsewhere_is_not(
    community: Community, path: str, *, is_told: bool
) -> None:
    community.write(".gitmodules", f'[submodule "walks"]\n\tpath = {path}\n')
    (community.root / path).mkdir(parents=True)
    commit = community.commit()
    community.git("update-index", "--add", "--cacheinfo", f"160000,{commit},{path}")
    assert ("other-repository" in community.ids()) is is_told


def test_an_empty_file_and_a_name_with_quotation_marks_are_seen_in_a_change(community: Community) -> None:
    start = community.commit()
    community.write("content/posts/2024-05-01-nothing.md", "")
    community.write('content/posts/2024-05-01-a "walk".md', TOP + "It rained.\n")
    community.commit()
    found = {each.id for each in community.check(since=start).problems}
    assert {"empty-file", "name-characters"} <= found


def test_a_day_and_month_swapped_are_noticed_though_the_author_is_unknown(community: Community) -> None:
    community.write("content/posts/2024-09-02-walk.md", TOP.replace("maria-silva", "somebody-new") + "It rained.\n")
    community.commit("2024-02-09T10:00:00+00:00")
    (found,) = community.problems("date-unlikely")
    assert "2024-02-09" in found.fix


def test_a_heavy_picture_is_told_where_it_is_shown(community: Community) -> None:
    community.write("content/images/river.png", b"\x89PNG\r\n\x1a\n" + b"\0" * 3_000_000)
    community.post("![The river at noon](../images/river.png)")
    (found,) = community.problems("image-heavy")
    assert (found.path, found.line) == (POST, 6)


PIECES = st.sampled_from(
    "--- title: author: maria-silva \n \n\n [ ] ( ) { } < > ` ``` ~~~ ** __ # - * | : :: \" ' “ ” \\ ! "
    "<!-- --> <b> {% %} {{ }} http:// https://x.y @ + \t 1. • ＃ \u200b \0 é \ufeff".split(" ")
) | st.text(max_size=12)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(PIECES, max_size=60), st.booleans())
def test_no_text_makes_a_check_stumble(community: Community, pieces: list[str], fenced: bool) -> None:
    text = (TOP if fenced else "") + "".join(pieces)
    community.write(POST, text.encode("utf-8", "surrogatepass"))
    report = community.check()
    assert not {each.id for each in report.problems} & {"check-stumbled", "file-unreadable"}
    for form in FORMS:
        report.told(form)


NO_SLIPS = [
    "The area is width * height * depth.",
    "It is 2 ** 3 and 4 ** 5.",
    "* * * THE END OF THE BOOK * * *",
    "* bread\n* soup *",
    "Its end** and **more of it",
    "def bake(*bread, **oven): is a line of Python.",
    "We met at\n#PyCon and had soup.",
    "We met.\n\n#PyLadies",
    "We met.\n#soup #bread",
    'In lessons it is `password = "secret123"`, and here password = "your-password-1".',
    'token = fetch_token("abc1")',
    "**`bake()` is a function** and **so is `eat()`**.",
    "Write `https://user:pass@example.org/`.",
    "-----BEGIN PRIVATE KEY-----\nXXXX\n-----END PRIVATE KEY-----",
    "![The river](https://example.org/river.png?s=70)",
    "See [the\nlong and\nwinding map](https://example.org/map).",
    "Maria <<maria@example.org>> baked.",
    "~~It rained: https://example.org/~~\n~~It shone.~~",
]


@pytest.mark.parametrize("body", NO_SLIPS)
def test_what_only_looks_like_a_slip_is_let_be(community: Community, body: str) -> None:
    community.post(body)
    assert not community.ids() & {
        "emphasis-space",
        "heading-space",
        "secret",
        "link-unclosed",
        "html-vanishes",
        "image-syntax",
        "list-marker",
    }


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ('password = "hunter2hunter2"', "a password"),
        ("{'db_password': 'Zt7-rabbit'}", "a password"),
        ('APP_KEY = "xvz1evFS4wEEPTGEFPHBog"', "a key or token"),
        ("SECRET_KEY=4f9a8b7c6d5e4f3a2b1c", "a key or token"),
    ],
)
def test_what_is_called_a_password_or_key_and_may_be_one_is_told(community: Community, line: str, kind: str) -> None:
    community.post(f"```\n{line}\n```")
    (found,) = community.problems("secret")
    assert (found.line, found.title) == (7, f"This looks like {kind}.")


def test_a_film_that_is_not_here_is_told_by_its_name(community: Community) -> None:
    community.post('<video controls>\n<source src="soup.mp4">\n<source src="soup.webm">\n</video>')
    (found,) = community.problems()
    assert (found.id, found.line) == ("film-lost", 7)
    assert "soup.mp4" in found.title


def test_a_folder_called_like_a_file_is_renamed(community: Community) -> None:
    community.write("content/posts/2024-05-01-walk.md/index.md", TOP + "It rained.\n")
    (found,) = community.problems()
    assert found.move_to == "content/posts/2024-05-01-walk/index.md"


@pytest.mark.parametrize("body", ["[" * 60_000, ("[" * 100 + "\n") * 50], ids=["in one line", "in many"])
def test_brackets_without_end_are_a_problem(community: Community, body: str) -> None:
    community.post(body)
    assert "text-tangled" in community.ids()


def test_a_check_that_fails_is_a_problem_of_the_file_it_looked_at(
    community: Community, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks(site: Site) -> Iterator[Problem]:
        for post in site.library.posts:
            yield from {}[post.slug]

    monkeypatch.setattr("potluck.checks.run.SITE_CHECKS", [SiteCheck((RULES["secret"],), breaks)])
    community.post("See [the map]().")
    assert {(each.id, each.path) for each in community.problems()} == {
        ("check-stumbled", POST),
        ("link-empty", POST),
    }


def test_a_file_that_reading_fails_at_costs_no_other(community: Community, monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks(source: Source, kind: object, settings: object) -> object:
        if "walk" in source.relative:
            raise RecursionError
        return read_document(source, kind, settings)  # type: ignore[arg-type]

    monkeypatch.setattr("potluck.content.reading.read_document", breaks)
    community.post("It rained.")
    community.post("It shone.", "content/posts/2024-05-09-soup.md")
    report = community.check()
    assert [(each.id, each.path) for each in report.problems] == [("file-unreadable", POST)]
    assert len(report.library.posts) == 1


@pytest.mark.parametrize("rule", ["front-matter-no-opening", "key-foreign"])
def test_a_line_to_delete_with_a_line_to_put_above_it_takes_one_mend(community: Community, rule: str) -> None:
    community.write(POST, "layout: post\n" + TOP.removeprefix("---\n") + "It rained.\n")
    found = next(each for each in community.problems() if each.id == rule)
    assert mended(community, found) == []
    assert community.read() == TOP + "It rained.\n"


BIO = "---\nname: Ada Lind\ngithub: ada\n---\n\nI bake.\n"


@pytest.mark.parametrize(
    ("path", "better"),
    [
        ("ada.md", "ada"),
        ("authors/ada.md", "ada"),
        ("content/ada.md", "ada"),
        ("content/posts/ada.md", "ada"),
        ("content/people/ada.md", "ada"),
        ("content/authors/ada-lind/index.md", "ada-lind"),
        ("content/authors/ada.lind.md", "ada-lind"),
    ],
)
def test_a_person_in_the_wrong_place_is_told_where_people_are(community: Community, path: str, better: str) -> None:
    community.write(path, BIO)
    (found,) = community.problems()
    assert found.move_to == f"content/authors/{better}.md"


def test_an_image_where_posts_cant_show_it_is_told_where_to_put_it(community: Community) -> None:
    community.write("content/posts/river.png", b"\x89PNG\r\n\x1a\n")
    community.post("![The river](river.png)")
    (found,) = community.problems()
    assert "Move `content/posts/river.png` to `content/images/river.png`, and write: `../images/river.png`" in found.fix


@pytest.mark.parametrize(
    ("start", "kind"), [(b"PK\x03\x04\0\0", "archive"), (b"{\\rtf1", "word"), (b"%PDF-1.4", "PDF")]
)
def test_a_document_that_is_only_called_md_is_told_what_it_is(community: Community, start: bytes, kind: str) -> None:
    community.write(POST, start)
    (found,) = community.problems()
    assert kind in found.title


@pytest.mark.parametrize("body", ["test", "asdf", "# Only a heading", "<!-- It rained. -->"])
def test_a_text_that_says_nothing_is_told(community: Community, body: str) -> None:
    community.post(body)
    assert community.ids() & {"template-text", "empty-body"}


def test_a_whole_file_in_backticks_or_from_a_comparison_is_mended_at_once(community: Community) -> None:
    post = TOP + "It rained."
    lines = "\n".join("+" + line for line in post.split("\n"))
    for wrong in (f"```markdown\n{post}\n```\n", f"diff --git a/x b/x\n+++ b/x\n@@ -0,0 +1,6 @@\n{lines}\n"):
        community.write(POST, wrong)
        (found,) = [each for each in community.problems() if each.is_error]
        assert mended(community, found) == []
