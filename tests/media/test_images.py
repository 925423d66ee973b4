"""What becomes of an image that a member brings."""

from __future__ import annotations

import io
import random
import struct
import zlib
from contextlib import suppress
from pathlib import Path

import pytest
from msgspec.structs import replace
from PIL import Image, ImageChops, ImageCms, ImageDraw, ImageFilter

from potluck.media import Cache, Digests, ImageRefused, Limits, Picture, Prepared, Use
from potluck.media.bounds import fingerprint, read
from potluck.media.images import prepare
from potluck.media.picture import SUFFIXES

LIMITS = Limits(max_bytes=900_000, max_pixels=1_000_000, max_width=640)


def encoded(image: Image.Image, kind: str, **options: object) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def photo(width: int = 900, height: int = 600) -> Image.Image:
    """Something with as much to it as a photo: soft light, things with edges, and the grain of a camera."""
    random_ = random.Random(7)
    light = Image.frombytes("RGB", (9, 6), random_.randbytes(9 * 6 * 3)).resize(
        (width, height), Image.Resampling.BICUBIC
    )
    pen = ImageDraw.Draw(light)
    for _ in range(150):
        x, y, size = random_.randrange(width), random_.randrange(height), random_.randrange(5, 90)
        pen.ellipse((x, y, x + size, y + size // 2), fill=tuple(random_.randbytes(3)))
    grain = Image.frombytes("L", (width, height), random_.randbytes(width * height)).point(lambda value: value // 16)
    return ImageChops.add(light.filter(ImageFilter.GaussianBlur(1)), Image.merge("RGB", (grain,) * 3))


def drawing(width: int = 600, height: int = 400) -> Image.Image:
    image = Image.new("RGB", (width, height), "#fdf8ee")
    pen = ImageDraw.Draw(image)
    for number in range(40):
        pen.rectangle((number * 14, height - number * 9, number * 14 + 9, height), fill="#b4472d", outline="#222222")
        pen.text((number * 12, number * 9), f"dish {number}", fill="#222222")
    return image


def opened(prepared: Prepared, number: int = 0) -> Image.Image:
    return Image.open(io.BytesIO(prepared.data[number]))


def kinds(prepared: Prepared) -> list[tuple[str, int]]:
    return [(file.kind, file.width) for file in prepared.picture.files]


def test_a_photo_comes_as_jpeg_and_smaller_as_avif_and_webp_at_each_width() -> None:
    prepared = prepare(encoded(photo(), "JPEG"), ".jpg", replace(LIMITS, max_width=800))
    assert kinds(prepared) == [("JPEG", 800), ("AVIF", 656), ("AVIF", 800), ("WEBP", 656), ("WEBP", 800)]
    for number, file in enumerate(prepared.picture.files):
        shown = opened(prepared, number)
        assert (shown.format, shown.size, file.size) == (
            file.kind,
            (file.width, file.height),
            len(prepared.data[number]),
        )
    jpeg, avif, webp = (len(prepared.data[number]) for number in (0, 2, 4))
    assert max(avif, webp) < 0.7 * jpeg


def test_a_photo_saved_as_png_becomes_a_jpeg_and_a_drawing_stays_sharp() -> None:
    assert prepare(encoded(photo(), "PNG"), ".png", LIMITS).picture.fallback.kind == "JPEG"
    whole = drawing()
    prepared = prepare(encoded(whole, "PNG"), ".png", LIMITS)
    assert prepared.picture.fallback.kind == "PNG"
    assert opened(prepared).convert("RGB").tobytes() == whole.tobytes()
    sharp = [number for number, file in enumerate(prepared.picture.files) if file.kind == "WEBP"]
    assert opened(prepared, sharp[0]).convert("RGB").tobytes() == whole.tobytes()


def test_a_small_picture_is_sent_as_it_is() -> None:
    prepared = prepare(encoded(Image.new("RGB", (40, 40), "#b4472d"), "PNG"), ".png", LIMITS)
    assert kinds(prepared) == [("PNG", 40)]
    assert prepared.picture.colour == "#b4472d"


def test_a_photo_loses_where_it_was_taken_and_stands_upright() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # the camera was held on its side
    exif[0x010F] = "A camera"
    exif.get_ifd(0x8825)[1] = "N"
    source = encoded(photo(600, 400), "JPEG", exif=exif, comment=b"A remark", xmp=b"<x:xmpmeta>A place</x:xmpmeta>")
    assert all(word in source for word in (b"A camera", b"A remark", b"A place"))
    prepared = prepare(source, ".jpg", LIMITS)
    for number, data in enumerate(prepared.data):
        shown = opened(prepared, number)
        assert shown.width < shown.height
        assert not shown.getexif()
        assert not {"icc_profile", "xmp", "comment", "exif"} & set(shown.info)
        assert not any(word in data for word in (b"A camera", b"A remark", b"A place"))


@pytest.mark.parametrize("turn", range(1, 9))
def test_however_the_camera_was_held_the_sky_is_above(turn: int) -> None:
    upright = Image.new("RGB", (1600, 1200), "#406020")
    upright.paste((90, 140, 230), (0, 0, 1600, 600))
    back = {2: 0, 3: 3, 4: 1, 5: 5, 6: 2, 7: 6, 8: 4}  # Pillow's transposition that undoes each
    held = upright.transpose(Image.Transpose(back[turn])) if turn in back else upright
    exif = Image.Exif()
    exif[0x0112] = turn
    limits = Limits(max_bytes=900_000, max_pixels=2_000_000, max_width=640)
    shown = opened(prepare(encoded(held, "JPEG", exif=exif), ".jpg", limits))
    assert shown.size == (640, 480)
    assert shown.getpixel((320, 40))[2] > 200
    assert shown.getpixel((320, 440))[2] < 80


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize("damaged", [b"no such thing", b"II*\0", b"II*\0\x08\0\0\0\1\0\x12\1\2\0\4\0\0\0abcd"])
def test_a_picture_whose_metadata_are_damaged_is_shown_as_it_lies(kind: str, damaged: bytes) -> None:
    source = encoded(Image.new("RGB", (40, 20), "#b4472d"), kind, exif=b"Exif\0\0" + damaged)
    assert opened(prepare(source, SUFFIXES[kind][0], LIMITS)).size == (40, 20)


@pytest.mark.parametrize(("height", "kind"), [(17_000, "JPEG"), (17_000, "PNG"), (66_000, "PNG")])
def test_a_screenshot_of_a_whole_long_page_does_without_kinds_that_hold_none_so_long(height: int, kind: str) -> None:
    page = drawing(200, 50).resize((10, height))
    prepared = prepare(encoded(page, kind), SUFFIXES[kind][0], LIMITS)
    assert opened(prepared).size == (10, height)
    assert "WEBP" not in {each for each, _ in kinds(prepared)}


def test_colours_of_another_profile_are_brought_to_srgb() -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    red, blue = (struct.unpack_from(">II", profile, profile.index(tag, 128) + 4) for tag in (b"rXYZ", b"bXYZ"))
    swapped = bytearray(profile)
    swapped[red[0] : red[0] + red[1]] = profile[blue[0] : blue[0] + blue[1]]
    swapped[blue[0] : blue[0] + blue[1]] = profile[red[0] : red[0] + red[1]]
    source = encoded(Image.new("RGB", (60, 60), (230, 20, 20)), "PNG", icc_profile=bytes(swapped))
    shown = opened(prepare(source, ".png", LIMITS)).convert("RGB").getpixel((30, 30))
    assert shown[2] > 200
    assert shown[0] < 60
    broken = encoded(Image.new("RGB", (60, 60), (230, 20, 20)), "PNG", icc_profile=b"not a profile")
    assert opened(prepare(broken, ".png", LIMITS)).convert("RGB").getpixel((30, 30)) == (230, 20, 20)


def test_print_colours_and_sixteen_bits_of_grey_are_shown_as_they_were_meant() -> None:
    shown = opened(prepare(encoded(Image.new("CMYK", (60, 60), (0, 255, 255, 0)), "JPEG"), ".jpg", LIMITS))
    assert shown.getpixel((30, 30))[0] > 200
    grey = Image.new("I;16", (60, 60), 128 * 256)
    assert opened(prepare(encoded(grey, "PNG"), ".png", LIMITS)).convert("L").getpixel((30, 30)) == 128


def test_what_hides_behind_a_picture_is_gone() -> None:
    prepared = prepare(encoded(photo(), "JPEG") + b"PK\x03\x04 an archive", ".jpg", LIMITS)
    assert not any(b"an archive" in data for data in prepared.data)


def test_see_through_parts_stay_see_through_and_get_no_colour_behind_them() -> None:
    image = drawing().convert("RGBA")
    image.paste((0, 0, 0, 0), (0, 0, 300, 400))
    paletted = Image.new("RGBA", (10, 10), (200, 30, 30, 0)).convert("P")
    for source, at in ((encoded(image, "PNG"), (5, 5)), (encoded(paletted, "PNG", transparency=0), (5, 5))):
        prepared = prepare(source, ".png", LIMITS)
        assert prepared.picture.colour == ""
        for number in range(len(prepared.data)):
            assert opened(prepared, number).convert("RGBA").getpixel(at)[3] == 0


def film(frames: int, size: tuple[int, int] = (120, 80), kind: str = "GIF") -> bytes:
    pictures = []
    for number in range(frames):
        picture = Image.new("RGB", size, "#fdf8ee")
        ImageDraw.Draw(picture).rectangle((number * 3, 10, number * 3 + 20, 60), fill="#b4472d")
        pictures.append(picture)
    return encoded(pictures[0], kind, save_all=True, append_images=pictures[1:], duration=80, comment=b"A secret")


@pytest.mark.parametrize(("kind", "suffix"), [("GIF", ".gif"), ("WEBP", ".webp"), ("PNG", ".png")])
def test_a_film_moves_and_has_a_picture_for_those_who_want_it_still(kind: str, suffix: str) -> None:
    prepared = prepare(film(12, kind=kind), suffix, LIMITS)
    assert [(file.kind, file.still) for file in prepared.picture.files[:2]] == [("GIF", False), ("WEBP", False)]
    assert prepared.picture.files[2].still
    assert [getattr(opened(prepared, number), "n_frames", 1) for number in range(3)] == [12, 12, 1]
    assert not any(b"A secret" in data for data in prepared.data)
    moving = opened(prepared)
    moving.seek(5)
    assert moving.info["duration"] == 80


def test_a_film_too_large_to_send_is_shown_as_its_first_picture_and_a_long_one_is_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("potluck.media.images.MOST_FILM_PIXELS", 12 * 120 * 80 - 1)
    large = prepare(film(12), ".gif", LIMITS)
    assert [file.kind for file in large.picture.files if file.kind == "GIF"] == []
    assert getattr(opened(large), "n_frames", 1) == 1
    with pytest.raises(ImageRefused, match="film of 21 pictures"):
        prepare(film(21), ".gif", Limits(200_000, 1_000_000, 320, max_frames=20))


def test_a_face_is_cut_square_in_two_sizes() -> None:
    prepared = prepare(encoded(photo(), "JPEG"), ".jpg", LIMITS, Use.AVATAR)
    sizes = [(file.kind, file.width, file.height) for file in prepared.picture.files]
    assert sizes == [("JPEG", 320, 320), ("WEBP", 320, 320), ("WEBP", 160, 160)]


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
        (encoded(Image.new("L", (1200, 900)), "PNG"), ".png", "1200 × 900 pixels"),
        (encoded(drawing(), "PNG"), ".jpg", "Rename it to end in “.png”"),
        (encoded(photo(), "JPEG")[:400], ".jpg", "can't be opened as a picture"),
        (encoded(drawing(9, 9), "AVIF").replace(b"pitm", b"none"), ".avif", "can't be opened as a picture"),
    ],
    ids=["html", "postscript", "empty", "bomb", "too large", "wrong name", "cut short", "nothing in it"],
)
def test_what_is_no_picture_is_refused_with_a_reason(data: bytes, suffix: str, says: str) -> None:
    with pytest.raises(ImageRefused, match=says):
        prepare(data, suffix, LIMITS)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "GIF", "WEBP", "AVIF"])
def test_whatever_a_decoder_says_of_damaged_bytes_is_an_answer(kind: str) -> None:
    whole = encoded(photo(90, 60), kind)
    damage = random.Random(7)
    for cut in range(0, len(whole), len(whole) // 12):
        changed = bytearray(whole)
        for _ in range(4):
            changed[damage.randrange(len(changed))] = damage.randrange(256)
        for data in (bytes(changed), whole[:cut], whole[:cut] + bytes(len(whole) - cut)):
            with suppress(ImageRefused):
                assert prepare(data, SUFFIXES[kind][0], LIMITS, Use.COPY).data


def test_a_phones_photo_with_more_pictures_behind_it_is_a_photo() -> None:
    several = encoded(photo(), "MPO", save_all=True, append_images=[photo()])
    assert Image.open(io.BytesIO(several)).format == "MPO"
    one = prepare(encoded(photo(), "JPEG"), ".jpg", LIMITS)
    assert kinds(prepare(several, ".jpg", LIMITS)) == kinds(one)
    assert len(prepare(several, ".jpg", LIMITS, Use.COPY).data[0]) < len(several)


def test_a_link_and_a_heavy_file_are_refused(tmp_path: Path) -> None:
    secret = tmp_path / "secret.png"
    secret.write_bytes(encoded(drawing(), "PNG"))
    link = tmp_path / "link.png"
    link.symlink_to(secret)
    with pytest.raises(ImageRefused, match="not a plain file"):
        read(link, LIMITS)
    heavy = tmp_path / "heavy.png"
    heavy.write_bytes(b"\0" * 900_001)
    with pytest.raises(ImageRefused, match=r"0\.9 MB"):
        read(heavy, LIMITS)


def small() -> Prepared:
    return prepare(encoded(Image.new("RGB", (4, 3), "#b4472d"), "PNG"), ".png", LIMITS)


def test_a_kept_picture_is_found_again_wherever_its_folder_went(tmp_path: Path) -> None:
    cache, prepared = Cache(tmp_path / "before"), small()
    name = fingerprint("5ea1", LIMITS)
    assert cache.get(name) is None
    cache.put(name, prepared)
    (tmp_path / "before").rename(tmp_path / "after")
    moved = Cache(tmp_path / "after")
    assert moved.get(name) == prepared.picture
    assert moved.data(name, 0) == prepared.data[0]
    assert isinstance(moved.get(name), Picture)


def test_a_spoilt_entry_is_not_believed(tmp_path: Path) -> None:
    cache, prepared = Cache(tmp_path), small()
    name = fingerprint("5ea1", LIMITS)
    cache.put(name, prepared)
    entry = next(file for file in tmp_path.rglob("*") if file.is_file())
    whole = entry.read_bytes()
    entry.write_bytes(whole[:-1] + b"!")
    assert cache.data(name, 0) is None
    for foreign in (whole[:-1], whole[:40], b"short", b"", b"\0" * 4096):
        entry.write_bytes(foreign)
        assert cache.get(name) is None
        assert cache.data(name, 0) is None


def test_an_entry_that_is_called_like_another_is_not_believed(tmp_path: Path) -> None:
    cache, name, other = Cache(tmp_path), fingerprint("5ea1", LIMITS), fingerprint("0f1e", LIMITS)
    for each in (name, other):
        cache.put(each, small())
    (tmp_path / name[:2] / name).replace(tmp_path / other[:2] / other)
    assert cache.get(other) is None
    assert cache.data(other, 0) is None


def test_a_full_disk_costs_nothing_but_the_next_builds_time(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file where the folder should be")
    cache, prepared = Cache(tmp_path / "taken"), small()
    cache.put("00name", prepared)
    assert cache.get("00name") == prepared.picture
    assert cache.data("00name", 0) == prepared.data[0]


def test_other_limits_and_another_use_make_another_fingerprint() -> None:
    wider = Limits(LIMITS.max_bytes, LIMITS.max_pixels, LIMITS.max_width * 2)
    names = {fingerprint("5ea1", LIMITS), fingerprint("5ea1", wider), fingerprint("5ea1", LIMITS, Use.AVATAR)}
    assert len(names) == 3


def test_a_file_is_known_again_until_it_changes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    photo_file, kept = tmp_path / "photo.jpg", tmp_path / "cache" / "digests.json"
    photo_file.write_bytes(b"one")
    monkeypatch.setattr("potluck.media.digests.SETTLED", float("inf"))
    young = Digests(kept)
    young.put(photo_file, "digest")
    young.save()
    assert Digests(kept).get(photo_file) is None  # it was written just now: another change could hide behind that
    monkeypatch.setattr("potluck.media.digests.SETTLED", -1)
    settled = Digests(kept)
    settled.put(photo_file, "digest")
    settled.save()
    assert Digests(kept).get(photo_file) == "digest"
    photo_file.write_bytes(b"another")
    assert Digests(kept).get(photo_file) is None
    kept.write_bytes(b"[1, {")
    assert Digests(kept).get(photo_file) is None


def test_a_digest_that_was_spoilt_is_not_believed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("potluck.media.digests.SETTLED", -1)
    photo_file, kept = tmp_path / "photo.jpg", tmp_path / "cache" / "digests.json"
    photo_file.write_bytes(b"one")
    digests = Digests(kept)
    digests.put(photo_file, "d1d2d3")
    digests.save()
    kept.write_bytes(kept.read_bytes().replace(b"d1d2d3", b"d1d2d7"))
    assert Digests(kept).get(photo_file) is None


@pytest.mark.parametrize(("kind", "suffix"), [("JPEG", ".jpg"), ("PNG", ".png"), ("WEBP", ".webp"), ("GIF", ".gif")])
def test_a_copy_is_one_file_of_the_same_kind(kind: str, suffix: str) -> None:
    prepared = prepare(encoded(photo(), kind), suffix, LIMITS, Use.COPY)
    assert kinds(prepared) == [(kind, 640)]
    assert opened(prepared).format == kind
