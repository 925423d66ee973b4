"""An entry of a list that shows nothing but its post is filled in once for all lists, and any other each time."""

from __future__ import annotations

from pathlib import Path

import pytest
from jinja2 import DictLoader, Environment

from potluck.build.standing import Standing
from potluck.pages.notes.reads import Page
from potluck.pages.notes.views import View
from potluck.pages.parts import Parts
from potluck.pages.theme.quick_code import QuickCode
from potluck.pages.theme.quick_templates import QuickContext, QuickTemplate
from tests.conftest import ROOT
from tests.files import april, configure, rebuilt, replace, unclean

BYLINE = (
    "{% macro byline(people) %}{% for each in people %}{{ ', ' if not loop.first }}{{ each }}{% endfor %}{% endmacro %}"
)
ENTRY = "<li>{{ post.title }} {% if post.people %}{{ byline(post.people) }}{% endif %}{{ site }}\n</li>"


class Dish(View):
    """A post, which knows how often it was asked for its title."""

    people = ("Ada", "B&n")

    def __init__(self, name: str) -> None:
        self._name, self.asked = name, [0]

    @property
    def view_key(self) -> str:
        return f"d:{self._name}"

    @property
    def title(self) -> str:
        object.__getattribute__(self, "asked")[0] += 1
        return f"<{self._name}>"


class Lists:
    """Fills in a template for lists of posts, as our compiler and as Jinja's own has it."""

    def __init__(self, template: str, **more: str) -> None:
        self.dishes = [Dish("soup"), Dish("bread")]
        self.quick = Environment(autoescape=True, loader=DictLoader({"list": template, "more": BYLINE, **more}))
        self.slow = Environment(autoescape=True, loader=DictLoader({"list": template, "more": BYLINE, **more}))
        self.quick.code_generator_class, self.quick.context_class = QuickCode, QuickContext
        self.quick.template_class = QuickTemplate
        self.quick.globals["once"] = Parts().once
        self.pages: list[Page] = []

    def said(self, **names: object) -> str:
        """What both say of a page that is given these names, which is the same."""
        given = {"articles_page": self.dishes, "site": "S", **names}
        self.pages.append(Page(given, frozenset({"site"})))
        with self.pages[-1]:
            said = "".join(self.quick.get_template("list").generate(given))
        before = [each.asked[0] for each in self.dishes]
        assert said == self.slow.get_template("list").render(given)
        for dish, asked in zip(self.dishes, before, strict=True):
            dish.asked[0] = asked
        return said

    @property
    def asked(self) -> int:
        return sum(each.asked[0] for each in self.dishes)


def loop(entry: str) -> str:
    return f"{{% from 'more' import byline %}}{{% for post in articles_page %}}{entry}{{% endfor %}}"


@pytest.mark.parametrize(
    "template",
    [
        loop(ENTRY),
        f"{{% from 'more' import byline %}}{{% block b %}}{loop(ENTRY)}{{% endblock %}}",
        BYLINE + f"{{% if true %}}{loop(ENTRY)}{{% else %}}{{{{ 1 }}}}{{% endif %}}",
        "{% macro all(articles_page) %}" + loop(ENTRY) + "{% endmacro %}{{ all(articles_page) }}",
        loop("{{ post.title|striptags|truncate(3)|upper }}{{ post.title.lower() if post.x is undefined else site }}"),
        loop("{% for post in post.people %}{{ post[0] }}{{ loop.index }}{% endfor %}{{ post.title ~ 1 }}"),
    ],
)
def test_an_entry_is_filled_in_once_for_all_lists_and_noted_on_each(template: str) -> None:
    lists = Lists(template)
    first = lists.said()
    asked = lists.asked
    assert lists.said(tag="another") == first
    assert lists.asked == asked
    asked_of = [{home: {*rests} for home, rests in page.notes.items()} for page in lists.pages]
    assert asked_of[0] == asked_of[1]
    assert "title" in asked_of[1]["d:soup"]


@pytest.mark.parametrize(
    "entry",
    [
        "{{ loop.index }}{{ post.title }}",
        "{{ post.title }}{{ byline(post.people) if loop.last }}",
        "{% set n = 1 %}{{ post.title }}",
        "{{ post.title }}{{ seen.append(1) }}",
        "{{ post.title }}{{ seen|length }}",
        "{{ post.title }}{{ called() }}",
        "{{ post.title }}{{ 1 if caller }}",
        "{{ post.title }}{% include 'foot' %}",
        "{{ post.title }}{% do seen.append(1) %}",
        "{{ post.title }}{{ post.title|random }}",
        "{{ post.title }}{{ asks(post) }}",
        "{{ post.title }}{{ byline(*[post.people]) }}",
        "{% autoescape false %}{{ post.title }}{% endautoescape %}",
        "{% call around() %}{{ post.title }}{% endcall %}",
    ],
)
def test_an_entry_that_may_show_something_else_is_filled_in_each_time(
    entry: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    around = "{% macro around() %}{{ caller() }}{% endmacro %}{% macro asks(a) %}{{ site }}{% endmacro %}"
    monkeypatch.setattr("random.choice", lambda letters: letters[1])
    lists = Lists(around + loop(entry), foot="{{ tag }}")
    for environment in (lists.quick, lists.slow):
        environment.add_extension("jinja2.ext.do")
    for word in ("one", "two"):
        for environment in (lists.quick, lists.slow):
            environment.globals.update(seen=[word], called=lambda word=word: word)
        lists.said(tag=word)
    assert lists.asked > len(lists.dishes)


def test_a_list_whose_words_are_no_html_is_filled_in_each_time() -> None:
    lists = Lists("{% autoescape false %}" + loop("{{ post.title }}") + "{% endautoescape %}")
    assert lists.said() == lists.said() == "<soup><bread>"


def test_entries_of_another_template_are_others() -> None:
    lists = Lists("{% include which %}", one=loop("{{ post.title }}"), two=loop("{{ post.title }}!"))
    assert [lists.said(which=each) for each in ("one", "two")] == [
        "&lt;soup&gt;&lt;bread&gt;",
        "&lt;soup&gt;!&lt;bread&gt;!",
    ]


def test_another_value_of_an_outer_name_is_shown() -> None:
    lists = Lists(loop("{{ post.title }}{{ site }}{{ tag }}"))
    assert [lists.said(tag=each)[-1] for each in ("1", 1, True, "2", None, ["l"], 1.5, ["m"])] == list("11e2e]5]")
    lists.said(site="T")


def test_another_filter_of_that_name_is_asked_each_time() -> None:
    lists = Lists(loop("{{ post.title|upper }}"))
    number = 0

    def counted(text: str) -> str:
        nonlocal number
        number += 1
        return f"{text} {number}"

    lists.quick.filters["upper"] = lists.slow.filters["upper"] = counted
    with Page({"articles_page": lists.dishes}):
        said = [lists.quick.get_template("list").render(articles_page=lists.dishes) for _ in range(2)]
    assert said == ["&lt;soup&gt; 1&lt;bread&gt; 2", "&lt;soup&gt; 3&lt;bread&gt; 4"]


def test_what_is_not_a_list_of_several_pages_is_filled_in_as_it_is() -> None:
    lists = Lists(loop(ENTRY).replace("articles_page", "posts"))
    for _ in range(2):
        with Page({}):
            lists.quick.get_template("list").render(posts=lists.dishes, site="S")
    assert lists.asked == 2 * len(lists.dishes)


def test_lists_of_any_theme_follow_their_posts(site: Path) -> None:
    theme = f'THEME_TEMPLATES_OVERRIDES = ["{(ROOT / "benchmarks/themes/pelican/templates").as_posix()}"]'
    stock = configure(site, theme, "DEFAULT_PAGINATION = 2", "SEARCH = CARDS = False")
    april(site, 7, "author: tom-oak\ntags: [pie]", name="april")
    standing = Standing(stock)
    standing.build()
    for was, title in (("5", "Fifth"), ("Fifth", "Five")):  # in a server
        replace(site / "content/posts/2026-04-05-april-5.md", f"title: {was}", f"title: {title}")
        standing.build(frozenset(["content/posts/2026-04-05-april-5.md"]))
    assert unclean(stock) == []
    replace(site / "content/authors/tom-oak.md", "name: Tom Oak", "name: Tom Elm")
    (site / "content/posts/2026-04-02-april-2.md").unlink()
    rebuilt(stock)
    every = [page.read_text(encoding="utf-8") for page in site.glob("output/**/index.html")]
    lists = [each for each in every if ">Five</a></h2>" in each]
    assert len(lists) == 3
    assert all("Tom Elm" in each for each in lists)
