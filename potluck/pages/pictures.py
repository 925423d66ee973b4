"""Which images are published, and where: a post's beside the post, a person's beside theirs, shared ones in images/.

Only images that something in this edition can show are published: those of a draft wait with the draft. What is done to
an image's bytes is ``potluck.media``'s business, and is done in a workshop, since a decoder is a door.
"""

from __future__ import annotations

from dataclasses import dataclass
from operator import itemgetter
from pathlib import Path

from potluck.content.library import ImageFile
from potluck.media import Cache, ImageRefused, Limits, Picture, prepare_or_refuse
from potluck.media.images import fingerprint, read
from potluck.pages.addresses import Addresses
from potluck.pages.edition import Edition
from potluck.workshop import Workshop

TOO_MUCH = "This image takes more time or memory to open than any photo needs. Export it anew, smaller."


@dataclass
class Pictures:
    """The images of one edition, all prepared when this is made."""

    edition: Edition
    addresses: Addresses
    cache: Cache
    workshop: Workshop

    def __post_init__(self) -> None:
        settings = self.edition.settings
        self._limits = Limits(
            max_bytes=settings.max_image_bytes,
            max_pixels=settings.max_image_pixels,
            max_width=settings.max_image_width,
            max_frames=settings.max_image_frames,
        )
        self._prepared: dict[Path, Picture] = {}
        self.refused: dict[str, str] = {}
        self._paths = self._find()
        self._prepare_all()
        self._by_link = {self.addresses.link(path): file for file, path in self._paths.items()}

    def path_of(self, image: ImageFile) -> str | None:
        """Where on the site the image is, or None if this edition doesn't publish it."""
        return self.path_of_file(image.path) or None

    def path_of_file(self, file: Path | None) -> str:
        """Where on the site an image file is; empty without one, or if this edition doesn't publish it."""
        return self._paths.get(file, "") if file and self.picture(file) else ""

    def size_at(self, link: str) -> tuple[int, int] | None:
        """Width and height in pixels of the image that a link leads to, if it is one of ours."""
        file = self._by_link.get(link)
        picture = self.picture(file) if file else None
        return (picture.width, picture.height) if picture else None

    def picture(self, file: Path) -> Picture | None:
        """The image as published, or None if it was refused; the reason is then in ``refused`` by path."""
        return self._prepared.get(file)

    def published(self) -> list[tuple[str, Picture]]:
        """Path on the site and picture of every image of this edition, in order of path."""
        return sorted(((self._paths[file], picture) for file, picture in self._prepared.items()), key=itemgetter(0))

    def _prepare_all(self) -> None:
        """Find each picture in the cache, and have the others made in the workshop."""
        missing: dict[Path, bytes] = {}
        for file in self._paths:
            try:
                data = read(file, self._limits)
            except ImageRefused as error:
                self._refuse(file, str(error))
                continue
            kept = self.cache.get(fingerprint(data, self._limits))
            if kept:
                self._prepared[file] = kept
            else:
                missing[file] = data
        tasks = [(data, file.suffix, self._limits) for file, data in missing.items()]
        for (file, data), made in zip(missing.items(), self.workshop.do_all(prepare_or_refuse, tasks), strict=True):
            if isinstance(made, Picture):
                self._prepared[file] = made
                self.cache.put(fingerprint(data, self._limits), made)
            else:
                self._refuse(file, str(made) if isinstance(made, ImageRefused) else TOO_MUCH)

    def _refuse(self, file: Path, reason: str) -> None:
        self.refused[file.relative_to(self.edition.library.content_dir.parent).as_posix()] = reason

    def _find(self) -> dict[Path, str]:
        library = self.edition.library
        homes = {
            post.source.path.parent: post.permalink
            for post in self.edition.posts
            if post.source.path.name == "index.md"
        }
        avatars = {person.avatar: person.handle for person in library.people.values() if person.avatar}
        shared = library.content_dir / "images"
        paths: dict[Path, str] = {}
        for image in library.images:
            if image.path in avatars:
                paths[image.path] = f"authors/{avatars[image.path]}/{image.path.name}"
            elif image.path.is_relative_to(shared):
                paths[image.path] = image.path.relative_to(library.content_dir).as_posix()
            else:
                home = next((folder for folder in image.path.parents if folder in homes), None)
                if home:
                    paths[image.path] = homes[home] + image.path.relative_to(home).as_posix()
        return paths
