"""Where a build may write. It removes what it did not make, so a folder with anything else in it is refused."""

from __future__ import annotations

from pathlib import Path

from potluck.build.conf import MADE_BY_US, CannotBuild


def may_be_swept(folder: Path, content: Path, root: Path) -> bool:
    """Whether all in a folder may be removed: it neither holds the content or the site's files, nor lies in them."""
    folder, content = folder.resolve(), content.resolve()
    return not (
        folder == content or folder in content.parents or content in folder.parents or folder in (root, *root.parents)
    )


def is_ours(output: Path) -> bool:
    """Whether a folder is empty, or holds a site that was built here."""
    return not any(output.iterdir()) or any((output / name).is_file() for name in MADE_BY_US)


def refuse_output(output: Path, content: Path, root: Path) -> None:
    """Refuse to build where the sweep of stale files would remove what is not ours. Raises CannotBuild."""
    output = output.resolve()
    if not may_be_swept(output, content, root):
        raise CannotBuild(
            f"{output} can't hold the site: a build removes all else from it. Choose a folder of its own."
        )
    if output.is_file():
        raise CannotBuild(f"{output} is a file. Choose a folder for the site.")
    if output.is_dir() and not is_ours(output):
        raise CannotBuild(
            f"{output} holds files that are not a site of ours, and a build would remove them. "
            "Empty it, or choose another folder with --output."
        )


def refuse_cache(cache: Path, content: Path, root: Path) -> None:
    """Refuse to keep anything among the site's own files, or where no folder can be. Raises CannotBuild."""
    if cache.exists() and not cache.is_dir():
        raise CannotBuild(f"{cache} is to be the folder for what builds keep, and something else is there. Remove it.")
    if not may_be_swept(cache, content, root):
        raise CannotBuild(
            f"CACHE_PATH names {cache.resolve()}, which holds more than a cache. Give it a folder of its own, such as "
            '".cache".'
        )
