"""A voice and a sound card that need none: what is asked of them is kept, and time moves when it is told to."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

import numpy as np

from wellanyway.telling.messages import SaySentence
from wellanyway.telling.retold import retell
from wellanyway.told import Told
from wellanyway.voices.aloud import Aloud, Sound
from wellanyway.voices.casting import Role
from wellanyway.voices.playback import Pull
from wellanyway.voices.speech import Chunk, Stop, Voice, VoiceError, Word
from wellanyway.voices.wording import reworded

__all__ = ["ClockedSink", "ToneEngine", "heard", "spoken"]

_RATE = 8_000
_WORD_S = 0.1
_SENTENCES = 4


class ToneEngine:
    """A tone of 100 ms for each word, its pitch that of the voice. `asked` has every text and voice in order.

    `faults` is how many more texts end in a VoiceError.
    """

    name = "tones"
    version = "1"
    licence = "CC0-1.0"

    def __init__(self, women: int = 4, men: int = 4) -> None:
        pairs = [Voice(f"{gender}{number}", gender) for number in range(max(women, men)) for gender in "fm"]
        kept = [voice for voice in pairs if int(voice.name[1:]) < (women if voice.gender == "f" else men)]
        self._voices = (Voice("narrator"), Voice("teller"), *kept)
        self.asked: list[tuple[str, str]] = []
        self.faults = 0

    def available(self) -> str | None:
        return None

    def voices(self) -> tuple[Voice, ...]:
        return self._voices

    def warm(self) -> None:
        """There is nothing to start."""

    def speak(self, text: str, voice: str, stop: Stop) -> Iterator[Chunk]:
        self.asked.append((text, voice))
        if self.faults:
            self.faults -= 1
            raise VoiceError("the tones are out of tune")
        number = [one.name for one in self._voices].index(voice)
        times = np.arange(round(_WORD_S * _RATE)) / _RATE
        tone = np.rint(8_000 * np.sin(2 * np.pi * (200 + 50 * number) * times + 1.0)).astype(np.int16)
        for place, (start, end) in enumerate(reworded(text).spans):
            if stop():
                return
            yield Chunk(tone, _RATE, (Word(place * _WORD_S, start, end),))

    def close(self) -> None:
        """Nothing is held."""


class ClockedSink:
    """Plays what it is given for as long as its clock is moved. `heard` are the samples so far."""

    def __init__(self, *, buffer_s: float = 0.02, is_there: bool = True) -> None:
        """Without `is_there` it is a machine that has no sound device."""
        self.latency_s = buffer_s
        self._is_there = is_there
        self._buffer_s = buffer_s
        self._rate = 0
        self._owed_s = 0.0
        self._pull: Pull | None = None
        self._heard: list[np.ndarray] = []

    def start(self, rate: int, pull: Pull) -> None:
        if not self._is_there:
            raise VoiceError("there is no sound device to play on; the story goes on without a voice")
        self._rate, self._pull = rate, pull

    def close(self) -> None:
        self._pull = None

    @property
    def rate(self) -> int:
        """Samples a second; 0 before it was started."""
        return self._rate

    @property
    def heard(self) -> np.ndarray:
        """All samples played, int16."""
        return np.concatenate(self._heard) if self._heard else np.zeros(0, np.int16)

    def advance(self, seconds: float) -> None:
        """Let time go by, a buffer at a time; what is left of one counts for the next call."""
        if self._pull is None:
            return
        self._owed_s += seconds
        while self._owed_s >= self._buffer_s - 1e-9:
            self._owed_s -= self._buffer_s
            self._heard.append(self._pull(round(self._buffer_s * self._rate)))


def spoken(aloud: Aloud, told: Told, start: int = 0) -> list[tuple[str, list[tuple[object, ...]]]]:
    """What is heard of the sentences from `start` on, told one by one up to where `told` ends: voice, pause, words, samples."""
    said = (message for message in retell(told, start) if isinstance(message, SaySentence))
    found = []
    for message in said:
        here = told.back_to(message.sentence.ordinal + 1)
        found.append((message.sentence.text, [_plain(sound) for sound in aloud.sentence(here, message)]))
    return found


def heard(told: Told) -> tuple[list[tuple[str, list[tuple[object, ...]]]], tuple[Role, ...]]:
    """The last sentences told as somebody hears them who begins to listen there, and who has which voice then."""
    aloud = Aloud(ToneEngine())
    return spoken(aloud, told, max(0, told.told_to - _SENTENCES)), aloud.casting.roles


def _plain(sound: Sound) -> tuple[object, ...]:
    samples = hashlib.sha256(sound.pcm.tobytes()).hexdigest()
    return sound.voice, sound.pause_s, sound.at_s, sound.words, samples
