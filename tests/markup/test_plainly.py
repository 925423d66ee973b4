"""A text without HTML of its own becomes what the wall would have made of it, without being parsed a second time."""

from __future__ import annotations

import random
from collections.abc import Callable
from xml.etree.ElementTree import Element, SubElement

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from potluck.markup import Renderer, TooComplicated
from potluck.markup.embeds import Embeds
from potluck.markup.github.serialise import BARE, RAW, inside_to_html
from potluck.markup.plainly import PlainWriter
from potluck.markup.rendered import Rendered
from potluck.markup.sanitise import Sanitiser
from potluck.markup.words import count_words, keywords, prose_of, words_of
from potluck.players import EMBED_HOSTS
from tests.markup.test_safety import PIECES

BLOCKS = ["p", "p", "ul", "ol", "h2", "blockquote", "pre", "table", "dl", "hr", "figure", "section"]
IN_A_LINE = ["em", "strong", "a", "code", "br", "img", "input", "sup", "del", "abbr", BARE]
INSIDE = {
    **dict.fromkeys(("div", "blockquote", "section"), BLOCKS),
    **dict.fromkeys(("li", "dd"), (BARE, "p", "ul", "pre", "table")),
    "ul": ["li"],
    "ol": ["li"],
    "table": ["thead", "tbody"],
    "thead": ["tr"],
    "tbody": ["tr"],
    "tr": ["td", "th"],
    "dl": ["dt", "dd"],
    "pre": ["code"],
    "code": [RAW],
    "figure": ["p", "figcaption"],
    "sup": ["a"],
    **dict.fromkeys(("hr", "br", "img", "input", RAW), ()),
}
WILD = (
    """div span b nobr button select option template script style svg math iframe textarea noscript body form""".split()
)
TAGS = [*{*INSIDE, *IN_A_LINE, *BLOCKS, *WILD}]
WITHOUT_WORDS = ("div", "table", "thead", "tbody", "tr", "br", "hr", "img", "input")
WORDS = ["soup", " ", "\n", "1", "é", "渡輪", "a & b", "&amp;", "<b>", "</p>", '"', "'", "\xa0", "]]>", "<!--", "a\nb"]
CODE = ["x", '<span class="k">x</span>\n', '<span class="k">a &lt; b</span> &amp; "\'\n']
WILD_WORDS = [
    *(
        "\r",
        "\0",
        "\x01",
        "\u202e",
        "\ufeff",
        "\ufffe",
        "\nsoup",
        '<span class="k">a<b></span>',
        '<span class="zz">x</span>',
    ),
    *('<span class="k" id="x">a</span>', '<span class="k">x', "x</span>", '<span class="k">&quot;</span>', "&bogus;"),
]
ATTRIBUTES = {
    "a": {"href": ["#soup", "/a?b=c&d", "https://a.example/b#c", "mailto:me@b.example"], "class": ["mention"]},
    "img": {"src": ["a.png", "https://a.example/b.png"], "alt": ["soup", "", '"'], "title": ["<i>", "a\xa0b", "'"]},
    "pre": {"tabindex": ["0"]},
    "code": {"class": ["language-c++"]},
    "h2": {"id": ["soup", "search"]},
    "li": {"id": ["fn-1"], "class": ["task-list-item"]},
    "ol": {"start": ["3"]},
    "sup": {"class": ["footnote-ref"]},
    "input": {"type": ["checkbox"], "disabled": [""], "class": ["task"]},
}
ADDRESSES = """http://a.b/?<>" http://a:99999/ http://[ HTTP://A.B http://xn--/ http://256.1/ http://1.2.3.4.5/
javascript:x JaVaScript:x data:x //c.example http:a a:b https://a..example ftp://b.example http://a.example:80/
https://xn--a.example mailto://a:99999 mailto://:1""".split()
WILD_ATTRIBUTES = {
    **dict.fromkeys(("href", "src", "cite"), (*ADDRESSES, "http://a b", "java\tscript:x", "\x01javascript:x", "#a b")),
    "class": ["evil", "highlight evil", "language-<"],
    "id": ["soup", "a b", "", "fn-1"],
    "title": ["a\rb", "\x01"],
    **dict.fromkeys(("onclick", "style", "name", "block", "width", "type", "tabindex", "data-embed"), ("x", "5")),
}


def grow(chance: random.Random, parent: Element, wild: float, depth: int = 0) -> None:
    """Put words and elements into one, where they may stand, but for some that are `wild`."""

    def words() -> str:
        tame = CODE if parent.tag == RAW else [] if parent.tag in WITHOUT_WORDS else WORDS
        return chance.choice(WILD_WORDS if chance.random() < wild else tame if chance.random() < 0.6 and tame else [""])

    parent.text = words()
    may_hold = INSIDE.get(parent.tag, IN_A_LINE)
    for _ in range(chance.choice((0, 1, 1, 2, 3)) if depth < 7 else 0):
        tags = TAGS if chance.random() < wild else may_hold
        if not tags or (parent.tag in ("pre", "code") and (len(parent) or parent.text)):
            return
        child = SubElement(parent, chance.choice(tags))
        for name, values in (WILD_ATTRIBUTES if chance.random() < wild else ATTRIBUTES.get(child.tag, {})).items():
            if chance.random() < 0.3:
                child.set(name, chance.choice(values))
        grow(chance, child, wild, depth + 1)
        child.tail = "" if child.tag == RAW or parent.tag == "pre" else words()


def of_tree(root: Element) -> bool:
    """Whether a tree can be written plainly; if so, that it is what the wall gives."""
    wall = Sanitiser(Embeds(EMBED_HOSTS))
    wall.begin(lambda: inside_to_html(root), headings=("soup", "search"))
    plain = PlainWriter(wall.attribute).write(root)
    if plain is None:
        return False
    html = wall.clean(inside_to_html(root) + "\n", headings=("soup", "search")).rstrip("\n")
    assert plain.html == html
    assert keywords(plain.prose) == keywords(prose_of(html))
    assert count_words(f"{plain.prose} {plain.code}") == count_words(words_of(html))
    return True


@pytest.mark.parametrize("seed", range(3))
def test_whatever_the_tree_it_is_what_the_wall_gives(seed: int) -> None:
    chance = random.Random(seed)
    plain = 0
    for _ in range(250):
        root = Element("div")
        grow(chance, root, chance.choice((0, 0.005, 0.02)))
        plain += of_tree(root)
    assert plain > 40


def one_in(*tags: str) -> Element:
    """A tree of one element in another, the innermost with a word."""
    root = element = Element("div")
    for tag in tags:
        element = SubElement(element, tag)
    element.text = "soup"
    return root


@pytest.mark.parametrize(
    "around", [(), ("p",), ("p", "a"), ("p", "a", "em"), ("li",), ("ul", "li"), ("pre",), ("table",), ("p", "sup")]
)
def test_an_element_that_a_browser_would_move_is_left_to_the_wall(around: tuple[str, ...]) -> None:
    for tag in TAGS:
        of_tree(one_in(*around, tag))


def test_an_address_that_the_wall_would_not_let_through_is_left_to_it() -> None:
    for address in WILD_ATTRIBUTES["href"]:
        root = one_in("p", "a")
        root[0][0].set("href", address)
        of_tree(root)


@pytest.mark.parametrize("html", [*WILD_WORDS, "<b>", "</code><p>", "a > b", "\xa0", '<span class="k hll">x</span>'])
def test_coloured_code_that_the_wall_would_change_is_left_to_it(html: str) -> None:
    root = one_in("pre", "code", RAW)
    root[0][0][0].text = '<span class="k">x</span> &lt;\n'
    assert of_tree(root)
    root[0][0][0].text = html
    of_tree(root)


TYPED = [
    *("soup ", "**", "*", "`a<b`", "[a](b 'c')", "![a](b.png)", "\n\n", "\n", "- ", "1. ", "> ", "## ", "~~", "- [ ] "),
    *("[^1]", "\n[^1]: soup\n", "\n| a | b |\n| - | :-: |\n| c | d |\n", "https://a.example/ ", "&amp;", "[a](#b)"),
    *("\n: soup\n", "\n    code\n", "\n*[soup]: Food\n", "\n```py\na = 1\n```\n", "\n```yaml\na:\n  - b\n```\n"),
    "'it' !",
]
OF_A_STRANGER = ["[a](x:y)", "<b>", "&#13;", "&nbsp;", *PIECES]


@pytest.fixture(scope="module")
def both_ways() -> Callable[[str], None]:
    """Sees that a text becomes the same both ways."""
    short, long = Renderer(), Renderer()
    long._plainly.write = lambda _: None  # type: ignore[method-assign]

    def compare(text: str) -> None:
        try:
            expected: Rendered | str = long.render(text, lang="fr")
        except TooComplicated as refused:
            expected = str(refused)
        try:
            found = short.render(text, lang="fr")
            assert replace(found, is_plain=False) == expected
            assert ("<img" in found.html) == (found.first_image is not None)  # so nobody looks for one in vain
        except TooComplicated as refused:
            assert str(refused) == expected

    return compare


TAME = st.lists(st.sampled_from(TYPED), min_size=2, max_size=20)
"""One piece of a stranger's is enough for the long way, so half of the texts have none."""


@given(text=(TAME | st.lists(st.sampled_from(TYPED + OF_A_STRANGER) | st.text(max_size=5), max_size=30)).map("".join))
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_becomes_the_same_both_ways(both_ways: Callable[[str], None], text: str) -> None:
    both_ways(text)


@pytest.mark.parametrize(
    "text", ["\n\n".join(TYPED), "* " * 20 + "soup", "*a **b " * 80 + "c** d*" * 80, "<b>soup</b>"]
)
def test_a_text_as_most_are_or_too_deep_becomes_the_same_both_ways(both_ways: Callable[[str], None], text: str) -> None:
    both_ways(text)


def test_a_text_as_most_are_is_not_parsed_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Sanitiser, "clean", lambda *_, **__: pytest.fail("parsed"))
    assert "<h2" in Renderer().render("\n\n".join(TYPED)).html
