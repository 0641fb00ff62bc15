"""Utterances spoken one at a time: made in a worker, played on a sink, and watched by a door."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress

from wellanyway.voices.aloud import Sound
from wellanyway.voices.playback import Playback, Sink
from wellanyway.voices.speech import Stop, VoiceError, Word

__all__ = ["Performance"]

Sounds = Callable[[Stop], Iterator[Sound]]
"""Makes the sound of an utterance, until it is told to stop."""


class Performance:
    """The door's hands on what is heard. All calls come from one thread; none of them waits for sound to be made.

    The sink is started with the first sound. What goes wrong there is kept in `fault`, and the utterance is over.
    """

    def __init__(self, sink: Sink) -> None:
        self._sink = sink
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="voice")
        self._playback: Playback | None = None
        self._making: Future[None] | None = None
        self._stopped = threading.Event()
        self._is_held = False
        self.fault: Exception | None = None
        """Why nothing can be heard, once that is so."""

    def prepare(self, warm: Callable[[], None]) -> None:
        """Have the worker start what takes time to start; where that fails the first utterance will say so."""

        def begin() -> None:
            with suppress(VoiceError):
                warm()

        self._pool.submit(begin)

    def say(self, sounds: Sounds) -> None:
        """Begin an utterance; one that was in play is dropped."""
        self.drop()
        self.release()
        self._stopped = stopped = threading.Event()
        self._making = self._pool.submit(self._make, sounds, stopped)

    def _make(self, sounds: Sounds, stopped: threading.Event) -> None:
        """In the worker, when the utterance before has been given up there too."""
        if self._playback is not None:
            self._playback.begin()
        try:
            for sound in sounds(stopped.is_set):
                if stopped.is_set():
                    return
                self._playing(sound.rate).put(sound)
        except Exception as error:
            self.fault = error
        if self._playback is not None and not stopped.is_set():
            self._playback.end()

    def _playing(self, rate: int) -> Playback:
        if self._playback is None:
            playback = Playback(rate, latency_s=self._sink.latency_s)
            playback.begin()
            self._sink.start(rate, playback.pull)
            self._playback = playback
            if self._is_held:
                playback.hold()
        return self._playback

    @property
    def is_over(self) -> bool:
        """Whether the utterance has been made, and heard to its end; so has one without sound."""
        if self._making is not None and not self._making.done():
            return False
        return self._playback is None or self._playback.is_over

    def sounding(self) -> Word | None:
        """The word that sounds now, or sounded last; None before the first."""
        return self._playback.sounding() if self._playback is not None else None

    def hold(self) -> None:
        """Fall silent, and wait."""
        self._is_held = True
        if self._playback is not None:
            self._playback.hold()

    def release(self) -> None:
        """Go on where it stood."""
        self._is_held = False
        if self._playback is not None:
            self._playback.release()

    def drop(self) -> None:
        """Fall silent, and forget the utterance."""
        self._stopped.set()
        if self._playback is not None:
            self._playback.drop()

    def close(self) -> None:
        """Fall silent and give the sink back."""
        self.drop()
        self._pool.shutdown(wait=True, cancel_futures=True)
        self._sink.close()
