"""Settings written in Python, as Pelican and Sphinx have them, read as text: assignments of plain values.

Such files are programs, and none is run. What they say in literals, names, sums of texts and the usual calls
(`os.getenv`, `os.path.join`, `Path`) is understood; anything else counts as not said.
"""

from __future__ import annotations

import ast
import posixpath
from collections.abc import Iterator
from typing import Any

from potluck.moving.tree import CannotRead, Tree

MAX_SETTINGS = 500_000
MAX_DEPTH = 60


class _Unknown(Exception):
    """A value that only running the file could tell."""


def take_assigned(
    tree: Tree, name: str, values: dict[str, Any], unknown: list[str], seen: frozenset[str] = frozenset()
) -> None:
    """Put what a file assigns into `values`, and the names of what only running it would tell into `unknown`."""
    seen |= {name}
    try:
        text = tree.text(name)[0]
        if len(text) > MAX_SETTINGS:
            return
        module = ast.parse(text)
    except (CannotRead, SyntaxError, ValueError, RecursionError, MemoryError):
        unknown.append(name)
        return
    for statement in module.body:
        if isinstance(statement, ast.ImportFrom) and any(alias.name == "*" for alias in statement.names):
            other = posixpath.join(posixpath.dirname(name), (statement.module or "").replace(".", "/") + ".py")
            if other in tree.files and other not in seen:
                take_assigned(tree, other, values, unknown, seen)
        for target, given in _assigned(statement):
            try:
                values[target] = _value(given, values, 0)
            except (_Unknown, RecursionError):
                unknown.append(target)


def _assigned(statement: ast.stmt) -> Iterator[tuple[str, ast.expr]]:
    """The names to which a statement gives a value, each with that."""
    match statement:
        case ast.Assign(targets=targets, value=given):
            yield from ((target.id, given) for target in targets if isinstance(target, ast.Name))
        case ast.AnnAssign(target=ast.Name(id=name), value=ast.expr() as given):
            yield name, given
        case ast.AugAssign(target=ast.Name(id=name), op=ast.Add(), value=given):
            yield name, ast.BinOp(ast.Name(name), ast.Add(), given)


def _value(node: ast.expr, known: dict[str, Any], depth: int) -> Any:
    """What an expression says; raises _Unknown, for a text of great length as well."""
    if depth > MAX_DEPTH:
        raise _Unknown
    inner = depth + 1
    match node:
        case ast.Constant(value=plain):
            return plain
        case ast.Name(id=name) if name in known:
            return known[name]
        case ast.List(elts=parts) | ast.Tuple(elts=parts) | ast.Set(elts=parts):
            return [_value(each, known, inner) for each in parts if not isinstance(each, ast.Starred)]
        case ast.Dict(keys=keys, values=said):
            pairs = [(_value(key, known, inner), value) for key, value in zip(keys, said, strict=True) if key]
            return {str(key): _value_or_none(value, known, inner) for key, value in pairs}
        case ast.JoinedStr(values=parts):
            inside = [each.value if isinstance(each, ast.FormattedValue) else each for each in parts]
            return "".join(_short([_value(each, known, inner) for each in inside]))
        case ast.BinOp(left=left, op=sign, right=right):
            return _joined(_value(left, known, inner), sign, _value(right, known, inner))
        case ast.Call():
            return _call(node, known, inner)
        case ast.BoolOp(op=ast.Or(), values=[*_, last]):
            return _value(last, known, inner)
    raise _Unknown


def _joined(left: Any, sign: ast.operator, right: Any) -> Any:
    """Two texts or lists as one, or a path below another."""
    match left, sign, right:
        case (str(), ast.Add(), str()) | (list(), ast.Add(), list()) if len(left) + len(right) <= MAX_SETTINGS:
            return left + right
        case str(), ast.Div(), str():
            return posixpath.join(*_short([left, right]))
    raise _Unknown


def _value_or_none(node: ast.expr, known: dict[str, Any], depth: int) -> Any:
    try:
        return _value(node, known, depth)
    except _Unknown:
        return None


def _short(parts: list[Any]) -> list[str]:
    """The parts of a text, if they are plain and not too long together: each may be a sum of sums. Else _Unknown."""
    if any(isinstance(each, (list, dict)) for each in parts):
        raise _Unknown
    texts = [str(each) for each in parts]
    if sum(map(len, texts)) > MAX_SETTINGS:
        raise _Unknown
    return texts


def _call(node: ast.Call, known: dict[str, Any], depth: int) -> Any:
    name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
    given = [_value(each, known, depth) for each in node.args]
    if name in ("getenv", "get", "environ") and len(given) == 2:
        return given[1]
    if name in ("Path", "str", "abspath", "normpath") and len(given) == 1:
        return given[0]
    if name == "dict":
        return {each.arg: _value_or_none(each.value, known, depth) for each in node.keywords if each.arg}
    if name == "join" and given and all(isinstance(each, str) for each in given):
        return posixpath.join(*_short(given))
    raise _Unknown
