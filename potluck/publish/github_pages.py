"""What GitHub Pages asks of a site: its limits, and the two files it reads.

https://docs.github.com/en/pages/getting-started-with-github-pages/github-pages-limits
"""

from __future__ import annotations

import re
from pathlib import Path

from potluck.publish.refused import PublishRefused

SITE_BYTES = 1_000_000_000  #: a published site may be no larger than 1 GB
FILE_BYTES = 100_000_000  #: a push with a larger file is turned away (GitHub counts 100 MiB; we stay below)

_DOMAIN = re.compile(r"(?=.{4,253}\Z)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])")


def write_host_files(output: Path, *, custom_domain: str = "") -> None:
    """Put ``.nojekyll`` (serve the files as they are) and, with a domain of one's own, ``CNAME`` into the output.

    They belong to the site like any page, so they are there before it is checked. Raises PublishRefused when the
    domain can't be one.
    """
    domain = custom_domain.strip().lower()
    if domain and not _DOMAIN.fullmatch(domain):
        raise PublishRefused(
            f"{custom_domain!r} can't be the domain of the site.",
            'Give only its name in the settings, such as CUSTOM_DOMAIN = "blog.example.org", without https:// and '
            "slashes; write letters outside a–z in their xn-- form.",
        )
    (output / ".nojekyll").write_bytes(b"")
    if domain:
        (output / "CNAME").write_bytes(f"{domain}\n".encode("ascii"))
    else:
        (output / "CNAME").unlink(missing_ok=True)
