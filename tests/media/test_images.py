"""What becomes of an image that a member brings."""

from __future__ import annotations

import io
import struct
import zlib
from pathlib import Path

import pytest
from PIL import Image

from potluck.media import Cache, ImageRefused, Limits, Picture, prepare
from potluck.media.images import fingerprint, read

LIMITS = Limits(max_bytes=200_000, max_pixels=1_000_000, max_width=320)


def encoded(image: Image.Image, kind: str, **options: object) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def photo(width: int = 400, height: int = 300) -> Image.Image:
    return Image.linear_gradient("L").resize((width, height)).convert("RGB")


@pytest.mark.parametrize(("kind", "suffix"), [("JPEG", ".jpg"), ("PNG", ".png"), ("WEBP", ".webp"), ("GIF", ".gif")])
def test_an_image_comes_out_as_the_same_kind_no_wider_than_the_limit(kind: str, suffix: str) -> None:
    picture = prepare(encoded(photo(), kind), suffix, LIMITS)
    shown = Image.open(io.BytesIO(picture.data))
    assert (shown.format, shown.size) == (kind, (320, 240))
    assert (picture.width, picture.height) == (320, 240)


def test_a_photo_loses_where_it_was_taken_and_stands_upright() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # the camera was held on its side
    exif[0x010F] = "A camera"
    exif.get_ifd(0x8825)[1] = "N"
    picture = prepare(encoded(photo(200, 100), "JPEG", exif=exif), ".jpg", LIMITS)
    shown = Image.open(io.BytesIO(picture.data))
    assert shown.size == (100, 200)
    assert not shown.getexif()
    assert b"A camera" not in picture.data


def test_what_hides_behind_a_picture_is_gone() -> None:
    picture = prepare(encoded(photo(), "JPEG") + b"PK\x03\x04 an archive", ".jpg", LIMITS)
    assert b"an archive" not in picture.data


def test_see_through_parts_stay_see_through() -> None:
    image = Image.new("RGBA", (10, 10), (200, 30, 30, 0))
    shown = Image.open(io.BytesIO(prepare(encoded(image, "PNG"), ".png", LIMITS).data))
    assert shown.convert("RGBA").getpixel((5, 5))[3] == 0
    paletted = image.convert("P")
    paletted.info["transparency"] = 0
    shown = Image.open(io.BytesIO(prepare(encoded(paletted, "PNG", transparency=0), ".png", LIMITS).data))
    assert shown.convert("RGBA").getpixel((5, 5))[3] == 0


def huge_png(width: int, height: int) -> bytes:
    """A small file that says it is a picture as large as that."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    ("data", "suffix", "says"),
    [
        (b"<script>alert(1)</script>", ".png", "can't be opened as a picture"),
        (b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n", ".png", "can't be opened as a picture"),
        (b"", ".jpg", "can't be opened as a picture"),
        (huge_png(100_000, 100_000), ".png", "pixels"),
        (encoded(photo(1200, 900), "PNG"), ".png", "1200 × 900 pixels"),
        (encoded(photo(), "PNG"), ".jpg", "Rename it to end in “.png”"),
        (encoded(photo(), "JPEG")[:400], ".jpg", "can't be opened as a picture"),
    ],
    ids=["html", "postscript", "empty", "bomb", "too large", "wrong name", "cut short"],
)
def test_what_is_no_picture_is_refused_with_a_reason(data: bytes, suffix: str, says: str) -> None:
    with pytest.raises(ImageRefused, match=says):
        prepare(data, suffix, LIMITS)


def test_a_film_is_shown_as_its_first_picture_and_a_long_one_is_refused() -> None:
    def film(frames: int) -> bytes:
        pictures = [Image.new("L", (4, 4), shade) for shade in range(frames)]
        return encoded(pictures[0], "GIF", save_all=True, append_images=pictures[1:], optimize=False)

    limits = Limits(max_bytes=200_000, max_pixels=1_000, max_width=320, max_frames=20)
    assert Image.open(io.BytesIO(prepare(film(20), ".gif", limits).data)).n_frames == 1
    with pytest.raises(ImageRefused, match="film of 21 pictures"):
        prepare(film(21), ".gif", limits)


def test_a_link_and_a_heavy_file_are_refused(tmp_path: Path) -> None:
    secret = tmp_path / "secret.png"
    secret.write_bytes(encoded(photo(), "PNG"))
    link = tmp_path / "link.png"
    link.symlink_to(secret)
    with pytest.raises(ImageRefused, match="not a plain file"):
        read(link, LIMITS)
    heavy = tmp_path / "heavy.png"
    heavy.write_bytes(b"\0" * 200_001)
    with pytest.raises(ImageRefused, match=r"0\.2 MB"):
        read(heavy, LIMITS)


def test_a_kept_picture_is_found_again_and_a_spoilt_one_is_not_believed(tmp_path: Path) -> None:
    cache, picture = Cache(tmp_path), Picture(b"pixels", 3, 2)
    name = fingerprint(b"photo", LIMITS)
    assert cache.get(name) is None
    cache.put(name, picture)
    assert cache.get(name) == picture
    entry = next(file for file in tmp_path.rglob("*") if file.is_file())
    entry.write_bytes(entry.read_bytes()[:-1] + b"!")
    assert cache.get(name) is None
    entry.write_bytes(b"short")
    assert cache.get(name) is None


def test_other_limits_make_another_fingerprint() -> None:
    wider = Limits(LIMITS.max_bytes, LIMITS.max_pixels, LIMITS.max_width * 2)
    assert fingerprint(b"photo", LIMITS) != fingerprint(b"photo", wider)
