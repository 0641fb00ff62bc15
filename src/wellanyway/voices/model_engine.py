"""What neural engines on this machine have in common: a process a model, whole sentences, words by estimate."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping

import numpy as np

from wellanyway.voices.estimate import estimated
from wellanyway.voices.helper import EndedError, Helper
from wellanyway.voices.sound import Trimmer
from wellanyway.voices.speech import Chunk, Stop, VoiceError
from wellanyway.voices.wire import SOUND
from wellanyway.voices.wording import reworded

__all__ = ["ModelSpeech"]

_PATIENCE_S = 120.0  # a model is loaded and a long sentence made on a slow machine


class ModelSpeech:
    """Processes by their arguments, each started when it first speaks. For one sentence at a time."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._running: dict[tuple[str, ...], Helper] = {}
        self._turn = threading.Lock()

    def warm(self, arguments: tuple[str, ...]) -> None:
        """Have the model loaded."""
        with self._turn:
            self._helper(arguments)

    def speak(
        self, arguments: tuple[str, ...], wanted: Mapping[str, object], text: str, stop: Stop
    ) -> Iterator[Chunk]:
        """The sound of `text` by the process with these arguments, asked for with `wanted` beside the text."""
        wording = reworded(text)
        if not wording.text:
            return
        with self._turn:
            helper = self._helper(arguments)
            asked = {**wanted, "text": wording.text}
            try:
                frames = [body for kind, body in helper.speak(asked, stop) if kind == SOUND]
            except EndedError:
                self._running.pop(arguments).end()
                raise VoiceError(
                    f"{self._name} ended over one sentence; the story goes on without a voice"
                ) from None
        if stop() or not frames:
            return
        pcm = Trimmer(helper.rate).take(np.frombuffer(b"".join(frames), np.int16))
        if len(pcm):
            yield Chunk(pcm, helper.rate, estimated(wording, len(pcm) / helper.rate))

    def _helper(self, arguments: tuple[str, ...]) -> Helper:
        found = self._running.get(arguments)
        if found is None or not found.is_alive:
            found = Helper("wellanyway.voices.model_child", *arguments, patience_s=_PATIENCE_S)
            self._running[arguments] = found
        return found

    def close(self) -> None:
        """End all processes."""
        with self._turn:
            while self._running:
                self._running.popitem()[1].end()
