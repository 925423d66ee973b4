"""Pelican as it comes, making the pages that Potluck makes."""

import json
from pathlib import Path

PEOPLE = {
    person["name"]: person
    for person in (json.loads(file.read_text(encoding="utf-8")) for file in sorted(Path("people").glob("*.json")))
}
SITENAME = "Potluck"
SITEURL = "https://blog.example.org"
TIMEZONE = "UTC"
PATH = "content"
OUTPUT_PATH = "output"
CACHE_PATH = ".cache"
THEME = "theme"
DEFAULT_PAGINATION = 10
FEED_MAX_ITEMS = 30
DIRECT_TEMPLATES = ["index", "tags", "authors", "archives"]
ARTICLE_URL = "{date:%Y}/{date:%m}/{slug}/"
ARTICLE_SAVE_AS = "{date:%Y}/{date:%m}/{slug}/index.html"
AUTHOR_URL = "authors/{slug}/"
AUTHOR_SAVE_AS = "authors/{slug}/index.html"
AUTHORS_SAVE_AS = "people/index.html"
TAG_URL = "tags/{slug}/"
TAG_SAVE_AS = "tags/{slug}/index.html"
TAGS_SAVE_AS = "tags/index.html"
ARCHIVES_SAVE_AS = "archive/index.html"
CATEGORY_SAVE_AS = CATEGORIES_SAVE_AS = ""
PAGINATION_PATTERNS = [
    (1, "{url}", "{save_as}"),
    (2, "{base_name}/page/{number}/", "{base_name}/page/{number}/index.html"),
]
FEED_ALL_ATOM = "feed.xml"
AUTHOR_FEED_ATOM = "authors/{slug}/feed.xml"
TAG_FEED_ATOM = "tags/{slug}/feed.xml"
CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = AUTHOR_FEED_RSS = None
