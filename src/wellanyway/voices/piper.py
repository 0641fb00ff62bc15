"""Piper as an engine, from models that the user has: an .onnx file with its .onnx.json, or a folder of them."""

from __future__ import annotations

import importlib.util
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from wellanyway.voices.choices import Choice
from wellanyway.voices.model_engine import ModelSpeech
from wellanyway.voices.speech import Chunk, Stop, Voice, VoiceError

__all__ = ["Piper", "open_engine"]


@dataclass(frozen=True, slots=True)
class _Speaker:
    model: Path
    number: int | None


class Piper:
    """The engine. Each model is a voice, or several: FILE or FILE#NUMBER. Words are timed by estimate."""

    name = "piper"
    licence = "GPL-3.0-or-later; each model its own"

    def __init__(self, path: Path, names: tuple[str, ...] = ()) -> None:
        self._path = path
        self._names = names
        self._speech = ModelSpeech("Piper")

    @property
    def version(self) -> str:
        return str(self._path)

    def available(self) -> str | None:
        if importlib.util.find_spec("piper") is None:
            return "Piper is not installed: pip install piper-tts"
        if not self._models():
            return f"no Piper model (.onnx beside its .onnx.json) in {self._path}: set voice_path to one, or to their folder"
        return None

    def voices(self) -> tuple[Voice, ...]:
        found = self._speakers()
        return tuple(Voice(name) for name in self._names or found)

    def warm(self) -> None:
        if (first := next(iter(self._speakers().values()), None)) is not None:
            self._speech.warm(("piper", str(first.model)))

    def speak(self, text: str, voice: str, stop: Stop) -> Iterator[Chunk]:
        if (reason := self.available()) is not None:
            raise VoiceError(reason)
        speaker = self._speakers().get(voice)
        if speaker is None:
            raise VoiceError(f"Piper has no voice {voice!r}; there are {', '.join(self._speakers())}")
        return self._speech.speak(("piper", str(speaker.model)), {"speaker": speaker.number}, text, stop)

    def close(self) -> None:
        self._speech.close()

    def _models(self) -> list[Path]:
        paths = sorted(self._path.glob("*.onnx")) if self._path.is_dir() else [self._path]
        return [path for path in paths if path.is_file() and path.with_name(f"{path.name}.json").is_file()]

    def _speakers(self) -> dict[str, _Speaker]:
        found: dict[str, _Speaker] = {}
        for model in self._models():
            try:
                count = int(
                    json.loads(model.with_name(f"{model.name}.json").read_text("utf-8"))["num_speakers"]
                )
            except (OSError, ValueError, KeyError, TypeError):
                count = 1
            if count == 1:
                found[model.stem] = _Speaker(model, None)
            else:
                found |= {f"{model.stem}#{number}": _Speaker(model, number) for number in range(count)}
        return found


def open_engine(choice: Choice) -> Piper:
    """The engine as chosen; its path is that of the models."""
    return Piper(Path(choice.path or ".").expanduser(), choice.names)
