"""Names that look alike, whatever letters they are written with."""

from __future__ import annotations

from potluck.content.people import plain

_SHAPES = str.maketrans(
    "АВЕКМНОРСТУХЅІЈаеорсухѕіјԁԛԝһΑΒΕΖΗΙΚΜΝΟΡΤΥΧοανρι",
    "ABEKMHOPCTYXSIJaeopcyxsijdqwhABEZHIKMNOPTYXoavpi",
)
_READ_AS = (("rn", "m"), ("vv", "w"), ("cl", "d"), ("0", "o"), ("1", "l"))


def looks(name: str) -> frozenset[str]:
    """What a name or handle looks and reads like: two that readers may take for one another share one of these."""
    seen = plain(name.translate(_SHAPES).replace("I", "l"))
    for shape, read in _READ_AS:
        seen = seen.replace(shape, read)
    return frozenset((seen.replace(" ", ""), plain(name).replace(" ", "")))
