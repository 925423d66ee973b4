"""The Python-Markdown extension that makes it read Markdown as GitHub does.

Python-Markdown's way stays: lines → preprocessors → block parser → tree processors → serialiser → postprocessors. The
block parser, the inline tree processor and the serialiser are ours; its own preprocessors and postprocessors exist to
hide HTML from its patterns, which ours need not. Other tree processors fit in between as usual.
"""

from __future__ import annotations

from bisect import bisect
from collections.abc import Callable, Iterable
from operator import attrgetter
from xml.etree.ElementTree import Element, ElementTree

from potluck.markup.github.autolinks import EMAILS
from potluck.markup.github.blocks import BlockReader
from potluck.markup.github.elements import ElementMaker
from potluck.markup.github.footnotes import Footnotes
from potluck.markup.github.inlines import InlineReader, Surroundings
from potluck.markup.github.references import References
from potluck.markup.github.serialise import to_html
from potluck.markup.github.tokens import fill
from potluck.markup.python_markdown import (
    BlockParser,
    Extension,
    Markdown,
    Pattern,
    Postprocessor,
    Preprocessor,
    Registry,
    Treeprocessor,
)
from potluck.markup.substitution import Substitution, abbreviations

MakeMath = Callable[[str, bool], Element]


class Bare(Markdown):
    """Python-Markdown with none of the steps that the extension would put away: to make them takes a while."""

    def build_parser(self) -> Bare:
        """Have places for steps, and nothing in them."""
        self.preprocessors = Registry[Preprocessor]()
        self.parser = BlockParser(self)
        self.inlinePatterns = Registry[Pattern]()
        self.treeprocessors = Registry[Treeprocessor]()
        self.postprocessors = Registry[Postprocessor]()
        return self

    def tree(self, text: str) -> Element:
        """What `convert` makes HTML of; whoever takes this has no need of the HTML, or makes it with `to_html`."""
        if not text.strip():
            return Element(self.doc_tag)
        root = self.parser.parseDocument([text]).getroot()
        assert root is not None
        for step in self.treeprocessors:
            step.run(root)
        return root


class GitHubBlockParser(BlockParser):
    """Parses a document's lines into a tree whose text is still to be read by the inline tree processor."""

    def parseDocument(self, lines: Iterable[str]) -> ElementTree:  # noqa: N802 - Python-Markdown's name
        """The tree of a document; `references`, `footnotes` and `texts` are left for the inline tree processor."""
        text = "\n".join(lines)
        if "\r" in text:
            text = text.replace("\r\n", "\n").replace("\r", "\n")
        lines = text.replace("\0", "\ufffd").split("\n")
        self.references = References(budget=max(100_000, len(text) + 1 - len(lines)))
        reader = BlockReader(self.references)
        document = reader.read(lines)
        self.root = Element(self.md.doc_tag)
        maker = ElementMaker(self.root)
        blocks, made = document.children, 0
        definitions = {}
        for key, block in reader.footnotes.items():  # each in its place, since footnotes refer to others as well
            before = bisect(blocks, block.first_line, lo=made, key=attrgetter("first_line"))
            maker.fill(self.root, blocks[made:before])
            made = before
            definitions[key] = (block.label, maker.item(block))
        maker.fill(self.root, blocks[made:])
        self.footnotes = Footnotes(definitions)
        self.texts = maker.texts
        return ElementTree(self.root)


class GitHubInlines(Treeprocessor):
    """Reads the text of every paragraph, heading and cell."""

    def __init__(self, md: Markdown, extension: GitHub) -> None:
        super().__init__(md)
        self._extension = extension

    def run(self, root: Element) -> None:
        """Fill the elements that the block parser left, and append the footnotes."""
        parser = self.md.parser
        assert isinstance(parser, GitHubBlockParser)
        references = parser.references
        words = (EMAILS, *self._extension.words)
        if references.abbreviations:
            words = (*words, abbreviations(references.abbreviations))
        everything = "\n".join([text for _, text in parser.texts])
        words = tuple([each for each in words if each.may_match(everything)])
        around = Surroundings(references, parser.footnotes.refer, self._extension.math, words)
        reader = InlineReader(around, everything)
        for element, text in parser.texts:
            tokens = reader.read(text)
            if len(tokens) == 1 and isinstance(tokens[0], str) and not len(element):  # as in most headings and cells
                element.text = tokens[0]
            else:
                fill(element, tokens)
        section = parser.footnotes.section()
        if section is not None:
            root.append(section)


class GitHub(Extension):
    """Read Markdown as GitHub does.

    `words` are substituted outside links and code (mentions). `math(tex, display)` makes an element of what
    stands between dollars; while it is None, dollars are dollars.
    """

    def __init__(self, words: tuple[Substitution, ...] = ()) -> None:
        super().__init__()
        self.words = words
        self.math: MakeMath | None = None

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Python-Markdown's name
        """Put our parser, inline reader and serialiser in the place of Python-Markdown's."""
        md.preprocessors = Registry[Preprocessor]()
        md.postprocessors = Registry[Postprocessor]()
        md.treeprocessors = Registry[Treeprocessor]()
        md.treeprocessors.register(GitHubInlines(md, self), "inline", 20)
        md.parser = GitHubBlockParser(md)
        # Python-Markdown picks the serialiser by name when all extensions are in place.
        md.output_formats = dict.fromkeys(md.output_formats, to_html)  # type: ignore[misc]
