"""While the site is served, folders are watched that the settings name later, or that come later."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

from potluck.build.watching import Folders, follow

PATIENCE = 20.0  # seconds


async def follow_all(root: Path, templates: list[Path]) -> None:
    """Name a folder in the settings, make it, and write into it; each is followed by a build."""
    content = root / "content"
    content.mkdir()
    folders = Folders(content, root, lambda: (content, *templates))
    made: asyncio.Queue[frozenset[str]] = asyncio.Queue()
    tasks = [asyncio.create_task(follow(each, made.put, folders)) for each in (folders.inside, folders.beside)]

    async def until_followed(file: Path) -> None:
        """Write a file until somebody notices: the watchers may only be getting ready."""
        for number in range(100):
            file.write_text(str(number), encoding="utf-8")
            with suppress(TimeoutError):
                await asyncio.wait_for(made.get(), 1)
                return
        raise AssertionError(f"nobody watches {file}")

    await until_followed(content / "post.md")
    templates.append(root / "templates")
    await until_followed(root / "pelicanconf.py")
    await asyncio.sleep(1)
    templates[0].mkdir()
    await asyncio.wait_for(made.get(), PATIENCE)
    await asyncio.sleep(1)
    while not made.empty():
        made.get_nowait()
    await until_followed(templates[0] / "page.html")
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


def test_a_folder_that_the_settings_name_later_and_that_is_made_later_still_is_watched(tmp_path: Path) -> None:
    root = tmp_path.resolve() / "node_modules/.cache/output"  # where a site may lie, though none is watched within it
    root.mkdir(parents=True)
    with ThreadPoolExecutor(1) as aside:  # in this thread, a browser of earlier tests has its loop running
        aside.submit(asyncio.run, follow_all(root, [])).result()
