"""An endpoint for hearing: what it is sent, and what becomes of its answers."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from wellanyway.voices.speech import VoiceError
from wellanyway.voices.transcriber import Transcriber

WAV = b"RIFF\x24\x00\x00\x00WAVEfmt "


@contextmanager
def answering(status: int, body: bytes) -> Iterator[tuple[str, list[tuple[str, str, bytes]]]]:
    """An endpoint that gives one answer; path, key and body of what it was sent."""
    asked: list[tuple[str, str, bytes]] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            sent = self.rfile.read(int(self.headers["Content-Length"]))
            asked.append((self.path, self.headers.get("Authorization", ""), sent))
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/v1/", asked
    server.shutdown()


def test_what_was_said_comes_back_as_words() -> None:
    with answering(200, b'{"text": " Who  said\\nthat? "}') as (url, asked):
        assert Transcriber(url, key="secret", model="small").words(WAV) == "Who said that?"
    path, key, body = asked[0]
    assert path == "/v1/audio/transcriptions"
    assert key == "Bearer secret"
    assert WAV in body
    assert b'name="model"\r\n\r\nsmall\r\n' in body


@pytest.mark.parametrize(
    ("status", "body", "said"),
    [
        (401, b"{}", "refused (401)"),
        (200, b"no JSON", "sent no text"),
        (200, b'{"text": 3}', "sent no text"),
        (200, b"[]", "sent no text"),
    ],
)
def test_other_answers_say_what_to_check(status: int, body: bytes, said: str) -> None:
    with (
        answering(status, body) as (url, _),
        pytest.raises(VoiceError) as caught,
    ):
        Transcriber(url).words(WAV)
    assert said in str(caught.value)
    assert "hearing_url" in str(caught.value)


def test_an_endpoint_that_is_not_there() -> None:
    transcriber = Transcriber("http://127.0.0.1:9/v1")
    assert transcriber.available() is None
    with pytest.raises(VoiceError, match="does not answer"):
        transcriber.words(WAV)


@pytest.mark.parametrize("url", ["", "localhost:8000", "file:///etc", "http://"])
def test_without_an_address_nothing_is_asked(url: str) -> None:
    reason = Transcriber(url).available()
    assert reason is not None
    assert "set hearing_url" in reason
    with pytest.raises(VoiceError):
        Transcriber(url).words(WAV)
