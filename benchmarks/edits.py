"""What is measured: a first build, and builds after one edit each, with a look whether the edit arrived."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from benchmarks.contestant import Contestant, path_of

Arrived = Callable[[], bool]


@dataclass(frozen=True)
class Scenario:
    """An edit by its key. ``edit(site, mark)`` makes it and answers how to tell that it is on the site."""

    key: str
    label: str
    edit: Callable[[Contestant, str], Arrived]


def _nothing(site: Contestant, mark: str) -> Arrived:
    page = site.page("tags/")
    return page.is_file


def _says(file: Path, words: str) -> bool:
    return file.is_file() and words in file.read_text(encoding="utf-8")


def body(site: Contestant, mark: str) -> Arrived:
    """A sentence more in a post from the middle."""
    entry = site.corpus.entry(site.corpus.posts // 2)
    site.put_entry(site, entry.saying(f"And {mark} at the end."))
    return lambda: _says(site.page(path_of(entry)), mark)


def _title(site: Contestant, mark: str) -> Arrived:
    entry = site.corpus.entry(site.corpus.posts // 2 + 1)
    site.put_entry(site, replace(entry, title=f"{entry.title} {mark}"))
    lists = ("archive/", f"archive/{entry.date.year}/")  # of very many posts, each year has its own
    return lambda: _says(site.page(path_of(entry)), mark) and any(_says(site.page(each), mark) for each in lists)


def _new_post(site: Contestant, mark: str) -> Arrived:
    entry = site.corpus.entry(site.corpus.posts + 1)
    site.put_entry(site, replace(entry, title=f"{entry.title} {mark}"))
    return lambda: _says(site.page(path_of(entry)), mark) and _says(site.page(""), mark)


def _bio(site: Contestant, mark: str) -> Arrived:
    entry = site.corpus.entry(site.corpus.posts // 2)
    member = entry.authors[0]
    site.put_member(site, replace(member, bio=f"{member.bio} And {mark}."))
    author = site.page(f"authors/{member.handle}/")
    return lambda: _says(author, mark) and _says(site.page(path_of(entry)), mark)


def _template(site: Contestant, mark: str) -> Arrived:
    entry = site.corpus.entry(1)
    site.change_template(mark)
    return lambda: _says(site.page("tags/"), mark) and _says(site.page(path_of(entry)), mark)


COLD = Scenario("cold", "cold", _nothing)
SCENARIOS = (
    COLD,
    Scenario("nothing", "nothing changed", _nothing),
    Scenario("body", "one body", body),
    Scenario("title", "one title", _title),
    Scenario("post", "one new post", _new_post),
    Scenario("bio", "one bio", _bio),
    Scenario("template", "one template", _template),
)
WATCHED, RESTED = "served", "rested"
"""The keys of one body edited while a contestant's server watches: until a browser has it, until the server rests."""
