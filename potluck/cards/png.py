"""A PNG put together of strips: rows that many pictures share are compressed once, and joined as they are.

Each strip is whole blocks of deflate (RFC 1951) that end at a byte and point at nothing outside, so that strips may
follow each other in any order, as a zlib stream of one picture.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Sequence

import msgspec
from PIL import Image

_LARGEST = 65521
"""What sums are taken modulo of, in the check of a zlib stream (RFC 1950)."""
_BEGIN, _END = b"\x78\x9c", b"\x03\x00"
"""How a zlib stream begins, and a last block with nothing in it."""


class Strip(msgspec.Struct, frozen=True):
    """Rows of a picture: compressed, with the check sum and the number of the bytes they were."""

    blocks: bytes
    check: int
    length: int


def strip(image: Image.Image, level: int) -> Strip:
    """All rows of an image of numbers of palette entries (mode L), at a level of zlib's."""
    rows = Image.new("L", (image.width + 1, image.height), 0)  # a row begins with the number of its filter: none
    rows.paste(image, (1, 0))
    data = rows.tobytes()
    deflate = zlib.compressobj(level, wbits=-zlib.MAX_WBITS)
    return Strip(deflate.compress(data) + deflate.flush(zlib.Z_SYNC_FLUSH), zlib.adler32(data), len(data))


def joined(size: tuple[int, int], palette: bytes, strips: Sequence[Strip]) -> bytes:
    """The PNG of ``size`` in pixels that these strips make from top to bottom; the palette is red, green, blue, …"""
    check = 1
    for each in strips:
        low, high, more = check & 0xFFFF, check >> 16, each.check
        high = (high + (more >> 16) + each.length * (low - 1)) % _LARGEST
        check = high << 16 | (low + (more & 0xFFFF) - 1) % _LARGEST
    stream = b"".join((_BEGIN, *(each.blocks for each in strips), _END, check.to_bytes(4, "big")))
    head = struct.pack(">IIBBBBB", *size, 8, 3, 0, 0, 0)  # eight bits that are numbers of a palette, rows in order
    chunks = (b"IHDR", head), (b"PLTE", palette), (b"IDAT", stream), (b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(*each) for each in chunks)


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(data, zlib.crc32(kind)))
