"""Which host an address means: the setting PUBLISH_TO in, a place out."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

from potluck.publish.elsewhere.by_rsync import RsyncPlace
from potluck.publish.elsewhere.place import Place
from potluck.publish.refused import PublishRefused

RSYNC = "rsync:"


def open_place(address: str) -> Place:
    """The host at an address: a folder, ``rsync:HOST:/FOLDER``, or ``s3://BUCKET/FOLDER`` and what else fsspec knows.

    Raises PublishRefused when it can't be one, or what it needs is not installed.
    """
    if address.startswith(RSYNC):
        return RsyncPlace(address.removeprefix(RSYNC))
    if "://" not in address:
        if not Path(address).is_absolute():
            raise PublishRefused(
                f"{address!r} is no place to publish to.",
                "PUBLISH_TO is the whole path of a folder, `rsync:HOST:/FOLDER`, or an address such as `s3://BUCKET`.",
            )
        address = Path(address).as_uri()
    try:
        objects = import_module("potluck.publish.elsewhere.objects")
    except ModuleNotFoundError as missing:
        raise _not_installed(address) from missing
    try:
        place: Place = objects.ObjectPlace(address)
    except ImportError as missing:
        raise _not_installed(address) from missing
    except ValueError as error:
        raise PublishRefused(
            f"{address!r} is no place that fsspec knows: {str(error).rstrip('.')}.",
            "Look at PUBLISH_TO; docs/publishing.md names kinds of host.",
        ) from error
    return place


def _not_installed(address: str) -> PublishRefused:
    kind = address.partition("://")[0]
    package = "s3fs" if kind == "s3" else "fsspec"
    return PublishRefused(
        f"Publishing to {kind}:// needs a library that is not installed.",
        f"Install it with `pip install {package}`, or see docs/publishing.md for other kinds of host.",
    )
