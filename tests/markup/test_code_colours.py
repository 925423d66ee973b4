"""The colours of code can be read: 4.5:1 on everything they stand on, light and dark (WCAG 2.2, 1.4.3)."""

from __future__ import annotations

import math
import re
from pathlib import Path

import pytest

from potluck.palette import palette, to_oklch

CSS = Path(__file__).resolve().parents[2] / "theme" / "css"
_COLOUR = r"oklch\(([0-9.]+) ([0-9.]+) ([0-9.]+)\)"
_PAIR = re.compile(rf"(--[\w-]+:|\.highlight :is\(\.\w+\b[^{{}}]*\{{ color:) light-dark\({_COLOUR}, {_COLOUR}\)")
_NAME = re.compile(r"[.-](\w[\w-]*)(?=[:,)])")

Colour = tuple[float, float, float]


def colours() -> dict[str, tuple[Colour, Colour]]:
    """Each light and dark colour, by its custom property or the first class of code that has it."""
    text = "".join((CSS / name).read_text() for name in ("code.css", "diff.css"))
    found: dict[str, tuple[Colour, Colour]] = {}
    for match in _PAIR.finditer(text):
        numbers = [float(number) for number in match.groups()[1:]]
        name = _NAME.search(match[1])
        assert name, match[1]
        found[name[1]] = ((numbers[0], numbers[1], numbers[2]), (numbers[3], numbers[4], numbers[5]))
    own = palette("#b4472d")
    for each in ("ink", "soft", "card"):
        found[each] = (to_oklch(getattr(own.light, each)), to_oklch(getattr(own.dark, each)))
    return found


def luminance(colour: Colour) -> float:
    """The relative luminance of an oklch colour, by the matrices of CSS Color 4; clipped to sRGB."""
    lightness, chroma, hue = colour
    a, b = chroma * math.cos(math.radians(hue)), chroma * math.sin(math.radians(hue))
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    red = 4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short
    green = -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short
    blue = -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short
    red, green, blue = (min(max(channel, 0.0), 1.0) for channel in (red, green, blue))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: Colour, other: Colour) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize("ground", ["card", "code-marked", "code-added", "code-removed"])
@pytest.mark.parametrize("text", ["ink", "soft", "c", "k", "nb", "kt", "s", "l", "nt"])
def test_code_can_be_read(text: str, ground: str, scheme: int) -> None:
    known = colours()
    assert contrast(known[text][scheme], known[ground][scheme]) >= 4.5
