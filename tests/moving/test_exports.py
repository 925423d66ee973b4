"""Exports of WordPress, Ghost, Medium and Blogger, feeds, and archives of any of them."""

from __future__ import annotations

import io
import json
import warnings
import zipfile
from pathlib import Path

import pytest

from potluck.moving.archives import unpack
from potluck.moving.sources.recognise import CannotImport
from tests.moving.conftest import PIXEL, Bench

WXR = """<?xml version="1.0" encoding="UTF-8" ?>
<rss version="2.0" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"
 xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:wp="http://wordpress.org/export/1.2/">
<channel><title>The Night Market</title><link>https://market.example.org</link><language>en-GB</language>
<wp:base_blog_url>https://market.example.org</wp:base_blog_url>
<wp:author><wp:author_login>mina</wp:author_login><wp:author_display_name>Mina Park</wp:author_display_name></wp:author>
<item><title>Noodles &amp; rain</title><link>https://market.example.org/2019/05/noodles/</link><dc:creator>mina</dc:creator>
<content:encoded><![CDATA[We ate <strong>noodles</strong>.
It rained.

[caption id="x" width="300"]<img src="https://market.example.org/wp-content/uploads/2019/05/bowl-300x200.png"
alt="A bowl" /> Our bowl[/caption]

[code language="python"]
if rain &lt; 3:
    eat()
[/code]

See <a href="https://market.example.org/about/">us</a>. [gallery ids="7,99"]

[stall number="4"]

https://www.youtube.com/watch?v=abcdefghijk]]></content:encoded>
<excerpt:encoded><![CDATA[Noodles, twice.]]></excerpt:encoded>
<wp:post_id>5</wp:post_id><wp:post_date>2019-05-04 23:30:00</wp:post_date>
<wp:post_date_gmt>2019-05-04 14:30:00</wp:post_date_gmt>
<wp:post_name>noodles</wp:post_name><wp:status>publish</wp:status>
<wp:post_type>post</wp:post_type><category domain="category" nicename="food"><![CDATA[Food]]></category>
<category domain="post_tag" nicename="soup"><![CDATA[soup]]></category>
<wp:comment><wp:comment_id>1</wp:comment_id></wp:comment></item>
<item><title>Blocks</title><link>https://market.example.org/?p=6</link><dc:creator>mina</dc:creator>
<content:encoded><![CDATA[<!-- wp:paragraph --><p>Plain.</p><!-- /wp:paragraph -->
<!-- wp:embed {"url":"https://vimeo.com/123456","type":"video"} --><figure></figure>
<!-- /wp:embed -->]]></content:encoded>
<wp:post_id>6</wp:post_id><wp:post_date>2020-01-02 10:00:00</wp:post_date><wp:status>draft</wp:status>
<wp:post_type>post</wp:post_type></item>
<item><title>bowl</title><wp:post_id>7</wp:post_id><wp:post_type>attachment</wp:post_type><wp:status>inherit</wp:status>
<wp:attachment_url>https://market.example.org/wp-content/uploads/2019/05/bowl.png</wp:attachment_url></item>
<item><title>About</title><link>https://market.example.org/about/</link><wp:post_id>8</wp:post_id>
<content:encoded><![CDATA[Every Friday.]]></content:encoded><wp:post_name>about</wp:post_name>
<wp:post_type>page</wp:post_type><wp:status>publish</wp:status></item>
<item><title>Menu</title><wp:post_type>nav_menu_item</wp:post_type><wp:status>publish</wp:status></item>
</channel></rss>
"""


def test_wordpress_brings_posts_pages_people_and_pictures(bench: Bench) -> None:
    bench.write({"export.xml": WXR, "uploads/2019/05/bowl.png": PIXEL})
    account = bench.move()
    assert account.moved.site.kind == "wordpress"
    assert account.counts["imported"] + account.counts["skipped"] == account.counts["sources"] == 7
    assert bench.errors() == []
    posts = {post.title: post for post in bench.library.posts}
    noodles = posts["Noodles & rain"]
    assert noodles.date.isoformat() == "2019-05-04T16:30:00+02:00"
    assert [person.name for person in noodles.authors] == ["Mina Park"]
    assert {tag.name for tag in noodles.tags} == {"Food", "soup"} and noodles.summary == "Noodles, twice."
    assert posts["Blocks"].status.value == "draft" and "<https://vimeo.com/123456>" in posts["Blocks"].body
    body = noodles.body
    assert "We ate **noodles**." in body and "```python\nif rain < 3:\n    eat()\n```" in body
    assert '![A bowl](bowl.png "Our bowl")' in body and body.count("bowl.png") == 2
    assert "(../../pages/about.md)" in body and "[stall" in body
    needs = next(line.needs for line in account.lines if line.source == "export.xml#1")
    assert any("`[stall]`" in each for each in needs) and any("gallery" in each for each in needs)


def item(title: str, body: str, **said: str) -> str:
    """An item of an export of WordPress; `said` by the names of its elements, `inside` as it is."""
    inside = said.pop("inside", "")
    values = {"post_type": "post", "status": "publish", "post_date": "2019-05-04 10:00:00", **said}
    link = values.pop("link", f"https://market.example.org/2019/05/{values.get('post_name', 'x')}/")
    rows = "".join(f"<wp:{key}>{value}</wp:{key}>" for key, value in values.items())
    text = f"<content:encoded><![CDATA[{body}]]></content:encoded>"
    return f"<item><title>{title}</title><link>{link}</link><dc:creator>mina</dc:creator>{text}{rows}{inside}</item>"


def market(*items: str) -> str:
    """An export of WordPress with these items."""
    return WXR[: WXR.index("<item>")] + "".join(items) + "</channel></rss>"


def test_wordpress_shows_what_its_pages_put_together(bench: Bench) -> None:
    uploads = "https://market.example.org/wp-content/uploads/2019/05"
    film = "https://www.youtube.com/watch?v=abcdefghijk"
    body = (
        '<!-- wp:block {"ref":9} /--><p><a href="https://market.example.org/?p=2">soup</a> '
        '<a href="/?p=77">lost</a> 10<sup>3</sup></p>'
        f'<!-- wp:embed {{"url":"{film}"}} --><figure><div class="wp-block-embed__wrapper">\n{film}\n</div></figure>'
        f'<img src="https://i0.wp.com/{uploads.removeprefix("https://")}/bowl.png?resize=6%2C4">'
        f'<img src="{uploads}/bowl-30x20.png">'
        '<script src="https://gist.github.com/mina/0a1b.js"></script><pre>if rain:<br>    eat()</pre>'
        "<details><summary>Price</summary><p>Two coins.</p></details>"
        '<a href="https://other.example/x"><h3>Stall</h3><p>by the gate</p></a>'
        '<h2 id="how">How we cook</h2><p><a href="#how">see</a></p>'
        '<img src="data:image/gif;base64,R0lGODlh" data-src="/wp-content/uploads/2019/05/bowl.png">'
    )
    bench.write(
        {
            "export.xml": market(
                item("Blocks", body, post_id="1", post_name="blocks"),
                item("Soup", '[audio mp3="https://x.example/a.mp3"][/audio] [gallery ids="7"]', post_id="2"),
                item("Shared", "<p>Every Friday.</p>", post_id="9", post_type="wp_block"),
                item(
                    "bowl",
                    "",
                    post_id="7",
                    post_type="attachment",
                    attachment_url=f"{uploads}/bowl.png",
                    inside="<wp:postmeta><wp:meta_key>_wp_attachment_image_alt</wp:meta_key><wp:meta_value>A bowl"
                    "</wp:meta_value></wp:postmeta><excerpt:encoded>Ours</excerpt:encoded>",
                ),
            ),
            "uploads/2019/05/bowl.png": PIXEL,
        }
    )
    account = bench.move()
    posts = {post.title: post.body for post in bench.library.posts}
    body = posts["Blocks"]
    assert "Every Friday." in body and "10<sup>3</sup>" in body and body.count(film) == 1
    assert "[soup](../2019-05-04-soup/index.md)" in body and "[lost](https://market.example.org/?p=77)" in body
    assert body.count("(bowl.png)") == 3 and "<https://gist.github.com/mina/0a1b>" in body
    assert "```\nif rain:\n    eat()\n```" in body and "<summary>Price</summary>\n\nTwo coins." in body
    assert "[Stall by the gate](https://other.example/x)" in body and "[see](#how-we-cook)" in body
    assert "<https://x.example/a.mp3>" in posts["Soup"] and '![A bowl](bowl.png "Ours")' in posts["Soup"]
    assert not any("stay on the web" in need for line in account.lines for need in line.needs)


def test_wordpress_may_part_a_site_into_several_files(bench: Bench) -> None:
    one = item("One", '<a href="https://market.example.org/?p=2">two</a>', post_id="1", post_name="one")
    two = item("Two", "Text.", post_id="2", post_name="two")
    bench.write({"market.001.xml": market(one), "market.002.xml": market(one, two)})
    account = bench.move()
    assert {post.title for post in bench.library.posts} == {"One", "Two"}
    assert "[two](2019-05-04-two.md)" in bench.text("posts/2019-05-04-one.md")
    assert account.counts["people"] == 1
    assert [line.skipped for line in account.lines if line.source == "market.002.xml#1"] == [
        "It stands in the export twice."
    ]


def test_squarespace_calls_people_by_their_mail_and_posts_by_their_path(bench: Bench) -> None:
    export = WXR.replace(">mina<", ">mina@example.org<")
    export = export.replace("<wp:post_name>noodles<", "<wp:post_name>blog/2019/noodles<")
    film = "&lt;iframe src=&quot;//www.youtube.com/embed/klmnopqrstu&quot;&gt;&lt;/iframe&gt;"
    song = '<div class="sqs-audio-embed" data-url="https://a.example.org/1.mp3" data-title="Rain"></div>'
    export = export.replace("It rained.", f'<p>It rained.</p><div data-html="{film}"></div>{song}')
    bench.write({"export.xml": export})
    bench.move()
    post = next(post for post in bench.library.posts if post.title.startswith("Noodles"))
    assert "<https://www.youtube.com/watch?v=klmnopqrstu>" in post.body
    assert "[Rain](https://a.example.org/1.mp3)" in post.body
    assert post.slug == "noodles" and post.authors[0].name == "Mina Park" and len(bench.library.people) == 1


def test_wordpress_tells_what_plugins_filed(bench: Bench) -> None:
    def term(domain: str, slug: str, name: str) -> str:
        return f'<category domain="{domain}" nicename="{slug}">{name}</category>'

    guest = "".join(
        f"<wp:postmeta><wp:meta_key>{key}</wp:meta_key><wp:meta_value>{value}</wp:meta_value></wp:postmeta>"
        for key, value in (("cap-user_login", "ines"), ("cap-display_name", "Ines Roy"), ("cap-description", "Eats."))
    )
    former = "<wp:postmeta><wp:meta_key>_wp_old_slug</wp:meta_key><wp:meta_value>rain</wp:meta_value></wp:postmeta>"
    group = term("post_translations", "pll_1", "pll_1")
    filed = term("author", "cap-ines", "ines") + term("series", "walks", "Walks") + term("place", "gate", "Gate")
    bench.write(
        {
            "export.xml": market(
                item(
                    "One", "Text.", post_name="one", inside=filed + group + term("language", "en", "English") + former
                ),
                item("Eins", "Text.", post_name="eins", inside=group + term("language", "de", "Deutsch")),
                item("雨", "雨。", post_name="%e9%9b%a8"),
                item("Fair", "On Friday.", post_type="event", link="https://market.example.org/event/fair/"),
                item("Form", "[text]", post_type="form", link="https://market.example.org/?post_type=form"),
                item("Ines", "", post_type="guest-author", inside=guest),
            )
        }
    )
    account = bench.move()
    posts = {post.title: post for post in bench.library.posts}
    assert [(each.name, each.bio.strip()) for each in posts["One"].authors] == [("Ines Roy", "Eats.")]
    assert posts["One"].series == "Walks" and [tag.name for tag in posts["One"].tags] == ["Gate"]
    assert "2019/05/rain/" in posts["One"].aliases
    assert posts["Eins"].translation_of == "one" and posts["雨"].slug == "yu"
    assert [page.title for page in bench.library.pages] == ["Fair"]
    assert next(line.skipped for line in account.lines if line.source == "export.xml#5").startswith("A `form`")


def test_ghost_brings_posts_pages_and_people(bench: Bench) -> None:
    data = {
        "posts": [
            {
                "id": "1",
                "title": "Lamps",
                "slug": "lamps",
                "html": '<p>Lit by <em>us</em>. <img src="__GHOST_URL__/content/images/2021/lamp.png" alt="Lamp"></p>',
                "status": "published",
                "published_at": "2021-03-04T05:06:07.000Z",
                "type": "post",
            },
            {
                "id": "3",
                "title": "Wick",
                "slug": "wick",
                "published_at": 1420070400000,
                "html": SMALL,
                "status": "sent",
            },
            {"id": "4", "title": "Oil", "slug": "oil", "status": "draft", "lexical": '{"root":{"text":"Oil."}}'},
            {"id": "2", "title": "About", "slug": "about", "html": "<p>We fix lamps.</p>", "type": "page"},
        ],
        "users": [{"id": "9", "name": "Omar Haddad", "slug": "omar", "bio": "Solders."}],
        "tags": [{"id": "t", "name": "Light", "slug": "light"}],
        "posts_authors": [{"post_id": "1", "author_id": "9"}],
        "posts_tags": [{"post_id": "1", "tag_id": "t"}],
        "settings": [{"key": "title", "value": "Lamp Lab"}],
    }
    bench.write({"lamp.ghost.json": json.dumps({"db": [{"data": data}]}), "content/images/2021/lamp.png": PIXEL})
    bench.write({"data/redirects.yaml": "lists:\n  to: /lamps/\n"})  # somebody's own, which speaks of no path
    bench.write({"data/redirects.json": '[{"from":"^/bulbs/$","to":"/lamps/"},{"from":"/a/(.*)","to":"/lamps/"}]'})
    account = bench.move()
    assert account.moved.site.kind == "ghost" and bench.errors() == []
    posts = {each.title: each for each in bench.library.posts}
    post, wick = posts["Lamps"], posts["Wick"]
    assert wick.status.value == "draft" and wick.date.year == 2015, "it was sent by mail, and stood nowhere"
    assert "![](lamp.png)" in wick.body
    assert any("only as Ghost's editor keeps it" in need for line in account.lines for need in line.needs)
    assert post.authors[0].bio.strip() == "Solders." and [tag.name for tag in post.tags] == ["Light"]
    assert "![Lamp](lamp.png)" in post.body and post.aliases == ("lamps/", "bulbs/")


@pytest.mark.parametrize("text", ["https://example.org/lamps", '<?xml version="1.0"?><p>Lamps.</p>', "lamps.html"])
def test_a_body_that_looks_like_something_else_prints_no_warning_for_programmers(bench: Bench, text: str) -> None:
    post = {"id": "1", "title": "Lamps", "slug": "lamps", "html": text, "status": "published"}
    bench.write({"lamp.ghost.json": json.dumps({"db": [{"data": {"posts": [post]}}]})})
    with warnings.catch_warnings(action="error", category=UserWarning):
        bench.move()


SMALL = '<img src="__GHOST_URL__/content/images/size/w600/2021/lamp.png">'
MEDIUM = """<!DOCTYPE html><html><head><title>Quilts</title></head><body><article class="h-entry">
<header><h1 class="p-name">Quilts</h1></header><section data-field="subtitle" class="p-summary">Sewn.</section>
<section data-field="body" class="e-content"><section><hr class="section-divider"><h3>Quilts</h3><p>Cut, then sew.</p>
<figure><img src="https://cdn-images-1.medium.com/max/800/q.png"></figure>
<pre data-code-block-lang="python">cut()<br>sew()</pre>
<p><a href="https://x.medium.com/hems-abcdefabcdef?source=a">hems</a></p></section></section>
<footer><p>By <a href="https://medium.com/@liv" class="p-author h-card">Liv Berg</a> on
<a href="https://medium.com/p/0123456789ab"><time class="dt-published" datetime="2018-02-03T04:05:06.000Z">x</time></a>
</p>
<p><a href="https://medium.com/@liv/quilts-0123456789ab" class="p-canonical">Canonical</a></p></footer></article>
</body></html>
"""


def test_medium_comes_as_a_zip(bench: Bench) -> None:
    bench.write({})
    pack = io.BytesIO()
    with zipfile.ZipFile(pack, "w") as archive:
        archive.writestr("medium-export/posts/2018-02-03_Quilts-0123456789ab.html", MEDIUM)
        archive.writestr("medium-export/posts/draft_Hems-abcdefabcdef.html", MEDIUM.replace("Quilts", "Hems"))
        archive.writestr("../../evil.html", MEDIUM)
    path = bench.old / "export.zip"
    path.write_bytes(pack.getvalue())
    account = bench.move(path=path)
    assert account.moved.site.kind == "medium"
    posts = {post.title: post for post in bench.library.posts}
    assert posts["Hems"].status.value == "draft" and posts["Quilts"].slug == "quilts"
    assert "[hems](2018-02-03-hems.md)" in posts["Quilts"].body
    assert "```python\ncut()\nsew()\n```" in posts["Quilts"].body and "### Quilts" not in posts["Quilts"].body
    assert any("stay on the web" in need for line in account.lines for need in line.needs)
    assert not (bench.old.parent.parent / "evil.html").exists()


SUBSTACK = """post_id,post_date,is_published,type,audience,title,subtitle,podcast_url
100.walk,2021-02-03T04:05:06.000Z,true,newsletter,everyone,Walk,Along the river,
101.idea,,false,newsletter,only_paid,Idea,,
102.talk,2021-03-03T04:05:06.000Z,true,podcast,everyone,Talk,,https://pod.example/t.mp3
103.gone,2021-04-03T04:05:06.000Z,true,newsletter,everyone,Gone,,
"""


def test_substack_brings_its_posts_and_tells_of_those_without_a_text(bench: Bench) -> None:
    note = (
        '<div class="footnote"><a id="footnote-1" href="#footnote-anchor-1">1</a><div class="footnote-content">'
        "<p>All day.</p></div></div>"
    )
    bench.write(
        {
            "posts.csv": SUBSTACK,
            "posts/100.walk.html": f'<p>It rained<a class="footnote-anchor" href="#footnote-1">1</a>.</p>{note}'
            '<div class="subscription-widget-wrap"><p>Subscribe</p></div><p><a href="/p/talk">talk</a></p>',
            "posts/101.idea.html": "<p>Not yet.</p>",
            "posts/102.talk.html": "<p>Hear.</p>",
            "email_list.csv": "email\n",
        }
    )
    account = bench.move()
    assert account.moved.site.kind == "substack" and account.counts["posts"] == 3
    posts = {post.title: post for post in bench.library.posts}
    assert "It rained[^1]." in posts["Walk"].body and "[^1]: All day." in posts["Walk"].body
    assert "Subscribe" not in posts["Walk"].body and "[talk](2021-03-03-talk.md)" in posts["Walk"].body
    assert posts["Walk"].aliases == ("p/walk/",) and posts["Walk"].summary == "Along the river"
    assert posts["Idea"].status.value == "draft" and "<https://pod.example/t.mp3>" in posts["Talk"].body
    assert any("“Gone”" in note.text for note in account.moved.site.notes)


def packed(*names: str) -> bytes:
    pack = io.BytesIO()
    with zipfile.ZipFile(pack, "w") as archive:
        for name in names:
            archive.writestr(name, MEDIUM)
    return pack.getvalue()


@pytest.mark.parametrize(
    "raw",
    [
        packed("é.html").replace("é".encode(), b"\xff\xfe"),
        packed("a").replace(b"a", b"\0"),
        packed("a.html")[:-30],
        packed("a.html").replace(b"<html>", b"<HTML>"),
    ],
    ids=["a name that is no text", "no name at all", "cut short", "other bytes than were packed"],
)
def test_a_damaged_archive_is_refused_in_words(bench: Bench, raw: bytes) -> None:
    bench.write({"export.zip": raw})
    with pytest.raises(CannotImport):
        bench.move(path=bench.old / "export.zip")


def test_odd_names_in_an_archive_are_told_on_one_line(bench: Bench, tmp_path: Path) -> None:
    (tmp_path / "into").mkdir()
    bench.write({"export.zip": packed("../a\n\x1b[31m", "b/c", "b", "d" * 300, "e.html")})
    left_out = unpack(bench.old / "export.zip", tmp_path / "into")
    assert len(left_out) == 3 and all(name.isprintable() for name in left_out)
    assert sorted(path.name for path in (tmp_path / "into").rglob("*") if path.is_file()) == ["c", "e.html"]


@pytest.mark.parametrize("value", ["[" * 50_000, "{a: " * 5_000 + "}" * 5_000, "&a [*a]"])
def test_front_matter_without_a_bottom_is_survived(bench: Bench, value: str) -> None:
    bench.write(
        {"_config.yml": f"title: Old\nx: {value}\n", "_posts/2020-01-01-a.md": f"---\ntitle: {value}\n---\n\nHi.\n"}
    )
    assert bench.move(kind="jekyll").moved.adds_up()
    assert len(bench.library.posts) == 1


BLOGGER = """<?xml version='1.0' encoding='UTF-8'?>
<feed xmlns="http://www.w3.org/2005/Atom" xmlns:app="http://purl.org/atom/app#"
 xmlns:gd="http://schemas.google.com/g/2005"><title>Bee notes</title>
<generator uri="http://www.blogger.com">Blogger</generator><id>tag:blogger.com,1999:blog-1</id>
<link rel="http://schemas.google.com/g/2005#feed" href="http://schemas.google.com/blogger/2008"/>
<entry><id>1</id><published>2010-04-05T06:07:00.000+02:00</published>
<category scheme="http://schemas.google.com/g/2005#kind" term="http://schemas.google.com/blogger/2008/kind#post"/>
<category scheme="http://www.blogger.com/atom/ns#" term="honey"/><title type="text">First hive</title>
<content type="html">&lt;p&gt;Ten thousand bees.&lt;/p&gt;&lt;a href="/search/label/honey"&gt;Honey&lt;/a&gt;
&lt;table class="tr-caption-container"&gt;&lt;tr&gt;&lt;td&gt;
&lt;img src="https://b.example/b.png" alt="A bee"&gt;&lt;/td&gt;&lt;/tr&gt;&lt;tr&gt;
&lt;td class="tr-caption"&gt;Ours&lt;/td&gt;&lt;/tr&gt;&lt;/table&gt;</content>
<link rel="alternate" href="https://bees.blog.example/2010/04/first-hive.html"/>
<author><name>Ana Roy</name></author></entry>
<entry><id>2</id><category scheme="http://schemas.google.com/g/2005#kind"
 term="http://schemas.google.com/blogger/2008/kind#comment"/><title>x</title><content>Nice</content></entry></feed>
"""


def test_blogger_brings_posts_and_tells_of_comments(bench: Bench) -> None:
    bench.write({"blog.xml": BLOGGER})
    account = bench.move()
    assert account.moved.site.kind == "blogger" and bench.errors() == []
    (post,) = bench.library.posts
    assert post.date.isoformat() == "2010-04-05T06:07:00+02:00" and post.authors[0].name == "Ana Roy"
    assert post.body.strip() == (
        'Ten thousand bees.\n\n[Honey](/tags/honey/)\n\n![A bee](https://b.example/b.png "Ours")'
    )
    assert post.aliases == ("2010/04/first-hive.html",)
    assert any("comment" in line.skipped for line in account.lines)


def test_every_blog_of_a_takeout_of_blogger_comes(bench: Bench) -> None:
    folder = "Takeout/Blogger/Blogs"
    other = TAKEOUT.replace("First", "Second").replace("first", "second").replace("River", "Lake")
    bench.write({f"{folder}/Walks/feed.atom": TAKEOUT, f"{folder}/Lakes/feed.atom": other})
    bench.move()
    assert {post.title for post in bench.library.posts} == {"First", "River", "Second", "Lake"}


FEED = """<?xml version="1.0"?><rss version="2.0"><channel><title>Pots</title><link>https://pots.example.org/</link>
<item><title>Glaze</title><link>https://pots.example.org/glaze.html</link>
<author>eva@pots.example.org (Eva Lund)</author>
<pubDate>Tue, 05 Mar 2019 10:00:00 +0100</pubDate>
<description>&lt;p&gt;Blue &lt;a href="/kiln"&gt;kiln&lt;/a&gt;.&lt;/p&gt;
</description></item></channel></rss>
"""


def test_a_feed_is_the_last_resort(bench: Bench) -> None:
    bench.write({"rss.xml": FEED})
    account = bench.move()
    assert account.moved.site.kind == "feed" and bench.errors() == []
    (post,) = bench.library.posts
    assert post.title == "Glaze" and post.aliases == ("glaze.html",)
    assert "[kiln](https://pots.example.org/kiln)" in post.body
    assert any("only a summary" in need for line in account.lines for need in line.needs)


@pytest.mark.parametrize("kind", ["wordpress", "blogger", "feed"])
def test_entities_that_grow_are_refused_and_told_of(bench: Bench, kind: str) -> None:
    bomb = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>'
    text = {"wordpress": WXR, "blogger": BLOGGER, "feed": FEED}[kind].split("?>", 1)[1]
    bench.write({"x.xml": bomb + text.replace("<title>", "<title>&b;", 1)})
    account = bench.move(kind)
    assert any(note.needs_person for note in account.moved.site.notes)
    assert account.counts["posts"] == 0


def test_a_path_that_holds_no_site_is_refused_in_plain_words(bench: Bench) -> None:
    bench.write({"x.bin": b"\0"})
    with pytest.raises(CannotImport, match="Say it with --from"):
        bench.move()


TAKEOUT = """<?xml version='1.0' encoding='utf-8'?>
<feed xmlns='http://www.w3.org/2005/Atom' xmlns:blogger='http://schemas.google.com/blogger/2018'>
<id>tag:blogger.com,1999:blog-1</id><title>Walks</title>
<entry><id>1</id><blogger:type>POST</blogger:type><blogger:status>LIVE</blogger:status>
<author><name>Ann Lee</name></author><title>First</title><content type='html'>&lt;p&gt;See &lt;a href="https://walks.blogspot.com/2012/02/river.html"&gt;the
river&lt;/a&gt;.&lt;/p&gt;</content><published>2012-01-02T10:00:00Z</published>
<blogger:filename>/2012/01/first.html</blogger:filename></entry>
<entry><id>2</id><blogger:type>POST</blogger:type><blogger:status>DRAFT</blogger:status>
<author><name>Ann Lee</name></author><title>River</title><content type='html'>&lt;p&gt;x&lt;/p&gt;</content>
<published>2012-02-02T10:00:00Z</published>
<blogger:filename>/2012/02/river.html</blogger:filename></entry>
<entry><id>3</id><blogger:type>COMMENT</blogger:type><author><name>Z</name></author><content type='html'>nice</content>
<published>2012-01-05T10:00:00Z</published></entry></feed>"""


@pytest.mark.parametrize("settings", ["blog_name,blog_subdomain\nWalks,walks\n", "blog_name\nWalks\n"])
def test_a_takeout_of_blogger_knows_its_own_links(bench: Bench, settings: str) -> None:
    bench.write(
        {"Takeout/Blogger/Blogs/Walks/feed.atom": TAKEOUT, "Takeout/Blogger/Blogs/Walks/settings.csv": settings}
    )
    account = bench.move()
    assert "[the river](2012-02-02-river.md)" in bench.text("posts/2012-01-02-first.md").replace("\n", " ")
    assert "status: draft" in bench.text("posts/2012-02-02-river.md")
    assert (account.counts["posts"], account.counts["drafts"], account.counts["skipped"]) == (2, 1, 3)
