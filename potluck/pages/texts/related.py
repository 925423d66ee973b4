"""Posts that go well with a post: those that share its tags and its keywords, the words that say most about it.

Keywords come from ``potluck.markup.words``, which picks each post's by that post alone; what members write as
``keywords`` are tags. A tag or keyword counts the more the fewer posts have it, by powers of two, and only its nearest
posts in time are looked at. So the answer for a post takes the same small time in a blog of any size, and depends on
few other posts.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from functools import cache, cached_property
from itertools import count, groupby, islice
from operator import itemgetter

from potluck.content.model import Post, Tag

SHOWN = 3
NEAREST = 40
"""Of the posts with a tag or a word, so many nearest in time are looked at."""
TOO_COMMON = 400
"""A word in more posts than this says nothing."""
TAG, WORD = 4.0, 1.0
LEAST = 0.6
"""What a post has to come to: one shared tag that is not everywhere, or a few rare words."""
_HAIR = 1e-6
"""More than two sums of the same few numbers, added up in another order, ever lie apart."""


class Related:
    """Knows where each tag and keyword is. ``posts`` are newest first; ``keywords_of`` gives those of one, with
    spaces between. ``kept`` finds where one is without a look at all posts.
    """

    def __init__(
        self, posts: Sequence[Post], keywords_of: Callable[[Post], str], kept: dict[str, list[int]] | None = None
    ) -> None:
        self._posts = posts
        self._keywords_of = keywords_of
        self._kept = kept
        self._positions = dict(zip(map(id, posts), count(), strict=False))

    @cached_property
    def _known(self) -> dict[str, list[int]]:
        return everywhere(self._posts, self._keywords_of) if self._kept is None else self._kept

    def know_all(self) -> None:
        """Find out where everything is, for whoever may ask nobody."""
        self._kept = None
        vars(self).pop("_known", None)
        self._known  # noqa: B018

    def places(self, key: str) -> Sequence[int]:
        """Where a tag or keyword is among the listed posts."""
        return self._known[key]

    def of(self, post: Post) -> list[Post]:
        """At most three posts, the nearest first; never itself, its translations or the parts of its series."""
        own, known = self._positions.get(id(post), 0), self._known
        reach = NEAREST // 2
        scores: dict[int, float] = {}
        so_far = scores.get
        for key in keys_of(post.tags, self._keywords_of(post)):
            places = known[key]
            value = _value(key[0] == "#", len(places))
            if not value:
                continue
            middle = bisect_left(places, own)
            for position in places[middle - reach if middle > reach else 0 : middle + reach]:
                scores[position] = so_far(position, 0.0) + value
        good = [(position, score) for position, score in scores.items() if score >= LEAST]
        good.sort(key=itemgetter(1), reverse=True)
        chosen = (each for _, alike in groupby(good, itemgetter(1)) for each in self._by_distance(alike, post))
        return list(islice((each for each in chosen if _apart(each, post)), SHOWN))

    def _by_distance(self, alike: Iterable[tuple[int, float]], post: Post) -> list[Post]:
        """Posts that go equally well with one, the nearest in time first."""
        positions = sorted(position for position, _ in alike)
        found = [self._posts[position] for position in positions]
        return sorted(found, key=lambda each: abs(each.date - post.date)) if len(found) > 1 else found

    def beside(self, key: str, position: int, slack: int) -> list[Post]:
        """The posts that may look at one in this position because of this tag or keyword, and ``slack`` more."""
        places = self.places(key)
        middle, reach = bisect_left(places, position), NEAREST // 2 + slack
        return [self._posts[place] for place in places[max(0, middle - reach) : middle + reach]]

    def changed_by(self, position: int) -> list[Post]:
        """The posts with which others may go well since that in this position came, if nothing shared weighs otherwise.

        Where it came near enough in time to be looked at for a tag or keyword, it took the place of the farthest that
        was, if there were so many. Of posts where it took no place, it changes only those that it is good enough for.
        """
        reach = NEAREST // 2
        scores: dict[int, float] = defaultdict(float)
        changed: set[int] = set()
        for key in self.keys_at(position):
            places = self.places(key)
            value = _value(key[0] == "#", len(places))
            if not value:
                continue
            here = bisect_left(places, position)
            for at in range(max(0, here - reach + 1), min(len(places), here + reach + 1)):
                if at == here:
                    continue
                scores[places[at]] += value
                if at > reach if at > here else at + reach < len(places):
                    changed.add(places[at])
        changed.update(place for place, score in scores.items() if score > LEAST - _HAIR)
        return [self._posts[place] for place in sorted(changed)]

    def retell(self, post: Post, had: Iterable[str], has: Iterable[str]) -> None:
        """Take up that a post has other keywords than it had."""
        if self._kept is None and "_known" not in vars(self):
            return  # which will find what it has now
        own, known = self._positions[id(post)], self._known
        for word in set(had).difference(has):
            known[word].remove(own)
        for word in set(has).difference(had):
            insort(known[word], own)

    def keys_at(self, position: int) -> list[str]:
        """The tags and keywords of the post in this position."""
        post = self._posts[position]
        return keys_of(post.tags, self._keywords_of(post))

    def with_key(self, key: str) -> list[Post]:
        return [self._posts[place] for place in self.places(key)]


def everywhere(posts: Iterable[Post], keywords_of: Callable[[Post], str]) -> dict[str, list[int]]:
    """Where each tag and keyword is among these posts. To find out of all costs hardly more than of one post's."""
    found: dict[str, list[int]] = defaultdict(list)
    for position, post in enumerate(posts):
        for tag in post.tags:
            found[f"#{tag.slug}"].append(position)
        for word in keywords_of(post).split():
            found[word].append(position)
    return found


def keys_of(tags: Iterable[Tag], keywords: str) -> list[str]:
    """What a post is found by: its tags, with a sign before them that no word has, and its keywords."""
    return [*[f"#{tag.slug}" for tag in tags], *keywords.split()]


@cache
def _value(is_tag: bool, count: int) -> float:
    """What it counts to share a tag or keyword that so many posts have."""
    if not count or (not is_tag and count > TOO_COMMON):
        return 0.0
    return (TAG if is_tag else WORD) / count.bit_length()


def weighs_the_same(key: str, before: int, now: int) -> bool:
    """Whether a tag or keyword counts as much in so many posts as in so many others."""
    same_side = key[0] == "#" or (before > TOO_COMMON) == (now > TOO_COMMON)
    return same_side and before.bit_length() == now.bit_length()


def _apart(one: Post, other: Post) -> bool:
    same_text = (one.translation_of or one.slug) == (other.translation_of or other.slug)
    same_series = bool(one.series) and one.series == other.series
    return one.permalink != other.permalink and not same_text and not same_series
