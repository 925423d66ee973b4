"""Any accent a community chooses stays legible: the palette as Chromium works it out, measured by WCAG's formula."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

TOKENS = Path(__file__).resolve().parents[2] / "theme/css/tokens.css"
ACCENTS = ["#b4472d", "#ffe600", "#00a86b", "#0047ff", "#7f00ff", "#ff00aa", "#000000", "#ffffff", "#808080", "#4a2511"]
PAIRS = [(text, ground) for text in ("ink", "soft", "link") for ground in ("paper", "card", "tint")]
TEXT = 7.0
"""WCAG 2.2, success criterion 1.4.6: contrast of text, enhanced."""

MEASURE = """
names => {
  const probe = document.body.appendChild(document.createElement("i"));
  const canvas = new OffscreenCanvas(1, 1).getContext("2d", {willReadFrequently: true});
  return Object.fromEntries(names.map(name => {
    probe.style.color = `var(--${name})`;
    canvas.fillStyle = getComputedStyle(probe).color;
    canvas.fillRect(0, 0, 1, 1);
    return [name, [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3)];
  }));
}
"""

pytestmark = pytest.mark.browser


def luminance(colour: list[int]) -> float:
    """Relative luminance of an sRGB colour, as WCAG 2.2 defines it."""
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in (each / 255 for each in colour)]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: list[int], other: list[int]) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("accent", ACCENTS)
def test_text_is_legible_whatever_the_accent(chromium: Browser, accent: str, scheme: str) -> None:
    page = chromium.new_page(color_scheme=scheme)
    page.set_content(f"<style>:root{{--accent:{accent}}}{TOKENS.read_text(encoding='utf-8')}</style><body>")
    colours = page.evaluate(MEASURE, sorted({name for pair in PAIRS for name in pair}))
    page.close()
    measured = {pair: round(contrast(colours[pair[0]], colours[pair[1]]), 2) for pair in PAIRS}
    assert all(value >= TEXT for value in measured.values()), measured
