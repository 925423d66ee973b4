"""Habits of real blogs: what people and their generators do beyond what manuals tell."""

from __future__ import annotations

import io

import msgspec
from PIL import Image

from potluck.moving.report.words import as_markdown, lines
from tests.moving.conftest import OURS, PIXEL, Bench


def test_a_pelican_site_says_its_address_only_for_publishing(bench: Bench) -> None:
    bench.write(
        {
            "pelicanconf.py": 'AUTHOR = "Mei"\nSITENAME = "社群"\nSITEURL = ""\nFEED_ALL_ATOM = None\n',
            "publishconf.py": 'from pelicanconf import *\nSITEURL = "https://old.example.org"\n',
            "content/2020/walk.md": "Title: 散步\nDate: 2020-05-01 10:30\nSlug: walk\n\n"
            "[手冊](/files/guide.pdf) [再來]({filename}river.md)\n",
            "content/2020/river.md": "Title: 河\nDate: 2020-06-01\nSlug: river\n\n"
            '<a href="{attach}map.pdf">圖</a> [去](https://old.example.org/walk.html)\n',
            "content/2020/map.pdf": b"%PDF-1.4",
            "content/files/guide.pdf": b"%PDF-1.4",
        }
    )
    account = bench.move()
    assert "[手冊](https://old.example.org/files/guide.pdf)" in bench.text("posts/2020-05-01-walk.md")
    river = bench.text("posts/2020-06-01-river.md")
    assert "source:" not in river and "[去](2020-05-01-walk.md)" in river
    assert account.counts["skipped"] == 4 and bench.errors() == []
    assert any("guide.pdf" in text for line in account.needing for text in line.needs)


def test_a_reference_of_hugo_in_the_text_itself_becomes_a_link(bench: Bench) -> None:
    bench.write(
        {
            "hugo.toml": 'baseURL = "https://old.example.org/"\ntitle = "Old"\n',
            "content/posts/walk.md": '---\ntitle: "A [long] walk"\ndate: 2020-01-01\nauthor: sam\n---\n\nWe walked.\n',
            "content/posts/river.md": "---\ntitle: River\ndate: 2020-01-02\nauthor: sam\n---\n\n"
            'See {{< relref "walk.md" >}}, or [it]({{< ref "walk" >}}), or [here](@/posts/walk.md).\n',
        }
    )
    bench.move()
    text = bench.text("posts/2020-01-02-river.md")
    assert (
        r"See [A \[long\] walk](2020-01-01-walk.md), or [it](2020-01-01-walk.md), or [here](2020-01-01-walk.md)."
        in text
    )


def test_companies_behind_names_are_no_people(bench: Bench) -> None:
    top = "---\ntitle: {}\ndate: 2020-01-0{}\nauthor: >\n  {}\n---\n\nText.\n"
    bench.write(
        {
            "hugo.toml": 'baseURL = "https://old.example.org/"\ntitle = "Old"\n',
            "data/authors/ann.yml": "name: Ann Lee\nbio: Walks.\n",
            "content/posts/a.md": top.format(
                "A", 1, "Ann Lee (Red Boots, Inc.), **Bo Ray** (Rivers & Sons) and Cy Day (X)"
            ),
            "content/posts/b.md": top.format("B", 2, "Bo Ray (Other)"),
        }
    )
    bench.move()
    wrote = {post.title: [person.handle for person in post.authors] for post in bench.library.posts}
    assert wrote == {"A": ["ann", "bo-ray", "cy-day"], "B": ["bo-ray"]}
    assert "name: Bo Ray (Rivers & Sons)" in bench.text("authors/bo-ray.md")


def test_people_are_read_from_data_with_slips_and_told_of_where_that_fails(bench: Bench) -> None:
    post = "---\ntitle: {0}\nauthor: {0}\n---\n\nText.\n"
    bench.write(
        {
            "_config.yml": "title: Old\nauthors:\n  ann:\n    name: Ann\n",
            "_data/authors.yml": 'ann:\n  name: Ann Bo\n  twitter: @annbo\n  bio: Walks: a lot\nbo :\n\tname: "Bo" Q\n',
            "_data/members.yml": "- [broken\n: :\n",
            "_posts/2020-01-01-a.md": post.format("Ann Bo"),
            "_posts/2020-01-02-b.md": post.format("bo"),
        }
    )
    account = bench.move()
    assert "Walks: a lot" in bench.text("authors/ann.md") and "@annbo" in bench.text("authors/ann.md")
    assert '"Bo" Q' in bench.text("authors/bo.md") and len(account.people) == 2
    assert any("_data/members.yml" in note.text for note in account.moved.site.notes)


def test_a_page_of_links_is_no_template(bench: Bench) -> None:
    bench.write(
        {
            "_config.yml": "title: Old\n",
            "_posts/2020-01-01-a.md": "---\ntitle: A\nauthor: sam\n---\n\nText.\n",
            "links.md": "---\ntitle: Links\n---\n\n- [one](https://one.example.org)\n- [two](https://two.example.org)\n",
            "list.md": "---\ntitle: All\n---\n\n{% for post in site.posts %}- {{ post.title }}\n{% endfor %}\n",
        }
    )
    bench.move()
    assert [page.title for page in bench.library.pages] == ["Links"]


def test_eleventy_says_permalinks_for_a_folder_and_shows_pictures_by_name(bench: Bench) -> None:
    bench.write(
        {
            "eleventy.config.js": "export default () => {}",
            "src/_data/metadata.yaml": "title: Old\nurl: https://old.example.org\n",
            "src/_data/authors.json": '[{"id": "ann", "name": "Ann", "social": {"github": "https://github.com/annx"}}]',
            "src/posts/posts.json": '{"tags": ["posts"], "permalink": "/blog/{{ page.fileSlug }}/"}',
            "src/posts/2020-01-02-walk.md": "---\ntitle: Walk\nauthor: ann\n---\n\n"
            '{% image "./src/img/p.png", "The river" %}\n',
            "src/posts/2020-02-03-river.md": "---\ntitle: River\nauthor: ann\n---\n\n"
            '[walk]({{ "/blog/walk/" | url }}) [back](./2020-01-02-walk.md)\n',
            "src/img/p.png": PIXEL,
            "src/index.njk": "---\nlayout: home\n---\n{% for post in collections.posts %}{% endfor %}",
        }
    )
    account = bench.move()
    assert "![The river](p.png)" in bench.text("posts/2020-01-02-walk/index.md")
    river = bench.text("posts/2020-02-03-river.md")
    assert "[walk](2020-01-02-walk/index.md) [back](2020-01-02-walk/index.md)" in river
    assert "aliases:\n- /blog/river/\n" in river and "github: https://github.com/annx" in bench.text("authors/ann.md")
    assert bench.errors() == [] and account.counts["links_gone"] == 0


def test_a_picture_that_mdx_imports_is_shown(bench: Bench) -> None:
    bench.write(
        {
            "astro.config.mjs": "export default { site: 'https://old.example.org' }",
            "src/content/posts/walk.mdx": "---\ntitle: Walk\npublishDate: 2020-01-01\nauthor: sam\n---\n"
            "import river from '../../assets/river.png';\n\n<img src={river.src} alt=\"The river\" />\n",
            "src/assets/river.png": PIXEL,
        }
    )
    bench.move()
    assert '<img src="river.png" alt="The river" />' in bench.text("posts/2020-01-01-walk/index.md")


def test_slips_in_links_that_old_sites_have_are_mended(bench: Bench) -> None:
    bench.write(
        {
            "_config.yml": "title: Old\nurl: https://old.example.org\n",
            "_posts/2020-01-01-a.md": "---\ntitle: A walk\nauthor: sam\n---\n\n"
            "### [](https://code.example.org/notes#news)News\n\n"
            "Ask [Bo](bo.lin@mail.example.org), see [](/2020/01/02/b.html).\n",
            "_posts/2020-01-02-b.md": "---\ntitle: All [again]\nauthor: sam\n---\n\n```\n[](/2020/01/01/a.html)\n```\n",
        }
    )
    bench.move()
    one, two = bench.text("posts/2020-01-01-a.md"), bench.text("posts/2020-01-02-b.md")
    assert "### News\n" in one and "[Bo](mailto:bo.lin@mail.example.org)" in one
    assert "[All \\[again\\]](2020-01-02-b.md)" in one and "[](/2020/01/01/a.html)" in two


def test_a_film_that_is_too_long_stays_where_it_was_and_is_told(bench: Bench) -> None:
    frames = [Image.new("L", (2, 2), shade) for shade in range(6)]
    file = io.BytesIO()
    frames[0].save(file, "GIF", save_all=True, append_images=frames[1:])
    bench.write(
        {
            "_config.yml": "title: Old\nurl: https://old.example.org\n",
            "_posts/2020-01-01-a.md": "---\ntitle: A walk\nauthor: sam\n---\n\n![A walk](/walk.gif)\n",
            "walk.gif": file.getvalue(),
        }
    )
    account = bench.move(settings=msgspec.structs.replace(OURS, max_image_frames=5))
    assert "![A walk](https://old.example.org/walk.gif)" in bench.text("posts/2020-01-01-a.md")
    assert any("a film of 6 pictures" in need for line in account.lines for need in line.needs)


def test_a_link_to_a_page_that_is_too_long_is_not_told_as_one_to_nothing(bench: Bench) -> None:
    bench.write(
        {
            "_config.yml": "title: Old\nurl: https://old.example.org\n",
            "_posts/2020-01-01-a.md": "---\ntitle: A walk\nauthor: sam\n---\n\n-	[All](/all.html)\n\nDone.\n",
            "all.md": "---\ntitle: All\n---\n\n" + "Every walk there ever was.\n\n" * 5_000,
        }
    )
    needs = [need for line in bench.move().lines for need in line.needs]
    assert any("file-too-large" in need for need in needs) and not any("link-missing" in need for need in needs)


def test_a_table_of_html_keeps_all_its_cells(bench: Bench) -> None:
    html = (
        "<table><caption>Tea</caption><tr><th></th><th>day</th></tr>"
        "<tbody><tr><th>cup</th><th>a|b</th><th>more</th></tr><tr><td>one</td><td>2</td><td>3</td></tr></tbody></table>"
    )
    bench.write({"_config.yml": "title: Old\n", "_posts/2020-01-01-a.html": f"---\ntitle: A\nauthor: sam\n---\n{html}"})
    bench.move()
    rows = "|  | day | |\n| --- | --- | --- |\n| cup | a\\|b | more |\n| one | 2 | 3 |\n"
    assert f"Tea\n\n{rows}" in bench.text("posts/2020-01-01-a.md")


def test_what_many_files_need_is_told_once_with_their_number(bench: Bench) -> None:
    posts = {f"_posts/2020-01-0{day}-a.md": f"---\ntitle: A {day}\n---\n\nText.\n" for day in range(1, 7)}
    bench.write({"_config.yml": "title: Old\n", **posts, "_posts/2020-02-01-b.md": "---\nauthor: sam\n---\n[x](/y/)\n"})
    told = list(lines(bench.move()))
    assert sum("names no author" in line for line in told) == 1
    assert any(line.startswith("  6 files: It names no author.") for line in told)
    assert any(line.startswith("  posts/2020-02-01-b.md: The link `/y/` led to nothing") for line in told)


def test_a_value_of_jekylls_data_stands_in_the_text(bench: Bench) -> None:
    bench.write(
        {
            "_config.yml": "title: Old\n",
            "_data/tools/tea.yml": "pot:\n  size: 3\n  lids: [a, b]\n",
            "_posts/2020-01-01-a.md": "---\ntitle: A\nauthor: sam\n---\n\n"
            "It holds {{ site.data.tools.tea.pot.size }} cups, {{ site.data.tools.tea.pot.lids }}.\n",
        }
    )
    bench.move()
    assert "It holds 3 cups, {{ site.data" in bench.text("posts/2020-01-01-a.md")


def test_what_an_old_site_says_moves_no_cursor(bench: Bench) -> None:
    bench.write(
        {
            "mkdocs.yml": 'site_name: "Tea\\e]0;Owned\\a\\0 \\u202Ehouse' + "!" * 1_000 + '"\n',
            "docs/blog/posts/a.md": "---\ntitle: A\ndate: 2020-01-02\n---\n\n[x](y\x1b[31m.md)\n",
        }
    )
    account = bench.move()
    told = [*lines(account), *as_markdown(account).split("\n")]
    assert all(line.isprintable() for line in told)
    assert "from Tea\\x1b]0;Owned" in told[0] and len(told[0]) < 400
