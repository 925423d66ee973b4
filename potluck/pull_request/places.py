"""Where things about a pull request are: its preview, and the page of the run that made it."""

from __future__ import annotations

from potluck.settings import Settings

FOLDER = "preview"


def preview_path(number: int) -> str:
    """The folder of a pull request's preview, without slashes at its ends."""
    return f"{FOLDER}/{number}"


def preview_address(settings: Settings, number: int) -> str:
    """The address of a preview, without a slash at its end; empty where previews are not served."""
    return f"{settings.preview_url}/{preview_path(number)}" if settings.preview_url else ""


def run_address(settings: Settings, run: int) -> str:
    """The page of a run, with the artifact to download; empty where the repository is not known."""
    return f"{settings.repository}/actions/runs/{run}" if settings.repository else ""
