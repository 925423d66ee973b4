"""The site's settings, each typed once, with its default and a sentence.

``pelicanconf.py`` holds them in upper case beside Pelican's own; ``Settings.from_pelican`` reads and checks them. The
rest of the code sees lower-case attributes, never the raw mapping. What we do not read stays Pelican's.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Annotated, Any, Literal, get_type_hints
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import msgspec

from potluck.borrowed_settings import of_addresses
from potluck.players import EMBED_HOSTS
from potluck.setting_values import (
    Colour,
    Count,
    EndsOfHosts,
    Host,
    Hosts,
    Jobs,
    Language,
    Ref,
    SiteAddress,
    TimeZoneName,
    WebAddress,
    Words,
    counted_as,
    given,
    read,
)

LOCAL_URL = "http://localhost:8000"
"""Stands in for the site's address where one is needed and ``SITEURL`` is empty, as it is in local builds."""


class SettingsError(ValueError):
    """Settings can't be used; ``complaints`` says which (name → why, and what would do)."""

    def __init__(self, complaints: dict[str, str]) -> None:
        super().__init__(f"In pelicanconf.py, {'; '.join(f'{name}: {why}' for name, why in complaints.items())}.")
        self.complaints = complaints


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """Everything Potluck asks of ``pelicanconf.py``; the setting's name is the attribute's in upper case."""

    # Who we are
    sitename: Annotated[Words, given] = "Potluck"
    """The community's name."""
    tagline: Words = ""
    """One line under the name on the home page."""
    description: Words = ""
    """A sentence for search engines and shared links."""
    siteurl: SiteAddress = ""
    """Where this build will be served; empty for a local build."""
    default_lang: Language = "en"
    """The site's language."""
    timezone: TimeZoneName = "UTC"
    """The zone of dates that name none."""
    accent: Colour = "#b4472d"
    """The one colour that is yours, as #rrggbb."""

    # Where things live
    repository: SiteAddress = ""
    """The repository's web address, for edit and report links."""
    branch: Ref = "main"
    """The branch members' posts are merged into."""
    publish_remote: Ref = "origin"
    """The git remote that `invoke publish` pushes to."""
    publish_branch: Ref = "gh-pages"
    """The branch that holds the published site."""
    publish_to: str = ""
    """Where else the site goes: a folder, rsync:HOST:/FOLDER, s3://BUCKET/FOLDER; empty: the branch."""
    custom_domain: Host = ""
    """Your own domain on GitHub Pages; written to CNAME."""
    public_url: SiteAddress = ""
    """The address readers use; publishconf.py makes it SITEURL."""
    github_pages: Literal["branch", "deployment"] = "branch"
    """How GitHub Pages gets the site: it follows the branch, or a workflow deploys it."""
    preview_url: SiteAddress = ""
    """Where the branch of previews is served; empty: previews are only in the run's artifact."""
    preview_branch: Ref = "previews"
    """The branch that holds previews of pull requests."""
    submission_label: str = "make it a post"
    """The label that turns a filled-in form into a proposal."""
    vouched_label: str = "vouched"
    """The label by which a maintainer vouches for a pull request."""

    # What is shown
    publishing: bool = False
    """True leaves drafts and posts dated ahead out; publishconf.py sets it."""
    default_pagination: Count = 10
    """Posts on one page of a list."""
    archive_at_once: Count = 1000
    """The most posts on one page of the archive; with more, each year has a page of its own."""
    link_sheets_from: Count = 15_000
    """From so many posts on, pages link to their style sheets instead of carrying them."""
    feed_max_items: Count = 30
    """The newest posts that a feed holds."""
    json_feeds: bool = True
    """Whether the same stands beside each Atom feed as JSON."""
    search: bool = True
    """Whether there is a page to search on, with an index of every post."""
    cards: bool = True
    """Whether pages without a picture get a card for links elsewhere to show."""
    websub_hub: WebAddress = ""
    """A WebSub hub: feeds name it, publishing tells it; empty for none."""
    roles: Annotated[dict[str, str], given] = msgspec.field(
        default_factory=lambda: {"organiser": "Organisers", "mentor": "Mentors", "member": "Members"}
    )
    """The roles a person may have, in the order people are listed, each with its heading."""
    menu: tuple[str, ...] = ()
    """Slugs of the pages the menu names; empty names all of them."""
    write_page: bool = True
    """Whether there is a page to write posts on, where a repository is set."""
    docs_pages: str = ""
    """The folder of Potluck's documentation, to have it at /docs/; empty for none."""
    comments: Literal["", "giscus", "mastodon"] = ""
    """Where readers talk about posts: giscus, mastodon, or empty for nowhere."""
    giscus: dict[str, str] = {}
    """What giscus.app tells you to fill in: repo, repo_id, category, category_id."""
    mastodon_host: Host = ""
    """The Mastodon server where posts are announced; a post says `discussion:` and the address."""
    counter: Literal["", "plausible", "goatcounter"] = ""
    """What counts readers without following them: plausible, goatcounter, or empty for nothing."""
    counter_site: Annotated[str, counted_as] = ""
    """For Plausible your domain; for GoatCounter your address there, as https://us.goatcounter.com."""
    counter_script: WebAddress = ""
    """The counter's script, where you run it yourself."""
    typography: bool = True
    """Whether quotation marks, dashes and ellipses are set as each text's language has them."""
    edit_links: bool = True
    """Whether a post links to its file and to a report form in the repository."""

    held_back: tuple[str, ...] = ()
    """Files of the content that wait, as `content/posts/2026-05-31-soup.md`: as if they were not there."""
    hold_back_new: bool = False
    """Whether publishing goes on without new files in which something is wrong, where it otherwise stops."""

    # How the site is built
    jobs: Jobs = 0
    """How many processes work side by side on a large build: "auto" (0) has one for each core, if memory allows."""

    # What a contribution may weigh
    max_post_bytes: Count = 100_000
    """The largest Markdown file, in bytes."""
    max_front_matter_bytes: Count = 4_096
    """The most that a file's front matter may take, in bytes."""
    max_image_bytes: Count = 12_000_000
    """The largest image file, in bytes."""
    max_image_pixels: Count = 40_000_000
    """The most pixels an image may have, width times height."""
    max_image_width: Count = 1_320
    """Wider images are scaled down to this, twice the column."""
    max_image_frames: Count = 300
    """The most frames an animated image may have."""
    max_posts_per_change: Count = 5
    """The most posts one pull request may bring."""
    maintainers: tuple[str, ...] = ()
    """GitHub accounts that may change anything."""

    # What the check says
    checks: dict[str, Literal["error", "warning", "off"]] = {}
    """Rules that weigh more or less here than usual, by their id: error, warning or off."""
    spelling: bool = False
    """Whether the check looks for common misspellings in English text."""

    # What `invoke links` asks
    links_skip_hosts: EndsOfHosts = (
        "facebook.com",
        "instagram.com",
        "linkedin.com",
        "tiktok.com",
        "twitter.com",
        "x.com",
    )
    """Hosts that `invoke links` does not ask, and those below them: they answer programs at random."""
    links_archive: WebAddress = "https://archive.org/wayback/available"
    """Who is asked for copies of pages that are gone; empty for nobody."""

    # What a post may show from elsewhere
    embed_hosts: Hosts = EMBED_HOSTS
    """Hosts whose players may stand in a post, loaded only when the reader asks."""

    @classmethod
    def from_pelican(cls, settings: Mapping[str, Any]) -> Settings:
        """Read ours from Pelican's settings (upper-case names to values).

        Raises SettingsError, naming every setting that can't be used.
        """
        ours: dict[str, Any] = {}
        complaints: dict[str, str] = {}
        usual = cls()
        for name, hint in _hints().items():
            setting = name.upper()
            if setting in settings and (
                settings[setting] is not None or getattr(usual, name)
            ):  # None may be for nothing
                try:
                    ours[name] = read(settings[setting], hint)
                except ValueError as error:
                    complaints[setting] = str(error)
        complaints |= dict(of_addresses(settings))
        if complaints:
            raise SettingsError(complaints)
        return cls(**ours)

    @property
    def base_path(self) -> str:
        """The path the site is served under, without a slash at its end: ``""`` or ``"/REPO"``."""
        return urlsplit(self.siteurl).path.rstrip("/")

    @property
    def home(self) -> str:
        """The address of the home page without a slash at its end, also in a local build."""
        return self.siteurl or LOCAL_URL

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.timezone)

    def signs_of(self, lang: str) -> str:
        """The language in whose quotation marks and dashes a text is set; empty where they stay as they were typed."""
        return lang if self.typography else ""


@cache
def _hints() -> dict[str, Any]:
    """The type of each setting, with what reads it."""
    return get_type_hints(Settings, include_extras=True)
