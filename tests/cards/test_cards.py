"""Cards: right in every script, the same every time, small, and bounded whatever somebody writes."""

from __future__ import annotations

import io
import struct
import zlib
from math import ceil

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from PIL import Image, ImageDraw

from potluck.cards import Card, Plate
from potluck.cards.card import SIZE
from potluck.cards.drawing import draw, fingerprint
from potluck.cards.fonts import CJK, NOTO, SLAB, font_of, load
from potluck.cards.lettering import Voice, begins_rtl, fit, mask, runs
from potluck.cards.plain import drawn_or_plain
from potluck.cards.png import joined, strip

CARD = Card("Test Table", "A first evening", "Inês Duarte", "en", "#b4472d", (Plate(1, "I"),))
TITLES = {
    "Latin": ("en", "A first evening, with nobody leaving early"),
    "Arabic": ("ar", "مرحبا بالجميع في 2026 مع Python"),
    "Hebrew": ("he", "ערב ראשון (עם עוגה)"),
    "Japanese": ("ja", "最初の夜、だれも早く帰らなかった"),
    "traditional Chinese": ("zh-TW", "第一個晚上，沒有人提早離開"),
    "Korean": ("ko", "첫 번째 저녁"),
    "Devanagari": ("hi", "पहली शाम"),
    "Thai": ("th", "ค่ำคืนแรก"),
    "Cyrillic": ("ru", "Первый вечер"),
    "Greek": ("el", "Το πρώτο βράδυ"),
}


def opened(data: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(data))
    image.load()
    return image


@pytest.mark.parametrize("script", TITLES)
def test_every_script_has_its_letters(script: str) -> None:
    lang, title = TITLES[script]
    nothing = mask("\uffff", 60, Voice("en", False, True)).tobytes()  # how a letter looks that no font has
    voice = Voice(lang, begins_rtl(title), True)
    for character in title.replace(" ", ""):
        assert mask(character, 60, voice).tobytes() != nothing, character
    card = opened(draw(replace(CARD, title=title, lang=lang)))
    assert (card.format, card.size) == ("PNG", SIZE)


def test_cards_are_small_and_repeatable() -> None:
    for lang, title in TITLES.values():
        card = replace(CARD, title=title, lang=lang)
        data = draw(card)
        assert data == draw(card)
        assert len(data) < 40_000


def test_a_picture_of_strips_is_a_whole_png_with_sums_that_are_right() -> None:
    noise = Image.effect_noise((70, 9), 90)
    parts = [noise.crop((0, top, 70, bottom)) for top, bottom in ((0, 4), (4, 5), (5, 5), (5, 9))]
    data = joined(noise.size, bytes(range(256)) * 3, [strip(part, 6) for part in parts])
    assert opened(data).tobytes() == noise.tobytes()
    at, kinds, stream = 8, [], b""
    while at < len(data):
        length, kind = struct.unpack_from(">I4s", data, at)
        body = data[at + 8 : at + 8 + length]
        assert struct.unpack_from(">I", data, at + 8 + length)[0] == zlib.crc32(kind + body)
        kinds.append(kind)
        stream += body if kind == b"IDAT" else b""
        at += 12 + length
    assert kinds == [b"IHDR", b"PLTE", b"IDAT", b"IEND"]
    assert len(zlib.decompress(stream)) == 71 * 9


def test_a_cards_name_changes_with_whatever_is_on_it() -> None:
    others = [
        replace(CARD, title="A second evening"),
        replace(CARD, below="Tom Oak"),
        replace(CARD, accent="#1f6f78"),
        replace(CARD, plates=(Plate(2, "I"),)),
        replace(CARD, plates=(Plate(1, "I", b"a face"),)),
        replace(CARD, lang="de"),
    ]
    assert len({fingerprint(card) for card in (CARD, *others)}) == 7


def test_lines_run_the_way_they_are_read() -> None:
    arabic, latin = "مرحبا", "Python"
    seen = [run.text.strip() for run in runs(f"{arabic} {latin}", rtl=True) if run.text.strip()]
    assert seen == [latin, arabic]
    seen = [run.text.strip() for run in runs(f"{latin} {arabic} (ok)", rtl=False) if run.text.strip()]
    assert seen == [latin, arabic, "(ok)"]
    assert begins_rtl("2026: مرحبا") is False
    assert begins_rtl("«مرحبا»") is True


def test_fonts_follow_the_script() -> None:
    assert [font_of(each) for each in "aßЖあ字ǅ"] == [SLAB, SLAB, SLAB, CJK, CJK, NOTO]


@pytest.mark.parametrize(
    "line",
    [
        "Office flies, “AVID To”: fifty-five fjords…",
        "Čtyři Űrhajós Tỷ lệ & ĳ",
        "Съешь же ещё «мягких» булок, ё-моё!",
        " ",
    ],
)
def test_letters_stand_where_one_drawing_of_the_line_has_them(line: str) -> None:
    for size, bold in ((84, True), (34, False)):
        seen = mask(line, size, Voice("en", False, bold))
        whole = Image.new("L", seen.size)
        font = load(SLAB, size, 0, bold)
        ImageDraw.Draw(whole).text((0, round(size * 1.25)), line, fill=255, font=font, anchor="ls", direction="ltr")
        assert seen.tobytes() == whole.tobytes()
        assert seen.width == ceil(font.getlength(line, direction="ltr")) + size // 8


def test_text_fits_and_a_long_one_is_cut() -> None:
    voice = Voice("en", False, True)
    setting = fit("word " * 200, 900, 300, (80, 60, 48), voice)
    assert setting.lines[-1].endswith("…")
    assert all(mask(line, setting.size, voice).width < 920 for line in setting.lines)
    assert len(setting.lines) * setting.size <= 300


def test_lines_of_chinese_and_japanese_begin_with_no_closing_mark() -> None:
    title = "最初の夜、だれも早く帰らなかった。" * 3
    assert all(line[0] not in "、。" for line in fit(title, 700, 600, (84, 60), Voice("ja", False, True)).lines)


def test_a_face_is_drawn_and_a_broken_one_is_an_error_for_the_caller() -> None:
    face = io.BytesIO()
    Image.new("RGB", (320, 320), "#3366aa").save(face, "JPEG")
    portrait = replace(CARD, portrait=True, plates=(Plate(1, "I", face.getvalue()),))
    middle = opened(draw(portrait)).convert("RGB").getpixel((124 + 125, 321))
    assert isinstance(middle, tuple)
    assert all(abs(a - b) < 12 for a, b in zip(middle, (0x33, 0x66, 0xAA), strict=True))


@settings(max_examples=30, deadline=None)
@given(st.text(max_size=200), st.text(max_size=80), st.sampled_from(["en", "ar", "ja", "xx"]))
@example("\u0301 and so on", "\u0e48", "en")
@example("\ufdfd" * 200, "", "ar")  # which FreeType has no room for
@example("", "\ufdfd", "ar")
def test_nothing_that_somebody_writes_stops_a_card(title: str, below: str, lang: str) -> None:
    drawn = drawn_or_plain(replace(CARD, title=title, below=below, lang=lang))
    assert opened(drawn).size == SIZE


def test_a_mark_without_a_letter_in_front_is_set() -> None:
    assert opened(draw(replace(CARD, title="\u0301 and so on"))).size == SIZE


def test_a_letter_wider_than_the_card_is_cut() -> None:
    assert fit("\ufdfd", 100, 60, (48,), Voice("ar", True, True)).lines == ("…",)
