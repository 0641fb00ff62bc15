"""What was told lately is what listeners ask about: points for sentences by how long ago they were told.

Both weights and the distance were chosen on questions on novels, the dev split of `benchmarks/labels/own_questions.json`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["AT_FIRST", "POINTS", "recency"]

AT_FIRST = 0.6  # what it counts at a first look, where all words of a question count 1
POINTS = 2.0  # in the ranker's log-odds
_DISTANCE = 150.0  # sentences in which it falls to a third


def recency(ordinals: NDArray[np.int64], told_to: int) -> NDArray[np.float32]:
    """From 0 for what was told long ago to 1 for the last sentence told."""
    found: NDArray[np.float32] = np.round(np.exp((ordinals + 1 - told_to) / _DISTANCE), 3).astype(np.float32)
    return found
