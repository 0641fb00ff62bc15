"""Windows: stretches of told sentences for a reader to read, the most promising first.

Each grows around a sentence found, towards the side that promises more, up to a number of words; it stays in its
chapter and stops at the told end and where another begins.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from wellanyway.asking.finding.ranking import Ranked, rank

if TYPE_CHECKING:
    from wellanyway.asking.understanding.question import Question
    from wellanyway.told import Told

__all__ = ["MOST", "WORDS", "Window", "around", "windows"]

MOST = 8
WORDS = 120


@dataclass(frozen=True, slots=True)
class Window:
    """Sentences `[first, last)` of one chapter; `score` is that of the best sentence in it."""

    first: int
    last: int
    score: float


def windows(told: Told, question: Question, *, most: int = MOST, words: int = WORDS) -> tuple[Window, ...]:
    """At most `most` windows of at most `words` words (a sentence that is longer stands alone), best first."""
    if told.told_to == 0 or not question.terms:
        return ()
    return around(told, rank(told, question).lately(told.told_to), most=most, words=words)


def around(told: Told, ranked: Ranked, *, most: int = MOST, words: int = WORDS) -> tuple[Window, ...]:
    """The windows around sentences that have been ranked."""
    taken: set[int] = set()
    found: list[Window] = []
    for ordinal, score in zip(ranked.ordinals.tolist(), ranked.scores.tolist(), strict=True):
        if len(found) == most:
            break
        if ordinal in taken:
            continue
        first, last = _grown(told, ranked, ordinal, taken, words)
        taken.update(range(first, last))
        found.append(Window(first, last, round(score, 3)))
    return tuple(found)


def _grown(told: Told, ranked: Ranked, ordinal: int, taken: set[int], words: int) -> tuple[int, int]:
    """Sentences around one, none of them taken."""
    chapter = told.sentence(ordinal).chapter
    first, last = ordinal, ordinal + 1
    left = words - _length(told, ordinal)
    expected = ranked.found.promise
    while True:
        sides = [
            (-float(expected[place]), -place)
            for place in (first - 1, last)
            if 0 <= place < told.told_to
            and place not in taken
            and told.sentence(place).chapter == chapter
            and _length(told, place) <= left
        ]
        if not sides:
            return first, last
        place = -min(sides)[1]
        left -= _length(told, place)
        first, last = min(first, place), max(last, place + 1)


def _length(told: Told, ordinal: int) -> int:
    return len(told.sentence(ordinal).text.split())
