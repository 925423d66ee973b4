"""What authors get beyond the bare rules: formulas, code, alerts, figures, mentions, players behind a click."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from potluck.markup import Heading, Renderer, relink
from potluck.markup.relink import Shown, Source
from potluck.pages import reading
from potluck.players import EMBED_HOSTS
from potluck.settings import Settings

Html = Callable[[str], str]


class TestHeadings:
    def test_are_listed_with_the_ids_they_have_on_the_page(self, renderer: Renderer) -> None:
        rendered = renderer.render("# Soup & *bread*\n\n## Soup & bread\n\n### `pip` ![logo](x.png)\n")
        assert rendered.headings == (
            Heading(1, "soup--bread", "Soup & bread"),
            Heading(2, "soup--bread-1", "Soup & bread"),
            Heading(3, "pip-", "pip logo"),
        )
        assert all(f'id="{heading.id}"' in rendered.html for heading in rendered.headings)

    @pytest.mark.parametrize(
        ("heading", "name"),
        [
            ("हिन्दी", "हिन्दी"),
            ("The 2½ cups – 10² `a_b`", "the-2-cups--10-a_b"),
            (":smile: - a gemoji", "smile---a-gemoji"),
            ("❤️ Love", "\ufe0f-love"),
            ("&#x20;a b  c&#x20;", "-a-b--c-"),
            ("😄-😄 Ⓐ", "--ⓐ"),
            ("The $x^2$ rule", "the-x2-rule"),
        ],
    )
    def test_have_the_ids_that_github_makes(self, heading: str, name: str, renderer: Renderer) -> None:
        rendered = renderer.render(f"## {heading}", math=True)
        assert [each.id for each in rendered.headings] == [name]
        assert f' id="{name}"' in rendered.html

    def test_of_one_name_are_numbered_as_on_github(self, renderer: Renderer) -> None:
        words = ["echo", "echo", "echo 1", "echo-1", "echo", "foxtrot-1", "foxtrot", "foxtrot"]
        names = [each.id for each in renderer.render("".join(f"# {each}\n" for each in words)).headings]
        assert names == "echo echo-1 echo-1-1 echo-1-2 echo-2 foxtrot-1 foxtrot foxtrot-2".split()

    def test_in_html_are_headings_as_well(self, renderer: Renderer) -> None:
        heading = '<h2 align="center">The <i>Soup</i> &amp; I</h2>'
        rendered = renderer.render(f"# Soup\n\n{heading}\n\n<!-- <h2>gone</h2> -->\n\n# Soup\n\n[a](#the-soup--i)")
        assert [each.id for each in rendered.headings] == ["soup", "the-soup--i", "soup-1"]
        assert '<h2 id="the-soup--i" align="center">' in rendered.html
        assert 'href="#the-soup--i"' in rendered.html

    def test_that_a_tag_without_an_end_swallows_are_not_listed(self, renderer: Renderer) -> None:
        assert renderer.render("<script>\n<h2>Soup</h2>\n</script>\n\n## Bread").headings == (
            Heading(2, "bread", "Bread"),
        )

    def test_equal_ones_never_share_an_id(self, renderer: Renderer) -> None:
        headings = renderer.render("# a\n# a\n# a-1\n# a\n# !\n# ?\n").headings
        assert len({heading.id for heading in headings}) == 6


class TestHyphensInCode:
    @pytest.mark.parametrize(
        ("code", "held"),
        [
            ("git commit --amend", "git commit <span>--a</span>mend"),
            ("---", "<span>---</span>"),
            ("tar -x [-v] a--b", "tar <span>-x</span> [<span>-v</span>] a<span>--b</span>"),
            ("a --> b", "a <span>--&gt;</span> b"),
            ("pre-commit on 2026-11-19", "pre-commit on 2026-11-19"),
            ("5 - 3", "5 - 3"),
        ],
    )
    def test_are_held_to_what_follows_unless_they_join_words(self, html_of: Html, code: str, held: str) -> None:
        assert f"<code>{held}</code>" in html_of(f"`{code}`")

    def test_are_left_alone_in_blocks_which_do_not_break(self, html_of: Html) -> None:
        for block in ("    git --amend", "```\ngit --amend\n```", "<pre><code>git --amend</code></pre>"):
            assert "<code>git --amend" in html_of(block)

    def test_count_for_nothing(self, renderer: Renderer) -> None:
        rendered = renderer.render("Say `git commit --amend` and `---`.")
        assert (rendered.words, rendered.summary) == (5, "Say git commit --amend and ---.")


class TestReadingTime:
    @pytest.mark.parametrize(
        ("text", "minutes"),
        [
            ("", 1),
            ("a word " * 10, 1),
            ("two words " * 345, 3),
            ("كلمة " * 690, 3),
            ("단어 " * 690, 3),
            ("我們在咖啡店聊了很久" * 110, 3),
            ("ひらがなとカタカナー" * 110, 3),
            ("\u0e09\u0e31\u0e19\u0e2d\u0e48\u0e32\u0e19\u0e44\u0e17\u0e22" * 345, 3),
            ("We met 我們在咖啡店聊了很久 " * 80, 3),
            ("- = + * | ... " * 500, 1),
        ],
        ids="nothing few English Arabic Korean Chinese Japanese Thai mixed signs".split(),
    )
    def test_is_that_of_the_script(self, renderer: Renderer, text: str, minutes: int) -> None:
        assert reading.minutes(renderer.render(text).words) == minutes

    def test_a_text_in_two_scripts_takes_as_long_as_its_halves(self, renderer: Renderer) -> None:
        one, other = "Some words in between. " * 40, "我們在咖啡店聊了很久。" * 40
        both = renderer.render(f"{one}\n\n{other}").words
        assert abs(both - renderer.render(one).words - renderer.render(other).words) <= 1


class TestSummary:
    def test_is_the_first_paragraph_as_plain_text(self, renderer: Renderer) -> None:
        rendered = renderer.render(
            "# Title\n\n![only a picture](x.png)\n\nWe *cooked* & `ate`[^1] <b>soup</b>.\n\nMore.\n\n[^1]: x"
        )
        assert rendered.summary == "We cooked & ate soup."

    def test_has_code_run_to_the_right_among_words_that_run_to_the_left(self, renderer: Renderer) -> None:
        summary = renderer.render("השתמשנו ב-`asyncio.run()` היום.").summary
        assert summary == "השתמשנו ב-\u2066asyncio.run()\u2069 היום."
        long = renderer.render("מילה " * 38 + "`" + "run() " * 10 + "`").summary
        assert long.endswith("…\u2069") and long.count("\u2066") == 1
        assert renderer.render("We *met* in Zürich: `run()`.").summary == "We met in Zürich: run()."

    def test_is_not_cut_at_a_space_far_before_its_end(self, renderer: Renderer) -> None:
        summary = renderer.render("Python " + "我們在咖啡店聊了很久" * 40).summary
        assert summary.startswith("Python 我們")
        assert 150 < len(summary) <= 200

    def test_ends_with_a_sentence_within_two_hundred_characters(self, renderer: Renderer) -> None:
        summary = renderer.render(
            "A first sentence of some length, with a comma. " * 3 + "And " + "so " * 100 + "on."
        ).summary
        assert summary == ("A first sentence of some length, with a comma. " * 3).strip()

    def test_of_one_endless_sentence_ends_with_a_word_and_an_ellipsis(self, renderer: Renderer) -> None:
        summary = renderer.render("word " * 100).summary
        assert len(summary) <= 200
        assert summary.endswith("word…")

    def test_of_a_post_without_paragraphs_is_empty(self, renderer: Renderer) -> None:
        assert renderer.render("# Title\n").summary == ""


class TestTables:
    def test_of_very_many_columns_can_be_reached_by_keyboard_to_be_scrolled(self, html_of: Html) -> None:
        row = "|a" * 7
        line = "|-" * 7
        assert '<table tabindex="0">' in html_of(f"{row}\n{line}\n{row}")
        assert html_of(f"{row}\n{line}\n\nAnd:\n\n|a|b|\n|-|-|").count("tabindex") == 1

    def test_of_few_columns_are_no_stop_on_the_way(self, html_of: Html) -> None:
        assert "tabindex" not in html_of("|a" * 6 + "\n" + "|-" * 6 + "\n" + "|a\n" * 20)
        inner = "<table><tr>" + "<td>a</td>" * 5 + "</tr></table>"
        assert "tabindex" not in html_of(f"<table><tr><td>{inner}</td><td>b</td></tr></table>")

    def test_with_words_that_a_phone_has_no_room_for_scrolls_rather_than_cut_them(self, html_of: Html) -> None:
        assert '<table tabindex="0">' in html_of(
            "|guests|lasagnes|*where*|when|\n" + "|-" * 4 + "\n|24|none|library|June|"
        )
        assert "tabindex" not in html_of(
            "|when I try it|what I expect|why|\n|-|-|-|\n|first boat|today|it is<br>early|"
        )
        assert "tabindex" not in html_of("|key|what|\n|-|-|\n|`translation_of`, `image_alt`|`content/authors/x.md`|")
        assert "tabindex" not in html_of("|who|where|\n|-|-|\n|Jo|https://example.org/an/address/that/goes/on|")


@pytest.fixture
def with_math(renderer: Renderer) -> Html:
    """Renders a post that has `math: true`."""
    return lambda markdown: renderer.render(markdown, math=True).html


class TestMath:
    def test_between_dollars_becomes_mathml_that_keeps_its_latex(self, with_math: Html) -> None:
        html = with_math("Euler: $e^{i\\pi} + 1 = 0$.")
        assert '<math display="inline">' in html
        assert '<annotation encoding="application/x-tex">e^{i\\pi} + 1 = 0</annotation>' in html

    @pytest.mark.parametrize("markdown", ["$$\\frac{1}{2}$$", "```math\n\\frac{1}{2}\n```", "a $$\nx\n$$ b"])
    def test_between_two_dollars_or_in_a_fence_stands_on_its_own(self, markdown: str, with_math: Html) -> None:
        assert '<span class="math-display" tabindex="0"><math display="block">' in with_math(markdown)

    def test_that_may_be_wider_than_a_phone_can_be_reached_wherever_it_came_from(self, with_math: Html) -> None:
        reached, wide = '<span class="math-display" tabindex="0"><math', "+".join("abcdefghij")
        letters = "".join(f"<mi>{letter}</mi>" for letter in wide)
        assert reached in with_math(f"Now ${wide}$.") and reached in with_math(f"Now <math>{letters}</math>.")
        assert reached in with_math('<math dir="ltr" display="block"><mi>x</mi></math>')
        assert reached not in with_math("Now $\\frac{a + b}{c}$ and <math><mi>x</mi></math>.")

    @pytest.mark.parametrize(
        "prose",
        [
            "It costs $5, or $6 with bread.",
            "From $5 to $10.",
            "Set $HOME and $PATH.",
            "US$5 and CA$6",
            "A lone $ sign",
            "`$x$`",
            "\\$x$ y",
            "$ x $",
        ],
    )
    def test_dollars_in_prose_stay_dollars(self, prose: str, with_math: Html) -> None:
        assert "<math" not in with_math(prose)

    def test_between_dollars_is_off_unless_the_post_asks_for_it(self, html_of: Html) -> None:
        assert html_of("$x$") == "<p>$x$</p>"
        assert "<math" in html_of("```math\nx\n```")

    @pytest.mark.parametrize("latex", ["\\frac{1}", "\\nosuchcommand{x}", "{{{", "\\begin{matrix}"])
    def test_that_cannot_be_read_does_no_harm(self, latex: str, with_math: Html) -> None:
        assert latex.split("{")[0].strip("\\") in with_math(f"before ${latex}$ after")


class TestCode:
    def test_is_coloured_by_classes_and_labelled(self, html_of: Html) -> None:
        html = html_of("```python\nprint('soup')\n```")
        assert '<div class="highlight" data-lang="python">' in html
        assert '<pre tabindex="0"><code class="language-python">' in html
        assert '<span class="nb">print</span>' in html

    @pytest.mark.parametrize(
        "info", ['python hl_lines="2"', "python {2}", '{ .python hl_lines="2" linenums="1" }', "python hl_lines=2"]
    )
    def test_marks_lines(self, info: str, html_of: Html) -> None:
        html = html_of(f"```{info}\na = 1\nb = 2\n```")
        assert html.count('class="hll"') == 1
        assert html.index("hll") > html.index(">a<")

    def test_marks_ranges_of_lines(self, html_of: Html) -> None:
        assert html_of("```text {1,3-99}\na\nb\nc\nd\n```").count("hll") == 3

    def test_of_an_unknown_language_is_shown_plain(self, html_of: Html) -> None:
        assert '<code class="language-nosuch">x &lt; y' in html_of("```nosuch\nx < y\n```")

    def test_has_its_prompts_apart_so_that_copying_can_leave_them_out(self, html_of: Html) -> None:
        assert '<span class="gp">' in html_of("```console\n$ ls\nsoup.txt\n```")

    def test_mermaid_is_left_readable_for_a_script(self, renderer: Renderer) -> None:
        rendered = renderer.render("```mermaid\nA --> B\n```")
        assert rendered.html == '<pre class="mermaid" tabindex="0">A --&gt; B\n</pre>'
        assert rendered.has_diagrams
        assert not renderer.render("x").has_diagrams


class TestImages:
    def test_alone_become_figures_with_their_title_as_caption(self, html_of: Html) -> None:
        html = html_of('![A pot](pot.jpg "The pot, *full*")')
        assert (
            html
            == '<figure>\n<p><img src="pot.jpg" alt="A pot"></p>\n<figcaption>The pot, *full*</figcaption>\n</figure>'
        )

    def test_in_a_sentence_stay_where_they_are(self, html_of: Html) -> None:
        assert "<figure" not in html_of("See ![A pot](pot.jpg) here.")

    def test_get_their_size_and_load_when_they_come_into_view_but_the_first(self, renderer: Renderer) -> None:
        shown = {"/a.jpg": Shown(640, 480, "#aabbcc")}
        rendered = relink(renderer.render("![a](a.jpg)\n\n![b](b.jpg)"), lambda tag, url: f"/{url}", shown.get)
        first = '<img src="/a.jpg" alt="a" fetchpriority="high" width="640" height="480" data-tint="#aabbcc">'
        assert first in rendered.html
        assert '<img src="/b.jpg" alt="b" loading="lazy">' in rendered.html
        assert rendered.first_image == "/a.jpg"

    def test_on_another_server_are_links_that_say_all_that_was_said_of_them(self, renderer: Renderer) -> None:
        rendered = relink(
            renderer.render('![](https://b.example/b.png "Ours")'), lambda tag, url: url, lambda url: None
        )
        assert ">Ours</a>" in rendered.html

    def test_far_down_a_text_wait_even_if_they_are_the_first(self, renderer: Renderer) -> None:
        text = "Words before it. " * 200 + "\n\n![a](a.jpg)"
        rendered = relink(renderer.render(text), lambda tag, url: f"/{url}", lambda url: None)
        assert '<img src="/a.jpg" alt="a" loading="lazy">' in rendered.html

    def test_come_in_every_kind_there_is_of_them(self, renderer: Renderer) -> None:
        sources = (
            Source("/a.png", media="(prefers-reduced-motion:reduce)"),
            Source("/a.avif 480w, /b.avif 800w", type="image/avif", sizes="90vw"),
        )
        shown = Shown(800, 600, "", sources)
        rendered = relink(renderer.render("![a](a.gif)"), lambda tag, url: f"/{url}", lambda url: shown)
        assert (
            '<picture><source media="(prefers-reduced-motion:reduce)" srcset="/a.png">'
            '<source type="image/avif" srcset="/a.avif 480w, /b.avif 800w" sizes="90vw"><img src="/a.gif" '
        ) in rendered.html

    @pytest.mark.parametrize(
        ("written", "shown"),
        [
            ('width="200"', 'width="200" alt="" fetchpriority="high" height="150"'),
            ("height=30px", 'width="40" height="30"'),
            ('width="50%" height="9"', 'width="50%" alt="" fetchpriority="high"'),
            ("width=0", 'width="400" alt="" fetchpriority="high" height="300"'),
        ],
    )
    def test_an_image_is_as_large_as_its_author_says(self, written: str, shown: str, renderer: Renderer) -> None:
        rendered = renderer.render(f"<img src=a.png {written}>")
        html = relink(rendered, lambda tag, url: url, lambda url: Shown(400, 300)).html
        assert shown in html
        assert html.count("height=") == ("%" not in written)

    @pytest.mark.parametrize(
        ("written", "sizes"),
        [("", "90vw"), ('width="200"', "min(90vw,200px)"), ("width=5%", "calc(90vw*.05)"), ("width=100%", "90vw")],
    )
    def test_no_more_of_an_image_is_fetched_than_its_author_shows(
        self, written: str, sizes: str, renderer: Renderer
    ) -> None:
        image = Shown(800, 600, "", (Source("/a.avif 480w, /b.avif 800w", sizes="90vw"),))
        html = relink(renderer.render(f"<img src=a.png {written}>"), lambda tag, url: url, lambda url: image).html
        assert f'sizes="{sizes}"' in html

    @pytest.mark.parametrize(
        ("width", "height", "shown"),
        [
            (1170, 2532, 'width="407" height="880"'),  # a telephone's screen
            (1320, 1760, 'width="1320" height="1760"'),  # a photo held upright, in all of the column
            (1000, 4000, 'width="1000" height="4000"'),  # a drawing to scroll along
            (1320, 880, 'width="1320" height="880"'),
        ],
    )
    def test_what_is_tall_is_seen_as_a_whole(self, width: int, height: int, shown: str, renderer: Renderer) -> None:
        rendered = renderer.render("![a](a.png)")
        assert shown in relink(rendered, lambda tag, url: url, lambda url: Shown(width, height)).html

    @pytest.mark.parametrize(
        "html", ['<br clear="left">', '<table><tbody><tr><td valign="top" width="50%">a</td></tr></tbody></table>']
    )
    def test_what_lays_out_pictures_on_github_does_so_here(self, html: str, html_of: Html) -> None:
        assert html in html_of(html)


class TestWords:
    def test_emoji_short_codes_become_emoji(self, html_of: Html) -> None:
        assert html_of("Yes :tada: :+1: `:tada:` std::map::iterator :nosuch:") == (
            "<p>Yes 🎉 👍 <code>:tada:</code> std::map::iterator :nosuch:</p>"
        )

    @pytest.mark.parametrize(
        ("text", "shown"),
        [
            ("[:tada: soup](/soup/)", '<a href="/soup/">🎉 soup</a>'),
            ("<details><summary>:bulb: Hint</summary>", "<summary>💡 Hint</summary>"),
            ("<b title=':bulb:'>:bulb:</b>", '<b title=":bulb:">💡</b>'),
            ("<pre>:bulb:</pre>", ">:bulb:</pre>"),
            (":tada::bulb:", "<p>🎉💡</p>"),
            (":man_technologist: :heart:", "<p>👨\u200d💻 ❤\ufe0f</p>"),
        ],
    )
    def test_emoji_are_where_github_has_them(self, text: str, shown: str, html_of: Html) -> None:
        assert shown in html_of(text)

    def test_known_people_and_issues_become_links(self) -> None:
        renderer = Renderer(people={"ayesha": "/authors/ayesha/"}, repository="https://github.com/a/b")
        html = renderer.render("@Ayesha and @nobody fixed #12, not c#1. Mail ayesha@ayesha.example.").html
        assert '<a href="/authors/ayesha/" class="mention">@Ayesha</a> and @nobody' in html
        assert 'href="https://github.com/a/b/issues/12"' in html
        assert html.count("<a ") == 3

    def test_without_a_repository_numbers_are_numbers(self, html_of: Html) -> None:
        assert html_of("#12") == "<p>#12</p>"

    def test_abbreviations_are_explained(self, html_of: Html) -> None:
        html = html_of("HTML, not XHTML.\n\n*[HTML]: HyperText Markup Language\n")
        assert html == '<p><abbr title="HyperText Markup Language">HTML</abbr>, not XHTML.</p>'


class TestBlocks:
    @pytest.mark.parametrize("kind", ["NOTE", "TIP", "IMPORTANT", "WARNING", "CAUTION"])
    def test_alerts_say_what_they_are(self, kind: str, html_of: Html) -> None:
        html = html_of(f"> [!{kind}]\n> Hot *soup*.\n")
        assert f'<div class="markdown-alert markdown-alert-{kind.lower()}">' in html
        assert f'<p class="markdown-alert-title">{kind.capitalize()}</p>' in html
        assert "<p>Hot <em>soup</em>.</p>" in html

    @pytest.mark.parametrize("markdown", ["> [!NOTE] x\n", "> [!NOTE]\n", "> [!SOUP]\n> x\n", "- > [!NOTE]\n  > x\n"])
    def test_what_is_no_alert_on_github_is_none_here(self, markdown: str, html_of: Html) -> None:
        assert "<blockquote>" in html_of(markdown)

    def test_definition_lists(self, html_of: Html) -> None:
        html = html_of("Pot\nPan\n: A *vessel*.\n: For soup.\n\nSpoon\n: To stir.\n\nText.\n")
        assert html.count("<dl>") == 1
        assert html.count("<dt>") == 3
        assert "<dd>A <em>vessel</em>.</dd>" in html
        assert html.endswith("<p>Text.</p>")

    def test_task_lists_have_boxes(self, html_of: Html) -> None:
        html = html_of("- [ ] wash\n- [x] dry\n")
        assert '<ul class="contains-task-list">' in html
        box = '<input class="task" type="checkbox" disabled="" checked="" aria-label="done">'
        assert f'<li class="task-list-item">{box} dry</li>' in html

    def test_ordered_lists_keep_their_first_number(self, html_of: Html) -> None:
        assert '<ol start="5">' in html_of("5. five\n")

    def test_footnotes_lead_there_and_back(self, html_of: Html) -> None:
        html = html_of("Soup[^a], again[^a].\n\n[^a]: Hot.\n")
        assert '<a href="#fn-a" id="fnref-a">1</a>' in html
        assert '<a href="#fn-a" id="fnref-a-2">1</a>' in html
        assert '<li id="fn-a">' in html
        assert 'href="#fnref-a-2" class="footnote-backref" aria-label="Back to reference 1-2"' in html


class TestPlayers:
    @pytest.mark.parametrize(
        ("link", "player"),
        [
            ("https://www.youtube.com/watch?v=abc_DEF-123", "https://www.youtube-nocookie.com/embed/abc_DEF-123"),
            ("https://youtu.be/abc_DEF-123", "https://www.youtube-nocookie.com/embed/abc_DEF-123"),
            ("https://vimeo.com/123456", "https://player.vimeo.com/video/123456"),
            ("https://trinket.io/python/0123456789", "https://trinket.io/embed/python/0123456789"),
            ("https://gist.github.com/ayesha/0123456789abcdef", "https://gist.github.com/ayesha/0123456789abcdef.pibb"),
            ("https://codepen.io/ayesha/pen/abcdEF", "https://codepen.io/ayesha/embed/abcdEF"),
            (
                "https://nbviewer.org/github/ayesha/soup/blob/main/Soup%201.ipynb",
                "https://nbviewer.org/github/ayesha/soup/blob/main/Soup%201.ipynb",
            ),
            ("https://fosstodon.org/@ayesha/112233445566", "https://fosstodon.org/@ayesha/112233445566/embed"),
        ],
    )
    def test_a_link_alone_says_which_player_it_has_and_stays_a_link(
        self, link: str, player: str, renderer: Renderer
    ) -> None:
        rendered = renderer.render(link)
        assert f'<p class="embed"><a href="{link}" class="embed-link" data-embed="{player}"' in rendered.html
        assert rendered.embed_hosts == (player.split("/")[2],)

    @pytest.mark.parametrize(
        "text",
        ["Watch https://youtu.be/abc_DEF-123", "[film](https://youtu.be/abc_DEF-123)", "https://vimeo.example/123456"],
    )
    def test_other_links_are_just_links(self, text: str, html_of: Html) -> None:
        assert "data-embed" not in html_of(text)

    def test_hosts_are_the_callers_choice(self) -> None:
        html = (
            Renderer(embed_hosts=["mastodon.example"])
            .render("https://mastodon.example/@ayesha/123456\n\nhttps://youtu.be/abc_DEF-123")
            .html
        )
        assert 'data-embed="https://mastodon.example/@ayesha/123456/embed"' in html
        assert html.count("data-embed") == 1

    def test_a_pasted_frame_asks_nothing_of_its_host_until_it_is_used(self, html_of: Html) -> None:
        html = html_of(
            '<iframe src="//trinket.io/embed/python/1" height="300" title="A <b>program" onload="x">Wait</iframe>'
        )
        assert html.startswith('<iframe src="//trinket.io/embed/python/1" srcdoc="&lt;!doctype html&gt;')
        assert "Load “A &amp;lt;b&amp;gt;program” from trinket.io" in html
        assert 'height="300"' in html
        assert "onload" not in html

    def test_slides_are_pasted_as_a_frame(self, html_of: Html) -> None:
        html = html_of('<iframe src="https://speakerdeck.com/player/0123456789abcdef" title="Slides"></iframe>')
        assert html.startswith('<iframe src="https://speakerdeck.com/player/0123456789abcdef" srcdoc="')

    def test_the_hosts_are_those_of_the_setting(self) -> None:
        assert Settings().embed_hosts == EMBED_HOSTS

    def test_a_pasted_frame_of_another_host_becomes_a_link_in_a_paragraph(self, html_of: Html) -> None:
        frame = '<iframe src="https://forms.example/1" title="Sign up"></iframe>'
        link = '<a href="https://forms.example/1" rel="nofollow ugc noopener">Sign up</a>'
        assert html_of(frame) == f"<p>{link}</p>"
        assert html_of(f"Look:\n\n{frame}\n{frame}\n\nThere.") == (
            f"<p>Look:</p>\n<p>{link}</p>\n<p>{link}</p>\n<p>There.</p>"
        )
        assert html_of(f"<div>{frame}</div>") == f"<div><p>{link}</p></div>"

    @pytest.mark.parametrize("around", ["Look: {} there.", "<p>{}</p>", "<p>{0}{0}</p>", "# {}", "<b>{}</b>", "*{}*"])
    def test_within_a_line_it_stays_there(self, html_of: Html, around: str) -> None:
        frame = '<iframe src="https://forms.example/1" title="Sign up"></iframe>'
        assert "<p><a" not in html_of(around.format(frame)).replace("<p><a", "", around.startswith("<p>"))

    def test_a_host_cannot_be_feigned(self, html_of: Html) -> None:
        for source in (
            "https://trinket.io@evil.example/",
            "https://trinket.io:8443/x",
            "https://trinket.io.evil.example/",
        ):
            assert "<iframe" not in html_of(f'<iframe src="{source}"></iframe>')


def test_pelicans_placeholders_reach_whoever_resolves_them() -> None:
    asked: list[str] = []
    rendered = Renderer().render("[a]({filename}b.md) ![c]({static}/d.png)")
    relink(rendered, lambda tag, url: asked.append(url) or "/x", lambda url: None)
    assert asked == ["{filename}b.md", "{static}/d.png"]


def test_links_that_name_no_other_site_are_told_in_their_order_images_last(renderer: Renderer) -> None:
    text = (
        '![p](p.jpg "x") [a](a.md#b?c&d) [here](#a) [web](https://a.example) <img alt="n"> <a title="1" href="">e</a>\n'
        '\n<iframe src="c.html"><a href="/no">f</a></iframe>\n\n[d]({filename}/d.md) ![s]({static}/s.png) `[f](f)`\n'
    )
    assert renderer.render(text).links == (
        *(("a", url) for url in ("a.md#b?c&d", "", "c.html", "{filename}/d.md")),
        *(("img", url) for url in ("p.jpg", "{static}/s.png")),
    )


def test_a_link_to_another_site_is_written_the_same_whether_it_is_asked_about_or_not() -> None:
    links = "[a](https://a.example/b?c=d#e) [f](https://a.example/?g&h) "
    links += '[i](http://b.example "it\'s") [j](mailto:k@c.example)'
    asked: list[str] = []
    html = Renderer().render(links).html
    shown = relink(Renderer().render(links), lambda tag, url: asked.append(url) or url, lambda url: None).html
    assert shown == html.replace("it's", "it&#x27;s")
    assert "https://a.example/?g&h" in asked
    assert "https://a.example/b?c=d#e" not in asked


def settled(markdown: str) -> str:
    """The HTML on a site that knows `/here/` and the picture `/pot.jpg`."""
    known = {"here.md": "/here/", "pot.jpg": "/pot.jpg"}
    rendered = Renderer(own_site="https://own.example.org").render(markdown)
    return relink(rendered, lambda tag, url: url if "//" in url else known.get(url), lambda url: None).html


def test_a_link_that_leads_nowhere_leaves_its_words() -> None:
    assert (
        settled("[one](here.md) [*two*](gone.md) ![three](gone.jpg)")
        == '<p><a href="/here/">one</a> <em>two</em> three</p>'
    )


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", " \x01Java\nScript:alert(1)", "data:text/html,x", "vbscript:x"]
)
def test_an_answer_is_judged_as_what_was_written_is(address: str) -> None:
    rendered = Renderer().render("[one](two.md) ![three](four.png)")
    assert relink(rendered, lambda tag, url: address, lambda url: None).html == "<p>one three</p>"


def test_a_picture_of_another_site_becomes_a_link_so_that_nobody_else_is_told() -> None:
    assert "<img" not in settled("![a cat](https://elsewhere.example.org/cat.jpg) ![](//elsewhere.example.org/dot.gif)")
    assert ">a cat</a>" in settled("![a cat](https://elsewhere.example.org/cat.jpg)")
    linked = settled("[![a cat](https://elsewhere.example.org/cat.jpg)](here.md)")
    assert linked == '<p><a href="/here/">a cat</a></p>'


def test_words_are_counted(renderer: Renderer) -> None:
    assert renderer.render("One *two* three[^1].\n\n[^1]: four\n").words >= 4


@pytest.mark.parametrize(
    ("stray", "shown"),
    [
        ("<div><li>One</li><li><b>Two</b><br></li></div>", "<div><div>One</div><div><b>Two</b><br></div></div>"),
        ("<ul><li>One <ul><li>Two</li></ul></li></ul>", "<ul><li>One <ul><li>Two</li></ul></li></ul>"),
        ("<figcaption>Under nothing</figcaption>", "<div>Under nothing</div>"),
        ("<div><dt>Soup</dt><dd>Hot</dd></div>", "<div><div>Soup</div><div>Hot</div></div>"),
        ("<dl><div><dt>Soup</dt><dd>Hot</dd></div></dl>", "<dl><div><dt>Soup</dt><dd>Hot</dd></div></dl>"),
    ],
)
def test_an_item_without_its_list_is_a_plain_block(stray: str, shown: str, html_of: Html) -> None:
    assert "".join(html_of(stray).split("\n")) == shown


def test_a_keyboard_reaches_every_text_that_may_scroll(html_of: Html) -> None:
    html = html_of("<pre>raw</pre>\n\n    indented\n\n```python\nfenced\n```\n\n```\nplain\n```\n")
    assert html.count("<pre") == html.count('<pre tabindex="0">') == 4


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("one two-and-a-half — 3 … `four`", 4),
        ("naïve café, ¿no? «five» Straße", 5),
        ("one\u00a0two\u3000three", 3),
        ("日本語の文です。", 5),
        ("- - ... & &amp; a", 1),
    ],
)
def test_words_are_what_has_a_letter_or_a_digit(renderer: Renderer, text: str, count: int) -> None:
    assert renderer.render(text).words == count
