"""Jinja, at less cost and with the same output: calls, words and compiled templates.

A page of the theme calls a few hundred functions, and Jinja asks anew for each whether it wants the context. Words are
looked up and marked safe anew each time. Every generator of Pelican has an environment of its own, and each would
compile the same templates. All three are worked out once here.
"""

from __future__ import annotations

from functools import cache
from gettext import NullTranslations
from types import CodeType, FunctionType, MethodType
from typing import Any

from jinja2 import BytecodeCache, Environment, pass_context
from jinja2.bccache import Bucket
from jinja2.runtime import Context, Macro
from markupsafe import Markup

from potluck.pages import reads

_FUNCTIONS = (FunctionType, MethodType, type(cache(repr)))


class QuickContext(Context):
    """A template's context that knows the usual callables: plain functions get no context, macros theirs.

    What is asked of the site is noted, where notes are taken (``potluck.pages.reads``).
    """

    def resolve_or_missing(self, key: str) -> Any:
        """What a name stands for."""
        value = super().resolve_or_missing(key)
        page = reads.now()
        return value if page is None or key in self.vars else page.named(key, value)

    def call(__self, __obj: Any, *args: Any, **kwargs: Any) -> Any:  # noqa: N805 - names of Jinja's
        """Call a function, macro or anything else from a template, as Jinja does."""
        kind = type(__obj)
        if kind is Macro:
            kwargs.pop("_block_vars", None)
            kwargs.pop("_loop_vars", None)
            return __obj(__self.eval_ctx, *args, **kwargs)
        if kind in _FUNCTIONS and getattr(__obj, "jinja_pass_arg", None) is None:
            kwargs.pop("_block_vars", None)
            kwargs.pop("_loop_vars", None)
            return __obj(*args, **kwargs)
        return super().call(__obj, *args, **kwargs)


class CompiledOnce(BytecodeCache):
    """Compiled templates of this process, for every environment that reads templates alike. Nothing goes to disk."""

    def __init__(self) -> None:
        self._code: dict[str, tuple[str, CodeType]] = {}

    def __repr__(self) -> str:
        return f"{type(self).__name__}()"

    def get_bucket(self, environment: Environment, name: str, filename: str | None, source: str) -> Bucket:
        """The place of one template; templates that are read by other rules have another."""
        bucket = super().get_bucket(environment, name, filename, source)
        rules = (environment.autoescape, environment.trim_blocks, environment.lstrip_blocks)
        bucket.key += repr((rules, sorted(environment.extensions), getattr(environment, "newstyle_gettext", False)))
        return bucket

    def load_bytecode(self, bucket: Bucket) -> None:
        """Put the code there, if the template is the one it was made of."""
        checksum, code = self._code.get(bucket.key, ("", None))
        if checksum == bucket.checksum:
            bucket.code = code

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep the code."""
        if bucket.code is not None:
            self._code[bucket.key] = (bucket.checksum, bucket.code)


def speak(environment: Environment, words_of: NullTranslations) -> None:
    """Give an environment with Jinja's i18n the words of these translations.

    What installs others later (``install_gettext_translations``) takes their place as ever.
    """
    environment.install_gettext_translations(words_of, newstyle=True)  # type: ignore[attr-defined]
    translated = words_of.gettext
    said: dict[str, Markup] = {}

    @pass_context
    def gettext(context: Context, words: str, /, **variables: Any) -> str:
        if not context.eval_ctx.autoescape:
            return translated(words) % variables
        if variables:
            return Markup(translated(words)) % variables  # noqa: S704 - words of a template, not of a contribution
        if words not in said:
            said[words] = Markup(translated(words)) % {}  # noqa: S704
        return said[words]

    environment.globals["gettext"] = gettext
