"""The voice as the settings have it, for a door that tells aloud."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from wellanyway.telling.messages import (
    ChapterOpened,
    Effect,
    NothingMore,
    SayAnswer,
    SayQuotation,
    SayRecap,
    SayRemark,
    SayReturn,
    ShowParatext,
)
from wellanyway.voices.speech import VoiceError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wellanyway.config import Settings
    from wellanyway.voices.aloud import Aloud, Sound
    from wellanyway.voices.cache import AudioCache
    from wellanyway.voices.speech import Engine, Stop

__all__ = ["aloud", "between", "cache_of", "engine_of", "spoken"]

_Talk = SayAnswer | SayQuotation | SayRecap | SayRemark | SayReturn | ShowParatext | NothingMore


def engine_of(settings: Settings) -> Engine:
    """The engine that was chosen; one process has one. Raises VoiceError, in one line, where it cannot speak here."""
    from wellanyway.voices.choices import Choice, open_engine

    names = tuple(name for part in settings.voice_names.split(",") if (name := part.strip()))
    engine = open_engine(
        Choice(
            settings.voice,
            path=settings.voice_path,
            url=settings.voice_url,
            key=settings.voice_key,
            model=settings.voice_model,
            names=names,
            words_a_minute=settings.voice_pace,
        )
    )
    if (reason := engine.available()) is not None:
        raise VoiceError(reason)
    return engine


def cache_of(settings: Settings) -> AudioCache:
    """Speech kept in the library's folder."""
    from wellanyway.voices.cache import AudioCache

    return AudioCache(_folder(settings) / "sound")


def aloud(settings: Settings, engine: Engine, cache: AudioCache, *, story: str, listener: str) -> Aloud:
    """One sitting of a listener with a story, which goes by the name `story` in this library."""
    from wellanyway.voices.aloud import Aloud
    from wellanyway.voices.roles import RoleBook

    roles = RoleBook(_folder(settings) / "roles", engine=engine.name, story=story, listener=listener)
    return Aloud(engine, cache=cache, roles=roles)


def spoken(effect: Effect) -> str:
    """What is to be said aloud of an effect that is no sentence of the story, "" for nothing."""
    return effect.spoken if isinstance(effect, _Talk | ChapterOpened) else ""


def between(aloud: Aloud, effect: Effect, *, stop: Stop) -> Iterator[Sound]:
    """The sound of what stands between the sentences: a chapter as it is announced, all else in the teller's voice."""
    say = aloud.chapter if isinstance(effect, ChapterOpened) else aloud.talk
    return say(spoken(effect), stop=stop)


def _folder(settings: Settings) -> Path:
    return settings.folder / "voices"
