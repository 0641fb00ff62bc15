"""When each word appears, on a terminal or a page: reading pace as people read, slower at the ends of clauses.

The times of a sentence add up to its words at the pace asked for, so that a pace of 240 is 240 words a
minute whatever the punctuation.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

__all__ = ["Beat", "beats", "reading_time_s"]

_WORD = re.compile(r"\S+")
_CLAUSE_END = re.compile(r"[,;:—–)\]…-][\"'”’»]*\Z")
_SENTENCE_END = re.compile(r"[.!?…][\"'”’»)\]]*\Z")


@dataclass(frozen=True, slots=True)
class Beat:
    """A word that appears at once: where it ends in its sentence, and how many words' time it takes."""

    end: int
    words: float


def beats(text: str, breaths: Sequence[int] = ()) -> tuple[Beat, ...]:
    """The words of a sentence with their share of its time. `breaths` are offsets to linger at."""
    found = list(_WORD.finditer(text))
    if not found:
        return ()
    lingering = {end for end in (_word_before(found, breath) for breath in breaths) if end}
    weights = [_weight(match[0]) + (1.5 if match.end() in lingering else 0.0) for match in found]
    scale = len(found) / sum(weights)
    return tuple(Beat(match.end(), weight * scale) for match, weight in zip(found, weights, strict=True))


def reading_time_s(text: str, pace: int) -> float:
    """How long `text` takes to read at `pace` words a minute."""
    return len(text.split()) * 60.0 / pace


def _weight(word: str) -> float:
    weight = 0.55 + 0.09 * min(len(word), 14)
    if _SENTENCE_END.search(word):
        return weight + 1.3
    return weight + 0.6 if _CLAUSE_END.search(word) else weight


def _word_before(found: list[re.Match[str]], offset: int) -> int:
    """The end of the last word that ends at or before `offset`; 0 where there is none."""
    return max((match.end() for match in found if match.end() <= offset), default=0)
