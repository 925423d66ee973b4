"""Liquid's tags that stand for one thing of their own: a picture, a player, a link to what is elsewhere."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Mapping

from potluck.moving.bodies.prose import film, picture
from potluck.moving.front_matter import as_text
from potluck.moving.model import Entry

ARGUMENT = re.compile(r"""(?<![\w-])([\w-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'%]+))""")
IMAGE = re.compile(r"(?:[\w-]+\s+)*?(\S*[/.]\S*)(?:\s+\d+(?:px)?){0,2}\s*(.*)\Z", re.DOTALL)
QUOTED = re.compile(r"""\"([^"]*)"|'([^']*)'""")


def arguments_of(text: str) -> dict[str, str]:
    """What a tag gives by name."""
    return {found[1]: found[2] or found[3] or found[4] or "" for found in ARGUMENT.finditer(text)}


def figure(given: Mapping[str, str]) -> str | None:
    """A picture with its caption; none where no address is given."""
    address = next((given[key] for key in ("image_path", "url", "src", "file", "path") if given.get(key)), None)
    if not address:
        return None
    words = given.get("alt") or given.get("description") or given.get("caption") or ""
    caption = given.get("caption") or given.get("description") or given.get("title") or ""
    return f"\n\n{picture(words, address, caption)}\n\n"


def player(name: str, arguments: str, _: Entry | None = None) -> str:
    """A film of `youtube` or `vimeo`."""
    address = as_text(arguments_of(arguments).get("id") or arguments.strip("\"' ").split(" ")[0])
    return f"\n\n<{film(name, address)}>\n\n"


def _gist(_: str, arguments: str, entry: Entry) -> str:
    return f"\n\n<https://gist.github.com/{arguments.split()[0]}>\n\n" if arguments else ""


def _post_elsewhere(_: str, arguments: str, entry: Entry) -> str:
    address = arguments.split()[0].strip("\"'") if arguments else ""
    return f"\n\n<{address}>\n\n" if re.match(r"https?://", address) else ""


def _img(_: str, arguments: str, entry: Entry) -> str:
    """Octopress': classes, the address, its size, then words: a title, and perhaps what it shows."""
    found = IMAGE.match(arguments)
    if not found:
        return ""
    title, words = [*(one or other for one, other in QUOTED.findall(found[2])), "", ""][:2]
    title = title or found[2].strip()
    return picture(words or title, found[1], title if words else "")


def _asset_img(_: str, arguments: str, entry: Entry) -> str:
    """Hexo's: a picture of the folder that is named as the text's file."""
    stem = posixpath.splitext(posixpath.basename(entry.source))[0]
    found = IMAGE.match(arguments)
    return _img("img", f"{stem}/{arguments[found.start(1) :]}" if found else "", entry)


def _post_link(_: str, arguments: str, entry: Entry) -> str:
    """Hexo's: a text by its file's name, and perhaps the words to click on."""
    name, _, words = arguments.partition(" ")
    words = words.strip("\"' ")
    return f"[{words}]({name})"


def _image(_: str, arguments: str, entry: Entry) -> str:
    """Eleventy's: an address in quotes, and words in quotes behind it."""
    given = [found[2] for found in re.finditer(r"""(["'])(.*?)\1""", arguments)]
    if not given:
        return _img("img", arguments, entry)
    return f"![{given[1] if len(given) > 1 else ''}]({given[0]})"


TAGS: dict[str, Callable[[str, str, Entry], str]] = {
    "gist": _gist,
    "youtube": player,
    "vimeo": player,
    "twitter": _post_elsewhere,
    "tweet": _post_elsewhere,
    "img": _img,
    "asset_img": _asset_img,
    "post_link": _post_link,
    "image": _image,
}
"""What stands in a text in place of each; they are given their name, their arguments, and the entry."""
