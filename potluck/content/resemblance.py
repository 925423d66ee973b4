"""Names that look alike, whatever letters they are written with."""

from __future__ import annotations

import re
import unicodedata

from potluck.content.people import OTHER_WORDS, SEPARATORS, plain

_SHAPES = str.maketrans(
    "АВЕКМНОРСТУХЅІЈаеорсухѕіјԁԛԝһΑΒΕΖΗΙΚΜΝΟΡΤΥΧοανρι"  # Cyrillic and Greek
    "օսոհցᎪᏴᏟᎠᎬᏀᎻᎥᎫᏦᏞᎷᏢᎡᏚᎢᏙᎳᏃ"  # Armenian and Cherokee
    "ꓮꓐꓚꓓꓰꓝꓖꓧꓲꓙꓗꓡꓟꓠꓳꓑꓣꓢꓔꓴꓦꓪꓫꓬꓜⲀⲂⲤⲈⲎⲒⲔⲘⲚⲞⲢⲦⲬⲟⲥ"  # Lisu and Coptic
    "ᗅᗩᗷᑕᗪᖴᕼᒍᒪᗰᑎᑭᖇᑌᐯᗯꜰꞯꜱǀ",  # Canadian syllabics, and small capitals
    "ABEKMHOPCTYXSIJaeopcyxsijdqwhABEZHIKMNOPTYXoavpiounhgABCDEGHiJKLMPRSTVWZABCDEFGHIJKLMNOPRSTUVWXYZABCEHIKMNOPTXocAABCDFHJLMNPRUVWFQSl",
)
# Letters in boxes, of which flags are made, and the small letters of scripts whose capitals look like ours.
_SHAPES |= {0x1F1E6 + at: 97 + at for at in range(26)}
_SHAPES |= {ord(chr(each).lower()): _SHAPES[each] for each in list(_SHAPES) if 0x13A0 <= each < 0x2CFF}
_FIGURES = str.maketrans("01345@$€!|", "oieasaseil")
"""What some write for a letter."""
_AGAIN_AND_AGAIN = re.compile(r"(.)\1{2,}")
_READ_AS = (("rn", "m"), ("vv", "w"), ("cl", "d"), ("0", "o"))
_TOGETHER = re.compile(
    rf"{SEPARATORS.pattern}|{OTHER_WORDS.pattern}|\s*[·•–—:]\s*|(?:\A|\s+)(?:by|with|from|for|aka|feat\.?|plus)\s+",
    re.IGNORECASE,
)
_MASK = "\ue000"
_LATIN = re.compile("[A-Za-z]")
_POINTS = re.compile("[\u0591-\u05c7\u064b-\u065f\u0670]")
"""Points and vowel signs, which some people write in a Hebrew or Arabic name, and most leave out."""
_DRESS = frozenset(
    "dr prof mr mrs ms mx sir the real true official verified original tm r c jr sr ii iii iv phd md esq".split()
)
"""What somebody may put around a name without its being another one."""
_PRONOUN = "she|hers?|he|him|his|they|them|theirs|sie|ihr|er|ihn|elle|ella|il|lui|ela|ele|elu|any|all"
_PRONOUNS = re.compile(rf"[(\[{{]\s*(?:{_PRONOUN})(?:[\s/,|·]+(?:{_PRONOUN}))*\s*[)\]}}]", re.IGNORECASE)
"""Pronouns in brackets: as much as they say of somebody, they make no other name of theirs."""
_ASIDE = re.compile(r"[(\[{]([^()\[\]{}]*)[)\]}]")


def looks(name: str) -> frozenset[str]:
    """What a name or handle looks and reads like: two that readers may take for one another share one of these."""
    name = _POINTS.sub("", unicodedata.normalize("NFKC", name))
    seen = _read(plain(name.translate(_SHAPES).replace("I", "l")))
    thin = seen.replace("1", "l").replace("i", "l")
    forms = (seen.replace("1", "l"), seen.replace("1", "i"), thin, plain(name).replace(" ", ""))
    written = in_letters(name).replace(" ", "").replace("i", "l")
    return frozenset(_AGAIN_AND_AGAIN.sub(r"\1", each) for each in (*forms, written))


def _read(seen: str) -> str:
    for shape, read in _READ_AS:
        seen = seen.replace(shape, read)
    return seen.replace(" ", "")


def masked(name: str) -> str:
    """A name with a mask for each strange letter or sign in its words of Latin letters; empty where there is none.

    Hundreds of letters look like ours, and no table of ours has them all; among ours, each is taken for any.
    """
    words = unicodedata.normalize("NFKD", name).split()
    shown = ["".join(_shown(each) for each in word) if _LATIN.search(word) else plain(word) for word in words]
    seen = _thin("".join(shown).lower())
    return seen if _MASK in seen else ""


def _shown(sign: str) -> str:
    """A sign of a word as it is seen: itself, a mask for it, or nothing for accents, points and what is no letter."""
    if sign.isascii():
        return "l" if sign == "I" else sign * sign.isalnum()
    kind = unicodedata.category(sign)
    is_like_a_letter = (kind[0] in "LNS" or kind == "Mc") and unicodedata.east_asian_width(sign) != "W"
    return _MASK * is_like_a_letter


def _thin(seen: str) -> str:
    return _read(seen).replace("1", "l").replace("i", "l")


def is_behind(mask: str, name: str) -> bool:
    """Whether a name may be what somebody reads in a masked one."""
    seen = _thin(plain(name)) if mask else ""
    return len(seen) == len(mask) > 0 and all(one in (_MASK, other) for one, other in zip(mask, seen, strict=True))


def in_letters(name: str) -> str:
    """A name as it is compared, with the letters that signs and figures in it stand for: `admin` for `Adm1n`."""
    return plain(name.translate(_FIGURES))


def undressed(name: str, beside: frozenset[str] = frozenset()) -> str:
    """A name without titles, numbers, doublings and the words `beside` it; empty where nothing of it would be left.

    What stands in brackets tells people of one name apart, and stays; but for pronouns, which have a line of their own.
    """
    words = [
        each for each in re.sub("[0-9]", "", plain(_PRONOUNS.sub("", name))).split() if each not in _DRESS | beside
    ]
    return " ".join(dict.fromkeys(words))


def names_within(name: str) -> list[str]:
    """The names of which somebody made one name: `Mona, Vera Holt` signs for two, and `Mona (Vera Holt)` as well.

    What stands before a bracket is none of them: so people of one name are told apart.
    """
    parts = [each for each in _TOGETHER.split(_ASIDE.sub(" ", name)) if each.strip()]
    return [*(parts if len(parts) > 1 or _TOGETHER.match(name) else ()), *_ASIDE.findall(name)]
