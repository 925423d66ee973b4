"""One colour in, a whole palette out: what a community's accent makes of paper, ink, links and plates.

Colours are worked out in OKLCH (lightness 0 to 1, chroma, hue in degrees; https://bottosson.github.io/posts/oklab/),
whose lightness the eye agrees with, and measured by WCAG 2.2's contrast. The arithmetic is a page long, and the library
for it takes longer to load than a build with nothing to do. How colours are used is ``theme/css/``'s business.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from functools import cache

import msgspec

AA = 4.5
"""Contrast of text, at least (WCAG 2.2, success criterion 1.4.3)."""
AAA = 7.0
"""Contrast of text, enhanced (1.4.6): what we give to everything that is read."""

Triple = tuple[float, float, float]


class Scheme(msgspec.Struct, frozen=True):
    """The colours of one scheme, light or dark, each ``#rrggbb``.

    ``paper`` is the page, ``card`` what lies on it, ``tint`` paper with a hint of the accent; ``ink`` and ``soft`` are
    text, ``link`` is text in the accent's hue, ``spot`` the accent itself: marks, numerals, and a ground for ``paper``
    as text. ``line`` parts things. ``mark`` is a ground for marked words. ``thread`` weaves the cloth (``#rrggbbaa``).
    """

    paper: str
    card: str
    ink: str
    soft: str
    line: str
    link: str
    spot: str
    tint: str
    mark: str
    thread: str

    def css(self) -> str:
        """The colours as custom properties."""
        return ";".join(f"--{name}:{getattr(self, name)}" for name in self.__struct_fields__)


class Palette(msgspec.Struct, frozen=True):
    """Light and dark, and the six glazes of plates with the ink that is read on them."""

    accent: str
    light: Scheme
    dark: Scheme
    glazes: tuple[str, ...]
    glaze_ink: str

    def css(self) -> str:
        """The palette as custom properties: light, and dark on screens of readers who chose it or whose device did.

        In words that every browser knows: where one doesn't know ``light-dark()``, a field to type in has no border.
        """
        glazes = (f".p{number}{{--glaze:{glaze}}}" for number, glaze in enumerate(self.glazes))
        light, dark = f"color-scheme:light;{self.light.css()}", f"{{color-scheme:dark;{self.dark.css()}}}"
        return (
            f":root{{--accent:{self.accent};{light};--glaze-ink:{self.glaze_ink}}}{''.join(glazes)}"
            f"@media screen{{[data-theme=dark]{dark}"
            f"@media (prefers-color-scheme: dark){{:root:not([data-theme=light]){dark}}}}}"
        )


@cache
def palette(accent: str) -> Palette:
    """The palette of an accent (``#rrggbb``) that ``nearest_legible`` has nothing against."""
    _, chroma, hue = to_oklch(accent)
    return Palette(
        accent=accent,
        light=_light(accent),
        dark=_dark(accent),
        glazes=tuple(to_hex((0.86, 0.075 if chroma > 0.02 else 0.03, (hue + 60 * turn) % 360)) for turn in range(6)),
        glaze_ink="#2b1f18",
    )


@cache
def nearest_legible(accent: str) -> str:
    """The accent itself if it can be read on paper, else the nearest darker colour of its hue that can be."""
    paper = to_hex(_PAPER)
    lightness, chroma, hue = to_oklch(accent)
    return accent if contrast(accent, paper) >= AA else _until(lightness, chroma, hue, 0, (paper,), AA)


def on_paper(accent: str) -> float:
    """The accent's contrast with the paper of the light scheme."""
    return contrast(accent, to_hex(_PAPER))


_PAPER: Triple = (0.982, 0.011, 84)
_NIGHT: Triple = (0.2, 0.011, 62)


def _light(accent: str) -> Scheme:
    paper, card = to_hex(_PAPER), to_hex((0.998, 0.004, 84))
    lightness, chroma, hue = to_oklch(accent)
    paler = to_hex((max(lightness, 0.5), chroma, hue))  # a dark accent would darken the grounds of text
    tint = _mix(paler, paper, 0.08)
    return Scheme(
        paper=paper,
        card=card,
        ink=to_hex((0.25, 0.022, 50)),
        soft=to_hex((0.4, 0.022, 50)),
        line=to_hex((0.87, 0.02, 80)),
        link=_until(lightness, min(chroma, 0.15), hue, 0, (paper, card, tint), AAA),
        spot=accent,
        tint=tint,
        mark=_mix(paler, paper, 0.2),
        thread=f"{accent}5c",
    )


def _dark(accent: str) -> Scheme:
    paper, card = to_hex(_NIGHT), to_hex((0.245, 0.013, 62))
    lightness, chroma, hue = to_oklch(accent)
    spot = _until(max(lightness, 0.55), min(chroma, 0.16), hue, 1, (paper, card), AA)
    tint = _mix(spot, paper, 0.08)
    return Scheme(
        paper=paper,
        card=card,
        ink=to_hex((0.92, 0.013, 84)),
        soft=to_hex((0.79, 0.015, 84)),
        line=to_hex((0.38, 0.015, 62)),
        link=_until(max(lightness, 0.78), min(chroma, 0.11), hue, 1, (paper, card, tint), AAA),
        spot=spot,
        tint=tint,
        mark=_mix(spot, paper, 0.28),
        thread=f"{spot}5c",
    )


def _until(lightness: float, chroma: float, hue: float, end: float, grounds: Iterable[str], least: float) -> str:
    """The first colour on the way to black (``end`` 0) or white (1) that has this contrast with every ground."""
    grounds = tuple(grounds)

    def legible(at: float) -> str | None:
        colour = to_hex((at, chroma, hue))
        return colour if all(contrast(colour, ground) >= least for ground in grounds) else None

    if found := legible(lightness):
        return found
    found, near, far = "#000000" if end == 0 else "#ffffff", lightness, end
    for _ in range(12):
        middle = (near + far) / 2
        if better := legible(middle):
            found, far = better, middle
        else:
            near = middle
    return found


def _mix(one: str, other: str, share: float) -> str:
    """``share`` of one colour in another, mixed as OKLab mixes."""
    first, second = _to_oklab(one), _to_oklab(other)
    mixed = tuple(share * a + (1 - share) * b for a, b in zip(first, second, strict=True))
    return _hex_of([_clip(channel) for channel in _linear((mixed[0], mixed[1], mixed[2]))])


def contrast(one: str, other: str) -> float:
    """The contrast of two colours, 1 to 21, by WCAG 2.2."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def to_oklch(colour: str) -> Triple:
    """Lightness, chroma and hue (degrees) of ``#rrggbb``."""
    lightness, a, b = _to_oklab(colour)
    return lightness, math.hypot(a, b), math.degrees(math.atan2(b, a)) % 360


def to_hex(colour: Triple) -> str:
    """The colour as ``#rrggbb``; where a screen has none so vivid, the most vivid of the same lightness and hue."""
    lightness, chroma, hue = colour
    if _shown(colour):
        return _hex_of(_linear(_lab(colour)))
    low, high = 0.0, chroma
    for _ in range(20):
        middle = (low + high) / 2
        low, high = (middle, high) if _shown((lightness, middle, hue)) else (low, middle)
    return _hex_of([_clip(channel) for channel in _linear(_lab((lightness, low, hue)))])


def _shown(colour: Triple) -> bool:
    return all(-1e-6 <= channel <= 1 + 1e-6 for channel in _linear(_lab(colour)))


def _lab(colour: Triple) -> Triple:
    lightness, chroma, hue = colour
    return lightness, chroma * math.cos(math.radians(hue)), chroma * math.sin(math.radians(hue))


_TO_CONE: tuple[Triple, ...] = (
    (0.4122214708, 0.5363325363, 0.0514459929),
    (0.2119034982, 0.6806995451, 0.1073969566),
    (0.0883024619, 0.2817188376, 0.6299787005),
)
_CONE_TO_LAB: tuple[Triple, ...] = (
    (0.2104542553, 0.7936177850, -0.0040720468),
    (1.9779984951, -2.4285922050, 0.4505937099),
    (0.0259040371, 0.7827717662, -0.8086757660),
)
_LAB_TO_CONE: tuple[Triple, ...] = (
    (1.0, 0.3963377774, 0.2158037573),
    (1.0, -0.1055613458, -0.0638541728),
    (1.0, -0.0894841775, -1.2914855480),
)
_FROM_CONE: tuple[Triple, ...] = (
    (4.0767416621, -3.3077115913, 0.2309699292),
    (-1.2684380046, 2.6097574011, -0.3413193965),
    (-0.0041960863, -0.7034186147, 1.7076147010),
)


def _times(matrix: tuple[Triple, ...], vector: Iterable[float]) -> list[float]:
    x, y, z = vector
    return [a * x + b * y + c * z for a, b, c in matrix]


def _to_oklab(colour: str) -> Triple:
    lightness, a, b = _times(_CONE_TO_LAB, (math.cbrt(cone) for cone in _times(_TO_CONE, _channels(colour))))
    return lightness, a, b


def _linear(lab: Triple) -> list[float]:
    """Linear-light red, green and blue of an OKLab colour; outside 0 to 1 where no screen shows it."""
    return _times(_FROM_CONE, (cone**3 for cone in _times(_LAB_TO_CONE, lab)))


def _channels(colour: str) -> list[float]:
    """Linear-light red, green and blue of ``#rrggbb``."""
    return [_decode(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5)]


@cache
def _luminance(colour: str) -> float:
    red, green, blue = _channels(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _hex_of(linear: Iterable[float]) -> str:
    return "#" + "".join(f"{round(_encode(_clip(each)) * 255):02x}" for each in linear)


def _decode(value: float) -> float:
    return float(value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4)


def _encode(value: float) -> float:
    return float(value * 12.92 if value <= 0.0031308 else 1.055 * value ** (1 / 2.4) - 0.055)


def _clip(value: float) -> float:
    return min(max(value, 0.0), 1.0)
