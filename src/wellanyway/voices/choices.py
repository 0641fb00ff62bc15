"""Which engine speaks: by the name in the settings, built in or brought by another package's entry point."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from importlib.metadata import entry_points
from typing import cast

from wellanyway.voices.speech import Engine, VoiceError

__all__ = ["BUILT_IN", "GROUP", "Choice", "engines", "open_engine"]

GROUP = "wellanyway.voices"
"""The group of entry points; each names a function that takes a Choice and gives an Engine."""

BUILT_IN = {
    "espeak-ng": "wellanyway.voices.espeak:open_engine",
    "piper": "wellanyway.voices.piper:open_engine",
    "kokoro": "wellanyway.voices.kokoro:open_engine",
    "endpoint": "wellanyway.voices.endpoint:open_engine",
}

Factory = Callable[["Choice"], Engine]


@dataclass(frozen=True, slots=True)
class Choice:
    """What was chosen: the engine, and what it is told.

    `path` is where an engine's weights lie; `url`, `key` and `model` are for an endpoint; `names` are the voices to use
    in place of the engine's own, the narrator's first and the teller's second; `words_a_minute` is for engines that
    have a pace.
    """

    engine: str = "espeak-ng"
    path: str = ""
    url: str = ""
    key: str = ""
    model: str = ""
    names: tuple[str, ...] = ()
    words_a_minute: int = 175


def engines() -> dict[str, str]:
    """The engines there are, by name: where each one's function is."""
    found = {point.name: point.value for point in entry_points(group=GROUP)}
    return {**found, **BUILT_IN}


def open_engine(choice: Choice) -> Engine:
    """The engine that was chosen, started at its first use. Raises VoiceError where there is none of that name."""
    known = engines()
    if choice.engine not in known:
        raise VoiceError(f"there is no voice {choice.engine!r}; there are {', '.join(sorted(known))}")
    module, _, name = known[choice.engine].partition(":")
    try:
        made = cast("Factory", getattr(import_module(module), name))
    except (ImportError, AttributeError) as error:
        raise VoiceError(
            f"the voice {choice.engine!r} cannot be loaded: {error}; install its package again"
        ) from None
    return made(choice)
