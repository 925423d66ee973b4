"""Every word of the theme in every language it speaks, and a whole site in one that runs from right to left."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from babel.dates import format_date
from babel.lists import format_list
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po
from selectolax.lexbor import LexborHTMLParser

from potluck.build import build
from potluck.pages import reading
from potluck.pages.reading import locale
from potluck.pages.theme.extraction import extract, missing, update
from potluck.pages.theme.words import catalogue, translations
from tests.conftest import ROOT
from tests.files import configure

LOCALE = ROOT / "theme/locale"
LANGUAGES = ["ar", "de", "es", "fr", "he", "ja", "pt-BR", "zh-Hant"]
_PLACES = re.compile(r"%\(\w+\)s|\{\w+\}|</?\w+")


@pytest.fixture(scope="module")
def messages() -> Catalog:
    return extract(ROOT / "theme", ROOT / "potluck/pages/theme")


def read(lang: str) -> Catalog:
    return read_po((LOCALE / f"{lang}.po").open("rb"), locale=str(locale(lang)))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_word_is_translated(messages: Catalog, lang: str) -> None:
    catalog = read(lang)
    known = {message.id for message in catalog if message.id}
    wanted = {message.id for message in messages if message.id}
    assert wanted - known == set(), "run `invoke translate`, then fill in what is empty"
    assert [message.id for message in missing(catalog)] == []
    assert known - wanted == set(), "run `invoke translate`, which takes out what nobody says any more"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_translation_keeps_what_is_filled_in_and_the_markup(lang: str) -> None:
    for message in read(lang):
        if not message.id:
            continue
        originals = [message.id] if isinstance(message.id, str) else list(message.id)
        strings = [message.string] if isinstance(message.string, str) else list(message.string or ())
        allowed = set(_PLACES.findall(" ".join(originals)))
        for string in strings:
            assert set(_PLACES.findall(string)) <= allowed, string
            if len(originals) == 1 and string:
                assert set(_PLACES.findall(string)) == allowed, string


@pytest.mark.parametrize(
    ("lang", "slip"),
    [
        ("fr", r" [;!?»]| :(?:\s|$)|«[^\u202f]"),
        ("ja", r"[\u3040-\u9fff][,;:!?(]|[“”]"),
        ("zh-Hant", r"[\u3040-\u9fff][,;:!?(]|[“”]"),
        ("de", r"”|(?<!„)“(?=\w)"),
        ("es", r"[“”]"),
        ("ar", r"[“”]|[\u0621-\u064a][,;?]"),
        ("he", r"[“„]|[\u05d0-\u05ea]-(?=[^\u05d0-\u05ea\s])"),
    ],
)
def test_each_language_is_set_with_its_own_signs(lang: str, slip: str) -> None:
    for message in read(lang):
        strings = [message.string] if isinstance(message.string, str) else list(message.string or ())
        assert [string for string in strings if message.id and re.search(slip, string)] == []


def test_a_catalogue_is_brought_up_to_date_without_losing_a_word(tmp_path: Path, messages: Catalog) -> None:
    for ours in LOCALE.glob("*.po"):
        file = tmp_path / ours.name
        file.write_bytes(ours.read_bytes())
        update(file, messages)
        assert file.read_bytes() == ours.read_bytes()
    new = Catalog()
    new.add("Home")
    new.add("Something new")
    assert [message.id for message in update(file, new)] == ["Something new"]


@pytest.mark.parametrize(
    ("lang", "file"),
    [("de-AT", "de"), ("pt", "pt-BR"), ("pt-PT", "pt-BR"), ("zh-TW", "zh-Hant"), ("zh-HK", "zh-Hant"), ("fr", "fr")],
)
def test_a_language_is_served_by_its_nearest_catalogue(lang: str, file: str) -> None:
    found = catalogue(lang, LOCALE)
    assert found
    assert found.stem == file


@pytest.mark.parametrize("lang", ["en", "en-GB", "zh-CN", "tlh"])
def test_a_language_without_a_catalogue_is_served_in_english(lang: str) -> None:
    assert catalogue(lang, LOCALE) is None
    assert translations(lang, [LOCALE]).gettext("Home") == "Home"


@pytest.mark.parametrize(
    ("lang", "forms"),
    [
        ("es", {1: "una entrada", 2: "2 entradas", 0: "0 entradas"}),
        ("fr", {0: "un billet", 1: "un billet", 2: "2 billets"}),
        ("ja", {1: "記事1件", 5: "記事5件"}),
        ("ar", {1: "تدوينة واحدة", 2: "تدوينتان", 3: "3 تدوينات", 11: "11 تدوينة", 100: "100 تدوينة"}),
        ("he", {1: "רשומה אחת", 2: "2 רשומות"}),
    ],
)
def test_numbers_are_told_as_the_language_counts(lang: str, forms: dict[int, str]) -> None:
    words = translations(lang, [LOCALE])
    assert {n: words.ngettext("one post", "%(count)s posts", n) % {"count": n} for n in forms} == forms


def spoken(page: LexborHTMLParser, *selectors: str) -> list[tuple[str | None, str | None]]:
    """The language and direction that each of these elements names."""
    said = [page.css_first(each).attributes for each in selectors]
    return [(each.get("lang"), each.get("dir")) for each in said]


def test_a_site_in_arabic_runs_from_right_to_left(site: Path, write: Callable[[str, str], Path]) -> None:
    conf = configure(site, 'DEFAULT_LANG = "ar"')
    write(
        "content/posts/2026-05-21-notes.md",
        """
        ---
        title: Notes
        author: tom-oak
        lang: en
        ---

        > [!NOTE]
        > Mind the "gap".

        - [x] done

        Text.[^1]

        [^1]: A note.
        """,
    )
    write("content/pages/hello.md", "---\ntitle: Hello\nlang: en\n---\n\nA page in English.\n")
    assert build(conf).errors == 0
    tree = LexborHTMLParser((site / "output/2026/05/second-evening/index.html").read_text(encoding="utf-8"))
    text = tree.body.text() if tree.body else ""
    assert "مقدَّمة من" in text
    assert "20 مايو 2026" in text
    assert "Brought" not in text
    assert spoken(tree, "html", "body") == [("ar", "rtl"), (None, None)]
    english = (site / "output/2026/05/notes/index.html").read_text(encoding="utf-8")
    page = LexborHTMLParser(english)
    assert spoken(page, "html", "body", "h1", ".prose") == [("en", "ltr"), ("ar", "rtl"), ("en", "ltr"), ("en", "ltr")]
    assert page.css_first("nav").attributes["aria-label"] == tree.css_first("nav").attributes["aria-label"]
    assert not page.css(".masthead [lang], .facts [lang], .foot [lang]")
    hello = LexborHTMLParser((site / "output/hello/index.html").read_text(encoding="utf-8"))
    assert spoken(hello, "html", "body", ".prose") == [("en", "ltr"), ("ar", "rtl"), ("en", "ltr")]
    assert '<p class="markdown-alert-title">Note</p>' in english  # in the language of the text
    assert "“gap”" in english


def test_what_the_renderer_says_is_in_the_language_of_the_text(site: Path, write: Callable[[str, str], Path]) -> None:
    write(
        "content/posts/2026-05-21-notas.md",
        """
        ---
        title: Notas
        author: tom-oak
        lang: es
        ---

        > [!NOTE]
        > Ojo.

        - [x] hecho

        Texto.[^1]

        <iframe src="https://trinket.io/embed/python/3d8d7ce66b"></iframe>

        <iframe src="https://trinket.io/embed/python/3d8d7ce66b" title="100 % <b> &amp; &quot;más&quot;"></iframe>

        [^1]: Una nota.
        """,
    )
    assert build(site / "siteconf.py").errors == 0
    html = (site / "output/2026/05/notas/index.html").read_text(encoding="utf-8")
    assert '<p class="markdown-alert-title">Nota</p>' in html
    assert 'aria-label="hecho"' in html
    assert 'aria-label="Volver a la llamada 1"' in html
    frames = LexborHTMLParser(html).css("iframe")
    said = [LexborHTMLParser(each.attributes["srcdoc"] or "").css_first("a") for each in frames]
    assert [each.text() for each in said if each] == [
        "▶ Cargar esto desde trinket.io",
        '▶ Cargar «100 % <b> & "más"» desde trinket.io',
    ]


def test_a_communitys_own_catalogue_goes_before_ours(tmp_path: Path) -> None:
    (tmp_path / "de.po").write_text('msgid "Home"\nmsgstr "Daheim"\n', encoding="utf-8")
    words = translations("de", [tmp_path, LOCALE])
    assert (words.gettext("Home"), words.gettext("Archive")) == ("Daheim", "Archiv")


@pytest.mark.parametrize("site_lang", ["zh-Hant", "en"])
def test_chinese_has_faces_that_are_clear_on_a_screen(
    site: Path, write: Callable[[str, str], Path], site_lang: str
) -> None:
    post = "---\ntitle: T\nauthor: tom-oak\nlang: {}\n---\n\nWords.\n"
    write("content/posts/2026-05-21-zh.md", post.format("zh-Hant"))
    write("content/posts/2026-05-22-de.md", post.format("de"))
    build(configure(site, f'DEFAULT_LANG = "{site_lang}"'))
    for page, expected in (("2026/05/zh", True), ("2026/05/de", site_lang != "en"), ("people", site_lang != "en")):
        html = (site / "output" / page / "index.html").read_text(encoding="utf-8")
        assert (html.count('"Microsoft JhengHei"') == 1) is expected, page


@pytest.mark.parametrize("lang", ["en", "de", "pt-BR", "hu", "bg", "fa", "ar", "hi", "zh-TW", "ja", "ko", "th"])
def test_a_date_is_in_the_words_of_its_language(lang: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "_SAID", type(reading.learned())())
    for day in (date(2024, 2, 29) + timedelta(days) for days in range(0, 400, 9)):
        assert reading.long_date(day, lang) == format_date(day, "long", locale(lang))
        assert reading.full_date(day, lang) == format_date(day, "full", locale(lang))


def test_a_month_is_called_as_its_language_has_it_also_after_another(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "_SAID", type(reading.learned())())
    assert [reading.month_name(5, lang) for lang in ("he", "ja", "zh-Hant")][1:] == ["5月", "5月"]


@pytest.mark.parametrize("lang", ["en", "de", "es", "ar", "he", "ja", "zh-TW"])
def test_people_are_listed_as_their_language_lists_them(lang: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "_SAID", type(reading.learned())())
    people = ["Ada {0}", "Grace {}", "Mary", "Ada {0}", "José"]
    for count in (*range(len(people) + 1), 2):
        assert reading.listed(people[:count], lang) == format_list(people[:count], locale=locale(lang))


def test_what_was_said_of_dates_and_languages_does_not_grow_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "_SAID", type(reading.learned())())
    monkeypatch.setattr(reading, "REMEMBERED", 2)
    reading.learn({"de name": "Deutsch", "en name": "English", "fr name": "français"})
    assert dict(reading.learned()) == {"en name": "English", "fr name": "français"}
    assert reading.language_name("de") == "Deutsch"
