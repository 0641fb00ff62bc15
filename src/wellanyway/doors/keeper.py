"""Where a telling keeps what must not be lost: the place, the listener's notes, the questions asked."""

from __future__ import annotations

from typing import Protocol

from wellanyway.story import Sentence
from wellanyway.telling.messages import Effect, NoteKept, SavePlace, SayAnswer

__all__ = ["Keeper", "keep"]


class Keeper(Protocol):
    """What the library does for one listener and one story."""

    def save_place(self, told_to: int) -> None: ...
    def keep_note(self, told_to: int, text: str) -> None: ...
    def remember(self, answered: SayAnswer) -> None: ...
    def paragraph_start(self, cursor: int) -> int:
        """The first sentence, told or in play, of the paragraph that sentence `cursor` stands in."""
        ...

    def chapter_title(self, sentence: Sentence) -> str:
        """The title of the chapter that a sentence in play stands in; empty for its first sentence."""
        ...


def keep(keeper: Keeper, effect: Effect) -> None:
    """Keep what an effect says is to be kept."""
    match effect:
        case SavePlace(told_to):
            keeper.save_place(told_to)
        case NoteKept(told_to, text):
            keeper.keep_note(told_to, text)
        case SayAnswer():
            keeper.remember(effect)
        case _:
            pass
