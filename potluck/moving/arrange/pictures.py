"""Pictures on their way: which file each post shows, what it is called beside the post, and in what shape it comes.

A picture that several posts show goes to `content/images/` once. Kinds that browsers don't show, and pictures larger
than the site takes, are turned into ones it takes; what can't be is left out and reported.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import io
import posixpath
import re
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from PIL import Image, ImageOps

from potluck.content.names import IMAGE_SUFFIXES, portable_name
from potluck.media.images import OF_PHONES
from potluck.moving.tree import CannotRead, read_plainly
from potluck.settings import Settings

CONVERTIBLE = frozenset((".bmp", ".tif", ".tiff", ".ico", ".jfif", ".jpe", ".pjpeg", ".heic", ".tga", ".ppm"))
SHARED_BY = 4
"""From this many posts on, a picture lies in `content/images/` once and not beside each."""
MAX_READ = 200_000_000
DATA = re.compile(r"data:image/(png|jpe?g|gif|webp)(?:;[\w=-]+)*;base64,([A-Za-z0-9+/=\s]+)\Z")
READ = ("PNG", "JPEG", "GIF", "WEBP", "AVIF", "BMP", "TIFF", "ICO", "TGA", "PPM")
"""What is decoded, however a file is called: among what else Pillow knows is PostScript, which is a program."""
SHAPES = {"PNG": ".png", "JPEG": ".jpg", "GIF": ".gif", "WEBP": ".webp", "AVIF": ".avif"}


def is_picture(name: str) -> bool:
    """Whether a file can be shown as a picture here, as it is or turned into one that can."""
    return PurePosixPath(name).suffix.lower() in IMAGE_SUFFIXES | CONVERTIBLE


@dataclass
class Pictures:
    """Which pictures go where. `uses` counts the entries that show each file."""

    settings: Settings
    files: dict[str, Path]
    uses: Counter[str] = field(default_factory=Counter)
    placed: dict[str, tuple[str, bytes | None]] = field(default_factory=dict)
    """Path below the content folder to the source's file, and its new bytes where those differ."""
    refused: dict[str, str] = field(default_factory=dict)
    _taken: set[str] = field(default_factory=set)
    _names: dict[tuple[str, str], str] = field(default_factory=dict)
    _ready: dict[str, tuple[str, bytes | None] | None] = field(default_factory=dict)

    def usable(self, name: str) -> bool:
        """Whether a file is a picture that can be shown; `refused` says why one is not."""
        return self._prepared(name) is not None

    def is_shared(self, name: str) -> bool:
        """Whether so many entries show it that it lies in `content/images/`."""
        return self.uses[name] >= SHARED_BY

    def place(self, name: str, folder: str) -> str | None:
        """Put a picture into a folder below the content folder; answers its path there."""
        ready = self._prepared(name)
        if ready is None:
            return None
        suffix, new = ready
        key = (folder, name)
        if key not in self._names:
            stem = PurePosixPath(posixpath.basename(name)).stem
            plain = portable_name(f"{stem}{suffix}")
            self._names[key] = self._free(folder, plain or f"picture{suffix}")
            self.placed[self._names[key]] = (name, new)
        return self._names[key]

    def from_data(self, url: str) -> str | None:
        """Make a file of a picture that stands in the text itself; answers a name for it, as of a source's file."""
        found = DATA.match(url)
        if not found or len(url) > self.settings.max_image_bytes * 2:
            return None
        try:
            data = base64.b64decode(re.sub(r"\s", "", found[2]))
            name = f"data/picture-{hashlib.sha256(data).hexdigest()[:8]}.{found[1].replace('jpeg', 'jpg')}"
            self._ready.setdefault(name, _shaped(data, PurePosixPath(name).suffix, self.settings))
        except (binascii.Error, ValueError, CannotRead):
            return None
        if (ready := self._ready[name]) is not None and ready[1] is None:
            self._ready[name] = (ready[0], data)
        return name if self._ready[name] is not None else None

    def _free(self, folder: str, name: str) -> str:
        stem, dot, suffix = name.rpartition(".")
        candidate, number = f"{folder}/{name}", 1
        while candidate.lower() in self._taken:
            number += 1
            candidate = f"{folder}/{stem}-{number}{dot}{suffix}"
        self._taken.add(candidate.lower())
        return candidate

    def _prepared(self, name: str) -> tuple[str, bytes | None] | None:
        """Suffix and new bytes (none: as they are) of a picture; none when it can't be shown here."""
        if name not in self._ready:
            self._ready[name] = None
            suffix = PurePosixPath(name).suffix.lower()
            if suffix not in IMAGE_SUFFIXES | CONVERTIBLE:
                self.refused[name] = f"A site takes no {suffix or 'such'} files beside a post."
                return None
            try:
                data = read_plainly(self.files[name], MAX_READ)
                self._ready[name] = _shaped(data, suffix, self.settings)
            except CannotRead as reason:
                self.refused[name] = str(reason)
            else:
                if self._ready[name] is None:
                    self.refused[name] = "It is no picture that can be read."
        return self._ready[name]


def _shaped(data: bytes, suffix: str, settings: Settings) -> tuple[str, bytes | None] | None:
    """A picture within the site's bounds: its suffix, and new bytes where the old ones don't do.

    Raises CannotRead for a film that is too long to be one here.
    """
    try:
        with Image.open(io.BytesIO(data), formats=READ) as image:
            kind = "JPEG" if image.format == OF_PHONES else image.format or ""
            pixels = image.width * image.height
            if pixels > 20 * settings.max_image_pixels:
                return None
            if kind != "JPEG" and (frames := getattr(image, "n_frames", 1)) > settings.max_image_frames:
                raise CannotRead(f"It is a film of {frames:,} pictures; at most {settings.max_image_frames} are taken.")
            right = SHAPES.get(kind)
            fits = len(data) <= settings.max_image_bytes and pixels <= settings.max_image_pixels
            if right and fits:
                same = right == suffix or (kind == "JPEG" and suffix in (".jpg", ".jpeg"))
                return (suffix if same else right), None
            return _smaller(image, settings)
    except CannotRead:
        raise
    except Exception:  # whatever a decoder raises: it is no picture that can be read
        return None


def _smaller(image: Image.Image, settings: Settings) -> tuple[str, bytes]:
    upright = ImageOps.exif_transpose(image) or image
    upright.thumbnail((settings.max_image_width * 2, settings.max_image_width * 4))
    out = io.BytesIO()
    if upright.mode in ("RGB", "L", "CMYK", "YCbCr"):
        upright.convert("RGB").save(out, "JPEG", quality=90)
        return ".jpg", out.getvalue()
    upright.convert("RGBA").save(out, "PNG")
    return ".png", out.getvalue()
