"""A browser's tab that shows a page of a watching server, as far as that server can tell.

It hears from the server that something changed, as the script does that the server puts into its pages: our own by
server-sent events, Hugo's by LiveReload over a WebSocket. Then it fetches its page.
"""

from __future__ import annotations

import http.client
import json
import socket
import time
from collections.abc import Callable
from contextlib import suppress

from benchmarks.measuring import Failed

PATIENCE = 120
"""Seconds within which a server is to say that a page is another."""
HELLO = {"command": "hello", "protocols": ["http://livereload.com/protocols/official-7"]}


def _masked(text: str) -> bytes:
    """A short text as a client's frame (RFC 6455, 5.2), masked with nothing."""
    data = text.encode()
    return bytes((0x81, 0x80 | len(data), 0, 0, 0, 0)) + data


NEWS: dict[str, tuple[str, tuple[str, ...], bytes, bytes]] = {
    "ours": ("/__potluck__/changes", (), b"", b"data: {"),
    "hugo": (
        "/livereload",
        (
            *("Upgrade: websocket", "Connection: Upgrade"),
            *("Sec-WebSocket-Version: 13", "Sec-WebSocket-Key: cG90bHVja3BvdGx1Y2twbw=="),
        ),
        _masked(json.dumps(HELLO)),
        b'"command":"reload"',
    ),
}
"""Where each server tells of changes, what it is asked with, what is said first, and how its news begin."""


class Tab:
    """One page, fetched again whenever the server says that something changed. ``kind`` is one of ``NEWS``."""

    def __init__(self, kind: str, port: int, path: str) -> None:
        self._port, self._path = port, path
        address, headers, first, self._news = NEWS[kind]
        self._stream = socket.create_connection(("127.0.0.1", port), timeout=PATIENCE)
        request = (f"GET {address} HTTP/1.1", f"Host: 127.0.0.1:{port}", *headers, "", "")
        self._stream.sendall("\r\n".join(request).encode())
        self._etag = ""
        self.fetch()
        if first:
            self._stream.sendall(first)
        self.forget()

    def close(self) -> None:
        """Look at it no longer."""
        self._stream.close()

    def forget(self) -> None:
        """Let what was said so far be old news."""
        self._stream.settimeout(0.3)
        with suppress(TimeoutError):
            while self._stream.recv(65_536):
                pass

    def until(self, mark: str, now: Callable[[], float]) -> float:
        """Wait until the page has this mark; answers what ``now`` says right then. Raises Failed."""
        give_up, heard = time.monotonic() + PATIENCE, b""
        while time.monotonic() < give_up:
            self._stream.settimeout(PATIENCE)
            try:
                said = self._stream.recv(65_536)
            except TimeoutError:
                break
            if not said:
                break
            heard += said
            if self._news in heard:
                heard = b""
                page = self.fetch()
                then = now()
                if mark in page:
                    return then
        raise Failed(f"A server did not tell that {self._path} is another.")

    def fetch(self) -> str:
        """The page; nothing where it is as it was."""
        connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=60)
        connection.request("GET", self._path, headers={"If-None-Match": self._etag} if self._etag else {})
        answer = connection.getresponse()
        self._etag = answer.getheader("ETag") or self._etag
        text = answer.read().decode("utf-8", "replace")
        connection.close()
        return text
