"""A server on this machine that answers as it is told, down to the bytes: rudely, slowly, forever, or not at all."""

from __future__ import annotations

import socket
import ssl
import struct
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

Answer = Callable[["Call"], None]
OK = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi"


@dataclass
class Call:
    """One request: how it was asked, for the how-manyth time, and the connection to answer on."""

    method: str
    path: str
    headers: dict[str, str]
    times: int
    connection: socket.socket
    over: threading.Event

    def say(self, data: bytes) -> None:
        self.connection.sendall(data)

    def say_for_ever(self, data: bytes, pause: float = 0.0) -> None:
        """Until the other side hangs up or the test is over."""
        while not self.over.wait(pause):
            self.say(data)

    def say_nothing(self) -> None:
        self.over.wait()

    def reset(self) -> None:
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


def status(code: int, *headers: str) -> bytes:
    return "\r\n".join((f"HTTP/1.1 {code} So", *headers, "Content-Length: 0", "", "")).encode("latin-1")


def always(data: bytes) -> Answer:
    return lambda call: call.say(data)


@dataclass
class Server:
    """`answers` has what to do by path; `calls` is what was asked."""

    answers: dict[str, Answer] = field(default_factory=dict)
    calls: list[Call] = field(default_factory=list)
    port: int = 0
    over: threading.Event = field(default_factory=threading.Event)

    def at(self, path: str, answer: Answer | bytes) -> str:
        """Answer so at a path; its address."""
        self.answers[path] = always(answer) if isinstance(answer, bytes) else answer
        return self.url(path)

    def url(self, path: str, scheme: str = "http") -> str:
        return f"{scheme}://127.0.0.1:{self.port}{path}"

    @property
    def methods(self) -> list[str]:
        return [call.method for call in self.calls]

    def asked(self) -> Counter[str]:
        return Counter(call.path for call in self.calls)

    def serve(self, connection: socket.socket) -> None:
        with suppress(OSError), connection:
            head = b""
            while b"\r\n\r\n" not in head:
                more = connection.recv(4096)
                if not more:
                    return
                head += more
                if head.startswith(b"\x16"):  # TLS, where none is spoken
                    connection.sendall(status(400))
                    return
            first, *rest = head.decode("latin-1").split("\r\n")
            method, path, _ = first.split(" ")
            headers = dict(line.lower().split(": ", 1) for line in rest if ": " in line)
            path = path.partition("?")[0]
            times = 1 + sum(call.path == path for call in self.calls)
            call = Call(method, path, headers, times, connection, self.over)
            self.calls.append(call)
            self.answers.get(path, always(status(404)))(call)


@contextmanager
def serving(tls: ssl.SSLContext | None = None) -> Iterator[Server]:
    """A server for as long as the block lasts."""
    server = Server()
    with socket.create_server(("127.0.0.1", 0)) as listener:
        server.port = listener.getsockname()[1]

        def accept() -> None:
            with suppress(OSError):
                while True:
                    connection, _ = listener.accept()
                    threading.Thread(target=greet, args=(connection,), daemon=True).start()

        def greet(connection: socket.socket) -> None:
            with suppress(OSError):
                server.serve(tls.wrap_socket(connection, server_side=True) if tls else connection)

        threading.Thread(target=accept, daemon=True).start()
        yield server
        server.over.set()
        with suppress(OSError):
            listener.shutdown(socket.SHUT_RDWR)
