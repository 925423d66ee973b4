"""What becomes of one image file: the files that readers may get of it, and what a page must know to show them."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from potluck.settings import Settings

import msgspec


class Use(StrEnum):
    """What an image is for, which decides its sizes."""

    SHOWN = "shown"
    """In a text: as wide as the column, at several widths."""
    AVATAR = "avatar"
    """A person's face: square, at the two sizes a plate has."""
    COPY = "copy"
    """One file of the same kind, for those who want the picture itself made safe."""


class ImageRefused(Exception):
    """The file is not a picture we can publish. The message is a plain sentence that says why and what to do."""


class Limits(msgspec.Struct, frozen=True):
    """Bounds on one image: bytes of the file, pixels and frames when decoded, and the width (pixels) it is shown at."""

    max_bytes: int
    max_pixels: int
    max_width: int
    max_frames: int = 300

    @classmethod
    def of(cls, settings: Settings) -> Limits:
        return cls(
            max_bytes=settings.max_image_bytes,
            max_pixels=settings.max_image_pixels,
            max_width=settings.max_image_width,
            max_frames=settings.max_image_frames,
        )


class File(msgspec.Struct, frozen=True):
    """One encoding of an image. ``still`` marks the picture that stands in for a film where motion is not wanted."""

    kind: str
    """As Pillow names it: ``"JPEG"``, ``"PNG"``, ``"GIF"``, ``"WEBP"`` or ``"AVIF"``."""
    width: int
    height: int
    size: int
    """In bytes."""
    sha256: str
    still: bool = False

    @property
    def suffix(self) -> str:
        return SUFFIXES[self.kind][0]

    @property
    def media_type(self) -> str:
        return f"image/{self.kind.lower()}"


class Picture(msgspec.Struct, frozen=True):
    """An image as it is published. ``files`` begins with the one that every reader's program understands.

    ``colour`` is the mean of its pixels as ``#rrggbb``, to stand there until it has loaded; empty for a picture that
    one can see through.
    """

    files: tuple[File, ...]
    colour: str = ""

    @property
    def fallback(self) -> File:
        return self.files[0]

    @property
    def width(self) -> int:
        return self.fallback.width

    @property
    def height(self) -> int:
        return self.fallback.height


class Prepared(msgspec.Struct, frozen=True):
    """A picture with the bytes of its files, in their order."""

    picture: Picture
    data: tuple[bytes, ...]


SUFFIXES = {"JPEG": (".jpg", ".jpeg"), "PNG": (".png",), "WEBP": (".webp",), "GIF": (".gif",), "AVIF": (".avif",)}
"""The kinds of image we take, and what their files are called."""
