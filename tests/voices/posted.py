"""An endpoint that answers every POST as a test wants, and keeps what it was sent."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

__all__ = ["Sent", "Server"]


@dataclass(frozen=True)
class Sent:
    """One request: its path, who asked, and its body."""

    path: str
    authorization: str
    body: bytes


@dataclass
class Server:
    """`status` and `body` may be changed between two requests."""

    body: bytes
    status: int = 200
    asked: list[Sent] = field(default_factory=list)
    url: str = ""

    @classmethod
    @contextmanager
    def answering(cls, body: bytes, status: int = 200) -> Iterator[Server]:
        made = cls(body, status)

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                sent = self.rfile.read(int(self.headers["Content-Length"]))
                made.asked.append(Sent(self.path, self.headers.get("Authorization", ""), sent))
                self.send_response(made.status)
                self.send_header("Content-Length", str(len(made.body)))
                self.end_headers()
                self.wfile.write(made.body)

            def log_message(self, *_: object) -> None:
                """Quiet."""

        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        made.url = f"http://127.0.0.1:{server.server_port}/v1"
        try:
            yield made
        finally:
            server.shutdown()
            server.server_close()
