"""Jinja, at less cost and with the same output: calls, words, and templates.

A page of the theme calls a few hundred functions, and Jinja asks anew for each whether it wants the context. Words are
looked up and marked safe anew each time. For each template and each import of macros, all names that templates share
are gone through one by one. Every generator of Pelican has an environment of its own, and each would compile the same
templates. All of it is worked out once here.
"""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import date
from functools import cache, cached_property, partial
from gettext import NullTranslations
from types import BuiltinFunctionType, BuiltinMethodType, FunctionType, MethodType
from typing import Any

from jinja2 import Environment, Template, TemplateError, pass_context, pass_eval_context
from jinja2.environment import TemplateModule
from jinja2.nodes import EvalContext
from jinja2.runtime import BlockReference, Context, new_context
from jinja2.utils import missing
from markupsafe import Markup

from potluck.pages.later import Later
from potluck.pages.notes.views import NOW
from potluck.pages.parts import Parts
from potluck.pages.theme.brought_in import brought_in_by
from potluck.pages.theme.quick_code import BY_NAME, QuickMacro

_FUNCTIONS = (FunctionType, MethodType, type(cache(repr)), partial, BlockReference)
_BUILT_IN = (BuiltinFunctionType, BuiltinMethodType)
_OURS = ("potluck.", "jinja2.")
"""Where functions are from that never raise StopIteration, which Jinja makes something undefined of."""
_OF_PLAIN_VALUES = (str, dict, list, tuple, date)
"""What has methods that never do."""
OF_A_LIST = "articles_page"
"""What a page is given that has a place in a list: its posts stand on others as well."""


_BEGUN: dict[Template, TemplateModule] = {}
"""The macros that may remember something, for the page that is made."""


@contextmanager
def _beginning_anew() -> Iterator[None]:
    """Have macros remember nothing meanwhile of what was before, and afterwards nothing of this."""
    global _BEGUN
    before, _BEGUN = _BEGUN, {}
    try:
        yield
    finally:
        _BEGUN = before


@pass_context
def _(context: Context, *args: Any, **kwargs: Any) -> Any:
    """The short name of ``gettext`` in templates, whichever is installed."""
    return context.call(context.resolve("gettext"), *args, **kwargs)


@pass_eval_context
def _wants_eval_context(_: EvalContext) -> None: ...


_EVAL_CONTEXT = _wants_eval_context.jinja_pass_arg  # type: ignore[attr-defined]


class QuickContext(Context):
    """A template's context that knows the usual callables: plain functions get no context, macros theirs.

    What is asked of the site is noted, where notes are taken (``potluck.pages.notes.reads``).
    """

    def resolve_or_missing(self, key: str) -> Any:
        """What a name stands for."""
        if key in self.vars:
            return self.vars[key]
        value, page = self.parent.get(key, missing), NOW.page
        if type(value) is Later:  # who is the first to ask reads no more than all who ask later
            value = page.unnoted(lambda: value.value) if page else value.value
        if page is None or (key not in page.watched and key not in page.names):
            return value
        return page.named(key, value)

    def call(__self, __obj: Any, *args: Any, **kwargs: Any) -> Any:  # noqa: N805 - names of Jinja's
        """Call anything from a template, as Jinja does; what is given as a list comes this way."""
        loop_vars, block_vars = kwargs.pop("_loop_vars", None), kwargs.pop("_block_vars", None)
        return __self.ready(__obj, BY_NAME, loop_vars, block_vars)(*args, **kwargs)

    def ready(self, called: Any, count: int, loop_vars: Any, block_vars: Any) -> Any:
        """What to call with ``count`` arguments where a template calls this."""
        if called is _:
            words = self.vars.get("gettext") or self.parent.get("gettext", missing)
            known = getattr(words, "known", None) if count == 1 and self.eval_ctx.autoescape else None
            return known or self.ready(words, count, loop_vars, block_vars)
        kind = type(called)
        if kind is QuickMacro:
            return called.plain if count <= called.most and self.eval_ctx.autoescape else partial(called, self.eval_ctx)
        if kind in _BUILT_IN and isinstance(called.__self__, _OF_PLAIN_VALUES):
            return called
        # a method has its function's attributes, and takes ten times as long to say so
        function = called.__func__ if kind is MethodType else called
        if kind in _FUNCTIONS and (function.__module__ or "").startswith(_OURS):
            wants = getattr(function, "jinja_pass_arg", None)
            if wants is None:
                return called
            if wants is _EVAL_CONTEXT:
                return partial(called, self.eval_ctx)
        return partial(super().call, called, _loop_vars=loop_vars, _block_vars=block_vars)

    def placing(self, called: Any, count: int, loop_vars: Any, block_vars: Any) -> Any:
        """Likewise where the answer goes straight to the page: a part is told so."""
        if getattr(called, "__func__", None) is Parts.once:
            return called.__self__.placed
        return self.ready(called, count, loop_vars, block_vars)

    def entry(self, made_by: QuickMacro, *given: Any) -> str:
        """An entry of a list: of those that go on over several pages, made once for all."""
        page = NOW.page
        if page is None or OF_A_LIST not in page.names or not made_by.known_as:
            return made_by.plain(*given)
        parts: Parts = self.environment.globals["once"].__self__  # type: ignore[attr-defined]
        return parts.entry(made_by, given, page)


class QuickTemplate(Template):
    """A template that does not go through the names all templates share one by one."""

    _shared: set[str] = set()  # noqa: RUF012 - never changed
    """Their names."""
    _known: frozenset[str] = frozenset()
    _known_to: set[str] | None = None
    """The last names that were looked for among those known here, and are."""

    def new_context(  # the names of the arguments are Jinja's
        self,
        vars: dict[str, Any] | None = None,  # noqa: A002
        shared: bool = False,
        locals: Any = None,  # noqa: A002
    ) -> Context:
        """A context with these names, and those that all templates share."""
        ours: dict[str, Any] = {}
        for each in reversed(self.globals.maps if isinstance(self.globals, ChainMap) else [self.globals]):
            ours.update(each)
        if self._shared != ours.keys():
            self._shared = set(ours)
        names = {} if vars is None else vars
        if not shared:
            names = {**names}  # a copy of many is made in one go, and what is added to it one by one
            for name, value in ours.items():
                names.setdefault(name, value)
        context = new_context(self.environment, self.name, self.blocks, names, shared=True, locals=locals)
        context.globals_keys = self._shared
        return context

    def render(self, *given: Any, **named: Any) -> str:
        """A page."""
        with _beginning_anew():
            return super().render(*given, **named)

    def generate(self, *given: Any, **named: Any) -> Iterator[str]:
        """A page, in pieces."""
        with _beginning_anew():
            yield from super().generate(*given, **named)

    @cached_property
    def _may_remember(self) -> bool:
        """Whether macros of this template may be other ones once they were called: it sets names, or imports from one
        that does, such as a count of what they made.
        """
        told = map(brought_in_by, self._brings_in({}))
        return any(each.shows_something or None in each.references for each in told)

    def _brings_in(self, met: dict[str | None, QuickTemplate]) -> Iterable[QuickTemplate]:
        """This template, and all that it brings in, as far as they are known and there."""
        met[self.name] = self
        for name in brought_in_by(self).references:
            with suppress(TemplateError):
                if name is not None and name not in met:
                    self.environment.get_template(name)._brings_in(met)  # type: ignore[attr-defined]
        return met.values()

    def _get_default_module(self, ctx: Context | None = None) -> TemplateModule:
        """The macros of this template, for one whose names are those of ``ctx``.

        Macros that remember something begin anew on each page: which pages were made before, and by which process, must
        not show.
        """
        if self._may_remember:
            if self not in _BEGUN:
                _BEGUN[self], self._module = super()._get_default_module(ctx), None
            return _BEGUN[self]
        if ctx is not None and self._module is not None:
            if ctx.globals_keys is self._known_to:
                return self._module
            if ctx.globals_keys <= self._known:
                self._known_to = ctx.globals_keys
                return self._module
        module = super()._get_default_module(ctx)
        if module is self._module:
            self._known = frozenset(self.globals)
        return module


class _Said(dict[str, Markup]):
    """Words without variables, as they are shown."""

    def __init__(self, translated: Callable[[str], str]) -> None:
        super().__init__()
        self._translated = translated

    def __missing__(self, words: str) -> Markup:
        said = self[words] = Markup(self._translated(words)) % {}  # noqa: S704 - words of a template
        return said


def speak(environment: Environment, words_of: NullTranslations) -> None:
    """Give an environment with Jinja's i18n the words of these translations.

    What installs others later (``install_gettext_translations``) takes their place as ever.
    """
    environment.install_gettext_translations(words_of, newstyle=True)  # type: ignore[attr-defined]
    translated = words_of.gettext
    said = _Said(translated)

    @pass_eval_context
    def gettext(escaping: EvalContext, words: str, /, **variables: Any) -> str:
        if not escaping.autoescape:
            return translated(words) % variables
        if variables:
            return Markup(translated(words)) % variables  # noqa: S704 - words of a template, not of a contribution
        return said[words]

    @pass_eval_context
    def ngettext(escaping: EvalContext, one: str, many: str, num: int, /, **variables: Any) -> str:
        words = words_of.ngettext(one, many, num)
        return (Markup(words) if escaping.autoescape else words) % {"num": num, **variables}  # noqa: S704 - likewise

    gettext.known = said.__getitem__  # type: ignore[attr-defined]
    environment.globals |= {"gettext": gettext, "ngettext": ngettext, "_": _}
