"""Spans from the scores of the reader's network: which of all possible ones are taken.

A function of the scores of one page alone. Scores are biaffine, after Yu et al., "Named Entity Recognition as Dependency
Parsing" (ACL 2020).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, pairwise
from typing import TYPE_CHECKING

import numpy as np

from wellanyway.reading.wording import TYPES

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Array = NDArray[np.float32]

__all__ = ["FoundSpan", "chosen", "stretches"]

_WIDEST = 30  # words of a span at the most
_BOUNDS = np.array([1, 2, 3, 4, 5, 7, 9, 12, 16, 21, 26])  # of buckets of a span's width
_CLASSES = ("", *TYPES, "")  # none, the types, other mentions
_TOGETHER = 96  # words of whole sentences that are scored at once
_LONGEST = 256  # words of a sentence that are; a longer one is cut


@dataclass(frozen=True, slots=True)
class FoundSpan:
    """Tokens `[first, last)`; `type` is "" for a pronoun or the like. `margin` is how far it beats being none."""

    first: int
    last: int
    type: str
    margin: float


def stretches(bounds: Sequence[int]) -> Iterator[list[int]]:
    """Bounds of sentences in groups that are scored at once; neighbours share a bound."""
    group = [bounds[0]]
    for bound in chain.from_iterable((*range(a + _LONGEST, b, _LONGEST), b) for a, b in pairwise(bounds)):
        if len(group) > 1 and bound - group[0] > _TOGETHER:
            yield group
            group = group[-1:]
        group.append(bound)
    yield group


def chosen(
    scores: Array, inside: Array, widths: Array, bounds: Sequence[int], *, threshold: float = 0.0
) -> list[FoundSpan]:
    """Spans within sentences that beat being none by `threshold`, none crossing another, in order.

    `scores` (n, n, classes) and `inside` (n, classes) are of the words from `bounds[0]` to `bounds[-1]`, between which
    the sentences' bounds lie; `widths` (buckets, classes) is added by width.
    """
    base = bounds[0]
    sums = np.zeros((len(inside) + 1, inside.shape[1]), np.float32)
    np.cumsum(inside, axis=0, out=sums[1:])
    found: list[FoundSpan] = []
    for start, stop in pairwise(bounds):
        i, j = _within(stop - start)
        i, j = i + (start - base), j + (start - base)
        total = scores[i, j] + (sums[j + 1] - sums[i]) / (j - i + 1)[:, None]
        total += widths[np.searchsorted(_BOUNDS, j - i, side="right")]
        found += _taken(i + base, j + base, total, threshold)
    return sorted(found, key=lambda span: (span.first, span.last))


@lru_cache(maxsize=256)
def _within(count: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    i, j = np.triu_indices(count)
    near = j - i < _WIDEST
    return i[near], j[near]


def _taken(i: NDArray[np.int64], j: NDArray[np.int64], scores: Array, threshold: float) -> list[FoundSpan]:
    kinds = scores[:, 1:].argmax(1)
    margins = scores[:, 1:].max(1) - scores[:, 0] - threshold
    taken: list[FoundSpan] = []
    rows = np.flatnonzero(margins > 0)
    for row in rows[np.argsort(-margins[rows], kind="stable")]:
        a, b = int(i[row]), int(j[row]) + 1
        if all(not (a < t.first < b < t.last or t.first < a < t.last < b) for t in taken):
            taken.append(FoundSpan(a, b, _CLASSES[int(kinds[row]) + 1], float(margins[row])))
    return taken
