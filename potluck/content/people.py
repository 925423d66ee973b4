"""Finding a person by what somebody wrote: a handle, or a name that only one person has."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable
from functools import cached_property

from potluck.content.model import Person
from potluck.content.names import transliterated
from potluck.late import late

SEPARATORS = late(r"(?<!\s)(?:\s*+[,;&+、，；،؛]\s*+|\s++and\s++)", re.IGNORECASE)
OTHER_WORDS = late(
    r"(?<!\s)(?:\s*+[/|]\s*+|\s++(?:und|et|y|e|en|og|och|i|и|oraz|ve|va)\s++|\s*+[與与和及]\s*+)", re.IGNORECASE
)
"""What may divide two people as well, and stands within some people's names."""

MOST_NAMES = 6
"""Words of a name."""


def plain(text: str) -> str:
    """A name as it is compared: no case, no accents, no punctuation."""
    return " ".join(re.findall(r"[a-z0-9]+", transliterated(text).lower()))


class People:
    """Everybody who has a file in `content/authors/`."""

    def __init__(self, people: Iterable[Person]) -> None:
        self.by_handle: dict[str, Person] = {person.handle: person for person in people}
        self._found: dict[str, tuple[Person, ...]] = {}

    @cached_property
    def _by_name(self) -> dict[str, list[Person]]:
        """Everybody by their names, which most bylines don't ask for: they have handles."""
        found: dict[str, list[Person]] = {}
        for person in self.by_handle.values():
            found.setdefault(plain(person.name), []).append(person)
        return found

    def find(self, text: str) -> tuple[Person, ...]:
        """Everybody a text may mean: one person, several of the same name, or nobody."""
        if text not in self._found:
            person = self.by_handle.get(text.strip().removeprefix("@").lower())
            name = "" if person else plain(text)
            self._found[text] = (person,) if person else tuple(self._by_name.get(name, ())) if name else ()
        return self._found[text]

    def split(self, text: str) -> list[str]:
        """The people named in one line: `ada, grace` and `Ada Lovelace and Grace Hopper` are two each."""
        if self.find(text):
            return [text.strip()]
        parts = [part for part in SEPARATORS.split(text.strip()) if part]
        if len(parts) == 1 and len(others := OTHER_WORDS.split(text.strip())) > 1 and all(map(self.find, others)):
            return others
        return parts

    def named(self, byline: Iterable[str]) -> tuple[Person, ...]:
        """Everybody whom the texts of a byline may mean."""
        return tuple(person for text in byline for name in self.split(text) for person in self.find(name))

    def nearest(self, text: str) -> Person | None:
        """The one person whose handle or name is most like a text that is nobody's."""
        wanted = plain(re.sub(r"\A.*/|\.md\Z|(?<=\w)@[\w.-]+\.[a-z]{2,}\Z", "", text.strip().rstrip("/"))[:80])
        if not wanted:
            return None
        known: dict[str, Person] = {}
        for person in self.by_handle.values():
            for form in (plain(person.handle), plain(person.name), plain(person.handle).replace(" ", "")):
                known.setdefault(form, person)
        for form in (wanted, wanted.replace(" ", "")):
            if form in known:
                return known[form]
        close = difflib.get_close_matches(wanted, known, n=1, cutoff=0.75)
        if close:
            return known[close[0]]
        parts = [person for form, person in known.items() if len(form) > 3 and form in wanted.split()]
        return parts[0] if len(parts) == 1 else None

    def turned(self, text: str) -> Person | None:
        """The one person who has these words for a name in another order: `Silva, Maria`, or the family name first."""
        words = [word for word in re.split(r"[\s,，、]+", text.strip()) if word]
        for at in range(1, len(words)) if len(words) <= MOST_NAMES else ():
            for gap in (" ", ""):
                found = self.find(gap.join([*words[at:], *words[:at]]))
                if len(found) == 1:
                    return found[0]
        return None

    def by_account(self, text: str) -> Person | None:
        """The one person who has a GitHub account of this name."""
        wanted = text.strip().removeprefix("@").lower()
        found = [each for each in self.by_handle.values() if (each.github_account or "").lower() == wanted]
        return found[0] if wanted and len(found) == 1 else None

    def by_one_name(self, text: str) -> Person | None:
        """The one person who has this first name, or else this last name."""
        wanted = plain(text[:80])
        for at in (0, -1):
            found = [each for each in self.by_handle.values() if wanted and plain(each.name).split(" ")[at] == wanted]
            if found:
                return found[0] if len(found) == 1 else None
        return None
