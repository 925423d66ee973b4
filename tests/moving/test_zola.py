"""Sites made with Zola."""

from __future__ import annotations

from tests.moving.conftest import PIXEL, Bench

LANGUAGES = 'default_language = "en"\n[languages.fr]\ntitle = "Cerfs-volants"\n'
CONFIG = 'base_url = "https://kites.example.org"\ntitle = "Kites"\ntaxonomies = [{name = "tags"}, {name = "crew"}]\n'


def test_posts_come_with_dates_tags_people_and_addresses(bench: Bench) -> None:
    bench.write(
        {
            "config.toml": CONFIG,
            "content/_index.md": '+++\ntitle = "Kites"\n+++\n',
            "content/wind.md": '+++\npath = "2021/04/05/wind"\ntitle = "Wind"\nauthors = ["Nia Stone"]\n'
            'aliases = ["storms"]\n[taxonomies]\ntags = ["weather"]\n+++\nSee [the string](@/news/string/index.md).\n',
            "content/news/2021-05-06-tail.md": '+++\ntitle = "Tail"\n[extra]\nauthor = "Bo Lin"\n+++\nA tail.\n',
            "content/news/string/index.md": '+++\ntitle = "String"\ndate = 2021-06-07\n+++\n'
            '{{ figure(src="a.png", alt=\'A knot\') }}\n\n{% note(title="Hold") %}\nTight.\n{% end %}\n\n'
            "{{ widget(id=1) }}\n",
            "content/news/string/a.png": PIXEL,
        }
    )
    account = bench.move()
    assert account.counts["imported"] + account.counts["skipped"] == account.counts["sources"] == 6
    assert bench.errors() == []
    posts = {post.title: post for post in bench.library.posts}
    wind, tail, string = posts["Wind"], posts["Tail"], posts["String"]
    assert [f"{each.date:%Y-%m-%d}" for each in (wind, tail, string)] == ["2021-04-05", "2021-05-06", "2021-06-07"]
    assert [tag.name for tag in wind.tags] == ["weather"]
    assert [person.name for post in (wind, tail) for person in post.authors] == ["Nia Stone", "Bo Lin"]
    assert set(wind.aliases) == {"2021/04/05/wind/", "storms/"} and tail.aliases == ("news/tail/",)
    assert "(2021-06-07-string/index.md)" in wind.body
    assert "![A knot](a.png)" in string.body and "> [!NOTE]\n> **Hold**" in string.body
    assert any("widget" in need for line in account.lines for need in line.needs)


def test_a_translation_is_tied_to_a_text_in_the_language_that_settings_do_not_list(bench: Bench) -> None:
    bench.write(
        {
            "config.toml": CONFIG + LANGUAGES,
            "content/news/tail.md": '+++\ntitle = "Tail"\ndate = 2021-06-07\nslug = "long-tail"\n+++\nA tail.\n',
            "content/news/tail.fr.md": '+++\ntitle = "Queue"\ndate = 2021-06-07\n+++\nUne queue.\n',
            "content/news/_index.md": f'+++\ntitle = "News"\n+++\n{"All that we flew this year. " * 4}\n',
        }
    )
    account = bench.move()
    assert {post.title: post.translation_of for post in bench.library.posts} == {"Tail": None, "Queue": "long-tail"}
    assert any("`content/news/_index.md` introduced a list" in note.text for note in account.moved.site.notes)
