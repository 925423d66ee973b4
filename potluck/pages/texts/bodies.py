"""The bodies of posts, pages and bios as HTML, with their links and images leading somewhere.

``potluck.markup`` makes the HTML, behind the doors of a workshop; ``texts.links`` knows where its links lead.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, MutableMapping, Sequence
from contextlib import suppress
from operator import attrgetter

from msgspec.structs import replace

from potluck.content.model import Page, Post, Written
from potluck.keeping import Lost
from potluck.markup import Rendered, TooComplicated
from potluck.markup.coloured import Coloured, may_have_code
from potluck.markup.shelf import Shelf, made_with
from potluck.markup.worker import Options
from potluck.pages.addresses import Addresses
from potluck.pages.edition import Edition
from potluck.pages.texts.kept_text import KeptText
from potluck.pages.texts.links import Linked, Links
from potluck.pages.texts.pictures import Pictures
from potluck.pages.texts.rendering import FOR_ONE_TEXT, Outcome, Task, Text, bench, done_at, make, renderers
from potluck.progress import followed
from potluck.workbench import Workbench
from potluck.workshop import Bounds

MANY = 200
"""After so many texts the processes are let go: what they hold is wanted for the pages."""
TOO_MUCH = "It takes more time or memory to show than any post needs. Look for something that repeats very often."
EMPTY = Rendered(html="", headings=(), summary="", words=0, first_image=None)


class Bodies:
    """The rendered texts of one edition, made when this is made and kept on ``shelf``.

    ``kept`` are those, by path, that are known to come out as they did; it becomes ``known``. ``earlier`` are all of
    the last build, with the same code and libraries: what is in them may serve again. ``ready`` is who renders a few,
    ``bounds`` are what a text may take otherwise. ``with_keywords`` is whether anybody is to ask for ``keywords``.
    ``too_complicated`` has the reason by the path of a text, ``made`` counts the texts that were not on the shelf.
    """

    def __init__(
        self,
        edition: Edition,
        addresses: Addresses,
        pictures: Pictures,
        shelf: Shelf | None = None,
        kept: MutableMapping[str, KeptText] | None = None,
        earlier: Mapping[str, KeptText] | None = None,
        ready: Workbench | None = None,
        bounds: Bounds = FOR_ONE_TEXT,
        *,
        with_keywords: bool = True,
    ) -> None:
        self.with_keywords = with_keywords
        self.edition, self.addresses, self.pictures = edition, addresses, pictures
        self._bounds = bounds
        self._linked = Linked(Links(edition, addresses, pictures), pictures)
        settings = edition.settings
        people = edition.library.people
        self._options = Options(
            embed_hosts=settings.embed_hosts,
            people=tuple((handle, addresses.link(f"authors/{handle}/")) for handle in people),
            repository=settings.repository,
            own_site=settings.home,
            keywords=with_keywords,
        )
        means = repr((made_with(), replace(self._options, people=())))
        self._made_with = hashlib.sha256(means.encode("utf-8", "surrogatepass")).hexdigest()
        self._mentioned = dict(self._options.people)
        self.shelf = shelf or Shelf()
        self.too_complicated: dict[str, str] = {}
        self.ran_out = False
        """Whether a text took too much time or memory: on a machine that is less busy it may not."""
        self.made = 0
        self._names: dict[str, bytes] = {}
        """How texts are called on the shelf, by path: of those that were ``kept``, as far as somebody asked."""
        self._facts: dict[str, Rendered] = {}
        self.known: MutableMapping[str, KeptText] = {} if kept is None else kept
        """What is known of texts, by path; of all, after ``know_all``."""
        self._new: list[Written] = []
        """Those whose texts were not ``kept``."""
        self._knows_all = False
        self._earlier = earlier or {}
        self._render_all(self._earlier, ready)

    def retell(self, document: Written) -> tuple[KeptText, KeptText] | None:
        """Take up another text of a document: what was known of it, and what is; None where it can't be shown."""
        path = document.relative
        self._know(document)
        before = self.known.pop(path, None)
        self._facts.pop(path, None)
        self._linked.forget(path)
        text = Text.of(document, self.edition.settings)
        name = self._names[path] = text.name(self._mentioned, self._made_with)
        if not self.shelf.has(name):
            self._take_up(path, done_at(bench(self._options), text.task(self._coloured_in(before, text.markdown))))
            self.shelf.commit()
        if before is None or path in self.too_complicated:
            return None
        self._know(document)
        return before, self.known[path]

    def settle(self) -> None:
        """From now on texts change now and then: one process stands ready for them."""
        with suppress(Exception):  # where none can be started, the next text is told of it
            done_at(bench(self._options), ("", "", False, "", {}))

    def of(self, document: Written) -> Rendered:
        """The body of a post or page, or a person's bio, as safe HTML with its headings and summary."""
        facts = self._facts.get(document.relative)
        return self._linked.of(document, facts, lambda: self._rendered(document))

    def words(self, document: Written) -> str:
        """The HTML of a text for whoever asks only for its words: where its links lead takes time to tell, and is not.

        In place of an image that is not there stand words, so it is told where those of a text lead.
        """
        html = self._rendered(document).html
        return self.of(document).html if "<img" in html else html

    def name(self, document: Written) -> str:
        """Names what a text says and shows: the same name, the same HTML, but for where its links lead."""
        path = document.relative
        if path in self.too_complicated:
            return ""
        images = self._linked.images(document, self.links(document))  # in place of one that is not there stand words
        return " ".join(map(str, (self._name(path).hex(), *images)))

    def _name(self, path: str) -> bytes:
        """How a text is called on the shelf."""
        name = self._names.get(path)
        if name is None:
            name = self._names[path] = bytes.fromhex(self.known[path].name)
        return name

    def facts(self, document: Written) -> Rendered:
        """What is known of a text, links and images as they were written; its HTML is left out."""
        path = document.relative
        found = self._facts.get(path)
        if found is None:
            whole = None if path in self.too_complicated else self.shelf.facts(self._name(path))
            found = self._facts[path] = whole or replace(self._rendered(document), html="")
        return found

    def first_image(self, document: Written, links: list[tuple[str, str]] | None = None) -> str | None:
        """The link of the first image of this site that the text shows, or showed with these ``links``."""
        return self._linked.first_image(document, self.links(document) if links is None else links)

    def links(self, document: Written) -> Sequence[tuple[str, str]]:
        """The links of a text within the site, as (tag, link)."""
        kept = self.known.get(document.relative)
        return kept.links if kept else self.facts(document).links

    def keywords(self, document: Written) -> str:
        """The words that say most about a text, with spaces between. Raises Lost where nobody was to ask for them."""
        if not self.with_keywords:
            raise Lost(document.relative)
        kept = self.known.get(document.relative)
        return kept.keywords if kept else " ".join(self.facts(document).keywords)

    def has_diagrams(self, document: Post | Page) -> bool:
        kept = self.known.get(document.relative)
        return kept.has_diagrams if kept else self.facts(document).has_diagrams

    def any_has_diagrams(self) -> bool:
        """Whether there is a diagram in any text that has a page."""
        if self._knows_all and not any(text.has_diagrams for text in self.known.values()):
            return False
        return any(map(self.has_diagrams, self.edition.documents))

    def have_diagrams_as_before(self) -> bool:
        """Whether each text has diagrams if it had any before, as far as that can be told without all of them."""
        self.know_all()
        pairs = [(self._earlier.get(path), self.known.get(path)) for path in self.anew]
        return all(before and now and before.has_diagrams == now.has_diagrams for before, now in pairs)

    def know_all(self) -> None:
        """Have every text in ``known`` that could be rendered."""
        if not self._knows_all:
            for document in self._new:
                self._know(document)
            self._knows_all = True

    def _know(self, document: Written) -> None:
        path = document.relative
        if path not in self.known and path not in self.too_complicated:
            self.known[path] = KeptText.of(self._name(path), self.facts(document))

    @property
    def anew(self) -> frozenset[str]:
        """The paths of texts that were not known to come out as they did."""
        return frozenset(each.relative for each in self._new)

    def kept(self) -> Mapping[str, KeptText]:
        """What to keep of all texts for the next build, by path."""
        self.know_all()
        count = len(self.edition.documents) + len(self.edition.library.people)
        if len(self.known) + len(self.too_complicated) == count:  # which are all that there are
            return self.known
        here = {each.relative for each in self._texts()}
        return {path: each for path, each in self.known.items() if path in here}

    def _texts(self) -> Iterator[Written]:
        """Everything in this edition that has a text."""
        yield from self.edition.documents
        yield from self.edition.library.people.values()

    def let_go(self) -> None:
        """Let go of all that is on the shelf as well, once no page is to be made any more."""
        self.know_all()
        self._facts.clear()
        self._linked.let_go()

    def key(self, document: Written) -> str:
        """Tells the body apart from every other: the text as rendered, and where its links and images lead now."""
        path = document.relative
        if path in self.too_complicated:
            return "too complicated"
        return self._linked.key(document, self._name(path), lambda: self.links(document))

    def _rendered(self, document: Written) -> Rendered:
        """The text as rendered; made again if it was taken from the shelf meanwhile."""
        path = document.relative
        if path in self.too_complicated:
            return EMPTY
        facts = self._facts.get(path)
        html = self.shelf.html(self._name(path)) if facts else None
        if facts and html is not None:
            return replace(facts, html=html)
        found = self.shelf.get(self._name(path))
        if found is None:
            text = Text.of(document, self.edition.settings)
            outcome = self._make([(path, text.task({}))])
            found = next(outcome)[1]
            self.shelf.commit()  # nobody who builds beside us is to wait for the file
        return found

    def _render_all(self, earlier: Mapping[str, KeptText], ready: Workbench | None) -> None:
        """Have every text rendered that is not on the shelf, a few at a time, so that memory stays small."""
        documents = tuple(self._texts())
        known, paths = frozenset(self.known), map(attrgetter("relative"), documents)
        new = self._new = [each for each, path in zip(documents, paths, strict=True) if path not in known]

        def missing() -> Iterator[tuple[str, Task]]:
            for document in followed("Texts", new):
                path = document.relative
                text = Text.of(document, self.edition.settings)
                name = self._names[path] = text.name(self._mentioned, self._made_with)
                if not self.shelf.has(name):
                    on_the_way[path] = document
                    yield path, text.task(self._coloured_in(earlier.get(path), text.markdown))

        on_the_way: dict[str, Written] = {}
        for path, rendered in self._make(missing(), ready):
            document = on_the_way.pop(path)
            self._linked.lay(document, rendered, self._names[path], self.links(document))
        if self.made >= MANY:
            renderers(self._options, self.edition.settings.jobs, self._bounds).close(entirely=True)
        self.shelf.keep_only(lambda: [self._name(each.relative) for each in documents], len(documents))

    def _coloured_in(self, before: KeptText | None, markdown: str) -> Coloured:
        """The code in what a text came out as before; when the text is another, most of that is as it was."""
        return self.shelf.coloured(bytes.fromhex(before.name)) if before and may_have_code(markdown) else {}

    def _make(
        self, tasks: Iterable[tuple[str, Task]], ready: Workbench | None = None
    ) -> Iterator[tuple[str, Rendered]]:
        """Path and outcome of each text; one that can't be shown is empty, and noted in ``too_complicated``."""
        for path, outcome in make(self._options, tasks, self.edition.settings.jobs, self._bounds, ready):
            yield path, self._take_up(path, outcome)

    def _take_up(self, path: str, outcome: Outcome) -> Rendered:
        """Know what came of a text, and have it on the shelf."""
        if not isinstance(outcome, Rendered):
            self.ran_out = self.ran_out or not isinstance(outcome, TooComplicated)
            self.too_complicated[path] = str(outcome) if isinstance(outcome, TooComplicated) else TOO_MUCH
            return EMPTY
        self.made += 1
        self.shelf.put(self._names[path], outcome)
        self.known[path] = KeptText.of(self._names[path], outcome)
        self._facts[path] = replace(outcome, html="", keywords=(), coloured=())  # keywords are in ``known``
        return outcome
