"""Web addresses as people mistype them: what was meant, and which hosts are known to encrypt."""

from __future__ import annotations

import re
from collections.abc import Iterator

from potluck.checks.inline import Link
from potluck.checks.text import Place, Text
from potluck.markup.hosts import host_of
from potluck.problems import Problem, Rule

SCHEME_TYPO = re.compile(
    r"(?:h+t*p+s*|ht+ps?|htt?s|hhtps?|htpps?|tthps?|http|https):{0,2}/{0,3}(?=[\w-]+(?:\.[\w-]+)+)|h?t?tps?:{1,2}/{1,3}(?=\w)|//:(?=\w)|https?/:/",
    re.IGNORECASE,
)
DOUBLED = re.compile(r"https?://+https?(?::/*|/+)(?=\w)", re.IGNORECASE)
BACKSLASHED = re.compile(r"https?:/?\\", re.IGNORECASE)
GOOD_SCHEME = re.compile(
    r"(?:https?://[^/\s]|mailto:|tel:|ftp://|#|\?|/|\.\.?/|\{|\||data:|irc:|xmpp:|sms:|geo:|news:|matrix:)",
    re.IGNORECASE,
)
DOMAIN = re.compile(
    r"(?:www\.[\w-]+\.[\w.-]+|(?:[\w-]+\.)+(?:com|org|net|edu|gov|io|dev|de|uk|fr|es|nl|eu|ca|au|jp|tw|br|in|ch|at|it|se|no|fi|pl|"
    r"be|ie|cz|sk|gr|ro|hu|bg|hr|ua|tr|il|mx|ar|za|ng|ke|kr|cn|hk|sg|my|th|vn|ph|nz|ly|gg|gl|to|fm|"
    r"info|me|co|app|ai|us|tv|xyz|blog|tech|social|club|space|site|online|page|wiki))(?:[:/?#]\S*)?\Z"
    r"|(?:[\w-]+\.)+(?:pt|cl|ru)/\S*\Z",  # alone, as the names of files end
    re.IGNORECASE,
)
EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+\Z")
SECURE_HOSTS = """
    wikipedia.org github.com github.io python.org youtube.com youtu.be imgur.com google.com stackoverflow.com
    trinket.io mozilla.org wordpress.com medium.com twitter.com x.com linkedin.com facebook.com instagram.com
    meetup.com reddit.com gitlab.com bitbucket.org readthedocs.io readthedocs.org pypi.org djangoproject.com
    palletsprojects.com nytimes.com bbc.co.uk bbc.com archive.org w3.org w3schools.com codingbat.com
    codecademy.com coursera.org edx.org khanacademy.org vimeo.com flickr.com slideshare.net npmjs.com
    rust-lang.org docs.rs crates.io ruby-lang.org rubyonrails.org jekyllrb.com markdownguide.org
    daringfireball.net xkcd.com heroku.com herokuapp.com amazon.com microsoft.com apple.com ted.com
    eventbrite.com pycon.org pyvideo.org unc.edu mit.edu stanford.edu harvard.edu creativecommons.org
    opensource.org gnu.org wikimedia.org wikidata.org doi.org orcid.org
""".split()
COMMA = re.compile(r"(https?://|(?=www[.,]))([\w-]+(?:\.[\w-]+)*,[a-z][\w.,-]*)(?=[/?#]|\Z)")
"""An address whose site has a comma where a dot belongs."""
IN_BRACKETS = re.compile(r"[(\[](?P<url>[^()\[\]\s]+)[)\]]\Z")
"""An address between brackets of its own, within those of the link."""
CURLY_TITLE = re.compile(r"(?P<url>\S{3,500})\s+[“”„«‘’](?P<title>[^“”„«»‘’\"\n]{1,200})[“”»‘’]\s*\Z")
"""An address and a title of the link, in quotation marks that don't make one."""
TWO_DOTS = re.compile(r"https?://[\w-]+(?:\.[\w-]+){0,5}\.{2,3}[\w-]")
COLON_MISTYPED = re.compile(r"https?[;,.]/{2}(?=[\w-]+\.)")
MAILED = re.compile(
    r"\A(?:mailto:\s*(?://)?\s+|mailto://|mail ?to?\s*[:;]\s*|e-?mail:\s*)(?=[\w.+-]+@[\w.-]+\Z)", re.IGNORECASE
)
SPACED_HOST = re.compile(
    r"(?=\S+ {1,2}\S+(?: {1,2}\S+)?\Z)https? ?: ?/ ?/ ?[\w-]+(?: ?\. ?[\w-]+)+(?:\Z|(?<= ) ?/\S*\Z| ?/\S*\Z)"
)
"""An address with spaces between its beginning and the end of its site."""
WIDE_STOP = re.compile(r"(https?://)([\w-]+(?:[.。．，][\w-]+)*[。．，][\w.。．，-]+)(?=[/?#]|\Z)")
SPACED = re.compile(r"https?://[\w.-]+/\S*(?: [\w%./-]+){1,8}\Z")
"""An address whose path has spaces in it, as some file names do."""


OTHER_FILE = re.compile(r"\.(?:pdf|docx?|xlsx?|pptx?|od[tsp]|zip|csv|txt|py|ipynb|mp[34]|mov|webm)\Z", re.IGNORECASE)


def better_address(url: str, raw: str) -> str | None:
    """What an address without, or with a misspelt, beginning should be; none when it has a sound one."""
    bare = url.strip("\"'“”‘’„«»`<>")
    if url.startswith("http") and "：" in url[:8]:
        return f"https://{re.sub('^https?：[/／]*', '', url)}".replace("．", ".").replace("／", "/")
    if url[:1] in ("(", "[") and (inner := IN_BRACKETS.match(url)):
        bare = inner["url"]
    if " " in url and (titled := CURLY_TITLE.match(url)):
        return f'{titled["url"]} "{titled["title"]}"'
    if bare != url and re.match(r"(?:https?://|www\.)\S+\Z", bare):
        return bare if bare.startswith("http") else f"https://{bare}"
    if re.match(r"https?:/{0,2}\s+(?:[\w-]+\.)+\w+[^\s]*\Z", url):
        return re.sub(r"\Ahttps?:/*\s+", "https://", url)
    if SPACED_HOST.match(url):
        return "".join(url.split())
    if found := WIDE_STOP.match(url):
        return f"{found[1]}{re.sub('[。．，]', '.', found[2])}{url[found.end() :]}"
    if mistyped := COLON_MISTYPED.match(url):
        return f"https://{url[mistyped.end() :]}"
    if url.startswith("http") and SPACED.match(url) and not raw.lstrip().startswith("<"):
        return re.sub(r" (?=/)|(?<=/) ", "", url).replace(" ", "%20")
    if found := DOUBLED.match(url):
        return f"https://{url[found.end() :]}"
    if BACKSLASHED.match(url):
        return re.sub(r"\Ahttps?:/*", "https://", re.sub(r"\\+", "/", raw.strip()))
    if found := COMMA.match(url):
        return f"{found[1] or 'https://'}{found[2].replace(',', '.')}{url[found.end() :]}"
    if TWO_DOTS.match(url):
        return re.sub(r"\.{2,}(?=[^/?#]*(?:[/?#]|\Z))", ".", url, count=1)
    if (mailed := MAILED.sub("mailto:", url)).lower() != url.lower():
        return mailed
    if GOOD_SCHEME.match(url):
        return None
    if EMAIL.match(url):
        return f"mailto:{url}"
    if found := SCHEME_TYPO.match(url):
        rest = url[found.end() :].lstrip(":/")
        return f"https://{rest}" if "." in rest.split("/")[0] else None
    if DOMAIN.match(url) and " " not in url and (url.startswith("www.") or not url.endswith(".md")):
        return f"https://{url}"
    return None


def insecure(text: Text, place: Place, link: Link, rule: Rule) -> Iterator[Problem]:
    """An `http:` address, with the better one where its host is known to serve it."""
    url = link.url.strip()
    host = host_of(url)
    known = any(host == each or host.endswith(f".{each}") for each in SECURE_HOSTS)
    better = f"https{url[4:]}"
    edit = text.led_to(place, link, link.raw_destination.replace(url, better, 1)) if known else None
    yield text.here(rule, place, fix=f"Write: `{better[:120]}`", edit=edit)


def of_another_kind(text: Text, place: Place, url: str, rule: Rule) -> Problem | None:
    """The problem of a link to a file that is neither a text nor a picture, and so is not published here."""
    if not OTHER_FILE.search(url):
        return None
    fix = "Put the file where others can read it on the web, and write that address."
    return text.here(rule, place, title=f"`{url[:80]}`: Only texts and pictures are published here.", fix=fix)
