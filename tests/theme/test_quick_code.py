"""Macros say what Jinja's own would say, however they are called."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from jinja2 import DictLoader, Environment
from pelican.plugins._utils import plugin_enabled

from potluck.pages.theme import compiled
from potluck.pages.theme.compiled import CompiledOnce
from potluck.pages.theme.quick_code import QuickCode, QuickMacro
from potluck.pages.theme.quick_templates import QuickContext, QuickTemplate

CALLS = """
{% macro plain(a, b='<B>') %}[{{ a }}|{{ b }}]{% endmacro %}
{% macro more(a) %}({{ a }}{{ varargs|join }}{{ kwargs|length }}){% endmacro %}
{% macro around(a) %}<{{ a }}>{{ caller(a) }}{% endmacro %}
{{ dict(a=1, **{'b': 2}) }}{{ dict(class='<', lambda=2) }}{{ nobody|default(dict(a='&')) }}
{{ plain('<x>') }}{{ plain('<x>', b='&') }}{{ plain(b='1', a=2) }}{{ plain() }}{{ plain('<', '>') }}
{{ more('&', 1, 2, c=3) }}{% call(said) around('s') %}{{ said }}!{% endcall %}
{% for each in 'ab' %}{{ plain(each, loop.index) }}{% endfor %}{{ [1, 2]|map('string')|map('upper')|join(plain('x')) }}
{{ {'a': '<'}.a }}{{ 'x'.nothing }}{{ nobody }}{{ nobody is defined }}{{ 5 }}{{ none }}{{ 'a&b'|safe }}{{ plain.name }}
{% for each in [('<', 1)] %}{{ each.count('<') }}{{ self.foot() }}{% endfor %}
{% block foot %}<b>{{ '<' }}</b>{% endblock %}
{% autoescape false %}{{ plain('<x>') }}{% set plainly = plain('<y>') %}{{ '<' }}{% endautoescape %}{{ plainly }}
{% set kept %}{{ plain('<x>') }}{% endset %}{{ kept }}
"""


def said(template: str, *, escapes: bool, quick: bool, **names: object) -> str:
    environment = Environment(autoescape=escapes)
    if quick:
        environment.code_generator_class = QuickCode
        environment.context_class = QuickContext
        environment.template_class = QuickTemplate
    return environment.from_string(template).render(names)


@pytest.mark.parametrize("escapes", [True, False])
def test_macros_say_the_same(escapes: bool) -> None:
    assert said(CALLS, escapes=escapes, quick=True) == said(CALLS, escapes=escapes, quick=False)


def test_what_is_marked_as_safe_is_shown_as_it_is() -> None:
    class Bold:
        def __html__(self) -> str:
            return "<b>"

    template = (
        "{% macro m(a) %}{{ a|safe }}{{ a }}{% endmacro %}{{ text|safe }}{{ bold|safe }}{{ 5|safe }}{{ m(text) }}"
    )
    template += (
        "{{ nobody|safe }}{{ (text + bold|string)|safe|upper }}{{ m(m(text))|safe }}{{ text|upper|safe }}{{ bold }}"
    )
    known = {"text": "<i>&", "bold": Bold()}
    assert said(template, escapes=True, quick=True, **known) == said(template, escapes=True, quick=False, **known)


def test_what_a_page_is_given_stands_before_what_all_share() -> None:
    template = "{% macro m() %}{{ range }}{% endmacro %}{{ m() }}{{ dict }}{{ range is defined }}{{ cycler.__name__ }}"
    known = {"range": "3 to 5", "dict": None}
    assert said(template, escapes=True, quick=True, **known) == said(template, escapes=True, quick=False, **known)


def test_another_filter_of_that_name_is_asked() -> None:
    environment = Environment(autoescape=True)
    environment.code_generator_class = QuickCode
    environment.filters["safe"] = len
    assert environment.from_string("{{ text|safe }}").render(text="<i>") == "3"


def test_a_mistake_in_a_call_is_told_as_ever() -> None:
    for call in ("plain(1, 2, 3)", "plain(c=1)"):
        template = f"{{% macro plain(a, b=1) %}}{{% endmacro %}}{{{{ {call} }}}}"
        with pytest.raises(TypeError) as plainly:
            said(template, escapes=True, quick=False)
        with pytest.raises(TypeError) as quickly:
            said(template, escapes=True, quick=True)
        assert str(quickly.value) == str(plainly.value)


class Shelf:
    def first(self) -> str:
        return next(iter(()))


@pytest.mark.parametrize("call", ["first([])", "next(none_left)", "shelf.first()", "none_left.send(none)"])
def test_a_function_that_finds_no_next_one_gives_nothing_as_ever(call: str) -> None:
    template = (
        f"{{% macro of() %}}<{{{{ {call} }}}}>{{% endmacro %}}{{{{ {call} }}}}{{{{ of() }}}}{{{{ first(['<']) }}}}"
    )
    names = {"first": lambda many: next(iter(many)), "next": next, "none_left": (_ for _ in ()), "shelf": Shelf()}
    plainly, quickly = (said(template, escapes=True, quick=quick, **names) for quick in (False, True))
    assert quickly == plainly == "<>&lt;"


def test_they_are_of_the_quick_kind() -> None:
    environment = Environment(autoescape=True)
    environment.code_generator_class = QuickCode
    module = environment.from_string("{% macro a() %}<b>{% endmacro %}").module
    assert type(module.a) is QuickMacro
    assert module.a() == "<b>"


def test_a_name_that_a_thing_does_not_have_is_asked_for_once() -> None:
    asked: list[str] = []

    class Thing:
        def __getattr__(self, name: str) -> str:
            asked.append(name)
            raise AttributeError(name)

    environment = Environment(autoescape=True)
    environment.code_generator_class = QuickCode
    assert environment.from_string("{% if not thing.cover %}none{% endif %}").render(thing=Thing()) == "none"
    assert asked == ["cover"]


def test_macros_of_another_template_are_looked_for_once(monkeypatch: pytest.MonkeyPatch) -> None:
    environment = Environment(autoescape=True, loader=DictLoader({"macros": "{% macro a() %}<b>{% endmacro %}"}))
    environment.code_generator_class, environment.context_class = QuickCode, QuickContext
    page = environment.from_string(
        "{% from 'macros' import a %}{% import 'macros' as all %}{% import name as same %}"
        "{{ a() }}{{ all.a() }}{{ same.a() }}"
    )
    assert page.render(name="macros") == "<b>" * 3
    asked: list[str] = []
    look = environment.get_template
    monkeypatch.setattr(environment, "get_template", lambda name, by: asked.append(name) or look(name, by))
    assert page.render(name="macros") == "<b>" * 3
    assert asked == ["macros"]  # the one that only the page knows


def test_what_another_release_of_jinja_compiled_is_not_run(monkeypatch: pytest.MonkeyPatch) -> None:
    def is_compiled() -> bool:
        return CompiledOnce().get_bucket(Environment(), "page", None, "soup").code is not None

    Environment(loader=DictLoader({"page": "soup"}), bytecode_cache=CompiledOnce()).get_template("page")
    assert is_compiled()
    monkeypatch.setattr(compiled, "version", lambda _: "3.99")
    assert not is_compiled()


def test_what_a_filter_of_your_own_makes_of_a_word_is_not_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))

    def page(text: str, again: CompiledOnce, filters: Mapping[str, Callable[[str], str]], **options: Any) -> str:
        environment = Environment(loader=DictLoader({"page": text}), bytecode_cache=again, **options)
        environment.filters.update(filters)
        return environment.get_template("page").render()

    here = CompiledOnce()
    for again in (here, here, CompiledOnce()):
        for said in ("Soup!", "Soup?"):
            assert page("{{ 'Soup'|say }}", again, {"say": lambda word, said=said: said}) == said  # type: ignore[misc]
        assert page("{{ 1 }}[[ 2 ]]", again, {}) == "1[[ 2 ]]"
        brackets = {"variable_start_string": "[[", "variable_end_string": "]]"}
        assert page("{{ 1 }}[[ 2 ]]", again, {}, **brackets) == "{{ 1 }}2"


def test_what_pelican_tells_of_plugins_keeps_no_template_from_being_compiled_once() -> None:
    def page(again: CompiledOnce, *plugins: str) -> tuple[bool, str]:
        text = "{{ 'tea' is plugin_enabled }}"
        environment = Environment(loader=DictLoader({"page": text}), bytecode_cache=again)
        environment.tests["plugin_enabled"] = partial(plugin_enabled, plugin_list=[*plugins])
        is_compiled = again.get_bucket(environment, "page", None, text).code is not None
        return is_compiled, environment.get_template("page").render()

    for plugin in ("tea", "coffee"):
        page(CompiledOnce(), plugin)
    assert page(CompiledOnce(), "tea") == (True, "True")
    assert page(CompiledOnce(), "coffee") == (True, "False")
