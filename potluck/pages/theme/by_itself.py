"""What of a template depends on nothing but what it is given: proven as it is compiled.

A post stands in the lists of its tags and people, and looks the same in each. Our own theme says so (``once``); for any
other theme it is proven here. The body of a loop becomes a macro, which is given the post and every outer name that it
shows, if it holds nothing but what is listed here: attributes, conditions, inner loops, and filters and methods that
only make a value of a value. Given the same, that macro gives the same (``potluck.pages.parts``). Anything else, such
as the place in the loop, a name that is set, or a template that is brought in, leaves a loop as it is.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import NamedTuple

from jinja2 import nodes

_PLAIN = frozenset(
    (
        *(nodes.Output, nodes.TemplateData, nodes.Const, nodes.Name, nodes.Getattr, nodes.Getitem, nodes.Slice),
        *(nodes.If, nodes.CondExpr, nodes.Compare, nodes.Operand, nodes.Not, nodes.And, nodes.Or, nodes.Concat),
        *(nodes.Keyword, nodes.Filter, nodes.Test, nodes.Call, nodes.For),
    )
)
_FILTERS = frozenset(
    "safe escape e striptags truncate length count join upper lower title capitalize trim replace first last string "
    "default d".split()
)
_TESTS = frozenset(("defined", "undefined", "none"))
_METHODS = frozenset("isoformat strftime upper lower title strip replace startswith endswith split".split())
_OF_JINJA = frozenset(("loop", "caller", "varargs", "kwargs", "self", "super"))
"""Names that mean something else in a macro."""
_OF_A_POST = "title"
"""What an entry of a list of posts shows of each; other loops are short, and not worth a look."""


class ByItself(NamedTuple):
    """What ``QuickMacro.by_itself`` is told of a macro: a name that no other has among the templates of a theme, and
    the filters and tests that have to be Jinja's own.
    """

    name: str
    filters: tuple[str, ...]
    tests: tuple[str, ...]


class _Unsure(Exception):
    """There is something that may depend on more than it is given, or do more than show it."""


def told_apart(tree: nodes.Template, name: str) -> tuple[dict[nodes.Node, ByItself], set[nodes.Call]]:
    """Make macros of the entries of lists in the template of this name that depend on nothing else.

    Answers these, with all other macros of that kind, and the calls that show entries.
    """
    if any(tree.find_all((nodes.EvalContextModifier, nodes.ScopedEvalContextModifier))):  # what is HTML there, they say
        return {}, set()
    proof = _Proof(tree)
    alone = [macro for macro in tree.find_all(nodes.Macro) if proof.is_alone(macro)]
    calls: set[nodes.Call] = set()
    for holder in (tree, *tree.find_all(nodes.Node)):
        for _, inside in holder.iter_fields():
            for loop in [each for each in inside if isinstance(each, nodes.For)] if isinstance(inside, list) else ():
                if made := proof.entry_of(loop, len(calls)):
                    inside.insert(inside.index(loop), made[0])
                    alone.append(made[0])
                    calls.add(made[1])
    return {macro: _told(macro, f"macro {number} {name}") for number, macro in enumerate(alone)}, calls


def _told(macro: nodes.Macro, name: str) -> ByItself:
    filters, tests = ({each.name for each in macro.find_all(kind)} for kind in (nodes.Filter, nodes.Test))
    return ByItself(name, tuple(sorted(filters)), tuple(sorted(tests)))


class _Proof:
    """What is proven of the loops and macros of a template."""

    def __init__(self, tree: nodes.Template) -> None:
        self._macros = {macro.name for macro in tree.find_all(nodes.Macro)}
        for brings_in in tree.find_all(nodes.FromImport):
            self._macros.update(each if isinstance(each, str) else each[1] for each in brings_in.names)

    def entry_of(self, loop: nodes.For, number: int) -> tuple[nodes.Macro, nodes.Call] | None:
        """For a loop that only shows posts: the macro that makes an entry, and its call, the loop's new body."""
        if not (isinstance(loop.target, nodes.Name) and _shows_post(loop, loop.target.name)):
            return None
        try:
            outer = set(self._outer(loop.body, frozenset((loop.target.name,))))
        except _Unsure:
            return None
        name, line, given = f"_entry_{number}", loop.lineno, (loop.target.name, *sorted(outer))
        macro = nodes.Macro(name, [nodes.Name(each, "param") for each in given], [], loop.body)
        call = nodes.Call(nodes.Name(name, "load"), [nodes.Name(each, "load") for each in given], [], None, None)
        loop.body = [nodes.Output([call])]
        for each in (macro, loop):
            each.set_lineno(line)
            if loop.environment:
                each.set_environment(loop.environment)
        return macro, call

    def is_alone(self, macro: nodes.Macro) -> bool:
        """Whether a macro shows nothing but what it is given."""
        try:
            return not [*self._outer((*macro.defaults, *macro.body), frozenset(each.name for each in macro.args))]
        except _Unsure:
            return False

    def _outer(self, within: Iterable[nodes.Node], known: frozenset[str]) -> Iterator[str]:
        """The names in these nodes that are not ``known`` there. Raises _Unsure."""
        for node in within:
            if type(node) not in _PLAIN or self._does_more(node, known):
                raise _Unsure
            if isinstance(node, nodes.Name):
                if node.name not in known:
                    yield node.name
            elif isinstance(node, nodes.For) and isinstance(node.target, nodes.Name):
                inner = known | {node.target.name}
                yield from self._outer((node.iter, *node.else_), known)
                yield from self._outer([node.test] if node.test else [], inner)
                yield from self._outer(node.body, inner | {"loop"})
            else:
                yield from self._outer(node.iter_child_nodes(), known)

    def _does_more(self, node: nodes.Node, known: Collection[str]) -> bool:
        """Whether it may do more than to make a value of values. What is called by its name has to be a macro, which
        will be asked whether it is of this kind.
        """
        if isinstance(node, nodes.For):
            return bool(node.recursive) or not isinstance(node.target, nodes.Name)
        if isinstance(node, nodes.Name):
            return node.ctx != "load" or (node.name in _OF_JINJA and node.name not in known)
        if not isinstance(node, nodes.Call | nodes.Filter | nodes.Test):
            return False
        if node.dyn_args or node.dyn_kwargs:
            return True
        if isinstance(node, nodes.Filter):
            return node.name not in _FILTERS
        if isinstance(node, nodes.Test):
            return node.name not in _TESTS
        called = node.node
        if isinstance(called, nodes.Name):
            return called.name in known or called.name not in self._macros
        return not isinstance(called, nodes.Getattr) or called.attr not in _METHODS


def _shows_post(loop: nodes.For, name: str) -> bool:
    asked = (each for within in loop.body for each in within.find_all(nodes.Getattr) if each.attr == _OF_A_POST)
    return any(isinstance(each.node, nodes.Name) and each.node.name == name for each in asked)
