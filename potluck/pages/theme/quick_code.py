"""The Python that Jinja makes of a template, at less cost and with the same output.

What a template shows is escaped and then joined to a page: it need not be an object of a class of its own in between,
and what stands between two statements goes to the page in one piece. Attributes and calls go through functions of
Jinja's that hardly any of them needs; a macro goes through its arguments one by one, and marks what it says as safe
twice. A part (``potluck.pages.parts``) is told where it is shown, and nowhere else can it be asked for its text.
What depends on nothing but what it is given is told so (``by_itself``).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set
from itertools import groupby
from keyword import iskeyword
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, nodes, pass_eval_context
from jinja2.compiler import CodeGenerator, Frame, MacroRef, optimizeconst
from jinja2.filters import FILTERS
from jinja2.filters import do_mark_safe as mark_safe
from jinja2.nodes import EvalContext
from jinja2.runtime import Macro
from jinja2.tests import TESTS
from jinja2.utils import missing
from markupsafe import Markup, escape

from potluck.pages.notes.noted import Inlay
from potluck.pages.theme.brought_in import NAME, brought_in

if TYPE_CHECKING:
    from potluck.pages.theme.by_itself import ByItself

try:
    from markupsafe._speedups import _escape_inner as escaped
except ImportError:  # nothing compiled for this machine, or another version that has it elsewhere
    escaped = escape
new = str.__new__
_TEXTS = (str, Markup)
_SEEN = "seen"
"""What a compiled template calls the templates whose macros it imported before."""
BY_NAME = 1_000
"""More than any macro takes: how many arguments are given where some may have names."""


def shown(value: Any) -> str:
    """A value as HTML, as ``escape`` makes it: what is neither HTML nor plain text already."""
    if type(value) is Inlay:
        return value
    return escape(value) if hasattr(value, "__html__") else escaped(str(value))


def unmarked(value: Any) -> str:
    """What ``safe`` makes of a value, for the page: text need not be copied to be marked on its way there."""
    return value if type(value) in _TEXTS else mark_safe(value)


def lacking(environment: Environment, thing: Any, name: str) -> Any:
    """What stands for an attribute that a thing does not have, as Jinja finds it once it has asked for that."""
    try:
        return thing[name]
    except (TypeError, LookupError, AttributeError):
        return environment.undefined(obj=thing, name=name)


class whole:  # noqa: N801 - stands where Jinja names a list
    """What a template shows between two statements, put together: to Jinja, a list that pieces are added to."""

    extend = "".join

    @staticmethod
    def append(piece: str) -> str:
        return piece


class QuickMacro(Macro):
    """A macro that says HTML; ``plain`` takes ``most`` arguments in their places, and nothing by name.

    One that depends on nothing but what it is given has a name that no other has (``known_as``).
    """

    known_as = ""

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        takes_more = self.catch_kwargs or self.catch_varargs or self.caller or self._environment.is_async
        self.most = -1 if takes_more else self._argument_count
        self.plain = self._func
        if not takes_more:
            self.plain.__defaults__ = (missing,) * self._argument_count

    def by_itself(self, name: str, filters: Iterable[str], tests: Iterable[str]) -> QuickMacro:
        """This macro, known by that name if these filters and tests are still Jinja's own: others may replace them."""
        theirs = self._environment
        are_jinjas = all(theirs.filters.get(each) is FILTERS[each] for each in filters) and not theirs.finalize
        self.known_as = name if are_jinjas and all(theirs.tests.get(each) is TESTS[each] for each in tests) else ""
        return self

    @pass_eval_context
    def __call__(self, *args: Any, **kwargs: Any) -> str:
        """What the macro says; an evaluation context that comes first tells whether that is to be HTML."""
        autoescape = self._default_autoescape
        if args and type(args[0]) is EvalContext:
            autoescape, args = args[0].autoescape, args[1:]
        is_plain = not kwargs and len(args) <= self.most
        said: str = self.plain(*args) if is_plain else super().__call__(*args, **kwargs)
        return said if autoescape else str(said)


class QuickCode(CodeGenerator):
    """Jinja's compiler, with shorter ways to what a page shows."""

    _part: nodes.Node | None = None
    """The call whose answer goes straight to the page."""
    _by_itself: Mapping[nodes.Node, ByItself] = MappingProxyType({})
    """The macros that depend on nothing but what they are given."""
    _entries: Set[nodes.Call] = frozenset()
    """The calls of those that make entries of lists."""

    def visit_Template(self, node: nodes.Template, frame: Frame | None = None) -> None:  # noqa: N802 - Jinja's name
        ours = f"{QuickMacro.__name__}, escaped, lacking, mark_safe, new, shown, unmarked, whole"
        self.writeline(f"from {__name__} import {ours}")
        self.writeline(f"{NAME} = {tuple(brought_in(node))!r}")
        self.writeline(f"{_SEEN} = {{}}")
        if self.name and self.environment.autoescape is True and not self.environment.is_async:
            from potluck.pages.theme.by_itself import told_apart  # most templates are compiled already

            self._by_itself, self._entries = told_apart(node, self.name)
        super().visit_Template(node, frame)

    def _import_common(self, node: nodes.Import | nodes.FromImport, frame: Frame) -> None:
        """The macros of another template, which is looked for once by each that imports it."""
        if node.with_context or self.environment.is_async or not isinstance(node.template, nodes.Const):
            super()._import_common(node, frame)
            return
        name = repr(node.template.value)
        self.write(f"({_SEEN}.get({name}) or {_SEEN}.setdefault({name}, ")
        self.write(f"environment.get_template({name}, {self.name!r})))._get_default_module(context)")

    def macro_def(self, macro_ref: MacroRef, frame: Frame) -> None:
        """A macro, of the quick kind if it says HTML: what Jinja writes begins with the name of its own."""
        if _says_html(frame):
            self.write(QuickMacro.__name__.removesuffix(Macro.__name__))
        super().macro_def(macro_ref, frame)
        if told := self._by_itself.get(macro_ref.node):
            self.write(f".{QuickMacro.by_itself.__name__}{tuple(told)!r}")

    def return_buffer_contents(self, frame: Frame, force_unescaped: bool = False) -> None:
        if _says_html(frame):
            self.writeline(f"return new(Markup, concat({frame.buffer}))")
        else:
            super().return_buffer_contents(frame, force_unescaped)

    def visit_Output(self, node: nodes.Output, frame: Frame) -> None:  # noqa: N802
        if frame.buffer is not None:
            super().visit_Output(node, frame)
            return
        for is_part, some in groupby(node.nodes, _is_part):
            shows = nodes.Output([*some], lineno=node.lineno)
            frame.buffer = None if is_part or len(shows.nodes) == 1 else f"yield {whole.__name__}"
            super().visit_Output(shows, frame)
            frame.buffer = None

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        if frame.buffer is None and _is_part(node):
            self._part = node
        if not _says_html(frame):
            super()._output_child_pre(node, frame, finalize)
            return
        if isinstance(node, nodes.Filter) and node.node and not (node.args or finalize.src) and node.name == "safe":
            self.write("unmarked(")
            self.visit(node.node, frame)
            self.write(f") if {self.filters['safe']} is mark_safe else ")  # which others may replace
        self.write(f"(shows if (kind := type(shows := {finalize.src or '('}")

    def _output_child_post(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        if not _says_html(frame):
            super()._output_child_post(node, frame, finalize)
            return
        self.write("))) is Markup else escaped(shows) if kind is str else shown(shows))")

    @optimizeconst
    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802
        if self.environment.is_async or self.environment.sandboxed:
            super().visit_Getattr(node, frame)
            return
        self.write("(found if (found := getattr(thing := ")
        self.visit(node.node, frame)
        self.write(f", {node.attr!r}, missing)) is not missing else lacking(environment, thing, {node.attr!r}))")

    @optimizeconst
    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:  # noqa: N802
        if node in self._entries:
            self.write("context.entry(")
            for part in (node.node, *node.args):
                self.visit(part, frame)
                self.write(", ")
            self.write(")")
            return
        spread = (
            node.dyn_args is not None or node.dyn_kwargs is not None or any(iskeyword(each.key) for each in node.kwargs)
        )
        if spread or forward_caller or self.environment.is_async or self.environment.sandboxed:
            super().visit_Call(node, frame, forward_caller=forward_caller)
            return
        self.write(f"context.{'placing' if node is self._part else 'ready'}(")
        self.visit(node.node, frame)
        self.write(f", {BY_NAME if node.kwargs else len(node.args)}")
        self.write(", _loop_vars" if frame.loop_frame else ", None")
        self.write(", _block_vars" if frame.block_frame else ", None")
        self.write(")(")
        for each in (*node.args, *node.kwargs):
            self.visit(each, frame)
            self.write(", ")
        self.write(")")


def _says_html(frame: Frame) -> bool:
    return bool(frame.eval_ctx.autoescape and not frame.eval_ctx.volatile)


def _is_part(node: nodes.Node) -> bool:
    """Whether it asks for a part: ``once`` and what that is given."""
    return isinstance(node, nodes.Call) and isinstance(node.node, nodes.Name) and node.node.name == "once"
