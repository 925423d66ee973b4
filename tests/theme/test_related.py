"""What goes well with a post: few, the same each time, never itself, in a time that does not grow with the blog."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from random import Random
from types import SimpleNamespace
from typing import Any, cast

import pytest

from potluck.content.model import Post
from potluck.markup.words import keywords, prose_of
from potluck.pages.texts import related as module
from potluck.pages.texts.related import Related, weighs_the_same


def post(number: int, tags: str = "", series: str = "", translation_of: str = "") -> Post:
    made: Any = SimpleNamespace(
        permalink=f"p{number}/",
        slug=f"p{number}",
        tags=[SimpleNamespace(slug=tag, name=tag) for tag in tags.split()],
        series=series,
        translation_of=translation_of,
        date=datetime(2026, 1, 1, tzinfo=UTC) - timedelta(days=number),
    )
    return cast(Post, made)


def names(related: Related, of: Post) -> list[str]:
    return [each.slug for each in related.of(of)]


def test_shared_tags_count_and_rare_ones_most() -> None:
    posts = [post(0, "rare common"), post(1, "common"), post(2, "common"), post(3, "rare"), post(4, "common"), post(5)]
    assert names(Related(posts, lambda _: ""), posts[0]) == ["p3", "p1", "p2"]


def test_shared_words_count_without_any_tag() -> None:
    posts = [post(number) for number in range(4)]
    words = {"p0/": ("ferry", "clock", "winter"), "p2/": ("ferry", "clock"), "p1/": ("bread",), "p3/": ("winter",)}
    assert names(Related(posts, lambda each: " ".join(words[each.permalink])), posts[0]) == ["p2"]


def test_never_itself_its_translation_or_its_series() -> None:
    posts = [post(0, "a", series="S"), post(1, "a", series="S"), post(2, "a", translation_of="p0"), post(3, "a")]
    assert names(Related(posts, lambda _: ""), posts[0]) == ["p3"]


def test_an_answer_looks_at_few_posts_in_a_blog_of_any_size() -> None:
    posts = [post(number, f"everything tag{number % 50}") for number in range(3_000)]
    related = Related(posts, lambda _: "")
    assert names(related, posts[1_500]) == ["p1450", "p1550", "p1400"]
    assert names(Related(posts[:2_000], lambda _: ""), posts[1_500]) == ["p1450", "p1550", "p1400"]


def test_the_words_of_a_text_are_the_telling_ones_in_any_script() -> None:
    html = "<p>" + "The timetable and the ferry. " * 5 + "It was what it was.</p><pre>timetable timetable def</pre>"
    assert keywords(prose_of(html))[:2] == ("timetable", "ferry")
    assert "渡輪" in keywords("渡輪的時刻表。渡輪很慢。")
    assert keywords("") == ()


@pytest.mark.parametrize("nearest", [2, 4, 10, 40])
@pytest.mark.parametrize("seeds", [range(each, each + 20) for each in range(0, 200, 20)])
def test_whatever_goes_well_with_others_since_a_post_came_is_told(
    seeds: range, nearest: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "NEAREST", nearest)
    monkeypatch.setattr(module, "TOO_COMMON", 30)
    for random in map(Random, seeds):
        posts, words = some_posts(random)
        at = random.choice([0, random.randrange(len(posts))])
        others = [each for each in posts if each is not posts[at]]
        before = Related(others, lambda each: " ".join(words[each.permalink]))  # noqa: B023 - it is asked at once
        after = Related(posts, lambda each: " ".join(words[each.permalink]))  # noqa: B023
        told = {each.slug for each in after.changed_by(at)}
        for key in after.keys_at(at):
            count = len(after.places(key))
            if not weighs_the_same(key, count - 1, count):
                told.update(each.slug for each in after.with_key(key))
        for each in others:
            assert each.slug in told or names(before, each) == names(after, each)


def some_posts(random: Random) -> tuple[list[Post], dict[str, list[str]]]:
    """Up to 120 posts, and the words of each by its permalink."""
    subjects, vocabulary = [f"t{each}" for each in range(5)], [f"w{each}" for each in range(30)]
    posts, words = [], {}
    for number in range(random.randrange(1, 120)):
        tags = " ".join(random.sample(subjects, random.randrange(3)))
        posts.append(post(number, tags, series=random.choice(["", "", "", "S"])))
        words[f"p{number}/"] = random.sample(vocabulary, random.randrange(9))
    return posts, words


def test_a_new_post_changes_what_goes_well_with_few() -> None:
    posts = [post(number, f"everything tag{number % 50}") for number in range(3_000)]
    assert [each.slug for each in Related(posts, lambda _: "").changed_by(0)] == [
        f"p{50 * each}" for each in range(1, 21)
    ]
