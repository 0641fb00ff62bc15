"""An endpoint for hearing: what it is sent, and what becomes of its answers."""

from __future__ import annotations

import pytest

from tests.voices.posted import Server
from wellanyway.voices.speech import VoiceError
from wellanyway.voices.transcriber import Transcriber

WAV = b"RIFF\x24\x00\x00\x00WAVEfmt "


def test_what_was_said_comes_back_as_words() -> None:
    with Server.answering(b'{"text": " Who  said\\nthat? "}') as server:
        assert Transcriber(f"{server.url}/", key="secret", model="small").words(WAV) == "Who said that?"
    sent = server.asked[0]
    assert sent.path == "/v1/audio/transcriptions"
    assert sent.authorization == "Bearer secret"
    assert WAV in sent.body
    assert b'name="model"\r\n\r\nsmall\r\n' in sent.body


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
        Server.answering(body, status) as server,
        pytest.raises(VoiceError) as caught,
    ):
        Transcriber(f"{server.url}/").words(WAV)
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
