"""What the Write page says of a text, and what the check says of the post made of it: one list of texts for both."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page

from potluck.checks import check
from potluck.content.names import slugify
from potluck.pages.edition import now
from potluck.settings import Settings
from tests.conftest import MOMENT, ROOT
from tests.web import serving

pytestmark = pytest.mark.browser

# What the page calls it → the rules of the check that say the same.
SAME = {
    "heading": {"heading-space"},
    "alt": {"image-no-alt"},
    "http": {"link-http", "link-bare", "embed-http"},
    "vague": {"link-vague"},
    "note": {"note-to-self", "template-text"},
    "computer": {"image-missing", "link-own-computer"},
    "www": {"link-address"},
    "fence": {"fence-open", "fence-wrong"},
    "front_matter": {"line-at-top", "front-matter-twice"},
}
WHERE_IT_CLOSES = {"fence-wrong"}
"""Rules that name the line which was meant to close a block; the page names the one that opens it."""
# The text, and what both say of it: the line, and the page's name for it.
CASES: dict[str, list[tuple[int, str]]] = {
    "It rained.\n\n## Soup\n\nIt was good.": [],
    "We met.\n\n##Second\n\nText.": [(3, "heading")],
    "##First\n\nText.": [(1, "heading")],
    "We met.\n\n#Again we met\n\nText.": [(3, "heading")],
    "We met.\n#Again we met\n\nText.": [(2, "heading")],
    "We met, and then\n#Again we met\n\nText.": [],
    "We met.\n\n#Tuesday\n\nText.": [(3, "heading")],
    "We met.\n\n#Tuesday": [],
    "We met.\n#tea was there\n\nText.": [],
    "We met.\n\n#python\n\nText.": [],
    "We met.\n\n#python is fun, they said.": [],
    "We met.\n\n#1 was best, and #2 came late": [],
    "We met.\n\n# Again\n\nText.": [],
    "We wrote C# and F# today.": [],
    "- #python\n- #meetup": [],
    "```python\n##note\n# TODO\n```": [],
    "~~~~\n```\n~~~~\n\nEnd.": [],
    "Then\n\n```python\nprint(1)\n\nThe end.": [(3, "fence")],
    "Then\n\n~~~\nprint(1)": [(3, "fence")],
    "Then\n\n````\n```\n": [(3, "fence")],
    "![](lamp.jpg)": [(1, "alt")],
    "![ ](lamp.jpg) and `![](lamp.jpg)`": [(1, "alt")],
    "![A lamp](lamp.jpg)": [],
    "See http://example.org/page for it.": [(1, "http")],
    "See [the page of the club](http://example.org/page).": [(1, "http")],
    "See [the page of the club](https://example.org/page).": [],
    "See [an old copy](https://web.example.org/2020/http://example.org/) of it.": [],
    "Open `http://localhost:8000` then.": [],
    "```\ncurl http://example.org\n```": [],
    "Look [here](https://example.org/) now.": [(1, "vague")],
    "[Click here](https://example.org/) now, or [Read more](https://example.org/a).": [(1, "vague")],
    "I like [this page](https://example.org/).": [(1, "vague")],
    "I like [this page about soup](https://example.org/).": [],
    "TODO: write more.\n\nWe met.": [(1, "note")],
    "We met.\n\nThe end is TBD.": [(3, "note")],
    "Lorem ipsum dolor sit amet; well, lorem ipsum.": [(1, "note")],
    "We used TODOIST, a TODO-list and `TODO`.": [],
    "![Lamp](C:\\Users\\tom\\lamp.jpg)": [(1, "computer")],
    "![Lamp](/home/tom/lamp.jpg)": [(1, "computer")],
    "![Lamp](file:///home/tom/lamp.jpg)": [(1, "computer")],
    "[My notes](file:///home/tom/notes.txt)": [(1, "computer")],
    "See [our page](www.example.org).": [(1, "www")],
    "---\ntitle: Mine\n---\n\nWe met.": [(1, "front_matter")],
    "---\nMood: fine\n---\n\nText.": [(1, "front_matter")],
    "Text.\n\n---\n\nMore text.": [],
}


@pytest.fixture(scope="module")
def scripts(chromium: Browser) -> Iterator[Page]:
    """A page that has the Write page's own scripts at hand."""
    with serving(ROOT / "theme/static/write") as address:
        tab = chromium.new_page()
        tab.goto(f"{address}/names.js")
        yield tab
        tab.close()


@pytest.fixture(scope="module")
def checked(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[tuple[int, str, bool]]]:
    """What the check says of each text, as a post of its own: line of the text, rule, whether it is an error."""
    root = tmp_path_factory.mktemp("agrees") / "content"
    (root / "authors").mkdir(parents=True)
    (root / "authors/tom-oak.md").write_text("---\nname: Tom Oak\n---\n\nTom grows apples.\n", encoding="utf-8")
    names = {f"content/posts/2026-05-02-case-{at}/index.md": text for at, text in enumerate(CASES)}
    head = "---\ntitle: Case {}\nauthor: tom-oak\n---\n\n"
    for at, (path, text) in enumerate(names.items()):
        file = root.parent / path
        file.parent.mkdir(parents=True)
        file.write_text(f"{head.format(at)}{text}\n", encoding="utf-8")
        Image.new("RGB", (400, 300)).save(file.parent / "lamp.jpg")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", MOMENT)
        report = check(root, Settings(), moment=now(), paths=list(names))
    found: dict[str, list[tuple[int, str, bool]]] = {text: [] for text in CASES}
    for each in report.problems:
        if each.path in names:
            found[names[each.path]].append(((each.line or 0) - 5, each.id, each.severity == "error"))
    return found


@pytest.mark.parametrize(
    "title", ["Why C++20, and not C#", "Notepad++ & F#", "#bread #soup", "Room 3#", "Été: l’œuvre"]
)
def test_the_page_makes_the_same_address_of_a_title(scripts: Page, title: str) -> None:
    assert scripts.evaluate("async title => (await import('./names.js')).slugify(title)", title) == slugify(title)


@pytest.mark.parametrize("text", CASES)
def test_the_page_and_the_check_say_the_same(
    scripts: Page, checked: dict[str, list[tuple[int, str, bool]]], text: str
) -> None:
    filled = {"title": "A case", "date": "2026-05-02", "name": "Tom Oak", "text": text, "github": "", "address": ""}
    said = scripts.evaluate(
        "async (filled) => (await import('./checks.js')).findings(filled, [{handle: 'tom-oak', name: 'Tom Oak'}], 9e4)",
        filled,
    )
    assert sorted((line, key) for _, _, key, line in said) == CASES[text]
    about = checked[text]
    for _, must, key, line in said:
        same = [
            is_error
            for at, rule, is_error in about
            if rule in SAME[key] and (at == line or (at > line and rule in WHERE_IT_CLOSES))
        ]
        assert same, f"the check says {about}"
        assert must == any(same), f"the page {'stops' if must else 'goes on'}, and the check says {about}"
    rules, lines = set().union(*SAME.values()), {line for *_, line in said}
    opened = [line for _, _, key, line in said if key == "fence"]
    named = [(at, rule) for at, rule, _ in about if rule in rules and at not in lines]
    missed = [(at, rule) for at, rule in named if rule not in WHERE_IT_CLOSES or min(opened, default=at) >= at]
    assert missed == [], "the page misses what it looks for"
