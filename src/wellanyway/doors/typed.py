"""What a listener typed, as an input to the session: requests in a few plain words, questions, remarks.

Only the words typed decide, never the story.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from wellanyway.asking.understanding.commands import Command, Verb, command
from wellanyway.asking.understanding.question import Act, Kind
from wellanyway.asking.understanding.question import understand as taken
from wellanyway.telling.messages import Ask, Input, RecapAsked, Remark, WhoSaid
from wellanyway.telling.spoken import done

__all__ = ["PHRASES", "KeysAsked", "PaceAsked", "Wish", "understand"]


@dataclass(frozen=True, slots=True)
class KeysAsked:
    """Which keys are there?"""


@dataclass(frozen=True, slots=True)
class PaceAsked:
    """Faster, slower (`steps`), or so many words a minute."""

    steps: int = 0
    words_a_minute: int | None = None


Wish = Input | KeysAsked | PaceAsked

PHRASES = (
    "who said that",
    "what did I miss",
    "again",
    "go back 5",
    "skip to ",
    "note ",
    "notes",
    "faster",
    "slower",
    "keys",
    "go on",
    "quit",
)
"""What Tab completes in a question line."""


def understand(typed: str) -> Wish | None:
    """What was wished for; None where nothing was said (a key hit by mistake)."""
    words = " ".join(typed.replace("’", "'").split())
    if not re.search(r"\w", words):
        return None
    found = command(words)
    if found is not None and (wish := _done(found)) is not None:
        return wish
    question = taken(words)
    match question.act, question.kind:
        case Act.QUESTION, Kind.WHO_SAID if not question.subject:
            return WhoSaid()
        case Act.QUESTION, Kind.RECAP:
            return RecapAsked()
        case Act.QUESTION | Act.CORRECTION, _:
            return Ask(words)
    return Ask(words) if found is not None else Remark(words)


def _done(found: Command) -> Wish | None:
    match found.verb:
        case Verb.HELP:
            return KeysAsked()
        case Verb.FASTER:
            return PaceAsked(1)
        case Verb.SLOWER:
            return PaceAsked(-1)
        case Verb.PACE:
            return PaceAsked(words_a_minute=found.count)
    return done(found)
