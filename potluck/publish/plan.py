"""What publishing would change for readers, worked out before anything is changed.

Compares the output with the branch as it is on the server now. What can never be right is refused outright; what may be
meant (a post taken down, a site that shrank) becomes a Concern, which a person can accept.
"""

from __future__ import annotations

import difflib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

from potluck.counted import counted
from potluck.publish.checkout import Checkout, is_ancestor
from potluck.publish.github_pages import SITE_BYTES
from potluck.publish.history import Changes, Hand, Publication, changed_by_hand, made_by_us, publication, site
from potluck.publish.manifest import Allowed, Manifest, read_output
from potluck.publish.refused import PublishRefused, plainly
from potluck.visible import visible

CONCERNS = "vanished smaller source by-hand held-back domain foreign size unfinished".split()
_TOLD = 20  #: lines of a concern before "and N more"
_LOOKED_FOR = 50  #: pages that would be gone for which a new one is looked for


@dataclass(frozen=True)
class Concern:
    """Something that is usually a mistake. Publishing stops at it unless its id is accepted."""

    id: str  #: one of ``CONCERNS``
    reason: str
    fix: str
    details: tuple[str, ...] = ()  #: one line for each page it is about


@dataclass(frozen=True)
class Plan:
    """One publication, not made yet."""

    checkout: Checkout
    output: Path
    manifest: Manifest
    live: Publication | None  #: what is on the branch now; None before the first publication
    changes: Changes
    concerns: tuple[Concern, ...]
    allowed: Allowed
    memory: Path | None  #: the file that keeps what was read of the output
    place: str = ""  #: the host, where the site goes elsewhere than to a branch

    @property
    def goes_to(self) -> str:
        destination = self.checkout.destination
        return self.place or f"{destination.name} at {destination.url}"

    @property
    def pages(self) -> Changes:
        """Of the changes, those to pages that people read."""
        return self.changes.only(is_page)

    @property
    def feeds(self) -> Changes:
        """Of the changes, those to feeds."""
        return self.changes.only(is_feed)

    def unaccepted(self, accepted: Collection[str]) -> Concern | None:
        """The first concern that is not accepted."""
        return next((each for each in self.concerns if each.id not in accepted), None)

    def refuse_unaccepted(self, accepted: Collection[str]) -> None:
        """Raises PublishRefused for the first concern that is not accepted."""
        if concern := self.unaccepted(accepted):
            lines = [visible(line) for line in concern.details[:_TOLD]]
            if rest := len(concern.details) - len(lines):
                lines.append(f"and {rest} more")
            raise PublishRefused(
                concern.reason + "".join(f"\n  {line}" for line in lines),
                f"{concern.fix} If it is meant: `invoke publish --accept {concern.id}`.",
            )


@plainly
def make_plan(output: Path, checkout: Checkout, *, allowed: Allowed, memory: Path | None = None) -> Plan:
    """Compare a finished output folder with what is live.

    ``allowed`` says of a path whether the site can make a file there; ``memory`` is a file beside the output that saves
    the next plan from reading what did not change. Raises PublishRefused when the output is no site or the server can't
    be asked.
    """
    destination = checkout.destination
    manifest = read_output(output, allowed=allowed, object_format=destination.object_format, memory=memory)
    newest = destination.newest()
    live = None if newest is None else publication(destination, newest)
    before = {} if newest is None else site(destination.git, newest)
    earlier = () if live is None or live.source else made_by_us(destination, live.commit)
    hand = None
    if live is not None and not live.is_ours:  # somebody worked on the branch itself
        hand = changed_by_hand(site(destination.git, earlier[0].commit) if earlier else None, before, manifest.blobs())
    return compare(
        output,
        checkout,
        manifest,
        live=live,
        before=before,
        allowed=allowed,
        memory=memory,
        built=next((each for each in earlier if each.source), live),
        hand=hand,
    )


def compare(
    output: Path,
    checkout: Checkout,
    manifest: Manifest,
    *,
    live: Publication | None,
    before: Mapping[str, str],
    allowed: Allowed,
    memory: Path | None = None,
    place: str = "",
    strangers: int = 0,
    built: Publication | None = None,
    hand: Hand | None = None,
) -> Plan:
    """The plan that leads from what is live to the output.

    ``before`` holds the live files, path → id of the contents; ``strangers`` counts files at ``place`` that nobody
    knows of; ``built`` is the newest publication whose source is known, where that isn't the live one; ``hand`` is
    what somebody else did to the branch that this publication would undo.
    """
    after = manifest.blobs()
    concerns = (
        _other_source(checkout, built or live),
        _unknown(place, strangers) if strangers else _foreign(live, before),
        _by_hand(live, hand, place),
        _vanished([path for path in before if hand is None or path not in hand.put], after),
        _smaller(before, after),
        _domain(before, after),
        None if place else _size(manifest),
    )
    return Plan(
        checkout=checkout,
        output=output,
        manifest=manifest,
        live=live,
        changes=Changes.between(before, after),
        concerns=tuple(concern for concern in concerns if concern is not None),
        allowed=allowed,
        memory=memory,
        place=place,
    )


def is_page(path: str) -> bool:
    """Whether readers open this file in a browser."""
    return path.endswith(".html")


def is_feed(path: str) -> bool:
    """Whether feed readers fetch this file."""
    return path.rsplit("/", 1)[-1] in ("feed.xml", "feed.json")


def is_permalink(path: str) -> bool:
    """Whether somebody may have linked to this page: all but 404 and the numbered pages of a list."""
    parts = path.rsplit("/", 3)
    numbered = len(parts) >= 3 and parts[-3] == "page" and parts[-2].isdecimal()
    return is_page(path) and path != "404.html" and not numbered


def address(path: str) -> str:
    """The path of a page as it stands in a browser: ``about/index.html`` → ``about/``."""
    return path.removesuffix("index.html")


def _other_source(checkout: Checkout, live: Publication | None) -> Concern | None:
    """A stale clone builds an older site without noticing: what is live has to be among what is built now."""
    git = checkout.destination.git
    if live is None or live.source is None or is_ancestor(git, live.source, checkout.source_commit):
        return None
    return Concern(
        "source",
        f"What is live was published by {live.who} on {live.when:%d %B %Y} from the commit {live.source[:10]}, which "
        f"is not part of {checkout.source_branch!r} here. Publishing now could take posts off the site.",
        f"Bring it in with `git pull --rebase {checkout.destination.remote} {checkout.source_branch}`.",
    )


def _by_hand(live: Publication | None, hand: Hand | None, place: str) -> Concern | None:
    """What a person, or another tool, did to the site itself is in no source: a publication would take it away."""
    if live is None or not hand:
        return None
    if place:
        return Concern(
            "by-hand",
            f"Somebody worked on files at {place} since they were published, and publishing would undo it:",
            "Bring what matters into the source first.",
            tuple(hand.lines()),
        )
    return Concern(
        "by-hand",
        f"The branch holds work that no publication of ours made, the last of it by {live.who} on "
        f"{live.when:%d %B %Y}, and publishing would undo it:",
        f"Bring what matters into the source first; `git show {live.commit[:10]}:PATH` shows a file as it is now.",
        tuple(hand.lines()),
    )


def _foreign(live: Publication | None, before: Collection[str]) -> Concern | None:
    if live is None or live.source is not None or "index.html" in before:
        return None
    return Concern(
        "foreign",
        f"The branch holds {counted(len(before), 'file')} and no index.html, so it does not look like a published "
        "site.",
        "Look at it, and publish to another branch if it is somebody's work.",
    )


def _unknown(place: str, strangers: int) -> Concern:
    return Concern(
        "foreign",
        f"{place} holds {strangers} files and folders, and no record of a publication of ours.",
        "Look whether it is the right place. Files with the same names would be written over, and all others stay.",
    )


def _vanished(before: Collection[str], after: Collection[str]) -> Concern | None:
    pages_after = {path for path in after if is_page(path)}
    gone = sorted(path for path in before if is_permalink(path) and path not in pages_after)
    if not gone:
        return None
    heirs = {_slug(path): path for path in sorted(pages_after) if path not in before}
    return Concern(
        "vanished",
        f"{len(gone)} {'page that is' if len(gone) == 1 else 'pages that are'} live would be gone, and links to "
        f"{'it' if len(gone) == 1 else 'them'} would break:",
        "Bring the page back, or add its old path to the `aliases` of the post that takes its place.",
        tuple(_mended(path, heirs if at < _LOOKED_FOR else {}) for at, path in enumerate(gone)),
    )


def _mended(path: str, heirs: dict[str, str]) -> str:
    """One line about a page that would be gone, with the line that keeps links to it alive where we can tell."""
    close = difflib.get_close_matches(_slug(path), heirs, n=1, cutoff=0.7)
    if not close:
        return f"/{address(path)}"
    return f"/{address(path)}  (moved to /{address(heirs[close[0]])}? then add there: `aliases: [{address(path)}]`)"


def _slug(path: str) -> str:
    return address(path).rstrip("/").rpartition("/")[2]


def _smaller(before: Collection[str], after: Collection[str]) -> Concern | None:
    pages_before = sum(map(is_page, before))
    lost = pages_before - sum(map(is_page, after))
    if lost <= 0 or 4 * lost < pages_before:
        return None
    return Concern(
        "smaller",
        f"The site would shrink from {pages_before} pages to {pages_before - lost}.",
        "Look for what is missing: `invoke check` names every file that could not be used.",
    )


def _domain(before: Collection[str], after: Collection[str]) -> Concern | None:
    if "CNAME" not in before or "CNAME" in after:
        return None
    return Concern(
        "domain",
        "The site has a domain of its own, and would lose it.",
        "Set CUSTOM_DOMAIN in pelicanconf.py to the domain.",
    )


def _size(manifest: Manifest) -> Concern | None:
    if manifest.size <= SITE_BYTES:
        return None
    return Concern(
        "size",
        f"The site has {manifest.size / 1e9:.2f} GB, and GitHub Pages serves at most {SITE_BYTES / 1e9:.0f} GB.",
        "Make the largest images smaller.",
    )
