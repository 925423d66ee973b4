"""What a template brings in, as its source says: told once, when it is compiled.

It stands in the compiled template (``potluck.pages.theme.quick_code``). To parse the templates of a theme for it takes
as long as fifty posts.
"""

from __future__ import annotations

from typing import NamedTuple

from jinja2 import Template, nodes
from jinja2.meta import find_referenced_templates

NAME = "brought_in"
"""What it is called among the names of a compiled template."""


class BroughtIn(NamedTuple):
    """The templates that this one brings in, with None for one that only the page knows.

    One that ``shows_something`` holds more than macros, and is filled in anew for each page that imports it.
    """

    references: tuple[str | None, ...]
    shows_something: bool


UNKNOWN = BroughtIn((None,), shows_something=True)
"""Of a template that was compiled by other means."""


def brought_in(tree: nodes.Template) -> BroughtIn:
    """What a template brings in."""
    return BroughtIn(tuple(find_referenced_templates(tree)), _shows_something(tree))


def brought_in_by(template: Template) -> BroughtIn:
    """What a template brings in that is compiled."""
    known = template.root_render_func.__globals__.get(NAME)
    return BroughtIn(*known) if known else UNKNOWN


def _shows_something(tree: nodes.Template) -> bool:
    return any(
        not isinstance(node, nodes.Macro | nodes.Import | nodes.FromImport)
        and not (isinstance(node, nodes.Output) and all(isinstance(each, nodes.TemplateData) for each in node.nodes))
        for node in tree.body
    )
