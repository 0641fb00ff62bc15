"""Any endpoint for speech that is spoken to as OpenAI's: POST URL/audio/speech. It is sent what is being told, and no more."""

from __future__ import annotations

import importlib.util
import json
from collections.abc import Iterator

import numpy as np

from wellanyway.voices.choices import Choice
from wellanyway.voices.estimate import estimated
from wellanyway.voices.posting import is_address, post
from wellanyway.voices.sound import Trimmer
from wellanyway.voices.speech import Chunk, Stop, Voice, VoiceError
from wellanyway.voices.wording import Wording, reworded

__all__ = ["Endpoint", "open_engine"]

_RATE = 24_000
_BYTES_MOST = 64 * 1024 * 1024
_USUAL = (
    Voice("fable", "m"), Voice("alloy", ""), Voice("nova", "f"), Voice("onyx", "m"), Voice("shimmer", "f"),
    Voice("echo", "m"), Voice("coral", "f"), Voice("ash", "m"), Voice("sage", "f"), Voice("ballad", "m"),
)  # fmt: skip


class Endpoint:
    """The engine. `url` ends before `/audio/speech` (http://localhost:8880/v1). Words are timed by estimate."""

    name = "endpoint"
    licence = "that of the endpoint"

    def __init__(self, url: str, *, key: str = "", model: str = "", names: tuple[str, ...] = ()) -> None:
        self._url = url.rstrip("/")
        self._key = key
        self._model = model or "tts-1"
        self._voices = tuple(Voice(name) for name in names) or _USUAL

    @property
    def version(self) -> str:
        return f"{self._url} {self._model}"

    def available(self) -> str | None:
        if not is_address(self._url):
            return "the endpoint has no address: set voice_url, for instance to http://localhost:8880/v1"
        if importlib.util.find_spec("miniaudio") is None:
            return "sound from an endpoint needs miniaudio: pip install 'wellanyway[aloud]'"
        return None

    def voices(self) -> tuple[Voice, ...]:
        return self._voices

    def warm(self) -> None:
        """There is nothing to start."""

    def speak(self, text: str, voice: str, stop: Stop) -> Iterator[Chunk]:
        if (reason := self.available()) is not None:
            raise VoiceError(reason)
        wording = reworded(text)
        if not wording.text or stop():
            return
        body = {"model": self._model, "input": wording.text, "voice": voice, "response_format": "wav"}
        sound = self._asked(json.dumps(body).encode())
        if not stop():
            yield from _chunks(sound, wording)

    def close(self) -> None:
        """There is nothing to give back."""

    def _asked(self, body: bytes) -> bytes:
        headers = {"Content-Type": "application/json", "Accept": "audio/*"}
        return post(
            f"{self._url}/audio/speech", body, headers,
            key=self._key, most=_BYTES_MOST, purpose="speech", setting="voice",
        )  # fmt: skip


def _chunks(sound: bytes, wording: Wording) -> Iterator[Chunk]:
    import miniaudio

    try:
        decoded = miniaudio.decode(sound, nchannels=1, sample_rate=_RATE)
    except miniaudio.MiniaudioError:
        raise VoiceError(
            "the endpoint for speech sent no sound that is known: it should send WAV, MP3 or FLAC"
        ) from None
    pcm = Trimmer(_RATE).take(np.frombuffer(decoded.samples, np.int16))
    if len(pcm):
        yield Chunk(pcm, _RATE, estimated(wording, len(pcm) / _RATE))


def open_engine(choice: Choice) -> Endpoint:
    """The engine as chosen."""
    return Endpoint(choice.url, key=choice.key, model=choice.model, names=choice.names)
