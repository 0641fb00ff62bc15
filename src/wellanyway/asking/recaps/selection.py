"""Which candidates make the recap: greedy maximisation of a monotone submodular objective under a budget of words.

Lin and Bilmes (2010), "Multi-document summarization via budgeted maximization of submodular functions": concave coverage of
stretches of the story, its scenes and its characters; gains divided by a power of the cost; likeness to what was taken costs.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from wellanyway.asking.recaps.candidates import Candidate

__all__ = ["Aims", "chosen"]

_POWER = 0.1  # of the cost by which a gain is divided
_PEOPLE = 1.6  # what it is worth to have all main characters
_AGAIN = 0.5  # what is left to gain by a character at each further sentence with them
_SCENE = 0.12  # a scene that has nothing yet
_FULL = 0.6  # worth from which on a sentence brings its characters in wholly
_LEAST = 0.3  # worth of a sentence that is taken
_ALIKE = 0.55  # cosine from which on two sentences say the same
_REDUNDANT = 1.2


@dataclass(frozen=True, slots=True)
class Aims:
    """What is to be covered. `slots` gives the slot of each candidate, `weights` the mains' weights, `vectors` unit rows."""

    slots: Sequence[int]
    weights: NDArray[np.float64]
    vectors: NDArray[np.float32]


def chosen(candidates: Sequence[Candidate], aims: Aims, words: int, kept: Sequence[int] = ()) -> list[int]:
    """The places of the candidates taken, `kept` among them, in the order of the story."""
    choice = _Choice(candidates, aims)
    taken: list[int] = []
    room = words
    for at in kept:
        choice.take(at)
        taken.append(at)
        room -= candidates[at].words
    while (best := choice.best(room)) is not None:
        choice.take(best)
        taken.append(best)
        room -= candidates[best].words
    return sorted(taken, key=lambda at: candidates[at].first)


class _Choice:
    """What has been covered so far. Arrays have one entry a candidate."""

    def __init__(self, candidates: Sequence[Candidate], aims: Aims) -> None:
        size = len(candidates)
        self._candidates, self._vectors = candidates, aims.vectors
        self._worth = np.array([one.worth for one in candidates], np.float64)
        self._words = np.array([one.words for one in candidates], np.float64)
        self._slots = np.array(aims.slots, np.int64)
        self._scenes = np.array([one.scene for one in candidates], np.int64)
        self._mains = np.zeros((size, len(aims.weights)))
        for at, one in enumerate(candidates):
            self._mains[at, sorted(one.mains)] = 1.0
        self._weights = _PEOPLE * aims.weights / (float(aims.weights.sum()) or 1.0)
        self._held = np.zeros(int(self._slots.max(initial=0)) + 1)
        self._times = np.zeros(len(aims.weights))
        self._is_new = np.ones(size, np.bool_)  # whether nothing of its scene has been taken
        self._likeness = np.zeros(size)
        self._is_free = np.ones(size, np.bool_)

    def best(self, room: int) -> int | None:
        """The candidate that gains most for its words, the earlier of equals; None where none gains."""
        good = np.maximum(self._worth, 0.0)
        here = self._held[self._slots]
        gain = np.sqrt(here + good) - np.sqrt(here) + np.minimum(self._worth, 0.0)
        gain += self._mains @ (self._weights * _AGAIN**self._times) * np.minimum(1.0, good / _FULL)
        gain += _SCENE * self._is_new * np.minimum(1.0, good / _FULL)
        gain -= _REDUNDANT * np.maximum(0.0, self._likeness - _ALIKE)
        gain = np.round(gain / self._words**_POWER, 6)
        gain[~self._is_free | (self._words > room) | (self._worth < _LEAST)] = -1.0
        at = int(np.argmax(gain)) if len(gain) else -1
        return at if at >= 0 and gain[at] > 0 else None

    def take(self, at: int) -> None:
        one = self._candidates[at]
        self._held[self._slots[at]] += max(0.0, one.worth)
        self._times += self._mains[at]
        self._is_new &= self._scenes != one.scene
        near = np.round(self._vectors @ self._vectors[at], 3).astype(np.float64)
        self._likeness = np.maximum(self._likeness, near)
        mine = {piece.ordinal for piece in one.pieces}
        for other, candidate in enumerate(self._candidates):
            if any(piece.ordinal in mine for piece in candidate.pieces):
                self._is_free[other] = False
