"""A part that stands on several pages is made once, and what it read counts for each of them."""

from __future__ import annotations

from potluck.pages.notes.reads import Page
from potluck.pages.notes.seen import SeenList
from potluck.pages.notes.views import View
from potluck.pages.parts import Parts, forget_parts_of_posts


class Dish(View):
    """Something a template may ask about."""

    def __init__(self, name: str) -> None:
        self._name = name

    @property
    def view_key(self) -> str:
        return f"d:{self._name}"

    def light_digest(self) -> str:
        return self._name

    @property
    def taste(self) -> str:
        return f"{self._name} tastes well"


def asked(page: Page) -> dict[str, set[str]]:
    return {home: {*rests} for home, rests in page.notes.items()}


def test_a_part_is_made_once_and_noted_on_every_page() -> None:
    made: list[str] = []

    def praise(dish: Dish, level: int) -> str:
        made.append(dish.view_key)
        return f"{level} {dish.taste}"

    parts, pages, soup = Parts(), [Page({}), Page({})], Dish("soup")
    for page in pages:
        with page:
            assert parts.once(praise, soup, 2) == "2 soup tastes well"
    assert made == ["d:soup"]
    assert asked(pages[0]) == asked(pages[1]) == {"d:soup": {"taste"}}
    assert parts.once(praise, soup, True) == "True soup tastes well"
    assert parts.once(praise, soup, 1) == "1 soup tastes well"


def test_a_part_made_unnoticed_is_made_again_for_a_page_that_takes_notes() -> None:
    parts, page, soup = Parts(), Page({}), Dish("soup")
    assert parts.get("soup", lambda: soup.taste) == parts.get("soup", lambda: "another")
    with page:
        assert parts.get("soup", lambda: soup.taste) == "soup tastes well"
    assert page.notes


def test_parts_of_single_posts_can_be_let_go_and_those_of_people_stay() -> None:
    made: list[str] = []

    def praise(dish: Dish) -> str:
        made.append(dish.view_key)
        return dish.taste

    class Cook(Dish):
        @property
        def view_key(self) -> str:
            return f"p:{self._name}"

    parts, soup, ana = Parts(), Dish("soup"), Cook("ana")
    for _ in range(2):
        parts.once(praise, soup)
        parts.once(praise, ana)
        forget_parts_of_posts()
    assert made == ["d:soup", "p:ana", "d:soup"]


def test_what_is_made_of_a_page_of_its_own_is_no_part_of_others() -> None:
    parts = Parts()
    for names in (["soup"], ["bread"]):
        with Page({"names": names}):
            assert parts.get("names", lambda names=names: list(SeenList(names, "n:", "n:names"))) == names  # type: ignore[misc]


def test_parts_not_asked_for_lately_are_let_go() -> None:
    parts = Parts(at_hand=2)
    made: list[str] = []

    def make(name: str) -> str:
        made.append(name)
        return name

    for name in ("a", "b", "a", "c", "a", "b"):
        assert parts.once(make, name) == name
    assert made == ["a", "b", "c", "b"]


def test_what_has_no_name_is_made_each_time() -> None:
    parts = Parts()
    assert parts.once(len, [1, 2]) == 2
    assert parts.once(len, [1]) == 1


def test_a_part_may_be_made_of_several_or_of_what_every_page_is_given() -> None:
    made: list[int] = []

    def menu(dishes: list[Dish], drinks: list[str]) -> str:
        made.append(len(dishes))
        return " ".join([*(dish.taste for dish in dishes), *drinks])

    parts, pages, soup, bread = Parts(), [Page({}), Page({})], Dish("soup"), Dish("bread")
    for page in pages:
        with page:
            drinks = SeenList(["tea"], "c:drinks", "")
            assert parts.once(menu, [soup, bread], drinks) == "soup tastes well bread tastes well tea"
            assert parts.once(menu, [bread], drinks) == "bread tastes well tea"
    assert made == [2, 1]
    assert set(pages[0].notes) == {"d:soup", "d:bread", "c:drinks"}
    assert asked(pages[0]) == asked(pages[1])
