"""Which problems others explain: what follows from a problem in another file, or from what became of a file."""

from __future__ import annotations

import posixpath
from functools import cached_property
from pathlib import PurePosixPath

from potluck.checks.causes import covered
from potluck.checks.change.moves import CHANGED_SHELF
from potluck.checks.change.touched import Change
from potluck.checks.consequences.moved import IN_ITS_FOLDER, OF_NAMES, OF_PICTURES, first_name, led_to
from potluck.checks.images.files import IMAGE_UNUSED
from potluck.checks.links.targets import LINK_ANCHOR, LINK_MISSING
from potluck.checks.markdown.headings import SOMEBODY
from potluck.checks.site import Site
from potluck.content.names import is_permalink, own_name, read_post_name, slugify
from potluck.content.rules.shape import MISSING
from potluck.problems import Problem

SWALLOWS = ("fence-", "html-unfinished", "html-open", "indented-prose", "conflict-", "front-matter-")
"""Rules of what hides the headings of a text."""
BY_PLACE = ("image-missing", "image-value", "date-unlikely", "date-future", "slug-differs")
"""Rules whose problems go with the file's right name."""
UNREAD = ("encoding", "empty-file", "file-too", "file-unreadable", "symbolic-link", "not-a-file", "control-")
"""Rules of files that nobody can read, though they are there."""
EXPLAINED = {
    "date-differs": ("page-gone",),
    "date-future": ("page-gone",),
    "slug-differs": ("page-gone", "permalink-taken"),
    "key-foreign": ("page-gone",),
    "page-by-member": ("wrong-place",),
    "name-date-missing": ("name-case",),
    "page-gone": ("file-of-another", "page-by-member", "permalink-taken"),
    "template-text": ("file-of-another",),
    "title-copied": ("post-copied",),
    "post-copied": ("permalink-taken", "name-characters", "name-suffix", "name-date-missing"),
    "date-unlikely": ("post-copied", "permalink-taken"),
}
"""What is nothing to tell of a file beside errors of these rules, unless both name a line, and not the same."""
EXPLAIN = frozenset(
    (
        "encoding",
        "front-matter-sign",
        "front-matter-twice",
        "key-unknown",
        *(each for ids in EXPLAINED.values() for each in ids),
    )
)
"""All rules whose problems explain others of their file. None is told of a file for each line of its text."""
LEADING = (LINK_MISSING.id, *OF_PICTURES)
"""Rules of what a text leads to from where it lies."""
AMONG = "Among the languages"


class Explained:
    """What was told, by what it may explain."""

    def __init__(self, told: list[Problem], site: Site, change: Change | None) -> None:
        self.site = site
        self.errors = [each for each in told if each.is_error]
        self.touched = change.files.keys() if change else frozenset[str]()
        self.moved = change.moves.moved if change else {}
        self.had = change.before.existed if change and change.before else frozenset[str]()
        of_names = [each for each in self.errors if each.move_to and each.id.startswith(OF_NAMES)]
        self.belong = _homes(of_names, site)
        self.back = frozenset(self.belong.values())
        copied = change.moves.copied if change else {}
        wrong = tuple(f"{each.path}/" for each in of_names)
        self.copies = {path for path in copied if f"{path}/".startswith(wrong)}
        self.unread = {each.path for each in self.errors if each.id.startswith(UNREAD)}
        self.of_other_kinds = {each.path for each in self.errors if each.id == "unexpected-file"}
        self.to_move = {path for each in self.errors if each.id == "image-missing" for path in each.also}
        self.hidden = {each.path for each in told if each.id.startswith(SWALLOWS)}
        self.gone = {each.path for each in self.errors if each.id in ("page-gone", "file-of-another")}
        self.anothers = {each.path for each in self.errors if each.id == "file-of-another"}
        self.called = {each.path for each in self.errors if each.id == "name-of-another"}
        others = {each.path for each in self.errors if each.id != "translation-unknown"}
        self.slugs = _withheld_slugs(site, others | self.back)
        self.not_there = self.back | self.unread | self.of_other_kinds
        self.on_path: dict[str, list[Problem]] = {}
        for each in told:
            if each.id in EXPLAIN:
                self.on_path.setdefault(each.path, []).append(each)

    def explains(self, each: Problem) -> bool:
        """Whether another problem explains this one, and is told."""
        if any(self._is_why(other, each) for other in self.on_path.get(each.path, ())):
            return True
        if each.id == "translation-unknown":
            return _slug_named(each, self.site) in self.slugs
        if each.id == LINK_ANCHOR.id:
            held = each.title.rpartition(" in `")[2].removesuffix("`.")
            return held != each.path and (held in self.hidden or held in self.anothers)
        if each.id == "page-by-member" and f"{posixpath.dirname(each.path)}/index.md" in self.belong:
            return True
        if each.id == LINK_MISSING.id:
            if each.path not in self.belong:
                return self._leads_to_what_waits(each)
            return self.site.library.named(led_to(self.belong[each.path], first_name(each))) is not None
        if each.id == "author-unknown" and not self.called.isdisjoint(each.also):
            return each.path not in self.touched
        if each.id == "author-unknown":
            card = f"/authors/{first_name(each)}.md"
            below = (other.fix for other in self.on_path.get(each.path, ()) if other.title == SOMEBODY)
            lost = self.back | self.gone | self.unread
            return any(card in fix for fix in below) or any(path.endswith(card) for path in lost)
        if each.id == "author-spelling":
            handle = first_name(each)
            return any(path.endswith(f"/authors/{handle}.md") for path in self.back)
        if each.id == "same-name":
            return any(f"`{PurePosixPath(path).stem}`" in each.title for path in self.called)
        if each.id == "date-unlikely" and (each.path in self.moved or (each.line is None and each.path in self.had)):
            return True  # the name of the file has told that before
        if each.id == "page-gone" and self.moved.get(each.path) in self.anothers:
            return True
        if each.id in ("name-characters", "unexpected-file") and each.path in self.to_move:
            return True  # by a text that shows it, which says where to and under which name
        if each.id == IMAGE_UNUSED.id:
            return not self._around_errors.isdisjoint((each.path, *map(str, PurePosixPath(each.path).parents)))
        if each.id in OF_PICTURES and led_to(each.path, first_name(each)) in self.anothers:
            return True
        if each.path in self.copies:
            return each.id.startswith(BY_PLACE)
        return each.id.startswith(BY_PLACE) and each.path in self.belong and self._goes_with_the_name(each)

    @cached_property
    def _around_errors(self) -> frozenset[str]:
        """The files with errors, and their folders."""
        return frozenset(path for each in self.errors for path in (each.path, posixpath.dirname(each.path)))

    @cached_property
    def _waiting(self) -> set[str]:
        """The last part of the address of each post that is there, and is not out for a mistake of its own."""
        faulty = {path for each in self.errors for path in (each.path, *each.also)} - self.gone
        were = {old for new, old in self.moved.items() if new in faulty}
        return _withheld_slugs(self.site, faulty | were | self.back)

    def _leads_to_what_waits(self, link: Problem) -> bool:
        """Whether a link leads to what is there, or comes back, once what is wrong with that is put right."""
        named = first_name(link)
        if is_permalink(address := named.partition("#")[0].strip("/") + "/"):
            return address[8:-1] in self._waiting
        target = led_to(link.path, named)
        if target in self.gone:
            return target in self.anothers
        return target in self.not_there

    def _is_why(self, other: Problem, each: Problem) -> bool:
        if other.title in (IN_ITS_FOLDER, CHANGED_SHELF):
            return other is not each and not self._is_within(each, other)
        if each.id == "name-suffix":
            return other.id == "encoding" and other.line is None
        if each.id == "file-of-another" and each.title.startswith(AMONG):
            return other.id == "permalink-taken"
        if each.id == "author-unknown" and each.edit is not None:
            return other.id in ("front-matter-sign", "key-unknown") and each.line in covered(other)
        if each.id == "language-untold":
            return other.title.startswith(AMONG)
        apart = other.line is not None and each.line is not None and other.line != each.line
        return other.id in EXPLAINED.get(each.id, ()) and not apart

    def _is_within(self, each: Problem, place: Problem) -> bool:
        """Whether a problem of a file in the wrong place is one of its own, and goes with it where it belongs."""
        document = self.site.documents.get(each.path)
        if document is None or each.line is None or each.id == MISSING.id:
            return False
        if each.line < document.body_line:
            return place.title == CHANGED_SHELF
        named = led_to(self.moved.get(each.path, each.path), first_name(each))
        return each.id not in LEADING or self.site.library.named(named) is None

    def _goes_with_the_name(self, each: Problem) -> bool:
        """Whether a problem goes once its file is called as it should be: that is another date, other words, or the
        picture lies beside that.
        """
        if each.path in self.moved:
            return True
        if not each.id.startswith("image-"):
            return own_name(PurePosixPath(each.path)) != own_name(PurePosixPath(self.belong[each.path]))
        there = led_to(self.belong[each.path], first_name(each))
        return self._comes_along(each) or any(image.relative == there for image in self.site.library.images)

    def _comes_along(self, each: Problem) -> bool:
        """Whether a picture lies beside a post that lies in the wrong place with its folder."""
        beside, folder = led_to(each.path, first_name(each)), posixpath.dirname(each.path)
        if not self.belong[each.path].endswith("/index.md") or posixpath.dirname(beside) != folder:
            return False
        try:
            return (self.site.library.content_dir.parent / beside).is_file()
        except OSError:  # a name that no disk takes
            return False


def _homes(of_names: list[Problem], site: Site) -> dict[str, str]:
    """Where files belong whose name or place is wrong, and those in folders of which that is so."""
    homes = {each.path: each.move_to for each in of_names if each.move_to}
    folders = homes.keys() - site.documents.keys()
    for path in site.documents if folders else ():
        for folder in folders.intersection(map(str, PurePosixPath(path).parents)):
            homes[path] = homes[folder] + path[len(folder) :]
    return homes


def _withheld_slugs(site: Site, faulty: set[str]) -> set[str]:
    """What posts would be known by that can't be published, or not even be read, for a mistake of theirs or in the card
    of somebody who brought them.
    """
    found = {read_post_name(own_name(PurePosixPath(path))).slug for path in faulty if path not in site.documents}
    cards = {PurePosixPath(path).stem for path in faulty if posixpath.dirname(path).endswith("/authors")}
    for each in (*site.library.documents, *site.strays):
        if not each.published and (each.relative in faulty or not cards.isdisjoint(map(slugify, each.front.byline))):
            called = own_name(each.source.path).removesuffix(".md")
            found |= {slugify(each.front.words_of("slug")), read_post_name(called).slug}
    return found - {""}


def _slug_named(problem: Problem, site: Site) -> str:
    """What a translation says that it translates."""
    document = site.documents.get(problem.path)
    value = document.front.words_of("translation_of") if document else ""
    return read_post_name(value.removesuffix(".md")).slug if value[:1].isdigit() else slugify(value)
