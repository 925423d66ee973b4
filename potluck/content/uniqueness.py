"""One thing at each address: posts, pages, people and aliases must not take one another's place."""

from __future__ import annotations

import posixpath
import re
import unicodedata
from collections.abc import Iterable, Mapping
from difflib import get_close_matches

from potluck.content.model import Page, Person, Post
from potluck.content.names import IMAGE_SUFFIXES, own_name, slugify
from potluck.content.rules import fields, names
from potluck.late import late
from potluck.problems import Edit, Problem

MOST_GUESSES = 20
"""Translations of nothing for which the post that was meant is looked for; each is held against all posts."""
RESERVED_TOPS = frozenset(
    """
    404 404.html archive assets authors cname css docs events.ics feed feed.css feed.json feed.xml feeds images
    index index.html js numbers page pagefind people people.opml robots.txt scripts search series sitemap.xml static
    tags theme write
    """.split()
)
OWN_FOLDERS = frozenset("authors docs images page pagefind scripts search series tags theme".split())
"""Folders at the top where everything is the site's own, now or once there are more posts."""
YEAR_OF_ARCHIVE = late(r"archive/[0-9]{4}\Z")
"""Where the archive of very many posts has a page for each year."""
FOR_THE_SERVER = late(r"(?:[a-z]+/)?(?:default|index)\.[a-z]{2,5}\Z|(?:200|[45][0-9][0-9x])\.html?\Z")
"""Files that some web servers answer with before a folder's `index.html`, or where nothing is."""
FOR_THE_HOST = late(
    r"(?:netlify|wrangler|fly)\.toml\Z|(?:vercel|now|firebase|staticwebapp\.config|assetlinks)\.json\Z|web\.config\Z"
    r"|(?:render|app|amplify)\.ya?ml\Z|php\.ini\Z|apple-app-site-association\Z|(?:sw|service-?worker)\.js\Z|manifest\.json\Z|site\.webmanifest\Z"
    r"|(?:favicon|apple-touch-icon)[^/]*\.(?:ico|png|svg)\Z|(?:browserconfig|crossdomain|clientaccesspolicy)\.xml\Z"
)
"""Files at the top by which hosts and browsers are told how to take the whole site; many hosts keep names with `_`."""
OWN_NAMES = frozenset(("card@1200.png",))
"""Files that the site may have in any folder."""
PROOF_OF_OWNERSHIP = late(
    r"(?:(?:google|naver|yandex_|pinterest-|wmail_|loaderio-)[0-9a-f]{5,}|bingsiteauth|baidu_verify_\S+|nortonsw_\S+"
    r"|sogousiteverification|bytedanceverify|zohoverify|(?=.*[0-9])[0-9a-z]{30,40})\.(?:html?|xml|txt)\Z"
    r"|(?:app-)?ads\.txt\Z|(?:security|keybase|detectify)\.txt\Z|\S*verif\S*\.(?:txt|xml)\Z|\S*(?:site|domain)-?verif\S*\Z"
)
"""Files by which others tell whose a site is, or who may act for it."""


def is_the_sites_own(path: str) -> bool:
    """Whether an address, without a slash in front, is one that only the site itself may give out."""
    place = _place(path)
    top, _, below = place.partition("/")
    if not OWN_NAMES.isdisjoint(place.split("/")):
        return True
    if FOR_THE_SERVER.match(place) and ("/" not in place or top in RESERVED_TOPS):
        return True
    if top.startswith("_") or (not below and FOR_THE_HOST.match(top)):
        return True
    if not below:
        in_year = top.isdigit() and len(top) == 4
        is_proof = PROOF_OF_OWNERSHIP.match(top) is not None
        return top in RESERVED_TOPS or in_year or is_proof or re.fullmatch(r"sitemap-\d+\.xml", top) is not None
    return top in OWN_FOLDERS or (top in RESERVED_TOPS and "." in top) or YEAR_OF_ARCHIVE.match(place) is not None


def _place(path: str) -> str:
    """What an address is known by: two that a file system or a web server may take for one have the same."""
    plain = path.lower() if path.isascii() else unicodedata.normalize("NFC", path).casefold()
    plain = plain.strip("/")
    return plain.removesuffix("/index.html")


def reserved(slug: str, relative: str) -> Problem | None:
    """The problem of a page that would stand where the site puts something of its own."""
    if slug in RESERVED_TOPS or (slug.isdigit() and len(slug) == 4):
        title = f"The address `/{slug}/` is taken by a page that the site makes itself."
        return names.RESERVED.at(relative, title=title)
    return None


def one_at_each_address(
    posts: list[Post], pages: list[Page], people: Iterable[Person]
) -> tuple[list[Post], list[Page], list[Problem]]:
    """Keep the first of those that share an address; the others become problems that name both."""
    taken: dict[str, str] = {_place(person.permalink): person.relative for person in people}
    problems: list[Problem] = []
    kept_posts = [post for post in posts if _takes(post, taken, problems)]
    kept_pages = [page for page in pages if _takes(page, taken, problems)]
    kept: tuple[Post | Page, ...] = (*kept_posts, *kept_pages)
    pages_of = dict(taken)
    for each in kept:
        for alias in each.aliases:
            problems += _alias(each, alias, taken, pages_of)
    problems += _translations(kept_posts, {post.slug for post in posts})
    problems += _translations(kept_pages, {page.slug for page in pages})
    blamed = {problem.path for problem in problems}
    return (
        [post for post in kept_posts if post.relative not in blamed],
        [page for page in kept_pages if page.relative not in blamed],
        problems,
    )


def _takes(each: Post | Page, taken: dict[str, str], problems: list[Problem]) -> bool:
    mine = each.relative
    other = taken.setdefault(_place(each.permalink), mine)
    if other == mine:
        return True
    title = f"`/{each.permalink}` is the address of `{other}` already."
    by_slug = own_name(each.source.path) != each.slug and _line_of(each, "slug:")
    line, fix = (by_slug, "Give it another slug.") if by_slug and by_slug > 1 else (None, "")
    problems.append(names.PERMALINK.at(mine, line, title=title, fix=fix, also=(other,)))
    return False


def _alias(each: Post | Page, alias: str, taken: dict[str, str], pages: dict[str, str]) -> list[Problem]:
    mine = each.relative
    if each.permalink == alias:
        return []
    place = _place(alias)
    bare = place.removesuffix(".html").removesuffix(".htm")  # many servers answer `/about` with `about.html`
    owner = taken.setdefault(place, mine)
    owner = pages.get(bare, mine) if owner == mine else owner
    folder = whose_folder(place, mine, pages)
    if owner == mine and not folder and not is_the_sites_own(alias) and not is_the_sites_own(bare):
        return []
    owner = folder if owner == mine and folder else owner
    return [alias_taken(each, alias, "" if owner == mine else owner)]


def alias_taken(each: Post | Page, alias: str, owner: str) -> Problem:
    """The problem of an old address at which something else stands: the file of another, or ("") the site's own."""
    whose = f"`{owner}`" if owner else "the site itself"
    title = f"The old address `/{alias}` is in use by {whose}."
    also = (owner,) if owner else ()
    fix = "Delete this alias."
    return names.PERMALINK.at(each.relative, _line_of(each, "aliases"), title=title, fix=fix, also=also)


def whose_folder(place: str, mine: str, pages: Mapping[str, str]) -> str:
    """The source of the page whose folder an address lies in, if something of that page's could be there; else "".

    Beside a post, a page or a person there are pictures, and no other files. A page may have old addresses of others
    below it: a blog's posts were often below the page of their section (`/news/2014/12/17/soup.html`).
    """
    parts = place.split("/")
    for length in range(len(parts) - 1, 0, -1):
        owner = pages.get("/".join(parts[:length]), "")
        is_picture = any(posixpath.splitext(part)[1] in IMAGE_SUFFIXES for part in parts[length:])
        if owner and (is_picture or (owner != mine and length > 1)):
            return owner
    return ""


def _translations(kept: list[Post] | list[Page], slugs: set[str]) -> list[Problem]:
    found: list[Problem] = []
    for each in kept:
        if each.translation_of and (each.translation_of not in slugs or each.translation_of == each.slug):
            title = f"There is no post called `{each.translation_of[:60]}` that this one could translate."
            line = _line_of(each, "translation_of")
            if each.translation_of == each.slug:
                title = f"`{each.slug}` is what this post is called itself, so it can't be a translation of that."
                better = f"slug: {slugify(f'{each.slug} {each.lang}')}"
                has_twin = any(other is not each and other.slug == each.slug for other in kept)
                fix = f"Give it a slug of its own, with a line such as: `{better}`" if has_twin else ""
                found.append(fields.TRANSLATION_UNKNOWN.at(each.relative, line, title=title, fix=fix))
                continue
            near = _meant(each, kept) if len(found) < MOST_GUESSES else None
            better = f"translation_of: {near}"
            fix, edit = (f"Write: `{better}`", Edit(line, line, better)) if near else ("", None)
            found.append(fields.TRANSLATION_UNKNOWN.at(each.relative, line, title=title, fix=fix, edit=edit))
    return found


def _meant(each: Post | Page, kept: list[Post] | list[Page]) -> str | None:
    """The slug of the one post whose title, or almost whose slug, a translation names."""
    said = slugify(each.translation_of or "")
    others = [other for other in kept if other is not each]
    near = [other.slug for other in others if slugify(other.title) == said]
    near = near or get_close_matches(said, [other.slug for other in others], n=1, cutoff=0.75)
    return near[0] if said and len(near) == 1 else None


def _line_of(each: Post | Page, key: str) -> int:
    for number, line in enumerate(each.source.lines[: each.body_line], 1):
        if line.lower().lstrip().startswith(key[:5]):
            return number
    return 1
