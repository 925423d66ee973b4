"""Bytes onto the disk: each output path has one owner, files change only when their bytes do, and nothing stale stays.

What stands in a file is decided before; Pelican renders templates, ``potluck.pages.feeds`` makes feeds.
"""

from __future__ import annotations

import io
import os
import tempfile
import unicodedata
from pathlib import Path
from typing import Any

from pelican.plugins import signals
from pelican.utils import sanitised_join
from pelican.writers import Writer

from potluck.pages.feed_style import dressing
from potluck.pages.feeds import Feeds, json_path
from potluck.pages.moved import feed_copies
from potluck.pages.table import Table


class PathTaken(Exception):
    """Two sources want the same output path; the message names both."""


class _Page(io.StringIO):
    """Text that is handed to its writer when it is closed, as a file would be."""

    def __init__(self, writer: OutputWriter, path: str) -> None:
        super().__init__()
        self._writer, self._path = writer, path

    def close(self) -> None:
        if not self.closed:
            self._writer.put(self._path, self.getvalue().encode())
        super().close()


class OutputWriter(Writer):  # type: ignore[misc]  # Pelican has no types
    """Pelican's writer, with an owner for each path, atomic writes, and full-text feeds.

    ``written`` and ``kept`` count the files whose bytes changed and did not.
    """

    def __init__(self, output_path: str, settings: dict[str, Any]) -> None:
        super().__init__(output_path, settings=settings)
        self._root = Path(output_path)
        self._table: Table = settings["TABLE"]
        ours, addresses = self._table.edition.settings, self._table.addresses
        self._feeds = Feeds(addresses, ours.websub_hub, dressing(Path(settings["THEME"]), addresses))
        self._owners: dict[str, str] = {}
        self.paths: set[str] = set()
        self.written = 0
        self.kept = 0

    def write_text(self, path: str, text: str, owner: str = "") -> None:
        """Write a text file at ``path`` below the output folder. Raises PathTaken."""
        self._claim(path, owner or path)
        self.put(sanitised_join(self.output_path, path), text.encode())

    def write_bytes(self, path: str, data: bytes, owner: str = "") -> None:
        """Write a file at ``path`` below the output folder. Raises PathTaken."""
        self._claim(path, owner or path)
        self.put(sanitised_join(self.output_path, path), data)

    def write_feed(
        self,
        elements: list[Any],
        context: dict[str, Any],
        path: str | None = None,
        url: str | None = None,
        feed_type: str = "atom",
        override_output: bool = False,
        feed_title: str | None = None,
    ) -> Any:
        """Write an Atom feed of our own making, and the same as JSON beside it; other kinds are Pelican's.

        Answers the feed.
        """
        if feed_type != "atom":
            return super().write_feed(elements, context, path, url, feed_type, override_output, feed_title)
        settings = self._table.edition.settings
        title = f"{feed_title} · {settings.sitename}" if feed_title else settings.sitename
        folder = (path or "").rpartition("/")[0]
        page = f"{folder}/" if folder else ""
        feed = self._feeds.start(title, path or "", page, settings.default_lang, settings.tagline)
        self._feeds.fill(feed, elements[: settings.feed_max_items])
        signals.feed_generated.send(context, feed=feed)
        if path:
            text = feed.writeString("utf-8")
            for each in (path, *feed_copies(self.settings, path)):
                self.write_text(each, text, owner=f"the feed {path}")
            beside = json_path(path)
            self.write_text(beside, feed.as_json(self._table.addresses.absolute(beside)), owner=f"the feed {beside}")
            signals.feed_written.send(str(self._root / path), context=context, feed=feed)
        return feed

    def _open_w(self, filename: str, encoding: str, override: bool = False) -> io.StringIO:
        path = Path(filename).relative_to(self._root).as_posix()
        self._claim(path, path)
        return _Page(self, filename)

    def _claim(self, path: str, owner: str) -> None:
        """Note who owns a path; paths that differ only in case or normal form are the same on many machines."""
        key = unicodedata.normalize("NFC", path).casefold()
        if key in self._owners:
            raise PathTaken(
                f"Two things want to be at /{path} on the site: {self._owners[key]} and {owner}. "
                "Rename one of them, or remove the alias that leads there."
            )
        self._owners[key] = owner
        self.paths.add(path)

    def put(self, filename: str, data: bytes) -> None:
        """Bring a file to these bytes: at once, or not at all; a file that has them is not touched."""
        target = Path(filename)
        if target.is_file() and not target.is_symlink() and target.read_bytes() == data:
            self.kept += 1
            return
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=".potluck-")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
            Path(name).chmod(0o644)
            Path(name).replace(target)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
        self.written += 1

    def sweep(self) -> int:
        """Remove from the output folder what this build did not make; answers how many files went."""
        gone = 0
        for folder, folders, files in os.walk(self._root, topdown=False, followlinks=False):
            for name in files + [each for each in folders if (Path(folder) / each).is_symlink()]:
                file = Path(folder) / name
                if file.relative_to(self._root).as_posix() not in self.paths:
                    file.unlink()
                    gone += 1
            if folder != str(self._root) and not any(Path(folder).iterdir()):
                Path(folder).rmdir()
        return gone
