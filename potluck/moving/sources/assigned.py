"""Settings written in Python, as Pelican and Sphinx have them, read as text: assignments of plain values.

Such files are programs, and none is run. What they say in literals, names, sums of texts and the usual calls
(`os.getenv`, `os.path.join`, `Path`) is understood; anything else counts as not said.
"""

from __future__ import annotations

import ast
import posixpath
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
            continue
        if isinstance(statement, ast.Assign):
            targets, given = statement.targets, statement.value
        elif isinstance(statement, ast.AnnAssign) and statement.value is not None:
            targets, given = [statement.target], statement.value
        elif isinstance(statement, ast.AugAssign) and isinstance(statement.op, ast.Add):
            targets = [statement.target]
            left = ast.Name(statement.target.id) if isinstance(statement.target, ast.Name) else statement.value
            given = ast.BinOp(left, ast.Add(), statement.value)
        else:
            continue
        for target in targets:
            if isinstance(target, ast.Name):
                try:
                    values[target.id] = _value(given, values, 0)
                except (_Unknown, RecursionError):
                    unknown.append(target.id)


def _value(node: ast.expr, known: dict[str, Any], depth: int) -> Any:
    """What an expression says; raises _Unknown, for a text of great length as well."""
    if depth > MAX_DEPTH:
        raise _Unknown
    inner = depth + 1
    if isinstance(node, ast.Constant):
        return node.value
    if isinstance(node, ast.Name):
        if node.id not in known:
            raise _Unknown
        return known[node.id]
    if isinstance(node, (ast.List, ast.Tuple, ast.Set)):
        return [_value(each, known, inner) for each in node.elts if not isinstance(each, ast.Starred)]
    if isinstance(node, ast.Dict):
        pairs = [(_value(key, known, inner), value) for key, value in zip(node.keys, node.values, strict=True) if key]
        return {str(key): _value_or_none(value, known, inner) for key, value in pairs}
    if isinstance(node, ast.JoinedStr):
        parts = [each.value if isinstance(each, ast.FormattedValue) else each for each in node.values]
        return "".join(_short([_value(each, known, inner) for each in parts]))
    if isinstance(node, ast.BinOp):
        left, right = _value(node.left, known, inner), _value(node.right, known, inner)
        both = isinstance(left, str) and isinstance(right, str), isinstance(left, list) and isinstance(right, list)
        if isinstance(node.op, ast.Add) and any(both) and len(left) + len(right) <= MAX_SETTINGS:
            return left + right
        if isinstance(node.op, ast.Div) and isinstance(left, str) and isinstance(right, str):
            return posixpath.join(*_short([left, right]))
        raise _Unknown
    if isinstance(node, ast.Call):
        return _call(node, known, inner)
    if isinstance(node, ast.BoolOp) and isinstance(node.op, ast.Or):
        return _value(node.values[-1], known, inner)
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
