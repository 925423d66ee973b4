"""One image file in, one safe image out.

Nothing of the file's bytes is copied: what is published is decoded and encoded again, so neither metadata (where a
photo was taken) nor a payload behind the picture survives. The kind is told by the content, never by the name.
"""

from __future__ import annotations

import hashlib
import io
import warnings
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import PIL
from PIL import Image, ImageOps

FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "AVIF")
"""What Pillow may decode; anything else is refused, however it is named."""

SUFFIXES = {"JPEG": (".jpg", ".jpeg"), "PNG": (".png",), "WEBP": (".webp",), "GIF": (".gif",), "AVIF": (".avif",)}

ENCODING: dict[str, dict[str, Any]] = {
    "JPEG": {"quality": 82, "progressive": True, "optimize": True},
    "PNG": {"optimize": True},
    "WEBP": {"quality": 82, "method": 4},
    "GIF": {"optimize": True},
    "AVIF": {"quality": 65},
}


class ImageRefused(Exception):
    """The file is not a picture we can publish. The message is a plain sentence that says why and what to do."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds on one image: bytes of the file, pixels and frames when decoded, and the width (pixels) it is shown at."""

    max_bytes: int
    max_pixels: int
    max_width: int
    max_frames: int = 300


@dataclass(frozen=True, slots=True)
class Picture:
    """An image as it is published: its bytes, and its width and height in pixels."""

    data: bytes
    width: int
    height: int


def fingerprint(data: bytes, limits: Limits) -> str:
    """Names the outcome of ``prepare`` for these bytes: the same name, the same picture."""
    recipe = f"1 {PIL.__version__} {limits.max_width} {ENCODING}"
    return hashlib.sha256(recipe.encode() + b"\0" + data).hexdigest()


def read(path: Path, limits: Limits) -> bytes:
    """The bytes of an image file. Raises ImageRefused for a file that is too large, or not a plain file."""
    if path.is_symlink() or not path.is_file():
        raise ImageRefused("This is not a plain file. Add the image itself, not a link to it.")
    size = path.stat().st_size
    if size > limits.max_bytes:
        raise ImageRefused(
            f"This image weighs {size / 1e6:.1f} MB; at most {limits.max_bytes / 1e6:.0f} MB are taken. "
            "Export it smaller, or save a photo as JPEG."
        )
    return path.read_bytes()


def prepare(data: bytes, suffix: str, limits: Limits) -> Picture:
    """Decode ``data`` within ``limits``, turn it upright, scale it down if it is too wide, and encode it anew.

    ``suffix`` (``".jpg"``) is the file's; the content must agree with it. An animated image is published as its first
    frame. Raises ImageRefused.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data), formats=FORMATS) as image:
                kind = image.format or ""
                _refuse_by_header(image, kind, suffix, limits)
                upright = ImageOps.exif_transpose(image)
                return _encode(_fit(upright, limits), kind)
    except ImageRefused:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise ImageRefused("This image unpacks to too many pixels. Export it smaller.") from error
    except (OSError, SyntaxError, ValueError, EOFError, MemoryError, ArithmeticError, TypeError) as error:
        raise ImageRefused(
            "This file can't be opened as a picture. Open it in an image editor and export it as PNG or JPEG."
        ) from error


def prepare_or_refuse(data: bytes, suffix: str, limits: Limits) -> Picture | ImageRefused:
    """``prepare``, with the refusal as an answer: for many images at once, where one must not stop the others."""
    try:
        return prepare(data, suffix, limits)
    except ImageRefused as refused:
        return refused


def _refuse_by_header(image: Image.Image, kind: str, suffix: str, limits: Limits) -> None:
    """Refuse what the header alone shows to be wrong, before a pixel is decoded."""
    if suffix.lower() not in SUFFIXES[kind]:
        raise ImageRefused(
            f"This file is named “{suffix}” but holds a {kind} picture. Rename it to end in “{SUFFIXES[kind][0]}”."
        )
    if image.width * image.height > limits.max_pixels:
        raise ImageRefused(
            f"This image is {image.width} × {image.height} pixels; at most {limits.max_pixels:,} in all are taken. "
            "Export it smaller."
        )
    frames = getattr(image, "n_frames", 1)
    if frames > limits.max_frames:
        raise ImageRefused(
            f"This is a film of {frames:,} pictures; at most {limits.max_frames} are taken, and the first is shown. "
            "Save one picture of it."
        )


def _fit(image: Image.Image, limits: Limits) -> Image.Image:
    """The image, no wider than the limit."""
    if image.width <= limits.max_width:
        return image
    if image.mode == "P":
        image = image.convert("RGBA" if "transparency" in image.info else "RGB")
    height = max(1, round(image.height * limits.max_width / image.width))
    return image.resize((limits.max_width, height), Image.Resampling.LANCZOS)


def _encode(image: Image.Image, kind: str) -> Picture:
    """The pixels alone, encoded: a new image is made, so nothing else comes along."""
    if kind == "JPEG" and image.mode not in ("RGB", "L"):
        image = image.convert("RGB")
    bare = Image.new(image.mode, image.size)
    if image.mode == "P" and (palette := image.getpalette(image.palette.mode if image.palette else "RGB")):
        bare.putpalette(palette, image.palette.mode if image.palette else "RGB")
    bare.paste(image)
    options = dict(ENCODING[kind])
    if "transparency" in image.info and image.mode == "P":
        options["transparency"] = image.info["transparency"]
    out = io.BytesIO()
    bare.save(out, kind, **options)
    return Picture(out.getvalue(), *bare.size)
