"""git's own HTTP server on this machine, which ends a push early when told to."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler

from tests.git import git
from tests.publish.clones import Server
from tests.web import web_server


@contextmanager
def http_server(server: Server) -> Iterator[tuple[str, dict[str, int]]]:
    """git's own HTTP server, which ends a push early when told to: the bytes after which it does."""
    cut: dict[str, int] = {}
    git(server.folder, "config", "http.receivepack", "true")

    class Backend(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            if "login" in cut:
                self.send_response(401)
                self.send_header("WWW-Authenticate", 'Basic realm="tea"')
                self.end_headers()
                return
            self.answer(b"")

        def do_POST(self) -> None:
            if self.headers.get("Transfer-Encoding") == "chunked":
                body = b"".join(self.chunks())
            else:
                body = self.rfile.read(int(self.headers["Content-Length"]))
            if "git-receive-pack" in self.path and b"0000PACK" in body:
                if "request" in cut:
                    run_backend(server, self, body[: cut["request"]])
                    return
                if "answer" in cut:
                    run_backend(server, self, body)
                    return
            self.answer(body)

        def chunks(self) -> Iterator[bytes]:
            while size := int(self.rfile.readline(), 16):
                yield self.rfile.read(size)
                self.rfile.readline()
            self.rfile.readline()

        def answer(self, body: bytes) -> None:
            head, _, rest = run_backend(server, self, body).partition(b"\r\n\r\n")
            fields = [line.split(": ", 1) for line in head.decode().splitlines()]
            status = next((int(value.split()[0]) for name, value in fields if name == "Status"), 200)
            self.send_response(status)
            for name, value in fields:
                if name != "Status":
                    self.send_header(name, value)
            self.send_header("Content-Length", str(len(rest)))
            self.end_headers()
            with suppress(BrokenPipeError, ConnectionResetError):  # whoever asked was killed
                self.wfile.write(rest)

    with web_server(Backend) as address:
        yield f"{address}/{server.folder.name}", cut


def run_backend(server: Server, request: BaseHTTPRequestHandler, body: bytes) -> bytes:
    path, _, query = request.path.partition("?")
    variables = {
        "GIT_PROJECT_ROOT": str(server.folder.parent),
        "GIT_HTTP_EXPORT_ALL": "1",
        "PATH_INFO": path,
        "QUERY_STRING": query,
        "REQUEST_METHOD": request.command,
        "CONTENT_TYPE": request.headers.get("Content-Type", ""),
        "CONTENT_LENGTH": str(len(body)),
        "HTTP_CONTENT_ENCODING": request.headers.get("Content-Encoding", ""),
        "GIT_PROTOCOL": request.headers.get("Git-Protocol", ""),
        "REMOTE_USER": "rosa",
        "PATH": os.environ["PATH"],
        "HOME": os.environ["HOME"],
    }
    backend = ["git", "http-backend"]
    return subprocess.run(backend, input=body, env=variables, capture_output=True, check=False).stdout
