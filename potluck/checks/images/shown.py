"""Images in a text: there, on this site, and described for those who can't see them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from potluck.checks.images.embeds import FILM_LOST
from potluck.checks.images.files import weighed
from potluck.checks.images.lost import IMAGE_MISSING, missing_image, on_own_computer
from potluck.checks.images.syntax import IMAGE_SYNTAX
from potluck.checks.inline import Link, Tag
from potluck.checks.links.addresses import better_address, insecure
from potluck.checks.links.detours import own_file
from potluck.checks.links.targets import LOCAL
from potluck.checks.registry import text_check
from potluck.checks.text import Place, Text
from potluck.content.names import OWN_DISK
from potluck.content.targets import External, ImageTarget, Missing, Target
from potluck.markup.hosts import host_of, leads_away
from potluck.problems import Edit, Example, Problem, error, in_post, warning

LONGEST_POOR = 1_000
"""Characters: whoever writes more says something. And images within images would be gone through again and again."""
POOR_ALT = re.compile(
    r"(?:an? |the )?(?:image|img|picture|pic|photo|screen ?shots?|figure|graphic|alt(?:ernative)?(?: text)?|untitled"
    r"|icon|logo|text|png|jpe?g|gif|svg|bild|foto|imagen|imagem|immagine|captura(?: de (?:pantalla|ecrã|tela))?"
    r"|bildschirmfoto|obraz|zdjęcie|capture d['’]écran|afbeelding|фото|изображение|картинка"
    r"|图片|圖片|照片|截圖|截图|画像|写真|スクリーンショット"
    r"|사진|이미지|스크린샷|صورة|תמונה)[ _#-]*\d*\Z"
    r"|(?:IMG|DSC|DSCN|PXL|Screen ?Shot|WhatsApp Image|signal"
    r"|Bildschirmfoto|Capture d['’]écran|Captura de (?:pantalla|tela|ecrã)|Schermata|Zrzut ekranu|Ekran görüntüsü"
    r"|Снимок экрана|螢幕截圖|截圖|屏幕截图|截图|スクリーンショット|스크린샷)[ _-]*[\d_ -]+.*\Z"
    r"|[^\s]+\.(?:png|jpe?g|gif|webp|avif|svg)\Z"
    r"|image alt text|enter image description here|description|[\W\d_]+\Z",
    re.IGNORECASE,
)
WEB_PAGE = re.compile(
    r"https?://(?:www\.)?(?:imgur\.com/(?:a/|gallery/)?\w+/?\Z|(?:www\.)?flickr\.com/photos/|github\.com/[^/]+/[^/]+/blob/(?!.*\?raw=)"
    r"|(?:www\.)?dropbox\.com/s/[^?]*\Z|drive\.google\.com/file/|photos\.google\.com/|photos\.app\.goo\.gl/|(?:www\.|share\.)?icloud\.com/|drive\.google\.com/open|1drv\.ms/|(?:www\.)?canva\.com/design|unsplash\.com/(?:[a-z-]+/)?photos/|(?:www\.)?pexels\.com/photo/|pixabay\.com/(?:photos|illustrations)/|(?:www\.)?google\.\w+/imgres|(?:www\.)?pinterest\.\w+/pin/|giphy\.com/gifs/|tenor\.com/view/|(?:www\.)?facebook\.com/photo|(?:x|twitter)\.com/\w+/status/|(?:www\.)?instagram\.com/p/|postimg\.cc/"
    r"|(?:\w+\.)?wikipedia\.org/wiki/(?:File|Datei|Fichier):|commons\.wikimedia\.org/wiki/File:|ibb\.co/\w+\Z|prnt\.sc/)",
    re.IGNORECASE,
)
PAGE_ALONE = re.compile(r"https?://[^\s?#]{3,300}/(?:#\S{0,100})?\Z")
"""An address that ends as those of pages do, and no file of a picture."""
FILM_PAGE = re.compile(
    r"https?://(?:(?:www\.|m\.)?youtube\.com/(?:watch\?|shorts/|live/)|youtu\.be/|(?:www\.)?vimeo\.com/\d)\S*\Z",
    re.IGNORECASE,
)
FILM_FILE = re.compile(r"\.(?:mp[34]|m4[av]|mov|webm|avi|mkv|og[agv]|wav|flac|aac)\Z", re.IGNORECASE)
NOT_AN_IMAGE = re.compile(r"\.(?:html?|php|pdf|mp4|mov|webm|py|txt|md|docx?)(?:\?.*)?\Z", re.IGNORECASE)
OF_A_PROGRAM = re.compile(
    r"(?:attachment|blob|webkit-fake-url|cid|content|ms-[a-z-]+|about|chrome-extension|moz-extension|x-apple[a-z-]*"
    r"|applewebdata|asset|app|capacitor|resource|obsidian|notion|evernote|onenote):",
    re.IGNORECASE,
)
"""How notebooks, browsers, telephones and mail programs name a picture that only they have."""
NAME_ALONE = re.compile(r"[\w./-]{1,200}\.(?:png|jpe?g|gif|webp)", re.IGNORECASE)
NAMED_IMAGE = re.compile(r"\A[^:]*\.(?:png|jpe?g|gif|webp|avif)\Z", re.IGNORECASE)

IMAGE_IS_PAGE = error(
    "image-is-page",
    "This is the address of a page with an image on it, not of the image.",
    why="Readers would see a torn picture.",
    fix="Save the picture, put it into the post's own folder, and write `![what it shows](photo.jpg)`.",
    bad=in_post("![The river](https://imgur.com/a1b2c3d)"),
    good=IMAGE_SYNTAX.good,
)
IMAGE_NO_ALT = warning(
    "image-no-alt",
    "Nothing says what this image shows.",
    why="People who can't see it, and everybody for whom it does not load, learn nothing of it.",
    fix="Say between the square brackets what the picture shows: `![The river behind the library](river.jpg)`.",
    bad=in_post("![](https://example.org/river.jpg)"),
    good=IMAGE_SYNTAX.good,
)
IMAGE_POOR_ALT = warning(
    "image-poor-alt",
    "These words do not say what the image shows.",
    why="People who can't see it hear only these words.",
    fix="Say what the picture shows, as you would on the telephone.",
    bad=in_post("![screenshot](https://example.org/river.jpg)"),
    good=IMAGE_SYNTAX.good,
)
IMAGE_ELSEWHERE = warning(
    "image-elsewhere",
    "This image lies on somebody else's site.",
    why="It is gone when they move it, and until then it tells them who reads your post.",
    fix="Save the picture, put it into the post's own folder, and write `![what it shows](photo.jpg)`.",
    bad=in_post("![The river behind the library](https://example.org/river.jpg)"),
    good=IMAGE_SYNTAX.good,
)
IMAGE_MARKUP = error(
    "image-attribute",
    "This tag does not say which image it shows: its `src` is missing.",
    why="Readers would see nothing, or a torn picture.",
    fix="Write `![what the picture shows](photo.jpg)`.",
    bad=in_post('<img scr="river.jpg" alt="The river">'),
    good=IMAGE_SYNTAX.good,
)

IMAGE_AS_LINK = warning(
    "image-as-link",
    "This leads to a picture, and does not show it.",
    why="Readers have to click, and then see the picture alone on an empty page.",
    fix="Put a `!` in front of the square bracket.",
    bad=Example(
        {path: text.replace("![", "[") if isinstance(text, str) else text
         for path, text in IMAGE_SYNTAX.good.files.items()},
        "[The river](river.png)",
    ),
    good=IMAGE_SYNTAX.good,
)  # fmt: skip
LINE_START = re.compile(r"[1iIl|¡]?\[")
"""The beginning of a link, or of a picture whose `!` is another key's sign."""


@text_check(IMAGE_AS_LINK)
def linked_images(text: Text) -> Iterator[Problem]:
    """A link to one of our own pictures that is all there is on its line."""
    for place, link in text.links:
        line = text.line(place.line)
        if link.is_image or link.style != "inline" or not NAMED_IMAGE.search(link.url) or not LINE_START.match(line):
            continue
        if "!" in line or line.count("](") != 1 or not line.rstrip().endswith(")"):
            continue
        if isinstance(text.target(link.url.strip()), ImageTarget):
            yield text.changed(IMAGE_AS_LINK, place.line, f"![{line.partition('[')[2]}", place.column)


@text_check(IMAGE_AS_LINK)
def named_images(text: Text) -> Iterator[Problem]:
    """The name of a picture that is all there is on its line: one of our own, or one in square brackets."""
    for number, line in text.running_with(".png", ".jp", ".gif", ".webp", ".PNG", ".JP"):
        name = line.strip()
        if bracketed := name[:1] == "[" and name[-1:] == "]" and f"{name.lower()}:" not in text.body.lower():
            name = name[1:-1]
        if " " not in name and NAME_ALONE.fullmatch(name) and (bracketed or _is_there(text.target(name))):
            title, target = f"`{name[:60]}` is the name of a picture, and does not show it.", text.target(name)
            there = (isinstance(target, Missing) and target.nearest) or name
            yield text.at(IMAGE_AS_LINK, number, 1, title=title, fix=f"Write: `![what the picture shows]({there})`")


def _is_there(target: Target) -> bool:
    """Whether a name is that of a picture, or nearly so, wherever that lies."""
    return isinstance(target, ImageTarget) or (isinstance(target, Missing) and bool(target.nearest or target.elsewhere))


@text_check(FILM_LOST, IMAGE_MISSING, IMAGE_IS_PAGE, IMAGE_NO_ALT, IMAGE_POOR_ALT, IMAGE_ELSEWHERE, IMAGE_MARKUP)
def images(text: Text) -> Iterator[Problem]:
    """Every image in a text: first whether it shows, then whether it is described."""
    for place, link in text.links:
        if link.is_image:
            yield from _source(text, place, link)
            if link.url.strip() or link.text.strip():
                yield from _described(text, place, text.words_of(place, link))
    for place, tag in text.tags:
        if tag.name == "img" and not tag.closing:
            yield from _tag(text, place, tag)


def _tag(text: Text, place: Place, tag: Tag) -> Iterator[Problem]:
    url = tag.attributes.get("src", "").strip()
    if url:
        yield from _source(text, place, Link(tag.start, tag.end, True, tag.attributes.get("alt", ""), url, url, "html"))
    else:
        near = next(
            (name for name in tag.attributes if name in ("scr", "srs", "source", "href", "url", "scource")), None
        )
        raw = text.line(place.line)
        if near is None:
            yield text.here(IMAGE_MARKUP, place)
        else:
            address = tag.attributes[near].strip()
            better = re.sub(rf"\b{near}\s*=", "src=", raw, count=1)
            if whole := better_address(address, address):
                better = better.replace(address, whole, 1)
            title = f"`{near}` should be `src`."
            yield text.changed(IMAGE_MARKUP, place.line, better, place.column, title=title)
    if "alt" not in tag.attributes:
        yield text.here(IMAGE_NO_ALT, place, fix='Add `alt="what the picture shows"` to the tag.')
    elif tag.attributes["alt"].strip():
        yield from _described(text, place, tag.attributes["alt"])


def _source(text: Text, place: Place, link: Link) -> Iterator[Problem]:
    url = link.url.strip()
    if OWN_DISK.match(url) or LOCAL.match(url):
        yield on_own_computer(text, place, link)
        return
    if (page := _a_page(text, place, link, url)) is not None:
        yield page
        return
    target = text.target(url)
    if isinstance(target, External):
        yield from _elsewhere(text, place, link)
    elif isinstance(target, ImageTarget):
        yield from weighed(text, place, target.image)
    else:
        missing = target if isinstance(target, Missing) else None
        yield missing_image(text, place, link, missing)
        meant = text.target(missing.nearest) if missing and missing.nearest else None
        if isinstance(meant, ImageTarget):
            yield from weighed(text, place, meant.image)


def _a_page(text: Text, place: Place, link: Link, url: str) -> Problem | None:
    """The problem of an address of a page, a film or a sound where one of an image belongs; none for any other."""
    if FILM_PAGE.match(url):
        title = "This is the address of a page with a film on it, and no picture."
        page = f"<{url}>"
        line = text.line(place.line)
        alone = line.strip() == line[place.column - 1 :].strip() and line.rstrip().endswith(")")
        edit = Edit(place.line, place.line, page) if alone and link.style == "inline" else None
        fix = f"Write it on a line of its own: `{page}`"
        return text.here(IMAGE_IS_PAGE, place, title=title, fix=fix, edit=edit)
    if FILM_FILE.search(url) and not url.startswith("http"):
        return text.here(FILM_LOST, place, title=f"`{url[:60]}` is a film or a sound, and no picture.")
    if (better := own_file(text, url)) is not None:
        title = "This is the address of a page with an image on it, and the image is here."
        return text.readdressed(IMAGE_IS_PAGE, place, link, better, title=title)
    if WEB_PAGE.match(url) or (url.startswith("http") and NOT_AN_IMAGE.search(url)):
        return text.here(IMAGE_IS_PAGE, place)
    if link.style == "inline" and (url.endswith("/") or "/#" in url) and PAGE_ALONE.match(url):
        title = "This is the address of a page, and of no image."
        fix = f"For a link delete the `!`: `[{link.text[:60]}]({url})`. For a picture, save it beside the post."
        return text.here(IMAGE_IS_PAGE, place, title=title, fix=fix, edit=_as_link(text, place))
    return None


def _as_link(text: Text, place: Place) -> Edit | None:
    """The edit that makes a link of an image, where its bar stands in front of it."""
    line, at = text.line(place.line), place.column - 1
    return Edit(place.line, place.line, f"{line[:at]}{line[at + 1 :]}") if line[at : at + 2] == "![" else None


def _elsewhere(text: Text, place: Place, link: Link) -> Iterator[Problem]:
    url = link.url.strip()
    if found := OF_A_PROGRAM.match(url):
        title = f"`{found.group()}` is an address within one program, and no picture for anybody else."
        yield text.here(IMAGE_MISSING, place, title=title, fix=IMAGE_ELSEWHERE.fix)
    elif url.startswith("data:"):
        yield text.here(IMAGE_ELSEWHERE, place, title="This image is written into the text itself.")
    elif url.startswith("http://"):
        yield from insecure(text, place, link, IMAGE_ELSEWHERE)
    elif leads_away(url):
        host = host_of(url) or "another site"
        yield text.here(IMAGE_ELSEWHERE, place, title=f"This image lies on {host}.")


def _described(text: Text, place: Place, alt: str) -> Iterator[Problem]:
    words = alt.strip()
    if not words:
        yield text.here(IMAGE_NO_ALT, place)
    elif len(words) <= LONGEST_POOR and POOR_ALT.match(words):
        yield text.here(IMAGE_POOR_ALT, place, title=f"“{words[:60]}” does not say what the image shows.")
