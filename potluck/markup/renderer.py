"""The renderer: Python-Markdown reading as GitHub does, then the allow-list, then what only clean HTML can tell."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from msgspec.structs import replace

from potluck.late import late
from potluck.markup.code import CodeBlocks
from potluck.markup.coloured import Coloured, traces
from potluck.markup.embeds import BareLinks, Embeds
from potluck.markup.emoji import in_html, in_words, may_have_emoji
from potluck.markup.figures import Figures
from potluck.markup.finish import Finisher, hold_hyphens
from potluck.markup.github import Bare, GitHub
from potluck.markup.github.serialise import inside_to_html
from potluck.markup.grids import check_grids
from potluck.markup.headings import Headings
from potluck.markup.mathematics import Mathematics
from potluck.markup.nesting import check_nesting
from potluck.markup.parents import home_strays
from potluck.markup.plainly import PlainWriter
from potluck.markup.rendered import Heading, Rendered, TooComplicated
from potluck.markup.sanitise import Sanitiser
from potluck.markup.substitution import issues, mentions
from potluck.markup.typography import typeset
from potluck.markup.words import count_words, keywords, prose_of, summarise, words_of
from potluck.players import EMBED_HOSTS

_ID = late(r' id="([^"]*)"')
MAX_CHARACTERS = 400_000
MAX_HTML = 1_000_000  # bytes of HTML made of one text: it stands in feeds as well, beside those of twenty-nine others
MAX_IMAGES = 500  # shown in one text: each becomes a dozen lines of HTML for screens of all sizes
MAX_BIO = 100_000  # bytes of HTML made of a bio, which stands at the foot of each post


class Renderer:
    """Renders texts one after another; not for several threads at once.

    `embed_hosts` may be embedded behind a click; `people` has the URL of a person by handle in lower case, for
    `@handle`; `repository` (`https://github.com/ORG/REPO`) is where `#123` leads; links to `own_site` count as our own.
    Keywords are left out where nobody wants them (`with_keywords`).
    """

    def __init__(
        self,
        *,
        embed_hosts: Collection[str] = EMBED_HOSTS,
        people: Mapping[str, str] | None = None,
        repository: str = "",
        own_site: str = "",
        with_keywords: bool = True,
    ) -> None:
        words = []
        if people:
            words.append(mentions(people))
        if repository:
            words.append(issues(repository.rstrip("/")))
        embeds = Embeds(embed_hosts)
        self._mathematics = Mathematics()
        self._github = GitHub(tuple(words))
        self._markdown = md = Bare(extensions=[self._github])
        self._headings = Headings(md)
        self._code = CodeBlocks(md, self._mathematics.make)
        steps = (self._headings, Figures(md), self._code, BareLinks(md, embeds))
        for priority, step in enumerate(reversed(steps)):
            md.treeprocessors.register(step, type(step).__name__, priority)
        self._sanitiser = Sanitiser(embeds)
        self._plainly = PlainWriter(self._sanitiser.attribute)
        self._finisher = Finisher(embeds, own_site)
        self._with_keywords = with_keywords

    def render(
        self,
        markdown: str,
        *,
        id_prefix: str = "",
        math: bool = False,
        lang: str = "",
        coloured: Coloured | None = None,
    ) -> Rendered:
        """`markdown` as safe HTML, with its headings, summary, number of words and first image.

        Links and images lead where their author wrote; `potluck.markup.relink` sets them right for a site. `id_prefix`
        keeps two texts on one page apart. With `math`, LaTeX between dollars becomes MathML, as it always does in a
        `math` fence. With `lang`, a language tag, signs are set in type. Code that is among the `coloured` is as it
        stands there. Raises TooComplicated for text beyond the bounds.
        """
        if len(markdown) > MAX_CHARACTERS:
            raise TooComplicated(
                f"The text has {len(markdown):,} characters, and {MAX_CHARACTERS:,} is the most. Make two posts of it."
            )
        self._mathematics.reset()
        self._headings.found = []  # Python-Markdown runs nothing on an empty text
        self._code.has_diagrams, self._code.known, self._code.coloured = False, coloured or {}, {}
        self._github.math = self._mathematics.make if math else None
        markdown = markdown.encode("utf-8", "replace").decode("utf-8")  # half a surrogate pair is no text
        tree = self._markdown.tree(markdown)
        headings = self._headings.found
        ids = [heading.id for heading in headings]
        self._sanitiser.begin(lambda: inside_to_html(tree), id_prefix=id_prefix, headings=ids)
        plain = self._plainly.write(tree)
        if plain is not None and may_have_emoji(plain.prose):
            plain = replace(plain, html=in_html(plain.html), prose=in_words(plain.prose))
        if plain is None:
            raw = inside_to_html(tree) + "\n"
            _refuse_huge(raw, MAX_HTML)
            check_nesting(raw)
            clean = home_strays(self._sanitiser.clean(raw, id_prefix=id_prefix, headings=ids).rstrip("\n"), markdown)
            html = self._finisher.finish(in_html(clean) if may_have_emoji(clean) else clean)
            check_grids(html)  # finished, since before that a frame may hold what looks like tags
            shown = frozenset(_ID.findall(html))  # a tag without an end may have swallowed some
            headings = [each for each in headings if self._sanitiser.prefixed(each.id) in shown]
        else:
            html = self._finisher.finish(plain.html, is_plain=True, has_tables=plain.has_tables)
        _refuse_huge(
            html, MAX_BIO if id_prefix else MAX_HTML, has_images=plain is None or self._finisher.first_image is not None
        )
        rendered = Rendered(
            html=html if plain and "-" not in plain.code else hold_hyphens(html),
            headings=tuple(Heading(h.level, self._sanitiser.prefixed(h.id), h.text) for h in headings),
            summary=summarise(html),
            words=count_words(f"{plain.prose} {plain.code}" if plain else words_of(html)),
            first_image=self._finisher.first_image,
            embed_hosts=tuple(self._finisher.hosts),
            has_diagrams=self._code.has_diagrams,
            links=(*self._finisher.links, *self._finisher.images),
            keywords=keywords(plain.prose if plain else prose_of(html)) if self._with_keywords else (),
            coloured=traces(self._code.coloured),
            is_plain=plain is not None,
        )
        return typeset(rendered, lang, plain.prose if plain else None) if lang else rendered


def _refuse_huge(html: str, most: int, *, has_images: bool = True) -> None:
    if len(html) > most or (len(html) * 4 > most and len(html.encode()) > most):
        raise TooComplicated(
            f"The text becomes too large a page: {most:,} bytes of HTML are the most. "
            "Look for something that repeats very often."
        )
    if has_images and html.count("<img ") > MAX_IMAGES:
        raise TooComplicated(f"A text shows {MAX_IMAGES} images at most. Make two posts of it.")
