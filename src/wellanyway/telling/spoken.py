"""Commands in words, as inputs to the session: "go back a bit", "say that again", "skip to 3.1"."""

from __future__ import annotations

from wellanyway.asking.understanding.commands import Command, Verb, command
from wellanyway.errors import PositionError
from wellanyway.story import Pos
from wellanyway.telling.messages import (
    Again,
    Ask,
    Back,
    Continue,
    Input,
    Note,
    ParatextAsked,
    Pause,
    Quit,
    RecapAsked,
    Remark,
    SkipTo,
)

__all__ = ["done", "in_words"]


def in_words(given: Ask | Remark, *, has_more: bool) -> Input:
    """What was said, as the input it stands for: a command is carried out, whatever it was taken for.

    "Go on" goes on with an answer of which there is more, and else with the story.
    """
    found = command(given.question if isinstance(given, Ask) else given.text)
    if found is None or (found.verb is Verb.ON and has_more):
        return given
    return done(found) or given


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
