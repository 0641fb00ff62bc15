"""The search index of a work: what each sentence is like, one sentence at a time.

Every row is a function of its own sentence alone: no IDF, average length or vocabulary of the work is
kept, so cutting the arrays at a horizon is all it takes to know nothing of what lies ahead.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

__all__ = ["SentenceIndex"]


@dataclass(frozen=True, slots=True)
class SentenceIndex:
    """`n` sentences from the beginning of the work.

    terms    uint32[t]   hashed terms of all sentences, one after the other
    bounds   int64[n+1]  the terms of sentence i are terms[bounds[i]:bounds[i+1]]
    vectors  int8[n, d]  unit vectors of the static embedding times 127
    """

    terms: NDArray[np.uint32]
    bounds: NDArray[np.int64]
    vectors: NDArray[np.int8]

    def __len__(self) -> int:
        return len(self.bounds) - 1

    def upto(self, told_to: int) -> SentenceIndex:
        """The first `told_to` rows, without copying."""
        if told_to >= len(self):
            return self
        return SentenceIndex(
            self.terms[: self.bounds[told_to]], self.bounds[: told_to + 1], self.vectors[:told_to]
        )

    def slice(self, start: int, stop: int) -> SentenceIndex:
        """Rows `[start, stop)` as an index of their own."""
        bounds = self.bounds[start : stop + 1]
        return SentenceIndex(self.terms[bounds[0] : bounds[-1]], bounds - bounds[0], self.vectors[start:stop])

    @staticmethod
    def join(parts: list[SentenceIndex], dimensions: int) -> SentenceIndex:
        """One index of consecutive parts; `dimensions` gives the vectors' width where there are none."""
        bounds = [np.zeros(1, np.int64)]
        offset = 0
        for part in parts:
            bounds.append(part.bounds[1:] + offset)
            offset += int(part.bounds[-1])
        return SentenceIndex(
            np.concatenate([np.zeros(0, np.uint32), *(part.terms for part in parts)]),
            np.concatenate(bounds),
            np.concatenate([np.zeros((0, dimensions), np.int8), *(part.vectors for part in parts)]),
        )
