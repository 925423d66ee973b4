"""Sites made with Pelican: its headers, its links, its addresses, and settings that are never run."""

from __future__ import annotations

from tests.moving.conftest import PIXEL, Bench

CONF = """
import os
AUTHOR = 'The Tea Circle'
SITENAME = '茶會'
SITEURL = os.environ.get('SITEURL', '')
PATH = 'content'
TIMEZONE = 'Asia/Taipei'
DEFAULT_LANG = 'zh-tw'
ARTICLE_PATHS = ['posts']
ARTICLE_URL = 'blog/{date:%Y}/{slug}.html'
ARTICLE_SAVE_AS = ARTICLE_URL
ARTICLE_LANG_URL = 'blog/{lang}/{slug}.html'
STATIC_PATHS = ['images', 'extra']
EXTRA_PATH_METADATA = {'extra/leaf.png': {'path': 'leaf.png'}}
AUTHORS_INFO = {'Lin': {'name': 'Lin Mei', 'bio': '煮水的人。', 'github': 'linmei'}}
SECRET = open('/etc/passwd').read()
raise SystemExit('never run')
"""


def small(bench: Bench) -> Bench:
    return bench.write(
        {
            "pelicanconf.py": CONF,
            "publishconf.py": "from pelicanconf import *\nSITEURL = 'https://tea.example.org'\n",
            "content/posts/first-pot.md": "Title: 第一壺: 好茶\nDate: 2014-06-10 20:30\nCategory: 活動\n"
            "Tags: 綠茶, oolong\nAuthors: Lin; Wei Chen\nSlug: first-pot\nCover: images/leaf.png\n"
            "Summary: 我們\n    泡了茶。\n\n看[下一壺]({filename}second pot.md)、[介紹]({filename}/pages/about.rst)、"
            "![葉子]({static}/images/leaf.png)\n和[活動]({category}活動)。\n\n    :::python\n    print('茶')\n",
            "content/posts/first-pot.en.md": "Title: The first pot\nDate: 2014-06-10 20:30\nLang: en\n"
            "Slug: first-pot\nAuthor: Lin\n\nWe made tea.\n",
            "content/posts/second pot.md": "Title: 第二壺\nDate: 2015/1/2\nStatus: draft\n\n"
            "[回去](/blog/2014/first-pot.html)，![x](/leaf.png)\n",
            "content/posts/steep.rst": "浸泡\n####\n\n:date: 2016-02-03 08:00\n:author: Wei Chen\n:tags: time, 時間\n\n"
            "Three minutes, says `the first <{filename}first-pot.md>`_ and ``cup``.\n\n"
            "Press :kbd:`Ctrl->` or :func:`pour <tea.pour>`.\n\n"
            ".. code-block:: python\n\n   wait(3)\n\n.. steam::\n\n   Mind the steam.\n\n"
            ".. figure:: {static}/images/leaf.png\n   :alt: A leaf\n\n   Green.\n",
            "content/pages/about.rst": "關於\n####\n\n每週二晚上，我們在車站後面的茶館見面，歡迎大家一起來喝茶。\n",
            "content/notes.md": "Title: Not shown\nDate: 2014-01-01\n\nOutside.\n",
            "content/images/leaf.png": PIXEL,
            "content/extra/leaf.png": PIXEL + b" ",
            "README.md": "# How to build\n",
        }
    )


def test_posts_people_and_pages_come_along(bench: Bench) -> None:
    account = small(bench).move()
    assert account.moved.site.kind == "pelican"
    assert account.counts["imported"] + account.counts["skipped"] == account.counts["sources"] == 11
    assert bench.errors() == []
    posts = {post.title: post for post in bench.library.posts}
    assert set(posts) == {"第一壺: 好茶", "The first pot", "第二壺", "浸泡"}
    first = posts["第一壺: 好茶"]
    assert first.date.isoformat() == "2014-06-10T14:30:00+02:00"
    assert [person.name for person in first.authors] == ["Lin Mei", "Wei Chen"]
    assert {tag.name for tag in first.tags} == {"綠茶", "oolong", "活動"}
    assert first.lang == "zh-tw" and first.summary == "我們 泡了茶。"
    assert first.translation_of == posts["The first pot"].slug
    assert posts["第二壺"].status.value == "draft"


def test_links_and_pictures_lead_to_the_files_they_meant(bench: Bench) -> None:
    small(bench).move()
    first = next(post for post in bench.library.posts if post.title.startswith("第一壺"))
    body = first.body
    assert "[下一壺](../2015-01-02-di-er-hu" in body and "[介紹](../../pages/guan-yu.md)" in body
    assert "![葉子](leaf.png)" in body and "(/tags/huo-dong/)" in body
    assert "```python\nprint('茶')\n```" in body
    steep = next(post for post in bench.library.posts if post.title == "浸泡")
    assert "```python\nwait(3)\n```" in steep.body and "`cup`" in steep.body and "Mind the steam." in steep.body
    assert "`Ctrl->` or `pour`" in steep.body
    assert '![A leaf](leaf.png "Green.")' in steep.body and "first-pot" in steep.body


def test_old_addresses_lead_on(bench: Bench) -> None:
    small(bench).move()
    aliases = {alias for post in bench.library.posts for alias in post.aliases}
    assert {"blog/2014/first-pot.html", "blog/en/first-pot.html", "blog/2016/jin-pao.html"} <= aliases
    redirects = (bench.content.parent / "redirects.txt").read_text()
    assert "/feeds/all.atom.xml /feed.xml\n" in redirects
    assert "/category/huo-dong.html /tags/huo-dong/\n" in redirects
    assert "/author/wei-chen.html /authors/wei-chen/\n" in redirects
    assert "/author/lin-mei.html /authors/lin/\n" in redirects


def test_what_only_a_plugin_knew_is_kept_and_reported(bench: Bench) -> None:
    account = small(bench).move()
    needs = next(line.needs for line in account.lines if line.source.endswith("steep.rst"))
    assert any("steam" in each for each in needs)


def test_settings_are_read_and_never_run(bench: Bench) -> None:
    bench.write(
        {
            "pelicanconf.py": "SITENAME = 'Tea'\nimport pathlib\npathlib.Path('run').write_text('x')\n"
            "ARTICLE_URL = __import__('os').sep\nFILENAME_METADATA = '(a+)+$'\n",
            "content/a.md": "Title: A\nDate: 2020-01-02\n\nTea.\n",
        }
    )
    account = bench.move("pelican")
    assert account.counts["posts"] == 1 and not (bench.old / "run").exists()
    assert "a.html" in bench.library.posts[0].aliases


def test_a_table_that_docutils_refuses_is_kept_as_it_was_written(bench: Bench) -> None:
    table = "==== ====\nTea  Cups\n==== ====\nOolong 2\n==== ====\n"
    bench.write({"pelicanconf.py": "SITENAME = 'Tea'\n", "content/a.rst": f"A\n#\n\n:date: 2020-01-02\n\n{table}"})
    bench.move("pelican")
    assert "Oolong 2" in bench.library.posts[0].body


def test_a_link_with_a_query_leads_to_its_file(bench: Bench) -> None:
    bench.write(
        {
            "pelicanconf.py": "SITENAME = 'Tea'\n",
            "content/a.md": "Title: A\nDate: 2020-01-02\n\n[b]({filename}b.md?x=1#cup)\n",
            "content/b.md": "Title: B\nDate: 2020-01-03\n\n# Cup\n\nTea.\n",
        }
    )
    bench.move("pelican")
    assert "[b](2020-01-03-b.md#cup)" in bench.text("posts/2020-01-02-a.md")
