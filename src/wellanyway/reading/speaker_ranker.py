"""The ranker: weighs a quotation's candidates against each other and against nobody, and says how sure it is.

One hidden layer over the features of `speaker_features`, the same for every candidate, and a softmax over them all. How
often its best guess is right at what it says was counted on texts it had not seen; `sure` gives that.
"""

from __future__ import annotations

import functools
import threading
from collections.abc import Mapping
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from wellanyway.errors import ModelError
from wellanyway.models.loader import verified
from wellanyway.reading.speaker_features import NAMES, Case

__all__ = ["SpeakerRanker", "speaker_ranker"]

_LOADING = threading.Lock()


class SpeakerRanker:
    """Made of arrays: `w1`, `b1`, `w2`, `b2`; `said` and `true`, points of the way from what it says to how often that is
    right; `least`, the chance from which on a speaker is named; `names`, the features it was trained on.
    """

    def __init__(self, arrays: Mapping[str, NDArray[np.float32]]) -> None:
        self._w1, self._b1 = arrays["w1"].astype(np.float32), arrays["b1"].astype(np.float32)
        self._w2, self._b2 = arrays["w2"].astype(np.float32), arrays["b2"].astype(np.float32)
        self._said, self._true = arrays["said"].astype(float), arrays["true"].astype(float)
        self.least = float(arrays["least"])

    @classmethod
    def load(cls, path: Path) -> SpeakerRanker:
        """From a file already verified; ModelError where it was trained on other features than these."""
        with np.load(path) as file:
            arrays = {name: file[name] for name in file.files}
        if tuple(str(arrays.pop("names")).split()) != NAMES:
            raise ModelError(
                f"the model file {path.name} was made for another version: install wellanyway again"
            )
        return cls(arrays)

    def __call__(self, case: Case) -> list[float]:
        """The chance of each candidate and, last, of none of them."""
        hidden = np.maximum(np.array(case.rows, np.float32) @ self._w1 + self._b1, 0)
        scores = (hidden @ self._w2 + self._b2)[:, 0]
        chances = np.exp(scores - scores.max())
        return [float(chance) for chance in chances / chances.sum()]

    def sure(self, chance: float) -> float:
        """How often a best guess that has this chance is right."""
        return float(np.interp(chance, self._said, self._true))


def speaker_ranker() -> SpeakerRanker:
    """The one that ships."""
    with _LOADING:
        return _speaker_ranker()


@functools.cache
def _speaker_ranker() -> SpeakerRanker:
    return SpeakerRanker.load(verified("speakers.npz"))
