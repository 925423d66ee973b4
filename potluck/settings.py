"""The site's settings, each typed once, with its default and a sentence.

``pelicanconf.py`` holds them in upper case beside Pelican's own; ``Settings.from_pelican`` reads and checks them. The
rest of the code sees lower-case attributes, never the raw mapping. What we do not read stays Pelican's.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, Any, Literal
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from potluck.palette import AA, nearest_legible, on_paper
from potluck.players import EMBED_HOSTS

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

LOCAL_URL = "http://localhost:8000"
"""Stands in for the site's address where one is needed and ``SITEURL`` is empty, as it is in local builds."""


KINDS = {
    "string": "a text in quotes",
    "int": "a whole number",
    "bool": "True or False",
    "dict": 'a mapping, such as {"member": "Members"}',
    "tuple": 'a list, such as ["one", "another"]',
}
"""What values are, by the first word of the error that Pydantic has for others."""


class SettingsError(ValueError):
    """A setting in ``pelicanconf.py`` can't be used; the message says which, why, and what would do."""


def _complaint(error: ErrorDetails) -> str:
    """What is wrong with a value, in words for somebody who does not know Pydantic."""
    if kind := KINDS.get(error["type"].partition("_")[0]):
        return f"{error['input']!r} should be {kind}"
    words = error["msg"].removeprefix("Value error, ")
    return words.replace("Input", repr(error["input"]), 1) if words.startswith("Input ") else words


def _web_address(value: str) -> str:
    """An http(s) address without a slash at its end, or an empty string."""
    value = value.strip().rstrip("/")
    if value and (urlsplit(value).scheme not in ("http", "https") or not urlsplit(value).netloc):
        raise ValueError(f"{value!r} is not a web address; it should look like 'https://example.org'")
    return value


def _time_zone(value: str) -> str:
    """The name of a time zone that this machine knows."""
    try:
        ZoneInfo(value)
    except (KeyError, ValueError, OSError) as error:
        raise ValueError(f"{value!r} is not a time zone; use a name such as 'Europe/Berlin' or 'UTC'") from error
    return value


def _colour(value: str) -> str:
    """A colour as ``#rrggbb``, one that can be read on the site's paper."""
    if not re.fullmatch("#[0-9a-fA-F]{6}", value):
        raise ValueError(f"{value!r} is not a colour; write it as '#b4472d', a sign and six digits from 0 to f")
    if (nearest := nearest_legible(value.lower())) != value.lower():
        raise ValueError(
            f"{value!r} is too pale to be read on paper: its contrast is {on_paper(value.lower()):.1f} to 1, and text "
            f"needs {AA} (WCAG AA). The nearest colour that has it is '{nearest}'"
        )
    return value.lower()


def _language(value: str) -> str:
    """A language tag of BCP 47 in its usual form."""
    if not re.fullmatch("[a-z]{2,3}(-[A-Za-z0-9]{2,8})*", value):
        raise ValueError(f"{value!r} is not a language; use its short form, such as 'en', 'es' or 'pt-BR'")
    return value


WebAddress = Annotated[str, AfterValidator(_web_address)]
TimeZoneName = Annotated[str, AfterValidator(_time_zone)]
Count = Annotated[int, Field(gt=0)]
Colour = Annotated[str, AfterValidator(_colour)]
Language = Annotated[str, AfterValidator(_language)]


class Settings(BaseModel):
    """Everything Potluck asks of ``pelicanconf.py``; the setting's name is the attribute's in upper case."""

    model_config = ConfigDict(frozen=True, extra="ignore", arbitrary_types_allowed=True)

    # Who we are
    sitename: str = Field("Potluck", min_length=1, description="The community's name.")
    tagline: str = Field("", description="One line under the name on the home page.")
    description: str = Field("", description="A sentence for search engines and shared links.")
    siteurl: WebAddress = Field("", description="Where this build will be served; empty for a local build.")
    default_lang: Language = Field("en", description="The site's language.")
    timezone: TimeZoneName = Field("UTC", description="The zone of dates that name none.")
    accent: Colour = Field("#b4472d", description="The one colour that is yours, as #rrggbb.")

    # Where things live
    repository: WebAddress = Field("", description="The repository's web address, for edit and report links.")
    branch: str = Field("main", description="The branch members' posts are merged into.")
    publish_remote: str = Field("origin", description="The git remote that `invoke publish` pushes to.")
    publish_branch: str = Field("gh-pages", description="The branch that holds the published site.")
    publish_to: str = Field(
        "", description="Where else the site goes: a folder, rsync:HOST:/FOLDER, s3://BUCKET/FOLDER; empty: the branch."
    )
    custom_domain: str = Field(
        "",
        pattern=r"^([a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+)?$",
        description="Your own domain on GitHub Pages; written to CNAME.",
    )

    public_url: WebAddress = Field("", description="The address readers use; publishconf.py makes it SITEURL.")

    github_pages: Literal["branch", "deployment"] = Field(
        "branch", description="How GitHub Pages gets the site: it follows the branch, or a workflow deploys it."
    )
    preview_url: WebAddress = Field(
        "", description="Where the branch of previews is served; empty: previews are only in the run's artifact."
    )
    preview_branch: str = Field("previews", description="The branch that holds previews of pull requests.")
    submission_label: str = Field(
        "make it a post", description="The label that turns a filled-in form into a proposal."
    )
    vouched_label: str = Field("vouched", description="The label by which a maintainer vouches for a pull request.")

    # What is shown
    publishing: bool = Field(False, description="True leaves drafts and posts dated ahead out; publishconf.py sets it.")
    default_pagination: Count = Field(12, description="Posts on one page of a list.")
    archive_at_once: Count = Field(
        1000, description="The most posts on one page of the archive; with more, each year has a page of its own."
    )
    link_sheets_from: Count = Field(
        15_000, description="From so many posts on, pages link to their style sheets instead of carrying them."
    )
    feed_max_items: Count = Field(30, description="The newest posts that a feed holds.")
    search: bool = Field(True, description="Whether there is a page to search on, with an index of every post.")
    cards: bool = Field(True, description="Whether pages without a picture get a card for links elsewhere to show.")
    websub_hub: WebAddress = Field("", description="A WebSub hub: feeds name it, publishing tells it; empty for none.")
    roles: dict[str, str] = Field(
        default_factory=lambda: {"organiser": "Organisers", "mentor": "Mentors", "member": "Members"},
        min_length=1,
        description="The roles a person may have, in the order people are listed, each with its heading.",
    )
    menu: tuple[str, ...] = Field((), description="Slugs of the pages the menu names; empty names all of them.")
    write_page: bool = Field(True, description="Whether there is a page to write posts on, where a repository is set.")
    docs_pages: str = Field(
        "", description="The folder of Potluck's documentation, to have it at /docs/; empty for none."
    )
    comments: Literal["", "giscus", "mastodon"] = Field(
        "", description="Where readers talk about posts: giscus, mastodon, or empty for nowhere."
    )
    giscus: dict[str, str] = Field(
        default_factory=dict, description="What giscus.app tells you to fill in: repo, repo_id, category, category_id."
    )
    mastodon_host: str = Field(
        "",
        pattern=r"^([a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+)?$",
        description="The Mastodon server where posts are announced; a post says `discussion:` and the address.",
    )
    counter: Literal["", "plausible", "goatcounter"] = Field(
        "", description="What counts readers without following them: plausible, goatcounter, or empty for nothing."
    )
    counter_site: str = Field(
        "",
        pattern=r"^[A-Za-z0-9.:/_-]*$",
        description="For Plausible your domain; for GoatCounter your address there, as https://us.goatcounter.com.",
    )
    counter_script: WebAddress = Field("", description="The counter's script, where you run it yourself.")
    typography: bool = Field(
        True, description="Whether quotation marks, dashes and ellipses are set as each text's language has them."
    )
    edit_links: bool = Field(
        True, description="Whether a post links to its file and to a report form in the repository."
    )

    # What a contribution may weigh
    max_post_bytes: Count = Field(100_000, description="The largest Markdown file, in bytes.")
    max_front_matter_bytes: Count = Field(4_096, description="The most that a file's front matter may take, in bytes.")
    max_image_bytes: Count = Field(12_000_000, description="The largest image file, in bytes.")
    max_image_pixels: Count = Field(40_000_000, description="The most pixels an image may have, width times height.")
    max_image_width: Count = Field(1_320, description="Wider images are scaled down to this, twice the column.")

    # What the check says
    checks: dict[str, Literal["error", "warning", "off"]] = Field(
        default_factory=dict,
        description="Rules that weigh more or less here than usual, by their id: error, warning or off.",
    )

    spelling: bool = Field(False, description="Whether the check looks for common misspellings in English text.")

    max_image_frames: Count = Field(300, description="The most frames an animated image may have; the first is shown.")
    max_posts_per_change: Count = Field(5, description="The most posts one pull request may bring.")
    maintainers: tuple[str, ...] = Field((), description="GitHub accounts that may change anything.")

    # What `invoke links` asks
    links_skip_hosts: tuple[str, ...] = Field(
        ("facebook.com", "instagram.com", "linkedin.com", "tiktok.com", "twitter.com", "x.com"),
        description="Hosts that `invoke links` does not ask, and those below them: they answer programs at random.",
    )
    links_archive: WebAddress = Field(
        "https://archive.org/wayback/available",
        description="Who is asked for copies of pages that are gone; empty for nobody.",
    )

    # What a post may show from elsewhere
    embed_hosts: tuple[str, ...] = Field(
        EMBED_HOSTS,
        description="Hosts whose players may stand in a post, loaded only when the reader asks.",
    )

    @classmethod
    def from_pelican(cls, settings: Mapping[str, Any]) -> Settings:
        """Read ours from Pelican's settings (upper-case names to values).

        Raises SettingsError, naming every setting that can't be used.
        """
        ours = {name: settings[name.upper()] for name in cls.model_fields if settings.get(name.upper()) is not None}
        try:
            return cls.model_validate(ours)
        except ValidationError as error:
            complaints = (f"{'.'.join(map(str, each['loc'])).upper()}: {_complaint(each)}" for each in error.errors())
            raise SettingsError("In pelicanconf.py, " + "; ".join(complaints) + ".") from error

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
        """The site's time zone."""
        return ZoneInfo(self.timezone)
