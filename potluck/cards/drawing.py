"""A card drawn: a place card on the cloth, with the site's colours and a palette of its own, so that it stays small.

All is drawn in numbers of palette entries, never in colours: a line of letters is a mask whose greys become the steps
between two colours. That is several times as fast as drawing in colours and counting them afterwards.
"""

from __future__ import annotations

import hashlib
import io
from functools import lru_cache

import PIL
from msgspec.structs import replace
from PIL import Image, ImageDraw, features

from potluck.cards import fonts
from potluck.cards.card import SIZE, Card, Plate
from potluck.cards.lettering import Voice, above_baseline, begins_rtl, fit, leading, mask, tidy
from potluck.palette import palette, to_hex, to_oklch

RECIPE = 1
"""Part of a card's name: counted up when what is drawn changes."""
STEPS = 15
"""Steps between a colour and its ground, at the edge of a letter."""
SQUARE = 30
EDGE, RULE, MARGIN = 60, 12, 64
LEFT, TOP = EDGE + MARGIN, EDGE + RULE + 50
RIGHT, BOTTOM = SIZE[0] - EDGE - MARGIN, SIZE[1] - EDGE - 46
PORTRAIT = 250
TITLES = (84, 76, 68, 60, 54, 48)
"""The sizes a title may have, in pixels, the largest first."""
LARGE = (132, 112, 96, *TITLES)
"""Those of a title with nobody's name below it: a tag's, a person's, the site's."""
SMALL = 34
MOST_PLATES = 4
PLATE = 72
PLATE_COLOURS, FACE_COLOURS = 24, 96

Colour = tuple[int, int, int]


def fingerprint(card: Card) -> str:
    """Names the picture of a card: the same name, the same bytes."""
    with_what = f"{RECIPE} {PIL.__version__} {features.version('freetype2')} {fonts.versions()}"
    name = hashlib.sha256(f"{with_what} {card!r}".encode("utf-8", "surrogatepass"))
    for plate in card.plates:
        name.update(hashlib.sha256(plate.face).digest())
    return name.hexdigest()


def draw(card: Card) -> bytes:
    """The card as a PNG."""
    card = replace(card, above=tidy(card.above), title=tidy(card.title), below=tidy(card.below))
    sheet = _Sheet(card.accent)
    voice = Voice(card.lang, begins_rtl(card.title), bold=True)
    space, left = RIGHT - LEFT, LEFT
    if card.portrait and card.plates:
        space -= PORTRAIT + 48
        left = LEFT if voice.rtl else RIGHT - space
        sheet.plate(card.plates[0], RIGHT - PORTRAIT if voice.rtl else LEFT, (SIZE[1] - PORTRAIT) // 2 + 6, PORTRAIT)
    sheet.line(card.above, TOP, left, space, voice, sheet.link)
    above, below = TOP + SMALL + 26, BOTTOM - (PLATE if card.plates and not card.portrait else SMALL) - 22
    setting = fit(card.title, space, below - above, TITLES if card.plates and not card.portrait else LARGE, voice)
    step = leading(card.title, setting.size)
    first = (above + below - step * len(setting.lines) + step - setting.size) // 2
    for number, line in enumerate(setting.lines):
        grey = mask(line, setting.size, voice)
        sheet.letters(grey, setting.size, first + number * step, left, space, voice.rtl, sheet.ink)
    _foot(sheet, card, voice, left, space)
    return sheet.as_png()


def _foot(sheet: _Sheet, card: Card, voice: Voice, left: int, space: int) -> None:
    """The plates of those who brought it, and their names."""
    plates = () if card.portrait else card.plates[:MOST_PLATES]
    top = BOTTOM - PLATE
    for number, plate in enumerate(plates):
        offset = number * (PLATE + 10)
        sheet.plate(plate, left + space - PLATE - offset if voice.rtl else left + offset, top, PLATE)
    taken = len(plates) * (PLATE + 10) + (14 if plates else 0)
    start = left if voice.rtl else left + taken
    sheet.line(card.below, top + 17, start, space - taken, voice, sheet.soft)


class _Sheet:
    """A card in the making: numbers of palette entries, and the palette."""

    def __init__(self, accent: str) -> None:
        self._palette = palette(accent)
        image, self._colours = _cloth(accent)
        self._image = image.copy()
        self._plates: dict[int, tuple[int, int]] = {}
        light = self._palette.light
        self.ink, self.soft, self.link = (
            self._ramp(colour, light.card) for colour in (light.ink, light.soft, light.link)
        )

    def _ramp(self, colour: str, ground: str) -> int:
        """The number of the first of STEPS new colours, on the way from ``ground`` to ``colour``."""
        start = len(self._colours)
        self._colours = (*self._colours, *_ways(colour, ground))
        return start

    def line(self, text: str, top: int, left: int, space: int, voice: Voice, ramp: int) -> None:
        """One line of small type at the side where the card begins, cut short where it does not fit."""
        own = Voice(voice.lang, begins_rtl(text), bold=ramp == self.link)
        for line in fit(text, space, SMALL, (SMALL,), own).lines:
            self.letters(mask(line, SMALL, own), SMALL, top, left, space, voice.rtl, ramp)

    def letters(self, grey: Image.Image, size: int, top: int, left: int, space: int, rtl: bool, ramp: int) -> None:
        """A line's letters, whose baseline is their size below ``top``."""
        x = left + space - grey.width if rtl else left
        self._blend(grey, x, top + size - above_baseline(size), ramp)

    def plate(self, plate: Plate, x: int, y: int, size: int) -> None:
        """Somebody's plate with the initial on it."""
        glaze = self._palette.glazes[plate.glaze % len(self._palette.glazes)]
        picture, colours, inner = _plate(glaze, self._palette.light.card, size)
        if plate.glaze not in self._plates:
            start = len(self._colours)
            self._colours = (*self._colours, *colours)
            self._plates[plate.glaze] = start, self._ramp(self._palette.glaze_ink, inner)
        start, ramp = self._plates[plate.glaze]
        self._image.paste(picture.point([min(255, start + number) for number in range(256)]), (x, y))
        if plate.face:
            self._face(plate.face, x, y, size)
            return
        letter = round(size * 0.4)
        grey = mask(tidy(plate.initial), letter, Voice("", begins_rtl(plate.initial), bold=True))
        if box := grey.getbbox():
            grey = grey.crop(box)
            self._blend(grey, x + (size - grey.width) // 2, y + (size - grey.height) // 2, ramp)

    def _face(self, face: bytes, x: int, y: int, size: int) -> None:
        """A face within the rim of a plate, if there are colours left for one."""
        most = min(FACE_COLOURS, 256 - len(self._colours))
        if most < 16:
            return
        inner = round(size * 0.72)
        with Image.open(io.BytesIO(face), formats=("JPEG", "PNG", "WEBP")) as picture:
            square = picture.convert("RGB").resize((inner, inner), Image.Resampling.LANCZOS)
        numbers, colours = _indexed(square, most)
        start = len(self._colours)
        self._colours = (*self._colours, *colours)
        round_mask = Image.new("L", (inner, inner))
        ImageDraw.Draw(round_mask).ellipse((0, 0, inner - 1, inner - 1), fill=255)
        place = x + (size - inner) // 2, y + (size - inner) // 2
        self._image.paste(numbers.point([min(255, start + each) for each in range(256)]), place, round_mask)

    def _blend(self, grey: Image.Image, x: int, y: int, ramp: int) -> None:
        """Lay a mask down in the steps of a ramp."""
        numbers, covered = _steps(ramp)
        self._image.paste(grey.point(numbers), (x, y), grey.point(covered))

    def as_png(self) -> bytes:
        """The card as a PNG with a palette."""
        self._image.putpalette(bytes(channel for colour in self._colours for channel in colour))
        out = io.BytesIO()
        self._image.save(out, "PNG", compress_level=6)
        return out.getvalue()


@lru_cache(maxsize=4)
def _cloth(accent: str) -> tuple[Image.Image, tuple[Colour, ...]]:
    """The cloth and the bare card on it, with the thick rule at its head; numbers, and the colours they stand for."""
    light = palette(accent).light
    paper, thread = rgb(light.paper), rgb(light.thread[:7])
    share = int(light.thread[7:] or "ff", 16) / 255
    once = between(paper, thread, share)
    image = Image.new("L", SIZE, 0)
    pen = ImageDraw.Draw(image)
    for x in range(0, SIZE[0], 2 * SQUARE):
        pen.rectangle((x, 0, x + SQUARE - 1, SIZE[1]), fill=1)
    for y in range(0, SIZE[1], 2 * SQUARE):
        row = (0, y, SIZE[0], min(SIZE[1], y + SQUARE))
        image.paste(image.crop(row).point([1, 2, *range(2, 256)]), row[:2])
    pen.rectangle((EDGE, EDGE, SIZE[0] - EDGE - 1, SIZE[1] - EDGE - 1), fill=3)
    pen.rectangle((EDGE, EDGE, SIZE[0] - EDGE - 1, EDGE + RULE - 1), fill=4)
    return image, (paper, once, between(once, thread, share), rgb(light.card), rgb(light.spot))


@lru_cache(maxsize=32)
def _plate(glaze: str, ground: str, size: int) -> tuple[Image.Image, tuple[Colour, ...], str]:
    """An empty plate on its ground: numbers, their colours, and the colour in the middle."""
    lightness, chroma, hue = to_oklch(glaze)
    dark, inner = to_hex((lightness - 0.12, chroma, hue)), to_hex((0.93, 0.03, hue))
    big = size * 4
    image = Image.new("RGB", (big, big), ground)
    pen = ImageDraw.Draw(image)
    for share, colour in ((1.0, dark), (0.95, glaze), (0.7, dark), (0.66, inner)):
        inset = round(big * (1 - share) / 2)
        pen.ellipse((inset, inset, big - 1 - inset, big - 1 - inset), fill=colour)
    return *_indexed(image.reduce(4), PLATE_COLOURS), inner


def _indexed(image: Image.Image, most: int) -> tuple[Image.Image, tuple[Colour, ...]]:
    """An image in colours as numbers, and the colours they stand for, at most ``most``."""
    indexed = image.quantize(most, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    flat = indexed.getpalette("RGB") or []
    colours = tuple((flat[at], flat[at + 1], flat[at + 2]) for at in range(0, len(flat), 3))[:most]
    return Image.frombytes("L", indexed.size, indexed.tobytes()), colours


@lru_cache(maxsize=64)
def _ways(colour: str, ground: str) -> tuple[Colour, ...]:
    """STEPS colours from the first that differs from ``ground`` to ``colour``."""
    return tuple(between(rgb(ground), rgb(colour), step / STEPS) for step in range(1, STEPS + 1))


@lru_cache(maxsize=64)
def _steps(ramp: int) -> tuple[list[int], list[int]]:
    """For each grey of a mask: the number of its step, and whether it covers anything."""
    steps = [round(grey * STEPS / 255) for grey in range(256)]
    return [min(255, ramp + max(0, step - 1)) for step in steps], [255 if step else 0 for step in steps]


def rgb(colour: str) -> Colour:
    """Red, green and blue (0 to 255) of ``#rrggbb``."""
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def between(one: Colour, other: Colour, share: float) -> Colour:
    """The colour that is ``share`` of the way from one to the other."""
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(one, other, strict=True))
    return red, green, blue
