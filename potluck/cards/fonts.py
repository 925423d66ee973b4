"""The fonts of cards: which one has the letters of which script, and where its file is.

They come with packages that this project depends on, and never from the machine: a card looks the same everywhere.
Roboto Slab is the site's own display face; what it lacks is Noto Sans, the bold that it calls for.
"""

from __future__ import annotations

from bisect import bisect_right
from functools import lru_cache
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

from PIL import ImageFont

PACKAGES = ("fontpkg-roboto-slab", "manimgx-fonts", "manimgx-fonts-cjk")
SLAB, NOTO, CJK, EMOJI, SYMBOLS = "slab", "NotoSans", "cjk", "NotoEmoji", "NotoSansSymbols"
FACES_OF_CJK = {"ja": 0, "ko": 1, "zh-hans": 2, "zh-cn": 2, "zh-sg": 2, "zh": 2, "zh-hant": 3, "zh-tw": 3, "zh-hk": 4}
"""The same character is drawn in ways of its own in each of these languages; the number is the face in the file."""

_BLOCKS: tuple[tuple[int, int, str], ...] = (
    (0x0000, 0x017F, SLAB),
    (0x0386, 0x03CE, SLAB),
    (0x0400, 0x045F, SLAB),
    (0x0530, 0x058F, "NotoSansArmenian"),
    (0x0590, 0x05FF, "NotoSansHebrew"),
    (0x0600, 0x06FF, "NotoSansArabic"),
    (0x0750, 0x077F, "NotoSansArabic"),
    (0x0870, 0x08FF, "NotoSansArabic"),
    (0x0900, 0x097F, "NotoSansDevanagari"),
    (0x0980, 0x09FF, "NotoSansBengali"),
    (0x0A00, 0x0A7F, "NotoSansGurmukhi"),
    (0x0A80, 0x0AFF, "NotoSansGujarati"),
    (0x0B00, 0x0B7F, "NotoSansOriya"),
    (0x0B80, 0x0BFF, "NotoSansTamil"),
    (0x0C00, 0x0C7F, "NotoSansTelugu"),
    (0x0C80, 0x0CFF, "NotoSansKannada"),
    (0x0D00, 0x0D7F, "NotoSansMalayalam"),
    (0x0D80, 0x0DFF, "NotoSansSinhala"),
    (0x0E00, 0x0E7F, "NotoSansThai"),
    (0x0E80, 0x0EFF, "NotoSansLao"),
    (0x1000, 0x109F, "NotoSansMyanmar"),
    (0x10A0, 0x10FF, "NotoSansGeorgian"),
    (0x1100, 0x11FF, CJK),
    (0x1200, 0x139F, "NotoSansEthiopic"),
    (0x1780, 0x17FF, "NotoSansKhmer"),
    (0x19E0, 0x19FF, "NotoSansKhmer"),
    (0x1C90, 0x1CBF, "NotoSansGeorgian"),
    (0x1EA0, 0x1EF9, SLAB),
    (0x2013, 0x2026, SLAB),
    (0x2190, 0x25FF, SYMBOLS),
    (0x2600, 0x27BF, EMOJI),
    (0x2D00, 0x2D2F, "NotoSansGeorgian"),
    (0x2D80, 0x2DDF, "NotoSansEthiopic"),
    (0x2E80, 0x9FFF, CJK),
    (0xA960, 0xA97F, CJK),
    (0xAA60, 0xAA7F, "NotoSansMyanmar"),
    (0xAB00, 0xAB2F, "NotoSansEthiopic"),
    (0xAC00, 0xD7FF, CJK),
    (0xF900, 0xFAFF, CJK),
    (0xFB13, 0xFB17, "NotoSansArmenian"),
    (0xFB1D, 0xFB4F, "NotoSansHebrew"),
    (0xFB50, 0xFDFF, "NotoSansArabic"),
    (0xFE30, 0xFE4F, CJK),
    (0xFE70, 0xFEFC, "NotoSansArabic"),
    (0xFF00, 0xFFEF, CJK),
    (0x1F000, 0x1FAFF, EMOJI),
    (0x20000, 0x3FFFF, CJK),
)
_STARTS = [first for first, _, _ in _BLOCKS]


@lru_cache(maxsize=4096)
def font_of(character: str) -> str:
    """The name of the font that has a character; Noto Sans for all that no block names."""
    found = bisect_right(_STARTS, ord(character)) - 1
    _, last, name = _BLOCKS[found]
    return name if ord(character) <= last else NOTO


def cjk_face(lang: str, text: str) -> int:
    """The face for Chinese, Japanese and Korean: by the language, else by the letters only one of them has."""
    tag = lang.lower()
    for key in (tag, "-".join(tag.split("-")[:2]), tag.split("-")[0]):
        if key in FACES_OF_CJK:
            return FACES_OF_CJK[key]
    if any("\u3040" <= each <= "\u30ff" for each in text):
        return FACES_OF_CJK["ja"]
    return FACES_OF_CJK["ko" if any("\uac00" <= each <= "\ud7af" for each in text) else "zh"]


@lru_cache(maxsize=64)
def load(name: str, size: int, face: int, bold: bool) -> ImageFont.FreeTypeFont:
    """A font at a size in pixels; one object for each, since opening takes longer than setting a line."""
    font = ImageFont.truetype(_file(name), size, index=face, layout_engine=ImageFont.Layout.RAQM)
    font.set_variation_by_axes([700 if bold else 400])
    return font


def _file(name: str) -> str:
    if name == SLAB:
        return str(_folder("fontpkg_roboto_slab") / "files/RobotoSlab[wght].ttf")
    if name == CJK:
        return str(_folder("manimgx_fonts_cjk") / "NotoSansCJK-VF.otf.ttc")
    return str(_folder("manimgx_fonts") / f"{name}[wght].ttf")


@lru_cache(maxsize=8)
def _folder(package: str) -> Path:
    """Where a package of fonts lies; it is never imported."""
    spec = find_spec(package)
    assert spec is not None and spec.origin is not None, package
    return Path(spec.origin).parent


@lru_cache(maxsize=1)
def versions() -> str:
    """Which fonts these are, for the names of what is drawn with them."""
    return " ".join(f"{package} {version(package)}" for package in PACKAGES)
