"""Names that look alike, whatever letters they are written with."""

from __future__ import annotations

import re

from potluck.content.people import OTHER_WORDS, SEPARATORS, plain

_SHAPES = str.maketrans(
    "АВЕКМНОРСТУХЅІЈаеорсухѕіјԁԛԝһΑΒΕΖΗΙΚΜΝΟΡΤΥΧοανρι"  # Cyrillic and Greek
    "օսոհցᎪᏴᏟᎠᎬᏀᎻᎥᎫᏦᏞᎷᏢᎡᏚᎢᏙᎳᏃ"  # Armenian and Cherokee
    "ꓮꓐꓚꓓꓰꓝꓖꓧꓲꓙꓗꓡꓟꓠꓳꓑꓣꓢꓔꓴꓦꓪꓫꓬꓜⲀⲂⲤⲈⲎⲒⲔⲘⲚⲞⲢⲦⲬⲟⲥ",  # Lisu and Coptic
    "ABEKMHOPCTYXSIJaeopcyxsijdqwhABEZHIKMNOPTYXoavpiounhgABCDEGHiJKLMPRSTVWZABCDEFGHIJKLMNOPRSTUVWXYZABCEHIKMNOPTXoc",
)
_READ_AS = (("rn", "m"), ("vv", "w"), ("cl", "d"), ("0", "o"))
_TOGETHER = re.compile(
    rf"{SEPARATORS.pattern}|{OTHER_WORDS.pattern}|\s*[·•–—:]\s*|(?:\A|\s+)(?:by|with|from|for|aka|feat\.?|plus)\s+",
    re.IGNORECASE,
)
_ASIDE = re.compile(r"[(\[{]([^()\[\]{}]*)[)\]}]")


def looks(name: str) -> frozenset[str]:
    """What a name or handle looks and reads like: two that readers may take for one another share one of these."""
    seen = plain(name.translate(_SHAPES).replace("I", "l"))
    for shape, read in _READ_AS:
        seen = seen.replace(shape, read)
    seen = seen.replace(" ", "")
    return frozenset((seen.replace("1", "l"), seen.replace("1", "i"), plain(name).replace(" ", "")))


def names_within(name: str) -> list[str]:
    """The names of which somebody made one name: `Mona, Vera Holt` signs for two, and `Mona (Vera Holt)` as well.

    What stands before a bracket is none of them: so people of one name are told apart.
    """
    parts = [each for each in _TOGETHER.split(_ASIDE.sub(" ", name)) if each.strip()]
    return [*(parts if len(parts) > 1 or _TOGETHER.match(name) else ()), *_ASIDE.findall(name)]
