"""Sites made with Hugo: bundles, languages, taxonomies, shortcodes, and settings of every form."""

from __future__ import annotations

import pytest

from potluck.moving.bodies.shortcodes import plain_shortcodes
from potluck.moving.model import Entry
from tests.moving.conftest import PIXEL, Bench

CONFIG = """
baseURL = "https://boats.example.org/"
title = "The Boat House"
defaultContentLanguage = "en"
[languages.en]
weight = 1
[languages.fr]
weight = 2
[permalinks]
blog = "/blog/:year/:month/:slug/"
[taxonomies]
tag = "tags"
topic = "topics"
author = "authors"
"""


def small(bench: Bench) -> Bench:
    return bench.write(
        {
            "hugo.toml": CONFIG,
            "archetypes/default.md": "---\ntitle: x\n---\n",
            "layouts/index.html": "{{ .Title }}",
            "content/_index.md": "---\ntitle: Home\n---\n",
            "content/about.md": "+++\ntitle = 'About us'\ndate = 2019-01-01\n+++\n\n"
            "We meet at the river on Sundays and "
            "row to the old bridge; beginners sit in the middle.\n",
            "content/blog/_index.md": "---\ntitle: Blog\n---\n",
            "content/blog/2020-03-04-launch/index.md": "---\ntitle: 'The launch: a report'\n"
            "date: 2020-03-04T10:00:00+01:00\n"
            "authors: [Ines Okafor, tom]\ntags: [river]\ntopics: ['Wood']\nslug: launch\n"
            "aliases: [/old/launch.html]\n---\n\n"
            '{{< figure src="hull.png" alt="The hull" caption="Fresh paint" >}}\n\n'
            'See [oars]({{< ref "oars.md#grip" >}}) '
            "and [us](/about/).\n\n{{< highlight python >}}\nrow()\n{{< /highlight >}}\n\n"
            "{{< wave height=3 >}}\n\n{{< box >}}Dry *inside*.{{< /box >}}\n\n"
            "{{% notice warning %}}\nCold!\n{{% /notice %}}\n",
            "content/blog/2020-03-04-launch/index.fr.md": "---\ntitle: Le lancement\ndate: 2020-03-04\nauthors: [tom]\n"
            "slug: launch\n---\n\nOn a vu le bateau.\n",
            "content/blog/2020-03-04-launch/hull.png": PIXEL,
            "content/blog/2020-03-04-launch/plan.pdf": b"%PDF-1.4",
            "content/blog/oars.md": '{"title": "Oars", "date": "2020-05-06", "author": "Tom Berg", "draft": true}\n\n'
            "## Grip\n\n![a](/img/oar.png)\n",
            "content/authors/tom/_index.md": "---\nname: Tom Berg\nsocial:\n- icon: github\n"
            "  link: https://github.com/tomberg\n---\n\nTom *steers*.\n",
            "content/authors/tom/avatar.png": PIXEL,
            "data/authors/ines.toml": "name = 'Ines Okafor'\nbio = 'Ines builds hulls.'\n",
            "static/img/oar.png": PIXEL,
        }
    )


def test_everything_comes_along(bench: Bench) -> None:
    account = small(bench).move()
    assert account.moved.site.kind == "hugo"
    assert account.counts["imported"] + account.counts["skipped"] == account.counts["sources"] == 15
    assert bench.errors() == []
    posts = {post.title: post for post in bench.library.posts}
    assert set(posts) == {"The launch: a report", "Le lancement", "Oars"}
    launch = posts["The launch: a report"]
    assert [person.handle for person in launch.authors] == ["ines", "tom"]
    assert {tag.name for tag in launch.tags} == {"river", "Wood"}
    assert posts["Le lancement"].lang == "fr" and posts["Le lancement"].translation_of == launch.slug
    assert posts["Oars"].status.value == "draft" and posts["Oars"].authors[0].handle == "tom"
    tom = bench.library.person("tom")
    assert (
        tom
        and tom.bio.strip() == "Tom *steers*."
        and [link.url for link in tom.links] == ["https://github.com/tomberg"]
    )
    assert "authors/avatar.png" in bench.files()
    assert [page.title for page in bench.library.pages] == ["About us"]


def test_shortcodes_bundles_and_references_become_markdown(bench: Bench) -> None:
    account = small(bench).move()
    body = next(post.body for post in bench.library.posts if post.slug == "launch")
    assert '![The hull](hull.png "Fresh paint")' in body
    assert "[oars](../2020-05-06-oars/index.md#grip)" in body and "[us](../../pages/about.md)" in body
    assert "```python\nrow()\n```" in body and "`{{< wave height=3 >}}`" in body and "Dry *inside*." in body
    assert "> [!WARNING]\n> Cold!" in body
    needs = next(line.needs for line in account.lines if line.source.endswith("launch/index.md"))
    assert any("`wave`" in each for each in needs) and any("plan.pdf" in each for each in needs)


def test_front_matter_that_is_broken_is_read_line_by_line(bench: Bench) -> None:
    lines = r'title = "She said \"hi\""', "tags = ['row', 'oar']", "date = 2020-01-02", "slug = 'a-b' ", "weight = = 3"
    broken = "\n".join(("+++", *lines, "+++", "Text.\n"))
    account = bench.write({"hugo.toml": "title = 'B'\n", "content/posts/a.md": broken}).move()
    post = bench.library.posts[0]
    assert (post.title, post.slug) == ('She said "hi"', "a-b")
    assert {tag.name for tag in post.tags} == {"row", "oar"}
    assert any("line by line" in each for line in account.lines for each in (*line.changed, *line.needs))


def test_old_addresses_lead_on(bench: Bench) -> None:
    small(bench).move()
    aliases = {alias for post in bench.library.posts for alias in post.aliases}
    assert aliases == {"blog/2020/03/launch/", "old/launch.html", "fr/blog/2020/03/launch/", "blog/2020/05/oars/"}
    redirects = (bench.content.parent / "redirects.txt").read_text()
    for line in (
        "/blog/index.xml /feed.xml",
        "/topics/wood/ /tags/wood/",
        "/blog/ /archive/",
        "/tags/river/index.xml /tags/river/feed.xml",
    ):
        assert f"{line}\n" in redirects


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("{{< youtube abc123defgh >}}", "<https://www.youtube.com/watch?v=abc123defgh>"),
        ('{{< youtube id="abc123defgh" autoplay="true" >}}', "<https://www.youtube.com/watch?v=abc123defgh>"),
        ("{{< vimeo 146022717 >}}", "<https://vimeo.com/146022717>"),
        ("{{< gist spf13 7896402 >}}", "<https://gist.github.com/spf13/7896402>"),
        ('{{< tweet user="a" id="12345" >}}', "<https://twitter.com/a/status/12345>"),
        ('{{< figure src = "a b.png" width = "350" alt = "x" >}}', "![x](a%20b.png)"),
        ("{{</* figure src=x */>}}", "`{{< figure src=x >}}`"),
        ("`{{</* figure src=x */>}}`", "`{{< figure src=x >}}`"),
        ('{{< figure src="a.png" title="Tea" caption="hot" alt="x" >}}', '![x](a.png "Tea: hot")'),
        ('{{% notice warning "Mind" %}}Hot.{{% /notice %}}', "> [!WARNING]\n> **Mind**\n>\n> Hot."),
        ('{{% tab name="One" %}}\nTea.\n{{% /tab %}}', "**One**\n\nTea."),
        ('{{< tab "One" >}}Tea.{{< /tab >}}', "**One**\n\nTea."),
        ('{{< alert "mug-hot" >}}Hot.{{< /alert >}}', "> [!NOTE]\n> Hot."),
        ("`{{< kept >}}`", "`{{< kept >}}`"),
        ("{{< open >}} and no end", "`{{< open >}}` and no end"),
        ("a {{< /close >}} b", "a  b"),
        ("{{% details summary=More %}}in{{% /details %}}", "<details>\n<summary>More</summary>\n\nin\n\n</details>"),
        ("{{< a >}}x{{< b >}}y{{< /b >}}z{{< /a >}}", "xyz"),
    ],
)
def test_a_shortcode_reads_as(written: str, read: str) -> None:
    entry = Entry("a.md", body=written)
    plain_shortcodes(entry, lambda *_: None)
    assert entry.body.strip() == read


def test_settings_may_be_a_folder_in_yaml(bench: Bench) -> None:
    bench.write(
        {
            "config/_default/config.yaml": "baseURL: https://boats.example.org/club/\ntitle: Boats\n",
            "config/_default/permalinks.yaml": "posts: /:sections/:title/\n",
            "config/_default/params.yaml": "author: Tom Berg\n",
            "content/posts/deep/Big Wave.md": "---\ntitle: Big wave\ndate: 2021-02-03\n---\n\n[home](/club/)\n",
            "static/x.png": PIXEL,
        }
    )
    bench.move()
    (post,) = bench.library.posts
    assert post.aliases == ("posts/deep/big-wave/",) and post.authors[0].name == "Tom Berg"


def test_a_site_is_known_by_its_settings_and_content_alone(bench: Bench) -> None:
    bench.write(
        {
            "config.toml": 'baseURL = "https://boats.example.org/"\n',
            "content/post/a.md": "---\ntitle: A\ndate: 2021-02-03\nauthor: Tom\n---\n\nRowed.\n",
        }
    )
    assert bench.move().moved.site.kind == "hugo"
    assert [post.aliases for post in bench.library.posts] == [("post/a/",)]


def test_a_word_that_zola_has_too_makes_no_other_site_of_it(bench: Bench) -> None:
    settings = 'baseURL = "https://shed.example.org"\nbase_url = "/shed"\n'
    bench.write({"config.toml": settings, "content/posts/a.md": "+++\ntitle = 'A'\n+++\n", "layouts/a.html": "a"})
    assert bench.move().moved.site.kind == "hugo"


def test_formulas_between_brackets_stand_between_dollars(bench: Bench) -> None:
    body = r"So \\(a+b\\) is \\[c_1\\] and `\\(kept\\)`."
    bench.write(
        {"hugo.toml": "title = 'Old'\n", "content/posts/a.md": f"---\ntitle: A\ndate: 2020-01-02\n---\n{body}\n"}
    )
    bench.move()
    (post,) = bench.library.posts
    assert post.math and "So $a+b$ is" in post.body and "$$\nc_1\n$$" in post.body and r"`\\(kept\\)`" in post.body
