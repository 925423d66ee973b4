"""What was asked of a view is held in little memory, and nothing of it is lost."""

from __future__ import annotations

import json
import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from potluck.build import asked
from potluck.build.answers import Answers
from potluck.build.asked import FEW, Asked, of_all, of_one
from potluck.pages.notes.views import View
from potluck.pages.notes.world import World

HOME = "d:content/posts/soup.md"
QUESTIONS = st.one_of(
    st.sampled_from(("", "title", "related\t#all", 'shown\t([[{"view":"d:content/posts/soup.md"}], {}]')),
    st.text(st.characters(exclude_characters="\0", exclude_categories=("Cs",)), max_size=5),
)
DIGESTS = st.sampled_from(("", "0f" * 9, "a1" * 9, "too complicated"))
STEPS = st.lists(st.tuples(st.integers(0, 8), st.dictionaries(QUESTIONS, DIGESTS, max_size=5)), max_size=12)


class Dish(View):
    """Counts how often it was tasted."""

    view_key = HOME
    tasted = 0

    @property
    def taste(self) -> str:
        self.tasted += 1
        return "good"


@given(STEPS)
def test_it_knows_the_same_as_a_plain_record(steps: list[tuple[int, dict[str, str]]]) -> None:
    one, digests, readers = Asked(), dict[str, str](), dict[int, set[str]]()
    for page, questions in steps:
        new = {each: digest for each, digest in questions.items() if each not in digests}
        digests.update(new)
        if new:
            one.add({of_all(HOME, each): digest for each, digest in new.items()})
        bits = sum(1 << one.bits[of_all(HOME, each)] for each in questions)
        one.read_by(page, bits, is_new=page not in readers)
        readers[page] = set(questions)
        if page % 3 == 1:
            one.rest()
        if page == 0:
            one.leave(0)
            del readers[0]
    again = Asked.of(one.text(HOME), HOME)
    for each in (one, again):
        assert dict(zip((of_one(HOME, short) for short in each.bits), each.digests, strict=True)) == digests
        assert [not digest for digest in each.digests] == [bool(each.untold >> bit & 1) for bit in range(len(digests))]
        for short, bit in each.bits.items():
            who = {page for page, theirs in readers.items() if of_one(HOME, short) in theirs}
            assert set(each.who_asked(1 << bit)) == who
    assert not again.is_changed


def test_the_same_questions_are_held_once_for_all_views(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asked, "_NOTHING", asked._Shared({}))  # others may have filled what is shared
    views = []
    for name in ("soup", "bread"):
        views.append(Asked())
        question = of_all(f"d:posts/{name}.md", f'shown\t([[{{"view":"d:posts/{name}.md"}}], {{}}]')
        views[-1].add({"title": "1", question: "2"})
    assert views[0].bits is views[1].bits is pickle.loads(pickle.dumps(views[0])).bits


def test_what_a_build_knows_of_a_view_is_not_worked_out_again_by_a_copy_of_it() -> None:
    soup, asked_for = Dish(), {"taste": None}
    world = World({HOME: soup}.get, {}.get, {})
    first = Answers(world, lambda _name: None)
    assert first.note(HOME, asked_for, {}) == 1
    first.of(HOME).read_by(7, 1, is_new=True)
    again = Answers(world, lambda _name: None, ({}, first.all))
    assert again.note(HOME, asked_for, {}) == 1
    assert soup.tasted == 1
    assert again.of(HOME).digests == first.of(HOME).digests
    assert [*again.of(HOME).who_asked(1)] == []
    again.note(HOME, {"price": "1"}, {})
    assert "price" not in first.of(HOME).bits


def test_a_view_of_which_very_much_is_asked_is_held_as_it_is() -> None:
    one = Asked()
    for number in range(3 * FEW):
        one.add({f"{number}": f"digest {number}"})
    assert one.digests == [f"digest {number}" for number in range(3 * FEW)]
    assert json.loads(one.text("c:many"))[0] == [f"{number}" for number in range(3 * FEW)]
    one.read_by(1, 1 << FEW, is_new=True)
    one.leave(2)
    one.rest()
    assert [*one.who_asked(1 << FEW)] == [*Asked.of(one.text("c:many"), "c:many").who_asked(1 << FEW)] == [1]
