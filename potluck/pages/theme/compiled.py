"""Templates that are compiled once: by one environment for all, and by one process for the next."""

from __future__ import annotations

import marshal
from contextlib import suppress
from functools import cached_property, partial
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from types import CodeType
from typing import IO, Any, BinaryIO

from jinja2 import BytecodeCache, Environment, FileSystemBytecodeCache
from jinja2.bccache import Bucket, bc_magic
from jinja2.filters import FILTERS
from jinja2.tests import TESTS

from potluck.keeping import code_in
from potluck.visible import visible_path

_KNOWN = ("jinja2.", "pelican.utils", "pelican.plugins._utils", "potluck.")
"""Where everything that has a hand in compiling is from, but for what is somebody's own."""
_RULES = (
    *("block_start_string", "block_end_string", "variable_start_string", "variable_end_string"),
    *("comment_start_string", "comment_end_string", "line_statement_prefix", "line_comment_prefix"),
    *("trim_blocks", "lstrip_blocks", "newline_sequence", "keep_trailing_newline", "autoescape", "optimized"),
)
"""What an environment is told of how templates are to be read."""


class _Bucket(Bucket):
    """The place of a compiled template, read in one go: Jinja has a file asked for every few bytes, which takes five
    times as long.
    """

    def load_bytecode(self, f: BinaryIO) -> None:
        """Take the code from a file, if it was made of this template by this Python."""
        kept, head = f.read(), bc_magic + self.checksum.encode()
        self.code = None
        if kept.startswith(head):
            with suppress(EOFError, ValueError, TypeError):
                self.code = marshal.loads(kept[len(head) :])  # noqa: S302 - of this user's own folder

    def write_bytecode(self, f: IO[bytes]) -> None:
        """Put the code into a file."""
        f.write(bc_magic + self.checksum.encode() + marshal.dumps(self.code))


def _own(environment: Environment) -> list[Any]:
    """What has a hand in compiling, and is neither Jinja's nor Pelican's nor ours."""
    filters = [each for name, each in environment.filters.items() if FILTERS.get(name) is not each]
    tests = [each for name, each in environment.tests.items() if TESTS.get(name) is not each]
    kinds = [type(each) for each in environment.extensions.values()]
    found = [each for each in (*filters, *tests, *kinds, environment.finalize) if each is not None]
    return [each for each in found if not (getattr(_function(each), "__module__", None) or "").startswith(_KNOWN)]


def _function(each: Any) -> Any:
    """What is called in the end: Pelican has a test that is given the plugins beforehand."""
    return each.func if isinstance(each, partial) else each


def _given(environment: Environment) -> list[tuple[str, Any]]:
    """What filters and tests are given beforehand, by which a template may come out otherwise."""
    named = sorted((*environment.filters.items(), *environment.tests.items()), key=lambda each: each[0])
    return [(name, (each.args, each.keywords)) for name, each in named if isinstance(each, partial)]


class CompiledOnce(BytecodeCache):
    """Compiled templates, for every environment of this process that reads templates alike, and for the next process.

    Those for the next are where Jinja keeps them: in a folder of this user's that nobody else may write to, outside the
    site and its cache, since compiled code is run and can't be checked. Where there is no such folder, none are kept;
    nor where filters and the like are somebody's own: what they made of a template's words stands in its code.
    """

    def __init__(self) -> None:
        self._code: dict[str, tuple[str, CodeType]] = {}
        self._own: list[Any] = []
        self._decides = f"{version('Jinja2')} {code_in(Path(__file__).parent)}"

    def __repr__(self) -> str:
        return f"{type(self).__name__}()"

    @cached_property
    def _disk(self) -> FileSystemBytecodeCache | None:
        try:
            return FileSystemBytecodeCache()
        except (RuntimeError, OSError):
            return None

    def get_bucket(self, environment: Environment, name: str, filename: str | None, source: str) -> Bucket:
        """The place of one template; templates that are read by other rules have another."""
        if (own := _own(environment)) != self._own:  # which may make something of a template as it is compiled
            self._own, self._code = own, {}
        rules = [getattr(environment, each) for each in _RULES]
        newstyle = getattr(environment, "newstyle_gettext", False)
        reads = repr((rules, sorted(environment.extensions), newstyle, _given(environment)))
        key = f"{self.get_cache_key(name, filename and visible_path(filename))} {reads} {self._decides}"
        bucket = _Bucket(environment, sha256(key.encode()).hexdigest(), self.get_source_checksum(source))
        self.load_bytecode(bucket)
        return bucket

    def load_bytecode(self, bucket: Bucket) -> None:
        """Put the code there, if the template is the one it was made of."""
        checksum, code = self._code.get(bucket.key, ("", None))
        if checksum == bucket.checksum:
            bucket.code = code
        elif self._disk is not None and not self._own:
            with suppress(OSError, ValueError, EOFError, TypeError):
                self._disk.load_bytecode(bucket)
            if bucket.code is not None:
                self._code[bucket.key] = (bucket.checksum, bucket.code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        if bucket.code is not None:
            self._code[bucket.key] = (bucket.checksum, bucket.code)
            if self._disk is not None and not self._own:
                with suppress(OSError, ValueError):
                    self._disk.dump_bytecode(bucket)
