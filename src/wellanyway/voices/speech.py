"""What every engine of speech is: a small Protocol, and the values that come out of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from wellanyway.errors import WellanywayError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["Chunk", "Engine", "Stop", "Voice", "VoiceError", "Word", "never"]

Stop = Callable[[], bool]
"""Asked now and then while speech is made; True ends it."""


class VoiceError(WellanywayError):
    """Speech cannot be made: the engine is missing, has ended, or was refused. One line says what to do."""


@dataclass(frozen=True, slots=True)
class Voice:
    """One voice of an engine. `gender` is "m", "f", or "" for one that passes for both or is not known."""

    name: str
    gender: str = ""


@dataclass(frozen=True, slots=True)
class Word:
    """Characters `[start, end)` of the text spoken, and when they begin to sound: `at_s` seconds from its beginning."""

    at_s: float
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Chunk:
    """A stretch of sound: mono int16 samples `pcm` at `rate` a second.

    `words` begin in this chunk or behind it, never before it; their times count from the first chunk of the text.
    """

    pcm: NDArray[np.int16]
    rate: int
    words: tuple[Word, ...] = ()


class Engine(Protocol):
    """Makes speech. Nothing is loaded or started before `voices`, `warm` or `speak` is called."""

    @property
    def name(self) -> str:
        """What it is called in settings, and in the keys of the cache."""
        ...

    @property
    def version(self) -> str:
        """What the sound of one voice and one text depends on beside them: weights, rate, address."""
        ...

    @property
    def licence(self) -> str:
        """The licence of engine and voices, as SPDX where there is one."""
        ...

    def available(self) -> str | None:
        """None where it can speak here, else the reason it cannot and what to do, in one line."""
        ...

    def voices(self) -> tuple[Voice, ...]:
        """At least one. The first narrates; the second, if there is one, is the teller's own between the lines."""
        ...

    def warm(self) -> None:
        """Start what takes time to start, so that the first sentence need not wait for it. Raises VoiceError."""
        ...

    def speak(self, text: str, voice: str, stop: Stop) -> Iterator[Chunk]:
        """The sound of a sentence or less, without silence before or behind it, as it is made.

        Raises VoiceError. Ends early once `stop()` is True.
        """
        ...

    def close(self) -> None:
        """Give back processes and memory; it may be used again."""
        ...


def never() -> bool:
    """A `Stop` that does not."""
    return False
