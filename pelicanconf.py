"""Every setting of the site. A line that starts with # explains, or holds a setting with its default or an example.

`invoke adopt` fills in the first part for you. What differs once the site is public is in publishconf.py.
"""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
sys.path.insert(0, str(ROOT))  # so that `pelican` alone finds the potluck package beside this file

from potluck.templating import JINJA_OPTIONS

# ── Who we are ────────────────────────────────────────────────────────────────────────────────────────────────────
SITENAME = "Potluck"
TAGLINE = "Everyone brings a post."
DESCRIPTION = "A community blog written by its members: meetups, first steps, talks, and what we learnt on the way."
DEFAULT_LANG = "en"
# The zone of dates that name none: "Europe/Berlin", "America/New_York", …
TIMEZONE = "Europe/Dublin"
# The one colour that is yours.
ACCENT = "#b4472d"

# ── Where we are ──────────────────────────────────────────────────────────────────────────────────────────────────
# The address readers use. On GitHub Pages: "https://ORG.github.io/REPO", or your own domain.
PUBLIC_URL = "https://potluck.example.org"
# The repository, for "edit this page" and "report a problem"; leave empty for none.
REPOSITORY = "https://github.com/potluck-community/potluck"
# The branch that pull requests are for; .github/workflows/check.yml and publish.yml name it as well.
BRANCH = "main"
# Your own domain on GitHub Pages, for example "blog.example.org"; empty for none.
CUSTOM_DOMAIN = ""
# What `invoke publish` pushes to.
# PUBLISH_REMOTE = "origin"
# PUBLISH_BRANCH = "gh-pages"
# How GitHub Pages gets the site: it follows that branch, or the workflow deploys it ("deployment").
# GITHUB_PAGES = "branch"
# Where the site goes instead of that branch: a folder, "rsync:HOST:/FOLDER", "s3://BUCKET/FOLDER".
# PUBLISH_TO = ""

# ── What is shown ─────────────────────────────────────────────────────────────────────────────────────────────────
# Posts on one page of a list, and the newest posts a feed holds.
DEFAULT_PAGINATION = 10
FEED_MAX_ITEMS = 30
# The most posts on one page of the archive; with more, each year has a page of its own.
# ARCHIVE_AT_ONCE = 1000
# From so many posts on, pages link to their style sheets instead of carrying them.
# LINK_SHEETS_FROM = 15_000
# The roles a person may have, in the order they are listed, each with its heading.
ROLES = {"organiser": "Organisers", "mentor": "Mentors", "member": "Members"}
# Posts and other files that wait, as if they were not there.
# HELD_BACK = ("content/posts/2026-05-31-soup.md",)
# Whether `invoke publish` goes on without new files in which something is wrong; otherwise it stops.
# HOLD_BACK_NEW = False
# A page to search on. Its index is made when the site is built.
# SEARCH = True
# A picture for links on other sites, drawn for each page that has none of its own.
# CARDS = True
# The pages in the menu, by slug, in this order; empty for all pages.
MENU = ("about", "write-for-us")
# The documentation in docs/, as pages under /docs/, to which the messages of the check lead; empty for none.
DOCS_PAGES = str(ROOT / "docs")
# A page to write a post on, and at the foot of each post a link to its file and to a report; both need REPOSITORY.
# WRITE_PAGE = True
# EDIT_LINKS = True
# Whose players may stand in a post, each loaded by a click; your list replaces ours (potluck/players.py).
# EMBED_HOSTS = ("www.youtube.com", "vimeo.com", "fosstodon.org")
# Quotation marks, dashes and ellipses as each text's language has them.
# TYPOGRAPHY = True

# ── Talk and counting: nothing by default, and nothing of others is loaded ────────────────────────────────────────
# Where readers talk about posts: "giscus" (with what giscus.app tells you) or "mastodon" (with your server; a post says
# `discussion:` and the address of its announcement). Either is loaded by a click.
# COMMENTS = "giscus"
# GISCUS = {"repo": "…", "repo_id": "…", "category": "…", "category_id": "…"}
# MASTODON_HOST = "fosstodon.org"
# What counts readers without following them: "plausible" or "goatcounter", with your name or address there.
# COUNTER = "plausible"
# COUNTER_SITE = "blog.example.org"
# Its script, where you run it yourself.
# COUNTER_SCRIPT = "https://count.example.org/count.js"

# ── What the check says ───────────────────────────────────────────────────────────────────────────────────────────
# Rules that weigh more or less here, by their id: "error", "warning" or "off".
# CHECKS = {"link-bare": "off", "image-no-alt": "error"}
# Common misspellings in English text.
# SPELLING = False

# ── What a contribution may weigh, and how it is answered ─────────────────────────────────────────────────────────
# MAX_POST_BYTES = 100_000
# MAX_FRONT_MATTER_BYTES = 4_096
# MAX_IMAGE_BYTES = 12_000_000
# MAX_IMAGE_PIXELS = 40_000_000
# MAX_IMAGE_WIDTH = 1_320
# MAX_IMAGE_FRAMES = 300
# MAX_POSTS_PER_CHANGE = 5
# The GitHub accounts that may change anything, whoever's it is.
MAINTAINERS = ()
# The label by which a maintainer vouches for a pull request, and the one that makes a post of a filled-in form, which
# .github/workflows/submission.yml names as well.
# VOUCHED_LABEL = "vouched"
# SUBMISSION_LABEL = "make it a post"
# Where the branch of previews is served; empty: a preview is a file to download from the run of the check.
# PREVIEW_URL = ""
# PREVIEW_BRANCH = "previews"

# ── What `invoke links` asks ──────────────────────────────────────────────────────────────────────────────────────
# Hosts that answer programs at random; your list replaces ours (facebook.com, instagram.com, linkedin.com, …).
# LINKS_SKIP_HOSTS = ("linkedin.com", "x.com")
# Who is asked for copies of pages that are gone; empty for nobody.
# LINKS_ARCHIVE = "https://archive.org/wayback/available"

# ── How Pelican runs ──────────────────────────────────────────────────────────────────────────────────────────────
# A local build has no address: its links start at the root of whatever serves it.
SITEURL = ""
PATH = str(ROOT / "content")
OUTPUT_PATH = str(ROOT / "output")
CACHE_PATH = str(ROOT / ".cache")
# How many processes work side by side on a large build: a number, or "auto" for one on each core, eight at most, and
# fewer for the pages of a large site, so that all of them stay within 300 MB (of 10,000 posts: two).
# JOBS = "auto"
THEME = str(ROOT / "theme")
# Put templates of your own here to replace the theme's, one by one.
# THEME_TEMPLATES_OVERRIDES = [str(ROOT / "templates")]
PELICAN_CLASS = "potluck.Site"
JINJA_ENVIRONMENT = JINJA_OPTIONS  # autoescape is on: front matter never reaches a page as HTML
# Pelican plugins of your own go after ours.
PLUGINS = ["potluck"]
LOCALE = ["C.UTF-8", "C"]  # the same bytes on every machine; readers' dates follow DEFAULT_LANG

# ── Permalinks: changing these breaks links that readers have ─────────────────────────────────────────────────────
# Posts are at YEAR/MONTH/SLUG/ and pages at SLUG/; potluck/content says so, since a post's file name decides.
INDEX_SAVE_AS = "index.html"
AUTHORS_SAVE_AS = "people/index.html"
AUTHOR_URL = "authors/{slug}/"
AUTHOR_SAVE_AS = "authors/{slug}/index.html"
TAGS_SAVE_AS = "tags/index.html"
TAG_URL = "tags/{slug}/"
TAG_SAVE_AS = "tags/{slug}/index.html"
ARCHIVES_SAVE_AS = "archive/index.html"
# There are no categories; a theme that shows one gets a link to the archive.
DEFAULT_CATEGORY = "posts"
CATEGORY_URL = "archive/"
CATEGORY_SAVE_AS = ""
CATEGORIES_SAVE_AS = ""
PAGINATION_PATTERNS = [
    (1, "{url}", "{save_as}"),
    (2, "{base_name}/page/{number}/", "{base_name}/page/{number}/index.html"),
]

# ── Feeds ─────────────────────────────────────────────────────────────────────────────────────────────────────────
FEED_ALL_ATOM = "feed.xml"
# A WebSub hub, which `invoke publish` tells of new posts, and which tells feed readers at once.
# WEBSUB_HUB = "https://pubsubhubbub.appspot.com"
FEED_DOMAIN = "http://localhost:8000"  # stands in for the address that a local build lacks
# Beside each feed the same as JSON, for programs; False halves what feeds weigh.
# JSON_FEEDS = True
AUTHOR_FEED_ATOM = "authors/{slug}/feed.xml"
TAG_FEED_ATOM = "tags/{slug}/feed.xml"
CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = AUTHOR_FEED_RSS = None
