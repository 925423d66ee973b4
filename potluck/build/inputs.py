"""All that a site is made of besides the moment: settings, content, theme, our own code, and the libraries.

Nothing of Pelican is imported here, nor anything that only rendering needs: a build asks this first, and most often it
is all a build has to ask.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from enum import Enum
from pathlib import Path, PurePath
from typing import Any, NamedTuple

import potluck
from potluck.build.scan import Listing, near
from potluck.keeping import libraries

BESIDE = ("redirects.txt", "CONTRIBUTING.md")
"""Files beside the content folder, or another that the settings name, that may play a part."""
OURS = "potluck."
CONTENT = "content/"
"""How a listing names what lies in the content folder, whatever that is called."""
WITHIN = ("PATH", "OUTPUT_PATH", "CACHE_PATH")
READ = ("THEME", "THEME_TEMPLATES_OVERRIDES", "THEME_STATIC_PATHS", "DOCS_PAGES")
"""The settings that name folders of which anything may be read."""


class Untracked(Exception):
    """Something takes part in the build that can't be followed; the message names it. Such a site is built anew."""


def memory_of(cache: Path, output: Path, root: Path) -> Path:
    """The file that remembers the last build of the site at ``root`` into an output folder."""
    place = os.path.relpath(output, root).replace(os.sep, "/")
    return cache / "build" / f"{hashlib.blake2b(place.encode(), digest_size=8).hexdigest()}.sqlite"


class Inputs(NamedTuple):
    """Where a site's inputs are. ``fingerprint`` names settings and libraries, wherever the site lies."""

    root: Path
    content: Path
    output: Path
    cache: Path
    folders: tuple[tuple[str, Path], ...]
    files: tuple[tuple[str, Path], ...]
    fingerprint: str

    @property
    def memory(self) -> Path:
        """The file that remembers the last build into this output folder."""
        return memory_of(self.cache, self.output, self.root)

    def listing(self) -> Listing:
        """Everything on the disk that the site is made of."""
        listing = Listing()
        for label, folder in self.folders:
            listing.add_folder(near(folder), label, with_links=f"{label}/" != CONTENT)
        for label, file in self.files:
            listing.add_file(str(file), label)
        return listing


def inputs_of(settings_file: Path, overrides: Mapping[str, Any]) -> Inputs:
    """The inputs of the site that a settings file describes. Raises Untracked, and whatever the file itself raises."""
    values = settings_in(settings_file)
    values.update(overrides)
    root = settings_file.resolve().parent
    if list(values.get("PLUGINS") or ()) != ["potluck"]:
        raise Untracked("plugins of your own")
    if values.get("TEMPLATE_PAGES"):
        raise Untracked("templates among the content")
    if not all(str(each).startswith("jinja2.ext.") for each in _extensions(values)):
        raise Untracked("an extension of Jinja of your own")
    places = {}
    for name in WITHIN:
        if not isinstance(values.get(name), str):
            raise Untracked(name)
        places[name] = Path(os.path.normpath(root / values[name]))
    folders, files = _named(values, root, places)
    said = (f"{name} = {plain(values[name], str(root))}" for name in sorted(values))
    text = "\n".join((*libraries(), places["PATH"].resolve().name, *said))  # a link's posts are called by its folder
    fingerprint = hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=20).hexdigest()
    return Inputs(root, places["PATH"], places["OUTPUT_PATH"], places["CACHE_PATH"], folders, files, fingerprint)


def _named(
    values: Mapping[str, Any], root: Path, places: Mapping[str, Path]
) -> tuple[tuple[tuple[str, Path], ...], tuple[tuple[str, Path], ...]]:
    """The folders and files that play a part: content, our code, and whatever the settings name."""
    folders = {"content": places["PATH"], "code": Path(potluck.__file__).parent}
    files = {name: places["PATH"].parent / name for name in BESIDE}
    ours = (root, *places.values(), folders["code"])  # a folder that holds one of these is no part, but the whole
    theme = _theme(root, str(values.get("THEME") or ""))
    for name in sorted(values.keys() - WITHIN):
        value = values[name]
        is_in_theme = name == "THEME_STATIC_PATHS"
        for number, each in enumerate(value if isinstance(value, list | tuple) else [value]):
            if not isinstance(each, str | PurePath) or not str(each) or "\n" in str(each) or len(str(each)) > 1_000:
                continue
            place = theme if name == "THEME" else Path(os.path.normpath((theme if is_in_theme else root) / each))
            if is_in_theme and theme in place.parents:
                continue
            label = f"{name} {number}" if isinstance(value, list | tuple) else name
            if place.is_dir() and any(place == each or place in each.parents for each in ours):
                if name in READ:
                    raise Untracked(f"{name}, which holds the site itself")
            elif place.is_dir():
                folders[label] = place
                files |= {f"{label} {beside}": place.parent / beside for beside in BESIDE}
            elif place.is_file():
                files[label] = place
    return tuple(folders.items()), tuple(files.items())


def _theme(root: Path, named: str) -> Path:
    """The folder of a theme, as Pelican finds it: one of its own, or one that `pelican-themes` installed there, may be
    named alone.
    """
    place = Path(os.path.normpath(root / named))
    pelican = importlib.util.find_spec("pelican") if not place.exists() else None
    return Path(pelican.origin).with_name("themes") / named if pelican and pelican.origin else place


def _extensions(values: Mapping[str, Any]) -> Iterable[Any]:
    options = values.get("JINJA_ENVIRONMENT")
    return options.get("extensions") or () if isinstance(options, Mapping) else ()


def settings_in(settings_file: Path) -> dict[str, Any]:
    """The settings that a file makes when it is run, which is every time: they may come from anywhere."""
    spec = importlib.util.spec_from_file_location(settings_file.stem, settings_file)
    if spec is None or spec.loader is None:
        raise Untracked(settings_file.name)
    module = importlib.util.module_from_spec(spec)
    with run_for_itself(settings_file):
        sys.modules[settings_file.stem] = module
        spec.loader.exec_module(module)
    return {key: value for key, value in vars(module).items() if key.isupper()}


@contextmanager
def run_for_itself(settings_file: Path) -> Iterator[None]:
    """Run a settings file meanwhile; neither it nor a file beside it that it imports stays among the modules.

    Another site, or the same one later, has settings of its own under the same names. Nor is it kept compiled: Python
    tells such files apart by second and size, and settings may be saved twice in one.
    """
    before, was_off = dict(sys.modules), sys.dont_write_bytecode
    sys.dont_write_bytecode = True
    folder = str(settings_file.resolve().parent)
    try:
        yield
    finally:
        sys.dont_write_bytecode = was_off
        for name, module in [*sys.modules.items()]:
            file = getattr(module, "__file__", None)
            if before.get(name) is not module and file and os.path.dirname(os.path.realpath(file)) == folder:  # noqa: PTH120
                sys.modules.pop(name, None)  # another thread may read settings, too
                if name in before:
                    sys.modules[name] = before[name]


def plain(value: Any, root: str) -> str:
    """A setting as text that says all of it, paths below ``root`` as relative ones. Raises Untracked."""
    if value is None or isinstance(value, bool | int | float | bytes):
        return repr(value)
    if isinstance(value, Enum):
        return f"{type(value).__qualname__}.{value.name}"
    if isinstance(value, str | PurePath):
        text = str(value)
        return repr(f"<root>{text.removeprefix(root)}" if text == root or text.startswith(root + os.sep) else text)
    if isinstance(value, Mapping):
        pairs = (f"{plain(key, root)}: {plain(each, root)}" for key, each in value.items())
        return f"{{{', '.join(pairs)}}}"
    if isinstance(value, list | tuple):
        return f"[{', '.join(plain(each, root) for each in value)}]"
    if isinstance(value, set | frozenset):
        return f"{{{', '.join(sorted(plain(each, root) for each in value))}}}"
    module = getattr(value, "__module__", "") or ""
    if callable(value) and module.startswith(OURS) and "<" not in value.__qualname__:
        return f"{module}.{value.__qualname__}"
    raise Untracked(f"a {type(value).__name__} among the settings")
