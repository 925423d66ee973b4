"""What goes well with a post: few, the same each time, never itself, in a time that does not grow with the blog."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any, cast

from potluck.content.post import Post
from potluck.markup.words import keywords
from potluck.pages.related import Related


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
    assert names(Related(posts, lambda _: ()), posts[0]) == ["p3", "p1", "p2"]


def test_shared_words_count_without_any_tag() -> None:
    posts = [post(number) for number in range(4)]
    words = {"p0/": ("ferry", "clock", "winter"), "p2/": ("ferry", "clock"), "p1/": ("bread",), "p3/": ("winter",)}
    assert names(Related(posts, lambda each: words[each.permalink]), posts[0]) == ["p2"]


def test_never_itself_its_translation_or_its_series() -> None:
    posts = [post(0, "a", series="S"), post(1, "a", series="S"), post(2, "a", translation_of="p0"), post(3, "a")]
    assert names(Related(posts, lambda _: ()), posts[0]) == ["p3"]


def test_an_answer_looks_at_few_posts_in_a_blog_of_any_size() -> None:
    posts = [post(number, f"everything tag{number % 50}") for number in range(3_000)]
    related = Related(posts, lambda _: ())
    assert names(related, posts[1_500]) == ["p1450", "p1550", "p1400"]
    assert names(Related(posts[:2_000], lambda _: ()), posts[1_500]) == ["p1450", "p1550", "p1400"]


def test_the_words_of_a_text_are_the_telling_ones_in_any_script() -> None:
    html = "<p>" + "The timetable and the ferry. " * 5 + "It was what it was.</p><pre>timetable timetable def</pre>"
    assert keywords(html)[:2] == ("timetable", "ferry")
    assert "渡輪" in keywords("<p>渡輪的時刻表。渡輪很慢。</p>")
    assert keywords("") == ()
