"""Sites made with Jekyll: posts, drafts and people, Liquid and kramdown, and what beginners write."""

from __future__ import annotations

from tests.moving.conftest import PIXEL, Bench

CONFIG = """
title: The Allotment
url: https://allotment.example.org
baseurl: /blog
timezone: America/New_York
authors:
  Rosa:
    name: Rosa Okafor
    about: Rosa grows leeks.
    github: rosaok
    twitter:
    prof: true
  sam:
    name: Sam Lindqvist
"""


def small(bench: Bench) -> Bench:
    return bench.write(
        {
            "_config.yml": CONFIG,
            "_posts/2019-03-04-First-Leeks.md": "---\nlayout: post\ntitle: First leeks\nauthor: Rosa\n"
            "categories: garden spring\n---\n\nSee [the shed]({{ site.baseurl }}/2019/05/06/shed.html) and\n"
            "[again]({% post_url 2019-05-06-shed %}) and ![a leek](/blog/img/leek.png).\n",
            "_posts/how/2019-05-06-shed.md": "---\ntitle: The shed\nauthor: [sam, Uma Devi]\n"
            "date: 2019-05-06 23:30:00 -0400\n---\n\n{% highlight python linenos %}\nprint('{{ x }}')\n"
            "{% endhighlight %}\n\n## Nails {#nails}\n{: .big}\n\n[up](#nails){: .button }\n",
            "_drafts/compost.md": "---\ntitle: Compost\nauthor: sam\n---\n\nNot yet.\n",
            "about.md": "---\ntitle: About us\npermalink: /about/\n---\n\nWe have met every Tuesday since 2011, "
            "rain or shine, behind the old station, and you are welcome to join us there.\n",
            "img/leek.png": PIXEL,
            "css/main.css": "body {}",
            "_layouts/post.html": "{{ content }}",
        }
    )


def test_posts_people_pages_and_pictures_come_along(bench: Bench) -> None:
    account = small(bench).move()
    assert bench.files() == [
        "authors/rosa.md",
        "authors/sam.md",
        "authors/uma-devi.md",
        "pages/about.md",
        "posts/2019-03-04-first-leeks/index.md",
        "posts/2019-03-04-first-leeks/leek.png",
        "posts/2019-05-07-compost.md",
        "posts/2019-05-07-shed.md",
    ]
    assert bench.errors() == []
    assert account.counts["imported"] + account.counts["skipped"] == account.counts["sources"] == 8
    rosa = bench.library.person("rosa")
    assert rosa and rosa.name == "Rosa Okafor" and rosa.role == "mentor" and rosa.bio.strip() == "Rosa grows leeks."
    assert [link.url for link in rosa.links] == ["https://github.com/rosaok"]


def test_links_lead_to_the_files_they_meant(bench: Bench) -> None:
    small(bench).move()
    text = bench.text("posts/2019-03-04-first-leeks/index.md")
    assert text.count("(../2019-05-07-shed.md)") == 2
    assert "![a leek](leek.png)" in text


def test_old_addresses_lead_on_and_so_does_the_feed(bench: Bench) -> None:
    small(bench).move()
    aliases = {alias for post in bench.library.posts for alias in post.aliases}
    assert aliases == {"garden/spring/2019/03/04/First-Leeks.html", "2019/05/06/shed.html"}
    redirects = (bench.content.parent / "redirects.txt").read_text()
    assert "/atom.xml /feed.xml\n" in redirects
    assert "/category/garden/ /tags/garden/\n" in redirects


def test_a_time_of_day_keeps_its_zone(bench: Bench) -> None:
    small(bench).move()
    shed = next(post for post in bench.library.posts if post.slug == "shed")
    assert shed.date.isoformat() == "2019-05-07T05:30:00+02:00"
    assert shed.has_time and [person.handle for person in shed.authors] == ["sam", "uma-devi"]


def test_liquid_and_kramdown_become_plain_markdown(bench: Bench) -> None:
    small(bench).move()
    assert bench.text("posts/2019-05-07-shed.md").split("---\n", 2)[2].strip() == (
        "```python\nprint('{{ x }}')\n```\n\n## Nails\n\n[up](#nails)"
    )


def test_somebody_only_named_in_a_byline_is_listed_for_a_person_to_look_at(bench: Bench) -> None:
    account = small(bench).move()
    uma = next(line for line in account.people if line.became == ["authors/uma-devi.md"])
    assert "Only bylines name “Uma Devi”" in uma.needs[0]


def test_people_get_names_that_every_system_and_every_reader_can_take(bench: Bench) -> None:
    people = 'authors:\n  con:\n    name: "Con\\u202e Rad\\u200b"\n    about: "Grows\\u2066 chard."\n'
    bench.write(
        {
            "_config.yml": f"title: Plot\nurl: https://plot.example.org\n{people}",
            "_posts/2020-01-02-a.md": '---\ntitle: A\nauthor: [con, aux, "U\u202ema\u2066"]\n---\nSoil.\n',
        }
    )
    bench.move("jekyll")
    assert bench.errors() == []
    assert sorted(bench.library.people) == ["aux-x", "con-x", "uma"]
    assert bench.text("authors/con-x.md") == "---\nname: Con Rad\n---\n\nGrows chard.\n"


def test_beginners_front_matter_is_read_as_it_was_meant(bench: Bench) -> None:
    bench.write(
        {
            "_config.yml": CONFIG,
            "_posts/2020-01-02-colon.md": "---\ntitle: Soup: a love story\nauthor: @sam\n---\nHot.\n",
            "_posts/2020-01-03-diff.md": "+---\n+layout: post\n+title: Pasted\n+author: sam\n+---\nFrom a diff.\n",
            "_posts/2020-01-04-nosuffix": "---\ntitle: No suffix\nauthor: Sam Lindqvist\n---\nHello.\n",
            "_posts/2020-1-5 spaces here.md": "---\ntitle: Spaces\nauthor: sam\n---\nHi.\n",
            "_posts/2020-01-06-none.md": "Only words.\n",
            "_posts/2020-01-07-latin.md": "---\ntitle: Café\nauthor: sam\n---\nCrème.\n".encode("cp1252"),
            "_posts/2020-01-08-clock.md": "---\ntitle: Late\ndate: 2020-01-08 11:59pm\nauthor: sam\n---\nLate.\n",
            "_posts/2020-01-09-empty.md": "---\ntitle: Nothing\nauthor: sam\n---\n",
        }
    )
    account = bench.move("jekyll")
    assert account.counts["posts"] == 8
    assert bench.errors() == []
    titles = {post.title: post for post in bench.library.posts}
    assert set(titles) >= {"Soup: a love story", "Pasted", "No suffix", "Spaces", "Café", "Late", "Nothing", "None"}
    assert titles["Café"].body.strip() == "Crème."
    assert titles["Late"].has_time


def test_a_page_that_was_all_template_is_left_out_and_its_address_leads_to_our_list(bench: Bench) -> None:
    bench.write(
        {
            "_config.yml": CONFIG,
            "_posts/2020-01-02-soup.md": "---\ntitle: Soup\nauthor: sam\n---\nHot.\n",
            "people.md": "---\ntitle: People\n---\n{% for a in site.authors %}\n* {{ a.name }}\n{% endfor %}\n",
        }
    )
    account = bench.move()
    assert [line.skipped for line in account.lines if line.source == "people.md"] == [
        "A page that the old site's templates filled in; ours makes its own."
    ]
    assert "/people.html /people/\n" in (bench.content.parent / "redirects.txt").read_text()


def test_two_posts_of_one_name_keep_both(bench: Bench) -> None:
    bench.write(
        {
            "_config.yml": CONFIG,
            "_posts/2020-01-02-soup.md": "---\ntitle: One\nauthor: sam\n---\nHot.\n",
            "_posts/sam/2020-01-20-soup.md": "---\ntitle: Two\nauthor: sam\n---\nCold.\n",
        }
    )
    bench.move()
    assert {post.permalink for post in bench.library.posts} == {"2020/01/soup/", "2020/01/soup-2/"}


def test_includes_that_are_text_are_put_in_and_others_are_reported(bench: Bench) -> None:
    bench.write(
        {
            "_config.yml": CONFIG,
            "_includes/note.html": "Bring {{ include.what }}.",
            "_includes/loop.html": "{% include loop.html %}",
            "_posts/2020-01-02-soup.md": "---\ntitle: Soup\nauthor: sam\n---\n"
            '{% include note.html what="a spoon" %}\n\n{% include loop.html %}\n\n{% include gone.html %}\n\n'
            '{% include figure image_path="/img/pot.png" alt="A pot" caption="Ours" %}\n',
            "img/pot.png": PIXEL,
        }
    )
    account = bench.move()
    text = bench.text("posts/2020-01-02-soup/index.md")
    assert "Bring a spoon." in text and '![A pot](pot.png "Ours")' in text and "{%" not in text
    needs = next(line for line in account.lines if line.source.startswith("_posts")).needs
    assert any("loop.html" in each for each in needs) and any("gone.html" in each for each in needs)


def test_pages_of_folders_that_settings_include_come_and_tags_part_at_blanks(bench: Bench) -> None:
    bench.write(
        {
            "_config.yml": f"{CONFIG}include: [_pages]\n",
            "_pages/faq.md": "---\ntitle: Questions\npermalink: /faq/\n---\nMay I come? You may.\n",
            "_posts/2020-01-02-soup.md": "---\ntitle: Soup\nauthor: sam\ntags: leek c++\n---\nHot.\n",
            "_posts/2020-01-03-away.md": "---\ntitle: Away\nauthor: sam\nredirect_to: https://x.example/a\n---\n",
        }
    )
    bench.move()
    assert [page.title for page in bench.library.pages] == ["Questions"]
    assert {tag.name for post in bench.library.posts for tag in post.tags} == {"leek", "c++"}
    assert "<https://x.example/a>" in bench.text("posts/2020-01-03-away.md")


def test_what_a_template_held_is_filled_in_or_said_in_the_report(bench: Bench) -> None:
    body = (
        '{% assign tea = "Oolong" %}{% capture cup %}a cup{% endcapture %}We drank {{ cup }} of {{ tea }}.\n\n'
        '{% if page.hot %}It was hot.{% endif %}\n\n{% include box.html text="Mind the pot" %}\n\n'
        '{% img left /img/pot.png 20 30 "Our pot" "A pot" %}\n\n{% twitter https://x.example/1 %}\n'
    )
    bench.write(
        {
            "_config.yml": CONFIG,
            "_posts/2020-01-02-soup.md": f"---\ntitle: Soup\nauthor: sam\n---\n{body}",
            "img/pot.png": PIXEL,
        }
    )
    account = bench.move()
    text = bench.text("posts/2020-01-02-soup/index.md")
    assert "We drank a cup of Oolong." in text and '![A pot](pot.png "Our pot")' in text
    assert "<https://x.example/1>" in text
    needs = " ".join(next(line for line in account.lines if line.source.startswith("_posts")).needs)
    assert "“It was hot.”" in needs and 'text="Mind the pot"' in needs


def test_a_time_zone_by_which_days_differ_is_told_of(bench: Bench) -> None:
    post = "---\ntitle: Late\nauthor: sam\ndate: 2019-05-06 23:30:00\n---\nDark.\n"
    bench.write({"_config.yml": CONFIG, "_posts/2019-05-06-late.md": post})
    assert any('`TIMEZONE = "America/New_York"`' in note.text for note in bench.move().moved.site.notes)


def test_an_address_of_the_old_site_is_nowhere_called_the_first_one(bench: Bench) -> None:
    top = "---\ntitle: {0}\nauthor: sam\ncanonical_url: https://{1}/x\n---\nText.\n"
    bench.write(
        {
            "_config.yml": CONFIG,
            "_posts/2019-05-06-a.md": top.format("A", "allotment.example.org/blog"),
            "_posts/2019-05-06-b.md": top.format("B", "elsewhere.example"),
        }
    )
    bench.move()
    assert {post.title: post.canonical for post in bench.library.posts} == {
        "A": None,
        "B": "https://elsewhere.example/x",
    }


def test_a_tag_whose_address_holds_a_hash_misleads_nobody(bench: Bench) -> None:
    top = '+++\ntitle = "A"\ndate = 2020-01-02\ntags = ["C#", "C"]\n+++\nText.\n'
    bench.write({"hugo.toml": "title = 'Old'\n", "content/posts/a.md": top})
    bench.move()
    assert "/tags/c/ " not in (bench.content.parent / "redirects.txt").read_text()


def test_octopress_keeps_all_in_one_folder_that_no_address_has(bench: Bench) -> None:
    bench.write(
        {
            "_config.yml": f"{CONFIG}permalink: /log/:year/:title/\n",
            "source/_posts/2020-01-02-soup.md": "---\ntitle: Soup\nauthor: sam\n---\n![x](/blog/img/pot.png)\n",
            "source/us/index.md": "---\ntitle: Us\n---\nWe cook.\n",
            "source/img/pot.png": PIXEL,
        }
    )
    bench.move()
    (post,), (page,) = bench.library.posts, bench.library.pages
    assert post.tags == () and post.aliases == ("log/2020/soup/",) and "![x](pot.png)" in post.body
    assert page.title == "Us" and page.slug == "us"


def test_links_to_a_heading_that_had_an_id_lead_to_the_one_of_its_page_in_any_script(bench: Bench) -> None:
    text = "---\ntitle: Two seasons\n---\n\n## हिन्दी में {#hindi}\n\n[back](#hindi) and ½ of it.\n"
    bench.write({"_config.yml": CONFIG, "_posts/2020-02-03-seasons.md": text}).move()
    assert bench.errors() == []
    assert "[back](#हिन्दी-में)" in bench.text("posts/2020-02-03-seasons.md")


def test_an_old_address_with_a_blank_leads_on(bench: Bench) -> None:
    bench.write(
        {
            "_config.yml": "title: Leeks\n",
            "_posts/2019-03-04-leeks.md": "---\ntitle: Leeks\nauthor: Rosa\n"
            "categories: [Kitchen Garden]\n---\nGreen.\n",
        }
    )
    bench.move()
    (post,) = bench.library.posts
    assert post.aliases == ("kitchen garden/2019/03/04/leeks.html",)
