"""What was asked of one view, held in little memory: there is one of these for each post.

Pages ask much the same of each, so the questions are held once for all views of which the same was asked, without the
view's own name. Digests are one text, and who asked is a list until somebody has to be found in it.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain

from potluck.quick_json import as_json, from_json

SOUGHT = 5
"""So many pages are looked for among those that asked, before these are laid out by their numbers."""
MINE = "\0"
"""Stands in a question for the name of the view that it is asked of."""
FEW = 100
"""So many questions of a view, and so many ways on from the same questions, are shared with other views."""


def of_all(home: str, question: str) -> str:
    """A question as it may be asked of any view; ``of_one`` is the way back."""
    return question.replace(home[2:], MINE) if '"' in question and len(home) > 2 else question


def of_one(home: str, question: str) -> str:
    """A question as it was asked of this view."""
    return question.replace(MINE, home[2:]) if MINE in question else question


class _Shared(dict[str, int]):
    """Each question's bit, the same for many views: nobody may change it."""

    __slots__ = ("_on",)

    def __init__(self, bits: Mapping[str, int]) -> None:
        super().__init__(bits)
        self._on: dict[tuple[str, ...], _Shared] = {}

    def and_then(self, questions: tuple[str, ...]) -> _Shared:
        """These, and more behind them."""
        found = self._on.get(questions)
        if found is None:
            found = _Shared({**self, **{each: bit for bit, each in enumerate(questions, len(self))}})
            if len(self._on) < FEW:
                self._on[questions] = found
        return found

    def __reduce__(self) -> tuple[object, ...]:
        """Another process has the same questions once for all views as well."""
        return _these, (tuple(self),)


_NOTHING = _Shared({})


def _these(questions: tuple[str, ...]) -> _Shared:
    return _NOTHING.and_then(questions)


class Asked:
    """What was asked of one view: each question's bit (``bits``, as ``of_all`` has it), the digest of its answer, and
    the questions of each page. ``untold`` are the bits of questions whose answer has no digest.
    """

    __slots__ = ("_digests", "_readers", "_sought", "bits", "is_changed", "untold")

    def __init__(self) -> None:
        self.bits: dict[str, int] = _NOTHING
        self.untold = 0
        self.is_changed = False
        self._sought = 0
        self._digests: str | list[str] = ""
        """With a comma behind each, while they are few."""
        self._readers: array[int] | list[int] | dict[int, int] = []
        """Page and bits in turn, or bits by page."""

    @classmethod
    def of(cls, text: str | bytes, home: str) -> Asked:
        """What ``text`` made of it."""
        questions, digests, readers = from_json(text)
        asked = cls()
        asked.add({of_all(home, each): digest for each, digest in zip(questions, digests, strict=True)})
        asked._readers = _packed(readers)
        asked.is_changed = False
        return asked

    def told_again(self) -> Asked:
        """The same questions and digests, which nobody asked as yet; nothing of very many, which take long to send."""
        asked = Asked()
        if isinstance(self.bits, _Shared) and isinstance(self._digests, str):
            asked.bits, asked._digests, asked.untold = self.bits, self._digests, self.untold
        return asked

    def rest(self) -> None:
        """Take as little room as can be, until somebody has to be found among those who asked."""
        if isinstance(self._readers, dict):
            self._readers = _packed([*chain.from_iterable(self._readers.items())])

    def text(self, home: str) -> str:
        """All of it as text."""
        questions = [of_one(home, each) for each in self.bits]
        return as_json([questions, self.digests, [*chain.from_iterable(self._pairs())]])

    @property
    def digests(self) -> list[str]:
        """The digest of each question's answer, in the order of their bits."""
        return self._digests.split(",")[:-1] if isinstance(self._digests, str) else self._digests

    def add(self, answers: Mapping[str, str]) -> None:
        """Take up questions that were not asked before, with the digests of their answers."""
        for bit, digest in enumerate(answers.values(), len(self.bits)):
            if not digest:
                self.untold |= 1 << bit
        if isinstance(self.bits, _Shared) and isinstance(self._digests, str) and len(self.bits) + len(answers) <= FEW:
            self._digests += "".join([f"{each}," for each in answers.values()])
            self.bits = self.bits.and_then(tuple(answers))
        else:
            if isinstance(self.bits, _Shared):
                self.bits = dict(self.bits)
            self._digests = self.digests
            for question, digest in answers.items():
                self.bits[question] = len(self._digests)
                self._digests.append(digest)
        self.is_changed = True

    def answer(self, digests: list[str]) -> None:
        """Take up other digests for all questions."""
        self.untold = sum(1 << bit for bit, each in enumerate(digests) if not each)
        self._digests = "".join([f"{each}," for each in digests]) if isinstance(self._digests, str) else digests
        self.is_changed = True

    def who_asked(self, bits: int) -> Iterator[int]:
        """The pages that asked one of these questions."""
        return (page for page, theirs in self._pairs() if theirs & bits)

    def read_by(self, page: int, bits: int, *, is_new: bool) -> None:
        """Note the questions of a page, which may have asked before unless it ``is_new``."""
        if is_new and isinstance(self._readers, list):
            self._readers += (page, _BITS.setdefault(bits, bits))
            self.is_changed = True
        elif not self._has_just(page, bits):
            self._by_page()[page] = bits
            self.is_changed = True

    def _has_just(self, page: int, bits: int) -> bool:
        """Whether a page is known to have asked just this; a few are found without taking up all others."""
        if isinstance(self._readers, array) and self._sought < SOUGHT:
            self._sought += 1
            try:
                return self._readers[2 * self._readers[::2].index(page) + 1] == bits
            except ValueError:
                return False
        return self._by_page().get(page) == bits

    def also_read_by(self, page: int, bits: int) -> None:
        """Note more questions of a page."""
        self.read_by(page, self._by_page().get(page, 0) | bits, is_new=False)

    def take_over(self, other: Asked, numbers: Mapping[int, int], *, are_new: bool = True) -> list[int]:
        """Take up what another has of the same view, whose pages have these numbers here; ``are_new`` as ``read_by``.

        Answers the bit here of each question there, for ``elsewhere``; nothing where all are the same.
        """
        here: list[int] = []
        if not self.bits:
            self.bits, self._digests, self.untold = other.bits, other._digests, other.untold
        elif self.bits is not other.bits and self.bits != other.bits:
            digests = zip(other.bits, other.digests, strict=True)
            if new := {question: digest for question, digest in digests if question not in self.bits}:
                self.add(new)
            places = [self.bits[question] for question in other.bits]
            here = [1 << place for place in places] if places != [*range(len(places))] else []
        for page, bits in other._pairs():
            self.read_by(numbers[page], elsewhere(bits, here), is_new=are_new)
        return here

    def leave(self, page: int) -> None:
        """Forget the questions of a page."""
        if self._by_page().pop(page, None) is not None:
            self.is_changed = True

    def _pairs(self) -> Iterator[tuple[int, int]]:
        if isinstance(self._readers, dict):
            return iter(self._readers.items())
        each = iter(self._readers)
        return zip(each, each, strict=True)

    def _by_page(self) -> dict[int, int]:
        if not isinstance(self._readers, dict):
            self._readers = dict(self._pairs())
        return self._readers


def _packed(readers: list[int]) -> array[int] | list[int]:
    """Numbers side by side, without an object for each, unless one is too large for that."""
    try:
        return array("q", readers)
    except OverflowError:
        return readers


def elsewhere(bits: int, there: Sequence[int]) -> int:
    """The same questions in the bits that they have elsewhere, one for each; none where these are the same."""
    return sum([bit for place, bit in enumerate(there) if bits >> place & 1]) if there else bits


_BITS: dict[int, int] = {}
"""One number for all that are equal."""
