"""Scripted listeners: where they break in and what they say, one event a line.

    # a comment
    at 1.12 ask Why would they run away?
    at 1.20+15 interrupt          15 characters into the sentence after 1.20
    at 2.9 recap 60
    at 3.4 wait 2d                leave, and come back two days later

`at` is a sentence that has been told to its end, or a chapter; `0` or `1.0` is before the first. Events are taken in
the order of the file; one whose place has gone by is taken at once.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from wellanyway.errors import ConfigError, PositionError
from wellanyway.story import Pos
from wellanyway.telling.messages import (
    Again,
    Ask,
    Back,
    Input,
    Interrupt,
    Note,
    ParatextAsked,
    Pause,
    Quit,
    RecapAsked,
    Remark,
    SkipTo,
    WhoSaid,
)
from wellanyway.telling.persona import seconds

__all__ = ["Event", "Script", "Wait", "parse_script"]

_LINE = re.compile(r"at\s+(?P<at>\S+?)(?:\+(?P<shown>\d{1,6}))?\s+(?P<verb>[a-z-]+)(?:\s+(?P<words>.*))?\Z")
_LONGEST = 10_000  # events


@dataclass(frozen=True, slots=True)
class Wait:
    """The sitting is closed and another begins so much later."""

    seconds: float


@dataclass(frozen=True, slots=True)
class Event:
    """`given` once the sentence at `after` has been told, or `shown` characters into the one behind it."""

    line: int
    after: Pos
    shown: int | None
    given: Input | Wait
    words: str  # what the listener says, for the transcript; empty where nothing is said


@dataclass(frozen=True, slots=True)
class Script:
    """A scripted listener."""

    events: tuple[Event, ...]


def parse_script(text: str, *, name: str = "script") -> Script:
    """Read a script. Raises ConfigError: one line with the number of the line that is wrong."""
    events: list[Event] = []
    for number, raw in enumerate(text.splitlines(), 1):
        line = re.sub(r"(?:^|\s)#.*", "", raw).strip()
        if line:
            events.append(_event(line, number, f"{name}, line {number}"))
        if len(events) > _LONGEST:
            raise ConfigError(f"{name}: more than {_LONGEST} events; split it")
    return Script(tuple(events))


def _event(line: str, number: int, where: str) -> Event:
    match = _LINE.match(line)
    if match is None:
        raise ConfigError(f"{where}: write `at PLACE DO ...` (at 1.12 ask Why?), not {line!r}")
    try:
        after = Pos(1, 0) if match["at"] == "0" else Pos.parse(match["at"])
    except PositionError as error:
        raise ConfigError(f"{where}: {error}") from None
    if after.chapter is None:
        raise ConfigError(
            f"{where}: `end` is not known before it is reached; write CHAPTER or CHAPTER.SENTENCE"
        )
    verb, words = match["verb"], (match["words"] or "").strip()
    if verb not in _VERBS:
        raise ConfigError(f"{where}: {verb!r} is not known; use one of {', '.join(sorted(_VERBS))}")
    given, said = _VERBS[verb](words, where)
    shown = int(match["shown"]) if match["shown"] is not None else None
    return Event(number, after, shown, given, said)


Made = tuple[Input | Wait, str]
Maker = Callable[[str, str], Made]


def _text(make: Callable[[str], Input], said: str) -> Maker:
    """A verb that needs words."""

    def maker(words: str, where: str) -> Made:
        if not words:
            raise ConfigError(f"{where}: some words have to follow")
        return make(words), said.format(words)

    return maker


def _bare(given: Input, said: str) -> Maker:
    """A verb that takes none."""

    def maker(words: str, where: str) -> Made:
        if words:
            raise ConfigError(f"{where}: nothing follows that word, but found {words!r}")
        return given, said

    return maker


def _count(make: Callable[[int], Input], otherwise: int, said: str) -> Maker:
    """A verb with a number behind it, if any."""

    def maker(words: str, where: str) -> Made:
        if words and not re.fullmatch(r"\d{1,5}", words):
            raise ConfigError(f"{where}: a number has to follow, not {words!r}")
        count = int(words) if words else otherwise
        return make(count), said.format(count)

    return maker


def _skip(words: str, where: str) -> Made:
    try:
        return SkipTo(Pos.parse(words)), f"(skips to {words})"
    except PositionError as error:
        raise ConfigError(f"{where}: {error}") from None


def _wait(words: str, where: str) -> Made:
    return Wait(seconds(words, where)), f"(leaves, and is back {words} later)"


_VERBS: Mapping[str, Maker] = {
    "ask": _text(Ask, "{}"),
    "say": _text(Remark, "{}"),
    "note": _text(Note, ""),
    "interrupt": _bare(Interrupt(), "(breaks in)"),
    "slip": _bare(Interrupt(), ""),
    "pause": _bare(Pause(), "(pauses)"),
    "who-said": _bare(WhoSaid(), "Who said that?"),
    "notes": _bare(ParatextAsked(), "What did the author write?"),
    "recap": _count(RecapAsked, 150, "What has happened so far?"),
    "again": _count(Again, 1, "Say that again."),
    "back": _count(Back, 1, "(goes back {})"),
    "skip": _skip,
    "wait": _wait,
    "quit": _bare(Quit(), "(leaves)"),
}
