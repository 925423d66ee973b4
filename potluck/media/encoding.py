"""Pixels in, files out: at which widths, of which kinds, and how hard each is squeezed.

Measured on photographs (SSIMULACRA 2, 640 pixels wide; docs/architecture.md has the table): AVIF at 60 looks like WebP
at 78 and JPEG at 80, with 4/5 and 3/5 of their bytes; speed 8 takes a third of the time of speed 6 for 4 % more bytes.
"""

from __future__ import annotations

import hashlib
import io
from typing import Any

from PIL import Image, ImageChops, ImageOps, ImageSequence

from potluck.media.picture import SUFFIXES, File, Picture, Prepared

WIDTHS = (656, 980)
"""Widths below the widest: the column (41em) at a desk, which is that of a phone with two dots to each of 360 pixels;
and of one with three to each of 360, or 2.6 to each of 412. Others take the next wider one."""
FILM_WIDTH = 800
AVATAR_SIZES = (320, 160)
LONGEST_SIDE = {"JPEG": 65_500, "WEBP": 16_383, "AVIF": 32_768}
"""Pixels that a kind has at most, in what writes it or in browsers; a long screenshot does without that kind."""
SMALL = 6_000
"""A file of fewer bytes than this is sent as it is: a choice of files would cost the page more than it saves."""
CLEARLY = 4
"""A PNG made in haste that is so many times the JPEG is not worth making with care."""

PHOTO: dict[str, dict[str, Any]] = {
    "JPEG": {"quality": 80, "progressive": True, "optimize": True},
    "WEBP": {"quality": 78, "method": 4},
    "AVIF": {"quality": 60, "speed": 8, "max_threads": 1},
}
GRAPHIC: dict[str, dict[str, Any]] = {
    "PNG": {"optimize": True},
    "WEBP": {"lossless": True, "quality": 80, "method": 4},
    "AVIF": {"quality": 70, "speed": 8, "max_threads": 1, "subsampling": "4:4:4"},
}
"""Screenshots and drawings: sharp edges, few colours."""


class _Files:
    """Collects what is encoded of one image."""

    def __init__(self) -> None:
        self._files: list[File] = []
        self._data: list[bytes] = []

    def add(self, kind: str, size: tuple[int, int], data: bytes, *, still: bool = False) -> None:
        self._files.append(File(kind, *size, len(data), hashlib.sha256(data).hexdigest(), still))
        self._data.append(data)

    def done(self, colour: str) -> Prepared:
        return Prepared(Picture(tuple(self._files), colour), tuple(self._data))


def still(image: Image.Image, max_width: int, *, is_photo: bool) -> Prepared:
    """The files of a picture (RGB or RGBA): JPEG or PNG, and where they are worth it AVIF and WebP at each width."""
    top = _scaled(image, max_width)
    kind, data = _fallback(top, is_photo=is_photo)
    files = _Files()
    files.add(kind, top.size, data)
    if len(data) < SMALL:
        return files.done(_mean(top))
    copies = [_scaled(top, width) for width in WIDTHS if width < 0.85 * top.width] + [top]
    for each, further in (_for_photo if kind == "JPEG" else _for_graphic)(copies, len(data)):
        for copy, encoded in further:
            files.add(each, copy.size, encoded)
    return files.done(_mean(top))


Further = list[tuple[str, list[tuple[Image.Image, bytes]]]]
"""Kinds, the best first, each with copies and what they were encoded to."""


def _for_photo(copies: list[Image.Image], size: int) -> Further:
    """AVIF and WebP at each width, each only if it is smaller than the JPEG, which has ``size`` bytes."""
    kinds = [kind for kind in ("AVIF", "WEBP") if _holds(kind, copies[-1])]
    found = [(kind, [(copy, _encoded(copy, kind, **PHOTO[kind])) for copy in copies]) for kind in kinds]
    return [(kind, encoded) for kind, encoded in found if len(encoded[-1][1]) < size]


def _for_graphic(copies: list[Image.Image], size: int) -> Further:
    """Lossless WebP as wide as the fallback (a narrower copy has more colours, and so more bytes), and AVIF at each
    width where that helps those with narrow screens."""
    found: Further = []
    whole = _encoded(copies[-1], "WEBP", **GRAPHIC["WEBP"]) if _holds("WEBP", copies[-1]) else b""
    if whole and len(whole) < size:
        found.append(("WEBP", [(copies[-1], whole)]))
        size = len(whole)
    if not _holds("AVIF", copies[-1]):
        return found
    encoded = [(copy, _encoded(copy, "AVIF", **GRAPHIC["AVIF"])) for copy in copies]
    if len(encoded[(len(copies) - 1) // 2][1]) < size:
        found.insert(0, ("AVIF", encoded))
    return found


def avatar(image: Image.Image, suffix: str) -> Prepared:
    """The files of a face, cut square about its middle: one of the kind that the member brought, and WebP in both
    sizes, on which pages count; a picture smaller than these is made larger."""
    kind = next((kind for kind in ("JPEG", "PNG") if suffix.lower() in SUFFIXES[kind]), "PNG")
    if kind == "JPEG":
        image = image.convert("RGB")
    side = min(AVATAR_SIZES[0], *image.size)
    own = ImageOps.fit(image, (side, side), Image.Resampling.LANCZOS)
    files = _Files()
    files.add(kind, own.size, _encoded(own, kind, **(PHOTO | GRAPHIC)[kind]))
    for size in AVATAR_SIZES:
        square = ImageOps.fit(image, (size, size), Image.Resampling.LANCZOS)
        files.add("WEBP", square.size, _encoded(square, "WEBP", **PHOTO["WEBP"]))
    return files.done(_mean(own))


def copy(image: Image.Image, kind: str, max_width: int) -> Prepared:
    """One file of the kind it was."""
    top = _scaled(image.convert("RGB") if kind == "JPEG" else image, max_width)
    files = _Files()
    files.add(kind, top.size, _encoded(top, kind, **(GRAPHIC | PHOTO).get(kind, {})))
    return files.done(_mean(top))


def animated(image: Image.Image, max_width: int) -> Prepared:
    """The files of a film: GIF and WebP that move, and its first picture for readers who asked for less motion."""
    frames, durations = [], []
    for frame in ImageSequence.Iterator(image):
        frames.append(_bare(_scaled(frame.convert("RGBA"), min(max_width, FILM_WIDTH))))
        durations.append(max(20, int(frame.info.get("duration", 0)) or 100))  # as browsers do with no or little time
    first = frames[0]
    film = {"save_all": True, "append_images": frames[1:], "duration": durations, "loop": 0}
    files = _Files()
    files.add("GIF", first.size, _encoded(first, "GIF", disposal=2, **film))
    files.add("WEBP", first.size, _encoded(first, "WEBP", quality=70, method=2, **film))
    whole = first if _see_through(first) else first.convert("RGB")
    kind, data = _fallback(whole, is_photo=False)
    files.add(kind, first.size, data, still=True)
    return files.done(_mean(whole))


def _fallback(image: Image.Image, *, is_photo: bool) -> tuple[str, bytes]:
    """JPEG for a photo; else PNG, unless JPEG is smaller and nothing can be seen through the picture."""
    is_jpeg = _holds("JPEG", image) and not _see_through(image)
    photo = _encoded(image.convert("RGB"), "JPEG", **PHOTO["JPEG"]) if is_jpeg else b""
    if photo and (is_photo or len(_encoded(image, "PNG", compress_level=1)) > CLEARLY * len(photo)):
        return "JPEG", photo
    graphic = _encoded(_indexed(image), "PNG", **GRAPHIC["PNG"])
    return ("JPEG", photo) if photo and len(photo) < len(graphic) else ("PNG", graphic)


def _holds(kind: str, image: Image.Image) -> bool:
    return max(image.size) <= LONGEST_SIDE[kind]


def _indexed(image: Image.Image) -> Image.Image:
    """The image with a palette, if it has so few colours that none is lost; else as it is."""
    few = image.getcolors(256)
    if few is None:
        return image
    how = Image.Quantize.FASTOCTREE if image.mode == "RGBA" else Image.Quantize.MEDIANCUT
    indexed = image.quantize(len(few), method=how, dither=Image.Dither.NONE)
    same = ImageChops.difference(indexed.convert(image.mode), image)
    return image if any(high for _, high in same.getextrema()) else indexed  # type: ignore[misc]


def _see_through(image: Image.Image) -> bool:
    if image.mode != "RGBA":
        return False
    histogram = image.getchannel("A").histogram()
    return histogram[255] < image.width * image.height


def _scaled(image: Image.Image, width: int) -> Image.Image:
    """The image, no wider than ``width``."""
    if image.width <= width:
        return image
    size = (width, max(1, round(image.height * width / image.width)))
    return image.resize(size, Image.Resampling.LANCZOS, reducing_gap=3.0)


def _mean(image: Image.Image) -> str:
    """The mean colour as ``#rrggbb``; empty if something can be seen through."""
    if _see_through(image):
        return ""
    red, green, blue = image.convert("RGB").resize((1, 1), Image.Resampling.BOX).getpixel((0, 0))  # type: ignore[misc]
    return f"#{red:02x}{green:02x}{blue:02x}"


def _bare(image: Image.Image) -> Image.Image:
    """The pixels alone: what came along with them (metadata, a profile) is left behind."""
    bare = Image.new(image.mode, image.size)
    if image.mode == "P" and image.palette:
        bare.putpalette(image.getpalette(image.palette.mode) or b"", image.palette.mode)
    bare.paste(image)
    return bare


def _encoded(image: Image.Image, kind: str, **options: Any) -> bytes:
    out = io.BytesIO()
    _bare(image).save(out, kind, **options)
    return out.getvalue()
