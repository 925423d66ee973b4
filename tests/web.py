"""Web servers on this machine, each at a port of its own."""

from __future__ import annotations

import socket
import sys
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


@contextmanager
def free_port() -> Iterator[int]:
    """A port where nobody listens. On Linux nobody is given it meanwhile, but a server that asks for this one."""
    with socket.socket() as held:
        held.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        held.bind(("127.0.0.1", 0))
        port = int(held.getsockname()[1])
        if sys.platform != "linux":  # where it could not be had
            held.close()
        yield port
