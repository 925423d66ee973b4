"""Today's objects, found by the paths of yesterday's notes (``potluck.pages.notes.reads``)."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from markupsafe import Markup

from potluck.pages.later import Later
from potluck.pages.notes.telling import digest
from potluck.pages.notes.views import EVERYONES, OWN, STEP, View


class World:
    """``view`` finds a view by its key, ``raw`` what stands behind one; ``context`` is what all templates get."""

    def __init__(
        self, view: Callable[[str], View | None], raw: Callable[[str], Any], context: Mapping[str, Any]
    ) -> None:
        self._view, self._raw, self._context = view, raw, context

    def digest(self, path: str, names: Mapping[str, Any]) -> str:
        """The digest of what stands at a path today; an empty text where nothing can be said.

        ``names`` is what the page was given whose own note it is.
        """
        try:
            return self._digest(path, names)
        except Exception:  # whatever it is that can't be followed today: the page is made anew
            return ""

    def _digest(self, path: str, names: Mapping[str, Any]) -> str:
        root, *steps = path.split(STEP)
        value = self._root(root, names)
        if isinstance(value, View):
            if not steps:
                return value.light_digest()
            if (known := value.digest_of(steps[0])) is not None:
                return known
        for step in steps:
            value = self._step(value, step, names)
        return digest(value)

    def _root(self, root: str, names: Mapping[str, Any]) -> Any:
        kind, name = root[:2], root[2:]
        if kind == EVERYONES:
            found = self._context[name]
            return found.value if type(found) is Later else found
        if kind == OWN:
            return names[name]
        found = self._view(root)
        if found is None:
            raise KeyError(root)
        return found

    def _step(self, value: Any, step: str, names: Mapping[str, Any]) -> Any:
        if step == "#len":
            return len(value)
        if step == "#bool":
            return bool(value)
        if step == "#all":
            return value
        if step[0] == "[":
            parts = step[1:-1].split(":")
            if len(parts) > 1:
                return value[slice(*(None if part == "None" else int(part) for part in parts))]
            try:
                return value[int(parts[0])]
            except IndexError:
                return None
        if step[0] == "(":
            args, kwargs = json.loads(step[1:])
            return value(
                *(self.decode(each, names) for each in args),
                **{key: self.decode(each, names) for key, each in kwargs.items()},
            )
        return getattr(value, step)

    def decode(self, code: Any, names: Mapping[str, Any]) -> Any:
        """What stands today for an argument of a call that was noted. Raises LookupError where it is gone."""
        if not isinstance(code, dict):
            return code
        if "view" in code:
            return self._root(code["view"], names)
        if "raw" in code:
            return self._raw(code["raw"])
        if "markup" in code:
            return Markup(code["markup"])  # noqa: S704 - to be compared, never written
        if "list" in code:
            return [self.decode(each, names) for each in code["list"]]
        root, *steps = code["path"].split(STEP)
        value = self._root(root, names)
        for step in steps:
            value = self._step(value, step, names)
        return value
