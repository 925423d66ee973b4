"""Which images are published, and where: a post's beside the post, a person's beside theirs, shared ones in images/.

Only images that something in this edition can show are published: those of a draft wait with the draft. What is done to
an image's bytes is ``potluck.media``'s business, and is done in a workshop, since a decoder is a door.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import cached_property
from itertools import groupby
from pathlib import Path

import msgspec

from potluck.content.tree import ImageFile
from potluck.markup.relink import Shown, Source
from potluck.media import Cache, Digests, File, ImageRefused, Limits, Picture, Prepared, Use
from potluck.media.bounds import fingerprint, read
from potluck.media.picture import SUFFIXES
from potluck.pages.addresses import Addresses
from potluck.pages.edition import Edition
from potluck.workshop import Workshop

TOO_MUCH = "This image takes more time or memory to open than any photo needs. Export it anew, smaller."
SIZES = "min(90vw,41em)"
"""How wide an image in a text is shown: the column of ``--measure`` at its widest."""
LESS_MOTION = "(prefers-reduced-motion:reduce)"
MARK = "@"
"""Stands between an image's name and a width in the name of a further file; no member's file can have it."""


class Published(msgspec.Struct, frozen=True):
    """One file of an image: where it goes, and which file of which entry of the cache it is."""

    path: str
    source: Path
    number: int
    file: File


class Pictures:
    """The images of one edition, all prepared when this is made. ``refused``: path of an image to the reason."""

    def __init__(self, edition: Edition, addresses: Addresses, cache: Cache, digests: Digests, workshop: Workshop):
        self._edition = edition
        self._addresses = addresses
        self._cache = cache
        self._digests = digests
        self._workshop = workshop
        self._limits = Limits.of(edition.settings)
        self.refused: dict[str, str] = {}
        self.made = 0
        self._avatars = {
            person.avatar: handle for handle, person in edition.library.people.items() if person.avatar is not None
        }
        self._places = dict(self._find())
        self._names: dict[Path, str] = {}
        self._prepared: dict[Path, Picture] = {}
        self._prepare_all()

    def path_of(self, image: ImageFile) -> str | None:
        """Where on the site the image is, or None if this edition doesn't publish it."""
        return self.path_of_file(image.path) or None

    def path_of_file(self, file: Path | None) -> str:
        """Where on the site an image is, in the kind that every program reads; empty if it is not published."""
        picture = self._prepared.get(file) if file else None
        return _path(self._places[file], picture.fallback, is_first=True) if file and picture else ""

    def portrait_of(self, file: Path | None) -> str:
        """What the paths of a portrait's files begin with, whatever kind it was brought in; empty without one."""
        return self._places[file] if file in self._prepared else ""

    def shown_at(self, link: str) -> Shown | None:
        """How the image that a link leads to is shown, if it is one of ours."""
        file = self._by_link.get(link)
        return self._shown(file, self._prepared[file]) if file else None

    def card_of(self, file: Path) -> tuple[str, int, int] | None:
        """Path, width and height of the image as other sites should show it: one that stands still."""
        picture = self._prepared.get(file)
        if picture is None:
            return None
        number, chosen = next(((n, each) for n, each in enumerate(picture.files) if each.still), (0, picture.fallback))
        return _path(self._places[file], chosen, is_first=number == 0), chosen.width, chosen.height

    def bytes_of(self, file: Path) -> bytes:
        """An image in the kind that every program reads; empty if it is not published."""
        return (self._cache.data(self._names[file], 0) or b"") if file in self._prepared else b""

    def file_at(self, link: str) -> Path | None:
        """The image that a link leads to, if it is one of ours."""
        return self._by_link.get(link)

    def published(self) -> list[Published]:
        """Every file of every image of this edition, in order of path."""
        found = (
            Published(_path(self._places[source], file, is_first=number == 0), source, number, file)
            for source, picture in self._prepared.items()
            for number, file in enumerate(picture.files)
        )
        return sorted(found, key=lambda each: each.path)

    def data(self, published: Published) -> bytes:
        """The bytes of one file. An entry of the cache that was spoilt meanwhile is made again. Raises OSError."""
        kept = self._cache.data(self._names[published.source], published.number)
        if kept is None:
            self._make([published.source])
            self._workshop.close()
            kept = self._cache.data(self._names[published.source], published.number)
        if kept is None:
            raise OSError(0, "the image was taken away while the site was built", str(published.source))
        return kept

    @cached_property
    def _by_link(self) -> dict[str, Path]:
        return {self._addresses.link(self.path_of_file(file)): file for file in self._prepared}

    def _shown(self, file: Path, picture: Picture) -> Shown:
        place = self._places[file]
        sources = [
            Source(self._addresses.link(_path(place, each)), media=LESS_MOTION) for each in picture.files if each.still
        ]
        further = [each for each in picture.files[1:] if not each.still]
        for kind, files in groupby(further, key=lambda each: each.media_type):
            group = list(files)
            links = [self._addresses.link(_path(place, each)) for each in group]
            if len(group) == 1:
                sources.append(Source(links[0], type=kind))
            else:
                choices = ", ".join(f"{link} {each.width}w" for link, each in zip(links, group, strict=True))
                sources.append(Source(choices, type=kind, sizes=SIZES))
        return Shown(picture.width, picture.height, picture.colour, tuple(sources))

    def _prepare_all(self) -> None:
        """Find each picture in the cache, and have the others made in the workshop."""
        missing = []
        for file in self._places:
            try:
                self._names[file] = self._name(file)
            except (ImageRefused, OSError) as error:
                self._refuse(file, str(error))
                continue
            kept = self._cache.get(self._names[file])
            if kept:
                self._prepared[file] = kept
            else:
                missing.append(file)
        self._make(missing)
        self._digests.save()

    def _name(self, file: Path) -> str:
        """Names what becomes of the file. Raises ImageRefused or OSError."""
        digest = self._digests.get(file)
        if digest is None:
            digest = hashlib.sha256(read(file, self._limits)).hexdigest()
            self._digests.put(file, digest)
        return fingerprint(digest, self._limits, self._use(file))

    def _make(self, files: list[Path]) -> None:
        """Have these prepared; each is kept as soon as it is done, so that a build that is ended goes on from there."""
        if not files:
            return
        from potluck.media.images import prepare_or_refuse  # with all of Pillow, and most builds make none

        for file, made in zip(files, self._workshop.do_all(prepare_or_refuse, self._tasks(files)), strict=True):
            if isinstance(made, Prepared):
                self._prepared[file] = made.picture
                self._cache.put(self._names[file], made)
                self.made += 1
            else:
                self._refuse(file, str(made) if isinstance(made, ImageRefused) else TOO_MUCH)

    def _tasks(self, files: list[Path]) -> Iterator[tuple[bytes, str, Limits, Use]]:
        """What the workshop is given for each file, read only when its turn comes."""
        for file in files:
            data = file.read_bytes()
            self._names[file] = fingerprint(hashlib.sha256(data).hexdigest(), self._limits, self._use(file))
            yield data, file.suffix, self._limits, self._use(file)

    def _use(self, file: Path) -> Use:
        return Use.AVATAR if file in self._avatars else Use.SHOWN

    def _refuse(self, file: Path, reason: str) -> None:
        self.refused[file.relative_to(self._edition.library.content_dir.parent).as_posix()] = reason

    def _find(self) -> Iterator[tuple[Path, str]]:
        """Each image of this edition, and where it would be if it kept its name."""
        library = self._edition.library
        shared = library.content_dir / "images"
        for image in library.images:
            if image.path in self._avatars:
                yield image.path, f"authors/{self._avatars[image.path]}/{image.path.name}"
            elif image.path.is_relative_to(shared):
                yield image.path, image.path.relative_to(library.content_dir).as_posix()
            else:
                home = next((folder for folder in image.path.parents if folder in self._homes), None)
                if home:
                    yield image.path, self._homes[home] + image.path.relative_to(home).as_posix()

    @cached_property
    def _homes(self) -> dict[Path, str]:
        """The folders of posts that have one of their own, each with the post's permalink."""
        return {post.source.path.parent: post.permalink for post in self._edition.posts if post.in_own_folder}


def _path(place: str, file: File, *, is_first: bool = False) -> str:
    """Where one file of an image goes: the first has the image's own name, if it is of that kind."""
    if is_first and place.lower().endswith(SUFFIXES[file.kind]):
        return place
    return f"{place}{MARK}{file.width}{file.suffix}"
