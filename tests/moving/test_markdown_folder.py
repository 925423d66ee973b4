"""Folders of Markdown, as Astro and Nikola have them."""

from __future__ import annotations

from PIL import Image

from potluck.media.encoding import avatar
from tests.moving.conftest import PIXEL, Bench


def astro(bench: Bench) -> Bench:
    return bench.write(
        {
            "astro.config.mjs": "export default defineConfig({ site: 'https://kites.example.org',\n"
            "  redirects: { '/old/first.html': '/2011/02/first' } });\n",
            "src/pages/[...slug].astro": "---\nconst all = await getCollection('blog');\n---\n",
            "src/content/blog/2011/02/first.md": "---\ntitle: First\npublishDate: 2011-02-05\nauthor: Nia Stone\n"
            "legacyUrl: https://kites.blog.example/2011/02/first-kite.html\ntags: [wind]\n---\n\n"
            "See [two](/2012/03/two/), ![x](/images/a.png) and ![y](../../../../assets/b.png).\n",
            "src/content/blog/2012/03/two.mdx": "---\ntitle: 'Two'\npublishDate: 2012-03-04T10:00:00Z\n"
            "authors:\n  - nia\n  - bo\n---\nimport Callout from '../x/Callout.astro';\n"
            "import pic from '../../../../assets/b.png';\n\n<Callout type=\"warning\">\nHold **on**.\n</Callout>\n\n"
            '<Image src={pic} alt="A kite" />\n\n[back](../../2011/02/first.md)\n\n<YouTube id="abcdefghijk" />\n\n'
            "<Weather place='here' />\n",
            "src/content/authors/nia.json": '{"name": "Nia Stone", "bio": "Flies.", "github": "niastone"}',
            "src/content/authors/bo.yaml": "name: Bo Lin\nurl: https://bo.example.org\n",
            "public/images/a.png": PIXEL,
            "src/assets/b.png": PIXEL,
            "package.json": "{}",
        }
    )


def test_an_astro_collection_comes_along(bench: Bench) -> None:
    account = astro(bench).move()
    assert account.counts["imported"] + account.counts["skipped"] == account.counts["sources"] == 9
    assert bench.errors() == []
    posts = {post.title: post for post in bench.library.posts}
    assert [person.handle for person in posts["First"].authors] == ["nia"]
    assert [person.handle for person in posts["Two"].authors] == ["nia", "bo"]
    assert "[two](../2012-03-04-two/index.md), ![x](a.png) and ![y](b.png)" in posts["First"].body
    assert set(posts["First"].aliases) == {"2011/02/first-kite.html", "old/first.html"}


def test_components_become_markdown_and_unknown_ones_are_reported(bench: Bench) -> None:
    account = astro(bench).move()
    body = next(post.body for post in bench.library.posts if post.title == "Two")
    assert "> [!WARNING]\n> Hold **on**." in body and "![A kite](b.png)" in body
    assert "<https://www.youtube.com/watch?v=abcdefghijk>" in body and "import" not in body
    needs = next(line.needs for line in account.lines if line.source.endswith("two.mdx"))
    assert any("Weather" in each for each in needs)


def test_nikola_headers_and_a_meta_file_are_read(bench: Bench) -> None:
    bench.write(
        {
            "conf.py": 'BLOG_AUTHOR = "Aoi Sato"\nBLOG_TITLE = "Looms"\nSITE_URL = "https://looms.example.org/"\n'
            'TIMEZONE = "Asia/Tokyo"\n',
            "posts/warp.md": "<!--\n.. title: Warp\n.. slug: warp\n.. date: 2018-01-02 09:00:00 UTC\n"
            ".. author: Aoi Sato\n.. tags: wool, draft\n-->\n\nThreads.\n",
            "posts/weft.rst": "Across, says `him <https://example.org>`_.\n",
            "posts/weft.meta": ".. title: Weft\n.. slug: weft\n.. date: 2018-02-03\n",
        }
    )
    bench.move()
    posts = {post.title: post for post in bench.library.posts}
    assert set(posts) == {"Warp", "Weft"} and posts["Warp"].status.value == "draft"
    assert "[him](https://example.org)" in posts["Weft"].body
    assert "posts/weft/" in posts["Weft"].aliases
    assert [person.name for person in posts["Weft"].authors] == ["Aoi Sato"]


def test_nikola_serves_by_its_settings_and_links_by_its_own_scheme(bench: Bench) -> None:
    conf = 'POSTS = (("posts/*.md", "journal", "post.tmpl"), ("posts/*.rst", "journal", "post.tmpl"))\n'
    head = ".. title: {0}\n.. slug: {0}\n.. date: 2018-01-02\n"
    bench.write(
        {
            "conf.py": conf,
            "posts/warp.md": f"<!--\n{head.format('warp')}.. tags: private\n-->\n\n[w](link://slug/weft) "
            "[f](link://filename/posts/weft.rst#end)\n",
            "posts/weft.rst": head.format("weft") + "\n:doc:`warp`\n\n.. thumbnail:: /images/a.png\n\n   Wool\n\n"
            ".. slides::\n\n   /images/a.png\n\n.. chart:: Bar\n",
            "posts/weft.de.rst": head.format("weft") + "\nQuer.\n",
            "images/a.png": PIXEL,
        }
    )
    account = bench.move()
    warp, weft = bench.text("posts/2018-01-02-warp.md"), bench.text("posts/2018-01-02-weft/index.md")
    assert "status: hidden" in warp and "[w](2018-01-02-weft/index.md) [f](2018-01-02-weft/index.md#end)" in warp
    assert "[warp](../2018-01-02-warp.md)" in weft and '![](a.png "Wool")' in weft and "\n![](a.png)\n" in weft
    assert "- /journal/weft/" in weft and "- /de/journal/weft/" in bench.text("posts/2018-01-02-weft-de.md")
    assert any("chart" in need for line in account.lines for need in line.needs)


def test_eleventy_says_addresses_for_whole_folders_and_front_matter_in_any_language(bench: Bench) -> None:
    bench.write(
        {
            ".eleventy.js": "",
            "src/posts/posts.json": '{"author": "Uma Roy", "permalink": "/blog/{{ title | slugify }}/"}',
            "src/posts/one.md": '---json\n{"title": "One more", "date": "2020-05-05"}\n---\nText.\n',
            "src/posts/two.md": '---js\n{title: "Two", date: "2020-05-06", '
            "permalink: \"/{{ page.date | date: '%Y' }}/two/\""
            "}\n---\nText.\n",
            "src/posts/off.md": "---\ntitle: Off\ndate: 2020-05-07\npermalink: false\n---\nText.\n",
            "src/about.njk": f"---\ntitle: About\n---\n<p>{'We read books together. ' * 5}</p>\n",
            "src/list.njk": "---\ntitle: List\n---\n{% for p in collections.all %}{{ p.url }}{% endfor %}\n",
            "src/_includes/post.njk": "---\ntitle: x\n---\n<b>a</b>\n",
        }
    )
    bench.move()
    posts = {post.title: post for post in bench.library.posts}
    assert posts["One more"].aliases == ("blog/one-more/",) and posts["Two"].aliases == ("2020/two/",)
    assert posts["Off"].status.value == "draft" and "false/" not in posts["Off"].aliases
    assert [page.title for page in bench.library.pages] == ["About"]


def test_astro_keeps_languages_in_folders_and_back_what_begins_with_a_line(bench: Bench) -> None:
    top = "---\ntitle: {0}\npubDate: 2022-07-08\nauthor: Kim\n---\nText.\n"
    box = '<Tab label="Green">\n\nSencha.\n\n</Tab>\n\n<Chart of="tea" />\n'
    bench.write(
        {
            "astro.config.mjs": 'export default { i18n: { locales: ["en", "ja"] } }',
            "src/content/blog/one.mdx": top.format("One") + box,
            "src/content/blog/ja/one.mdx": top.format("Ichi"),
            "src/content/blog/_later.md": top.format("Later"),
        }
    )
    account = bench.move()
    posts = {post.title: post for post in bench.library.posts}
    assert posts["Ichi"].lang == "ja" and posts["Ichi"].translation_of == posts["One"].slug == "one"
    assert posts["Later"].status.value == "draft" and "**Green**\n\n\nSencha." in posts["One"].body
    assert any('<Chart of="tea"' in need for line in account.lines for need in line.needs)


def test_hexo_is_told_from_jekyll_and_its_pictures_and_links_come(bench: Bench) -> None:
    bench.write(
        {
            "_config.yml": "title: Tea\nurl: https://tea.example.org\nauthor: Pia Roy\ntimezone: Asia/Taipei\n",
            "scaffolds/post.md": "---\ntitle: {{ title }}\n---\n",
            "source/_posts/hot.md": "---\ntitle: Hot\ndate: 2019-05-06 07:08:09\n"
            "categories:\n- [Drinks, Green]\n---\n"
            '{% asset_img left pot.png 30 40 "Our pot" %}\n\n{% post_link cold "when cold" %} ![x](/img/b.png)\n\n'
            "{% blockquote Okakura, The Book of Tea %}\nFirst a medicine.\n{% endblockquote %}\n\n"
            "{% note warning Mind %}\nIt is hot.\n{% endnote %}\n\n{% link A shop https://s.example.org %}\n",
            "source/_posts/hot/pot.png": PIXEL,
            "source/img/b.png": PIXEL,
            "source/_posts/cold.md": "---\ntitle: Cold\ndate: 2019-06-07\n---\nIce.\n",
            "source/_drafts/later.md": "---\ntitle: Later\n---\nNot yet.\n",
            "source/about/index.md": "---\ntitle: About\n---\nUs.\n",
        }
    )
    bench.move()
    posts = {post.title: post for post in bench.library.posts}
    body = posts["Hot"].body
    assert "![Our pot](pot.png)" in body and "[when cold](../2019-06-07-cold.md)" in body and "![x](b.png)" in body
    assert "> First a medicine.\n>\n> — Okakura, The Book of Tea" in body
    assert "> [!WARNING]\n> **Mind**\n>\n> It is hot." in body and "[A shop](https://s.example.org)" in body
    assert [tag.name for tag in posts["Hot"].tags] == ["Drinks", "Green"]
    assert posts["Hot"].aliases == ("2019/05/06/hot/",) and posts["Hot"].date.isoformat() == "2019-05-06T01:08:09+02:00"
    assert posts["Hot"].authors[0].name == "Pia Roy" and posts["Later"].status.value == "draft"
    assert [page.slug for page in bench.library.pages] == ["about"]


def test_docusaurus_brings_translations_and_people_named_on_the_spot(bench: Bench) -> None:
    bench.write(
        {
            "docusaurus.config.js": "module.exports = { url: 'https://d.example.org', baseUrl: '/' };\n",
            "blog/2019-05-28-one.md": "---\ntitle: One\nslug: one\nauthors:\n  - name: Mia Lund\n"
            "    title: Keeps bees\n    url: https://mia.example.org\n---\n![x](@site/static/a.png)\n\n"
            '```py title="src/a.py" {1,3-4} showLineNumbers\nx = 1\n```\n',
            "blog/2019-06-28-two.md": "---\ntitle: Two\nauthor: Bo Ek\nauthor_title: Cook\n---\nHi.\n",
            "i18n/fr/docusaurus-plugin-content-blog/2019-05-28-one.md": "---\ntitle: Un\nslug: one\n---\nBon.\n",
            "static/a.png": PIXEL,
        }
    )
    bench.move()
    posts = {post.title: post for post in bench.library.posts}
    assert posts["Un"].translation_of == "one" and posts["Un"].lang == "fr"
    assert posts["Un"].aliases == ("fr/blog/one/",) and posts["One"].aliases == ("blog/one/",)
    assert "![x](a.png)" in posts["One"].body and "showLineNumbers\nx = 1\n```" in posts["One"].body
    assert "website: https://mia.example.org\n---\n\nKeeps bees" in bench.text("authors/mia-lund.md")
    assert "Cook" in bench.text("authors/bo-ek.md")


def test_what_is_said_of_a_picture_and_a_whole_address_come_with_gatsbys_posts(bench: Bench) -> None:
    bench.write(
        {
            "gatsby-config.js": "module.exports = { siteMetadata: { siteUrl: `https://g.example.org` } };\n",
            "content/blog/one/index.mdx": "---\ntitle: One\ndate: 2019-05-06\nslug: /posts/one/\ncover: ./a.png\n"
            "coverAlt: A pot\nmood: very calm\nlayout: post\n---\n"
            "<Callout type='tip' title='Mind'>\nHot.\n</Callout>\n",
            "content/blog/one/a.png": PIXEL,
        }
    )
    account = bench.move()
    (post,) = bench.library.posts
    assert post.aliases == ("posts/one/",) and post.slug == "one" and post.image_alt == "A pot"
    assert "> [!TIP]\n> **Mind**\n>\n> Hot." in post.body
    changed = next(line.changed for line in account.lines if line.source.endswith(".mdx"))
    assert "Its front matter says more, which has no place here: `mood`: very calm." in changed


def test_a_folder_of_plain_texts_becomes_posts(bench: Bench) -> None:
    bench.write(
        {
            "2020-01-02 第一次聚會.md": "# 第一次聚會\n\n大家好。看[第二次](第二次聚會.md)\n",
            "第二次聚會.md": "沒有標題。\n",
            "2022年5月6日 第三次.md": "第三次\n",
            "big5.md": "# 舊\n\n繁體中文內容，台灣社群聚會\n".encode("big5"),
            "README.md": "# Ours\n",
            "robots.txt": "User-agent: *\n",
        }
    )
    account = bench.move()
    posts = {post.title: post for post in bench.library.posts}
    assert {"第一次聚會", "第二次聚會", "第三次"} < set(posts) and len(posts) == 4 and not bench.library.pages
    assert posts["第三次"].date.date().isoformat() == "2022-05-06"
    needs = next(line.needs for line in account.lines if line.source == "big5.md")
    assert any("Save it as UTF-8" in each for each in needs)


def test_a_face_smaller_than_any_of_our_sizes_is_one_file_of_each_kind() -> None:
    sizes = [(file.kind, file.width) for file in avatar(Image.new("RGB", (40, 50)), ".png").picture.files]
    assert len(sizes) == len(set(sizes))
