"""What a post's name and place say: its date and slug, and what is wrong with them."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from zoneinfo import ZoneInfo

import msgspec

from potluck.content import names
from potluck.content.front_matter.dates import Moment
from potluck.content.names import read_post_name
from potluck.content.rules import names as rules
from potluck.content.tree import Found
from potluck.late import late
from potluck.problems import Problem

IMPOSSIBLE = late(r"(?P<year>20\d\d)-(?P<month>0[1-9]|1[0-2])-(?P<day>\d\d)(?!\d)")
DATED_FOLDERS = late(r"/(?P<year>\d{4})[/-](?P<month>\d{1,2})[/-](?P<day>\d{1,2})/(?P<own>.+)\Z")


class Naming(msgspec.Struct, frozen=True):
    """The slug (empty when the name has none) and date of a post's name, and the problem with it."""

    slug: str
    date: dt.date | None
    problem: Problem | None = None

    def moment(self, zone: ZoneInfo) -> Moment | None:
        """The day of the name, in the site's time zone."""
        return Moment(dt.datetime.combine(self.date, dt.time(), zone), False) if self.date else None


def name_post(found: Found, dated: bool, title: str, slug: str | None) -> Naming:
    """Read a post's name; `dated` is whether its front matter gives a date, `slug` the one given there, which wins."""
    name = found.path.stem
    if (in_folder := name == "index") and "/" in found.inside:
        name = found.path.parent.name
    read = read_post_name(name)
    words = slug or read.slug
    if in_folder and found.inside.count("/") < 2:
        return Naming("", None, _nameless(found, title))
    if in_folder and name.lower().endswith(names.MARKDOWN_SUFFIX):
        return Naming(words, read.date, _called_like_a_file(found, name))
    if read.wrong_date and not dated:
        return Naming(words, None, _wrong_date(found, read, title))
    if read.date is None and not dated:
        return Naming(words, None, _undated(found, words))
    if not words:
        return Naming("", read.date, _wordless(found, read.date, title))
    return Naming(words, read.date)


def _moved(found: Found, name: str) -> str:
    """The path of the file under another name (of the post's folder, where it has one)."""
    folder, _, own = found.relative.rpartition("/")
    if found.path.stem == "index":
        return f"{folder.rpartition('/')[0]}/{name}/{own}"
    return f"{folder}/{name}.md"


def _called_like_a_file(found: Found, name: str) -> Problem:
    target = _moved(found, name[: -len(names.MARKDOWN_SUFFIX)])
    title = f"The folder `{name}` is called like a file; the `.md` would be part of the post's address."
    return rules.SUFFIX.at(found.relative, title=title, fix=f"Rename the folder: `{target}`.", move_to=target)


def _wrong_date(found: Found, read: names.PostName, title: str) -> Problem:
    better = read.suggestion
    name = names.own_name(found.path)
    if better is None and (impossible := IMPOSSIBLE.match(name)):
        year, month = int(impossible["year"]), int(impossible["month"])
        last = calendar.monthrange(year, month)[1]
        said = f"There is no day {impossible['day']} in that month, which has {last} days."
        fix = f"Rename it to the day you mean, such as `{year}-{month:02}-{last}-{read.slug[11:] or 'my-post'}.md`."
        return rules.WRONG_DATE.at(found.relative, title=said, fix=fix)
    if better is None and read.possible:
        either = " or ".join(f"`{day}-{read.slug}.md`" for day in read.possible)
        said = "The date in this name can be read in several ways."
        return rules.WRONG_DATE.at(found.relative, title=said, fix=f"Rename it to {either}: which day do you mean?")
    if better is None:
        words = re.sub(r"\A[\d-]+(?=[a-z])", "", read.slug) or names.slugify(title) or "my-post"
        fix = f"Rename it to year-month-day and a few words, such as `2024-05-31-{words}.md`."
        return rules.WRONG_DATE.at(found.relative, fix=fix)
    target = _moved(found, better)
    said = "The date stands behind the words of this name, and belongs in front of them." if name[-1:].isdigit() else ""
    said = said if name.endswith(better[:10]) else ""
    return rules.WRONG_DATE.at(found.relative, title=said, fix=f"Rename it to `{target}`.", move_to=target)


def _undated(found: Found, words: str) -> Problem:
    folder = read_post_name(found.path.parent.name)
    index = f"{found.relative.rpartition('/')[0]}/index.md"
    if folder.date and folder.slug and found.path.stem != "index" and not found.path.with_name("index.md").exists():
        title = "A post that has a folder of its own is called `index.md`."
        return rules.NO_DATE.at(found.relative, title=title, fix=f"Rename it to `{index}`.", move_to=index)
    if dated := DATED_FOLDERS.search(found.relative):
        date = names.make_date(int(dated["year"]), int(dated["month"]), int(dated["day"]))
        target = f"{found.relative[: dated.start()]}/{date}-{dated['own']}"
        if date:
            return rules.NO_DATE.at(found.relative, fix=f"Rename it to `{target}`.", move_to=target)
    fix = f"Put the day it should appear, and a hyphen, in front of the name, such as `2024-05-31-{words}.md`."
    return rules.NO_DATE.at(found.relative, fix=fix)


def _wordless(found: Found, date: dt.date | None, title: str) -> Problem:
    words = names.slugify(title)
    if not words or not date:
        return rules.NO_SLUG.at(found.relative)
    target = _moved(found, f"{date}-{words}")
    return rules.NO_SLUG.at(found.relative, fix=f"Rename it to `{target}`.", move_to=target)


def _nameless(found: Found, title: str) -> Problem:
    words = names.slugify(title) or "my-post"
    fix = f"Put it into a folder of its own, such as `content/posts/2024-05-31-{words}/index.md`."
    return rules.NO_SLUG.at(found.relative, title="This post is in no folder of its own, so it has no name.", fix=fix)
