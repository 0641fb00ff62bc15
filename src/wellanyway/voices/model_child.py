"""The process that holds a neural voice: `python -m wellanyway.voices.model_child KIND PATH...`.

KIND is `piper` (PATH: the model) or `kokoro` (PATHs: the model and the file of voices). Speaks `wire` over stdin and stdout.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from wellanyway.voices.wire import END, FAULT, READY, SOUND, SPEAK, receive, send

__all__ = ["main"]

Say = Callable[[dict[str, Any]], Iterator[bytes]]


def _piper(path: str) -> tuple[int, Say]:
    from piper import PiperVoice, SynthesisConfig

    voice = PiperVoice.load(path)

    def say(wanted: dict[str, Any]) -> Iterator[bytes]:
        config = SynthesisConfig(speaker_id=wanted["speaker"])
        for chunk in voice.synthesize(wanted["text"], syn_config=config):
            yield chunk.audio_int16_bytes

    return int(voice.config.sample_rate), say


def _kokoro(path: str, voices: str) -> tuple[int, Say]:
    from kokoro_onnx import SAMPLE_RATE, Kokoro

    voice = Kokoro(path, voices)

    def say(wanted: dict[str, Any]) -> Iterator[bytes]:
        language = "en-gb" if wanted["voice"].startswith("b") else "en-us"
        samples, _ = voice.create(wanted["text"], voice=wanted["voice"], lang=language)
        yield np.clip(np.rint(samples * 32767.0), -32768, 32767).astype(np.int16).tobytes()

    return int(SAMPLE_RATE), say


_KINDS: dict[str, Callable[..., tuple[int, Say]]] = {"piper": _piper, "kokoro": _kokoro}


def main(kind: str, *paths: str) -> int:
    """Answer requests until stdin ends."""
    source, sink = sys.stdin.buffer, sys.stdout.buffer
    sys.stdout = sys.stderr  # what a library prints is no frame
    try:
        rate, say = _KINDS[kind](*paths)
    except Exception as error:
        send(sink, FAULT, f"{kind}: {error}".encode())
        return 1
    send(sink, READY, json.dumps({"rate": rate}).encode())
    while (frame := receive(source)) is not None:
        if frame[0] != SPEAK:
            continue
        try:
            for pcm in say(json.loads(frame[1])):
                send(sink, SOUND, pcm)
        except Exception as error:
            send(sink, FAULT, f"{kind}: {error}".encode())
        else:
            send(sink, END)
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
