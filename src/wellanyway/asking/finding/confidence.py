"""How sure it is that the passages found answer the question: one logistic regression, measured on stories cut short.

A story cut before its answer is how a listener asks: the words of the question have been heard and the
answer has not. The weights and the two thresholds come from FairytaleQA's training split, see `training/ranker.py`.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from wellanyway.asking.finding.retrieval import Field

__all__ = ["GROUNDS", "grounds", "sureness"]

GROUNDS = (
    "score", "encoder of the first", "coverage of the first", "static of the first", "encoder at best", "coverage at best",
    "static at best", "coverage of the first with its neighbours", "heard", "score over the fifth",
    "words at the first", "words at the first three", "constant",
)  # fmt: skip


def grounds(
    field: Field, ordinals: NDArray[np.int64], rows: NDArray[np.float32], scores: NDArray[np.float32]
) -> NDArray[np.float32]:
    """What the decision rests on. `ordinals`, `rows` and `scores` are in the ranker's order, best first."""
    first = int(ordinals[0])
    near = field.coverage[max(0, first - 1) : first + 2].sum()
    words = field.words
    around = [set(range(max(0, int(one) - 1), int(one) + 2)) for one in ordinals[:3]]
    at_first = len({word for word, rows in enumerate(words) if around[0] & rows}) / max(1, len(words))
    at_three = len({word for word, rows in enumerate(words) if set().union(*around) & rows}) / max(
        1, len(words)
    )
    fifth = scores[min(4, len(scores) - 1)]
    return np.array(
        [
            scores[0], rows[0, 0], rows[0, 2], rows[0, 1], rows[:, 0].max(), rows[:, 2].max(), rows[:, 1].max(),
            min(1.0, float(near)), field.heard, scores[0] - fifth,
            at_first, at_three, 1.0,
        ],
        np.float32,
    )  # fmt: skip


def sureness(weights: NDArray[np.float32], found: NDArray[np.float32]) -> float:
    """In [0, 1]."""
    return round(1 / (1 + math.exp(-float(np.dot(weights.astype(np.float64), found.astype(np.float64))))), 4)
