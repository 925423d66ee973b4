"""The Python that Jinja makes of a template, at less cost and with the same output.

What a template shows is escaped and then joined to a page: it need not be an object of a class of its own in between.
Jinja goes through the arguments of each call of a macro one by one, and marks what it says as safe twice; a page calls
some thirty, most of them with plain arguments in their places. A part (``potluck.pages.parts``) is told where it is
shown, and nowhere else can it be asked for its text.
"""

from __future__ import annotations

from typing import Any

from jinja2 import nodes, pass_eval_context
from jinja2.compiler import CodeGenerator, Frame, MacroRef
from jinja2.nodes import EvalContext
from jinja2.runtime import Macro
from jinja2.utils import missing
from markupsafe import Markup, escape

from potluck.pages.notes.noted import Inlay
from potluck.pages.theme.brought_in import NAME, brought_in

SET_IN = "_set_in"
"""Given to ``once`` where what it answers goes straight to the page, not into a macro or a variable."""
try:
    from markupsafe._speedups import _escape_inner as _escaped
except ImportError:  # nothing compiled for this machine, or another version that has it elsewhere
    _escaped = escape


def shown(value: Any) -> str:
    """A value as HTML, as ``escape`` makes it."""
    kind = type(value)
    if kind is str:
        return _escaped(value)
    html: str = value if kind is Markup or kind is Inlay else escape(value)
    return html


class QuickMacro(Macro):
    """A macro that takes the short way where it is given nothing by name, and may be given nothing more."""

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        takes_more = self.catch_kwargs or self.catch_varargs or self.caller or self._environment.is_async
        self._most = -1 if takes_more else self._argument_count

    @pass_eval_context
    def __call__(self, *args: Any, **kwargs: Any) -> str:
        """What the macro says; an evaluation context that comes first tells whether that is to be HTML."""
        if args and type(args[0]) is EvalContext:
            return self.said(args[0].autoescape, args[1:], kwargs)
        return self.said(self._default_autoescape, args, kwargs)

    def said(self, autoescape: bool, args: tuple[Any, ...], kwargs: dict[str, Any]) -> str:
        """What the macro says of these arguments, where what is shown is escaped, or is not."""
        left = self._most - len(args)
        if not kwargs and left >= 0:
            said: str = self._func(*args, *[missing] * left)
            return str.__new__(Markup, said) if autoescape else said
        context = EvalContext(self._environment)
        context.autoescape = autoescape
        return super().__call__(context, *args, **kwargs)


class QuickCode(CodeGenerator):
    """Jinja's compiler, with ``shown`` for what a page shows."""

    def visit_Template(self, node: nodes.Template, frame: Frame | None = None) -> None:  # noqa: N802 - Jinja's name
        self.writeline(f"from {__name__} import shown, {QuickMacro.__name__}")
        self.writeline(f"{NAME} = {tuple(brought_in(node))!r}")
        super().visit_Template(node, frame)

    def macro_def(self, macro_ref: MacroRef, frame: Frame) -> None:
        """A macro, of the quick kind: what Jinja writes begins with the name of its own."""
        self.write(QuickMacro.__name__.removesuffix(Macro.__name__))
        super().macro_def(macro_ref, frame)

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape:
            super()._output_child_pre(node, frame, finalize)
            return
        called = node.node if isinstance(node, nodes.Call) and frame.buffer is None else None
        if isinstance(node, nodes.Call) and isinstance(called, nodes.Name) and called.name == "once":
            others = [each for each in node.kwargs if each.key != SET_IN]
            node.kwargs = [*others, nodes.Keyword(SET_IN, nodes.Const(True))]
        self.write(f"shown({finalize.src or ''}")
