"""Any accent a community chooses stays legible, or is refused with the nearest that is; a browser sees the same."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from playwright.sync_api import Page

from potluck.palette import AA, AAA, contrast, nearest_legible, palette, to_hex, to_oklch
from potluck.settings import Settings, SettingsError
from tests.chromium import Browse

ACCENTS = ["#b4472d", "#ffe600", "#00a86b", "#0047ff", "#7f00ff", "#ff00aa", "#000000", "#ffffff", "#808080", "#4a2511"]
COLOURS = st.integers(0, 0xFFFFFF).map("#{:06x}".format)


def link_colour(page: Page) -> str:
    """The colour of the page's body, as ``#rrggbb``."""
    red, green, blue = re.findall(r"\d+", page.evaluate("getComputedStyle(document.body).color"))
    return f"#{int(red):02x}{int(green):02x}{int(blue):02x}"


@settings(deadline=None)
@given(COLOURS)
def test_text_is_legible_whatever_the_accent(accent: str) -> None:
    made = palette(nearest_legible(accent))
    for scheme in (made.light, made.dark):
        for ground in (scheme.paper, scheme.card, scheme.tint):
            for text in (scheme.ink, scheme.soft, scheme.link):
                assert contrast(text, ground) >= AAA
        assert contrast(scheme.ink, scheme.mark) >= AAA
        assert contrast(scheme.spot, scheme.paper) >= AA  # paper as text on a badge, and numerals on paper
    assert all(contrast(made.glaze_ink, glaze) >= AAA for glaze in made.glazes)


@settings(deadline=None)
@given(COLOURS)
def test_the_nearest_legible_colour_keeps_its_hue_and_is_left_alone(accent: str) -> None:
    nearest = nearest_legible(accent)
    assert nearest_legible(nearest) == nearest
    _, chroma, hue = to_oklch(accent)
    lightness, kept, turned = to_oklch(nearest)
    if min(chroma, kept) > 0.05 and lightness > 0.2:
        assert abs((hue - turned + 180) % 360 - 180) < 8


@settings(deadline=None)
@given(COLOURS)
def test_a_colour_survives_the_way_there_and_back(colour: str) -> None:
    there = to_hex(to_oklch(colour))
    assert all(abs(int(there[at : at + 2], 16) - int(colour[at : at + 2], 16)) <= 1 for at in (1, 3, 5))


def test_an_accent_that_cannot_be_read_is_refused_with_the_nearest_that_can() -> None:
    with pytest.raises(SettingsError) as refused:
        Settings.from_pelican({"ACCENT": "#FFE600"})
    told = str(refused.value)
    assert "ACCENT" in told
    assert "1.2 to 1" in told
    suggestion = re.search("'(#[0-9a-f]{6})'", told.split("nearest")[1])
    assert suggestion
    assert Settings.from_pelican({"ACCENT": suggestion[1]}).accent == suggestion[1]


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("accent", ACCENTS)
def test_a_browser_shows_the_palette_as_it_was_worked_out(browse: Browse, accent: str, scheme: str) -> None:
    made = palette(nearest_legible(accent))
    page = browse(color_scheme=scheme)
    page.set_content(f"<style>{made.css()}body{{color:var(--link)}}</style><body>")
    assert link_colour(page) == (made.light if scheme == "light" else made.dark).link


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("chosen", ["light", "dark"])
def test_a_readers_choice_goes_before_their_devices_and_paper_is_light(
    browse: Browse, scheme: str, chosen: str
) -> None:
    made = palette("#b4472d")
    page = browse(color_scheme=scheme)
    page.set_content(f"<html data-theme={chosen}><style>{made.css()}body{{color:var(--link)}}</style><body>")
    assert link_colour(page) == (made.light if chosen == "light" else made.dark).link
    assert page.evaluate("getComputedStyle(document.documentElement).colorScheme") == chosen
    page.emulate_media(media="print", color_scheme=scheme)
    assert link_colour(page) == made.light.link


def test_old_browsers_understand_every_colour() -> None:
    assert not re.search(r"light-dark|oklch|color-mix", palette("#b4472d").css())
