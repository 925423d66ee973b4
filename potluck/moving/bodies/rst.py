"""reStructuredText, through docutils and HTML, into Markdown; nothing it names is ever opened."""

from __future__ import annotations

import io
import posixpath
import re
from collections.abc import Iterable
from typing import Any, ClassVar

from docutils import nodes
from docutils.core import publish_doctree, publish_from_doctree
from docutils.parsers.rst import Directive, directives, roles
from docutils.parsers.rst.directives.images import Figure
from docutils.parsers.rst.languages.en import directives as english
from docutils.statemachine import StringList

from potluck.moving.bodies.bounded import Bounded
from potluck.moving.bodies.html import to_markdown
from potluck.moving.bodies.myst import LISTS
from potluck.moving.bodies.prose import film

MAX_RST = 2_000_000
WARNING = 2
"""The level of docutils' remarks from which on it left something out."""
MAX_LINE = 200_000
"""A line of a text, in characters; docutils gives nothing back of a text with a longer one, such as a picture in it."""
SETTINGS: dict[str, Any] = {
    "file_insertion_enabled": False,
    "raw_enabled": True,
    "_disable_config": True,
    "report_level": 5,
    "halt_level": 6,
    "warning_stream": io.StringIO(),
    "syntax_highlight": "none",
    "initial_header_level": 2,
    "doctitle_xform": True,
    "sectsubtitle_xform": False,
    "math_output": "LaTeX",
    "line_length_limit": MAX_LINE,
}
DIRECTIVE = re.compile(r"^[ \t]*\.\. (?:\|[^|\n]+\| )?([A-Za-z][\w:+.-]{0,60}?)::", re.MULTILINE)

FIELD = re.compile(r":([A-Za-z][\w -]{0,60}):(?: +|$)(.{0,2000})")
UNDERLINE = re.compile(r"([!-/:-@\[-`{-~])\1{2,}[ \t]*\Z")


def _options(names: str) -> dict[str, Any]:
    return dict.fromkeys(names.split(), directives.unchanged)


class _Code(Directive):
    """`code-block` and its relatives of Sphinx and Pelican."""

    has_content = True
    optional_arguments = 1
    final_argument_whitespace = True
    option_spec: ClassVar[dict[str, Any]] = _options(
        "linenos linenostart hl_lines emphasize-lines caption name class anchorlinenos linenospecial"
    )

    def run(self) -> list[nodes.Node]:
        """The code as it stands, with its language as a class."""
        text = "\n".join(self.content)
        language = self.arguments[0].split()[0] if self.arguments else ""
        return [nodes.literal_block(text, text, classes=[f"language-{language}"] if language else [])]


class _Player(Directive):
    """`youtube` and `vimeo`, as plugins have them."""

    required_arguments = 1
    final_argument_whitespace = True
    has_content = True
    option_spec: ClassVar[dict[str, Any]] = _options("width height align allowfullscreen seamless class")

    def run(self) -> list[nodes.Node]:
        """A link alone in a paragraph."""
        address = film(self.name.lower(), self.arguments[0].split()[0])
        return [nodes.paragraph("", "", nodes.reference(address, address, refuri=address))]


class _Slides(Directive):
    """Nikola's `slides`: pictures, an address a line."""

    has_content = True

    def run(self) -> list[nodes.Node]:
        return [nodes.paragraph("", "", nodes.image(uri=line.strip())) for line in self.content if line.strip()]


class _Unknown(Directive):
    """A directive of somebody's plugin: its text stays, its name is told."""

    optional_arguments = 100
    has_content = True
    option_spec: ClassVar[Any] = None
    met: ClassVar[list[str]] = []

    def run(self) -> list[nodes.Node]:
        self.met.append(self.name)
        box = nodes.container()
        if self.arguments:
            box += nodes.paragraph("", "", nodes.Text(" ".join(self.arguments)))
        self.state.nested_parse(self.content, self.content_offset, box)
        return [box]


class _List(_Unknown):
    """`toctree` and its like, which list the site's own pages, or speak to programs: nothing to read."""

    def run(self) -> list[nodes.Node]:
        return []


class _Remark(Directive):
    """Sphinx's `seealso`, `versionadded` and their like: a box that says what they are in front."""

    optional_arguments = 1
    final_argument_whitespace = True
    has_content = True
    words: ClassVar[dict[str, str]] = {
        "seealso": "See also",
        "todo": "To do",
        "versionadded": "New in version",
        "versionchanged": "Changed in version",
        "deprecated": "Deprecated since version",
    }

    def run(self) -> list[nodes.Node]:
        box = nodes.note()
        words, said = self.words[self.name.lower()], "".join(self.arguments)
        version, _, rest = said.partition(" ") if words.endswith("version") else ("", "", said)
        box += nodes.paragraph("", "", nodes.strong("", f"{words} {version}".strip()))
        self.state.nested_parse(StringList([rest, "", *self.content]), self.content_offset, box)
        return [box]


class _Include(_Unknown):
    """`include` and its like: nothing is opened, so what they would have shown is missing."""

    has_content = False
    option_spec: ClassVar[dict[str, Any]] = _options(
        "start-line end-line start-after end-before literal code encoding tab-width lines"
    )

    def run(self) -> list[nodes.Node]:
        self.met.append(self.name)
        return [nodes.paragraph("", "", nodes.literal("", " ".join(self.arguments)))]


def _plain_role(name: str, rawtext: str, text: str, lineno: int, *_: Any, **__: Any) -> Any:
    """A role of Sphinx (`:func:`, `:pep:` …): its words, as code."""
    words = re.sub(r"<[^<>]*>\Z", "", text).rstrip().lstrip("~!")
    return [nodes.literal(rawtext, words)], []


def _doc_role(name: str, rawtext: str, text: str, lineno: int, *_: Any, **__: Any) -> Any:
    """A link to another text of the site, by its file's name; its words are those in front of that."""
    words, _sign, target = text.rstrip(">").rpartition("<")
    address = target.strip()
    return [nodes.reference(rawtext, words.strip() or posixpath.basename(address), refuri=address)], []


def _prepare() -> None:
    kinds: dict[type[Directive], Iterable[str]] = {
        _Code: ("code-block", "sourcecode", "code", "highlight", "ipython"),
        _Player: ("youtube", "vimeo"),
        _List: LISTS,
        _Remark: _Remark.words,
        _Include: ("include", "literalinclude"),
        _Slides: ("slides",),
        Figure: ("thumbnail",),
    }
    for kind, names in kinds.items():
        for name in names:
            directives.register_directive(name, kind)
    roles.register_local_role("doc", _doc_role)
    for name in ("func", "class", "meth", "mod", "attr", "ref", "term", "file", "kbd", "command", "data", "exc"):
        roles.register_local_role(name, _plain_role)


def _keep_unknown(text: str) -> None:
    """Let directives that docutils does not know keep their text, instead of being left out with an error."""
    known = {*directives._directive_registry, *directives._directives, *english}  # type: ignore[attr-defined]
    for name in {name.lower() for name in DIRECTIVE.findall(text)} - known:
        directives.register_directive(name, _Unknown)


READER = Bounded(__name__, "docutils.writers.html5_polyglot")
"""Where it is read; whoever has had enough texts read closes it."""


def to_markdown_from_rst(text: str) -> tuple[str, str, dict[str, str]]:
    """The body as Markdown, its title, and the fields of the header (names in lower case).

    Never raises on what the text says. Under `"?"` stand the names of directives whose meaning was lost, under `""` the
    reason why the whole text was kept as it is.
    """
    if len(text) > MAX_RST or max(map(len, text.split("\n"))) > MAX_LINE:
        return _kept(text, "it is longer than docutils reads, or has a line that is")
    return READER.read(_read, text) or _kept(text, "docutils took longer over it than any post needs")


def _kept(text: str, reason: str) -> tuple[str, str, dict[str, str]]:
    """The text as it is, but for what its first lines say: a title with a line under it, and fields."""
    lines = text.split("\n")
    fields, title, at = {"": reason}, "", 0
    while at < len(lines):
        if field := FIELD.match(lines[at]):
            fields[field[1].strip().lower()] = field[2].strip()
        elif not title and not fields.keys() - {""} and UNDERLINE.match("".join(lines[at + 1 : at + 2])):
            title, at = lines[at].strip(), at + 1
        elif lines[at].strip() and not UNDERLINE.match(lines[at]):
            break
        at += 1
    return "\n".join(lines[at:]), title, fields


def _read(text: str) -> tuple[str, str, dict[str, str]]:
    _prepare()
    _keep_unknown(text)
    _Unknown.met.clear()
    try:
        tree = publish_doctree(text, settings_overrides=SETTINGS)
        fields = _fields(tree)
        _keep_unread(tree)
        _plain_problems(tree)
        has_math = any(True for _ in tree.findall(lambda node: isinstance(node, (nodes.math, nodes.math_block))))
        title = _title(tree)
        parts = publish_from_doctree(
            tree, writer="html5", settings_overrides={**SETTINGS, "output_encoding": "unicode"}
        )
    except (RecursionError, Exception) as error:  # docutils' directives raise what they like
        return _kept(text, f"docutils could not read it ({type(error).__name__})")
    body = re.search(r"(?s)<main[^>]*>(.*)</main>", parts) or re.search(r"(?s)<body[^>]*>(.*)</body>", parts)
    inner = body[1] if body else parts
    inner = re.sub(r'<h1 class="title">.*?</h1>', "", inner, count=1, flags=re.DOTALL)
    if has_math:
        fields.setdefault("math", "true")
    if _Unknown.met:
        fields["?"] = ", ".join(dict.fromkeys(_Unknown.met))[:200]
    return to_markdown(inner)[0], title, fields


def _keep_unread(tree: nodes.document) -> None:
    """What docutils could not read at all, such as a table with a word across its columns: kept as it was written."""
    for each in list(tree.findall(nodes.system_message)):
        written = next(each.findall(nodes.literal_block), None)
        if written is not None and each["level"] > WARNING and each.parent is not None:
            each.parent.replace(each, written)
        elif each.parent is not None:
            each.parent.remove(each)


def _plain_problems(tree: nodes.document) -> None:
    """What docutils could not read within a line: its words, as code where a role stood around them.

    A link whose address stands elsewhere, as in Sphinx' `rst_epilog`, loses its signs.
    """
    for each in list(tree.findall(nodes.problematic)):
        role = re.fullmatch(r":[\w:+.-]+:`(.*)`", each.astext(), re.DOTALL)
        link = re.fullmatch(r"`([^`<]+?)(?:\s*<[^>]*>)?`_{1,2}|(\w[\w.-]*?)_{1,2}", each.astext())
        each["ids"] = each["refid"] = ""
        plain = (link[1] or link[2]) if link else each.astext()
        each.parent.replace(each, nodes.literal("", role[1]) if role else nodes.Text(plain))


def _fields(tree: Any) -> dict[str, str]:
    """The header's fields; docutils keeps the ones it knows as nodes of their own."""
    found: dict[str, str] = {}
    for info in list(tree.findall(nodes.docinfo)):
        for each in info.children:
            if isinstance(each, nodes.field):
                found[each[0].astext().strip().lower()] = each[1].astext().strip()
            elif isinstance(each, nodes.authors):
                found["authors"] = ", ".join(one.astext() for one in each.children)
            else:
                found[each.tagname] = each.astext().strip()
        info.parent.remove(info)
    for block in list(tree.findall(nodes.field_list)):
        if block.parent is tree and not found:
            for each in block.children:
                found[each[0].astext().strip().lower()] = each[1].astext().strip()
            tree.remove(block)
    return found


def _title(tree: nodes.document) -> str:
    found = next((each for each in tree.findall(nodes.title) if each.parent is tree), None)
    if found is not None:
        tree.remove(found)
    return found.astext() if found is not None else ""
