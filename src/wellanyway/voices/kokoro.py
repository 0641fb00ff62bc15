"""Kokoro as an engine, from files that the user has: a folder with the model (.onnx) and its voices (.bin or .npz)."""

from __future__ import annotations

import importlib.util
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from wellanyway.voices.choices import Choice
from wellanyway.voices.model_engine import ModelSpeech
from wellanyway.voices.speech import Chunk, Stop, Voice, VoiceError

__all__ = ["Kokoro", "open_engine"]

_ENGLISH = ("a", "b")  # the first letter of a voice is its accent, the second its gender
_GENDERS = {"f": "f", "m": "m"}


class Kokoro:
    """The engine. Its English voices, women and men by turns. Words are timed by estimate."""

    name = "kokoro"
    licence = "Apache-2.0"

    def __init__(self, path: Path, names: tuple[str, ...] = ()) -> None:
        self._path = path
        self._names = names
        self._speech = ModelSpeech("Kokoro")

    @property
    def version(self) -> str:
        return str(self._path)

    def available(self) -> str | None:
        if importlib.util.find_spec("kokoro_onnx") is None:
            return "Kokoro is not installed: pip install kokoro-onnx"
        if self._files() is None:
            return f"no Kokoro model (.onnx) with voices (.bin or .npz) in {self._path}: set voice_path to their folder"
        return None

    def voices(self) -> tuple[Voice, ...]:
        return tuple(Voice(name, _gender(name)) for name in self._names or self._english())

    def warm(self) -> None:
        if (files := self._files()) is not None:
            self._speech.warm(("kokoro", *map(str, files)))

    def speak(self, text: str, voice: str, stop: Stop) -> Iterator[Chunk]:
        files = self._files()
        if (reason := self.available()) is not None or files is None:
            raise VoiceError(reason or f"no Kokoro model in {self._path}")
        return self._speech.speak(("kokoro", *map(str, files)), {"voice": voice}, text, stop)

    def close(self) -> None:
        self._speech.close()

    def _files(self) -> tuple[Path, Path] | None:
        models = sorted(self._path.glob("*.onnx"))
        voices = [path for suffix in ("bin", "npz") for path in sorted(self._path.glob(f"*.{suffix}"))]
        return (models[0], voices[0]) if models and voices else None

    def _english(self) -> list[str]:
        files = self._files()
        if files is None:
            return []
        try:
            with np.load(files[1]) as held:
                names = [name for name in sorted(held.files) if name[:1] in _ENGLISH]
        except (OSError, ValueError):
            raise VoiceError(f"{files[1]} is not a file of Kokoro voices; fetch it again") from None
        women = [name for name in names if _gender(name) == "f"]
        men = [name for name in names if _gender(name) == "m"]
        pairs = [name for pair in zip(women, men, strict=False) for name in pair]
        return pairs + [name for name in names if name not in pairs]


def _gender(name: str) -> str:
    return _GENDERS.get(name[1:2], "") if name[:1] in _ENGLISH and name[2:3] == "_" else ""


def open_engine(choice: Choice) -> Kokoro:
    """The engine as chosen; its path is the folder of model and voices."""
    return Kokoro(Path(choice.path or ".").expanduser(), choice.names)
