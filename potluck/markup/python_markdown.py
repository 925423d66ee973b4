"""What we take of Python-Markdown, whose patterns are compiled when a text needs them: most of its rules are ours."""

from potluck.late import all_late

with all_late("markdown", "html", "_markupbase"):
    from markdown import Markdown
    from markdown.blockparser import BlockParser
    from markdown.extensions import Extension
    from markdown.inlinepatterns import Pattern
    from markdown.postprocessors import Postprocessor
    from markdown.preprocessors import Preprocessor
    from markdown.treeprocessors import Treeprocessor
    from markdown.util import Registry

__all__ = [
    "BlockParser",
    "Extension",
    "Markdown",
    "Pattern",
    "Postprocessor",
    "Preprocessor",
    "Registry",
    "Treeprocessor",
]
