"""One image file in, safe images out.

Nothing of the file's bytes is copied: what is published is decoded and encoded again, so neither metadata (where a
photo was taken) nor a payload behind the picture survives. The kind is told by the content, never by the name. Which
files are made of the pixels is ``encoding``'s business.
"""

from __future__ import annotations

import io
import warnings
from contextlib import suppress

from PIL import Image, ImageOps

from potluck.media.bounds import MOST_FILM_PIXELS
from potluck.media.encoding import animated, avatar, copy, still
from potluck.media.picture import SUFFIXES, ImageRefused, Limits, Prepared, Use

FORMATS = tuple(SUFFIXES)
"""What Pillow may decode; anything else is refused, however it is named."""
OF_PHONES = "MPO"
"""What Pillow calls a JPEG with further pictures behind the photo, such as its depth; they are left out."""


def prepare(data: bytes, suffix: str, limits: Limits, use: Use = Use.SHOWN) -> Prepared:
    """Decode ``data`` within ``limits``, turn it upright, bring its colours to sRGB, and encode it anew.

    ``suffix`` (``".jpg"``) is the file's; the content must agree with it. Raises ImageRefused.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data), formats=FORMATS) as image:
                kind = "JPEG" if image.format == OF_PHONES else image.format or ""
                _refuse_by_header(image, kind, suffix, limits)
                if use is Use.AVATAR:
                    return avatar(_standard(image, kind, limits.max_width), suffix)
                if use is Use.COPY:
                    return copy(_standard(image, kind, limits.max_width), kind, limits.max_width)
                if kind != "JPEG" and _moves(image, limits):
                    return animated(image, limits.max_width)
                return still(_standard(image, kind, limits.max_width), limits.max_width, is_photo=kind == "JPEG")
    except ImageRefused:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise ImageRefused("This image unpacks to too many pixels. Export it smaller.") from error
    except Exception as error:  # whatever a decoder raises at odd bytes, and AVIF's raises what no other does
        raise ImageRefused(
            "This file can't be opened as a picture. Open it in an image editor and export it as PNG or JPEG."
        ) from error


def prepare_or_refuse(data: bytes, suffix: str, limits: Limits, use: Use = Use.SHOWN) -> Prepared | ImageRefused:
    """``prepare``, with the refusal as an answer: for many images at once, where one must not stop the others."""
    try:
        return prepare(data, suffix, limits, use)
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
    frames = getattr(image, "n_frames", 1) if kind != "JPEG" else 1
    if frames > limits.max_frames:
        raise ImageRefused(
            f"This is a film of {frames:,} pictures; at most {limits.max_frames} are taken. "
            "Save one picture of it, or a shorter part."
        )


def _moves(image: Image.Image, limits: Limits) -> bool:
    """Whether the image is a film that is small enough to be shown as one; of a larger one the first picture is."""
    frames = getattr(image, "n_frames", 1)
    scale = min(1.0, limits.max_width / image.width)
    return frames > 1 and frames * image.width * image.height * scale**2 <= MOST_FILM_PIXELS


def _standard(image: Image.Image, kind: str, width: int) -> Image.Image:
    """The pixels: upright, in sRGB, as RGB or RGBA, and not much wider than ``width``, for speed."""
    orientation = _orientation(image)
    if kind == "JPEG":  # the decoder itself can leave out pixels that nobody will see
        turned = orientation > 4
        longest = (width, image.height * width // image.width)
        image.draft(None, (longest[0] * image.width // image.height, width) if turned else longest)
    profile = image.info.get("icc_profile")
    upright = ImageOps.exif_transpose(image) if orientation > 1 else image
    if upright.mode in ("I;16", "I;16L", "I;16B", "I"):  # 16 bits of grey, which ``convert`` would cut off
        upright = upright.convert("I").point(lambda value: value / 256).convert("L")
    if profile and (converted := _in_srgb(upright, profile)):
        return converted
    see_through = "A" in upright.getbands() or "transparency" in upright.info
    return upright.convert("RGBA" if see_through else "RGB")


def _orientation(image: Image.Image) -> int:
    """How the camera was held, from 1 to 8; 1, upright, also where what says so is damaged: browsers pass over that."""
    with suppress(Exception):  # whatever reading odd bytes raises
        told = image.getexif().get(0x0112, 1)
        return told if told in range(1, 9) else 1
    return 1


def _in_srgb(image: Image.Image, profile: bytes) -> Image.Image | None:
    """The image with its colours brought from ``profile`` to sRGB; None where the profile doesn't fit or is broken."""
    from PIL import ImageCms  # most builds make no image

    see_through = image.getchannel("A") if image.mode in ("RGBA", "LA") else None
    if image.mode == "P":
        image = image.convert("RGBA" if "transparency" in image.info else "RGB")
    if image.mode == "RGBA":
        see_through, image = image.getchannel("A"), image.convert("RGB")
    with suppress(ImageCms.PyCMSError, OSError, ValueError):
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        converted = ImageCms.profileToProfile(image, source, ImageCms.createProfile("sRGB"), outputMode="RGB")
        if converted is not None and see_through is not None:
            converted.putalpha(see_through)
        return converted
    return None
