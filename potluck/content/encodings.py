"""In which encoding a file was saved that is not UTF-8, where its bytes tell.

Computers in East Asia, and older ones everywhere, save text in encodings of their own. A guess is made only where the
letters prove it: Japanese has its small letters, Korean is nearly all syllables, Cyrillic words begin with their
capitals and have vowels. Everything else is left to its author: letters that were read wrongly are lost for good.

Few files are like that, so it is imported once there is one.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable

from potluck.late import late

UTF16_BOMS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
UTF32_BOMS = (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)
SAMPLE = 20_000
"""Bytes that are looked at."""
FEWEST = 8
"""Letters beyond ASCII; fewer prove nothing."""

KANA = late("[\u3040-\u30ff]")
HIRAGANA = late("[\u3041-\u3096]")
HAN = late("[\u4e00-\u9fff]")
HANGUL = late("[\uac00-\ud7a3]")
CYRILLIC = late("[\u0400-\u045f\u0490\u0491]")
CYRILLIC_VOWEL = late("[аеёиоуыэюяіїєАЕЁИОУЫЭЮЯІЇЄ]")
GREEK = late("[\u0370-\u03ff]")
WORD = late(r"[^\W\d_]+")
ODD = late("[\u0080-\u009f\ue000-\uf8ff\ufffd\uff61-\uff9f]")
"""Signs that no text has on purpose: controls, signs for private use, and the narrow letters of old terminals."""
NAMES = {
    "utf-16": "UTF-16", "utf-16-le": "UTF-16", "utf-16-be": "UTF-16", "utf-32": "UTF-32", "cp932": "Shift-JIS",
    "euc_jp": "EUC-JP", "gb18030": "GBK", "cp950": "Big5", "cp949": "EUC-KR", "koi8_r": "KOI8-R", "koi8_u": "KOI8-U",
    "cp1251": "Windows-1251", "cp1253": "Windows-1253",
}  # fmt: skip
"""What editors call them."""


def unmarked_utf16(raw: bytes) -> str:
    """The encoding of a text in UTF-16 that lacks its mark: its first letters are ASCII, two bytes each."""
    if len(raw) < 8 or len(raw) % 2:
        return ""
    start = raw[:8]
    for encoding, zeros, others in (("utf-16-le", start[1::2], start[::2]), ("utf-16-be", start[::2], start[1::2])):
        if not any(zeros) and all(others) and others.isascii():
            try:
                text = raw.decode(encoding)
            except UnicodeDecodeError:
                continue
            return "" if "\0" in text else encoding
    return ""


def wide_encoding(raw: bytes) -> str:
    """UTF-16 or UTF-32, as far as the bytes say so; empty for anything else."""
    if raw.startswith(UTF32_BOMS):
        return "utf-32"
    return "utf-16" if raw.startswith(UTF16_BOMS) else unmarked_utf16(raw)


def old_encoding(raw: bytes) -> str:
    """The codec of a text that is neither UTF-8 nor UTF-16, where its letters prove it; else empty."""
    import charset_normalizer  # only for the few files that need it

    cut = raw.rfind(b"\n", 0, SAMPLE) if len(raw) > SAMPLE else -1
    best = charset_normalizer.from_bytes(raw[: cut if cut > 0 else SAMPLE]).best()
    proof = PROOFS.get(best.encoding) if best else None
    if best is None or proof is None:
        return ""
    try:
        text = raw.decode(proof[0])
    except UnicodeDecodeError:
        return ""
    beyond = re.sub(r"[\x00-\x7f\s]", "", text[:SAMPLE])
    return proof[0] if len(beyond) >= FEWEST and not ODD.search(beyond) and proof[1](beyond, text[:SAMPLE]) else ""


def _japanese(beyond: str, _: str) -> bool:
    kana = len(KANA.findall(beyond))
    return len(HIRAGANA.findall(beyond)) * 8 > len(beyond) and (kana + len(HAN.findall(beyond))) * 10 > len(beyond) * 7


def _chinese(beyond: str, _: str) -> bool:
    return len(HAN.findall(beyond)) * 10 > len(beyond) * 7 and not KANA.search(beyond) and not HANGUL.search(beyond)


def _korean(beyond: str, _: str) -> bool:
    return len(HANGUL.findall(beyond)) * 10 > len(beyond) * 8


def _cyrillic(beyond: str, text: str) -> bool:
    words = [word for word in WORD.findall(text) if CYRILLIC.search(word)]
    letters = "".join(words)
    vowels = len(CYRILLIC_VOWEL.findall(letters))
    cased = all(word[1:].islower() or word.isupper() for word in words if len(word) > 1)
    capital = any(word[0].isupper() for word in words)
    return (
        len(CYRILLIC.findall(beyond)) * 10 > len(beyond) * 8
        and cased
        and capital
        and 3 < vowels * 10 / len(letters) < 6
    )


def _greek(beyond: str, text: str) -> bool:
    words = [word for word in WORD.findall(text) if GREEK.search(word)]
    cased = all(word[1:].islower() or word.isupper() for word in words if len(word) > 1)
    return len(GREEK.findall(beyond)) * 10 > len(beyond) * 9 and cased


PROOFS: dict[str, tuple[str, Callable[[str, str], bool]]] = {
    **dict.fromkeys(("cp932", "shift_jis", "shift_jis_2004", "shift_jisx0213"), ("cp932", _japanese)),
    **dict.fromkeys(("euc_jp", "euc_jis_2004", "euc_jisx0213"), ("euc_jp", _japanese)),
    **dict.fromkeys(("gb2312", "gbk", "gb18030"), ("gb18030", _chinese)),
    **dict.fromkeys(("big5", "cp950", "big5hkscs"), ("cp950", _chinese)),
    **dict.fromkeys(("cp949", "euc_kr", "johab"), ("cp949", _korean)),
    "koi8_r": ("koi8_r", _cyrillic),
    "koi8_u": ("koi8_u", _cyrillic),
    "cp1251": ("cp1251", _cyrillic),
    "cp1253": ("cp1253", _greek),
}
"""For each answer of the detector, the codec that reads it, and what its letters have to prove."""
