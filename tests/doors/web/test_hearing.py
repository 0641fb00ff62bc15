"""Words for what a listener said, over HTTP."""

from __future__ import annotations

from dataclasses import replace

import pytest
from starlette.testclient import TestClient

from wellanyway.doors.web.house import House
from wellanyway.voices.speech import VoiceError
from wellanyway.voices.transcriber import Transcriber

WAV = b"RIFF\x24\x00\x00\x00WAVEfmt " + bytes(100)
SET = "http://localhost:8000/v1"


def test_without_an_endpoint_it_says_what_to_set(client: TestClient) -> None:
    said = client.post("/api/v1/heard", files={"sound": WAV})
    assert said.status_code == 409
    assert "set hearing_url" in said.json()["detail"]
    assert client.get("/api/v1/voices").json()["hearing_reason"] == said.json()["detail"]


@pytest.fixture
def heard(house: House, monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    """An endpoint that was set; what it is asked."""
    house.settings = replace(house.settings, hearing_url=SET)
    asked: list[bytes] = []

    def words(_self: Transcriber, wav: bytes) -> str:
        asked.append(wav)
        return "go on"

    monkeypatch.setattr(Transcriber, "words", words)
    return asked


def test_a_recording_becomes_words(client: TestClient, heard: list[bytes]) -> None:
    assert client.get("/api/v1/voices").json()["hearing_reason"] is None
    said = client.post("/api/v1/heard", files={"sound": WAV})
    assert said.json() == {"words": "go on"}
    assert heard == [WAV]


@pytest.mark.parametrize(
    ("sound", "status"), [(b"OggS" + bytes(40), 422), (b"", 422), (WAV + bytes(4 << 20), 413)]
)
def test_what_is_no_short_recording_goes_nowhere(
    client: TestClient, heard: list[bytes], sound: bytes, status: int
) -> None:
    assert client.post("/api/v1/heard", files={"sound": ("said.wav", sound)}).status_code == status
    assert heard == []


def test_an_endpoint_that_fails_is_a_problem_in_one_line(
    client: TestClient, heard: list[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    def words(_self: Transcriber, _wav: bytes) -> str:
        raise VoiceError("the endpoint for hearing does not answer")

    monkeypatch.setattr(Transcriber, "words", words)
    said = client.post("/api/v1/heard", files={"sound": WAV})
    assert said.status_code == 502
    assert said.json()["detail"] == "the endpoint for hearing does not answer"


def test_another_site_may_not_have_anything_heard(client: TestClient, heard: list[bytes]) -> None:
    said = client.post("/api/v1/heard", files={"sound": WAV}, headers={"origin": "http://elsewhere.example"})
    assert said.status_code == 403
    assert heard == []
