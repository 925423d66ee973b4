"""Posts that go well with a post: those that share its tags and the words it uses most.

The words come from ``potluck.markup.words``, which picks each post's by that post alone. A tag or word counts the more
the fewer posts have it, by powers of two, and only its nearest posts in time are looked at. So the answer for a post
takes the same small time in a blog of any size, and depends on few other posts.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from itertools import groupby, islice
from operator import itemgetter

from potluck.content.post import Post, Tag

SHOWN = 3
NEAREST = 40
"""Of the posts with a tag or a word, so many nearest in time are looked at."""
TOO_COMMON = 400
"""A word in more posts than this says nothing."""
TAG, WORD = 4.0, 1.0
FEW = 3
"""After so many times all posts are gone through once and for all."""
LEAST = 0.6
"""What a post has to come to: one shared tag that is not everywhere, or a few rare words."""


class Related:
    """Knows where each tag and word is. ``posts`` are newest first; ``words_of`` gives the words of one."""

    def __init__(self, posts: Sequence[Post], words_of: Callable[[Post], Iterable[str]]) -> None:
        self._posts = posts
        self._words_of = words_of
        self._positions = {post.permalink: position for position, post in enumerate(posts)}
        self._known: dict[str, list[int]] = {}
        self._searches = 0

    def places(self, keys: Iterable[str]) -> dict[str, list[int]]:
        """Where each of these tags and words is, among others; posts are gone through for a few of them, or for all."""
        wanted = {key for key in keys if key not in self._known}
        if wanted and self._searches <= FEW:
            self._searches += 1
            found: dict[str, list[int]] = defaultdict(list)
            if self._searches > FEW:
                for position, post in enumerate(self._posts):
                    for key in keys_of(post.tags, self._words_of(post)):
                        found[key].append(position)
                self._known = found
            else:
                tags = {key for key in wanted if key[0] == "#"}
                for position, post in enumerate(self._posts):
                    for key in wanted.intersection(self._words_of(post)):
                        found[key].append(position)
                    for key in tags.intersection(keys_of(post.tags, ())) if tags else ():
                        found[key].append(position)
                self._known.update((key, found[key]) for key in wanted)
        return self._known

    def look_for(self, posts: Iterable[Post]) -> None:
        """Find out at once what is about to be asked of these posts."""
        self.places({key for post in posts for key in keys_of(post.tags, self._words_of(post))})

    def of(self, post: Post) -> list[Post]:
        """At most three posts, the nearest first; never itself, its translations or the parts of its series."""
        own = self._positions.get(post.permalink, 0)
        scores: dict[int, float] = defaultdict(float)
        own_keys = self._keys(post)
        known = self.places(key for key, _ in own_keys)
        for key, weight in own_keys:
            places = known.get(key, [])
            if weight == WORD and len(places) > TOO_COMMON:
                continue
            value = weight / len(places).bit_length() if places else 0.0
            middle = bisect_left(places, own)
            for position in places[max(0, middle - NEAREST // 2) : middle + NEAREST // 2]:
                scores[position] += value
        good = [each for each in scores.items() if each[1] >= LEAST]
        good.sort(key=itemgetter(1), reverse=True)
        chosen = (each for _, alike in groupby(good, itemgetter(1)) for each in self._by_distance(alike, post))
        return list(islice((each for each in chosen if _apart(each, post)), SHOWN))

    def _by_distance(self, alike: Iterable[tuple[int, float]], post: Post) -> list[Post]:
        """Posts that go equally well with one, the nearest in time first."""
        positions = sorted(position for position, _ in alike)
        found = [self._posts[position] for position in positions]
        return sorted(found, key=lambda each: abs(each.date - post.date)) if len(found) > 1 else found

    def beside(self, key: str, position: int, slack: int) -> list[Post]:
        """The posts that may look at one in this position because of this tag or word, and ``slack`` more."""
        places = self.places((key,)).get(key, [])
        middle, reach = bisect_left(places, position), NEAREST // 2 + slack
        return [self._posts[place] for place in places[max(0, middle - reach) : middle + reach]]

    def retell(self, post: Post, had: Iterable[str], has: Iterable[str]) -> None:
        """Take up that a post has other words than it had."""
        own = self._positions[post.permalink]
        gone, come = set(had).difference(has), set(has).difference(had)
        known = self._known
        for word in gone:
            if word in known:
                known[word].remove(own)
        for word in come:
            if word in known or self._searches > FEW:
                insort(known.setdefault(word, []), own)

    def with_key(self, key: str) -> list[Post]:
        """All posts that have this tag or word."""
        return [self._posts[place] for place in self.places((key,)).get(key, ())]

    def _keys(self, post: Post) -> list[tuple[str, float]]:
        """Each tag and word of a post once, with what it weighs; a tag and a word never meet."""
        return [(key, TAG if key[0] == "#" else WORD) for key in keys_of(post.tags, self._words_of(post))]


def keys_of(tags: Iterable[Tag], words: Iterable[str]) -> list[str]:
    """What a post is found by: its tags, with a sign before them that no word has, and its words."""
    return [*(f"#{tag.slug}" for tag in tags), *words]


def weighs_the_same(key: str, before: int, now: int) -> bool:
    """Whether a tag or word counts as much in so many posts as in so many others."""
    same_side = key[0] == "#" or (before > TOO_COMMON) == (now > TOO_COMMON)
    return same_side and before.bit_length() == now.bit_length()


def _apart(one: Post, other: Post) -> bool:
    same_text = (one.translation_of or one.slug) == (other.translation_of or other.slug)
    same_series = bool(one.series) and one.series == other.series
    return one.permalink != other.permalink and not same_text and not same_series
