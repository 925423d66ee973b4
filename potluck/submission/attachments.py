"""Fetches the pictures that somebody dropped into an issue: from GitHub's own hosts, over https, and not many.

Where an address leads is checked at every step of a redirect. No token goes along. What comes back is decoded and
encoded anew by ``potluck.media``, so a photo's place does not even reach the repository.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

import httpx

from potluck.media import FOR_ONE_IMAGE, ImageRefused, Limits, Prepared, Use
from potluck.media.images import prepare_or_refuse
from potluck.settings import Settings
from potluck.workshop import OutOfBounds, Workshop

MOST_PICTURES = 20
MOST_STEPS = 4
_UPLOADED = re.compile(
    r"https://github\.com/(?:user-attachments/assets/[0-9a-f-]{36}|[\w.-]+/[\w.-]+/assets/\d+/[0-9a-f-]{36})\Z"
)
_IMAGE_HOST = re.compile(r"(?:user-images|private-user-images|objects|camo)\.githubusercontent\.com\Z")
_STORE = re.compile(r"github-production-(?:user|repository)-(?:asset|file|image)-[a-z0-9]{4,12}\.s3\.amazonaws\.com\Z")
_KINDS = ((b"\xff\xd8", ".jpg"), (b"\x89PNG", ".png"), (b"GIF8", ".gif"))


def is_attachment(address: str) -> bool:
    """Whether an address is one that GitHub gives a file dropped into an issue."""
    try:
        url = httpx.URL(address)
    except httpx.InvalidURL:
        return False
    plain = url.scheme == "https" and url.port is None and not url.userinfo
    return plain and (bool(_UPLOADED.match(address)) or url.host == "user-images.githubusercontent.com")


def may_lead_to(url: httpx.URL) -> bool:
    """Whether GitHub's attachments lead there."""
    plain = url.scheme == "https" and url.port is None and not url.userinfo
    known = is_attachment(str(url)) or _IMAGE_HOST.match(url.host) or _STORE.match(url.host)
    return plain and bool(known)


@dataclass(frozen=True)
class Fetched:
    """A picture, ready for the repository: the kind of file it is (``.jpg``), and its bytes."""

    suffix: str
    data: bytes


class Attachments:
    """Fetches pictures. ``allowed`` says of each address on the way whether it may be asked."""

    def __init__(self, settings: Settings, allowed: Callable[[httpx.URL], bool] = may_lead_to) -> None:
        self._allowed = allowed
        self._limits = Limits.of(settings)

    def fetch(self, address: str) -> Fetched | str:
        """The picture at an address, or a sentence that says why there is none."""
        try:
            data = self._download(address)
        except (httpx.HTTPError, httpx.InvalidURL, KeyError) as error:  # a redirect may lead to nowhere at all
            return f"It could not be fetched ({type(error).__name__})."
        except ValueError as error:
            return str(error)
        suffix = _kind(data)
        with Workshop(FOR_ONE_IMAGE, workers=1) as workshop:
            try:
                made: Prepared | ImageRefused = workshop.do(prepare_or_refuse, data, suffix, self._limits, Use.COPY)
            except OutOfBounds:
                return "It takes more time or memory to open than any photo needs."
        return Fetched(suffix, made.data[0]) if isinstance(made, Prepared) else str(made)

    def _download(self, address: str) -> bytes:
        with httpx.Client(timeout=20, trust_env=False) as client:
            url = httpx.URL(address)
            for _ in range(MOST_STEPS):
                if not self._allowed(url):
                    raise ValueError("It leads away from where GitHub keeps pictures, so it was not followed.")
                with client.stream("GET", url) as answer:
                    if answer.is_redirect:
                        url = answer.url.join(answer.headers["Location"])
                        continue
                    if not answer.is_success:
                        raise ValueError(f"GitHub answered {answer.status_code}.")
                    return self._bounded(answer)
        raise ValueError("It leads on and on.")

    def _bounded(self, answer: httpx.Response) -> bytes:
        data = bytearray()
        for part in answer.iter_bytes(65_536):
            data += part
            if len(data) > self._limits.max_bytes:
                raise ValueError(f"It is larger than {self._limits.max_bytes / 1e6:.0f} MB.")
        return bytes(data)


def _kind(data: bytes) -> str:
    """The suffix that goes with a file's first bytes; whether they speak the truth is for the decoder to say."""
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return ".webp"
    if data[4:12] in (b"ftypavif", b"ftypavis"):
        return ".avif"
    return next((suffix for start, suffix in _KINDS if data.startswith(start)), ".png")
