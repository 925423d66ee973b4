"""Web servers on this machine, each at a port of its own."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import BaseHTTPRequestHandler, SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any


@contextmanager
def web_server(handler: type[BaseHTTPRequestHandler], **options: Any) -> Iterator[str]:
    """A server for as long as the block lasts; gives its address, without a slash at the end."""

    class Quiet(handler):  # type: ignore[misc,valid-type]
        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, **options)) as server:
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """A server of a folder's files."""
    with web_server(SimpleHTTPRequestHandler, directory=str(folder)) as address:
        yield address
