"""Macros of templates, called at less cost and with the same output.

Jinja goes through the arguments of each call one by one, and marks what a macro says as safe twice. A page calls some
thirty macros, all but a few of them with plain arguments in their places.
"""

from __future__ import annotations

from typing import Any

from jinja2 import pass_eval_context
from jinja2.nodes import EvalContext
from jinja2.runtime import Macro
from jinja2.utils import missing
from markupsafe import Markup


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
