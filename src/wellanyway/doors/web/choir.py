"""The voices that the house has for all who listen: engines by pace, their cache, and what may be chosen.

Nothing is started before somebody wants to hear.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from wellanyway.config import PACES, Settings
from wellanyway.doors.voicing import aloud, cache_of, engine_of
from wellanyway.errors import WellanywayError, one_line
from wellanyway.voices.speech import Voice

if TYPE_CHECKING:
    from wellanyway.voices.aloud import Aloud
    from wellanyway.voices.cache import AudioCache
    from wellanyway.voices.speech import Chunk, Engine, Stop

__all__ = ["Choir", "VoiceChoice", "Voices"]

_MAKING = 4  # threads
_PACES_MOST = 4  # engines kept, one a pace


@dataclass(frozen=True, slots=True)
class VoiceChoice:
    """What a listener chose: who narrates, "" for the engine's own, and words a minute, 0 for the settings' own."""

    narrator: str = ""
    pace: int = 0


@dataclass(frozen=True, slots=True)
class Voices:
    """What there is to hear. `reason` says in one line why there is nothing, and what to do; null where there is.

    `pace` is words a minute to begin with, null where the engine has one pace.
    """

    engine: str
    licence: str
    reason: str | None
    voices: tuple[Voice, ...]
    pace: int | None


class Choir:
    """The voices of one house."""

    def __init__(self, settings: Settings, *, engine_of: Callable[[Settings], Engine] = engine_of) -> None:
        """`engine_of` gives the engine of some settings and raises a WellanywayError where it cannot speak here."""
        self._settings = settings
        self._engine_of = engine_of
        self._turn = threading.Lock()
        self._engines: OrderedDict[int, Engine] = OrderedDict()
        self._cache: AudioCache | None = None
        self.pool = ThreadPoolExecutor(_MAKING, thread_name_prefix="voice")

    def close(self) -> None:
        """End the engines; who still listens hears no more."""
        self.pool.shutdown(wait=True, cancel_futures=True)
        with self._turn:
            engines, self._engines = list(self._engines.values()), OrderedDict()
        for engine in engines:
            engine.close()

    def offered(self) -> Voices:
        """What may be chosen; that there is none is an answer too."""
        try:
            engine = self._engine()
        except WellanywayError as error:
            return Voices(self._settings.voice, "", one_line(error), (), None)
        return Voices(engine.name, engine.licence, None, engine.voices(), self._pace(engine))

    def aloud(self, story: str, listener: str, choice: VoiceChoice) -> Aloud:
        """The voice of one sitting. Raises a WellanywayError where there is none."""
        own = self._engine()
        engine = self._engine(choice.pace) if choice.pace and self._pace(own) is not None else own
        if choice.narrator in {voice.name for voice in engine.voices()[1:]}:
            engine = _Narrated(engine, choice.narrator)
            story = f"{story} narrated by {choice.narrator}"
        with self._turn:
            if self._cache is None:
                self._cache = cache_of(self._settings)
        return aloud(self._settings, engine, self._cache, story=story, listener=listener)

    def _engine(self, pace: int = 0) -> Engine:
        pace = min(max(pace, PACES.start), PACES.stop - 1) if pace else self._settings.voice_pace
        with self._turn:
            engine = self._engines.get(pace)
            if engine is None:
                engine = self._engines[pace] = self._engine_of(replace(self._settings, voice_pace=pace))
            self._engines.move_to_end(pace)
            spare = [self._engines.popitem(last=False)[1]] if len(self._engines) > _PACES_MOST else []
        for one in spare:
            self.pool.submit(one.close)
        return engine

    def _pace(self, engine: Engine) -> int | None:
        """Words a minute; None for an engine whose sound does not depend on them."""
        pace = self._settings.voice_pace
        try:
            other = self._engine_of(replace(self._settings, voice_pace=pace + 1))
        except WellanywayError:
            return None
        return pace if other.version != engine.version else None


class _Narrated:
    """An engine with another of its voices in the narrator's place."""

    def __init__(self, engine: Engine, narrator: str) -> None:
        self._engine = engine
        self._narrator = narrator
        self.name, self.version, self.licence = engine.name, engine.version, engine.licence

    def available(self) -> str | None:
        return self._engine.available()

    def voices(self) -> tuple[Voice, ...]:
        first, *others = self._engine.voices()
        chosen = next(voice for voice in others if voice.name == self._narrator)
        rest = [voice for voice in others if voice != chosen]
        return (chosen, *rest[:1], first, *rest[1:])

    def warm(self) -> None:
        self._engine.warm()

    def speak(self, text: str, voice: str, stop: Stop) -> Iterator[Chunk]:
        return self._engine.speak(text, voice, stop)

    def close(self) -> None:
        self._engine.close()
