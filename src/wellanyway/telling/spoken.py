"""Commands in words, as inputs to the session: "go back a bit", "say that again", "skip to 3.1"."""

from __future__ import annotations

from wellanyway.asking.understanding.commands import Command, Verb, command
from wellanyway.errors import PositionError
from wellanyway.story import Pos
from wellanyway.telling.messages import (
    Again,
    Back,
    Continue,
    Input,
    Note,
    ParatextAsked,
    Pause,
    Quit,
    RecapAsked,
    SkipTo,
)

__all__ = ["commanded", "done"]


def commanded(words: str) -> Input | None:
    """The input that a command in words stands for; None for what is no command to a session."""
    found = command(words)
    return None if found is None else done(found)


def done(found: Command) -> Input | None:
    """A command as an input; None for one that is not for the session: its pace, its keys."""
    match found.verb:
        case Verb.ON:
            return Continue()
        case Verb.AGAIN:
            return Again(found.count or 1)
        case Verb.BACK:
            return Back(found.count or 1)
        case Verb.RECAP:
            return RecapAsked(found.count)
        case Verb.PAUSE:
            return Pause()
        case Verb.QUIT:
            return Quit()
        case Verb.NOTES:
            return ParatextAsked()
        case Verb.NOTE:
            return Note(found.words)
        case Verb.SKIP:
            return _skip(found.words)
    return None


def _skip(words: str) -> Input | None:
    try:
        return SkipTo(Pos.parse(words))
    except PositionError:
        return None
