"""A card drawn: a place card on the cloth, with the site's colours and a palette of its own, so that it stays small.

All is drawn in numbers of palette entries, never in colours: a line of letters is a mask whose greys become the steps
between two colours. That is several times as fast as drawing in colours and counting them afterwards. Of a post's card
only the title's rows are drawn and compressed for it alone: those above are the same in the whole site, and those below
in all posts by the same people.
"""

from __future__ import annotations

import hashlib
import io
import zlib
from functools import lru_cache

import PIL
from msgspec.structs import replace
from PIL import Image, ImageDraw, features

from potluck.cards import fonts
from potluck.cards.card import SIZE, Card, Plate
from potluck.cards.lettering import Voice, above_baseline, begins_rtl, fit, leading, mask, tidy
from potluck.cards.png import Strip, joined, strip
from potluck.palette import palette, to_hex, to_oklch

RECIPE = 3
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
HEAD, FOOT, BELOW = TOP + 52, BOTTOM - PLATE, BOTTOM - PLATE + 17
"""Rows: where what stands above a title ends, and no title begins; where plates begin; and the names beside them."""
GROUND, INK, SOFT, LINK = 3, 5, 5 + STEPS, 5 + 2 * STEPS
"""Numbers of palette entries: of the bare card, and of the first step to each colour of letters."""
ONCE, OFTEN, KEPT = 5, 6, 9
"""zlib's levels: for a strip of one card, of several, and of a whole site."""
PLATE_COLOURS, FACE_COLOURS = 24, 96

Colour = tuple[int, int, int]


def fingerprint(card: Card) -> str:
    """Names the picture of a card: the same name, the same bytes."""
    name = hashlib.sha256(f"{_with_what()} {card!r}".encode("utf-8", "surrogatepass"))
    for plate in card.plates:
        name.update(hashlib.sha256(plate.face).digest())
    return name.hexdigest()


@lru_cache(maxsize=1)
def _with_what() -> str:
    """What a card is drawn and compressed with."""
    versions = PIL.__version__, features.version("freetype2"), zlib.ZLIB_RUNTIME_VERSION, fonts.versions()
    return f"{RECIPE} {' '.join(map(str, versions))}"


def draw(card: Card) -> bytes:
    """The card as a PNG."""
    card = replace(card, above=tidy(card.above), title=tidy(card.title), below=tidy(card.below))
    voice = Voice(card.lang, begins_rtl(card.title), bold=True)
    portrait = card.plates[0] if card.portrait and card.plates else None
    plates = () if card.portrait else card.plates[:MOST_PLATES]
    space = RIGHT - LEFT - (PORTRAIT + 48 if portrait else 0)
    left = LEFT if voice.rtl else RIGHT - space
    below, sizes = (FOOT - 22, TITLES) if plates else (BELOW - 30, LARGE)
    title, x, top = _title(card.title, left, space, below, sizes, voice)
    strips = [_head(card.accent, card.above, voice, left, space)]
    if plates:
        end = min(top + title.height, FOOT)
        sheet = _Sheet(card.accent, top, end)
        sheet.title(title, x, top)
        foot, colours = _foot(card.accent, card.below, voice, plates)
        strips += _bare(card.accent, HEAD, top), sheet.strip(ONCE), _bare(card.accent, end, FOOT), foot
    else:
        sheet = _Sheet(card.accent, HEAD, SIZE[1])
        if portrait:
            sheet.plate(portrait, RIGHT - PORTRAIT if voice.rtl else LEFT, (SIZE[1] - PORTRAIT) // 2 + 6, PORTRAIT)
        sheet.title(title, x, top)
        sheet.line(card.below, BELOW, left, space, voice, SOFT)
        strips.append(sheet.strip(OFTEN))
        colours = sheet.colours
    return joined(SIZE, bytes(channel for colour in colours for channel in colour), strips)


def _title(
    text: str, left: int, space: int, below: int, sizes: tuple[int, ...], voice: Voice
) -> tuple[Image.Image, int, int]:
    """A title in grey, as large as its letters, and the pixel of the card where it begins, above the row ``below``."""
    above = TOP + SMALL + 26
    setting = fit(text, space, below - above, sizes, voice)
    size, step = setting.size, leading(text, setting.size)
    lines = [mask(line, size, voice) for line in setting.lines] or [Image.new("L", (1, 1))]
    width = max(line.width for line in lines)
    grey = Image.new("L", (width, step * (len(lines) - 1) + lines[0].height))
    for number, line in enumerate(lines):
        x, y = width - line.width if voice.rtl else 0, number * step
        grey.paste(255, (x, y, x + line.width, y + line.height), line)
    box = grey.getbbox() or (0, 0, 1, 1)
    first = (above + below - step * len(lines) + step - size) // 2
    x, y = left + space - width if voice.rtl else left, first + size - above_baseline(size)
    return grey.crop(box), x + box[0], y + box[1]


@lru_cache(maxsize=16)
def _head(accent: str, above: str, voice: Voice, left: int, space: int) -> Strip:
    """The rows above a title, which most cards of a site share."""
    sheet = _Sheet(accent, 0, HEAD)
    sheet.line(above, TOP, left, space, voice, LINK)
    return sheet.strip(KEPT)


@lru_cache(maxsize=512)
def _foot(accent: str, names: str, voice: Voice, plates: tuple[Plate, ...]) -> tuple[Strip, tuple[Colour, ...]]:
    """The rows with the plates of those who brought a post, and their names; and the palette of its card."""
    sheet = _Sheet(accent, FOOT, SIZE[1])
    for number, plate in enumerate(plates):
        offset = number * (PLATE + 10)
        sheet.plate(plate, RIGHT - PLATE - offset if voice.rtl else LEFT + offset, FOOT, PLATE)
    taken = len(plates) * (PLATE + 10) + 14
    sheet.line(names, BELOW, LEFT if voice.rtl else LEFT + taken, RIGHT - LEFT - taken, voice, SOFT)
    return sheet.strip(OFTEN), sheet.colours


@lru_cache(maxsize=256)
def _bare(accent: str, top: int, bottom: int) -> Strip:
    """Rows of a card with nothing on it."""
    return _Sheet(accent, top, bottom).strip(KEPT)


class _Sheet:
    """Rows of a card in the making, from ``top`` to ``bottom``: numbers of palette entries, and the palette.

    Where things go is said in pixels of the whole card.
    """

    def __init__(self, accent: str, top: int, bottom: int) -> None:
        self._palette = palette(accent)
        image, self.colours = _cloth(accent)
        self._image = image.crop((0, top, SIZE[0], bottom))
        self._top = top
        self._plates: dict[int, tuple[int, int]] = {}

    def _ramp(self, colour: str, ground: str) -> int:
        """The number of the first of STEPS new colours, on the way from ``ground`` to ``colour``."""
        start = len(self.colours)
        self.colours = (*self.colours, *_ways(colour, ground))
        return start

    def title(self, grey: Image.Image, x: int, y: int) -> None:
        """Lay a title down where nothing is yet."""
        self._image.paste(grey.point(_steps(INK, GROUND)[0]), (x, y - self._top))

    def line(self, text: str, top: int, left: int, space: int, voice: Voice, ramp: int) -> None:
        """One line of small type at the side where the card begins, cut short where it does not fit."""
        own = Voice(voice.lang, begins_rtl(text), bold=ramp == LINK)
        for line in fit(text, space, SMALL, (SMALL,), own).lines:
            grey = mask(line, SMALL, own)
            x = left + space - grey.width if voice.rtl else left
            self._blend(grey, x, top + SMALL - above_baseline(SMALL), ramp)

    def plate(self, plate: Plate, x: int, y: int, size: int) -> None:
        """Somebody's plate with the initial on it."""
        glaze = self._palette.glazes[plate.glaze % len(self._palette.glazes)]
        picture, colours, inner = _plate(glaze, self._palette.light.card, size)
        if plate.glaze not in self._plates:
            start = len(self.colours)
            self.colours = (*self.colours, *colours)
            self._plates[plate.glaze] = start, self._ramp(self._palette.glaze_ink, inner)
        start, ramp = self._plates[plate.glaze]
        self._image.paste(picture.point([min(255, start + number) for number in range(256)]), (x, y - self._top))
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
        most = min(FACE_COLOURS, 256 - len(self.colours))
        if most < 16:
            return
        inner = round(size * 0.72)
        with Image.open(io.BytesIO(face), formats=("JPEG", "PNG", "WEBP")) as picture:
            square = picture.convert("RGB").resize((inner, inner), Image.Resampling.LANCZOS)
        numbers, colours = _indexed(square, most)
        start = len(self.colours)
        self.colours = (*self.colours, *colours)
        round_mask = Image.new("L", (inner, inner))
        ImageDraw.Draw(round_mask).ellipse((0, 0, inner - 1, inner - 1), fill=255)
        place = x + (size - inner) // 2, y - self._top + (size - inner) // 2
        self._image.paste(numbers.point([min(255, start + each) for each in range(256)]), place, round_mask)

    def _blend(self, grey: Image.Image, x: int, y: int, ramp: int) -> None:
        """Lay a mask down in the steps of a ramp."""
        numbers, covered = _steps(ramp)
        self._image.paste(grey.point(numbers), (x, y - self._top), grey.point(covered))

    def strip(self, level: int) -> Strip:
        """These rows as a part of a PNG, compressed at a level of zlib's."""
        return strip(self._image, level)


@lru_cache(maxsize=4)
def _cloth(accent: str) -> tuple[Image.Image, tuple[Colour, ...]]:
    """The cloth and the bare card on it, with the thick rule at its head; numbers, and the colours they stand for.

    The colours of letters come behind these.
    """
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
    letters = (way for colour in (light.ink, light.soft, light.link) for way in _ways(colour, light.card))
    return image, (paper, once, between(once, thread, share), rgb(light.card), rgb(light.spot), *letters)


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
def _steps(ramp: int, ground: int = 0) -> tuple[list[int], list[int]]:
    """For each grey of a mask: the number of its step, or of the ground, and whether it covers anything."""
    steps = [round(grey * STEPS / 255) for grey in range(256)]
    return [min(255, ramp + step - 1) if step else ground for step in steps], [255 if step else 0 for step in steps]


def rgb(colour: str) -> Colour:
    """Red, green and blue (0 to 255) of ``#rrggbb``."""
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def between(one: Colour, other: Colour, share: float) -> Colour:
    """The colour that is ``share`` of the way from one to the other."""
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(one, other, strict=True))
    return red, green, blue
