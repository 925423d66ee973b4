"""Blogs within sites of documentation: MkDocs, Sphinx with ABlog, and Docusaurus."""

from __future__ import annotations

import pytest

from tests.moving.conftest import PIXEL, Bench

MKDOCS = """\
site_name: Ropes
site_url: https://ropes.example.org/docs/
theme:
  custom: !!python/name:some.thing
plugins:
  - search
  - blog:
      blog_dir: news
      post_url_format: "{date}/{slug}"
"""


def test_a_blog_of_mkdocs_comes_with_its_people_its_manual_and_its_addresses(bench: Bench) -> None:
    bench.write(
        {
            "mkdocs.yml": MKDOCS,
            "docs/index.md": "# Ropes\n\nAll about ropes.\n",
            "docs/knots/README.md": "# Knots\n\nSee [news](../news/posts/tie.md).\n",
            "docs/news/index.md": "# News\n",
            "docs/news/.authors.yml": "authors:\n  nia:\n    name: Nia Stone\n    description: Ties.\n"
            "    avatar: https://faces.example.org/1\n",
            "docs/news/posts/tie.md": "---\ndate: 2023-11-05\nauthors: [nia]\ncategories: [Release]\n---\n\n"
            "# How to tie it\n\nFirst.\n\n<!-- more -->\n\n"
            "Back to [knots](../../knots/README.md#top), and ![a](../a.png).\n",
            "docs/news/a.png": PIXEL,
        }
    )
    account = bench.move()
    assert account.counts["imported"] + account.counts["skipped"] == account.counts["sources"] == 7
    assert bench.errors() == []
    (post,) = bench.library.posts
    assert (post.title, f"{post.date:%Y-%m-%d}") == ("How to tie it", "2023-11-05")
    assert post.aliases == ("news/2023/11/05/how-to-tie-it/",)
    (person,) = bench.library.people.values()
    assert (person.name, person.bio.strip()) == ("Nia Stone", "Ties.")
    assert {page.title for page in bench.library.pages} == {"Ropes", "Knots"}
    assert "../../pages/knots.md#top" in post.body and "![a](a.png)" in post.body


@pytest.mark.parametrize(
    ("form", "date"),
    [("yyyy/M/d", "2023/1/5"), ("yyMMdd", "230105"), ("yyyy-MMM", "2023-jan"), ("HH:mm", "2023/01/05")],
)
def test_old_addresses_have_the_date_in_the_form_of_the_blog(bench: Bench, form: str, date: str) -> None:
    told = f'      post_url_date_format: "{form}"\n'
    post = "---\ndate: 2023-01-05\n---\n\n# How to tie it\n\nFirst.\n"
    bench.write({"mkdocs.yml": MKDOCS + told, "docs/index.md": "# Ropes\n", "docs/news/posts/tie.md": post})
    bench.move()
    assert [each.lower() for each in bench.library.posts[0].aliases] == [f"news/{date}/how-to-tie-it/"]


def test_boxes_tabs_icons_and_attributes_of_mkdocs_become_markdown_and_code_stays(bench: Bench) -> None:
    bench.write(
        {
            "mkdocs.yml": "site_name: Ropes\nmarkdown_extensions:\n  - pymdownx.snippets:\n"
            "      base_path: docs/.parts\n      auto_append: [links.txt]\n",
            "docs/.parts/links.txt": "[the guild]: https://guild.example.org\n[others]: https://others.example.org\n",
            "docs/index.md": '# Ropes :octicons-heart-16: { .big }\n\n!!! tip inline end "Hold"\n\n    ```py\n'
            "    def pull():\n        return 1\n    ```\n\n    ??? question\n\n        Why *so*?\n\n"
            '=== "Bash"\n    ```sh\n    pull\n    ```\n\n    ```text\n    x\n    ```\n\n'
            '=== "Fish"\n\n    Pull.\n\n1. One\n\n    !!! note\n        Two.\n\n[Go](a.md){ .md-button } now.\n\n'
            "Us: [:material-github:](https://code.example.org)\n\n"
            "<!-- more -->\n\n``` { .sh .no-copy }\n!!! note\n    { .left }\n<!-- more -->\n```\n\n"
            "A set { .x } of {.5}, says [the guild][].\n",
            "docs/a.md": "# A\n",
        }
    )
    bench.move()
    body = next(page.body for page in bench.library.pages if page.title == "Ropes")
    assert "> [!TIP]\n> **Hold**\n>\n> ```py\n> def pull():\n>     return 1\n> ```" in body
    assert "> <summary>Question</summary>\n>\n> Why *so*?" in body
    assert (
        "**Bash**\n\n```sh\npull\n```\n\n```text\nx\n```\n\n"
        "**Fish**\n\nPull.\n\n1. One\n\n    > [!NOTE]\n    > Two.\n\n[Go](a.md) now.\n" in body
    )
    assert body.count("<!-- more -->") == 1 and "```sh\n!!! note\n    { .left }\n<!-- more -->\n```" in body
    assert "A set { .x } of {.5}, says [the guild][].\n\n[the guild]: https://guild.example.org\n" in body
    assert "others" not in body and "Us: [github](https://code.example.org)" in body


CONF = 'extensions = ["ablog", "myst_parser"]\nblog_title = "Looms"\nblog_baseurl = "https://looms.example.org"\n' + (
    'blog_authors = {"Aoi": ("Aoi Sato", "https://aoi.example.org")}\n'
)


def test_posts_of_ablog_come_with_what_their_directive_says(bench: Bench) -> None:
    bench.write(
        {
            "conf.py": CONF,
            "index.rst": "Looms\n=====\n\nWelcome to weaving_.\n\n.. toctree::\n\n   warp\n",
            "2021/warp.rst": "Warp\n====\n\n.. post:: Apr 5, 2021\n   :tags: wool, thread\n   :author: Aoi, Bo Lin\n"
            "   :redirect: old/warp\n\nUp and down, as :doc:`the weft </2021/weft>` has it.\n\n"
            ".. seealso:: A book.\n\n.. versionadded:: 2.0\n",
            "2021/weft.md": "# Weft\n\n```{post} 2021-05-06\n:tags: wool\n```\n\n"
            ":::{tip}\nHold {ref}`it <x>` **fast**.\n:::\n\n"
            "```{figure} a.png\n:alt: A weft\n\nAcross.\n```\n\n```{code-block} python\n:linenos:\nprint(1)\n```\n",
            "2021/later.rst": "Later\n=====\n\n.. post::\n\nSome day.\n",
            "2021/a.png": PIXEL,
        }
    )
    account = bench.move()
    assert account.counts["imported"] + account.counts["skipped"] == account.counts["sources"] == 6
    assert bench.errors() == []
    posts = {post.title: post for post in bench.library.posts}
    warp, weft = posts["Warp"], posts["Weft"]
    assert [f"{each.date:%Y-%m-%d}" for each in (warp, weft)] == ["2021-04-05", "2021-05-06"]
    assert posts["Later"].status.value == "draft"
    assert [person.name for person in warp.authors] == ["Aoi Sato", "Bo Lin"]
    assert [tag.name for tag in warp.tags] == ["wool", "thread"]
    assert set(warp.aliases) == {"2021/warp.html", "2021/warp/", "old/warp/"}
    assert ".. post" not in warp.body and "[the weft](2021-05-06-weft/index.md)" in warp.body
    assert "**See also**" in warp.body and "**New in version 2.0**" in warp.body
    assert "> [!TIP]\n> Hold it **fast**." in weft.body and "```python\nprint(1)\n```" in weft.body
    assert '![A weft](a.png "Across.")' in weft.body
    (page,) = bench.library.pages
    assert page.body.strip() == "Welcome to weaving."


@pytest.mark.parametrize(
    ("name", "slug", "address"),
    [
        ("blog/2019-05-28-walk.md", "", "blog/2019/05/28/walk/"),
        ("blog/2019/05/28/walk.mdx", "", "blog/2019/05/28/walk/"),
        ("blog/2019-05-28-walk/index.md", "slug: stroll\n", "blog/stroll/"),
        ("blog/2019-05-28-walk.md", "slug: /stroll\n", "blog/stroll/"),
    ],
)
def test_posts_of_docusaurus_were_below_their_day_or_at_their_slug(
    bench: Bench, name: str, slug: str, address: str
) -> None:
    bench.write(
        {
            "docusaurus.config.js": "export default { title: 'Walks', url: 'https://walks.example.org' };\n",
            "blog/authors.yml": "nia:\n  name: Nia Stone\n  title: Walks a lot\n  image_url: https://faces.example.org/1\n",
            name: f"---\nauthors: [nia]\n{slug}---\n# Walk\n\n:::tip[Shoes]\n\nGood ones.\n\n:::\n",
            "docs/01-intro.md": "---\ntitle: Intro\n---\nHello.\n",
        }
    )
    bench.move()
    assert bench.errors() == []
    (post,) = bench.library.posts
    assert f"{post.date:%Y-%m-%d}" == "2019-05-28" and post.aliases == (address,)
    assert [(person.name, person.bio.strip()) for person in post.authors] == [("Nia Stone", "Walks a lot")]
    assert "/docs/intro/ /intro/" in (bench.content.parent / "redirects.txt").read_text(encoding="utf-8")
