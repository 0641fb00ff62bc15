"""What is on its way to the sound card: pieces of one utterance after the other, held, dropped, and where it stands.

A card asks for samples from its own thread; everything else comes from a door's. Between utterances the quiet that was asked for
is counted from the end of the sound before, so that what comes late shortens a pause and lengthens nothing.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

import numpy as np

from wellanyway.voices.aloud import Sound
from wellanyway.voices.sound import FADE_S, faded
from wellanyway.voices.speech import Word

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Samples = NDArray[np.int16]

__all__ = ["Playback", "Pull", "Sink"]

Pull = Callable[[int], "Samples"]
"""Gives exactly so many int16 samples, at once."""


class Sink(Protocol):
    """A sound card, or what stands for one."""

    latency_s: float
    """How long a sample takes, once pulled, until it has been heard."""

    def start(self, rate: int, pull: Pull) -> None:
        """Begin to ask for mono samples. Raises VoiceError where there is nothing to play on."""
        ...

    def close(self) -> None:
        """Stop asking; it may be started again."""
        ...


class Playback:
    """Utterances for one sink at one rate."""

    def __init__(self, rate: int, *, latency_s: float = 0.0) -> None:
        self.rate = rate
        self._latency = round(latency_s * rate)
        self._turn = threading.Lock()
        self._coming: deque[Sound] = deque()
        self._words: list[Word] = []
        self._offset = 0  # samples of the first sound that is coming that have been played
        self._at = 0.0  # seconds into the utterance
        self._quiet = 1 << 40  # samples of silence since the last sound
        self._is_whole = True
        self._is_held = False
        self._fall: Samples = np.zeros(0, np.int16)  # what is left of a fade

    # -- from a door

    def begin(self) -> None:
        """A new utterance; one that was in play is dropped. What is held stays held."""
        with self._turn:
            self._drop()
            self._is_whole = False

    def put(self, sound: Sound) -> None:
        """More of the utterance; nothing where that has been dropped meanwhile."""
        with self._turn:
            if not self._is_whole:
                self._coming.append(sound)
                self._words.extend(sound.words)

    def end(self) -> None:
        """That was all of it."""
        with self._turn:
            self._is_whole = True

    def hold(self) -> None:
        """Fall silent, and wait where it stands."""
        with self._turn:
            if not self._is_held:
                self._fade()
                self._is_held = True

    def release(self) -> None:
        """Go on where it stood."""
        with self._turn:
            self._is_held = False

    def drop(self) -> None:
        """Fall silent, and forget the utterance."""
        with self._turn:
            self._drop()

    @property
    def is_over(self) -> bool:
        """Whether the utterance has been heard to its end, on the sink's side too."""
        with self._turn:
            return self._is_whole and not self._coming and self._quiet >= self._latency

    @property
    def at_s(self) -> float:
        """Seconds into the utterance that sound now."""
        with self._turn:
            return max(0.0, self._at - self._latency / self.rate)

    def sounding(self) -> Word | None:
        """The word that sounds now, or sounded last; None before the first."""
        at_s = self.at_s
        with self._turn:
            return next((word for word in reversed(self._words) if word.at_s <= at_s), None)

    def _drop(self) -> None:
        self._fade()
        self._coming.clear()
        self._words, self._at = [], 0.0
        self._offset = 0
        self._is_whole = True

    def _fade(self) -> None:
        """The next few milliseconds, falling; nothing where it is quiet now."""
        if self._is_held or not self._coming or not self._offset:
            return
        ahead = self._coming[0].pcm[self._offset : self._offset + round(FADE_S * self.rate)]
        self._fall = faded(ahead, self.rate)

    # -- from the sink

    def pull(self, count: int) -> Samples:
        """The next `count` samples."""
        out = np.zeros(count, np.int16)
        with self._turn:
            at = min(count, len(self._fall))
            out[:at], self._fall = self._fall[:at], self._fall[at:]
            if at:
                self._quiet = 0
            while at < count and self._coming and not self._is_held:
                at = self._next(out, at)
            self._quiet += count - at
        return out

    def _next(self, out: Samples, at: int) -> int:
        """Fill in from `at` on with what comes next; where it ends."""
        sound = self._coming[0]
        if not self._offset and (left := round(sound.pause_s * self.rate) - self._quiet) > 0:
            taken = min(left, len(out) - at)
            self._quiet += taken
            return at + taken
        taken = min(len(sound.pcm) - self._offset, len(out) - at)
        out[at : at + taken] = sound.pcm[self._offset : self._offset + taken]
        self._offset += taken
        self._quiet = 0
        self._at = sound.at_s + self._offset / self.rate
        if self._offset == len(sound.pcm):
            self._coming.popleft()
            self._offset = 0
        return at + taken
