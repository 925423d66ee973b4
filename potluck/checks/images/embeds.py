"""What a post embeds: frames of other sites, films and sounds."""

from __future__ import annotations

import re
from collections.abc import Iterator

from potluck.checks.registry import text_check
from potluck.checks.text import Text
from potluck.content.targets import Missing
from potluck.problems import Problem, error, in_post, warning

EMBED_HTTP = warning(
    "embed-http",
    "This is embedded over `http://`.",
    why="Browsers refuse to show it on a secure page, so readers would see an empty box.",
    fix="Write `https://`.",
    bad=in_post('<iframe src="http://trinket.io/embed/python/1" title="A program"></iframe>'),
    good=in_post('<iframe src="https://trinket.io/embed/python/1" title="A program"></iframe>'),
)
EMBED_HOST = warning(
    "embed-host",
    "This site is not one of those that posts can embed.",
    why="Readers would see a link to it and not the thing itself.",
    fix="Link to it, or ask the maintainers to add it to `EMBED_HOSTS` in `pelicanconf.py`.",
    bad=in_post('<iframe src="https://example.org/player" title="A player"></iframe>'),
    good=in_post("[A player](https://example.org/player)"),
)
EMBED_PAGE = error(
    "embed-page",
    "This frame leads to a page with a film on it, and not to the film.",
    why="Such pages refuse to be shown in a frame, so readers would see an empty box.",
    fix="Write the address of the page in angle brackets, on a line of its own, without a frame.",
    bad=in_post('<iframe src="https://www.youtube.com/watch?v=aqz-KE-bpKQ" title="A film"></iframe>'),
    good=in_post("<https://www.youtube.com/watch?v=aqz-KE-bpKQ>"),
)
YOUTUBE_PAGE = re.compile(
    r"https?://(?:www\.|m\.)?(?:youtube\.com/(?:watch\?(?:[^\s\"'&]{0,100}&)?v=|shorts/)|youtu\.be/)(?P<id>[\w-]{6,20})"
)
VIMEO_PAGE = re.compile(r"https?://(?:www\.)?vimeo\.com/(?P<id>\d{5,12})")
FILM_LOST = error(
    "film-lost",
    "A post can't show a film or play a sound from a file of its own.",
    why="The tag is taken out, so readers would find nothing here.",
    fix="Put the film on a site such as YouTube or Vimeo, and its address here, on a line of its own.",
    bad=in_post('<video src="river.mp4"></video>'),
    good=in_post("<https://www.youtube.com/watch?v=aqz-KE-bpKQ>"),
)
FILM_ELSEWHERE = warning(
    "film-elsewhere",
    "This film or sound is not shown here; its tag is taken out.",
    why="It would tell another site who reads your post, and readers would find nothing in its place.",
    fix="Link to it: `[what it shows](the address)`.",
    bad=in_post('<video src="https://example.org/river.mp4"></video>'),
    good=in_post("[The river in a film](https://example.org/river.mp4)"),
)


@text_check(EMBED_HTTP, EMBED_HOST, EMBED_PAGE)
def embeds(text: Text) -> Iterator[Problem]:
    """What is embedded, and from where."""
    allowed = [each.removeprefix("www.") for each in text.site.settings.embed_hosts]
    for place, tag in text.tags:
        if tag.name not in ("iframe", "embed") or tag.closing:
            continue
        url = tag.attributes.get("src", "").strip()
        if url[:1] in ("“", "”", "„"):
            continue  # told as a tag whose quotation marks make none
        host = re.sub(r"\A(?:https?:)?//([^/:?#]*).*", r"\1", url, flags=re.DOTALL).lower()
        if player := _player(url):
            better = text.line(place.line).replace(url, player, 1)
            fix = f"Write: `{player}`"
            yield text.changed(EMBED_PAGE, place.line, better, place.column, fix=fix)
        elif url.startswith("http://"):
            better = text.line(place.line).replace(url, f"https{url[4:]}")
            yield text.mended(EMBED_HTTP, place.line, place.line, [better], place.column)
        elif tag.name == "iframe" and "//" in url and host.removeprefix("www.") not in allowed:
            title = f"`{host[:60]}` is not one of the sites that posts can embed."
            yield text.here(EMBED_HOST, place, title=title)


def _player(url: str) -> str | None:
    """The address of the player, for that of a page with a film."""
    if found := YOUTUBE_PAGE.match(url):
        return f"https://www.youtube.com/embed/{found['id']}"
    found = VIMEO_PAGE.match(url)
    return f"https://player.vimeo.com/video/{found['id']}" if found else None


@text_check(FILM_LOST, FILM_ELSEWHERE)
def films(text: Text) -> Iterator[Problem]:
    """Films and sounds of the author's own; one problem for each tag, however many files it offers."""
    told = False
    for place, tag in text.tags:
        if tag.closing or tag.name not in ("video", "audio", "source"):
            continue
        url = tag.attributes.get("src", "").strip()
        told = told and tag.name == "source"
        if not url or told:
            continue
        told = True
        if re.match(r"(?:https?:)?//", url):
            fix = f"Link to it: `[what it shows]({url})`"
            yield text.here(FILM_ELSEWHERE, place, fix=fix)
        else:
            held = isinstance(text.target(url), Missing)
            title = f"`{url[:60]}` is not here, and a post can't show films or play sounds itself." if held else ""
            yield text.here(FILM_LOST, place, title=title)
